//! A keyboard is enough.

use serde_json::{Value, json};

use crate::harness::look::Look;
use crate::harness::places::{Edition, SAMPLE};
use crate::harness::stage::{Report, Visit, on_every_page};
use crate::harness::tab::Tab;

/// More steps than any page has.
const STEPS: usize = 600;

#[test]
fn the_keyboard_reaches_everything_in_order() {
    // Nothing moves, so that what has the focus stands where it will stay.
    let calm = |look| Look { calm: true, ..look };
    on_every_page(&Edition::every_site(), &[calm(Look::narrow())], go_through);
    on_every_page(&[Edition::of(SAMPLE)], &[calm(Look::wide())], go_through);
}

fn go_through(tab: &mut Tab, visit: &Visit, report: &Report<'_>) {
    tab.unfold();
    let all = tab.run(include_str!("../scripts/focus-start.js"), &json!(null));
    assert!(all.as_u64() > Some(2), "{visit} has {all} links and controls");
    walk(tab, report);
    let missed = tab.run(include_str!("../scripts/focus-end.js"), &json!(null));
    for name in missed.as_array().unwrap() {
        report.add("the keyboard does not reach it", name.as_str().unwrap());
    }
}

/// Presses Tab until the page is left.
fn walk(tab: &mut Tab, report: &Report<'_>) {
    let mut last = -1;
    for _ in 0..STEPS {
        tab.press("Tab");
        let here = tab.run(include_str!("../scripts/focus.js"), &json!(null));
        let (Some(at), Some(name)) = (here["at"].as_i64(), here["name"].as_str()) else { return };
        // Back at the start. What is not in the list is a place that scrolls.
        if at == 0 && last > 0 {
            return;
        }
        if here["back"] == true {
            report.add("the keyboard goes back to it", name);
        }
        last = last.max(at);
        for wrong in here["wrong"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            report.add(wrong, name);
        }
    }
    report.add("the keyboard never leaves the page", format!("{STEPS} steps"));
}

#[test]
fn the_first_key_leads_past_the_navigation() {
    on_every_page(&Edition::every_site(), &[Look::wide()], |tab, _, report| {
        tab.run(include_str!("../scripts/focus-start.js"), &json!(null));
        tab.press("Tab");
        let link = tab.run(include_str!("../scripts/focus.js"), &json!(null));
        let first = tab.ask("document.activeElement.getAttribute('href')");
        if first != "#main" || link["wrong"] != json!([]) {
            report.add("the first key shows no link to the content", link.to_string());
            return;
        }
        tab.press("Enter");
        tab.press("Tab");
        let inside = "document.querySelector('main').contains(document.activeElement)";
        let behind = "!!(document.querySelector('main')\
                      .compareDocumentPosition(document.activeElement) & 4)";
        let any = "!!document.querySelector('main :is(a[href], button, input, summary)')";
        let expected = if tab.ask(any) == true { inside } else { behind };
        if tab.ask(expected) != true {
            let name = tab.run(include_str!("../scripts/focus.js"), &json!(null));
            report.add("the link does not lead into the content", name.to_string());
        }
    });
}

#[test]
fn what_is_folded_opens_with_a_key() {
    let mut found = std::sync::atomic::AtomicUsize::new(0);
    on_every_page(&Edition::every_site(), &[Look::wide()], |tab, _, report| {
        let count = tab.ask("document.querySelectorAll('details:not([open]) > summary').length");
        for at in 0..count.as_u64().unwrap() {
            found.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            tab.ask(&format!(
                "window.folded = document.querySelectorAll('summary')[{at}]; folded.focus(); 0"
            ));
            let before = tab.ask("folded.parentElement.open");
            tab.press("Enter");
            if tab.ask("folded.parentElement.open") == before {
                report.add("does not open with a key", at.to_string());
            }
        }
    });
    assert!(*found.get_mut() > 0, "nothing is folded anywhere");
}
