//! The texts of one command on their way to the disk: all of them lie there before the first is put in
//! its place, so that a full disk, or one that cannot be written, leaves every file as it was.
//!
//! A file that somebody else has changed in the meantime is theirs: it is looked at again just before it
//! is replaced. One that was not there is never written over. A link stays a link, and what it leads to is
//! written.
//!
//! A new file may be larger than the memory: [`create`] writes it piece by piece.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use crate::fsx;

/// A file that is to have another text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Path relative to the site's folder, with `/` on every system.
    pub path: String,
    /// Where it is to lie then, if that is elsewhere.
    pub to: Option<String>,
    /// The text that was read; `None` where there is no such file yet.
    pub old: Option<String>,
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

/// A new file that is written piece by piece. Where it is not put, nothing is left of it.
#[derive(Debug)]
pub struct NewFile {
    path: String,
    staging: fsx::Staging,
    folders: Folders,
}

/// Begins a file that is not there yet, beside the place where it will lie.
pub fn create(site: &Path, path: &str) -> Result<NewFile, Error> {
    free(site, path)?;
    let target = fsx::resolve(&site.join(path))?;
    let folders = Folders::above(&target)?;
    Ok(NewFile { path: path.to_owned(), staging: fsx::staging(&target)?, folders })
}

impl io::Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.staging.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.staging.flush()
    }
}

impl NewFile {
    /// Ends it.
    pub fn finish(self) -> Result<Written, Error> {
        let Self { path, staging, folders } = self;
        Ok(Written { path, staged: staging.finish()?, folders })
    }
}

/// A new file that is all written, and not yet in its place.
#[derive(Debug)]
pub struct Written {
    path: String,
    staged: fsx::Staged,
    folders: Folders,
}

/// New texts, beside the files that they will replace.
#[derive(Debug)]
pub struct Staged<'a> {
    site: &'a Path,
    files: Vec<(&'a Planned, fsx::Staged)>,
    written: Vec<Written>,
    folders: Vec<Folders>,
}

/// Writes every new text beside its file; nothing has changed if that fails.
pub fn stage<'a>(site: &'a Path, planned: &'a [Planned]) -> Result<Staged<'a>, Error> {
    stage_with(site, planned, Vec::new())
}

/// Writes every new text beside its file, for files that will be put together with others.
pub fn stage_with<'a>(
    site: &'a Path,
    planned: &'a [Planned],
    written: Vec<Written>,
) -> Result<Staged<'a>, Error> {
    // What a killed run has left there has the words of others in it.
    let paths = planned.iter().map(|file| &file.path).chain(written.iter().map(|file| &file.path));
    let around: BTreeSet<PathBuf> =
        paths.filter_map(|path| Some(site.join(path).parent()?.to_owned())).collect();
    let own: Vec<&fsx::Staged> = written.iter().map(|file| &file.staged).collect();
    around.iter().try_for_each(|folder| fsx::sweep(folder, &own))?;
    let mut files = Vec::with_capacity(planned.len());
    let mut folders = Vec::new();
    for file in planned {
        unchanged(site, file)?;
        file.to.iter().try_for_each(|to| free(site, to))?;
        let target = fsx::resolve(&site.join(&file.path))?;
        if file.old.is_none() {
            folders.push(Folders::above(&target)?);
        }
        files.push((file, fsx::stage(&target, file.new.as_bytes())?));
    }
    Ok(Staged { site, files, written, folders })
}

impl Staged<'_> {
    /// Whether every file is still what was read, and no new one has come.
    pub fn check(&self) -> Result<(), Error> {
        self.written.iter().try_for_each(|file| free(self.site, &file.path))?;
        self.files.iter().try_for_each(|(file, _)| unchanged(self.site, file))
    }

    /// Puts them in their places, and tells of each path that it is done.
    pub fn put(self, mut done: impl FnMut(&str)) -> Result<(), Error> {
        self.check()?;
        let Self { folders: _folders, site, files, written } = self;
        for Written { folders: _folders, path, staged } in written {
            put_new(staged, &path)?;
            done(&path);
        }
        for (file, staged) in files {
            if file.old.is_none() {
                put_new(staged, &file.path)?;
            } else {
                unchanged(site, file)?;
                staged.put()?;
            }
            if let Some(to) = &file.to {
                free(site, to)?;
                fsx::rename(&site.join(&file.path), &site.join(to))?;
            }
            done(&file.path);
        }
        Ok(())
    }
}

fn put_new(staged: fsx::Staged, path: &str) -> Result<(), Error> {
    match staged.put_new() {
        Err(error) if error.source.kind() == io::ErrorKind::AlreadyExists => {
            Err(Error::Taken(path.to_owned()))
        }
        result => Ok(result?),
    }
}

fn unchanged(site: &Path, file: &Planned) -> Result<(), Error> {
    let Some(old) = &file.old else { return free(site, &file.path) };
    let path: PathBuf = site.join(&file.path);
    match fsx::read_if_there(&path)? {
        Some(bytes) if bytes == old.as_bytes() => Ok(()),
        _ => Err(Error::Changed(file.path.clone())),
    }
}

fn free(site: &Path, path: &str) -> Result<(), Error> {
    match fsx::link_metadata(&site.join(path))? {
        Some(_) => Err(Error::Taken(path.to_owned())),
        None => Ok(()),
    }
}

/// Folders that were made for a file; those that stay empty go again.
#[derive(Debug)]
struct Folders(Vec<PathBuf>);

impl Folders {
    /// Makes those in which a file is to lie.
    fn above(file: &Path) -> Result<Self, Error> {
        let Some(folder) = file.parent() else { return Ok(Self(Vec::new())) };
        let mut missing = Vec::new();
        for above in folder.ancestors() {
            if fsx::metadata(above)?.is_some() {
                break;
            }
            missing.push(above.to_owned());
        }
        // They are taken back also where not all of them can be made.
        let made = Self(missing);
        fsx::create_folders(folder)?;
        Ok(made)
    }
}

impl Drop for Folders {
    fn drop(&mut self) {
        for folder in &self.0 {
            let _ = fsx::remove_empty_folder(folder);
        }
    }
}
