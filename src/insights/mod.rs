//! Numbers that are honest: pure functions over the model.
//!
//! [`summary`] is what the site shows; the rest is the private report: one file a section, all of them
//! called by [`report()`].

pub mod consents;
mod coverage;
mod freshness;
mod gap;
pub mod number;
pub mod period;
mod quotes;
mod ratings;
mod recommend;
pub mod replies;
pub mod report;
pub mod summary;
mod team;
mod todo;
mod touchpoints;
mod words;

use std::collections::BTreeMap;

use jiff::civil::Date;

use self::number::{Tally, rounded};
pub use self::period::Period;
pub use self::quotes::SHOWN;
use self::report::{Mean, Report, Site};
pub use self::summary::{Summary, summarise};
use crate::config::Config;
use crate::model::{Answer, Model, Review};

/// What a report is made of.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The content.
    pub model: &'a Model,
    /// What the owner believes, and whose site it is.
    pub config: &'a Config,
    /// The paths of the files that records come from.
    pub paths: &'a [String],
    /// The days to look at.
    pub period: Period,
    /// The days before them.
    pub before: Option<Period>,
    /// The day of the report.
    pub day: Date,
}

impl<'a> Given<'a> {
    /// Reviews of any status.
    fn reviews(&self) -> impl Iterator<Item = &'a Review> + use<'a> {
        self.model.reviews.iter().map(AsRef::as_ref)
    }

    /// Answers to any survey.
    fn answers(&self) -> impl Iterator<Item = &'a Answer> + use<'a> {
        self.model.survey.iter().flat_map(|file| file.answers.iter().map(AsRef::as_ref))
    }

    /// The file of a review, and its position there from 1.
    fn place(&self, review: &Review) -> (String, Option<u32>) {
        let path = self.paths.get(review.source.file as usize).cloned().unwrap_or_default();
        (path, review.source.entry.map(|entry| entry + 1))
    }
}

/// Measures what customers say.
pub fn report(given: &Given<'_>) -> Report {
    // Each looks at all reviews: side by side where there are many.
    let ((stars, scores), (todo, (touchpoints, words))) = rayon::join(
        || (ratings::ratings(given), recommend::recommend(given)),
        || {
            rayon::join(
                || todo::todo(given),
                || (touchpoints::touchpoints(given), words::words(given)),
            )
        },
    );
    let ((ratings, stars), (recommend, scores)) = (stars, scores);
    let waiting = todo.unanswered.iter().map(|task| task.id.clone()).collect();
    let report = Report {
        site: Site {
            name: given.config.business.name.clone(),
            sample: given.config.sample,
            reviews: given.model.reviews.len(),
            answers: given.answers().count(),
            pending: given.reviews().filter(|review| review.is_draft()).count(),
        },
        day: given.day.to_string(),
        period: report::Period {
            since: given.period.since.to_string(),
            until: given.period.until.to_string(),
            before: given.before.map(Period::days),
        },
        gap: gap::gaps(given, &stars, &ratings::survey(given), &scores),
        ratings,
        recommend,
        touchpoints,
        replies: replies::replies(given, waiting),
        recovery: replies::recovery(given),
        coverage: coverage::coverage(given),
        freshness: freshness::freshness(given),
        words,
        team: report::Team { month: None, quotes: Vec::new(), mend: Vec::new() },
        todo,
        quotes: BTreeMap::new(),
    };
    // These look at the rest.
    let report = Report { team: team::team(given, &report), ..report };
    Report { quotes: quotes::quotes(given, &report), ..report }
}

/// A mean as it is printed.
fn mean(tally: &Tally) -> Mean {
    let (average, margin) = (tally.mean().map(rounded), tally.margin().map(rounded));
    Mean { count: tally.count, average, margin }
}

/// Whether somebody was not content: fewer than four stars of five. The best two of five count as
/// content (top-two box).
fn is_low(review: &Review) -> bool {
    review.rating.is_some_and(|rating| rating.stars() < 4.0)
}

/// Days from one to another; less than nothing where the other one comes first.
fn days_between(from: Date, to: Date) -> i64 {
    from.until((jiff::Unit::Day, to)).map_or(0, |span| i64::from(span.get_days()))
}
