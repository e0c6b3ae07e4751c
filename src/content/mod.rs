//! From the disk to raw records with places; nothing is judged here.
//!
//! [`inputs::scan`] reads the files, [`parse()`] and [`reviews`] read the records in them, and
//! [`locate()`] turns what later stages find wrong with a record into diagnostics with line and
//! column.

pub mod front_matter;
pub mod inputs;
mod locate;
mod parse;
pub mod raw;
mod shape;

use crate::diag::SourceRef;
use crate::yaml::Faulty;

pub use self::inputs::{Input, Inputs, scan};
pub use self::locate::locate;
pub use self::parse::{ReviewRecords, parse, reviews};

/// A record as it was written, and where.
#[derive(Clone, Debug)]
pub struct Record<T> {
    /// File and entry.
    pub source: SourceRef,
    /// The keys; boxed, for they are many and change hands often.
    pub keys: Box<T>,
    /// The Markdown below the front matter; `None` for entries of lists.
    pub body: Option<String>,
    /// What was left out because of faults: it is not missing.
    pub faulty: Faulty,
}

/// A file that records come from.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path relative to the site's folder, with `/` on every system.
    pub path: String,
    /// What it is for.
    pub kind: inputs::Kind,
}

/// A media file.
#[derive(Clone, Debug)]
pub struct MediaFile {
    /// Path relative to `content/`, with `/` on every system.
    pub path: String,
    /// Where it lies on the disk.
    pub disk: std::path::PathBuf,
    /// Size in bytes.
    pub size: u64,
    /// A hash of the bytes.
    pub hash: u64,
}

/// A file of reviews that is still to be read with [`reviews`].
///
/// Records are large, and short-lived: whoever gives them their meaning reads them file by file, so
/// that never all of them are there.
#[derive(Clone, Debug)]
pub struct ReviewFile {
    /// Its position in [`Content::sources`].
    pub file: u32,
    /// A testimonial or a list.
    pub kind: inputs::Kind,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Everything that was written, in the order of the files.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// The files that [`SourceRef::file`] counts.
    pub sources: Vec<Source>,
    /// Files of reviews, in the order of their paths.
    pub reviews: Vec<ReviewFile>,
    /// Items, in the order of the file.
    pub items: Vec<Record<raw::Item>>,
    /// Free pages.
    pub pages: Vec<Record<raw::Page>>,
    /// Media, in the order of their paths.
    pub media: Vec<MediaFile>,
}
