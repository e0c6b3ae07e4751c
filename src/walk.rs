//! What lies below a folder: every file in a fixed order, links followed, and a problem with a place
//! for each one that cannot be read.
//!
//! Content and themes are walked alike, so that a link that leads in circles, or a file that never
//! ends, is told in the same words wherever it lies.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::diag::{Diagnostic, Place};
use crate::paths;

/// A file or folder that can be read.
#[derive(Clone, Debug)]
pub struct Found {
    /// Path relative to the site's folder, with `/` on every system.
    pub path: String,
    /// Where it lies on the disk.
    pub disk: PathBuf,
    /// How many folders below the one that was walked; that one is 0.
    pub depth: usize,
    /// Whether it is a folder.
    pub is_folder: bool,
    /// Whether it is a link to what it is.
    pub is_link: bool,
}

/// Walks a folder of a site. Nothing whose name is skipped is looked at, nor what is in it.
pub fn below<'a>(
    site: &'a Path,
    folder: &Path,
    skip: impl Fn(&OsStr) -> bool + 'a,
) -> impl Iterator<Item = Result<Found, Box<Diagnostic>>> + 'a {
    let walker = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    let entries = walker.filter_entry(move |entry| entry.depth() == 0 || !skip(entry.file_name()));
    entries.map(move |entry| found(site, entry))
}

fn found(site: &Path, entry: walkdir::Result<walkdir::DirEntry>) -> Result<Found, Box<Diagnostic>> {
    let entry = entry.map_err(|error| Box::new(problem(site, &error)))?;
    let Some(path) = paths::relative(site, entry.path()) else {
        let problem = Diagnostic::error("file-name", "the name of this file is not valid Unicode");
        let problem = problem.at(Place::file(shown(site, entry.path()))).hint("rename the file");
        return Err(Box::new(problem));
    };
    let kind = entry.file_type();
    if !kind.is_dir() && !kind.is_file() {
        // Reading a pipe waits until somebody writes, which may be never.
        let problem = Diagnostic::error("unreadable", "this is no regular file, so it is not read");
        let problem = problem.at(Place::file(path)).hint("put a copy of its content in its place");
        return Err(Box::new(problem));
    }
    let (depth, is_folder, is_link) = (entry.depth(), kind.is_dir(), entry.path_is_symlink());
    Ok(Found { path, disk: entry.into_path(), depth, is_folder, is_link })
}

fn problem(site: &Path, error: &walkdir::Error) -> Diagnostic {
    let path = error.path().map_or_else(String::new, |path| shown(site, path));
    if let Some(ancestor) = error.loop_ancestor() {
        return Diagnostic::error("link-loop", "this link leads back to a folder that holds it")
            .at(Place::file(path))
            .hint(format!("remove the link; it leads to `{}`", shown(site, ancestor)));
    }
    let reason = error.io_error().map_or_else(String::new, |error| format!(": {}", error.kind()));
    Diagnostic::error("unreadable", format!("cannot be read{reason}")).at(Place::file(path))
}

/// A path as messages name it, its name being valid or not.
fn shown(site: &Path, path: &Path) -> String {
    let inside = || path.strip_prefix(site).unwrap_or(path).to_string_lossy().into_owned();
    paths::relative(site, path).unwrap_or_else(inside)
}
