//! Where a value begins and ends in the text, exactly: the parser's spans take in anchors before a value,
//! and comments behind quotes and brackets.

use std::ops::Range;

use super::lines;
use crate::yaml::{Kind, Node};

/// The bytes of a value, without an anchor before it and a comment behind it; of a block of text, from its
/// `|` or `>` on.
pub(super) fn of(text: &str, node: &Node) -> Range<usize> {
    if node.is_block() {
        return head(text, node.range.start).unwrap_or(node.range.start)..node.range.end;
    }
    let start = behind_anchor(text, node.range.start, node.range.end);
    let start = first_hyphen(text, node).unwrap_or(start);
    start..end(text, node, start).max(start)
}

fn end(text: &str, node: &Node, start: usize) -> usize {
    let first = text[start..].chars().next();
    match (first, &node.kind) {
        // What an alias stands for lies elsewhere.
        (Some('*'), _) => start + length_of_name(&text[start..]),
        (Some('\''), Kind::Scalar { .. }) => start + single_quoted(&text[start..]),
        (Some('"'), Kind::Scalar { .. }) => start + double_quoted(&text[start..]),
        (_, Kind::Scalar { .. }) => node.range.end,
        (Some('{'), Kind::Map(pairs)) => {
            let last = pairs.last().map_or(start + 1, |pair| end_of_pair(text, pair));
            closing(text, last)
        }
        (Some('['), Kind::List(nodes)) => {
            let last = nodes.last().map_or(start + 1, |node| of(text, node).end);
            closing(text, last)
        }
        (_, Kind::Map(pairs)) => pairs.last().map_or(start, |pair| end_of_pair(text, pair)),
        (_, Kind::List(nodes)) => nodes.last().map_or(start, |node| of(text, node).end),
    }
}

/// Where a key with its value ends; a value that is left blank has no place of its own.
pub(super) fn end_of_pair(text: &str, (key, value): &(Node, Node)) -> usize {
    let key = of(text, key).end;
    if is_blank(value) { key } else { of(text, value).end.max(key) }
}

/// Whether a value is left blank.
pub(super) fn is_blank(value: &Node) -> bool {
    value.range.is_empty() && matches!(value.kind, Kind::Scalar { .. }) && !value.is_block()
}

/// Where a list begins whose hyphens stand right below its key: the parser begins it with its first value.
fn first_hyphen(text: &str, node: &Node) -> Option<usize> {
    let Kind::List(nodes) = &node.kind else { return None };
    let start = node.range.start;
    let before = text[..start].trim_end_matches([' ', '\t']);
    let is_behind = nodes.first()?.range.start == start && before.ends_with('-');
    is_behind.then(|| before.len() - 1)
}

/// Where the `|` or `>` of a block stands: in the last line before its text that is not blank.
fn head(text: &str, start: usize) -> Option<usize> {
    let above = text[..lines::start(text, start)].trim_end();
    let line = lines::start(text, above.len());
    let is_head = |at: &usize| {
        let rest = above[*at + 1..]
            .trim_start_matches(['+', '-', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        let comment = rest.trim_start_matches([' ', '\t']);
        comment.is_empty() || (comment.len() < rest.len() && comment.starts_with('#'))
    };
    above[line..].match_indices(['|', '>']).map(|(at, _)| line + at).find(is_head)
}

fn behind_anchor(text: &str, start: usize, end: usize) -> usize {
    let value = &text[start..end.max(start)];
    if !value.starts_with('&') {
        return start;
    }
    let name = length_of_name(value);
    start + value.len() - value[name..].trim_start().len()
}

/// The length of an anchor or an alias.
fn length_of_name(text: &str) -> usize {
    let ends = |letter: char| letter.is_whitespace() || ",[]{}".contains(letter);
    text.find(ends).unwrap_or(text.len())
}

fn single_quoted(text: &str) -> usize {
    let mut at = 1;
    while let Some(length) = text[at..].find('\'') {
        at += length + 1;
        if !text[at..].starts_with('\'') {
            return at;
        }
        at += 1;
    }
    text.len()
}

fn double_quoted(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The end of a group in brackets, from the end of its last value on.
fn closing(text: &str, from: usize) -> usize {
    let mut at = from;
    loop {
        let rest = &text[at..];
        let skipped = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',' || c == ':');
        at += rest.len() - skipped.len();
        match skipped.chars().next() {
            Some('#') => at += skipped.find(['\n', '\r']).unwrap_or(skipped.len()),
            Some('}' | ']') => return at + 1,
            _ => return at,
        }
    }
}
