//! The few colours of a picture.

use std::collections::BTreeMap;

/// How many colours a palette has at most. Edges have as many shades as pixels are covered by parts;
/// more than these cannot be told apart.
const MOST: usize = 128;
/// How many colours a picture may have to get a palette: one with more has gradients or photos.
const MOST_OF_PICTURE: usize = 2048;

/// A colour with its opacity.
pub(super) type Colour = [u8; 4];

/// The colours of a picture, and which of them stands for each of its own.
pub(super) struct Palette {
    chosen: Vec<Colour>,
    indexes: BTreeMap<Colour, u8>,
}

impl Palette {
    /// The palette of a picture: the colours that it has most; `None` where they are too many.
    pub(super) fn of(pixels: &[Colour]) -> Option<Self> {
        let mut counts: BTreeMap<Colour, usize> = BTreeMap::new();
        for pixel in pixels {
            *counts.entry(*pixel).or_default() += 1;
            if counts.len() > MOST_OF_PICTURE {
                return None;
            }
        }
        let mut by_count: Vec<(Colour, usize)> = counts.into_iter().collect();
        by_count.sort_by_key(|(colour, count)| (std::cmp::Reverse(*count), *colour));
        let mut chosen: Vec<Colour> =
            by_count.iter().take(MOST).map(|(colour, _)| *colour).collect();
        // Opaque colours come last: the list of opacities ends before them.
        chosen.sort_by_key(|colour| (colour[3], *colour));
        let indexes = by_count.iter().map(|(colour, _)| (*colour, nearest(*colour, &chosen)));
        let indexes = indexes.collect();
        Some(Self { chosen, indexes })
    }

    /// The colours without their opacities.
    pub(super) fn colours(&self) -> Vec<u8> {
        self.chosen.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect()
    }

    /// The opacities of the first colours; the others are opaque.
    pub(super) fn opacities(&self) -> Vec<u8> {
        self.chosen.iter().map(|colour| colour[3]).take_while(|opacity| *opacity < 255).collect()
    }

    /// The number of each pixel's colour.
    pub(super) fn indexes(&self, pixels: &[Colour]) -> Vec<u8> {
        pixels.iter().map(|pixel| self.indexes.get(pixel).copied().unwrap_or_default()).collect()
    }
}

/// The number of the colour that differs least.
fn nearest(colour: Colour, among: &[Colour]) -> u8 {
    let distance = |other: &Colour| -> u32 {
        colour.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(*other)).pow(2)).sum()
    };
    let nearest = among.iter().enumerate().min_by_key(|(_, other)| distance(other));
    nearest.and_then(|(at, _)| u8::try_from(at).ok()).unwrap_or_default()
}
