//! Who writes sees what it becomes, in a browser that nobody touches.

use std::time::Instant;

use serde_json::{Value, json};

use crate::harness::axe;
use crate::harness::look::Look;
use crate::harness::stage::Stage;
use crate::harness::tab::Tab;
use crate::support::running::PATIENCE;
use crate::support::{Serving, Site};

/// A review that the first page shows.
const REVIEW: &str = "content/testimonials/desmond-larkspindle.md";

/// The problems that a page shows; `null` as long as it shows none.
const PROBLEMS: &str = "document.querySelector('laurels-problems')?.shadowRoot.textContent ?? null";

/// A site on a server, and a tab that shows a page of it.
struct Scene {
    site: Site,
    serving: Serving,
    tab: Tab,
    /// The browser goes last.
    stage: std::sync::Arc<Stage>,
}

impl Scene {
    fn new(path: &str, look: &Look) -> Self {
        let stage = Stage::get();
        let site = Site::sample();
        let serving = Serving::start(&site, "");
        let mut tab = Tab::open(&stage.browser);
        tab.look(look);
        tab.go(&format!("http://{}{path}", serving.host()));
        // What was done to this very page is gone when it loads again.
        tab.ask("window.same = true; 0");
        Self { site, serving, tab, stage }
    }

    fn is_same(&mut self) -> bool {
        self.tab.ask("window.same === true") == true
    }

    /// Waits until an expression is true in the page, which must not load again meanwhile; looks
    /// each time when the page is drawn.
    #[track_caller]
    fn until(&mut self, expression: &str) {
        let watch = format!(
            "new Promise(done => {{
               const look = () => ({expression}) ? done(true) : requestAnimationFrame(look);
               look();
             }})"
        );
        assert_eq!(self.tab.ask(&watch), true);
    }
}

/// Replaces words in a file.
#[track_caller]
fn edit(site: &Site, path: &str, from: &str, to: &str) {
    let text = site.read(path);
    assert!(text.contains(from), "`{from}` is not in `{path}`");
    site.write(path, text.replace(from, to).as_bytes());
}

fn remove(site: &Site, path: &str) {
    std::fs::remove_file(site.path(path)).unwrap();
}

#[test]
fn an_edit_is_seen_where_the_reader_is() {
    let Scene { site, tab, .. } = &mut Scene::new("/", &Look::narrow());
    tab.ask("scrollTo({ top: 1500, behavior: 'instant' }); 0");
    tab.paint();
    let word = site.read(REVIEW).lines().last().unwrap().split(' ').next().unwrap().to_owned();
    for new in ["Splendiferously", "Wonderfully"] {
        let old = if new == "Wonderfully" { "Splendiferously" } else { &word };
        tab.renewed_by(|| edit(site, REVIEW, old, new));
        assert_eq!(tab.ask(&format!("document.body.innerText.includes('{new}')")), true, "{new}");
        assert_eq!(tab.ask("scrollY"), json!(1500), "the page stays where it was");
    }
}

#[test]
fn what_is_wrong_lies_over_the_page_until_it_is_mended() {
    let mut scene = Scene::new("/", &Look::narrow());
    scene.tab.ask("scrollTo({ top: 1500, behavior: 'instant' }); 0");
    assert_eq!(scene.tab.ask(PROBLEMS), Value::Null);
    let template = "{% extends \"base.html\" %}\n{% block main %}\n{{ page.nothing | such }}\n{% endblock main %}\n";
    scene.site.write("templates/wall.html", template.as_bytes());
    scene.until(&format!("{PROBLEMS} !== null"));
    let said = scene.tab.ask(PROBLEMS);
    let said = said.as_str().unwrap();
    for part in [
        "1 error: you see the last good site",
        "templates/wall.html:3:",
        "{{ page.nothing | such }}",
    ] {
        assert!(said.contains(part), "{part} not in {said}");
    }
    assert!(scene.is_same(), "the page has not changed, so it stays");
    assert_eq!(scene.tab.ask("scrollY"), json!(1500));

    // Folded by its reader, it stays so while other things go on.
    let inner = "document.querySelector('laurels-problems').shadowRoot";
    scene.tab.ask(&format!("{inner}.querySelector('summary').click(); 0"));
    assert_eq!(scene.tab.ask(&format!("{inner}.querySelector('details').open")), false);

    // Whoever comes now sees it too, also without a script.
    let address = scene.serving.address.clone();
    let mut other = Tab::open(&scene.stage.browser);
    other.look(&Look { script: false, ..Look::wide() });
    other.go(&address);
    assert_eq!(other.ask(PROBLEMS), json!(said));

    remove(&scene.site, "templates/wall.html");
    scene.until(&format!("{PROBLEMS} === null"));
    assert!(scene.is_same());
    assert_eq!(scene.tab.ask("scrollY"), json!(1500));
}

#[test]
fn what_was_folded_stays_so_until_something_else_is_wrong() {
    let mut scene = Scene::new("/", &Look::narrow());
    let details = "document.querySelector('laurels-problems')?.shadowRoot.querySelector('details')";
    edit(&scene.site, REVIEW, "rating:", "ratin:");
    scene.until(&format!("{PROBLEMS} !== null"));
    assert_eq!(scene.tab.ask(&format!("{details}.open")), true);
    // What is folded is known a moment later.
    let folded = format!(
        "new Promise(done => {{ \
           {details}.addEventListener('toggle', () => done(sessionStorage.length)); \
           {details}.querySelector('summary').click(); \
         }})"
    );
    assert_eq!(scene.tab.ask(&folded), json!(1));
    let host = scene.serving.host().to_owned();
    for path in ["/", "/imprint/"] {
        scene.tab.go(&format!("http://{host}{path}"));
        assert_eq!(scene.tab.ask(&format!("{details}.open")), false, "{path}");
    }
    edit(&scene.site, REVIEW, "status:", "statu:");
    scene.until(&format!("{details}?.open === true"));
    scene.tab.go(&format!("http://{host}/"));
    assert_eq!(scene.tab.ask(&format!("{details}.open")), true);
}

#[test]
fn everybody_can_read_what_is_wrong() {
    for look in [Look::wide(), Look::wide().dark(), Look::narrow(), Look::narrow().dark()] {
        let mut scene = Scene::new("/imprint/", &look);
        edit(&scene.site, REVIEW, "rating:", "ratin:");
        scene.until(&format!("{PROBLEMS} !== null"));
        scene.until(
            "document.querySelector('laurels-problems').shadowRoot.styleSheets.length === 1",
        );
        let verdict = axe::judge(&mut scene.tab);
        let found = verdict.violations.iter().map(|one| format!("{look}: {one:?}"));
        let blurred = verdict
            .incomplete
            .iter()
            .filter(|one| one.rule == "color-contrast" && one.target.contains("laurels-problems"));
        let found: Vec<_> = found.chain(blurred.map(|one| format!("{look}: {one:?}"))).collect();
        assert!(found.is_empty(), "{}", found.join("\n"));
        let wide = scene.tab.ask("document.documentElement.scrollWidth <= innerWidth");
        assert_eq!(wide, true, "{look}");
    }
}

#[test]
fn a_style_is_changed_under_the_page() {
    let mut scene = Scene::new("/", &Look::narrow());
    scene.tab.ask("scrollTo({ top: 1500, behavior: 'instant' }); 0");
    let accent = "getComputedStyle(document.documentElement).getPropertyValue('--l-accent').trim()";
    for colour in ["#0b4f6c", "#5b2a86"] {
        let tokens = format!("accent: \"{colour}\"\n");
        scene.site.write("templates/tokens.yaml", tokens.as_bytes());
        scene.until(&format!("{accent} === '{colour}' && document.querySelectorAll('link[rel=stylesheet]').length === 1"));
        assert!(scene.is_same());
        assert_eq!(scene.tab.ask("scrollY"), json!(1500));
    }
    remove(&scene.site, "templates/tokens.yaml");
    scene.until(&format!("{accent} !== '#5b2a86'"));
    assert!(scene.is_same());
}

#[test]
fn a_style_that_is_changed_twice_leaves_one_behind() {
    let mut scene = Scene::new("/", &Look::narrow());
    // The first new sheet takes for ever: of this type, no browser asks for it.
    scene.tab.ask(
        "const after = Element.prototype.after; window.slow = 0; \
         Element.prototype.after = function (link) { \
           if (window.slow++) link.removeAttribute('type'); else link.type = 'text/slow'; \
           after.call(this, link); \
         }; 0",
    );
    let accent = "getComputedStyle(document.documentElement).getPropertyValue('--l-accent').trim()";
    let links = "document.querySelectorAll('link[rel=stylesheet]').length";
    scene.site.write("templates/tokens.yaml", b"accent: \"#0b4f6c\"\n");
    scene.until("window.slow === 1");
    assert_eq!(scene.tab.ask(links), json!(2));
    scene.site.write("templates/tokens.yaml", b"accent: \"#5b2a86\"\n");
    scene.until(&format!("{accent} === '#5b2a86' && {links} === 1"));
    assert!(scene.is_same());
}

#[test]
fn a_page_that_missed_something_notices_when_it_wakes() {
    let Scene { site, serving, mut tab, stage } = Scene::new("/", &Look::wide());
    // Seen from here, a window that nobody sees.
    let hide = |tab: &mut Tab, hidden: bool| {
        tab.ask(&format!(
            "Object.defineProperty(document, 'hidden', {{ value: {hidden}, configurable: true }}); \
             document.dispatchEvent(new Event('visibilitychange')); 0"
        ));
    };
    let mut other = serving.listen("/");
    other.next();
    hide(&mut tab, true);
    edit(&site, "site.yaml", "title: Kettle & Spoke", "title: Pot & Wheel");
    other.next();
    assert_eq!(tab.ask("window.same"), true, "it does not listen");
    tab.renewed_by_page(|tab| hide(tab, false));
    assert_eq!(tab.ask("document.querySelector('h1').textContent"), json!("Pot & Wheel"));

    // The server goes, and comes again with another site.
    let host = serving.host().to_owned();
    let port = host.split_once(':').unwrap().1;
    let mut serving = Some(serving);
    tab.renewed_by(|| {
        drop(serving.take());
        edit(&site, "site.yaml", "title: Pot & Wheel", "title: Cup & Hub");
        // For a moment the port may be that of somebody who leaves it again.
        let started = Instant::now();
        while serving.is_none() {
            assert!(started.elapsed() < PATIENCE, "the port {port} is no longer free");
            serving = Serving::try_run(site.command(&format!("serve --port {port}"))).ok();
        }
    });
    assert_eq!(tab.ask("document.querySelector('h1').textContent"), json!("Cup & Hub"));
    drop(stage);
}
