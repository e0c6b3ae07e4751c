//! Consents that end soon, so that somebody can ask in time.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::content::raw::Status;
use crate::model::Review;

/// So many days before its end a consent is told.
pub const NOTICE_DAYS: i32 = 60;

/// A consent that ends soon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ending<'a> {
    /// Its last day.
    pub last: String,
    /// The review that it is about.
    pub id: &'a str,
}

/// Consents to published reviews that end within [`NOTICE_DAYS`], the next one first.
pub fn ending<'a>(reviews: impl IntoIterator<Item = &'a Review>, today: Date) -> Vec<Ending<'a>> {
    let until = today.checked_add(NOTICE_DAYS.days()).unwrap_or(Date::MAX);
    let soon = |review: &'a Review| {
        let last = review.consent.as_ref()?.expires?;
        let is_soon = review.status == Status::Approved && (today..=until).contains(&last);
        is_soon.then(|| Ending { last: last.to_string(), id: &review.id })
    };
    let mut found: Vec<Ending<'a>> = reviews.into_iter().filter_map(soon).collect();
    found.sort_by(|a, b| (&a.last, a.id).cmp(&(&b.last, b.id)));
    found
}
