//! Words by which a site says that its reviews are checked.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::search::any_of;

/// The starts of such words, in English, Spanish, French, German and Portuguese.
const CLAIMS: [&str; 21] = [
    "verified",
    "genuine review",
    "genuine customer",
    "authentic review",
    "real customer",
    "real review",
    "verificad",
    "clientes reales",
    "opiniones auténticas",
    "opiniones reales",
    "vérifié",
    "clients réels",
    "vrais clients",
    "avis authentiques",
    "verifizier",
    "echte kunden",
    "echten kunden",
    "echte bewertungen",
    "geprüfte bewertungen",
    "clientes reais",
    "avaliações autênticas",
];

/// Words shortly before that turn them round: `we have not verified them`.
const DENIALS: [&str; 26] = [
    "not", "no", "never", "none", "without", "isn't", "aren't", "don't", "haven't", "cannot",
    "nicht", "kein", "keine", "keiner", "ohne", "ne", "pas", "non", "sans", "aucun", "aucune",
    "sin", "ningún", "não", "sem", "nunca",
];

/// The words of a text by which it says that reviews are checked, unless it says the opposite.
pub(crate) fn claimed(text: &str) -> Option<Range<usize>> {
    static SEARCH: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| any_of(CLAIMS));
    let mut found = SEARCH.as_ref()?.find_iter(text).map(|found| found.range());
    found.find_map(|at| {
        let before = &text[..at.start];
        let is_part = before.ends_with(char::is_alphanumeric);
        let near =
            before.rsplit(|letter: char| !letter.is_alphanumeric() && !"'’".contains(letter));
        let mut near = near.filter(|word| !word.is_empty()).take(3);
        let is_denied =
            near.any(|word| DENIALS.contains(&word.to_lowercase().replace('’', "'").as_str()));
        let rest = text[at.end..].find(|letter: char| !letter.is_alphanumeric());
        let end = rest.map_or(text.len(), |length| at.end + length);
        (!is_part && !is_denied).then_some(at.start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_found_and_its_opposite_is_not() {
        for (text, expected) in [
            ("Verified reviews of Café Sol", Some("Verified")),
            ("Bewertungen echter und verifizierter Gäste", Some("verifizierter")),
            ("What real customers say", Some("real customers")),
            ("These reviews are not verified.", None),
            ("Wir haben sie nicht verifiziert.", None),
            ("An unverified text", None),
            ("What guests say", None),
        ] {
            assert_eq!(claimed(text).map(|at| &text[at]), expected, "{text}");
        }
    }
}
