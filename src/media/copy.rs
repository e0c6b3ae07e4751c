//! Files that are published as they are, under the hash of their content.

use super::fault::Fault;
use super::header::{self, Format};
use super::{Bytes, Piece, Stored, Variant, svg};
use crate::content::MediaFile;

/// A video, or captions.
pub(super) fn file(file: &MediaFile) -> Piece {
    let end = file.path.rsplit_once('.').map_or("bin", |(_, end)| end).to_ascii_lowercase();
    piece(file, &end, None)
}

/// A picture, with the ending that it should have.
pub(super) fn picture(file: &MediaFile, format: Format, start: &[u8]) -> Result<Piece, Fault> {
    let size = match format {
        Format::Svg => svg::size(start).map_err(|()| Fault::Damaged("is not SVG".to_owned()))?,
        // It holds several pictures, and the browser chooses.
        Format::Ico => None,
        _ => Some(header::size(start)?),
    };
    Ok(piece(file, format.ending(), size))
}

fn piece(file: &MediaFile, end: &str, size: Option<(u32, u32)>) -> Piece {
    let path = format!("assets/{:016x}.{end}", file.hash);
    let bytes = Bytes::Disk(file.disk.clone());
    (Variant { path, size }, Stored { bytes, hash: file.hash, size: file.size })
}
