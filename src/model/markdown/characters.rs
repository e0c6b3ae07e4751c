//! Finds what of a text is not shown, so that its writer can be told.

pub use crate::characters::one_line;
pub(super) use crate::characters::{cleaned, shown};

use super::{Refused, RefusedKind};

/// Finds the characters of `text` that are dropped.
pub(super) fn dropped(text: &str) -> Vec<Refused> {
    let mut found: Vec<Refused> = Vec::new();
    for (start, character) in text.char_indices() {
        if shown(character).is_some() {
            continue;
        }
        let end = start + character.len_utf8();
        match found.last_mut() {
            Some(last) if last.range.end == start => last.range.end = end,
            _ => {
                found.push(Refused { range: start..end, what: RefusedKind::Characters(character) });
            }
        }
    }
    found
}

/// Tells whether `character` leaves something to see, or to click on.
pub(super) fn is_visible(character: char) -> bool {
    let invisible = matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}'
    );
    !invisible && !character.is_whitespace()
}
