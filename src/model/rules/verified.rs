//! What the site says of its checks, where it checks nothing.

use std::sync::Arc;

use crate::config::Config;
use crate::content::raw::{Status, VerificationMethod};
use crate::diag::{Diagnostic, Finding, Place};
use crate::model::{Page, Review};

/// How many of the reviews that are shown were checked.
#[derive(Clone, Copy)]
struct Checked {
    some: bool,
    all: bool,
}

impl Checked {
    /// `None` where nothing is shown.
    fn of(reviews: &[Arc<Review>]) -> Option<Self> {
        let mut shown = reviews.iter().filter(|one| one.status == Status::Approved).peekable();
        let _ = shown.peek()?;
        let is_checked = |one: &Arc<Review>| {
            one.verified.is_some_and(|check| check.method != VerificationMethod::None)
        };
        let (count, checked) = shown.fold((0, 0), |(count, checked), one| {
            (count + 1, checked + usize::from(is_checked(one)))
        });
        Some(Self { some: checked > 0, all: checked == count })
    }

    /// Why a claim is not true; `None` if it is.
    fn against(self, of_all: bool) -> Option<(&'static str, &'static str)> {
        match (of_all, self) {
            (_, Self { some: false, .. }) => Some((
                "the site says that reviews are checked, and none of them was",
                "note how each was checked under its `verified`, or say that you do not check",
            )),
            (true, Self { all: false, .. }) => Some((
                "the site says that all reviews are checked, and some of them were not",
                "note how each was checked under its `verified`, or say that some are not checked",
            )),
            _ => None,
        }
    }
}

/// Claims in site.yaml and in pages that nothing stands behind.
pub(in crate::model) fn unfounded(
    config: &Config,
    pages: &[Arc<Page>],
    reviews: &[Arc<Review>],
) -> (Vec<Diagnostic>, Vec<Finding>) {
    let severity = config.severity("verified-claim");
    let (Some(severity), Some(checked)) = (severity, Checked::of(reviews)) else {
        return (Vec::new(), Vec::new());
    };
    let problem = |(place, of_all): &(Place, bool)| {
        let (message, hint) = checked.against(*of_all)?;
        let problem = Diagnostic { severity, ..Diagnostic::error("verified-claim", message) };
        Some(problem.at(place.clone()).hint(hint))
    };
    let on_page = |page: &Arc<Page>| {
        let (source, claim) = page.verified_claim.clone()?;
        let (message, hint) = checked.against(claim.of_all)?;
        Some(Finding::new(severity, source, "verified-claim", message).body(claim.word).hint(hint))
    };
    let problems = config.verified_claims.iter().filter_map(problem).collect();
    (problems, pages.iter().filter_map(on_page).collect())
}
