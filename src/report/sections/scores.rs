//! How likely customers are to recommend.

use super::super::chart::Chart;
use super::super::page::{Part, Table};
use super::super::says::told;
use super::super::text::{grouped, month, quarter, score};
use super::{ROWS, Trend, known, more, share, step};
use crate::insights::report::{Recommend, Report, Score, SurveyScore};

pub(super) fn recommend(report: &Report) -> Vec<Part> {
    let said = &report.recommend;
    if said.answers == 0 {
        return Vec::new();
    }
    let mut parts = vec![kinds(said), trend(said), distribution(said)];
    parts.extend((!said.surveys.is_empty()).then(|| surveys(said)));
    parts
}

/// Promoters, passives and detractors.
fn kinds(said: &Recommend) -> Part {
    let kinds = [
        ("low", "Detractors", "0 to 6", said.detractors),
        ("middle", "Passives", "7 and 8", said.passives),
        ("high", "Promoters", "9 and 10", said.promoters),
    ];
    let rows = kinds.map(|(_, name, scores, count)| {
        let share = share(count, said.answers);
        vec![name.into(), scores.into(), grouped(count).into(), share.into()]
    });
    let columns = [("", false), ("Scores", false), ("Answers", true), ("Share", true)];
    let table = Table::new("Who would recommend you", &columns, rows.into());
    let parts = kinds.map(|(kind, name, _, count)| (kind, name, count));
    let label = format!(
        "{} detractors, {} passives, {} promoters",
        said.detractors, said.passives, said.promoters
    );
    Part::both(Chart::parts(label, &parts), table)
}

fn trend(said: &Recommend) -> Part {
    let of = |when: String, score: &Score| step(when, score.nps, score.answers);
    let trend = Trend::of(
        said.trend.iter().map(|one| of(month(&one.month), &one.score)).collect(),
        said.quarters.iter().map(|one| of(quarter(&one.quarter), &one.score)).collect(),
    );
    let label = "Net promoter score over time, and how many answers".to_owned();
    let chart = Chart::trend(label, &trend.steps, (-100.0, 100.0));
    let table = trend.table("Net promoter score over time", ("Score", score), "Answers");
    let legend = vec![("now", "Net promoter score"), ("count", "Answers")];
    Part { legend, ..Part::wide(chart, table) }
}

fn distribution(said: &Recommend) -> Part {
    let count = |score: String| {
        let count = said.distribution.get(&score).copied().unwrap_or_default();
        (score, count)
    };
    let bars: Vec<(String, usize)> = (0..=10).map(|score| count(score.to_string())).collect();
    let rows = bars.iter().map(|(score, count)| vec![score.clone().into(), grouped(*count).into()]);
    let table =
        Table::new("Answers by score", &[("Score", false), ("Answers", true)], rows.collect());
    Part::wide(Chart::columns("How many gave each score".to_owned(), &bars), table)
}

fn surveys(said: &Recommend) -> Part {
    let row = |one: &SurveyScore| {
        let Score { answers, nps, margin } = one.score;
        let margin = known(told(margin, answers), |margin| format!("± {margin:.0}"));
        vec![one.survey.clone().into(), known(nps, score), margin, grouped(answers).into()]
    };
    let columns = [("Survey", false), ("Score", true), ("Margin", true), ("Answers", true)];
    let rows = said.surveys.iter().take(ROWS).map(row).collect();
    let table = Table { more: more(said.surveys.len()), ..Table::new("By survey", &columns, rows) };
    Part { table: Some(table), ..Part::default() }
}
