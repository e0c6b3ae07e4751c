//! Limits how deeply quotes and lists can be nested before the parser sees them.
//!
//! For every line the parser goes through all open quotes and list items, so a source of one
//! megabyte that opens a hundred thousand of them keeps it busy for minutes. A byte at the start of
//! a line opens or continues two levels at most (a tab may do for two lists); a limit for their
//! number limits the depth, and with it the time.
//!
//! Code blocks are only known to the parser, so the limit also holds for lines of code. A line that
//! begins with so much white space and a marker is too rare to give up the limit for.

use std::borrow::Cow;

use super::{Refused, RefusedKind};

/// The number of levels of quotes and lists that reach the page.
pub(super) const LEVELS: usize = 32;

/// The number of bytes at the start of a line after which nothing is opened. A level takes at most
/// four when it is written as usual.
const BYTES: usize = LEVELS * 4;

/// Stands where a marker was. It is never shown, and is neither a marker nor white space to the
/// parser.
const NOTHING: u8 = 1;

/// Holds a source in which nothing is opened beyond the limit.
pub(super) struct Limited<'a> {
    /// The source, with the same length as before.
    pub(super) source: Cow<'a, str>,
    /// The markers that were taken away.
    pub(super) refused: Vec<Refused>,
}

/// Takes the markers of quotes and list items that are too far to the right out of `source`.
pub(super) fn limit(source: &str) -> Limited<'_> {
    let mut bytes = Cow::Borrowed(source.as_bytes());
    let mut refused = Vec::new();
    let mut start = 0;
    while start < source.len() {
        let end = memchr::memchr2(b'\n', b'\r', &source.as_bytes()[start..])
            .map_or(source.len(), |at| start + at + 1);
        if let Some((first, last)) = excess(&source.as_bytes()[start..end]) {
            // The range contains only ASCII, so that the source stays valid UTF-8.
            bytes.to_mut()[start + first..start + last].fill(NOTHING);
            refused
                .push(Refused { range: start + first..start + last, what: RefusedKind::Nesting });
        }
        start = end;
    }
    let source = match bytes {
        Cow::Borrowed(_) => Cow::Borrowed(source),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    };
    Limited { source, refused }
}

/// Returns where the markers beyond the limit begin and end.
fn excess(line: &[u8]) -> Option<(usize, usize)> {
    let mut at = 0;
    let mut found: Option<(usize, usize)> = None;
    while let Some(byte) = line.get(at) {
        if matches!(byte, b' ' | b'\t') {
            at += 1;
        } else if let Some(length) = marker(&line[at..]) {
            if at >= BYTES {
                found = Some((found.map_or(at, |(first, _)| first), at + length));
            }
            at += length;
        } else {
            break;
        }
    }
    found
}

/// Returns the length of the marker that `rest` begins with.
fn marker(rest: &[u8]) -> Option<usize> {
    let digits = rest.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let length = match rest.get(digits)? {
        b'>' if digits == 0 => return Some(1),
        b'-' | b'+' | b'*' if digits == 0 => 1,
        b'.' | b')' if (1..10).contains(&digits) => digits + 1,
        _ => return None,
    };
    matches!(rest.get(length), None | Some(b' ' | b'\t' | b'\n' | b'\r')).then_some(length)
}
