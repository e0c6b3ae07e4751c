//! Each section of the page: which chart, and which table beside it.

mod answers;
mod beliefs;
mod scores;
mod stars;

use super::chart::Step;
use super::lists;
use super::page::{Cell, Fact, Section, Table};
use super::says;
use super::text::{about, counted, grouped, mean, percent, score};
use crate::insights::number;
use crate::insights::report::{Mean, Report};

/// A trend of more months is shown by quarters.
const MONTHS: usize = 24;

/// At most so many steps are shown, the latest.
const STEPS: usize = 40;

/// At most so many rows of things that are named are shown.
const ROWS: usize = 25;

/// A rating of 0 of 10 is no star.
const STARS: (f64, f64) = (0.0, 5.0);

/// At most so many quarters are drawn in a cell of a table, the latest.
const QUARTERS: usize = 12;

/// The sections in their order.
pub(super) fn all(report: &Report) -> Vec<Section> {
    vec![
        Section {
            id: "gap",
            title: "According to whom?",
            says: says::gap(report),
            parts: beliefs::gap(report),
        },
        lists::team(report),
        Section {
            id: "ratings",
            title: "Ratings",
            says: says::ratings(report),
            parts: stars::ratings(report),
        },
        Section {
            id: "recommend",
            title: "Recommend",
            says: says::recommend(&report.recommend),
            parts: scores::recommend(report),
        },
        Section {
            id: "touchpoints",
            title: "Touchpoints",
            says: says::touchpoints(&report.touchpoints),
            parts: stars::touchpoints(report),
        },
        Section {
            id: "replies",
            title: "Replies",
            says: says::replies(&report.replies),
            parts: answers::replies(report),
        },
        lists::recovery(report),
        Section {
            id: "coverage",
            title: "Coverage",
            says: says::coverage(report),
            parts: beliefs::coverage(report),
        },
        Section {
            id: "freshness",
            title: "Freshness",
            says: says::freshness(report),
            parts: answers::freshness(report),
        },
        lists::words(report),
        lists::todo(report),
    ]
}

/// The numbers that everybody should see.
pub(super) fn facts(report: &Report) -> Vec<Fact> {
    let fact = |value: Option<String>, label: &str, note: String| {
        value.map(|value| Fact { value, label: label.to_owned(), note })
    };
    let (ratings, said, replies) = (&report.ratings, &report.recommend, &report.replies);
    let nps = said.nps.map(|nps| {
        let margin = says::told(said.margin, said.answers);
        let margin = margin.map_or_else(String::new, |margin| format!("\u{a0}±\u{a0}{margin:.0}"));
        format!("{}{margin}", score(nps))
    });
    let is_heard = (1..).contains(&report.coverage.reviews) && report.coverage.share <= Some(1.0);
    let silent = report.coverage.silent.filter(|_| is_heard);
    let waiting = report.todo.unanswered.len();
    let facts = [
        fact(
            ratings.average.map(mean),
            "average of 5",
            counted(ratings.count, "rating", "ratings"),
        ),
        fact(nps, "net promoter score", counted(said.answers, "answer", "answers")),
        fact(
            replies.share.map(percent),
            "answered",
            format!(
                "{} of {}",
                grouped(replies.answered),
                counted(replies.due, "review", "reviews")
            ),
        ),
        fact(
            silent.map(percent),
            "gave no review",
            report
                .coverage
                .customers
                .map_or_else(String::new, |all| format!("of {} customers", about(all))),
        ),
        fact(
            (waiting > 0).then(|| grouped(waiting)),
            if waiting == 1 { "low rating waits" } else { "low ratings wait" },
            "for an answer, of any day".to_owned(),
        ),
    ];
    facts.into_iter().flatten().collect()
}

fn known(value: Option<f64>, write: impl Fn(f64) -> String) -> Cell {
    value.map_or_else(|| "not known".to_owned(), write).into()
}

/// A mean in a cell; blank where there is none.
fn mean_cell(value: Option<f64>) -> Cell {
    value.map_or_else(String::new, mean).into()
}

/// The steps of a trend: months, or quarters where there are many; the latest of them.
struct Trend {
    steps: Vec<Step>,
    unit: &'static str,
    left_out: usize,
}

impl Trend {
    fn of(months: Vec<Step>, quarters: Vec<Step>) -> Self {
        let is_long = months.len() > MONTHS;
        let (mut steps, unit) = if is_long { (quarters, "Quarter") } else { (months, "Month") };
        let left_out = steps.len().saturating_sub(STEPS);
        steps.drain(..left_out);
        Self { steps, unit, left_out }
    }

    fn table(
        &self,
        caption: &str,
        (name, write): (&'static str, fn(f64) -> String),
        count: &'static str,
    ) -> Table {
        let row = |step: &Step| {
            let value = step.value.map_or_else(String::new, write);
            vec![step.label.clone().into(), value.into(), grouped(step.count).into()]
        };
        let columns = [(self.unit, false), (name, true), (count, true)];
        let rows = self.steps.iter().map(row).collect();
        Table { more: earlier(self.left_out, "quarter"), ..Table::new(caption, &columns, rows) }
    }
}

fn step(label: String, value: Option<f64>, count: usize) -> Step {
    Step { label, value, count }
}

fn before(before: Option<&Mean>) -> Cell {
    let said = before.and_then(|before| Some((before.average?, before.count)));
    said.map_or_else(String::new, |(average, count)| {
        format!("{} ({})", mean(average), grouped(count))
    })
    .into()
}

/// A share in words.
fn share(part: usize, whole: usize) -> String {
    number::share(part, whole).map_or_else(String::new, percent)
}

/// How many steps in time are left out.
fn earlier(left_out: usize, unit: &str) -> Option<String> {
    let many = counted(left_out, unit, &format!("{unit}s"));
    (left_out > 0).then(|| format!("{many} before that: `laurels report --format json` has all."))
}

/// How many rows are left out.
pub(super) fn more(all: usize) -> Option<String> {
    let left = all.checked_sub(ROWS).filter(|left| *left > 0)?;
    Some(format!("And {} more: `laurels report --format json` lists all.", grouped(left)))
}
