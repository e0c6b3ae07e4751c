//! The texts of one command on their way to the disk: all of them lie there before the first is put in
//! its place, so that a full disk, or one that cannot be written, leaves every file as it was.
//!
//! A file that somebody else has changed in the meantime is theirs: it is looked at again just before it
//! is replaced. A link stays a link, and what it leads to is written.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::fsx;

/// A file that is to have another text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Path relative to the site's folder, with `/` on every system.
    pub path: String,
    /// Where it is to lie then, if that is elsewhere.
    pub to: Option<String>,
    /// The text that was read.
    pub old: String,
    /// The text that it is to have.
    pub new: String,
}

/// Why a file is not written.
#[derive(Debug)]
pub enum Error {
    /// It is not what it was when it was read.
    Changed(String),
    /// Its new name is taken.
    Taken(String),
    /// The system does not let it.
    File(fsx::Error),
}

impl From<fsx::Error> for Error {
    fn from(error: fsx::Error) -> Self {
        Self::File(error)
    }
}

/// New texts, beside the files that they will replace.
#[derive(Debug)]
pub struct Staged<'a> {
    site: &'a Path,
    files: Vec<(&'a Planned, fsx::Staged)>,
}

/// Writes every new text beside its file; nothing has changed if that fails.
pub fn stage<'a>(site: &'a Path, planned: &'a [Planned]) -> Result<Staged<'a>, Error> {
    // What a killed run has left there has the words of others in it.
    let folders: BTreeSet<PathBuf> = planned
        .iter()
        .filter_map(|file| Some(site.join(&file.path).parent()?.to_owned()))
        .collect();
    folders.iter().try_for_each(|folder| fsx::sweep(folder))?;
    let mut files = Vec::with_capacity(planned.len());
    for file in planned {
        unchanged(site, file)?;
        free(site, file)?;
        let target = fsx::resolve(&site.join(&file.path))?;
        files.push((file, fsx::stage(&target, file.new.as_bytes())?));
    }
    Ok(Staged { site, files })
}

impl Staged<'_> {
    /// Whether every file is still what was read.
    pub fn check(&self) -> Result<(), Error> {
        self.files.iter().try_for_each(|(file, _)| unchanged(self.site, file))
    }

    /// Puts them in their places, and tells of each that it is done.
    pub fn put(self, mut done: impl FnMut(&Planned)) -> Result<(), Error> {
        self.check()?;
        for (file, staged) in self.files {
            unchanged(self.site, file)?;
            staged.put()?;
            if let Some(to) = &file.to {
                free(self.site, file)?;
                fsx::rename(&self.site.join(&file.path), &self.site.join(to))?;
            }
            done(file);
        }
        Ok(())
    }
}

fn unchanged(site: &Path, file: &Planned) -> Result<(), Error> {
    let path: PathBuf = site.join(&file.path);
    match fsx::read_if_there(&path)? {
        Some(bytes) if bytes == file.old.as_bytes() => Ok(()),
        _ => Err(Error::Changed(file.path.clone())),
    }
}

fn free(site: &Path, file: &Planned) -> Result<(), Error> {
    match &file.to {
        Some(to) if fsx::link_metadata(&site.join(to))?.is_some() => Err(Error::Taken(to.clone())),
        _ => Ok(()),
    }
}
