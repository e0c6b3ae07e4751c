//! What a picture is and how large, by its first bytes: whatever its name says.
//!
//! This comes before anything is decoded, so that a small file that unfolds into gigabytes is
//! refused by what it says of itself.

use super::fault::Fault;
use super::{jpeg, png};

/// How many bytes are read to find out what a file is.
pub(super) const START: u64 = 1 << 16;

/// The most pixels that a picture may have.
pub(super) const PIXELS: u64 = 100_000_000;

/// The most bytes that a picture may take once it is open, its file included.
pub(super) const MEMORY: u64 = 512 << 20;

/// The most pixels that a byte of a JPEG can stand for: each square of 8 × 8 takes at least one bit.
const JPEG_PIXELS: u64 = 8 * 64;

/// The most bytes of a colour profile that are kept; those of cameras and screens have under 4,000.
pub(super) const PROFILE: usize = 1 << 16;

/// What a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Jpeg,
    Png,
    WebP,
    Gif,
    Avif,
    Svg,
    Ico,
}

impl Format {
    /// The ending of its file name.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
            Self::Gif => "gif",
            Self::Avif => "avif",
            Self::Svg => "svg",
            Self::Ico => "ico",
        }
    }

    /// Whether it is opened and made anew.
    pub(super) fn is_photo(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::WebP)
    }
}

/// Tells what a file is by its first bytes.
pub(super) fn format(start: &[u8]) -> Result<Format, Fault> {
    let brand = start.get(4..12).unwrap_or_default();
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    Ok(match start {
        [] => return Err(Fault::Damaged("is empty".to_owned())),
        [0xff, 0xd8, 0xff, ..] => Format::Jpeg,
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Format::Png,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Format::WebP,
        [b'G', b'I', b'F', b'8', ..] => Format::Gif,
        [0, 0, 1, 0, ..] => Format::Ico,
        _ if matches!(brand, b"ftypavif" | b"ftypavis") => Format::Avif,
        _ if text.starts_with(b"<") => Format::Svg,
        _ => {
            let kinds = "is none of PNG, JPEG, WebP, AVIF, GIF, SVG and ICO";
            return Err(Fault::Damaged(kinds.to_owned()));
        }
    })
}

/// Refuses a file that is too long to be opened at all.
pub(super) fn check_length(bytes: u64) -> Result<(), Fault> {
    if bytes > MEMORY { Err(Fault::Memory(bytes)) } else { Ok(()) }
}

/// Reads width and height, and refuses more pixels than anybody needs.
pub(super) fn size(bytes: &[u8]) -> Result<(u32, u32), Fault> {
    let cut = || Fault::Damaged("ends too early, or its first part is damaged".to_owned());
    let size = imagesize::blob_size(bytes).map_err(|_| cut())?;
    let number = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
    let (width, height) = (number(size.width), number(size.height));
    if width == 0 || height == 0 {
        return Err(Fault::Damaged("has no pixels".to_owned()));
    }
    if u64::from(width) * u64::from(height) > PIXELS {
        return Err(Fault::Pixels(width, height));
    }
    Ok((width, height))
}

/// What is known of a photo before it is opened.
#[derive(Clone, Copy, Debug)]
pub(super) struct Header {
    /// What it is.
    pub(super) format: Format,
    /// How much memory it takes while its variants are made, in bytes.
    pub(super) room: u64,
    /// How much of that a decoder may take for anything but the pixels.
    pub(super) beside: u64,
}

/// Reads the header of a photo and refuses what is too large or not whole.
pub(super) fn read(bytes: &[u8], format: Format) -> Result<Header, Fault> {
    let (width, height) = size(bytes)?;
    let (pixels, length) = (u64::from(width) * u64::from(height), bytes.len() as u64);
    let cut = || Fault::Damaged("ends too early".to_owned());
    // What one pixel takes once it is decoded, what the decoder takes for it beside that, and what
    // it takes for everything else.
    let (pixel, layers, beside) = match format {
        Format::Jpeg => {
            let frame = jpeg::frame(bytes).ok_or_else(cut)?;
            if pixels > length.saturating_mul(JPEG_PIXELS) {
                return Err(cut());
            }
            let components = u64::from(frame.components);
            // A progressive picture comes in layers, all of which are kept until the last one.
            // The decoder makes a copy of the file.
            (components.min(3), if frame.progressive { components * 2 } else { 0 }, length)
        }
        Format::Png => {
            // A line of pixels, whatever is no pixel in buffers that grow, and a profile: one that
            // unfolds into more than would be kept is left out before it takes the memory.
            let beside = 3 * png::beside_pixels(bytes) + 8 * u64::from(width);
            (png::pixel(bytes), 0, beside + 2 * PROFILE as u64)
        }
        _ => (4, 4, length),
    };
    let decoded = pixels * pixel + length;
    if decoded > MEMORY {
        return Err(Fault::Memory(decoded));
    }
    // Cropping and changing the kind of pixels both make a copy.
    // A profile is copied once, too.
    let room = pixels * (2 * pixel + layers) + length + 2 * beside;
    Ok(Header { format, room, beside })
}
