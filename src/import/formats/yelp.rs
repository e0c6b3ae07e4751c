//! Yelp: the answer of the Fusion API (`GET /v3/businesses/{id}/reviews`), and the lines of its open
//! dataset.
//!
//! The API gives three reviews, and of each only the start. The dataset names nobody, and may be used for
//! study only; its columns are not confirmed by a file.

use crate::import::field::Field;
use crate::import::format::{About, Draft, Standing};
use crate::import::preset::{Preset, USUAL};
use crate::import::source::Row;

/// The format.
pub(super) const FORMAT: Preset = Preset {
    about: About {
        name: "yelp",
        title: "Yelp",
        platform: "yelp",
        from: "JSON (established), JSON lines",
        standing: Standing::Experimental,
        scale: 5.0,
    },
    marks: &[
        &["reviews.id", "reviews.rating", "reviews.text", "reviews.time_created"],
        &["review_id", "business_id", "stars", "text", "date"],
    ],
    lists: &[&["reviews"], &[]],
    columns: &[
        (Field::Id, &["review_id", "id"]),
        (Field::Author, &["user.name"]),
        (Field::Avatar, &["user.image_url"]),
        (Field::Rating, &["stars", "rating"]),
        (Field::Body, &["text"]),
        (Field::Item, &["business_id"]),
        (Field::Date, &["time_created", "date"]),
        (Field::Url, &["url"]),
    ],
    also,
    ..USUAL
};

fn also(row: &Row<'_>, draft: &mut Draft) {
    let is_cut = |text: &str| text.trim_end().ends_with("...") || text.trim_end().ends_with('…');
    if row.get("time_created").is_some() && draft.get(Field::Body).is_some_and(is_cut) {
        draft.told.push("Yelp gives only the start of its words".to_owned());
    }
}
