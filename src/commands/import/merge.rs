//! What of a newer export goes into a record that is there.
//!
//! A record that was imported has in `source.imported` a fingerprint of each key as it came. A key that
//! still has it was not changed here since, so it follows the platform; any other one is its owner's,
//! and stays. Status and id are never touched.

use std::collections::BTreeMap;
use std::path::Path;

use super::Stop;
use super::known::{Known, There};
use super::tell::Tally;
use crate::content::inputs::Kind;
use crate::content::raw::Basis;
use crate::content::{self, RecordFile, raw};
use crate::diag::{Diagnostic, Place};
use crate::edit::disk::Planned;
use crate::edit::{self, Change, Edit, File, Merge};
use crate::import::Record;
use crate::yaml::Text;

/// Fingerprints of the keys of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Prints(BTreeMap<String, String>);

/// Keys that belong to the owner alone.
const OWN: [&str; 2] = ["id", "status"];

impl Prints {
    /// Of a record as it is.
    fn of(review: &raw::Review) -> Self {
        let mut prints = BTreeMap::new();
        for (key, value) in edit::pairs(review) {
            if !OWN.contains(&key) && key != "source" {
                prints.insert(key.to_owned(), print(&value.written()));
            }
        }
        let source = review.source.as_ref().map(|source| &source.0);
        if let Some(url) = source.and_then(|source| source.url.as_ref()) {
            prints.insert("url".to_owned(), print(url));
        }
        if let Some(basis) = source.and_then(|source| source.basis) {
            prints.insert("basis".to_owned(), print(&format!("{basis:?}")));
        }
        Self(prints)
    }

    fn read(text: &str) -> Self {
        let pairs = text.split('/').filter_map(|pair| pair.rsplit_once('.'));
        Self(pairs.map(|(key, print)| (key.to_owned(), print.to_owned())).collect())
    }

    /// Whether somebody else said something else, so that it can be no newer version.
    fn is_another(&self, other: &Self) -> bool {
        let differs = |key: &str| {
            self.get(key).is_some() && other.get(key).is_some() && self.get(key) != other.get(key)
        };
        differs("author") && differs("body")
    }

    fn get(&self, key: &str) -> Option<&String> {
        self.0.get(key)
    }

    fn set(&mut self, key: &str, print: Option<&String>) {
        match print {
            Some(print) => self.0.insert(key.to_owned(), print.clone()),
            None => self.0.remove(key),
        };
    }
}

impl std::fmt::Display for Prints {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let pairs = self.0.iter().map(|(key, print)| format!("{key}.{print}"));
        f.write_str(&pairs.collect::<Vec<_>>().join("/"))
    }
}

fn print(text: &str) -> String {
    format!("{:06x}", xxhash_rust::xxh3::xxh3_64(text.as_bytes()) >> 40)
}

/// Notes in a new record what it is.
pub(super) fn sign(review: &mut raw::Review) {
    let prints = Prints::of(review).to_string();
    let source = review.source.get_or_insert_with(Default::default);
    source.0.imported = Some(Text(prints));
}

/// Records of which a newer export says something else, file by file.
#[derive(Default)]
pub(super) struct Updates {
    files: BTreeMap<String, (Kind, Vec<Update>)>,
    /// The first row with the id of a review that is there, and neither its author nor its words.
    stranger: Option<Place>,
}

struct Update {
    entry: Option<u32>,
    line: u64,
    imported: Prints,
    review: Box<raw::Review>,
}

impl Updates {
    /// Takes what a row says of a review that is there.
    pub(super) fn add(&mut self, there: &There, record: Record, tally: &mut Tally<'_>) {
        if there.status == raw::Status::Withdrawn {
            return tally.withdrawn(record.line);
        }
        let imported = there.imported.as_deref().map(Prints::read);
        // What somebody wrote by hand is not changed by an import, and nothing is by what was exported here:
        // that has less than the record.
        let is_news =
            |imported: &Prints| !record.is_ours && *imported != Prints::of(&record.review);
        let Some(imported) = imported.filter(is_news) else {
            return tally.unchanged();
        };
        if record.is_generic && imported.is_another(&Prints::of(&record.review)) {
            self.stranger.get_or_insert_with(|| tally.at(record.line));
            return tally.unchanged();
        }
        let update =
            Update { entry: there.entry, line: record.line, imported, review: record.review };
        let (_, updates) = self.files.entry(there.path.clone()).or_insert((there.kind, Vec::new()));
        updates.push(update);
    }

    /// The files with what is new in them.
    pub(super) fn plan(self, site: &Path, tally: &mut Tally<'_>) -> Result<Vec<Planned>, Stop> {
        if let Some(place) = self.stranger {
            let message =
                "a row has the id of a review that is there, and neither its author nor its words";
            let problem = Diagnostic::error("import-id", message).at(place);
            return Err(Stop::Problems(vec![problem.hint(
                "say which column has the ids of reviews, such as `--map id=Number`, or `--map id=` where none has",
            )]));
        }
        let mut planned = Vec::new();
        let mut refused = Vec::new();
        for (path, (kind, updates)) in self.files {
            let text = Known::text(site, &path)?;
            let edits = edits(&path, kind, &text, updates, tally);
            if edits.is_empty() {
                continue;
            }
            match edit::edited(File { kind, path: &path, text: &text }, &edits) {
                Ok(new) => planned.push(Planned { path, to: None, old: Some(text), new }),
                Err(refusal) => refused.push(refusal.into_diagnostic()),
            }
        }
        if refused.is_empty() { Ok(planned) } else { Err(Stop::Problems(refused)) }
    }
}

fn edits(
    path: &str,
    kind: Kind,
    text: &str,
    updates: Vec<Update>,
    tally: &mut Tally<'_>,
) -> Vec<Edit> {
    let file = RecordFile { file: 0, kind, bytes: text.as_bytes().to_vec() };
    let mut there: BTreeMap<Option<u32>, _> = content::reviews(&file, path)
        .records
        .into_iter()
        .map(|record| (record.source.entry, record))
        .collect();
    let mut edits = Vec::new();
    for update in updates {
        let Some(record) = there.remove(&update.entry) else {
            tally.unchanged();
            continue;
        };
        let mut mine = record.keys;
        // What may be kept is not taken out because nobody said so again.
        if basis(&update.review) == Some(Basis::LinkOnly) && basis(&mine) != Some(Basis::LinkOnly) {
            tally.kept(path, update.line, &["body".to_owned()]);
            tally.unchanged();
            continue;
        }
        if let Some(body) = record.body {
            let body = body.trim().replace("\r\n", "\n");
            mine.body = (!body.is_empty()).then_some(Text(body));
        }
        let merged = merged(&mine, &update);
        tally.kept(path, update.line, &merged.kept);
        if merged.keys.is_empty() {
            tally.unchanged();
            continue;
        }
        tally.updated(path, update.line, mine.status.unwrap_or_default(), &merged.keys);
        let merge = Merge { from: *merged.review, keys: merged.keys };
        edits.push(Edit { entry: update.entry, change: Change::Merge(Box::new(merge)) });
    }
    edits
}

fn basis(review: &raw::Review) -> Option<Basis> {
    review.source.as_ref()?.0.basis
}

/// What is to go into a record.
struct Merged {
    review: Box<raw::Review>,
    keys: Vec<&'static str>,
    /// Keys that the platform has changed and the owner too.
    kept: Vec<String>,
}

fn merged(mine: &raw::Review, update: &Update) -> Merged {
    let (here, there) = (Prints::of(mine), Prints::of(&update.review));
    let mut base = update.imported.clone();
    let mut review = update.review.clone();
    let mut source = mine.source.clone().unwrap_or_default();
    let (mut keys, mut kept) = (Vec::new(), Vec::new());
    for key in edit::KEYS.iter().copied().chain(["url", "basis"]) {
        if OWN.contains(&key) || key == "source" || there.get(key) == base.get(key) {
            continue;
        }
        if here.get(key) != base.get(key) {
            // Both came to say the same.
            if here.get(key) != there.get(key) {
                kept.push(key.to_owned());
            }
            continue;
        }
        base.set(key, there.get(key));
        let theirs = update.review.source.as_ref().map(|source| &source.0);
        match key {
            "url" => source.0.url = theirs.and_then(|theirs| theirs.url.clone()),
            "basis" => source.0.basis = theirs.and_then(|theirs| theirs.basis),
            key => {
                keys.push(key);
                continue;
            }
        }
        if !keys.contains(&"source") {
            keys.push("source");
        }
    }
    if !keys.is_empty() {
        source.0.imported = Some(Text(base.to_string()));
        if !keys.contains(&"source") {
            keys.push("source");
        }
    }
    review.source = Some(source);
    Merged { review, keys, kept }
}
