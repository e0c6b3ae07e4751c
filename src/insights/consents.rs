//! Consents that end soon, so that somebody can ask in time.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::content::raw::Status;
use crate::model::Review;

/// So many days before its end a consent is told.
pub const NOTICE_DAYS: i32 = 60;

/// The last day of a consent that has one.
fn last(review: &Review) -> Option<Date> {
    let consent = review.consent.as_ref()?;
    consent.expires.into_iter().chain(consent.withdrawn).min()
}

/// Consents to reviews that are to be published and have ended, with their last days, the first to end first:
/// no build publishes these.
pub fn ended<'a>(
    reviews: impl IntoIterator<Item = &'a Review>,
    today: Date,
) -> Vec<(Date, &'a Review)> {
    let reviews = reviews.into_iter().filter(|review| review.status == Status::Approved);
    let of = reviews.filter_map(|review| Some((last(review)?, review)));
    let mut found: Vec<(Date, &'a Review)> = of.filter(|(last, _)| *last < today).collect();
    found.sort_by_key(|(last, review)| (*last, &review.id));
    found
}

/// Consents to published reviews that end within [`NOTICE_DAYS`], with their last days, the next one
/// first.
pub fn ending<'a>(
    reviews: impl IntoIterator<Item = &'a Review>,
    today: Date,
) -> Vec<(Date, &'a Review)> {
    let until = today.checked_add(NOTICE_DAYS.days()).unwrap_or(Date::MAX);
    let soon = |review: &'a Review| {
        let last = last(review)?;
        let is_soon = (today..=until).contains(&last);
        is_soon.then_some((last, review))
    };
    let reviews = reviews.into_iter().filter(|review| review.status == Status::Approved);
    let mut found: Vec<(Date, &'a Review)> = reviews.filter_map(soon).collect();
    found.sort_by_key(|(last, review)| (*last, &review.id));
    found
}
