//! What came of each file, to be used again as long as it is right; and all of it put together.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::build::{Maker, OfFile};
use super::check::{IMAGES, MediaIndex};
use super::review::Review;
use super::tag::TagTable;
use super::{Built, Grounds, Item, MediaRef, Page, Setting, Survey, rules, slug, survey};
use crate::config::MediaPath;
use crate::content::raw::Status;
use crate::content::{Asks, Content, MediaFile, RecordFile, Sources};
use crate::diag::{Diagnostic, Finding, SourceRef};
use crate::path;

/// What came of the files of a site.
#[derive(Debug, Default)]
pub struct Kept {
    items: Shelf<Item>,
    pages: Shelf<Page>,
    reviews: Shelf<Review>,
    survey: Shelf<Survey>,
    tags: TagTable,
    /// Whether the ids of all reviews were compared, and no two were the same.
    are_ids_sound: bool,
}

/// What came of the files of one kind, in the order of their paths.
#[derive(Debug)]
struct Shelf<T>(Vec<(u32, OfFile<T>)>);

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Shelf<T> {
    fn position(&self, path: &str, sources: &Sources) -> Result<usize, usize> {
        self.0.binary_search_by(|(file, _)| sources.path(*file).cmp(path))
    }

    /// On what the meaning of a file depends.
    fn asks(&self, path: &str, sources: &Sources) -> Option<Asks> {
        self.position(path, sources).ok().map(|at| self.0[at].1.asks)
    }

    fn remove(&mut self, paths: &[String], sources: &Sources) {
        let found = paths.iter().filter_map(|path| self.position(path, sources).ok());
        let gone: BTreeSet<usize> = found.collect();
        let mut at = 0..;
        self.0.retain(|_| at.next().is_none_or(|at| !gone.contains(&at)));
    }

    /// Puts what came of files in the place of what came of them before.
    fn put(&mut self, files: Vec<(u32, OfFile<T>)>, sources: &Sources) {
        if self.0.is_empty() {
            self.0 = files;
            return;
        }
        let (mut new, is_many) = (Vec::new(), files.len() > 64);
        for (file, of) in files {
            match self.position(sources.path(file), sources) {
                Ok(at) => self.0[at].1 = of,
                Err(_) if is_many => new.push((file, of)),
                Err(at) => self.0.insert(at, (file, of)),
            }
        }
        if !new.is_empty() {
            self.0.extend(new);
            self.0.sort_by(|(a, _), (b, _)| sources.path(*a).cmp(sources.path(*b)));
        }
    }
}

impl Kept {
    /// Lets go what came of files that are there no more.
    pub fn forget(&mut self, gone: &[String], sources: &Sources) {
        if gone.is_empty() {
            return;
        }
        self.items.remove(gone, sources);
        self.pages.remove(gone, sources);
        self.reviews.remove(gone, sources);
        self.survey.remove(gone, sources);
    }

    /// On what the meaning of a file depends.
    pub fn asks(&self, path: &str, sources: &Sources) -> Asks {
        let review = self.reviews.asks(path, sources);
        review.or_else(|| self.survey.asks(path, sources)).unwrap_or_default()
    }

    /// Reads files, and makes the model of them and of all that is kept.
    pub fn build(
        &mut self,
        content: Content,
        sources: &Sources,
        setting: Setting<'_>,
        media: Arc<Vec<MediaFile>>,
    ) -> Built {
        let grounds = Grounds::new(setting);
        let index = MediaIndex::new(&media);
        let tags = std::mem::take(&mut self.tags);
        let maker = Maker { grounds: &grounds, sources, media: &index, tags: &tags };
        let Content { reviews, items, pages, survey, .. } = content;
        let read: Vec<_> = items.iter().map(|file| (file.file, maker.items(file))).collect();
        self.items.put(read, sources);
        let read: Vec<_> = pages.iter().map(|file| (file.file, maker.page(file))).collect();
        self.pages.put(read, sources);
        let mut together = Together { sources, built: Built::default() };
        together.items(&self.items);
        together.pages(&self.pages);
        let named = together.built.model.items.iter().enumerate();
        let ids: BTreeMap<&str, usize> = named.map(|(at, item)| (item.id.as_str(), at)).collect();
        let one = |file: RecordFile| (file.file, maker.survey(&file, &ids));
        let answers: Vec<_> = survey.into_par_iter().map(one).collect();
        let one = |file: RecordFile| (file.file, maker.reviews(&file, &ids));
        let read: Vec<_> = reviews.into_par_iter().map(one).collect();
        drop(ids);
        self.survey.put(answers, sources);
        together.survey(&self.survey);
        for (_, of) in &read {
            together.built.parsing += of.parsing;
            together.built.read += of.records.len();
        }
        // As long as no id is new, none can be taken.
        let are_known = read.iter().all(|(file, of)| self.are_ids_known(*file, of, sources));
        self.reviews.put(read, sources);
        if self.are_ids_sound && are_known {
            together.all_reviews(&self.reviews);
        } else {
            self.are_ids_sound = together.reviews(&self.reviews);
        }
        together.files(setting, &index);
        together.returned();
        together.rules(setting);
        let mut built = together.built;
        built.model.media = Arc::clone(&media);
        self.tags = tags;
        built
    }
}

impl Kept {
    /// Whether a file had the reviews with these ids before.
    fn are_ids_known(&self, file: u32, of: &OfFile<Review>, sources: &Sources) -> bool {
        let Ok(at) = self.reviews.position(sources.path(file), sources) else { return false };
        let old = &self.reviews.0[at].1.records;
        of.records.iter().map(|one| &one.id).eq(old.iter().map(|one| &one.id))
    }
}

/// Everything, put together.
struct Together<'run> {
    sources: &'run Sources,
    built: Built,
}

impl Together<'_> {
    fn items(&mut self, shelf: &Shelf<Item>) {
        let mut ids = HashMap::new();
        for (_, of) in &shelf.0 {
            self.built.problems.extend(of.problems.iter().cloned());
            for item in &of.records {
                match ids.insert(item.id.as_str(), item.source) {
                    None => self.built.model.items.push(Arc::clone(item)),
                    Some(first) => {
                        ids.insert(&item.id, first);
                        self.taken(&item.id, first, item.source);
                    }
                }
            }
        }
    }

    fn pages(&mut self, shelf: &Shelf<Page>) {
        for (_, of) in &shelf.0 {
            self.built.problems.extend(of.problems.iter().cloned());
            self.built.model.pages.extend(of.records.iter().cloned());
        }
    }

    fn survey(&mut self, shelf: &Shelf<Survey>) {
        for (_, of) in &shelf.0 {
            self.built.problems.extend(of.problems.iter().cloned());
            self.built.model.survey.extend(of.records.iter().cloned());
        }
        self.built.findings.extend(survey::mixed_scales(&self.built.model.survey));
    }

    /// All reviews, known to have ids of their own.
    fn all_reviews(&mut self, shelf: &Shelf<Review>) {
        self.built.model.reviews.reserve(shelf.0.len());
        for (_, of) in &shelf.0 {
            self.built.problems.extend(of.problems.iter().cloned());
            self.built.names.extend(of.names.iter().cloned());
            self.built.model.reviews.extend(of.records.iter().cloned());
        }
    }

    /// The reviews, without those whose id is taken; says whether none is.
    fn reviews(&mut self, shelf: &Shelf<Review>) -> bool {
        let found = self.built.findings.len();
        let mut ids = HashMap::with_capacity(shelf.0.len());
        self.built.model.reviews.reserve(shelf.0.len());
        for (_, of) in &shelf.0 {
            self.built.problems.extend(of.problems.iter().cloned());
            self.built.names.extend(of.names.iter().cloned());
            for review in &of.records {
                match ids.insert(review.id.as_str(), review.source) {
                    None => self.built.model.reviews.push(Arc::clone(review)),
                    Some(first) => {
                        ids.insert(&review.id, first);
                        self.taken(&review.id, first, review.source);
                    }
                }
            }
        }
        self.built.findings.len() == found
    }

    /// Reports an id that another record has already.
    fn taken(&mut self, id: &str, first: SourceRef, source: SourceRef) {
        let at = self.sources.path(first.file);
        let entry = first.entry.map_or_else(String::new, |entry| format!(", entry {}", entry + 1));
        let finding = Finding::error(source, "id-taken", format!("the id `{id}` is taken"))
            .value(path!["id"])
            .label(format!("first in {at}{entry}"))
            .hint("give one of the two another `id`");
        self.built.findings.push(finding);
    }

    /// Reviews that came back although their authors had taken them back: whoever wrote them down again
    /// did not know.
    fn returned(&mut self) {
        let Built { model, findings, .. } = &mut self.built;
        let is_gone = |review: &&Arc<Review>| review.status == Status::Withdrawn;
        let gone: BTreeSet<&str> =
            model.reviews.iter().filter(is_gone).map(|review| review.id.as_str()).collect();
        // Only an id with a name in it became another one; the same one would be taken.
        let is_code = |id: &&str| id.len() == slug::anonymous("").len();
        if !gone.iter().any(is_code) {
            return;
        }
        for review in model.reviews.iter().filter(|review| !is_gone(review)) {
            if gone.contains(slug::anonymous(&review.id).as_str()) {
                let message = "this review was taken back by its author before";
                let finding = Finding::error(review.source, "id-withdrawn", message);
                findings.push(finding.value(path!["id"]).hint(format!(
                    "take it back again with `laurels withdraw {}`; if they gave another one, give it another `id`",
                    review.id
                )));
            }
        }
    }

    /// The rules over all reviews, and over the site.
    fn rules(&mut self, setting: Setting<'_>) {
        let (config, sources) = (setting.config, self.sources);
        let Built { model, problems, findings, .. } = &mut self.built;
        if let Some(severity) = config.severity("duplicate-text") {
            let place = |source: SourceRef| {
                let entry = source.entry.map(|entry| format!(", entry {}", entry + 1));
                format!("{}{}", sources.path(source.file), entry.unwrap_or_default())
            };
            findings.extend(rules::duplicates(&model.reviews, severity, place));
        }
        if let Some(message) = rules::skew(&model.reviews) {
            let hint = "look at their reasons once more: `laurels list --status withheld`";
            let problem = Diagnostic::error("withheld-skew", message).hint(hint);
            problems.extend(config.checks.apply(problem.at(config.selection.place.clone())));
        }
        let (claims, on_pages) = rules::unfounded(config, &model.pages, &model.reviews);
        problems.extend(claims.into_iter().chain(rules::figures(config, setting.today)));
        findings.extend(on_pages);
    }

    /// The pictures that site.yaml names.
    fn files(&mut self, setting: Setting<'_>, index: &MediaIndex<'_>) {
        let Built { model, problems, .. } = &mut self.built;
        let config = setting.config;
        model.favicon = site_file(config.favicon.as_ref(), index, problems);
        model.logo = site_file(config.business.logo.as_ref(), index, problems);
        let pictures = setting.images.iter().map(|path| site_file(Some(path), index, problems));
        model.pictures = pictures.collect();
    }
}

/// A picture that site.yaml names.
fn site_file(
    path: Option<&MediaPath>,
    media: &MediaIndex<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<MediaRef> {
    let path = path?;
    match media.find(&path.path, &IMAGES) {
        Ok(found) => Some(found),
        Err((message, hint)) => {
            let problem = Diagnostic::error("media-missing", message).at(path.place.clone());
            problems.push(problem.hint(hint));
            None
        }
    }
}
