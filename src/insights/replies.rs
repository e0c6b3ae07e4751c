//! How reviews were answered, and what their authors said after that.

use jiff::civil::Date;

use super::number::{median, ninetieth, rounded, share};
use super::period::Period;
use super::report::{Answered, Recovery, Replies};
use super::{Given, days_between, is_low};
use crate::content::raw::Status;
use crate::model::Review;

/// So many days there are to answer: most customers expect a reply within a week (`BrightLocal`, Local
/// Consumer Review Survey 2026).
pub const WINDOW_DAYS: u32 = 7;

/// How the published reviews of a period were answered; `todo` is what waits for a reply.
pub(super) fn replies(given: &Given<'_>, todo: Vec<String>) -> Replies {
    let due = due(given, given.period, |_| true);
    let answered: Vec<&Review> = due.iter().copied().filter(|one| is_answered(one)).collect();
    let mut days: Vec<i64> = answered.iter().filter_map(|review| days_to_reply(review)).collect();
    days.sort_unstable();
    let Answered { due, answered, share } = counted(&due);
    Replies {
        window_days: WINDOW_DAYS,
        due,
        answered,
        share,
        median_days: median(&days),
        p90_days: ninetieth(&days),
        undated: answered - days.len(),
        low: counted(&self::due(given, given.period, is_low)),
        before: given.before.map(|before| counted(&self::due(given, before, |_| true))),
        todo,
    }
}

/// The published reviews of some days that are older than [`WINDOW_DAYS`].
fn due<'a>(given: &Given<'a>, days: Period, which: impl Fn(&Review) -> bool) -> Vec<&'a Review> {
    let is_due = |review: &&Review| {
        review.status == Status::Approved
            && days.has(review.date)
            && is_past_window(review.date, given.day)
            && which(review)
    };
    given.reviews().filter(is_due).collect()
}

fn is_past_window(day: Option<Date>, today: Date) -> bool {
    day.is_none_or(|day| days_between(day, today) > i64::from(WINDOW_DAYS))
}

fn counted(due: &[&Review]) -> Answered {
    let answered = due.iter().filter(|review| is_answered(review)).count();
    Answered { due: due.len(), answered, share: share(answered, due.len()).map(rounded) }
}

fn is_answered(review: &Review) -> bool {
    !review.replies.is_empty()
}

/// The day of the first reply.
pub(super) fn first_reply(review: &Review) -> Option<Date> {
    review.replies.iter().filter_map(|reply| reply.date).min()
}

/// The days from a review to its first reply.
fn days_to_reply(review: &Review) -> Option<i64> {
    let days = days_between(review.date?, first_reply(review)?);
    (days >= 0).then_some(days)
}

/// Whether a low rating waits for a reply.
pub(super) fn waits(review: &Review) -> bool {
    is_undecided_or_shown(review) && is_low(review) && !is_answered(review)
}

/// The day of the last reply.
pub(super) fn last_reply(review: &Review) -> Option<Date> {
    review.replies.iter().filter_map(|reply| reply.date).max()
}

/// Whether the author of a low rating could be asked to look again: after a reply that they have had time
/// to read, and if they have said nothing since.
pub(super) fn is_to_ask(review: &Review, today: Date) -> bool {
    let is_open = is_undecided_or_shown(review) && is_low(review) && review.follow_ups.is_empty();
    is_open && is_answered(review) && is_past_window(last_reply(review), today)
}

fn is_undecided_or_shown(review: &Review) -> bool {
    matches!(review.status, Status::Approved | Status::Pending)
}

/// The reviews that got another rating after a reply, the latest first.
pub(super) fn recovery(given: &Given<'_>) -> Vec<Recovery> {
    let mut found: Vec<(Option<Date>, Recovery)> =
        given.reviews().filter_map(recovered).filter(|(day, _)| given.period.has(*day)).collect();
    found.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.id.cmp(&other.id)));
    found.into_iter().map(|(_, recovery)| recovery).collect()
}

fn recovered(review: &Review) -> Option<(Option<Date>, Recovery)> {
    let before = review.rating?.stars();
    let rated = review.follow_ups.iter().filter(|later| later.rating.is_some());
    // Those without a day stand in the order in which they were said.
    let last =
        rated.enumerate().max_by_key(|(at, later)| (later.date, *at)).map(|(_, last)| last)?;
    let after = last.rating?.stars();
    let replied = first_reply(review);
    let is_after = match (replied, last.date) {
        (Some(replied), Some(said)) => said >= replied,
        _ => is_answered(review),
    };
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let recovery = Recovery {
        id: review.id.clone(),
        before: rounded(before),
        after: rounded(after),
        date: day(review.date),
        replied: day(replied),
        followed: day(last.date),
    };
    is_after.then_some((last.date.or(review.date), recovery))
}
