use std::io::Read;

use encoding_rs::{
    BIG5, Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252,
};
use proptest::prelude::*;

use super::*;

fn found(bytes: &[u8]) -> Result<Encoded, Unreadable> {
    look(bytes, None).unwrap()
}

fn decoded(bytes: &[u8], encoded: &Encoded) -> String {
    let mut text = String::new();
    reader(encoded, bytes).read_to_string(&mut text).unwrap();
    text
}

fn utf_16(text: &str, little: bool) -> Vec<u8> {
    let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
    text.encode_utf16().flat_map(bytes).collect()
}

fn utf_32(text: &str, little: bool) -> Vec<u8> {
    let bytes = |character: char| {
        let code = u32::from(character);
        if little { code.to_le_bytes() } else { code.to_be_bytes() }
    };
    text.chars().flat_map(bytes).collect()
}

#[test]
fn every_unicode_form_is_found_and_read() {
    let text = "name,body\r\nJosé,\"Sehr schön 😀\"\r\n";
    let mut cases: Vec<(Vec<u8>, &str, bool)> = vec![
        (text.as_bytes().to_vec(), "UTF-8", false),
        (utf_16(text, true), "UTF-16LE", true),
        (utf_16(text, false), "UTF-16BE", true),
    ];
    let marked = format!("\u{feff}{text}");
    cases.push((marked.clone().into_bytes(), "UTF-8", false));
    cases.push((utf_16(&marked, true), "UTF-16LE", false));
    cases.push((utf_16(&marked, false), "UTF-16BE", false));
    cases.push((utf_32(&marked, true), "UTF-32LE", false));
    cases.push((utf_32(&marked, false), "UTF-32BE", false));
    for (bytes, name, guessed) in cases {
        let encoded = found(&bytes).unwrap();
        assert_eq!((encoded.form.name(), encoded.guessed, encoded.damaged), (name, guessed, 0));
        assert!(!encoded.looks_double_encoded);
        assert_eq!(decoded(&bytes, &encoded), text, "{name}");
    }
    assert_eq!(decoded(b"", &found(b"").unwrap()), "");
}

#[test]
fn a_few_broken_places_leave_it_utf_8() {
    let bytes = b"caf\xc3\xa9, na\xc3\xafve, \xe2\x80\x99 and \xff one, cut \xe2\x82";
    let encoded = found(bytes).unwrap();
    assert_eq!((encoded.form.name(), encoded.damaged), ("UTF-8", 2));
    assert_eq!(decoded(bytes, &encoded), "café, naïve, ’ and \u{fffd} one, cut \u{fffd}");
}

#[test]
fn western_texts_are_guessed_and_others_are_asked_about() {
    let western = "Très bien, déjà vu, 5 € – “super”";
    let (bytes, ..) = WINDOWS_1252.encode(western);
    let encoded = found(&bytes).unwrap();
    assert_eq!((encoded.form, encoded.guessed), (Form::Standard(WINDOWS_1252), true));
    assert_eq!(decoded(&bytes, &encoded), western);

    let cases: [(&'static Encoding, &str); 3] = [
        (WINDOWS_1251, "Отличный магазин, очень быстрая доставка, всем советую"),
        (SHIFT_JIS, "とても良い商品でした。また買いたいと思います。"),
        (BIG5, "這個產品非常好,我會再買一次,服務也很棒"),
    ];
    for (encoding, text) in cases {
        let (bytes, ..) = encoding.encode(text);
        assert_eq!(found(&bytes), Err(Unreadable::Unsure(encoding.name())), "{text}");
        let encoded = look(&bytes[..], Some(encoding.name())).unwrap().unwrap();
        assert_eq!((encoded.guessed, encoded.damaged), (false, 0));
        assert_eq!(decoded(&bytes, &encoded), text);
    }
}

#[test]
fn the_owner_is_believed_and_a_mark_more() {
    let asked = |bytes: &[u8], name| look(bytes, Some(name)).unwrap();
    assert_eq!(asked(b"caf\xe9", "latin1").unwrap().form, Form::Standard(WINDOWS_1252));
    assert_eq!(asked(b"\xef\xbb\xbfx", "latin1").unwrap().form, Form::Standard(UTF_8));
    assert_eq!(asked(b"x\0", "UTF-16LE").unwrap().form, Form::Standard(UTF_16LE));
    assert_eq!(asked(b"\0x", "utf-16be").unwrap().form, Form::Standard(UTF_16BE));
    let wide = asked(&utf_32("é", false), "utf-32be").unwrap();
    assert_eq!(decoded(&utf_32("é", false), &wide), "é");
    let unknown =
        |asked: &str, similar| Err(Unreadable::UnknownName { asked: asked.to_owned(), similar });
    assert_eq!(asked(b"x", "utf-88"), unknown("utf-88", Some("utf-8")));
    assert_eq!(asked(b"x", "klingon"), unknown("klingon", None));
    assert_eq!(asked(b"x", "hz-gb-2312"), unknown("hz-gb-2312", None));
}

#[test]
fn files_that_are_no_texts_are_told() {
    for (bytes, what) in [
        (&b"PK\x03\x04\x14\0"[..], "a zip archive, as spreadsheets (.xlsx) are too"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG picture"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"RIFF\x24\0\0\0WEBP", "a picture, a sound or a film"),
        (b"text\0more text and more of it, so that nobody takes it for UTF-16", "binary data"),
        (b"\x01\x02\x03\x04\x05\x06", "binary data"),
    ] {
        assert_eq!(found(bytes), Err(Unreadable::Binary(what)));
    }
    assert!(found(b"RIFF is a word").is_ok());
}

#[test]
fn what_was_encoded_twice_is_noticed() {
    assert!(found("Tr\u{c3}\u{a8}s bien, cafÃ©".as_bytes()).unwrap().looks_double_encoded);
    assert!(!found("Très bien, café".as_bytes()).unwrap().looks_double_encoded);
}

/// A reader that gives a few bytes at a time.
struct Slow<'a>(&'a [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let length = self.1.min(into.len());
        self.0.read(&mut into[..length])
    }
}

#[test]
fn a_long_file_is_read_in_pieces() {
    let text = "Sehr schön, 日本語 😀\n".repeat(20_000);
    for bytes in [text.clone().into_bytes(), utf_16(&format!("\u{feff}{text}"), true)] {
        let encoded = found(&bytes).unwrap();
        assert_eq!(encoded.damaged, 0);
        assert_eq!(decoded(&bytes, &encoded), text);
    }
}

proptest! {
    #[test]
    fn any_bytes_become_a_text_or_a_reason(
        bytes in prop::collection::vec(any::<u8>(), 0..64),
        step in 1_usize..5,
        name in prop::option::of(prop::sample::select(vec!["utf-8", "utf-16le", "utf-32", "gbk"])),
    ) {
        let whole = look(&bytes[..], name).unwrap();
        prop_assert_eq!(&look(Slow(&bytes, step), name).unwrap(), &whole);
        if let Ok(encoded) = whole {
            let text = decoded(&bytes, &encoded);
            let mut slowly = String::new();
            reader(&encoded, Slow(&bytes, step)).read_to_string(&mut slowly).unwrap();
            prop_assert_eq!(&slowly, &text);
            let replaced = text.matches(char::REPLACEMENT_CHARACTER).count();
            prop_assert!(replaced as u64 >= encoded.damaged);
        }
    }

    #[test]
    fn any_text_is_read_as_it_is(text in "[^\0-\u{1f}\u{feff}]*") {
        let encoded = found(text.as_bytes()).unwrap();
        prop_assert_eq!(encoded.damaged, 0);
        prop_assert_eq!(decoded(text.as_bytes(), &encoded), text);
    }
}
