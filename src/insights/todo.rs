//! What waits to be done, with ids and files.

use jiff::civil::Date;

use super::number::rounded;
use super::report::{Task, Todo};
use super::{Given, consents, replies};
use crate::content::raw::Status;
use crate::model::Review;

/// Every list, complete.
pub(super) fn todo(given: &Given<'_>) -> Todo {
    let today = given.day;
    let unanswered = given.reviews().filter(|review| replies::waits(review));
    let ask = given.reviews().filter(|review| replies::is_to_ask(review, today));
    let mut ending = consents::ended(given.reviews(), today);
    ending.extend(consents::ending(given.reviews(), today));
    let is_old = |review: &&Review| review.status == Status::Approved && review.is_stale(today);
    let confirm = given.reviews().filter(is_old);
    Todo {
        unanswered: tasks(given, unanswered.map(|review| (review.date, review))),
        ask: tasks(given, ask.map(|review| (replies::last_reply(review), review))),
        consents: tasks(given, ending.into_iter().map(|(last, review)| (Some(last), review))),
        confirm: tasks(given, confirm.map(|review| (review.last_word(), review))),
    }
}

/// Tasks in the order of their days; those without one come last.
fn tasks<'a>(
    given: &Given<'_>,
    found: impl IntoIterator<Item = (Option<Date>, &'a Review)>,
) -> Vec<Task> {
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_key(|(day, review)| (day.is_none(), *day, &review.id));
    let task = |(day, review): (Option<Date>, &Review)| {
        let (path, entry) = given.place(review);
        Task {
            id: review.id.clone(),
            path,
            entry,
            date: day.map(|day| day.to_string()),
            rating: review.rating.map(|rating| rounded(rating.stars())),
        }
    };
    found.into_iter().map(task).collect()
}
