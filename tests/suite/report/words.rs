//! Words, and the reviews that a report names.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::formulas::{same, wilson};
use super::year::{Review, Year};

/// Runs of letters and digits, in small letters.
fn split(text: &str) -> Vec<String> {
    let runs = text.split(|letter: char| !letter.is_alphanumeric());
    runs.filter(|run| !run.is_empty()).map(str::to_lowercase).collect()
}

/// Whether a text has a word, or the words of a phrase one after the other.
fn has(review: &Review, phrase: &str) -> bool {
    let phrase = split(phrase);
    split(&review.text).windows(phrase.len()).any(|run| run == phrase)
}

/// The reviews of a list of ids, each of which must exist and be among the quotes.
#[track_caller]
pub fn named<'year>(year: &'year Year, ids: &Json) -> Vec<&'year Review> {
    let find = |id: &Json| {
        assert!(year.report["quotes"].get(id.as_str().unwrap()).is_some(), "{id} is no quote");
        year.reviews.iter().find(|review| *id == review.id).unwrap_or_else(|| panic!("no {id}"))
    };
    ids.as_array().unwrap().iter().map(find).collect()
}

/// How many numbers about words are right.
pub fn compared(year: &Year) -> usize {
    let languages = year.report["words"].as_array().unwrap();
    let used: Vec<u64> = languages
        .iter()
        .map(|one| one["low_reviews"].as_u64().unwrap() + one["high_reviews"].as_u64().unwrap())
        .collect();
    assert!(used.is_sorted_by(|one, next| one >= next), "{used:?}");
    languages.iter().map(|one| of_language(year, one)).sum()
}

fn of_language(year: &Year, said: &Json) -> usize {
    let is_one = |review: &&Review| {
        let is_told = !review.text.is_empty() && review.stars.is_some();
        is_told && review.is_in(year.period) && said["language"] == review.language
    };
    let (low, high): (Vec<&Review>, Vec<&Review>) =
        year.reviews.iter().filter(is_one).partition(|review| review.is_low());
    let counts = json!([said["low_reviews"], said["high_reviews"], said["stop_words"]]);
    let place = said["language"].as_str().unwrap();
    let mut numbers = same(place, &counts, &json!([low.len(), high.len(), true]));
    for (side, own) in [("low", &low), ("high", &high)] {
        let mut bounds = Vec::new();
        for word in said[side].as_array().unwrap() {
            let text = word["text"].as_str().unwrap();
            let count = |of: &[&Review]| of.iter().filter(|review| has(review, text)).count();
            let (in_own, in_all) = (count(own), count(&low) + count(&high));
            let [bound, _] = wilson(in_own, in_all);
            let expected = json!({"text": text, "low": count(&low), "high": count(&high),
                                  "bound": bound, "ids": word["ids"]});
            numbers += same(&format!("{place}.{side}.{text}"), word, &expected);
            let shown = named(year, &word["ids"]);
            assert!(!shown.is_empty() && shown.len() <= in_own, "{text}");
            assert!(shown.iter().all(|one| own.iter().any(|of| of.id == one.id) && has(one, text)));
            assert!(
                shown.is_sorted_by(|one, next| one.date >= next.date),
                "{text}: {}",
                word["ids"]
            );
            bounds.push(word["bound"].as_f64().unwrap());
        }
        assert!(bounds.is_sorted_by(|one, next| one >= next), "{place} {side}: {bounds:?}");
    }
    // Of each language how many are low and high, of each word three numbers.
    let listed = ["low", "high"].map(|side| said[side].as_array().unwrap().len());
    assert_eq!(numbers, 2 + 3 * (listed[0] + listed[1]), "{place}");
    numbers
}

/// So many of each list are on the page.
const SHOWN: usize = 25;

/// How many numbers about quotes are right; all that the page shows are there, and no others.
pub fn quotes(year: &Year) -> usize {
    let report = &year.report;
    let tasks = report["todo"].as_object().unwrap().values();
    let tasks = tasks.flat_map(|list| list.as_array().unwrap().iter().take(SHOWN));
    let of_words =
        report["words"].as_array().unwrap().iter().flat_map(|one| {
            ["low", "high"].into_iter().flat_map(|side| one[side].as_array().unwrap())
        });
    let lists = of_words.chain(report["team"]["mend"].as_array().unwrap());
    let lists = lists.map(|one| &one["ids"]).chain([&report["team"]["quotes"]]);
    let ids = lists.flat_map(|ids| ids.as_array().unwrap());
    let rows = tasks
        .chain(report["recovery"].as_array().unwrap().iter().take(SHOWN))
        .map(|one| &one["id"]);
    let spoken_of: BTreeSet<&str> = ids.chain(rows).map(|id| id.as_str().unwrap()).collect();
    let quotes = report["quotes"].as_object().unwrap();
    assert_eq!(quotes.keys().map(String::as_str).collect::<BTreeSet<_>>(), spoken_of);
    quotes.iter().map(|(id, quote)| of_file(year, id, quote)).sum()
}

fn of_file(year: &Year, id: &str, quote: &Json) -> usize {
    let review = named(year, &json!([id]))[0];
    let mut quote = quote.clone();
    let keys = quote.as_object_mut().unwrap();
    let said = split(keys.remove("text").unwrap().as_str().unwrap());
    assert!(split(&review.text).starts_with(&said), "{id}: {said:?}");
    assert_eq!(said.is_empty(), review.text.is_empty(), "{id}");
    assert_eq!(keys.remove("url").unwrap().is_string(), review.is("approved"), "{id}");
    keys.remove("author").unwrap();
    let date = review.date.map(|day| day.to_string());
    let expected = json!({"date": date, "rating": review.stars, "source": review.source,
                          "status": review.status, "language": review.language,
                          "path": review.path, "entry": review.entry});
    let numbers = same(id, &quote, &expected);
    // The stars, the position, and a day that is not known.
    assert_eq!(numbers, 2 + usize::from(date.is_none()), "{id}");
    numbers
}
