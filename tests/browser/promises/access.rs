//! Everybody can use every page.

use crate::harness::axe::{self, Finding};
use crate::harness::look::Look;
use crate::harness::places::Edition;
use crate::harness::stage::{Report, on_every_page};

#[test]
fn every_page_is_accessible() {
    let looks = [Look::wide(), Look::wide().dark(), Look::narrow()];
    on_every_page(&Edition::every_site(), &looks, judge);
}

#[test]
fn every_style_is_accessible() {
    let looks = [Look::wide(), Look::narrow().dark()];
    on_every_page(&Edition::every_style(), &looks, judge);
}

fn judge(
    tab: &mut crate::harness::tab::Tab,
    visit: &crate::harness::stage::Visit,
    report: &Report<'_>,
) {
    tab.go(&visit.address());
    let verdict = axe::judge(tab);
    assert!(verdict.passes > 10, "axe applied {} rules to {visit}", verdict.passes);
    for finding in &verdict.violations {
        report.add(&finding.rule, about(finding));
    }
    for finding in verdict.incomplete.iter().filter(|finding| finding.rule == "color-contrast") {
        report.add("color-contrast cannot be measured", about(finding));
    }
}

fn about(finding: &Finding) -> String {
    let Finding { target, html, why, .. } = finding;
    format!("{target}\n{html}\n{why}")
}
