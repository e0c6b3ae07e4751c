//! What the first bytes of a file say: byte order marks, and files that are no texts.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

use super::Form;

/// Finds a byte order mark, and its length.
pub(super) fn mark(head: &[u8]) -> Option<(Form, usize)> {
    // That of UTF-32LE begins as that of UTF-16LE does.
    [
        (&[0xff, 0xfe, 0, 0][..], Form::Utf32 { big_endian: false }),
        (&[0, 0, 0xfe, 0xff], Form::Utf32 { big_endian: true }),
        (&[0xef, 0xbb, 0xbf], Form::Standard(UTF_8)),
        (&[0xff, 0xfe], Form::Standard(UTF_16LE)),
        (&[0xfe, 0xff], Form::Standard(UTF_16BE)),
    ]
    .into_iter()
    .find(|(bytes, _)| head.starts_with(bytes))
    .map(|(bytes, form)| (form, bytes.len()))
}

/// Recognises UTF-16 without a mark: in texts of most languages every other byte is often NUL.
pub(super) fn utf_16(head: &[u8]) -> Option<Form> {
    let (mut first, mut second) = (0_usize, 0_usize);
    for pair in head.chunks_exact(2) {
        first += usize::from(pair[0] == 0);
        second += usize::from(pair[1] == 0);
    }
    let enough = head.len() / 20;
    if second > enough && second > first * 8 {
        Some(Form::Standard(UTF_16LE))
    } else if first > enough && first > second * 8 {
        Some(Form::Standard(UTF_16BE))
    } else {
        None
    }
}

/// Recognises a file that is no text by how it begins.
pub(super) fn binary(head: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 14] = [
        (b"PK\x03\x04", "a zip archive, as spreadsheets (.xlsx) are too"),
        (b"PK\x05\x06", "an empty zip archive"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"Rar!\x1a\x07", "a RAR archive"),
        (b"\x28\xb5\x2f\xfd", "a zstd archive"),
        (b"\xfd7zXZ\0", "an xz archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document, such as .xls"),
        (b"%PDF-", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"RIFF", "a picture, a sound or a film"),
    ];
    let known = KNOWN.iter().find(|(bytes, _)| head.starts_with(bytes));
    let is_text = |name: &&(&[u8], &str)| name.0 == b"RIFF" && !head.contains(&0);
    known.filter(|found| !is_text(found)).map(|(_, name)| *name)
}
