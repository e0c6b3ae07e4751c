//! Trustpilot: the export of a business (CSV, XLSX), the API, and what programs read from its pages.
//!
//! Trustpilot Business exports service reviews from their list; the API answers
//! `GET /v1/business-units/{id}/reviews`. E-mail addresses, reference ids and the ids of consumers are
//! never taken. The export says nothing of verification that could be relied on, so that only the API's
//! `isVerified` counts. A title that only repeats the start of the text is dropped.

use crate::import::field::Field;
use crate::import::format::{About, Draft, Standing};
use crate::import::preset::{Preset, USUAL};
use crate::import::source::Row;

/// The format.
pub(super) const FORMAT: Preset = Preset {
    about: About {
        name: "trustpilot",
        title: "Trustpilot",
        platform: "trustpilot",
        from: "CSV, XLSX, JSON",
        standing: Standing::Established,
        scale: 5.0,
    },
    marks: &[
        &["Review Id", "Review Created (UTC)", "Review Stars", "Review Title", "Review Content"],
        &["reviews.id", "reviews.stars", "reviews.createdAt", "reviews.consumer.displayName"],
        &["reviews.rating", "reviews.dates.publishedDate", "reviews.consumer.displayName"],
        &["rating", "dates.publishedDate", "consumer.displayName"],
        &["rating", "publishedDate", "reviewerName", "verificationLevel"],
        &["reviews.rating", "reviews.publishedDate", "reviews.reviewerName"],
    ],
    lists: &[&["reviews"], &[]],
    columns: &[
        (Field::Id, &["Review Id", "id"]),
        (Field::Status, &["status"]),
        (Field::Author, &["Review Username", "consumer.displayName", "reviewerName"]),
        (Field::Location, &["consumer.displayLocation"]),
        (Field::Avatar, &["consumer.profileImage.image73x73.url"]),
        (Field::Rating, &["Review Stars", "stars", "rating"]),
        (Field::Title, &["Review Title", "title"]),
        (Field::Body, &["Review Content", "text"]),
        (Field::ItemName, &["Location Name"]),
        (
            Field::Date,
            &["Review Created (UTC)", "createdAt", "dates.publishedDate", "publishedDate"],
        ),
        (Field::Experienced, &["experiencedAt", "dates.experiencedDate"]),
        (Field::Updated, &["updatedAt", "dates.updatedDate"]),
        (Field::Language, &["Review Language", "language"]),
        (Field::Url, &["url"]),
        (Field::Reply, &["Company Response", "companyReply.text"]),
        (
            Field::ReplyDate,
            &["Company Reply Date (UTC)", "Business Reply Date (UTC)", "companyReply.createdAt"],
        ),
        (Field::Tags, &["Tags"]),
    ],
    also,
    ..USUAL
};

/// Reviews have an address that is made of their id.
fn also(_: &Row<'_>, draft: &mut Draft) {
    if let Some(id) = draft.get(Field::Id)
        && id.len() == 24
        && id.bytes().all(|byte| byte.is_ascii_hexdigit())
    {
        let url = format!("https://www.trustpilot.com/reviews/{id}");
        draft.fields.or_set(Field::Url, url);
    }
}
