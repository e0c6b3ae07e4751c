//! From the bytes of a photo to its variants.
//!
//! Everything but pixels and the colour profile stays behind: place, camera, time, thumbnails and
//! comments. The orientation is applied instead of being passed on. Variants are never larger than
//! the photo.
//!
//! The filter is a polynomial: others ask the system for a sine, and so give bytes that differ from
//! one system to the next.

use std::collections::BTreeSet;
use std::io::Cursor;

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{CompressionType, FilterType, PngDecoder, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::imageops::FilterType as Resize;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageError, ImageResult, Limits};

use super::Role;
use super::fault::Fault;
use super::header::{Format, Header, PROFILE};
use crate::guard::guarded;

/// How well JPEG keeps what can be seen, of 100.
const QUALITY: u8 = 82;

/// With more colours than this a picture is a photo, not a drawing.
const FEW_COLOURS: usize = 256;

/// A finished variant.
#[derive(Clone, Debug)]
pub(super) struct Finished {
    pub(super) bytes: Vec<u8>,
    pub(super) width: u32,
    pub(super) height: u32,
    /// `jpg` or `png`.
    pub(super) end: &'static str,
}

/// Makes all variants of a photo, the smallest first.
pub(super) fn make(bytes: Vec<u8>, header: &Header, role: Role) -> Result<Vec<Finished>, Fault> {
    // Photos come from strangers: a fault of a decoder is told like one of the photo.
    match guarded(|| variants(bytes, header, role)) {
        Ok(Ok(variants)) => Ok(variants),
        Ok(Err(error)) => Err(Fault::Damaged(reason(&error))),
        Err(_) => Err(Fault::Damaged("cannot be decoded".to_owned())),
    }
}

fn reason(error: &ImageError) -> String {
    match error {
        ImageError::Limits(_) => "takes more memory than it says".to_owned(),
        ImageError::Unsupported(_) => "is of a kind that is not supported".to_owned(),
        _ => "is damaged, or ends too early".to_owned(),
    }
}

fn variants(bytes: Vec<u8>, header: &Header, role: Role) -> ImageResult<Vec<Finished>> {
    let Decoded { mut pixels, orientation, profile } = decode(bytes, header)?;
    let is_drawing = header.format == Format::Png && has_few_colours(&pixels);
    let targets = targets(role, upright((pixels.width(), pixels.height()), orientation));
    if role == Role::Avatar {
        pixels = square(pixels);
    }
    let is_clear = pixels.color().has_alpha();
    let mut end = if is_clear || is_drawing { "png" } else { "jpg" };
    let mut finished: Vec<Finished> = Vec::with_capacity(targets.len());
    for (width, height) in targets.into_iter().rev() {
        // Each is made from the one before, the next larger one.
        pixels = resize(pixels, upright((width, height), orientation));
        let mut shown = pixels.clone();
        shown.apply_orientation(orientation);
        let mut bytes = encode(&shown, end, profile.as_deref())?;
        if is_drawing && !is_clear && finished.is_empty() {
            // Grey photos have few colours, too.
            let photo = encode(&shown, "jpg", profile.as_deref())?;
            if photo.len() < bytes.len() / 2 {
                (end, bytes) = ("jpg", photo);
            }
        }
        finished.push(Finished { bytes, width, height, end });
    }
    finished.reverse();
    Ok(finished)
}

/// A photo in memory.
struct Decoded {
    pixels: DynamicImage,
    orientation: Orientation,
    profile: Option<Vec<u8>>,
}

fn decode(bytes: Vec<u8>, header: &Header) -> ImageResult<Decoded> {
    let mut decoder = opened(bytes, header)?;
    // What cannot be read of these is as good as not there.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let pixels = plain(DynamicImage::from_decoder(decoder)?);
    let profile = profile.filter(|profile| is_worth_keeping(profile, &pixels));
    Ok(Decoded { pixels, orientation, profile })
}

/// A decoder that takes no more memory than the header says.
fn opened(bytes: Vec<u8>, header: &Header) -> ImageResult<Box<dyn ImageDecoder>> {
    // The pixels are not counted in it.
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(header.beside);
    let bytes = Cursor::new(bytes);
    let mut decoder: Box<dyn ImageDecoder> = match header.format {
        Format::Jpeg => Box::new(JpegDecoder::new(bytes)?),
        Format::WebP => Box::new(WebPDecoder::new(bytes)?),
        _ => Box::new(PngDecoder::with_limits(bytes, limits.clone())?),
    };
    decoder.set_limits(limits)?;
    Ok(decoder)
}

/// The same with eight bits for a colour, and with transparency only where something is transparent.
fn plain(pixels: DynamicImage) -> DynamicImage {
    let kind = pixels.color();
    let mut pixels = pixels;
    if kind.has_alpha() {
        let clear = pixels.into_rgba8();
        let is_clear = clear.pixels().any(|pixel| pixel.0[3] < u8::MAX);
        pixels = DynamicImage::ImageRgba8(clear);
        if is_clear {
            return pixels;
        }
    }
    if kind.has_color() {
        DynamicImage::ImageRgb8(pixels.into_rgb8())
    } else {
        DynamicImage::ImageLuma8(pixels.into_luma8())
    }
}

/// Whether a colour profile says how these pixels look. Browsers take sRGB for granted, and the
/// profile of a print says nothing of the screen colours that were made of it.
fn is_worth_keeping(profile: &[u8], pixels: &DynamicImage) -> bool {
    let space: &[u8] = if pixels.color().has_color() { b"RGB " } else { b"GRAY" };
    let names = |name: &[u8]| memchr::memmem::find(profile, name).is_some();
    let wide: Vec<u8> = b"sRGB".iter().flat_map(|letter| [0, *letter]).collect();
    let is_usual = (names(b"sRGB") || names(&wide)) && !names(b"inear") && !names(b"i\0n\0e\0a\0r");
    profile.get(16..20) == Some(space) && profile.len() <= PROFILE && !is_usual
}

/// Whether a picture is more of a drawing than of a photo.
fn has_few_colours(pixels: &DynamicImage) -> bool {
    let (mut known, mut last) = (BTreeSet::new(), None);
    let channels = usize::from(pixels.color().channel_count());
    pixels.as_bytes().chunks_exact(channels).all(|pixel| {
        let colour = pixel.iter().fold(0u32, |colour, part| colour << 8 | u32::from(*part));
        // Most pixels have the colour of the one before.
        if last.replace(colour) != Some(colour) {
            known.insert(colour);
        }
        known.len() <= FEW_COLOURS
    })
}

/// Width and height once the picture stands upright.
fn upright((width, height): (u32, u32), orientation: Orientation) -> (u32, u32) {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    let lies = matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH);
    if lies { (height, width) } else { (width, height) }
}

/// The sizes of the variants, the smallest first; each is wider than the one before.
fn targets(role: Role, whole: (u32, u32)) -> Vec<(u32, u32)> {
    let side = whole.0.min(whole.1);
    let mut targets: Vec<(u32, u32)> = match role {
        Role::Avatar => [64, 128].map(|most| (side.min(most), side.min(most))).into(),
        Role::Logo => [(240, 48), (480, 96)].map(|most| within(whole, most)).into(),
        // Very high ones, such as pictures of a whole page, get narrower than that.
        _ => [(480, 1920), (960, 3840)].map(|most| within(whole, most)).into(),
    };
    if targets[0].0 == targets[1].0 {
        targets.remove(0);
    }
    targets
}

/// The largest size of the same shape that is neither larger than the limits nor than the picture.
fn within((width, height): (u32, u32), limit: (u32, u32)) -> (u32, u32) {
    let scale = |side: u32, by: u32, of: u32| {
        let side = u64::from(side) * u64::from(by);
        u32::try_from((side + u64::from(of) / 2) / u64::from(of)).unwrap_or(u32::MAX).max(1)
    };
    if width <= limit.0 && height <= limit.1 {
        (width, height)
    } else if u64::from(width) * u64::from(limit.1) >= u64::from(limit.0) * u64::from(height) {
        (limit.0, scale(height, limit.0, width))
    } else {
        (scale(width, limit.1, height), limit.1)
    }
}

/// The square in the middle.
fn square(pixels: DynamicImage) -> DynamicImage {
    let (width, height) = (pixels.width(), pixels.height());
    let side = width.min(height);
    if width == height {
        return pixels;
    }
    pixels.crop_imm((width - side) / 2, (height - side) / 2, side, side)
}

fn resize(pixels: DynamicImage, (width, height): (u32, u32)) -> DynamicImage {
    if (pixels.width(), pixels.height()) == (width, height) {
        return pixels;
    }
    let mut pixels = weighed(pixels);
    // The fine filter is slow, and makes no difference before the last step.
    let near = |side: u32, target: u32| side.min(target.saturating_mul(2));
    let step = (near(pixels.width(), width), near(pixels.height(), height));
    if u64::from(pixels.width()) > 3 * u64::from(width)
        || u64::from(pixels.height()) > 3 * u64::from(height)
    {
        pixels = pixels.thumbnail_exact(step.0, step.1);
    }
    unweighed(pixels.resize_exact(width, height, Resize::CatmullRom))
}

/// Colours times their opacity, so that colours which nobody sees do not shine through at edges.
fn weighed(pixels: DynamicImage) -> DynamicImage {
    each(pixels, |colour, alpha| (colour * alpha + 127) / 255)
}

fn unweighed(pixels: DynamicImage) -> DynamicImage {
    each(pixels, |colour, alpha| (colour * 255 + alpha / 2).checked_div(alpha).unwrap_or(0))
}

fn each(pixels: DynamicImage, change: impl Fn(u32, u32) -> u32) -> DynamicImage {
    let DynamicImage::ImageRgba8(mut pixels) = pixels else { return pixels };
    for [colours @ .., alpha] in pixels.pixels_mut().map(|pixel| &mut pixel.0) {
        for colour in colours {
            let changed = change(u32::from(*colour), u32::from(*alpha));
            *colour = u8::try_from(changed).unwrap_or(u8::MAX);
        }
    }
    DynamicImage::ImageRgba8(pixels)
}

fn encode(pixels: &DynamicImage, end: &str, profile: Option<&[u8]>) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    if end == "png" {
        let (effort, filter) = (CompressionType::Best, FilterType::Adaptive);
        write(PngEncoder::new_with_quality(&mut bytes, effort, filter), pixels, profile)?;
    } else {
        write(JpegEncoder::new_with_quality(&mut bytes, QUALITY), pixels, profile)?;
    }
    Ok(bytes)
}

fn write(
    mut encoder: impl ImageEncoder,
    pixels: &DynamicImage,
    profile: Option<&[u8]>,
) -> ImageResult<()> {
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile.to_vec()).map_err(ImageError::Unsupported)?;
    }
    let (width, height) = (pixels.width(), pixels.height());
    encoder.write_image(pixels.as_bytes(), width, height, pixels.color().into())
}

#[cfg(test)]
mod tests {
    use super::super::header;
    use super::*;

    #[test]
    fn a_profile_that_unfolds_into_megabytes_is_left_out_unopened() {
        for (length, is_read) in [(4_000, true), (PROFILE, true), (64 << 20, false)] {
            let mut bytes = Vec::new();
            let mut encoder = PngEncoder::new(&mut bytes);
            encoder.set_icc_profile(vec![0; length]).unwrap();
            encoder.write_image(&[90; 48], 4, 4, image::ExtendedColorType::Rgb8).unwrap();
            assert!(bytes.len() < 1 << 20);
            let header = header::read(&bytes, Format::Png).unwrap();
            assert!(header.room < 8 << 20, "{length}: {header:?}");
            let mut decoder = opened(bytes.clone(), &header).unwrap();
            assert_eq!(decoder.icc_profile().unwrap().is_some(), is_read, "{length}");
            assert_eq!(make(bytes, &header, Role::Photo).unwrap().len(), 1, "{length}");
        }
    }
}
