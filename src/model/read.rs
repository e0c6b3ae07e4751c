//! Reads one review: every key, then what they mean together.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::author::{self, Author};
use super::check::{CAPTIONS, Check, IMAGES, VIDEOS};
use super::consent::Cover;
use super::id::Id;
use super::markdown::Voice;
use super::origin::{self, Origin};
use super::review::{
    Claim, Consent, FollowUp, Incentive, Medium, Reply, Review, Verification, Withheld,
};
use super::rules::{self, Echo, Subject};
use super::whole::Written;
use super::{Prose, Tag};
use crate::config::{self, NameDisplay};
use crate::content::raw::{self, MediumKind};
use crate::diag::text::brief;
use crate::diag::{Finding, suggest};
use crate::path;
use crate::yaml::Text;

/// Reads a review; `None` if it has no usable id.
pub(crate) fn review(
    mut keys: raw::Review,
    body: Option<String>,
    file: &str,
    items: &BTreeMap<&str, usize>,
    check: &mut Check<'_>,
) -> Option<Review> {
    let written = Written::of(&keys, body.as_deref());
    let status = keys.status.unwrap_or_default();
    let origin = origin(keys.source.take().unwrap_or_default().0, check);
    let id = Id::choose(keys.id.take(), &origin, file, check);
    let named = keys.author.take().unwrap_or_default().0;
    let consent = keys.consent.take().and_then(|raw| consent(*raw, check));
    let wanted = named.display.unwrap_or(check.grounds.name_display);
    let cover = Cover::of(consent.as_deref(), &origin, check.grounds);
    let display = cover.display(wanted, check.grounds);
    let name = Check::line(named.name.clone());
    let text = text(body, keys.body.take(), check);
    let address = id.address(display, name.as_deref());
    let date = check.past_date(keys.date, path!["date"]);
    let mut review = Review {
        // One without an id goes no further, but all that is wrong with it is said.
        id: id.word.clone().unwrap_or_default(),
        slug: address,
        source: check.source,
        status,
        author: author(named, display, name.as_deref(), check),
        rating: check.rating(keys.rating, path!["rating"]),
        recommended: keys.recommended,
        recommend: recommend(keys.recommend, check),
        title: Check::line(keys.title),
        item: item(keys.item, items, check),
        experienced: check.past_date(keys.experienced, path!["experienced"]),
        date,
        updated: check.later_date(keys.updated, date, path!["updated"]),
        confirmed: check.later_date(keys.confirmed, date, path!["confirmed"]),
        language: check
            .language(keys.language, path!["language"])
            .unwrap_or_else(|| check.grounds.language.clone()),
        origin,
        verified: keys.verified.map(|raw| verification(*raw, check)),
        incentive: keys.incentive.and_then(|raw| incentive(*raw)).map(Box::new),
        disclosure: Check::line(keys.disclosure),
        consent,
        touchpoints: touchpoints(keys.touchpoints, check),
        tags: tags(keys.tags, check),
        featured: keys.featured.unwrap_or_default(),
        highlight: Check::line(keys.highlight),
        body: text.as_ref().and_then(|text| text.prose(check)),
        original: check.prose(keys.original.as_ref(), path!["original"]).map(Box::new),
        edits_approved: check.date(keys.edits_approved, path!["edits_approved"]),
        translated_from: check.language(keys.translated_from, path!["translated_from"]),
        translator: keys.translator,
        pros: check.lines(keys.pros, "pros"),
        cons: check.lines(keys.cons, "cons"),
        replies: replies(keys.reply.0, date, check),
        follow_ups: follow_ups(keys.follow_up.0, date, check),
        media: media(keys.media, check),
        claim: keys.claim.and_then(|raw| claim(*raw)).map(Box::new),
        withheld: withheld(keys.withheld, check).map(Box::new),
        withdrawn: check.date(keys.withdrawn, path!["withdrawn"]),
        extra: keys.extra,
        echo: None,
    };
    let body = text.as_ref().map(RawText::as_str);
    judge(&mut review, &As { id: &id, name: name.as_deref(), body, written: &written }, check);
    id.word.is_some().then_some(review)
}

/// A review as it was written, where the model does not keep it.
struct As<'a> {
    id: &'a Id,
    name: Option<&'a str>,
    body: Option<&'a str>,
    written: &'a Written,
}

/// Takes out what may not be shown, and tells what is wrong with the rest.
fn judge(review: &mut Review, given: &As<'_>, check: &mut Check<'_>) {
    let As { id, name, body, written } = *given;
    if review.is_link_only() {
        // Who said it stands where the link leads, and nowhere here.
        review.author = Author { display: NameDisplay::Anonymous, ..Author::default() };
        review.slug = id.address(NameDisplay::Anonymous, name);
    }
    review.echo = review.body.as_ref().and_then(|body| Echo::of(&body.text, name));
    super::consent::pass(review, check);
    super::whole::check(review, written, check);
    let subject = Subject { review, name, body, written };
    rules::check(&subject, check);
    super::names::check(&subject, check);
}

/// The schema.org type of an item.
pub(crate) fn schema_type(given: Option<Text>, default: &str, check: &mut Check<'_>) -> String {
    let Some(kind) = Check::text(given) else { return default.to_owned() };
    if let Err(label) = config::schema_type(&kind) {
        let finding = check.error("schema-type", format!("`type` cannot be `{}`", brief(&kind)));
        let finding = finding.value(path!["type"]).label(label);
        check.report(finding.hint("for example `Product`, `Course` or `SoftwareApplication`"));
        return default.to_owned();
    }
    kind
}

fn author(
    raw: raw::AuthorKeys,
    display: NameDisplay,
    name: Option<&str>,
    check: &mut Check<'_>,
) -> Author {
    let role = Check::line(raw.role);
    let shown = name.and_then(|name| author::shown_name(name, role.as_deref(), display));
    let shown = shown.or_else(|| role.clone().filter(|_| display == NameDisplay::Role));
    let named = !matches!(display, NameDisplay::Role | NameDisplay::Anonymous);
    let url = check.web(raw.url, path!["author", "url"]);
    let photo = check.file(raw.photo, path!["author", "photo"], &IMAGES);
    let anonymous = display == NameDisplay::Anonymous;
    Author {
        monogram: name.filter(|_| named).map(author::monogram).unwrap_or_default(),
        name: shown,
        display,
        // A role that stands in place of the name is not said twice.
        role: role.filter(|_| display != NameDisplay::Role),
        company: Check::line(raw.company).filter(|_| !anonymous),
        location: Check::line(raw.location).filter(|_| !anonymous),
        url: url.filter(|_| display == NameDisplay::Full),
        photo: photo.filter(|_| named),
        photo_kind: raw.photo_kind.unwrap_or_default(),
        relationship: raw.relationship.unwrap_or_default(),
    }
}

fn verification(raw: raw::Verified, check: &mut Check<'_>) -> Verification {
    let on = check.date(raw.on, path!["verified", "on"]);
    Verification { method: raw.method.unwrap_or_default(), on }
}

/// What was given; with nothing filled in there is nothing.
fn incentive(raw: raw::Incentive) -> Option<Incentive> {
    (raw != raw::Incentive::default()).then(|| Incentive {
        kind: Check::line(raw.kind),
        disclosure: Check::line(raw.disclosure),
        conditional: raw.conditional.unwrap_or_default(),
    })
}

pub(super) fn recommend(score: Option<u64>, check: &mut Check<'_>) -> Option<u8> {
    let score = score?;
    if score > 10 {
        let message = format!("`recommend` is {score}, but the scale ends at 10");
        let finding = check.error("recommend-out-of-range", message);
        check.report(finding.value(path!["recommend"]).label("expected 0 to 10"));
        return None;
    }
    u8::try_from(score).ok()
}

pub(super) fn item(
    id: Option<Text>,
    items: &BTreeMap<&str, usize>,
    check: &mut Check<'_>,
) -> Option<usize> {
    let id = Check::text(id)?;
    check.asks.items = true;
    let found = items.get(id.as_str()).copied();
    if found.is_none() {
        let message = format!("there is no item `{}` in items.yaml", brief(&id));
        let hint = suggest::closest(&id, items.keys().copied()).map_or_else(
            || "add it to content/items.yaml".to_owned(),
            |known| format!("did you mean `{known}`?"),
        );
        let finding = check.error("unknown-item", message).value(path!["item"]).hint(hint);
        check.report(finding);
    }
    found
}

fn origin(raw: raw::SourceKeys, check: &mut Check<'_>) -> Origin {
    let platform = Check::line(raw.platform).unwrap_or_else(|| raw::DEFAULT_PLATFORM.to_owned());
    let mut origin = Origin::new(&platform);
    if origin.slug.is_empty() {
        let finding = check.error("source", "no address can be made of this platform's word");
        let finding = finding.value(path!["source", "platform"]);
        check.report(finding.hint("use letters, such as `google`"));
    }
    if let Some(known) = origin::near_miss(&platform) {
        let message = format!("`{}` is no platform that is known", brief(&platform));
        let finding = Finding::warning(check.source, "unknown-platform", message);
        let finding = finding.value(path!["source"]).hint(format!("did you mean `{known}`?"));
        check.report(finding.label("taken as a platform of somebody else"));
    }
    origin.url = check.web(raw.url, path!["source", "url"]);
    origin.external_id = Check::line(raw.id);
    origin.basis = raw.basis;
    origin
}

/// A consent; with nothing filled in there is none.
fn consent(raw: raw::Consent, check: &mut Check<'_>) -> Option<Box<Consent>> {
    if raw == raw::Consent::default() {
        return None;
    }
    Some(Box::new(Consent {
        on: check.past_date(raw.on, path!["consent", "on"]),
        scope: raw.scope,
        channels: raw.channels,
        expires: check.date(raw.expires, path!["consent", "expires"]),
        withdrawn: check.date(raw.withdrawn, path!["consent", "withdrawn"]),
    }))
}

pub(super) fn touchpoints(words: Vec<Text>, check: &mut Check<'_>) -> Vec<String> {
    let words = check.placed_lines(words, "touchpoints");
    let known = check.grounds.touchpoints.as_deref();
    let known: Option<Vec<&str>> = known.map(|known| known.iter().map(String::as_str).collect());
    for (at, word) in &words {
        if let Some(known) = &known
            && !known.contains(&word.as_str())
        {
            let message = format!("`{}` is not one of the site's touchpoints", brief(word));
            let finding = check.error("unknown-touchpoint", message);
            let finding = finding.value(path!["touchpoints", *at]);
            check.report(finding.hint(suggest::hint(word, known)));
        }
    }
    words.into_iter().map(|(_, word)| word).collect()
}

fn tags(words: Vec<Text>, check: &mut Check<'_>) -> Vec<Arc<Tag>> {
    let mut tags: Vec<Arc<Tag>> = Vec::with_capacity(words.len());
    for (at, label) in check.placed_lines(words, "tags") {
        let tag = check.tags.tag(label);
        if tag.slug.is_empty() {
            let message = format!("no address can be made of `{}`", brief(&tag.label));
            let finding = check.error("tag", message).value(path!["tags", at]);
            check.report(finding.hint("use letters or digits"));
        } else if tags.iter().all(|other| other.slug != tag.slug) {
            tags.push(tag);
        }
    }
    tags
}

/// The text of a review as it is written: below the front matter, or in a list's entry as a key.
enum RawText {
    Below(String),
    Key(Text),
}

/// Where the text of a review is written; it cannot be written twice.
fn text(body: Option<String>, key: Option<Text>, check: &mut Check<'_>) -> Option<RawText> {
    match (body, key) {
        (Some(below), Some(_)) => {
            let (code, message) = if below.trim().is_empty() {
                ("body-key", "the body of a Markdown file stands below its front matter")
            } else {
                ("body-twice", "the body is given twice")
            };
            let finding = check.error(code, message).key(path!["body"]);
            check.report(finding.hint("move these words below the closing `---` line"));
            None
        }
        (Some(below), None) => Some(RawText::Below(below)),
        (None, key) => key.map(RawText::Key),
    }
}

impl RawText {
    fn as_str(&self) -> &str {
        match self {
            Self::Below(text) | Self::Key(Text(text)) => text,
        }
    }

    fn prose(&self, check: &mut Check<'_>) -> Option<Prose> {
        match self {
            Self::Below(text) => check.body(text, Voice::Customer),
            Self::Key(text) => check.prose(Some(text), path!["body"]),
        }
    }
}

fn replies(raw: Vec<raw::Reply>, given: Option<Date>, check: &mut Check<'_>) -> Vec<Reply> {
    let mut replies = Vec::with_capacity(raw.len());
    for (at, raw) in check.faulty.positions("reply", raw) {
        let date = check.later_date(raw.date, given, path!["reply", at, "date"]);
        match check.prose(raw.text.as_ref(), path!["reply", at, "text"]) {
            Some(text) => replies.push(Reply {
                by: Check::line(raw.by),
                role: Check::line(raw.role),
                date,
                text,
            }),
            None => {
                let finding = check.error("key-missing", "a reply has no `text`");
                check.missing_part("reply", finding.value(path!["reply", at]));
            }
        }
    }
    replies
}

fn follow_ups(
    raw: Vec<raw::FollowUp>,
    given: Option<Date>,
    check: &mut Check<'_>,
) -> Vec<FollowUp> {
    let mut follow_ups = Vec::with_capacity(raw.len());
    for (at, raw) in check.faulty.positions("follow_up", raw) {
        let date = check.later_date(raw.date, given, path!["follow_up", at, "date"]);
        let rating = check.rating(raw.rating, path!["follow_up", at, "rating"]);
        let text = check.prose(raw.text.as_ref(), path!["follow_up", at, "text"]);
        if text.is_none() && rating.is_none() {
            let finding = check.error("key-missing", "a follow-up has neither `text` nor `rating`");
            check.missing_part("follow_up", finding.value(path!["follow_up", at]));
        } else {
            follow_ups.push(FollowUp { date, rating, text });
        }
    }
    follow_ups
}

fn media(raw: Vec<raw::Medium>, check: &mut Check<'_>) -> Vec<Medium> {
    let mut media = Vec::with_capacity(raw.len());
    for (at, raw) in check.faulty.positions("media", raw) {
        let kind = raw.kind.unwrap_or_else(|| kind_of(raw.src.as_deref().unwrap_or_default()));
        let kinds: &[&str] = if kind == MediumKind::Video { &VIDEOS } else { &IMAGES };
        if Check::text(raw.src.clone()).is_none() {
            let finding = check.error("key-missing", "a medium has no `src`");
            check.missing_part("media", finding.value(path!["media", at]));
        }
        let alt = Check::line(raw.alt);
        if kind == MediumKind::Image && alt.is_none() {
            let message = "a picture has no `alt`: those who cannot see it learn nothing of it";
            let finding = Finding::warning(check.source, "alt-missing", message);
            check
                .report(finding.value(path!["media", at]).hint("say in a few words what it shows"));
        }
        let src = check.file(raw.src, path!["media", at, "src"], kinds);
        let poster = check.file(raw.poster, path!["media", at, "poster"], &IMAGES);
        let captions = check.file(raw.captions, path!["media", at, "captions"], &CAPTIONS);
        let Some(src) = src else { continue };
        let transcript = Check::line(raw.transcript);
        media.push(Medium { at, kind, src, alt, poster, captions, transcript });
    }
    media
}

fn kind_of(path: &str) -> MediumKind {
    let end = path.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_lowercase();
    if VIDEOS.contains(&end.as_str()) { MediumKind::Video } else { MediumKind::Image }
}

/// Evidence for a claimed result; with nothing filled in there is none.
fn claim(raw: raw::Claim) -> Option<Claim> {
    let is_given = raw != raw::Claim::default();
    is_given.then(|| Claim { evidence: Check::text(raw.evidence), typical: raw.typical })
}

fn withheld(raw: Option<Box<raw::Withheld>>, check: &mut Check<'_>) -> Option<Withheld> {
    let raw = raw?;
    let on = check.date(raw.on, path!["withheld", "on"]);
    match Check::line(raw.reason) {
        Some(reason) => Some(Withheld { reason, on }),
        None => {
            let finding = check.error("key-missing", "`withheld` has no `reason`");
            check.missing_part("withheld", finding.value(path!["withheld"]));
            None
        }
    }
}
