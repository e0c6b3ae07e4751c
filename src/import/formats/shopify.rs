//! Shopify: the export of the app "Product Reviews", which is retired; its files are still around.
//!
//! Only reviews whose `state` is `published` are taken. E-mail addresses are never taken.

use crate::import::field::Field;
use crate::import::format::{About, Standing};
use crate::import::preset::{Preset, Published, USUAL};

/// The format.
pub(super) const FORMAT: Preset = Preset {
    about: About {
        name: "shopify",
        title: "Shopify Product Reviews",
        platform: "shopify",
        from: "CSV",
        standing: Standing::Experimental,
        scale: 5.0,
    },
    marks: &[&["product_handle", "state", "rating", "title", "author", "body", "created_at"]],
    columns: &[
        (Field::Status, &["state"]),
        (Field::Author, &["author"]),
        (Field::Location, &["location"]),
        (Field::Rating, &["rating"]),
        (Field::Title, &["title"]),
        (Field::Body, &["body"]),
        (Field::Item, &["product_handle"]),
        (Field::Date, &["created_at"]),
        (Field::Reply, &["reply"]),
        (Field::ReplyDate, &["replied_at"]),
    ],
    published: Published::Only(&["published"]),
    ..USUAL
};
