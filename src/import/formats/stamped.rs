//! Stamped: the template of its import, and its export as people describe it.
//!
//! E-mail addresses are never taken; films are not, nor is `reviewVerifiedType`, since nothing says which
//! of its words mean an order.

use crate::import::field::Field;
use crate::import::format::{About, Standing};
use crate::import::preset::{Preset, USUAL};

/// The format.
pub(super) const FORMAT: Preset = Preset {
    about: About {
        name: "stamped",
        title: "Stamped",
        platform: "stamped",
        from: "CSV",
        standing: Standing::Experimental,
        scale: 5.0,
    },
    marks: &[
        &["productId", "reviewTitle", "reviewMessage", "reviewRating", "reviewDate"],
        &["product_id", "productUrl", "productTitle", "rating", "author", "body", "created_at"],
    ],
    columns: &[
        (Field::Id, &["id", "reviewId"]),
        (Field::Status, &["reviewState", "state", "published"]),
        (Field::Author, &["author", "reviewAuthor"]),
        (Field::Location, &["location", "reviewLocation"]),
        (Field::Rating, &["reviewRating", "rating"]),
        (Field::Title, &["reviewTitle", "title"]),
        (Field::Body, &["reviewMessage", "body"]),
        (Field::Item, &["product_id", "productId"]),
        (Field::ItemName, &["productTitle"]),
        (Field::ItemUrl, &["productUrl"]),
        (Field::Date, &["reviewDate", "created_at"]),
        (Field::Reply, &["reply", "reviewReply"]),
        (Field::ReplyDate, &["replied_at", "reviewReplyDate"]),
        (Field::Photos, &["photos", "reviewPhotos"]),
    ],
    ..USUAL
};
