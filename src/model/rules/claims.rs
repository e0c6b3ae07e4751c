//! Results that are promised, and words that may no longer hold.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use jiff::ToSpan;

use super::Subject;
use crate::diag::{FieldPath, Finding};
use crate::model::check::Check;
use crate::path;
use crate::search::any_of;

/// After so many months somebody asks whether a quote still holds.
const FRESH_MONTHS: i32 = 24;

/// What a number counts.
#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Share,
    Money,
    Weight,
    /// Three weeks are a result only where something came about *in* three weeks.
    Time,
    /// Directly behind digits: `3x`.
    Multiple,
}

/// What comes with a number where a result is promised, in English, Spanish, French, German and
/// Portuguese.
const UNITS: [(Unit, &[&str]); 5] = [
    (Unit::Share, &["%", "percent", "per cent", "por ciento", "por cento", "pour cent", "prozent"]),
    (
        Unit::Money,
        &[
            "$", "€", "£", "usd", "eur", "gbp", "dollar", "dollars", "euro", "euros", "pounds",
            "dólares", "libras", "livres", "reais",
        ],
    ),
    (
        Unit::Weight,
        &[
            "kg",
            "kilo",
            "kilos",
            "quilo",
            "quilos",
            "kilogram",
            "kilograms",
            "kilogramm",
            "kilogramos",
            "kilogrammes",
            "quilogramas",
            "lb",
            "lbs",
            "stone",
        ],
    ),
    (
        Unit::Time,
        &[
            "week", "weeks", "month", "months", "woche", "wochen", "monat", "monate", "monaten",
            "semana", "semanas", "mes", "meses", "mês", "semaine", "semaines", "mois",
        ],
    ),
    (Unit::Multiple, &["x", "×", "-fold", "fold", "-fach", "fach"]),
];

/// Words before a number that make a time the time of a result.
const WITHIN: [&str; 10] =
    ["in", "within", "after", "en", "tras", "dans", "em", "innerhalb", "nach", "binnen"];

/// Numbers that are written as words, in the same languages.
const NUMBERS: [&str; 48] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "deux", "trois",
    "quatre", "cinq", "sept", "huit", "neuf", "dix", "zwei", "drei", "vier", "fünf", "sechs",
    "sieben", "acht", "neun", "zehn", "elf", "zwölf", "dois", "duas", "três", "quatro", "sete",
    "oito", "nove", "dez", "doze",
];

/// Words that say nothing about what others can expect, in the same languages.
const NOT_TYPICAL: [&str; 14] = [
    "results may vary",
    "results may differ",
    "results will vary",
    "results not typical",
    "results are not typical",
    "not typical results",
    "ergebnisse können abweichen",
    "ergebnisse können variieren",
    "los resultados pueden variar",
    "resultados no típicos",
    "les résultats peuvent varier",
    "résultats non représentatifs",
    "os resultados podem variar",
    "resultados podem variar",
];

/// Whoever says more than this beside such words may well say what others can expect.
const MORE_WORDS: usize = 5;

/// What a quote promises others will expect, too; so it needs a note on how typical that is.
pub(super) fn result(subject: &Subject<'_>, check: &Check<'_>) -> Option<Finding> {
    if subject.review.claim.is_some() || check.is_faulty("claim") {
        return None;
    }
    let found = subject.words().find_map(|(aim, text)| Some((aim, promised(text)?)));
    let (aim, words) = found?;
    let message = format!("`{words}` is a result: others will expect the same");
    let finding = check.error("results-claim", message);
    let hint = "add `claim: {evidence: …, typical: true}`, where the evidence is kept and whether \
                it is typical";
    Some(Finding { aim: subject.aim(aim, words), ..finding.hint(hint) })
}

/// The first result that a text promises.
fn promised(text: &str) -> Option<&str> {
    static SEARCH: LazyLock<Option<AhoCorasick>> =
        LazyLock::new(|| any_of(UNITS.iter().flat_map(|(_, words)| *words).copied()));
    let mut found = SEARCH.as_ref()?.find_iter(text);
    found.find_map(|found| counted(text, found.pattern().as_usize(), found.range()))
}

/// The number with a unit that was found, if there is one and it is a result.
fn counted(text: &str, word: usize, at: Range<usize>) -> Option<&str> {
    let mut words = UNITS.iter().flat_map(|(unit, words)| words.iter().map(move |_| *unit));
    let unit = words.nth(word)?;
    let (before, after) = (&text[..at.start], &text[at.end..]);
    let is_word = text[at.clone()].ends_with(char::is_alphabetic);
    let joins = |letter: Option<char>| is_word && letter.is_some_and(char::is_alphabetic);
    if joins(before.chars().next_back()) || joins(after.chars().next()) {
        return None;
    }
    if unit == Unit::Money && !is_word && after.starts_with(|c: char| c.is_ascii_digit()) {
        let end = after.find(|c: char| !c.is_ascii_digit() && !".,".contains(c));
        let sum = after[..end.unwrap_or(after.len())].trim_end_matches(['.', ',']);
        return text.get(at.start..at.end + sum.len());
    }
    let number = last_number(before)?;
    let start = number.start;
    let is_result = match unit {
        // Whoever is content to the full, or recommends it to the full, promises nothing.
        Unit::Share => !before[number].parse::<f64>().is_ok_and(|share| share >= 100.0),
        Unit::Money | Unit::Weight => true,
        Unit::Time => {
            let word = before[..start].split_whitespace().next_back().unwrap_or_default();
            WITHIN.contains(&word.to_lowercase().as_str())
        }
        Unit::Multiple => {
            number.end == before.len() && before[number].ends_with(|c: char| c.is_ascii_digit())
        }
    };
    is_result.then(|| &text[start..at.end])
}

/// The number that a text ends with, in digits or as a word.
fn last_number(text: &str) -> Option<Range<usize>> {
    let end = text.trim_end().len();
    let is_part = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let start = text[..end].trim_end_matches(is_part).len();
    if text[start..end].contains(|c: char| c.is_ascii_digit()) {
        return Some(start..end);
    }
    let start = text[..end].trim_end_matches(char::is_alphabetic).len();
    let word = text[start..end].to_lowercase();
    NUMBERS.contains(&word.as_str()).then_some(start..end)
}

/// Words that take a result back and say nothing in its place.
pub(super) fn not_typical(subject: &Subject<'_>, check: &Check<'_>) -> Option<Finding> {
    static SEARCH: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| any_of(NOT_TYPICAL));
    let search = SEARCH.as_ref()?;
    let review = subject.review;
    let gift = review.incentive.as_ref().and_then(|gift| gift.disclosure.as_deref());
    let evidence = review.claim.as_ref().and_then(|claim| claim.evidence.as_deref());
    let fixed: [(Option<&str>, FieldPath); 3] = [
        (review.disclosure.as_deref(), path!["disclosure"]),
        (gift, path!["incentive", "disclosure"]),
        (evidence, path!["claim", "evidence"]),
    ];
    let fixed = fixed.into_iter().filter_map(|(text, path)| Some((text?, path)));
    let answers = (0..).zip(&review.replies);
    let answers = answers.map(|(at, one)| (one.text.text.as_str(), path!["reply", at, "text"]));
    let (words, path) = fixed.chain(answers).find_map(|(text, path)| {
        let found = search.find(text)?.range();
        let around =
            text[..found.start].split_whitespace().chain(text[found.end..].split_whitespace());
        let more = around.filter(|word| word.contains(char::is_alphanumeric)).count();
        (more <= MORE_WORDS).then(|| (&text[found], path))
    })?;
    let message = format!("`{words}` says nothing about what others can expect");
    let finding = check.error("not-typical", message).value(path);
    Some(finding.hint("say what customers can generally expect, or leave the claim out"))
}

/// Quotes grow old.
pub(super) fn stale(subject: &Subject<'_>, check: &Check<'_>) -> Option<Finding> {
    let review = subject.review;
    let last = [review.date, review.updated, review.confirmed].into_iter().max()??;
    let until = last.checked_add(FRESH_MONTHS.months()).ok()?;
    let is_old = review.body.is_some() && until < check.grounds.today && !check.grounds.sample;
    is_old.then(|| {
        let message =
            format!("this quote is of {last}, and nobody has asked since whether it holds");
        let key = if review.confirmed.is_some() { path!["confirmed"] } else { path!["date"] };
        let finding = check.error("stale", message).value(key);
        finding.hint("ask the author, and add the day: `confirmed: 2026-09-01`")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_a_number_with_what_it_counts() {
        for (text, expected) in [
            ("Our sales rose by 40 % at once.", Some("40 %")),
            ("Wir sparen 12,5 Prozent.", Some("12,5 Prozent")),
            ("I saved $1,200.", Some("$1,200")),
            ("It brought in 300 euros.", Some("300 euros")),
            ("J'ai perdu dix kilos !", Some("dix kilos")),
            ("Lost 5kg", Some("5kg")),
            ("I spoke Spanish within three weeks", Some("three weeks")),
            ("3x the orders", Some("3x")),
            ("I am 100 % happy, 110% even.", None),
            ("I have come here for three weeks", None),
            ("The euro is a coin, and so is a stone.", None),
            ("Room 5, extra towels", None),
            ("5 Kilometers on foot", None),
        ] {
            assert_eq!(promised(text), expected, "{text}");
        }
    }
}
