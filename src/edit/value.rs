//! Values as they are written into a file.

use std::fmt::Write;

use crate::yaml::{Kind, Node};

/// A value to be written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// A text.
    Text(String),
    /// A number or a truth value, as it is written.
    Plain(String),
    /// A group of keys on one line.
    Map(Vec<(&'static str, Value)>),
    /// Blank, so that nothing is taken from elsewhere.
    Blank,
}

impl Value {
    /// As it is written, inside brackets or not.
    pub(super) fn written(&self) -> String {
        match self {
            Self::Text(text) if is_plain(text) => text.clone(),
            Self::Text(text) => double_quoted(text),
            Self::Plain(text) => text.clone(),
            Self::Map(pairs) => {
                let pairs = pairs.iter().map(|(key, value)| format!("{key}: {}", value.written()));
                format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
            }
            Self::Blank => "~".to_owned(),
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
            (Self::Map(wanted), Kind::Map(pairs)) => {
                let is = |((name, value), (key, node)): (&(&str, Self), &(Node, Node))| {
                    key.as_text() == Some(name) && value.is(node)
                };
                wanted.len() == pairs.len() && wanted.iter().zip(pairs).all(is)
            }
            (Self::Blank, _) => node.is_nothing(),
            _ => false,
        }
    }
}

/// Whether a text means itself without quotes, wherever it stands.
fn is_plain(text: &str) -> bool {
    let is_word = |letter: char| letter.is_alphanumeric() || "_-./ ".contains(letter);
    text.starts_with(char::is_alphanumeric)
        && !text.ends_with(' ')
        && text.chars().all(is_word)
        && !matches!(text, "null" | "Null" | "NULL")
}

fn is_one_line(text: &str) -> bool {
    !text.chars().any(char::is_control)
}

/// A text in double quotes, with the escapes that JSON and YAML share.
fn double_quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            _ if letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(letter));
            }
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
