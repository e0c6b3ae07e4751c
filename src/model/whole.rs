//! What the keys of a review mean together: what must be there, and what must not.

use super::check::Check;
use super::review::Review;
use super::rules::Subject;
use crate::characters::one_line;
use crate::config::{Completeness, NameDisplay};
use crate::content::raw::{self, Status};
use crate::diag::{Finding, Severity, suggest};
use crate::path;

/// Reasons for which a review may be withheld while the site says that it shows all.
pub const WITHHELD_REASONS: [&str; 8] = [
    "personal-data",
    "confidential",
    "abusive",
    "discriminatory",
    "fake",
    "unrelated",
    "duplicate",
    "author-asked",
];

/// What was written of a review, whether it is shown or not.
pub(crate) struct Written {
    /// Whether it has a name.
    named: bool,
    /// The keys that a tombstone must not keep.
    pub(super) kept: Vec<&'static str>,
}

impl Written {
    /// Notes what was written; `body` is the text below the front matter.
    pub(crate) fn of(keys: &raw::Review, body: Option<&str>) -> Self {
        let name = keys.author.as_ref().and_then(|author| author.0.name.as_ref());
        let named = name.is_some_and(|name| !name.trim().is_empty());
        Self { named, kept: beside_a_tombstone(keys, body) }
    }
}

/// The keys of a review that a tombstone must not keep: all but its identity, its day, the bare
/// rating and what was rated.
fn beside_a_tombstone(keys: &raw::Review, body: Option<&str>) -> Vec<&'static str> {
    let body = keys.body.is_some() || body.is_some_and(|body| !body.trim().is_empty());
    let all = [
        ("body", body),
        ("author", keys.author.is_some()),
        ("title", keys.title.is_some()),
        ("original", keys.original.is_some()),
        ("highlight", keys.highlight.is_some()),
        ("pros", !keys.pros.is_empty()),
        ("cons", !keys.cons.is_empty()),
        ("reply", !keys.reply.0.is_empty()),
        ("follow_up", !keys.follow_up.0.is_empty()),
        ("media", !keys.media.is_empty()),
        ("disclosure", keys.disclosure.is_some()),
        ("incentive", keys.incentive.is_some()),
        ("verified", keys.verified.is_some()),
        ("consent", keys.consent.is_some()),
        ("claim", keys.claim.is_some()),
        ("tags", !keys.tags.is_empty()),
        ("withheld", keys.withheld.is_some()),
        ("extra", !keys.extra.0.is_empty()),
    ];
    all.into_iter().filter(|(_, there)| *there).map(|(key, _)| key).collect()
}

/// Checks a review as a whole.
pub(crate) fn check(review: &Review, written: &Written, check: &mut Check<'_>) {
    match review.status {
        Status::Withdrawn => withdrawn(review, written, check),
        Status::Approved | Status::Pending | Status::Withheld => received(review, written, check),
    }
    contradiction(review, check);
    if review.status == Status::Withheld {
        withheld(review, check);
    }
    dates(review, check);
}

fn received(review: &Review, written: &Written, check: &mut Check<'_>) {
    let anonymous = review.author.display == NameDisplay::Anonymous;
    let by_role = review.author.display == NameDisplay::Role && review.author.name.is_some();
    if !written.named && !anonymous && !by_role && !review.is_link_only() {
        let finding = check.error("author-missing", "this review has no `author`");
        let hint = "add a line `author: Name`, or `author: {display: anonymous}`";
        check.missing_part("author", finding.hint(hint));
    }
    empty(review, check);
    if review.status == Status::Approved && review.date.is_none() {
        let finding = check.error("date-missing", "an approved review needs the day it was given");
        check.missing("date", finding.hint("add a line such as `date: 2026-03-14`"));
    }
}

/// One that waits for a decision may also wait for its words.
fn empty(review: &Review, check: &mut Check<'_>) {
    let said = review.body.is_some() || review.rating.is_some();
    if said || review.is_link_only() || check.is_faulty("body") {
        return;
    }
    let pending = review.status == Status::Pending;
    let severity = if pending { Severity::Warning } else { Severity::Error };
    let message = "this review has neither a text nor a rating";
    let finding = Finding::new(severity, check.source, "empty-review", message);
    check.missing("rating", finding.hint("add the customer's words, or a line `rating: 5`"));
}

fn withheld(review: &Review, check: &mut Check<'_>) {
    if review.withheld.is_none() {
        let finding = check.error("withheld-reason", "a withheld review needs its reason");
        let hint = "add a line such as `withheld: {reason: personal-data, on: 2026-03-15}`";
        check.missing("withheld", finding.value(path!["status"]).hint(hint));
    }
}

/// Who says that all reviews are shown withholds none for what it says.
pub(super) fn suppression(subject: &Subject<'_>, check: &Check<'_>) -> Option<Finding> {
    let reason = subject.review.withheld.as_ref()?.reason.as_str();
    let all = check.grounds.completeness == Completeness::All;
    (all && !WITHHELD_REASONS.contains(&reason)).then(|| {
        let message = format!(
            "the site says that it shows all reviews, and `{}` is no reason to withhold one",
            crate::diag::text::brief(reason)
        );
        let finding = check.error("suppression", message).value(path!["withheld", "reason"]);
        finding.hint(suggest::hint(reason, &WITHHELD_REASONS))
    })
}

/// A tombstone keeps id, date and the bare rating, so that it cannot come back.
fn withdrawn(review: &Review, written: &Written, check: &mut Check<'_>) {
    if review.withdrawn.is_none() {
        let finding = check.error("withdrawn-date", "a withdrawn review needs the day");
        let finding = finding.value(path!["status"]);
        check.missing("withdrawn", finding.hint("add a line such as `withdrawn: 2026-05-01`"));
    }
    for key in &written.kept {
        let message = format!("a withdrawn review still has its `{key}`");
        let finding = check.error("withdrawn-not-empty", message).key(path![*key]);
        check.report(
            finding.hint("remove it; only id, date, source, item and the bare rating stay"),
        );
    }
}

/// A key that belongs to one status, beside another: one of the two is not true.
fn contradiction(review: &Review, check: &mut Check<'_>) {
    let keys = [
        ("withheld", review.withheld.is_some(), Status::Withheld),
        ("withdrawn", review.withdrawn.is_some(), Status::Withdrawn),
    ];
    // A tombstone's own leftovers are told apart.
    for (key, there, status) in keys {
        if there && review.status != status && review.status != Status::Withdrawn {
            let message = format!("this review has `{key}`, but is {}", review.status.word());
            let finding = check.error("status-contradiction", message).key(path![key]);
            check.report(finding.hint(format!("write `status: {key}`, or remove `{key}`")));
        }
    }
}

/// What is set off is a part of what was said.
pub(super) fn highlight(subject: &Subject<'_>, check: &Check<'_>) -> Option<Finding> {
    let review = subject.review;
    let words = review.highlight.as_ref()?;
    let body = review.body.as_ref().map_or("", |body| body.text.as_str());
    (!holds(body, words)).then(|| {
        let message = "the highlight is not in the body, word for word";
        let finding = check.error("highlight-not-verbatim", message).value(path!["highlight"]);
        finding.hint("copy the words from the body exactly")
    })
}

/// Whether a text holds the words: white space aside, word for word, from the start of a word to
/// the end of one, so that `like it` is not found in `dislike it`.
fn holds(text: &str, words: &str) -> bool {
    let (text, words) = (one_line(text), one_line(words));
    let is_inside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let joins = |before: Option<char>, after: Option<char>| {
        // Scripts without spaces have no words to be cut in two.
        is_inside(before)
            && is_inside(after)
            && before.is_some_and(is_spaced)
            && after.is_some_and(is_spaced)
    };
    text.match_indices(words.as_str()).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + words.len()..]);
        !joins(before.chars().next_back(), words.chars().next())
            && !joins(words.chars().next_back(), after.chars().next())
    })
}

/// Whether a letter belongs to a script that separates words: not Thai, Lao, Khmer, Burmese,
/// Chinese or Japanese.
pub fn is_spaced(letter: char) -> bool {
    !matches!(letter, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Nobody writes about what is yet to come.
fn dates(review: &Review, check: &mut Check<'_>) {
    let Some(date) = review.date else { return };
    if let Some(day) = review.experienced.filter(|day| *day > date) {
        let message = format!("`experienced` is {day}, after the review was given ({date})");
        let finding = Finding::warning(check.source, "date-order", message);
        let finding = finding.value(path!["experienced"]);
        check.report(finding.hint("check which of the two days is wrong"));
    }
}
