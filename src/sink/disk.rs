//! A folder on disk as the place where rendered files go.
//!
//! A folder that does not exist is made beside its later place and renamed whole. In one that
//! exists each file that has to change is written into a reserved folder at its top, so that the
//! rename into place stays on one disk; [`super::commit`] does that at the end.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use super::ground::{self, Ground, Stamp};
use super::manifest::{FileRecord, Found, Manifest, ManifestFile};
use super::{Content, STAGING, SavedRun, Sink, SinkError, check_path, guard};
use crate::diag::Diagnostic;
use crate::fsx;

/// A folder that the site may be written to.
#[derive(Debug)]
pub struct OutputFolder {
    pub(super) path: PathBuf,
    pub(super) record: ManifestFile,
}

impl OutputFolder {
    /// Checks that a folder may be the output of a site; nothing is written yet.
    pub fn new(site: &Path, out: &Path) -> Result<Self, SinkError> {
        let site = fsx::resolve(site)?;
        let path = guard::admit(&site, out)?;
        let record = ManifestFile::new(&site, &path);
        Ok(Self { path, record })
    }

    /// The folder, as an absolute path without links.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns what the last run said, if it had this fingerprint and its output is still there.
    ///
    /// The output is still there if each file has the size and the time of its last change that
    /// were recorded. What that cannot see is a change that keeps the size of a file and happens
    /// within the same tick of the file system's clock as the build's own writing (milliseconds,
    /// two seconds on FAT), or that sets the time back. Other files in the folder do not matter.
    pub fn unchanged(&self, fingerprint: &str) -> Result<Option<SavedRun>, SinkError> {
        let Found::Manifest(last) = self.record.read() else {
            return Ok(None);
        };
        let is_folder = fsx::metadata(&self.path)?.is_some_and(|what| what.is_dir());
        if !last.complete || last.fingerprint != fingerprint || !is_folder {
            return Ok(None);
        }
        for remains in self.staging_places() {
            if fsx::link_metadata(&remains)?.is_some() {
                return Ok(None);
            }
        }
        let stands = |(path, record): (&String, &FileRecord)| -> fsx::Result<bool> {
            let found = fsx::link_metadata(&ground::place(&self.path, path))?;
            Ok(found.is_some_and(|found| {
                (record.left || found.is_file()) && Stamp::of(&found) == record.stamp()
            }))
        };
        let looks = last.files.par_iter().map(stands);
        match looks.find_any(|stands| !matches!(stands, Ok(true))) {
            Some(Err(error)) => Err(error.into()),
            Some(Ok(_)) => Ok(None),
            None => Ok(Some(saved(last))),
        }
    }

    /// Begins a build into the folder: keeps others out and clears what a killed build left.
    ///
    /// The lock is kept with the site; two sites that share an output folder are only told apart
    /// by their files.
    pub fn begin(self) -> Result<DiskSink, SinkError> {
        let Some(lock) = self.record.lock()? else {
            return Err(SinkError::Busy(self.path));
        };
        for remains in self.staging_places() {
            fsx::remove_folder(&remains)?;
        }
        let is_new = fsx::metadata(&self.path)?.is_none();
        let (last, diagnostics) = match self.record.read() {
            Found::Manifest(last) if !is_new => (Some(last), Vec::new()),
            Found::Unusable(note) if !is_new => (None, vec![note]),
            _ => (None, Vec::new()),
        };
        let [inside, beside] = self.staging_places();
        let staging = if is_new { beside } else { inside };
        fsx::create_folders(&staging)?;
        Ok(DiskSink {
            folder: self,
            is_new,
            staging,
            last,
            diagnostics,
            entries: Mutex::default(),
            staged: AtomicU64::new(0),
            spellings: OnceLock::new(),
            lock: Some(lock),
        })
    }

    /// Where new files wait for the commit: inside a folder that exists, beside one that does not.
    fn staging_places(&self) -> [PathBuf; 2] {
        let mut beside = OsString::from(".");
        beside.push(self.path.file_name().unwrap_or_default());
        beside.push(STAGING);
        [self.path.join(STAGING), self.path.with_file_name(beside)]
    }
}

fn saved(last: Manifest) -> SavedRun {
    let files = || last.files.values().filter(|record| !record.left);
    SavedRun {
        files: files().count(),
        bytes: files().map(|record| record.stamp().size).sum(),
        diagnostics: last.diagnostics,
        summary: last.summary,
    }
}

/// A sink that writes to an output folder.
///
/// Nothing in the output changes before [`DiskSink::commit`]; a sink that is dropped without it
/// removes what it staged.
#[derive(Debug)]
pub struct DiskSink {
    pub(super) folder: OutputFolder,
    /// Whether the folder did not exist.
    pub(super) is_new: bool,
    pub(super) staging: PathBuf,
    /// The record of the last build, if the folder exists and has one.
    pub(super) last: Option<Manifest>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The files of this run, as they came.
    pub(super) entries: Mutex<Vec<(String, Entry)>>,
    staged: AtomicU64,
    /// Recorded paths by their form in lower case.
    spellings: OnceLock<BTreeMap<String, String>>,
    /// Open as long as no other build may begin.
    pub(super) lock: Option<File>,
}

/// One file of this run.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) record: FileRecord,
    pub(super) fate: Fate,
}

/// What the commit has to do for a file.
#[derive(Debug)]
pub(super) enum Fate {
    /// Nothing: it stands there from an earlier build.
    Unchanged,
    /// Nothing: somebody else's file has the same content.
    Adopted,
    /// Put the staged file of this number where nothing stood.
    Create(u64),
    /// Put the staged file of this number over a file of an earlier build.
    Replace(u64),
    /// Put the staged file of this number where something has to give way first.
    Clear(u64),
    /// Refuse: this path is foreign.
    Foreign(String),
    /// Nothing: it was written into a folder that is renamed whole.
    Inside,
}

impl Sink for DiskSink {
    fn write(&self, path: &str, content: Content<'_>) -> Result<(), SinkError> {
        check_path(path)?;
        let entry = if self.is_new {
            let place = ground::place(&self.staging, path);
            // Nearly every file is a page with a folder of its own, so that comes first.
            place.parent().map_or(Ok(()), fsx::create_folders)?;
            Entry { record: put(&place, content)?, fate: Fate::Inside }
        } else {
            self.compare(path, content)?
        };
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.push((path.to_owned(), entry));
        Ok(())
    }
}

impl DiskSink {
    /// Decides what has to be done for a file, and stages it if it has to be written.
    ///
    /// What is foreign is only noted: the commit names the first one in the order of paths, so
    /// that the message does not depend on which thread was faster.
    fn compare(&self, path: &str, content: Content<'_>) -> Result<Entry, SinkError> {
        let kept = |stamp, fate| Entry { record: FileRecord::new(stamp, content.hash()), fate };
        let stage: fn(u64) -> Fate = match ground::look(&self.folder.path, path)? {
            Ground::Free => Fate::Create,
            Ground::Folder | Ground::Below(_) => Fate::Clear,
            Ground::Alien(what) => return Ok(kept(Stamp::default(), Fate::Foreign(what))),
            Ground::File(stamp) => match self.recorded(path) {
                Some(record) if self.holds(path, stamp, Some(record), content)? => {
                    return Ok(kept(stamp, Fate::Unchanged));
                }
                Some(_) => Fate::Replace,
                None if self.is_respelled(path)? => Fate::Replace,
                None if self.holds(path, stamp, None, content)? => {
                    return Ok(kept(stamp, Fate::Adopted));
                }
                None => return Ok(kept(stamp, Fate::Foreign(path.to_owned()))),
            },
        };
        let number = self.staged.fetch_add(1, Ordering::Relaxed);
        let record = put(&self.staged(number), content)?;
        Ok(Entry { record, fate: stage(number) })
    }

    /// The place of a staged file. They need no folders: where they belong is in their entries.
    pub(super) fn staged(&self, number: u64) -> PathBuf {
        self.staging.join(number.to_string())
    }

    fn recorded(&self, path: &str) -> Option<&FileRecord> {
        self.last.as_ref()?.files.get(path)
    }

    /// Returns whether a file of the output has this content already.
    ///
    /// It is read unless a complete record vouches for it; a record that was being replaced does
    /// not tell which of two contents is there.
    fn holds(
        &self,
        path: &str,
        stamp: Stamp,
        record: Option<&FileRecord>,
        content: Content<'_>,
    ) -> fsx::Result<bool> {
        let is_complete = self.last.as_ref().is_some_and(|last| last.complete);
        let vouches = |record: &&FileRecord| {
            is_complete && !record.left && stamp.modified != 0 && record.stamp() == stamp
        };
        if let Some(record) = record.filter(vouches) {
            return Ok(record.hash() == content.hash());
        }
        if stamp.size != content.size() {
            return Ok(false);
        }
        let found = fsx::hash(&ground::place(&self.folder.path, path))?;
        Ok(found == (content.size(), content.hash()))
    }

    /// Returns whether the file at a path is one of an earlier build whose name was spelled in
    /// other letter case, on a disk to which that is the same.
    fn is_respelled(&self, path: &str) -> fsx::Result<bool> {
        let spellings = self.spellings.get_or_init(|| {
            let paths = self.last.iter().flat_map(|last| last.files.keys());
            paths.map(|path| (path.to_lowercase(), path.clone())).collect()
        });
        let Some(recorded) = spellings.get(&path.to_lowercase()) else {
            return Ok(false);
        };
        let place = |path| ground::place(&self.folder.path, path);
        fsx::same_file(&place(recorded), &place(path))
    }
}

impl Drop for DiskSink {
    /// Removes what is staged, as far as that can be done; the next build removes the rest.
    fn drop(&mut self) {
        let _ = fsx::remove_folder(&self.staging);
        drop(self.lock.take());
    }
}

/// Writes a file that nobody sees yet, into a folder that exists.
///
/// It is not flushed to the disk: after a loss of power the sizes and times tell the next build
/// what to write again.
fn put(place: &Path, content: Content<'_>) -> fsx::Result<FileRecord> {
    let written = match content {
        Content::Bytes(bytes) => fsx::write_new(place, bytes)?,
        Content::File { source, size, .. } => {
            let written = fsx::copy_new(source, place)?;
            if written.len() != size {
                let why = std::io::Error::other("the file changed while the site was being built");
                return fsx::context("copy", source, Err(why));
            }
            written
        }
    };
    Ok(FileRecord::new(Stamp::of(&written), content.hash()))
}
