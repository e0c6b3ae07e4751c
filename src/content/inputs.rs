//! What is on the disk: every input file of a site, read once, in a fixed order.
//!
//! Walking is separate from parsing so that an unchanged site can be recognised by its bytes
//! alone. Nothing is skipped without a word: a file that no reader takes is reported.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::diag::{Diagnostic, Diagnostics, Place, suggest};
use crate::{fsx, walk};

/// What a file is for, by where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One review: `testimonials/**/*.md`.
    Testimonial,
    /// Many reviews: `reviews/**/*.yaml`.
    List,
    /// What is reviewed: `items.yaml`.
    Items,
    /// A free page: `pages/**/*.md`.
    Page,
    /// Survey answers: `survey/**/*.yaml`; never published.
    Survey,
    /// A photo, video or logo: `media/**`.
    Media,
}

/// A file and its bytes; media are only hashed.
#[derive(Clone, Debug)]
pub struct Input {
    /// Path relative to the site's folder, with `/` on every system.
    pub path: String,
    /// Where it lies on the disk.
    pub disk: PathBuf,
    /// What it is for.
    pub kind: Kind,
    /// The bytes; empty for media.
    pub bytes: Vec<u8>,
    /// Size in bytes.
    pub size: u64,
    /// A hash of the bytes.
    pub hash: u64,
}

/// Every input below `content/`, in the order of their paths.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// The files.
    pub files: Vec<Input>,
}

impl Inputs {
    /// Hashes names and contents of everything; equal for equal content folders.
    pub fn hash(&self) -> u128 {
        let mut hasher = Xxh3::new();
        for file in &self.files {
            add(&mut hasher, &file.path, file.hash);
        }
        hasher.digest128()
    }
}

/// Adds the name and the content of a file to a hash of all.
pub(super) fn add(hasher: &mut Xxh3, path: &str, hash: u64) {
    hasher.update(path.as_bytes());
    hasher.update(&[0]);
    hasher.update(&hash.to_le_bytes());
}

/// Reads the `content/` folder of a site.
pub fn scan(site: &Path, diagnostics: &mut Diagnostics) -> Inputs {
    let listed = list(site);
    diagnostics.extend(listed.problems);
    read_all(listed.files, diagnostics)
}

/// Reads the files of reviews only, in the order of their paths.
pub fn scan_reviews(site: &Path, diagnostics: &mut Diagnostics) -> Inputs {
    let is_review = |found: &Found| matches!(found.kind, Kind::Testimonial | Kind::List);
    read_all(list(site).files.into_iter().filter(is_review).collect(), diagnostics)
}

fn read_all(files: Vec<Found>, diagnostics: &mut Diagnostics) -> Inputs {
    let read: Vec<Result<Input, Box<Diagnostic>>> = files.into_par_iter().map(read).collect();
    let mut inputs = Inputs::default();
    for result in read {
        match result {
            Ok(input) => inputs.files.push(input),
            Err(problem) => diagnostics.push(*problem),
        }
    }
    inputs
}

/// A file that is there and has a use.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Path relative to the site's folder, with `/` on every system.
    pub(super) path: String,
    /// Where it lies on the disk.
    pub(super) disk: PathBuf,
    /// What it is for.
    pub(super) kind: Kind,
}

/// What is in the `content/` folder of a site.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// The files in the order of their paths.
    pub(super) files: Vec<Found>,
    /// Whatever cannot be used.
    pub(super) problems: Vec<Diagnostic>,
    /// The links among files and folders.
    pub(super) links: Vec<PathBuf>,
}

/// Lists the `content/` folder of a site.
pub(super) fn list(site: &Path) -> Listed {
    let root = site.join("content");
    let mut listed = Listed::default();
    match fsx::metadata(&root) {
        Ok(Some(folder)) if folder.is_dir() => walk(site, &root, &mut listed),
        Ok(_) => listed.problems.push(
            Diagnostic::error("no-content", "the site has no `content` folder")
                .at(Place::file("content"))
                .hint("create it; `laurels new NAME` writes a first review into it"),
        ),
        Err(error) => listed.problems.push(unreadable("content".to_owned(), &error)),
    }
    listed
}

fn walk(site: &Path, root: &Path, listed: &mut Listed) {
    for entry in walk::below(site, root, is_hidden) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(problem) => {
                listed.problems.push(*problem);
                continue;
            }
        };
        if entry.is_link {
            listed.links.push(entry.disk.clone());
        }
        if entry.is_folder {
            listed.problems.extend(unknown_folder(&entry.path, entry.depth));
        } else {
            match classify(&entry.path) {
                Ok(Some(kind)) => {
                    listed.files.push(Found { path: entry.path, disk: entry.disk, kind });
                }
                Ok(None) => {}
                Err(problem) => listed.problems.push(*problem),
            }
        }
    }
    listed.files.sort_by(|a, b| a.path.cmp(&b.path));
}

/// Files and folders whose name starts with `_` or `.` are the owner's own business.
fn is_hidden(name: &OsStr) -> bool {
    matches!(name.as_encoded_bytes().first(), Some(b'_' | b'.'))
}

const FOLDERS: [&str; 5] = ["testimonials", "reviews", "pages", "survey", "media"];

fn unknown_folder(path: &str, depth: usize) -> Option<Diagnostic> {
    let name = path.strip_prefix("content/")?;
    if depth != 1 || FOLDERS.contains(&name) {
        return None;
    }
    let problem = Diagnostic::warning("unused-folder", "nothing is read from this folder")
        .at(Place::file(path))
        .hint(suggest::hint(name, &FOLDERS));
    Some(problem)
}

fn extension(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or_else(String::new, |(_, end)| end.to_ascii_lowercase())
}

/// What a file is for; `None` for files in folders that are reported as a whole.
fn classify(path: &str) -> Result<Option<Kind>, Box<Diagnostic>> {
    let inside = path.strip_prefix("content/").unwrap_or(path);
    let end = extension(path);
    let markdown = matches!(end.as_str(), "md" | "markdown");
    let yaml = matches!(end.as_str(), "yaml" | "yml");
    let (kind, wanted) = match inside.split_once('/') {
        None if matches!(inside, "items.yaml" | "items.yml") => return Ok(Some(Kind::Items)),
        None => (None, "`items.yaml`, or a file in one of the folders"),
        Some(("testimonials", _)) => (markdown.then_some(Kind::Testimonial), "`.md` files"),
        Some(("pages", _)) => (markdown.then_some(Kind::Page), "`.md` files"),
        Some(("reviews", _)) => (yaml.then_some(Kind::List), "`.yaml` files"),
        Some(("survey", _)) => (yaml.then_some(Kind::Survey), "`.yaml` files"),
        Some(("media", _)) => (Some(Kind::Media), ""),
        Some(_) => return Ok(None),
    };
    kind.map(Some).ok_or_else(|| {
        let problem = Diagnostic::warning("unused-file", "nothing is read from this file")
            .at(Place::file(path))
            .hint(format!("what is read here: {wanted}; a name that starts with `_` is skipped"));
        Box::new(problem)
    })
}

fn unreadable(path: String, error: &fsx::Error) -> Diagnostic {
    Diagnostic::error("unreadable", error.to_string()).at(Place::file(path))
}

/// Reads a file.
pub(super) fn read(found: Found) -> Result<Input, Box<Diagnostic>> {
    let Found { path, disk, kind } = found;
    if kind == Kind::Media {
        return hash_media(path, disk);
    }
    match fsx::read(&disk) {
        Ok(bytes) => {
            let (size, hash) = (bytes.len() as u64, xxh3_64(&bytes));
            Ok(Input { path, disk, kind, bytes, size, hash })
        }
        Err(error) => Err(Box::new(unreadable(path, &error))),
    }
}

/// Hashes a file piece by piece: a video may be larger than the memory.
fn hash_media(path: String, disk: PathBuf) -> Result<Input, Box<Diagnostic>> {
    match fsx::hash(&disk) {
        Ok((size, hash)) => {
            Ok(Input { path, disk, kind: Kind::Media, bytes: Vec::new(), size, hash })
        }
        Err(error) => Err(Box::new(unreadable(path, &error))),
    }
}
