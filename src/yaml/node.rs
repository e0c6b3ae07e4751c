//! The tree: every value of a YAML text with its bytes.

use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use super::Fault;
use crate::diag::Segment;
use crate::diag::text::brief;

/// How deep a file may be nested; no key of the format needs more than six levels.
pub const MAX_DEPTH: usize = 48;

/// How many values the aliases of one file may stand for, all together.
const MAX_ALIASED: usize = 10_000;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// The bytes of the text, quotes included.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// How many values it holds, itself included.
    size: usize,
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
        let mut loader = Loader::new(text);
        match loader.run(text) {
            Ok(()) => (Some(loader.finish(text)), loader.faults),
            Err(fault) => {
                loader.faults.push(fault);
                (None, loader.faults)
            }
        }
    }

    /// The text of a scalar.
    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            Kind::List(_) | Kind::Map(_) => None,
        }
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

    /// Removes the node that positions lead to; `false` if that is this node itself.
    pub(super) fn remove(&mut self, steps: &[usize]) -> bool {
        match (steps, &mut self.kind) {
            ([at], Kind::Map(pairs)) if *at < pairs.len() => drop(pairs.remove(*at)),
            ([at], Kind::List(nodes)) if *at < nodes.len() => drop(nodes.remove(*at)),
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

    fn new(range: Range<usize>, kind: Kind) -> Self {
        let size = 1 + match &kind {
            Kind::Scalar { .. } => 0,
            Kind::List(nodes) => nodes.iter().map(|node| node.size).sum(),
            Kind::Map(pairs) => pairs.iter().map(|(key, value)| key.size + value.size).sum(),
        };
        Self { range, kind, size }
    }

    fn nothing(at: usize) -> Self {
        Self::new(at..at, Kind::Scalar { text: String::new(), plain: true })
    }
}

/// A collection that is still open.
struct Open {
    start: usize,
    anchor: usize,
    map: bool,
    nodes: Vec<Node>,
}

struct Loader {
    offsets: Offsets,
    open: Vec<Open>,
    anchors: Vec<Option<Arc<Node>>>,
    aliased: usize,
    documents: usize,
    root: Option<Node>,
    faults: Vec<Fault>,
}

impl Loader {
    fn new(text: &str) -> Self {
        Self {
            offsets: Offsets::new(text),
            open: Vec::new(),
            anchors: Vec::new(),
            aliased: 0,
            documents: 0,
            root: None,
            faults: Vec::new(),
        }
    }

    fn run(&mut self, text: &str) -> Result<(), Fault> {
        let mut parser = Parser::new_from_str(text);
        while let Some(next) = parser.next_event() {
            let (event, span) = next.map_err(|error| self.syntax(text, &error))?;
            self.event(text, event, span)?;
        }
        Ok(())
    }

    fn finish(&mut self, text: &str) -> Node {
        self.root.take().unwrap_or_else(|| Node::nothing(text.len().min(1).saturating_sub(1)))
    }

    fn event(&mut self, text: &str, event: Event<'_>, span: Span) -> Result<(), Fault> {
        let range = self.offsets.range(&span);
        match event {
            Event::DocumentStart(_) => self.document(range),
            Event::Scalar(value, style, anchor, _) => {
                let plain = style == ScalarStyle::Plain;
                let end = range.start + text[range.clone()].trim_end().len();
                let kind = Kind::Scalar { text: value.into_owned(), plain };
                self.value(Node::new(range.start..end, kind), anchor);
                Ok(())
            }
            Event::SequenceStart(anchor, _) => self.start(range, anchor, false),
            Event::MappingStart(anchor, _) => self.start(range, anchor, true),
            Event::SequenceEnd | Event::MappingEnd => {
                self.end(range.start);
                Ok(())
            }
            Event::Alias(anchor) => self.alias(anchor, range),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn document(&mut self, range: Range<usize>) -> Result<(), Fault> {
        self.documents += 1;
        if self.documents == 1 {
            return Ok(());
        }
        Err(Fault {
            code: "yaml-many-documents",
            message: "a `---` line starts a second document in this file".to_owned(),
            range,
            label: Some("everything below would be lost".to_owned()),
            hint: Some("remove the line, or move what follows to a file of its own".to_owned()),
        })
    }

    fn start(&mut self, range: Range<usize>, anchor: usize, map: bool) -> Result<(), Fault> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Fault {
                code: "yaml-too-deep",
                message: format!("this is nested deeper than {MAX_DEPTH} levels"),
                range,
                label: None,
                hint: Some("no field of the format needs more than six levels".to_owned()),
            });
        }
        self.open.push(Open { start: range.start, anchor, map, nodes: Vec::new() });
        Ok(())
    }

    fn end(&mut self, at: usize) {
        let Some(open) = self.open.pop() else { return };
        let end = open.nodes.last().map_or(at, |node| node.range.end).max(open.start);
        let kind = if open.map { self.map(open.nodes) } else { Kind::List(open.nodes) };
        self.value(Node::new(open.start..end, kind), open.anchor);
    }

    /// Pairs keys with values and reports keys that come twice; the first one is kept.
    fn map(&mut self, nodes: Vec<Node>) -> Kind {
        let mut pairs: Vec<(Node, Node)> = Vec::with_capacity(nodes.len() / 2);
        let mut seen = std::collections::BTreeSet::new();
        let mut nodes = nodes.into_iter();
        while let (Some(key), Some(value)) = (nodes.next(), nodes.next()) {
            let name = key.as_text().map(str::to_owned);
            match name {
                Some(name) if !seen.insert(name.clone()) => self.faults.push(Fault {
                    code: "duplicate-key",
                    message: format!("`{}` is given twice", brief(&name)),
                    range: key.range.clone(),
                    label: Some("the second time".to_owned()),
                    hint: Some("keep one of the two lines".to_owned()),
                }),
                _ => pairs.push((key, value)),
            }
        }
        Kind::Map(pairs)
    }

    fn alias(&mut self, anchor: usize, range: Range<usize>) -> Result<(), Fault> {
        let fault = |code, message: &str, hint: &str| Fault {
            code,
            message: message.to_owned(),
            range: range.clone(),
            label: None,
            hint: Some(hint.to_owned()),
        };
        let Some(target) = self.anchors.get(anchor).cloned().flatten() else {
            return Err(fault(
                "yaml-alias",
                "this alias stands inside what it refers to",
                "write the value out",
            ));
        };
        self.aliased += target.size;
        if self.aliased > MAX_ALIASED {
            return Err(fault(
                "yaml-aliases",
                "the aliases of this file stand for too many values",
                "write the values out; up to 10,000 may come from aliases",
            ));
        }
        self.value(Node { range, ..Node::clone(&target) }, 0);
        Ok(())
    }

    fn value(&mut self, node: Node, anchor: usize) {
        if anchor > 0 {
            if self.anchors.len() <= anchor {
                self.anchors.resize(anchor + 1, None);
            }
            self.anchors[anchor] = Some(Arc::new(node.clone()));
        }
        match self.open.last_mut() {
            Some(open) => open.nodes.push(node),
            None => self.root = Some(node),
        }
    }

    fn syntax(&self, text: &str, error: &ScanError) -> Fault {
        let at = self.offsets.byte(error.marker().index());
        let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
        let line = text[start..].lines().next().unwrap_or_default();
        let indent = &line[..line.len() - line.trim_start().len()];
        let hint = if indent.contains('\t') || error.info().contains("tab") {
            "indent with spaces; YAML does not allow tabs there"
        } else if line.matches(": ").count() > 1 {
            "a text that contains `: ` must stand in quotes"
        } else {
            "check quotes, brackets and indentation of this line and the one before"
        };
        Fault {
            code: "yaml-syntax",
            message: format!("this is not valid YAML: {}", error.info()),
            range: at..(at + text[at..].chars().next().map_or(0, char::len_utf8)),
            label: None,
            hint: Some(hint.to_owned()),
        }
    }
}

/// The parser counts characters, Rust's strings count bytes.
struct Offsets {
    length: usize,
    /// Byte offset of each character; empty where every character is one byte.
    bytes: Vec<usize>,
}

impl Offsets {
    fn new(text: &str) -> Self {
        let bytes = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(at, _)| at).collect()
        };
        Self { length: text.len(), bytes }
    }

    fn byte(&self, character: usize) -> usize {
        if self.bytes.is_empty() {
            character.min(self.length)
        } else {
            self.bytes.get(character).copied().unwrap_or(self.length)
        }
    }

    fn range(&self, span: &Span) -> Range<usize> {
        let start = self.byte(span.start.index());
        start..self.byte(span.end.index()).max(start)
    }
}
