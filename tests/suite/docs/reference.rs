//! The reference of views and components in `docs/themes.md`, made from their sources: what a
//! field means is written once, beside the field.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use laurels::config::checks::{self, Rule};
use laurels::config::raw::Level;
use laurels::model;

use super::contract::{View, names, signature, views as read_views};
use crate::support::site::REPOSITORY;

/// The files of `src/views/` that templates see, in the order of the reference.
const VIEWS: [&str; 6] = ["site", "page", "review", "date", "widget", "badge"];

/// A table of the components of the built-in theme.
pub fn components() -> String {
    let folder = Path::new(REPOSITORY).join("themes/classic/components");
    let mut text = "| component | what it is |\n| --- | --- |\n".to_owned();
    for name in names(&folder) {
        let source = fs::read_to_string(folder.join(name)).unwrap().replace("\r\n", "\n");
        let comment = source.split_once("-#}").unwrap().0.trim_start_matches("{#-");
        let comment = comment.split_whitespace().collect::<Vec<_>>().join(" ");
        let first = comment.split_once(". ").map_or(&*comment, |(first, _)| first);
        let _ = writeln!(text, "| `{}` | {} |", signature(&source), phrase(first));
    }
    text
}

/// A section for each view, with a table of its fields.
pub fn views() -> String {
    let views = read_views(&VIEWS);
    let known: BTreeSet<&str> = views.iter().map(|view| view.name.as_str()).collect();
    let mut text = String::new();
    for View { name, docs, fields } in &views {
        let _ = write!(text, "### {name}\n\n{docs}\n\n");
        text.push_str("| field | type | what it is |\n| --- | --- | --- |\n");
        for field in fields {
            let (shape, what) = (shape(&field.kind, &known), phrase(&field.docs));
            let _ = writeln!(text, "| `{}` | {shape} | {what} |", field.name);
        }
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text + "\n"
}

/// A sentence as a phrase of a table: a small letter at its start, no full stop, and without what
/// the type says already.
fn phrase(sentence: &str) -> String {
    let text = sentence.trim_end_matches('.').replace(", or nothing", "").replace('|', "\\|");
    let mut letters = text.chars();
    let first = letters.next().unwrap_or_default();
    if text.starts_with("Atom") || text.starts_with("JSON") || text.starts_with("Open Graph") {
        return text;
    }
    first.to_lowercase().chain(letters).collect()
}

/// What a type is for a template.
fn shape(kind: &str, known: &BTreeSet<&str>) -> String {
    let kind = kind.trim_start_matches('&').trim_start_matches("'static ");
    let kind = kind.trim_start_matches("'a ").trim_start_matches("super::");
    if let Some(inner) = kind.strip_prefix('[') {
        return format!("list of {}", shape(inner.trim_end_matches(']'), known));
    }
    let (outer, inner) = kind.split_once('<').unwrap_or((kind, ""));
    let inner = inner.strip_suffix('>').unwrap_or(inner);
    match outer {
        "String" | "str" | "Cow" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "i32" | "u8" | "u32" | "u64" | "usize" => "number".to_owned(),
        "Html" => "HTML".to_owned(),
        "Value" | "OpenMap" => "anything".to_owned(),
        "Option" => format!("{} or nothing", shape(inner, known)),
        "Vec" => format!("list of {}", shape(inner, known)),
        "BTreeMap" => format!("map of {}", shape(inner.split_once(", ").unwrap().1, known)),
        name if known.contains(name) => format!("[{name}](#{})", name.to_lowercase()),
        name => panic!("`{name}` has no words in the reference"),
    }
}

/// Every rule, for owners.
pub fn rules() -> String {
    let mut text = String::new();
    for rule in checks::rules() {
        let Rule { code, level, fixed, packs, is_checked, says, help, source } = rule;
        let level = match level {
            Level::Error => "An error",
            _ => "A warning",
        };
        let packs: Vec<String> = packs.iter().map(|pack| format!("`{pack:?}`")).collect();
        let packs = match packs.as_slice() {
            [] => String::new(),
            packs => format!(" where `jurisdictions` has {}", packs.join(" or ").to_lowercase()),
        };
        let fixed = if *fixed { " It cannot be weakened." } else { "" };
        let fixed = if *is_checked { fixed } else { " This version does not look for it yet." };
        let _ = write!(
            text,
            "### {code}\n\nRefused: {says}. {level}{packs}.{fixed}\n\n{help}\n\nSource: {source}.\n\n"
        );
    }
    text.trim_end().to_owned() + "\n"
}

/// Every name and text that stands for nobody, for owners.
pub fn placeholders() -> String {
    let list = |words: &[&str]| format!("{}.", words.join(", "));
    format!(
        "Names: {}\n\nWords: {}\n",
        list(&model::PLACEHOLDER_NAMES),
        list(&model::PLACEHOLDER_TEXTS)
    )
}
