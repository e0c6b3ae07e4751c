//! From a text to the words and phrases in it that can mean something.

use std::collections::HashSet;

use unicode_segmentation::UnicodeSegmentation;
use xxhash_rust::xxh3::xxh3_64;

use crate::model::is_spaced;

/// A phrase has at most so many words.
const LONGEST: usize = 3;

/// Where a phrase ends in any case.
const BREAKS: &str = ".!?;:,\n()[]\"…–—/|•·“”„«»‹›。、，！？；：（）「」『』《》،؛؟।";

/// Languages whose words nothing separates, and which have no letters that mean something alone.
const UNDIVIDED: [&str; 4] = ["km", "lo", "my", "th"];

/// How texts of a language are taken apart.
#[derive(Debug)]
pub(super) struct Terms {
    stop_words: HashSet<&'static str>,
    is_divided: bool,
}

/// A word of a text.
#[derive(Clone, Copy)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    hash: u64,
    /// Whether it means nothing by itself, such as `and`.
    is_stop: bool,
    /// Whether it is a letter of a script in which words are not apart.
    is_letter: bool,
}

impl Terms {
    /// For a language, by the first part of its tag.
    pub(super) fn of(language: &str) -> Self {
        // The lists know one kind of Norwegian.
        let list = if matches!(language, "nb" | "nn") { "no" } else { language };
        Self {
            stop_words: stop_words::lookup(list).unwrap_or_default().iter().copied().collect(),
            is_divided: !UNDIVIDED.contains(&language),
        }
    }

    /// Whether words such as `and` are known.
    pub(super) fn knows_stop_words(&self) -> bool {
        !self.stop_words.is_empty()
    }

    /// Hands over every word and phrase of a text, in small letters, each with a number that stands for it.
    pub(super) fn each(&self, text: &str, mut hand: impl FnMut(u64, &[Word<'_>])) {
        if !self.is_divided {
            return;
        }
        let text = text.to_lowercase().replace('’', "'");
        let mut words = Vec::new();
        for part in text.split(|letter| BREAKS.contains(letter)) {
            words.clear();
            words.extend(part.unicode_words().map(|word| self.word(word)));
            for start in 0..words.len() {
                for phrase in (1..=LONGEST).filter_map(|count| words.get(start..start + count)) {
                    if is_telling(phrase) {
                        hand(number(phrase), phrase);
                    }
                }
            }
        }
    }

    fn word<'a>(&self, text: &'a str) -> Word<'a> {
        let mut letters = text.chars();
        let is_one = letters.next().is_some() && letters.next().is_none();
        let is_stop = self.stop_words.contains(text);
        Word {
            text,
            hash: xxh3_64(text.as_bytes()),
            is_stop: is_stop || !text.contains(char::is_alphabetic),
            is_letter: is_one && !text.contains(is_spaced),
        }
    }
}

/// Whether a phrase can mean something: it neither begins nor ends with a stop word.
fn is_telling(phrase: &[Word<'_>]) -> bool {
    let [first, .., last] = phrase else {
        return phrase
            .iter()
            .all(|word| !word.is_stop && !word.is_letter && word.text.chars().nth(1).is_some());
    };
    let letters = phrase.iter().filter(|word| word.is_letter).count();
    !first.is_stop && !last.is_stop && (letters == 0 || letters == phrase.len())
}

fn number(phrase: &[Word<'_>]) -> u64 {
    let mix = |sum: u64, word: &Word<'_>| {
        (sum.rotate_left(23) ^ word.hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    };
    phrase.iter().fold(0, mix)
}

/// A phrase as it is read.
pub(super) fn written(phrase: &[Word<'_>]) -> String {
    let between = if phrase.iter().all(|word| word.is_letter) { "" } else { " " };
    phrase.iter().map(|word| word.text).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(language: &str, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        Terms::of(language).each(text, |_, phrase| found.push(written(phrase)));
        found
    }

    #[test]
    fn words_and_phrases_neither_begin_nor_end_with_what_means_nothing() {
        for (language, text, expected) in [
            ("en", "The soup was cold.", &["soup", "soup was cold", "cold"][..]),
            ("en", "Sold out, twice!", &["sold", "twice"]),
            ("en", "I don’t wait 40 minutes", &["wait", "wait 40 minutes", "minutes"]),
            ("de", "Die Suppe war kalt", &["suppe", "suppe war kalt", "kalt"]),
            ("zh", "很好吃", &["很好", "很好吃", "好吃"]),
            ("zh", "好吃，新鲜", &["好吃", "新鲜"]),
            ("ar", "بارد، خدمة", &["بارد", "خدمة"]),
            ("th", "กาแฟ", &[]),
            ("xx", "the end", &["the", "the end", "end"]),
            ("en", "", &[]),
        ] {
            assert_eq!(terms(language, text), expected, "{text}");
        }
    }

    #[test]
    fn a_phrase_is_another_number_than_its_words_in_another_order() {
        let numbers = |text: &str| {
            let mut all = Vec::new();
            Terms::of("xx").each(text, |number, _| all.push(number));
            all
        };
        let (one, other) = (numbers("cold soup"), numbers("soup cold"));
        assert_eq!(one.len(), 3);
        assert_eq!((one[0], one[2]), (other[2], other[0]));
        assert_ne!(one[1], other[1]);
    }
}
