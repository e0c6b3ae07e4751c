//! What stands in the output folder now.
//!
//! Links are looked at and never followed below the output folder, whose own path is resolved.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use walkdir::{DirEntry, WalkDir};

use crate::fsx;

/// What stands at a path of the output.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// Nothing: it could be made, with the folders that it needs.
    Free,
    /// A file.
    File(Stamp),
    /// A folder.
    Folder,
    /// Nothing, because a file stands where one of its folders would be: this one.
    Below(String),
    /// A link, or something that is neither file nor folder, here or above: this one.
    Alien(String),
}

/// By what a file is recognised without reading it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Size in bytes.
    pub(super) size: u64,
    /// When it was last written, in nanoseconds since 1970; 0 where the disk does not say.
    pub(super) modified: u64,
}

impl Stamp {
    /// Reads it from what the file system says.
    pub(super) fn of(metadata: &Metadata) -> Self {
        let age = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let modified = age.and_then(|age| u64::try_from(age.as_nanos()).ok()).unwrap_or(0);
        Self { size: metadata.len(), modified }
    }

    /// Reads the stamp of whatever stands at a path, a link itself included.
    pub(super) fn at(path: &Path) -> fsx::Result<Option<Self>> {
        Ok(fsx::link_metadata(path)?.as_ref().map(Self::of))
    }
}

/// Looks at a path of the output, from the top down.
pub(super) fn look(root: &Path, path: &str) -> fsx::Result<Ground> {
    let parents = path.match_indices('/').map(|(end, _)| &path[..end]);
    for parent in parents {
        match fsx::link_metadata(&place(root, parent))? {
            None => return Ok(Ground::Free),
            Some(what) if what.is_dir() => {}
            Some(what) if what.is_file() => return Ok(Ground::Below(parent.to_owned())),
            Some(_) => return Ok(Ground::Alien(parent.to_owned())),
        }
    }
    Ok(match fsx::link_metadata(&place(root, path))? {
        None => Ground::Free,
        Some(what) if what.is_dir() => Ground::Folder,
        Some(what) if what.is_file() => Ground::File(Stamp::of(&what)),
        Some(_) => Ground::Alien(path.to_owned()),
    })
}

/// The place on the disk of a path of the output.
pub(super) fn place(root: &Path, path: &str) -> PathBuf {
    let mut place = root.to_owned();
    place.extend(path.split('/'));
    place
}

/// Finds the first entry of a folder, in the order of names, of which `ours` says no.
///
/// It is given paths relative to `root`, and whether they are folders; a folder comes before what
/// is in it. In `root` itself names that start with a dot are passed over. Names that are not
/// Unicode are never ours.
pub(super) fn first_foreign(
    root: &Path,
    folder: &Path,
    ours: impl Fn(&str, bool) -> bool,
) -> fsx::Result<Option<PathBuf>> {
    let is_hidden = |entry: &DirEntry| {
        folder == root
            && entry.depth() == 1
            && entry.file_name().as_encoded_bytes().starts_with(b".")
    };
    let entries = WalkDir::new(folder).sort_by_file_name();
    for entry in entries.into_iter().filter_entry(|entry| !is_hidden(entry)) {
        let entry = entry.map_err(|error| fsx::Error {
            action: "read",
            path: error.path().unwrap_or(folder).to_owned(),
            source: error.into(),
        })?;
        let is_folder = entry.file_type().is_dir();
        if !relative(root, entry.path()).is_some_and(|path| ours(&path, is_folder)) {
            return Ok(Some(entry.into_path()));
        }
    }
    Ok(None)
}

fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<_>> =
        path.strip_prefix(root).ok()?.components().map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}
