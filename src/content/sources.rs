//! Which files records come from.

use std::collections::HashMap;

use super::inputs::Kind;

/// A file that records come from.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path relative to the site's folder, with `/` on every system.
    pub path: String,
    /// What it is for.
    pub kind: Kind,
}

/// The files that [`SourceRef::file`](crate::diag::SourceRef) counts.
///
/// Who looks at a site again and again needs the same number for a file each time, so that records
/// which have not changed still are right when another file comes or goes.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
    /// Numbers by paths, where files may come again.
    known: Option<HashMap<String, u32>>,
}

impl Sources {
    /// For files that come once.
    pub fn once() -> Self {
        Self::default()
    }

    /// For files that come again.
    pub fn again() -> Self {
        Self { known: Some(HashMap::new()), ..Self::default() }
    }

    /// The number of a file.
    pub fn number(&mut self, path: String, kind: Kind) -> u32 {
        if let Some(number) = self.known.as_ref().and_then(|known| known.get(&path)) {
            return *number;
        }
        // No site has 2^32 files.
        let number = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        if let Some(known) = &mut self.known {
            known.insert(path.clone(), number);
        }
        self.files.push(Source { path, kind });
        number
    }

    /// The file of a number.
    pub fn get(&self, number: u32) -> Option<&Source> {
        self.files.get(number as usize)
    }

    /// The path of the file of a number.
    pub fn path(&self, number: u32) -> &str {
        self.get(number).map_or("", |source| source.path.as_str())
    }

    /// The number of a file that came before.
    pub fn known(&self, path: &str) -> Option<u32> {
        self.known.as_ref()?.get(path).copied()
    }

    /// The paths of all files, by their numbers.
    pub fn into_paths(self) -> Vec<String> {
        self.files.into_iter().map(|source| source.path).collect()
    }
}
