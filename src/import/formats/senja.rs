//! Senja: the answer of its API, and a CSV, of which it is only believed
//! that its columns have the same names.
//!
//! Only approved testimonials are taken. What Senja has taken over from elsewhere keeps its platform, so
//! that its words need a permission like all others from there. A film gives its transcript. E-mail
//! addresses and the answers to forms are never taken.

use serde_json::Value;

use crate::import::field::Field;
use crate::import::format::{About, Draft, Standing};
use crate::import::preset::{Preset, USUAL};
use crate::import::source::Row;

/// The format.
pub(super) const FORMAT: Preset = Preset {
    about: About {
        name: "senja",
        title: "Senja",
        platform: "senja",
        from: "JSON (established), CSV",
        standing: Standing::Experimental,
        scale: 5.0,
    },
    marks: &[
        &["testimonials.text", "testimonials.customer_name", "testimonials.integration"],
        &["text", "customer_name", "customer_tagline", "integration"],
    ],
    lists: &[&["testimonials"], &[]],
    columns: &[
        (Field::Id, &["id"]),
        (Field::Status, &["approved"]),
        (Field::Author, &["customer_name"]),
        (Field::Role, &["customer_tagline"]),
        (Field::Company, &["customer_company"]),
        (Field::AuthorUrl, &["customer_url"]),
        (Field::Avatar, &["customer_avatar"]),
        (Field::Rating, &["rating"]),
        (Field::Title, &["title"]),
        (Field::Body, &["text", "video.transcript"]),
        (Field::Date, &["date", "created_at"]),
        (Field::Language, &["lang"]),
        (Field::Url, &["url"]),
        (Field::Platform, &["integration"]),
        (Field::Photos, &["media.url"]),
        (Field::Tags, &["tags"]),
    ],
    also,
    ..USUAL
};

/// Words of Senja for what was collected with it.
const OWN: [&str; 8] = ["senja", "form", "manual", "csv", "import", "video", "text", "api"];

/// Words of Senja for platforms, where they are others than here.
const OTHERS: [(&str, &str); 3] =
    [("twitter", "x"), ("google_my_business", "google"), ("apple", "app-store")];

fn also(row: &Row<'_>, draft: &mut Draft) {
    if let Some(platform) = draft.fields.take(Field::Platform) {
        let platform = platform.trim().to_lowercase();
        let other = OTHERS.iter().find(|(word, _)| *word == platform).map(|(_, other)| *other);
        if !OWN.contains(&platform.as_str()) {
            draft.fields.set(Field::Platform, other.unwrap_or(&platform));
        }
    }
    let Some(value) = row.value else { return };
    let media = value.get("media").and_then(Value::as_array);
    let is_picture = |one: &&Value| one.get("type").and_then(Value::as_str) == Some("image");
    let pictures = media.into_iter().flatten().filter(is_picture);
    let addresses = pictures.filter_map(|picture| picture.get("url")?.as_str());
    draft.fields.set(Field::Photos, addresses.collect::<Vec<_>>().join("\n"));
}
