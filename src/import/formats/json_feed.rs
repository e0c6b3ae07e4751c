//! JSON Feed 1.1: a feed of reviews.
//!
//! Whose words a feed has is not to be seen in it; they are taken for those of another place, unless
//! `--platform` says that they were given here. Stars are taken where `--map` names them.

use crate::import::field::Field;
use crate::import::format::{About, Draft, Standing};
use crate::import::preset::{Preset, USUAL};
use crate::import::source::Row;
use crate::import::value::prose::Markup;

/// The format.
pub(super) const FORMAT: Preset = Preset {
    about: About {
        name: "json-feed",
        title: "JSON Feed",
        platform: "json-feed",
        from: "JSON",
        standing: Standing::Experimental,
        scale: 5.0,
    },
    marks: &[
        &["version", "items.id", "items.content_html"],
        &["version", "items.id", "items.content_text"],
    ],
    lists: &[&["items"]],
    columns: &[
        (Field::Id, &["id"]),
        (Field::Author, &["authors.name", "author.name"]),
        (Field::AuthorUrl, &["authors.url", "author.url"]),
        (Field::Avatar, &["authors.avatar", "author.avatar"]),
        (Field::Title, &["title"]),
        (Field::Body, &["content_text", "content_html", "summary"]),
        (Field::Date, &["date_published"]),
        (Field::Updated, &["date_modified"]),
        (Field::Language, &["language"]),
        (Field::Url, &["url"]),
        (Field::Photos, &["image"]),
        (Field::Tags, &["tags"]),
    ],
    also,
    ..USUAL
};

/// Only what is called HTML is some, and of several authors the first is named.
fn also(row: &Row<'_>, draft: &mut Draft) {
    if row.get("content_text").is_none() && row.get("content_html").is_some() {
        draft.markup = Markup::Html;
    }
    for field in [Field::Author, Field::AuthorUrl, Field::Avatar] {
        if let Some(all) = draft.fields.take(field) {
            draft.fields.set(field, all.lines().next().unwrap_or_default());
        }
    }
}
