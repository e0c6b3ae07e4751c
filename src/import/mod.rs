//! From any export to pending reviews, without losing or inventing anything.
//!
//! ```text
//! file ─► source ─► format ─► draft ─► record
//!         rows of    which     texts    what they mean, as the
//!         cells      is what            content format has it
//! ```
//!
//! A file is read twice: once to see how its days are written, which of its ids occur twice and whether
//! anything in it cannot be understood ([`Import::survey`]), and once to make records, some at a time
//! ([`Import::records`]). So nothing is written of a file that cannot be understood, and an export may be
//! larger than the memory: of each row a few dozen bytes are kept, and whole only rows that answer others.
//!
//! Formats are small: [`formats::ALL`] lists them, most are a table of headers in a file of their own.
//! What every format needs is written once: encodings in [`decode`], shapes of files in [`source`],
//! numbers, days and texts in [`value`].

mod dates;
pub mod decode;
pub mod field;
pub mod format;
pub mod formats;
mod generic;
mod people;
mod preset;
mod record;
pub mod source;
mod survey;
pub mod value;

use std::sync::Mutex;

use jiff::civil::Date;
use rayon::prelude::*;

pub use self::record::Record;
pub use self::survey::Survey;

use self::field::Field;
use self::format::{Columns, Draft, Format, Mapping, Skip};
use self::record::Reading;
use self::source::{Fault, Input};
use crate::content::raw::Basis;

/// How an export is to be understood.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which column is which field.
    pub mapping: Mapping,
    /// The top of the scale of ratings that say none.
    pub scale: Option<f64>,
    /// How days are written, and when "yesterday" was.
    pub days: value::date::Asked,
    /// Today: what is later is in the future.
    pub today: Date,
    /// Whether what the platform does not publish is imported too.
    pub include_unpublished: bool,
    /// Whether rows without an id that are the same are reviews of their own.
    pub keep_duplicates: bool,
    /// Whether texts that were encoded twice are mended.
    pub fix_mojibake: bool,
    /// On what ground the words of another platform may be kept.
    pub permission: Option<Basis>,
    /// The platform, whatever the export says.
    pub platform: Option<String>,
    /// Who said it, where the export does not name anybody.
    pub author: Option<String>,
    /// What is reviewed, whatever the export says.
    pub item: Option<String>,
}

/// Files of one format that are imported together.
pub struct Import<'a> {
    /// The format.
    pub format: &'static dyn Format,
    /// The files, in the order in which they were given: of two reviews with one id the later one wins.
    pub inputs: Vec<Input>,
    /// How they are to be understood.
    pub settings: &'a Settings,
}

/// What became of a row.
#[derive(Debug)]
pub enum Outcome {
    /// It is a record.
    Record(Box<Record>),
    /// It is not imported.
    Skipped {
        /// The line on which it stands.
        line: u64,
        /// Why.
        skip: Skip,
    },
}

/// So many rows are understood at once.
const BATCH: usize = 1024;

/// Fewer where they are this large together, in bytes.
const HEAVIEST: usize = 8 << 20;

/// What is to be done with a row.
enum Step {
    Skip(u64, Skip),
    Record(Box<Draft>, String),
}

/// Makes records of rows, by all threads, in their order.
fn made(steps: &mut Vec<Step>, reading: &Reading<'_>, survey: &Survey) -> Vec<Outcome> {
    let make = |step: Step| match step {
        Step::Skip(line, skip) => Outcome::Skipped { line, skip },
        Step::Record(draft, key) => {
            let replies = survey.replies(&key, &reading.dates);
            match reading.record(&draft, key, replies) {
                Ok(record) => Outcome::Record(Box::new(record)),
                Err(skip) => Outcome::Skipped { line: draft.line, skip },
            }
        }
    };
    std::mem::take(steps).into_par_iter().map(make).collect()
}

/// The format that fits a file best, the more particular one first; none where nothing fits.
pub fn recognised(input: &Input) -> Result<Option<&'static dyn Format>, Fault> {
    let paths = input.paths()?;
    let mut best: Option<(&'static dyn Format, usize)> = None;
    for format in formats::ALL {
        let fit = format.fits(&paths);
        if fit > 0 && best.is_none_or(|(_, other)| fit > other) {
            best = Some((*format, fit));
        }
    }
    Ok(best.map(|(format, _)| format))
}

impl Import<'_> {
    /// Reads all files once, to see what has to be known before the first record is made.
    pub fn survey(&self) -> Result<Survey, Fault> {
        let mut survey = Survey::default();
        for input in &self.inputs {
            survey.begin(input, self.format.about(), self.settings);
            let columns = self.read(input, &mut |draft| {
                survey.see(draft);
                Ok(())
            })?;
            survey.end(columns, input)?;
        }
        Ok(survey)
    }

    /// Reads all files again, and makes records; each row of each file gets its outcome.
    pub fn records(
        &self,
        survey: &Survey,
        each: &mut dyn FnMut(&Input, Outcome) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let mut order = 0;
        let mut twins = survey::Twins::default();
        for (input, of) in self.inputs.iter().zip(survey.files()) {
            let reading = Reading {
                about: self.format.about(),
                settings: self.settings,
                dates: of.dates.clone(),
                has_thumbs: of.has_thumbs,
                last: Mutex::default(),
            };
            let (mut steps, mut weight) = (Vec::with_capacity(BATCH), 0);
            self.read(input, &mut |draft| {
                order += 1;
                weight += draft.fields.weight();
                steps.push(self.step(draft, order, survey, &mut twins));
                if steps.len() < BATCH && weight < HEAVIEST {
                    return Ok(());
                }
                weight = 0;
                made(&mut steps, &reading, survey).into_iter().try_for_each(|one| each(input, one))
            })?;
            made(&mut steps, &reading, survey).into_iter().try_for_each(|one| each(input, one))?;
        }
        Ok(())
    }

    /// What is to be done with a row, which depends on those before it.
    fn step(&self, draft: Draft, order: u64, survey: &Survey, twins: &mut survey::Twins) -> Step {
        let line = draft.line;
        if let Some(skip) = draft.skip {
            return Step::Skip(line, skip);
        }
        if let Some(parent) = survey::parent(&draft) {
            let skip = if survey.has(&draft, parent) { Skip::Reply } else { Skip::Stray };
            return Step::Skip(line, skip);
        }
        if draft.is_blank() && draft.get(Field::Url).is_none() {
            return Step::Skip(line, Skip::Empty);
        }
        let key = Survey::key(&draft, self.settings.keep_duplicates, twins);
        if survey.counts(&draft, &key, order) {
            Step::Record(Box::new(draft), key)
        } else {
            Step::Skip(line, Skip::Duplicate)
        }
    }

    /// Reads the drafts of a file, as the settings want them.
    fn read(
        &self,
        input: &Input,
        each: &mut dyn FnMut(Draft) -> Result<(), Fault>,
    ) -> Result<Columns, Fault> {
        self.format.read(input, &self.settings.mapping, &mut |mut draft| {
            if draft.skip == Some(Skip::Unpublished) && self.settings.include_unpublished {
                draft.skip = None;
            }
            if self.settings.fix_mojibake {
                // As it came: the same review with mended texts is no other one.
                draft.key = Some(record::key(&draft, 0));
                draft.fields.each(|_, text| value::text::repaired(text));
            }
            each(draft)
        })
    }
}

/// Reads pairs such as `author=Reviewer,rating=Stars`. A comma that no field follows is one of a header.
pub fn mapping(given: &[String]) -> Result<Mapping, String> {
    let mut pairs: Vec<(Field, String)> = Vec::new();
    for one in given {
        let mut is_first = true;
        for piece in one.split(',') {
            let field = piece.split_once('=').and_then(|(word, _)| Field::of_word(word.trim()));
            match (field, piece.split_once('='), pairs.last_mut()) {
                (Some(field), Some((_, header)), _) => pairs.push((field, header.to_owned())),
                (_, _, Some((_, header))) if !is_first => {
                    header.push(',');
                    header.push_str(piece);
                }
                (_, Some((word, _)), _) => return Err(unknown(word.trim())),
                _ => return Err(format!("`{piece}` is no pair such as `author=Reviewer`")),
            }
            is_first = false;
        }
    }
    let trimmed = pairs.into_iter().map(|(field, header)| (field, header.trim().to_owned()));
    Ok(Mapping(trimmed.collect()))
}

fn unknown(word: &str) -> String {
    let words = field::ALL.iter().map(|known| known.word);
    crate::diag::suggest::closest(word, words).map_or_else(
        || format!("there is no field `{word}`; docs/import.md lists them"),
        |near| format!("there is no field `{word}`; did you mean `{near}`?"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_in_a_header_stays_in_it() {
        let read = |given: &[&str]| {
            let given: Vec<String> = given.iter().map(|one| (*one).to_owned()).collect();
            mapping(&given).map(|mapping| mapping.0)
        };
        let expected = Ok(vec![
            (Field::Author, "Who, if we may ask".to_owned()),
            (Field::Rating, "Stars".to_owned()),
        ]);
        assert_eq!(read(&["author=Who, if we may ask,rating=Stars"]), expected);
        assert_eq!(read(&["author=Who, if we may ask", "rating=Stars"]), expected);
        assert!(read(&["auther=Who"]).unwrap_err().contains("did you mean `author`?"));
        assert!(read(&["Who"]).unwrap_err().contains("no pair"));
    }
}
