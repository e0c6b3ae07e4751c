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
        Self { html: String::with_capacity(length + length / 4), ..Self::default() }
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
    pub(super) fn finish(self) -> (String, String) {
        (self.html, self.text.finish())
    }
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
