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
    /// The files of the site at the last good build.
    files: Tree,
    /// That build, and the path that it stands under.
    good: Tree,
    base: String,
    /// Paths that a build before had and this one has not.
    gone: Vec<String>,
    /// How many builds have failed since.
    failed: usize,
}

impl Edited {
    fn new(site: Site) -> Self {
        let (files, good) = (Tree::default(), Tree::default());
        let (base, gone) = (String::new(), Vec::new());
        let mut edited = Self { site, files, good, base, gone, failed: 0 };
        edited.build();
        assert_eq!(edited.failed, 0);
        edited
    }

    /// Whether the last build failed.
    fn is_broken(&self) -> bool {
        self.failed > 0
    }

    /// The files that somebody has written.
    fn written(&self) -> Tree {
        let mut files = self.site.tree("");
        files.files.retain(|path, _| !path.starts_with(".laurels"));
        files
    }

    /// Gives all files back what they held at the last good build, as a change of the branch does.
    fn mend(&self) {
        let files = self.written().files;
        for path in files.keys().filter(|path| !self.files.files.contains_key(*path)) {
            std::fs::remove_file(self.site.path(path)).unwrap();
        }
        for (path, bytes) in &self.files.files {
            if files.get(path) != Some(bytes) {
                self.site.write(path, bytes);
            }
        }
    }

    /// Builds the site anew, without anything of another build.
    fn build(&mut self) {
        let out = self.site.path("../fresh");
        let _ = std::fs::remove_dir_all(&out);
        let done = self.site.command("build --out ../fresh").output().unwrap();
        self.failed = match done.status.code() {
            Some(0) => 0,
            Some(1) => self.failed + 1,
            _ => panic!("{done:?}"),
        };
        if self.failed == 0 {
            let built = Tree::of(&out);
            let old = std::mem::replace(&mut self.good, built).files.into_keys();
            self.gone = old.filter(|path| !self.good.files.contains_key(path)).collect();
            self.base = self.base_path();
            self.files = self.written();
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
            let is_right = is_broken == self.is_broken();
            (!is_right).then(|| format!("{path} tells of errors: {is_broken}"))
        })
    }
}

#[test]
fn after_each_of_many_edits_the_served_site_is_that_of_a_fresh_build() {
    let mut edited = Edited::new(Site::fixture("small"));
    let serving = Serving::start(&edited.site, "");
    let mut edits = Edits::new(edited.site.path(""), 2_026);
    let mut good = 0;
    let all = times("LAURELS_EDITS", EDITS);
    for number in 1..=all {
        let what = if edited.failed > 2 {
            edited.mend();
            "all is mended".to_owned()
        } else {
            edits.edit().0
        };
        edited.build();
        good += usize::from(!edited.is_broken());
        let started = Instant::now();
        // Each state is told in the terminal, when it is there.
        while let Some(difference) = edited.difference(&serving) {
            let state = if edited.is_broken() { "in error" } else { "whole" };
            let told = format!("edit {number}, {what}, the site is {state}: {difference}");
            assert!(started.elapsed() < PATIENCE, "{told}");
            assert!(serving.program.err.soon().is_some(), "{told}");
        }
    }
    assert!(good > all / 2, "only {good} of the {all} sites were whole");
}

#[test]
fn another_branch_is_served_whole() {
    let site = Site::fixture("small");
    for line in ["init -q -b one", "add .", "commit -q -m one", "checkout -q -b two"] {
        site.git(line);
    }
    let site = (0..30).fold(site, |site, number| {
        site.review(&format!("b{number}"), "rating: 4", &format!("Words of {number}."))
    });
    let mut site = site
        .remove("content/testimonials/insider.md")
        .edit("site.yaml", |text| text.replace("title: Café Sol", "title: Café Lua"));
    for line in ["add -A", "commit -q -m two"] {
        site.git(line);
    }
    let serving = Serving::start(&site, "");
    for branch in ["one", "two", "one", "two"] {
        let mut edited = Edited::new(site);
        edited.site.git(&format!("checkout -q {branch}"));
        edited.build();
        let started = Instant::now();
        while let Some(difference) = edited.difference(&serving) {
            assert!(started.elapsed() < PATIENCE, "branch {branch}: {difference}");
            assert!(serving.program.err.soon().is_some(), "branch {branch}: {difference}");
        }
        site = edited.site;
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
