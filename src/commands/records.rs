//! Finds reviews by their ids, in the files as they are: a review that has faults can be decided on too.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::Failure;
use crate::content::inputs::Kind;
use crate::content::{self, Input, Record, RecordFile, raw};
use crate::diag::{Diagnostics, suggest};
use crate::edit::File;
use crate::model::id::{Id, IdFrom};
use crate::model::slug;

/// A review that was asked for.
pub(super) struct Chosen {
    pub(super) id: String,
    pub(super) from: IdFrom,
    /// Its file, relative to the site.
    pub(super) path: String,
    pub(super) kind: Kind,
    /// The whole file.
    pub(super) text: Arc<str>,
    pub(super) record: Record<raw::Review>,
}

impl Chosen {
    /// Its file.
    pub(super) fn file(&self) -> File<'_> {
        File { kind: self.kind, path: &self.path, text: &self.text }
    }

    /// Its position there.
    pub(super) fn entry(&self) -> Option<u32> {
        self.record.source.entry
    }

    /// Its status.
    pub(super) fn status(&self) -> raw::Status {
        self.record.keys.status.unwrap_or_default()
    }
}

/// The reviews that were asked for, and what others use.
pub(super) struct Records {
    /// In the order in which they were asked for, each once.
    pub(super) chosen: Vec<Chosen>,
    /// The media files that other reviews name, each with the file of one that does.
    pub(super) media_of_others: BTreeMap<String, String>,
    /// The ids of all reviews.
    pub(super) ids: BTreeSet<String>,
}

/// Finds reviews. One that was withdrawn, and lost its name thereby, is found by what its id was.
pub(super) fn find(site: &Path, ids: &[String]) -> Result<Records, Failure> {
    let mut unreadable = Diagnostics::default();
    let inputs = content::scan_reviews(site, &mut unreadable);
    let asked: BTreeSet<String> = ids.iter().map(|id| id.trim().to_owned()).collect();
    let wanted: BTreeSet<String> =
        asked.iter().flat_map(|id| [id.clone(), slug::anonymous(id)]).collect();
    let read: Vec<OfFile> =
        inputs.files.into_par_iter().map(|input| OfFile::read(input, &wanted)).collect();
    let (mut all, mut found) = (BTreeSet::new(), BTreeMap::<String, Vec<Chosen>>::new());
    let mut media_of_others = BTreeMap::new();
    for of in read {
        all.extend(of.ids);
        media_of_others.extend(of.media);
        for chosen in of.chosen {
            found.entry(chosen.id.clone()).or_default().push(chosen);
        }
    }
    let mut chosen = Vec::new();
    let mut seen = BTreeSet::new();
    for id in ids.iter().map(|id| id.trim()).filter(|id| seen.insert(*id)) {
        let gone = || slug::anonymous(id);
        let Some(mut of) = found.remove(id).or_else(|| withdrawn(&mut found, &gone())) else {
            return Err(unknown(id, &all));
        };
        if let [first, second, ..] = of.as_slice() {
            let message = format!("two reviews have the id `{id}`: in {}", in_two(first, second));
            return Err(Failure::problems(message).hint("give one of the two another `id`"));
        }
        chosen.append(&mut of);
    }
    Ok(Records { chosen, media_of_others, ids: all })
}

fn withdrawn(found: &mut BTreeMap<String, Vec<Chosen>>, id: &str) -> Option<Vec<Chosen>> {
    let is_gone = |of: &Vec<Chosen>| of.iter().all(|one| one.status() == raw::Status::Withdrawn);
    found.get(id).is_some_and(is_gone).then(|| found.remove(id)).flatten()
}

fn in_two(first: &Chosen, second: &Chosen) -> String {
    let place = |one: &Chosen| match one.entry() {
        Some(entry) => format!("{}, entry {}", one.path, entry + 1),
        None => one.path.clone(),
    };
    format!("{} and in {}", place(first), place(second))
}

fn unknown(id: &str, all: &BTreeSet<String>) -> Failure {
    let near = suggest::closest(id, all.iter().map(String::as_str));
    let hint = near.map_or_else(
        || {
            "`laurels list` shows all ids; what `laurels check` cannot read is not among them"
                .to_owned()
        },
        |near| format!("did you mean `{near}`? `laurels list` shows all ids"),
    );
    Failure::usage(format!("there is no review `{id}`; nothing was changed")).hint(hint)
}

/// What is in one file.
struct OfFile {
    ids: Vec<String>,
    chosen: Vec<Chosen>,
    media: Vec<(String, String)>,
}

impl OfFile {
    fn read(input: Input, wanted: &BTreeSet<String>) -> Self {
        let Input { path, kind, bytes, .. } = input;
        let file = RecordFile { file: 0, kind, bytes };
        let mut of = Self { ids: Vec::new(), chosen: Vec::new(), media: Vec::new() };
        let records = content::reviews(&file, &path).records;
        let Ok(text) = str::from_utf8(&file.bytes).map(Arc::<str>::from) else { return of };
        for record in records {
            let Id { word, from } = Id::of(&record.keys, &path, record.source.entry);
            let Some(id) = word else { continue };
            of.ids.push(id.clone());
            if wanted.contains(&id) {
                let (path, text) = (path.clone(), Arc::clone(&text));
                of.chosen.push(Chosen { id, from, path, kind, text, record });
            } else {
                let media = media_of(&record.keys).into_iter();
                of.media.extend(media.map(|medium| (medium, path.clone())));
            }
        }
        of
    }
}

/// The media files that a review names, relative to `content/`.
pub(super) fn media_of(keys: &raw::Review) -> Vec<String> {
    let photo = keys.author.as_ref().and_then(|author| author.0.photo.as_ref());
    let media = keys
        .media
        .iter()
        .flat_map(|medium| [&medium.src, &medium.poster, &medium.captions].into_iter().flatten());
    let clean = |path: &crate::yaml::Text| {
        let path = path.trim();
        path.strip_prefix("./").unwrap_or(path).to_owned()
    };
    photo.into_iter().chain(media).map(clean).filter(|path| !path.is_empty()).collect()
}
