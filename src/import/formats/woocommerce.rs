//! WooCommerce: the CSV of WebToffee's plugin "Product Reviews Import Export".
//!
//! Reviews are comments on products; an answer is a comment whose parent is the review, and becomes its
//! reply where somebody with an account wrote it. Only approved comments are taken, never spam, and
//! `verified` counts, which the shop sets for buyers.
//! E-mail addresses and numbers of users are never taken, nor is the author's own address on the web.
//! The export of WordPress itself, which has the same comments, is the format `wordpress`.

use super::answers::{self, Answers};
use super::html;
use crate::import::field::Field;
use crate::import::format::{About, Columns, Draft, Each, Format, Mapping, Standing};
use crate::import::preset::{Preset, Published, USUAL};
use crate::import::source::{Fault, Input, Paths, Row};

/// The format.
pub(super) struct WooCommerce;

const TABLE: Preset = Preset {
    about: About {
        name: "woocommerce",
        title: "WooCommerce",
        platform: "woocommerce",
        from: "CSV",
        standing: Standing::Established,
        scale: 5.0,
    },
    marks: &[&["comment_ID", "comment_author", "comment_content", "comment_approved", "rating"]],
    columns: &[
        (Field::Id, &["comment_ID"]),
        (Field::Parent, &["comment_parent"]),
        (Field::Status, &["comment_approved"]),
        (Field::Author, &["comment_author"]),
        (Field::Rating, &["rating"]),
        (Field::Title, &["title"]),
        (Field::Body, &["comment_content"]),
        (Field::Item, &["product_SKU", "comment_post_ID"]),
        (Field::ItemName, &["product_title"]),
        (Field::Date, &["comment_date", "comment_date_gmt"]),
        (Field::Verified, &["verified"]),
    ],
    published: Published::Only(&["1", "approve", "approved"]),
    also,
    ..USUAL
};

impl Format for WooCommerce {
    fn about(&self) -> &About {
        &TABLE.about
    }

    fn fits(&self, paths: &Paths) -> usize {
        TABLE.fits(paths)
    }

    fn read(&self, input: &Input, asked: &Mapping, each: &mut Each<'_>) -> Result<Columns, Fault> {
        let mut answers = Answers::default();
        TABLE.read(input, asked, &mut |mut draft| {
            answers.place(&mut draft);
            each(draft)
        })
    }
}

fn also(row: &Row<'_>, draft: &mut Draft) {
    let state = draft.get(Field::Status).or(Some("1"));
    draft.skip = answers::left_out(draft, state, row.get("user_id"));
    html::with_lines(draft);
}
