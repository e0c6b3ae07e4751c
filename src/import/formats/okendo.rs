//! Okendo: the template of its import, and what its exports are called in two variants.
//!
//! Only approved reviews are taken; a reply only where it is public; pictures that were rejected never,
//! nor e-mail addresses. An id such as `gid://shopify/Product/555` is `555`.

use crate::import::field::Field;
use crate::import::format::{About, Draft, Standing};
use crate::import::preset::{Preset, Published, USUAL, is_yes};
use crate::import::source::Row;

/// The format.
pub(super) const FORMAT: Preset = Preset {
    about: About {
        name: "okendo",
        title: "Okendo",
        platform: "okendo",
        from: "CSV",
        standing: Standing::Experimental,
        scale: 5.0,
    },
    marks: &[
        &["name", "body", "handle", "productId", "rating", "dateCreated"],
        &["reviewId", "productId", "rating", "body", "reviewer.name", "dateCreated"],
        &["Review ID", "Product ID", "Rating", "Body", "Reviewer Name", "Date Created"],
    ],
    columns: &[
        (Field::Id, &["reviewId"]),
        (Field::Status, &["status"]),
        (Field::Author, &["name", "reviewer.name", "Reviewer Name"]),
        (Field::Rating, &["rating"]),
        (Field::Recommended, &["isRecommended"]),
        (Field::Title, &["title"]),
        (Field::Body, &["body"]),
        (Field::Item, &["handle", "productId", "sku"]),
        (Field::ItemName, &["Product Name"]),
        (Field::Date, &["dateCreated"]),
        (Field::Verified, &["isVerifiedBuyer"]),
        (Field::Incentivized, &["isIncentivized"]),
        (Field::Reply, &["reply"]),
        (Field::ReplyDate, &["replyDateCreated"]),
        (Field::Photos, &["imageUrls"]),
    ],
    published: Published::Only(&["approved"]),
    also,
    ..USUAL
};

fn also(row: &Row<'_>, draft: &mut Draft) {
    let has_column = row.headers.iter().any(|header| header.folded == "replyispublic");
    if has_column && !row.get("replyIsPublic").is_some_and(is_yes) {
        draft.fields.take(Field::Reply);
        draft.fields.take(Field::ReplyDate);
    }
    let is_no = |word: &str| {
        ["false", "0", "no", "n"].iter().any(|no| no.eq_ignore_ascii_case(word.trim()))
    };
    if row.get("isApproved").is_some_and(is_no) {
        draft.fields.set(Field::Hidden, "yes");
    }
}
