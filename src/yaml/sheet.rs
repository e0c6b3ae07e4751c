//! A YAML file of which every value is wanted with its place, such as those of a theme.

use std::ops::Range;

use super::{Faulty, Kind, Node};
use crate::diag::text::BOM;
use crate::diag::{self, Diagnostics, LineIndex, Place, Segment};

/// The file, read but not understood.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Where it lies, for messages.
    path: String,
    text: String,
    /// Where the YAML starts.
    base: usize,
    /// Its tree.
    pub root: Node,
}

impl Sheet {
    /// Reads a file; `None` where there is nothing to go on.
    pub fn read(path: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = match diag::utf8(path, bytes) {
            Ok(text) => text.to_owned(),
            Err(problem) => {
                diagnostics.push(*problem);
                return None;
            }
        };
        let base = if text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
        let index = LineIndex::new(&text);
        let (root, faults) = Node::load(&text[base..]);
        diagnostics
            .extend(faults.into_iter().map(|fault| fault.into_diagnostic(path, &index, base)));
        Some(Self { path: path.to_owned(), base, root: root?, text })
    }

    /// Reads its values; faults are told, and the names of the keys that have some are given.
    pub fn decode<T: serde::de::DeserializeOwned>(
        &self,
        diagnostics: &mut Diagnostics,
    ) -> (Option<T>, Faulty) {
        let index = LineIndex::new(&self.text);
        let decoded = super::decode::<Option<T>>(&mut self.root.clone());
        let faults = decoded.faults.into_iter();
        diagnostics
            .extend(faults.map(|fault| fault.into_diagnostic(&self.path, &index, self.base)));
        (decoded.value.flatten(), decoded.faulty)
    }

    /// The place of a value, else that of its key, else that of what it would stand in.
    pub fn value(&self, path: &[Segment]) -> Place {
        let filled = |range: &Range<usize>| !range.is_empty();
        let parent = &path[..path.len().saturating_sub(1)];
        let range = super::find(&self.root, path, false)
            .filter(filled)
            .or_else(|| super::find(&self.root, path, true))
            .or_else(|| parent.iter().try_fold(&self.root, Node::child).map(Node::start))
            .unwrap_or_else(|| self.root.start());
        self.place(range)
    }

    /// The place of a range of its tree.
    pub fn place(&self, range: Range<usize>) -> Place {
        let range = range.start + self.base..range.end + self.base;
        Place::range(&self.path, &LineIndex::new(&self.text), range)
    }

    /// How many entries a list has; what is none has none.
    pub fn length(&self, path: &[Segment]) -> usize {
        match path.iter().try_fold(&self.root, Node::child).map(|node| &node.kind) {
            Some(Kind::List(entries)) => entries.len(),
            _ => 0,
        }
    }

    /// A value as it was typed.
    pub fn typed(&self, path: &[Segment]) -> Option<&str> {
        path.iter().try_fold(&self.root, Node::child)?.as_text()
    }

    /// What a `#` without quotes has made a comment of, behind a key whose value is blank.
    pub fn commented(&self, key: &Node) -> Option<&str> {
        LineIndex::new(&self.text).comment_after(key.range.end + self.base)
    }
}
