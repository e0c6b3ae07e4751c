//! The end of a run: staged files become the output.
//!
//! A new folder is renamed whole. Its record is written before, complete: should the rename not
//! follow, the record speaks of files that are not there, which no build takes for an output.
//!
//! In a folder that exists, all is decided before anything is touched, and then done in this
//! order, which is also the right one for a folder that a web server is publishing:
//!
//! 1. A journal replaces the record: all paths of the old and the new output, not complete. From
//!    here to the end a killed build leaves a mixture, in which the next build knows every file as
//!    ours and reads what it holds.
//! 2. New folders, and files at paths where nothing stood. This is what needs space on the disk;
//!    if it fails, it is taken back, with the journal.
//! 3. Stale files that stand where a new file or folder goes, and the files that replace others.
//!    If this fails (a folder without permission, a file held open on Windows), what is done
//!    stays, and the next build goes on from there.
//! 4. Other stale files and the folders that they leave empty.
//! 5. The record of the new output replaces the journal.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::PoisonError;
use std::time::Duration;

use super::disk::{DiskSink, Entry, Fate};
use super::ground::{self, Ground};
use super::manifest::{FileRecord, Manifest};
use super::plan::Plan;
use super::{RunRecord, SinkError, Written, written_twice};
use crate::fsx;

/// Every file of a run, by its path.
pub(super) type Entries = BTreeMap<String, Entry>;

impl DiskSink {
    /// Puts everything that was written into place and records it.
    ///
    /// After an error the last output is as it was, unless the disk failed in the very last steps
    /// (see the order above in this module); the next build completes those.
    pub fn commit(mut self, run: RunRecord) -> Result<Written, SinkError> {
        let entries = self.take_entries()?;
        let mut written = count(&entries);
        if self.is_new {
            self.publish(&entries, run)?;
            return Ok(written);
        }
        let plan = Plan::new(&self, &entries)?;
        if plan.has_steps() {
            self.folder.record.write(&self.journal(&entries))?;
        }
        self.carry_out(&plan)?;
        fsx::remove_folder(&self.staging)?;
        written.removed = plan.removed;
        written.diagnostics = plan.warnings(&self);
        let mut manifest = self.folder.record.manifest(true, plan.outcome(&entries));
        manifest.fingerprint = run.fingerprint;
        manifest.summary = run.summary;
        manifest.diagnostics = run.diagnostics;
        manifest.diagnostics.extend(written.diagnostics.iter().cloned());
        self.folder.record.write(&manifest)?;
        written.diagnostics.splice(0..0, self.diagnostics.drain(..));
        Ok(written)
    }

    /// The files of this run in the order of their paths; one that came twice is an error.
    pub(super) fn take_entries(&self) -> Result<Entries, SinkError> {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let mut entries = std::mem::take(&mut *entries);
        entries.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        match entries.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            Some(pair) => Err(written_twice(&pair[0].0)),
            None => Ok(entries.into_iter().collect()),
        }
    }

    /// Records and renames a folder that did not exist.
    fn publish(&self, entries: &Entries, run: RunRecord) -> Result<(), SinkError> {
        let files = entries.iter().map(|(path, entry)| (path.as_str(), &entry.record));
        let mut manifest = self.folder.record.manifest(true, files.collect());
        manifest.fingerprint = run.fingerprint;
        manifest.summary = run.summary;
        manifest.diagnostics = run.diagnostics;
        self.folder.record.write(&manifest)?;
        rename_folder(&self.staging, &self.folder.path).map_err(|error| {
            let _ = self.folder.record.remove();
            error.into()
        })
    }

    /// The record for the time in which files of two outputs stand side by side.
    pub(super) fn journal<'a>(&'a self, entries: &'a Entries) -> Manifest<&'a str> {
        let mut files: BTreeMap<&str, FileRecord> = BTreeMap::new();
        let last = self.last.iter().flat_map(|last| &last.files);
        files.extend(last.map(|(path, record)| (path.as_str(), record.clone())));
        for (path, entry) in entries {
            let record = entry.record.over(files.get(path.as_str()));
            files.insert(path, record);
        }
        self.folder.record.manifest(false, files)
    }

    pub(super) fn carry_out(&self, plan: &Plan<'_>) -> Result<(), SinkError> {
        for (done, step) in plan.gentle.iter().enumerate() {
            if let Err(error) = step.run(self) {
                for step in plan.gentle[..done].iter().rev() {
                    step.undo(self);
                }
                self.restore_record();
                return Err(error.into());
            }
        }
        for step in &plan.firm {
            step.run(self)?;
        }
        Ok(())
    }

    /// Puts the record back that the journal replaced. If that fails too, the journal does: it
    /// knows the same files.
    fn restore_record(&self) {
        let _ = match &self.last {
            Some(last) => self.folder.record.write(last),
            None => self.folder.record.remove(),
        };
    }
}

/// Renames a folder that was just filled. On Windows a virus scanner that still has one of its
/// files open prevents that for a moment.
fn rename_folder(from: &Path, to: &Path) -> fsx::Result<()> {
    let mut patience = if cfg!(windows) { 30 } else { 0 };
    loop {
        match fsx::rename(from, to) {
            Err(error) if patience > 0 && error.source.kind() == ErrorKind::PermissionDenied => {
                patience -= 1;
                std::thread::sleep(Duration::from_millis(100));
            }
            result => return result,
        }
    }
}

fn count(entries: &Entries) -> Written {
    let mut written = Written { files: entries.len(), ..Written::default() };
    for entry in entries.values() {
        written.bytes += entry.record.stamp().size;
        match entry.fate {
            Fate::Unchanged => written.unchanged += 1,
            Fate::Adopted => written.adopted += 1,
            Fate::Create(_) | Fate::Clear(_) | Fate::Inside => written.created += 1,
            Fate::Replace(_) => written.changed += 1,
            Fate::Foreign(_) => {}
        }
    }
    written
}

/// One thing to do in the output folder.
#[derive(Debug)]
pub(super) enum Step<'a> {
    /// Make a folder.
    Folder(&'a str),
    /// Rename the staged file of this number to this path.
    Place(u64, &'a str),
    /// Remove a stale file.
    Remove(&'a str),
    /// Remove a folder if it is empty.
    Prune(&'a str),
}

impl Step<'_> {
    pub(super) fn run(&self, sink: &DiskSink) -> fsx::Result<()> {
        let root = &sink.folder.path;
        match self {
            Self::Folder(path) => fsx::create_folders(&ground::place(root, path)),
            Self::Place(number, path) => {
                let (staged, place) = (sink.staged(*number), ground::place(root, path));
                match (fsx::rename(&staged, &place), place.parent()) {
                    (Err(error), Some(folder)) if error.is_missing() => {
                        fsx::create_folders(folder)?;
                        fsx::rename(&staged, &place)
                    }
                    (result, _) => result,
                }
            }
            Self::Remove(path) => fsx::remove_file(&ground::place(root, path)),
            Self::Prune(path) if ground::look(root, path)? == Ground::Folder => {
                fsx::remove_empty_folder(&ground::place(root, path))
            }
            Self::Prune(_) => Ok(()),
        }
    }

    /// Takes back what made something out of nothing, as far as that can be done.
    fn undo(&self, sink: &DiskSink) {
        let root = &sink.folder.path;
        let _ = match self {
            Self::Folder(path) => fsx::remove_empty_folder(&ground::place(root, path)),
            Self::Place(_, path) => fsx::remove_file(&ground::place(root, path)),
            Self::Remove(_) | Self::Prune(_) => Ok(()),
        };
    }
}
