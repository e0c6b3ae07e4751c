//! Finds any of many words in a text at once.

use aho_corasick::{AhoCorasick, MatchKind};

/// A search for any of some words, in small letters and capitals; where two start at one place, the
/// longer one counts. It fails only for more words than anybody writes down.
pub fn any_of<'a>(words: impl IntoIterator<Item = &'a str>) -> Option<AhoCorasick> {
    let mut builder = AhoCorasick::builder();
    builder.ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest);
    builder.build(words).ok()
}
