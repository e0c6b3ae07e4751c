//! Words and phrases that tell low reviews from high ones.
//!
//! A word counts once in a review. It tells something if the share of low reviews among those that have it
//! is at least halfway from that of all reviews to the whole, and if the lower end of that share ([`wilson`]) lies
//! above it; so do high ones. Words are ordered by the lower end, so that three of three do not outrank forty of
//! forty-one. What was counted is only told apart by numbers at first; texts are looked up for the few that
//! are shown.

mod terms;

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use self::terms::{Terms, written};
use super::number::{float, rounded, wilson};
use super::report::{LanguageWords, Word};
use super::{Given, is_low};
use crate::model::Review;

/// A word is shown from so many reviews of its side on.
const ENOUGH: u32 = 3;

/// At most so many words of a side are shown.
const SHOWN: usize = 10;

/// At most so many reviews are named for a word.
const NAMED: usize = 5;

/// How many low and high reviews have a word.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    low: u32,
    high: u32,
}

impl Count {
    fn of(self, is_low: bool) -> u32 {
        if is_low { self.low } else { self.high }
    }

    fn bound(self, is_low: bool) -> f64 {
        wilson(self.of(is_low) as usize, (self.low + self.high) as usize)[0]
    }
}

/// The words of a period, by language; the most used language first.
pub(super) fn words(given: &Given<'_>) -> Vec<LanguageWords> {
    let mut by_language: BTreeMap<String, Vec<&Review>> = BTreeMap::new();
    let is_counted = |review: &&Review| {
        given.period.has(review.date) && review.rating.is_some() && review.body.is_some()
    };
    for review in given.reviews().filter(is_counted) {
        let tag = review.language.tag();
        let language = tag.split('-').next().unwrap_or(tag).to_ascii_lowercase();
        by_language.entry(language).or_default().push(review);
    }
    let mut languages: Vec<LanguageWords> =
        by_language.into_iter().map(|(language, reviews)| of_language(language, reviews)).collect();
    languages.sort_by_key(|one| std::cmp::Reverse(one.low_reviews + one.high_reviews));
    languages
}

fn of_language(language: String, mut reviews: Vec<&Review>) -> LanguageWords {
    reviews.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.id.cmp(&b.id)));
    let terms = Terms::of(&language);
    let counts = counts(&terms, &reviews);
    let low_reviews = reviews.iter().filter(|review| is_low(review)).count();
    let high_reviews = reviews.len() - low_reviews;
    let side = |is_low: bool, of_side: usize| {
        let telling = telling(&counts, is_low, of_side, reviews.len());
        shown(named(&terms, &reviews, telling, is_low))
    };
    LanguageWords {
        stop_words: terms.knows_stop_words(),
        low: side(true, low_reviews),
        high: side(false, high_reviews),
        low_reviews,
        high_reviews,
        language,
    }
}

fn body(review: &Review) -> &str {
    review.body.as_ref().map_or("", |body| body.text.as_str())
}

/// How many reviews have each word or phrase.
fn counts(terms: &Terms, reviews: &[&Review]) -> HashMap<u64, Count> {
    let count = |mut counts: HashMap<u64, Count>, review: &&Review| {
        let mut found = Vec::new();
        terms.each(body(review), |number, _| found.push(number));
        found.sort_unstable();
        found.dedup();
        let is_low = is_low(review);
        for number in found {
            let count = counts.entry(number).or_default();
            count.low += u32::from(is_low);
            count.high += u32::from(!is_low);
        }
        counts
    };
    let both = |one: HashMap<u64, Count>, other: HashMap<u64, Count>| {
        let (mut most, rest) = if one.len() < other.len() { (other, one) } else { (one, other) };
        let rest: Vec<(u64, Count)> = rest.into_iter().collect();
        for (number, more) in rest {
            let count = most.entry(number).or_default();
            count.low += more.low;
            count.high += more.high;
        }
        most
    };
    reviews.par_iter().fold(HashMap::new, count).reduce(HashMap::new, both)
}

/// The words that stand on a side clearly more often than reviews do, the most telling first; some more than
/// are shown, since some of them say the same.
fn telling(
    counts: &HashMap<u64, Count>,
    is_low: bool,
    of_side: usize,
    all: usize,
) -> Vec<(u64, Count)> {
    let is_telling = |count: &Count| {
        let (own, whole) = (count.of(is_low), count.low + count.high);
        // 2 own / whole >= 1 + of_side / all
        let is_clear = 2 * u64::from(own) * all as u64 >= (all + of_side) as u64 * u64::from(whole);
        let is_sure = count.bound(is_low) * float(all) > float(of_side);
        own >= ENOUGH && of_side < all && is_clear && is_sure
    };
    let mut found: Vec<(f64, u64, Count)> = counts
        .iter()
        .filter(|(_, count)| is_telling(count))
        .map(|(number, count)| (count.bound(is_low), *number, *count))
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found.truncate(SHOWN * 8);
    found.into_iter().map(|(_, number, count)| (number, count)).collect()
}

/// Finds how words are written, and the newest reviews that have them.
fn named(
    terms: &Terms,
    reviews: &[&Review],
    telling: Vec<(u64, Count)>,
    is_side_low: bool,
) -> Vec<(String, usize, Word)> {
    let mut open: HashMap<u64, (String, usize, Vec<String>)> =
        telling.iter().map(|(number, _)| (*number, Default::default())).collect();
    let mut missing = telling.len();
    for review in reviews.iter().filter(|review| is_low(review) == is_side_low) {
        if missing == 0 {
            break;
        }
        terms.each(body(review), |number, phrase| {
            let Some((text, length, ids)) = open.get_mut(&number) else { return };
            if ids.len() < NAMED && ids.last() != Some(&review.id) {
                (*text, *length) = (written(phrase), phrase.len());
                ids.push(review.id.clone());
                missing -= usize::from(ids.len() == NAMED);
            }
        });
    }
    let word = |(number, count): (u64, Count)| {
        let (text, length, ids) = open.remove(&number)?;
        let (low, high) = (count.low as usize, count.high as usize);
        let bound = rounded(count.bound(is_side_low));
        Some((text.clone(), length, Word { text, low, high, bound, ids }))
    };
    telling.into_iter().filter_map(word).collect()
}

/// The words to show: the longer of two that say the same, and none twice.
fn shown(mut words: Vec<(String, usize, Word)>) -> Vec<Word> {
    words.sort_by(|(text, length, word), (other_text, other_length, other)| {
        let by_bound = other.bound.total_cmp(&word.bound);
        by_bound.then(other_length.cmp(length)).then_with(|| text.cmp(other_text))
    });
    let mut shown: Vec<Word> = Vec::with_capacity(SHOWN);
    for (text, _, word) in words {
        let is_same = |other: &Word| holds(&other.text, &text) || holds(&text, &other.text);
        if shown.len() < SHOWN && !shown.iter().any(is_same) {
            shown.push(word);
        }
    }
    shown
}

/// Whether a phrase has all the words of another one, side by side.
fn holds(phrase: &str, other: &str) -> bool {
    phrase.match_indices(other).any(|(at, _)| {
        let before = phrase[..at].chars().next_back();
        let after = phrase[at + other.len()..].chars().next();
        [before, after].into_iter().flatten().all(|letter| letter == ' ' || letter > '\u{2e7f}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_that_say_the_same_the_longer_one_is_shown() {
        let word = |text: &str, bound: f64| {
            let word = Word { text: text.into(), low: 3, high: 0, bound, ids: Vec::new() };
            (text.to_owned(), text.split(' ').count(), word)
        };
        let words = [
            word("sold", 0.5),
            word("sold out", 0.5),
            word("late", 0.7),
            word("came late", 0.4),
            word("plate", 0.3),
        ];
        let texts: Vec<String> = shown(words.to_vec()).into_iter().map(|word| word.text).collect();
        assert_eq!(texts, ["late", "sold out", "plate"]);
    }
}
