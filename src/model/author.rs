//! Who said it, and how much of them is shown.

use unicode_segmentation::UnicodeSegmentation;

use super::MediaRef;
use crate::config::{NameDisplay, WebAddress};
use crate::content::raw::{PhotoKind, Relationship};

/// Who said it, as readers may know them.
///
/// The full name is not in here unless it is shown, so that no output can leak it.
#[derive(Clone, Debug, Default)]
pub struct Author {
    /// The name as it is shown; `None` where nothing is shown.
    pub name: Option<String>,
    /// One or two letters for those without a photo; empty where no name is known.
    pub monogram: String,
    /// How much of the name is shown.
    pub display: NameDisplay,
    /// What they do.
    pub role: Option<String>,
    /// Where they do it.
    pub company: Option<String>,
    /// Where they are.
    pub location: Option<String>,
    /// Their address on the web.
    pub url: Option<WebAddress>,
    /// A picture.
    pub photo: Option<MediaRef>,
    /// What the picture is.
    pub photo_kind: PhotoKind,
    /// How they stand to the business.
    pub relationship: Relationship,
}

/// A name as the site shows it: `None` for anonymous, or where a role is wanted and there is none.
pub fn shown_name(name: &str, role: Option<&str>, display: NameDisplay) -> Option<String> {
    match display {
        NameDisplay::Full => Some(name.to_owned()),
        NameDisplay::FirstInitial => Some(first_initial(name)),
        NameDisplay::Initials => Some(initials(name)),
        NameDisplay::Role => role.map(str::to_owned),
        NameDisplay::Anonymous => None,
    }
    .filter(|name| !name.is_empty())
}

/// `Ana Maria López` becomes `Ana L.`
fn first_initial(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default();
    match words.next_back().and_then(initial) {
        Some(last) => format!("{first} {last}."),
        None => first.to_owned(),
    }
}

/// `Ana Maria López` becomes `A. L.`
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let letters = [words.next(), words.next_back()];
    let letters = letters.into_iter().flatten().filter_map(initial);
    letters.map(|letter| format!("{letter}.")).collect::<Vec<_>>().join(" ")
}

/// One or two letters that stand for a name: `AL`.
pub fn monogram(name: &str) -> String {
    let mut words = name.split_whitespace();
    [words.next(), words.next_back()].into_iter().flatten().filter_map(initial).collect()
}

/// The first letter of a word as a reader sees it, in upper case; `None` without any letter.
fn initial(word: &str) -> Option<String> {
    word.graphemes(true)
        .find(|letter| letter.chars().any(char::is_alphanumeric))
        .map(str::to_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_reduced_as_far_as_it_must() {
        let name = "Ana Maria López";
        for (display, expected) in [
            (NameDisplay::Full, Some("Ana Maria López")),
            (NameDisplay::FirstInitial, Some("Ana L.")),
            (NameDisplay::Initials, Some("A. L.")),
            (NameDisplay::Role, Some("Owner")),
            (NameDisplay::Anonymous, None),
        ] {
            assert_eq!(shown_name(name, Some("Owner"), display).as_deref(), expected);
        }
        assert_eq!(shown_name("Cher", None, NameDisplay::FirstInitial).as_deref(), Some("Cher"));
        assert_eq!(shown_name("Cher", None, NameDisplay::Role), None);
        assert_eq!(monogram("(Ana) \u{e9}mile"), "AÉ");
        assert_eq!(monogram("👩‍🍳"), "");
    }
}
