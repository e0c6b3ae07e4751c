//! Decides how the characters of a file are written.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::reader::{Pieces, filled};
use super::{Encoded, Form, Unreadable, signs};
use crate::import::value::text::Doubled;

/// The number of bytes that are looked at together; the first of them show what kind of file it is.
const PIECE: usize = 64 * 1024;

/// The number of bytes that the detector of old encodings gets to see.
const SAMPLE: usize = 1024 * 1024;

/// Names that people write; the Encoding Standard knows more, and many labels of each.
const NAMES: [&str; 17] = [
    "utf-8",
    "utf-16le",
    "utf-16be",
    "utf-32le",
    "utf-32be",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1254",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-15",
    "macintosh",
    "shift_jis",
    "gb18030",
    "big5",
    "euc-kr",
];

/// Reads all of a file and finds out how its characters are written; `asked` is the name of an
/// encoding if its owner gave one.
///
/// A byte order mark decides, then `asked`, then what the bytes are: valid UTF-8, UTF-8 with some
/// broken places, or a text in Windows-1252. Every other guess is left to the owner.
pub fn look(mut reader: impl Read, asked: Option<&str>) -> io::Result<Result<Encoded, Unreadable>> {
    let asked = match asked.map(named).transpose() {
        Ok(asked) => asked,
        Err(unknown) => return Ok(Err(unknown)),
    };
    let mut piece = vec![0; PIECE];
    let mut length = 0;
    while length < PIECE {
        match filled(&mut reader, &mut piece[length..])? {
            0 => break,
            more => length += more,
        }
    }
    let mut seen = match Seen::begin(&piece[..length], asked) {
        Ok(seen) => seen,
        Err(unreadable) => return Ok(Err(unreadable)),
    };
    loop {
        length = filled(&mut reader, &mut piece)?;
        seen.piece(&piece[..length], length == 0);
        if length == 0 {
            return Ok(seen.decide());
        }
    }
}

/// Looks up the name of an encoding.
fn named(asked: &str) -> Result<Form, Unreadable> {
    let name = asked.trim().to_ascii_lowercase();
    match name.as_str() {
        "utf-32" | "utf-32le" | "utf32" | "utf32le" => {
            return Ok(Form::Utf32 { big_endian: false });
        }
        "utf-32be" | "utf32be" => return Ok(Form::Utf32 { big_endian: true }),
        _ => {}
    }
    // These two stand for encodings that nobody should decode, and for none.
    let is_text =
        |found: &&'static Encoding| !["replacement", "x-user-defined"].contains(&found.name());
    let known = Encoding::for_label(name.as_bytes()).filter(is_text);
    known.map(Form::Standard).ok_or_else(|| {
        let near = |known| (strsim::damerau_levenshtein(known, &name), known);
        let best = NAMES.into_iter().map(near).min();
        let similar = best.filter(|(distance, _)| *distance <= 3).map(|(_, known)| known);
        Unreadable::UnknownName { asked: asked.to_owned(), similar }
    })
}

/// What was seen of a file so far.
struct Seen {
    form: Form,
    mark: usize,
    /// Whether a mark or the owner told the form.
    told: bool,
    guessed: bool,
    pieces: Pieces,
    text: String,
    /// The number of characters that take more than one byte.
    wide: u64,
    characters: u64,
    controls: u64,
    has_nul: bool,
    doubled: Doubled,
    detector: EncodingDetector,
    /// How much the detector saw.
    sampled: usize,
}

impl Seen {
    /// Begins with the first piece of a file.
    fn begin(head: &[u8], asked: Option<Form>) -> Result<Self, Unreadable> {
        let marked = signs::mark(head);
        if marked.is_none()
            && let Some(found) = signs::binary(head)
        {
            return Err(Unreadable::Binary(found));
        }
        let unmarked = signs::utf_16(head).filter(|_| marked.is_none() && asked.is_none());
        let told = marked.map(|(form, _)| form).or(asked);
        let form = told.or(unmarked).unwrap_or(Form::Standard(UTF_8));
        let mark = marked.map_or(0, |(_, length)| length);
        let mut seen = Self {
            form,
            mark,
            told: told.is_some(),
            guessed: unmarked.is_some(),
            pieces: Pieces::new(form),
            text: String::new(),
            wide: 0,
            characters: 0,
            controls: 0,
            has_nul: false,
            doubled: Doubled::default(),
            detector: EncodingDetector::new(Iso2022JpDetection::Deny),
            sampled: 0,
        };
        seen.piece(&head[mark..], false);
        Ok(seen)
    }

    fn piece(&mut self, bytes: &[u8], last: bool) {
        self.text.clear();
        self.pieces.decode(bytes, last, &mut self.text);
        let controls = |byte: &&u8| **byte < b' ' && !b"\t\n\r\x0b\x0c".contains(byte);
        self.controls += count(self.text.bytes().filter(|byte| controls(&byte)).count());
        self.characters += count(self.text.len());
        self.has_nul |= memchr::memchr(0, self.text.as_bytes()).is_some();
        if !self.text.is_ascii() {
            self.wide += count(self.text.bytes().filter(|byte| *byte >= 0xc0).count());
            self.doubled.see(&self.text);
        }
        // In one go from the first byte that is not ASCII: the detector takes a gap for damage.
        let sample = &bytes[..bytes.len().min(SAMPLE - self.sampled)];
        if !self.told && !sample.is_empty() && (self.sampled > 0 || !sample.is_ascii()) {
            self.sampled += sample.len();
            self.detector.feed(sample, false);
        }
    }

    fn decide(self) -> Result<Encoded, Unreadable> {
        let damaged = self.pieces.damaged;
        let mut encoded = Encoded {
            form: self.form,
            damaged,
            guessed: self.guessed,
            looks_double_encoded: self.doubled.looks_so(),
            mark: self.mark,
        };
        if self.told {
            return Ok(encoded);
        }
        if self.has_nul || self.controls > self.characters / 50 {
            return Err(Unreadable::Binary("binary data"));
        }
        // Each broken place was counted as a wide character, too: the one that stands for it.
        let whole = self.wide.saturating_sub(damaged);
        if damaged == 0 || whole > damaged {
            return Ok(encoded);
        }
        let guess = self.detector.guess(None, Utf8Detection::Deny);
        if guess != WINDOWS_1252 {
            return Err(Unreadable::Unsure(guess.name()));
        }
        encoded.form = Form::Standard(WINDOWS_1252);
        // Every byte means something in Windows-1252.
        encoded.damaged = 0;
        encoded.guessed = true;
        encoded.looks_double_encoded = false;
        Ok(encoded)
    }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
