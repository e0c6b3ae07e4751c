//! A text as words and marks, and what its brackets stand for.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::model::markdown::{is_unspaced, is_visible};

/// A word, a mark of punctuation, or a bracket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// What it is.
    pub(super) kind: Kind,
    /// How it reads: quotes and apostrophes are straight, and white space in brackets is single spaces.
    pub(super) key: Cow<'a, str>,
    /// Where it stands in the text.
    pub(super) range: Range<usize>,
}

/// Tells tokens apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word, a letter of a script without spaces, or a mark.
    Plain,
    /// `[…]` or `[...]`.
    Cut,
    /// `[words]`.
    Bracket,
    /// `[T]he`: a word with letters in brackets.
    Recased,
}

/// Takes a text apart. White space does not count, nor does what cannot be seen.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    Lexer { text, closings: closings(text) }.tokens()
}

/// Whether a word is what `[T]he` stands for: the same but for the case of the letters in brackets.
pub(super) fn is_recased(key: &str, word: &str) -> bool {
    let mut boxed = false;
    let mut word = word.chars();
    for letter in key.chars() {
        match letter {
            '[' => boxed = true,
            ']' => boxed = false,
            _ => {
                let Some(other) = word.next() else { return false };
                let is_same =
                    letter == other || (boxed && letter.to_lowercase().eq(other.to_lowercase()));
                if !is_same {
                    return false;
                }
            }
        }
    }
    word.next().is_none()
}

/// Where the bracket that opens at a byte is closed.
fn closings(text: &str) -> BTreeMap<usize, usize> {
    let (mut open, mut closings) = (Vec::new(), BTreeMap::new());
    for at in memchr::memchr2_iter(b'[', b']', text.as_bytes()) {
        if text.as_bytes()[at] == b'[' {
            open.push(at);
        } else if let Some(start) = open.pop() {
            closings.insert(start, at);
        }
    }
    closings
}

struct Lexer<'a> {
    text: &'a str,
    closings: BTreeMap<usize, usize>,
}

impl<'a> Lexer<'a> {
    fn tokens(&self) -> Vec<Token<'a>> {
        let mut tokens = Vec::with_capacity(self.text.len() / 5);
        let mut at = 0;
        while at < self.text.len() {
            let Some(token) = self.word(at).or_else(|| self.bracket(at)) else {
                let mark = self.grapheme(at);
                let range = at..at + mark.len();
                at = range.end;
                if !is_blank(mark) {
                    tokens.push(Token { kind: Kind::Plain, key: folded(mark), range });
                }
                continue;
            };
            at = token.range.end;
            tokens.push(token);
        }
        tokens
    }

    /// The character, as a reader sees it, at a byte; empty at the end.
    fn grapheme(&self, at: usize) -> &'a str {
        let bytes = self.text.as_bytes();
        let is_plain = |at: usize| bytes.get(at).is_none_or(u8::is_ascii);
        if at < bytes.len() && is_plain(at) && is_plain(at + 1) && bytes[at] != b'\r' {
            return &self.text[at..=at];
        }
        self.text[at..].graphemes(true).next().unwrap_or_default()
    }

    /// The word at a byte: letters and digits, apostrophes and hyphens between them, and brackets around
    /// some of its letters.
    fn word(&self, start: usize) -> Option<Token<'a>> {
        if matches!(self.text.as_bytes().get(start), Some(b' '..=b'/' | b':'..=b'@')) {
            return None;
        }
        let (mut at, mut end) = (start, start);
        let (mut has_letter, mut after_box, mut kind) = (false, false, Kind::Plain);
        loop {
            let plain = self.plain_letters(at);
            if plain > 0 {
                (has_letter, after_box, at, end) = (true, false, at + plain, at + plain);
            }
            let next = self.grapheme(at);
            let behind = at + next.len();
            if is_letter(next) {
                (has_letter, after_box, at, end) = (true, false, behind, behind);
            } else if !next.is_empty() && end > start && is_unseen(next) {
                at = behind;
            } else if let Some(close) = self.box_of_letters(at).filter(|_| !after_box) {
                (kind, after_box, at, end) = (Kind::Recased, true, close + 1, close + 1);
            } else if is_joiner(next) && end > start && self.goes_on(behind, has_letter) {
                (after_box, at) = (false, behind);
            } else {
                break;
            }
        }
        has_letter.then(|| Token { kind, key: folded(&self.text[start..end]), range: start..end })
    }

    /// How many letters and digits of ASCII follow, each a character of its own for sure. Most texts are
    /// made of them.
    fn plain_letters(&self, at: usize) -> usize {
        let rest = &self.text.as_bytes()[at..];
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let is_alone = rest.get(length).is_none_or(u8::is_ascii);
        if is_alone { length } else { length.saturating_sub(1) }
    }

    /// Whether a word goes on behind an apostrophe or a hyphen.
    fn goes_on(&self, at: usize, has_letter: bool) -> bool {
        is_letter(self.grapheme(at)) || (has_letter && self.box_of_letters(at).is_some())
    }

    /// Where a bracket with nothing but letters is closed.
    fn box_of_letters(&self, at: usize) -> Option<usize> {
        let close = *self.closings.get(&at)?;
        let inside = &self.text[at + 1..close];
        let is_word = !inside.is_empty() && inside.graphemes(true).all(is_letter);
        is_word.then_some(close)
    }

    /// The bracket at a byte, if it is closed and there is something in it.
    fn bracket(&self, at: usize) -> Option<Token<'a>> {
        let close = *self.closings.get(&at)?;
        let inside = &self.text[at + 1..close];
        let range = at..close + 1;
        let bare = || inside.chars().filter(|letter| !letter.is_whitespace());
        if bare().eq(['…']) || bare().eq(['.'; 3]) {
            return Some(Token { kind: Kind::Cut, key: "[…]".into(), range });
        }
        let inside = Lexer { text: inside, closings: BTreeMap::new() }.tokens();
        let words: Vec<&str> = inside.iter().map(|token| &*token.key).collect();
        let key = format!("[{}]", words.join(" ")).into();
        (!words.is_empty()).then_some(Token { kind: Kind::Bracket, key, range })
    }
}

fn is_letter(grapheme: &str) -> bool {
    let first = grapheme.chars().next();
    first.is_some_and(|first| first.is_alphanumeric() && !is_unspaced(first))
}

fn is_blank(grapheme: &str) -> bool {
    grapheme.chars().all(char::is_whitespace) || is_unseen(grapheme)
}

/// Whether it only acts on what is around it, such as a soft hyphen.
fn is_unseen(grapheme: &str) -> bool {
    grapheme.chars().all(|letter| !letter.is_whitespace() && !is_visible(letter))
}

fn is_joiner(grapheme: &str) -> bool {
    matches!(&*folded(grapheme), "'" | "-" | "\u{2010}" | "\u{2011}")
}

/// The text with straight quotes and apostrophes, and without what cannot be seen.
fn folded(text: &str) -> Cow<'_, str> {
    let is_odd = |letter: char| straight(letter) != letter || !is_visible(letter);
    if text.is_ascii() || !text.chars().any(is_odd) {
        return text.into();
    }
    let seen = text.graphemes(true).filter(|grapheme| !is_unseen(grapheme));
    seen.flat_map(str::chars).map(straight).collect()
}

fn straight(letter: char) -> char {
    match letter {
        '‘'..='‛' | '\u{2bc}' | '´' | '`' | '′' | '＇' => '\'',
        '“'..='‟' => '"',
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.key.into_owned()).collect()
    }

    #[test]
    fn words_and_marks_are_told_apart() {
        for (text, expected) in [
            ("It wasn't well-made, 4.5 -- no!", "It|wasn't|well-made|,|4|.|5|-|-|no|!"),
            ("It wasn’t ‚so‛ “good”", "It|wasn't|'|so|'|\"|good|\""),
            ("l'été d'où rock 'n' roll", "l'été|d'où|rock|'|n|'|roll"),
            ("so\u{ad}ft ze\u{200b}ro \u{200b} x", "soft|zero|x"),
            ("e\u{301}te\u{301} 👨‍👩‍👧!", "e\u{301}te\u{301}|👨‍👩‍👧|!"),
            ("这家咖啡，很好", "这|家|咖|啡|，|很|好"),
            ("ดีมาก", "ดี|ม|า|ก"),
            ("커피가 좋아요", "커피가|좋아요"),
            ("a [ b,  c ] d", "a|[b , c]|d"),
            ("[…] x [ ... ] [. . .]", "[…]|x|[…]|[…]"),
            ("[T]he th[E] o'[B]rien [D]'accord", "[T]he|th[E]|o'[B]rien|[D]'accord"),
            ("[a][b]c [a]-[b] [very]好", "[a]|[b]c|[a]|-|[b]|[very]|好"),
            ("[a [b] c] [ ] [x :]", "[a [ b ] c]|[|]|[x :]"),
            ("open [ and ] ] [ too", "open|[and]|]|[|too"),
        ] {
            assert_eq!(keys(text).join("|"), expected, "{text}");
        }
    }

    #[test]
    fn a_bracket_in_a_word_changes_the_case_of_its_letters_only() {
        for (key, word, same) in [
            ("[T]he", "the", true),
            ("[T]he", "The", true),
            ("[T]he", "thE", false),
            ("[T]he", "th", false),
            ("[T]he", "them", false),
            ("work[ED]", "worked", true),
            ("work[ed]", "work", false),
            ("[É]tat", "état", true),
        ] {
            assert_eq!(is_recased(key, word), same, "{key} {word}");
        }
    }

    #[test]
    fn tokens_stand_where_they_say() {
        let text = "é [was] so\u{ad}ft";
        let found = tokens(text).into_iter().map(|token| &text[token.range]);
        assert_eq!(found.collect::<Vec<_>>(), ["é", "[was]", "so\u{ad}ft"]);
    }
}
