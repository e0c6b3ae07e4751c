//! Changes of records in place, each in a fixture: a file before, and beside it the file after, or why it is
//! refused.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::support::Site;
use crate::support::site::REPOSITORY;

/// The folders of `tests/edit/`, and what the program is asked to do in each.
const COMMANDS: [(&str, &str); 3] =
    [("approve", ""), ("withhold", "--reason personal-data"), ("withdraw", "")];

/// What lies beside a file: the file after the change.
const AFTER: &str = "after";

/// What lies beside a file that is not changed: what is said.
const REFUSED: &str = "refused";

#[test]
fn every_file_is_changed_as_its_fixture_shows() {
    let update = std::env::var_os("UPDATE").is_some();
    let cases = cases();
    assert!(cases.len() > 60, "only {} fixtures were found", cases.len());
    let failures: Vec<String> =
        cases.par_iter().filter_map(|(path, options)| failure(path, options, update)).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The fixtures, each with the options that its folder stands for.
fn cases() -> Vec<(PathBuf, &'static str)> {
    let mut cases = Vec::new();
    for (folder, options) in COMMANDS {
        let folder = Path::new(REPOSITORY).join("tests/edit").join(folder);
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|end| end == "md" || end == "yaml") {
                cases.push((path, options));
            }
        }
    }
    cases.sort();
    cases
}

/// What is wrong with a case. A Markdown file is asked for by its name, an entry of a list by the id `it`, or
/// by the one that it has without any.
fn failure(path: &Path, options: &str, update: bool) -> Option<String> {
    let before = fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    let stem = path.file_stem().unwrap().to_str().unwrap();
    let command = path.parent().unwrap().file_name().unwrap().to_str().unwrap();
    let (folder, id) = if name.ends_with(".md") {
        ("content/testimonials", stem.to_owned())
    } else {
        let id = match stem {
            "list-without-an-id" => format!("{stem}-2"),
            "platform-id" => "google-it".to_owned(),
            _ => "it".to_owned(),
        };
        ("content/reviews", id)
    };
    let site = Site::fixture("minimal")
        .remove("content")
        .file("content/items.yaml", "- {id: class, name: Class}");
    let site = site.bytes(&format!("{folder}/{name}"), &before);
    let line = format!("{command} {id} {options}");
    let output = site.command(&line).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let files = site.tree(folder).files;
    let [(new_name, after)] = files.iter().collect::<Vec<_>>().try_into().unwrap();
    let status = output.status.code();
    let is_done = status == Some(0);
    let (end, found) = if is_done { (AFTER, after.clone()) } else { (REFUSED, said.into_bytes()) };
    let mut wrong = Vec::new();
    if !is_done && (status != Some(1) || *after != before || new_name != name) {
        wrong.push(format!("status {status:?}: it is refused, but not left as it was"));
    }
    let beside = |end: &str| path.with_file_name(format!("{name}.{end}"));
    if update {
        let _ = fs::remove_file(beside(AFTER));
        let _ = fs::remove_file(beside(REFUSED));
        fs::write(beside(end), &found).unwrap();
    }
    match fs::read(beside(end)) {
        Ok(expected) if expected == found => {}
        Ok(expected) => wrong.push(format!(
            "expected:\n{}found:\n{}",
            String::from_utf8_lossy(&expected),
            String::from_utf8_lossy(&found)
        )),
        Err(_) => {
            wrong.push(format!("there is no `{name}.{end}`: {}", String::from_utf8_lossy(&found)));
        }
    }
    (!wrong.is_empty()).then(|| format!("{line}: {}", wrong.join("\n")))
}
