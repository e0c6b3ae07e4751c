//! Steam: the reviews of an app, from `https://store.steampowered.com/appreviews/APP?json=1`.
//!
//! Thumbs become `recommended`, never stars; who bought on Steam is verified, and who got the app for
//! nothing is said. Texts are BBCode. No answer names the app or the author, so that there is neither an
//! address nor a name; ids of people, hours and votes are dropped.

use crate::import::field::Field;
use crate::import::format::{About, Standing};
use crate::import::preset::{Preset, USUAL};
use crate::import::value::prose::Markup;

/// The format.
pub(super) const FORMAT: Preset = Preset {
    about: About {
        name: "steam",
        title: "Steam",
        platform: "steam",
        from: "JSON",
        standing: Standing::Established,
        scale: 5.0,
    },
    marks: &[
        &["reviews.recommendationid", "reviews.voted_up", "reviews.timestamp_created"],
        &["recommendationid", "voted_up", "timestamp_created"],
    ],
    lists: &[&["reviews"], &[]],
    columns: &[
        (Field::Id, &["recommendationid"]),
        (Field::Recommended, &["voted_up"]),
        (Field::Body, &["review"]),
        (Field::Date, &["timestamp_created"]),
        (Field::Updated, &["timestamp_updated"]),
        (Field::Language, &["language"]),
        (Field::Verified, &["steam_purchase"]),
        (Field::Incentivized, &["received_for_free"]),
        (Field::Reply, &["developer_response"]),
        (Field::ReplyDate, &["timestamp_dev_responded"]),
    ],
    markup: Markup::BbCode,
    ..USUAL
};
