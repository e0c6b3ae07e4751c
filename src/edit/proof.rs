//! That a new text is the old one with exactly the wanted values changed.
//!
//! Three readings must agree: the tree of the new text is that of the old one but for the wanted keys
//! (aliases resolved, so that a change which reaches another record by an alias is found); the fast
//! parser reads the same values as the one with places; and the records, as the rest of the program reads
//! them, are the old ones with the change applied.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Edit;
use super::document::{Document, File, entries, pairs};
use super::record::value_here;
use super::tombstone;
use super::value::Value;
use crate::content::inputs::Kind;
use crate::content::{self, Record, RecordFile, raw};
use crate::yaml::{self, Data, Node};

/// Whether the text is what the edits ask for.
pub(super) fn holds(old: &Document<'_>, text: &str, edits: &[Edit]) -> bool {
    let Ok(new) = Document::read(File { text, ..old.file }) else { return false };
    let by_entry: Edits<'_> = edits.iter().map(|edit| (edit.entry, edit)).collect();
    // Two edits of one record have no order.
    by_entry.len() == edits.len()
        && trees(old, &new, &by_entry)
        && parsers_agree(&new)
        && records(old.file, new.file, &by_entry)
}

/// The edits by the records that they change.
type Edits<'a> = BTreeMap<Option<u32>, &'a Edit>;

fn trees(old: &Document<'_>, new: &Document<'_>, edits: &Edits<'_>) -> bool {
    let edit_of = |entry: Option<u32>| edits.get(&entry).copied();
    let (Some(old_list), Some(new_list)) = (old.list(), new.list()) else {
        let same = |edit| record(old, &old.root, &new.root, edit);
        return edit_of(None).is_some_and(same);
    };
    let around = |document: &Document<'_>| {
        let mut around = document.root.clone();
        around.take("reviews").map(|_| around)
    };
    let is_around_same = match (around(old), around(new)) {
        (Some(old), Some(new)) => same(&old, &new),
        (old, new) => old.is_none() && new.is_none(),
    };
    let (Some(before), Some(after)) = (entries(old_list), entries(new_list)) else { return false };
    let is_same = |(at, (one, other)): (u32, (&Node, &Node))| match edit_of(Some(at)) {
        Some(edit) => record(old, one, other, edit),
        None => same(one, other),
    };
    is_around_same
        && before.len() == after.len()
        && (0..).zip(before.iter().zip(after)).all(is_same)
}

/// Whether a record is the old one but for what was wanted.
fn record(document: &Document<'_>, old: &Node, new: &Node, edit: &Edit) -> bool {
    let (Some(old), Some(new)) = (pairs(old), pairs(new)) else { return false };
    let wanted = edit.change.wanted();
    let find = |key: &str| new.iter().find(|(name, _)| name.as_text() == Some(key));
    let is_reached = wanted.iter().all(|one| {
        match (value_here(document, one.key, one.value.as_ref()), find(one.key)) {
            (Some(value), Some((_, node))) => value.is(node),
            (None, found) => found.is_none(),
            (Some(_), None) => false,
        }
    });
    let is_other =
        |(key, _): &&(Node, Node)| wanted.iter().all(|wanted| key.as_text() != Some(wanted.key));
    let mut rest = new.iter().filter(is_other);
    if edit.change.is_whole() {
        let blanks = tombstone::blanks(document, &wanted);
        let is_blank = |key: &String| {
            rest.next()
                .is_some_and(|(name, value)| name.as_text() == Some(key) && Value::Blank.is(value))
        };
        return is_reached && blanks.iter().all(is_blank) && rest.next().is_none();
    }
    let is_same = |((key, value), (new_key, new_value)): (&(Node, Node), &(Node, Node))| {
        same(key, new_key) && same(value, new_value)
    };
    let kept: Vec<_> = old.iter().filter(is_other).collect();
    let rest: Vec<_> = rest.collect();
    is_reached && kept.len() == rest.len() && kept.into_iter().zip(rest).all(is_same)
}

/// Whether two values are the same, wherever they stand.
fn same(one: &Node, other: &Node) -> bool {
    match (&one.kind, &other.kind) {
        (
            yaml::Kind::Scalar { text, plain },
            yaml::Kind::Scalar { text: other, plain: is_other_plain },
        ) => text == other && plain == is_other_plain,
        (yaml::Kind::List(one), yaml::Kind::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (yaml::Kind::Map(one), yaml::Kind::Map(other)) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|((key, value), (other_key, other_value))| {
                    same(key, other_key) && same(value, other_value)
                })
        }
        _ => false,
    }
}

fn parsers_agree(new: &Document<'_>) -> bool {
    match yaml::read_fast::<Data>(new.yaml) {
        Ok(fast) => yaml::decode::<Data>(&mut new.root.clone())
            .value
            .is_some_and(|slow| are_alike(&slow, &fast)),
        Err(yaml::FastError::Aliases) => true,
        Err(yaml::FastError::Fault(_)) => false,
    }
}

fn records(old: File<'_>, new: File<'_>, edits: &Edits<'_>) -> bool {
    let (before, after) = (read(old), read(new));
    let is_same = |(one, other): (Record<raw::Review>, Record<raw::Review>)| {
        let edit = edits.get(&one.source.entry);
        let Some(edit) = edit else {
            return one.faulty == other.faulty
                && one.body == other.body
                && are_alike(&one.keys, &other.keys);
        };
        let is_text_right = if edit.change.is_whole() {
            other.body.is_none_or(|body| body.is_empty())
        } else {
            one.body == other.body
        };
        is_text_right && are_alike(&edit.change.applied(*one.keys), &*other.keys)
    };
    let there: BTreeSet<_> = before.iter().map(|record| record.source.entry).collect();
    let are_all_there = edits.keys().all(|entry| there.contains(entry));
    let are_in_order = before.iter().map(|record| record.source.entry);
    are_all_there
        && are_in_order.eq(after.iter().map(|record| record.source.entry))
        && before.into_iter().zip(after).all(is_same)
}

fn read(file: File<'_>) -> Vec<Record<raw::Review>> {
    let bytes = file.text.as_bytes().to_vec();
    let kind = if file.kind == Kind::Testimonial { Kind::Testimonial } else { Kind::List };
    content::reviews(&RecordFile { file: 0, kind, bytes }, file.path).records
}

/// Whether two values are equal; a number that is none is like itself.
fn are_alike<T: PartialEq + std::fmt::Debug>(one: &T, other: &T) -> bool {
    one == other || format!("{one:?}") == format!("{other:?}")
}
