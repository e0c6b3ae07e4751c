//! A folder with all its files, to be listed and compared.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use walkdir::WalkDir;

/// Files with their bytes, by their paths with `/` on every system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// Paths and bytes.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Tree {
    /// Reads all files below a folder; one that does not exist has none.
    pub fn of(folder: &Path) -> Self {
        let mut files = BTreeMap::new();
        for entry in WalkDir::new(folder).into_iter().filter_map(Result::ok) {
            if entry.file_type().is_file() {
                let inside = entry.path().strip_prefix(folder).unwrap();
                let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
                files.insert(parts.join("/"), std::fs::read(entry.path()).unwrap());
            }
        }
        Self { files }
    }

    /// The paths, a line each.
    pub fn list(&self) -> String {
        self.files.keys().flat_map(|path| [path.as_str(), "\n"]).collect()
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> &str {
        let bytes =
            self.files.get(path).unwrap_or_else(|| panic!("no `{path}` in:\n{}", self.list()));
        std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("`{path}` is not UTF-8"))
    }

    /// The paths and texts of all files with an ending.
    pub fn texts<'a>(&'a self, ending: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let paths = self.files.keys().filter(move |path| path.ends_with(ending));
        paths.map(|path| (path.as_str(), self.text(path)))
    }

    /// What is new (`+`), gone (`-`) and different (`~`) since another tree, a line each.
    pub fn changes_since(&self, old: &Self) -> String {
        let paths: BTreeSet<&String> = self.files.keys().chain(old.files.keys()).collect();
        let sign = |path: &String| match (old.files.get(path), self.files.get(path)) {
            (None, _) => Some('+'),
            (_, None) => Some('-'),
            (before, now) => (before != now).then_some('~'),
        };
        paths.into_iter().filter_map(|path| Some(format!("{} {path}\n", sign(path)?))).collect()
    }
}

/// Fails with the list of differences where two trees differ.
#[track_caller]
pub fn assert_same(one: &Tree, other: &Tree, what: &str) {
    let changes = one.changes_since(other);
    assert!(changes.is_empty(), "{what}:\n{changes}");
}
