//! Site Reviews, the plugin for WordPress: its export, and the template of its import.
//!
//! Reviews that are not approved are left out. `is_verified` is dropped, since nothing says by what, and so
//! are scores and pins. E-mail and IP addresses and places are never taken, nor are pictures of Gravatar. Cells that a spreadsheet
//! could take for a formula stand behind a `'`, which is undone.

use super::html;
use crate::import::field::Field;
use crate::import::format::{About, Draft, Standing};
use crate::import::preset::{Preset, USUAL};
use crate::import::source::Row;

/// The format.
pub(super) const FORMAT: Preset = Preset {
    about: About {
        name: "site-reviews",
        title: "Site Reviews",
        platform: "site-reviews",
        from: "CSV",
        standing: Standing::Established,
        scale: 5.0,
    },
    marks: &[
        &["date", "rating", "content", "is_approved"],
        &["date", "rating", "content", "assigned_posts"],
        &["date", "rating", "title", "content", "is_approved", "is_pinned", "assigned_posts"],
    ],
    columns: &[
        (Field::Id, &["ID"]),
        (Field::Status, &["is_approved"]),
        (Field::Author, &["name"]),
        (Field::Avatar, &["avatar"]),
        (Field::Rating, &["rating"]),
        (Field::Title, &["title"]),
        (Field::Body, &["content"]),
        (Field::Item, &["assigned_posts"]),
        (Field::Date, &["date", "date_gmt"]),
        (Field::Reply, &["response"]),
    ],
    also,
    ..USUAL
};

/// The first of the posts to which a review belongs, `product:mug` or a number.
fn also(_: &Row<'_>, draft: &mut Draft) {
    if let Some(posts) = draft.fields.take(Field::Item) {
        let first = posts.split([',', '|', ';']).next().unwrap_or_default();
        draft.fields.set(Field::Item, first.rsplit(':').next().unwrap_or(first).trim());
    }
    html::where_it_is(draft);
}
