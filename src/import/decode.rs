//! Makes UTF-8 of the bytes of any text file, in two passes and in constant memory.
//!
//! Exports come from spreadsheets, shops and old databases, and few of them say how they are
//! encoded. [`look()`] reads a file once and decides; [`reader()`] reads it again as UTF-8. What
//! [the Encoding Standard](https://encoding.spec.whatwg.org/) knows is left to `encoding_rs`, and
//! guesses about old encodings to `chardetng`; UTF-32 is in neither of them.

mod look;
mod reader;
mod signs;

pub use look::look;
pub use reader::{Utf8, reader};

use encoding_rs::Encoding;

/// How the characters of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// An encoding of the Encoding Standard.
    Standard(&'static Encoding),
    /// Four bytes a character.
    Utf32 {
        /// Whether the highest byte comes first.
        big_endian: bool,
    },
}

impl Form {
    /// Returns the name, such as `UTF-8` or `windows-1252`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Standard(encoding) => encoding.name(),
            Self::Utf32 { big_endian: true } => "UTF-32BE",
            Self::Utf32 { big_endian: false } => "UTF-32LE",
        }
    }
}

/// What was found out about the bytes of a text file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// How the characters are written.
    pub form: Form,
    /// The number of places that are broken; each becomes a U+FFFD.
    pub damaged: u64,
    /// Whether nothing in the file says so, and its owner should look at a preview.
    pub guessed: bool,
    /// Whether the text was encoded twice (`cafÃ©`), and can be mended with
    /// [`repaired`](crate::import::value::text::repaired).
    pub looks_double_encoded: bool,
    /// The number of bytes of the byte order mark.
    mark: usize,
}

/// Why bytes are not read as a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// The file is no text; this is what it seems to be, such as `a PNG picture`.
    Binary(&'static str),
    /// It is a text in another encoding, probably in this one. Nobody should rely on that unasked.
    Unsure(&'static str),
    /// There is no encoding of the name that was asked for.
    UnknownName {
        /// The name that was asked for.
        asked: String,
        /// A name that is written almost the same.
        similar: Option<&'static str>,
    },
}

#[cfg(test)]
mod tests;
