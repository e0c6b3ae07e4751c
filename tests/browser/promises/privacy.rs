//! A page keeps to itself: it says nothing, keeps nothing, and asks nobody else.

use serde_json::{Value, json};

use crate::harness::look::Look;
use crate::harness::places::{Edition, Place};
use crate::harness::protocol::Event;
use crate::harness::stage::{Report, Stage, Visit, on_every_page, visit};
use crate::harness::tab::Tab;

#[test]
fn every_page_keeps_to_itself() {
    on_every_page(&Edition::every_site(), &[Look::wide()], look_around);
}

#[test]
fn every_style_keeps_to_itself() {
    on_every_page(&Edition::every_style(), &[Look::wide()], look_around);
}

#[test]
fn a_missing_page_is_whole_at_any_address() {
    let stage = Stage::get();
    let place = Place { kind: "not found", path: "/no/such/page/".to_owned() };
    let visits = Edition::every_site().into_iter().map(|edition| Visit {
        site: stage.site(&edition),
        place: place.clone(),
        look: Look::wide(),
    });
    visit(&stage, visits.collect(), |tab, visit, report| {
        look_around(tab, visit, report);
        if tab.ask("document.styleSheets.length === 1 && !!document.querySelector('main h1')")
            != true
        {
            report.add("the page for missing pages", "has no style or no title");
        }
    });
}

/// Notes what a page says, asks for and keeps.
pub(super) fn look_around(tab: &mut Tab, visit: &Visit, report: &Report<'_>) {
    // Some things are only asked for when they come near.
    tab.run(include_str!("../scripts/shifts.js"), &json!(null));
    for event in tab.events() {
        if let Some((what, about)) =
            noteworthy(event, &visit.address(), &[&visit.site.address("/")])
        {
            report.add(what, about);
        }
    }
    leaves_nothing(tab, report);
}

/// Notes what a page keeps in the browser.
pub(super) fn leaves_nothing(tab: &mut Tab, report: &Report<'_>) {
    let cookies = tab.call("Network.getCookies", json!({}));
    for cookie in cookies["cookies"].as_array().unwrap() {
        report.add("sets a cookie", cookie.to_string());
    }
    let traces = tab.run(include_str!("../scripts/traces.js"), &json!(null));
    for trace in traces.as_array().unwrap() {
        report.add("leaves something behind", trace.as_str().unwrap());
    }
}

/// What browsers remark about speed. The first photo of a list may be in the window, and no card
/// knows that it is the first.
const ADVICE: [&str; 2] = ["PerformanceIssue", "LazyLoadImageIssue"];

/// What of an event nobody wants to see; `known` is who may be asked for something.
pub(super) fn noteworthy(
    event: &Event,
    page: &str,
    known: &[&str],
) -> Option<(&'static str, String)> {
    let Event { method, params } = event;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    match method.as_str() {
        "Runtime.consoleAPICalled" => Some(("says in the console", params["args"].to_string())),
        "Runtime.exceptionThrown" => {
            Some(("fails in a script", params["exceptionDetails"].to_string()))
        }
        // That a missing page is missing.
        "Log.entryAdded" if params["entry"]["url"] == *page => None,
        "Log.entryAdded" => Some(("says in the console", text(&params["entry"]["text"]))),
        // Advice about speed; one of them is about us, who look for cookies.
        "Audits.issueAdded" if ADVICE.iter().any(|code| params["issue"]["code"] == **code) => None,
        "Audits.issueAdded" => Some(("has an issue", params["issue"].to_string())),
        "Network.loadingFailed" if params["canceled"] == true => None,
        "Network.loadingFailed" => Some(("fails to load", params.to_string())),
        "Network.responseReceived" => {
            let (url, status) = (text(&params["response"]["url"]), &params["response"]["status"]);
            (status.as_u64() >= Some(400) && url != page)
                .then(|| ("asks for what is not there", format!("{url}: {status}")))
        }
        "Network.requestWillBeSent" => {
            let url = text(&params["request"]["url"]);
            let own = known.iter().any(|one| url.starts_with(one)) || url.starts_with("data:");
            (!own).then_some(("asks somebody else", url))
        }
        _ => None,
    }
}
