//! A widget is drawn on every page that lets it, and where it is not, its link is there.

use std::sync::Arc;

use serde_json::{Value, json};

use super::access::report_all;
use super::privacy::{leaves_nothing, look_around, noteworthy};
use crate::harness::axe::{self, Finding, Verdict};
use crate::harness::look::Look;
use crate::harness::places::{Edition, SAMPLE};
use crate::harness::stage::{HostVisit, Report, Stage, Visit, on_every_host, visit};
use crate::harness::tab::Tab;

/// What is a matter of the page around a widget: regions of one name, where it has a widget twice, and
/// its headings.
const OF_THE_HOST: [&str; 2] = ["landmark-unique", "page-has-heading-one"];

#[test]
fn every_host_has_its_widgets_or_their_links() {
    on_every_host(&[Look::wide(), Look::wide().dark()], |tab, visit, report| {
        settle(tab);
        for wrong in texts(&tab.run(include_str!("../scripts/widgets.js"), &json!(null))) {
            report.add("a widget", wrong);
        }
        keeps_to_itself(tab, visit, report);
        let mut verdict = judge(tab);
        // A toast lies over the page. What is under it is measured where the widget is alone.
        verdict.incomplete.clear();
        report_all(&verdict, report);
    });
}

#[test]
fn every_widget_is_whole_on_a_page_of_its_own_and_on_the_page_that_offers_it() {
    let stage = Stage::get();
    let site = stage.site(&Edition::of(SAMPLE));
    assert!(site.widgets.len() > 10, "the sample site has {} widgets", site.widgets.len());
    // A row that moves is another test's; still, each of its cards can be seen.
    let looks = [Look::wide(), Look::wide().dark(), Look::window(320)];
    let looks = looks.map(|look| Look { calm: true, ..look });
    let visits = site.widgets.iter().flat_map(|place| {
        let visit = |look: &Look| Visit {
            site: Arc::clone(&site),
            place: place.clone(),
            look: look.clone(),
        };
        looks.each_ref().map(visit)
    });
    visit(&stage, visits.collect(), |tab, visit, report| {
        // Later, axe has spoken with the frames of the page.
        if visit.look == looks[0] {
            look_around(tab, visit, report);
        }
        let wrong = tab.run(include_str!("../scripts/fit.js"), &json!(null));
        for one in wrong.as_array().unwrap() {
            report.add(one[0].as_str().unwrap(), one[1].as_str().unwrap());
        }
        for small in texts(&tab.run(include_str!("../scripts/targets.js"), &json!(null))) {
            report.add("is smaller than 24 × 24 pixels", small);
        }
        let mut verdict = judge(tab);
        // Initials are seen where no photo is drawn over them, and cards of a row one after the other.
        let hidden = |finding: &Finding| {
            finding.target.contains(".l-face") || finding.why.contains("partially obscured")
        };
        verdict.incomplete.retain(|finding| !hidden(finding));
        report_all(&verdict, report);
    });
}

#[test]
fn nothing_moves_on_a_host_that_keeps_the_height_of_the_snippet() {
    let stage = Stage::get();
    let hosted = stage.hosted();
    let mut tab = Tab::open(&stage.browser);
    for look in [Look::wide(), Look::narrow()] {
        for name in ["plain.html", "several.html"] {
            tab.look(&look);
            tab.go_on_a_slow_line(&hosted.address(name));
            settle(&mut tab);
            let seen = tab.run(include_str!("../scripts/shifts.js"), &json!(null));
            assert_eq!(seen["known"], json!(true), "the browser does not measure what moves");
            assert_eq!(seen["moved"], json!([]), "{name} ({look})");
        }
    }
}

#[test]
fn a_widget_may_come_late_move_and_come_again() {
    let stage = Stage::get();
    let mut tab = open(&stage, "late.html", &Look::wide());
    let done = tab.run(include_str!("../scripts/late.js"), &json!(null));
    let steps = [
        "inserted: single",
        "moved: single",
        "taken away: single",
        "copied: single",
        "written anew: single",
        "without a name: link",
        "with a name at last: badge",
        "with another name: single",
        "in a shadow root: badge",
        "taken away before it came: summary",
    ];
    assert_eq!(done["steps"], json!(steps));
    assert_eq!(done["heard"], json!(vec!["laurels:load"; 7]), "what is drawn already says nothing");
}

#[test]
fn a_widget_is_asked_for_when_it_comes_near() {
    let stage = Stage::get();
    let mut tab = open(&stage, "far.html", &Look::wide());
    let asked = |tab: &Tab| {
        let requests =
            tab.events().iter().filter(|event| event.method == "Network.requestWillBeSent");
        let mut urls = requests.filter_map(|event| event.params["request"]["url"].as_str());
        urls.any(|url| url.ends_with("/widgets/one.js"))
    };
    assert!(!asked(&tab), "a widget is fetched that nobody may ever see");
    tab.ask("scrollTo({ top: 3900, behavior: 'instant' }); 0");
    tab.ask("new Promise(done => addEventListener('laurels:load', () => done(0)))");
    assert!(asked(&tab));
}

#[test]
fn a_page_with_rules_for_everything_changes_nothing_inside() {
    let stage = Stage::get();
    let mut tab = open(&stage, "hostile.html", &Look::wide());
    settle(&mut tab);
    let styles = |tab: &mut Tab| tab.run(include_str!("../scripts/styles.js"), &json!(null));
    let hostile = styles(&mut tab);
    tab.ask("document.styleSheets[0].disabled = true; 0");
    tab.paint();
    let kind = styles(&mut tab);
    let (hostile, kind) = (hostile.as_array().unwrap(), kind.as_array().unwrap());
    assert!(kind.len() > 100 && kind.len() == hostile.len(), "{} elements", kind.len());
    let mut wrong = Vec::new();
    for (kind, hostile) in kind.iter().zip(hostile) {
        for (property, value) in kind[1].as_object().unwrap() {
            let other = &hostile[1][property];
            if other != value {
                wrong.push(format!("{}: {property}: {other}, not {value}", kind[0]));
            }
        }
    }
    let some: Vec<_> = wrong.iter().take(20).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} properties:\n{}", wrong.len(), some.join("\n"));
}

#[test]
fn a_widget_is_light_or_dark_as_it_is_told() {
    let stage = Stage::get();
    for (look, auto) in [(Look::wide(), "dark"), (Look::wide().dark(), "light")] {
        let mut tab = open(&stage, "schemes.html", &look);
        settle(&mut tab);
        let ink = tab.run(include_str!("../scripts/ink.js"), &json!(null));
        // As the site says, which is `auto`; then `auto`, `light`, `dark`, and as the page around it.
        assert_eq!(ink, json!([auto, auto, "dark", "light", "light"]), "{look}");
    }
}

#[test]
fn the_buttons_of_a_widget_do_what_they_say() {
    let stage = Stage::get();
    let mut tab = open(&stage, "declared.html", &Look::wide());
    settle(&mut tab);
    for (selector, forward) in [("#from-left", 1), ("#from-right", -1)] {
        let steps = json!([selector, "1", "1", "-1", "-1"]);
        let moved = tab.run(include_str!("../scripts/steps.js"), &steps);
        let most = moved["most"].as_i64().unwrap_or_else(|| panic!("{selector}: {moved}"));
        let places = [most, 2 * most, most, 0].map(|place| place * forward);
        assert_eq!(moved["places"], json!(places), "{selector}");
    }
    let words = |tab: &mut Tab| {
        tab.ask("document.querySelector('#toast').shadowRoot.querySelector('section').innerText")
    };
    assert!(words(&mut tab).as_str().unwrap().contains("What goes."));
    tab.ask(
        "document.querySelector('#toast').shadowRoot.querySelector('[data-l-dismiss]').click(); 0",
    );
    assert_eq!(words(&mut tab), json!("What stays."));
}

/// What axe says of widgets.
fn judge(tab: &mut Tab) -> Verdict {
    let mut verdict = axe::judge(tab);
    verdict.violations.retain(|finding| !OF_THE_HOST.contains(&finding.rule.as_str()));
    verdict
}

/// A tab with a host page.
fn open(stage: &Stage, name: &str, look: &Look) -> Tab {
    let mut tab = Tab::open(&stage.browser);
    tab.look(look);
    tab.go(&stage.hosted().address(name));
    tab
}

/// Waits until all widgets are drawn, or have failed.
fn settle(tab: &mut Tab) {
    tab.run(include_str!("../scripts/settled.js"), &json!(null));
    tab.paint();
}

/// Notes what is said, asked for and kept, but for what the page announces.
fn keeps_to_itself(tab: &mut Tab, visit: &HostVisit<'_>, report: &Report<'_>) {
    let stage = Stage::get();
    let hosted = stage.hosted();
    let page = hosted.address(&visit.host.name);
    let heard = tab.events().iter().filter_map(|event| noteworthy(event, &page, &hosted.origins()));
    let heard: Vec<(&str, String)> = heard.collect();
    for (what, about) in &heard {
        if *what == "asks somebody else" || !visit.host.says.iter().any(|one| about.contains(one)) {
            report.add(what, about);
        }
    }
    for expected in &visit.host.says {
        if !heard.iter().any(|(_, about)| about.contains(expected)) {
            report.add("does not say what it announces", expected);
        }
    }
    let warnings = tab.events().iter().filter(|event| event.method == "Runtime.consoleAPICalled");
    if warnings.count() > 1 {
        report.add("a widget", "says more than one thing in the console");
    }
    leaves_nothing(tab, report);
}

fn texts(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}
