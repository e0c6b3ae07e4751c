//! Lines of text as outlines, so that a picture shows the same letters everywhere.
//!
//! A picture in a README or a mail can bring no font, and a name in whatever font is there has an
//! unknown width. So a line is shaped here, with fonts that are in the program
//! ([`fonts/`](https://openfontlicense.org): Latin, Greek, Cyrillic and Arabic, regular and bold), and
//! becomes the shapes of its letters with its exact width. What the fonts cannot write is not written:
//! [`line()`] says so, and its caller shows something else.
//!
//! [`runs`](self) are found by the [bidirectional algorithm](https://www.unicode.org/reports/tr9/), since
//! a right-to-left line may hold figures and foreign names.

mod fit;
mod fonts;
mod pen;
mod runs;

use harfrust::{Buffer, Direction, Language, ShapeOptions, shape};

use self::pen::Outline;
use self::runs::Run;

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// For text.
    Regular,
    /// For what matters most.
    Bold,
}

/// How a line is to be written.
#[derive(Clone, Copy, Debug)]
pub struct Style<'a> {
    /// How heavy the letters are.
    pub weight: Weight,
    /// The size of the font in units of the path, which are whole numbers: tenths of a pixel, say.
    pub size: f64,
    /// Whether the line begins on the right.
    pub rtl: bool,
    /// The language of the line as a tag, such as `en`; some letters differ by it.
    pub language: &'a str,
}

/// A line of text as an outline.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    outline: Outline,
    /// How far the line reaches: where the next letter would begin.
    pub advance: f64,
}

impl Line {
    /// The shapes of the letters as the data of an SVG path, from a point on the base line on the left.
    pub fn path(&self, x: i32, y: i32) -> String {
        self.outline.data((x, y))
    }

    /// What the letters span, as the least and the greatest `x` and `y` from that point; nothing where
    /// none of them is visible.
    pub fn bounds(&self) -> Option<[(i32, i32); 2]> {
        self.outline.bounds().map(|(least, most)| [least, most])
    }
}

/// Writes a text in one line; `None` where the fonts lack one of its letters.
pub fn line(text: &str, style: &Style<'_>) -> Option<Line> {
    let runs = runs::of(text, style)?;
    let mut outline = Outline::default();
    let mut advance = 0.0;
    let mut buffer = Buffer::new();
    for run in &runs {
        buffer.reset();
        prepare(&mut buffer, run, style);
        advance += draw(&mut buffer, run, style.size, (&mut outline, advance))?;
    }
    Some(Line { outline, advance })
}

fn prepare(buffer: &mut Buffer, run: &Run<'_>, style: &Style<'_>) {
    buffer.push_str(run.text);
    buffer.set_direction(if run.rtl { Direction::RightToLeft } else { Direction::LeftToRight });
    buffer.set_language(style.language.parse::<Language>().ok());
    buffer.guess_segment_properties();
}

/// Adds the letters of a run to an outline, from a place on the base line; says how far they reach.
fn draw(
    buffer: &mut Buffer,
    run: &Run<'_>,
    size: f64,
    (outline, from): (&mut Outline, f64),
) -> Option<f64> {
    shape(&run.font.shaper(), buffer, ShapeOptions::new()).ok()?;
    let scale = size / run.font.units_per_em();
    let mut advance = 0.0;
    for (glyph, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
        if glyph.glyph_id == 0 {
            return None;
        }
        let x = from + scale * (advance + f64::from(position.x_offset));
        let y = -scale * f64::from(position.y_offset);
        run.font.draw(glyph.glyph_id, &mut outline.pen((x, y), scale));
        advance += f64::from(position.x_advance);
    }
    Some(scale * advance)
}

#[cfg(test)]
mod tests;
