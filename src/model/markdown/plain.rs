//! Collects the plain text of a rendered source.

/// The number of line breaks before a list item.
pub(super) const LINE: usize = 1;

/// The number of line breaks before a paragraph.
pub(super) const PARAGRAPH: usize = 2;

/// Joins words, collapsing white space as a browser does.
///
/// White space is written only when a word follows it, so that none remains at either end.
#[derive(Default)]
pub(super) struct PlainText {
    written: String,
    gap: Gap,
    /// The white space of a code block that a word will follow.
    indent: String,
}

/// What separates the words written so far from the next ones.
#[derive(Clone, Copy, Default)]
struct Gap {
    space: bool,
    lines: usize,
}

/// Remembers a state of [`PlainText`].
#[derive(Clone, Copy)]
pub(super) struct Mark {
    length: usize,
    gap: Gap,
}

impl PlainText {
    /// Makes room for a text of `length` bytes.
    pub(super) fn with_capacity(length: usize) -> Self {
        Self { written: String::with_capacity(length), ..Self::default() }
    }

    /// Adds printable ASCII of a paragraph: the same as character by character, only sooner.
    pub(super) fn push_plain(&mut self, words: &str) {
        let inner = words.trim_matches(' ');
        self.gap.space |= words.starts_with(' ');
        if inner.contains("  ") {
            inner.chars().for_each(|character| self.push(character));
        } else if !inner.is_empty() {
            self.fill_gap();
            self.written.push_str(inner);
        }
        self.gap.space |= words.ends_with(' ');
    }

    /// Adds a character of a paragraph.
    pub(super) fn push(&mut self, character: char) {
        if matches!(character, ' ' | '\t' | '\n') {
            self.gap.space = true;
        } else {
            self.push_word(character);
        }
    }

    /// Adds a character of a code block, where white space is kept.
    pub(super) fn push_verbatim(&mut self, character: char) {
        match character {
            '\n' => {
                self.gap.lines += 1;
                self.indent.clear();
            }
            ' ' | '\t' => self.indent.push(character),
            _ => self.push_word(character),
        }
    }

    /// Asks for at least `lines` line breaks before the next word.
    pub(super) fn separate(&mut self, lines: usize) {
        self.gap.lines = self.gap.lines.max(lines);
        self.indent.clear();
    }

    /// Returns the state to which [`PlainText::undo`] goes back.
    pub(super) fn mark(&self) -> Mark {
        Mark { length: self.written.len(), gap: self.gap }
    }

    /// Takes back what was added after `mark`.
    pub(super) fn undo(&mut self, mark: Mark) {
        self.written.truncate(mark.length);
        self.gap = mark.gap;
        self.indent.clear();
    }

    /// Returns the text.
    pub(super) fn finish(mut self) -> String {
        self.written.shrink_to_fit();
        self.written
    }

    fn push_word(&mut self, character: char) {
        self.fill_gap();
        self.written.push(character);
    }

    /// Writes the white space that is due before a word.
    fn fill_gap(&mut self) {
        let gap = std::mem::take(&mut self.gap);
        if !self.written.is_empty() {
            if gap.lines > 0 {
                self.written.extend(std::iter::repeat_n('\n', gap.lines));
            } else if gap.space {
                self.written.push(' ');
            }
            self.written.push_str(&self.indent);
        }
        self.indent.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_at_once_are_the_same_as_one_by_one(
            pieces in prop::collection::vec(("[ -~]{0,6}| {0,3}", 0usize..3), 0..6),
        ) {
            let (mut at_once, mut one_by_one) = (PlainText::default(), PlainText::default());
            for (piece, lines) in &pieces {
                at_once.push_plain(piece);
                piece.chars().for_each(|character| one_by_one.push(character));
                if *lines > 0 {
                    at_once.separate(*lines);
                    one_by_one.separate(*lines);
                }
            }
            prop_assert_eq!(at_once.finish(), one_by_one.finish());
        }
    }
}
