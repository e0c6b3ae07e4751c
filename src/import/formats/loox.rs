//! Loox: the export of the app, and the template of its import.
//!
//! Only reviews whose `status` is `Active` are taken. A shop shows the nickname, or else the first name
//! and an initial; no more of a full name is taken than that. E-mail addresses are never taken.

use crate::import::field::Field;
use crate::import::format::{About, Draft, Standing};
use crate::import::preset::{Preset, Published, USUAL};
use crate::import::source::Row;

/// The format.
pub(super) const FORMAT: Preset = Preset {
    about: About {
        name: "loox",
        title: "Loox",
        platform: "loox",
        from: "CSV",
        standing: Standing::Experimental,
        scale: 5.0,
    },
    marks: &[
        &["id", "status", "rating", "nickname", "full_name", "review", "productId", "img"],
        &["product_handle", "product_Id", "rating", "author", "body", "created_at", "photo_url"],
    ],
    columns: &[
        (Field::Id, &["id"]),
        (Field::Status, &["status"]),
        (Field::Author, &["nickname", "author", "full_name"]),
        (Field::Rating, &["rating"]),
        (Field::Body, &["review", "body"]),
        (Field::Item, &["handle", "product_handle", "productId", "product_Id"]),
        (Field::Date, &["date", "created_at"]),
        (Field::Verified, &["verified_purchase"]),
        (Field::Incentivized, &["incentivized"]),
        (Field::Reply, &["reply"]),
        (Field::ReplyDate, &["replied_at"]),
        (Field::Photos, &["img", "photo_url"]),
    ],
    published: Published::Only(&["active"]),
    also,
    ..USUAL
};

fn also(row: &Row<'_>, draft: &mut Draft) {
    if row.get("nickname").is_none()
        && let Some(name) = row.get("full_name")
    {
        draft.fields.set(Field::Author, reduced(name));
    }
}

/// A name as shops show it: the first one, and an initial.
fn reduced(name: &str) -> String {
    let mut parts = name.split_whitespace();
    let first = parts.next().unwrap_or_default();
    let initial = parts.next_back().and_then(|last| last.chars().next());
    initial.map_or_else(|| first.to_owned(), |initial| format!("{first} {initial}."))
}

#[cfg(test)]
mod tests {
    use super::reduced;

    #[test]
    fn of_a_full_name_an_initial_is_left() {
        for (name, left) in [("Ana Maria López", "Ana L."), ("Ana", "Ana"), ("", "")] {
            assert_eq!(reduced(name), left);
        }
    }
}
