//! Sentences by which a site says that its reviews are checked.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::search::any_of;

/// A sentence that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// The word that says it, in bytes of the text.
    pub word: Range<usize>,
    /// Whether it says so of all of them.
    pub of_all: bool,
}

/// The starts of words for checking, in English, Spanish, French, German and Portuguese.
const CHECKED: [&str; 9] = [
    "verif",
    "vérif",
    "certif",
    "überprüf",
    "geprüft",
    "genuine",
    "authenti",
    "auténtic",
    "autêntic",
];

/// The starts of words for what is checked, or for those who said it.
const REVIEWS: [&str; 25] = [
    "review",
    "rating",
    "testimonial",
    "customer",
    "guest",
    "buyer",
    "purchase",
    "opinion",
    "reseña",
    "opinión",
    "opiniones",
    "cliente",
    "huésped",
    "avis",
    "client",
    "témoignage",
    "achat",
    "bewertung",
    "kund",
    "gäst",
    "käufer",
    "avaliaç",
    "depoimento",
    "testemunho",
    "comprador",
];

/// Words that say both at once.
const BOTH: [&str; 16] = [
    "real customer",
    "real review",
    "real guest",
    "clientes reales",
    "opiniones reales",
    "reseñas reales",
    "clients réels",
    "vrais clients",
    "vrais avis",
    "echte kunden",
    "echten kunden",
    "echte bewertungen",
    "echte gäste",
    "clientes reais",
    "avaliações reais",
    "opiniões reais",
];

/// Words that turn a sentence round: `we have not verified them`.
const DENIALS: [&str; 30] = [
    "not", "no", "never", "none", "without", "isn't", "aren't", "don't", "doesn't", "haven't",
    "cannot", "can't", "nicht", "kein", "keine", "keiner", "ohne", "ne", "pas", "non", "sans",
    "aucun", "aucune", "sin", "ningún", "ninguna", "não", "sem", "nunca", "nem",
];

/// Words for all of them.
const ALL: [&str; 15] = [
    "all", "every", "each", "only", "todas", "todos", "cada", "tous", "toutes", "chaque", "alle",
    "jede", "jeder", "nur", "sólo",
];

/// The first sentence of a text that says that reviews are checked, unless it says the opposite.
pub(crate) fn claimed(text: &str) -> Option<Claimed> {
    let ends = |letter: char| ".!?;:,\n()–—".contains(letter);
    let mut from = 0;
    text.split_inclusive(ends).find_map(|sentence| {
        let start = from;
        from += sentence.len();
        let word = said(sentence)?;
        let is_one_of = |words: &[&str]| {
            let mut own =
                sentence.split(|letter: char| !letter.is_alphabetic() && !"'’".contains(letter));
            own.any(|word| words.contains(&word.to_lowercase().replace('’', "'").as_str()))
        };
        let word = start + word.start..start + word.end;
        (!is_one_of(&DENIALS)).then(|| Claimed { word, of_all: is_one_of(&ALL) })
    })
}

/// The word of a sentence that says that reviews are checked.
fn said(sentence: &str) -> Option<Range<usize>> {
    static SEARCH: LazyLock<[Option<AhoCorasick>; 3]> =
        LazyLock::new(|| [any_of(CHECKED), any_of(REVIEWS), any_of(BOTH)]);
    let find = |search: &Option<AhoCorasick>| {
        let mut found = search.as_ref()?.find_iter(sentence).map(|found| found.range());
        found.find(|at| !sentence[..at.start].ends_with(char::is_alphanumeric))
    };
    let [checked, reviews, both] = &*SEARCH;
    let word = find(both).or_else(|| find(reviews).and_then(|_| find(checked)))?;
    let rest = sentence[word.end..].find(|letter: char| !letter.is_alphanumeric());
    Some(word.start..rest.map_or(sentence.len(), |length| word.end + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_found_and_its_opposite_is_not() {
        for (text, expected) in [
            ("Verified reviews of Café Sol", Some(("Verified", false))),
            ("Bewertungen echter und verifizierter Gäste", Some(("verifizierter", false))),
            ("What real customers say", Some(("real customers", false))),
            ("No fakes: verified reviews only", Some(("verified", true))),
            ("No bots, only verified guests", Some(("verified", true))),
            ("We verify every review", Some(("verify", true))),
            ("Avis certifiés", Some(("certifiés", false))),
            ("Verificamos cada opinión", Some(("Verificamos", true))),
            ("These reviews are not verified.", None),
            ("None of the reviews on this site have been verified.", None),
            ("We do not claim that the reviews you read here are verified.", None),
            ("Verifiziert werden die Bewertungen nicht.", None),
            ("Our beans are verified organic. Reviews are below.", None),
            ("An unverified text", None),
            ("What guests say", None),
        ] {
            let found = claimed(text).map(|found| (&text[found.word], found.of_all));
            assert_eq!(found, expected, "{text}");
        }
    }
}
