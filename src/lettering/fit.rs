//! Curves that follow an outline with fewer points.
//!
//! Fonts have more curves than a small letter needs: many quadratic ones stand for one that its designer
//! drew as a cubic one. Curves that go on smoothly become one wherever that stays as near to them as a
//! point on the grid can be.

/// A point before it is put on the grid.
pub(super) type Exact = (f64, f64);

/// A part of a contour that ends at a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Part<P> {
    /// A straight line.
    Line(P),
    /// A curve with one handle.
    Quad(P, P),
    /// A curve with two handles.
    Cubic(P, P, P),
}

/// How far a curve may lie from those that it stands for, in units.
const TOLERANCE: f64 = 0.9;
/// The least cosine of the angle between two curves that go on smoothly.
const SMOOTH: f64 = 0.96;
/// The steps in which curves are compared.
const STEPS: u32 = 8;
/// The most curves that become one.
const MOST: usize = 8;

impl<P: Copy> Part<P> {
    /// Where it ends.
    pub(super) fn end(self) -> P {
        match self {
            Self::Line(end) | Self::Quad(_, end) | Self::Cubic(_, _, end) => end,
        }
    }

    /// The same with other points.
    pub(super) fn map<Q>(self, to: impl Fn(P) -> Q) -> Part<Q> {
        match self {
            Self::Line(end) => Part::Line(to(end)),
            Self::Quad(by, end) => Part::Quad(to(by), to(end)),
            Self::Cubic(by, and, end) => Part::Cubic(to(by), to(and), to(end)),
        }
    }

    /// How many numbers it takes to write.
    fn numbers(self) -> usize {
        match self {
            Self::Line(_) => 2,
            Self::Quad(..) => 4,
            Self::Cubic(..) => 6,
        }
    }
}

/// The cheapest way to a point of a contour.
struct Way {
    numbers: usize,
    /// The last part, and the point where it begins; nothing at the start.
    last: Option<(usize, Part<Exact>)>,
}

/// The same contour in as few numbers as can be.
pub(super) fn fewer(start: Exact, parts: &[Part<Exact>]) -> Vec<Part<Exact>> {
    let points: Vec<Exact> =
        [start].into_iter().chain(parts.iter().map(|part| part.end())).collect();
    let mut ways = vec![Way { numbers: 0, last: None }];
    for end in 1..points.len() {
        let mut best = Way { numbers: usize::MAX, last: None };
        for first in (end.saturating_sub(MOST)..end).rev() {
            let part = &parts[first];
            if first + 1 < end && !is_smooth(*part, parts[first + 1]) {
                break;
            }
            for part in candidates(points[first], &parts[first..end]) {
                let numbers = ways[first].numbers + part.numbers();
                if numbers < best.numbers {
                    best = Way { numbers, last: Some((first, part)) };
                }
            }
        }
        ways.push(best);
    }
    let mut fewer = Vec::new();
    let mut at = parts.len();
    while let Some((first, part)) = ways[at].last {
        fewer.push(part);
        at = first;
    }
    fewer.reverse();
    fewer
}

/// Whether a curve goes on where the one before it leads.
fn is_smooth(one: Part<Exact>, next: Part<Exact>) -> bool {
    let (Part::Quad(one, joint), Part::Quad(next, _)) = (one, next) else { return false };
    let (arrive, leave) = (minus(joint, one), minus(next, joint));
    dot(arrive, leave) > SMOOTH * length(arrive) * length(leave)
}

/// What can stand for a run of parts. A run of more than one has quadratic curves alone.
fn candidates(from: Exact, run: &[Part<Exact>]) -> Vec<Part<Exact>> {
    let mut all = if let [one] = run { vec![*one] } else { Vec::new() };
    let (Some(Part::Quad(first, _)), Some(Part::Quad(last, to))) = (run.first(), run.last()) else {
        return all;
    };
    let points = sampled(from, run);
    let fits = |part: &Part<Exact>| is_near(from, *part, &points);
    all.extend(Some(Part::Line(*to)).filter(fits));
    if run.len() > 1 {
        let tangents = (unit(minus(*first, from)), unit(minus(*last, *to)));
        let by = crossing(from, *to, tangents);
        all.extend(by.map(|by| Part::Quad(by, *to)).filter(fits));
        all.extend(cubic(from, *to, tangents, &points).filter(fits));
    }
    all
}

/// Where two tangents meet, in front of both.
fn crossing(from: Exact, to: Exact, (leave, arrive): (Exact, Exact)) -> Option<Exact> {
    let across = leave.0 * arrive.1 - leave.1 * arrive.0;
    let way = minus(to, from);
    let (one, other) = (
        (way.0 * arrive.1 - way.1 * arrive.0) / across,
        (way.0 * leave.1 - way.1 * leave.0) / across,
    );
    (across.abs() > 1e-6 && one > 0.0 && other > 0.0).then(|| plus(from, times(leave, one)))
}

/// The cubic curve with these tangents that is nearest to points, by least squares; the places of the
/// points on it are set right by some rounds. See Schneider, "An algorithm for automatically fitting
/// digitized curves", Graphics Gems, 1990.
fn cubic(
    from: Exact,
    to: Exact,
    (leave, arrive): (Exact, Exact),
    points: &[Exact],
) -> Option<Part<Exact>> {
    let mut places = by_length(points);
    let mut found = None;
    for _ in 0..4 {
        let (one, other) = handles(from, to, (leave, arrive), points.iter().zip(&places))?;
        let part = Part::Cubic(plus(from, times(leave, one)), plus(to, times(arrive, other)), to);
        for (point, t) in points.iter().zip(&mut places) {
            *t = nearest_place(from, part, *point, *t);
        }
        found = Some(part);
    }
    found
}

/// How long the handles of that curve are, where the places of the points are known.
fn handles<'a>(
    from: Exact,
    to: Exact,
    (leave, arrive): (Exact, Exact),
    points: impl Iterator<Item = (&'a Exact, &'a f64)>,
) -> Option<(f64, f64)> {
    // The normal equations of both lengths.
    let (mut aa, mut ab, mut bb, mut ax, mut bx) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (point, t) in points {
        let u = 1.0 - t;
        let (by, and) = (3.0 * t * u * u, 3.0 * t * t * u);
        let ends = plus(times(from, u * u * u + by), times(to, t * t * t + and));
        let (a, b, rest) = (times(leave, by), times(arrive, and), minus(*point, ends));
        aa += dot(a, a);
        ab += dot(a, b);
        bb += dot(b, b);
        ax += dot(a, rest);
        bx += dot(b, rest);
    }
    let whole = aa * bb - ab * ab;
    let (one, other) = ((ax * bb - bx * ab) / whole, (aa * bx - ab * ax) / whole);
    (whole.abs() > 1e-9 && one > 0.0 && other > 0.0).then_some((one, other))
}

/// The place of a point on a curve that is nearest to it, by a step from where it was taken to be.
fn nearest_place(from: Exact, part: Part<Exact>, point: Exact, t: f64) -> f64 {
    let step = 1e-3;
    let at = |t: f64| on(from, part, t);
    let (here, next) = (at(t), at(t + step));
    let along = times(minus(next, here), 1.0 / step);
    (t + dot(minus(point, here), along) / dot(along, along).max(1e-9)).clamp(0.0, 1.0)
}

/// How far along each point is, from 0 to 1.
fn by_length(points: &[Exact]) -> Vec<f64> {
    let mut places = vec![0.0];
    for pair in points.windows(2) {
        let so_far = places.last().copied().unwrap_or_default();
        places.push(so_far + length(minus(pair[1], pair[0])));
    }
    let whole = places.last().copied().unwrap_or_default().max(1e-9);
    places.iter().map(|place| place / whole).collect()
}

/// Points on a run of parts, with both ends.
fn sampled(from: Exact, run: &[Part<Exact>]) -> Vec<Exact> {
    let mut points = vec![from];
    let mut from = from;
    for part in run {
        points.extend((1..=STEPS).map(|step| on(from, *part, f64::from(step) / f64::from(STEPS))));
        from = part.end();
    }
    points
}

/// Whether points lie near a part.
fn is_near(from: Exact, part: Part<Exact>, points: &[Exact]) -> bool {
    let line = sampled(from, &[part]);
    let near =
        |point: &Exact| line.windows(2).any(|pair| distance(*point, pair[0], pair[1]) <= TOLERANCE);
    points.iter().all(near)
}

/// The distance of a point from a line with two ends.
fn distance(point: Exact, one: Exact, other: Exact) -> f64 {
    let (way, to) = (minus(other, one), minus(point, one));
    let share = (dot(to, way) / dot(way, way).max(1e-9)).clamp(0.0, 1.0);
    length(minus(to, times(way, share)))
}

/// The point at a place of a part, 0 to 1.
fn on(from: Exact, part: Part<Exact>, t: f64) -> Exact {
    let u = 1.0 - t;
    match part {
        Part::Line(end) => plus(times(from, u), times(end, t)),
        Part::Quad(by, end) => {
            plus(plus(times(from, u * u), times(by, 2.0 * u * t)), times(end, t * t))
        }
        Part::Cubic(by, and, end) => {
            let handles = plus(times(by, 3.0 * u * u * t), times(and, 3.0 * u * t * t));
            plus(plus(times(from, u * u * u), handles), times(end, t * t * t))
        }
    }
}

fn plus(one: Exact, other: Exact) -> Exact {
    (one.0 + other.0, one.1 + other.1)
}

fn minus(one: Exact, other: Exact) -> Exact {
    (one.0 - other.0, one.1 - other.1)
}

fn times(point: Exact, by: f64) -> Exact {
    (point.0 * by, point.1 * by)
}

fn dot(one: Exact, other: Exact) -> f64 {
    one.0 * other.0 + one.1 * other.1
}

/// Not `hypot`, whose last digit is not the same on all systems.
fn length(point: Exact) -> f64 {
    dot(point, point).sqrt()
}

fn unit(point: Exact) -> Exact {
    times(point, 1.0 / length(point).max(1e-9))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A circle as fonts have it: eight quadratic curves, or more.
    fn circle(radius: f64, curves: u32) -> (Exact, Vec<Part<Exact>>) {
        let turn = std::f64::consts::TAU / f64::from(curves);
        let at = |angle: f64, far: f64| (radius * far * angle.cos(), radius * far * angle.sin());
        let curve = |number: u32| {
            let middle = turn * (f64::from(number) + 0.5);
            Part::Quad(at(middle, 1.0 / (turn / 2.0).cos()), at(middle + turn / 2.0, 1.0))
        };
        (at(0.0, 1.0), (0..curves).map(curve).collect())
    }

    #[test]
    fn curves_become_fewer_and_stay_near() {
        for (radius, curves) in [(5.0, 8), (40.0, 8), (40.0, 16), (400.0, 16)] {
            let (start, parts) = circle(radius, curves);
            let made = fewer(start, &parts);
            assert!(made.len() <= parts.len() / 2, "{radius} {curves}: {}", made.len());
            for point in sampled(start, &made) {
                let off = (length(point) - radius).abs();
                assert!(off <= TOLERANCE + radius * 0.01, "{radius} {curves}: {off}");
            }
            assert_eq!(made.last().map(|part| part.end()), Some(parts[parts.len() - 1].end()));
        }
    }

    #[test]
    fn corners_and_lines_stay() {
        let square = [(10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)].map(Part::Line);
        assert_eq!(fewer((0.0, 0.0), &square), square);
        let leaf = [Part::Quad((50.0, 0.0), (50.0, 50.0)), Part::Quad((0.0, 50.0), (0.0, 0.0))];
        assert_eq!(fewer((0.0, 0.0), &leaf), leaf);
        assert_eq!(fewer((0.0, 0.0), &[]), []);
    }

    #[test]
    fn points_that_fall_together_are_borne() {
        let here = Part::Quad((1.0, 1.0), (1.0, 1.0));
        let made = fewer((1.0, 1.0), &[here, here, here]);
        assert!(made.iter().all(|part| part.end() == (1.0, 1.0)));
    }
}
