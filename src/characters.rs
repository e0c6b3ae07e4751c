//! Which characters reach a page.
//!
//! HTML escaping alone does not keep a text in its place. Embeddings, overrides and isolates of
//! the [bidirectional algorithm](https://www.unicode.org/reports/tr9/) that are left open reorder
//! what follows, control characters and noncharacters are
//! [errors in HTML](https://html.spec.whatwg.org/multipage/parsing.html#preprocessing-the-input-stream)
//! and are not allowed in feeds. The marks U+200E, U+200F and U+061C only act where they stand and
//! are kept.

/// Returns `text` in one line: without the characters that are not shown, and with one space
/// wherever there is white space.
///
/// Use it for words that are published without Markdown, such as names and titles.
pub fn one_line(text: &str) -> String {
    let cleaned: String = cleaned(text).collect();
    cleaned.split_whitespace().collect::<Vec<_>>().join(" ")
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
