//! Entries at the end of a list, which is left as it is written: a block, brackets, or nothing yet.

use std::borrow::Cow;

use super::block;
use super::document::{Document, File, entries};
use super::splice::{self, Splice};
use super::tombstone::{self, Entry};
use super::value::Value;
use super::{Refused, extent, keys, lines, proof};
use crate::content::raw;
use crate::yaml::{self, Node};

/// The keys of an entry that is to be added.
pub(super) type Added = Vec<(Cow<'static, str>, Value)>;

/// The text of a list file with reviews at its end; what is there stays to the byte.
pub fn appended(file: File<'_>, reviews: &[raw::Review]) -> Result<String, Refused> {
    let own = reviews.iter().map(keys::pairs);
    extended(file, own, |old, new| proof::holds_added(old, new, reviews))
}

/// The text of `items.yaml` with items at its end; what is there stays to the byte.
pub fn items_added(file: File<'_>, items: &[raw::Item]) -> Result<String, Refused> {
    let own = items.iter().map(keys::of_item);
    extended(file, own, |old, new| proof::holds_items(old, new, items))
}

fn extended(
    file: File<'_>,
    own: impl Iterator<Item = Vec<(&'static str, Value)>>,
    is_right: impl FnOnce(File<'_>, File<'_>) -> bool,
) -> Result<String, Refused> {
    let refused = |place, why: &str| Refused {
        place,
        message: format!("nothing is added to this list: {why}"),
        by_hand: "write it as a list with `- ` before each entry, or choose another file"
            .to_owned(),
    };
    let document = Document::read(file).map_err(|(place, why)| refused(place, &why))?;
    let added: Vec<Added> = own.map(|pairs| with_blanks(&document, pairs)).collect();
    if added.is_empty() {
        return Ok(file.text.to_owned());
    }
    let text = splices(&document, &added).and_then(|splices| splice::apply(file.text, splices));
    let is_new = |text: &String| proof::has_added(&document, File { text, ..file }, &added);
    let text = text.filter(is_new);
    // A tree is many times as large as its file, and the records are as well.
    drop(document);
    let is_right = |text: &String| is_right(file, File { text, ..file });
    let why = "nothing proves that the rest of its file would stay as it is";
    text.filter(is_right).ok_or_else(|| refused(crate::diag::Place::file(file.path), why))
}

/// What an entry has, and blanks where the defaults of the file would add something.
fn with_blanks(document: &Document<'_>, pairs: Vec<(&'static str, Value)>) -> Added {
    let blanks = tombstone::others(document, |name| pairs.iter().any(|(key, _)| *key == name));
    let mut added: Added = pairs.into_iter().map(|(key, value)| (key.into(), value)).collect();
    for key in blanks {
        let blank = Value::blank(&key);
        added.push((key.into(), blank));
    }
    added
}

fn splices(document: &Document<'_>, added: &[Added]) -> Option<Vec<Splice>> {
    let (text, list) = (document.yaml, document.list()?);
    let splices = match &list.kind {
        yaml::Kind::List(nodes) => {
            let place = extent::of(text, list);
            match nodes.last() {
                None => emptied(document, place.start..place.end, added)?,
                Some(last) if text[place.start..].starts_with('[') => {
                    vec![in_brackets(document, last, added)]
                }
                Some(last) => vec![behind(document, last, added)?],
            }
        }
        yaml::Kind::Scalar { .. } if extent::is_blank(list) => {
            vec![below(document, added, None)?]
        }
        yaml::Kind::Scalar { .. } | yaml::Kind::Map(_) => return None,
    };
    Some(splices.into_iter().map(|splice| splice.shifted(document.base)).collect())
}

/// Entries behind the last one of a block.
fn behind(document: &Document<'_>, last: &Node, added: &[Added]) -> Option<Splice> {
    let text = document.yaml;
    let nodes = entries(document.list()?)?;
    let before = nodes.len().checked_sub(2).and_then(|at| nodes.get(at));
    let before = before.map_or(0, |before| extent::of(text, before).end);
    let entry = Entry::find(text, last, before)?;
    Some(at_line(document, entry.inside.end, entry.hyphen, &entry.indent, added))
}

/// Entries below the key of a list that has none yet, or in a file without any.
fn below(document: &Document<'_>, added: &[Added], behind: Option<usize>) -> Option<Splice> {
    let text = document.yaml;
    let Some((key, _)) = document.root.pair("reviews") else {
        return Some(at_line(document, behind.unwrap_or(0), 0, "", added));
    };
    let key = extent::of(text, key);
    let column = key.start - lines::start(text, key.start);
    let is_bare = text[key.start - column..key.start].chars().all(|letter| letter == ' ');
    is_bare.then(|| {
        let end = lines::end(text, behind.unwrap_or(key.end));
        at_line(document, end, key.start, &" ".repeat(column + 2), added)
    })
}

/// Entries in the place of `[]`.
fn emptied(
    document: &Document<'_>,
    place: std::ops::Range<usize>,
    added: &[Added],
) -> Option<Vec<Splice>> {
    let text = document.yaml;
    let start =
        place.start - (text[..place.start].len() - text[..place.start].trim_end_matches(' ').len());
    let below = below(document, added, Some(place.end))?;
    Some(vec![Splice::new(start..place.end, ""), below])
}

/// Entries on lines of their own: at the end of the text if nothing but comments is left there, else behind
/// the line that ends at an offset.
fn at_line(
    document: &Document<'_>,
    end: usize,
    like: usize,
    indent: &str,
    added: &[Added],
) -> Splice {
    let text = document.yaml;
    let line_end = lines::line_end(document.file.text, document.base + like);
    let mut written = String::new();
    for line in added.iter().flat_map(|pairs| block::entry(pairs)) {
        let indent = if line.is_empty() { "" } else { indent };
        written.extend([indent, &line, line_end]);
    }
    let rest = &text[end..];
    let is_over = rest.split(['\n', '\r']).skip(1).all(|line| {
        let line = line.trim_start_matches([' ', '\t']);
        line.is_empty() || line.starts_with('#')
    });
    let at = if is_over { text.len() } else { lines::next(text, end) };
    if at > 0 && !text[..at].ends_with(['\n', '\r']) {
        written.insert_str(0, line_end);
    }
    Splice::new(at..at, written)
}

/// Entries behind the last one of a list in brackets, each on a line of its own if that one is.
fn in_brackets(document: &Document<'_>, last: &Node, added: &[Added]) -> Splice {
    let (text, last) = (document.yaml, extent::of(document.yaml, last));
    let before = &text[lines::start(text, last.start)..last.start];
    let between = if before.trim().is_empty() {
        let end = lines::line_end(document.file.text, document.base + last.start);
        format!(",{end}{before}")
    } else {
        ", ".to_owned()
    };
    let written = added.iter().map(|pairs| between.clone() + &Value::Map(pairs.clone()).written());
    Splice::new(last.end..last.end, written.collect::<String>())
}
