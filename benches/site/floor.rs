//! The limit: how long it takes to write the same files, and to do nothing else.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use laurels::fsx;
use rayon::prelude::*;

use crate::Result;
use crate::process::print;

/// The first argument of the process that writes.
pub(crate) const WRITE: &str = "--inside-write";

/// Writes the files of one folder into a new one, and gives the seconds that it took. A process
/// of its own does it, which is as new to its memory and its threads as a build is.
pub(crate) fn measure(from: &Path, to: &Path) -> Result<f64> {
    let said = Command::new(std::env::current_exe()?).arg(WRITE).args([from, to]).output()?;
    if !said.status.success() {
        let reason = String::from_utf8_lossy(&said.stderr).into_owned();
        return Err(format!("the same files could not be written: {reason}").into());
    }
    Ok(serde_json::from_slice(&said.stdout)?)
}

/// What that process does.
pub(crate) fn writer(mut arguments: impl Iterator<Item = OsString>) -> Result<()> {
    let mut next = || arguments.next().ok_or("an argument is missing").map(PathBuf::from);
    let (from, to) = (next()?, next()?);
    let files = read(&from)?;
    let staging = to.with_extension("staging");
    // As many threads as there are processors; their start is no part of the writing.
    rayon::broadcast(|_| ());
    let started = Instant::now();
    fsx::create_folders(&staging)?;
    files.par_iter().try_for_each(|(path, bytes)| write(&staging.join(path), bytes))?;
    fsx::rename(&staging, &to)?;
    print(&started.elapsed().as_secs_f64().to_string())
}

/// The way of `laurels build` into a new folder.
fn write(path: &Path, bytes: &[u8]) -> fsx::Result<()> {
    path.parent().map_or(Ok(()), fsx::create_folders)?;
    fsx::write_new(path, bytes).map(drop)
}

/// The files of a folder, in the order of their paths.
fn read(folder: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder)?.to_owned();
            files.push((path, fsx::read(entry.path())?));
        }
    }
    Ok(files)
}
