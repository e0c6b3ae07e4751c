//! Where a review was given, and what may be kept of it.

use super::Subject;
use crate::diag::Finding;
use crate::model::check::Check;
use crate::model::origin;
use crate::path;

/// The terms of most platforms forbid keeping what its author said or showed there without their
/// permission.
pub(super) fn storage(subject: &Subject<'_>, check: &Check<'_>) -> Option<Finding> {
    const OF_THE_REVIEW: [&str; 9] =
        ["body", "title", "original", "highlight", "pros", "cons", "follow_up", "media", "extra"];
    let review = subject.review;
    let kept = subject.written.kept.iter().any(|key| OF_THE_REVIEW.contains(key));
    (kept && !review.origin.text_allowed()).then(|| {
        let platform = &review.origin.label;
        let message =
            format!("the words of a review on {platform} may not be kept without permission");
        check.error("platform-storage", message).value(path!["source"]).hint(
            "ask the author and add `basis: author-permission`, or keep id, date, rating and address only",
        )
    })
}

/// Who reads a review of a platform can go and look.
pub(super) fn unlinked(subject: &Subject<'_>, check: &Check<'_>) -> Option<Finding> {
    let origin = &subject.review.origin;
    (!origin.own && origin.url.is_none() && !check.is_faulty("source")).then(|| {
        let message = format!("this review of {} has no address there", origin.label);
        let finding = check.error("source-unlinked", message).value(path!["source"]);
        finding.hint("add its address as `url` below `source`")
    })
}

/// A review that was written on a platform is not the business's own, whatever word it got: its rating
/// would be a part of the site's own average.
pub(super) fn foreign(subject: &Subject<'_>, check: &Check<'_>) -> Option<Finding> {
    let review = subject.review;
    let url = review.origin.url.as_ref().filter(|_| review.origin.own)?;
    let platform = origin::of_address(url)?;
    let _ = review.rating?;
    let message = format!(
        "`{}` is the business's own, but this review is on {}: its rating would enter the average",
        review.origin.platform,
        origin::platform_label(platform)
    );
    let finding = check.error("foreign-average", message).value(path!["source", "url"]);
    Some(finding.hint(format!("write `platform: {platform}`, or remove the address")))
}
