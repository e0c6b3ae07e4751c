//! JSON that can stand inside HTML.

use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter};

/// Appends JSON in which nothing can end a `<script>` element or start a comment: `<`, `>`, `&` and
/// the two line separators of JavaScript are written as escapes.
pub fn for_script(value: &impl Serialize, to: &mut Vec<u8>) -> serde_json::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(to, ForScript))
}

struct ForScript;

impl Formatter for ForScript {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        to: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((before, letter, after)) = first_special(rest) {
            to.write_all(before.as_bytes())?;
            write!(to, "\\u{:04x}", u32::from(letter))?;
            rest = after;
        }
        CompactFormatter.write_string_fragment(to, rest)
    }
}

/// Splits a text at its first letter that HTML or JavaScript gives a meaning.
fn first_special(text: &str) -> Option<(&str, char, &str)> {
    let bytes = text.as_bytes();
    let of_html = memchr::memchr3(b'<', b'>', b'&', bytes);
    // The line separators are two of the many characters that begin with this byte.
    let is_separator = |at: &usize| matches!(bytes[*at..], [_, 0x80, 0xa8 | 0xa9, ..]);
    let before = &bytes[..of_html.unwrap_or(bytes.len())];
    let separator = memchr::memchr_iter(0xe2, before).find(is_separator);
    let (before, rest) = text.split_at(separator.or(of_html)?);
    let mut letters = rest.chars();
    Some((before, letters.next()?, letters.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_script() {
        let mut json = Vec::new();
        for_script(&"</script><!-- & \u{2028}\u{2029} \"é\" “…”", &mut json).unwrap();
        let json = String::from_utf8(json).unwrap();
        assert_eq!(json, r#""\u003c/script\u003e\u003c!-- \u0026 \u2028\u2029 \"é\" “…”""#);
        let back: String = serde_json::from_str(&json).unwrap();
        assert_eq!(back, "</script><!-- & \u{2028}\u{2029} \"é\" “…”");
    }
}
