//! Survey answers, checked: what the private report counts, and nothing else sees.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::check::Check;
use super::{Rating, read};
use crate::content::raw;
use crate::content::survey::DEFAULT_SURVEY;
use crate::diag::{Finding, SourceRef};
use crate::path;

/// A file of answers.
#[derive(Clone, Debug)]
pub struct Survey {
    /// How many were asked.
    pub invited: Option<u64>,
    /// The answers, in their order.
    pub answers: Vec<Arc<Answer>>,
}

/// An answer to a survey.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Where it is written.
    pub source: SourceRef,
    /// The day on which it was given.
    pub date: Date,
    /// Which survey it is of.
    pub survey: String,
    /// 0 to 10: "how likely are you to recommend us?"
    pub recommend: Option<u8>,
    /// Stars.
    pub rating: Option<Rating>,
    /// The points of contact that it speaks of.
    pub touchpoints: Vec<String>,
    /// The position of the item in [`super::Model::items`]; `None` is the business.
    pub item: Option<usize>,
    /// What was said in words.
    pub text: Option<String>,
}

/// Reads an answer; `None` if it says too little to be counted.
pub(super) fn answer(
    keys: raw::Answer,
    items: &BTreeMap<&str, usize>,
    check: &mut Check<'_>,
) -> Option<Answer> {
    if Check::text(keys.date.clone()).is_none() {
        let finding = check.error("key-missing", "an answer has no `date`");
        check
            .missing("date", finding.hint("add the day on which it was given: `date: 2026-03-14`"));
    }
    let date = day(keys.date, check);
    if keys.recommend.is_none() && keys.rating.is_none() {
        let finding = check.error("key-missing", "an answer has neither `recommend` nor `rating`");
        if !check.is_faulty("rating") {
            check.missing("recommend", finding.hint("leave out answers that have no number"));
        }
    }
    let recommend = read::recommend(keys.recommend, check);
    let rating = check.rating(keys.rating, path!["rating"]);
    let touchpoints = read::touchpoints(keys.touchpoints, check);
    let item = read::item(keys.item, items, check);
    let survey = Check::line(keys.survey).unwrap_or_else(|| DEFAULT_SURVEY.to_owned());
    let (source, text) = (check.source, Check::text(keys.text));
    Some(Answer { source, date: date?, survey, recommend, rating, touchpoints, item, text })
}

/// The day of an answer: nobody answers tomorrow.
fn day(text: Option<crate::yaml::Text>, check: &mut Check<'_>) -> Option<Date> {
    let day = check.date(text, path!["date"])?;
    let today = check.grounds.today;
    if day > today {
        let message = format!("`date` is {day}, after today ({today})");
        let finding = check.error("answer-in-future", message).value(path!["date"]);
        check.report(finding.hint("check the year"));
        return None;
    }
    Some(day)
}

/// What is wrong with how many were asked: it is less than answered, or nothing says when.
pub(super) fn invited(file: u32, invited: Option<u64>, answers: usize) -> Option<Finding> {
    let asked = usize::try_from(invited?).unwrap_or(usize::MAX);
    let source = SourceRef { file, entry: None };
    let error = |message: String| {
        Finding::error(source, "invited-too-few", message).value(path!["invited"])
    };
    if asked < answers {
        let finding = error(format!("{answers} answered, but `invited` is {asked}"));
        return Some(finding.label(format!("expected {answers} or more")));
    }
    (asked > 0 && answers == 0).then(|| {
        let message = format!("`invited` is {asked}, but no answer says when they were asked");
        let finding = Finding::error(source, "invited-unanswered", message);
        let hint = "leave the file out until somebody answers: its name starts with `_` so long";
        finding.value(path!["invited"]).hint(hint)
    })
}

/// The ratings that are on another scale than most of their survey: their mean would compare what is
/// not alike.
pub(super) fn mixed_scales(surveys: &[Arc<Survey>]) -> Vec<Finding> {
    let rated = || {
        let answers = surveys.iter().flat_map(|file| &file.answers);
        answers.filter_map(|answer| Some((answer, answer.rating?.scale())))
    };
    let mut counts: BTreeMap<&str, Vec<(f64, usize)>> = BTreeMap::new();
    for (answer, scale) in rated() {
        let scales = counts.entry(&answer.survey).or_default();
        match scales.iter_mut().find(|(known, _)| same(*known, scale)) {
            Some((_, count)) => *count += 1,
            None => scales.push((scale, 1)),
        }
    }
    counts.retain(|_, scales| scales.len() > 1);
    // Of two that are as frequent, the first to come.
    let usual = |scales: &[(f64, usize)]| {
        scales.iter().rev().max_by_key(|(_, count)| *count).map(|(scale, _)| *scale)
    };
    let other = rated().filter_map(|(answer, scale)| {
        let usual = usual(counts.get(answer.survey.as_str())?)?;
        (!same(usual, scale)).then(|| mixed(answer, scale, usual))
    });
    other.collect()
}

fn same(one: f64, other: f64) -> bool {
    (one - other).abs() < f64::EPSILON
}

fn mixed(answer: &Answer, scale: f64, usual: f64) -> Finding {
    let survey = &answer.survey;
    let message =
        format!("this rating is of {scale}, but most of the survey `{survey}` are of {usual}");
    Finding::error(answer.source, "mixed-scales", message)
        .value(path!["rating"])
        .label(format!("expected a rating of {usual}"))
        .hint("another question is another survey: give these answers a name with `survey:`")
}
