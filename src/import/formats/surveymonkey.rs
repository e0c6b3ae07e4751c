//! SurveyMonkey: the responses of a survey as CSV or XLSX (Analyze results, Save as, Export file, All
//! individual responses).
//!
//! There are two rows of headers: below the questions stand their options. A column without a header
//! belongs to the question before it, and of several the first answer counts. Questions are mapped with
//! `--map`, besides those that are called as usual. E-mail and IP addresses and ids of collectors are
//! never taken, custom data are not.

use crate::import::field::Field;
use crate::import::format::{About, Columns, Each, Format, Mapping, Skip, Standing};
use crate::import::preset::{Index, Preset, USUAL, missing};
use crate::import::source::{Fault, Header, Input, Paths, Row};

/// The format.
pub(super) struct SurveyMonkey;

const TABLE: Preset = Preset {
    about: About {
        name: "surveymonkey",
        title: "SurveyMonkey",
        platform: "surveymonkey",
        from: "CSV, XLSX",
        standing: Standing::Established,
        scale: 5.0,
    },
    marks: &[&["Respondent ID", "Collector ID", "Start Date", "End Date"]],
    columns: &[
        (Field::Id, &["Respondent ID"]),
        (Field::FirstName, &["First Name"]),
        (Field::LastName, &["Last Name"]),
        (Field::Date, &["End Date"]),
    ],
    has_questions: true,
    ..USUAL
};

impl Format for SurveyMonkey {
    fn about(&self) -> &About {
        &TABLE.about
    }

    fn fits(&self, paths: &Paths) -> usize {
        TABLE.fits(paths)
    }

    fn read(&self, input: &Input, asked: &Mapping, each: &mut Each<'_>) -> Result<Columns, Fault> {
        missing(input, asked)?;
        let mut index = Index::default();
        let mut headers = Vec::new();
        input.rows(TABLE.lists, &mut |row| {
            if headers.is_empty() {
                headers = continued(row.headers);
            }
            let row = Row { headers: &headers, ..row };
            index.follow(row.headers, asked, |headers| TABLE.columns(headers));
            let mut draft = TABLE.draft(&row, &index);
            if draft.get(Field::Id).is_none() {
                draft.skip = Some(Skip::NoReview);
            }
            each(draft)
        })?;
        Ok(index.columns())
    }
}

/// Headers, each of which goes on until the next one.
fn continued(headers: &[Header]) -> Vec<Header> {
    let mut last = Header::new("");
    let next = |header: &Header| {
        if !header.name.trim().is_empty() {
            last = header.clone();
        }
        last.clone()
    };
    headers.iter().map(next).collect()
}
