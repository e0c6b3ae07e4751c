//! Colours: how well one is read on another, and how to make one lighter.
//!
//! Contrast is that of [WCAG 2.2](https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). Lightness is
//! changed in [OKLCH](https://bottosson.github.io/posts/oklab/), where a colour keeps its hue.

/// An opaque colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    /// The lightest.
    pub(crate) const WHITE: Self = Self { red: 255, green: 255, blue: 255 };
    /// The darkest.
    pub(crate) const BLACK: Self = Self { red: 0, green: 0, blue: 0 };

    /// Reads `#rgb` or `#rrggbb`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let part = |range| u8::from_str_radix(digits.get(range)?, 16).ok();
        match digits.len() {
            3 => {
                let twice = |at| Some(part(at..at + 1)? * 17);
                Some(Self { red: twice(0)?, green: twice(1)?, blue: twice(2)? })
            }
            6 => Some(Self { red: part(0..2)?, green: part(2..4)?, blue: part(4..6)? }),
            _ => None,
        }
    }

    /// Writes it as `#rrggbb`.
    pub(crate) fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// The contrast ratio of two colours, 1 to 21.
    pub(crate) fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The first colour of the same hue, from this one towards white, that fits; `None` if none does.
    pub(crate) fn lighter_until(self, fits: impl Fn(Self) -> bool) -> Option<Self> {
        self.steps(0.01).find(|colour| fits(*colour))
    }

    /// The same towards black.
    pub(crate) fn darker_until(self, fits: impl Fn(Self) -> bool) -> Option<Self> {
        self.steps(-0.01).find(|colour| fits(*colour))
    }

    /// This colour, and those of the same hue that are lighter or darker by steps, to the end.
    fn steps(self, step: f64) -> impl Iterator<Item = Self> {
        let start = Oklch::from(self);
        let lightness = (1..=100).map(move |at| start.lightness + step * f64::from(at));
        let inside = lightness.take_while(|lightness| (0.0..1.0).contains(lightness));
        let between = inside.map(move |lightness| Oklch { lightness, ..start }.shown());
        let end = if step > 0.0 { Self::WHITE } else { Self::BLACK };
        std::iter::once(self).chain(between).chain([end])
    }

    fn luminance(self) -> f64 {
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

/// Light of a part of a colour, 0 to 1.
fn linear(part: u8) -> f64 {
    let part = f64::from(part) / 255.0;
    if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

/// The part of a colour that gives so much light; `None` where no screen can show it.
fn part(light: f64) -> Option<u8> {
    let part =
        if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    let part = (part * 255.0).round();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked here")]
    (0.0..=255.0).contains(&part).then_some(part as u8)
}

/// A colour by lightness, chroma and hue, as people see them.
#[derive(Clone, Copy)]
struct Oklch {
    lightness: f64,
    chroma: f64,
    hue: f64,
}

impl From<Colour> for Oklch {
    fn from(colour: Colour) -> Self {
        let (red, green, blue) = (linear(colour.red), linear(colour.green), linear(colour.blue));
        let long = (0.412_221_47 * red + 0.536_332_54 * green + 0.051_445_99 * blue).cbrt();
        let medium = (0.211_903_5 * red + 0.680_699_55 * green + 0.107_396_96 * blue).cbrt();
        let short = (0.088_302_46 * red + 0.281_718_84 * green + 0.629_978_7 * blue).cbrt();
        let lightness = 0.210_454_26 * long + 0.793_617_78 * medium - 0.004_072_05 * short;
        let a = 1.977_998_5 * long - 2.428_592_2 * medium + 0.450_593_7 * short;
        let b = 0.025_904_04 * long + 0.782_771_77 * medium - 0.808_675_77 * short;
        Self { lightness, chroma: a.hypot(b), hue: b.atan2(a) }
    }
}

impl Oklch {
    /// The colour, with as much of its chroma as a screen can show.
    fn shown(self) -> Colour {
        let shares = (0..=100).rev().map(|share| f64::from(share) / 100.0);
        let mut paler = shares.map(|share| Self { chroma: self.chroma * share, ..self });
        paler.find_map(Self::exact).unwrap_or(Colour::WHITE)
    }

    fn exact(self) -> Option<Colour> {
        let (a, b) = (self.chroma * self.hue.cos(), self.chroma * self.hue.sin());
        let long = (self.lightness + 0.396_337_78 * a + 0.215_803_76 * b).powi(3);
        let medium = (self.lightness - 0.105_561_35 * a - 0.063_854_17 * b).powi(3);
        let short = (self.lightness - 0.089_484_18 * a - 1.291_485_5 * b).powi(3);
        Some(Colour {
            red: part(4.076_741_7 * long - 3.307_711_6 * medium + 0.230_969_94 * short)?,
            green: part(-1.268_438 * long + 2.609_757_4 * medium - 0.341_319_38 * short)?,
            blue: part(-0.004_196_09 * long - 0.703_418_6 * medium + 1.707_614_7 * short)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn colour(text: &str) -> Colour {
        Colour::read(text).unwrap()
    }

    #[test]
    fn colours_are_read_in_two_lengths() {
        assert_eq!(colour("#1aF"), colour("#11aaff"));
        assert_eq!(colour("#0b4f6c").hex(), "#0b4f6c");
        for wrong in ["", "#", "fff", "#ff", "#ffff", "#fffffff", "#ggg", "#+12", "#é1"] {
            assert_eq!(Colour::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        assert!((Colour::WHITE.contrast(Colour::BLACK) - 21.0).abs() < 1e-9);
        // The grey that is known for just passing on white, and the one that just fails.
        assert!(colour("#767676").contrast(Colour::WHITE) >= 4.5);
        assert!(colour("#777777").contrast(Colour::WHITE) < 4.5);
    }

    proptest! {
        #[test]
        fn a_lighter_colour_keeps_its_hue_and_fits(
            red: u8, green: u8, blue: u8, ground in 0_u8..60,
        ) {
            let ground = Colour { red: ground, green: ground, blue: ground };
            let start = Colour { red, green, blue };
            let lighter = start.lighter_until(|colour| colour.contrast(ground) >= 4.5).unwrap();
            prop_assert!(lighter.contrast(ground) >= 4.5);
            let (before, after) = (Oklch::from(start), Oklch::from(lighter));
            // A grey has no hue, and steps of 1/255 turn that of a pale colour.
            if after.chroma > 0.04 {
                let turned = (before.hue - after.hue).abs();
                let turned = turned.min(std::f64::consts::TAU - turned);
                prop_assert!(turned < 0.1, "{} became {}", start.hex(), lighter.hex());
            }
        }

        #[test]
        fn a_colour_survives_the_way_there_and_back(red: u8, green: u8, blue: u8) {
            let start = Colour { red, green, blue };
            prop_assert_eq!(Oklch::from(start).exact(), Some(start));
        }
    }
}
