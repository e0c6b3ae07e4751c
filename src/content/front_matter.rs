//! Splits a Markdown file into front matter and body. Pure, and exact about bytes.

use std::ops::Range;

use crate::diag::text::BOM;

/// The two parts of a file, as byte ranges of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The YAML between the two `---` lines.
    pub yaml: Range<usize>,
    /// Everything below the second one.
    pub body: Range<usize>,
}

/// Why a file has no front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The first line is not `---`.
    Opening,
    /// No further line is `---`.
    Closing,
}

/// Finds the parts of a file.
///
/// A fence is a line that is exactly `---`, spaces behind it aside. The first one must be the
/// first line of the file, the next one closes; those further down belong to the body.
pub fn split(text: &str) -> Result<Parts, Missing> {
    let start = if text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
    let mut lines = Lines { text, at: start };
    if !lines.next().is_some_and(|line| is_fence(&text[line])) {
        return Err(Missing::Opening);
    }
    let yaml = lines.at;
    while let Some(line) = lines.next() {
        if is_fence(&text[line.clone()]) {
            return Ok(Parts { yaml: yaml..line.start, body: lines.at..text.len() });
        }
    }
    Err(Missing::Closing)
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}

/// The lines of a text as byte ranges, line ends included.
struct Lines<'text> {
    text: &'text str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        let rest = &self.text.as_bytes()[start..];
        if rest.is_empty() {
            return None;
        }
        let length = memchr::memchr2(b'\n', b'\r', rest)
            .map_or(rest.len(), |at| at + if rest[at..].starts_with(b"\r\n") { 2 } else { 1 });
        self.at += length;
        Some(start..self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(text: &str) -> Result<(&str, &str), Missing> {
        split(text).map(|parts| (&text[parts.yaml], &text[parts.body]))
    }

    #[test]
    fn fences_are_whole_lines() {
        for (text, expected) in [
            ("---\na: 1\n---\nBody\n", Ok(("a: 1\n", "Body\n"))),
            ("---\r\na: 1\r\n---\r\nBody\r\n", Ok(("a: 1\r\n", "Body\r\n"))),
            ("---\ra: 1\r---\rBody", Ok(("a: 1\r", "Body"))),
            ("\u{feff}---\na: 1\n---\nBody", Ok(("a: 1\n", "Body"))),
            ("---\n---\n", Ok(("", ""))),
            ("---\n---", Ok(("", ""))),
            ("---  \na: x ---\n--- \n\n---\nrule", Ok(("a: x ---\n", "\n---\nrule"))),
            ("---\na: |\n  ---\n---\nBody", Ok(("a: |\n  ---\n", "Body"))),
            ("", Err(Missing::Opening)),
            ("\n---\n---\n", Err(Missing::Opening)),
            ("Just text", Err(Missing::Opening)),
            ("----\na: 1\n---\n", Err(Missing::Opening)),
            ("---\na: 1\n", Err(Missing::Closing)),
            ("---", Err(Missing::Closing)),
        ] {
            assert_eq!(parts(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_between_the_parts(
            yaml in "([a-z: ]{0,8}(\n|\r\n|\r))*",
            body in "[a-zé -]{0,9}((\n|\r\n)[a-z -]{0,9}){0,5}",
            end in "\n|\r\n|\r",
            bom in any::<bool>(),
        ) {
            let bom = if bom { "\u{feff}" } else { "" };
            let text = format!("{bom}---{end}{yaml}---{end}{body}");
            // A part that starts with LF would turn a lone CR before it into one line end.
            let joined = yaml.starts_with('\n') || body.starts_with('\n');
            prop_assume!(!(end == "\r" && joined));
            prop_assert_eq!(parts(&text), Ok((yaml.as_str(), body.as_str())));
        }

        #[test]
        fn any_text_is_split_or_refused(text in any::<String>()) {
            let _ = split(&text);
        }
    }
}
