//! Finished variants, kept between builds: `.laurels/media/`.
//!
//! ```text
//! HASH-ROLE.json       which variants there are, with their sizes and hashes
//! HASH-ROLE-480.jpg    a variant, as it is published
//! lock                 shared by builds, alone for whoever tidies up
//! ```
//!
//! `HASH` is that of the owner's file. A variant is used only if its bytes have the hash that was
//! written down, and a record only if it has its own, so it does not matter who wrote a file, nor
//! whether all of it arrived: what does not fit is made again. Where nothing can be written, builds
//! work as well and take longer.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::photo::Finished;
use super::{Bytes, Making, Piece, Role, Stored, Variant};
use crate::content::MediaFile;
use crate::fsx;
use crate::model::MediaRef;

/// Whatever changes the bytes of variants gets another number.
const RECIPE: u32 = 1;

/// The name of the lock.
const LOCK: &str = "lock";

/// Keeps finished variants for this build and the next.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    making: Making,
    lock: Option<File>,
    /// The hashes of the files in `content/media/`: what was made of others is not needed any more.
    known: BTreeSet<String>,
    /// The names of the records that this run used, and of everything that belongs to each.
    used: BTreeMap<String, BTreeSet<String>>,
}

impl Store {
    /// The store of a site; nothing is read or written yet.
    pub fn new(site: &Path, making: Making) -> Self {
        let folder = site.join(".laurels").join("media");
        Self { folder, making, lock: None, known: BTreeSet::new(), used: BTreeMap::new() }
    }

    /// The store that a finished variant lies in, and of which file it was made, as what.
    pub(super) fn of(place: &Path) -> Option<(Self, u64, Role)> {
        let (folder, name) = (place.parent()?, place.file_name()?.to_str()?);
        let site = folder.parent().and_then(Path::parent)?;
        let store = Self::new(site, Making::Files);
        let (hash, rest) = name.split_once('-')?;
        let hash = u64::from_str_radix(hash, 16).ok()?;
        let (word, _) = rest.split_once('-')?;
        let roles = [Role::Avatar, Role::Photo, Role::Logo];
        let role = roles.into_iter().find(|role| role.word() == word)?;
        (store.folder == folder).then_some((store, hash, role))
    }

    /// Whether anything is to be made at all.
    pub fn is_wanted(&self) -> bool {
        self.making != Making::Nothing
    }

    /// Gets ready for photos, if there are any.
    pub(super) fn open(&mut self, wanted: &BTreeSet<(MediaRef, Role)>, files: &[MediaFile]) {
        self.known = files.iter().map(|file| format!("{:016x}", file.hash)).collect();
        let has_photos = wanted.iter().any(|(_, role)| *role < Role::Icon);
        if has_photos && self.making == Making::Files {
            self.lock();
        }
    }

    /// Takes the right to keep something, for as long as the store is there.
    pub(super) fn lock(&mut self) {
        let lock = fsx::create_folders(&self.folder)
            .and_then(|()| fsx::share_lock(&self.folder.join(LOCK)));
        self.lock = lock.ok();
    }

    /// Finds the finished variants of a photo; what is not whole counts as missing.
    pub(super) fn find(&self, file: &MediaFile, role: Role) -> Option<Vec<Piece>> {
        let bytes = fsx::read(&self.record(file, role)).ok()?;
        let record: Record = serde_json::from_slice(&bytes).ok()?;
        if record.check != record.sum() || record.source != file.size {
            return None;
        }
        let pieces = record.variants.iter().map(|kept| {
            let place = self.folder.join(kept.name(file, role));
            let hash = u64::from_str_radix(&kept.hash, 16).ok()?;
            let found = fsx::hash(&place).ok()?;
            (found == (kept.length, hash)).then(|| kept.piece(Bytes::Disk(place)))?
        });
        let pieces: Option<Vec<Piece>> = pieces.collect();
        pieces.filter(|pieces| !pieces.is_empty())
    }

    /// Keeps finished variants: on the disk, else in memory.
    pub(super) fn keep(&self, file: &MediaFile, role: Role, made: Vec<Finished>) -> Vec<Piece> {
        let mut variants = Vec::with_capacity(made.len());
        let mut pieces = Vec::with_capacity(made.len());
        for finished in made {
            let kept = Kept::of(&finished);
            let place = self.folder.join(kept.name(file, role));
            let bytes = match self.making {
                Making::Files => self.put(&place, finished.bytes),
                Making::Trial | Making::Nothing => Bytes::Memory(Arc::default()),
            };
            pieces.extend(kept.piece(bytes));
            variants.push(kept);
        }
        if pieces.iter().all(|(_, stored)| matches!(stored.bytes, Bytes::Disk(_))) {
            let mut record = Record { recipe: RECIPE, source: file.size, variants, check: 0 };
            record.check = record.sum();
            // Without a record the photo is opened again next time.
            let _ = serde_json::to_vec(&record)
                .map(|bytes| fsx::replace_lightly(&self.record(file, role), &bytes));
        }
        pieces
    }

    fn put(&self, place: &Path, bytes: Vec<u8>) -> Bytes {
        if self.lock.is_some() && fsx::replace_lightly(place, &bytes).is_ok() {
            Bytes::Disk(place.to_owned())
        } else {
            Bytes::Memory(bytes.into())
        }
    }

    /// Remembers what a photo is shown as, so that whatever else was made of it can go.
    pub(super) fn using(&mut self, file: &MediaFile, role: Role, pieces: &[Piece]) {
        if role < Role::Icon {
            let places = pieces.iter().filter_map(|(_, stored)| match &stored.bytes {
                Bytes::Disk(place) if place.starts_with(&self.folder) => place.file_name(),
                _ => None,
            });
            let mut names: BTreeSet<String> =
                places.map(|name| name.to_string_lossy().into_owned()).collect();
            let stem = stem(file, role);
            names.insert(format!("{stem}.json"));
            self.used.insert(stem, names);
        }
    }

    /// Whether a file of the cache is one that this build or another one needs. Of a photo that is
    /// not shown this time, such as that of a draft, everything stays as long as the photo does.
    fn is_needed(&self, name: &str) -> bool {
        let start = |parts: usize| {
            let end =
                name.match_indices(['-', '.']).nth(parts - 1).map_or(name.len(), |(at, _)| at);
            &name[..end]
        };
        let is_used = |names: &BTreeSet<String>| names.contains(name);
        name == LOCK || self.known.contains(start(1)) && self.used.get(start(2)).is_none_or(is_used)
    }

    /// Removes what no build needs any more, unless another build is at work. Failing to is no
    /// fault: the next build tries again.
    pub fn tidy(mut self) {
        drop(self.lock.take());
        let Ok(names) = fsx::names(&self.folder) else { return };
        let stale: Vec<&String> = names.iter().filter(|name| !self.is_needed(name)).collect();
        if stale.is_empty() {
            return;
        }
        if let Ok(Some(_alone)) = fsx::try_lock(&self.folder.join(LOCK)) {
            for name in stale {
                let _ = fsx::remove_file(&self.folder.join(name));
            }
        }
    }

    fn record(&self, file: &MediaFile, role: Role) -> PathBuf {
        self.folder.join(format!("{}.json", stem(file, role)))
    }
}

/// What the names of everything that is made of a photo start with.
fn stem(file: &MediaFile, role: Role) -> String {
    format!("{:016x}-{}", file.hash, role.word())
}

/// What was made of a photo.
#[derive(Debug, Serialize, Deserialize)]
struct Record {
    recipe: u32,
    /// The length of the owner's file.
    source: u64,
    variants: Vec<Kept>,
    /// A hash of all that.
    check: u64,
}

impl Record {
    /// What `check` has to be. A record of another recipe has another one.
    fn sum(&self) -> u64 {
        let variants = serde_json::to_string(&self.variants).unwrap_or_default();
        xxh3_64(format!("{RECIPE} {} {} {variants}", self.recipe, self.source).as_bytes())
    }
}

/// A variant on the disk.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    width: u32,
    height: u32,
    end: String,
    hash: String,
    length: u64,
}

impl Kept {
    fn of(finished: &Finished) -> Self {
        Self {
            width: finished.width,
            height: finished.height,
            end: finished.end.to_owned(),
            hash: format!("{:016x}", xxh3_64(&finished.bytes)),
            length: finished.bytes.len() as u64,
        }
    }

    /// Its name in the cache.
    fn name(&self, file: &MediaFile, role: Role) -> String {
        format!("{}-{}.{}", stem(file, role), self.width, self.end)
    }

    fn piece(&self, bytes: Bytes) -> Option<Piece> {
        let path = format!("assets/{}-{}.{}", self.hash, self.width, self.end);
        let hash = u64::from_str_radix(&self.hash, 16).ok()?;
        let variant = Variant { path, size: Some((self.width, self.height)) };
        Some((variant, Stored { bytes, hash, size: self.length }))
    }
}
