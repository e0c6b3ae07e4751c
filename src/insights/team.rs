//! What to celebrate, and what to mend.

use jiff::civil::Date;

use super::number::{FEW, float};
use super::report::{ItemMean, Mean, Mend, MendKind, Ratings, Report, Team, Touchpoint};
use super::{Given, days_between, is_low};
use crate::content::raw::{ConsentScope, Status};
use crate::model::Review;

/// So many quotes and so many things to mend: what a team can keep in mind.
const MOST: usize = 3;

/// So many reviews are named for a thing to mend.
const NAMED: usize = 5;

/// What the rest of a report comes to.
pub(super) fn team(given: &Given<'_>, report: &Report) -> Team {
    let (month, quotes) = quotes(given).unzip();
    let mend = [
        nobody(report),
        unanswered(given, report),
        recommend(report),
        touchpoint(given, report),
        word(report),
        item(given, report),
        ask(report),
    ];
    Team {
        month,
        quotes: quotes.unwrap_or_default(),
        mend: mend.into_iter().flatten().take(MOST).collect(),
    }
}

/// The best quotes of the last month of the period that has any; of those that are as good, the newest.
fn quotes(given: &Given<'_>) -> Option<(String, Vec<String>)> {
    let is_good = |review: &&Review| {
        let is_high = review.rating.is_some() && !is_low(review);
        let is_shown = review.status == Status::Approved && agreed(review, given.day);
        is_shown && is_high && review.body.is_some()
    };
    let mut months = given.period.months::<Vec<&Review>>();
    for review in given.reviews().filter(is_good) {
        if let Some(month) = months.of(review.date) {
            month.push(review);
        }
    }
    let (month, reviews) = months.named().filter(|(_, reviews)| !reviews.is_empty()).last()?;
    let mut reviews = reviews.clone();
    let stars = |review: &Review| review.rating.map_or(0.0, crate::model::Rating::stars);
    reviews.sort_by(|a, b| {
        let by_stars = stars(b).total_cmp(&stars(a));
        by_stars.then_with(|| b.date.cmp(&a.date)).then_with(|| a.id.cmp(&b.id))
    });
    Some((month, reviews.into_iter().take(MOST).map(|review| review.id.clone()).collect()))
}

/// Whether nothing speaks against reading a review out with its name: a consent that was asked for covers
/// both, and holds.
fn agreed(review: &Review, day: Date) -> bool {
    review.consent.as_ref().is_none_or(|consent| {
        let covers = |part| consent.scope.is_empty() || consent.scope.contains(&part);
        let last = consent.expires.into_iter().chain(consent.withdrawn).min();
        covers(ConsentScope::Text)
            && covers(ConsentScope::Name)
            && last.is_none_or(|last| day <= last)
    })
}

fn nobody(report: &Report) -> Option<Mend> {
    let is_nobody = report.site.reviews + report.site.answers == 0;
    is_nobody.then(|| Mend {
        kind: MendKind::Listen,
        text: "Ask this week’s customers: nobody has said anything yet.".to_owned(),
        ids: Vec::new(),
    })
}

fn unanswered(given: &Given<'_>, report: &Report) -> Option<Mend> {
    let waiting = &report.todo.unanswered;
    let first = waiting.first()?;
    let day = first.date.as_deref().and_then(|day| day.parse::<Date>().ok());
    let since = day.map_or_else(String::new, |day| match days_between(day, given.day) {
        0 => "; the oldest is of today".to_owned(),
        1 => "; the oldest waits since yesterday".to_owned(),
        days => format!("; the oldest waits for {days} days"),
    });
    let ratings = if waiting.len() == 1 { "1 low rating" } else { "low ratings" };
    let many = if waiting.len() == 1 { String::new() } else { format!("{} ", waiting.len()) };
    Some(Mend {
        kind: MendKind::Unanswered,
        text: format!("Answer {many}{ratings}{since}."),
        ids: waiting.iter().take(NAMED).map(|task| task.id.clone()).collect(),
    })
}

fn recommend(report: &Report) -> Option<Mend> {
    let said = &report.recommend;
    let is_bad = said.answers >= FEW && said.detractors > said.promoters;
    is_bad.then(|| Mend {
        kind: MendKind::Recommend,
        text: format!(
            "Ask what would make it a 9 or 10: of {} who answered, {} would not recommend you and {} would.",
            said.answers, said.detractors, said.promoters
        ),
        ids: Vec::new(),
    })
}

fn touchpoint(given: &Given<'_>, report: &Report) -> Option<Mend> {
    let all = rest(report);
    let is_weak = |one: &&Touchpoint| is_weaker(one.average, one.margin, one.count, &all);
    let weakest = report.touchpoints.iter().find(is_weak)?;
    let text = weak(&weakest.name, weakest.average?, weakest.count, &all)?;
    let ids = low(given, |review| review.touchpoints.contains(&weakest.name));
    Some(Mend { kind: MendKind::Touchpoint, text, ids })
}

/// The mean of all that is said of points of contact.
fn rest(report: &Report) -> Mean {
    let count = report.touchpoints.iter().map(|one| one.count).sum();
    let sum: f64 =
        report.touchpoints.iter().filter_map(|one| Some(one.average? * float(one.count))).sum();
    let average = (count > 0).then(|| sum / float(count));
    Mean { count, average, margin: None }
}

fn item(given: &Given<'_>, report: &Report) -> Option<Mend> {
    let Ratings { count, average, margin, .. } = report.ratings;
    let all = Mean { count, average, margin };
    let is_weak = |one: &&ItemMean| is_weaker(one.average, one.margin, one.count, &all);
    let weakest = report.ratings.items.iter().find(is_weak)?;
    let text = weak(&weakest.name, weakest.average?, weakest.count, &all)?;
    let at = given.model.items.iter().position(|item| Some(&item.id) == weakest.id.as_ref());
    let ids = low(given, |review| review.item == at);
    Some(Mend { kind: MendKind::Item, text, ids })
}

/// Whether a mean lies below that of all by more than its margin of error, and is not all there is.
fn is_weaker(average: Option<f64>, margin: Option<f64>, count: usize, all: &Mean) -> bool {
    let apart = all.average.zip(average).map(|(all, average)| all - average);
    let is_clear = apart.zip(margin).is_some_and(|(apart, margin)| apart > margin);
    (FEW..all.count).contains(&count) && is_clear
}

fn weak(name: &str, average: f64, count: usize, all: &Mean) -> Option<String> {
    let all = all.average?;
    Some(format!(
        "Look at {name}: {average:.2} of 5 from {count} ratings, below the {all:.2} of all."
    ))
}

fn word(report: &Report) -> Option<Mend> {
    let word = report.words.first()?.low.first()?;
    let high = match word.high {
        0 => "no high one".to_owned(),
        1 => "1 high one".to_owned(),
        high => format!("{high} high ones"),
    };
    Some(Mend {
        kind: MendKind::Word,
        text: format!(
            "Read what low reviews say of “{}”: it stands in {} of them, and in {high}.",
            word.text, word.low
        ),
        ids: word.ids.clone(),
    })
}

fn ask(report: &Report) -> Option<Mend> {
    let ask = &report.todo.ask;
    ask.first()?;
    let who = if ask.len() == 1 { "1 customer" } else { "customers" };
    let many = if ask.len() == 1 { String::new() } else { format!("{} ", ask.len()) };
    Some(Mend {
        kind: MendKind::Ask,
        text: format!("Ask {many}{who} to look again: you answered their low ratings."),
        ids: ask.iter().take(NAMED).map(|task| task.id.clone()).collect(),
    })
}

/// The newest low reviews of the period of some kind.
fn low(given: &Given<'_>, which: impl Fn(&Review) -> bool) -> Vec<String> {
    let mut found: Vec<&Review> = given
        .reviews()
        .filter(|review| given.period.has(review.date) && is_low(review) && which(review))
        .collect();
    found.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.id.cmp(&b.id)));
    found.into_iter().take(NAMED).map(|review| review.id.clone()).collect()
}
