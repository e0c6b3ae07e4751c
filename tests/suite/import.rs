//! Imports, each in a fixture: a folder with an export, and beside it what becomes of it.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use proptest::test_runner::{Config, TestRng, TestRunner};
use rayon::prelude::*;
use serde_json::Value;

use crate::support::site::REPOSITORY;
use crate::support::{Site, Tree, hostile_bytes};

/// The day on which everything is imported.
const TODAY: &str = "2026-11-01";

/// What lies in the folder of a case beside the export.
const OPTIONS: &str = "arguments";
const SAID: &str = "expected.txt";
const LIST: &str = "expected.yaml";
const OTHERS: &str = "expected";
const SITE: &str = "site";

/// Formats that belong to no platform; each is what a file is that nothing else fits.
const GENERIC: [&str; 4] = ["csv", "json", "jsonl", "xlsx"];

#[test]
fn every_export_becomes_what_its_fixture_shows() {
    let update = std::env::var_os("UPDATE").is_some();
    let cases = cases();
    assert!(cases.len() > 20, "only {} fixtures were found", cases.len());
    let failures: Vec<String> = cases
        .par_iter()
        .filter_map(|case| {
            let wrong = case.failures(update);
            (!wrong.is_empty()).then(|| format!("{}:\n{}", case.name, wrong.join("\n")))
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn every_format_has_a_fixture() {
    let shown = Site::new().run("import --list --format json").ok().json();
    let formats = shown[0]["formats"].as_array().unwrap().clone();
    let cases = cases();
    let without: Vec<&Value> = formats
        .iter()
        .map(|format| &format["name"])
        .filter(|name| cases.iter().all(|case| **name != case.format))
        .collect();
    assert!(without.is_empty(), "{without:?}");
}

/// The codes of all that is said of exports.
pub fn codes_said() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for case in cases() {
        let said = fs::read_to_string(case.folder.join(SAID)).unwrap();
        let heads = said.lines().filter_map(|line| line.split_once("]: "));
        let words = heads.filter_map(|(head, _)| head.split_once("[import-"));
        codes.extend(words.map(|(_, word)| format!("import-{word}")));
    }
    codes
}

/// Damaged exports end in a message or in records, never in a crash, and leave the site as it was where
/// they cannot be understood.
#[test]
fn nothing_is_written_of_what_cannot_be_understood() {
    let count = std::env::var("LAURELS_MUTATIONS").map_or(2, |count| count.parse().unwrap());
    let failures: Vec<String> = cases()
        .par_iter()
        .filter_map(|case| {
            let config = Config { cases: count, failure_persistence: None, ..Config::default() };
            let rng = TestRng::deterministic_rng(config.rng_algorithm);
            let damaged =
                TestRunner::new_with_rng(config, rng).run(&hostile_bytes::damages(), |damages| {
                    case.bears(&damages);
                    Ok(())
                });
            damaged.err().map(|error| format!("{}: {error}", case.name))
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What would fill the memory ends in a message that says how much is too much.
#[test]
fn a_file_that_would_fill_the_memory_is_refused() {
    const MORE: usize = 17 << 20;
    let long = "x".repeat(MORE);
    let deep = "<a>".repeat(300);
    let exports: [(&str, &str, Vec<u8>, &str); 6] = [
        ("csv", "cell.csv", format!("name,text\nAna,\"{long}\"\n").into(), "16 MB"),
        ("json", "value.json", format!("[{{\"text\":\"{long}\"}}]").into(), "16 MB"),
        ("jsonl", "line.jsonl", format!("{{\"text\":\"{long}\"}}\n{{}}\n").into(), "16 MB"),
        (
            "rss",
            "element.xml",
            format!("<rss><item><title>{long}</title></item></rss>").into(),
            "16 MB",
        ),
        ("rss", "deep.xml", format!("<rss><item>{deep}</item></rss>").into(), "too deeply"),
        ("xlsx", "bomb.xlsx", bomb(200 << 20), "192 MB"),
    ];
    exports.into_par_iter().for_each(|(format, path, bytes, expected)| {
        let site = Site::new().bytes(path, &bytes);
        let before = site.tree("content");
        let seen = site.run(&format!("import {format} {path}")).fails(1);
        assert!(seen.stderr.contains(expected), "{path}: {}", seen.stderr);
        assert!(seen.stderr.len() < 2000, "{path}: {}", seen.stderr.len());
        assert_eq!(site.tree("content"), before, "{path}");
    });
}

/// A workbook of which a sheet unfolds to so many bytes.
fn bomb(size: usize) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    let blank = vec![b' '; 1 << 20];
    for _ in 0..size >> 20 {
        archive.write_all(&blank).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A folder of `tests/import/`.
struct Case {
    /// Its path there.
    name: String,
    folder: PathBuf,
    format: String,
    /// The export.
    files: Vec<(String, Vec<u8>)>,
    /// The format as it is asked for, and options.
    arguments: Vec<String>,
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for format in folders(&Path::new(REPOSITORY).join("tests/import")) {
        cases.extend(folders(&format).into_iter().map(Case::read));
    }
    cases
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// What a run of the program did.
struct Done {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Case {
    fn read(folder: PathBuf) -> Self {
        let word = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
        let format = word(folder.parent().unwrap());
        let name = format!("{format}/{}", word(&folder));
        let mut files = Tree::of(&folder).files;
        let arguments = files.remove(OPTIONS).map(|bytes| String::from_utf8(bytes).unwrap());
        let mut arguments: Vec<String> =
            arguments.iter().flat_map(|text| text.lines()).map(str::to_owned).collect();
        if arguments.first().is_none_or(|first| first.starts_with('-')) {
            arguments.insert(0, "auto".to_owned());
        }
        files.retain(|path, _| {
            let top = path.split('/').next().unwrap();
            ![SAID, LIST, OTHERS, SITE].contains(&top)
        });
        Self { name, folder, format, files: files.into_iter().collect(), arguments }
    }

    /// The ground on which it happens, with the export beside it.
    fn site(&self) -> Site {
        let mut site = Site::fixture("minimal").today(TODAY).remove("content/reviews/a-first.yaml");
        for (path, bytes) in Tree::of(&self.folder.join(SITE)).files {
            site = site.bytes(&path, &bytes);
        }
        for (path, bytes) in &self.files {
            site = site.bytes(path, bytes);
        }
        site
    }

    /// Runs the command with the format that is asked for, or another one.
    fn import(&self, site: &Site, format: &str, more: &[&str]) -> Done {
        let mut command = site.command("import");
        command.arg(format).args(self.files.iter().map(|(path, _)| path));
        let done = command.args(&self.arguments[1..]).args(more).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace("\r\n", "\n");
        Done { status: done.status.code(), stdout: text(done.stdout), stderr: text(done.stderr) }
    }

    /// All that is wrong with it.
    fn failures(&self, update: bool) -> Vec<String> {
        let site = self.site();
        let before = site.tree("");
        let mut wrong = Vec::new();
        let preview = self.import(&site, &self.arguments[0], &["--dry-run", "--format", "json"]);
        if site.tree("") != before {
            wrong.push("`--dry-run` has written something".to_owned());
        }
        let done = self.import(&site, &self.arguments[0], &[]);
        let after = site.tree("");
        let written = Written::between(&before, &after, &self.list());
        if update {
            written.keep(&self.folder);
            fs::write(self.folder.join(SAID), self.said(&done)).unwrap();
        }
        wrong.extend(written.differs_from(&Written::kept(&self.folder)));
        let said = fs::read_to_string(self.folder.join(SAID)).unwrap_or_default();
        if said != self.said(&done) {
            wrong.push(format!("expected.txt:\n{said}found:\n{}", self.said(&done)));
        }
        match done.status {
            Some(0) => {
                wrong.extend(accounted(&preview, false));
                wrong.extend(self.again(&site, &after));
                wrong.extend(self.recognised(&site));
            }
            Some(1 | 2) if before == after => {}
            status => wrong.push(format!("status {status:?}, or something was written")),
        }
        wrong
    }

    /// Where new records go.
    fn list(&self) -> String {
        format!("content/reviews/{}.yaml", self.format)
    }

    /// The command, all that it said, and how it ended.
    fn said(&self, done: &Done) -> String {
        let files = self.files.iter().map(|(path, _)| path.as_str());
        let mut words = vec!["$ laurels import", &self.arguments[0]];
        words.extend(files);
        words.extend(self.arguments[1..].iter().map(String::as_str));
        let Done { status, stdout, stderr } = done;
        format!("{}\n{stderr}---\n{stdout}---\nstatus {}\n", words.join(" "), status.unwrap_or(-1))
    }

    /// What was imported passes `check`, and importing it again changes nothing.
    fn again(&self, site: &Site, after: &Tree) -> Vec<String> {
        let mut wrong = Vec::new();
        let second = self.import(site, &self.arguments[0], &["--format", "json"]);
        wrong.extend(accounted(&second, true));
        if second.status != Some(0) || site.tree("") != *after {
            wrong.push(format!("a second time changes something: {}", second.stderr));
        }
        let checked = site.command("check --format json").output().unwrap();
        if checked.status.code() != Some(0) {
            let said = String::from_utf8_lossy(&checked.stdout).into_owned();
            wrong.push(format!("`check` does not pass: {said}"));
        }
        wrong
    }

    /// `auto` finds the format of each fixture, unless none but the owner can know what it is.
    fn recognised(&self, site: &Site) -> Option<String> {
        if GENERIC.contains(&self.arguments[0].as_str()) {
            return None;
        }
        let done = self.import(site, "auto", &["--dry-run", "--format", "json"]);
        let found = report(&done).map(|report| report["import_format"].clone());
        (found != Some(Value::from(self.format.as_str())))
            .then(|| format!("`auto` takes it for {found:?}: {}", done.stderr))
    }

    /// Imports it with damages.
    fn bears(&self, damages: &[hostile_bytes::Damage]) {
        let mut site = self.site();
        for (path, bytes) in &self.files {
            site = site.bytes(path, &hostile_bytes::damaged(bytes, damages));
        }
        let before = site.tree("");
        for format in [self.arguments[0].as_str(), self.format.as_str()] {
            let done = self.import(&site, format, &[]);
            let what = format!("{}\n{damages:?}\n{}", self.name, done.stderr);
            assert!(matches!(done.status, Some(0..=2)), "{:?} {what}", done.status);
            assert!(!done.stderr.contains("internal"), "{what}");
            assert!(done.status == Some(0) || site.tree("") == before, "{what}");
            if done.status == Some(0) {
                return;
            }
        }
    }
}

/// Every row that was read has become something, and of the second time nothing is new.
fn accounted(done: &Done, is_second: bool) -> Option<String> {
    let Some(report) = report(done) else { return Some(format!("no report: {}", done.stderr)) };
    let count = |key: &str| report[key].as_u64().unwrap();
    let [read, imported, updated, unchanged, skipped] =
        ["read", "imported", "updated", "unchanged", "skipped"].map(count);
    let told = report["skips"].as_array().unwrap().len() as u64;
    let is_right = read == imported + updated + unchanged + skipped
        && told == skipped
        && (!is_second || imported == 0 && updated == 0);
    (!is_right).then(|| format!("rows are not accounted for: {report}"))
}

/// The report of a run, for programs.
fn report(done: &Done) -> Option<Value> {
    let line = done.stdout.lines().find(|line| line.contains("\"import_format\""))?;
    serde_json::from_str(line).ok()
}

/// What was written: the list of reviews, and everything else by its path below `content/`.
#[derive(Default, PartialEq)]
struct Written {
    list: Option<Vec<u8>>,
    others: Tree,
}

impl Written {
    fn between(before: &Tree, after: &Tree, list: &str) -> Self {
        let mut written = Self::default();
        for (path, bytes) in &after.files {
            if before.files.get(path) == Some(bytes) {
                continue;
            }
            if path == list {
                written.list = Some(bytes.clone());
            } else {
                let path = path.strip_prefix("content/").unwrap_or(path);
                written.others.files.insert(path.to_owned(), bytes.clone());
            }
        }
        written
    }

    fn kept(folder: &Path) -> Self {
        Self { list: fs::read(folder.join(LIST)).ok(), others: Tree::of(&folder.join(OTHERS)) }
    }

    fn keep(&self, folder: &Path) {
        let _ = fs::remove_file(folder.join(LIST));
        let _ = fs::remove_dir_all(folder.join(OTHERS));
        if let Some(list) = &self.list {
            fs::write(folder.join(LIST), list).unwrap();
        }
        for (path, bytes) in &self.others.files {
            let path = folder.join(OTHERS).join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }

    fn differs_from(&self, expected: &Self) -> Option<String> {
        let text = |written: &Self| {
            let list = written.list.iter().map(|list| String::from_utf8_lossy(list).into_owned());
            let others = written.others.files.iter();
            let others =
                others.map(|(path, bytes)| format!("{path}:\n{}", String::from_utf8_lossy(bytes)));
            list.chain(others).collect::<String>()
        };
        (self != expected)
            .then(|| format!("expected.yaml, expected/:\n{}found:\n{}", text(expected), text(self)))
    }
}
