//! A name that is reduced is reduced everywhere: also where its author, or the business, wrote it into a text.

use super::check::Check;
use super::rules::Subject;
use super::whole::is_spaced;
use crate::config::NameDisplay;
use crate::content::raw::Status;
use crate::diag::{Aim, Finding, finding};

/// Shorter parts of a name are words of many languages.
const SHORTEST: usize = 3;

/// Tells where a part of a name stands that is not shown.
pub(super) fn check(subject: &Subject<'_>, check: &mut Check<'_>) {
    let display = subject.review.author.display;
    // The first of the names is shown with the first level.
    let shown = match display {
        NameDisplay::Full => return,
        NameDisplay::FirstInitial => 1,
        NameDisplay::Initials | NameDisplay::Role | NameDisplay::Anonymous => 0,
    };
    let is_shown = subject.review.status == Status::Approved;
    let Some(name) = subject.name.filter(|_| is_shown) else { return };
    let hidden: Vec<&str> = parts(name).skip(shown).filter(|part| is_long(part)).collect();
    let texts = subject.words().chain(subject.answers()).chain(subject.beside());
    let mut found = texts.filter_map(|(aim, text)| {
        let part = parts(text).find(|word| hidden.iter().any(|part| is_same(word, part)))?;
        Some((subject.aim(aim, part), part))
    });
    if let Some((aim, part)) = found.next() {
        let place = match &aim {
            Aim::Key(path) | Aim::Value(path) => format!("`{}`", finding::name(path)),
            Aim::Record | Aim::Body(_) => "the text".to_owned(),
        };
        let message = format!("the name is not shown whole, and `{part}` stands in {place}");
        let finding = Finding::warning(check.source, "name-shown", message);
        let hint = "put `[…]` in its place, or reword what is yours";
        check.report(Finding { aim, ..finding.hint(hint) });
    }
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty())
}

/// In a script without spaces a name of two signs is a whole one.
fn is_long(part: &str) -> bool {
    part.chars().count() >= SHORTEST || !part.chars().all(is_spaced)
}

/// Accents make no difference. Names start with a capital, so that a rose is not Rose.
fn is_same(word: &str, part: &str) -> bool {
    if !part.chars().all(is_spaced) {
        return word.contains(part);
    }
    let is_name = !word.starts_with(char::is_lowercase) || part.starts_with(char::is_lowercase);
    is_name && (word == part || folded(word) == folded(part))
}

fn folded(word: &str) -> String {
    deunicode::deunicode(word).to_lowercase()
}
