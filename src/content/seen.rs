//! What was seen of `content/`, so that a second look reads only what is not what it was.
//!
//! A file is what it was while its size, its times and its number are. The clock of a file system is
//! coarse: two changes within one tick look like one. So a file that was changed shortly before it was
//! read is read once more, until its time is old enough to tell (as Git does, see
//! <https://git-scm.com/docs/racy-git>).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use super::MediaFile;
use super::inputs::{self, Found, Input, Inputs, Kind, Listed};
use crate::clock;
use crate::diag::Diagnostic;
use crate::fsx::{self, Stamp};

/// So many files are looked at one by one.
const FEW: usize = 64;

/// The files that were seen the last time.
#[derive(Debug, Default)]
pub struct Seen {
    /// In the order of their paths.
    files: Vec<File>,
    problems: Vec<Diagnostic>,
    /// Files that cannot be read.
    unreadable: Vec<Diagnostic>,
    links: BTreeSet<PathBuf>,
}

#[derive(Clone, Debug)]
struct File {
    path: String,
    disk: PathBuf,
    kind: Kind,
    /// Nothing where it does not tell two contents apart.
    stamp: Option<Stamp>,
    size: u64,
    hash: u64,
}

/// On what the meaning of a file's records depends, beside the file itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asks {
    /// On which items there are.
    pub items: bool,
    /// On which media there are.
    pub media: bool,
}

impl Asks {
    /// Both.
    #[must_use]
    pub fn and(self, more: Self) -> Self {
        Self { items: self.items || more.items, media: self.media || more.media }
    }
}

/// How far a change reaches that is not one of the files themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// To no other file.
    Nothing,
    /// To all files: the settings by which records are read are others.
    All,
}

/// What another look has found.
#[derive(Debug, Default)]
pub struct Looked {
    /// The files that are to be understood, in the order of their paths.
    pub fresh: Inputs,
    /// The paths of those that are gone.
    pub gone: Vec<String>,
    /// The paths of those that are new, gone, or not what they were.
    pub changed: Vec<String>,
    /// Whether a media file is new, gone, or not what it was.
    pub media: bool,
    /// Whether something else cannot be used, or can be.
    pub problems: bool,
    /// Whether links lead elsewhere.
    pub links: bool,
}

impl Looked {
    /// Whether everything is what it was.
    pub fn is_nothing(&self) -> bool {
        let is_other = self.media || self.problems || self.links;
        self.fresh.files.is_empty() && self.gone.is_empty() && !is_other
    }
}

/// A file that may have to be read.
struct Candidate {
    found: Found,
    stamp: Option<Stamp>,
    /// Its position in what was seen the last time.
    known: Option<usize>,
}

impl Seen {
    /// Looks at every file.
    pub fn look(
        &mut self,
        site: &Path,
        reach: Reach,
        asks: &(dyn Fn(&str) -> Asks + Sync),
    ) -> Looked {
        let Listed { files, problems, links } = inputs::list(site);
        let links: BTreeSet<PathBuf> =
            links.iter().filter_map(|link| fsx::resolve(link).ok()).collect();
        let candidates = self.candidates(files);
        let mut look = Look { old: std::mem::take(&mut self.files), ..Look::default() };
        look.gone(&candidates);
        // What others depend on comes first.
        let is_of = |kind: Kind| move |one: &Candidate| one.found.kind == kind;
        let (media, rest): (Vec<_>, Vec<_>) = candidates.into_iter().partition(is_of(Kind::Media));
        let (items, rest): (Vec<_>, Vec<_>) = rest.into_iter().partition(is_of(Kind::Items));
        let all = reach == Reach::All;
        look.read(media, |_| false);
        // Items name pictures.
        let other_media = look.other_media;
        look.read(items, |_| all || other_media);
        let other_items = look.other_items;
        look.read(rest, |path| {
            all || ((other_items || other_media) && {
                let asks = asks(path);
                (other_items && asks.items) || (other_media && asks.media)
            })
        });
        look.finish(self, problems, links)
    }

    /// Looks at some files that are known; `None` where more than their content may have changed, or
    /// where looking at all, in parallel, takes no longer.
    pub fn look_at(&mut self, site: &Path, paths: &BTreeSet<String>) -> Option<Looked> {
        if paths.len() > FEW {
            return None;
        }
        let mut candidates = Vec::new();
        for path in paths {
            let disk = site.join(path);
            match self.position(path) {
                Ok(at) => {
                    let file = &self.files[at];
                    // Who else depends on those is found by looking at all.
                    let is_plain = !matches!(file.kind, Kind::Items | Kind::Media);
                    // Nor is a link that has come in the place of a file, with what it leads to.
                    let is_there = fsx::link_metadata(&disk).ok()??.is_file();
                    if !is_plain || !is_there {
                        return None;
                    }
                    let found = Found { path: path.clone(), disk, kind: file.kind };
                    candidates.push(Candidate { found, stamp: None, known: Some(at) });
                }
                // A file that an editor has made and removed again.
                Err(at) => {
                    let inside = format!("{path}/");
                    let is_folder =
                        self.files.get(at).is_some_and(|file| file.path.starts_with(&inside));
                    if is_folder || fsx::link_metadata(&disk).ok()?.is_some() {
                        return None;
                    }
                }
            }
        }
        let read = |one: Candidate| Some((one.known?, inputs::read(one.found).ok()?));
        let read: Option<Vec<(usize, Input)>> = candidates.into_iter().map(read).collect();
        let mut looked = Looked::default();
        for (at, input) in read? {
            let file = &mut self.files[at];
            // A later look tells whether that is all that has happened to it.
            file.stamp = None;
            if (file.hash, file.size) != (input.hash, input.size) {
                (file.hash, file.size) = (input.hash, input.size);
                looked.changed.push(input.path.clone());
                looked.fresh.files.push(input);
            }
        }
        Some(looked)
    }

    /// Everything that cannot be used or read.
    pub fn problems(&self) -> impl Iterator<Item = &Diagnostic> {
        self.problems.iter().chain(&self.unreadable)
    }

    /// Where the links lead to.
    pub fn links(&self) -> &BTreeSet<PathBuf> {
        &self.links
    }

    /// The media files, in the order of their paths.
    pub fn media(&self) -> Vec<MediaFile> {
        let media = self.files.iter().filter(|file| file.kind == Kind::Media);
        let file = |file: &File| MediaFile {
            path: file.path.strip_prefix("content/").unwrap_or(&file.path).to_owned(),
            disk: file.disk.clone(),
            size: file.size,
            hash: file.hash,
        };
        media.map(file).collect()
    }

    /// Hashes names and contents of everything, as [`Inputs::hash`] does.
    pub fn hash(&self) -> u128 {
        let mut hasher = Xxh3::new();
        for file in &self.files {
            inputs::add(&mut hasher, &file.path, file.hash);
        }
        hasher.digest128()
    }

    fn position(&self, path: &str) -> Result<usize, usize> {
        self.files.binary_search_by(|file| file.path.as_str().cmp(path))
    }

    fn candidates(&self, files: Vec<Found>) -> Vec<Candidate> {
        let now = clock::now();
        let candidate = |found: Found| {
            let stamp = fsx::metadata(&found.disk).ok().flatten();
            let stamp = stamp.map(|what| Stamp::of(&what)).filter(|stamp| stamp.is_settled(now));
            let known = self.position(&found.path).ok();
            Candidate { found, stamp, known }
        };
        files.into_par_iter().map(candidate).collect()
    }
}

/// A look at every file, on its way.
#[derive(Default)]
struct Look {
    old: Vec<File>,
    files: Vec<File>,
    unreadable: Vec<Diagnostic>,
    looked: Looked,
    /// Whether there are other items than before.
    other_items: bool,
    /// Whether there are media of other names than before.
    other_media: bool,
}

/// What came of one candidate.
enum Read {
    /// It is what it was, at that position.
    Same(usize),
    /// It was read; with its stamp, and whether it must be understood in any case.
    Input(Box<Input>, Option<Stamp>, bool),
    Problem(Box<Diagnostic>),
}

impl Look {
    fn gone(&mut self, candidates: &[Candidate]) {
        let mut is_there = vec![false; self.old.len()];
        for known in candidates.iter().filter_map(|one| one.known) {
            is_there[known] = true;
        }
        let gone: Vec<usize> = (0..self.old.len()).filter(|at| !is_there[*at]).collect();
        for at in gone {
            self.leave(at);
        }
    }

    /// Notes that a file is not there any more.
    fn leave(&mut self, at: usize) {
        let File { path, kind, .. } = &self.old[at];
        match kind {
            Kind::Items => self.other_items = true,
            Kind::Media => (self.other_media, self.looked.media) = (true, true),
            _ => {}
        }
        self.looked.changed.push(path.clone());
        self.looked.gone.push(path.clone());
    }

    fn read(&mut self, candidates: Vec<Candidate>, must: impl Fn(&str) -> bool + Sync) {
        let old = &self.old;
        let read = |one: Candidate| {
            let must = must(&one.found.path);
            let same =
                one.known.filter(|at| !must && one.stamp.is_some() && old[*at].stamp == one.stamp);
            if let Some(at) = same {
                return (one.known, Read::Same(at));
            }
            let read = match inputs::read(one.found) {
                Ok(input) => Read::Input(Box::new(input), one.stamp, must),
                Err(problem) => Read::Problem(problem),
            };
            (one.known, read)
        };
        let read: Vec<(Option<usize>, Read)> = candidates.into_par_iter().map(read).collect();
        for (known, read) in read {
            match read {
                Read::Same(at) => self.files.push(self.old[at].clone()),
                Read::Input(input, stamp, must) => self.take(known, *input, stamp, must),
                Read::Problem(problem) => {
                    if let Some(at) = known {
                        self.leave(at);
                    }
                    self.unreadable.push(*problem);
                }
            }
        }
    }

    fn take(&mut self, known: Option<usize>, input: Input, stamp: Option<Stamp>, must: bool) {
        let is_same = known.is_some_and(|at| {
            let old = &self.old[at];
            (old.hash, old.size) == (input.hash, input.size)
        });
        let Input { path, disk, kind, size, hash, .. } = &input;
        let (size, hash, kind) = (*size, *hash, *kind);
        self.files.push(File { path: path.clone(), disk: disk.clone(), kind, stamp, size, hash });
        if !is_same {
            match kind {
                Kind::Items => self.other_items = true,
                Kind::Media => {
                    self.looked.media = true;
                    self.other_media |= known.is_none();
                }
                _ => {}
            }
            self.looked.changed.push(path.clone());
        }
        if kind != Kind::Media && (must || !is_same) {
            self.looked.fresh.files.push(input);
        }
    }

    fn finish(
        self,
        seen: &mut Seen,
        problems: Vec<Diagnostic>,
        links: BTreeSet<PathBuf>,
    ) -> Looked {
        let Self { mut files, unreadable, mut looked, .. } = self;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        looked.fresh.files.sort_by(|a, b| a.path.cmp(&b.path));
        looked.problems = seen.problems != problems || seen.unreadable != unreadable;
        let old: BTreeSet<&str> = places(seen.problems()).collect();
        let new: BTreeSet<&str> = places(problems.iter().chain(&unreadable)).collect();
        looked.changed.extend(old.symmetric_difference(&new).map(|path| (*path).to_owned()));
        looked.changed.sort();
        looked.changed.dedup();
        looked.links = seen.links != links;
        *seen = Seen { files, problems, unreadable, links };
        looked
    }
}

/// The files that problems are about.
fn places<'a>(problems: impl Iterator<Item = &'a Diagnostic>) -> impl Iterator<Item = &'a str> {
    problems.filter_map(|problem| problem.place.as_ref()).map(|place| place.path.as_str())
}
