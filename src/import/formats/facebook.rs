//! Facebook: the recommendations of a page, from the Graph API (`GET /{page}/ratings`).
//!
//! A recommendation is a thumb, not stars: it becomes `recommended`. Stars are only taken from the years
//! before 2018, when there were some. Some of Facebook's own files have texts that were encoded twice:
//! `--fix-mojibake` mends them. Ids of people are never taken.

use crate::import::field::Field;
use crate::import::format::{About, Draft, Standing};
use crate::import::preset::{Preset, USUAL};
use crate::import::source::Row;

/// The format.
pub(super) const FORMAT: Preset = Preset {
    about: About {
        name: "facebook",
        title: "Facebook",
        platform: "facebook",
        from: "JSON",
        standing: Standing::Established,
        scale: 5.0,
    },
    marks: &[
        &["data.created_time", "data.recommendation_type"],
        &["data.created_time", "data.review_text", "data.rating"],
        &["data.created_time", "data.recommendation_type", "data.review_text"],
        &["created_time", "recommendation_type", "review_text"],
    ],
    lists: &[&["data"], &[]],
    columns: &[
        (Field::Id, &["open_graph_story.id"]),
        (Field::Author, &["reviewer.name"]),
        (Field::Avatar, &["reviewer.picture.data.url"]),
        (Field::Rating, &["rating"]),
        (Field::Recommended, &["recommendation_type"]),
        (Field::Body, &["review_text"]),
        (Field::Date, &["created_time"]),
    ],
    also,
    ..USUAL
};

fn also(_: &Row<'_>, draft: &mut Draft) {
    if draft.get(Field::Recommended).is_some() {
        draft.fields.take(Field::Rating);
    }
    let id = draft.get(Field::Id).map(str::trim).unwrap_or_default();
    if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_') {
        let url = format!("https://www.facebook.com/{id}");
        draft.fields.set(Field::Url, url);
    }
}
