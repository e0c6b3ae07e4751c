//! What a commit into a folder that exists is going to do.
//!
//! All is looked at and decided here, and nothing is touched. What stands in the way of the new
//! output is either ours and stale, and then goes in time, or foreign, and then the run ends here.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::SinkError;
use super::commit::{Entries, Step};
use super::disk::{DiskSink, Fate};
use super::ground::{self, Ground, Stamp};
use super::manifest::FileRecord;
use crate::diag::Diagnostic;
use crate::fsx;

/// The steps of a commit.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    /// Steps that can be taken back.
    pub(super) gentle: Vec<Step<'a>>,
    /// Steps that cannot.
    pub(super) firm: Vec<Step<'a>>,
    /// Stale files that were changed by hand, and stay.
    left: BTreeMap<&'a str, FileRecord>,
    /// How many stale files go.
    pub(super) removed: usize,
}

/// What became of a file of an earlier build that is not part of this run.
#[derive(Debug, PartialEq, Eq)]
enum Stale {
    /// It is no longer there.
    Gone,
    /// It holds what a build wrote.
    Ours,
    /// It was changed by hand, or replaced by a link.
    Altered(Stamp),
}

impl<'a> Plan<'a> {
    /// Looks at everything and decides, without touching anything.
    pub(super) fn new(sink: &'a DiskSink, entries: &'a Entries) -> Result<Self, SinkError> {
        let root = &sink.folder.path;
        let mut stale = judge_all(sink, entries)?;
        refuse_foreign(sink, entries, &stale)?;
        let respelled = respelled(root, entries, &stale)?;
        // On this disk the name is that of a new file: not a stale file at all.
        stale.retain(|path, _| respelled.get(path) != Some(&false));
        let first = |path: &str| respelled.contains_key(path) || is_in_the_way(path, entries);

        let mut plan =
            Self { gentle: Vec::new(), firm: Vec::new(), left: BTreeMap::new(), removed: 0 };
        plan.create(root, entries)?;
        plan.remove(&stale, first);
        for (path, entry) in entries {
            if let Fate::Clear(number) | Fate::Replace(number) = entry.fate {
                plan.firm.push(Step::Place(number, path));
            }
        }
        plan.remove(&stale, |path| !first(path));
        plan.leave(sink, &stale);
        Ok(plan)
    }

    pub(super) fn has_steps(&self) -> bool {
        !(self.gentle.is_empty() && self.firm.is_empty())
    }

    /// The files of the finished output.
    pub(super) fn outcome<'b>(&'b self, entries: &'b Entries) -> BTreeMap<&'b str, &'b FileRecord> {
        let left = self.left.iter().map(|(path, record)| (*path, record));
        left.chain(entries.iter().map(|(path, entry)| (path.as_str(), &entry.record))).collect()
    }

    pub(super) fn warnings(&self, sink: &DiskSink) -> Vec<Diagnostic> {
        let warn = |path: &&str| {
            let message = format!(
                "`{}` no longer belongs to the site, but was changed by hand and stays",
                sink.folder.record.display(path)
            );
            Diagnostic::warning("output-changed-by-hand", message)
                .hint("remove it, so that it is not published")
        };
        self.left.keys().map(warn).collect()
    }

    fn create(&mut self, root: &Path, entries: &'a Entries) -> fsx::Result<()> {
        let mut known = BTreeSet::new();
        for (path, entry) in entries {
            let Fate::Create(number) = entry.fate else {
                continue;
            };
            for folder in folders(path) {
                if known.insert(folder)
                    && fsx::link_metadata(&ground::place(root, folder))?.is_none()
                {
                    self.gentle.push(Step::Folder(folder));
                }
            }
            self.gentle.push(Step::Place(number, path));
        }
        Ok(())
    }

    /// Removes those of the stale files that are chosen, and then the folders that get empty.
    fn remove(&mut self, stale: &BTreeMap<&'a str, Stale>, chosen: impl Fn(&str) -> bool) {
        let mut emptied = BTreeSet::new();
        for (path, stale) in stale.iter().filter(|(path, _)| chosen(path)) {
            if *stale == Stale::Ours {
                self.removed += 1;
                self.firm.push(Step::Remove(path));
            }
            if !matches!(stale, Stale::Altered(_)) {
                emptied.extend(folders(path));
            }
        }
        self.firm.extend(emptied.into_iter().rev().map(Step::Prune));
    }

    fn leave(&mut self, sink: &'a DiskSink, stale: &BTreeMap<&'a str, Stale>) {
        let files = sink.last.iter().flat_map(|last| &last.files);
        for (path, record) in files {
            if let Some(Stale::Altered(stamp)) = stale.get(path.as_str()) {
                self.left.insert(path, record.left(*stamp));
            }
        }
    }
}

fn judge_all<'a>(sink: &'a DiskSink, entries: &Entries) -> fsx::Result<BTreeMap<&'a str, Stale>> {
    let files = sink.last.iter().flat_map(|last| &last.files);
    let stale: Vec<_> = files.filter(|(path, _)| !entries.contains_key(*path)).collect();
    let judged = stale.into_par_iter().map(|(path, record)| {
        judge(&sink.folder.path, path, record).map(|stale| (path.as_str(), stale))
    });
    judged.collect()
}

/// Looks at a stale file. It is always read: what is deleted by mistake does not come back.
fn judge(root: &Path, path: &str, record: &FileRecord) -> fsx::Result<Stale> {
    let place = ground::place(root, path);
    Ok(match ground::look(root, path)? {
        Ground::Free | Ground::Folder | Ground::Below(_) => Stale::Gone,
        Ground::File(_) if record.wrote(fsx::hash(&place)?.1) => Stale::Ours,
        Ground::File(stamp) => Stale::Altered(stamp),
        Ground::Alien(_) => Stamp::at(&place)?.map_or(Stale::Gone, Stale::Altered),
    })
}

/// Stops at the first file, in the order of names, that is not ours and not like ours.
fn refuse_foreign(
    sink: &DiskSink,
    entries: &Entries,
    stale: &BTreeMap<&str, Stale>,
) -> Result<(), SinkError> {
    let root = &sink.folder.path;
    if sink.last.is_none() {
        let is_like_ours = |path: &str, is_folder: bool| {
            let fate = entries.get(path).map(|entry| &entry.fate);
            is_folder || matches!(fate, Some(Fate::Adopted))
        };
        if let Some(first) = ground::first_foreign(root, root, is_like_ours)? {
            return Err(SinkError::Unknown { folder: root.clone(), first });
        }
    }
    for (path, entry) in entries {
        let foreign = match &entry.fate {
            Fate::Foreign(what) => Some(ground::place(root, what)),
            Fate::Clear(_) | Fate::Create(_) => obstacle(root, path, stale)?,
            _ => None,
        };
        if let Some(path) = foreign {
            return Err(SinkError::Foreign(path));
        }
    }
    Ok(())
}

/// Finds what stands at a path and is not about to be removed.
///
/// Asked again for paths that were free: between a write and its commit there is a whole build.
fn obstacle(
    root: &Path,
    path: &str,
    stale: &BTreeMap<&str, Stale>,
) -> fsx::Result<Option<PathBuf>> {
    let goes = |path: &str| stale.get(path) == Some(&Stale::Ours);
    Ok(match ground::look(root, path)? {
        Ground::Free => None,
        Ground::Below(file) if goes(&file) => None,
        Ground::Folder => {
            let goes = |path: &str, is_folder| {
                if is_folder { has_below(stale, path) } else { goes(path) }
            };
            ground::first_foreign(root, &ground::place(root, path), goes)?
        }
        Ground::File(_) => Some(ground::place(root, path)),
        Ground::Below(what) | Ground::Alien(what) => Some(ground::place(root, &what)),
    })
}

/// Stale paths that differ from a new one only in letter case and are the same file on this disk,
/// and whether the new one is about to be written.
///
/// If it is, the old spelling is removed first; removed last, it would take the new file along.
fn respelled<'a>(
    root: &Path,
    entries: &Entries,
    stale: &BTreeMap<&'a str, Stale>,
) -> fsx::Result<BTreeMap<&'a str, bool>> {
    let mut respelled = BTreeMap::new();
    if stale.is_empty() {
        return Ok(respelled);
    }
    let spellings: BTreeMap<_, _> =
        entries.iter().map(|(path, entry)| (path.to_lowercase(), (path, &entry.fate))).collect();
    for old in stale.keys() {
        let Some((new, fate)) = spellings.get(&old.to_lowercase()) else {
            continue;
        };
        if fsx::same_file(&ground::place(root, old), &ground::place(root, new))? {
            respelled.insert(*old, matches!(fate, Fate::Replace(_)));
        }
    }
    Ok(respelled)
}

/// Returns whether a stale file stands where a new one needs a folder, or the other way round.
fn is_in_the_way(stale: &str, entries: &Entries) -> bool {
    has_below(entries, stale) || folders(stale).any(|folder| entries.contains_key(folder))
}

/// Returns whether some path is inside this folder.
fn has_below<P: Borrow<str> + Ord, V>(paths: &BTreeMap<P, V>, folder: &str) -> bool {
    let start = format!("{folder}/");
    let mut next = paths.range::<str, _>((Bound::Included(start.as_str()), Bound::Unbounded));
    next.next().is_some_and(|(path, _)| path.borrow().starts_with(&start))
}

/// The folders above a path, from the top down.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}
