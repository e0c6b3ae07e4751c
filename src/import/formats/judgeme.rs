//! Judge.me: the export of the app, the template of its import, and the API.
//!
//! Only curated reviews are taken. What a shop has brought along from a marketplace or another platform
//! (`source`) is of that platform, so that its words need a permission. Only a buyer is verified. E-mail
//! and IP addresses are never taken, nor are pictures that Judge.me does not show.

use crate::import::field::Field;
use crate::import::format::{About, Draft, Standing};
use crate::import::preset::{Preset, Published, USUAL};
use crate::import::source::Row;
use crate::model::origin::Origin;

/// The format.
pub(super) const FORMAT: Preset = Preset {
    about: About {
        name: "judgeme",
        title: "Judge.me",
        platform: "judgeme",
        from: "CSV, JSON",
        standing: Standing::Documented,
        scale: 5.0,
    },
    marks: &[
        &[
            "title",
            "body",
            "rating",
            "review_date",
            "reviewer_name",
            "product_handle",
            "picture_urls",
        ],
        &[
            "reviews.title",
            "reviews.body",
            "reviews.rating",
            "reviews.reviewer.name",
            "reviews.curated",
        ],
        &["reviews.body", "reviews.rating", "reviews.reviewer.name", "reviews.product_external_id"],
        &["reviews.body", "reviews.rating", "reviews.reviewer.name", "reviews.created_at"],
    ],
    lists: &[&["reviews"], &["review"]],
    columns: &[
        (Field::Id, &["id"]),
        (Field::Status, &["curated"]),
        (Field::Hidden, &["hidden"]),
        (Field::Author, &["reviewer_name", "reviewer.name"]),
        (Field::Location, &["location"]),
        (Field::Rating, &["rating"]),
        (Field::Title, &["title"]),
        (Field::Body, &["body"]),
        (Field::Item, &["product_handle", "product_id", "product_external_id"]),
        (Field::ItemName, &["product_title"]),
        (Field::ItemUrl, &["product_url"]),
        (Field::Date, &["review_date", "created_at"]),
        (Field::Reply, &["reply"]),
        (Field::ReplyDate, &["reply_date"]),
        (Field::Platform, &["source"]),
        (Field::Verified, &["verified"]),
        (Field::Photos, &["picture_urls", "pictures.urls.original"]),
    ],
    published: Published::Only(&["ok"]),
    also,
    ..USUAL
};

/// Places of which shops bring reviews along, and that have no other name here.
const MARKETS: [&str; 6] = ["alibaba", "aliexpress", "ebay", "shein", "temu", "walmart"];

/// Where a review was given if that was elsewhere; other words say by which way it came to the shop.
fn elsewhere(source: &str) -> Option<String> {
    let source = source.trim().to_lowercase();
    let origin = Origin::new(&source);
    // Only a known platform has a name for people.
    let is_known = !origin.own && origin.label != origin.platform;
    (is_known || MARKETS.contains(&source.as_str())).then_some(source)
}

/// Whether somebody is said to have bought, not only to have an address of mail that works.
fn is_buyer(word: &str) -> bool {
    ["buyer", "verified_buyer", "verified-purchase"].contains(&word.trim())
}

/// Of the pictures only those that Judge.me shows are taken.
fn also(row: &Row<'_>, draft: &mut Draft) {
    if let Some(source) = draft.fields.take(Field::Platform) {
        draft.fields.set(Field::Platform, elsewhere(&source).unwrap_or_default());
    }
    if !draft.get(Field::Verified).is_some_and(is_buyer) {
        draft.fields.take(Field::Verified);
    }
    let Some(value) = row.value else { return };
    if value.get("published").and_then(serde_json::Value::as_bool) == Some(false) {
        draft.fields.set(Field::Hidden, "yes");
    }
    let pictures =
        value.get("pictures").and_then(serde_json::Value::as_array).into_iter().flatten();
    let shown = pictures
        .filter(|picture| picture.get("hidden").and_then(serde_json::Value::as_bool) != Some(true));
    let addresses = shown.filter_map(|picture| picture.get("urls")?.get("original")?.as_str());
    draft.fields.set(Field::Photos, addresses.collect::<Vec<_>>().join("\n"));
}
