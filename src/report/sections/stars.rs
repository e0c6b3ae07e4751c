//! Ratings: their distribution, their course, and what they are about.

use super::super::chart::{Chart, Marked};
use super::super::page::{Cell, Part, Table};
use super::super::text::{counted, grouped, mean, month, quarter};
use super::{QUARTERS, ROWS, STARS, Trend, before, mean_cell, more, share, step};
use crate::insights::report::{ItemMean, Mean, Ratings, Report, Touchpoint};

/// What the marks of now and before mean.
const NOW_AND_BEFORE: [(&str, &str); 2] = [("now", "Now"), ("before", "Period before")];

pub(super) fn ratings(report: &Report) -> Vec<Part> {
    let ratings = &report.ratings;
    if ratings.count == 0 {
        return Vec::new();
    }
    let mut parts = vec![distribution(ratings), trend(ratings)];
    parts.extend((!ratings.items.is_empty()).then(|| items(ratings)));
    parts
}

fn distribution(ratings: &Ratings) -> Part {
    let bar = |(stars, count): (&String, &usize)| (format!("{stars} ★"), *count);
    let bars: Vec<(String, usize)> = ratings.distribution.iter().rev().map(bar).collect();
    let row = |(name, count): &(String, usize)| {
        vec![name.clone().into(), grouped(*count).into(), share(*count, ratings.count).into()]
    };
    let columns = [("Stars", false), ("Ratings", true), ("Share", true)];
    let table = Table::new("Ratings by whole stars", &columns, bars.iter().map(row).collect());
    let five = ratings.distribution.get("5").copied().unwrap_or_default();
    let all = counted(ratings.count, "rating", "ratings");
    Part::both(Chart::counts(format!("{five} of {all} have five stars"), &bars), table)
}

fn trend(ratings: &Ratings) -> Part {
    let months = ratings.trend.iter();
    let quarters = ratings.quarters.iter();
    let trend = Trend::of(
        months.map(|one| step(month(&one.month), one.average, one.count)).collect(),
        quarters.map(|one| step(quarter(&one.quarter), one.average, one.count)).collect(),
    );
    let label = "Average stars over time, and how many ratings".to_owned();
    let table = trend.table("Average over time", ("Average", mean), "Ratings");
    let legend = vec![("now", "Average"), ("count", "Ratings")];
    Part { legend, ..Part::wide(Chart::trend(label, &trend.steps, STARS), table) }
}

fn items(ratings: &Ratings) -> Part {
    let shown = || ratings.items.iter().take(ROWS);
    let row = |item: &ItemMean| {
        let count = grouped(item.count);
        let before = before(item.before.as_ref());
        vec![item.name.clone().into(), mean_cell(item.average), count.into(), before]
    };
    let columns = [("Item", false), ("Average", true), ("Ratings", true), ("Before", true)];
    let table = Table {
        more: more(ratings.items.len()),
        ..Table::new("By item, the weakest first", &columns, shown().map(row).collect())
    };
    let marks = shown().map(|item| marked(&item.name, item.average, item.before.as_ref()));
    let label = "Average stars by item, now and in the period before".to_owned();
    let chart = Chart::marks(label, &marks.collect::<Vec<_>>(), STARS.1);
    Part { legend: NOW_AND_BEFORE.into(), ..Part::both(chart, table) }
}

fn marked(name: &str, now: Option<f64>, before: Option<&Mean>) -> Marked {
    let from = before.and_then(|before| before.average);
    Marked { label: name.to_owned(), from, to: now, margin: None }
}

pub(super) fn touchpoints(report: &Report) -> Vec<Part> {
    let all = &report.touchpoints;
    if all.is_empty() {
        return Vec::new();
    }
    let shown = || all.iter().take(ROWS);
    let columns = [
        ("", false),
        ("Average", true),
        ("Ratings", true),
        ("Before", true),
        ("By quarter", false),
        ("Recommend", true),
    ];
    let rows = shown().map(touchpoint).collect();
    let table = Table {
        more: more(all.len()),
        ..Table::new("Points of contact, the weakest first", &columns, rows)
    };
    let rated = shown().filter(|one| one.average.is_some());
    let marks: Vec<Marked> =
        rated.map(|one| marked(&one.name, one.average, one.before.as_ref())).collect();
    let label = "Average stars by point of contact, now and in the period before".to_owned();
    let chart = (!marks.is_empty()).then(|| Chart::marks(label, &marks, STARS.1));
    vec![Part { chart, legend: NOW_AND_BEFORE.into(), table: Some(table), ..Part::default() }]
}

fn touchpoint(one: &Touchpoint) -> Vec<Cell> {
    let scores = one.recommend.average;
    let scores = scores.map(|score| format!("{} ({})", mean(score), grouped(one.recommend.count)));
    vec![
        one.name.clone().into(),
        mean_cell(one.average),
        grouped(one.count).into(),
        before(one.before.as_ref()),
        Cell { chart: spark(one), ..Cell::default() },
        scores.unwrap_or_default().into(),
    ]
}

/// The latest quarters of a point of contact; nothing where nothing was rated.
fn spark(one: &Touchpoint) -> Option<Chart> {
    let latest = one.quarters.iter().skip(one.quarters.len().saturating_sub(QUARTERS));
    let told = |(when, average): (&str, Option<f64>)| {
        Some(format!("{} {}", quarter(when), mean(average?)))
    };
    let steps = latest.map(|one| (one.quarter.as_str(), one.average));
    let label = steps.clone().filter_map(told).collect::<Vec<_>>().join(", ");
    let values: Vec<Option<f64>> = steps.map(|(_, average)| average).collect();
    (!label.is_empty()).then(|| Chart::spark(label, &values, STARS))
}
