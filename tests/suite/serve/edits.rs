//! Many edits in a row, and many requests at once: nothing is forgotten, and nobody left waiting.

use std::thread;
use std::time::Instant;

use crate::support::edits::Edits;
use crate::support::running::PATIENCE;
use crate::support::{Serving, Site, Tree};

/// How many edits are made; `LAURELS_EDITS` says another number.
const EDITS: usize = 40;

/// How many requests are made; `LAURELS_REQUESTS` says another number.
const REQUESTS: usize = 1_200;

/// How often something is done, unless a variable says another number.
fn times(variable: &str, usual: usize) -> usize {
    std::env::var(variable).map_or(usual, |text| text.parse().unwrap())
}

/// A site whose files are edited, and what is expected of its server.
struct Edited {
    site: Site,
    /// The last good build, and the path that it stands under.
    good: Tree,
    base: String,
    /// Paths that a build before had and this one has not.
    gone: Vec<String>,
    /// Whether the last build failed.
    is_broken: bool,
}

impl Edited {
    fn new(site: Site) -> Self {
        let (good, base, gone) = (Tree::default(), String::new(), Vec::new());
        let mut edited = Self { site, good, base, gone, is_broken: false };
        edited.build();
        assert!(!edited.is_broken);
        edited
    }

    /// Builds the site anew, without anything of another build.
    fn build(&mut self) {
        let out = self.site.path("../fresh");
        let _ = std::fs::remove_dir_all(&out);
        let done = self.site.command("build --out ../fresh").output().unwrap();
        self.is_broken = match done.status.code() {
            Some(0) => false,
            Some(1) => true,
            _ => panic!("{done:?}"),
        };
        if !self.is_broken {
            let built = Tree::of(&out);
            let old = std::mem::replace(&mut self.good, built).files.into_keys();
            self.gone = old.filter(|path| !self.good.files.contains_key(path)).collect();
            self.base = self.base_path();
        }
    }

    fn base_path(&self) -> String {
        let settings = self.site.read("site.yaml");
        let address = settings.lines().find_map(|line| line.strip_prefix("base_url: "));
        let address = address.map(|text| url::Url::parse(text).unwrap());
        address.map_or("/".to_owned(), |address| address.path().to_owned())
    }

    /// Asks for every file of the last good build; tells what is not as it should be.
    fn difference(&self, serving: &Serving) -> Option<String> {
        let base = &self.base;
        let gone = self.gone.iter().map(|path| (path, None));
        let there = self.good.files.iter().map(|(path, bytes)| (path, Some(bytes)));
        gone.chain(there).find_map(|(path, bytes)| {
            let folder = path.strip_suffix("index.html").unwrap_or(path);
            let answer = serving.get(&format!("{base}{folder}"));
            let Some(bytes) = bytes else {
                return (answer.status != 404).then(|| format!("{path} is still there"));
            };
            if answer.status != 200 {
                return Some(format!("{path} has the status {}", answer.status));
            }
            let Some((html, is_broken)) = answer.bare() else {
                return (&answer.body != bytes).then(|| format!("{path} is another file"));
            };
            if html != *bytes {
                return Some(format!("{path} is another page"));
            }
            (is_broken != self.is_broken).then(|| format!("{path} says that {is_broken}"))
        })
    }
}

#[test]
fn after_each_of_many_edits_the_served_site_is_that_of_a_fresh_build() {
    let mut edited = Edited::new(Site::fixture("small"));
    let serving = Serving::start(&edited.site, "");
    let mut edits = Edits::new(edited.site.path(""), 2_026);
    for number in 1..=times("LAURELS_EDITS", EDITS) {
        let (what, _) = edits.edit();
        edited.build();
        let started = Instant::now();
        // Each state is told in the terminal, when it is there.
        while let Some(difference) = edited.difference(&serving) {
            let broken = if edited.is_broken { "not " } else { "" };
            let told = format!("edit {number}, {what}, can {broken}be built: {difference}");
            assert!(started.elapsed() < PATIENCE, "{told}");
            assert!(serving.program.err.soon().is_some(), "{told}");
        }
    }
}

#[test]
fn every_request_of_many_at_once_is_answered() {
    let requests = times("LAURELS_REQUESTS", REQUESTS);
    let site = Site::sample();
    let serving = Serving::start(&site, "");
    let paths =
        ["/", "/items/", "/reviews/sybil-hartsfoot/", "/feed.xml", "/nowhere", "/robots.txt"];
    let _streams: Vec<_> = (0..4).map(|_| serving.listen("/")).collect();
    let answered: usize = thread::scope(|scope| {
        let clients: Vec<_> = (0..24)
            .map(|client| {
                let (serving, paths) = (&serving, &paths);
                scope.spawn(move || {
                    let mine = (client..requests).step_by(24);
                    mine.filter(|at| {
                        let path = paths[at % paths.len()];
                        let status = if path == "/nowhere" { 404 } else { 200 };
                        serving.get(path).status == status
                    })
                    .count()
                })
            })
            .collect();
        clients.into_iter().map(|client| client.join().unwrap()).sum()
    });
    assert_eq!(answered, requests);
}
