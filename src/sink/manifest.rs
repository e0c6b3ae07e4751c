//! The record of an output folder: what a build wrote there, and what it had to say.
//!
//! One file per output folder, `.laurels/output-<hash of its path>.json`, written whole. A folder
//! inside the site is known by its path from there, so that a site may be moved with its output.
//! A record that cannot be used counts as none: the build is then careful instead of wrong.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ground::Stamp;
use crate::diag::{Diagnostic, Place};
use crate::fsx;

/// The version of the format; a build knows only its own.
const FORMAT: u32 = 1;

/// What is recorded of an output folder.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Manifest<P: Ord = String, R = FileRecord> {
    format: u32,
    /// The folder that it describes.
    output: String,
    /// Whether the folder holds exactly this; if not, a commit was on its way.
    pub(super) complete: bool,
    /// As given by the run.
    pub(super) fingerprint: String,
    /// Every file, by its path in the folder.
    pub(super) files: BTreeMap<P, R>,
    /// As given by the run, and the warnings of its commit.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// As given by the run.
    pub(super) summary: serde_json::Value,
}

/// What is recorded of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileRecord {
    size: u64,
    modified: u64,
    /// The hash of what a build wrote.
    hash: Hash,
    /// Hashes of what it may hold instead, if a commit was on its way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<Hash>,
    /// Whether it no longer belongs to the site, but was changed by hand and so left.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) left: bool,
}

impl FileRecord {
    pub(super) fn new(stamp: Stamp, hash: u64) -> Self {
        let Stamp { size, modified } = stamp;
        Self { size, modified, hash: Hash(hash), earlier: Vec::new(), left: false }
    }

    /// The same file with what an earlier build may have left in its place.
    pub(super) fn over(&self, before: Option<&Self>) -> Self {
        let earlier =
            before.into_iter().flat_map(|record| [&record.hash].into_iter().chain(&record.earlier));
        let earlier = earlier.filter(|hash| **hash != self.hash).copied().collect();
        Self { earlier, ..self.clone() }
    }

    /// The same file as it was found, changed by hand.
    pub(super) fn left(&self, stamp: Stamp) -> Self {
        let Stamp { size, modified } = stamp;
        Self { size, modified, left: true, ..self.clone() }
    }

    pub(super) fn stamp(&self) -> Stamp {
        Stamp { size: self.size, modified: self.modified }
    }

    /// The hash of what a build wrote.
    pub(super) fn hash(&self) -> u64 {
        self.hash.0
    }

    /// Returns whether a build may have written content with this hash here.
    pub(super) fn wrote(&self, hash: u64) -> bool {
        self.hash.0 == hash || self.earlier.contains(&Hash(hash))
    }
}

/// A content hash, written as 16 hexadecimal digits: JSON numbers lose digits in other readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Hash(u64);

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:016x}", self.0))
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        u64::from_str_radix(&text, 16).map(Self).map_err(serde::de::Error::custom)
    }
}

/// What a look for the record gave.
#[derive(Debug)]
pub(super) enum Found {
    /// There is none.
    Nothing,
    /// There is one that cannot be used.
    Unusable(Diagnostic),
    /// There is one.
    Manifest(Manifest),
}

/// Where the record of one output folder is kept.
#[derive(Debug)]
pub(super) struct ManifestFile {
    folder: PathBuf,
    name: String,
    output: String,
}

impl ManifestFile {
    /// Finds the place for the record of an output folder; both paths are resolved.
    pub(super) fn new(site: &Path, out: &Path) -> Self {
        let inside = out.strip_prefix(site).ok().map(|path| {
            let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
            parts.join("/")
        });
        let output = inside.unwrap_or_else(|| out.to_string_lossy().into_owned());
        let name = format!("output-{:016x}", super::content_hash(output.as_bytes()));
        Self { folder: site.join(".laurels"), name, output }
    }

    /// How messages name a path of the output: from the site if it is inside.
    pub(super) fn display(&self, path: &str) -> String {
        format!("{}/{path}", self.output)
    }

    /// Takes the lock that keeps other builds out of the output folder; `None` if one is in there.
    pub(super) fn lock(&self) -> fsx::Result<Option<std::fs::File>> {
        fsx::create_folders(&self.folder)?;
        fsx::try_lock(&self.folder.join(format!("{}.lock", self.name)))
    }

    /// Starts a record of this folder.
    pub(super) fn manifest<P: Ord, R>(
        &self,
        complete: bool,
        files: BTreeMap<P, R>,
    ) -> Manifest<P, R> {
        Manifest {
            format: FORMAT,
            output: self.output.clone(),
            complete,
            fingerprint: String::new(),
            files,
            diagnostics: Vec::new(),
            summary: serde_json::Value::Null,
        }
    }

    /// Reads the record.
    pub(super) fn read(&self) -> Found {
        let manifest = match fsx::read_if_there(&self.path()) {
            Ok(None) => return Found::Nothing,
            Ok(Some(bytes)) => serde_json::from_slice::<Manifest>(&bytes).ok(),
            Err(_) => None,
        };
        match manifest.filter(|found| found.format == FORMAT && found.output == self.output) {
            Some(manifest) => Found::Manifest(manifest),
            None => Found::Unusable(self.unusable()),
        }
    }

    /// Whether a build has written into this folder.
    pub(super) fn is_there(&self) -> fsx::Result<bool> {
        Ok(fsx::metadata(&self.path())?.is_some())
    }

    /// Replaces the record; only while the lock is held.
    pub(super) fn write(&self, manifest: &impl Serialize) -> fsx::Result<()> {
        fsx::create_folders(&self.folder)?;
        let path = self.path();
        let beside = format!("{}.new", self.name);
        fsx::replace_by_way_of(&beside, &path, |to| Ok(serde_json::to_writer(to, manifest)?))
    }

    /// Removes the record.
    pub(super) fn remove(&self) -> fsx::Result<()> {
        fsx::remove_file(&self.path())
    }

    fn path(&self) -> PathBuf {
        self.folder.join(format!("{}.json", self.name))
    }

    fn unusable(&self) -> Diagnostic {
        let message = format!(
            "the record of the last build into `{}` is damaged or comes from another version, and \
             is not used",
            self.output
        );
        Diagnostic::note("output-record-unusable", message)
            .at(Place::file(format!(".laurels/{}.json", self.name)))
            .hint("if the build stops at a file of an old build, remove the output folder")
    }
}
