//! Everybody can use every page.

use serde_json::json;

use crate::harness::axe::{self, Finding, Verdict};
use crate::harness::look::Look;
use crate::harness::places::{Edition, SAMPLE};
use crate::harness::stage::{Report, Stage, Visit, on_every_page};
use crate::harness::tab::Tab;

#[test]
fn every_page_is_accessible() {
    let looks = [Look::wide(), Look::narrow()];
    on_every_page(&Edition::every_site(), &looks, |tab, _, report| {
        tab.unfold();
        report_all(&axe::judge(tab), report);
    });
}

#[test]
fn every_text_can_be_read_in_every_style_by_day_and_by_night() {
    let judge = |tab: &mut Tab, _: &Visit, report: &Report<'_>| {
        tab.unfold();
        report_all(&axe::judge_colours(tab), report);
    };
    on_every_page(&Edition::every_site(), &[Look::wide().dark()], judge);
    on_every_page(&Edition::every_style(), &[Look::wide(), Look::wide().dark()], judge);
}

/// Notes what axe refuses.
pub(super) fn report_all(verdict: &Verdict, report: &Report<'_>) {
    for finding in &verdict.violations {
        report.add(&finding.rule, about(finding));
    }
    // What axe cannot measure may hide what it would refuse.
    for finding in verdict.incomplete.iter().filter(|finding| finding.rule == "color-contrast") {
        report.add("color-contrast that cannot be measured", about(finding));
    }
}

fn about(finding: &Finding) -> String {
    let Finding { target, html, why, .. } = finding;
    format!("{target}\n{html}\n{why}")
}

/// Holds the tests above to what they are for: faults are found.
#[test]
fn a_page_with_faults_is_not_called_accessible() {
    let stage = Stage::get();
    let site = stage.site(&Edition::of(SAMPLE));
    let mut tab = Tab::open(&stage.browser);
    tab.look(&Look::wide());
    tab.go(&site.address("/"));
    tab.ask(
        "document.documentElement.removeAttribute('lang'); \
         document.querySelector('h1').style.color = '#aaa'; \
         document.querySelector('h1').style.background = '#999'; \
         document.querySelector('main a').replaceChildren(); 0",
    );
    let verdict = axe::judge(&mut tab);
    let rules: Vec<_> = verdict.violations.iter().map(|finding| finding.rule.as_str()).collect();
    for rule in ["html-has-lang", "color-contrast", "link-name"] {
        assert!(rules.contains(&rule), "{rule} is not among {rules:?}");
    }
}

#[test]
fn everything_can_be_hit_with_a_finger() {
    let mut editions = Edition::every_site();
    editions.extend(Edition::every_style());
    on_every_page(&editions, &[Look::narrow()], |tab, _, report| {
        tab.unfold();
        let small = tab.run(include_str!("../scripts/targets.js"), &json!(null));
        for target in small.as_array().unwrap() {
            report.add("is smaller than 24 × 24 pixels", target.as_str().unwrap());
        }
    });
}
