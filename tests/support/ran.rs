//! What the program did: first how it ended, then everything else.

use std::path::PathBuf;
use std::process::Output;

use scraper::Html;
use snapbox::{Assert, IntoData};

use super::redact::redact;
use super::{Site, Tree, html};

/// A run of the program of which nobody has looked at the end yet.
#[must_use = "say how it must end: `.ok()` or `.fails(status)`"]
#[derive(Debug)]
pub struct Ran<'site>(Seen<'site>);

impl<'site> Ran<'site> {
    pub(super) fn new(site: &'site Site, line: &str, out: PathBuf, done: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the output is UTF-8");
        Self(Seen {
            site,
            line: line.to_owned(),
            out,
            status: done.status.code(),
            stdout: text(&done.stdout),
            stderr: text(&done.stderr),
        })
    }

    /// It must have ended well.
    #[track_caller]
    pub fn ok(self) -> Seen<'site> {
        self.fails(0)
    }

    /// It must have ended with this status.
    #[track_caller]
    pub fn fails(self, status: i32) -> Seen<'site> {
        if self.0.status != Some(status) {
            self.0.fail(&format!("the status is {:?}, expected {status}", self.0.status));
        }
        self.0
    }
}

/// A run of the program that ended as it should.
#[derive(Debug)]
pub struct Seen<'site> {
    site: &'site Site,
    line: String,
    /// The folder that was written, or would be.
    out: PathBuf,
    status: Option<i32>,
    /// Standard output as it is.
    pub stdout: String,
    /// Standard error as it is.
    pub stderr: String,
}

impl Seen<'_> {
    /// Compares all messages.
    #[track_caller]
    pub fn says(&self, expected: impl IntoData) -> &Self {
        self.compare("standard error", &self.stderr, expected)
    }

    /// Compares all results.
    #[track_caller]
    pub fn prints(&self, expected: impl IntoData) -> &Self {
        self.compare("standard output", &self.stdout, expected)
    }

    /// Compares the list of all files of the output.
    #[track_caller]
    pub fn tree(&self, expected: impl IntoData) -> &Self {
        self.compare("list of files", &self.output().list(), expected)
    }

    /// Compares the list of files that are new (`+`), gone (`-`) and different (`~`).
    #[track_caller]
    pub fn changed(&self, expected: impl IntoData) -> &Self {
        self.compare("list of changes", &self.changes(), expected)
    }

    /// Compares a text file of the output.
    #[track_caller]
    pub fn file(&self, path: &str, expected: impl IntoData) -> &Self {
        self.compare(path, &self.text(path), expected)
    }

    /// Compares the `<main>` of a page.
    #[track_caller]
    pub fn main(&self, page: &str, expected: impl IntoData) -> &Self {
        let page = self.page(page);
        let main = html::select(&page, "main");
        self.compare("main", &html::pretty(main[0]), expected)
    }

    /// Compares the structured data of a page; `null` where there is none.
    #[track_caller]
    pub fn json_ld(&self, page: &str, expected: impl IntoData) -> &Self {
        let data = html::json_ld(&self.page(page)).unwrap_or_default();
        self.compare("structured data", &serde_json::to_string_pretty(&data).unwrap(), expected)
    }

    /// The lines of JSON on the standard output.
    #[track_caller]
    pub fn json(&self) -> Vec<serde_json::Value> {
        let read = |line: &str| {
            serde_json::from_str(line)
                .unwrap_or_else(|error| self.fail(&format!("{error}: {line}")))
        };
        self.stdout.lines().map(read).collect()
    }

    /// All files of the output.
    pub fn output(&self) -> Tree {
        Tree::of(&self.out)
    }

    /// What is different since the run before.
    pub fn changes(&self) -> String {
        self.output().changes_since(&self.site.before.borrow()[&self.out])
    }

    /// A page of the output, parsed strictly.
    #[track_caller]
    pub fn page(&self, path: &str) -> Html {
        html::parse(self.output().text(path))
    }

    /// The text of a file of the output.
    #[track_caller]
    pub fn text(&self, path: &str) -> String {
        self.output().text(path).to_owned()
    }

    /// Compares any text, with what differs from run to run replaced.
    #[track_caller]
    pub fn compare(&self, what: &str, actual: &str, expected: impl IntoData) -> &Self {
        let actual = redact(self.site, actual);
        let assert = Assert::new().action_env("SNAPSHOTS").normalize_paths(false);
        let compared = assert.try_eq(Some(&what), actual.into_data(), expected.into_data());
        if let Err(difference) = compared {
            self.fail(&difference.to_string());
        }
        self
    }

    /// Fails with everything that helps to see why.
    #[track_caller]
    fn fail(&self, why: &str) -> ! {
        let Self { line, stdout, stderr, status, .. } = self;
        let folder = self.site.current_dir().display();
        let files = self.site.tree("").list();
        panic!(
            "{why}\n\n$ laurels {line}\nin {folder}\nstatus {status:?}\n\
             --- standard output\n{stdout}--- standard error\n{stderr}--- files of the site\n{files}"
        );
    }
}
