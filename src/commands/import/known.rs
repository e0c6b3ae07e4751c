//! What the site has already.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;

use rayon::prelude::*;

use super::Stop;
use crate::commands::Failure;
use crate::content::inputs::Kind;
use crate::content::{self, Input, RecordFile, raw};
use crate::diag::Diagnostics;
use crate::edit::disk::Planned;
use crate::edit::{self, File};
use crate::fsx;
use crate::import::Record;
use crate::model::id::Id;
use crate::model::origin::Origin;
use crate::model::slug;

/// Where the items of a site are listed.
const ITEMS: [&str; 2] = ["content/items.yaml", "content/items.yml"];

/// The reviews and items of a site.
pub(super) struct Known {
    reviews: Vec<There>,
    by_id: HashMap<String, usize>,
    /// Ids of records that are new.
    given: HashSet<String>,
    by_source: HashMap<(String, String), usize>,
    items: BTreeSet<String>,
    item_file: String,
    item_text: Option<String>,
}

/// A review that is there.
#[derive(Clone, Debug)]
pub(super) struct There {
    /// Its file, relative to the site.
    pub(super) path: String,
    pub(super) kind: Kind,
    /// Its position there.
    pub(super) entry: Option<u32>,
    pub(super) status: raw::Status,
    /// By which an import knows what was changed here since.
    pub(super) imported: Option<String>,
    id: Option<String>,
    source: Option<(String, String)>,
}

/// Items that are added.
pub(super) struct Items {
    pub(super) planned: Option<Planned>,
    pub(super) added: Vec<String>,
}

impl Known {
    /// Reads what is there. A file that cannot be read would hide what it has, so that it ends the import.
    pub(super) fn read(site: &Path) -> Result<Self, Stop> {
        let mut problems = Diagnostics::default();
        let inputs = content::scan_reviews(site, &mut problems);
        let read: Vec<_> = inputs.files.into_par_iter().map(of_file).collect();
        let mut reviews = Vec::new();
        for (there, faults) in read {
            reviews.extend(there);
            problems.extend(faults);
        }
        let mut known = Self {
            reviews,
            by_id: HashMap::new(),
            given: HashSet::new(),
            by_source: HashMap::new(),
            items: BTreeSet::new(),
            item_file: ITEMS[0].to_owned(),
            item_text: None,
        };
        known.read_items(site, &mut problems)?;
        let errors: Vec<_> = problems
            .into_vec()
            .into_iter()
            .filter(|problem| {
                problem.severity == crate::diag::Severity::Error && problem.code != "no-content"
            })
            .collect();
        if !errors.is_empty() {
            return Err(Stop::Problems(errors));
        }
        for (at, there) in known.reviews.iter().enumerate() {
            if let Some(id) = &there.id {
                known.by_id.insert(id.clone(), at);
            }
            if let Some(source) = &there.source {
                known.by_source.insert(source.clone(), at);
            }
        }
        Ok(known)
    }

    fn read_items(&mut self, site: &Path, problems: &mut Diagnostics) -> Result<(), Stop> {
        for path in ITEMS {
            let Some(bytes) = fsx::read_if_there(&site.join(path))? else { continue };
            path.clone_into(&mut self.item_file);
            let file = RecordFile { file: 0, kind: Kind::Items, bytes };
            let read = content::items(&file, path);
            problems.extend(read.problems.into_vec());
            let ids = read.records.into_iter().filter_map(|record| record.keys.id);
            self.items.extend(ids.map(|id| id.0));
            self.item_text = String::from_utf8(file.bytes).ok();
        }
        Ok(())
    }

    /// The review that a record is: the one of the same id there, or here.
    pub(super) fn find(&self, record: &Record) -> Option<&There> {
        if self.reviews.is_empty() {
            return None;
        }
        let by_source = record.source.as_ref().and_then(|source| self.by_source.get(source));
        let by_id = || {
            let id = record.review.id.as_ref()?;
            let there = self.by_id.get(&id.0).filter(|_| record.is_ours);
            // One that was withdrawn may have lost its id with its name.
            there.or_else(|| {
                let gone = [id.0.clone(), slug::anonymous(id)];
                let found = gone.iter().find_map(|id| self.by_id.get(id))?;
                let there = &self.reviews[*found];
                let is_tombstone = there.status == raw::Status::Withdrawn;
                (is_tombstone && there.source.is_none()).then_some(found)
            })
        };
        by_source.or_else(by_id).map(|at| &self.reviews[*at])
    }

    /// An id for a new record that no other review has.
    pub(super) fn free(&mut self, id: &str) -> String {
        let with = |number: u32| if number == 1 { id.to_owned() } else { format!("{id}-{number}") };
        let mut all = (1..).map(with);
        let free = all.find(|id| !self.by_id.contains_key(id) && self.given.insert(id.clone()));
        free.unwrap_or_else(|| id.to_owned())
    }

    /// The id of an item that the site does not have.
    pub(super) fn missing_item(&self, item: &raw::Item) -> Option<String> {
        let id = item.id.as_ref()?;
        (!self.items.contains(&id.0)).then(|| id.0.clone())
    }

    /// The list of items with more of them.
    pub(super) fn with_items(&self, items: Vec<raw::Item>) -> Result<Items, Stop> {
        let added: Vec<String> =
            items.iter().filter_map(|item| Some(item.id.as_ref()?.0.clone())).collect();
        if items.is_empty() {
            return Ok(Items { planned: None, added });
        }
        let path = self.item_file.clone();
        let old = self.item_text.clone();
        let file =
            File { kind: Kind::Items, path: &path, text: old.as_deref().unwrap_or_default() };
        let new = edit::items_added(file, &items)
            .map_err(|refused| Stop::Problems(vec![refused.into_diagnostic()]))?;
        Ok(Items { planned: Some(Planned { path, to: None, old, new }), added })
    }

    /// The text of a file of reviews.
    pub(super) fn text(site: &Path, path: &str) -> Result<String, Failure> {
        let bytes = fsx::read(&site.join(path))?;
        String::from_utf8(bytes).map_err(|_| Failure::problems(format!("`{path}` is not UTF-8")))
    }
}

fn of_file(input: Input) -> (Vec<There>, Vec<crate::diag::Diagnostic>) {
    let Input { path, kind, bytes, .. } = input;
    let file = RecordFile { file: 0, kind, bytes };
    let read = content::reviews(&file, &path);
    let there = read.records.into_iter().map(|record| There {
        path: path.clone(),
        kind,
        entry: record.source.entry,
        status: record.keys.status.unwrap_or_default(),
        imported: record
            .keys
            .source
            .as_ref()
            .and_then(|source| source.0.imported.as_ref())
            .map(|text| text.0.clone()),
        id: Id::of(&record.keys, &path, record.source.entry).word,
        source: source_of(&record.keys),
    });
    (there.collect(), read.problems.into_vec())
}

/// The platform of a review and the id that it has there.
fn source_of(review: &raw::Review) -> Option<(String, String)> {
    let source = &review.source.as_ref()?.0;
    let id = source.id.as_ref()?.trim();
    let platform =
        source.platform.as_ref().map_or(raw::DEFAULT_PLATFORM, |platform| platform.trim());
    (!id.is_empty()).then(|| (Origin::new(platform).slug.into_owned(), id.to_owned()))
}
