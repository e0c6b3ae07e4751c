//! Values as they are written into a file, on one line.

use std::borrow::Cow;
use std::fmt::Write;

use crate::yaml::{self, Kind, Node};

/// A value to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A number or a truth value, as it is written.
    Plain(String),
    /// A list.
    List(Vec<Value>),
    /// A group of keys.
    Map(Vec<(Cow<'static, str>, Value)>),
    /// Blank, so that nothing is taken from elsewhere.
    Blank,
}

impl Value {
    /// Its form on one line, inside brackets or not. It is the same in all versions of the program.
    pub fn written(&self) -> String {
        match self {
            Self::Text(text) if is_plain(text) => text.clone(),
            Self::Text(text) => double_quoted(text),
            Self::Plain(text) => text.clone(),
            Self::List(values) => {
                let values: Vec<String> = values.iter().map(Self::written).collect();
                format!("[{}]", values.join(", "))
            }
            Self::Map(pairs) => {
                let pairs =
                    pairs.iter().map(|(key, value)| format!("{}: {}", name(key), value.written()));
                format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
            }
            Self::Blank => "~".to_owned(),
        }
    }

    /// A group of keys that the format knows.
    pub(super) fn map(pairs: Vec<(&'static str, Self)>) -> Self {
        Self::Map(pairs.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }

    /// What says of a key that it has no value, whatever the defaults of its file say.
    pub(super) fn blank(key: &str) -> Self {
        match key {
            "touchpoints" | "tags" | "pros" | "cons" | "media" => Self::List(Vec::new()),
            "extra" => Self::Map(Vec::new()),
            _ => Self::Blank,
        }
    }

    /// As it is written in the place of another value: with the same quotes.
    pub(super) fn written_like(&self, old: &str) -> String {
        match (self, old.chars().next()) {
            (Self::Text(text), Some('"')) => double_quoted(text),
            (Self::Text(text), Some('\'')) if is_one_line(text) => {
                format!("'{}'", text.replace('\'', "''"))
            }
            _ => self.written(),
        }
    }

    /// Whether a node has this value.
    pub(super) fn is(&self, node: &Node) -> bool {
        match (self, &node.kind) {
            (Self::Text(wanted), Kind::Scalar { text, .. }) => text == wanted && !node.is_nothing(),
            (Self::Plain(wanted), Kind::Scalar { text, plain }) => text == wanted && *plain,
            (Self::List(wanted), Kind::List(nodes)) => {
                wanted.len() == nodes.len()
                    && wanted.iter().zip(nodes).all(|(value, node)| value.is(node))
            }
            (Self::Map(wanted), Kind::Map(pairs)) => are(wanted, pairs),
            (Self::Blank, _) => node.is_nothing(),
            _ => false,
        }
    }
}

/// Whether keys and values are these, in this order.
pub(super) fn are(wanted: &[(Cow<'static, str>, Value)], pairs: &[(Node, Node)]) -> bool {
    let is = |((name, value), (key, node)): (&(Cow<'_, str>, Value), &(Node, Node))| {
        key.as_text() == Some(name) && value.is(node)
    };
    wanted.len() == pairs.len() && wanted.iter().zip(pairs).all(is)
}

/// A key as it is written. Parsers look for the colon of a long one only where it is announced.
pub(super) fn name(key: &str) -> String {
    let is_plain = is_word(key) && yaml::is_text(key);
    let written = if is_plain { key.to_owned() } else { double_quoted(key) };
    if written.len() > 128 { format!("? {written}") } else { written }
}

/// Whether a text means itself without quotes, wherever it stands, to this program and to others.
fn is_plain(text: &str) -> bool {
    is_word(text) && is_no_other(text)
}

/// Whether a text has only characters that mean nothing wherever they stand.
fn is_word(text: &str) -> bool {
    let is_safe = |letter: char| letter.is_alphanumeric() || "_-./ ".contains(letter);
    text.starts_with(char::is_alphanumeric)
        && text.ends_with(|letter: char| letter.is_alphanumeric() || letter == '.')
        && text.chars().all(is_safe)
        // One of the parsers takes ` -]` for the start of a list.
        && !text.contains(" -")
}

/// Whether a text is nothing but a text without quotes: no number, and no word for a truth value in any
/// version of YAML.
pub(super) fn is_no_other(text: &str) -> bool {
    let truth = ["y", "n", "yes", "no", "on", "off"];
    !truth.iter().any(|word| text.eq_ignore_ascii_case(word)) && yaml::is_text(text)
}

fn is_one_line(text: &str) -> bool {
    !text.chars().any(is_escaped)
}

/// Whether a character stands in a file as an escape only: it cannot be seen, or not be read by all.
pub(super) fn is_escaped(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// A text in double quotes, with the escapes that JSON and YAML share.
pub(super) fn double_quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            _ if is_escaped(letter) => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(letter));
            }
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
