//! Structured data, made by the same functions as the views of the page, so that the two cannot
//! differ.
//!
//! The business says nothing about its own rating (search engines call that self-serving): its
//! pages name it and no more. Items carry the average of own-collected ratings and the reviews on
//! the page; see <https://developers.google.com/search/docs/appearance/structured-data/review-snippet>
//! and <https://schema.org/Review>.

use std::borrow::Cow;

use serde::Serialize;

use super::media::published;
use super::organizations::is_organization;
use super::{Maker, Sources};
use crate::config::{Archive, WebAddress};
use crate::insights;
use crate::media::Role;
use crate::model::rating::plain_number;
use crate::model::{self, Item};
use crate::plan::route::review_address;
use crate::plan::{self, term_address};
use crate::views::{Html, html};
use crate::words::Key;

/// What search engines take for a name has at most this many characters.
const NAME_LENGTH: usize = 99;

#[derive(Serialize)]
struct Business<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'a str,
    #[serde(rename = "@id")]
    id: String,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    logo: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    telephone: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<Address<'a>>,
}

#[derive(Serialize)]
struct Address<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "streetAddress")]
    street: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "addressLocality")]
    locality: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "addressRegion")]
    region: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "postalCode")]
    postal_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "addressCountry")]
    country: Option<&'a str>,
}

/// The business, without any review.
pub fn business(maker: &Maker<'_>) -> Html {
    let business = &maker.from.config.business;
    let address = business.address.as_ref().map(|address| Address {
        kind: "PostalAddress",
        street: address.street.as_deref(),
        locality: address.locality.as_deref(),
        region: address.region.as_deref(),
        postal_code: address.postal_code.as_deref(),
        country: address.country.as_deref(),
    });
    let logo = maker.from.model.logo.and_then(|logo| published(maker, logo, Role::Logo));
    let data = Business {
        context: "https://schema.org",
        kind: &business.kind,
        id: id(maker.from.config.base_address().to_owned(), "business"),
        name: &business.name,
        url: business.url.as_ref().map(WebAddress::as_str),
        logo: logo.and_then(|path| maker.absolute(path)),
        telephone: business.telephone.as_deref(),
        email: business.email.as_deref(),
        address,
    };
    script(&data, &mut Vec::new())
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Thing<'a> {
    #[serde(rename = "@context", skip_serializing_if = "Option::is_none")]
    context: Option<&'static str>,
    #[serde(rename = "@type")]
    kind: &'a str,
    #[serde(rename = "@id")]
    id: String,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sku: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    brand: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aggregate_rating: Option<Aggregate>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    review: Vec<UserReview<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Aggregate {
    #[serde(rename = "@type")]
    kind: &'static str,
    rating_value: String,
    best_rating: &'static str,
    worst_rating: &'static str,
    rating_count: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct UserReview<'a> {
    #[serde(rename = "@context", skip_serializing_if = "Option::is_none")]
    context: Option<&'static str>,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    item_reviewed: Option<Thing<'a>>,
    author: Named<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review_body: Option<Cow<'a, str>>,
    review_rating: RatingData,
    in_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_based_on: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RatingData {
    #[serde(rename = "@type")]
    kind: &'static str,
    rating_value: Cow<'static, str>,
    best_rating: Cow<'static, str>,
    worst_rating: &'static str,
}

/// What an item's page shows.
pub struct OfItem<'a> {
    /// The item.
    pub item: &'a Item,
    /// The page of its list, from 1.
    pub page: usize,
    /// Its numbers.
    pub numbers: &'a insights::Summary,
}

/// An item with its average and the reviews on the page; `None` where that would be self-serving
/// or there is no rating.
pub fn item(maker: &Maker<'_>, term: &plan::Term, of: &OfItem<'_>) -> Option<Html> {
    let average = of.numbers.average()?;
    if term.item.is_none_or(|item| maker.common.self_serving[item]) {
        return None;
    }
    let size = maker.from.config.page_size;
    let list = &maker.from.plan.lists[term.list];
    let on_page = list.reviews.iter().skip((of.page - 1) * size).take(size);
    let mut thing = thing(maker, of.item);
    thing.context = Some("https://schema.org");
    thing.aggregate_rating = Some(Aggregate {
        kind: "AggregateRating",
        rating_value: average,
        best_rating: "5",
        worst_rating: "0.5",
        rating_count: of.numbers.count,
    });
    thing.review = on_page.filter_map(|at| user_review(maker, *at, false)).collect();
    Some(script(&thing, &mut Vec::with_capacity(4096)))
}

/// A single review of an item; `None` where it would be self-serving, was collected elsewhere, or
/// has no rating.
pub fn review(maker: &Maker<'_>, at: u32, buffer: &mut Vec<u8>) -> Option<Html> {
    let review = &maker.from.model.reviews[at as usize];
    if maker.common.self_serving[review.item?] {
        return None;
    }
    let item = &maker.from.model.items[review.item?];
    let mut data = user_review(maker, at, true)?;
    data.context = Some("https://schema.org");
    data.item_reviewed = Some(thing(maker, item));
    data.publisher = Some(Named { kind: "Organization", name: &maker.from.config.business.name });
    let base = maker.from.config.base_url.as_ref();
    data.url = base.map(|base| review_address(base.as_str(), &review.slug));
    data.is_based_on = review.origin.url.as_ref().map(WebAddress::as_str);
    Some(script(&data, buffer))
}

/// Whether reviews of an item are reviews of the business itself.
pub(crate) fn is_self_serving(from: &Sources<'_>, item: &Item) -> bool {
    is_organization(&item.kind) || item.kind == from.config.business.kind
}

fn thing<'a>(maker: &Maker<'a>, item: &'a Item) -> Thing<'a> {
    let base = maker.from.config.base_address();
    let image = item.image.and_then(|image| published(maker, image, Role::Photo));
    Thing {
        context: None,
        kind: &item.kind,
        id: id(term_address(base, Archive::Items, &item.id), "item"),
        name: &item.name,
        description: item.description.as_ref().map(|text| text.text.as_str()),
        url: item.url.as_ref().map(WebAddress::as_str),
        image: image.and_then(|path| maker.absolute(path)),
        sku: item.sku.as_deref(),
        brand: item.brand.as_deref().map(|name| Named { kind: "Brand", name }),
        aggregate_rating: None,
        review: Vec::new(),
    }
}

/// A review that the business collected itself, with a rating; with the words that its page shows
/// (`whole`), or its card.
fn user_review<'a>(maker: &Maker<'a>, at: u32, whole: bool) -> Option<UserReview<'a>> {
    let review: &'a model::Review = &maker.from.model.reviews[at as usize];
    let own = review.origin.own && !review.is_draft();
    let rating = review.rating.filter(|_| own)?;
    let scale = plain_number(rating.scale());
    let author = super::review::author(maker, review);
    // As the card names them.
    let name = author.name.or(author.role).unwrap_or(maker.text(Key("anonymous")));
    if name.chars().count() > NAME_LENGTH {
        return None;
    }
    let text = review.body.as_ref().map(|body| Cow::Borrowed(body.text.as_str()));
    let excerpt = if whole { None } else { super::review::excerpt(maker, review) };
    Some(UserReview {
        context: None,
        kind: "UserReview",
        id: id(review_address(maker.from.config.base_address(), &review.slug), "review"),
        item_reviewed: None,
        author: Named { kind: "Person", name },
        name: review.title.as_deref(),
        date_published: review.date.map(|day| day.to_string()),
        review_body: excerpt.map(Cow::Owned).or(text),
        review_rating: RatingData {
            kind: "Rating",
            worst_rating: if scale == "5" { "0.5" } else { "0" },
            rating_value: plain_number(rating.value()),
            best_rating: scale,
        },
        in_language: review.language.tag(),
        publisher: None,
        url: None,
        is_based_on: None,
    })
}

/// An identifier: the page's absolute address where there is one, with a fragment.
fn id(page: String, fragment: &str) -> String {
    page + "#" + fragment
}

/// A `<script>` element with the data; nothing in it can end the element. The buffer is only room.
fn script(data: &impl Serialize, buffer: &mut Vec<u8>) -> Html {
    buffer.clear();
    buffer.extend_from_slice(b"<script type=\"application/ld+json\">");
    // Writing to memory does not fail.
    let _ = crate::json::for_script(data, buffer);
    buffer.extend_from_slice(b"</script>");
    html(str::from_utf8(buffer).unwrap_or_default())
}
