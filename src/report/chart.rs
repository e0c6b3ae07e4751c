//! From numbers to marks: the geometry of every chart.
//!
//! Places along a chart are percent of its width and heights are pixels, so that a chart fits any width
//! and its texts keep their size.

use serde::Serialize;

/// A chart: marks with what they say.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Chart {
    /// What it shows, in words.
    pub(super) label: String,
    /// Its height in pixels.
    pub(super) height: f64,
    /// Bars and columns.
    pub(super) bars: Vec<Bar>,
    /// Lines: grids, margins, connections.
    pub(super) lines: Vec<Line>,
    /// Points.
    pub(super) dots: Vec<Dot>,
    /// Texts.
    pub(super) texts: Vec<Text>,
}

/// A bar; `x` and `width` in percent, `y` and `height` in pixels.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Bar {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    kind: &'static str,
}

/// A line; `x1` and `x2` in percent, `y1` and `y2` in pixels.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Line {
    x1: f64,
    y1: f64,
    x2: f64,
    y2: f64,
    kind: &'static str,
}

/// A point; `x` in percent, `y` in pixels.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Dot {
    x: f64,
    y: f64,
    kind: &'static str,
}

/// A text; `x` in percent, `y` in pixels.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Text {
    x: f64,
    y: f64,
    words: String,
    anchor: &'static str,
}

/// A value over time.
pub(super) struct Step {
    /// When.
    pub(super) label: String,
    /// The value; nothing where there is none.
    pub(super) value: Option<f64>,
    /// How many it counts.
    pub(super) count: usize,
}

/// A value on a scale, more or less.
pub(super) struct Marked {
    /// What it is.
    pub(super) label: String,
    /// What the owner believes, or what it was before.
    pub(super) from: Option<f64>,
    /// What customers say, or what it is now.
    pub(super) to: Option<f64>,
    /// How far it may be off.
    pub(super) margin: Option<f64>,
}

const ROW: f64 = 26.0;
/// The height of a bar with its label above it.
const TALL: f64 = 42.0;
/// Where bars begin that have their labels before them.
const START: f64 = 10.0;
/// Where the longest bar ends; behind it stands its number.
const END: f64 = 80.0;
/// A longer label stands above its bar.
const SHORT: usize = 4;
/// So many characters of a label fit the narrowest chart; the table has all of them.
const LONGEST: usize = 36;
/// From here on the numbers of columns do not fit beside each other; the table has them.
const WIDE: usize = 1000;
/// So many longer labels fit beside each other.
const BESIDE: usize = 3;

impl Chart {
    fn empty(label: String, height: f64) -> Self {
        let (bars, lines, dots, texts) = Default::default();
        Self { label, height, bars, lines, dots, texts }
    }

    fn text(&mut self, x: f64, y: f64, anchor: &'static str, text: impl Into<String>) {
        self.texts.push(Text { x: short(x), y: short(y), words: text.into(), anchor });
    }

    fn bar(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), kind: &'static str) {
        let [x, y, width, height] = [x, y, width, height].map(short);
        self.bars.push(Bar { x, y, width, height, kind });
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64), kind: &'static str) {
        let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(short);
        self.lines.push(Line { x1, y1, x2, y2, kind });
    }

    fn dot(&mut self, x: f64, y: f64, kind: &'static str) {
        self.dots.push(Dot { x: short(x), y: short(y), kind });
    }

    /// A bar for each count, the longest as long as there is room.
    pub(super) fn counts(label: String, rows: &[(String, usize)]) -> Self {
        let most = rows.iter().map(|(_, count)| *count).max().unwrap_or_default().max(1);
        let is_short = rows.iter().all(|(name, _)| name.chars().count() <= SHORT);
        let (start, tall) = if is_short { (START, ROW) } else { (0.0, TALL) };
        let mut chart = Self::empty(label, tall * count(rows.len()));
        for (at, (name, number)) in rows.iter().enumerate() {
            let y = tall * count(at + 1) - ROW;
            let width = (END - start) * count(*number) / count(most);
            if is_short {
                chart.text(start - 2.0, y + 17.0, "end", name);
            } else {
                chart.text(0.0, y - 2.0, "start", cut(name));
            }
            chart.bar((start, y + 4.0), (width, ROW - 8.0), "bar");
            chart.text(start + width + 1.5, y + 17.0, "start", super::text::grouped(*number));
        }
        chart
    }

    /// A column for each count, with its number above and its name below.
    pub(super) fn columns(label: String, rows: &[(String, usize)]) -> Self {
        let (top, base) = (18.0, 108.0);
        let mut chart = Self::empty(label, 130.0);
        let most = rows.iter().map(|(_, count)| *count).max().unwrap_or_default().max(1);
        let each = 100.0 / count(rows.len()).max(1.0);
        let is_short = rows.iter().all(|(name, _)| name.chars().count() <= SHORT);
        let every = rows.len().div_ceil(if is_short { 11 } else { BESIDE }).max(1);
        chart.line((0.0, base), (100.0, base), "grid");
        for (at, (name, number)) in rows.iter().enumerate() {
            let tall = (base - top) * count(*number) / count(most);
            let middle = each * (count(at) + 0.5);
            chart.bar((middle - 0.35 * each, base - tall), (0.7 * each, tall), "bar");
            if every == 1 && most < WIDE {
                chart.text(middle, base - tall - 5.0, "middle", super::text::grouped(*number));
            }
            if at % every == 0 {
                let (x, anchor) = if is_short { (middle, "middle") } else { held(middle) };
                chart.text(x, base + 16.0, anchor, name);
            }
        }
        chart
    }

    /// A bar for each part of a whole, one behind the other, with its name and share below.
    pub(super) fn parts(label: String, parts: &[(&'static str, &str, usize)]) -> Self {
        let mut chart = Self::empty(label, 58.0);
        let whole = parts.iter().map(|(_, _, number)| *number).sum::<usize>().max(1);
        let mut x = 0.0;
        for (kind, name, number) in parts {
            let width = 100.0 * count(*number) / count(whole);
            chart.bar((x, 0.0), (width, 28.0), kind);
            x += width;
            if *number > 0 {
                let (at, anchor) = match *kind {
                    "low" => (0.0, "start"),
                    "high" => (100.0, "end"),
                    _ => (50.0, "middle"),
                };
                chart.text(at, 48.0, anchor, format!("{name} {number}"));
            }
        }
        chart
    }

    /// Values over time: points joined where they follow each other, and below them a column for how
    /// many each counts. Where there is none there is a gap.
    pub(super) fn trend(label: String, steps: &[Step], (least, most): (f64, f64)) -> Self {
        let (top, bottom, columns, base) = (12.0, 112.0, 128.0, 164.0);
        let mut chart = Self::empty(label, 186.0);
        let steps_count = count(steps.len()).max(1.0);
        let (left, width) = (14.0, 84.0);
        let x = |at: usize| left + width * (count(at) + 0.5) / steps_count;
        let y = |value: f64| bottom - (bottom - top) * (value - least) / (most - least);
        for value in [least, f64::midpoint(least, most), most] {
            chart.line((left, y(value)), (98.0, y(value)), "grid");
            chart.text(left - 1.5, y(value) + 4.0, "end", super::text::stars(value));
        }
        chart.line((left, base), (98.0, base), "grid");
        let tallest = steps.iter().map(|step| step.count).max().unwrap_or_default().max(1);
        chart.text(left - 1.5, columns + 10.0, "end", super::text::grouped(tallest));
        let every = steps.len().div_ceil(4).max(1);
        for (at, step) in steps.iter().enumerate() {
            let tall = (base - columns) * count(step.count) / count(tallest);
            let each = width / steps_count;
            chart.bar((x(at) - 0.35 * each, base - tall), (0.7 * each, tall), "count");
            if at % every == 0 {
                let (x, anchor) = held(x(at));
                chart.text(x, base + 16.0, anchor, &step.label);
            }
        }
        let shown = |at: usize| Some((x(at), y(steps.get(at)?.value?)));
        for at in 0..steps.len() {
            let Some(here) = shown(at) else { continue };
            if let Some(before) = at.checked_sub(1).and_then(shown) {
                chart.line(before, here, "value");
            }
        }
        for (x, y) in (0..steps.len()).filter_map(shown) {
            chart.dot(x, y, "now");
        }
        chart
    }

    /// Values on one scale: what was believed or before, and what is, with its margin.
    pub(super) fn marks(label: String, rows: &[Marked], most: f64) -> Self {
        let ends = [super::text::stars(0.0), super::text::stars(most)];
        Self::between(label, rows, most, ends)
    }

    /// Values as parts of scales that differ.
    pub(super) fn shares(label: String, rows: &[Marked]) -> Self {
        Self::between(label, rows, 1.0, ["lowest".to_owned(), "highest".to_owned()])
    }

    fn between(label: String, rows: &[Marked], most: f64, [low, high]: [String; 2]) -> Self {
        let tall = 46.0;
        let mut chart = Self::empty(label, tall * count(rows.len()) + 18.0);
        let x = |value: f64| 3.0 + 94.0 * (value / most).clamp(0.0, 1.0);
        for (at, row) in rows.iter().enumerate() {
            let top = tall * count(at);
            let y = top + 32.0;
            chart.text(0.0, top + 14.0, "start", cut(&row.label));
            chart.line((x(0.0), y), (x(most), y), "grid");
            if let (Some(from), Some(to)) = (row.from, row.to) {
                chart.line((x(from), y), (x(to), y), "gap");
            }
            if let (Some(to), Some(margin)) = (row.to, row.margin) {
                chart.line((x(to - margin), y), (x(to + margin), y), "margin");
            }
            for (value, kind) in [(row.from, "before"), (row.to, "now")] {
                if let Some(value) = value {
                    chart.dot(x(value), y, kind);
                }
            }
        }
        let y = tall * count(rows.len()) + 14.0;
        chart.text(x(0.0), y, "start", low);
        chart.text(x(most), y, "end", high);
        chart
    }

    /// A line of a few values, to stand in a table.
    pub(super) fn spark(label: String, values: &[Option<f64>], (least, most): (f64, f64)) -> Self {
        let mut chart = Self::empty(label, 24.0);
        let last = count(values.len().saturating_sub(1)).max(1.0);
        let place = |at: usize| {
            let value = (*values.get(at)?)?;
            Some((5.0 + 90.0 * count(at) / last, 20.0 - 16.0 * (value - least) / (most - least)))
        };
        for at in 0..values.len() {
            let Some(here) = place(at) else { continue };
            match at.checked_sub(1).and_then(place) {
                Some(before) => chart.line(before, here, "value"),
                None if place(at + 1).is_none() => chart.dot(here.0, here.1, "now"),
                None => {}
            }
        }
        chart
    }
}

/// Where a label stands and from where it runs, so that it stays within its chart.
fn held(middle: f64) -> (f64, &'static str) {
    match middle {
        near if near < 11.0 => (0.0, "start"),
        far if far > 89.0 => (100.0, "end"),
        _ => (middle, "middle"),
    }
}

/// A label that fits its chart.
fn cut(label: &str) -> String {
    if label.chars().count() <= LONGEST {
        return label.to_owned();
    }
    label.chars().take(LONGEST - 1).chain(['…']).collect()
}

/// Two decimals: nobody sees more.
fn short(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

fn count(number: usize) -> f64 {
    crate::insights::number::float(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_count_is_as_long_as_there_is_room() {
        let rows = [("5".to_owned(), 30), ("4".to_owned(), 15), ("3".to_owned(), 0)];
        let chart = Chart::counts(String::new(), &rows);
        let widths: Vec<f64> = chart.bars.iter().map(|bar| bar.width).collect();
        assert_eq!(widths, [70.0, 35.0, 0.0]);
        let nothing = Chart::counts(String::new(), &[("5".to_owned(), 0)]);
        assert!(nothing.bars[0].width.abs() < 0.01);
    }

    #[test]
    fn where_nothing_was_said_a_line_has_a_gap() {
        let step = |value| Step { label: String::new(), value, count: 1 };
        let steps = [Some(4.0), Some(5.0), None, Some(3.0)].map(step);
        let chart = Chart::trend(String::new(), &steps, (1.0, 5.0));
        assert_eq!(chart.lines.iter().filter(|line| line.kind == "value").count(), 1);
        assert_eq!(chart.dots.len(), 3);
        assert!((chart.dots[1].y - 12.0).abs() < 0.01, "the best is at the top");
    }

    #[test]
    fn no_chart_holds_what_is_no_number() {
        let steps: [Step; 0] = [];
        for chart in [
            Chart::trend(String::new(), &steps, (1.0, 5.0)),
            Chart::counts(String::new(), &[]),
            Chart::columns(String::new(), &[]),
            Chart::parts(String::new(), &[("low", "", 0)]),
            Chart::marks(String::new(), &[], 5.0),
            Chart::spark(String::new(), &[None], (1.0, 5.0)),
        ] {
            let text = serde_json::to_string(&chart).unwrap();
            assert!(!text.contains("null"), "{text}");
        }
    }

    #[test]
    fn a_label_stays_within_its_chart() {
        let name = "x".repeat(300);
        let bars = Chart::counts(String::new(), &[(name.clone(), 1)]);
        let row = Marked { label: name, from: None, to: None, margin: None };
        for chart in [bars, Chart::marks(String::new(), &[row], 5.0)] {
            assert_eq!(chart.texts[0].words, format!("{}…", "x".repeat(35)));
        }
        let months: Vec<(String, usize)> = (0..13).map(|_| ("Nov 2025".to_owned(), 0)).collect();
        let places = Chart::columns(String::new(), &months).texts;
        let places: Vec<(f64, &str)> = places.iter().map(|text| (text.x, text.anchor)).collect();
        assert_eq!(places, [(0.0, "start"), (42.31, "middle"), (80.77, "middle")]);
    }

    #[test]
    fn what_lies_beyond_its_scale_is_drawn_at_its_end() {
        let row = Marked { label: String::new(), from: None, to: Some(4.9), margin: Some(0.8) };
        let chart = Chart::marks(String::new(), &[row], 5.0);
        let margin = chart.lines.iter().find(|line| line.kind == "margin").unwrap();
        assert!((margin.x2 - 97.0).abs() < 0.01);
    }
}
