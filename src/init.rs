//! The starter site, and the file that `laurels new` writes.

use std::path::Path;

use include_dir::{Dir, include_dir};
use jiff::civil::Date;

use crate::fsx;

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/init/starter");

const TESTIMONIAL: &str = include_str!("init/testimonial.md");

/// Why no site was written.
#[derive(Debug)]
pub enum Error {
    /// The folder has something in it.
    NotEmpty,
    /// The disk did not do what was asked.
    File(fsx::Error),
}

impl From<fsx::Error> for Error {
    fn from(error: fsx::Error) -> Self {
        Self::File(error)
    }
}

/// Writes the starter site into a folder that is empty or missing; gives the paths written.
pub fn write(folder: &Path) -> Result<Vec<String>, Error> {
    if !fsx::is_absent_or_empty(folder)? {
        return Err(Error::NotEmpty);
    }
    let mut files = Vec::new();
    collect(&STARTER, &mut files);
    files.sort();
    for (path, bytes) in &files {
        let target = folder.join(path);
        if let Some(parent) = target.parent() {
            fsx::create_folders(parent)?;
        }
        fsx::replace(&target, bytes)?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

/// The files of the starter. Names that would mean something where they are kept are written
/// without their dot there: `dot-gitignore` becomes `.gitignore`.
fn collect(folder: &Dir<'static>, files: &mut Vec<(String, &'static [u8])>) {
    for file in folder.files() {
        let parts: Vec<String> = file
            .path()
            .components()
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .map(|part| part.strip_prefix("dot-").map_or(part.clone(), |rest| format!(".{rest}")))
            .collect();
        files.push((parts.join("/"), file.contents()));
    }
    for folder in folder.dirs() {
        collect(folder, files);
    }
}

/// A testimonial with every field explained, for one author.
pub fn testimonial(name: &str, today: Date) -> String {
    // A name in double quotes is a YAML text whatever is in it.
    let quoted = serde_json::to_string(name).unwrap_or_else(|_| "\"\"".to_owned());
    // The name comes last: nothing in it is a place to fill.
    TESTIMONIAL.replace("TODAY", &today.to_string()).replace("\"NAME\"", &quoted)
}
