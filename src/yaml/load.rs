//! From the parser's events to the tree, with the faults of the text itself.

use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, Tag};

use super::Fault;
use super::node::{Kind, MAX_DEPTH, Node};
use crate::diag::text::brief;

/// How many values the aliases of one file may stand for, all together.
const MAX_ALIASED: usize = 10_000;

/// See [`Node::load`].
pub(super) fn load(text: &str) -> (Option<Node>, Vec<Fault>) {
    let text = without_blank_end(text);
    let mut loader = Loader::new(text);
    loader.characters(text);
    match loader.run(text) {
        Ok(()) => (Some(loader.finish(text)), loader.faults),
        Err(fault) => {
            // The parser stumbles over such a character too, and says less about it.
            if loader.faults.iter().all(|known| known.range.start != fault.range.start) {
                loader.faults.push(fault);
            }
            (None, loader.faults)
        }
    }
}

/// Whether a text may have a tag in it. Cheap, and wrong only for texts that have none.
pub fn may_have_tags(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'!', bytes).any(|at| {
        let starts = at == 0 || b" \t\r\n[{,:".contains(&bytes[at - 1]);
        let goes_on = bytes.get(at + 1).is_some_and(|next| !next.is_ascii_whitespace());
        starts && goes_on
    })
}

/// The text without a last line of spaces that has no line end: the two parsers differ in whether it
/// is a line of a text above it.
fn without_blank_end(text: &str) -> &str {
    let end = text.trim_end_matches([' ', '\t']);
    if end.ends_with(['\n', '\r']) { end } else { text }
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
        self.root.take().unwrap_or_else(|| Node::nothing_at(text.len().min(1).saturating_sub(1)))
    }

    fn event(&mut self, text: &str, event: Event<'_>, span: Span) -> Result<(), Fault> {
        let range = self.offsets.range(&span);
        match event {
            Event::DocumentStart(_) => self.document(range),
            Event::Scalar(value, style, anchor, tag) => {
                self.tag(tag.as_deref(), &range);
                let plain = style == ScalarStyle::Plain;
                let end = range.start + text[range.clone()].trim_end().len();
                let mut value = value.into_owned();
                let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                // A line that the end of the file cuts off has no line end.
                let cut_off = range.end == text.len() && !text.ends_with(['\n', '\r']);
                if block && cut_off && value.ends_with('\n') {
                    value.pop();
                }
                let kind = Kind::Scalar { text: value, plain };
                let mut node = Node::new(range.start..end, kind);
                node.block = block;
                self.value(node, anchor);
                Ok(())
            }
            Event::SequenceStart(anchor, tag) => {
                self.tag(tag.as_deref(), &range);
                self.start(range, anchor, false)
            }
            Event::MappingStart(anchor, tag) => {
                self.tag(tag.as_deref(), &range);
                self.start(range, anchor, true)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let flow = matches!(&text[range.clone()], "]" | "}");
                self.end(if flow { range } else { range.start..range.start });
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
            message: "a second document starts here in this file".to_owned(),
            range,
            label: Some("everything below would be lost".to_owned()),
            hint: Some(
                "remove the line `---` or `...`, or move what follows to a file of its own"
                    .to_owned(),
            ),
        })
    }

    fn start(&mut self, range: Range<usize>, anchor: usize, map: bool) -> Result<(), Fault> {
        if self.open.len() >= MAX_DEPTH {
            return Err(too_deep(range));
        }
        self.open.push(Open { start: range.start, anchor, map, nodes: Vec::new() });
        Ok(())
    }

    /// Closes a collection: behind its bracket, or behind its last value.
    fn end(&mut self, bracket: Range<usize>) {
        let Some(open) = self.open.pop() else { return };
        let last = open.nodes.last().map_or(bracket.start, |node| node.range.end);
        let end = if bracket.is_empty() { last } else { bracket.end }.max(open.start);
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
        if self.open.len() + target.depth > MAX_DEPTH + 1 {
            return Err(too_deep(range));
        }
        self.aliased += target.size;
        if self.aliased > MAX_ALIASED {
            return Err(fault(
                "yaml-aliases",
                "the aliases of this file stand for too many values",
                "write the values out; up to 10,000 may come from aliases",
            ));
        }
        let mut node = Node::clone(&target);
        node.range = range;
        self.value(node, 0);
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

    /// A tag would change what a value means, which no reader of the format is told.
    fn tag(&mut self, tag: Option<&Tag>, range: &Range<usize>) {
        if let Some(tag) = tag {
            let handle = if tag.handle.ends_with(':') { "!!" } else { &tag.handle };
            self.faults.push(Fault {
                code: "yaml-tag",
                message: format!(
                    "the tag `{}` has no meaning here",
                    brief(&format!("{handle}{}", tag.suffix))
                ),
                range: range.clone(),
                label: None,
                hint: Some("remove it; a number is a text where it stands in quotes".to_owned()),
            });
        }
    }

    /// Characters that cannot be seen, and that the two parsers take for different things.
    fn characters(&mut self, text: &str) {
        let hidden = |c: char| {
            c.is_control() && !matches!(c, '\n' | '\r' | '\t')
                || matches!(c, '\u{2028}' | '\u{2029}')
        };
        for (at, found) in text.match_indices(hidden) {
            let code = found.chars().next().map_or(0, u32::from);
            self.faults.push(Fault {
                code: "yaml-character",
                message: format!("the invisible character U+{code:04X} cannot stand here"),
                range: at..at + found.len(),
                label: None,
                hint: Some("remove it; it often comes along with a copied text".to_owned()),
            });
        }
    }

    fn syntax(&self, text: &str, error: &ScanError) -> Fault {
        let mut at = self.offsets.byte(error.marker().index());
        let info = error.info();
        if info == "recursion limit exceeded" {
            return too_deep(at..at);
        }
        if info.starts_with("simple key") {
            // It ended where the next line begins.
            at = text[..at].trim_end().rfind('\n').map_or(0, |line| line + 1);
        }
        let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
        let line = text[start..].lines().next().unwrap_or_default();
        Fault {
            code: "yaml-syntax",
            message: format!("this is not valid YAML: {info}"),
            range: at..(at + text[at..].chars().next().map_or(0, char::len_utf8)),
            label: None,
            hint: Some(syntax_hint(info, line).to_owned()),
        }
    }
}

/// What most likely went wrong, by the parser's words and the line.
fn syntax_hint(info: &str, line: &str) -> &'static str {
    let indent = &line[..line.len() - line.trim_start().len()];
    if indent.contains('\t') || info.contains(" tab") || info.starts_with("tab") {
        "indent with spaces; YAML does not allow tabs there"
    } else if line.matches(": ").count() > 1 && info.contains("not allowed") {
        "a text that contains `: ` must stand in quotes"
    } else if info.starts_with("simple key") {
        "a key is followed by `: `, with a space"
    } else if info.contains("unknown anchor") {
        "a text that starts with `*` must stand in quotes"
    } else if info.contains("unexpected character") {
        "a text that starts with this character must stand in quotes"
    } else if info.contains("trailing content") {
        "the quotes end before the text does; inside single quotes write `''` for an apostrophe"
    } else if info.contains("escape") || info.contains("hexadecimal") {
        "write `\\\\` for a backslash in double quotes, or use single quotes"
    } else if info.contains("in quoted scalar") {
        "the quote that is opened here is not closed"
    } else {
        "check quotes, brackets and indentation of this line and the one before"
    }
}

fn too_deep(range: Range<usize>) -> Fault {
    Fault {
        code: "yaml-too-deep",
        message: format!("this is nested deeper than {MAX_DEPTH} levels"),
        range,
        label: None,
        hint: Some("no field of the format needs more than six levels".to_owned()),
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
