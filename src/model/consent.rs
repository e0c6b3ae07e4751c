//! The door: what of a person may be shown, and until when.
//!
//! Whatever a site shows of a person passes here once, when the review is read. What does not pass is not
//! in the model, so that no page, feed or file can show it.

use super::check::Check;
use super::review::{Consent, Review};
use super::rules::Subject;
use super::{Grounds, Origin};
use crate::config::{NameDisplay, OnMissing};
use crate::content::raw::{Basis, Channel, ConsentScope, Status};
use crate::diag::{Finding, suggest};
use crate::path;

/// What a consent covers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cover<'a>(Option<&'a [ConsentScope]>);

impl<'a> Cover<'a> {
    /// Where no consent is noted, a site that reduces shows as little as with one that covers nothing. One
    /// that does not holds nothing back: that there is none is told for itself.
    pub(crate) fn of(consent: Option<&'a Consent>, origin: &Origin, grounds: &Grounds) -> Self {
        let reduces = grounds.on_missing == OnMissing::Reduce;
        Self(match consent {
            Some(consent) => Some(&consent.scope),
            None if reduces && !has_basis(origin) && !grounds.sample => Some(&[]),
            None => None,
        })
    }

    /// How much of the name is shown where this much is wanted.
    pub(crate) fn display(self, wanted: NameDisplay, grounds: &Grounds) -> NameDisplay {
        let reduces = grounds.on_missing == OnMissing::Reduce;
        let is_reduced = reduces && !self.covers(ConsentScope::Name);
        if is_reduced { wanted.max(NameDisplay::Initials) } else { wanted }
    }

    fn covers(self, part: ConsentScope) -> bool {
        self.0.is_none_or(|scope| scope.contains(&part))
    }
}

/// Whether a review may be shown in some place. Without a consent it is shown on the site alone; what
/// tells nothing of its author, or was allowed where it was given, on other pages too.
pub(super) fn covers(review: &Review, place: Channel) -> bool {
    match (review.consent.as_deref(), place) {
        (Some(consent), _) => consent.is_for(place),
        (None, Channel::Site) => true,
        (None, Channel::Widget) => has_basis(&review.origin) || !shows_somebody(review),
        (None, Channel::Social) => false,
    }
}

/// Whether readers can tell who said it.
fn shows_somebody(review: &Review) -> bool {
    let author = &review.author;
    let is_named = author.name.is_some() && author.display != NameDisplay::Role;
    let is_seen = author.photo.is_some() || !review.media.is_empty();
    // Who does what where is as good as a name.
    let is_placed = author.company.is_some() || author.location.is_some();
    is_named || is_seen || is_placed
}

/// Whether the author or the platform has allowed it where it was given.
fn has_basis(origin: &Origin) -> bool {
    use Basis::{AuthorPermission, LinkOnly, PlatformLicence};
    matches!(origin.basis, Some(AuthorPermission | PlatformLicence | LinkOnly))
}

/// Whoever is shown has agreed to it, or allowed it elsewhere.
pub(super) fn missing(subject: &Subject<'_>, check: &Check<'_>) -> Option<Finding> {
    let review = subject.review;
    let is_noted = review.consent.is_some() || check.is_faulty("consent");
    let is_asked = is_noted || has_basis(&review.origin) || check.grounds.sample;
    (!is_asked && shows_somebody(review)).then(|| {
        let message = "a person is shown, and nothing says that they agreed";
        let finding = check.error("consent-missing", message).value(path!["author"]);
        finding.hint("ask, and add `consent: {on: 2026-03-15, method: email, scope: [text, name]}`")
    })
}

/// Takes out what the consent does not cover, or tells of it.
pub(crate) fn pass(review: &mut Review, check: &mut Check<'_>) {
    if review.status != Status::Approved {
        return;
    }
    let consent = review.consent.take();
    let cover = Cover::of(consent.as_deref(), &review.origin, check.grounds);
    if check.grounds.on_missing == OnMissing::Reduce {
        reduce(review, cover);
    }
    if let Some(consent) = consent.as_deref() {
        scope(review, consent, cover, check);
        end(consent, check);
        channel(consent, check);
    }
    review.consent = consent;
}

fn reduce(review: &mut Review, cover: Cover<'_>) {
    let author = &mut review.author;
    author.photo = author.photo.filter(|_| cover.covers(ConsentScope::Photo));
    author.company = author.company.take().filter(|_| cover.covers(ConsentScope::Company));
    author.location = author.location.take().filter(|_| cover.covers(ConsentScope::Location));
    if !cover.covers(ConsentScope::Photo) {
        review.media.clear();
    }
}

fn scope(review: &Review, consent: &Consent, cover: Cover<'_>, check: &mut Check<'_>) {
    let author = &review.author;
    let is_named = author.name.is_some()
        && matches!(author.display, NameDisplay::Full | NameDisplay::FirstInitial);
    let shown = [
        ("text", ConsentScope::Text, review.has_words()),
        ("name", ConsentScope::Name, is_named),
        ("photo", ConsentScope::Photo, author.photo.is_some() || !review.media.is_empty()),
        ("company", ConsentScope::Company, author.company.is_some()),
        ("location", ConsentScope::Location, author.location.is_some()),
    ];
    let open = shown.into_iter().filter(|(_, part, is_shown)| *is_shown && !cover.covers(*part));
    let words: Vec<&str> = open.map(|(word, ..)| word).collect();
    // What was meant where the keys are wrong is told when they are right.
    if words.is_empty() || check.is_faulty("consent") {
        return;
    }
    let what = suggest::list(&words);
    let (message, place) = if consent.scope.is_empty() {
        (format!("the consent does not say that it covers what is shown: {what}"), path!["consent"])
    } else {
        let message = format!("the consent does not cover what is shown: {what}");
        (message, path!["consent", "scope"])
    };
    let hint = if check.grounds.on_missing == OnMissing::Reduce {
        "ask for it and add it to `scope`, or take it out: the words are not reduced"
    } else {
        "ask for it and add it to `scope`, take it out, or set `display: {on_missing: reduce}`"
    };
    let finding = check.error("consent-scope", message).value(place).hint(hint);
    check.rule(finding);
}

/// A site is a place, too.
fn channel(consent: &Consent, check: &mut Check<'_>) {
    if !consent.is_for(Channel::Site) {
        let message = "the consent does not cover the site";
        let place = path!["consent", "channels"];
        let finding = check.error("consent-scope", message).value(place);
        let hint = "ask for it and add `site` to `channels`, or set `status: withheld`";
        check.rule(finding.hint(hint));
    }
}

fn end(consent: &Consent, check: &mut Check<'_>) {
    let today = check.grounds.today;
    if let Some(last) = consent.expires.filter(|last| *last < today) {
        let message = format!("the consent ended on {last}");
        let finding = check.error("consent-expired", message).value(path!["consent", "expires"]);
        let hint = "ask again and note the new day, or set `status: withheld`";
        check.rule(finding.hint(hint));
    }
    if let Some(day) = consent.withdrawn.filter(|day| *day <= today) {
        let message = format!("the consent was taken back on {day}");
        let place = path!["consent", "withdrawn"];
        let finding = check.error("consent-withdrawn", message).value(place);
        let hint =
            "`laurels withdraw ID` removes words, name and photos, and keeps the bare rating";
        check.rule(finding.hint(hint));
    }
}
