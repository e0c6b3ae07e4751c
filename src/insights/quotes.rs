//! The reviews that the page of the report speaks of.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Given;
use super::number::rounded;
use super::report::{Quote, Report, Task};
use crate::content::raw::Status;
use crate::model::{Review, markdown};

/// So many of each list are shown on the page.
pub const SHOWN: usize = 25;

/// So many characters of a text are shown.
const CHARACTERS: usize = 280;

/// The reviews that a report names, by their ids.
pub(super) fn quotes(given: &Given<'_>, report: &Report) -> BTreeMap<String, Quote> {
    let ids: BTreeSet<&str> = named(report).collect();
    let is_named = |review: &&Review| ids.contains(review.id.as_str());
    let found: HashMap<&str, &Review> =
        given.reviews().filter(is_named).map(|review| (review.id.as_str(), review)).collect();
    let quote = |id: &str| Some((id.to_owned(), quote(given, found.get(id)?)));
    ids.iter().filter_map(|id| quote(id)).collect()
}

fn named(report: &Report) -> impl Iterator<Item = &str> {
    let todo = &report.todo;
    let lists = [&todo.unanswered, &todo.ask, &todo.consents, &todo.confirm];
    let first = |tasks: &'_ Vec<Task>| tasks.len().min(SHOWN);
    let tasks = lists.into_iter().flat_map(move |tasks| tasks.iter().take(first(tasks)));
    let words = report.words.iter().flat_map(|language| language.low.iter().chain(&language.high));
    let mend = report.team.mend.iter().flat_map(|mend| &mend.ids);
    let listed = words.flat_map(|word| &word.ids).chain(mend).chain(&report.team.quotes);
    let recovery = report.recovery.iter().take(SHOWN).map(|one| one.id.as_str());
    tasks.map(|task| task.id.as_str()).chain(listed.map(String::as_str)).chain(recovery)
}

fn quote(given: &Given<'_>, review: &Review) -> Quote {
    let (path, entry) = given.place(review);
    let text = review.body.as_ref().map(|body| markdown::describe(&body.text, CHARACTERS));
    let base = given.config.base_url.as_ref();
    let base = base.filter(|_| review.status == Status::Approved);
    Quote {
        author: review.author.name.clone(),
        date: review.date.map(|day| day.to_string()),
        rating: review.rating.map(|rating| rounded(rating.stars())),
        source: review.origin.platform.to_string(),
        status: review.status.word().to_owned(),
        language: review.language.tag().to_owned(),
        text: text.unwrap_or_default(),
        url: base.map(|base| format!("{}reviews/{}/", base.as_str(), review.slug)),
        path,
        entry,
    }
}
