//! A file of records: its YAML as a tree that knows its bytes.

use std::ops::RangeInclusive;

use crate::content::front_matter;
use crate::content::inputs::Kind;
use crate::diag::text::BOM;
use crate::diag::{LineIndex, Place};
use crate::yaml::{self, Node};

/// A file of records as it is told to this room.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// What it is for: one review, or a list of them.
    pub kind: Kind,
    /// Path relative to the site's folder, for messages.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// A file that can be read without a fault.
pub(super) struct Document<'a> {
    pub(super) file: File<'a>,
    /// The YAML in it.
    pub(super) yaml: &'a str,
    /// Where that starts.
    pub(super) base: usize,
    /// Its tree.
    pub(super) root: Node,
}

impl<'a> Document<'a> {
    /// Reads a file; else says where it cannot be read, and why.
    pub(super) fn read(file: File<'a>) -> Result<Self, (Place, String)> {
        let text = file.text;
        let range = match file.kind {
            Kind::Testimonial => {
                let parts = front_matter::split(text);
                let no_keys = "this file has no front matter between two `---` lines".to_owned();
                parts.map_err(|_| (Place::file(file.path), no_keys))?.yaml
            }
            _ => (if text.starts_with(BOM) { BOM.len_utf8() } else { 0 })..text.len(),
        };
        let (base, yaml) = (range.start, &text[range]);
        let (root, mut faults) = Node::load(yaml);
        match root {
            Some(root) if faults.is_empty() => Ok(Self { file, yaml, base, root }),
            _ if faults.is_empty() => {
                Err((Place::file(file.path), "this file cannot be read".to_owned()))
            }
            _ => {
                let fault = faults.swap_remove(0);
                let place = LineIndex::new(text);
                let range = fault.range.start + base..fault.range.end + base;
                Err((Place::range(file.path, &place, range), fault.message))
            }
        }
    }

    /// The list of entries; `None` where the file is one record.
    pub(super) fn list(&self) -> Option<&Node> {
        match self.file.kind {
            Kind::Testimonial => None,
            _ => Some(self.root.pair("reviews").map_or(&self.root, |(_, list)| list)),
        }
    }

    /// What is merged under each entry.
    pub(super) fn defaults(&self) -> Option<&Node> {
        self.list()?;
        self.root.pair("defaults").map(|(_, defaults)| defaults)
    }

    /// A record.
    pub(super) fn record(&self, entry: Option<u32>) -> Option<&Node> {
        match (self.list(), entry) {
            (None, None) => Some(&self.root),
            (Some(list), Some(entry)) => entries(list)?.get(entry as usize),
            _ => None,
        }
    }

    /// The first and the last line of a record; of a file that is one record, all.
    pub(super) fn lines(
        &self,
        entry: Option<u32>,
        index: &LineIndex<'_>,
    ) -> Option<RangeInclusive<u32>> {
        let Some(entry) = entry else { return Some(1..=u32::MAX) };
        let record = self.record(Some(entry))?;
        let line = |at: usize| index.position(at + self.base).line;
        Some(line(record.range.start)..=line(record.range.end))
    }

    /// The place of a record, or of one of its values.
    pub(super) fn place(
        &self,
        entry: Option<u32>,
        key: Option<&str>,
        index: &LineIndex<'_>,
    ) -> Place {
        let Some(record) = self.record(entry) else { return Place::file(self.file.path) };
        let value = key.and_then(|key| record.pair(key)).map(|(key, _)| key.range.clone());
        let range = value.unwrap_or_else(|| record.start());
        Place::range(self.file.path, index, range.start + self.base..range.end + self.base)
    }
}

/// The entries of a list.
pub(super) fn entries(list: &Node) -> Option<&[Node]> {
    match &list.kind {
        yaml::Kind::List(entries) => Some(entries),
        yaml::Kind::Scalar { .. } | yaml::Kind::Map(_) => None,
    }
}

/// The keys and values of a record; one that is blank has none.
pub(super) fn pairs(record: &Node) -> Option<&[(Node, Node)]> {
    match &record.kind {
        yaml::Kind::Map(pairs) => Some(pairs),
        yaml::Kind::Scalar { .. } if record.is_nothing() => Some(&[]),
        yaml::Kind::Scalar { .. } | yaml::Kind::List(_) => None,
    }
}
