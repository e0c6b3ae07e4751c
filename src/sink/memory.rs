//! Rendered files in memory: for tests, and for a server that writes nothing.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Mutex, PoisonError};

use super::{Content, Sink, SinkError, check_path, written_twice};
use crate::fsx;

/// A sink that keeps everything.
#[derive(Debug, Default)]
pub struct MemorySink {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl MemorySink {
    /// Gives the files away: path to content.
    pub fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.files.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for MemorySink {
    fn write(&self, path: &str, content: Content<'_>) -> Result<(), SinkError> {
        check_path(path)?;
        let bytes = match content {
            Content::Bytes(bytes) => bytes.to_vec(),
            Content::File { source, .. } => fsx::read(source)?,
        };
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        match files.entry(path.to_owned()) {
            Entry::Vacant(entry) => {
                entry.insert(bytes);
                Ok(())
            }
            Entry::Occupied(_) => Err(written_twice(path)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_back_in_the_order_of_their_paths() {
        let sink = MemorySink::default();
        sink.write("tags/b/index.html", Content::Bytes(b"b")).unwrap();
        sink.write("index.html", Content::Bytes(b"home")).unwrap();
        let files: Vec<_> = sink.into_files().into_iter().collect();
        assert_eq!(
            files,
            [
                ("index.html".to_owned(), b"home".to_vec()),
                ("tags/b/index.html".to_owned(), b"b".to_vec()),
            ]
        );
    }

    #[test]
    fn a_copied_file_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("photo.jpg");
        fsx::write_new(&source, b"pixels").unwrap();
        let sink = MemorySink::default();
        let hash = super::super::content_hash(b"pixels");
        sink.write("a.jpg", Content::File { source: &source, hash, size: 6 }).unwrap();
        assert_eq!(sink.into_files()["a.jpg"], b"pixels");
    }

    #[test]
    fn a_path_comes_only_once() {
        let sink = MemorySink::default();
        sink.write("index.html", Content::Bytes(b"one")).unwrap();
        let error = sink.write("index.html", Content::Bytes(b"two")).unwrap_err();
        assert_eq!(error.to_string(), "cannot write `index.html`: written twice in one run");
    }
}
