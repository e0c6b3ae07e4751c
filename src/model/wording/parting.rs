//! Tells where a text and its original part, and how that is mended.

use super::Texts;
use super::align::Misfit;
use super::tokens::{Kind, Token};
use crate::diag::text::brief;

/// How far words are looked for in the original, to tell what was forgotten.
const FAR: usize = 200;

/// Message, label and hint.
pub(super) fn parting(texts: &Texts<'_>, misfit: Misfit) -> (String, Option<String>, String) {
    let original = || Some(format!("the original: {}", texts.around(misfit.original)));
    let rest = texts.original.get(misfit.original..).unwrap_or_default();
    let Some(token) = texts.edited.get(misfit.edited) else {
        return if texts.edited.is_empty() {
            let message = "there is an `original`, but no text that was made of it".to_owned();
            (message, None, "write the text, or write `original` as the text".to_owned())
        } else {
            let message = "the text ends, and the original goes on".to_owned();
            (message, original(), "put `[…]` where words were left out".to_owned())
        };
    };
    let said = brief(&texts.shown[token.range.clone()]);
    let Some(has) = rest.first() else {
        let message = format!("the text goes on with `{said}`, and the original has ended");
        let hint = if token.kind == Kind::Cut {
            format!("nothing is left out there: take `{said}` out")
        } else if texts.original.iter().any(|other| other.key == token.key) {
            format!("words stay in their order; put into brackets what was added: `[{said}]`")
        } else {
            added(&said)
        };
        return (message, original(), hint);
    };
    if misfit.sought {
        let other_case = rest.iter().find_map(|other| recased(&token.key, &other.key));
        let hint = other_case.map_or_else(|| added(&said), |mended| in_another_case(&mended));
        let message =
            format!("behind a cut the text goes on with `{said}`, and the original never");
        return (message, None, hint);
    }
    let has_word = brief(&texts.written[has.range.clone()]);
    let message = format!("the text says `{said}` where the original says `{has_word}`");
    let next = texts.edited.get(misfit.edited + 1);
    let hint = if is_further_on(rest, token, next) {
        format!("put `[…]` before `{said}`, where words were left out")
    } else if let Some(mended) = recased(&token.key, &has.key) {
        in_another_case(&mended)
    } else if token.kind == Kind::Recased {
        "a bracket in a word may only change the case of its letters: correct a word as in \
         `[…] [was]`"
            .to_owned()
    } else if next.is_some_and(|next| next.key == has.key) {
        added(&said)
    } else {
        format!("a correction is a cut and an addition: `[…] [{said}]`")
    };
    (message, original(), hint)
}

fn added(said: &str) -> String {
    format!("put what was added into brackets: `[{said}]`")
}

fn in_another_case(mended: &str) -> String {
    format!("put letters whose case was changed into brackets: `{mended}`")
}

/// Whether the original says the same further on.
fn is_further_on(rest: &[Token<'_>], token: &Token<'_>, next: Option<&Token<'_>>) -> bool {
    let far = &rest[..rest.len().min(FAR)];
    let next = next.filter(|next| next.kind == Kind::Plain);
    far.iter().enumerate().any(|(at, other)| {
        let follows = next.is_none_or(|next| far.get(at + 1).is_some_and(|it| it.key == next.key));
        other.key == token.key && follows
    })
}

/// The word with brackets around the letters whose case was changed; `None` if that is not all, or if
/// no letter is the same.
fn recased(said: &str, has: &str) -> Option<String> {
    let mut mended = String::new();
    let (mut said, mut has) = (said.chars(), has.chars());
    let (mut any_same, mut boxed) = (false, false);
    loop {
        let (letter, other) = match (said.next(), has.next()) {
            (Some(letter), Some(other)) => (letter, other),
            (None, None) => break,
            _ => return None,
        };
        let is_same = letter == other;
        if !is_same && !letter.to_lowercase().eq(other.to_lowercase()) {
            return None;
        }
        any_same |= is_same;
        if boxed == is_same {
            mended.push(if boxed { ']' } else { '[' });
            boxed = !boxed;
        }
        mended.push(letter);
    }
    if boxed {
        mended.push(']');
    }
    (any_same && mended.contains('[')).then_some(mended)
}
