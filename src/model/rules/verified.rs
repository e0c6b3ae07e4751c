//! What the site says of its checks, where it checks nothing.

use std::sync::Arc;

use crate::config::Config;
use crate::content::raw::{Status, VerificationMethod};
use crate::diag::{Diagnostic, Finding, Place, Severity};
use crate::model::{Page, Review};

const MESSAGE: &str = "the site says that reviews are checked, and none of them was";
const HINT: &str = "note how each was checked under its `verified`, or say that you do not check";

/// Whether the site shows reviews and has checked none of them.
fn is_unchecked(reviews: &[Arc<Review>]) -> bool {
    let mut shown = reviews.iter().filter(|one| one.status == Status::Approved).peekable();
    let is_checked = |one: &Arc<Review>| {
        one.verified.is_some_and(|check| check.method != VerificationMethod::None)
    };
    shown.peek().is_some() && !shown.any(is_checked)
}

/// Claims in site.yaml and in pages that nothing stands behind.
pub(in crate::model) fn unfounded(
    config: &Config,
    pages: &[Arc<Page>],
    reviews: &[Arc<Review>],
) -> (Vec<Diagnostic>, Vec<Finding>) {
    let Some(severity) = config.severity("verified-claim").filter(|_| is_unchecked(reviews)) else {
        return (Vec::new(), Vec::new());
    };
    let problem = |place: &Place| {
        let problem = Diagnostic { severity, ..Diagnostic::error("verified-claim", MESSAGE) };
        problem.at(place.clone()).hint(HINT)
    };
    let problems = config.verified_claims.iter().map(problem).collect();
    (problems, pages.iter().filter_map(|page| on_page(page, severity)).collect())
}

fn on_page(page: &Page, severity: Severity) -> Option<Finding> {
    let (source, words) = page.verified_claim.clone()?;
    let finding = Finding::new(severity, source, "verified-claim", MESSAGE);
    Some(finding.body(words).hint(HINT))
}
