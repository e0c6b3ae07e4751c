//! What may have changed: from the system's watcher, or by looking again and again.

mod debounce;
mod native;
mod poll;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

pub(super) use self::debounce::Debounce;
pub use self::debounce::QUIET;
pub(super) use self::native::Native;
pub(super) use self::poll::Poll;
use crate::{fsx, paths, pipeline, walk};

/// The folders of a site that are read, with all below them.
const FOLDERS: [&str; 3] = ["content", "templates", "themes"];

/// The files of a site that are read.
const FILES: [&str; 2] = ["site.yaml", "site.yml"];

/// What a watcher says.
#[derive(Debug)]
pub(super) enum Said {
    /// Something happened to these files or folders.
    Paths(Vec<PathBuf>),
    /// More happened than it could tell.
    Much,
    /// It cannot go on, for this reason.
    Deaf(String),
}

/// What tells of changes in some places.
pub(super) trait Follow: Send {
    /// Watches what is there of them, and nothing else. The error is the reason, for people.
    fn follow(&mut self, places: &Places) -> Result<(), String>;
}

/// What is watched.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    /// The site's folder, resolved.
    pub(super) site: PathBuf,
    /// Files and folders that links in the content lead to, resolved.
    pub(super) linked: BTreeSet<PathBuf>,
    /// The same for links among settings, templates and themes.
    pub(super) linked_too: BTreeSet<PathBuf>,
}

impl Places {
    /// Finds the links among settings, templates and themes; those in the content are found by whoever
    /// reads it.
    pub(super) fn find_links(&mut self) {
        let Self { site, linked_too, .. } = self;
        let is_link = |path: &PathBuf| {
            fsx::link_metadata(path).ok().flatten().is_some_and(|what| what.is_symlink())
        };
        let files = FILES.map(|file| site.join(file)).into_iter().filter(is_link);
        let folders = FOLDERS.iter().filter(|name| **name != "content").map(|name| site.join(name));
        let folders: Vec<PathBuf> = folders.collect();
        let below = folders.iter().flat_map(|folder| walk::below(site, folder, |_| false));
        let below = below.flatten().filter(|found| found.is_link).map(|found| found.disk);
        *linked_too = files.chain(below).filter_map(|link| fsx::resolve(&link).ok()).collect();
    }

    /// Files and folders elsewhere that links lead to.
    fn links(&self) -> impl Iterator<Item = &PathBuf> {
        let own = FOLDERS.map(|name| self.site.join(name));
        let all = self.linked.iter().chain(&self.linked_too);
        all.filter(move |path| !own.iter().any(|folder| path.starts_with(folder)))
    }

    /// What may have changed, by what a watcher says; `None` where that is nothing of the site, such
    /// as its output.
    pub(super) fn hint(&self, said: Said) -> Option<pipeline::Hint> {
        let paths = match said {
            Said::Paths(paths) => paths,
            Said::Much | Said::Deaf(_) => return Some(pipeline::Hint::Anything),
        };
        let hints = paths.iter().filter_map(|path| self.hint_of(path));
        hints.reduce(pipeline::Hint::and)
    }

    fn hint_of(&self, path: &Path) -> Option<pipeline::Hint> {
        if let Some(inside) = paths::relative(&self.site, path) {
            let top = inside.split('/').next().unwrap_or_default();
            if FILES.contains(&inside.as_str()) || FOLDERS.contains(&top) {
                return Some(pipeline::Hint::path(inside));
            }
        }
        // Which file of the site that is, is for a look to find out.
        let is_of = |linked: &PathBuf| path.starts_with(linked) || linked.starts_with(path);
        self.links().any(is_of).then_some(pipeline::Hint::Anything)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::Hint;

    #[test]
    fn only_what_the_site_is_made_of_is_a_hint() {
        let places = Places {
            site: PathBuf::from("/s"),
            linked: ["/elsewhere/ana.md", "/s/shared"].map(PathBuf::from).into(),
            linked_too: BTreeSet::from([PathBuf::from("/designs/mine")]),
        };
        for (path, expected) in [
            ("/s/content/a.md", Some(Hint::path("content/a.md".to_owned()))),
            ("/s/site.yaml", Some(Hint::path("site.yaml".to_owned()))),
            ("/s/themes", Some(Hint::path("themes".to_owned()))),
            ("/s/dist", None),
            ("/s/dist/index.html", None),
            ("/s/.laurels/media/a.jpg", None),
            ("/s/contents/a.md", None),
            ("/s/shared/bob.md", Some(Hint::Anything)),
            ("/elsewhere/ana.md", Some(Hint::Anything)),
            ("/elsewhere/bob.md", None),
            ("/designs/mine/style.css", Some(Hint::Anything)),
            ("/designs", Some(Hint::Anything)),
            ("/designs/other", None),
        ] {
            assert_eq!(places.hint(Said::Paths(vec![PathBuf::from(path)])), expected, "{path}");
        }
        assert_eq!(places.hint(Said::Much), Some(Hint::Anything));
    }
}
