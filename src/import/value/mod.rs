//! What the cells of an export mean: texts, ratings and dates as people and programs write them.
//!
//! Nothing here guesses. A cell that can be read in two ways, or in none, is given back as such, and
//! whoever knows the whole column and the owner's wishes decides.

pub mod date;
pub mod noise;
pub mod prose;
pub mod rating;
pub mod text;

/// Returns the ASCII digit that means the same as a digit of another script.
fn digit(character: char) -> Option<char> {
    /// Zeros of the scripts in which people write ratings and dates; nine digits follow each.
    const ZEROS: [char; 7] = ['0', '٠', '۰', '०', '০', '๐', '０'];
    let code = u32::from(character);
    let value = |zero: char| code.checked_sub(u32::from(zero)).filter(|value| *value < 10);
    char::from_digit(ZEROS.into_iter().find_map(value)?, 10)
}
