//! Texts that were encoded twice, and cells that are guarded against spreadsheets.

use std::borrow::Cow;
use std::ops::Range;

/// Mends a text whose UTF-8 was read as Windows-1252 (`cafÃ©`) once or twice; `None` if there is
/// nothing to mend.
///
/// It works by runs of such characters, so that `naïve cafÃ©` is mended where it is broken and kept
/// where it is not. A run is only mended if it says something whole as UTF-8.
pub fn repaired(text: &str) -> Option<String> {
    let once = repaired_once(text)?;
    Some(repaired_once(&once).unwrap_or(once))
}

/// Counts what speaks for and against a text that was encoded twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Doubled {
    broken: u64,
    sound: u64,
}

impl Doubled {
    /// Looks at another part of the text.
    pub fn see(&mut self, text: &str) {
        for run in runs(text) {
            match mended(text, &run) {
                Some(_) => self.broken += 1,
                None => self.sound += 1,
            }
        }
    }

    /// Whether so many places can be mended that it is no accident.
    pub fn looks_so(self) -> bool {
        self.broken > 0 && self.broken >= self.sound / 20
    }
}

/// Undoes what exports put around a cell so that spreadsheets take it for a text: one leading `'`
/// before a character that begins a formula, or `="…"`.
pub fn unguarded(cell: &str) -> Cow<'_, str> {
    if let Some(rest) = cell.strip_prefix('\'')
        && begins_formula(rest.trim_start_matches('\''))
    {
        return Cow::Borrowed(rest);
    }
    let quoted = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    match quoted {
        Some(inner) if !inner.replace("\"\"", "").contains('"') => {
            Cow::Owned(inner.replace("\"\"", "\""))
        }
        _ => Cow::Borrowed(cell),
    }
}

/// Guards a cell so that no spreadsheet takes it for a formula.
///
/// [`unguarded`] gives back exactly what was guarded, also where the text itself begins with `'=`.
/// What begins a formula is
/// [OWASP's list](https://owasp.org/www-community/attacks/CSV_Injection).
pub fn guarded(cell: &str) -> Cow<'_, str> {
    if begins_formula(cell.trim_start_matches('\'')) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

fn begins_formula(text: &str) -> bool {
    text.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
    ])
}

fn repaired_once(text: &str) -> Option<String> {
    let mut written: Option<String> = None;
    let mut end = 0;
    for run in runs(text) {
        if let Some(mended) = mended(text, &run) {
            let written = written.get_or_insert_with(|| String::with_capacity(text.len()));
            written.push_str(&text[end..run.start]);
            written.push_str(&mended);
            end = run.end;
        }
    }
    written.map(|mut written| {
        written.push_str(&text[end..]);
        written
    })
}

/// Finds the runs of characters that Windows-1252 has beyond ASCII.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let is_high = |character: char| byte_of(character).is_some();
        let start = at + text[at..].find(is_high)?;
        let rest = &text[start..];
        at = start + rest.find(|character| !is_high(character)).unwrap_or(rest.len());
        Some(start..at)
    })
}

/// Reads a run of such characters as UTF-8.
fn mended(text: &str, run: &Range<usize>) -> Option<String> {
    let bytes: Option<Vec<u8>> = text[run.clone()].chars().map(byte_of).collect();
    let mended = String::from_utf8(bytes?).ok()?;
    let before = text[..run.start].chars().next_back().filter(char::is_ascii_alphabetic);
    let in_capitals = before.is_some_and(|letter| letter.is_ascii_uppercase());
    let ends_word = before.is_some() && mended.chars().count() == 1;
    let plausible = |character: char| match u32::from(character) {
        // Two capitals or a capital before a quotation mark, as in `CAFÉ»`, are such bytes too:
        // nobody writes the letters that they would be in the middle of capitals.
        0x100..0x800 if in_capitals => false,
        // So are the last letter and the marks of `„café“…`; what follows a word is a quotation
        // mark, a dash, a sign or a variation of one.
        0x800..0x2000 | 0x3000..0xfe00 if ends_word => false,
        // Rare letters and marks, but for those of Windows-1252, `ș`, `ț` and the acute accent.
        code @ 0x180..0x370 => {
            matches!(code, 0x192 | 0x218..=0x21b | 0x2bc | 0x2c6 | 0x2dc | 0x301)
        }
        // Scripts whose first bytes are `Ó` to `Ö` and `Ü` to `ß`: with a quotation mark behind
        // them, as in `“Maß”`, these are common.
        0x4c0..0x5d0 | 0x700..0x800 => false,
        // Control characters, but for those that a second round needs.
        code @ 0x80..0xa0 => matches!(code, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d),
        _ => true,
    };
    mended.chars().all(plausible).then_some(mended)
}

/// The byte that stands for a character beyond ASCII in Windows-1252; the five that it leaves open
/// are control characters, as in [the Encoding Standard](https://encoding.spec.whatwg.org/#windows-1252).
fn byte_of(character: char) -> Option<u8> {
    /// Bytes 0x80 to 0x9f.
    const SPECIAL: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let code = u32::from(character);
    if let 0x80..=0xff = code {
        return u8::try_from(code).ok();
    }
    if !(0x152..=0x2122).contains(&code) {
        return None;
    }
    let at = SPECIAL.chars().position(|special| special == character)?;
    u8::try_from(0x80 + at).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What becomes of a text whose UTF-8 is read as Windows-1252.
    fn doubled(text: &str) -> String {
        encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn what_was_encoded_twice_is_mended() {
        for text in [
            "café",
            "It’s “great” – really…",
            "Übergrößenträger",
            "Привет, мир",
            "ÀÁÍÏÐÝ",
            "Zażółć gęślą jaźń",
            "日本語 😀",
            "€ 5",
        ] {
            let broken = doubled(text);
            assert_eq!(repaired(&broken).as_deref(), Some(text), "{broken}");
            assert_eq!(repaired(&doubled(&broken)).as_deref(), Some(text), "{broken}");
        }
        assert_eq!(repaired("naïve cafÃ©").as_deref(), Some("naïve café"));
        // As it comes from a program that reads Latin-1.
        assert_eq!(repaired("caf\u{c3}\u{a9} \u{e2}\u{80}\u{99}").as_deref(), Some("café ’"));
    }

    #[test]
    fn what_is_sound_is_left_alone() {
        for text in [
            "",
            "plain",
            "naïve café",
            "«CAFÉ»",
            "INFORMAÇÕES",
            "Ã",
            "JOÃO",
            "œuvre – déjà vu…",
            "Привет",
            "日本語",
            "Â",
            "É’",
            "Größe™",
            "“ÄÖÜ”",
            "“Maß”",
            "ß’s",
            "„café“…",
        ] {
            assert_eq!(repaired(text), None, "{text}");
        }
    }

    #[test]
    fn a_text_looks_so_if_more_than_an_accident_does() {
        let looks = |text: &str| {
            let mut doubled = Doubled::default();
            doubled.see(text);
            doubled.looks_so()
        };
        assert!(looks("cafÃ©"));
        assert!(looks("cafÃ© café café"));
        assert!(!looks("café"));
        assert!(!looks("plain"));
        assert!(!looks(&format!("cafÃ© {}", "café ".repeat(100))));
    }

    #[test]
    fn guards_are_undone() {
        for (cell, text) in [
            ("'=1+1", "=1+1"),
            ("'+49 30", "+49 30"),
            ("'-5", "-5"),
            ("'@me", "@me"),
            ("'\tx", "\tx"),
            ("''=x", "'=x"),
            ("'quoted'", "'quoted'"),
            ("'", "'"),
            ("=\"0042\"", "0042"),
            ("=\"say \"\"hi\"\"\"", "say \"hi\""),
            ("=\"a\"&\"b\"", "=\"a\"&\"b\""),
            ("=\"", "=\""),
            ("-5", "-5"),
            ("", ""),
        ] {
            assert_eq!(unguarded(cell), text, "{cell}");
        }
        assert_eq!(guarded("=1+1"), "'=1+1");
        assert_eq!(guarded("＝1"), "'＝1");
        assert_eq!(guarded("'tis"), "'tis");
    }

    proptest! {
        #[test]
        fn a_guard_is_undone_exactly(text in "['=+@\\-\"\t\r\n＝a]{0,6}|.*") {
            let cell = guarded(&text);
            prop_assert!(!begins_formula(&cell));
            prop_assert_eq!(unguarded(&cell), text.as_str());
        }

        #[test]
        fn any_text_is_looked_at(text in "[ÃÂâ€™©\u{80}-\u{ff}a ]{0,12}|.*") {
            if let Some(mended) = repaired(&text) {
                prop_assert_ne!(mended, text.clone());
            }
            unguarded(&text);
        }

        #[test]
        fn what_was_encoded_twice_comes_back(text in "([a-z]{1,4}[äöüéßèçñ]?[’”…–]? ){0,5}") {
            let broken = doubled(&text);
            prop_assert_eq!(repaired(&broken).unwrap_or(broken), text);
        }
    }
}
