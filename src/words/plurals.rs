//! Which plural form a number takes in a language.

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};

/// The plural categories of CLDR in their order.
pub(super) const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The position of `other` in [`CATEGORIES`].
pub(super) const OTHER: usize = 5;

/// Numbers below this one have their form in a table: the rules of ICU can be used by one thread
/// only, and larger numbers are rare enough to ask again.
const KNOWN: u64 = 256;

/// The plural rules of a language.
#[derive(Clone, Debug)]
pub(super) struct Plurals {
    locale: Locale,
    known: Vec<u8>,
    /// Which categories the language has.
    used: [bool; 6],
}

impl Plurals {
    /// Asks for the rules of a language.
    pub(super) fn new(locale: &Locale) -> Self {
        let rules = rules(locale);
        let known = (0..KNOWN).map(|number| category(rules.as_ref(), number)).collect();
        let mut used = [false; 6];
        used[OTHER] = true;
        for category in rules.iter().flat_map(PluralRules::categories) {
            used[position(category)] = true;
        }
        Self { locale: locale.clone(), known, used }
    }

    /// The position of a number's category in [`CATEGORIES`].
    pub(super) fn category(&self, number: u64) -> usize {
        let known = usize::try_from(number).ok().and_then(|at| self.known.get(at)).copied();
        usize::from(known.unwrap_or_else(|| category(rules(&self.locale).as_ref(), number)))
    }

    /// Whether the language has a category, by its position in [`CATEGORIES`].
    pub(super) fn has(&self, category: usize) -> bool {
        self.used.get(category).copied().unwrap_or_default()
    }

    /// The categories that the language has.
    pub(super) fn categories(&self) -> Vec<&'static str> {
        let used = CATEGORIES.into_iter().zip(self.used);
        used.filter(|(_, used)| *used).map(|(category, _)| category).collect()
    }
}

fn rules(locale: &Locale) -> Option<PluralRules> {
    PluralRules::try_new_cardinal(locale.into()).ok()
}

fn category(rules: Option<&PluralRules>, number: u64) -> u8 {
    let category = rules.map_or(PluralCategory::Other, |rules| rules.category_for(number));
    // One of six.
    u8::try_from(position(category)).unwrap_or_default()
}

fn position(category: PluralCategory) -> usize {
    match category {
        PluralCategory::Zero => 0,
        PluralCategory::One => 1,
        PluralCategory::Two => 2,
        PluralCategory::Few => 3,
        PluralCategory::Many => 4,
        PluralCategory::Other => OTHER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_own_forms() {
        for (tag, number, expected) in [
            ("en", 1, "one"),
            ("en", 0, "other"),
            ("fr", 0, "one"),
            ("fr", 1_000_000, "many"),
            ("ar", 0, "zero"),
            ("ar", 2, "two"),
            ("ar", 103, "few"),
            ("ar", 111, "many"),
            ("ar", 100, "other"),
            ("pl", 22, "few"),
            ("pl", 25, "many"),
            ("pl", 1_000_002, "few"),
            ("ja", 1, "other"),
            ("tlh", 1, "other"),
        ] {
            let plurals = Plurals::new(&Locale::try_from_str(tag).unwrap());
            assert_eq!(CATEGORIES[plurals.category(number)], expected, "{tag} {number}");
        }
    }
}
