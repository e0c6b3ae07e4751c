//! Looking again and again, where the system's watcher does not work: on network drives, in containers.

use std::path::Path;
use std::time::Duration;

use xxhash_rust::xxh3::Xxh3;

use super::{FILES, FOLDERS};
use crate::{fsx, walk};

/// Looks at the sizes and times of all files.
#[derive(Clone, Debug)]
pub(in crate::dev) struct Poll {
    every: Duration,
    seen: Option<u64>,
}

impl Poll {
    /// Gets ready to look that often.
    pub(in crate::dev) fn new(every: Duration) -> Self {
        Self { every, seen: None }
    }

    /// How often it looks.
    pub(in crate::dev) fn every(&self) -> Duration {
        self.every
    }

    /// Whether anything is different since the last look; in the first one nothing is.
    pub(in crate::dev) fn look(&mut self, site: &Path) -> bool {
        let now = looks(site);
        self.seen.replace(now).is_some_and(|before| before != now)
    }
}

/// Stands for the names, sizes and times of all files.
fn looks(site: &Path) -> u64 {
    let mut hasher = Xxh3::new();
    let mut add = |name: &str, disk: &Path| {
        hasher.update(name.as_bytes());
        hasher.update(&[0]);
        if let Ok(Some(what)) = fsx::metadata(disk) {
            hasher.update(&fsx::Stamp::of(&what).to_bytes());
        }
    };
    for file in FILES {
        add(file, &site.join(file));
    }
    for folder in FOLDERS.map(|folder| site.join(folder)) {
        for entry in walk::below(site, &folder, |_| false) {
            // What cannot be read is told by whoever has to read it.
            let Ok(entry) = entry else { continue };
            if entry.is_folder {
                add(&entry.path, Path::new(""));
            } else {
                add(&entry.path, &entry.disk);
            }
        }
    }
    hasher.digest()
}
