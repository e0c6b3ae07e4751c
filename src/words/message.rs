//! One message: a text with places for arguments, in as many plural forms as its language has.

use std::ops::Range;

/// A message of one language.
#[derive(Clone, Debug)]
pub struct Message {
    /// The names of its arguments, as the English message has them.
    pub(super) arguments: Vec<String>,
    /// Its forms; one where it does not depend on a number.
    pub(super) forms: Vec<Form>,
    /// Which form each plural category has, by its position.
    pub(super) of_category: [u8; 6],
    /// The position of the argument `count`, where it decides the form.
    pub(super) count: Option<usize>,
    /// The language that it is in, as a position in the chain of languages; 0 is English.
    pub(super) language: usize,
}

impl Message {
    /// The names of its arguments.
    pub fn arguments(&self) -> &[String] {
        &self.arguments
    }

    /// The position of the argument that decides which plural form is taken, if one does.
    pub fn count(&self) -> Option<usize> {
        self.count
    }

    /// The words, where there is nothing to put into them.
    pub fn constant(&self) -> Option<&str> {
        match self.forms.as_slice() {
            [form] if self.arguments.is_empty() => form.constant(),
            _ => None,
        }
    }
}

/// One form of a message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    pieces: Vec<Piece>,
}

/// A piece of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// An argument, by its position in [`Message::arguments`].
    Argument(usize),
}

impl Form {
    /// The pieces in their order.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    fn constant(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [] => Some(""),
            [Piece::Words(words)] => Some(words),
            _ => None,
        }
    }

    /// Reads a text with the names of the arguments that may stand in it.
    pub(super) fn new(text: &Written<'_>, arguments: &[String]) -> Self {
        let pieces = text.0.iter().filter_map(|piece| match piece {
            Part::Words(words) => Some(Piece::Words(words.clone())),
            Part::Placeholder(name) => {
                arguments.iter().position(|known| known == name).map(Piece::Argument)
            }
        });
        Self { pieces: pieces.collect() }
    }
}

/// A text as it is written, taken apart.
#[derive(Debug)]
pub(super) struct Written<'a>(Vec<Part<'a>>);

#[derive(Debug)]
enum Part<'a> {
    Words(String),
    Placeholder(&'a str),
}

impl<'a> Written<'a> {
    /// Takes a text apart; a brace that belongs to no placeholder is a fault at its bytes.
    pub(super) fn read(text: &'a str) -> Result<Self, Range<usize>> {
        let mut parts = Vec::new();
        let mut words = String::new();
        let mut at = 0;
        while let Some(found) = text[at..].find(['{', '}']) {
            words.push_str(&text[at..at + found]);
            at += found;
            let rest = &text[at..];
            if let Some(brace) = ["{{", "}}"].into_iter().find(|pair| rest.starts_with(pair)) {
                words.push_str(&brace[..1]);
                at += 2;
                continue;
            }
            let name = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
            let Some((name, _)) = name.filter(|(name, _)| is_name(name)) else {
                return Err(at..at + 1);
            };
            if !words.is_empty() {
                parts.push(Part::Words(std::mem::take(&mut words)));
            }
            parts.push(Part::Placeholder(name));
            at += name.len() + 2;
        }
        words.push_str(&text[at..]);
        if !words.is_empty() {
            parts.push(Part::Words(words));
        }
        Ok(Self(parts))
    }

    /// The names of the placeholders, in their order.
    pub(super) fn placeholders(&self) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter_map(|part| match part {
            Part::Placeholder(name) => Some(*name),
            Part::Words(_) => None,
        })
    }
}

fn is_name(name: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    !name.is_empty() && name.bytes().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_taken_apart_at_its_placeholders() {
        let written = Written::read("{first} to {last} of {{many}}").unwrap();
        assert_eq!(written.placeholders().collect::<Vec<_>>(), ["first", "last"]);
        let form = Form::new(&written, &["last".to_owned(), "first".to_owned()]);
        let words = |text: &str| Piece::Words(text.to_owned());
        let expected = [Piece::Argument(1), words(" to "), Piece::Argument(0), words(" of {many}")];
        assert_eq!(form.pieces(), expected);
    }

    #[test]
    fn a_lonely_brace_is_a_fault() {
        for (text, at) in [("a { b", 2), ("a } b", 2), ("{}", 0), ("{Name}", 0), ("{a b}", 0)] {
            assert_eq!(Written::read(text).unwrap_err().start, at, "{text}");
        }
    }
}
