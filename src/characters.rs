//! Which characters reach a page.
//!
//! HTML escaping alone does not keep a text in its place. Embeddings, overrides and isolates of
//! the [bidirectional algorithm](https://www.unicode.org/reports/tr9/) that are left open reorder
//! what follows, control characters and noncharacters are
//! [errors in HTML](https://html.spec.whatwg.org/multipage/parsing.html#preprocessing-the-input-stream)
//! and are not allowed in feeds. The marks U+200E, U+200F and U+061C only act where they stand and
//! are kept.

use std::borrow::Cow;

/// Returns `text` in one line: without the characters that are not shown, and with one space
/// wherever there is white space.
///
/// Use it for words that are published without Markdown, such as names and titles. A `String` that
/// is one line already, as most are, comes back as it is.
pub fn one_line<'a>(text: impl Into<Cow<'a, str>>) -> String {
    let text = text.into();
    if is_one_line(&text) {
        return text.into_owned();
    }
    let cleaned: String = cleaned(&text).collect();
    cleaned.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether every character is shown as it is, and white space is single spaces between words.
fn is_one_line(text: &str) -> bool {
    let mut before = ' ';
    let fits = text.chars().all(|character| {
        let before = std::mem::replace(&mut before, character);
        match character {
            ' ' => before != ' ',
            '!'..='~' => true,
            _ => !character.is_whitespace() && shown(character) == Some(character),
        }
    });
    fits && (before != ' ' || text.is_empty())
}

/// Goes through the characters of `text` as they are shown.
///
/// Control characters, noncharacters, byte order marks and the direction controls U+202A to U+202E
/// and U+2066 to U+2069 are dropped. Vertical tab, form feed and U+0085 become a space, all other
/// line breaks become `\n`; tabs stay.
pub fn cleaned(text: &str) -> impl Iterator<Item = char> {
    let mut previous = '\0';
    text.chars().filter_map(move |character| {
        let after_return = std::mem::replace(&mut previous, character) == '\r';
        if after_return && character == '\n' { None } else { shown(character) }
    })
}

/// Returns what stands for `character` on a page, or `None` if it is dropped.
pub fn shown(character: char) -> Option<char> {
    match character {
        '\t' | '\n' => Some(character),
        '\r' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\u{b}' | '\u{c}' | '\u{85}' => Some(' '),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => None,
        _ if character.is_control() || is_noncharacter(character) => None,
        _ => Some(character),
    }
}

fn is_noncharacter(character: char) -> bool {
    let code = u32::from(character);
    code & 0xfffe == 0xfffe || (0xfdd0..=0xfdef).contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_one_line_already_is_only_recognised_sooner(
            text in "[ a-zä\\t\\n\u{a0}\u{202e}\u{feff}]{0,6}",
        ) {
            let slow = cleaned(&text).collect::<String>();
            let slow = slow.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(is_one_line(&text), slow == text);
            prop_assert_eq!(one_line(text.as_str()), slow);
        }
    }
}
