//! Changes to records in place, which leave everything else in a file as it is, to the byte.
//!
//! A change is put into the text, not into a tree that is written out again: comments, order, quotes,
//! line ends and blanks belong to whoever keeps the file. Where to put it is found with the tree that
//! knows its bytes, and that may go wrong in files that are written unusually. So nothing is believed:
//! the new text is read again, by both parsers, and must be the old one with exactly the wanted values
//! changed (`proof`). What cannot be proven is refused, with what to write by hand.
//!
//! [`edited`] is that, from text to text; [`appended`] is the same for entries that come to a list. How a
//! record is written that has no text yet is said by [`pairs`], [`entry()`] and [`markdown`].
//!
//! [`disk`] puts the texts of one command on the disk: all of them are proven before the first is written.
//! [`traces`] finds what of a person is still named elsewhere.

mod append;
mod block;
mod change;
mod diff;
pub mod disk;
mod document;
mod entry;
mod extent;
mod keys;
mod lines;
mod merged;
mod proof;
mod record;
mod splice;
mod tombstone;
pub mod traces;
mod value;

use std::ops::RangeInclusive;

use crate::diag::{Diagnostic, LineIndex, Place};

pub use self::append::{appended, items_added};
pub use self::change::{Change, Edit, Merge, Tombstone, Withheld};
pub use self::diff::unified;
pub use self::document::File;
pub use self::entry::{entry, item_entry, markdown};
pub use self::keys::{KEYS, pairs};
pub use self::value::Value;

use self::document::Document;
use self::splice::Splice;

/// An edit that is not made, since nothing shows that it would be safe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Where to edit by hand.
    pub place: Place,
    /// Why.
    pub message: String,
    /// What to write there.
    pub by_hand: String,
}

impl Refused {
    /// As it is told.
    pub fn into_diagnostic(self) -> Diagnostic {
        Diagnostic::error("edit-refused", self.message).at(self.place).hint(self.by_hand)
    }
}

/// The places of a key of some records, in their order; the whole file where it cannot be read.
pub fn places(file: File<'_>, entries: &[Option<u32>], key: &str) -> Vec<Place> {
    let index = LineIndex::new(file.text);
    let document = Document::read(file);
    let place = |entry: &Option<u32>| match &document {
        Ok(document) => document.place(*entry, Some(key), &index),
        Err((place, _)) => place.clone(),
    };
    entries.iter().map(place).collect()
}

/// The first and the last line of each of some records; none where the file cannot be read.
pub fn lines_of(file: File<'_>, entries: &[Option<u32>]) -> Vec<RangeInclusive<u32>> {
    let Ok(document) = Document::read(file) else { return Vec::new() };
    let index = LineIndex::new(file.text);
    entries.iter().filter_map(|entry| document.lines(*entry, &index)).collect()
}

/// The text of a file after edits; either all of them are made, or none.
pub fn edited(file: File<'_>, edits: &[Edit]) -> Result<String, Refused> {
    let refused = |place, why: String, edit: &Edit, has_withheld| Refused {
        place,
        message: format!("this review is not changed: {why}"),
        by_hand: edit.change.by_hand(file.kind, has_withheld),
    };
    let Some(first) = edits.first() else { return Ok(file.text.to_owned()) };
    let document =
        Document::read(file).map_err(|(place, why)| refused(place, why, first, false))?;
    if let Some(text) = attempt(&document, edits) {
        return Ok(text);
    }
    let edit = culprit(&document, edits).unwrap_or(first);
    let why = "nothing proves that the rest of its file would stay as it is".to_owned();
    let record = document.record(edit.entry);
    let has_withheld = record.is_some_and(|record| record.pair("withheld").is_some());
    let place = document.place(edit.entry, Some("status"), &LineIndex::new(file.text));
    Err(refused(place, why, edit, has_withheld))
}

/// An edit that cannot be made, found by halves: a list may have thousands.
fn culprit<'a>(document: &Document<'_>, edits: &'a [Edit]) -> Option<&'a Edit> {
    let (mut from, mut to) = (0, edits.len());
    while to - from > 1 {
        let middle = usize::midpoint(from, to);
        match attempt(document, &edits[from..middle]) {
            None => to = middle,
            Some(_) => from = middle,
        }
    }
    edits.get(from)
}

/// The text after edits, if it is proven.
fn attempt(document: &Document<'_>, edits: &[Edit]) -> Option<String> {
    let mut splices: Vec<Splice> = Vec::new();
    for edit in edits {
        splices.extend(edit.change.splices(document, edit.entry)?);
    }
    let text = splice::apply(document.file.text, splices)?;
    proof::holds(document, &text, edits).then_some(text)
}

#[cfg(test)]
mod tests;
