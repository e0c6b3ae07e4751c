//! JSON that can stand inside HTML.

use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter};

/// Writes JSON in which nothing can end a `<script>` element or start a comment: `<`, `>`, `&` and
/// the two line separators of JavaScript are written as escapes.
pub fn for_script(value: &impl Serialize) -> serde_json::Result<String> {
    let mut bytes = Vec::with_capacity(512);
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, ForScript);
    value.serialize(&mut serializer)?;
    // The serializer writes UTF-8 only.
    Ok(String::from_utf8(bytes).unwrap_or_default())
}

struct ForScript;

impl Formatter for ForScript {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        to: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(['<', '>', '&', '\u{2028}', '\u{2029}']) {
            to.write_all(&rest.as_bytes()[..at])?;
            let mut letters = rest[at..].chars();
            if let Some(letter) = letters.next() {
                write!(to, "\\u{:04x}", u32::from(letter))?;
            }
            rest = letters.as_str();
        }
        CompactFormatter.write_string_fragment(to, rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_script() {
        let json = for_script(&"</script><!-- & \u{2028}\u{2029} \"é\"").unwrap();
        assert_eq!(json, r#""\u003c/script\u003e\u003c!-- \u0026 \u2028\u2029 \"é\"""#);
        let back: String = serde_json::from_str(&json).unwrap();
        assert_eq!(back, "</script><!-- & \u{2028}\u{2029} \"é\"");
    }
}
