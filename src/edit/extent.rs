//! Where a value begins and ends in the text, exactly: the parser's spans take in anchors before a value,
//! and comments behind quotes and brackets.

use std::ops::Range;

use crate::yaml::{Kind, Node};

/// The bytes of a value, without an anchor before it and a comment behind it.
pub(super) fn of(text: &str, node: &Node) -> Range<usize> {
    let start = behind_anchor(text, node.range.start, node.range.end);
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
    value.range.is_empty() && matches!(value.kind, Kind::Scalar { .. })
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
