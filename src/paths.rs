//! Paths as messages and outputs write them: with `/` on every system.

use std::path::Path;

/// A path relative to a folder; `None` if it is elsewhere or not Unicode.
pub fn relative(folder: &Path, path: &Path) -> Option<String> {
    let inside = path.strip_prefix(folder).ok()?;
    if let Some(plain) = inside.to_str().filter(|text| is_plain(text)) {
        return Some(plain.to_owned());
    }
    let names: Option<Vec<&str>> =
        inside.components().map(|part| part.as_os_str().to_str()).collect();
    Some(names?.join("/"))
}

/// Whether a path is written as outputs write it already.
fn is_plain(path: &str) -> bool {
    !path.contains('\\') && path.split('/').all(|name| !matches!(name, "" | "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_with_slashes_and_without_detours() {
        let folder = Path::new("site");
        for (path, expected) in [
            (folder.join("content").join("a.md"), Some("content/a.md")),
            (folder.join("content//a.md"), Some("content/a.md")),
            (folder.join("./content/./a.md"), Some("content/a.md")),
            (Path::new("elsewhere").join("a.md"), None),
            (folder.to_owned(), Some("")),
        ] {
            assert_eq!(relative(folder, &path).as_deref(), expected, "{}", path.display());
        }
    }
}
