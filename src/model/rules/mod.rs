//! The rules over reviews: one small function each, in one table.
//!
//! What a rule is called, why it is there and how strict it is stands in [`crate::config::checks`]: a
//! site's configuration names rules before there are any reviews. Here is what each of them looks for.
//!
//! | file | what it looks at |
//! | --- | --- |
//! | `claims` | results that are promised |
//! | `closeness` | who is close to the business, or got something from it |
//! | `personal` | data in the words that are nobody else's business |
//! | `placeholders` | names and texts that stand for nobody |
//! | `sources` | where a review was given, and what may be kept of it |
//! | `together` | what only all reviews show |
//! | `figures` | numbers of other platforms |
//! | `verified` | what the site says of its checks |

mod claims;
mod closeness;
mod figures;
mod personal;
mod placeholders;
mod sources;
mod together;
mod verified;

use super::check::Check;
use super::review::Review;
use super::whole::{self, Written};
use super::wording;
use super::{consent, markdown};
use crate::config::Levels;
use crate::content::raw::Status;
use crate::diag::{Aim, FieldPath, Finding, Severity};
use crate::path;

pub(super) use self::figures::figures;
pub(super) use self::personal::Known;
pub use self::placeholders::{NAMES as PLACEHOLDER_NAMES, TEXTS as PLACEHOLDER_TEXTS};
pub(super) use self::together::{Echo, duplicates, skew};
pub(super) use self::verified::unfounded;

/// A rule over single reviews.
struct ReviewRule {
    code: &'static str,
    /// The statuses of the reviews that it is about.
    of: &'static [Status],
    /// What breaks it, where, and what to do.
    find: fn(&Subject<'_>, &Check<'_>) -> Option<Finding>,
}

/// What is shown must be true; what is not decided yet may be unfinished.
const SHOWN: &[Status] = &[Status::Approved];

/// What lies in the owner's files is kept, shown or not.
const KEPT: &[Status] = &[Status::Pending, Status::Approved, Status::Withheld];

const RULES: [ReviewRule; 18] = [
    ReviewRule { code: "consent-missing", of: SHOWN, find: consent::missing },
    ReviewRule { code: "insider-undisclosed", of: SHOWN, find: closeness::insider },
    ReviewRule { code: "incentive-undisclosed", of: SHOWN, find: closeness::incentive },
    ReviewRule { code: "incentive-conditional", of: SHOWN, find: closeness::conditional },
    ReviewRule { code: "stock-photo", of: SHOWN, find: closeness::photo },
    ReviewRule { code: "edit-not-derivable", of: SHOWN, find: wording::derivable },
    ReviewRule { code: "edit-changes-meaning", of: SHOWN, find: wording::meaning },
    ReviewRule { code: "highlight-not-verbatim", of: KEPT, find: whole::highlight },
    ReviewRule { code: "suppression", of: &[Status::Withheld], find: whole::suppression },
    ReviewRule { code: "platform-storage", of: KEPT, find: sources::storage },
    ReviewRule { code: "source-unlinked", of: SHOWN, find: sources::unlinked },
    ReviewRule { code: "foreign-average", of: KEPT, find: sources::foreign },
    ReviewRule { code: "results-claim", of: SHOWN, find: claims::result },
    ReviewRule { code: "not-typical", of: SHOWN, find: claims::not_typical },
    ReviewRule { code: "personal-data", of: SHOWN, find: personal::data },
    ReviewRule { code: "sample-content", of: SHOWN, find: placeholders::placeholder },
    ReviewRule { code: "stale", of: SHOWN, find: claims::stale },
    ReviewRule { code: "translation-unlabelled", of: SHOWN, find: wording::translation },
];

/// How strictly each rule of the table is applied; `None` where it is not.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Applied([Option<Severity>; RULES.len()]);

impl Applied {
    /// Looks the rules up once, since there are many reviews.
    pub(super) fn new(levels: &Levels) -> Self {
        Self(std::array::from_fn(|at| levels.severity(RULES[at].code)))
    }
}

/// A review as rules see it: with what is not in the model.
pub(super) struct Subject<'a> {
    pub(super) review: &'a Review,
    /// The name as it was written, shown or not.
    pub(super) name: Option<&'a str>,
    /// The text as it was written, in Markdown.
    pub(super) body: Option<&'a str>,
    pub(super) written: &'a Written,
}

/// Reports every rule that a review breaks.
pub(super) fn check(subject: &Subject<'_>, check: &mut Check<'_>) {
    let status = subject.review.status;
    for (rule, severity) in RULES.iter().zip(check.grounds.applied.0) {
        let Some(severity) = severity.filter(|_| rule.of.contains(&status)) else { continue };
        if let Some(finding) = (rule.find)(subject, check) {
            check.report(Finding { severity, ..finding });
        }
    }
}

impl Subject<'_> {
    /// What its author said, part by part, each with its place. What the business answered is its own.
    pub(super) fn words(&self) -> impl Iterator<Item = (Aim, &str)> {
        let Review { title, body, original, pros, cons, follow_ups, media, .. } = self.review;
        let at = |path: FieldPath| Aim::Value(path);
        let title = title.as_deref().map(|text| (at(path!["title"]), text));
        let body = body.as_ref().map(|body| (Aim::Body(0..0), body.text.as_str()));
        let original = original.as_ref().map(|prose| (at(path!["original"]), prose.text.as_str()));
        let pros =
            pros.iter().enumerate().map(move |(n, text)| (at(path!["pros", n]), text.as_str()));
        let cons =
            cons.iter().enumerate().map(move |(n, text)| (at(path!["cons", n]), text.as_str()));
        let later = follow_ups.iter().enumerate().filter_map(move |(n, later)| {
            Some((at(path!["follow_up", n, "text"]), later.text.as_ref()?.text.as_str()))
        });
        let spoken = media.iter().filter_map(move |one| {
            Some((at(path!["media", one.at, "transcript"]), one.transcript.as_deref()?))
        });
        let once = title.into_iter().chain(body).chain(original);
        once.chain(pros).chain(cons).chain(later).chain(spoken)
    }

    /// What else its readers see of it and of its author.
    pub(super) fn beside(&self) -> impl Iterator<Item = (Aim, &str)> {
        let Review { author, disclosure, tags, media, .. } = self.review;
        let once = [
            (&author.name, path!["author"]),
            (&author.role, path!["author", "role"]),
            (&author.company, path!["author", "company"]),
            (&author.location, path!["author", "location"]),
            (disclosure, path!["disclosure"]),
        ];
        let once = once.into_iter();
        let once = once.filter_map(|(text, path)| Some((Aim::Value(path), text.as_deref()?)));
        let tags = tags.iter().map(|tag| (Aim::Value(path!["tags"]), tag.label.as_str()));
        let seen = media.iter().filter_map(|one| {
            Some((Aim::Value(path!["media", one.at, "alt"]), one.alt.as_deref()?))
        });
        once.chain(tags).chain(seen)
    }

    /// What the business answered.
    pub(super) fn answers(&self) -> impl Iterator<Item = (Aim, &str)> {
        let replies = self.review.replies.iter().enumerate();
        replies.map(|(at, one)| (Aim::Value(path!["reply", at, "text"]), one.text.text.as_str()))
    }

    /// Where some words stand: in the body to the letter, also where they are only written there, as what
    /// a link leads to is.
    pub(super) fn aim(&self, aim: Aim, words: &str) -> Aim {
        let (Aim::Body(_), Some(source)) = (&aim, self.body) else { return aim };
        let within = |text: &str| text.find(words).map(|at| at..at + words.len());
        let shown = self.review.body.as_ref().map_or("", |body| body.text.as_str());
        let found = within(shown).and_then(|range| markdown::place(source, shown, range));
        Aim::Body(found.or_else(|| within(source)).unwrap_or(0..0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::checks;

    #[test]
    fn each_rule_has_its_name_once_and_its_reasons_elsewhere() {
        for rule in &RULES {
            assert!(checks::rule(rule.code).is_some(), "{}", rule.code);
            assert_eq!(RULES.iter().filter(|other| other.code == rule.code).count(), 1);
        }
    }
}
