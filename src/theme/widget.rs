//! Style sheets of widgets: as small as they can be without another language, with the tokens in them.
//!
//! Widgets stand on pages that know nothing of a theme's tokens. So where a sheet asks for one, as in
//! `var(--l-accent)`, the theme's own value becomes what is used where the page gives none. Lengths in
//! `rem` become pixels: on another page nobody knows how large a `rem` is.

use std::fmt::Write;

use super::tokens::Tokens;

/// Pixels of a `rem` where nobody changed it.
const REM: f64 = 16.0;

/// A sheet with the tokens in it, without what only its authors need.
pub(super) fn sheet(text: &str, tokens: &Tokens) -> String {
    with_tokens(&collapsed(text), tokens)
}

/// Takes comments and blanks out of a style sheet; quoted texts stay as they are.
fn collapsed(text: &str) -> String {
    let mut small = String::with_capacity(text.len());
    let mut rest = text;
    let mut blank = false;
    while let Some(letter) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            blank = true;
            continue;
        }
        if letter.is_ascii_whitespace() {
            blank = true;
            rest = &rest[1..];
            continue;
        }
        let is_tight = |letter: char| matches!(letter, '{' | '}' | ';' | ',');
        let before = small.chars().next_back();
        // What follows the colon of a declaration; that of a selector has no blank behind it.
        let is_open = before.is_some_and(|before| before != ':' && !is_tight(before));
        if blank && is_open && !is_tight(letter) {
            small.push(' ');
        }
        blank = false;
        if letter == '}' && before == Some(';') {
            small.pop();
        }
        let length = if matches!(letter, '"' | '\'') { quoted(rest) } else { letter.len_utf8() };
        let (taken, after) = rest.split_at(length);
        small.push_str(taken);
        rest = after;
    }
    small
}

/// The length of a quoted text with its quotes.
fn quoted(text: &str) -> usize {
    let mut letters = text.char_indices();
    let Some((_, quote)) = letters.next() else { return 0 };
    let mut escaped = false;
    for (at, letter) in letters {
        if letter == quote && !escaped {
            return at + letter.len_utf8();
        }
        escaped = letter == '\\' && !escaped;
    }
    text.len()
}

/// Gives every token that is asked for without a default the theme's value as its default.
fn with_tokens(sheet: &str, tokens: &Tokens) -> String {
    const ASKED: &str = "var(--l-";
    let mut filled = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(at) = rest.find(ASKED) {
        let (before, asked) = rest.split_at(at + ASKED.len());
        filled.push_str(before);
        let end = asked.find([')', ',']).unwrap_or(asked.len());
        let (name, after) = asked.split_at(end);
        filled.push_str(name);
        if let Some(token) = tokens.get(name).filter(|_| after.starts_with(')')) {
            filled.push(',');
            filled.push_str(&in_pixels(&token.written()));
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// A value with its lengths in `rem` as pixels.
fn in_pixels(value: &str) -> String {
    let mut parts = value.split("rem");
    let mut written = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = written.bytes().rev().take_while(|byte| matches!(byte, b'0'..=b'9' | b'.'));
        let at = written.len() - digits.count();
        match written[at..].parse::<f64>() {
            Ok(number) if !part.starts_with(|next: char| next.is_alphanumeric()) => {
                written.truncate(at);
                // Writing to a text does not fail.
                let _ = write!(written, "{}px", number * REM);
            }
            _ => written.push_str("rem"),
        }
        written.push_str(part);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostics;
    use crate::theme::tokens;

    #[test]
    fn a_sheet_keeps_its_meaning() {
        for (sheet, small) in [
            ("a { b: c; }\n", "a{b:c}"),
            ("/* x */ a /* y */ b { c: d }", "a b{c:d}"),
            ("a > b, c :hover { d: calc(1px + 2px) }", "a > b,c :hover{d:calc(1px + 2px)}"),
            ("a { content: \" ; { /* \\\" \" ; }", "a{content:\" ; { /* \\\" \"}"),
            ("@media (a: b) { c { d: e; } }", "@media (a:b){c{d:e}}"),
            ("a { b: c } /* open", "a{b:c}"),
        ] {
            assert_eq!(collapsed(sheet), small);
        }
    }

    #[test]
    fn tokens_are_what_is_used_where_a_page_gives_none() {
        let text =
            "accent: {light: '#111', dark: '#eee'}\ngap: 1.5rem\nwidth: clamp(2rem, 4vw, .5rem)\n";
        let own = tokens::read("tokens.yaml", text.as_bytes(), &mut Diagnostics::default());
        let layer = tokens::OfLayer { own, ..tokens::OfLayer::default() };
        let tokens = tokens::merged(&[&layer], "default");
        let sheet = "a{b:var(--l-accent);c:var(--l-gap);d:var(--l-none);e:var(--l-gap,1px);f:var(--l-width)}";
        let filled = "a{b:var(--l-accent,light-dark(#111,#eee));c:var(--l-gap,24px);d:var(--l-none);\
                      e:var(--l-gap,1px);f:var(--l-width,clamp(32px, 4vw, 8px))}";
        assert_eq!(with_tokens(sheet, &tokens), filled);
    }
}
