//! Photos and avatars, taken from the web where the owner says so.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::content::raw;
use crate::diag::{Diagnostic, Place};
use crate::edit::disk::{self, Written};
use crate::fetch::Fetcher;
use crate::fsx;
use crate::yaml::{Data, Text};

/// So many pictures are taken at once: waiting for other computers is most of the work.
const AT_ONCE: usize = 8;

/// Takes pictures, and keeps them ready until the records that show them are written.
pub(super) struct Pictures {
    fetcher: Fetcher,
    site: PathBuf,
    /// Where they lie, relative to `content/`.
    folder: String,
    written: Vec<Written>,
    told: Vec<Diagnostic>,
}

/// A picture that is wanted.
struct Wanted {
    review: usize,
    is_avatar: bool,
    address: String,
    /// Its name, without an ending.
    name: String,
}

/// What became of it.
type Taken = Result<(String, Option<Written>), String>;

impl Pictures {
    /// Gets ready to take pictures for records of a format.
    pub(super) fn new(site: &Path, format: &str, allows_private: bool) -> Self {
        Self {
            fetcher: Fetcher::new(allows_private),
            site: site.to_owned(),
            folder: format!("media/{format}"),
            written: Vec::new(),
            told: Vec::new(),
        }
    }

    /// Takes the pictures of some reviews; an address whose picture cannot be had stays.
    pub(super) fn take(&mut self, reviews: &mut [raw::Review]) {
        let wanted = wanted(reviews);
        let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        std::thread::scope(|scope| {
            for _ in 0..AT_ONCE.min(wanted.len()) {
                scope.spawn(|| {
                    while let Some(one) = wanted.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let taken = self.one(one);
                        let mut done =
                            done.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                        done.push((one, taken));
                    }
                });
            }
        });
        let mut done = done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        done.sort_by(|(one, _), (other, _)| {
            (one.review, &one.name).cmp(&(other.review, &other.name))
        });
        for (one, taken) in done {
            match taken {
                Ok((path, written)) => {
                    show(&mut reviews[one.review], one, path);
                    self.written.extend(written);
                }
                Err(why) => self.told.push(
                    Diagnostic::warning(
                        "import-picture",
                        format!("the picture at {} is not taken: {why}", one.address),
                    )
                    .at(Place::file(format!("content/{}", self.folder)))
                    .hint("its address stays in the record, under `extra`, and is not shown"),
                ),
            }
        }
    }

    fn one(&self, wanted: &Wanted) -> Taken {
        let picture = self.fetcher.picture(&wanted.address)?;
        let path = format!("{}/{}.{}", self.folder, wanted.name, picture.ending);
        let place = format!("content/{path}");
        let old = fsx::read_if_there(&self.site.join(&place)).map_err(|error| error.to_string())?;
        if old.is_some_and(|old| old == picture.bytes) {
            return Ok((path, None));
        }
        let mut file = disk::create(&self.site, &place).map_err(why)?;
        file.write_all(&picture.bytes).map_err(|error| fsx::reason(&error))?;
        Ok((path, Some(file.finish().map_err(why)?)))
    }

    /// What could not be taken, and what is ready.
    pub(super) fn finish(self) -> (Vec<Diagnostic>, Vec<Written>) {
        (self.told, self.written)
    }
}

fn why(error: disk::Error) -> String {
    match error {
        disk::Error::File(error) => error.to_string(),
        disk::Error::Changed(path) | disk::Error::Taken(path) => {
            format!("there is a file `{path}` already")
        }
    }
}

/// The pictures that reviews have addresses of.
fn wanted(reviews: &[raw::Review]) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    for (at, review) in reviews.iter().enumerate() {
        let Some(id) = &review.id else { continue };
        for (key, value) in &review.extra.0 {
            let mut want = |address: &Data, name: String| {
                if let Data::Text(address) = address {
                    wanted.push(Wanted {
                        review: at,
                        is_avatar: key == "avatar",
                        address: address.clone(),
                        name,
                    });
                }
            };
            match (key.as_str(), value) {
                ("avatar", address) => want(address, id.0.clone()),
                ("photos", Data::List(all)) => {
                    (1..).zip(all).for_each(|(number, address)| {
                        want(address, format!("{}-{number:02}", id.0));
                    });
                }
                _ => {}
            }
        }
    }
    wanted
}

/// Puts a picture into its review, in place of its address.
fn show(review: &mut raw::Review, wanted: &Wanted, path: String) {
    let src = Some(Text(path));
    if wanted.is_avatar {
        review.author.get_or_insert_default().0.photo = src;
    } else {
        let kind = Some(raw::MediumKind::Image);
        review.media.push(raw::Medium { kind, src, ..raw::Medium::default() });
    }
    for (_, value) in &mut review.extra.0 {
        if let Data::List(all) = value {
            all.retain(|one| *one != Data::Text(wanted.address.clone()));
        }
    }
    review.extra.0.retain(|(key, value)| match value {
        Data::Text(_) => !(wanted.is_avatar && key == "avatar"),
        Data::List(all) => !all.is_empty(),
        _ => true,
    });
}
