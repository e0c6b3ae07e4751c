//! Whole records as text: a review as an entry of a list or as a Markdown file, an item as an entry.

use super::block;
use super::keys;
use super::value::Value;
use crate::content::raw;

/// A review as an entry of a list, with a hyphen before it.
pub fn entry(review: &raw::Review) -> String {
    of_list(&keys::pairs(review))
}

/// An item as an entry of a list.
pub fn item_entry(item: &raw::Item) -> String {
    of_list(&keys::of_item(item))
}

/// A review as a Markdown file: its keys, and the body below them.
pub fn markdown(review: &raw::Review) -> String {
    let mut pairs = keys::pairs(review);
    pairs.retain(|(key, _)| *key != "body");
    let mut text = "---\n".to_owned();
    for line in block::pairs(&pairs) {
        text.extend([&line, "\n"]);
    }
    text.push_str("---\n");
    match review.body.as_deref().map(|body| body.trim_matches(['\n', '\r'])) {
        None | Some("") => {}
        Some(body) => text.extend(["\n", body, "\n"]),
    }
    text
}

fn of_list(pairs: &[(&'static str, Value)]) -> String {
    let mut text = String::new();
    for line in block::entry(pairs) {
        text.extend([&line, "\n"]);
    }
    text
}
