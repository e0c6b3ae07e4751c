//! The one line of a file that a message shows.

use std::ops::Range;

use super::safe_char;
use crate::diag::{LineIndex, Position, Span};

/// What an excerpt needs beside the marked text: line numbers, and an ellipsis with some text on
/// either side.
const BESIDE_THE_MARK: usize = 20;

/// A text and the starts of its lines.
pub(super) struct File<'a> {
    text: &'a str,
    index: LineIndex<'a>,
}

impl<'a> File<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, index: LineIndex::new(text) }
    }

    /// The line that a span starts in; `None` when the text has no such place any more.
    pub(super) fn excerpt(&self, span: Span) -> Option<Excerpt> {
        let start = Position { line: span.start.line, column: 1 };
        let offset = self.index.offset(start);
        if self.index.position(offset) != start {
            return None;
        }
        let line = self.text[offset..].split(['\n', '\r']).next().unwrap_or_default();
        let text: String = line.chars().map(safe_char).collect();
        let from = column_offset(&text, span.start.column)?;
        let to = if span.end.line == span.start.line {
            column_offset(&text, span.end.column).unwrap_or(text.len())
        } else {
            text.trim_end().len()
        };
        Some(Excerpt { line: span.start.line as usize, range: from..to.max(from), text })
    }
}

/// The byte offset of a column, up to the one behind the last character.
fn column_offset(text: &str, column: u32) -> Option<usize> {
    let before = (column as usize).checked_sub(1)?;
    text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(before)
}

/// One line of a file, safe to show, and what the caret points at.
pub(super) struct Excerpt {
    /// Number of the line, from 1.
    pub(super) line: usize,
    /// The line without its end, with as many characters as in the file.
    pub(super) text: String,
    range: Range<usize>,
}

impl Excerpt {
    /// The marked byte range, shortened to what a terminal has room for.
    ///
    /// `annotate-snippets` leaves out the middle of a longer one, but counts wide characters wrong
    /// there and prints far beyond the edge.
    pub(super) fn mark(&self, width: usize) -> Range<usize> {
        let room = width.saturating_sub(BESIDE_THE_MARK);
        let mut columns = 0;
        let fits = |(at, c): (usize, char)| {
            columns += match c {
                '\t' => 4,
                // No character below is wide; a narrow one above fits all the more.
                '\u{1100}'.. => 2,
                _ => 1,
            };
            (columns <= room).then_some(at + c.len_utf8())
        };
        let marked = self.text[self.range.clone()].char_indices();
        let length = marked.map_while(fits).last().unwrap_or_default();
        self.range.start..self.range.start + length
    }
}
