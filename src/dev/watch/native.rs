//! The system's own watcher.
//!
//! It watches folders, not files, so that an editor that saves by renaming does not escape it, and of
//! the site's folder only the top, so that the output is not watched at all.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use notify::event::{AccessKind, AccessMode};
use notify::{ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::{FOLDERS, Follow, Places, Said};
use crate::fsx;

/// Watches the places of a site.
#[derive(Debug)]
pub(in crate::dev) struct Native {
    watcher: RecommendedWatcher,
    watched: BTreeMap<PathBuf, Watched>,
}

/// How a folder is watched, and which one it was: a new one may stand under its name.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Watched {
    mode: RecursiveMode,
    number: u64,
}

impl Native {
    /// Starts watching; nothing is watched yet. The error is the reason, for people.
    pub(in crate::dev) fn start(said: impl Fn(Said) + Send + 'static) -> Result<Self, String> {
        let heard = move |event: notify::Result<Event>| match event {
            Ok(event) if event.need_rescan() => said(Said::Much),
            Ok(event) if is_reading(event.kind) => {}
            Ok(event) => said(Said::Paths(event.paths)),
            // A folder that is new cannot be watched, and what happens in it is not told.
            Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch) => {
                said(Said::Deaf(reason(&error)));
            }
            Err(_) => said(Said::Much),
        };
        let watcher = notify::recommended_watcher(heard).map_err(|error| reason(&error))?;
        Ok(Self { watcher, watched: BTreeMap::new() })
    }
}

impl Follow for Native {
    fn follow(&mut self, places: &Places) -> Result<(), String> {
        let wanted = wanted(places);
        let stale: Vec<PathBuf> = self
            .watched
            .iter()
            .filter(|(path, watched)| wanted.get(*path) != Some(watched))
            .map(|(path, _)| path.clone())
            .collect();
        for path in stale {
            // It may be gone, and its watch with it.
            let _ = self.watcher.unwatch(&path);
            self.watched.remove(&path);
        }
        for (path, how) in wanted {
            if self.watched.contains_key(&path) {
                continue;
            }
            match self.watcher.watch(&path, how.mode) {
                Ok(()) => {
                    self.watched.insert(path, how);
                }
                // It went in between: its folder says so.
                Err(error) if is_missing(&error) => {}
                Err(error) => return Err(reason(&error)),
            }
        }
        Ok(())
    }
}

fn wanted(places: &Places) -> BTreeMap<PathBuf, Watched> {
    let mut wanted = BTreeMap::new();
    let mut add = |path: &Path, mode| {
        if let Ok(Some(what)) = fsx::metadata(path)
            && what.is_dir()
        {
            wanted.insert(path.to_owned(), Watched { mode, number: number(&what) });
        }
    };
    add(&places.site, RecursiveMode::NonRecursive);
    // The folder around it tells when it is replaced; it may be one that is watched with all below it.
    for parent in places.links().filter_map(|linked| linked.parent()) {
        add(parent, RecursiveMode::NonRecursive);
    }
    for linked in places.links() {
        add(linked, RecursiveMode::Recursive);
    }
    for folder in FOLDERS {
        add(&places.site.join(folder), RecursiveMode::Recursive);
    }
    wanted
}

/// What tells a folder from another one of its name.
#[cfg(unix)]
fn number(metadata: &std::fs::Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    metadata.ino()
}

#[cfg(not(unix))]
fn number(metadata: &std::fs::Metadata) -> u64 {
    let created = metadata.created().ok();
    let since = created.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    since.and_then(|time| u64::try_from(time.as_nanos()).ok()).unwrap_or_default()
}

/// Whether somebody has only read, as we do ourselves.
fn is_reading(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) => true,
        _ => false,
    }
}

fn is_missing(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

/// Why it does not work, with the next step where there is one.
fn reason(error: &notify::Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => "the system allows to watch no more folders \
             (fs.inotify.max_user_watches)"
            .to_owned(),
        ErrorKind::Io(error) => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
        _ => error.to_string().to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use super::*;
    use crate::pipeline::Hint;
    use crate::walk;

    /// Long enough for any machine.
    const PATIENCE: Duration = Duration::from_mins(1);

    #[test]
    fn reading_and_the_output_are_no_change_and_a_save_is() {
        let folder = tempfile::tempdir().unwrap();
        let site = fsx::resolve(folder.path()).unwrap();
        for path in ["content/testimonials", "templates", "themes/mine", "dist", ".laurels/media"] {
            fsx::create_folders(&site.join(path)).unwrap();
        }
        for path in ["site.yaml", "content/testimonials/a.md", "themes/mine/theme.yaml"] {
            fsx::replace(&site.join(path), b"old").unwrap();
        }
        let places = Places { site: site.clone(), ..Places::default() };
        let (said, heard) = channel();
        let mut native = Native::start(move |one| said.send(one).unwrap()).unwrap();
        native.follow(&places).unwrap();
        // As a look does, and a build.
        for entry in walk::below(&site, &site, |_| false) {
            let entry = entry.unwrap();
            if !entry.is_folder {
                fsx::read(&entry.disk).unwrap();
                fsx::hash(&entry.disk).unwrap();
            }
        }
        fsx::replace(&site.join("dist/index.html"), b"new").unwrap();
        fsx::replace(&site.join(".laurels/media/a.jpg"), b"new").unwrap();
        native.follow(&places).unwrap();
        fsx::replace(&site.join("content/testimonials/b.md"), b"new").unwrap();
        // The first that is a hint is that of the save.
        let hint = loop {
            let said = heard.recv_timeout(PATIENCE).expect("a save is told");
            if let Some(hint) = places.hint(said) {
                break hint;
            }
        };
        let Hint::Paths(paths) = hint else { panic!("more happened than it could tell") };
        assert!(paths.iter().all(|path| path.starts_with("content/testimonials")), "{paths:?}");
        assert!(!paths.contains("content/testimonials/a.md"), "{paths:?}");
    }
}
