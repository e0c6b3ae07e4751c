//! Who is close to the business, or got something from it: readers are told.

use super::Subject;
use crate::content::raw::{PhotoKind, Relationship};
use crate::diag::Finding;
use crate::model::check::Check;
use crate::path;

/// Whoever is close to the business may be quoted, if readers are told.
pub(super) fn insider(subject: &Subject<'_>, check: &Check<'_>) -> Option<Finding> {
    let review = subject.review;
    let role = match review.author.relationship {
        Relationship::Customer => return None,
        Relationship::Owner => "an owner",
        Relationship::Officer => "an officer",
        Relationship::Employee => "an employee",
        Relationship::Agent => "an agent",
        Relationship::Relative => "a relative",
        Relationship::Supplier => "a supplier",
        Relationship::Investor => "an investor",
    };
    let is_told = review.disclosure.is_some() || check.is_faulty("disclosure");
    (!is_told).then(|| {
        let message = format!("{role} of the business praises it, and readers are not told");
        let finding = check.error("insider-undisclosed", message);
        finding
            .value(path!["author", "relationship"])
            .hint("add `disclosure:` with a sentence that says so; it stands beside the quote")
    })
}

/// What was given for a review is told beside it.
pub(super) fn incentive(subject: &Subject<'_>, check: &Check<'_>) -> Option<Finding> {
    let review = subject.review;
    let is_told = review.disclosures().next().is_some() || check.is_faulty("incentive");
    (review.incentive.is_some() && !is_told).then(|| {
        let message = "something was given for this review, and readers are not told";
        let finding = check.error("incentive-undisclosed", message).key(path!["incentive"]);
        finding.hint("add `disclosure:` below `incentive` with a sentence that says what it was")
    })
}

/// What was bought for what it says is no review.
pub(super) fn conditional(subject: &Subject<'_>, check: &Check<'_>) -> Option<Finding> {
    let is_bought = subject.review.incentive.as_ref().is_some_and(|gift| gift.conditional);
    is_bought.then(|| {
        let message = "something was given on condition that the review is good";
        let finding = check.error("incentive-conditional", message);
        let finding = finding.value(path!["incentive", "conditional"]);
        finding
            .hint("no disclosure mends that: set `status: withheld` and `withheld: {reason: fake}`")
    })
}

/// A picture of somebody else is shown with a note, which is up to the theme.
pub(super) fn photo(subject: &Subject<'_>, check: &Check<'_>) -> Option<Finding> {
    let author = &subject.review.author;
    let word = match author.photo_kind {
        PhotoKind::Real => return None,
        PhotoKind::Stock => "a stock photo",
        PhotoKind::Ai => "a generated picture",
    };
    (author.photo.is_some() && !check.grounds.notes_photos).then(|| {
        let message = format!("the theme shows {word} without a note that says so");
        let finding = check.error("stock-photo", message).value(path!["author", "photo_kind"]);
        finding.hint(
            "leave the photo out, or let a template show a note where `photo_kind` is not `real`",
        )
    })
}
