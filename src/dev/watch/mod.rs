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
use crate::{paths, pipeline};

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
}

/// What is watched.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    /// The site's folder, resolved.
    pub(super) site: PathBuf,
    /// Files and folders elsewhere that links of the site lead to, resolved.
    pub(super) linked: BTreeSet<PathBuf>,
}

impl Places {
    /// What may have changed, by what a watcher says; `None` where that is nothing of the site, such
    /// as its output.
    pub(super) fn hint(&self, said: Said) -> Option<pipeline::Hint> {
        let Said::Paths(paths) = said else { return Some(pipeline::Hint::Anything) };
        let hints = paths.iter().filter_map(|path| self.hint_of(path));
        hints.reduce(pipeline::Hint::and)
    }

    fn hint_of(&self, path: &Path) -> Option<pipeline::Hint> {
        if let Some(inside) = paths::relative(&self.site, path) {
            let top = inside.split('/').next().unwrap_or_default();
            let is_file = FILES.contains(&inside.as_str());
            return (is_file || FOLDERS.contains(&top)).then(|| pipeline::Hint::path(inside));
        }
        let is_linked = self.linked.iter().any(|linked| path.starts_with(linked));
        let is_above = self.linked.iter().any(|linked| linked.starts_with(path));
        // Which file of the site that is, is for a look to find out.
        (is_linked || is_above).then_some(pipeline::Hint::Anything)
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
            linked: BTreeSet::from([PathBuf::from("/elsewhere/ana.md")]),
        };
        for (path, expected) in [
            ("/s/content/a.md", Some(Hint::path("content/a.md".to_owned()))),
            ("/s/site.yaml", Some(Hint::path("site.yaml".to_owned()))),
            ("/s/themes", Some(Hint::path("themes".to_owned()))),
            ("/s/dist", None),
            ("/s/dist/index.html", None),
            ("/s/.laurels/media/a.jpg", None),
            ("/s/contents/a.md", None),
            ("/s", None),
            ("/elsewhere/ana.md", Some(Hint::Anything)),
            ("/elsewhere/bob.md", None),
        ] {
            assert_eq!(places.hint(Said::Paths(vec![PathBuf::from(path)])), expected, "{path}");
        }
        assert_eq!(places.hint(Said::Much), Some(Hint::Anything));
    }
}
