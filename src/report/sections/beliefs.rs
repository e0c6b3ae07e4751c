//! What the owner believes, and how many stay silent.

use super::super::chart::{Chart, Marked};
use super::super::page::{Part, Table};
use super::super::says::told;
use super::super::text::{grouped, mean, month, stars};
use super::{MONTHS, earlier, known};
use crate::insights::report::{Gap, Heard, Report};

pub(super) fn gap(report: &Report) -> Vec<Part> {
    let gap = &report.gap;
    let mut rows = vec![
        ("Stars, reviews (of 5)", &gap.rating, 5.0),
        ("Stars, survey (of 5)", &gap.survey, 5.0),
        ("Recommend, survey (of 10)", &gap.recommend, 10.0),
    ];
    rows.retain(|(_, gap, _)| gap.count > 0);
    if rows.is_empty() {
        return Vec::new();
    }
    let mark = |(name, gap, scale): &(&str, &Gap, f64)| Marked {
        label: (*name).to_owned(),
        from: gap.belief.map(|belief| belief / scale),
        to: gap.actual.map(|actual| actual / scale),
        margin: told(gap.margin, gap.count).map(|margin| margin / scale),
    };
    let row = |(name, gap, _): &(&str, &Gap, f64)| {
        vec![
            (*name).into(),
            known(gap.belief, stars),
            known(gap.actual, mean),
            known(told(gap.margin, gap.count), |margin| format!("± {}", mean(margin))),
            known(gap.gap, |gap| format!("{gap:+.2}")),
            grouped(gap.count).into(),
        ]
    };
    let columns = [
        ("", false),
        ("You believe", true),
        ("They say", true),
        ("Margin", true),
        ("Gap", true),
        ("Count", true),
    ];
    let cells = rows.iter().map(row).collect();
    let table = Table::new("Belief and experience in this period", &columns, cells);
    let label = "What you believe beside what customers say, each on its own scale".to_owned();
    let chart = Chart::shares(label, &rows.iter().map(mark).collect::<Vec<_>>());
    let is_told = rows.iter().any(|(_, gap, _)| told(gap.margin, gap.count).is_some());
    let said = if is_told { "They say, with the margin" } else { "They say" };
    let is_believed = rows.iter().any(|(_, gap, _)| gap.belief.is_some());
    let mut legend = vec![("before", "You believe"), ("now", said)];
    legend.retain(|(kind, _)| is_believed || *kind == "now");
    vec![Part { legend, ..Part::both(chart, table) }]
}

pub(super) fn coverage(report: &Report) -> Vec<Part> {
    let coverage = &report.coverage;
    if coverage.reviews + coverage.answers == 0 {
        return Vec::new();
    }
    let left_out = coverage.months.len().saturating_sub(MONTHS);
    let months = coverage.months.iter().skip(left_out);
    let bars = months.clone().map(|one| (month(&one.month), one.reviews));
    let row = |one: &Heard| {
        let customers = one.customers.map_or_else(String::new, |all| format!("{all:.0}"));
        let (reviews, answers) = (grouped(one.reviews), grouped(one.answers));
        vec![month(&one.month).into(), reviews.into(), answers.into(), customers.into()]
    };
    let columns = [("Month", false), ("Reviews", true), ("Answers", true), ("Customers", true)];
    let table = Table::new("Who was heard", &columns, months.map(row).collect());
    let table = Table { more: earlier(left_out, "month"), ..table };
    let chart = Chart::columns("Reviews by month".to_owned(), &bars.collect::<Vec<_>>());
    vec![Part::wide(chart, table)]
}
