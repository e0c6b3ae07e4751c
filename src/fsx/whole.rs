//! Files that are replaced whole: the new bytes lie beside the old ones before they take their place.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock, RwLockWriteGuard};

use super::{Result, context, names, remove_file};

/// Replaces a file whole: readers see the old bytes or the new ones, never half of them.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    replace_by(path, bytes, File::sync_data)
}

/// Shared by all who have a temporary file beside the one that they replace.
static REPLACING: RwLock<()> = RwLock::new(());

/// Nobody replaces a file as long as this is there.
#[derive(Debug)]
pub struct Pause(
    #[expect(dead_code, reason = "it is held, not used")] RwLockWriteGuard<'static, ()>,
);

/// Waits until every file that is being replaced is whole, and lets nobody begin with another: for a
/// process that is about to end, and would leave temporary files behind.
pub fn pause() -> Pause {
    Pause(REPLACING.write().unwrap_or_else(PoisonError::into_inner))
}

/// Replaces a file whole, as [`replace`] does, without waiting for the disk: after a loss of power
/// it may be empty, so it is for what can be checked and made again.
pub fn replace_lightly(path: &Path, bytes: &[u8]) -> Result<()> {
    replace_by(path, bytes, |_| Ok(()))
}

fn replace_by(
    path: &Path,
    bytes: &[u8],
    settle: impl FnOnce(&File) -> io::Result<()>,
) -> Result<()> {
    let _here = REPLACING.read().unwrap_or_else(PoisonError::into_inner);
    stage_by(path, bytes, settle)?.persist()
}

/// The new bytes of a file: on the disk, beside it, and not yet in its place.
#[derive(Debug)]
pub struct Staged {
    /// Closed, since many of them wait at once.
    file: tempfile::TempPath,
    path: PathBuf,
}

/// The new bytes of a file while they are written, piece by piece.
#[derive(Debug)]
pub struct Staging {
    file: BufWriter<tempfile::NamedTempFile>,
    path: PathBuf,
}

/// Begins to write the bytes of a file beside it. Where they are never put, nothing is left of them.
pub fn staging(path: &Path) -> Result<Staging> {
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    let file = context("write", path, sibling(path, folder))?;
    Ok(Staging { file: BufWriter::with_capacity(1 << 16, file), path: path.to_owned() })
}

impl Write for Staging {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Staging {
    /// Ends it: all bytes are on the disk.
    pub fn finish(self) -> Result<Staged> {
        let Self { file, path } = self;
        let ended = file.into_inner().map_err(io::IntoInnerError::into_error).and_then(|file| {
            file.as_file().sync_data()?;
            Ok(file.into_temp_path())
        });
        context("write", &path, ended).map(|file| Staged { file, path })
    }
}

/// Gets ready to replace a file whole. Where it is never put, nothing is left of it.
pub fn stage(path: &Path, bytes: &[u8]) -> Result<Staged> {
    stage_by(path, bytes, File::sync_data)
}

fn stage_by(
    path: &Path,
    bytes: &[u8],
    settle: impl FnOnce(&File) -> io::Result<()>,
) -> Result<Staged> {
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    let staged = sibling(path, folder).and_then(|mut file| {
        file.write_all(bytes)?;
        settle(file.as_file())?;
        Ok(file.into_temp_path())
    });
    context("write", path, staged.map(|file| Staged { file, path: path.to_owned() }))
}

impl Staged {
    /// Puts it in its place: readers see the old bytes or the new ones, never half of them.
    pub fn put(self) -> Result<()> {
        let _here = REPLACING.read().unwrap_or_else(PoisonError::into_inner);
        self.persist()
    }

    /// Puts it in its place, unless something is there: that stays, and the error says that it exists.
    pub fn put_new(self) -> Result<()> {
        let _here = REPLACING.read().unwrap_or_else(PoisonError::into_inner);
        let Self { file, path } = self;
        context("write", &path, file.persist_noclobber(&path).map_err(|error| error.error))
    }

    fn persist(self) -> Result<()> {
        let Self { file, path } = self;
        context("write", &path, file.persist(&path).map_err(|error| error.error))
    }
}

/// A temporary file with the permissions of the file that it will replace, or those of a new one.
fn sibling(path: &Path, folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let file = temporary().tempfile_in(folder)?;
    if let Ok(old) = fs::metadata(path) {
        file.as_file().set_permissions(old.permissions())?;
    }
    Ok(file)
}

/// Whether a file is one that a run has not put in its place, or never will: as `tempfile` names them.
pub fn is_temporary(name: &str) -> bool {
    let rest = name.strip_prefix(".tmp").unwrap_or_default();
    rest.len() == 6 && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Removes from a folder what a killed run has left there, but not what this one will put.
pub fn sweep(folder: &Path, own: &[&Staged]) -> Result<()> {
    let is_own =
        |name: &str| own.iter().any(|staged| staged.file.file_name() == Some(name.as_ref()));
    for name in names(folder)?.into_iter().filter(|name| is_temporary(name) && !is_own(name)) {
        remove_file(&folder.join(name))?;
    }
    Ok(())
}

/// Makes files with the permissions of new ones, not those of secrets.
#[cfg(unix)]
pub(super) fn temporary() -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;

    let mut builder = tempfile::Builder::new();
    builder.permissions(fs::Permissions::from_mode(0o666));
    builder
}

#[cfg(not(unix))]
pub(super) fn temporary() -> tempfile::Builder<'static, 'static> {
    tempfile::Builder::new()
}
