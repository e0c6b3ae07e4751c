//! XML, event by event.
//!
//! Entities that a document declares are never unfolded, so none of them can grow.

use std::collections::BTreeSet;
use std::io::BufRead;

use quick_xml::events::Event;

use super::bounded::{Bounded, Progress};
use super::{Fault, Input, LONGEST_ROW};

/// A document that is read from its start.
pub struct Document<'a> {
    input: &'a Input,
    reader: quick_xml::Reader<std::io::BufReader<Bounded<Box<dyn BufRead>>>>,
    progress: Progress,
    buffer: Vec<u8>,
    line: u64,
    depth: usize,
}

/// What stands next in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// An element begins: its name, with its prefix, and its attributes.
    Start(String, Vec<(String, String)>),
    /// A text, with the entities of XML resolved.
    Text(String),
    /// An element ends.
    End(String),
}

/// Elements inside each other.
const DEEPEST: usize = 200;

impl<'a> Document<'a> {
    /// Begins to read.
    pub fn new(input: &'a Input) -> Result<Self, Fault> {
        let mut text = input.text()?;
        // What it says of its encoding was true of its bytes, not of this text.
        let start = crate::fsx::context("read", input.disk(), text.fill_buf())?;
        let declared =
            start.starts_with(b"<?xml").then(|| memchr::memmem::find(start, b"?>")).flatten();
        text.consume(declared.map_or(0, |end| end + 2));
        let (bounded, progress) = Bounded::new(text);
        let buffered = std::io::BufReader::with_capacity(1 << 12, bounded);
        let mut reader = quick_xml::Reader::from_reader(buffered);
        reader.config_mut().expand_empty_elements = true;
        Ok(Self { input, reader, progress, buffer: Vec::new(), line: 1, depth: 0 })
    }

    /// The line on which the last piece begins.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// What stands next; `None` at the end.
    pub fn piece(&mut self) -> Result<Option<Piece>, Fault> {
        loop {
            self.line += memchr::memchr_iter(b'\n', &self.buffer).count() as u64;
            self.buffer.clear();
            let line = self.line;
            let input = self.input;
            let broken = |said: &dyn std::fmt::Display| -> Fault {
                input.broken(line, format!("this document cannot be read: {said}")).into()
            };
            let event =
                self.reader.read_event_into(&mut self.buffer).map_err(|error| broken(&error))?;
            self.progress.row_ends();
            let piece = match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(broken(&"its elements are nested too deeply"));
                    }
                    let name = start.name().as_ref().to_owned();
                    let mut attributes = start.attributes();
                    let attributes = attributes.with_checks(false).filter_map(Result::ok);
                    let attributes = attributes.map(|attribute| {
                        let key = attribute.key.as_ref().to_owned();
                        let value = quick_xml::escape::unescape(&attribute.value)
                            .map(std::borrow::Cow::into_owned);
                        (key, value.unwrap_or_else(|_| attribute.value.to_string()))
                    });
                    Piece::Start(name, attributes.collect())
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Piece::End(end.name().as_ref().to_owned())
                }
                Event::Text(text) => Piece::Text(text.to_string()),
                Event::CData(data) => Piece::Text(data.to_string()),
                Event::GeneralRef(reference) => {
                    let name = reference.to_string();
                    Piece::Text(entity(&name).ok_or_else(|| {
                        broken(&format!("it names the entity `{name}`, which nothing defines"))
                    })?)
                }
                Event::Eof => return Ok(None),
                Event::Empty(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => continue,
            };
            return Ok(Some(piece));
        }
    }

    /// The text up to the end of the element that has just begun, whatever is inside.
    pub fn text(&mut self) -> Result<String, Fault> {
        let (mut text, mut depth) = (String::new(), 1);
        while let Some(piece) = self.piece()? {
            match piece {
                Piece::Start(..) => depth += 1,
                Piece::End(_) => depth -= 1,
                Piece::Text(more) => text.push_str(&more),
            }
            if depth == 0 {
                break;
            }
            if text.len() > LONGEST_ROW {
                return Err(self
                    .input
                    .broken(self.line(), "an element in this document is larger than 16 MB")
                    .into());
            }
        }
        Ok(text)
    }
}

/// A character that XML or HTML has a name for, or a number.
fn entity(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32).map(String::from);
    }
    quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned)
}

/// So many pieces of a document are looked at.
const LOOKED_AT: usize = 100_000;

/// The names of the first elements. What WordPress exports are posts of all kinds, so those that say the
/// kind stand there with their text too.
pub(super) fn elements(input: &Input) -> Result<BTreeSet<String>, Fault> {
    let mut document = Document::new(input)?;
    let mut names = BTreeSet::new();
    let mut kind = None;
    for _ in 0..LOOKED_AT {
        match document.piece() {
            Ok(Some(Piece::Start(name, _))) => {
                kind = name.ends_with("post_type").then(|| name.clone());
                names.insert(name);
            }
            Ok(Some(Piece::Text(text))) => {
                if let Some(name) = kind.take() {
                    names.insert(format!("{name}.{}", text.trim()));
                }
            }
            Ok(Some(Piece::End(_))) => kind = None,
            Err(fault) if names.is_empty() => return Err(fault),
            Ok(None) | Err(_) => break,
        }
    }
    Ok(names)
}
