//! From the records of one file to what they mean.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use rayon::prelude::*;

use super::check::{Check, IMAGES, MediaIndex};
use super::markdown::Voice;
use super::review::Review;
use super::tag::TagTable;
use super::{Grounds, Item, Page, Survey, read, slug, survey};
use crate::config;
use crate::content::{self, Asks, Record, RecordFile, Records, Sources, raw};
use crate::diag::text::brief;
use crate::diag::{Diagnostic, Finding, SourceRef};
use crate::path;
use crate::yaml::Faulty;

/// What came of a file.
#[derive(Debug)]
pub(super) struct OfFile<T> {
    /// The records that can be used.
    pub(super) records: Vec<Arc<T>>,
    /// Everything that is wrong with it.
    pub(super) problems: Vec<Diagnostic>,
    /// The names as they were written, where they are wanted.
    pub(super) names: Vec<(SourceRef, String)>,
    /// On what else it depends.
    pub(super) asks: Asks,
    /// How long it took to read it.
    pub(super) parsing: Duration,
}

/// What files are read with.
pub(super) struct Maker<'run> {
    pub(super) grounds: &'run Grounds,
    pub(super) sources: &'run Sources,
    pub(super) media: &'run MediaIndex<'run>,
    pub(super) tags: &'run TagTable,
}

/// A file with fewer records is checked by whoever has read it.
const SHARED_FROM: usize = 16;

/// What came of a record.
type OfRecord<T> = (Option<Arc<T>>, Vec<Finding>, Asks);

impl Maker<'_> {
    pub(super) fn items(&self, file: &RecordFile) -> OfFile<Item> {
        let read = content::items(file, self.sources.path(file.file));
        self.of_file(file, read, Vec::new(), |record, check| item(*record.keys, check))
    }

    pub(super) fn page(&self, file: &RecordFile) -> OfFile<Page> {
        let path = self.sources.path(file.file);
        let read = content::page(file, path);
        self.of_file(file, read, Vec::new(), |record, check| page(&record, path, check))
    }

    pub(super) fn reviews(
        &self,
        file: &RecordFile,
        items: &BTreeMap<&str, usize>,
    ) -> OfFile<Review> {
        let path = self.sources.path(file.file);
        let read = content::reviews(file, path);
        let names = if self.grounds.names { written_names(&read.records) } else { Vec::new() };
        self.of_file(file, read, names, |record, check| {
            read::review(*record.keys, record.body, path, items, check)
        })
    }

    pub(super) fn survey(
        &self,
        file: &RecordFile,
        items: &BTreeMap<&str, usize>,
    ) -> OfFile<Survey> {
        let path = self.sources.path(file.file);
        let content::survey::Survey { invited, answers: read } = content::survey(file, path);
        let written = read.records.len();
        let answers = self.of_file(file, read, Vec::new(), |record, check| {
            survey::answer(*record.keys, items, check)
        });
        let OfFile { records: answers, mut problems, names, asks, parsing } = answers;
        let asked = survey::invited(file.file, invited, written).into_iter().collect();
        problems.extend(content::located(file.kind, path, Some(&file.bytes), asked));
        let records = vec![Arc::new(Survey { invited, answers })];
        OfFile { records, problems, names, asks, parsing }
    }

    /// Gives the records of a file their meaning at once: they are gone before the next file is read.
    fn of_file<R: Send, T: Send + Sync>(
        &self,
        file: &RecordFile,
        read: Records<R>,
        names: Vec<(SourceRef, String)>,
        meaning: impl Fn(Record<R>, &mut Check<'_>) -> Option<T> + Sync,
    ) -> OfFile<T> {
        let Records { records, problems, time: parsing } = read;
        let one = |mut record: Record<R>| -> OfRecord<T> {
            let faulty = std::mem::take(&mut record.faulty);
            let mut check = self.check(record.source, &faulty);
            let meaning = meaning(record, &mut check).map(Arc::new);
            (meaning, check.findings, check.asks)
        };
        let done: Vec<OfRecord<T>> = if records.len() < SHARED_FROM {
            records.into_iter().map(one).collect()
        } else {
            records.into_par_iter().map(one).collect()
        };
        let (mut records, mut asks) = (Vec::with_capacity(done.len()), Asks::default());
        let (mut problems, mut findings) = (problems.into_vec(), Vec::new());
        for (record, found, asked) in done {
            records.extend(record);
            findings.extend(found);
            asks = asks.and(asked);
        }
        let path = self.sources.path(file.file);
        problems.extend(content::located(file.kind, path, Some(&file.bytes), findings));
        OfFile { records, problems, names, asks, parsing }
    }

    fn check<'a>(&'a self, source: SourceRef, faulty: &'a Faulty) -> Check<'a> {
        let Self { grounds, media, tags, .. } = *self;
        let (findings, asks) = (Vec::new(), Asks::default());
        Check { source, faulty, grounds, media, tags, findings, asks }
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
    let description = check.prose(keys.description.as_ref(), path!["description"]);
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
    let body = body.map(|body| within_the_site(body, &check.grounds.base_path));
    let inside = path.strip_prefix("content/pages/").unwrap_or(path);
    let stem = inside.rsplit_once('.').map_or(inside, |(stem, _)| stem);
    let parts: Vec<String> = stem.split('/').map(slug::slug).collect();
    if parts.iter().any(String::is_empty) {
        let finding = check.error("file-name", "no address can be made of this file's name");
        check.report(finding.hint("rename the file with letters or digits"));
        return None;
    }
    let claim = record.body.as_deref().and_then(config::claimed);
    Some(Page {
        slug: parts.join("/"),
        title: title?,
        menu: record.keys.menu.unwrap_or_default(),
        body: body.unwrap_or(super::Prose { html: String::new(), text: String::new() }),
        source: path.to_owned(),
        verified_claim: claim.map(|words| (check.source, words)),
    })
}
