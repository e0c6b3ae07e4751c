//! Bytes of a text that are replaced by others.

use std::ops::Range;

/// A range of a text, and what comes in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Splice {
    /// In bytes of the text.
    pub(super) range: Range<usize>,
    /// What comes there.
    pub(super) text: String,
}

impl Splice {
    /// Replaces a range.
    pub(super) fn new(range: Range<usize>, text: impl Into<String>) -> Self {
        Self { range, text: text.into() }
    }

    /// The same in a text that this one is a part of.
    pub(super) fn shifted(mut self, by: usize) -> Self {
        self.range = self.range.start + by..self.range.end + by;
        self
    }
}

/// Replaces all of them at once; `None` where two of them meet.
pub(super) fn apply(text: &str, mut splices: Vec<Splice>) -> Option<String> {
    splices.sort_by_key(|splice| (splice.range.start, splice.range.end));
    let mut new = String::with_capacity(text.len() + 256);
    let mut at = 0;
    for splice in splices {
        new.push_str(text.get(at..splice.range.start)?);
        new.push_str(&splice.text);
        at = splice.range.end;
    }
    new.push_str(text.get(at..)?);
    Some(new)
}
