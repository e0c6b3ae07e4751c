//! Names and texts that stand for nobody.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::Subject;
use crate::diag::Finding;
use crate::diag::text::brief;
use crate::model::check::Check;
use crate::path;
use crate::search::any_of;

/// Names that stand for nobody, as they are compared: in small letters, without accents.
pub const NAMES: [&str; 24] = [
    "author name",
    "customer name",
    "erika mustermann",
    "first last",
    "firstname lastname",
    "foo bar",
    "fulano de tal",
    "jane doe",
    "joe bloggs",
    "john doe",
    "john q public",
    "lorem ipsum",
    "max muster",
    "max mustermann",
    "name surname",
    "nom prenom",
    "nombre apellido",
    "nome cognome",
    "nome sobrenome",
    "prenom nom",
    "test test",
    "test user",
    "vorname nachname",
    "your name",
];

/// Words that stand where a customer's words should stand.
pub const TEXTS: [&str; 8] = [
    "dolor sit amet",
    "insert testimonial",
    "insert your testimonial",
    "lorem ipsum dolor",
    "placeholder text",
    "testimonial goes here",
    "testimonial text here",
    "your testimonial here",
];

/// A site that is no sample shows no sample.
pub(super) fn placeholder(subject: &Subject<'_>, check: &Check<'_>) -> Option<Finding> {
    if check.grounds.sample {
        return None;
    }
    let hint = "remove the review, or mark the whole site with `sample: true`";
    if let Some(name) = subject.name.filter(|name| is_placeholder(name)) {
        let message = format!("`{}` is nobody's name", brief(name));
        let finding = check.error("sample-content", message).value(path!["author"]);
        return Some(finding.hint(hint));
    }
    let (aim, words) = subject.words().find_map(|(aim, text)| Some((aim, find(text)?)))?;
    let message = format!("`{words}` are nobody's words");
    let finding = check.error("sample-content", message);
    Some(Finding { aim: subject.aim(aim, words), ..finding.hint(hint) })
}

fn is_placeholder(name: &str) -> bool {
    // The shortest one has seven letters; a name of a thousand is none of them.
    (7..=64).contains(&name.len()) && {
        let name = deunicode::deunicode(name).to_lowercase();
        let words = name.split(|letter: char| !letter.is_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        NAMES.contains(&words.join(" ").as_str())
    }
}

/// The words of the list that a text has, as they are written there.
fn find(text: &str) -> Option<&str> {
    static SEARCH: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| any_of(TEXTS));
    let found = SEARCH.as_ref()?.find(text)?;
    text.get(found.range())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_for_nobody_is_found() {
        for (name, is) in [
            ("Jane Doe", true),
            ("JOHN  DOE", true),
            ("John Q. Public", true),
            ("Prénom Nom", true),
            ("Jane Doering", false),
            ("Jane", false),
            ("Max Musterfrau", false),
        ] {
            assert_eq!(is_placeholder(name), is, "{name}");
        }
        for name in NAMES {
            assert!(is_placeholder(&name.to_uppercase()), "{name}");
        }
        for words in TEXTS {
            assert_eq!(find(words), Some(words));
        }
        assert_eq!(find("A Lorem Ipsum Dolor"), Some("Lorem Ipsum Dolor"));
        assert_eq!(find("They replaced all the lorem ipsum on our site."), None);
        assert_eq!(find("He read lorem and ipsum."), None);
    }
}
