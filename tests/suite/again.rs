//! A site that was looked at many times is the one that a first look gives.

use std::collections::BTreeSet;

use laurels::diag::{Diagnostic, Diagnostics, Severity};
use laurels::media::Making;
use laurels::pipeline::{self, Drawn, Hint, Memory, News, Press, Request};
use laurels::sink::{Content, MemorySink, Sink, SinkError};

use crate::support::edits::Edits;
use crate::support::{Site, Tree, tree};

fn request(site: &Site) -> Request {
    Request {
        site: site.path(""),
        today: jiff::civil::date(2026, 11, 21),
        drafts: false,
        base_url: None,
        names: false,
        media: Making::Files,
        local: false,
    }
}

/// A sink for what nobody needs.
struct Nowhere;

impl Sink for Nowhere {
    fn write(&self, _: &str, _: Content<'_>) -> Result<(), SinkError> {
        Ok(())
    }
}

/// What a build gives that knows nothing of another one.
struct Built {
    files: Tree,
    problems: Vec<Diagnostic>,
    fingerprint: String,
}

fn built(request: &Request) -> Built {
    let input = pipeline::read(request).unwrap();
    let fingerprint = input.fingerprint.clone();
    let mut snapshot = pipeline::understand(input, request);
    let sink = MemorySink::default();
    if snapshot.diagnostics.as_slice().iter().any(is_error) {
        // As a build that is refused: two pages may want one address.
        snapshot.render(&Nowhere).unwrap();
    } else {
        snapshot.render(&sink).unwrap();
    }
    snapshot.diagnostics.sort();
    let problems = snapshot.diagnostics.into_vec();
    Built { files: Tree { files: sink.into_files() }, problems, fingerprint }
}

fn all(press: &Press) -> (Tree, Vec<Diagnostic>) {
    let sink = MemorySink::default();
    let faults = press.all(&sink).unwrap();
    (Tree { files: sink.into_files() }, faults)
}

fn is_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error
}

/// Holds what was remembered against what is built anew.
#[track_caller]
fn assert_same(news: &News, request: &Request, what: &str) {
    let Built { files, mut problems, fingerprint } = built(request);
    assert_eq!(news.fingerprint, fingerprint, "{what}");
    let Some(press) = &news.press else {
        assert!(problems.iter().any(is_error), "{what}: nothing is wrong but {:#?}", news.faults);
        let first = Memory::default().again(request, &Hint::Anything).unwrap().unwrap();
        assert_eq!(news.faults, first.faults, "{what}");
        // A build goes on to draw what it can.
        problems.retain(|problem| !news.faults.contains(problem));
        assert!(problems.iter().all(|problem| problem.code == "template"), "{what}: {problems:#?}");
        return;
    };
    let (drawn, faults) = all(press);
    let mut said = Diagnostics::default();
    said.extend(news.faults.iter().cloned().chain(faults));
    said.sort();
    assert_eq!(said.as_slice(), problems, "{what}");
    tree::assert_same(&files, &drawn, what);
}

/// Fifty edits; after each the site must be that of a first look.
fn edit_fifty_times(seed: u64) {
    let site = Site::fixture("small");
    let request = request(&site);
    let mut edits = Edits::new(site.path(""), seed);
    let mut memory = Memory::default();
    let mut last = memory.again(&request, &Hint::Anything).unwrap().unwrap();
    assert_same(&last, &request, "at first");
    let mut seen = 0;
    for number in 1..=50 {
        let (what, paths) = edits.edit();
        let what = format!("seed {seed}, edit {number}, {what}");
        // As a watcher tells it, or as it is seen by looking.
        let paths = Hint::Paths(paths.into_iter().collect::<BTreeSet<String>>());
        let hint = if number % 3 == 0 { Hint::Anything } else { paths };
        match memory.again(&request, &hint).unwrap() {
            Some(news) => {
                assert_same(&news, &request, &what);
                last = news;
                seen += 1;
            }
            // Some edits write what was there.
            None => assert_eq!(last.fingerprint, built(&request).fingerprint, "{what}"),
        }
        assert!(memory.again(&request, &Hint::Anything).unwrap().is_none(), "{what}: seen twice");
    }
    assert!(seen > 35, "only {seen} edits changed anything");
}

// Four times fifty, so that they share the processors.

#[test]
fn after_each_of_many_edits_the_site_is_that_of_a_first_look() {
    edit_fifty_times(20_261_122);
}

#[test]
fn after_each_of_fifty_more_edits_too() {
    edit_fifty_times(7);
}

#[test]
fn after_each_of_a_third_fifty_edits_too() {
    edit_fifty_times(77);
}

#[test]
fn after_each_of_a_last_fifty_edits_too() {
    edit_fifty_times(777);
}

#[test]
fn on_another_day_the_site_is_that_of_the_day() {
    let site = Site::fixture("small");
    let mut request = request(&site);
    let mut memory = Memory::default();
    memory.again(&request, &Hint::Anything).unwrap().unwrap();
    // By looking, and by an edit that is told.
    for hint in [Hint::Anything, Hint::path("content/testimonials/insider.md".to_owned())] {
        request.today = request.today.tomorrow().unwrap();
        let news = memory.again(&request, &hint).unwrap().expect("it is another site");
        assert_same(&news, &request, &request.today.to_string());
    }
}

#[test]
fn a_word_that_only_a_template_asks_for_is_told_as_long_as_none_does() {
    let site = Site::fixture("small").file("templates/i18n/en.yaml", "shout: Hello\n");
    let request = request(&site);
    let mut memory = Memory::default();
    let mut told = |site: &Site, what: &str| {
        let news = memory.again(&request, &Hint::Anything).unwrap().unwrap();
        assert_same(&news, &self::request(site), what);
        news.faults.iter().any(|fault| fault.message.contains("shout"))
    };
    assert!(told(&site, "without a template"));
    let text = "{% extends \"builtin/404.html\" %}{# \"shout\" #}";
    let site = site.file("templates/404.html", text);
    assert!(!told(&site, "with a template"));
    let site = site.remove("templates/404.html");
    assert!(told(&site, "without it again"));
}

#[test]
fn a_route_that_is_drawn_alone_has_the_bytes_of_a_build() {
    for site in [Site::fixture("small"), Site::sample()] {
        let request = request(&site);
        let news = Memory::default().again(&request, &Hint::Anything).unwrap().unwrap();
        let press = news.press.unwrap();
        let (whole, _) = all(&press);
        let mut paths: Vec<&String> = whole.files.keys().collect();
        paths.reverse();
        let mut frozen = 0;
        for path in paths {
            let Some(route) = press.plan().route(path) else {
                // Its name comes of its content: nobody asks for it before it is drawn.
                assert!(path.starts_with("widgets/") && path.matches('.').count() == 2, "{path}");
                frozen += 1;
                continue;
            };
            let bytes = match press.draw(route).unwrap() {
                Drawn::Bytes(bytes) => bytes,
                Drawn::Kept(bytes) => bytes.to_vec(),
                Drawn::File(path) => std::fs::read(path).unwrap(),
            };
            assert!(bytes == whole.files[path], "{path}");
        }
        assert!(press.plan().route("../site.yaml").is_none());
        assert_eq!(press.plan().routes().count() + frozen, whole.files.len());
    }
}
