//! The runs of a line, from left to right: each has one direction and one font.

use unicode_bidi::{BidiInfo, Level};

use super::Style;
use super::fonts::{self, Face};

/// A part of a line with one direction and one font.
pub(super) struct Run<'a> {
    pub(super) text: &'a str,
    pub(super) rtl: bool,
    pub(super) font: &'static Face,
}

/// The runs of a line in the order in which they stand, from left to right; `None` where no font
/// has one of the characters.
pub(super) fn of<'a>(text: &'a str, style: &Style<'_>) -> Option<Vec<Run<'a>>> {
    let level = if style.rtl { Level::rtl() } else { Level::ltr() };
    let info = BidiInfo::new(text, Some(level));
    let mut all = Vec::new();
    for paragraph in &info.paragraphs {
        let (levels, ranges) = info.visual_runs(paragraph, paragraph.range.clone());
        for range in ranges {
            let rtl = levels[range.start].is_rtl();
            let mut runs = by_font(&text[range], rtl, style)?;
            if rtl {
                runs.reverse();
            }
            all.append(&mut runs);
        }
    }
    Some(all)
}

/// Parts a text where its font changes, in the order of reading. A character that the font before it
/// has, too, stays with it, so that no space or full stop parts a sentence.
fn by_font<'a>(text: &'a str, rtl: bool, style: &Style<'_>) -> Option<Vec<Run<'a>>> {
    let mut runs: Vec<Run<'a>> = Vec::new();
    let mut start = 0;
    for (at, character) in text.char_indices() {
        let before = runs.last().map(|run| run.font);
        let font = match before {
            Some(font) if is_ignorable(character) || font.has(character) => font,
            _ => first(character, text, style)?,
        };
        match runs.last_mut() {
            Some(run) if std::ptr::eq(run.font, font) => {
                run.text = &text[start..at + character.len_utf8()];
            }
            _ => {
                start = at;
                runs.push(Run { text: &text[at..at + character.len_utf8()], rtl, font });
            }
        }
    }
    Some(runs)
}

/// The font of a character that stands at the start of a run.
fn first(character: char, text: &str, style: &Style<'_>) -> Option<&'static Face> {
    // A space or a mark at the start goes with the letters that follow.
    let has = |wanted: char| fonts::of(style.weight).find(move |font| font.has(wanted));
    if is_ignorable(character) {
        return text.chars().find(|next| !is_ignorable(*next)).and_then(has).or_else(|| has(' '));
    }
    has(character)
}

/// Characters that only change their neighbours; fonts need no glyph for them.
/// <https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point>
fn is_ignorable(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}
