//! A record of which nothing stays but what a tombstone keeps: no word and no comment.
//!
//! Comments go with the record that they stand in: they may hold names. Those that stand above an entry,
//! as far to the left as its hyphen, belong to nobody in particular and stay.

use std::ops::Range;

use super::document::{Document, entries};
use super::record::{Wanted, value_here};
use super::splice::Splice;
use super::value::Value;
use super::{extent, lines};
use crate::content::inputs::Kind;
use crate::diag::text::BOM;
use crate::yaml::{self, Node};

/// The changes that replace a record whole; `None` where it is not written as expected.
pub(super) fn splices(
    document: &Document<'_>,
    entry: Option<u32>,
    wanted: &[Wanted],
) -> Option<Vec<Splice>> {
    let pairs = everything(document, wanted);
    let Some(entry) = entry else {
        return (document.file.kind == Kind::Testimonial).then(|| vec![of_file(document, &pairs)]);
    };
    let (list, at) = (document.list()?, entry as usize);
    let record = entries(list)?.get(at)?;
    let text = document.yaml;
    let in_braces = format!("{{{}}}", pairs.join(", "));
    let mut splices = Vec::new();
    if text[extent::of(text, list).start..].starts_with('[') {
        let place = extent::of(text, record);
        text[place.clone()].starts_with(['{', '*']).then_some(())?;
        splices.extend(comment_behind(text, place.end));
        splices.push(Splice::new(place, in_braces));
    } else {
        let before = at.checked_sub(1).and_then(|at| entries(list)?.get(at));
        let before = before.map_or(0, |before| extent::of(text, before).end);
        let entry = Entry::find(text, record, before)?;
        let is_flow = text[extent::of(text, record).start..].starts_with('{');
        let written = if is_flow {
            in_braces
        } else {
            let end = lines::line_end(document.file.text, document.base + entry.hyphen);
            pairs.join(&format!("{end}{}  ", entry.indent))
        };
        splices.push(Splice::new(entry.inside, format!(" {written}")));
    }
    Some(splices.into_iter().map(|splice| splice.shifted(document.base)).collect())
}

/// What is written: what stays, and blanks where the defaults of the file would add something.
pub(super) fn blanks(document: &Document<'_>, wanted: &[Wanted]) -> Vec<String> {
    others(document, |name| wanted.iter().any(|wanted| wanted.key == name))
}

/// The keys that the defaults of the file would add to a record, but for those that it has.
pub(super) fn others(document: &Document<'_>, has: impl Fn(&str) -> bool) -> Vec<String> {
    let Some(yaml::Kind::Map(defaults)) = document.defaults().map(|node| &node.kind) else {
        return Vec::new();
    };
    let names = defaults.iter().filter_map(|(key, _)| key.as_text());
    names.filter(|name| !has(name)).map(str::to_owned).collect()
}

fn everything(document: &Document<'_>, wanted: &[Wanted]) -> Vec<String> {
    let value = |one: &Wanted| value_here(document, one.key, one.value.as_ref());
    let own = wanted.iter().filter_map(|one| Some((one.key, value(one)?)));
    let mut pairs: Vec<String> =
        own.map(|(key, value)| format!("{key}: {}", value.written())).collect();
    let blank = |key: &String| format!("{key}: {}", Value::blank(key).written());
    pairs.extend(blanks(document, wanted).iter().map(blank));
    pairs
}

/// A Markdown file: its front matter, and nothing below it.
fn of_file(document: &Document<'_>, pairs: &[String]) -> Splice {
    let text = document.file.text;
    let start = if text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
    let end = lines::line_end(text, 0);
    let lines = pairs.join(end);
    Splice::new(start..text.len(), format!("---{end}{lines}{end}---{end}"))
}

/// The comment that stands behind an entry of a list in brackets.
fn comment_behind(text: &str, end: usize) -> Option<Splice> {
    let rest = &text[end..lines::end(text, end)];
    let at = rest.find('#')?;
    let is_own = rest[..at].chars().all(|letter| matches!(letter, ' ' | '\t' | ','));
    let start = end + rest[..at].trim_end().len();
    (is_own && at > 0).then(|| Splice::new(start..end + rest.len(), ""))
}

/// An entry of a block list in the text.
pub(super) struct Entry {
    /// Where its hyphen stands.
    pub(super) hyphen: usize,
    /// What stands before the hyphen.
    pub(super) indent: String,
    /// Everything behind the hyphen, to the end of the last line that belongs to it.
    pub(super) inside: Range<usize>,
}

impl Entry {
    /// Finds the entry that a record is, behind the end of the one before it.
    pub(super) fn find(text: &str, record: &Node, before: usize) -> Option<Self> {
        let mut at = record.range.start;
        let (line, indent) = loop {
            let line = lines::start(text, at);
            let rest = text[line..lines::end(text, line)].trim_start_matches(' ');
            if rest.starts_with('-') {
                let indent = lines::end(text, line) - line - rest.len();
                break (line, indent);
            }
            at = line.checked_sub(1).filter(|at| *at >= before)?;
        };
        let hyphen = line + indent;
        let mut end = lines::end(text, extent::of(text, record).end);
        // Comments further to the right than the hyphen belong to the entry.
        let mut next = lines::next(text, end);
        while next > end && next < text.len() {
            let line_end = lines::end(text, next);
            let line = text[next..line_end].trim_start_matches([' ', '\t']);
            let column = line_end - next - line.len();
            if line.starts_with('#') && column > indent {
                end = line_end;
            } else if !line.is_empty() {
                break;
            }
            let after = lines::next(text, line_end);
            if after == line_end {
                break;
            }
            next = after;
        }
        Some(Self { hyphen, indent: " ".repeat(indent), inside: hyphen + 1..end })
    }
}
