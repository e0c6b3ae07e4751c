//! That a new text is the old one with exactly the wanted values changed.
//!
//! Three readings must agree: the tree of the new text is that of the old one but for the wanted keys
//! (aliases resolved, so that a change which reaches another record by an alias is found); the fast
//! parser reads the same values as the one with places; and the records, as the rest of the program reads
//! them, are the old ones with the change applied.

use std::collections::{BTreeMap, BTreeSet};

use super::append::Added;
use super::change::Edit;
use super::document::{Document, File, entries, pairs};
use super::record::value_here;
use super::tombstone;
use super::value::{self, Value};
use crate::content::inputs::Kind;
use crate::content::{self, Record, RecordFile, Records, raw};
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

/// Whether the tree of a text has what was there, and behind it what was added. With the records, that is a
/// statement of each parser about all of the text.
pub(super) fn has_added(old: &Document<'_>, new: File<'_>, added: &[Added]) -> bool {
    let Ok(new) = Document::read(new) else { return false };
    let (Some(before), Some(after)) = (old.list(), new.list()) else { return false };
    let before = if before.is_nothing() { Some(&[][..]) } else { entries(before) };
    let (Some(before), Some(after)) = (before, entries(after)) else { return false };
    after.len() == before.len() + added.len()
        && is_around_same(old, &new)
        && before.iter().zip(after).all(|(one, other)| same(one, other))
        && added.iter().zip(&after[before.len()..]).all(|(pairs, node)| are(pairs, node))
}

fn are(added: &Added, node: &Node) -> bool {
    matches!(&node.kind, yaml::Kind::Map(found) if value::are(added, found))
}

/// Whether the records are those that were there, and behind them the added ones.
pub(super) fn holds_added(old: File<'_>, new: File<'_>, added: &[raw::Review]) -> bool {
    are_extended(reviews(old), reviews(new), added)
}

/// The same of items.
pub(super) fn holds_items(old: File<'_>, new: File<'_>, added: &[raw::Item]) -> bool {
    let read = |file: File<'_>| {
        let bytes = file.text.as_bytes().to_vec();
        content::items(&RecordFile { file: 0, kind: Kind::Items, bytes }, file.path)
    };
    are_extended(read(old), read(new), added)
}

fn are_extended<T: PartialEq + std::fmt::Debug>(
    before: Records<T>,
    after: Records<T>,
    added: &[T],
) -> bool {
    let is_kept = |(one, other): (&Record<T>, &Record<T>)| {
        one.source == other.source
            && one.faulty == other.faulty
            && are_alike(&one.keys, &other.keys)
    };
    let (kept, new) = after.records.split_at(before.records.len().min(after.records.len()));
    before.problems.as_slice().len() == after.problems.as_slice().len()
        && before.records.len() == kept.len()
        && before.records.iter().zip(kept).all(is_kept)
        && new.len() == added.len()
        && new.iter().zip(added).all(|(one, wanted)| are_alike(&*one.keys, wanted))
}

/// The edits by the records that they change.
type Edits<'a> = BTreeMap<Option<u32>, &'a Edit>;

fn trees(old: &Document<'_>, new: &Document<'_>, edits: &Edits<'_>) -> bool {
    let edit_of = |entry: Option<u32>| edits.get(&entry).copied();
    let (Some(old_list), Some(new_list)) = (old.list(), new.list()) else {
        let same = |edit| record(old, &old.root, &new.root, edit);
        return edit_of(None).is_some_and(same);
    };
    let (Some(before), Some(after)) = (entries(old_list), entries(new_list)) else { return false };
    let is_same = |(at, (one, other)): (u32, (&Node, &Node))| match edit_of(Some(at)) {
        Some(edit) => record(old, one, other, edit),
        None => same(one, other),
    };
    is_around_same(old, new)
        && before.len() == after.len()
        && (0..).zip(before.iter().zip(after)).all(is_same)
}

/// Whether everything beside the list is the same.
fn is_around_same(old: &Document<'_>, new: &Document<'_>) -> bool {
    match (pairs(&old.root), pairs(&new.root)) {
        (Some(old), Some(new)) => {
            let is_other = |(key, _): &&(Node, Node)| key.as_text() != Some("reviews");
            let (old, new): (Vec<_>, Vec<_>) =
                (old.iter().filter(is_other).collect(), new.iter().filter(is_other).collect());
            old.len() == new.len() && old.into_iter().zip(new).all(is_same_pair)
        }
        // A file without any entry becomes a list.
        (old, new) => old.is_none_or(<[_]>::is_empty) && new.is_none(),
    }
}

fn is_same_pair(((key, value), (new_key, new_value)): (&(Node, Node), &(Node, Node))) -> bool {
    same(key, new_key) && same(value, new_value)
}

/// Whether a record is the old one but for what was wanted.
fn record(document: &Document<'_>, old: &Node, new: &Node, edit: &Edit) -> bool {
    let (Some(old), Some(new)) = (pairs(old), pairs(new)) else { return false };
    let wanted = edit.change.wanted(document.file.kind);
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
            rest.next().is_some_and(|(name, value)| {
                name.as_text() == Some(key) && Value::blank(key).is(value)
            })
        };
        return is_reached && blanks.iter().all(is_blank) && rest.next().is_none();
    }
    let kept: Vec<_> = old.iter().filter(is_other).collect();
    let rest: Vec<_> = rest.collect();
    is_reached && kept.len() == rest.len() && kept.into_iter().zip(rest).all(is_same_pair)
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
    let (before, after) = (reviews(old).records, reviews(new).records);
    let is_same = |(one, other): (Record<raw::Review>, Record<raw::Review>)| {
        let edit = edits.get(&one.source.entry);
        let Some(edit) = edit else {
            return one.faulty == other.faulty
                && one.body == other.body
                && are_alike(&one.keys, &other.keys);
        };
        let is_text_right = match edit.change.body(old.kind) {
            Some(body) => other.body.is_some_and(|found| is_same_text(&found, body)),
            None => one.body == other.body,
        };
        is_text_right && are_alike(&edit.change.applied(*one.keys, old.kind), &*other.keys)
    };
    let there: BTreeSet<_> = before.iter().map(|record| record.source.entry).collect();
    let are_all_there = edits.keys().all(|entry| there.contains(entry));
    let are_in_order = before.iter().map(|record| record.source.entry);
    are_all_there
        && are_in_order.eq(after.iter().map(|record| record.source.entry))
        && before.into_iter().zip(after).all(is_same)
}

/// Whether two texts are the same but for how their lines end, and blank lines around them.
fn is_same_text(one: &str, other: &str) -> bool {
    let lines = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
    lines(one).trim_matches('\n') == lines(other).trim_matches('\n')
}

fn reviews(file: File<'_>) -> Records<raw::Review> {
    let bytes = file.text.as_bytes().to_vec();
    let kind = if file.kind == Kind::Testimonial { Kind::Testimonial } else { Kind::List };
    content::reviews(&RecordFile { file: 0, kind, bytes }, file.path)
}

/// Whether two values are equal; a number that is none is like itself.
fn are_alike<T: PartialEq + std::fmt::Debug>(one: &T, other: &T) -> bool {
    one == other || format!("{one:?}") == format!("{other:?}")
}
