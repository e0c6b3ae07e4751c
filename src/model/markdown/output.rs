//! Writes HTML and plain text side by side.
//!
//! Words are escaped here, and only here; what is passed as a tag is written as it is.

use super::characters::{cleaned, is_visible};
use super::plain::{self, LINE, PARAGRAPH, PlainText};

/// Collects the two forms of a text.
#[derive(Default)]
pub(super) struct Output {
    html: String,
    text: PlainText,
    visible: usize,
}

/// Remembers a state of [`Output`].
#[derive(Clone, Copy)]
pub(super) struct Mark {
    html: usize,
    text: plain::Mark,
    visible: usize,
}

impl Output {
    /// Makes room for the HTML of a source of `length` bytes.
    pub(super) fn with_capacity(length: usize) -> Self {
        Self {
            html: String::with_capacity(length + length / 4),
            text: PlainText::with_capacity(length),
            visible: 0,
        }
    }

    /// Writes a tag.
    pub(super) fn tag(&mut self, tag: &str) {
        self.html.push_str(tag);
    }

    /// Writes a tag on a line of its own.
    pub(super) fn block_tag(&mut self, tag: &str) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
        self.html.push_str(tag);
    }

    /// Writes an attribute of the tag that was begun.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        for character in cleaned(value) {
            escape(&mut self.html, character);
        }
        self.html.push('"');
    }

    /// Writes words in which white space has no meaning.
    pub(super) fn words(&mut self, words: &str) {
        let mut rest = words;
        while !rest.is_empty() {
            let (plain, other) = rest.split_at(plain_length(rest));
            if !plain.is_empty() {
                self.plain_words(plain);
            }
            let (others, next) = other.split_at(other_length(other));
            self.other_words(others);
            rest = next;
        }
    }

    /// Writes what is the same in HTML, on the page and in the text, all at once.
    fn plain_words(&mut self, words: &str) {
        self.visible += words.bytes().filter(|byte| *byte != b' ').count();
        self.html.push_str(words);
        self.text.push_plain(words);
    }

    fn other_words(&mut self, words: &str) {
        for character in cleaned(words) {
            self.visible += usize::from(is_visible(character));
            escape(&mut self.html, character);
            self.text.push(character);
        }
    }

    /// Writes words of a code block, in which white space is kept.
    pub(super) fn code(&mut self, words: &str) {
        for character in cleaned(words) {
            self.visible += usize::from(is_visible(character));
            escape(&mut self.html, character);
            self.text.push_verbatim(character);
        }
    }

    /// Writes a line break.
    pub(super) fn line_break(&mut self) {
        self.html.push_str("<br>\n");
        self.text.separate(LINE);
    }

    /// Writes a thematic break.
    pub(super) fn rule(&mut self) {
        self.block_tag("<hr>");
        self.text.separate(PARAGRAPH);
        self.visible += 1;
    }

    /// Separates the next words of the plain text by at least `lines` line breaks.
    pub(super) fn separate(&mut self, lines: usize) {
        self.text.separate(lines);
    }

    /// Returns the state to compare with, or to go back to.
    pub(super) fn mark(&self) -> Mark {
        Mark { html: self.html.len(), text: self.text.mark(), visible: self.visible }
    }

    /// Tells whether there is something to see in what was written after `mark`.
    pub(super) fn is_visible_since(&self, mark: Mark) -> bool {
        self.visible > mark.visible
    }

    /// Takes back what was written after `mark`.
    pub(super) fn undo(&mut self, mark: Mark) {
        self.html.truncate(mark.html);
        self.text.undo(mark.text);
        self.visible = mark.visible;
    }

    /// Returns the HTML and the plain text.
    pub(super) fn finish(mut self) -> (String, String) {
        self.html.shrink_to_fit();
        (self.html, self.text.finish())
    }
}

/// How much of a text is printable ASCII that needs no escape.
fn plain_length(text: &str) -> usize {
    text.bytes().position(|byte| !is_plain(byte)).unwrap_or(text.len())
}

/// How much of a text is anything else.
fn other_length(text: &str) -> usize {
    text.bytes().position(is_plain).unwrap_or(text.len())
}

fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && !matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')
}

fn escape(html: &mut String, character: char) {
    match character {
        '&' => html.push_str("&amp;"),
        '<' => html.push_str("&lt;"),
        '>' => html.push_str("&gt;"),
        '"' => html.push_str("&quot;"),
        '\'' => html.push_str("&#39;"),
        _ => html.push(character),
    }
}
