//! From bytes to raw records: the fast reader first, the one with places when it finds a fault.

use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::inputs::Kind;
use super::survey::{Keys, Survey, Written};
use super::{Record, RecordFile, front_matter, raw};
use crate::clock;
use crate::diag::text::BOM;
use crate::diag::{self, Diagnostic, Diagnostics, LineIndex, Place, SourceRef};
use crate::yaml::{self, FastError, Fault, Faulty, Node};

/// What a file holds.
#[derive(Debug)]
pub struct Records<T> {
    /// The records, in the order of the entries.
    pub records: Vec<Record<T>>,
    /// Every fault.
    pub problems: Diagnostics,
    /// How long it took to read them.
    pub time: Duration,
}

/// Reads the records of a file of reviews, with every fault.
pub fn reviews(file: &RecordFile, path: &str) -> Records<raw::Review> {
    records(file, path, |reader| match file.kind {
        Kind::List => reader.review_list(),
        _ => reader.front_matter().into_iter().collect(),
    })
}

/// Reads `items.yaml`, with every fault.
pub fn items(file: &RecordFile, path: &str) -> Records<raw::Item> {
    records(file, path, item_list)
}

fn item_list(reader: &mut Reader<'_>) -> Vec<Record<raw::Item>> {
    reader.list()
}

/// Reads a free page, with every fault.
pub fn page(file: &RecordFile, path: &str) -> Records<raw::Page> {
    records(file, path, |reader| reader.front_matter().into_iter().collect())
}

/// Reads a file of survey answers, with every fault.
pub fn survey(file: &RecordFile, path: &str) -> Survey {
    let mut invited = None;
    let answers = records(file, path, |reader| {
        let (asked, answers) = reader.survey();
        invited = asked;
        answers
    });
    Survey { invited, answers }
}

fn records<T>(
    file: &RecordFile,
    path: &str,
    read: impl FnOnce(&mut Reader<'_>) -> Vec<Record<T>>,
) -> Records<T> {
    let started = clock::start();
    let (mut records, mut problems) = (Vec::new(), Diagnostics::default());
    match diag::utf8(path, &file.bytes) {
        Ok(text) => {
            records = read(&mut Reader { file: file.file, path, text, problems: &mut problems });
        }
        Err(problem) => problems.push(*problem),
    }
    Records { records, problems, time: started.elapsed() }
}

struct Reader<'input> {
    file: u32,
    path: &'input str,
    text: &'input str,
    problems: &'input mut Diagnostics,
}

impl Reader<'_> {
    /// A Markdown file: one record and its body.
    fn front_matter<T: DeserializeOwned + Default>(&mut self) -> Option<Record<T>> {
        let parts = match front_matter::split(self.text) {
            Ok(parts) => parts,
            Err(missing) => {
                self.missing_front_matter(missing);
                return None;
            }
        };
        let yaml = &self.text[parts.yaml.clone()];
        let body = Some(self.text[parts.body].to_owned());
        let source = SourceRef { file: self.file, entry: None };
        let read = yaml::read_fast::<Option<Box<T>>>(yaml);
        if read.is_ok() {
            self.report_tags(yaml, parts.yaml.start);
        }
        match read {
            Ok(keys) => Some(Record {
                source,
                keys: keys.unwrap_or_default(),
                body,
                faulty: Faulty::default(),
            }),
            Err(error) => {
                let (root, faults) = Node::load(yaml);
                let count = self.problems.as_slice().len();
                self.report(faults, parts.yaml.start);
                let decoded = root.map(|mut root| yaml::decode::<Option<Box<T>>>(&mut root));
                let (keys, faulty) = match decoded {
                    Some(decoded) => {
                        self.report(decoded.faults, parts.yaml.start);
                        (decoded.value, decoded.faulty)
                    }
                    None => (None, Faulty::default()),
                };
                self.report_unless_more(count, &error, parts.yaml.start);
                let keys = keys?.unwrap_or_default();
                Some(Record { source, keys, body, faulty })
            }
        }
    }

    /// A list of records, such as items.yaml.
    fn list<T: DeserializeOwned + Default>(&mut self) -> Vec<Record<T>> {
        match yaml::read_fast::<Option<Vec<Box<T>>>>(self.yaml_text()) {
            Ok(entries) => {
                self.report_tags(&self.text[self.base()..], self.base());
                self.records(entries.unwrap_or_default())
            }
            Err(error) => {
                let base = self.base();
                let count = self.problems.as_slice().len();
                let Some(root) = self.load() else { return Vec::new() };
                let entries = self.entries(root);
                let records = self.decode_entries(entries);
                self.report_unless_more(count, &error, base);
                records
            }
        }
    }

    /// A list of reviews, or `{defaults: {...}, reviews: [...]}`.
    fn review_list(&mut self) -> Vec<Record<raw::Review>> {
        match yaml::read_fast::<Option<Vec<Box<raw::Review>>>>(self.yaml_text()) {
            Ok(entries) => {
                self.report_tags(&self.text[self.base()..], self.base());
                self.records(entries.unwrap_or_default())
            }
            Err(error) => self.review_list_with_places(&error),
        }
    }

    /// The tree decides which keys an entry has: one that is given blank is not a missing one.
    fn review_list_with_places(&mut self, error: &FastError) -> Vec<Record<raw::Review>> {
        let base = self.base();
        let count = self.problems.as_slice().len();
        let Some(root) = self.load() else { return Vec::new() };
        if !matches!(root.kind, yaml::Kind::Map(_)) {
            let entries = self.entries(root);
            let records = self.decode_entries(entries);
            self.report_unless_more(count, error, base);
            return records;
        }
        let (defaults, reviews) = self.parts::<ListKeys>(root, ["defaults", "reviews"], no_reviews);
        let mut entries = reviews.map(|list| self.entries(list)).unwrap_or_default();
        let mut faulty = Faulty::default();
        if let Some(mut defaults) = defaults {
            let checked = yaml::decode::<Option<raw::Review>>(&mut defaults);
            self.report(checked.faults, base);
            faulty = checked.faulty;
            for entry in &mut entries {
                entry.add_missing(&defaults);
            }
        }
        let mut records = self.decode_entries(entries);
        for record in &mut records {
            record.faulty.extend(&faulty);
        }
        records
    }

    /// A list of answers, or `{invited: 400, answers: [...]}`.
    fn survey(&mut self) -> (Option<u64>, Vec<Record<raw::Answer>>) {
        match yaml::read_fast::<Option<Written>>(self.yaml_text()) {
            Ok(written) => {
                self.report_tags(&self.text[self.base()..], self.base());
                let Written { invited, answers } = written.unwrap_or_default();
                (invited, self.records(answers.into_iter().map(Box::new)))
            }
            Err(error) => self.survey_with_places(&error),
        }
    }

    fn survey_with_places(&mut self, error: &FastError) -> (Option<u64>, Vec<Record<raw::Answer>>) {
        let base = self.base();
        let count = self.problems.as_slice().len();
        let Some(root) = self.load() else { return (None, Vec::new()) };
        let (mut invited, mut list) = (None, Some(root));
        if let Some(map) = list.take_if(|root| matches!(root.kind, yaml::Kind::Map(_))) {
            let asked;
            (asked, list) = self.parts::<Keys>(map, ["invited", "answers"], no_answers);
            if let Some(mut asked) = asked {
                let decoded = yaml::decode::<Option<u64>>(&mut asked);
                self.report(decoded.faults, base);
                invited = decoded.value.flatten();
            }
        }
        let entries = list.map(|list| self.entries(list)).unwrap_or_default();
        let answers = self.decode_entries(entries);
        self.report_unless_more(count, error, base);
        (invited, answers)
    }

    /// The two parts of a file that is not a list alone: one for all entries, and the entries. Other
    /// keys are reported, and so is a file without entries.
    fn parts<Keys: DeserializeOwned + Default>(
        &mut self,
        mut root: Node,
        [first, entries]: [&str; 2],
        missing: fn(std::ops::Range<usize>) -> Fault,
    ) -> (Option<Node>, Option<Node>) {
        let base = self.base();
        let start = root.start();
        let parts = (root.take(first), root.take(entries));
        let rest = yaml::decode::<Keys>(&mut root);
        self.report(rest.faults, base);
        if parts.1.is_none() {
            self.report(vec![missing(start)], base);
        }
        parts
    }

    fn records<T>(&self, entries: impl IntoIterator<Item = Box<T>>) -> Vec<Record<T>> {
        (0..)
            .zip(entries)
            .map(|(entry, keys)| Record {
                source: SourceRef { file: self.file, entry: Some(entry) },
                keys,
                body: None,
                faulty: Faulty::default(),
            })
            .collect()
    }

    fn entries(&mut self, root: Node) -> Vec<Node> {
        let start = root.start();
        let blank = root.as_text().is_some_and(str::is_empty);
        root.into_list().unwrap_or_else(|| {
            if !blank {
                let base = self.base();
                self.report(vec![not_a_list(start)], base);
            }
            Vec::new()
        })
    }

    fn decode_entries<T: DeserializeOwned + Default>(
        &mut self,
        nodes: Vec<Node>,
    ) -> Vec<Record<T>> {
        let base = self.base();
        let mut records = Vec::with_capacity(nodes.len());
        for (entry, mut node) in (0..).zip(nodes) {
            let decoded = yaml::decode::<Box<T>>(&mut node);
            self.report(decoded.faults, base);
            if let Some(keys) = decoded.value {
                let source = SourceRef { file: self.file, entry: Some(entry) };
                records.push(Record { source, keys, body: None, faulty: decoded.faulty });
            }
        }
        records
    }

    /// Where the YAML starts in a list file: behind the byte order mark.
    fn base(&self) -> usize {
        if self.text.starts_with(BOM) { BOM.len_utf8() } else { 0 }
    }

    fn yaml_text(&self) -> &str {
        &self.text[self.base()..]
    }

    fn load(&mut self) -> Option<Node> {
        let base = self.base();
        let (root, faults) = Node::load(&self.text[base..]);
        self.report(faults, base);
        root
    }

    fn report(&mut self, faults: Vec<Fault>, base: usize) {
        if faults.is_empty() {
            return;
        }
        let index = LineIndex::new(self.text);
        let diagnostics =
            faults.into_iter().map(|fault| fault.into_diagnostic(self.path, &index, base));
        self.problems.extend(diagnostics);
    }

    /// Tags of a text that the fast reader has read: it gives some of them a meaning.
    fn report_tags(&mut self, yaml: &str, base: usize) {
        if yaml::may_have_tags(yaml) {
            let mut faults = Node::load(yaml).1;
            faults.retain(Fault::is_tag);
            self.report(faults, base);
        }
    }

    /// The fast reader's own words, where the one with places found nothing to say.
    fn report_unless_more(&mut self, count: usize, error: &FastError, base: usize) {
        if self.problems.as_slice().len() > count {
            return;
        }
        let FastError::Fault(error) = error else { return };
        let at = base + error.location().map_or(0, |place| place.index());
        let index = LineIndex::new(self.text);
        let problem = Diagnostic::error("yaml-syntax", format!("this cannot be read: {error}"))
            .at(Place::range(self.path, &index, at..at));
        self.problems.push(problem);
    }

    fn missing_front_matter(&mut self, missing: front_matter::Missing) {
        let index = LineIndex::new(self.text);
        let first = self.base()..self.base() + self.yaml_text().lines().next().unwrap_or("").len();
        let problem = match missing {
            front_matter::Missing::Opening => {
                Diagnostic::error("front-matter-missing", "this file does not start with `---`")
                    .label("expected `---`")
                    .hint("the keys of a file stand between two `---` lines at its start")
            }
            front_matter::Missing::Closing => {
                Diagnostic::error("front-matter-open", "the front matter has no closing `---` line")
                    .label("opened here")
                    .hint("add a line `---` below the last key")
            }
        };
        self.problems.push(problem.at(Place::range(self.path, &index, first)));
    }
}

/// What is left of a list file beside its two keys; anything is one too many.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ListKeys {
    #[serde(rename = "defaults")]
    _defaults: Option<yaml::Data>,
    #[serde(rename = "reviews")]
    _reviews: Option<yaml::Data>,
}

fn no_reviews(range: std::ops::Range<usize>) -> Fault {
    Fault {
        code: "reviews-missing",
        message: "this file has no `reviews`".to_owned(),
        range,
        label: None,
        hint: Some("a list file is a list, or `defaults:` and `reviews:`".to_owned()),
    }
}

fn no_answers(range: std::ops::Range<usize>) -> Fault {
    Fault {
        code: "answers-missing",
        message: "this file has no `answers`".to_owned(),
        range,
        label: None,
        hint: Some("a file of answers is a list, or `invited:` and `answers:`".to_owned()),
    }
}

fn not_a_list(range: std::ops::Range<usize>) -> Fault {
    Fault {
        code: "wrong-type",
        message: "this is not a list".to_owned(),
        range,
        label: Some("expected a list".to_owned()),
        hint: Some("each entry starts with `- `".to_owned()),
    }
}
