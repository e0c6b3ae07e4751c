//! Badges as pictures: what is drawn where, before a template draws it.
//!
//! All measures are whole tenths of a pixel, so that the paths are short. What the fonts of the program
//! cannot write is left to the title: the figures alone are shown then.

use std::fmt::Write;

use unicode_segmentation::UnicodeSegmentation;

use crate::characters::one_line;
use crate::lettering::{self, Line, Style, Weight};

use crate::theme::Palette;
use crate::views::{Badge, BadgeColours, BadgeStars, Lettering};

/// Tenths of a pixel in a pixel.
const PIXEL: i32 = 10;
/// The points of a star around its centre, from the upper one clockwise.
const STAR: [(i32, i32); 10] = [
    (0, -73),
    (19, -26),
    (69, -23),
    (30, 10),
    (43, 59),
    (0, 32),
    (-43, 59),
    (-30, 10),
    (-69, -23),
    (-19, -26),
];
/// How far a star is from the next one, and how much room all of them take.
const STAR_STEP: i32 = 156;
const STAR_HALF: i32 = 69;
const STARS_WIDTH: i32 = 4 * STAR_STEP + 2 * STAR_HALF;
/// Between stars, average and count.
const GAP: i32 = 65;
/// From the edge to what is inside.
const PADDING: i32 = 95;
/// How much room a name has; a longer one is cut.
const NAME_ROOM: f64 = 2800.0;
/// How much room a count in words has; figures alone take the place of a longer one.
const COUNT_ROOM: f64 = 2400.0;
/// How many letters of a name are looked at: more than there is room for.
const NAME_LETTERS: usize = 100;
/// How many letters a title has at most.
const TITLE_LETTERS: usize = 300;

/// The form of a badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One line: stars, average, count.
    Badge,
    /// Two lines: the name, and that line.
    Summary,
}

/// What a badge says, in the language of the site.
#[derive(Clone, Debug)]
pub struct Figures<'a> {
    /// The name of the site.
    pub name: &'a str,
    /// The average as the language writes it; nothing where nothing was rated.
    pub average: Option<&'a str>,
    /// The average in half stars, 0 to 10.
    pub half_stars: u8,
    /// How many reviews, in words: `128 reviews`.
    pub count: &'a str,
    /// The same in figures alone.
    pub plain_count: &'a str,
    /// All of it in words: `4.8 of 5, 128 reviews of Café Sol`.
    pub title: &'a str,
    /// The tag of the language.
    pub language: &'a str,
    /// Whether the language is written from right to left.
    pub rtl: bool,
    /// The colours on a light ground, and on a dark one.
    pub colours: &'a [Palette; 2],
}

/// Lays a badge out: what stands where. It is light, and [`Badge::in_scheme`] makes it another.
pub fn badge(figures: &Figures<'_>, form: Form) -> Badge {
    let name = (form == Form::Summary).then(|| name(figures)).flatten();
    let average = figures.average.and_then(|text| line(text, &figures.style(Weight::Bold, 130.0)));
    let count = count(figures);
    let (height, middle) = if name.is_some() { (56, 385) } else { (28, 140) };

    let mut row = Row { end: PADDING };
    let stars = figures.average.is_some().then(|| row.take(STARS_WIDTH));
    let average = average.map(|line| (row.take(width(&line)), line));
    let count = count.map(|line| (row.take(width(&line)), line));
    let inside = (row.end - GAP).max(name.as_ref().map_or(0, |name| PADDING + width(name)));
    let outside = whole_pixels(inside + PADDING);

    let side = Side { outside, rtl: figures.rtl };
    let lettering = |(x, line): (i32, Line), y: i32| side.lettering(x, y, &line);
    // Figures are as high as seven tenths of their font.
    let base = middle + 46;
    let [light, dark] = figures.colours.each_ref().map(colours);
    Badge {
        form: if name.is_some() { "summary" } else { "badge" },
        scheme: "light",
        width: pixels(outside),
        height,
        title: letters(&one_line(figures.title), TITLE_LETTERS).to_owned(),
        name: name.map(|line| lettering((PADDING, line), 238)),
        stars: stars.map(|x| side.stars(x, middle + 4, figures.half_stars)),
        average: average.map(|placed| lettering(placed, base)),
        count: count.map(|placed| lettering(placed, base)),
        light,
        dark,
    }
}

impl<'a> Figures<'a> {
    fn style(&self, weight: Weight, size: f64) -> Style<'a> {
        Style { weight, size, rtl: self.rtl, language: self.language }
    }
}

/// A text in one line; nothing where there is none, or no font for it.
fn line(text: &str, style: &Style<'_>) -> Option<Line> {
    lettering::line(&one_line(text), style).filter(|line| line.advance > 0.0)
}

/// The name, cut where there is no room for it.
fn name(figures: &Figures<'_>) -> Option<Line> {
    let style = figures.style(Weight::Bold, 145.0);
    let name = one_line(figures.name);
    let start = letters(&name, NAME_LETTERS);
    if let Some(whole) = line(start, &style).filter(|line| line.advance <= NAME_ROOM)
        && start.len() == name.len()
    {
        return Some(whole);
    }
    let ends: Vec<usize> = start.grapheme_indices(true).map(|(at, _)| at).skip(1).collect();
    let cut = |end: usize| line(&format!("{}…", start[..end].trim_end()), &style);
    let fits = |end: &usize| cut(*end).is_some_and(|line| line.advance <= NAME_ROOM);
    line(start, &style)?;
    ends.get(ends.partition_point(fits).checked_sub(1)?).and_then(|end| cut(*end))
}

/// The count in words; in figures where no font is there for the words, or no room.
fn count(figures: &Figures<'_>) -> Option<Line> {
    let style = figures.style(Weight::Regular, 125.0);
    let fits = |text| line(text, &style).filter(|line| line.advance <= COUNT_ROOM);
    fits(figures.count).or_else(|| fits(figures.plain_count))
}

/// The first letters of a text.
fn letters(text: &str, most: usize) -> &str {
    text.grapheme_indices(true).nth(most).map_or(text, |(end, _)| &text[..end])
}

/// What stands beside each other, from where the line begins.
struct Row {
    end: i32,
}

impl Row {
    /// Takes room; says where it begins.
    fn take(&mut self, width: i32) -> i32 {
        let start = self.end;
        self.end += width + GAP;
        start
    }
}

/// The picture as a place for things: it is mirrored for what is read from the right.
struct Side {
    outside: i32,
    rtl: bool,
}

impl Side {
    /// The left end of a thing that is so far from where the line begins.
    fn left(&self, start: i32, width: i32) -> i32 {
        if self.rtl { self.outside - start - width } else { start }
    }

    fn lettering(&self, start: i32, y: i32, line: &Line) -> Lettering {
        let width = width(line);
        let x = self.left(start, width);
        Lettering { path: line.path(x, y), x, y, width }
    }

    fn stars(&self, start: i32, y: i32, half_stars: u8) -> BadgeStars {
        let (mut on, mut off) = (Shapes::default(), Shapes::default());
        let turn = if self.rtl { -1 } else { 1 };
        for at in 0..5 {
            let x = self.left(start + STAR_HALF + i32::from(at) * STAR_STEP, 0);
            match half_stars.saturating_sub(2 * at) {
                0 => off.add((x, y), STAR.into_iter()),
                1 => {
                    off.add((x, y), STAR.into_iter());
                    let half = STAR[..1].iter().chain(&STAR[5..]);
                    on.add((x, y), half.map(|(x, y)| (turn * x, *y)));
                }
                _ => on.add((x, y), STAR.into_iter()),
            }
        }
        BadgeStars { on: on.path, off: off.path }
    }
}

/// Closed lines as a path. All but the first begin relative to the one before, so that stars in a row
/// are written in the same bytes.
#[derive(Default)]
struct Shapes {
    path: String,
    /// Where the last shape began, and the pen is again.
    at: (i32, i32),
}

impl Shapes {
    /// Adds a line through points around a centre, back to its start.
    fn add(&mut self, centre: (i32, i32), points: impl Iterator<Item = (i32, i32)>) {
        let (mut from, mut start) = (self.at, None);
        for (x, y) in points {
            let to = (centre.0 + x, centre.1 + y);
            let first = start.is_none();
            start = start.or(Some(to));
            let (x, y) = (to.0 - from.0, to.1 - from.1);
            // After `m` further points are ends of lines.
            let blank = |number: i32| if number < 0 { "" } else { " " };
            let before = if first { "m" } else { blank(x) };
            // Writing to a text does not fail.
            let _ = write!(self.path, "{before}{x}{}{y}", blank(y));
            from = to;
        }
        self.path.push('z');
        self.at = start.unwrap_or(self.at);
    }
}

#[allow(clippy::cast_possible_truncation, reason = "there is not room for that much")]
fn width(line: &Line) -> i32 {
    line.advance.ceil() as i32
}

fn whole_pixels(width: i32) -> i32 {
    (width + PIXEL - 1) / PIXEL * PIXEL
}

fn pixels(width: i32) -> u32 {
    u32::try_from(width / PIXEL).unwrap_or_default()
}

fn colours(palette: &Palette) -> BadgeColours {
    let Palette { ink, quiet, card, line, star, star_off, accent } = palette.clone();
    BadgeColours { ink, quiet, card, line, star, star_off, accent }
}

#[cfg(test)]
mod tests;
