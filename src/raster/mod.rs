//! Pictures of pixels, from SVG that is drawn with shapes alone.
//!
//! For places that show no SVG, such as mail. Texts must be shapes already: no font is asked for, and no
//! other file either. A badge has few colours, so what is written is a palette, which takes half the
//! bytes; a picture with many stays as it is.

mod palette;

use std::fmt;

use png::{BitDepth, ColorType, DeflateCompression, Encoder, EncodingError, Filter};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};

use self::palette::Palette;

/// The most pixels of a side: ten times what a badge has.
const MOST: f32 = 8192.0;
/// The most pixels of all, 16 MiB in memory.
const MOST_IN_ALL: f32 = 4_194_304.0;

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The text is no SVG; in words.
    NotSvg(String),
    /// It has no pixels or too many: how many wide and how many high.
    Size(String),
    /// It could not be written; in words.
    Writing(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSvg(why) => write!(f, "this is no picture: {why}"),
            Self::Size(size) => write!(f, "the picture has {size} pixels, which cannot be drawn"),
            Self::Writing(why) => write!(f, "the picture cannot be written: {why}"),
        }
    }
}

impl std::error::Error for Fault {}

/// Draws an SVG as PNG, with so many pixels for each of its own.
///
/// The same text gives the same bytes. What media queries ask for is not drawn.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, Fault> {
    let options = Options { image_href_resolver: nothing_else(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|why| Fault::NotSvg(why.to_string()))?;
    let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
    let mut pixels = pixels(width, height)
        .ok_or_else(|| Fault::Size(format!("{} × {}", width.ceil(), height.ceil())))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    written(&pixels).map_err(|why| Fault::Writing(why.to_string()))
}

/// An empty picture; `None` where it would be too large.
fn pixels(width: f32, height: f32) -> Option<Pixmap> {
    let fits = |side: f32| (1.0..=MOST).contains(&side);
    if !fits(width) || !fits(height) || width * height > MOST_IN_ALL {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked here")]
    Pixmap::new(width.ceil() as u32, height.ceil() as u32)
}

/// What a picture names besides is not looked for: neither on the disk nor in it.
fn nothing_else() -> ImageHrefResolver<'static> {
    ImageHrefResolver {
        resolve_data: Box::new(|_, _, _| None),
        resolve_string: Box::new(|_, _| None),
    }
}

fn written(pixels: &Pixmap) -> Result<Vec<u8>, EncodingError> {
    let colours: Vec<[u8; 4]> = pixels
        .pixels()
        .iter()
        .map(|pixel| {
            let plain = pixel.demultiply();
            [plain.red(), plain.green(), plain.blue(), plain.alpha()]
        })
        .collect();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_depth(BitDepth::Eight);
    encoder.set_deflate_compression(DeflateCompression::Level(9));
    match Palette::of(&colours) {
        Some(palette) => {
            encoder.set_color(ColorType::Indexed);
            // Numbers of colours are not alike where their pixels are neighbours.
            encoder.set_filter(Filter::NoFilter);
            encoder.set_palette(palette.colours());
            encoder.set_trns(palette.opacities());
            encoder.write_header()?.write_image_data(&palette.indexes(&colours))?;
        }
        None => {
            encoder.set_color(ColorType::Rgba);
            encoder.set_filter(Filter::Adaptive);
            encoder.write_header()?.write_image_data(colours.as_flattened())?;
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests;
