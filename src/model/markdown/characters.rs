//! Finds what of a text is not shown, so that its writer can be told.

pub use crate::characters::one_line;
pub(super) use crate::characters::{cleaned, shown};

use super::{Refused, RefusedKind};

/// Finds the characters of `text` that are dropped.
pub(super) fn dropped(text: &str) -> Vec<Refused> {
    // In pieces without an early end, so that the processor looks at many bytes at once.
    let may_be =
        |piece: &[u8]| piece.iter().fold(false, |any, byte| any | may_begin_dropped(*byte));
    if !text.as_bytes().chunks(64).any(may_be) {
        return Vec::new();
    }
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

/// Tells whether a character that is dropped may begin with `byte`. Most texts have no such byte.
fn may_begin_dropped(byte: u8) -> bool {
    match byte {
        b'\t' | b'\n' | b'\r' => false,
        // Control characters, then the first bytes of the second ones, of direction controls, byte
        // order marks and noncharacters.
        0..b' ' | 0x7f | 0xc2 | 0xe2 | 0xef | 0xf0.. => true,
        _ => false,
    }
}

/// Tells whether `character` leaves something to see, or to click on.
pub(crate) fn is_visible(character: char) -> bool {
    let invisible = matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}'
    );
    !invisible && !character.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_that_is_dropped_is_looked_for() {
        for character in '\0'..=char::MAX {
            let text = character.to_string();
            let found = !dropped(&text).is_empty();
            assert_eq!(found, shown(character).is_none(), "{:04x}", u32::from(character));
        }
    }
}
