//! Tripadvisor: the answer of the Content API (`GET /location/{id}/reviews`).
//!
//! Where people live, their badges and the ratings of single aspects are dropped; so is the date of a
//! stay, of which only the month is known.

use crate::import::field::Field;
use crate::import::format::{About, Draft, Standing};
use crate::import::preset::{Preset, USUAL};
use crate::import::source::Row;
use crate::import::value::noise;

/// The format.
pub(super) const FORMAT: Preset = Preset {
    about: About {
        name: "tripadvisor",
        title: "Tripadvisor",
        platform: "tripadvisor",
        from: "JSON",
        standing: Standing::Documented,
        scale: 5.0,
    },
    marks: &[
        &["data.location_id", "data.published_date", "data.rating", "data.text"],
        &["location_id", "published_date", "rating", "text", "helpful_votes"],
    ],
    lists: &[&["data"], &[]],
    columns: &[
        (Field::Id, &["id"]),
        (Field::Author, &["user.username"]),
        (Field::Avatar, &["user.avatar.large", "user.avatar.original", "user.avatar.small"]),
        (Field::Rating, &["rating"]),
        (Field::Title, &["title"]),
        (Field::Body, &["text"]),
        (Field::Date, &["published_date"]),
        (Field::Language, &["lang"]),
        (Field::Url, &["url"]),
        (Field::Reply, &["owner_response.text"]),
        (Field::ReplyDate, &["owner_response.published_date"]),
    ],
    also,
    ..USUAL
};

/// Titles may stand in quotation marks.
fn also(_: &Row<'_>, draft: &mut Draft) {
    if let Some(title) = draft.fields.take(Field::Title) {
        draft.fields.set(Field::Title, noise::unquoted(&title));
    }
}
