//! Properties over files of many styles; single cases are files in `tests/edit/`.
#![allow(
    clippy::disallowed_methods,
    clippy::format_push_string,
    reason = "tests write the files that they look at, and are in no hurry"
)]

mod added;
mod merge;
mod on_disk;
mod samples;
mod written;

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::traces::{TextFile, Trace, Traces, What};
use super::*;
use crate::content::inputs::Kind;
use crate::content::{self, RecordFile, raw};

/// How a file is written.
#[derive(Clone, Debug)]
struct Style {
    kind: Kind,
    /// How lines end.
    end: &'static str,
    bom: bool,
    /// What stands before each hyphen.
    indent: usize,
    /// Whether entries stand in braces, and their list in brackets.
    braces: bool,
    brackets: bool,
    defaults: Option<&'static str>,
}

/// A record: pairs of a line each, or more, and the comments behind them and above.
#[derive(Clone, Debug)]
struct Written {
    pairs: Vec<(String, String)>,
}

const STATUSES: [&str; 11] = [
    "status: pending",
    "status: 'pending'",
    "status: \"pending\"",
    "'status':   withheld",
    "\"status\": approved",
    "status: withheld   ",
    "status:",
    "status: ~",
    "status: null",
    "status:\n  pending",
    "status: &anchor pending",
];

const OTHERS: [&str; 14] = [
    "title: Secret title",
    "title: 'Secret ''title'' # no comment'",
    "title: \"Secret \\\"title\\\" \\u00e9 # no\"",
    "rating: 4.5",
    "rating: {value: 9, scale: 10}",
    "author: Secret Ñandú",
    "author:\n  name: Secret 김민준\n  location: here",
    "body: |\n  Secret words.\n\n  # no comment\n",
    "body: >-\n  Secret\n  words: of it",
    "tags: [secret, 'b, c', d]",
    "tags:\n- secret\n- b",
    "date: 2026-03-14",
    "extra: {secret: {deep: [1, ~]}}",
    "language:",
];

fn style() -> impl Strategy<Value = Style> {
    let end = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    let kind = prop::sample::select(vec![Kind::Testimonial, Kind::List, Kind::List]);
    let defaults = prop::option::of(prop::sample::select(vec![
        "{status: pending}",
        "{status: withheld, tags: [secret]}",
        "{source: form}",
    ]));
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    (kind, end, 0..4_usize, flags, defaults).prop_map(|(kind, end, indent, flags, defaults)| {
        let (bom, braces, brackets) = flags;
        Style { kind, end, bom, indent, braces, brackets: brackets && braces, defaults }
    })
}

fn record() -> impl Strategy<Value = Written> {
    let status = prop::option::of(prop::sample::select(STATUSES.to_vec()));
    let others = prop::sample::subsequence(OTHERS.to_vec(), 1..6);
    let comments = prop::collection::vec(prop::option::of("[a-z é#:'\"{}]{0,9}"), 8);
    (status, others.prop_shuffle(), any::<prop::sample::Index>(), comments).prop_map(
        |(status, others, at, comments)| {
            let mut pairs: Vec<&str> = Vec::new();
            for other in others {
                let key = other.split(':').next().unwrap();
                // A key stands there once.
                if pairs.iter().all(|pair| pair.split(':').next() != Some(key)) {
                    pairs.push(other);
                }
            }
            if let Some(status) = status {
                pairs.insert(at.index(pairs.len() + 1), status);
            }
            let comment = |comment: &Option<String>| match comment {
                Some(text) => format!(" # secret {text}"),
                None => String::new(),
            };
            let pairs = pairs.iter().zip(&comments);
            let pairs = pairs.map(|(pair, behind)| ((*pair).to_owned(), comment(behind)));
            Written { pairs: pairs.collect() }
        },
    )
}

/// The text of a record, each line behind the hyphen with the indentation that it needs.
fn written(record: &Written, style: &Style, id: &str) -> String {
    let indent = " ".repeat(if style.kind == Kind::Testimonial { 0 } else { style.indent + 2 });
    let id = format!("id: {id}");
    if style.braces {
        let one_line = |pair: &&(String, String)| !pair.0.contains('\n') && !pair.0.ends_with(':');
        let pairs = record.pairs.iter().filter(one_line).map(|(pair, _)| pair.trim_end());
        let mut pairs: Vec<&str> = pairs.collect();
        pairs.insert(pairs.len() / 2, &id);
        return format!("{{{}}}", pairs.join(", "));
    }
    let mut lines: Vec<String> = Vec::new();
    for (pair, comment) in &record.pairs {
        let mut of: Vec<&str> = pair.lines().collect();
        // Behind the first line of a text in a block, a comment is none; behind its last, it is its text.
        let is_block = pair.contains(": |") || pair.contains(": >");
        let last = of.pop().unwrap();
        lines.extend(of.iter().map(|line| (*line).to_owned()));
        lines.push(if is_block { last.to_owned() } else { format!("{last}{comment}") });
        if !comment.is_empty() && !is_block {
            lines.push("# secret, a line of its own".to_owned());
        }
    }
    lines.insert(if style.bom { 0 } else { lines.len() }, id);
    lines.join(&format!("{}{indent}", style.end))
}

/// A file of three records, and the bytes of the middle one.
fn file(style: &Style, records: &[Written]) -> (String, std::ops::Range<usize>) {
    let end = style.end;
    let mut text = if style.bom { "\u{feff}".to_owned() } else { String::new() };
    if style.kind == Kind::Testimonial {
        text += &format!("---{end}");
        let start = text.len();
        text += &written(&records[1], style, "one");
        let range = start..text.len();
        text += &format!("{end}---{end}Body, status: pending{end}");
        return (text, range);
    }
    let mut indent = " ".repeat(style.indent);
    if let Some(defaults) = style.defaults {
        text += &format!("defaults: {defaults} # these{end}reviews:{end}");
    } else if style.bom {
        indent = String::new();
    }
    let (open, between, close) = if style.brackets { ("[", ",", "]") } else { ("", "", "") };
    if style.brackets {
        text += &format!("{indent} {open}{end}");
    }
    let mut range = 0..0;
    for (at, record) in records.iter().enumerate() {
        let hyphen = if style.brackets { "  " } else { "- " };
        text += &format!("{indent}{hyphen}");
        let start = text.len();
        let own = Style { indent: indent.len(), ..style.clone() };
        text += &written(record, &own, ["zero", "one", "two"][at]);
        if at == 1 {
            range = start..text.len();
        }
        text += &format!("{between}{end}");
    }
    if style.brackets {
        text += &format!("{indent} {close}{end}");
    }
    (text, range)
}

fn entry(kind: Kind) -> Option<u32> {
    (kind != Kind::Testimonial).then_some(1)
}

fn edit(kind: Kind, text: &str, change: Change) -> Result<String, Refused> {
    let file = File { kind, path: "content/x", text };
    edited(file, &[Edit { entry: entry(kind), change }])
}

fn read(kind: Kind, text: &str) -> Vec<raw::Review> {
    by_entry(kind, text).into_values().collect()
}

/// The records that can be read, by the entries that they are.
fn by_entry(kind: Kind, text: &str) -> BTreeMap<Option<u32>, raw::Review> {
    let bytes = text.as_bytes().to_vec();
    let records = content::reviews(&RecordFile { file: 0, kind, bytes }, "content/x").records;
    records.into_iter().map(|record| (record.source.entry, *record.keys)).collect()
}

fn one_of(kind: Kind, text: &str) -> raw::Review {
    let at = entry(kind).map_or(0, |at| at as usize);
    read(kind, text).swap_remove(at)
}

/// What two texts have between a start and an end that are the same.
fn between<'a>(old: &'a str, new: &'a str) -> (&'a str, &'a str) {
    let start = old.char_indices().zip(new.chars()).find(|((_, a), b)| a != b);
    let start = start.map_or(old.len().min(new.len()), |((at, _), _)| at);
    let (old, new) = (&old[start..], &new[start..]);
    let same = old.chars().rev().zip(new.chars().rev()).take_while(|(a, b)| a == b);
    let end: usize = same.map(|(letter, _)| letter.len_utf8()).sum();
    (&old[..old.len() - end], &new[..new.len() - end])
}

fn withheld() -> Withheld {
    let (reason, on) = ("other: 'why' #".to_owned(), "2026-11-21".to_owned());
    Withheld { reason, on, note: Some("é \"so\"".to_owned()) }
}

proptest! {
    #[test]
    fn nothing_but_the_status_changes(
        style in style(),
        records in prop::collection::vec(record(), 3),
    ) {
        let (text, _) = file(&style, &records);
        let Ok(new) = edit(style.kind, &text, Change::Approve) else {
            // A status of which nothing else is known is refused only where an anchor makes it unclear.
            prop_assert!(text.contains("&anchor"), "{text}");
            return Ok(());
        };
        let (old_part, new_part) = between(&text, &new);
        // No more than a value goes, no more than a line with its key comes.
        prop_assert!(old_part.len() <= 10 && !old_part.contains(['#', '\n', '\r']), "{old_part:?}");
        prop_assert!(new_part.len() <= "\r\n      \"status\": approved, ".len(), "{new_part:?}");
        prop_assert_eq!(one_of(style.kind, &new).status, Some(raw::Status::Approved));
        let (mut before, mut after) = (read(style.kind, &text), read(style.kind, &new));
        for read in [&mut before, &mut after] {
            let at = entry(style.kind).map_or(0, |at| at as usize);
            read[at].status = None;
        }
        prop_assert_eq!(before, after);
    }

    #[test]
    fn a_reason_comes_and_goes(style in style(), records in prop::collection::vec(record(), 3)) {
        let (text, _) = file(&style, &records);
        prop_assume!(!text.contains("&anchor"));
        let new = edit(style.kind, &text, Change::Withhold(withheld())).unwrap();
        let read = one_of(style.kind, &new);
        prop_assert_eq!(read.status, Some(raw::Status::Withheld));
        let withheld = *read.withheld.unwrap();
        let found = (withheld.reason.unwrap().0, withheld.note.unwrap().0);
        prop_assert_eq!(found, ("other: 'why' #".to_owned(), "é \"so\"".to_owned()));
        // What was added goes again, without a trace.
        let back = edit(style.kind, &new, Change::Approve).unwrap();
        let approved = edit(style.kind, &text, Change::Approve).unwrap();
        prop_assert_eq!(back.replace(' ', ""), approved.replace(' ', ""));
    }

    #[test]
    fn a_tombstone_keeps_no_word(style in style(), records in prop::collection::vec(record(), 3)) {
        let (text, range) = file(&style, &records);
        let tombstone = Tombstone {
            id: Some("one".to_owned()),
            withdrawn: "2026-11-21".to_owned(),
            rating: one_of(style.kind, &text).rating,
            ..Tombstone::default()
        };
        let change = Change::Withdraw(Box::new(tombstone.clone()));
        let new = edit(style.kind, &text, change).unwrap();
        if style.kind == Kind::Testimonial {
            let text = new.to_lowercase();
            prop_assert!(!text.contains("secret") && !text.contains("body") && !text.contains('#'));
        } else {
            // What stands before and behind it stays to the byte.
            let (before, behind) = (&text[..range.start], &text[range.end..]);
            prop_assert!(new.starts_with(before.trim_end()), "{before}\n---\n{new}");
            prop_assert!(new.ends_with(behind), "{behind}\n---\n{new}");
            let own = &new[before.trim_end().len()..new.len() - behind.len()];
            prop_assert!(!own.to_lowercase().contains("secret") && !own.contains('#'), "{own}");
        }
        prop_assert!(tombstone.is_all_of(&one_of(style.kind, &new)));
    }

    #[test]
    fn a_hostile_text_is_changed_or_left(
        style in style(),
        records in prop::collection::vec(record(), 3),
        at in any::<prop::sample::Index>(),
        letters in "[-\\[\\]{}&*!|>'\"%@`#:,?~ \t\n\ra-cé\u{feff}\u{0}\u{85}]{0,4}",
        cut in 0..6_usize,
    ) {
        let (text, _) = file(&style, &records);
        let letter: Vec<char> = text.chars().collect();
        let at = at.index(letter.len());
        let rest = letter[at..].iter().skip(cut);
        let broken: String =
            letter[..at].iter().copied().chain(letters.chars()).chain(rest.copied()).collect();
        let tombstone = Tombstone { withdrawn: "2026-11-21".to_owned(), ..Tombstone::default() };
        let changes =
            [Change::Approve, Change::Withhold(withheld()), Change::Withdraw(Box::new(tombstone))];
        for change in changes {
            for (kind, entry) in
                [(Kind::Testimonial, None), (Kind::List, Some(0)), (Kind::List, Some(2))]
            {
                let file = File { kind, path: "content/x", text: &broken };
                let edit = Edit { entry, change: change.clone() };
                if let Ok(new) = edited(file, &[edit]) {
                    let (before, after) = (by_entry(kind, &broken), by_entry(kind, &new));
                    prop_assert_eq!(before.len(), after.len());
                    prop_assert_eq!(&after[&entry], &change.applied(before[&entry].clone(), kind));
                }
            }
        }
    }

    #[test]
    fn any_text_is_changed_or_left(text in any::<String>()) {
        for kind in [Kind::Testimonial, Kind::List] {
            let _ = edit(kind, &text, Change::Approve);
            let _ = edit(kind, &format!("---\n{text}\n---\n"), Change::Approve);
        }
    }
}

#[test]
fn all_edits_of_a_file_are_made_or_none() {
    let text = "- id: a\n  status: &s pending\n- id: b\n- id: c\n  status: *s\n";
    let file = File { kind: Kind::List, path: "content/reviews/a.yaml", text };
    let approve = |entry| Edit { entry: Some(entry), change: Change::Approve };
    let new = edited(file, &[approve(1), approve(2)]).unwrap();
    let wanted =
        "- id: a\n  status: &s pending\n- id: b\n  status: approved\n- id: c\n  status: approved\n";
    assert_eq!(new, wanted);
    let refused = edited(file, &[approve(1), approve(0)]).unwrap_err();
    assert_eq!(refused.place.span.unwrap().start.line, 2, "{refused:?}");
}

#[test]
fn traces_are_found_word_by_word() {
    let mut traces = Traces::default();
    traces.name("Ana López");
    traces.text("One two three four, five; six *seven* eight nine.");
    let find = |path: &str, text: &str| {
        let file = TextFile { path: path.to_owned(), text: text.to_owned() };
        traces.find(&file)
    };
    let at = |line, what| Trace { path: "a.md".to_owned(), line, what };
    assert_eq!(find("a.md", "Of ana\nLÓPEZ, once.\n"), [at(Some(1), What::Name)]);
    assert_eq!(find("a.md", "(ana lopez)"), [at(Some(1), What::Name)]);
    assert_eq!(find("a.md", "Anna López, Ana Maria López"), []);
    let words = "> - ONE two\n> three four five six\n> seven eight nine";
    assert_eq!(find("a.md", words), [at(Some(1), What::Words)]);
    assert_eq!(find("a.md", "one two three four five six seven"), []);
    let in_path = find("media/ana-lopez.jpg", "");
    assert_eq!(
        in_path,
        [Trace { path: "media/ana-lopez.jpg".to_owned(), line: None, what: What::Name }]
    );
}
