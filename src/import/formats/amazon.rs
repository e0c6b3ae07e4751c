//! Amazon: the datasets of reviews that are public (2014, 2018, 2023), and the one of Alexa's devices.
//!
//! Amazon exports none to sellers. Ids of people and votes are dropped. In the table of Alexa's devices
//! `verified_reviews` has the words, and `feedback` only repeats the stars.

use super::html;
use crate::import::field::Field;
use crate::import::format::{About, Draft, Standing};
use crate::import::preset::{Preset, USUAL};
use crate::import::source::Row;
use crate::import::value::noise;

/// The format.
pub(super) const FORMAT: Preset = Preset {
    about: About {
        name: "amazon",
        title: "Amazon",
        platform: "amazon",
        from: "JSON lines, CSV, TSV",
        standing: Standing::Established,
        scale: 5.0,
    },
    marks: &[
        &["rating", "title", "text", "asin", "parent_asin", "timestamp"],
        &["overall", "reviewText", "asin", "summary", "unixReviewTime"],
        &["rating", "date", "variation", "verified_reviews", "feedback"],
    ],
    columns: &[
        (Field::Author, &["reviewerName"]),
        (Field::Rating, &["rating", "overall"]),
        (Field::Title, &["title", "summary"]),
        (Field::Body, &["text", "reviewText", "verified_reviews"]),
        (Field::Item, &["parent_asin", "asin"]),
        (Field::ItemName, &["variation"]),
        (Field::Date, &["reviewTime", "unixReviewTime", "timestamp", "date"]),
        (Field::Verified, &["verified_purchase", "verified"]),
        (Field::Photos, &["images.large_image_url", "image"]),
    ],
    also,
    ..USUAL
};

fn also(_: &Row<'_>, draft: &mut Draft) {
    if let Some(title) = draft.fields.take(Field::Title) {
        draft.fields.set(Field::Title, noise::without_rating_line(&title));
    }
    html::where_it_is(draft);
}
