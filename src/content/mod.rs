//! From the disk to raw records with places; nothing is judged here.
//!
//! [`inputs::scan`] reads the files, and [`Seen`] only those that are not what they were; [`items`],
//! [`page`], [`reviews`] and [`survey()`] read the records in them; [`located`] turns what later stages find wrong
//! with a record into diagnostics with line and column.

pub mod front_matter;
pub mod inputs;
mod locate;
mod parse;
pub mod raw;
mod seen;
mod shape;
mod sources;
pub mod survey;

use crate::diag::SourceRef;
use crate::yaml::Faulty;

pub use self::inputs::{Input, Inputs, scan, scan_reviews};
pub use self::locate::{locate, located};
pub use self::parse::{Records, items, page, reviews, survey};
pub use self::seen::{Asks, Looked, Reach, Seen};
pub use self::sources::{Source, Sources};

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

/// A file that is still to be read with [`reviews`], [`items`], [`page`] or [`survey()`].
///
/// Records are large, and short-lived: whoever gives them their meaning reads them file by file, so
/// that never all of them are there.
#[derive(Clone, Debug)]
pub struct RecordFile {
    /// Its position in [`Sources`].
    pub file: u32,
    /// What it is for.
    pub kind: inputs::Kind,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Files by what they are for, each kind in the order of their paths.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// Of reviews.
    pub reviews: Vec<RecordFile>,
    /// Of items.
    pub items: Vec<RecordFile>,
    /// Of free pages.
    pub pages: Vec<RecordFile>,
    /// Of survey answers.
    pub survey: Vec<RecordFile>,
    /// Media.
    pub media: Vec<MediaFile>,
}

impl Content {
    /// Sorts files by what they are for, and gives each that holds records a number.
    pub fn of(inputs: Inputs, sources: &mut Sources) -> Self {
        let mut content = Self::default();
        for input in inputs.files {
            let Input { path, kind, bytes, .. } = input;
            let files = match kind {
                inputs::Kind::Testimonial | inputs::Kind::List => &mut content.reviews,
                inputs::Kind::Items => &mut content.items,
                inputs::Kind::Page => &mut content.pages,
                inputs::Kind::Survey => &mut content.survey,
                inputs::Kind::Media => {
                    let path = path.strip_prefix("content/").unwrap_or(&path).to_owned();
                    let Input { disk, size, hash, .. } = input;
                    content.media.push(MediaFile { path, disk, size, hash });
                    continue;
                }
            };
            files.push(RecordFile { file: sources.number(path, kind), kind, bytes });
        }
        content
    }
}
