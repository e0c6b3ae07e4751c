//! Reads a file whose encoding is known as UTF-8.

use std::io::{self, BufRead, Read};

use encoding_rs::Decoder;

use super::{Encoded, Form};

/// The number of bytes that are decoded at once.
const PIECE: usize = 64 * 1024;

/// Reads `inner` from its first byte as UTF-8, without a byte order mark.
pub fn reader<R: Read>(encoded: &Encoded, inner: R) -> Utf8<R> {
    Utf8 {
        inner,
        skip: encoded.mark,
        pieces: Pieces::new(encoded.form),
        raw: vec![0; PIECE],
        text: String::new(),
        at: 0,
        ended: false,
    }
}

/// A reader that gives UTF-8, whatever the bytes below it are.
pub struct Utf8<R> {
    inner: R,
    /// What is left of the byte order mark.
    skip: usize,
    pieces: Pieces,
    raw: Vec<u8>,
    text: String,
    /// How much of `text` was read.
    at: usize,
    ended: bool,
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, wanted: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let length = ready.len().min(wanted.len());
        wanted[..length].copy_from_slice(&ready[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl<R: Read> BufRead for Utf8<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.at == self.text.len() && !self.ended {
            let length = filled(&mut self.inner, &mut self.raw)?;
            let skipped = self.skip.min(length);
            self.skip -= skipped;
            self.ended = length == 0;
            self.text.clear();
            self.at = 0;
            self.pieces.decode(&self.raw[skipped..length], self.ended, &mut self.text);
        }
        Ok(&self.text.as_bytes()[self.at..])
    }

    fn consume(&mut self, length: usize) {
        self.at = (self.at + length).min(self.text.len());
    }
}

/// Reads until some bytes came or the file ended.
pub(super) fn filled(from: &mut impl Read, into: &mut [u8]) -> io::Result<usize> {
    loop {
        match from.read(into) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

/// Decodes a file piece by piece, and counts what is broken.
pub(super) struct Pieces {
    how: How,
    /// The number of broken places so far.
    pub(super) damaged: u64,
}

enum How {
    Standard(Decoder),
    Utf32 { big_endian: bool, begun: Vec<u8> },
}

impl Pieces {
    pub(super) fn new(form: Form) -> Self {
        let how = match form {
            Form::Standard(encoding) => How::Standard(encoding.new_decoder_without_bom_handling()),
            Form::Utf32 { big_endian } => How::Utf32 { big_endian, begun: Vec::new() },
        };
        Self { how, damaged: 0 }
    }

    /// Adds what `bytes` say to `text`.
    pub(super) fn decode(&mut self, bytes: &[u8], last: bool, text: &mut String) {
        match &mut self.how {
            How::Standard(decoder) => self.damaged += standard(decoder, bytes, last, text),
            How::Utf32 { big_endian, begun } => {
                begun.extend_from_slice(bytes);
                let whole = begun.chunks_exact(4);
                let rest = whole.remainder().to_vec();
                for bytes in whole {
                    let bytes = [bytes[0], bytes[1], bytes[2], bytes[3]];
                    let code = if *big_endian {
                        u32::from_be_bytes(bytes)
                    } else {
                        u32::from_le_bytes(bytes)
                    };
                    let character = char::from_u32(code);
                    self.damaged += u64::from(character.is_none());
                    text.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                *begun = rest;
                if last && !begun.is_empty() {
                    begun.clear();
                    self.damaged += 1;
                    text.push(char::REPLACEMENT_CHARACTER);
                }
            }
        }
    }
}

/// Decodes what the Encoding Standard knows; returns the number of broken places.
fn standard(decoder: &mut Decoder, mut bytes: &[u8], last: bool, text: &mut String) -> u64 {
    use encoding_rs::DecoderResult::{InputEmpty, Malformed, OutputFull};
    let mut damaged = 0;
    loop {
        let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
        text.reserve(room.unwrap_or(PIECE).max(16));
        let (result, read) = decoder.decode_to_string_without_replacement(bytes, text, last);
        bytes = &bytes[read..];
        match result {
            InputEmpty => return damaged,
            OutputFull => {}
            Malformed(..) => {
                damaged += 1;
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
}
