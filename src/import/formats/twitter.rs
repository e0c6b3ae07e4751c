//! X: the posts of an archive (Settings, Your account, Download an archive of your data), `data/tweets.js`.
//!
//! An archive has only posts of its owner, whose name stands in another file: `--author` says it. What
//! was only passed on is left out. Links and counts are dropped.

use super::html;
use crate::import::field::Field;
use crate::import::format::{About, Draft, Skip, Standing};
use crate::import::preset::{Preset, USUAL};
use crate::import::source::Row;

/// The format.
pub(super) const FORMAT: Preset = Preset {
    about: About {
        name: "twitter",
        title: "X (Twitter)",
        platform: "x",
        from: "JavaScript, JSON",
        standing: Standing::Established,
        scale: 5.0,
    },
    marks: &[&["tweet.id_str", "tweet.full_text", "tweet.created_at"]],
    columns: &[
        (Field::Id, &["tweet.id_str"]),
        (Field::Body, &["tweet.full_text"]),
        (Field::Date, &["tweet.created_at"]),
        (Field::Language, &["tweet.lang"]),
        (Field::Photos, &["tweet.entities.media.media_url_https"]),
    ],
    also,
    ..USUAL
};

fn also(_: &Row<'_>, draft: &mut Draft) {
    if draft.get(Field::Body).is_some_and(|words| words.starts_with("RT @")) {
        draft.skip = Some(Skip::NoReview);
    }
    // Posts without a language have one of X's own words for that.
    if matches!(
        draft.get(Field::Language),
        Some("und" | "qme" | "zxx" | "qht" | "qam" | "qct" | "qst")
    ) {
        draft.fields.take(Field::Language);
    }
    let id = draft.get(Field::Id).unwrap_or_default();
    if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()) {
        let url = format!("https://x.com/i/status/{id}");
        draft.fields.set(Field::Url, url);
    }
    html::where_it_is(draft);
}
