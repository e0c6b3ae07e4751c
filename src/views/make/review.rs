//! One review as it may be shown.

use std::sync::Arc;

use super::Maker;
use super::media::{medium, picture};
use super::site::{own_source, term_url};
use crate::config::{Archive, WebAddress};
use crate::content::raw::{PhotoKind, Translator, VerificationMethod};
use crate::media::Role;
use crate::model::rating::plain_number;
use crate::model::{self, Origin, markdown, review as written};
use crate::plan::route::review_address;
use crate::views::{
    After, Author, Facts, FollowUp, Link, Rating, Reply, Review, ReviewDates, Source, Translation,
    Words, html,
};
use crate::words::Key;

/// Makes the view of a review.
pub(crate) fn review<'a>(maker: &Maker<'a>, at: u32) -> Review<'a> {
    let review: &'a model::Review = &maker.from.model.reviews[at as usize];
    let link_only = review.is_link_only();
    Review {
        slug: &review.slug,
        url: review_address(maker.from.base, &review.slug),
        title: review.title.as_deref(),
        text: words(maker, review),
        rating: review.rating.map(|given| rating(maker, given)),
        author: author(maker, review),
        source: Source {
            label: source_label(maker, &review.origin),
            own: review.origin.own,
            url: review.origin.url.as_ref().map(WebAddress::as_str),
            list: term_url(maker, Archive::Sources, &review.origin.slug),
            link_only,
        },
        dates: ReviewDates {
            given: review.date.map(|day| maker.day(day)),
            experienced: review.experienced.map(|day| maker.day(day)),
            updated: review.updated.map(|day| maker.day(day)),
            confirmed: review.confirmed.map(|day| maker.day(day)),
        },
        disclosures: review.disclosures().collect(),
        facts: facts(maker, review),
        after: After {
            replies: review.replies.iter().map(|said| reply(maker, said)).collect(),
            follow_ups: follow_ups(maker, review),
            media: review.media.iter().filter_map(|photo| medium(maker, photo)).collect(),
        },
        extra: &review.extra,
    }
}

fn words<'a>(maker: &Maker<'a>, review: &'a model::Review) -> Words<'a> {
    let translation = review.translated_from.as_ref().map(|from| Translation {
        from: from.tag(),
        from_name: maker.from.words.language(from.tag()),
        direction: from.direction(),
        machine: review.translator == Some(Translator::Machine),
        person: review.translator == Some(Translator::Human),
    });
    Words {
        html: review.body.as_ref().map(|body| html(&body.html)),
        excerpt: excerpt(maker, review),
        highlight: review.highlight.as_deref(),
        language: review.language.tag(),
        language_name: maker.from.words.language(review.language.tag()),
        direction: review.language.direction(),
        pros: &review.pros,
        cons: &review.cons,
        translation,
        original: review.original.as_ref().map(|original| html(&original.html)),
    }
}

/// The first words of a text that cards do not show whole.
pub(crate) fn excerpt(maker: &Maker<'_>, review: &model::Review) -> Option<String> {
    let limit = maker.from.excerpt;
    let body = review.body.as_ref().filter(|_| limit > 0)?;
    markdown::excerpt(&body.text, limit)
}

/// The stars as they are shown.
pub(crate) fn rating<'a>(maker: &Maker<'a>, rating: model::Rating) -> Rating<'a> {
    let words = maker.from.words;
    Rating {
        value: words.number(plain_number(rating.value())),
        scale: words.number(plain_number(rating.scale())),
        half_stars: rating.half_stars(),
        bar: rating.bar(),
    }
}

/// What a source is called: an own one in the words of the site, a platform by its name.
pub(crate) fn source_label<'a>(maker: &Maker<'a>, origin: &'a Origin) -> &'a str {
    let own = own_source(&origin.platform).filter(|_| origin.own);
    own.map_or(&origin.label, |key| maker.text(key))
}

/// Who said it, as readers may know them.
pub(crate) fn author<'a>(maker: &Maker<'a>, review: &'a model::Review) -> Author<'a> {
    let author = &review.author;
    let photo_kind = match author.photo_kind {
        PhotoKind::Real => "real",
        PhotoKind::Stock => "stock",
        PhotoKind::Ai => "ai",
    };
    Author {
        name: author.name.as_deref(),
        monogram: &author.monogram,
        role: author.role.as_deref(),
        company: author.company.as_deref(),
        location: author.location.as_deref(),
        url: author.url.as_ref().map(WebAddress::as_str),
        photo: author.photo.and_then(|photo| picture(maker, photo, Role::Avatar)),
        photo_kind,
    }
}

fn facts<'a>(maker: &Maker<'a>, review: &'a model::Review) -> Facts<'a> {
    let item = review.item.map(|at| {
        let item = &maker.from.model.items[at];
        let url = term_url(maker, Archive::Items, &item.id).unwrap_or_default();
        Link { label: item.name.clone(), url }
    });
    let tag = |tag: &Arc<model::Tag>| Link {
        label: tag.label.clone(),
        url: term_url(maker, Archive::Tags, &tag.slug).unwrap_or_default(),
    };
    let verified = review.verified.and_then(|check| match check.method {
        VerificationMethod::Order => Some(Key("checked-order")),
        VerificationMethod::Email => Some(Key("checked-email")),
        VerificationMethod::Visit => Some(Key("checked-visit")),
        VerificationMethod::Interview => Some(Key("checked-interview")),
        VerificationMethod::None => None,
    });
    Facts {
        item,
        tags: review.tags.iter().map(tag).collect(),
        touchpoints: &review.touchpoints,
        verified: verified.map(|key| maker.text(key)),
        recommended: review.recommended,
        featured: review.featured,
        draft: review.is_draft(),
        edited: review.is_edited(),
    }
}

/// Who answered: a name, or the business.
pub(crate) fn replier<'a>(maker: &Maker<'a>, reply: &'a written::Reply) -> &'a str {
    reply.by.as_deref().unwrap_or(&maker.from.config.business.name)
}

fn reply<'a>(maker: &Maker<'a>, reply: &'a written::Reply) -> Reply<'a> {
    Reply {
        by: replier(maker, reply),
        role: reply.role.as_deref(),
        date: reply.date.map(|day| maker.day(day)),
        html: html(&reply.text.html),
    }
}

fn follow_ups<'a>(maker: &Maker<'a>, review: &model::Review) -> Vec<FollowUp<'a>> {
    let follow_up = |said: &written::FollowUp| FollowUp {
        date: said.date.map(|day| maker.day(day)),
        rating: said.rating.map(|given| rating(maker, given)),
        counted: said.rating.map(|_| counted(maker, review)),
        html: said.text.as_ref().map(|text| html(&text.html)),
    };
    review.follow_ups.iter().map(follow_up).collect()
}

/// What the rating was before a follow-up, and which of the two the average counts.
fn counted(maker: &Maker<'_>, review: &model::Review) -> String {
    let Some(first) = review.rating else {
        return maker.text(Key("follow-up-only")).to_owned();
    };
    let is_of_five = plain_number(first.scale()) == "5";
    let Rating { value, scale, .. } = rating(maker, first);
    let first = if is_of_five { value.into_owned() } else { format!("{value}/{scale}") };
    let is_own = review.origin.own;
    let key = if is_own { Key("follow-up-counted") } else { Key("follow-up-uncounted") };
    maker.say(key, &[("rating", first.as_str().into())])
}
