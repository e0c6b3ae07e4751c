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
    let mut from = 0;
    loop {
        // The line separators are two of the many characters that begin with this byte.
        let may_be = |byte: u8| matches!(byte, b'<' | b'>' | b'&' | 0xe2);
        let at = from + text.as_bytes()[from..].iter().copied().position(may_be)?;
        let mut letters = text[at..].chars();
        let letter = letters.next()?;
        if matches!(letter, '<' | '>' | '&' | '\u{2028}' | '\u{2029}') {
            return Some((&text[..at], letter, letters.as_str()));
        }
        from = at + letter.len_utf8();
    }
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
