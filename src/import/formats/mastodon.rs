//! Mastodon: `outbox.json` of an archive (Preferences, Import and export, Request your archive), and
//! statuses as the API has them.
//!
//! An archive has only posts of its owner: `--author` says who that is. What was only passed on is left
//! out, and what not everybody may see is not taken unless that is asked for.

use serde_json::Value;

use crate::import::field::Field;
use crate::import::format::{About, Draft, Skip, Standing};
use crate::import::preset::{Preset, USUAL};
use crate::import::source::Row;
use crate::import::value::prose::Markup;

/// The format.
pub(super) const FORMAT: Preset = Preset {
    about: About {
        name: "mastodon",
        title: "Mastodon",
        platform: "mastodon",
        from: "JSON",
        standing: Standing::Experimental,
        scale: 5.0,
    },
    marks: &[
        &["orderedItems.type", "orderedItems.object.content", "orderedItems.object.published"],
        &["id", "created_at", "content", "account.acct"],
    ],
    lists: &[&["orderedItems"], &[]],
    columns: &[
        (Field::Id, &["object.id", "id"]),
        (Field::Author, &["account.display_name", "account.username"]),
        (Field::Avatar, &["account.avatar"]),
        (Field::Body, &["object.content", "content"]),
        (Field::Date, &["object.published", "created_at"]),
        (Field::Language, &["language"]),
        (Field::Url, &["object.url", "url"]),
        (Field::Photos, &["media_attachments.url"]),
    ],
    markup: Markup::Html,
    also,
    ..USUAL
};

fn also(row: &Row<'_>, draft: &mut Draft) {
    let Some(value) = row.value else { return };
    let is_passed_on = matches!(row.get("type"), Some("Announce"))
        || value.get("reblog").is_some_and(Value::is_object);
    let for_few = match row.get("visibility") {
        Some(word) => matches!(word, "private" | "direct"),
        None => value.get("object").is_some() && !is_for_all(row),
    };
    if is_passed_on {
        draft.skip = Some(Skip::NoReview);
    } else if for_few {
        draft.skip = Some(Skip::Unpublished);
    }
}

/// Whether a post of an archive is addressed to everybody.
fn is_for_all(row: &Row<'_>) -> bool {
    let to =
        ["to", "cc", "object.to", "object.cc"].into_iter().filter_map(|header| row.get(header));
    to.flat_map(str::lines).any(|address| address.ends_with("#Public") || address == "as:Public")
}
