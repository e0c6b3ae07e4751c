//! Delighted: the answer of its API (`GET /v1/survey_responses.json`), and a CSV as people describe it.
//!
//! A score from 0 to 10 says how likely somebody is to recommend; it is no number of stars, and becomes
//! `recommend`. Scores of other kinds of surveys are not taken, nor are those of a file that does not say
//! which kind it has, unless `--map recommend=Score` does. E-mail addresses, properties of people and
//! notes are never taken.

use crate::diag::text::brief;
use crate::import::field::Field;
use crate::import::format::{About, Columns, Draft, Each, Format, Mapping, Standing};
use crate::import::preset::{Preset, USUAL};
use crate::import::source::{Fault, Input, Paths, Row};

/// The format.
pub(super) struct Delighted;

const TABLE: Preset = Preset {
    about: About {
        name: "delighted",
        title: "Delighted",
        platform: "delighted",
        from: "JSON (documented), CSV",
        standing: Standing::Experimental,
        scale: 10.0,
    },
    marks: &[
        &["score", "survey_type", "comment", "person"],
        &["score", "survey_type", "comment", "person.name"],
        &["score", "survey_type", "permalink", "created_at"],
        &["Score", "Comment", "Name", "Email", "Response date"],
        &["Score", "Comment", "Name", "Email", "Survey Type"],
    ],
    columns: &[
        (Field::Id, &["id", "Response ID"]),
        (Field::Author, &["person.name", "Name"]),
        (Field::Recommend, &["score"]),
        (Field::Body, &["comment"]),
        (Field::Date, &["created_at", "Response date"]),
        (Field::Updated, &["updated_at"]),
        (Field::Url, &["permalink"]),
        (Field::Tags, &["tags"]),
    ],
    also,
    ..USUAL
};

/// What is said once of a file whose rows do not say what was asked.
const UNSAID: &str = "nothing says what the scores answer, and they are left out; if they are how likely somebody is to recommend, `--map recommend=Score` takes them";

impl Format for Delighted {
    fn about(&self) -> &About {
        &TABLE.about
    }

    fn fits(&self, paths: &Paths) -> usize {
        TABLE.fits(paths)
    }

    fn read(&self, input: &Input, asked: &Mapping, each: &mut Each<'_>) -> Result<Columns, Fault> {
        // Who names the column knows what its numbers are.
        if asked.0.iter().any(|(field, _)| *field == Field::Recommend) {
            return Preset { also: USUAL.also, ..TABLE }.read(input, asked, each);
        }
        let mut is_told = false;
        let mut columns = TABLE.read(input, asked, &mut |mut draft| {
            if is_told {
                draft.told.retain(|told| told != UNSAID);
            }
            is_told |= !draft.is_blank() && draft.told.iter().any(|told| told == UNSAID);
            each(draft)
        })?;
        if !input.paths()?.has("survey_type") {
            let (left, used): (Vec<_>, Vec<_>) =
                columns.used.into_iter().partition(|(field, _)| *field == Field::Recommend);
            columns.used = used;
            columns.unknown.extend(left.into_iter().map(|(_, name)| name));
        }
        Ok(columns)
    }
}

/// Only a score of a survey that asks how likely somebody is to recommend counts.
fn also(row: &Row<'_>, draft: &mut Draft) {
    let kind = row.get("survey_type").map(|kind| kind.trim().to_lowercase());
    if kind.as_deref() == Some("nps") {
        return;
    }
    if let Some(score) = draft.fields.take(Field::Recommend) {
        draft.told.push(kind.map_or_else(
            || UNSAID.to_owned(),
            |kind| {
                let (score, kind) = (brief(&score), brief(&kind));
                format!("the score `{score}` of a survey of the kind `{kind}` is left out")
            },
        ));
    }
}
