//! Outlines as the data of an SVG path, in few bytes.
//!
//! Points are whole units, and every letter begins on one. So a letter that occurs again is written
//! in the same bytes again, which compresses well, and no error adds up.

use std::fmt::Write;

use harfrust::font::glyph::outline::PathSink;

use super::fit::{self, Exact, Part};

/// A point in whole units; downwards is more.
type Point = (i32, i32);

/// How far the end of a handle may lie from where a short command puts it, in units.
const NEAR: i32 = 1;

/// Shapes as commands of an SVG path, all of them relative.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Outline {
    /// Where the first contour begins.
    first: Option<Point>,
    /// The commands after the first `m` and its numbers.
    commands: String,
    /// Where the last command ended.
    at: Point,
    /// The corners of what the points span.
    bounds: Option<(Point, Point)>,
}

impl Outline {
    /// The data of the path, moved by whole units; empty where nothing is drawn.
    pub(super) fn data(&self, by: Point) -> String {
        self.first.map_or_else(String::new, |first| {
            format!("m{}{}{}", first.0 + by.0, second(first.1 + by.1), self.commands)
        })
    }

    /// The corners of what the points span.
    pub(super) fn bounds(&self) -> Option<(Point, Point)> {
        self.bounds
    }

    /// A pen that draws in units of a font, upwards from an origin.
    pub(super) fn pen(&mut self, origin: (f64, f64), scale: f64) -> Pen<'_> {
        let origin = (whole(origin.0), whole(origin.1));
        Pen { outline: self, origin, scale, start: (0.0, 0.0), contour: Vec::new() }
    }

    fn contour(&mut self, start: Point, parts: &[Part<Point>]) {
        let (x, y) = (start.0 - self.at.0, start.1 - self.at.1);
        match self.first {
            None => self.first = Some(start),
            Some(_) => self.write('m', &[x, y]),
        }
        self.at = start;
        // `z` draws the last line, back to the start.
        let parts = match parts {
            [before @ .., Part::Line(end)] if *end == start => before,
            _ => parts,
        };
        let mut last = ' ';
        let mut handle = None;
        for part in parts {
            (last, handle) = self.part(*part, last, handle);
        }
        self.commands.push('z');
        self.at = start;
        for point in parts.iter().map(|part| part.end()).chain([start]) {
            let (least, most) = self.bounds.get_or_insert((point, point));
            *least = (least.0.min(point.0), least.1.min(point.1));
            *most = (most.0.max(point.0), most.1.max(point.1));
        }
    }

    /// Writes a part; says its command, and where the handle of a curve was.
    fn part(
        &mut self,
        part: Part<Point>,
        last: char,
        handle: Option<Point>,
    ) -> (char, Option<Point>) {
        let (from, to) = (self.at, part.end());
        let (x, y) = (to.0 - from.0, to.1 - from.1);
        let mirrored = handle.map(|handle| (2 * from.0 - handle.0, 2 * from.1 - handle.1));
        let same = |by: Point| mirrored.is_some_and(|mirrored| is_near(mirrored, by));
        let by_from = |point: Point| (point.0 - from.0, point.1 - from.1);
        let numbers;
        let (command, numbers, handle): (_, &[i32], _) = match part {
            Part::Line(_) if (x, y) == (0, 0) => return (last, handle),
            Part::Line(_) if y == 0 => ('h', &[x], None),
            Part::Line(_) if x == 0 => ('v', &[y], None),
            Part::Line(_) => ('l', &[x, y], None),
            Part::Quad(by, _) if matches!(last, 'q' | 't') && same(by) => ('t', &[x, y], mirrored),
            Part::Quad(by, _) => {
                numbers = [by_from(by).0, by_from(by).1, x, y, 0, 0];
                ('q', &numbers[..4], Some(by))
            }
            Part::Cubic(by, and, _) if matches!(last, 'c' | 's') && same(by) => {
                numbers = [by_from(and).0, by_from(and).1, x, y, 0, 0];
                ('s', &numbers[..4], Some(and))
            }
            Part::Cubic(by, and, _) => {
                let (by, also) = (by_from(by), by_from(and));
                numbers = [by.0, by.1, also.0, also.1, x, y];
                ('c', &numbers, Some(and))
            }
        };
        if command == last {
            self.commands.push_str(&second(numbers[0]));
            self.rest(&numbers[1..]);
        } else {
            self.write(command, numbers);
        }
        self.at = to;
        (command, handle)
    }

    fn write(&mut self, command: char, numbers: &[i32]) {
        // Writing to a text does not fail.
        let _ = write!(self.commands, "{command}{}", numbers[0]);
        self.rest(&numbers[1..]);
    }

    fn rest(&mut self, numbers: &[i32]) {
        for number in numbers {
            self.commands.push_str(&second(*number));
        }
    }
}

fn is_near(one: Point, other: Point) -> bool {
    (one.0 - other.0).abs() <= NEAR && (one.1 - other.1).abs() <= NEAR
}

/// A number that follows another one.
fn second(number: i32) -> String {
    if number < 0 { number.to_string() } else { format!(" {number}") }
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "a line of text is shorter than two thousand million units"
)]
fn whole(number: f64) -> i32 {
    number.round() as i32
}

/// Draws the contours of a letter into an outline.
pub(super) struct Pen<'a> {
    outline: &'a mut Outline,
    origin: Point,
    scale: f64,
    start: Exact,
    contour: Vec<Part<Exact>>,
}

impl Pen<'_> {
    fn point(&self, x: f32, y: f32) -> Exact {
        (f64::from(x) * self.scale, -f64::from(y) * self.scale)
    }
}

impl PathSink for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.contour.clear();
        self.start = self.point(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let end = self.point(x, y);
        self.contour.push(Part::Line(end));
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        let curve = Part::Quad(self.point(cx0, cy0), self.point(x, y));
        self.contour.push(curve);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let curve = Part::Cubic(self.point(cx0, cy0), self.point(cx1, cy1), self.point(x, y));
        self.contour.push(curve);
    }

    fn close(&mut self) {
        let origin = self.origin;
        let on_grid = |point: Exact| (origin.0 + whole(point.0), origin.1 + whole(point.1));
        let fewer = fit::fewer(self.start, &self.contour);
        let parts: Vec<_> = fewer.iter().map(|part| part.map(on_grid)).collect();
        if !parts.is_empty() {
            self.outline.contour(on_grid(self.start), &parts);
        }
        self.contour.clear();
    }
}
