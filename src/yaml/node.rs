//! The tree: every value of a YAML text with its bytes.

use std::ops::Range;

use super::{Fault, load};
use crate::diag::Segment;

/// How deep a file may be nested; no key of the format needs more than six levels.
pub const MAX_DEPTH: usize = 48;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// The bytes of the text, quotes included.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// How many values it holds, itself included.
    pub(super) size: usize,
    /// How many levels it has, itself included.
    pub(super) depth: usize,
    /// Whether it was taken out of the list that it stands in, where others keep their positions.
    gone: bool,
    /// Whether something was taken out of it.
    damaged: bool,
    /// Whether it is a text below a `|` or `>`; its bytes are those of the lines.
    pub(super) block: bool,
}

/// The kinds of values.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A text, number, truth value or nothing: which of them is decided by who reads it.
    Scalar {
        /// The value with quotes and escapes resolved.
        text: String,
        /// Written without quotes and not as a block.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// Keys and values in the order of the file.
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// Parses a text. Faults that leave a usable tree, such as a duplicate key, come beside it.
    pub fn load(text: &str) -> (Option<Self>, Vec<Fault>) {
        load::load(text)
    }

    /// The text of a scalar.
    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            Kind::List(_) | Kind::Map(_) => None,
        }
    }

    /// Whether it is no value: left blank, or `~` or `null` without quotes.
    pub fn is_nothing(&self) -> bool {
        let Kind::Scalar { text, plain: true } = &self.kind else { return false };
        matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL")
    }

    /// Whether it is a text below a `|` or `>`, which is not among its bytes.
    pub fn is_block(&self) -> bool {
        self.block
    }

    /// The elements of a list.
    pub fn into_list(self) -> Option<Vec<Self>> {
        match self.kind {
            Kind::List(nodes) => Some(nodes),
            Kind::Scalar { .. } | Kind::Map(_) => None,
        }
    }

    /// The key and value of a name.
    pub fn pair(&self, name: &str) -> Option<(&Self, &Self)> {
        let Kind::Map(pairs) = &self.kind else { return None };
        pairs.iter().find(|(key, _)| key.as_text() == Some(name)).map(|(key, value)| (key, value))
    }

    /// Takes the value of a name out of a map.
    pub fn take(&mut self, name: &str) -> Option<Self> {
        let Kind::Map(pairs) = &mut self.kind else { return None };
        let at = pairs.iter().position(|(key, _)| key.as_text() == Some(name))?;
        Some(pairs.remove(at).1)
    }

    /// Adds the keys of another map that this one does not have.
    pub fn add_missing(&mut self, defaults: &Self) {
        let Kind::Map(defaults) = &defaults.kind else { return };
        let missing: Vec<(Self, Self)> = defaults
            .iter()
            .filter(|(key, _)| key.as_text().is_some_and(|name| self.pair(name).is_none()))
            .cloned()
            .collect();
        if let Kind::Map(pairs) = &mut self.kind {
            pairs.extend(missing);
        }
    }

    /// The value that one segment of a path leads to.
    ///
    /// Where one value may stand for a list of one, index 0 is the value itself.
    pub fn child(&self, segment: &Segment) -> Option<&Self> {
        match (segment, &self.kind) {
            (Segment::Key(name), _) => self.pair(name).map(|(_, value)| value),
            (Segment::Index(at), Kind::List(nodes)) => nodes.get(*at),
            (Segment::Index(0), _) => Some(self),
            (Segment::Index(_), _) => None,
        }
    }

    /// Where a reader looks first: a scalar whole, a collection's first line.
    pub fn start(&self) -> Range<usize> {
        match &self.kind {
            Kind::Map(pairs) => {
                pairs.first().map_or(self.range.clone(), |(key, _)| key.range.clone())
            }
            Kind::List(nodes) => nodes.first().map_or(self.range.clone(), Self::start),
            Kind::Scalar { .. } => self.range.clone(),
        }
    }

    /// The name of the key at a position of a map.
    pub(super) fn key_at(&self, at: Option<usize>) -> Option<&str> {
        match &self.kind {
            Kind::Map(pairs) => pairs.get(at?)?.0.as_text(),
            Kind::Scalar { .. } | Kind::List(_) => None,
        }
    }

    /// Whether it was taken out of its list.
    pub(super) fn is_gone(&self) -> bool {
        self.gone
    }

    /// Whether something was taken out of the node that positions lead to.
    pub(super) fn is_damaged(&self, steps: &[usize]) -> bool {
        let Some((at, rest)) = steps.split_first() else { return self.damaged };
        let child = match &self.kind {
            Kind::Map(pairs) => pairs.get(*at).map(|(_, value)| value),
            Kind::List(nodes) => nodes.get(*at),
            Kind::Scalar { .. } => None,
        };
        child.is_some_and(|child| child.is_damaged(rest))
    }

    /// Removes the node that positions lead to; `false` if that is this node itself.
    pub(super) fn remove(&mut self, steps: &[usize]) -> bool {
        match (steps, &mut self.kind) {
            ([at], Kind::Map(pairs)) if *at < pairs.len() => {
                pairs.remove(*at);
                self.damaged = true;
            }
            ([at], Kind::List(nodes)) if *at < nodes.len() => nodes[*at].gone = true,
            ([at, rest @ ..], Kind::Map(pairs)) if *at < pairs.len() => {
                return pairs[*at].1.remove(rest);
            }
            ([at, rest @ ..], Kind::List(nodes)) if *at < nodes.len() => {
                return nodes[*at].remove(rest);
            }
            _ => return false,
        }
        true
    }

    pub(super) fn new(range: Range<usize>, kind: Kind) -> Self {
        let (mut size, mut depth) = (1, 0);
        let mut add = |node: &Self| {
            size += node.size;
            depth = depth.max(node.depth);
        };
        match &kind {
            Kind::Scalar { .. } => {}
            Kind::List(nodes) => nodes.iter().for_each(add),
            Kind::Map(pairs) => pairs.iter().for_each(|(key, value)| {
                add(key);
                add(value);
            }),
        }
        Self { range, kind, size, depth: depth + 1, gone: false, damaged: false, block: false }
    }

    /// A blank value.
    pub fn nothing() -> Self {
        Self::nothing_at(0)
    }

    pub(super) fn nothing_at(at: usize) -> Self {
        Self::new(at..at, Kind::Scalar { text: String::new(), plain: true })
    }
}
