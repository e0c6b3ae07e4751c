//! Pictures as a page needs them: small, upright, in the right size, and without what a camera
//! wrote into them.
//!
//! ```text
//! model ─► uses ─► in the cache? ─► yes ──────────────────────────► Gallery ─► plan
//!          who     .laurels/media    │ no                             ▲  where every file is
//!          shows                     ▼                                │  published, how large
//!          what            header ─► decode ─► crop, resize, turn ─► encode
//!          and where       limits    budget
//! ```
//!
//! A photo is opened once: its variants are kept by the hash of its content, so that a later build
//! only looks whether they are whole. The file that an owner saved is never published, for it may
//! say where it was taken; drawings, animations, videos and captions are published as they are.
//! How much memory is used at a time does not depend on the number of photos or of threads.

mod budget;
mod cache;
mod copy;
mod fault;
mod header;
mod jpeg;
mod photo;
mod png;
mod svg;
mod uses;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use self::budget::{Budget, Room};
use self::fault::Fault;
use crate::content::MediaFile;
use crate::diag::{Diagnostic, Finding};
use crate::fsx;
use crate::model::{MediaRef, Model};

pub use self::cache::Store;
pub use self::uses::{At, Use, role_of, uses};

/// What a file is shown as: this decides its sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The face of an author: a square.
    Avatar,
    /// A photo, the picture before a video plays, the picture of an item.
    Photo,
    /// The logo of the business.
    Logo,
    /// The icon of the site: a picture that is published as it is.
    Icon,
    /// A video, or captions: published as it is.
    File,
}

impl Role {
    /// The word in the names of cached files.
    fn word(self) -> &'static str {
        match self {
            Self::Avatar => "avatar",
            Self::Photo => "photo",
            Self::Logo => "logo",
            Self::Icon => "icon",
            Self::File => "file",
        }
    }
}

/// What is made of the pictures of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Making {
    /// Nothing: for commands that show no picture.
    Nothing,
    /// Everything, to see whether it can be made; nothing is written or kept.
    Trial,
    /// Everything, and it is kept for this build and the next.
    Files,
}

/// Every file of `content/media/` that is published, and what it is shown as.
#[derive(Clone, Debug, Default)]
pub struct Gallery {
    files: BTreeMap<String, Stored>,
    shown: BTreeMap<(MediaRef, Role), Shown>,
    opened: usize,
}

impl Gallery {
    /// Finds how a file is shown; `None` if it is not published.
    pub fn find(&self, media: MediaRef, role: Role) -> Option<&Shown> {
        self.shown.get(&(media, role))
    }

    /// Every published file by its path in the output, in the order of the paths.
    pub fn files(&self) -> &BTreeMap<String, Stored> {
        &self.files
    }

    /// How many photos were opened to make this; those in the cache were not.
    pub fn opened(&self) -> usize {
        self.opened
    }
}

/// How a file is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The same picture in different sizes, the smallest first; at least one.
    variants: Vec<Variant>,
}

impl Shown {
    /// Every size, the smallest first.
    pub fn variants(&self) -> &[Variant] {
        &self.variants
    }

    /// The smallest size.
    pub fn smallest(&self) -> &Variant {
        &self.variants[0]
    }

    /// The largest size.
    pub fn largest(&self) -> &Variant {
        &self.variants[self.variants.len() - 1]
    }
}

/// A picture in one size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The path in the output.
    pub path: String,
    /// Width and height in pixels, where they are known.
    pub size: Option<(u32, u32)>,
}

/// The content of a published file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Where the bytes are.
    pub bytes: Bytes,
    /// A hash of the bytes.
    pub hash: u64,
    /// Their number.
    pub size: u64,
}

/// Where the bytes of a published file are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bytes {
    /// In a file: the owner's, or one of the cache.
    Disk(PathBuf),
    /// Here, where they could not be kept on the disk.
    Memory(Arc<[u8]>),
}

/// The gallery, and what came up while it was made.
#[derive(Debug, Default)]
pub struct Made {
    /// Every picture that could be made.
    pub gallery: Gallery,
    /// Problems of records, to be placed by the caller.
    pub findings: Vec<Finding>,
    /// Problems of files that site.yaml names.
    pub problems: Vec<Diagnostic>,
}

/// Makes everything that is shown, each file once for each of its roles, on all threads.
pub fn make(uses: &[Use], model: &Model, store: &mut Store) -> Made {
    let wanted: BTreeSet<(MediaRef, Role)> =
        uses.iter().map(|shown| (shown.media, shown.role)).collect();
    store.open(&wanted, &model.media);
    let maker = Maker { store, budget: Budget::default(), opened: AtomicUsize::new(0) };
    let done: Vec<Result<Vec<Piece>, Fault>> =
        wanted.par_iter().map(|(media, role)| maker.make(&model.media[media.0], *role)).collect();
    let opened = maker.opened.into_inner();
    let mut made = Made { gallery: Gallery { opened, ..Gallery::default() }, ..Made::default() };
    let mut faults = BTreeMap::new();
    for (what, done) in wanted.into_iter().zip(done) {
        match done {
            Ok(pieces) => {
                store.using(&model.media[what.0.0], what.1, &pieces);
                let (variants, stored): (Vec<_>, Vec<_>) = pieces.into_iter().unzip();
                let paths = variants.iter().map(|variant: &Variant| variant.path.clone());
                made.gallery.files.extend(paths.zip(stored));
                made.gallery.shown.insert(what, Shown { variants });
            }
            Err(fault) => {
                faults.insert(what, fault);
            }
        }
    }
    for shown in uses {
        if let Some(fault) = faults.get(&(shown.media, shown.role)) {
            fault.tell(&model.media[shown.media.0].path, shown, &mut made);
        }
    }
    made
}

/// Makes the variants of one photo again that have gone from the cache; a file of the cache says which
/// photo. `false` where it says none, or where the photo is another one since.
pub fn make_again(place: &Path, files: &[MediaFile]) -> bool {
    let Some((mut store, hash, role)) = Store::of(place) else { return false };
    let find = |file: &&MediaFile| file.hash == hash;
    let Some(file) = files.iter().find(find) else { return false };
    store.lock();
    let maker = Maker { store: &store, budget: Budget::default(), opened: AtomicUsize::new(0) };
    maker.make(file, role).is_ok()
}

/// One size of a picture and its content.
type Piece = (Variant, Stored);

struct Maker<'run> {
    store: &'run Store,
    budget: Budget,
    opened: AtomicUsize,
}

impl Maker<'_> {
    /// Makes all sizes of a picture, the smallest first.
    fn make(&self, file: &MediaFile, role: Role) -> Result<Vec<Piece>, Fault> {
        if role == Role::File {
            return Ok(vec![copy::file(file)]);
        }
        if let Some(kept) = self.store.find(file, role) {
            return Ok(kept);
        }
        let start = fsx::read_start(&file.disk, header::START)?;
        let format = header::format(&start)?;
        if role == Role::Icon || !format.is_photo() {
            return Ok(vec![copy::picture(file, format, &start)?]);
        }
        header::check_length(file.size)?;
        let finished = {
            let Open { bytes, header, _room } = self.open(file, format)?;
            self.opened.fetch_add(1, Ordering::Relaxed);
            photo::make(bytes, &header, role)?
        };
        Ok(self.store.keep(file, role, finished))
    }

    /// Reads a photo and its header, and waits for the room to decode it.
    fn open(&self, file: &MediaFile, format: header::Format) -> Result<Open<'_>, Fault> {
        let mut room = self.budget.take(file.size);
        let bytes = read(file)?;
        let header = header::read(&bytes, format)?;
        if room.widen(header.room) {
            return Ok(Open { bytes, header, _room: room });
        }
        // Whoever waits must not hold anything, so it is read again when it is its turn.
        drop((bytes, room));
        let room = self.budget.take(header.room);
        Ok(Open { bytes: read(file)?, header, _room: room })
    }
}

/// A photo that is decoded next, and the room for that.
struct Open<'run> {
    bytes: Vec<u8>,
    header: header::Header,
    _room: Room<'run>,
}

fn read(file: &MediaFile) -> Result<Vec<u8>, Fault> {
    let bytes = fsx::read(&file.disk)?;
    let is_same = xxhash_rust::xxh3::xxh3_64(&bytes) == file.hash;
    if is_same { Ok(bytes) } else { Err(Fault::Changed) }
}
