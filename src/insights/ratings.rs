//! Stars of the reviews that the business collected itself, and of its items.

use std::collections::BTreeMap;

use super::number::{Tally, rounded};
use super::report::{ItemMean, Mean, Ratings};
use super::{Given, mean};

/// The ratings of a period.
pub(super) fn ratings(given: &Given<'_>) -> (Ratings, Tally) {
    let Given { model, period, before, .. } = *given;
    let mut months = period.months::<Tally>();
    let (mut all, mut earlier) = (Tally::default(), Tally::default());
    let mut bars = [0_usize; 5];
    let (mut whole, mut undated) = (Tally::default(), 0);
    for review in &model.reviews {
        let Some(rating) = review.counted_rating() else { continue };
        whole.add(rating.stars());
        undated += usize::from(review.date.is_none());
        if let Some(month) = months.of(review.date) {
            month.add(rating.stars());
            all.add(rating.stars());
            if let Some(bar) = bars.get_mut(usize::from(rating.bar()) - 1) {
                *bar += 1;
            }
        } else if before.is_some_and(|before| before.has(review.date)) {
            earlier.add(rating.stars());
        }
    }
    let Mean { count, average, margin } = mean(&all);
    let ratings = Ratings {
        count,
        average,
        margin,
        distribution: (1..=5).zip(bars).map(|(stars, count)| (stars.to_string(), count)).collect(),
        trend: months.means(),
        quarters: months.quarter_means(),
        before: before.map(|_| mean(&earlier)),
        all: mean(&whole),
        undated,
        items: items(given, &all),
        survey: mean(&survey(given)),
    };
    (ratings, all)
}

/// The stars of survey answers in a period.
pub(super) fn survey(given: &Given<'_>) -> Tally {
    let mut tally = Tally::default();
    for answer in given.answers().filter(|answer| given.period.has(Some(answer.date))) {
        if let Some(rating) = answer.rating {
            tally.add(rating.stars());
        }
    }
    tally
}

/// The ratings of each item, the weakest first.
fn items(given: &Given<'_>, all: &Tally) -> Vec<ItemMean> {
    let Given { model, config, period, before, .. } = *given;
    if model.items.is_empty() {
        return Vec::new();
    }
    let mut tallies: BTreeMap<Option<usize>, (Tally, Tally)> = BTreeMap::new();
    for review in &model.reviews {
        let Some(rating) = review.counted_rating() else { continue };
        let (now, earlier) = tallies.entry(review.item).or_default();
        if period.has(review.date) {
            now.add(rating.stars());
        } else if before.is_some_and(|before| before.has(review.date)) {
            earlier.add(rating.stars());
        }
    }
    let overall = all.mean().unwrap_or_default();
    let row = |(item, (now, earlier)): (Option<usize>, (Tally, Tally))| {
        let item = item.and_then(|at| model.items.get(at));
        let Mean { count, average, margin } = mean(&now);
        ItemMean {
            id: item.map(|item| item.id.clone()),
            name: item.map_or_else(|| config.business.name.clone(), |item| item.name.clone()),
            count,
            average,
            margin,
            weighted: now.weighted(overall).map(rounded),
            before: before.map(|_| mean(&earlier)),
        }
    };
    let mut rows: Vec<ItemMean> =
        tallies.into_iter().map(row).filter(|row| row.count > 0).collect();
    rows.sort_by(|a, b| by_number(a.weighted, b.weighted).then_with(|| a.name.cmp(&b.name)));
    rows
}

/// The smaller number first, what is not known last.
pub(super) fn by_number(one: Option<f64>, other: Option<f64>) -> std::cmp::Ordering {
    let value = |number: Option<f64>| number.unwrap_or(f64::INFINITY);
    value(one).total_cmp(&value(other))
}
