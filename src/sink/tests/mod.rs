//! What the disk sink promises, each promise as a test.
#![allow(
    clippy::disallowed_methods,
    reason = "these tests make the disk be in all sorts of states"
)]

mod existing;
mod foreign;
mod fresh;
mod killed;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use walkdir::WalkDir;

use super::*;

/// A site with an output folder, in a temporary place.
struct Site {
    _temporary: tempfile::TempDir,
    folder: PathBuf,
    out: PathBuf,
}

/// Paths and contents.
type Files = &'static [(&'static str, &'static str)];

impl Site {
    fn new() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let folder = fsx::resolve(temporary.path()).unwrap().join("site");
        fsx::create_folders(&folder).unwrap();
        Self { _temporary: temporary, out: folder.join("dist"), folder }
    }

    fn output(&self) -> OutputFolder {
        OutputFolder::new(&self.folder, &self.out).unwrap()
    }

    /// A sink to which these files were written.
    fn sink(&self, files: Files) -> DiskSink {
        let sink = self.output().begin().unwrap();
        for (path, text) in files {
            sink.write(path, Content::Bytes(text.as_bytes())).unwrap();
        }
        sink
    }

    fn build(&self, files: Files) -> Result<Written, SinkError> {
        self.sink(files).commit(record("fingerprint"))
    }

    fn is_unchanged(&self, fingerprint: &str) -> bool {
        self.output().unchanged(fingerprint).unwrap().is_some()
    }

    /// Writes a file as somebody else would, some time ago.
    fn put(&self, path: &str, text: &str) {
        let place = self.folder.join(path);
        fsx::create_folders(place.parent().unwrap()).unwrap();
        fs::write(&place, text).unwrap();
        self.age(path, 1000);
    }

    fn age(&self, path: &str, seconds: u64) {
        let file = fs::File::options().append(true).open(self.folder.join(path)).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000 + seconds))
            .unwrap();
    }

    /// Everything in the output folder; folders end with `/`.
    fn tree(&self) -> BTreeMap<String, String> {
        tree(&self.out)
    }

    /// Everything in the folder that the output folder is in, by name.
    fn beside(&self) -> Vec<String> {
        let names = fs::read_dir(&self.folder).unwrap();
        let mut names: Vec<_> =
            names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The one manifest of the site.
    fn manifest(&self) -> PathBuf {
        let state = self.folder.join(".laurels");
        let mut found = fs::read_dir(state).unwrap().map(|entry| entry.unwrap().path());
        found.find(|path| path.extension().is_some_and(|end| end == "json")).unwrap()
    }
}

fn record(fingerprint: &str) -> RunRecord {
    RunRecord { fingerprint: fingerprint.to_owned(), ..RunRecord::default() }
}

fn tree(folder: &Path) -> BTreeMap<String, String> {
    let entries = WalkDir::new(folder).min_depth(1).into_iter().map(Result::unwrap);
    let describe = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
        if entry.file_type().is_dir() {
            return (format!("{path}/"), String::new());
        }
        (path, fs::read_to_string(entry.path()).unwrap())
    };
    entries.map(describe).collect()
}

fn lower_case(tree: BTreeMap<String, String>) -> BTreeMap<String, String> {
    tree.into_iter().map(|(path, text)| (path.to_lowercase(), text)).collect()
}

/// What a folder with these files, and their folders, looks like to [`tree`].
fn expected(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for (path, text) in files {
        let folders = path.match_indices('/').map(|(end, _)| path[..=end].to_owned());
        all.extend(folders.map(|folder| (folder, String::new())));
        all.insert((*path).to_owned(), (*text).to_owned());
    }
    all
}
