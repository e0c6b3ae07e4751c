//! The fonts that are in the program.

use std::sync::LazyLock;

use harfrust::font::glyph::outline::{DrawMemory, DrawOptions, PathSink};
use harfrust::{Font, GlyphId, ShaperFont};

use super::Weight;

/// A font that is in the program.
pub(super) struct Face(Font);

macro_rules! face {
    ($file:literal) => {
        LazyLock::new(|| {
            let bytes: &'static [u8] = include_bytes!(concat!("fonts/", $file, ".ttf"));
            Font::new(bytes, 0).map(Face)
        })
    };
}

/// Latin, Greek and Cyrillic, then Arabic; a test holds that all of them can be read.
static REGULAR: [LazyLock<Option<Face>>; 2] =
    [face!("NotoSans-Regular"), face!("NotoSansArabic-Regular")];
static BOLD: [LazyLock<Option<Face>>; 2] = [face!("NotoSans-Bold"), face!("NotoSansArabic-Bold")];

/// The fonts of a weight, in the order in which they are asked for a letter.
pub(super) fn of(weight: Weight) -> impl Iterator<Item = &'static Face> {
    let faces = match weight {
        Weight::Regular => &REGULAR,
        Weight::Bold => &BOLD,
    };
    faces.iter().filter_map(|face| face.as_ref())
}

impl Face {
    /// Whether the font has a glyph for a character.
    pub(super) fn has(&self, character: char) -> bool {
        self.0.charmap().map_unicode(character).is_some_and(|glyph| glyph != GlyphId::NOTDEF)
    }

    /// The font as it is for shaping; what that needs is kept after the first time.
    pub(super) fn shaper(&self) -> ShaperFont<'_, 'static> {
        ShaperFont::new(&self.0)
    }

    /// How many units of the font are its size.
    pub(super) fn units_per_em(&self) -> f64 {
        f64::from(self.0.units_per_em())
    }

    /// Draws a glyph in units of the font; one without an outline, such as a space, draws nothing.
    pub(super) fn draw(&self, glyph: u32, pen: &mut dyn PathSink) {
        if let Some(outline) = self.0.outline_glyphs().get(GlyphId::new(glyph)) {
            // The fonts are fixed, and a test draws every glyph of them.
            let _ = outline.draw(&DrawOptions::default(), DrawMemory::default(), pen);
        }
    }
}
