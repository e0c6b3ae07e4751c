//! Paths as messages and outputs write them: with `/` on every system.

use std::path::Path;

/// A path relative to a folder; `None` if it is elsewhere or not Unicode.
pub fn relative(folder: &Path, path: &Path) -> Option<String> {
    let inside = path.strip_prefix(folder).ok()?;
    let names: Option<Vec<&str>> =
        inside.components().map(|part| part.as_os_str().to_str()).collect();
    Some(names?.join("/"))
}
