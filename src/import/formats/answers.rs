//! Comments that answer others, as WordPress has them.
//!
//! A comment below a review becomes its reply where the shop wrote it. Its people have accounts; a visitor
//! who joins in has none, and is neither a review nor an answer of the shop.

use std::collections::HashMap;

use crate::import::field::Field;
use crate::import::format::{Draft, Skip};

/// The answers of a file so far, and the review that each belongs to; none where one is not taken.
#[derive(Debug, Default)]
pub(super) struct Answers(HashMap<String, Option<String>>);

impl Answers {
    /// Puts an answer to an answer below the review at the top.
    pub(super) fn place(&mut self, draft: &mut Draft) {
        let Some(parent) = parent(draft).map(str::to_owned) else { return };
        let is_taken = matches!(draft.skip, None | Some(Skip::Unpublished));
        let top = self.0.get(&parent).cloned().unwrap_or(Some(parent)).filter(|_| is_taken);
        match &top {
            Some(top) => draft.fields.set(Field::Parent, top.as_str()),
            None => draft.skip = draft.skip.or(Some(Skip::NoReview)),
        }
        if let Some(id) = draft.get(Field::Id) {
            self.0.insert(id.trim().to_owned(), top);
        }
    }
}

/// Why a comment is left out, by its state and by the number of its author's account, where they are known.
pub(super) fn left_out(draft: &Draft, state: Option<&str>, account: Option<&str>) -> Option<Skip> {
    let is_visitor = account.is_some_and(|account| account.trim() == "0");
    if parent(draft).is_some() && is_visitor {
        return Some(Skip::NoReview);
    }
    let state = state.map(|state| state.trim().to_lowercase());
    match state.as_deref() {
        Some("1" | "approve" | "approved") => None,
        None | Some("0" | "hold" | "unapproved" | "unapprove") => Some(Skip::Unpublished),
        // Spam, and what the shop has thrown away, is nothing that waits.
        Some(_) => Some(Skip::NoReview),
    }
}

fn parent(draft: &Draft) -> Option<&str> {
    draft.get(Field::Parent).map(str::trim).filter(|parent| *parent != "0")
}
