//! Byte offsets into line and column, the one place where the two meet.
//!
//! Parsers count bytes, people count lines and characters. A line ends with LF, CRLF or a lone CR;
//! a byte order mark at the start of the file is not a character that anybody sees.

use std::ops::Range;

use super::{Diagnostic, Place, Position, Span};

/// The byte order mark that some editors put at the start of a file.
pub const BOM: char = '\u{feff}';

/// The text of a file, or where it stops being UTF-8.
pub fn utf8<'bytes>(path: &str, bytes: &'bytes [u8]) -> Result<&'bytes str, Box<Diagnostic>> {
    std::str::from_utf8(bytes).map_err(|error| {
        let good = error.valid_up_to();
        // Everything before the first bad byte is valid, so it has lines and columns.
        let before = std::str::from_utf8(&bytes[..good]).unwrap_or_default();
        let index = LineIndex::new(before);
        let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
        let kind = if utf16 { "this file is UTF-16, not UTF-8" } else { "this file is not UTF-8" };
        let problem = Diagnostic::error("not-utf-8", kind)
            .at(Place::range(path, &index, good..good))
            .hint("save the file as UTF-8 in your editor");
        Box::new(problem)
    })
}

/// The starts of a text's lines, to turn byte offsets into positions.
#[derive(Debug)]
pub struct LineIndex<'text> {
    text: &'text str,
    starts: Vec<usize>,
}

impl<'text> LineIndex<'text> {
    /// Reads the line starts of a text.
    pub fn new(text: &'text str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![if text.starts_with(BOM) { BOM.len_utf8() } else { 0 }];
        for (at, byte) in bytes.iter().enumerate() {
            let lone_cr = *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
            if *byte == b'\n' || lone_cr {
                starts.push(at + 1);
            }
        }
        Self { text, starts }
    }

    /// The position of a byte offset; one behind the end of the text is the text's end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = floor_char_boundary(self.text, offset.min(self.text.len()));
        let line = self.starts.partition_point(|start| *start <= offset).max(1) - 1;
        let start = self.starts[line].min(offset);
        let column = self.text[start..offset].chars().count();
        Position { line: saturate(line + 1), column: saturate(column + 1) }
    }

    /// The span of a byte range.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.position(range.start);
        Span { start, end: self.position(range.end.max(range.start)) }
    }

    /// What a `#` behind a key, such as that of `accent: #fff`, makes a comment of; `offset` is the
    /// key's end.
    pub fn comment_after(&self, offset: usize) -> Option<&'text str> {
        let rest = self.text.get(offset..)?.lines().next()?;
        let behind = rest.trim_start_matches(['"', '\'']).trim_start().strip_prefix(':')?;
        let comment = behind.trim();
        (behind.starts_with([' ', '\t']) && comment.starts_with('#')).then_some(comment)
    }

    /// The byte offset of a position; one outside the text is moved to the nearest inside.
    pub fn offset(&self, position: Position) -> usize {
        let line = (position.line.max(1) as usize - 1).min(self.starts.len() - 1);
        let start = self.starts[line];
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        self.text[start..end]
            .char_indices()
            .nth(position.column.max(1) as usize - 1)
            .map_or(end, |(at, _)| start + at)
    }
}

/// A text as it may stand inside a message: one line of up to 40 characters.
pub fn brief(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = line.chars();
    let start: String = letters.by_ref().take(40).collect();
    if letters.next().is_some() { format!("{}…", start.trim_end()) } else { start }
}

/// The nearest character boundary at or before an offset.
fn floor_char_boundary(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn saturate(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_end_in_three_ways() {
        let text = "\u{feff}é: 1\r\nb\rc\nd";
        let index = LineIndex::new(text);
        let at = |needle: char| {
            let Position { line, column } = index.position(text.find(needle).unwrap());
            (line, column)
        };
        assert_eq!(at('é'), (1, 1));
        assert_eq!(at('1'), (1, 4));
        assert_eq!(at('b'), (2, 1));
        assert_eq!(at('c'), (3, 1));
        assert_eq!(at('d'), (4, 1));
    }

    #[test]
    fn a_position_leads_back_to_its_offset() {
        let text = "äöü: x\nzweite: Zeile\n";
        let index = LineIndex::new(text);
        for (offset, _) in text.char_indices() {
            assert_eq!(index.offset(index.position(offset)), offset);
        }
        assert_eq!(index.offset(Position { line: 99, column: 99 }), text.len());
    }
}
