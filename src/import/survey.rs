//! The first reading of files: what has to be known before the first record is made.

use std::collections::{HashMap, HashSet};

use xxhash_rust::xxh3::xxh3_64;

use super::Settings;
use super::dates::{self, Dates};
use super::field::Field;
use super::format::{About, Columns, Draft, SAID, Skip};
use super::record::{self, stars};
use super::source::{Fault, Input, Shape};
use super::value::date::{Asked, Evidence, Example, Format, Reader, Undecided};
use super::value::rating::{self, Rated};
use crate::content::raw;
use crate::diag::text::brief;
use crate::diag::{Diagnostic, Place};

/// What a first reading has found.
#[derive(Debug, Default)]
pub struct Survey {
    files: Vec<OfFile>,
    now: Now,
    /// Rows so far, in all files.
    order: u64,
    /// For each key, the row that counts: of rows with an id the last one, of equal rows the first.
    rows: HashMap<u64, Row>,
    twins: Twins,
    /// Rows that answer others, by the ids of those.
    replies: HashMap<String, Vec<Draft>>,
}

/// A row, as far as it has to be known again.
#[derive(Clone, Copy, Debug)]
struct Row {
    order: u64,
    author: u32,
    words: u32,
}

const NAMES: [Field; 3] = [Field::Author, Field::FirstName, Field::LastName];

const WORDS: [Field; 3] = [Field::Title, Field::Body, Field::BodyMarkdown];

/// By which two texts are told apart.
fn print(draft: &Draft, fields: &[Field]) -> u32 {
    let texts = fields.iter().map(|field| draft.get(*field).map(str::trim).unwrap_or_default());
    // The upper half is as good as the whole for two rows of one id.
    (xxh3_64(texts.collect::<Vec<_>>().join("\0").as_bytes()) >> 32) as u32
}

/// What was found in one file.
#[derive(Debug)]
pub struct OfFile {
    /// How its days are written.
    pub(super) dates: Dates,
    /// Whether its ratings are thumbs: 1 and -1.
    pub(super) has_thumbs: bool,
    /// What became of its columns.
    pub columns: Columns,
    /// So many rows it has.
    pub rows: u64,
}

/// The file that is being read.
#[derive(Debug, Default)]
struct Now {
    days: Evidence,
    dates: Seen,
    /// Days that were understood already.
    known_days: HashSet<String>,
    asked: Asked,
    /// Reads days, where it is said how they are written.
    reader: Option<Reader>,
    keep_duplicates: bool,
    is_sheet: bool,
    /// Rows that say anything at all.
    said: u64,
    scale: Option<f64>,
    top: f64,
    rows: u64,
    ratings: Seen,
    minus_ones: u64,
    other_ratings: u64,
    off_scale: Option<(u64, String)>,
    /// Whether the format is of no platform, so that nobody knows what an id is one of.
    is_generic: bool,
    /// A row that has the id of another one, and neither its author nor its words.
    other: Option<(u64, String)>,
}

/// How many texts of a column were there, and which could not be read.
#[derive(Debug, Default)]
struct Seen {
    all: u64,
    unread: u64,
    first: Option<(u64, String)>,
}

impl Seen {
    fn see(&mut self, is_read: bool, text: &str, line: u64) {
        self.all += 1;
        if !is_read {
            self.unread += 1;
            self.first.get_or_insert_with(|| (line, text.to_owned()));
        }
    }
}

/// How often a row without an id was there already.
#[derive(Debug, Default)]
pub(super) struct Twins(HashMap<u64, u32>);

impl Twins {
    fn number(&mut self, key: &str) -> u32 {
        let count = self.0.entry(xxh3_64(key.as_bytes())).or_default();
        *count += 1;
        *count - 1
    }
}

/// So many days are known again.
const KNOWN_DAYS: usize = 5000;

const DATES: [Field; 4] = [Field::Date, Field::Updated, Field::Experienced, Field::ReplyDate];

impl Survey {
    /// The files, in their order.
    pub fn files(&self) -> &[OfFile] {
        &self.files
    }

    pub(super) fn begin(&mut self, input: &Input, about: &About, settings: &Settings) {
        self.now = Now {
            asked: settings.days.clone(),
            reader: match settings.days.format {
                Some(Format::Pattern(_)) => Evidence::default().decide(&settings.days).ok(),
                _ => None,
            },
            keep_duplicates: settings.keep_duplicates,
            is_sheet: input.shape == Shape::Sheet,
            is_generic: about.is_generic(),
            scale: settings.scale,
            top: about.scale,
            ..Now::default()
        };
    }

    pub(super) fn see(&mut self, draft: Draft) {
        self.order += 1;
        self.now.rows += 1;
        self.now.said += u64::from(!draft.is_blank());
        for field in DATES {
            // Also what is not imported tells how days are written.
            if let Some(text) = draft.get(field) {
                self.now.day(text, &draft);
            }
        }
        if draft.skip.is_some() {
            return;
        }
        self.now.rating(&draft);
        if draft.is_blank() && draft.get(Field::Url).is_none() {
            return;
        }
        if let Some(parent) = parent(&draft) {
            self.replies.entry(parent.to_owned()).or_default().push(draft);
            return;
        }
        let key = Self::key(&draft, self.now.keep_duplicates, &mut self.twins);
        let mark = mark(&draft, &key);
        let known = self.rows.get(&mark).copied();
        let row =
            Row { order: self.order, author: print(&draft, &NAMES), words: print(&draft, &WORDS) };
        if let Some(before) = known {
            if !has_id(&draft) {
                // Of equal rows the first counts.
                return;
            }
            // An export may have a review again, as it was changed; but not as somebody else's.
            let is_another = before.author != row.author && before.words != row.words;
            if self.now.is_generic && is_another {
                self.now.other.get_or_insert((draft.line, key.clone()));
            }
        }
        self.rows.insert(mark, row);
    }

    pub(super) fn end(&mut self, columns: Columns, input: &Input) -> Result<(), Fault> {
        let now = std::mem::take(&mut self.now);
        if let Some(problem) = now.problem(input).or_else(|| now.nothing(input, &columns)) {
            return Err(problem.into());
        }
        let dates = now.days.decide(&now.asked).map_err(|why| undecided(&why, input))?;
        let dates = Dates { reader: dates, is_sheet: now.is_sheet };
        self.files.push(OfFile { dates, has_thumbs: now.has_thumbs(), columns, rows: now.rows });
        Ok(())
    }

    /// What tells a draft from all others.
    pub(super) fn key(draft: &Draft, keep_duplicates: bool, twins: &mut Twins) -> String {
        let key = record::key(draft, 0);
        if !keep_duplicates || has_id(draft) {
            return key;
        }
        match twins.number(&key) {
            0 => key,
            twin => record::key(draft, twin),
        }
    }

    /// Whether a row is the one of all with its key that counts.
    pub(super) fn counts(&self, draft: &Draft, key: &str, order: u64) -> bool {
        self.rows.get(&mark(draft, key)).is_some_and(|row| row.order == order)
    }

    /// Whether there is a review with an id.
    pub(super) fn has(&self, draft: &Draft, id: &str) -> bool {
        self.rows.contains_key(&mark(draft, id))
    }

    /// What was answered to a review.
    pub(super) fn replies(&self, id: &str, dates: &Dates) -> Vec<raw::Reply> {
        let drafts = self.replies.get(id).into_iter().flatten();
        drafts.filter_map(|draft| record::reply_of(draft, dates)).collect()
    }
}

/// By which a row is known again: ids belong to a platform.
fn mark(draft: &Draft, key: &str) -> u64 {
    let platform = draft.get(Field::Platform).map(str::trim).unwrap_or_default();
    xxh3_64(format!("{platform}\0{key}").as_bytes())
}

fn has_id(draft: &Draft) -> bool {
    draft.get(Field::Id).is_some() || draft.get(Field::Own).is_some()
}

/// The id of the review that a row answers.
pub(super) fn parent(draft: &Draft) -> Option<&str> {
    // One that has stars of its own is a review.
    draft
        .get(Field::Parent)
        .filter(|_| draft.get(Field::Rating).is_none())
        .map(str::trim)
        .filter(|parent| *parent != "0" && draft.skip != Some(Skip::Unpublished))
}

impl Now {
    fn day(&mut self, text: &str, draft: &Draft) {
        let line = draft.line;
        // Days are many, and few of them differ.
        if self.known_days.contains(text) {
            self.dates.all += u64::from(draft.skip.is_none());
            return;
        }
        if dates::is_none(text) || self.is_sheet && dates::serial(text).is_some() {
            return;
        }
        self.days.see(text, line);
        if draft.skip.is_some() {
            return;
        }
        let is_read = match &self.reader {
            Some(reader) => reader.read(text).is_some(),
            None => Evidence::is_understood(text),
        };
        self.dates.see(is_read, text, line);
        if is_read && self.known_days.len() < KNOWN_DAYS {
            self.known_days.insert(text.to_owned());
        }
    }

    fn rating(&mut self, draft: &Draft) {
        let Some(text) = draft.get(Field::Rating) else { return };
        let given = rating::read(text);
        self.ratings.see(given.is_some(), text, draft.line);
        match &given {
            Some(Rated::Thumb(false)) if text.trim().starts_with('-') => self.minus_ones += 1,
            Some(Rated::Value { value, scale: None }) if [0.0, 1.0].contains(value) => {}
            Some(Rated::Nothing) => {}
            _ => self.other_ratings += 1,
        }
        let own = record::scale(draft).ok().flatten();
        match given {
            Some(Rated::Value { value, scale }) => {
                // One that names its own scale and is not on it is a slip of that cell alone.
                let is_slip = scale.is_some();
                let scale = scale.or(self.scale).or(own).unwrap_or(self.top);
                let is_off = stars(value, scale).is_none() && value != 0.0;
                if is_off && !is_slip && self.off_scale.is_none() {
                    self.off_scale = Some((draft.line, text.to_owned()));
                }
            }
            Some(Rated::Nothing | Rated::Thumb(_)) | None => {}
        }
    }

    fn has_thumbs(&self) -> bool {
        self.minus_ones > 0 && self.other_ratings == 0
    }

    /// That nothing in a file is what its format has.
    fn nothing(&self, input: &Input, columns: &Columns) -> Option<Diagnostic> {
        let is_strange = self.rows > 0
            && self.said == 0
            && columns.used.iter().all(|(field, _)| !SAID.contains(field));
        is_strange.then(|| {
            let message = "nothing in this file is a text or a rating of this format";
            let problem = Diagnostic::error("import-format", message).at(Place::file(&input.shown));
            problem.hint("`laurels import auto` finds out what it is; or name its columns, `--map body=Text`")
        })
    }

    /// What cannot be understood, so that nothing is written.
    fn problem(&self, input: &Input) -> Option<Diagnostic> {
        if let Some((line, text)) = &self.off_scale {
            let top = self.scale.unwrap_or(self.top);
            let message = format!("the rating `{}` is not on a scale of {top}", brief(text));
            let hint = "say which scale it is, such as `--scale 10`, or that it is a score of how likely they are to recommend, `--map recommend=COLUMN`; nothing is rounded or cut";
            return Some(Diagnostic::error("import-scale", message).at(input.at(*line)).hint(hint));
        }
        if let Some((line, id)) = &self.other {
            let message = format!(
                "two rows have the id `{}`, and neither author nor words in common",
                brief(id)
            );
            let hint = "say which column has the ids of reviews, such as `--map id=Number`, or `--map id=` where none has";
            return Some(Diagnostic::error("import-id", message).at(input.at(*line)).hint(hint));
        }
        if let Some((line, text)) = &self.ratings.first
            && self.ratings.unread * 2 > self.ratings.all
        {
            let message = format!("most ratings cannot be read, such as `{}`", brief(text));
            let hint = "say which column has them, such as `--map rating=Stars`";
            return Some(
                Diagnostic::error("import-rating", message).at(input.at(*line)).hint(hint),
            );
        }
        if let Some((line, text)) = &self.dates.first
            && self.dates.unread * 2 > self.dates.all
        {
            let message = format!("most days cannot be read, such as `{}`", brief(text));
            let hint = "say how they are written, such as `--date-format %d.%m.%Y`, or which column has them, `--map date=Day`";
            return Some(Diagnostic::error("import-date", message).at(input.at(*line)).hint(hint));
        }
        None
    }
}

fn undecided(why: &Undecided, input: &Input) -> Fault {
    let problem = |message: String, at: &Example, hint: &str| -> Fault {
        Diagnostic::error("import-date", message).at(input.at(at.line)).hint(hint).into()
    };
    match why {
        Undecided::Order(example) => problem(
            format!(
                "nothing tells whether `{}` begins with the day or the month",
                brief(&example.text)
            ),
            example,
            "say which, `--date-format dmy` or `--date-format mdy`",
        ),
        Undecided::Contradiction { day_first, month_first } => problem(
            format!(
                "the day comes first in `{}`, and the month in `{}` on line {}",
                brief(&day_first.text),
                brief(&month_first.text),
                month_first.line
            ),
            day_first,
            "mend the file, or say which is right, `--date-format dmy` or `--date-format mdy`",
        ),
        Undecided::Relative(example) => problem(
            format!("`{}` depends on the day of the export", brief(&example.text)),
            example,
            "say which day that was, such as `--as-of 2026-11-01`",
        ),
    }
}
