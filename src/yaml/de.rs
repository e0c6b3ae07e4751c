//! Reads typed values from the tree, with errors that know which node is at fault.

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, Expected, IntoDeserializer, Unexpected, Visitor};

use super::Fault;
use super::node::{Kind, Node};
use super::scalar::{Scalar, number, resolve};
use crate::diag::suggest;
use crate::diag::text::brief;

/// Why a value could not be read, and the way to it.
#[derive(Debug)]
pub(super) struct Error {
    what: What,
    /// Positions from the root to the faulty node, innermost first.
    steps: Vec<usize>,
}

#[derive(Debug)]
enum What {
    WrongType { found: String, expected: String },
    UnknownKey { key: String, known: &'static [&'static str] },
    UnknownWord { word: String, known: &'static [&'static str] },
    MissingKey(&'static str),
    KeyIsNoText,
    Custom(String),
}

impl Error {
    /// The way from the root to the faulty node.
    pub(super) fn steps(&self) -> Vec<usize> {
        self.steps.iter().rev().copied().collect()
    }

    /// Whether a key that must be there is missing.
    pub(super) fn is_missing_key(&self) -> bool {
        matches!(self.what, What::MissingKey(_))
    }

    /// Says what is wrong, in terms of the file.
    pub(super) fn into_fault(self, root: &Node) -> Fault {
        let (key, value, name) = locate(root, &self.steps());
        let subject = if name.is_empty() { "this".to_owned() } else { format!("`{name}`") };
        match self.what {
            What::UnknownKey { key: word, known } => Fault {
                code: "unknown-key",
                message: match word.trim() {
                    "" => "a blank key is not known here".to_owned(),
                    _ => format!("`{}` is not a key that is known here", brief(&word)),
                },
                range: key,
                label: None,
                hint: Some(match word.as_str() {
                    "<<" => "keys are not merged; write them out".to_owned(),
                    _ => suggest::hint(&word, known),
                }),
            },
            What::UnknownWord { word, known } => Fault {
                code: "unknown-word",
                message: format!("{subject} cannot be {}", quoted(&word)),
                range: value,
                label: None,
                hint: Some(suggest::hint(&word, known)),
            },
            What::WrongType { found, expected } => Fault {
                code: "wrong-type",
                message: format!("{subject} is {found}, but it must be {expected}"),
                range: value,
                label: Some(format!("expected {expected}")),
                hint: truth_value(&found, &expected).map(|word| format!("write `{word}`")),
            },
            What::MissingKey(name) => Fault {
                code: "key-missing",
                message: format!("{subject} has no `{name}`"),
                range: value,
                label: None,
                hint: None,
            },
            What::KeyIsNoText => Fault {
                code: "wrong-type",
                message: "a key must be a text".to_owned(),
                range: key,
                label: Some("expected a text".to_owned()),
                hint: None,
            },
            What::Custom(text) => Fault {
                code: "wrong-value",
                message: format!("{subject}: {text}"),
                range: value,
                label: None,
                hint: None,
            },
        }
    }

    fn under(mut self, step: usize) -> Self {
        self.steps.push(step);
        self
    }
}

type Bytes = std::ops::Range<usize>;

/// How messages call what can be true or false.
const TRUTH_VALUE: &str = "`true` or `false`";

/// A word of the file as a message names it.
fn quoted(word: &str) -> String {
    if word.trim().is_empty() { "blank".to_owned() } else { format!("`{}`", brief(word)) }
}

/// The truth value that a word of older YAML stands for.
fn truth_value(found: &str, expected: &str) -> Option<&'static str> {
    if expected != TRUTH_VALUE {
        return None;
    }
    match found.strip_prefix("the text `")?.strip_suffix('`')?.to_ascii_lowercase().as_str() {
        "yes" | "on" | "y" | "true" => Some("true"),
        "no" | "off" | "n" | "false" => Some("false"),
        _ => None,
    }
}

/// The bytes of the key and of the value at the end of a way, and the field's written name.
fn locate(root: &Node, steps: &[usize]) -> (Bytes, Bytes, String) {
    let mut found = (root.start(), root.start(), String::new());
    let mut node = root;
    for step in steps {
        match &node.kind {
            Kind::Map(pairs) => {
                let Some((key, value)) = pairs.get(*step) else { break };
                let dot = if found.2.is_empty() { "" } else { "." };
                let name = brief(key.as_text().unwrap_or("?"));
                found = (key.range.clone(), caret(value, key), format!("{}{dot}{name}", found.2));
                node = value;
            }
            Kind::List(nodes) => {
                let Some(value) = nodes.get(*step) else { break };
                found = (value.start(), value.start(), format!("{}[{}]", found.2, step + 1));
                node = value;
            }
            Kind::Scalar { .. } => break,
        }
    }
    found
}

/// Where the caret of a value goes: to its key when the value is blank.
fn caret(value: &Node, key: &Node) -> Bytes {
    let start = value.start();
    if start.is_empty() { key.range.clone() } else { start }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.what)
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(text: T) -> Self {
        Self { what: What::Custom(text.to_string()), steps: Vec::new() }
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let what =
            What::WrongType { found: found_words(found), expected: expected_words(expected) };
        Self { what, steps: Vec::new() }
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_type(found, expected)
    }

    fn unknown_field(key: &str, known: &'static [&'static str]) -> Self {
        Self { what: What::UnknownKey { key: key.to_owned(), known }, steps: Vec::new() }
    }

    fn missing_field(key: &'static str) -> Self {
        Self { what: What::MissingKey(key), steps: Vec::new() }
    }

    fn unknown_variant(word: &str, known: &'static [&'static str]) -> Self {
        Self { what: What::UnknownWord { word: word.to_owned(), known }, steps: Vec::new() }
    }
}

fn found_words(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Bool(value) => format!("`{value}`"),
        Unexpected::Unsigned(number) => format!("the number {number}"),
        Unexpected::Signed(number) => format!("the number {number}"),
        Unexpected::Float(number) => format!("the number {number}"),
        Unexpected::Str(text) => format!("the text `{}`", brief(text)),
        Unexpected::Unit | Unexpected::Option => "blank".to_owned(),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "a group of keys".to_owned(),
        other => other.to_string(),
    }
}

fn expected_words(expected: &dyn Expected) -> String {
    let text = expected.to_string();
    match text.as_str() {
        "a string" => "a text".to_owned(),
        "a boolean" => TRUTH_VALUE.to_owned(),
        "a sequence" => "a list".to_owned(),
        "a map" => "a group of keys".to_owned(),
        "f32" | "f64" => "a number".to_owned(),
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number, not negative".to_owned(),
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number".to_owned(),
        name if name.starts_with("struct ") => "a group of keys".to_owned(),
        name if name.starts_with("enum ") => "a word".to_owned(),
        _ => text,
    }
}

/// Reads one node.
pub(super) struct Deserializer<'tree> {
    node: &'tree Node,
}

impl<'tree> Deserializer<'tree> {
    pub(super) fn new(node: &'tree Node) -> Self {
        Self { node }
    }

    fn wrong<'de, V: Visitor<'de>>(&self, visitor: &V) -> Error {
        let found = match &self.node.kind {
            Kind::Scalar { text, plain } => return scalar_error(text, *plain, visitor),
            Kind::List(_) => Unexpected::Seq,
            Kind::Map(_) => Unexpected::Map,
        };
        de::Error::invalid_type(found, visitor)
    }

    fn is_blank(&self) -> bool {
        matches!(&self.node.kind, Kind::Scalar { text, plain: true } if text.is_empty())
    }
}

fn scalar_error<'de, V: Visitor<'de>>(text: &str, plain: bool, visitor: &V) -> Error {
    let found = match resolve(text, plain) {
        Scalar::Nothing => Unexpected::Unit,
        Scalar::Bool(value) => Unexpected::Bool(value),
        Scalar::Unsigned(number) => Unexpected::Unsigned(number),
        Scalar::Signed(number) => Unexpected::Signed(number),
        Scalar::Float(number) => Unexpected::Float(number),
        Scalar::Text => Unexpected::Str(text),
    };
    de::Error::invalid_type(found, visitor)
}

impl<'de> de::Deserializer<'de> for Deserializer<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.kind {
            Kind::List(nodes) => visitor.visit_seq(List { nodes, at: 0 }),
            Kind::Map(pairs) => visitor.visit_map(Map { pairs, at: 0 }),
            Kind::Scalar { text, plain } => match resolve(text, *plain) {
                Scalar::Nothing => visitor.visit_unit(),
                Scalar::Bool(value) => visitor.visit_bool(value),
                Scalar::Unsigned(number) => visitor.visit_u64(number),
                Scalar::Signed(number) => visitor.visit_i64(number),
                Scalar::Float(number) => visitor.visit_f64(number),
                Scalar::Text => visitor.visit_str(text),
            },
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.kind {
            Kind::Scalar { text, plain } if matches!(resolve(text, *plain), Scalar::Nothing) => {
                visitor.visit_none()
            }
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.kind {
            Kind::Scalar { text, .. } => visitor.visit_str(text),
            _ => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.kind {
            Kind::List(nodes) => visitor.visit_seq(List { nodes, at: 0 }),
            _ if self.is_blank() => visitor.visit_seq(List { nodes: &[], at: 0 }),
            _ => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.kind {
            Kind::Map(pairs) => visitor.visit_map(Map { pairs, at: 0 }),
            _ if self.is_blank() => visitor.visit_map(Map { pairs: &[], at: 0 }),
            _ => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.kind {
            // Where a number is wanted, digits after a leading zero are one.
            Kind::Scalar { text, plain: true } => match number(text) {
                Some(number) => visitor.visit_f64(number),
                None => Err(self.wrong(&visitor)),
            },
            _ => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match &self.node.kind {
            Kind::Scalar { text, .. } => {
                let word: StrDeserializer<'_, Error> = text.as_str().into_deserializer();
                visitor.visit_enum(word)
            }
            _ => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 char bytes byte_buf unit unit_struct
        tuple tuple_struct ignored_any
    }
}

struct List<'tree> {
    nodes: &'tree [Node],
    at: usize,
}

impl<'de> de::SeqAccess<'de> for List<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        while self.nodes.get(self.at).is_some_and(Node::is_gone) {
            self.at += 1;
        }
        let at = self.at;
        let Some(node) = self.nodes.get(at) else { return Ok(None) };
        self.at += 1;
        seed.deserialize(Deserializer::new(node)).map(Some).map_err(|error| error.under(at))
    }
}

struct Map<'tree> {
    pairs: &'tree [(Node, Node)],
    at: usize,
}

impl<'de> de::MapAccess<'de> for Map<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some((key, _)) = self.pairs.get(self.at) else { return Ok(None) };
        if key.as_text().is_none() {
            return Err(Error { what: What::KeyIsNoText, steps: vec![self.at] });
        }
        seed.deserialize(Deserializer::new(key)).map(Some).map_err(|error| error.under(self.at))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let at = self.at;
        let Some((_, value)) = self.pairs.get(at) else {
            return Err(de::Error::custom("a key without a value"));
        };
        self.at += 1;
        seed.deserialize(Deserializer::new(value)).map_err(|error| error.under(at))
    }
}
