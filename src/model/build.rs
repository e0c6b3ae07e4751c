//! From raw records to the model: items and pages first, then the reviews that refer to them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use rayon::prelude::*;

use super::check::{Check, IMAGES, MediaIndex};
use super::markdown::Voice;
use super::review::Review;
use super::tag::TagTable;
use super::{Built, Item, MediaRef, Page, Setting, read, slug};
use crate::config::MediaPath;
use crate::content::{self, Content, Record, ReviewFile, ReviewRecords, raw};
use crate::diag::text::brief;
use crate::diag::{Diagnostic, Diagnostics, Finding, SourceRef};
use crate::path;
use crate::yaml::Faulty;

/// See [`super::build()`].
pub(crate) fn model(content: &mut Content, setting: Setting<'_>) -> Built {
    let media = std::mem::take(&mut content.media);
    let index = MediaIndex::new(&media);
    let tags = TagTable::default();
    let built = Built::default();
    let mut maker = Maker { content, setting, media: &index, tags: &tags, built };
    maker.items();
    maker.pages();
    maker.reviews();
    let mut built = maker.built;
    let problems = &mut built.problems;
    built.model.favicon = site_file(setting.config.favicon.as_ref(), &index, problems);
    built.model.logo = site_file(setting.config.business.logo.as_ref(), &index, problems);
    let pictures = setting.images.iter().map(|path| site_file(Some(path), &index, problems));
    built.model.pictures = pictures.collect();
    built.model.media = media;
    built
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

struct Maker<'run> {
    content: &'run mut Content,
    setting: Setting<'run>,
    media: &'run MediaIndex<'run>,
    tags: &'run TagTable,
    built: Built,
}

/// What came of a file of reviews.
struct OfFile {
    reviews: Vec<(Option<Arc<Review>>, Vec<Finding>)>,
    problems: Diagnostics,
    names: Vec<(SourceRef, String)>,
    parsing: Duration,
}

/// A file with fewer records is checked by whoever has read it.
const SHARED_FROM: usize = 16;

impl Maker<'_> {
    fn check<'a>(&'a self, source: SourceRef, faulty: &'a Faulty) -> Check<'a> {
        let Self { setting, media, tags, .. } = *self;
        Check { source, faulty, setting, media, tags, findings: Vec::new() }
    }

    fn items(&mut self) {
        let mut ids = HashMap::new();
        for record in std::mem::take(&mut self.content.items) {
            let mut check = self.check(record.source, &record.faulty);
            let item = item(*record.keys, &mut check);
            let findings = check.findings;
            self.built.findings.extend(findings);
            let Some(item) = item else { continue };
            if self.is_new(&mut ids, &item.id, record.source) {
                self.built.model.items.push(item);
            }
        }
    }

    /// Reports an id that another record has already.
    fn is_new(
        &mut self,
        ids: &mut HashMap<String, SourceRef>,
        id: &str,
        source: SourceRef,
    ) -> bool {
        let Some(first) = ids.get(id) else {
            ids.insert(id.to_owned(), source);
            return true;
        };
        let at = &self.content.sources[first.file as usize].path;
        let entry = first.entry.map_or_else(String::new, |entry| format!(", entry {}", entry + 1));
        let finding = Finding::error(source, "id-taken", format!("the id `{id}` is taken"))
            .value(path!["id"])
            .label(format!("first in {at}{entry}"))
            .hint("give one of the two another `id`");
        self.built.findings.push(finding);
        false
    }

    fn pages(&mut self) {
        for record in std::mem::take(&mut self.content.pages) {
            let path = self.content.sources[record.source.file as usize].path.clone();
            let mut check = self.check(record.source, &record.faulty);
            let page = page(&record, &path, &mut check);
            let findings = check.findings;
            self.built.model.pages.extend(page);
            self.built.findings.extend(findings);
        }
    }

    fn reviews(&mut self) {
        let files = std::mem::take(&mut self.content.reviews);
        let named = self.built.model.items.iter().enumerate();
        let items: BTreeMap<&str, usize> = named.map(|(at, item)| (item.id.as_str(), at)).collect();
        let this = &*self;
        let read: Vec<OfFile> =
            files.into_par_iter().map(|file| this.review_file(&file, &items)).collect();
        let mut ids = HashMap::with_capacity(read.len());
        for file in read {
            self.built.problems.extend(file.problems.into_vec());
            self.built.names.extend(file.names);
            self.built.parsing += file.parsing;
            for (review, findings) in file.reviews {
                self.built.findings.extend(findings);
                if let Some(review) = review
                    && self.is_new(&mut ids, &review.id, review.source)
                {
                    self.built.model.reviews.push(review);
                }
            }
        }
    }

    /// Reads the records of a file and gives them their meaning at once: they are gone before the
    /// next file is read.
    fn review_file(&self, file: &ReviewFile, items: &BTreeMap<&str, usize>) -> OfFile {
        let path = self.content.sources[file.file as usize].path.as_str();
        let ReviewRecords { records, problems, time: parsing } = content::reviews(file, path);
        let names = if self.setting.names { written_names(&records) } else { Vec::new() };
        let review = |record: Record<raw::Review>| {
            let Record { source, keys, body, faulty } = record;
            let mut check = self.check(source, &faulty);
            let review = read::review(*keys, body, path, items, &mut check);
            (review.map(Arc::new), check.findings)
        };
        let reviews = if records.len() < SHARED_FROM {
            records.into_iter().map(review).collect()
        } else {
            records.into_par_iter().map(review).collect()
        };
        OfFile { reviews, problems, names, parsing }
    }
}

fn written_names(records: &[Record<raw::Review>]) -> Vec<(SourceRef, String)> {
    let name = |record: &Record<raw::Review>| {
        let name = record.keys.author.as_ref()?.0.name.as_ref()?;
        Some((record.source, name.trim().to_owned()))
    };
    records.iter().filter_map(name).collect()
}

fn item(keys: raw::Item, check: &mut Check<'_>) -> Option<Item> {
    let id = Check::text(keys.id);
    let name = Check::line(keys.name);
    for (key, given) in [("id", id.is_some()), ("name", name.is_some())] {
        if !given {
            let finding = check.error("key-missing", format!("an item has no `{key}`"));
            check.missing(key, finding.hint(format!("add a line `{key}: …`")));
        }
    }
    if let Some(id) = &id
        && let Some(label) = slug::fault(id)
    {
        let finding = check.error("id", format!("the id cannot be `{}`", brief(id)));
        check.report(finding.value(path!["id"]).label(label).hint(slug::hint(id)));
    }
    let kind = read::schema_type(keys.kind, "Product", check);
    let description = check.prose(keys.description, path!["description"]);
    let url = check.web(keys.url, path!["url"]);
    let image = check.file(keys.image, path!["image"], &IMAGES);
    Some(Item {
        source: check.source,
        id: id.filter(|id| slug::fault(id).is_none())?,
        name: name?,
        kind,
        description,
        url,
        image,
        sku: Check::line(keys.sku),
        brand: Check::line(keys.brand),
    })
}

/// Links that start with `/` lead to pages of the site, wherever it is published. The text of a
/// page cannot hold such an attribute: its quotes are escaped.
fn within_the_site(body: super::Prose, base_path: &str) -> super::Prose {
    let html = body.html.replace("href=\"/", &format!("href=\"{base_path}"));
    super::Prose { html, ..body }
}

fn page(record: &Record<raw::Page>, path: &str, check: &mut Check<'_>) -> Option<Page> {
    let title = Check::line(record.keys.title.clone());
    if title.is_none() {
        let finding = check.error("title-missing", "the page has no `title`");
        check.missing("title", finding.hint("add a line such as `title: About us`"));
    }
    let body = check.body(record.body.as_deref().unwrap_or_default(), Voice::Owner);
    let body = body.map(|body| within_the_site(body, check.setting.config.base_path()));
    let inside = path.strip_prefix("content/pages/").unwrap_or(path);
    let stem = inside.rsplit_once('.').map_or(inside, |(stem, _)| stem);
    let parts: Vec<String> = stem.split('/').map(slug::slug).collect();
    if parts.iter().any(String::is_empty) {
        let finding = check.error("file-name", "no address can be made of this file's name");
        check.report(finding.hint("rename the file with letters or digits"));
        return None;
    }
    Some(Page {
        slug: parts.join("/"),
        title: title?,
        menu: record.keys.menu.unwrap_or_default(),
        body: body.unwrap_or(super::Prose { html: String::new(), text: String::new() }),
        source: path.to_owned(),
    })
}
