//! Shortens plain text for cards and descriptions.

use unicode_segmentation::UnicodeSegmentation;

/// The number of letters that count as one word in scripts that are written without spaces.
const LETTERS: usize = 2;

/// Returns the first `words` words of `text` with an ellipsis, or `None` if nothing is cut.
///
/// A word is what stands between spaces and has more than punctuation in it. In scripts that are
/// written without spaces two letters count as a word. A text is also cut where its words are
/// longer than any language's, and never within a character as a reader sees it. With `words` 0,
/// nothing is cut.
#[must_use]
pub fn excerpt(text: &str, words: usize) -> Option<String> {
    if words == 0 {
        return None;
    }
    let kept = &text[..end_of_words(text, words)?];
    Some(with_ellipsis(kept))
}

/// Returns `text` as one line of at most `chars` characters, with an ellipsis if it is cut.
///
/// The cut is at the end of a word, unless the last word takes more than half of the room.
#[must_use]
pub fn describe(text: &str, chars: usize) -> String {
    let (line, is_whole) = start_of_line(text, chars);
    if is_whole {
        return line;
    }
    if chars == 0 {
        return String::new();
    }
    // The ellipsis takes a second character after a sentence.
    let room = chars.saturating_sub(2);
    let mut taken = 0;
    let end = if line.is_ascii() {
        room
    } else {
        line.grapheme_indices(true)
            .find(|(_, grapheme)| {
                taken += grapheme.chars().count();
                taken > room
            })
            .map_or(line.len(), |(at, _)| at)
    };
    let last_space = line[..end].rfind(' ').unwrap_or_default();
    if line[end..].starts_with(' ') || last_space * 2 < end {
        with_ellipsis(&line[..end])
    } else {
        with_ellipsis(&line[..last_space])
    }
}

/// Joins the words of `text`, at least so many that the line has more than `chars` characters, and
/// tells whether it then has all of them and no more characters.
fn start_of_line(text: &str, chars: usize) -> (String, bool) {
    let mut line = String::with_capacity(chars.min(text.len()) + 16);
    let mut length = 0;
    for word in text.split_ascii_whitespace() {
        if !line.is_empty() {
            line.push(' ');
            length += 1;
        }
        if length > chars {
            return (line, false);
        }
        line.push_str(word);
        length += word.chars().count();
    }
    let is_whole = length <= chars;
    (line, is_whole)
}

/// Describes the part of a word that was read so far.
#[derive(Default)]
struct Word {
    start: usize,
    /// Whether there is more than punctuation in it.
    counts: bool,
    /// The number of letters of scripts without spaces.
    unspaced: usize,
}

impl Word {
    /// Returns its length, in letters of scripts without spaces.
    fn cost(&self) -> usize {
        if self.counts { self.unspaced.max(LETTERS) } else { 0 }
    }
}

/// Returns where the first `words` words of `text` end, or `None` if there are no more.
fn end_of_words(text: &str, words: usize) -> Option<usize> {
    let budget = words.saturating_mul(LETTERS);
    let most_chars = words.saturating_mul(16).saturating_add(32);
    let (mut spent, mut chars) = (0, 0);
    let mut word: Option<Word> = None;
    for (at, grapheme) in text.grapheme_indices(true) {
        chars += grapheme.chars().count();
        let first = grapheme.chars().next().unwrap_or(' ');
        if first.is_whitespace() {
            spent += word.take().map_or(0, |word| word.cost());
            continue;
        }
        let word = word.get_or_insert(Word { start: at, ..Word::default() });
        word.counts |= !is_punctuation(first);
        word.unspaced += usize::from(is_unspaced(first));
        if spent + word.cost() > budget {
            return Some(if word.unspaced > LETTERS { at } else { word.start });
        }
        if chars > most_chars {
            return Some(if word.start * 2 > at { word.start } else { at });
        }
    }
    None
}

/// Adds an ellipsis to the beginning of a text.
fn with_ellipsis(kept: &str) -> String {
    let kept = kept.trim_end_matches(|last: char| last.is_whitespace() || is_pause(last));
    if kept.ends_with('…') {
        kept.to_owned()
    } else if kept.ends_with(['.', '!', '?']) {
        format!("{kept} …")
    } else {
        format!("{kept}…")
    }
}

/// Tells whether `character` makes no sense before an ellipsis.
fn is_pause(character: char) -> bool {
    matches!(
        character,
        ',' | ';'
            | ':'
            | '-'
            | '–'
            | '—'
            | '('
            | '['
            | '{'
            | '«'
            | '„'
            | '“'
            | '‘'
            | '¡'
            | '¿'
            | '、'
            | '，'
            | '；'
            | '：'
            | '（'
            | '「'
            | '『'
            | '【'
            | '《'
            | '،'
            | '؛'
    )
}

fn is_punctuation(character: char) -> bool {
    character.is_ascii_punctuation()
        || matches!(
            character,
            '¡' | '«' | '·' | '»' | '¿' | '‐'..='‧' | '‰'..='⁞' | '、'..='〃' | '〈'..='】'
                | '！' | '，' | '．' | '：' | '；' | '？'
        )
}

/// Tells whether `character` is a letter of a script that is written without spaces.
///
/// These are Thai, Lao, Burmese, Khmer, Japanese and Chinese.
pub(crate) fn is_unspaced(character: char) -> bool {
    matches!(
        character,
        '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{31f0}'..='\u{31ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff66}'..='\u{ff9f}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cuts_after_whole_words() {
        for (text, words, cut) in [
            ("One two three", 0, None),
            ("One two three", 3, None),
            ("One two three", 2, Some("One two…")),
            ("", 2, None),
            ("One, two", 1, Some("One…")),
            ("One. Two", 1, Some("One. …")),
            ("One… two", 1, Some("One…")),
            ("One\n\ntwo\nthree", 2, Some("One\n\ntwo…")),
            ("State-of-the-art (don't ask)", 2, Some("State-of-the-art (don't…")),
            ("Super bien !", 2, None),
            ("Super – bien !", 1, Some("Super…")),
            ("👍🏽 👩‍👩‍👧 yes", 2, Some("👍🏽 👩‍👩‍👧…")),
            ("최고의 커피 수업", 2, Some("최고의 커피…")),
            ("コーヒーがおいしい。", 3, Some("コーヒーがお…")),
            ("咖啡很好，我会再来", 2, Some("咖啡很好…")),
            ("กาแฟอร่อยมาก", 2, Some("กาแฟ…")),
            ("Gut \"咖啡\"", 1, Some("Gut…")),
            ("Das iPhoneを買いました", 3, Some("Das iPhoneを買いま…")),
        ] {
            assert_eq!(excerpt(text, words).as_deref(), cut, "{words} words of {text:?}");
        }
    }

    #[test]
    fn cuts_words_that_are_no_words() {
        let cut = excerpt(&"a\u{301}".repeat(1000), 1).unwrap();
        assert_eq!(cut, "a\u{301}".repeat(24) + "…");
        let cut = excerpt(&format!("one {} two", "a".repeat(1000)), 2).unwrap();
        assert_eq!(cut, format!("one {}…", "a".repeat(60)));
        let cut = excerpt(&format!("{} {} c", "a".repeat(40), "b".repeat(40)), 2).unwrap();
        assert_eq!(cut, "a".repeat(40) + "…");
        assert!(excerpt(&"! ".repeat(1000), 1).unwrap().len() < 60);
    }

    #[test]
    fn describes_in_one_line() {
        for (text, chars, line) in [
            ("One\n\ntwo", 7, "One two"),
            ("One two three", 12, "One two…"),
            ("One two three", 9, "One two…"),
            ("One two three", 8, "One…"),
            ("One. Two. Three", 6, "One. …"),
            ("Wonderfully made", 8, "Wonder…"),
            ("A wonderfully made thing", 11, "A wonderf…"),
            ("コーヒーがおいしい。", 7, "コーヒーが…"),
            ("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 9, "👩‍👩‍👧…"),
            ("One", 2, "…"),
            ("One", 1, "…"),
            ("One", 0, ""),
        ] {
            assert_eq!(describe(text, chars), line, "{chars} characters of {text:?}");
        }
    }

    proptest! {
        #[test]
        fn keeps_the_beginning(text in "([a-zäÄ.,!?… \n日本語ก\u{301}👍-]{0,9} ){0,9}", words in 0usize..9) {
            if let Some(cut) = excerpt(&text, words) {
                let kept = cut.trim_end_matches('…').trim_end();
                prop_assert!(text.starts_with(kept), "{cut:?}");
                prop_assert!(text.len() > kept.len());
                prop_assert!(cut.ends_with('…'));
            }
        }

        #[test]
        fn the_start_of_a_text_is_enough(text in "([a-zé\u{301}👍🏽.]{0,7}[ \n]){0,9}", chars in 0usize..30) {
            // The same line with a mark far behind the cut, as one that does not end there.
            let cut = describe(&text, chars);
            let line = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
            if line.chars().count() > chars {
                prop_assert_eq!(describe(&format!("{line} {}", "x ".repeat(40)), chars), cut);
            } else {
                prop_assert_eq!(cut, line);
            }
        }

        #[test]
        fn stays_within_the_room(text in ".{0,99}", chars in 0usize..99) {
            prop_assert!(describe(&text, chars).chars().count() <= chars);
        }
    }
}
