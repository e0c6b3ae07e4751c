//! Google: reviews of a Business Profile, of Takeout, of the Places API, and as programs collect them.
//!
//! - Business Profile API, `accounts.locations.reviews.list`: all of it. The files that Takeout
//!   (takeout.google.com) makes of the product "Google Business Profile" are believed to be the same.
//! - Takeout's product "Maps (your places)", `Reviews.json`: what the account's holder wrote of other
//!   places; who that is stands nowhere in it, so `--author` says it.
//! - Places API, new and old: five reviews at most, and only the start of a place's page.
//!
//! Dropped are places of people (coordinates, addresses), pages of authors, translations by Google (the
//! original stays where it is there), answers that Google does not show, and ages such as "2 weeks ago" where a day is known too.

use crate::import::field::Field;
use crate::import::format::{About, Draft, Standing};
use crate::import::preset::{Preset, USUAL};
use crate::import::source::Row;
use crate::import::value::noise;

/// The format.
pub(super) const FORMAT: Preset = Preset {
    about: About {
        name: "google",
        title: "Google",
        platform: "google",
        from: "JSON",
        standing: Standing::Experimental,
        scale: 5.0,
    },
    marks: &[
        &["reviews.reviewId", "reviews.starRating", "reviews.createTime"],
        &["reviews.name", "reviews.starRating", "reviews.createTime"],
        &["reviewId", "starRating", "createTime"],
        &[
            "features.properties.five_star_rating_published",
            "features.properties.date",
            "features.properties.google_maps_url",
        ],
        &[
            "features.properties.Star Rating",
            "features.properties.Published",
            "features.properties.Google Maps URL",
        ],
        &["reviews.authorAttribution.displayName", "reviews.rating", "reviews.publishTime"],
        &["reviews.author_name", "reviews.rating", "reviews.relative_time_description"],
        &[
            "result.reviews.author_name",
            "result.reviews.rating",
            "result.reviews.relative_time_description",
        ],
        &["reviews.author", "reviews.rating", "reviews.relativeDate"],
    ],
    lists: &[&["reviews"], &["features"], &["result", "reviews"], &[]],
    columns: &[
        (Field::Id, &["reviewId", "name", "id"]),
        (
            Field::Author,
            &["reviewer.displayName", "authorAttribution.displayName", "author_name", "author"],
        ),
        (
            Field::Avatar,
            &["reviewer.profilePhotoUrl", "authorAttribution.photoUri", "profile_photo_url"],
        ),
        (
            Field::Rating,
            &[
                "starRating",
                "properties.five_star_rating_published",
                "properties.Star Rating",
                "rating",
            ],
        ),
        (
            Field::Body,
            &[
                "comment",
                "properties.review_text_published",
                "properties.Review Comment",
                "originalText.text",
                "text.text",
                "text",
            ],
        ),
        (
            Field::Language,
            &["originalText.languageCode", "text.languageCode", "original_language", "language"],
        ),
        (Field::ItemName, &["properties.location.name", "properties.Location.Business Name"]),
        (
            Field::Date,
            &[
                "createTime",
                "properties.date",
                "properties.Published",
                "publishTime",
                "time",
                "relativeDate",
                "relative_time_description",
            ],
        ),
        (Field::Updated, &["updateTime"]),
        (
            Field::Url,
            &["properties.google_maps_url", "properties.Google Maps URL", "googleMapsUri"],
        ),
        (Field::Reply, &["reviewReply.comment"]),
        (Field::ReplyDate, &["reviewReply.updateTime"]),
    ],
    also,
    ..USUAL
};

/// Of the name of a review only its end is its id; who is anonymous has no name.
fn also(row: &Row<'_>, draft: &mut Draft) {
    if let Some(name) = draft.fields.take(Field::Id) {
        draft.fields.set(Field::Id, name.rsplit('/').next().unwrap_or(&name));
    }
    if row.get("reviewer.isAnonymous") == Some("true") {
        draft.fields.take(Field::Author);
        draft.fields.take(Field::Avatar);
    }
    let is_shown = |state: &str| state.trim().eq_ignore_ascii_case("approved");
    if row.get("reviewReply.reviewReplyState").is_some_and(|state| !is_shown(state)) {
        draft.fields.take(Field::Reply);
        draft.fields.take(Field::ReplyDate);
    }
    for field in [Field::Body, Field::Reply] {
        if let Some(words) = draft.fields.take(field) {
            let words = noise::original(&words);
            // Where there is nothing but the translation, that is all that is known of the words.
            let words = words.trim_start().strip_prefix("(Translated by Google)").unwrap_or(words);
            draft.fields.set(field, words.trim_start());
        }
    }
}
