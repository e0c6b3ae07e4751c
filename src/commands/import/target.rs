//! Where new records are written.
//!
//! A list that is not there yet is written piece by piece, so that an export may be larger than the
//! memory. What is written is read again before it goes to the disk, and must be what was meant.

use std::io::Write;
use std::path::Path;

use rayon::prelude::*;

use super::known::Known;
use super::pictures::Pictures;
use super::{Stop, merge};
use crate::cli::{Import as Arguments, RecordShape};
use crate::commands::Failure;
use crate::content::inputs::Kind;
use crate::content::{self, RecordFile, raw};
use crate::diag::{Diagnostic, Place};
use crate::edit::disk::{self, NewFile, Planned, Written};
use crate::edit::{self, File};
use crate::fsx;
use crate::import::source::Fault;
use crate::paths;

/// So many records are written at once.
const BATCH: usize = 512;

/// Fewer where their texts are this large together, in bytes.
const HEAVIEST: usize = 8 << 20;

/// What is ready to be put in its place.
pub(super) struct Finished {
    pub(super) told: Vec<Diagnostic>,
    pub(super) written: Vec<Written>,
}

/// Where new records go.
pub(super) struct Target<'a> {
    site: &'a Path,
    /// The file, or the folder, relative to the site.
    path: String,
    shape: RecordShape,
    dry_run: bool,
    /// A list that is there already.
    old: Option<String>,
    waiting: Vec<raw::Review>,
    /// How large their texts are together, in bytes.
    weight: usize,
    /// A list that is new.
    list: Option<NewFile>,
    pictures: Option<Pictures>,
}

impl<'a> Target<'a> {
    /// Chooses where to write.
    pub(super) fn choose(
        site: &'a Path,
        arguments: &Arguments,
        format: &str,
    ) -> Result<Self, Stop> {
        let path = match (&arguments.into, arguments.shape) {
            (Some(into), shape) => inside(site, into, shape)?,
            (None, RecordShape::Yaml) => format!("content/reviews/{format}.yaml"),
            (None, RecordShape::Markdown) => format!("content/testimonials/{format}"),
        };
        let old = match arguments.shape {
            RecordShape::Yaml if fsx::metadata(&site.join(&path))?.is_some() => {
                Some(Known::text(site, &path)?)
            }
            _ => None,
        };
        Ok(Self {
            site,
            path,
            shape: arguments.shape,
            dry_run: arguments.dry_run,
            old,
            waiting: Vec::new(),
            weight: 0,
            list: None,
            pictures: (arguments.pictures.fetch && !arguments.dry_run)
                .then(|| Pictures::new(site, format, arguments.pictures.allow_private)),
        })
    }

    /// Takes a new record.
    pub(super) fn add(&mut self, mut review: raw::Review) -> Result<(), Fault> {
        merge::sign(&mut review);
        self.weight += review.body.as_ref().map_or(0, |body| body.len());
        self.waiting.push(review);
        let is_stream = self.shape == RecordShape::Yaml && self.old.is_none();
        let is_enough = self.waiting.len() >= BATCH || self.weight > HEAVIEST;
        if is_stream && is_enough { self.write() } else { Ok(()) }
    }

    /// Writes what waits to a new list.
    fn write(&mut self) -> Result<(), Fault> {
        self.take_pictures();
        let reviews = std::mem::take(&mut self.waiting);
        self.weight = 0;
        if reviews.is_empty() {
            return Ok(());
        }
        let pieces: Result<Vec<String>, Box<Diagnostic>> =
            reviews.par_chunks(64).map(|reviews| proven(&self.path, reviews)).collect();
        let pieces = pieces.map_err(Fault::Content)?;
        if self.dry_run {
            return Ok(());
        }
        let list = match &mut self.list {
            Some(list) => list,
            none => none.insert(disk::create(self.site, &self.path).map_err(fault)?),
        };
        for piece in pieces {
            let written = list.write_all(piece.as_bytes());
            fsx::context("write", &self.site.join(&self.path), written)?;
        }
        Ok(())
    }

    /// The list that is new, if there is one.
    pub(super) fn new_list(&self) -> Option<String> {
        let is_stream = self.shape == RecordShape::Yaml && self.old.is_none();
        (is_stream && (self.list.is_some() || !self.waiting.is_empty())).then(|| self.path.clone())
    }

    fn take_pictures(&mut self) {
        if let Some(pictures) = &mut self.pictures {
            pictures.take(&mut self.waiting);
        }
    }

    /// Adds to what is planned, and gives what is staged already: pictures and the new list.
    pub(super) fn finish(mut self, planned: &mut Vec<Planned>) -> Result<Finished, Stop> {
        let list = self.write_all(planned)?;
        let pictures = self.pictures.map(Pictures::finish);
        let (told, mut written) = pictures.unwrap_or_default();
        written.extend(list);
        Ok(Finished { told, written })
    }

    fn write_all(&mut self, planned: &mut Vec<Planned>) -> Result<Option<Written>, Stop> {
        if self.shape == RecordShape::Markdown || self.old.is_some() {
            self.take_pictures();
        }
        match (self.shape, self.old.take()) {
            (RecordShape::Markdown, _) => {
                for review in &self.waiting {
                    let id = review.id.as_ref().map_or("", |id| id.0.as_str());
                    let path = format!("{}/{id}.md", self.path);
                    planned.push(Planned {
                        path,
                        to: None,
                        old: None,
                        new: edit::markdown(review),
                    });
                }
                Ok(None)
            }
            (RecordShape::Yaml, Some(old)) => {
                if !self.waiting.is_empty() {
                    self.append(old, planned)?;
                }
                Ok(None)
            }
            (RecordShape::Yaml, None) => {
                self.write()?;
                Ok(self.list.take().map(NewFile::finish).transpose().map_err(Failure::from)?)
            }
        }
    }

    fn append(&self, old: String, planned: &mut Vec<Planned>) -> Result<(), Stop> {
        let at = planned.iter().position(|file| file.path == self.path);
        let text = at.map_or(old.as_str(), |at| planned[at].new.as_str());
        let file = File { kind: Kind::List, path: &self.path, text };
        let new = edit::appended(file, &self.waiting)
            .map_err(|refused| Stop::Problems(vec![refused.into_diagnostic()]))?;
        match at {
            Some(at) => planned[at].new = new,
            None => {
                planned.push(Planned { path: self.path.clone(), to: None, old: Some(old), new });
            }
        }
        Ok(())
    }
}

/// Why a new file is not written, for those who read an export.
fn fault(error: disk::Error) -> Fault {
    match error {
        disk::Error::File(error) => Fault::File(error),
        disk::Error::Changed(path) | disk::Error::Taken(path) => {
            let message = "this file has appeared while the export was read";
            let problem = Diagnostic::error("import-taken", message).at(Place::file(path));
            problem.hint("run the import again").into()
        }
    }
}

/// Entries of a list as they are written, and read again.
fn proven(path: &str, reviews: &[raw::Review]) -> Result<String, Box<Diagnostic>> {
    let text: String = reviews.iter().map(edit::entry).collect();
    let file = RecordFile { file: 0, kind: Kind::List, bytes: text.into_bytes() };
    let read = content::reviews(&file, path);
    let same = read.problems.as_slice().is_empty()
        && read.records.len() == reviews.len()
        && read.records.iter().zip(reviews).all(|(record, review)| *record.keys == *review);
    match String::from_utf8(file.bytes) {
        Ok(text) if same => Ok(text),
        _ => {
            let said = "it does not read as it was meant";
            Err(Box::new(Diagnostic::internal("writing a record", said)))
        }
    }
}

/// A path that was given, relative to the site: below the folder where such files are looked for.
fn inside(site: &Path, into: &Path, shape: RecordShape) -> Result<String, Failure> {
    let path = paths::relative(site, &site.join(into)).unwrap_or_default();
    let (folder, is_right) = match shape {
        RecordShape::Yaml => {
            let end = path.rsplit_once('.').map(|(_, end)| end);
            let is_yaml = matches!(end, Some("yaml" | "yml"));
            ("content/reviews", is_yaml)
        }
        RecordShape::Markdown => ("content/testimonials", true),
    };
    let is_below =
        path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/') && rest.len() > 1);
    // Hidden ones are not read, and `..` leads elsewhere.
    let is_hidden = path.split('/').any(|part| part.starts_with(['_', '.']));
    if is_below && is_right && !is_hidden {
        return Ok(path);
    }
    let message = format!("no reviews are looked for in `{}`", into.display());
    let example = match shape {
        RecordShape::Yaml => "content/reviews/imported.yaml",
        RecordShape::Markdown => "content/testimonials/imported",
    };
    Err(Failure::usage(message).hint(format!("choose a path such as `--into {example}`")))
}
