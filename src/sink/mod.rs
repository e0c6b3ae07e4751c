//! Where rendered files go: a folder on disk, or memory.
//!
//! ```text
//! OutputFolder::new ─► unchanged ─► nothing to do: say again what the last run said
//!   guard: refused?        │
//!                          ▼ begin: takes the lock, clears what a killed build left behind
//!                       DiskSink ─► write, write, write …     from many threads; the folder that
//!                          │                                  people see does not change
//!              commit ◄────┴────► dropped, killed
//!    staged files are renamed     the last good output stays as it was
//!    into place, stale ones go
//! ```
//!
//! The promise is that a build never deletes or overwrites a file that it did not write. What it
//! wrote is in the `manifest`, one per output folder, kept in the site's `.laurels/` folder and
//! never in the output:
//!
//! - A path in the manifest is ours to overwrite. It is deleted only if its content still is what
//!   a build wrote; otherwise it stays, with a warning in every build until it is gone.
//! - A path that is not in the manifest is foreign. At a path that the site needs it must be
//!   identical (then it is adopted) or the build stops; anywhere else nobody touches it.
//! - Without a manifest every file of the folder must be identical to what would be written, names
//!   that start with a dot at the top (such as `.git`) apart.
//! - A link inside the output is never ours, so it is foreign wherever it stands, and no file
//!   behind it is written or deleted. The output folder itself may be reached through links.
//!
//! How a build that is killed at any moment leaves either the old output, the new one, or a state
//! that the next build puts right is told in the module `commit`.

mod commit;
mod disk;
mod ground;
mod guard;
mod manifest;
mod memory;
mod plan;
#[cfg(test)]
mod tests;
mod timed;

use std::io;
use std::path::{Path, PathBuf};

use crate::diag::Diagnostic;
use crate::fsx;

/// The folder of a site that its output is written to unless another one is named.
pub const OUTPUT: &str = "dist";

pub use self::disk::{DiskSink, OutputFolder};
pub use self::guard::exposes;
pub use self::memory::MemorySink;
pub use self::timed::TimedSink;

/// Takes the rendered files of a site, from many threads at once.
pub trait Sink: Sync {
    /// Takes one file; `path` is relative, with `/` on every system, and comes once in a run (a
    /// second time is an error here, or at the latest when the run is committed).
    fn write(&self, path: &str, content: Content<'_>) -> Result<(), SinkError>;
}

/// What a file of the output holds.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
    /// These bytes.
    Bytes(&'a [u8]),
    /// The bytes of another file, which is copied and never held in memory.
    File {
        /// The file to copy.
        source: &'a Path,
        /// Its [`content_hash`].
        hash: u64,
        /// Its size in bytes.
        size: u64,
    },
}

impl Content<'_> {
    fn hash(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => content_hash(bytes),
            Self::File { hash, .. } => *hash,
        }
    }

    fn size(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File { size, .. } => *size,
        }
    }
}

/// The hash that tells two versions of a file apart, as [`fsx::hash`] gives it for a file.
pub fn content_hash(bytes: &[u8]) -> u64 {
    xxhash_rust::xxh3::xxh3_64(bytes)
}

/// What a finished run wants to be remembered for.
#[derive(Clone, Debug, Default)]
pub struct RunRecord {
    /// Stands for everything that the output depends on; the sink only compares it.
    pub fingerprint: String,
    /// What the run had to say.
    pub diagnostics: Vec<Diagnostic>,
    /// Whatever else the command wants to say again; the sink never looks inside.
    pub summary: serde_json::Value,
}

/// What is remembered of the run that wrote the present output.
#[derive(Clone, Debug)]
pub struct SavedRun {
    /// What the run had to say, with the warnings of its commit.
    pub diagnostics: Vec<Diagnostic>,
    /// As given in [`RunRecord::summary`].
    pub summary: serde_json::Value,
    /// The number of files of the output.
    pub files: usize,
    /// Their size in bytes.
    pub bytes: u64,
}

/// What a commit did.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The number of files of the output.
    pub files: usize,
    /// Their size in bytes.
    pub bytes: u64,
    /// Files where nothing was before.
    pub created: usize,
    /// Files of an earlier build that were replaced.
    pub changed: usize,
    /// Files of an earlier build that were right already, and not touched.
    pub unchanged: usize,
    /// Files that no known build wrote, but that were right already, and not touched.
    pub adopted: usize,
    /// Files of an earlier build that no longer belong to the site, and were deleted.
    pub removed: usize,
    /// What the sink itself has to say; not in [`RunRecord::diagnostics`].
    pub diagnostics: Vec<Diagnostic>,
}

/// Why rendered files cannot be put where they should go.
///
/// [`SinkError::Refused`] is wrong usage (exit status 2); all others come from the surroundings of
/// the program (exit status 3).
#[derive(Debug)]
pub enum SinkError {
    /// The output folder would endanger the site's own sources.
    Refused {
        /// The folder, as it was given.
        path: PathBuf,
        /// What is wrong with it, as the end of a sentence.
        why: String,
    },
    /// A file that no build wrote stands where one of ours has to go.
    Foreign(PathBuf),
    /// A folder of which no build is recorded has other files than ours.
    Unknown {
        /// The output folder.
        folder: PathBuf,
        /// Its first file, in the order of names, that is not identical to ours.
        first: PathBuf,
    },
    /// Another build is writing to the output folder.
    Busy(PathBuf),
    /// Whoever wanted the files wants them no more.
    Stopped,
    /// The disk did not do what was asked.
    File(fsx::Error),
}

impl std::fmt::Display for SinkError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused { path, why } => write!(
                f,
                "`{}` cannot be the output folder: {why}; choose another one with `--out`",
                path.display()
            ),
            Self::Foreign(path) => write!(
                f,
                "`{}` is in the way, and no build of this site wrote it: move it away, or choose \
                 another folder with `--out`",
                path.display()
            ),
            Self::Unknown { folder, first } => write!(
                f,
                "`{}` has files that no build of this site is known to have written, the first is \
                 `{}`: remove the folder if it is an old build, otherwise choose another one with \
                 `--out`",
                folder.display(),
                first.display()
            ),
            Self::Busy(path) => write!(
                f,
                "another build is writing to `{}`: wait until it is done, then build again",
                path.display()
            ),
            Self::Stopped => write!(f, "stopped before the site was whole"),
            Self::File(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SinkError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File(error) => std::error::Error::source(error),
            _ => None,
        }
    }
}

impl From<fsx::Error> for SinkError {
    fn from(error: fsx::Error) -> Self {
        Self::File(error)
    }
}

/// Refuses paths that would leave the output folder or mean different files on different systems.
fn check_path(path: &str) -> Result<(), SinkError> {
    let strange = |part: &str| matches!(part, "" | "." | "..");
    let foreign_to_some = path.contains(['\\', '\0']) || (cfg!(windows) && path.contains(':'));
    if foreign_to_some || path.split('/').any(strange) || path.split('/').next() == Some(STAGING) {
        return Err(unfit(path, "not a relative path inside the output folder"));
    }
    Ok(())
}

/// The error for a path that was written before in the same run.
fn written_twice(path: &str) -> SinkError {
    unfit(path, "written twice in one run")
}

fn unfit(path: &str, why: &'static str) -> SinkError {
    let source = io::Error::new(io::ErrorKind::InvalidInput, why);
    SinkError::File(fsx::Error { action: "write", path: PathBuf::from(path), source })
}

/// The reserved name, at the top of an output folder, under which new files wait for the commit.
const STAGING: &str = ".laurels-new";
