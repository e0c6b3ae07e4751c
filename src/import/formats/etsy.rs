//! Etsy: the reviews of a shop's data (Settings, Options, Download data), and the answer of the API
//! (`GET /v3/application/shops/{id}/reviews`).
//!
//! The download names the buyer, the API names nobody. Numbers of orders and buyers are never taken.
//! Texts have HTML's names for characters.

use super::html;
use crate::import::field::Field;
use crate::import::format::{About, Draft, Standing};
use crate::import::preset::{Preset, USUAL};
use crate::import::source::Row;

/// The format.
pub(super) const FORMAT: Preset = Preset {
    about: About {
        name: "etsy",
        title: "Etsy",
        platform: "etsy",
        from: "JSON",
        standing: Standing::Experimental,
        scale: 5.0,
    },
    marks: &[
        &["reviewer", "date_reviewed", "star_rating", "message"],
        &["results.shop_id", "results.transaction_id", "results.rating", "results.review"],
    ],
    lists: &[&["results"], &[]],
    columns: &[
        (Field::Id, &["transaction_id"]),
        (Field::Author, &["reviewer"]),
        (Field::Rating, &["star_rating", "rating"]),
        (Field::Body, &["message", "review"]),
        (Field::Item, &["listing_id"]),
        (Field::Date, &["date_reviewed", "created_timestamp", "create_timestamp"]),
        (Field::Updated, &["updated_timestamp", "update_timestamp"]),
        (Field::Language, &["language"]),
        (Field::Photos, &["image_url_fullxfull"]),
    ],
    also,
    ..USUAL
};

fn also(_: &Row<'_>, draft: &mut Draft) {
    html::where_it_is(draft);
}
