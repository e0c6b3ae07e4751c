//! The formulas of the report, each written in another way than usual, and how results are compared.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::year::Days;

/// The mean, moved by each value in turn.
pub fn mean(values: &[f64]) -> Option<f64> {
    let (mut mean, mut count) = (None, 0.0);
    for value in values {
        count += 1.0;
        let old = mean.unwrap_or(0.0);
        mean = Some(old + (value - old) / count);
    }
    mean
}

/// 1.96 s/√n, with the variance from the distances of all pairs.
pub fn margin(values: &[f64]) -> Option<f64> {
    let pairs = values.iter().flat_map(|a| values.iter().map(move |b| (a - b).powi(2)));
    let n = number(values.len());
    (values.len() > 1).then(|| 1.96 * (pairs.sum::<f64>() / 2.0 / n / (n - 1.0) / n).sqrt())
}

/// The two shares from which a sample such as this lies 1.96 standard errors away, by halving.
pub fn wilson(hits: usize, all: usize) -> [f64; 2] {
    let (share, n) = (number(hits) / number(all), number(all));
    let is_near = |q: f64| (share - q).powi(2) <= 1.96_f64.powi(2) * q * (1.0 - q) / n;
    [0.0, 1.0].map(|mut far: f64| {
        let mut near = share;
        for _ in 0..80 {
            let middle = f64::midpoint(near, far);
            *(if is_near(middle) { &mut near } else { &mut far }) = middle;
        }
        near
    })
}

/// The middle of the values, or of the two in the middle.
pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let (low, high) =
        (values.get(values.len().checked_sub(1)? / 2)?, values.get(values.len() / 2)?);
    Some(f64::midpoint(*low, *high))
}

/// The mean after ten ratings of another mean have come on top; nothing where there was none before.
pub fn weighted(values: &[f64], overall: Option<f64>) -> Option<f64> {
    values.first()?;
    mean(&[values, &[overall?; 10]].concat())
}

#[allow(clippy::cast_precision_loss, reason = "these are small counts")]
pub fn number(count: usize) -> f64 {
    count as f64
}

pub fn share(part: usize, of: usize) -> Option<f64> {
    (of > 0).then(|| number(part) / number(of))
}

pub fn mean_of(values: &[f64]) -> Json {
    json!({"count": values.len(), "average": mean(values)})
}

/// The same with how far it may be off.
pub fn sure_mean_of(values: &[f64]) -> Json {
    json!({"count": values.len(), "average": mean(values), "margin": margin(values)})
}

/// Promoters are 100, detractors -100, the others 0; the score is their mean.
pub fn score_of(scores: &[f64]) -> Json {
    let side = |score: &f64| {
        if *score > 8.5 {
            100.0
        } else if *score > 6.5 {
            0.0
        } else {
            -100.0
        }
    };
    let sides: Vec<f64> = scores.iter().map(side).collect();
    let nps = mean(&sides);
    let away: Vec<f64> = sides.iter().map(|side| (side - nps.unwrap()).powi(2)).collect();
    let margin = mean(&away).map(|variance| 1.96 * (variance / number(scores.len())).sqrt());
    json!({"answers": scores.len(), "nps": nps, "margin": margin})
}

pub fn month(day: Date) -> String {
    day.to_string()[..7].to_owned()
}

fn quarter(day: Date) -> String {
    format!("{}-Q{}", day.year(), (day.month() + 2) / 3)
}

/// All days from the first to the last.
pub fn each(days: Days) -> impl Iterator<Item = Date> {
    days.0.series(1.day()).take_while(move |day| *day <= days.1)
}

/// What `of` says of the values of each month or quarter of the period.
pub fn by(key: &str, days: Days, values: &[(Date, f64)], of: fn(&[f64]) -> Json) -> Json {
    let name = if key == "month" { month } else { quarter };
    let names: BTreeSet<String> = each(days).map(name).collect();
    let one = |wanted: String| {
        let of_it = values
            .iter()
            .filter(|(day, _)| name(*day) == wanted && days.0 <= *day && *day <= days.1);
        let mut row = of(&of_it.map(|(_, value)| *value).collect::<Vec<_>>());
        row[key] = wanted.into();
        row
    };
    names.into_iter().map(one).collect()
}

/// Compares all that is there, both ways, and says how many numbers that were, known or not.
#[track_caller]
pub fn same(place: &str, actual: &Json, expected: &Json) -> usize {
    match (actual, expected) {
        (Json::Object(left), Json::Object(right)) => {
            let names = |object: &serde_json::Map<String, Json>| {
                object.keys().cloned().collect::<BTreeSet<_>>()
            };
            assert_eq!(names(left), names(right), "{place}");
            left.iter()
                .map(|(key, value)| same(&format!("{place}.{key}"), value, &right[key]))
                .sum()
        }
        (Json::Array(left), Json::Array(right)) => {
            assert_eq!(left.len(), right.len(), "{place}: {actual} is not {expected}");
            let pairs = left.iter().zip(right).enumerate();
            pairs.map(|(at, (left, right))| same(&format!("{place}[{at}]"), left, right)).sum()
        }
        (Json::Number(left), Json::Number(right)) => {
            let (left, right) = (left.as_f64().unwrap(), right.as_f64().unwrap());
            assert!((left - right).abs() < 0.000_050_001, "{place} is {left}, not {right}");
            assert!(
                (left * 1e4 - (left * 1e4).round()).abs() < 1e-6,
                "{place} is not rounded: {left}"
            );
            1
        }
        _ => {
            assert_eq!(actual, expected, "{place}");
            usize::from(actual.is_null())
        }
    }
}

/// A list of reviews by their ids, after a look at its order by `key`; where that is equal or not
/// known, any order will do.
#[track_caller]
pub fn in_order(list: &Json, key: &str, is_rising: bool) -> Json {
    let mut days: Vec<&str> =
        list.as_array().unwrap().iter().filter_map(|one| one[key].as_str()).collect();
    if !is_rising {
        days.reverse();
    }
    assert!(days.is_sorted(), "{list}");
    by_id(list)
}

/// A list of reviews by their ids.
pub fn by_id(list: &Json) -> Json {
    let pair = |one: &Json| (one["id"].as_str().unwrap().to_owned(), one.clone());
    let pairs: serde_json::Map<_, _> = list.as_array().unwrap().iter().map(pair).collect();
    assert_eq!(pairs.len(), list.as_array().unwrap().len(), "one is there twice: {list}");
    pairs.into()
}
