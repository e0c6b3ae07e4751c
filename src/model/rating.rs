//! Ratings that are on their scale.

use std::borrow::Cow;

/// A rating as it was given, kept exactly.
///
/// Without a scale it is stars: 0.5 to 5 in halves. With one it is a value from 0 to that scale,
/// which is 2 to 100.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rating {
    value: f64,
    scale: f64,
}

impl Rating {
    /// Takes stars; `None` if they are not 0.5 to 5 in halves.
    pub fn stars_of(value: f64) -> Option<Self> {
        let halves = value * 2.0;
        let fits = (1.0..=10.0).contains(&halves) && halves.fract() == 0.0;
        fits.then_some(Self { value, scale: 5.0 })
    }

    /// Takes a value on a scale; `None` if it is not on it.
    pub fn on_scale(value: f64, scale: f64) -> Option<Self> {
        let fits = (2.0..=100.0).contains(&scale) && (0.0..=scale).contains(&value);
        fits.then_some(Self { value, scale })
    }

    /// The value as it was given.
    pub fn value(self) -> f64 {
        self.value
    }

    /// The top of the scale.
    pub fn scale(self) -> f64 {
        self.scale
    }

    /// The rating as stars, 0 to 5, not rounded.
    pub fn stars(self) -> f64 {
        self.value * 5.0 / self.scale
    }

    /// Half stars to draw, 0 to 10: the nearest half.
    pub fn half_stars(self) -> u8 {
        // At most ten by construction.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 10")]
        {
            (self.stars() * 2.0).round() as u8
        }
    }

    /// The bar of the distribution that counts it, 1 to 5: its whole stars, at least one.
    pub fn bar(self) -> u8 {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 5")]
        let whole = self.stars().floor() as u8;
        whole.clamp(1, 5)
    }
}

/// A number as people write it: `4`, `4.5`, `8.75`.
pub fn plain_number(number: f64) -> Cow<'static, str> {
    const HALVES: [&str; 11] = ["0", "0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4", "4.5", "5"];
    let halves = number * 2.0;
    if halves.fract() == 0.0 && (0.0..=10.0).contains(&halves) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 10")]
        return Cow::Borrowed(HALVES[halves as usize]);
    }
    Cow::Owned(number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_come_in_halves() {
        for good in [0.5, 1.0, 4.5, 5.0] {
            assert!(Rating::stars_of(good).is_some(), "{good}");
        }
        for bad in [0.0, 0.25, 4.75, 5.5, -1.0, 7.0, f64::NAN, f64::INFINITY] {
            assert!(Rating::stars_of(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_rating_is_drawn_to_the_nearest_half_and_counted_in_its_whole_stars() {
        for (value, scale, halves, bar) in [
            (4.5, 5.0, 9, 4),
            (5.0, 5.0, 10, 5),
            (0.5, 5.0, 1, 1),
            (9.0, 10.0, 9, 4),
            (8.0, 10.0, 8, 4),
            (0.0, 10.0, 0, 1),
            (97.0, 100.0, 10, 4),
            (5.0, 6.0, 8, 4),
        ] {
            let rating = Rating::on_scale(value, scale).unwrap();
            assert_eq!((rating.half_stars(), rating.bar()), (halves, bar), "{value}/{scale}");
        }
        for (value, scale) in
            [(11.0, 10.0), (-0.5, 10.0), (1.0, 1.0), (50.0, 101.0), (f64::NAN, 10.0)]
        {
            assert!(Rating::on_scale(value, scale).is_none(), "{value}/{scale}");
        }
    }
}
