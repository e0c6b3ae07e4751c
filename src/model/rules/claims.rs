//! Results that are promised, and words that may no longer hold.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::Subject;
use crate::diag::text::brief;
use crate::diag::{Aim, FieldPath, Finding};
use crate::model::check::Check;
use crate::path;
use crate::search::any_of;

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
            "pfund",
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

/// The starts of words for what became more or less, in the same languages: a sum of money alone is a price.
const CHANGED: [&str; 62] = [
    "sav",
    "earn",
    "gain",
    "made",
    "lost",
    "lose",
    "losing",
    "rose",
    "grew",
    "grow",
    "increas",
    "doubl",
    "tripl",
    "boost",
    "brought in",
    "more",
    "less",
    "extra",
    "fewer",
    "revenue",
    "sales",
    "profit",
    "turnover",
    "orders",
    "bookings",
    "learn",
    "spoke",
    "speak",
    "lighter",
    "ahorr",
    "gané",
    "ganado",
    "gana",
    "perd",
    "aument",
    "ventas",
    "ingresos",
    "menos",
    "économis",
    "gagn",
    "augment",
    "ventes",
    "moins",
    "spar",
    "gespart",
    "eingespart",
    "verdien",
    "gewonnen",
    "verlor",
    "abgenommen",
    "zugenommen",
    "mehr",
    "weniger",
    "umsatz",
    "steiger",
    "gestiegen",
    "poup",
    "economiz",
    "ganh",
    "vendas",
    "emagre",
    "emagr",
];

/// Words by which a share is that of a price.
const REBATES: [&str; 9] = [
    "off",
    "discount",
    "rabatt",
    "nachlass",
    "descuento",
    "remise",
    "réduction",
    "desconto",
    "vat",
];

/// The starts of words for what came of something, and for what comes out differently each time.
const RESULTS: [&str; 5] = ["result", "ergebnis", "résultat", "outcome", "erfolg"];
const VARIES: [&str; 13] = [
    "vary",
    "varies",
    "differ",
    "typical",
    "variier",
    "abweich",
    "unterschied",
    "varier",
    "varient",
    "variar",
    "varía",
    "típic",
    "typique",
];

/// The starts of words for what others can expect after all.
const EXPECTED: [&str; 16] = [
    "most",
    "typically",
    "average",
    "usually",
    "generally",
    "on the whole",
    "durchschnitt",
    "meist",
    "üblich",
    "normalmente",
    "promedio",
    "mayoría",
    "en moyenne",
    "plupart",
    "média",
    "maioria",
];

/// What a quote promises others will expect, too; so it needs a note on how typical that is.
pub(super) fn result(subject: &Subject<'_>, check: &Check<'_>) -> Option<Finding> {
    let has_evidence = subject.review.claim.as_ref().is_some_and(|claim| claim.evidence.is_some());
    if has_evidence || check.is_faulty("claim") {
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
    found.find_map(|found| {
        let (unit, words) = counted(text, found.pattern().as_usize(), found.range())?;
        is_result(unit, text, words.clone()).then(|| &text[words])
    })
}

/// The number with a unit that was found, if there is one.
fn counted(text: &str, word: usize, at: Range<usize>) -> Option<(Unit, Range<usize>)> {
    let mut words = UNITS.iter().flat_map(|(unit, words)| words.iter().map(move |_| *unit));
    let unit = words.nth(word)?;
    let (before, after) = (&text[..at.start], &text[at.end..]);
    let is_word = text[at.clone()].ends_with(char::is_alphabetic);
    let joins = |letter: Option<char>| is_word && letter.is_some_and(char::is_alphabetic);
    if joins(before.chars().next_back()) || joins(after.chars().next()) {
        return None;
    }
    if unit == Unit::Money && !is_word {
        let space = after.len() - after.trim_start_matches([' ', '\u{a0}']).len();
        let sum = &after[space..];
        let end = sum.find(|c: char| !c.is_ascii_digit() && !".,".contains(c));
        let sum = sum[..end.unwrap_or(sum.len())].trim_end_matches(['.', ',']);
        if !sum.is_empty() {
            return Some((unit, at.start..at.end + space + sum.len()));
        }
    }
    Some((unit, last_number(before)?.start..at.end))
}

/// Whether a number with its unit is a result, and no price, measure or habit.
fn is_result(unit: Unit, text: &str, at: Range<usize>) -> bool {
    static CHANGES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| any_of(CHANGED));
    static PRICES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| any_of(REBATES));
    let sentence = sentence(text, at.clone());
    let changes = || has_start_of(&CHANGES, sentence);
    let before = &text[..at.start];
    match unit {
        // Whoever is content to the full, or recommends it to the full, promises nothing.
        Unit::Share => {
            let is_full = ["100", "110"].contains(&number_of(&text[at]));
            !is_full && !has_start_of(&PRICES, sentence)
        }
        Unit::Money | Unit::Weight => changes(),
        Unit::Time => {
            let word = before.split_whitespace().next_back().unwrap_or_default();
            WITHIN.contains(&word.to_lowercase().as_str()) && changes()
        }
        // `4x4` is a car, and `3 x` a list.
        Unit::Multiple => {
            let joined = !text[at.clone()].contains(' ');
            let next = text[at.end..].starts_with(|c: char| c.is_ascii_digit());
            joined && !next && changes()
        }
    }
}

fn number_of(words: &str) -> &str {
    words.split(|c: char| !c.is_ascii_digit()).find(|part| !part.is_empty()).unwrap_or_default()
}

/// The sentence around some bytes of a text; at most a few hundred bytes of it.
fn sentence(text: &str, at: Range<usize>) -> &str {
    const LONGEST: usize = 300;
    let start = text.ceil_char_boundary(at.start.saturating_sub(LONGEST));
    let end = text.floor_char_boundary(at.end + LONGEST);
    let ends = |part: &str| {
        let mark = part.rfind(['!', '?', ';', '\n']).map(|at| at + 1);
        mark.max(part.rfind(". ").map(|at| at + 1)).unwrap_or(0)
    };
    let before = ends(&text[start..at.start]);
    let after = &text[at.end..end];
    let stop = after.find(['!', '?', ';', '\n']).into_iter().chain(after.find(". ")).min();
    &text[start + before..at.end + stop.unwrap_or(after.len())]
}

/// Whether a word of a text starts with one of those that are looked for.
fn has_start_of(search: &LazyLock<Option<AhoCorasick>>, text: &str) -> bool {
    let Some(search) = search.as_ref() else { return false };
    search.find_iter(text).any(|found| !text[..found.start()].ends_with(char::is_alphanumeric))
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
    let review = subject.review;
    let gift = review.incentive.as_ref().and_then(|gift| gift.disclosure.as_deref());
    let evidence = review.claim.as_ref().and_then(|claim| claim.evidence.as_deref());
    let fixed: [(Option<&str>, FieldPath); 3] = [
        (review.disclosure.as_deref(), path!["disclosure"]),
        (gift, path!["incentive", "disclosure"]),
        (evidence, path!["claim", "evidence"]),
    ];
    let fixed = fixed.into_iter().filter_map(|(text, path)| Some((Aim::Value(path), text?)));
    let mut found =
        fixed.chain(subject.answers()).filter_map(|(aim, text)| Some((aim, empty(text)?)));
    let (aim, words) = found.next()?;
    // Where nothing is promised, nothing is taken back.
    let is_promised =
        review.claim.is_some() || subject.words().any(|(_, text)| promised(text).is_some());
    is_promised.then(|| {
        let message = format!("`{}` says nothing about what others can expect", brief(words));
        let finding = check.error("not-typical", message);
        let hint = "say what customers can generally expect, or leave the claim out";
        Finding { aim, ..finding.hint(hint) }
    })
}

/// The sentence of a text that says that results differ, if the rest does not say what to expect.
fn empty(text: &str) -> Option<&str> {
    static RESULT: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| any_of(RESULTS));
    static VARY: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| any_of(VARIES));
    static EXPECT: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| any_of(EXPECTED));
    let says_more = text.contains(|c: char| c.is_ascii_digit()) || has_start_of(&EXPECT, text);
    let mut sentences = text.split(['.', '!', '?', ';', '\n']).map(str::trim);
    let sentence = sentences
        .find(|sentence| has_start_of(&RESULT, sentence) && has_start_of(&VARY, sentence))?;
    (!says_more).then_some(sentence)
}

/// Quotes grow old.
pub(super) fn stale(subject: &Subject<'_>, check: &Check<'_>) -> Option<Finding> {
    let review = subject.review;
    let last = review.last_word()?;
    let is_old = review.is_stale(check.grounds.today) && !check.grounds.sample;
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
            ("We saved € 500 in a month", Some("€ 500")),
            ("Sales rose by 300 %", Some("300 %")),
            ("Sechs Pfund abgenommen!", Some("Sechs Pfund")),
            ("I spoke Spanish within three weeks", Some("three weeks")),
            ("3x the orders", Some("3x")),
            ("I am 100 % happy, 110% even.", None),
            ("10 % off the next visit", None),
            ("For 12 € you get a breakfast. I come more often now.", None),
            ("Back in two weeks, broke after two months", None),
            ("A 4x4 and a 140x200 bed, 2 kilos of oranges", None),
            ("I have come here for three weeks", None),
            ("The euro is a coin, and so is a stone.", None),
            ("Room 5, extra towels", None),
            ("5 Kilometers on foot", None),
        ] {
            assert_eq!(promised(text), expected, "{text}");
        }
    }
}
