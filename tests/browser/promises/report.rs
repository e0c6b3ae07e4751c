//! The private report: everybody can read it, at any width, by day and by night, and on paper.

use serde_json::json;

use crate::harness::axe;
use crate::harness::look::Look;
use crate::harness::protocol::Event;
use crate::harness::server::{Answer, Server};
use crate::harness::stage::Stage;
use crate::harness::tab::Tab;
use crate::support::Site;

/// The report of a site, in a tab.
struct Scene {
    tab: Tab,
    /// Answers as long as it is there.
    _server: Server,
    /// The browser goes last.
    _stage: std::sync::Arc<Stage>,
}

impl Scene {
    fn new(site: Site, arguments: &str) -> Self {
        let stage = Stage::get();
        site.run(&format!("report {arguments}")).ok();
        let body = site.read_bytes("report.html");
        // As it lies on the disk: it brings its own policy.
        let kind = "text/html; charset=utf-8";
        let answer = move || Answer { status: 200, kind, headers: Vec::new(), body: body.clone() };
        let server = Server::that(move |_| answer());
        let mut tab = Tab::open(&stage.browser);
        tab.look(&Look::wide());
        tab.go(&format!("{}/", server.origin));
        Self { tab, _server: server, _stage: stage }
    }
}

fn sites() -> [(&'static str, Site); 4] {
    [
        ("a year", Site::fixture("year").today("2026-11-22")),
        ("the sample", Site::sample()),
        ("nothing", Site::fixture("no-reviews")),
        ("hostile texts", Site::fixture("hostile")),
    ]
}

#[test]
fn a_report_is_accessible_fits_every_window_and_asks_nobody() {
    let looks = [320, 360, 768, 1280].map(Look::window);
    let looks = looks.into_iter().chain([Look::narrow().dark(), Look::wide().dark()]);
    let mut found = Vec::new();
    for (name, site) in sites() {
        let mut scene = Scene::new(site, "--since 2019");
        for look in looks.clone() {
            scene.tab.look(&look);
            let about = |what: &str| format!("{name}, {look}: {what}");
            let verdict = axe::judge(&mut scene.tab);
            let faults = verdict.violations.iter();
            found.extend(faults.map(|fault| about(&format!("{} {}", fault.rule, fault.html))));
            let wrong = scene.tab.run(include_str!("../scripts/fit.js"), &json!(null));
            found.extend(wrong.as_array().unwrap().iter().map(|one| about(&one.to_string())));
        }
        let asked = scene.tab.events().iter().filter(|event| is_request(event)).count();
        assert_eq!(asked, 1, "{name}: the page itself, and nothing else");
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn is_request(event: &Event) -> bool {
    event.method == "Network.requestWillBeSent"
}

#[test]
fn a_year_is_printed_on_three_pages() {
    let mut scene = Scene::new(Site::fixture("year").today("2026-11-22"), "");
    let paper = scene.tab.printed();
    let pages = String::from_utf8_lossy(&paper).matches("/Type /Page\n").count();
    assert!((2..=3).contains(&pages), "{pages} pages");
}
