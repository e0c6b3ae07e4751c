//! Diagnostics as text, in the four forms of `--format`.
//!
//! Each form is a pure function from diagnostics to text, so that whole outputs can be compared in
//! tests and shown elsewhere than on a terminal. Who writes the text, and where to, is the business
//! of [`crate::reporter`].
//!
//! Messages and excerpts quote what strangers wrote. A character that a terminal would obey, such
//! as an escape or a change of writing direction, is replaced by a visible one before it is shown.

mod block;
mod excerpt;
pub mod github;
pub mod human;
pub mod json;
pub mod short;

use std::borrow::Cow;
use std::path::Path;

use super::BUILT_IN;

/// Gives the text of a file, for the excerpt below a message.
pub trait Sources {
    /// Reads a file by its path relative to the site; `None` when there is no text to show.
    ///
    /// The text must be the one that the places were counted in, byte order mark included.
    fn text(&self, path: &str) -> Option<String>;
}

/// Puts everything on one line that is safe to show: line breaks and tabs become spaces, other
/// control characters as in [`safe_lines`].
pub fn safe_line(text: &str) -> Cow<'_, str> {
    replace(text, |c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { safe_char(c) })
}

/// Makes a text safe to show: keeps its lines and tabs, and replaces all other control characters
/// and changes of writing direction by a visible character each.
pub fn safe_lines(text: &str) -> Cow<'_, str> {
    replace(text, safe_char)
}

fn replace(text: &str, stand_in: impl Fn(char) -> char) -> Cow<'_, str> {
    if text.chars().all(|c| stand_in(c) == c) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(stand_in).collect())
    }
}

/// The character to show for one that a terminal would obey; one for one, so that columns stay.
///
/// Marks without an effect of their own (joiners, left-to-right and right-to-left marks) are part
/// of ordinary writing in some languages and stay.
fn safe_char(c: char) -> char {
    match c {
        '\n' | '\t' => c,
        // The pictures of U+2400 stand in the order of the characters that they picture.
        '\0'..='\u{1f}' => {
            char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        '\u{7f}' => '\u{2421}',
        // C1 controls (U+009B starts an escape sequence), line and paragraph separator, changes of
        // writing direction (https://trojansource.codes), a stray byte order mark.
        '\u{80}'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {
            char::REPLACEMENT_CHARACTER
        }
        _ => c,
    }
}

/// A path as it is seen from the working directory; `folder` is the site's, or empty.
///
/// A path from the root is that of a file outside the site and stays, and so does that of a file
/// inside the program.
fn seen_from(folder: &str, path: &str) -> String {
    if folder.is_empty() || Path::new(path).has_root() || path.starts_with(BUILT_IN) {
        path.to_owned()
    } else {
        format!("{}/{path}", folder.trim_end_matches('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_replaced_one_for_one() {
        let table = [
            ("plain é 日本 \u{200d} \u{200f}", "plain é 日本 \u{200d} \u{200f}"),
            ("\u{1b}[31mred\u{7}", "␛[31mred␇"),
            ("\u{9b}31m", "�31m"),
            ("a\u{202e}b\u{2066}c\u{2029}", "a�b�c�"),
            ("\u{feff}\u{7f}\0", "�␡␀"),
            ("two\nlines\tand\ra", "two\nlines\tand␍a"),
        ];
        for (text, shown) in table {
            assert_eq!(safe_lines(text), shown);
            assert_eq!(text.chars().count(), shown.chars().count());
        }
        assert_eq!(safe_line("two\r\nlines\t\u{1b}"), "two  lines ␛");
    }

    #[test]
    fn paths_are_seen_from_the_working_directory() {
        assert_eq!(seen_from("", "site.yaml"), "site.yaml");
        assert_eq!(seen_from("docs/site", "site.yaml"), "docs/site/site.yaml");
        assert_eq!(seen_from("../", "site.yaml"), "../site.yaml");
        assert_eq!(seen_from("/", "site.yaml"), "/site.yaml");
        assert_eq!(seen_from("docs", "/tmp/export.csv"), "/tmp/export.csv");
        assert_eq!(seen_from("docs", "built-in themes/a.html"), "built-in themes/a.html");
    }
}
