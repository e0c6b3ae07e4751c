//! Tags: few words that many reviews share.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::slug;

/// A word that groups reviews.
#[derive(Clone, Debug)]
pub struct Tag {
    /// The last part of the address of its list.
    pub slug: String,
    /// The word as it was written.
    pub label: String,
}

/// Every tag once, by its word. Filled while reviews are read, from many threads; what is in a tag
/// does not depend on who came first.
#[derive(Debug, Default)]
pub(crate) struct TagTable(RwLock<HashMap<String, Arc<Tag>>>);

impl TagTable {
    /// The tag of a word; its slug is empty where no address can be made of the word.
    pub(crate) fn tag(&self, label: String) -> Arc<Tag> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(tag) = known.get(&label) {
            return Arc::clone(tag);
        }
        drop(known);
        let tag = Tag { slug: slug::slug(&label), label: label.clone() };
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(label).or_insert_with(|| Arc::new(tag)))
    }
}
