//! What may stand in a style sheet: values that cannot leave their declaration, and the place where
//! the tokens go.

use super::colour::Colour;

/// Functions that load something, which a page then asks another server for.
const LOADING: [&str; 6] = ["url", "src", "image", "image-set", "cross-fade", "element"];

/// Functions whose result is a colour.
const COLOURS: [&str; 13] = [
    "rgb",
    "rgba",
    "hsl",
    "hsla",
    "hwb",
    "lab",
    "lch",
    "oklab",
    "oklch",
    "color",
    "color-mix",
    "light-dark",
    "var",
];

/// Why a text cannot be the value of a declaration; `None` if it can.
pub(crate) fn fault(value: &str) -> Option<&'static str> {
    if value.trim().is_empty() {
        return Some("expected a value");
    }
    let mut open = Vec::new();
    let mut quote = None;
    let mut word = String::new();
    let mut before = ' ';
    for letter in value.chars() {
        match (quote, letter) {
            (_, '\\') => return Some("a `\\` is not allowed here"),
            (_, letter) if letter.is_control() => return Some("expected one line"),
            (Some(mark), letter) => quote = (mark != letter).then_some(mark),
            (None, '"' | '\'') => quote = Some(letter),
            (None, '(') => {
                if LOADING.iter().any(|name| word.eq_ignore_ascii_case(name)) {
                    return Some("a value that loads a file is not allowed here");
                }
                open.push(')');
            }
            (None, '[') => open.push(']'),
            (None, ')' | ']') if open.pop() != Some(letter) => {
                return Some("a bracket is not balanced");
            }
            (None, ';' | '{' | '}' | '<' | '>' | '!' | '@') => {
                return Some("`;`, `{`, `}`, `<`, `>`, `!` and `@` are not allowed here");
            }
            (None, '*') if before == '/' => return Some("a comment is not allowed here"),
            _ => {}
        }
        before = letter;
        if letter.is_alphanumeric() || matches!(letter, '-' | '_') {
            word.push(letter);
        } else {
            word.clear();
        }
    }
    match (quote, open.is_empty()) {
        (Some(_), _) => Some("a quote is not closed"),
        (None, false) => Some("a bracket is not balanced"),
        (None, true) => None,
    }
}

/// Whether a value may be a colour: only colours can differ between light and dark.
pub(crate) fn may_be_colour(value: &str) -> bool {
    let value = value.trim();
    let word = value.bytes().all(|byte| byte.is_ascii_alphabetic());
    let call = value.split_once('(').is_some_and(|(name, _)| {
        value.ends_with(')') && COLOURS.iter().any(|known| name.eq_ignore_ascii_case(known))
    });
    let eight = value.len() == 9 || value.len() == 5;
    let digits = || value.bytes().skip(1).all(|byte| byte.is_ascii_hexdigit());
    word || call || Colour::read(value).is_some() || value.starts_with('#') && eight && digits()
}

/// Whether a text is the name of a token: lower case letters, digits and single hyphens.
pub(crate) fn is_name(name: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    name.starts_with(|first: char| first.is_ascii_lowercase()) && name.split('-').all(plain)
}

/// Puts rules in front of a style sheet, behind what must stand first in one: `@charset`, `@import`.
pub(crate) fn in_front(rules: &str, sheet: &[u8]) -> Vec<u8> {
    let at = must_stand_first(sheet);
    let mut whole = Vec::with_capacity(rules.len() + sheet.len() + 1);
    whole.extend_from_slice(&sheet[..at]);
    if at > 0 {
        whole.push(b'\n');
    }
    whole.extend_from_slice(rules.as_bytes());
    whole.extend_from_slice(&sheet[at..]);
    whole
}

/// The end of the last `@charset` or `@import` that stands before everything but comments and
/// statements such as `@layer a, b;`.
fn must_stand_first(sheet: &[u8]) -> usize {
    let (mut at, mut end) = (0, 0);
    loop {
        let rest = &sheet[at..];
        if rest.first().is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        } else if rest.starts_with(b"\xef\xbb\xbf") {
            at += 3;
        } else if rest.starts_with(b"/*") {
            let Some(length) = rest[2..].windows(2).position(|part| part == b"*/") else {
                return end;
            };
            at += length + 4;
        } else if is_rule(rest, "@charset") || is_rule(rest, "@import") {
            let Some(length) = statement(rest) else { return end };
            at += length;
            end = at;
        } else if is_rule(rest, "@layer") {
            let length = statement(rest).filter(|length| !rest[..*length].contains(&b'{'));
            let Some(length) = length else { return end };
            at += length;
        } else {
            return end;
        }
    }
}

/// Whether a text starts with an at-rule; their names have no case.
fn is_rule(text: &[u8], name: &str) -> bool {
    let goes_on = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
        && !text.get(name.len()).is_some_and(goes_on)
}

/// The length of a statement with its semicolon, which may also stand in quotes or brackets.
fn statement(text: &[u8]) -> Option<usize> {
    let (mut quote, mut depth) = (None, 0_usize);
    for (at, byte) in text.iter().enumerate() {
        match (quote, byte) {
            (Some(mark), _) => quote = (mark != *byte).then_some(mark),
            (None, b'"' | b'\'') => quote = Some(*byte),
            (None, b'(') => depth += 1,
            (None, b')') => depth = depth.saturating_sub(1),
            (None, b';') if depth == 0 => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_leave_its_declaration() {
        for fine in
            ["#fff", "1.5rem", "\"Segoe UI\", serif", "calc(1px + (2 * 3px))", "0 1px 2px #000"]
        {
            assert_eq!(fault(fine), None, "{fine}");
        }
        for wrong in [
            "",
            " ",
            "red; color: blue",
            "red}",
            "{",
            "</style>",
            "red !important",
            "\"open",
            "calc(1px",
            "1px)",
            "(]",
            "a\\",
            "a\nb",
            "url(https://a.example/)",
            "URL (x)(",
            "/* a",
            "image-set(\"x\")",
            "@import",
        ] {
            assert!(fault(wrong).is_some(), "{wrong}");
        }
    }

    #[test]
    fn only_colours_may_be_colours() {
        for colour in
            ["#fff", "#11223344", "red", "rgb(0 0 0 / 5%)", "oklch(1 0 0)", "var(--l-ink)"]
        {
            assert!(may_be_colour(colour), "{colour}");
        }
        for other in ["1rem", "0 1px #000", "#ff", "Georgia, serif", "calc(1px)"] {
            assert!(!may_be_colour(other), "{other}");
        }
    }

    #[test]
    fn rules_go_behind_what_must_stand_first() {
        for (sheet, expected) in [
            ("a{}", "X{}a{}"),
            ("/* ; */ a{}", "X{}/* ; */ a{}"),
            ("@charset \"utf-8\"; a{}", "@charset \"utf-8\";\nX{} a{}"),
            (
                "/**/@import \"a;b\";@import url(c;d);a{}",
                "/**/@import \"a;b\";@import url(c;d);\nX{}a{}",
            ),
            ("@layer a, b;\n@import 'c';a{}", "@layer a, b;\n@import 'c';\nX{}a{}"),
            ("@IMPORT 'c';a{}", "@IMPORT 'c';\nX{}a{}"),
            ("@layer a, b;a{}", "X{}@layer a, b;a{}"),
            ("@layer a{b{c:d;}}@import 'c';", "X{}@layer a{b{c:d;}}@import 'c';"),
            ("@import-not 'c';", "X{}@import-not 'c';"),
            ("@import \"open", "X{}@import \"open"),
            ("/* open", "X{}/* open"),
            ("/*/ @import 'a'; */@import 'b';", "/*/ @import 'a'; */@import 'b';\nX{}"),
            ("", "X{}"),
        ] {
            let whole = in_front("X{}", sheet.as_bytes());
            assert_eq!(String::from_utf8(whole).unwrap(), expected);
        }
    }
}
