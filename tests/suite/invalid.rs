//! Every mistake that can be made in a file, each in a fixture that says what it gets.

pub mod fixture;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

use fixture::{Case, Expectation, Found};
use rayon::prelude::*;

/// No mistake keeps anybody waiting, however nasty.
const LONGEST: Duration = Duration::from_secs(10);

#[test]
fn every_mistake_gets_what_its_fixture_says() {
    let update = std::env::var_os("UPDATE").is_some();
    let cases = fixture::cases("invalid");
    let failures: Vec<String> = cases.par_iter().filter_map(|case| failure(case, update)).collect();
    let silent: Vec<&Case> = cases.iter().filter(|case| case.expectations().is_empty()).collect();
    assert!(silent.is_empty(), "nothing is expected: {silent:#?}");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn valid_files_get_no_diagnostic_at_all() {
    let cases = fixture::cases("valid");
    let failures: Vec<String> = cases.par_iter().filter_map(|case| failure(case, false)).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn twelve_mistakes_in_seven_files_are_all_told_in_one_run() {
    let site = fixture::tests().join("sites/twelve");
    let checked = fixture::check(&site, "");
    let lines: Vec<String> = checked.found.iter().map(ToString::to_string).collect();
    let lines: Vec<&str> = lines.iter().map(|line| line.split(" [").next().unwrap()).collect();
    assert_eq!(lines, TWELVE, "{:#?}", checked.found);
    assert_eq!(checked.status, Some(1));
}

const TWELVE: [&str; 12] = [
    "error content/items.yaml:3:3 key-missing",
    "error content/pages/about.md:2:1 title-missing",
    "warning content/pages/about.md:5:23 link-refused",
    "error content/reviews/counter-cards.yaml:6:31 unknown-key",
    "error content/reviews/counter-cards.yaml:7:10 id-taken",
    "error content/testimonials/ana-lopez.md:4:9 rating-out-of-range",
    "error content/testimonials/ana-lopez.md:5:7 date",
    "error content/testimonials/ana-lopez.md:6:7 unknown-item",
    "error content/testimonials/eva-lindqvist.md:2:9 unknown-word",
    "error content/testimonials/rui-falcao.md:6:12 highlight-not-verbatim",
    "error site.yaml:3:12 out-of-range",
    "error site.yaml:5:27 address",
];

/// What is wrong with a case, told in full.
fn failure(case: &Case, update: bool) -> Option<String> {
    let checked = case.check();
    let expectations = case.expectations();
    let mut wrong = Vec::new();
    if checked.time > LONGEST {
        wrong.push(format!("it took {:?}", checked.time));
    }
    if checked.status != Some(checked.fitting_status()) || !checked.stderr.is_empty() {
        wrong.push(format!("it ended with {:?}: {}", checked.status, checked.stderr));
    }
    if !fits(&expectations, &checked.found) {
        if update {
            case.update(&checked.found);
        } else {
            wrong.push(list("expected", &expectations));
            wrong.push(list("found", &checked.found));
        }
    }
    (!wrong.is_empty()).then(|| format!("{}:\n  {}", case.name, wrong.join("\n  ")))
}

fn fits(expectations: &[Expectation], found: &[Found]) -> bool {
    expectations.len() == found.len()
        && expectations.iter().zip(found).all(|(expected, found)| expected.is(found))
}

fn list(title: &str, entries: &[impl std::fmt::Display]) -> String {
    let lines: Vec<String> = entries.iter().map(ToString::to_string).collect();
    let lines = if lines.is_empty() { "nothing".to_owned() } else { lines.join("\n    ") };
    format!("{title}:\n    {lines}")
}

/// Codes without a fixture, and why.
const WITHOUT_FIXTURE: [(&str, &str); 10] = [
    ("edit-refused", "said by the commands that change records: `tests/edit/`"),
    ("environment", "said by `watch`, about its output folder"),
    (
        "import-picture",
        "said by `import --fetch`, of what it finds elsewhere: `tests/suite/fetched.rs`",
    ),
    ("import-taken", "needs a file that appears while an export is read"),
    ("internal", "said by `watch`, where the program itself is wrong"),
    ("link-loop", "a link to a folder cannot be checked out on every system"),
    ("unreadable", "needs a file that its owner may not read, or a broken disk"),
    ("output-changed-by-hand", "said by `build`, about its output folder"),
    ("output-record-unusable", "said by `build`, about its output folder"),
    ("wrong-value", "any other fault of a reader; none of today's makes one"),
];

#[test]
fn every_code_has_a_fixture() {
    let known = codes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let without: BTreeSet<&str> = WITHOUT_FIXTURE.iter().map(|(code, _)| *code).collect();
    let cases = fixture::cases("invalid");
    let expectations: Vec<Expectation> = cases.iter().flat_map(Case::expectations).collect();
    let seen: BTreeSet<&str> = expectations.iter().map(Expectation::code).collect();
    let known: BTreeSet<&str> = known.iter().map(String::as_str).collect();
    let of_imports = super::import::codes_said();
    let of_imports: BTreeSet<&str> = of_imports.iter().map(String::as_str).collect();
    let seen: BTreeSet<&str> = seen.union(&of_imports).copied().collect();
    let covered: BTreeSet<&str> = seen.union(&without).copied().collect();
    assert_eq!(known, covered, "left: codes in src; right: codes in fixtures and WITHOUT_FIXTURE");
    assert!(seen.is_disjoint(&without), "a fixture has a code of WITHOUT_FIXTURE");
}

/// The codes of diagnostics in the source text.
fn codes(folder: &Path) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            codes.extend(codes_below(&path));
        } else {
            codes.extend(codes_of(&path));
        }
    }
    codes
}

/// The tests of the program make diagnostics of their own.
fn codes_below(folder: &Path) -> BTreeSet<String> {
    if folder.ends_with("tests") { BTreeSet::new() } else { codes(folder) }
}

fn codes_of(path: &Path) -> BTreeSet<String> {
    // The table of rules names what sites may configure, not what is found.
    let is_code = path.extension().is_some_and(|end| end == "rs");
    if !is_code || path.ends_with("config/rules.rs") || path.ends_with("tests.rs") {
        return BTreeSet::new();
    }
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    // A code stands behind one of these; a record or a place may stand before it.
    let before = ["error(", "report(", "warning(", "note(", "fault(", "code: ", "source, ", "], "];
    let after = |mark: &'static str| text.match_indices(mark).map(move |(at, _)| at + mark.len());
    let made = before.into_iter().flat_map(after).filter_map(|at| code(&text[at..]));
    // Or it is chosen together with a sentence.
    let chosen = after("(").filter_map(|at| {
        let code = code(&text[at..])?;
        let rest = text[at..].split_once("\", \"")?.1;
        let sentence = rest.starts_with(|c: char| c.is_ascii_lowercase())
            && rest.split('"').next().unwrap().contains(' ');
        (sentence && text[at..].trim_start()[code.len() + 2..].starts_with(", \"")).then_some(code)
    });
    made.map(str::to_owned).chain(chosen.map(str::to_owned)).collect()
}

/// The code that a text starts with, in quotes and with a comma behind it.
fn code(text: &str) -> Option<&str> {
    let (word, rest) = text.trim_start().strip_prefix('"')?.split_once('"')?;
    let is_code = word.contains(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && rest.trim_start().starts_with(',');
    is_code.then_some(word)
}
