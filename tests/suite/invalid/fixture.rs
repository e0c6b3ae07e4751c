//! Fixtures that carry their own expectations: where each one goes in a site, what `laurels check`
//! says about it, and the comment lines that say what it must say.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use laurels::content::front_matter;
use tempfile::TempDir;

/// The day on which every fixture is checked.
const TODAY: &str = "2026-11-21";

/// What the lines of expectations start with; YAML takes them for comments.
const MARK: &str = "#! ";

/// The folder that holds this crate's fixtures.
pub fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// A file, or a whole site, that is checked on its own.
#[derive(Debug)]
pub struct Case {
    /// Path below `tests/`, for messages.
    pub name: String,
    /// Where it lies on the disk.
    pub path: PathBuf,
    /// What it is laid into.
    ground: Ground,
    /// What it is.
    pub kind: Kind,
}

/// What fixtures are laid into, one of `sites/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ground {
    /// The site is not asked for what is usual and not needed.
    Minimal,
    /// Every rule is applied as it is by default.
    Strict,
}

/// The kinds of fixtures, by the folder that they lie in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file that is laid into a site, by its path there.
    File(String),
    /// A site of its own.
    Site,
}

/// What a fixture that is about something else need not have.
const UNASKED: [&str; 2] = ["consent-missing", "policy-incomplete"];

/// Every fixture below `tests/<folder>`, in the order of their paths.
pub fn cases(folder: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    for place in children(&tests().join(folder)) {
        if file_name(&place) == "rules" {
            cases.extend(children(&place).iter().flat_map(|place| laid(place, Ground::Strict)));
        } else {
            cases.extend(laid(&place, Ground::Minimal));
        }
    }
    cases
}

/// The fixtures of a folder.
fn laid(place: &Path, ground: Ground) -> Vec<Case> {
    let word = file_name(place);
    if word == "sites" {
        let sites = children(place).into_iter().filter(|path| path.is_dir());
        let case = |path: PathBuf| Case { name: name(&path), path, ground, kind: Kind::Site };
        return sites.map(case).collect();
    }
    let mut cases = Vec::new();
    for path in files(place) {
        if path.extension().is_some_and(|end| end == "expect") {
            assert!(path.with_extension("").exists(), "{} expects nothing", path.display());
            continue;
        }
        let inside = path.strip_prefix(place).unwrap().to_str().unwrap().replace('\\', "/");
        let target = match word.as_str() {
            "site" => "site.yaml".to_owned(),
            "items" => "content/items.yaml".to_owned(),
            "testimonials" | "reviews" | "pages" | "survey" => format!("content/{word}/{inside}"),
            _ => panic!("{}: no file of a site goes by that folder", place.display()),
        };
        cases.push(Case { name: name(&path), path, ground, kind: Kind::File(target) });
    }
    cases
}

fn name(path: &Path) -> String {
    path.strip_prefix(tests()).unwrap().to_str().unwrap().replace('\\', "/")
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

/// What lies in a folder, in order; what is hidden is left out.
fn children(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| !file_name(path).starts_with('.'));
    paths.sort();
    paths
}

fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    children(path).iter().flat_map(|child| files(child)).collect()
}

fn copy(from: &Path, to: &Path) {
    for file in files(from) {
        put(&file, &to.join(file.strip_prefix(from).unwrap()));
    }
}

fn put(from: &Path, to: &Path) {
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::copy(from, to).unwrap();
}

impl Case {
    /// Makes a site of the fixture in a folder of its own, and checks it.
    pub fn check(&self) -> Checked {
        let site = TempDir::new().unwrap();
        match &self.kind {
            Kind::Site => copy(&self.path, site.path()),
            Kind::File(target) => {
                let ground = if self.ground == Ground::Strict { "strict" } else { "minimal" };
                copy(&tests().join("sites").join(ground), site.path());
                put(&self.path, &site.path().join(target));
            }
        }
        let mut checked = check(site.path(), self.target());
        if self.ground == Ground::Minimal {
            checked.found.retain(|found| !UNASKED.contains(&found.code.as_str()));
        }
        checked
    }

    /// The path in the site that places without a path belong to.
    fn target(&self) -> &str {
        match &self.kind {
            Kind::File(target) => target,
            Kind::Site => "",
        }
    }

    /// The file beside the fixture that holds expectations which cannot stand in it.
    fn sibling(&self) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(".expect");
        name.into()
    }

    /// What the fixture says must be said about it.
    pub fn expectations(&self) -> Vec<Expectation> {
        let sibling = self.sibling();
        let path = if sibling.exists() { &sibling } else { &self.path };
        if path.is_dir() {
            return Vec::new();
        }
        Expectation::read(&String::from_utf8_lossy(&fs::read(path).unwrap()))
            .unwrap_or_else(|line| panic!("{}: cannot read `{line}`", path.display()))
    }

    /// Writes what is said about the fixture into it, or beside it where that would change what is
    /// said.
    pub fn update(&self, found: &[Found]) {
        let block = updated(&self.expectations(), found);
        let sibling = self.sibling();
        if self.kind != Kind::Site && !sibling.exists() {
            let before = fs::read(&self.path).unwrap();
            if let Some(text) = with_block(&before, &block, &self.path) {
                fs::write(&self.path, text).unwrap();
                if self.check().found == found {
                    return;
                }
                fs::write(&self.path, before).unwrap();
            }
        }
        fs::write(sibling, block.concat()).unwrap();
    }
}

/// The text of a fixture with other expectations; `None` where they have no place in it.
fn with_block(bytes: &[u8], block: &[String], path: &Path) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let is_mark = |line: &&str| line.starts_with(MARK);
    let mut text: String = text.split_inclusive('\n').filter(|line| !is_mark(line)).collect();
    let markdown = path.extension().is_some_and(|end| end == "md");
    let at = if markdown { front_matter::split(&text).ok()?.yaml.end } else { text.len() };
    let start = if text[..at].ends_with(['\n', '\r']) { "" } else { end };
    text.insert_str(at, &format!("{start}{}", block.concat().replace('\n', end)));
    Some(text)
}

/// The lines of expectations that fit what was found; words that still fit stay as they are.
fn updated(old: &[Expectation], found: &[Found]) -> Vec<String> {
    let mut lines = Vec::new();
    for found in found {
        lines.push(format!("{MARK}{} {} {}\n", found.severity, found.place, found.code));
        let known = old.iter().find(|old| old.is_about(found));
        for (word, parts, whole) in [
            ("message", known.map(|known| &known.message), &found.message),
            ("hint", known.map(|known| &known.hint), &found.hint),
        ] {
            match parts {
                Some(parts) if parts.iter().all(|part| whole.contains(part.as_str())) => {
                    lines.extend(parts.iter().map(|part| format!("{MARK}{word} {part}\n")));
                }
                _ if whole.is_empty() => {}
                _ => lines.push(format!("{MARK}{word} {whole}\n")),
            }
        }
    }
    lines
}

/// One thing that must be said.
#[derive(Debug)]
pub struct Expectation {
    severity: String,
    place: String,
    code: String,
    /// Parts of the message.
    message: Vec<String>,
    /// Parts of the hint.
    hint: Vec<String>,
}

impl Expectation {
    /// Reads the expectations of a text; the error is a line that is none.
    fn read(text: &str) -> Result<Vec<Self>, String> {
        let mut read: Vec<Self> = Vec::new();
        for line in text.split(['\n', '\r']).filter_map(|line| line.strip_prefix(MARK)) {
            let (word, rest) = line.split_once(' ').ok_or(line)?;
            match (word, rest.rsplit_once(' '), read.last_mut()) {
                ("error" | "warning" | "note", Some((place, code)), _) => read.push(Self {
                    severity: word.to_owned(),
                    place: place.to_owned(),
                    code: code.trim().to_owned(),
                    message: Vec::new(),
                    hint: Vec::new(),
                }),
                ("message", _, Some(last)) => last.message.push(rest.to_owned()),
                ("hint", _, Some(last)) => last.hint.push(rest.to_owned()),
                _ => return Err(line.to_owned()),
            }
        }
        Ok(read)
    }

    /// The code that is expected.
    pub fn code(&self) -> &str {
        &self.code
    }

    fn is_about(&self, found: &Found) -> bool {
        (&self.severity, &self.place, &self.code) == (&found.severity, &found.place, &found.code)
    }

    /// Whether this is what was said.
    pub fn is(&self, found: &Found) -> bool {
        self.is_about(found)
            && self.message.iter().all(|part| found.message.contains(part.as_str()))
            && self.hint.iter().all(|part| found.hint.contains(part.as_str()))
    }
}

impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { severity, place, code, message, hint } = self;
        write!(f, "{severity} {place} {code} {message:?} {hint:?}")
    }
}

/// One thing that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    severity: String,
    /// `LINE:COLUMN`, or `file`; with its path where it is another file; `-` where there is none.
    place: String,
    /// The code.
    pub code: String,
    message: String,
    hint: String,
}

impl Found {
    /// Whether it says what to do.
    pub fn has_help(&self) -> bool {
        !self.hint.is_empty()
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { severity, place, code, message, hint } = self;
        write!(f, "{severity} {place} {code} [{message:?}] [{hint:?}]")
    }
}

/// What a run of `laurels check` gave.
#[derive(Debug)]
pub struct Checked {
    /// The exit status.
    pub status: Option<i32>,
    /// What was said, in order.
    pub found: Vec<Found>,
    /// What went to the standard error: nothing, with a format for programs.
    pub stderr: String,
    /// How long it took.
    pub time: Duration,
}

impl Checked {
    /// The exit status that fits what was said.
    pub fn fitting_status(&self) -> i32 {
        i32::from(self.found.iter().any(|found| found.severity == "error"))
    }
}

/// Runs `laurels check` on a site; places in `target` are written without its path.
pub fn check(site: &Path, target: &str) -> Checked {
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_laurels"))
        .args(["check", "--format", "json", "--today", TODAY, "--site"])
        .arg(site)
        .env_clear()
        .current_dir(site)
        .output()
        .unwrap();
    let found = String::from_utf8(output.stdout).unwrap();
    let found = found.lines().map(|line| serde_json::from_str(line).unwrap());
    Checked {
        status: output.status.code(),
        found: found.filter_map(|line| self::found(&line, target)).collect(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        time: start.elapsed(),
    }
}

fn found(line: &serde_json::Value, target: &str) -> Option<Found> {
    let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
    let position = line["line"].as_u64().map(|at| format!("{at}:{}", line["column"]));
    let place = match (line["path"].as_str(), position) {
        (None, _) => "-".to_owned(),
        (Some(path), position) if path == target => position.unwrap_or_else(|| "file".to_owned()),
        (Some(path), None) => path.to_owned(),
        (Some(path), Some(position)) => format!("{path}:{position}"),
    };
    (line["type"] == "diagnostic").then(|| Found {
        severity: text("severity"),
        place,
        code: text("code"),
        message: text("message").replace(['\n', '\r'], " "),
        hint: text("hint"),
    })
}
