//! Google Play: the monthly files of the Play Console (Download reports, Reviews), the answer of the
//! Developer API (which is not confirmed by a file), and what programs read from its pages.
//!
//! The files of the Console are UTF-16 and name nobody. A review that was edited is in the file of a
//! later month again, with the same id: the later file counts, so give the older ones first. A row with
//! stars alone has no id. Links into the Console are dropped, since nobody else can follow them, and so are
//! devices, versions and votes, which are no part of what was said.

use serde_json::Value;

use crate::import::field::Field;
use crate::import::format::{About, Draft, Standing};
use crate::import::preset::{Preset, USUAL};
use crate::import::source::Row;

/// The format.
pub(super) const FORMAT: Preset = Preset {
    about: About {
        name: "google-play",
        title: "Google Play",
        platform: "google-play",
        from: "CSV (established), JSON",
        standing: Standing::Experimental,
        scale: 5.0,
    },
    marks: &[
        &[
            "Package Name",
            "Review Submit Date and Time",
            "Star Rating",
            "Review Text",
            "Review Link",
        ],
        &["reviews.reviewId", "reviews.authorName", "reviews.comments.userComment.starRating"],
        &["results.data.userName", "results.data.score", "results.data.thumbsUp"],
        &["data.userName", "data.score", "data.thumbsUp"],
        &["userName", "score", "thumbsUp"],
        &["reviewId", "userName", "content", "score", "thumbsUpCount"],
    ],
    lists: &[&["reviews"], &["results", "data"], &["data"], &[]],
    columns: &[
        (Field::Id, &["reviewId", "id"]),
        (Field::Author, &["authorName", "userName"]),
        (Field::Avatar, &["userImage"]),
        (Field::Rating, &["Star Rating", "score", "comments.userComment.starRating"]),
        (Field::Title, &["Review Title", "title"]),
        (Field::Body, &["Review Text", "text", "content", "comments.userComment.text"]),
        (Field::Item, &["Package Name"]),
        (
            Field::Date,
            &[
                "Review Submit Date and Time",
                "date",
                "at",
                "comments.userComment.lastModified.seconds",
            ],
        ),
        (Field::Updated, &["Review Last Update Date and Time"]),
        (Field::Language, &["Reviewer Language", "comments.userComment.reviewerLanguage"]),
        (Field::Url, &["Review Link", "url"]),
        (
            Field::Reply,
            &[
                "Developer Reply Text",
                "replyText",
                "replyContent",
                "comments.developerComment.text",
            ],
        ),
        (
            Field::ReplyDate,
            &[
                "Developer Reply Date and Time",
                "replyDate",
                "repliedAt",
                "comments.developerComment.lastModified.seconds",
            ],
        ),
    ],
    also,
    ..USUAL
};

/// The id stands in the address; the API has the words deeper down, the title before a tab.
fn also(row: &Row<'_>, draft: &mut Draft) {
    if let Some(link) = row.get("Review Link") {
        let parts = link.split(['?', '&', '#']);
        let id = parts.filter_map(|part| part.split_once('=')).find_map(|(key, value)| {
            key.eq_ignore_ascii_case("reviewid").then(|| value.to_owned())
        });
        draft.fields.or_set(Field::Id, id.unwrap_or_default());
        // Only the developer sees what stands in the Console.
        if !link.contains("/store/") {
            draft.fields.take(Field::Url);
        }
    }
    let comments = row.value.and_then(|value| value.get("comments")).and_then(Value::as_array);
    let find = |kind: &str| comments.into_iter().flatten().find_map(|comment| comment.get(kind));
    let set = |draft: &mut Draft, field, value: Option<&Value>| match value {
        Some(Value::String(text)) => draft.fields.set(field, text.as_str()),
        Some(Value::Number(number)) => draft.fields.set(field, number.to_string()),
        _ => {}
    };
    if let Some(comment) = find("userComment") {
        set(draft, Field::Rating, comment.get("starRating"));
        set(draft, Field::Date, comment.pointer("/lastModified/seconds"));
        set(draft, Field::Language, comment.get("reviewerLanguage"));
        let text = comment.get("text").and_then(Value::as_str).unwrap_or_default();
        let (title, body) = titled(text);
        draft.fields.set(Field::Title, title);
        draft.fields.set(Field::Body, body);
    }
    if let Some(comment) = find("developerComment") {
        set(draft, Field::Reply, comment.get("text"));
        set(draft, Field::ReplyDate, comment.pointer("/lastModified/seconds"));
    }
}

/// The title and the words of the API, which has a tab between them. Other tabs are those of the words.
fn titled(text: &str) -> (&str, &str) {
    /// The most that a title has, in characters.
    const LONGEST_TITLE: usize = 60;

    let is_title =
        |part: &str| part.chars().count() <= LONGEST_TITLE && !part.contains(['.', '!', '?', '\n']);
    text.split_once('\t').filter(|(part, _)| is_title(part)).unwrap_or(("", text))
}

#[cfg(test)]
mod tests {
    use super::titled;

    #[test]
    fn a_title_is_short_and_no_sentence() {
        let long = format!("{}\tb", "a".repeat(61));
        for (text, parts) in [
            ("\tGood", ("", "Good")),
            ("Nice app\tGood", ("Nice app", "Good")),
            ("Good.\tIt works", ("", "Good.\tIt works")),
            ("Good", ("", "Good")),
            (&long, ("", &long)),
        ] {
            assert_eq!(titled(text), parts);
        }
    }
}
