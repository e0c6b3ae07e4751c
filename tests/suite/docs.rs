//! What the documents say is true: their examples work, their links lead somewhere, and no key,
//! field, component or option is left out.

mod contract;
mod document;
mod reference;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use self::contract::{groups, names, views};
use self::document::{document, documents};
use crate::support::site::REPOSITORY;
use crate::support::{Site, cli_reference};

#[test]
fn the_command_reference_is_up_to_date() {
    let path = Path::new(REPOSITORY).join("docs/cli.md");
    let wanted = cli_reference::markdown();
    if std::env::var_os("UPDATE").is_some_and(|update| update == "1") {
        fs::write(&path, &wanted).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(written == wanted, "docs/cli.md is out of date: run the tests with UPDATE=1");
}

#[test]
fn examples_in_the_docs_check_without_errors() {
    for document in documents() {
        if let Some(site) = document.site() {
            let checked = site.run("check --strict").ok();
            assert_eq!(checked.stdout, "", "{}", document.path);
        }
    }
}

#[test]
fn commands_in_the_docs_do_what_the_docs_say() {
    for document in documents() {
        let mut site = document.site().unwrap_or_else(Site::empty);
        for step in document.steps() {
            let (program, arguments) = step.line.split_once(' ').unwrap_or((&step.line, ""));
            match program {
                "cd" => site = site.current(arguments),
                "laurels" => {
                    let seen = site.run(arguments).fails(step.status);
                    let said = format!("{}{}", seen.stdout, seen.stderr);
                    let (said, wanted) = (said.trim_end(), step.output.trim_end());
                    let shown = !wanted.is_empty();
                    assert!(!shown || said == wanted, "{}: {}\n{said}", document.path, step.line);
                }
                _ => panic!("{}: `{}` cannot be run by a test", document.path, step.line),
            }
        }
    }
}

#[test]
fn every_local_link_of_the_docs_leads_somewhere() {
    let documents = documents();
    let anchors: BTreeMap<&str, BTreeSet<String>> =
        documents.iter().map(|document| (&*document.path, document.anchors())).collect();
    let mut dead = Vec::new();
    for document in &documents {
        for link in document.links() {
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target =
                if path.is_empty() { document.path.clone() } else { document.beside(path) };
            let there = Path::new(REPOSITORY).join(&target).exists();
            let known = anchors.get(&*target).is_none_or(|anchors| anchors.contains(anchor));
            if !there || (!anchor.is_empty() && !known) {
                dead.push(format!("{}: {link}", document.path));
            }
        }
    }
    assert!(dead.is_empty(), "links that lead nowhere:\n{}", dead.join("\n"));
}

#[test]
fn the_reference_for_themes_is_up_to_date() {
    let path = Path::new(REPOSITORY).join("docs/themes.md");
    let written = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let wanted = replaced(&written, "components", &reference::components());
    let wanted = replaced(&wanted, "views", &reference::views());
    if std::env::var_os("UPDATE").is_some_and(|update| update == "1") {
        fs::write(&path, &wanted).unwrap();
        return;
    }
    assert!(written == wanted, "docs/themes.md is out of date: run the tests with UPDATE=1");
}

#[test]
fn the_rules_are_in_their_document() {
    let path = Path::new(REPOSITORY).join("docs/truth.md");
    let written = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let wanted = replaced(&written, "rules", &reference::rules());
    let wanted = replaced(&wanted, "placeholders", &reference::placeholders());
    if std::env::var_os("UPDATE").is_some_and(|update| update == "1") {
        fs::write(&path, &wanted).unwrap();
        return;
    }
    assert!(written == wanted, "docs/truth.md is out of date: run the tests with UPDATE=1");
}

/// A document with another text between the marks of a part that is made.
fn replaced(document: &str, part: &str, text: &str) -> String {
    let start = format!("<!-- {part}: made from the sources by the tests; do not edit -->\n");
    let end = format!("<!-- end of {part} -->\n");
    let (before, rest) = document.split_once(&start).expect("the part has a start");
    let (_, after) = rest.split_once(&end).expect("the part has an end");
    [before, &start, "\n", text, "\n", &end, after].concat()
}

#[test]
fn every_field_of_the_public_data_is_in_the_output_docs() {
    let sections = document("docs/outputs.md").sections();
    let mut missing = Vec::new();
    let all: String = sections.values().map(String::as_str).collect();
    for view in views(&["feed"]).iter().filter(|view| view.name.starts_with("Data")) {
        let names = view.fields.iter().map(|field| &field.name);
        let unknown = names.filter(|name| !all.contains(&format!("`{name}`")));
        missing.extend(unknown.map(|name| format!("{}: {name}", view.name)));
    }
    assert!(missing.is_empty(), "not in docs/outputs.md:\n{}", missing.join("\n"));
}

#[test]
fn every_template_is_in_the_theme_docs() {
    let text = document("docs/themes.md").text;
    let names = names(&Path::new(REPOSITORY).join("themes/classic/templates"));
    let missing: Vec<_> =
        names.into_iter().filter(|name| !text.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "not in docs/themes.md: {missing:?}");
}

#[test]
fn every_key_of_the_format_is_in_the_content_docs() {
    let sections = document("docs/content.md").sections();
    let mut missing = Vec::new();
    for (kind, title) in [("site", "site.yaml"), ("review", "A review"), ("items", "items.yaml")] {
        for (group, keys) in groups(kind) {
            // A group that is the same elsewhere, such as a rating, is told once.
            let inner = group.rsplit('.').next().unwrap_or_default();
            let headings = if group.is_empty() { [title; 2] } else { [&group, inner] };
            let told = |heading: &str| {
                let is_told = |name: &&String| name.split(" and ").any(|name| name == heading);
                sections.keys().find(is_told).map(|name| &sections[name])
            };
            let rows = headings.into_iter().find_map(told).map_or("", String::as_str);
            let unknown = |key: &&String| !is_first_in_a_row(rows, key);
            missing.extend(keys.iter().filter(unknown).map(|key| format!("{group}: {key}")));
        }
    }
    assert!(missing.is_empty(), "not in docs/content.md:\n{}", missing.join("\n"));
}

/// Whether a key stands in the first cell of a row.
fn is_first_in_a_row(rows: &str, key: &str) -> bool {
    let mut cells = rows.lines().filter_map(|row| row.strip_prefix("| ")?.split(" | ").next());
    cells.any(|cell| cell.contains(&format!("`{key}`")))
}

/// The starter's workflow installs a version by its number, so that each release has to raise it.
#[test]
fn the_workflow_of_a_new_site_installs_this_version() {
    let path = "src/init/starter/dot-github/workflows/publish.yml";
    let workflow = fs::read_to_string(Path::new(REPOSITORY).join(path)).unwrap();
    let line = format!("LAURELS_VERSION: {}", env!("CARGO_PKG_VERSION"));
    assert!(workflow.lines().any(|found| found.trim() == line), "{path} has no `{line}`");
}

#[test]
fn a_new_site_draws_no_warning_on_any_day_and_each_setting_can_be_switched_on() {
    let site = Site::empty();
    site.run("init new").ok();
    let site = site.current("new");
    for day in ["2024-06-01", "2026-11-21", "2068-02-29"] {
        site.run(&format!("check --strict --today {day}")).ok();
    }
    let every = |text: &str| text.lines().map(|line| switched_on(line) + "\n").collect();
    site.edit("new/site.yaml", every).run("check --strict").ok();
}

#[test]
fn a_new_testimonial_has_every_key_and_each_can_be_switched_on() {
    let template = fs::read_to_string(Path::new(REPOSITORY).join("src/init/testimonial.md"));
    let template = template.unwrap().replace("\r\n", "\n");
    for (group, keys) in groups("review") {
        // The body stands below, a scale in a comment, and nobody writes the mark of an import.
        let elsewhere =
            |key: &&String| matches!(key.as_str(), "body" | "value" | "scale" | "imported");
        for key in keys.iter().filter(|key| !elsewhere(key)) {
            let written = format!("{key}:");
            let found = template
                .lines()
                .any(|line| line.trim_matches([' ', '#', '-']).starts_with(&written));
            assert!(found, "`{key}` of `{group}` is not in src/init/testimonial.md");
        }
    }
    let site = Site::new();
    site.run("new \"Ana López\"").ok();
    let path = "content/testimonials/ana-lopez.md";
    let written = site.read(path);
    let every: Vec<String> = written.lines().map(switched_on).collect();
    let site = site.bytes(path, format!("{}\nworth every minute\n", every.join("\n")).as_bytes());
    // What the example values name is not there, and no review has every status at once;
    // everything else has to be understood.
    let allowed = ["media-missing", "unknown-item", "no-base-url", "status-contradiction"];
    for problem in site.run("check --format json").fails(1).json() {
        let code = problem["code"].as_str().unwrap_or("media-missing");
        assert!(allowed.contains(&code), "{problem}");
    }
}

/// Takes the `#` away that has no space behind it.
fn switched_on(line: &str) -> String {
    let indent = line.len() - line.trim_start().len();
    match line[indent..].strip_prefix('#') {
        Some(setting) if !setting.starts_with([' ', '#']) => {
            format!("{}{setting}", &line[..indent])
        }
        _ => line.to_owned(),
    }
}
