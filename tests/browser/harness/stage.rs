//! One browser and one copy of each site for all tests that run at the same time.
//!
//! The last test that needs them takes them down, also when it fails: a test holds them for as long
//! as it runs, and nothing else does.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::num::NonZero;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::thread;

use super::browser::Browser;
use super::findings::Findings;
use super::hosts::{Host, Hosted};
use super::look::Look;
use super::places::{Edition, Place, Served};
use super::tab::Tab;
use crate::support::Site;

/// Only pages whose name contains it are visited.
const PAGES: &str = "LAURELS_PAGES";
/// A folder, into which a picture of every visited page is written.
const PICTURES: &str = "LAURELS_PICTURES";

static SHARED: Mutex<Weak<Stage>> = Mutex::new(Weak::new());

/// The browser and the sites.
pub struct Stage {
    /// The browser.
    pub browser: Browser,
    sites: Mutex<BTreeMap<Edition, Arc<Served>>>,
    hosted: OnceLock<Hosted>,
}

impl Stage {
    /// That of the tests that run, or a new one.
    pub fn get() -> Arc<Self> {
        // A browser that does not start is no reason to tell the next test of a poisoned lock.
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        shared.upgrade().unwrap_or_else(|| {
            let stage = Arc::new(Self::new());
            *shared = Arc::downgrade(&stage);
            stage
        })
    }

    fn new() -> Self {
        Self { browser: Browser::start(), sites: Mutex::default(), hosted: OnceLock::new() }
    }

    /// Pages of other people with the widgets of the sample site.
    pub fn hosted(&self) -> &Hosted {
        self.hosted.get_or_init(|| Hosted::new(Site::sample()))
    }

    /// A site, built and served.
    #[track_caller]
    pub fn site(&self, edition: &Edition) -> Arc<Served> {
        let mut sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Arc::new(Served::new(edition));
        Arc::clone(sites.entry(edition.clone()).or_insert_with(new))
    }
}

/// A page that somebody looks at.
#[derive(Clone)]
pub struct Visit {
    /// The site that it is part of.
    pub site: Arc<Served>,
    /// The page.
    pub place: Place,
    /// How they look at it.
    pub look: Look,
}

impl Visit {
    /// Its whole address.
    pub fn address(&self) -> String {
        self.site.address(&self.place.path)
    }
}

impl Display for Visit {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} {} ({})", self.site.edition, self.place.path, self.look)
    }
}

/// What a check says of the page that it is given.
pub struct Report<'a> {
    findings: &'a Findings,
    page: String,
}

impl Report<'_> {
    /// Notes that the page breaks a rule.
    pub fn add(&self, rule: &str, about: impl AsRef<str>) {
        self.findings.add(rule, about.as_ref(), &self.page);
    }
}

/// Looks at every page of some editions in some ways, and fails with all that a check finds there.
///
/// The check gets a tab with the page, which is loaded once for all looks: windows are drawn wider
/// and preferences change while it is open.
#[track_caller]
pub fn on_every_page(
    editions: &[Edition],
    looks: &[Look],
    check: impl Fn(&mut Tab, &Visit, &Report<'_>) + Sync,
) {
    let stage = Stage::get();
    let mut visits = Vec::new();
    for edition in editions {
        let site = stage.site(edition);
        // The first page of a kind may be one of the special ones too.
        let mut seen = BTreeSet::new();
        for place in site.places.iter().filter(|place| seen.insert(&place.path)) {
            visits.extend(looks.iter().map(|look| Visit {
                site: Arc::clone(&site),
                place: place.clone(),
                look: look.clone(),
            }));
        }
    }
    visit(&stage, visits, check);
}

/// Makes visits, some at the same time, and fails with all that a check finds there. Those of one
/// page follow each other.
#[track_caller]
pub fn visit(
    stage: &Stage,
    visits: Vec<Visit>,
    check: impl Fn(&mut Tab, &Visit, &Report<'_>) + Sync,
) {
    let visits = wanted(visits);
    let findings = Findings::default();
    let pages = visits.chunk_by(|one, next| one.address() == next.address());
    side_by_side(stage, pages, |tab, visits| {
        for (at, visit) in visits.iter().enumerate() {
            tab.look(&visit.look);
            if at == 0 {
                tab.go(&visit.address());
            }
            check(tab, visit, &Report { findings: &findings, page: visit.to_string() });
            keep_a_picture(tab, visit);
        }
    });
    findings.none();
}

/// Somebody who looks at a page that embeds widgets.
pub struct HostVisit<'a> {
    /// The page.
    pub host: &'a Host,
    /// How they look at it.
    pub look: Look,
}

impl Display for HostVisit<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "host {} ({})", self.host.name, self.look)
    }
}

/// Goes to every host page in each of some ways, and fails with all that a check finds there.
#[track_caller]
pub fn on_every_host(looks: &[Look], check: impl Fn(&mut Tab, &HostVisit<'_>, &Report<'_>) + Sync) {
    let stage = Stage::get();
    let hosted = stage.hosted();
    let visits = |host| looks.iter().map(move |look| HostVisit { host, look: look.clone() });
    let visits = wanted(hosted.hosts.iter().flat_map(visits).collect());
    let findings = Findings::default();
    side_by_side(&stage, visits.iter(), |tab, visit| {
        tab.look(&visit.look);
        tab.go(&hosted.address(&visit.host.name));
        check(tab, visit, &Report { findings: &findings, page: visit.to_string() });
        keep_a_picture(tab, visit);
    });
    findings.none();
}

/// Does some work in tabs, several of them at the same time.
fn side_by_side<T: Send>(
    stage: &Stage,
    parts: impl Iterator<Item = T> + Send,
    work: impl Fn(&mut Tab, T) + Sync,
) {
    let queue = Mutex::new(parts);
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let worker = || {
        let mut tab = Tab::open(&stage.browser);
        while let Some(part) = next() {
            work(&mut tab, part);
        }
    };
    thread::scope(|scope| {
        let workers = thread::available_parallelism().map_or(1, NonZero::get).min(4);
        (0..workers).for_each(|_| drop(scope.spawn(worker)));
    });
}

/// Those that the environment asks for.
#[track_caller]
fn wanted<T: Display>(visits: Vec<T>) -> Vec<T> {
    let Ok(part) = std::env::var(PAGES) else { return visits };
    let names: Vec<String> = visits.iter().map(ToString::to_string).collect();
    let kept: Vec<T> =
        visits.into_iter().filter(|visit| visit.to_string().contains(&part)).collect();
    assert!(!kept.is_empty(), "no page has `{part}` in its name:\n{}", names.join("\n"));
    kept
}

fn keep_a_picture(tab: &mut Tab, visit: &impl Display) {
    let Some(folder) = std::env::var_os(PICTURES) else { return };
    std::fs::create_dir_all(&folder).unwrap();
    let letter = |letter: char| if letter.is_alphanumeric() { letter } else { '-' };
    let name: String = visit.to_string().chars().map(letter).collect();
    let words: Vec<&str> = name.split('-').filter(|word| !word.is_empty()).collect();
    let path = std::path::Path::new(&folder).join(format!("{}.png", words.join("-")));
    std::fs::write(path, tab.picture()).unwrap();
}
