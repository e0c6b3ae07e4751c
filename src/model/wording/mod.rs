//! The words as given: whether a text that was edited is its original with marked cuts and additions, and
//! whether a translation says that it is one.
//!
//! A text and its original are compared as words, without their markup: `tokens` takes both apart, `align`
//! fits them to each other, `turning` knows the words that a cut must not hold, and `parting` tells where
//! the two part.

mod align;
mod parting;
#[cfg(test)]
mod tests;
mod tokens;
mod turning;

use self::align::{Cut, align};
use self::parting::parting;
use self::tokens::{Kind, Token, tokens};
use self::turning::Turning;
use super::check::Check;
use super::markdown;
use super::rules::Subject;
use crate::diag::text::brief;
use crate::diag::{FieldPath, Finding, suggest};
use crate::path;

/// A text is its original with marked cuts and additions.
pub(super) fn derivable(subject: &Subject<'_>, check: &Check<'_>) -> Option<Finding> {
    let pair = Pair::of(subject, check)?;
    let middle = pair.middle();
    if align(&middle.original, &middle.edited).is_ok() {
        return nothing_left(&pair, check);
    }
    let texts = pair.whole();
    let misfit = align(&texts.original, &texts.edited).err()?;
    let (message, label, hint) = parting(&texts, misfit);
    let finding = check.error("edit-not-derivable", message);
    let finding = texts.aimed(finding, misfit.edited, subject.body);
    Some(Finding { label, ..finding.hint(hint) })
}

/// Marks alone are nobody's words.
fn nothing_left(pair: &Pair<'_>, check: &Check<'_>) -> Option<Finding> {
    let is_mark = |token: &Token<'_>| matches!(token.kind, Kind::Cut | Kind::Bracket);
    let starts = pair.shown.trim_start().starts_with('[');
    let texts = starts.then(|| pair.whole())?;
    let is_left = texts.edited.iter().any(|token| !is_mark(token));
    (!is_left && pair.written != pair.shown).then(|| {
        let message = "nothing of what was said is left in the text";
        let finding = check.error("edit-not-derivable", message).value(path!["original"]);
        finding.hint("keep words of the original, or leave the text out")
    })
}

/// No cut leaves out a word that turns the meaning, and no bracket adds one, unless the author agreed.
pub(super) fn meaning(subject: &Subject<'_>, check: &Check<'_>) -> Option<Finding> {
    let review = subject.review;
    let is_agreed = review.edits_approved.is_some() || check.is_faulty("edits_approved");
    let is_cut = review.body.as_ref().is_some_and(|body| body.text.contains('['));
    let turning = Turning::of(&review.language).filter(|_| is_cut && !is_agreed)?;
    let pair = Pair::of(subject, check)?;
    let middle = pair.middle();
    let cuts = align(&middle.original, &middle.edited).ok()?;
    if middle.turned(&cuts, &turning).is_none() && middle.added(&turning).is_none() {
        return None;
    }
    let texts = pair.whole();
    let cuts = align(&texts.original, &texts.edited).ok()?;
    let Some(turned) = texts.turned(&cuts, &turning) else {
        let (mark, words) = texts.added(&turning)?;
        let message = format!("words that turn the meaning are added: {}", told(&words));
        let finding = check.error("edit-changes-meaning", message);
        let hint = "take them out, or ask the author and add a line such as \
                    `edits_approved: 2026-03-16`";
        return Some(texts.aimed(finding, mark, subject.body).hint(hint));
    };
    let finding = check.error("edit-changes-meaning", turned.message());
    let hint = "leave these words in, or ask the author and add a line such as \
                `edits_approved: 2026-03-16`";
    let finding = texts.aimed(finding, turned.mark, subject.body).hint(hint);
    Some(finding.label(format!("left out: {}", texts.around(turned.at))))
}

/// A translation says from which language, by whom, and keeps the words as given.
pub(super) fn translation(subject: &Subject<'_>, check: &Check<'_>) -> Option<Finding> {
    const CODE: &str = "translation-unlabelled";
    let review = subject.review;
    let Some(from) = &review.translated_from else {
        let _ = review.translator.filter(|_| !check.is_faulty("translated_from"))?;
        let message = "this translation does not say from which language";
        let finding = check.error(CODE, message).value(path!["translator"]);
        let hint = "add a line such as `translated_from: pt`, or remove `translator`";
        return Some(finding.hint(hint));
    };
    let mut wrong = Vec::new();
    if review.language.tag().eq_ignore_ascii_case(from.tag()) && !check.is_faulty("language") {
        wrong.push(format!("the text is in `{}` itself", brief(from.tag())));
    }
    if review.translator.is_none() && !check.is_faulty("translator") {
        wrong.push("it has no `translator`".to_owned());
    }
    if review.original.is_none() && !check.is_faulty("original") {
        wrong.push("it has no `original`".to_owned());
    }
    (!wrong.is_empty()).then(|| {
        let message = format!("this translation is not told as one: {}", wrong.join("; "));
        let finding = check.error(CODE, message).value(path!["translated_from"]);
        finding.hint(
            "`language` is that of the text, `translated_from` that of the original; \
             `translator` is `human` or `machine`",
        )
    })
}

/// A text that was edited, and its original, as they are read.
struct Pair<'a> {
    written: &'a str,
    shown: &'a str,
}

impl<'a> Pair<'a> {
    /// The two texts of a review; `None` where they are not compared.
    fn of(subject: &Subject<'a>, check: &Check<'_>) -> Option<Self> {
        let review = subject.review;
        let is_edit = review.translated_from.is_none() && !check.is_faulty("translated_from");
        let original = review.original.as_ref().filter(|_| is_edit)?;
        let body = review.body.as_ref().map_or("", |body| body.text.as_str());
        let is_known = !body.is_empty() || !(review.is_link_only() || check.is_faulty("body"));
        is_known.then(|| Self { written: &original.text, shown: body })
    }

    fn whole(&self) -> Texts<'a> {
        Texts::new(self.written, self.shown)
    }

    /// What is left between the words that are the same before the first bracket and behind the last one:
    /// it fits if the whole does, and is most often short.
    fn middle(&self) -> Texts<'a> {
        let (one, other) = (self.written, self.shown);
        let brackets = |text: &str| (text.find('[').unwrap_or(text.len()), text.rfind(']'));
        let ((open, close), (other_open, other_close)) = (brackets(one), brackets(other));
        let same = one.bytes().zip(other.bytes()).take(open.min(other_open));
        let same = same.take_while(|(a, b)| a == b).count();
        let start = one.as_bytes()[..same].iter().rposition(|byte| *byte == b' ').unwrap_or(0);
        let behind = |text: &str, close: Option<usize>| {
            text.len() - close.map_or(start, |close| (close + 1).max(start))
        };
        let room = behind(one, close).min(behind(other, other_close));
        let same = one.bytes().rev().zip(other.bytes().rev()).take(room);
        let same = same.take_while(|(a, b)| a == b).count();
        let tail = &one.as_bytes()[one.len() - same..];
        let end = tail.iter().position(|byte| *byte == b' ').map_or(0, |at| same - at);
        Texts::new(&one[start..one.len() - end], &other[start..other.len() - end])
    }
}

/// A text that was edited, and its original, in parts.
struct Texts<'a> {
    written: &'a str,
    original: Vec<Token<'a>>,
    shown: &'a str,
    edited: Vec<Token<'a>>,
}

/// Words that a cut must not hold.
struct Turned<'a> {
    words: Vec<&'a str>,
    /// The first cut that holds one.
    mark: usize,
    /// The first of them in the original.
    at: usize,
}

impl<'a> Texts<'a> {
    fn new(written: &'a str, shown: &'a str) -> Self {
        Self { written, original: tokens(written), shown, edited: tokens(shown) }
    }

    /// Points at a token of the edited text, or at its last one; at the original where there is none.
    fn aimed(&self, finding: Finding, at: usize, source: Option<&str>) -> Finding {
        let original: FieldPath = path!["original"];
        let Some(token) = self.edited.get(at).or(self.edited.last()) else {
            return finding.value(original);
        };
        let range = markdown::place(source.unwrap_or_default(), self.shown, token.range.clone());
        match range {
            Some(range) => finding.body(range),
            None => finding.value(original),
        }
    }

    /// The original's words around a token of it.
    fn around(&self, at: usize) -> String {
        /// How many words are told on each side.
        const BESIDE: usize = 3;
        let Some(last) = self.original.len().checked_sub(1) else { return String::new() };
        let (start, end) = (at.saturating_sub(BESIDE).min(last), (at + BESIDE).min(last));
        let words = &self.written[self.original[start].range.start..self.original[end].range.end];
        let before = if start > 0 { "… " } else { "" };
        let after = if end < last { " …" } else { "" };
        format!("{before}{}{after}", words.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn turned(&self, cuts: &[Cut], turning: &Turning) -> Option<Turned<'_>> {
        let mut found: Option<Turned<'_>> = None;
        for Cut { mark, left_out } in cuts {
            for at in left_out.clone() {
                let next = Some(at + 1).filter(|next| left_out.contains(next));
                for word in self.turning_words(at, next, turning) {
                    let turned = found.get_or_insert(Turned { words: Vec::new(), mark: *mark, at });
                    if !turned.words.contains(&word) {
                        turned.words.push(word);
                    }
                }
            }
        }
        found
    }

    /// The words of a token of the original that turn the meaning. A bracket that the author set and that
    /// is shown as well may be the one that was kept.
    fn turning_words(&self, at: usize, next: Option<usize>, turning: &Turning) -> Vec<&str> {
        let token = &self.original[at];
        if token.kind != Kind::Bracket {
            let next = next.map(|next| &*self.original[next].key);
            let is_turning = turning.has(&token.key, next);
            return if is_turning { vec![&token.key] } else { Vec::new() };
        }
        if self.edited.iter().any(|other| other.key == token.key) {
            return Vec::new();
        }
        in_bracket(token, turning)
    }

    /// The first bracket that adds words which turn the meaning; one that the author set adds nothing.
    fn added(&self, turning: &Turning) -> Option<(usize, Vec<&str>)> {
        let is_own = |token: &Token<'_>| self.original.iter().any(|own| own.key == token.key);
        let brackets = self.edited.iter().enumerate();
        let mut added = brackets.filter(|(_, token)| token.kind == Kind::Bracket && !is_own(token));
        added.find_map(|(mark, token)| {
            let words = in_bracket(token, turning);
            (!words.is_empty()).then_some((mark, words))
        })
    }
}

/// The words in a bracket that turn the meaning.
fn in_bracket<'t>(token: &'t Token<'_>, turning: &Turning) -> Vec<&'t str> {
    let words: Vec<&str> = token.key.split(['[', ']', ' ']).collect();
    let pairs = words.iter().zip(words.iter().skip(1).map(Some).chain([None]));
    let turns = |(word, next): &(&&str, Option<&&str>)| turning.has(word, next.copied());
    pairs.filter(turns).map(|(word, _)| *word).collect()
}

fn told(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| brief(word)).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    suggest::list(&words)
}

impl Turned<'_> {
    fn message(&self) -> String {
        format!("words that turn the meaning are left out: {}", told(&self.words))
    }
}
