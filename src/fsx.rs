//! File access whose errors always carry the path and what was tried.
//!
//! Everything that touches the disk goes through here (a lint holds that), so no message can say
//! "file exists" without saying which. Writes of single files are whole or not at all.
#![allow(clippy::disallowed_methods, reason = "this is the one place that may call them")]

mod whole;

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

pub use self::whole::{
    Pause, Staged, Staging, is_temporary, pause, replace, replace_lightly, stage, staging, sweep,
};

/// A failed file operation.
#[derive(Debug)]
pub struct Error {
    /// What was tried, such as `read` or `create the folder`.
    pub action: &'static str,
    /// On which file or folder.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot {} `{}`: {}", self.action, self.path.display(), reason(&self.source))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

impl Error {
    /// Returns whether the file or folder does not exist.
    pub fn is_missing(&self) -> bool {
        matches!(self.source.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
    }
}

/// The result of a file operation.
pub type Result<T> = std::result::Result<T, Error>;

/// What the system said, in lower case and without its error number.
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Adds the path and the action to a system error.
pub fn context<T>(action: &'static str, path: &Path, result: io::Result<T>) -> Result<T> {
    result.map_err(|source| Error { action, path: path.to_owned(), source })
}

/// Reads a whole file.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    context("read", path, fs::read(path))
}

/// Reads the first bytes of a file, up to a number.
pub fn read_start(path: &Path, bytes: u64) -> Result<Vec<u8>> {
    let mut start = Vec::new();
    context("read", path, open(path)?.take(bytes).read_to_end(&mut start))?;
    Ok(start)
}

/// Reads a whole file if it exists.
pub fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>> {
    match read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.is_missing() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Opens a file for reading.
pub fn open(path: &Path) -> Result<File> {
    context("read", path, File::open(path))
}

/// Writes a new file directly, for folders that nobody sees yet, and tells what the file system
/// then knows of it.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<fs::Metadata> {
    let mut file = context("write", path, File::create_new(path))?;
    context("write", path, file.write_all(bytes))?;
    settled(file, path)
}

/// What the file system knows of a file that was just written. A disk of another system may still
/// move the time of the last change when the file is closed; then the next build reads the file
/// again to see that it is what it was.
#[cfg(unix)]
fn settled(file: File, path: &Path) -> Result<fs::Metadata> {
    context("read", path, file.metadata())
}

/// Windows settles the time of the last change only when a file is closed.
#[cfg(not(unix))]
fn settled(file: File, path: &Path) -> Result<fs::Metadata> {
    drop(file);
    context("read", path, fs::symlink_metadata(path))
}

/// Creates a folder and all above it.
pub fn create_folders(path: &Path) -> Result<()> {
    context("create the folder", path, fs::create_dir_all(path))
}

/// Renames a file or folder, replacing a file of the new name.
pub fn rename(from: &Path, to: &Path) -> Result<()> {
    context("write", to, fs::rename(from, to))
}

/// Removes a file; one that is gone already is fine.
pub fn remove_file(path: &Path) -> Result<()> {
    context("remove", path, forgive_missing(fs::remove_file(path)))
}

/// Removes a folder if it is empty; one that is gone already, or is not empty, is fine.
pub fn remove_empty_folder(path: &Path) -> Result<()> {
    match forgive_missing(fs::remove_dir(path)) {
        Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(()),
        result => context("remove", path, result),
    }
}

/// Removes a folder with all that is in it; one that is gone already is fine.
pub fn remove_folder(path: &Path) -> Result<()> {
    context("remove", path, forgive_missing(fs::remove_dir_all(path)))
}

fn forgive_missing(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// Reads what the file system knows of a file or folder, following links; `None` if there is none.
pub fn metadata(path: &Path) -> Result<Option<fs::Metadata>> {
    match fs::metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error)
            if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) =>
        {
            Ok(None)
        }
        Err(error) => context("read", path, Err(error)),
    }
}

/// By what a file is recognised without reading it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    size: u64,
    modified: i128,
    /// What else tells one file from another that was put in its place: its number, and when that
    /// was last done.
    place: (u64, i128),
}

impl Stamp {
    /// Reads it from what the file system says.
    pub fn of(metadata: &fs::Metadata) -> Self {
        let since = |time: io::Result<SystemTime>| match time
            .map(|time| time.duration_since(UNIX_EPOCH))
        {
            Ok(Ok(after)) => i128::try_from(after.as_nanos()).unwrap_or_default(),
            Ok(Err(before)) => -i128::try_from(before.duration().as_nanos()).unwrap_or_default(),
            Err(_) => 0,
        };
        #[cfg(unix)]
        let place = {
            use std::os::unix::fs::MetadataExt;
            let changed = i128::from(metadata.ctime()) * 1_000_000_000;
            (metadata.ino(), changed + i128::from(metadata.ctime_nsec()))
        };
        #[cfg(not(unix))]
        let place = (0, since(metadata.created()));
        Self { size: metadata.len(), modified: since(metadata.modified()), place }
    }

    /// Whether every later change gets other times: the clocks of some file systems tick every two
    /// seconds.
    pub fn is_settled(&self, now: SystemTime) -> bool {
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
        let newest = self.modified.max(self.place.1);
        i128::try_from(now).is_ok_and(|now| newest != 0 && newest + 3_000_000_000 < now)
    }

    /// As bytes, to be hashed.
    pub fn to_bytes(self) -> [u8; 48] {
        let mut bytes = [0; 48];
        bytes[..8].copy_from_slice(&self.size.to_le_bytes());
        bytes[8..24].copy_from_slice(&self.modified.to_le_bytes());
        bytes[24..32].copy_from_slice(&self.place.0.to_le_bytes());
        bytes[32..].copy_from_slice(&self.place.1.to_le_bytes());
        bytes
    }
}

/// Returns whether a folder is missing or has nothing in it.
pub fn is_absent_or_empty(path: &Path) -> Result<bool> {
    match fs::read_dir(path) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => context("read the folder", path, Err(error)),
    }
}

/// The absolute form of a path with links resolved as far as the path exists.
pub fn resolve(path: &Path) -> Result<PathBuf> {
    let absolute = context("find", path, std::path::absolute(path))?;
    let mut missing = Vec::new();
    let mut existing = absolute.as_path();
    loop {
        match existing.canonicalize() {
            Ok(found) => return Ok(missing.iter().rev().fold(found, |path, name| path.join(name))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let (Some(parent), Some(name)) = (existing.parent(), existing.file_name()) else {
                    return Ok(absolute);
                };
                missing.push(name.to_owned());
                existing = parent;
            }
            Err(error) => return context("find", existing, Err(error)),
        }
    }
}

/// Reads a file piece by piece and gives its size and a hash of its bytes.
pub fn hash(path: &Path) -> Result<(u64, u64)> {
    let mut hasher = xxhash_rust::xxh3::Xxh3::new();
    let mut reader = io::BufReader::with_capacity(1 << 16, open(path)?);
    let mut size = 0;
    loop {
        let piece = context("read", path, io::BufRead::fill_buf(&mut reader))?;
        if piece.is_empty() {
            return Ok((size, hasher.digest()));
        }
        hasher.update(piece);
        let length = piece.len();
        size += length as u64;
        io::BufRead::consume(&mut reader, length);
    }
}

/// Reads what the file system knows of a file, a folder or a link itself; `None` if there is none.
pub fn link_metadata(path: &Path) -> Result<Option<fs::Metadata>> {
    match context("read", path, fs::symlink_metadata(path)) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if error.is_missing() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Returns whether two paths lead to one file or folder, such as two spellings of a name on a
/// disk that ignores case; a missing one is never the same.
pub fn same_file(one: &Path, other: &Path) -> Result<bool> {
    Ok(match (identity(one)?, identity(other)?) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    })
}

#[cfg(unix)]
fn identity(path: &Path) -> Result<Option<(u64, u64)>> {
    use std::os::unix::fs::MetadataExt;
    Ok(metadata(path)?.map(|metadata| (metadata.dev(), metadata.ino())))
}

/// Where the standard library does not tell the number of a file, its full name has to do; the
/// systems concerned give it in its true spelling.
#[cfg(not(unix))]
fn identity(path: &Path) -> Result<Option<PathBuf>> {
    match context("find", path, path.canonicalize()) {
        Ok(path) => Ok(Some(path)),
        Err(error) if error.is_missing() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Copies the content of a file, and nothing else of it, into a new file; for folders that nobody
/// sees yet, and tells what the file system then knows of the new one.
pub fn copy_new(from: &Path, to: &Path) -> Result<fs::Metadata> {
    let mut source = open(from)?;
    let mut file = context("write", to, File::create_new(to))?;
    context("write", to, io::copy(&mut source, &mut file))?;
    settled(file, to)
}

/// Locks a file, made if there is none, until the returned handle is dropped or the process ends.
///
/// `None` if somebody else holds the lock. A file system without locks gives a handle that guards
/// nothing: a folder on such a disk is better used without a guard than not at all.
pub fn try_lock(path: &Path) -> Result<Option<File>> {
    let file = File::options().create(true).truncate(false).write(true).open(path);
    let file = context("lock", path, file)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
            Ok(Some(file))
        }
        Err(fs::TryLockError::Error(error)) => context("lock", path, Err(error)),
    }
}

/// Locks a file as [`try_lock`] does, but together with all others who share it; waits while
/// somebody has it alone.
pub fn share_lock(path: &Path) -> Result<File> {
    let file = File::options().create(true).truncate(false).write(true).open(path);
    let file = context("lock", path, file)?;
    match file.lock_shared() {
        Err(error) if error.kind() != io::ErrorKind::Unsupported => {
            context("lock", path, Err(error))
        }
        _ => Ok(file),
    }
}

/// The names of what is in a folder, in no order; none if there is no such folder. Names that are
/// no Unicode are left out.
pub fn names(path: &Path) -> Result<Vec<String>> {
    let entries = match fs::read_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => context("read the folder", path, entries)?,
    };
    let mut names = Vec::new();
    for entry in entries {
        names.extend(context("read the folder", path, entry)?.file_name().into_string());
    }
    Ok(names)
}

/// Replaces a file whole, as [`replace`] does, by way of a file of a given name beside it; its
/// content comes piece by piece.
///
/// For those who keep everybody else out: a process that is killed leaves that file behind, and
/// the next one writes over it, where random names would gather.
pub fn replace_by_way_of(
    name: &str,
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    let beside = path.with_file_name(name);
    let written = File::create(&beside).and_then(|file| {
        let mut pieces = io::BufWriter::with_capacity(1 << 16, file);
        write(&mut pieces)?;
        pieces.into_inner().map_err(io::IntoInnerError::into_error)?.sync_data()
    });
    let replaced = context("write", path, written).and_then(|()| rename(&beside, path));
    if replaced.is_err() {
        let _ = remove_file(&beside);
    }
    replaced
}
