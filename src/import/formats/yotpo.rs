//! Yotpo: the CSV of its export and of its import, and the API (`GET /v1/apps/{key}/reviews`, and the
//! widget's answer with `response.reviews`).
//!
//! A review without a product is one of the shop. E-mail addresses and countries of customers are never
//! taken, nor are pictures that Yotpo does not show. Texts may have HTML's names for characters.

use super::html;
use crate::import::field::Field;
use crate::import::format::{About, Draft, Standing};
use crate::import::preset::{Preset, USUAL};
use crate::import::source::Row;

/// The format.
pub(super) const FORMAT: Preset = Preset {
    about: About {
        name: "yotpo",
        title: "Yotpo",
        platform: "yotpo",
        from: "CSV, JSON",
        standing: Standing::Experimental,
        scale: 5.0,
    },
    marks: &[
        &["Review Title", "Review Content", "Review Score", "Display Name"],
        &["Review Title", "Review Content", "Review Score", "Reviewer Display Name"],
        &["response.reviews.score", "response.reviews.content", "response.reviews.verified_buyer"],
        &["reviews.score", "reviews.content", "reviews.votes_up"],
    ],
    lists: &[&["response", "reviews"], &["reviews"]],
    columns: &[
        (Field::Id, &["id", "Review ID"]),
        (Field::Status, &["Review Status", "status"]),
        (Field::Hidden, &["deleted", "archived"]),
        (Field::Author, &["Display Name", "Reviewer Display Name", "user.display_name", "name"]),
        (Field::Rating, &["Review Score", "score"]),
        (Field::Title, &["Review Title", "title"]),
        (Field::Body, &["Review Content", "content"]),
        (Field::Item, &["Product ID", "sku"]),
        (Field::ItemName, &["Product Title", "Product Name"]),
        (Field::ItemUrl, &["Product URL"]),
        (Field::Date, &["Date", "Review Creation Date", "Review Date", "created_at"]),
        (Field::Verified, &["Verified Purchase", "Verified Buyer", "verified_buyer"]),
        (Field::Reply, &["Comment Content", "comment.content"]),
        (Field::ReplyDate, &["Comment Date", "comment.created_at"]),
        (Field::Photos, &["Published Image URL", "images_data.original_url"]),
    ],
    also,
    ..USUAL
};

fn also(_: &Row<'_>, draft: &mut Draft) {
    html::where_it_is(draft);
}
