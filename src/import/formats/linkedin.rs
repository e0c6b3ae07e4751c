//! LinkedIn: `Recommendations_Received.csv` of a copy of one's data (Settings & Privacy, Data privacy,
//! Get a copy of your data).
//!
//! Only recommendations whose `Status` is `VISIBLE` are taken. LinkedIn writes three blanks where a line
//! ended; they become one again. `Recommendations_Given.csv` has the same columns, but names whom the
//! words are about; it is refused.

use crate::diag::{Diagnostic, Place};
use crate::import::field::Field;
use crate::import::format::{About, Columns, Draft, Each, Format, Mapping, Skip, Standing};
use crate::import::preset::{Preset, Published, USUAL};
use crate::import::source::{Fault, Input, Paths, Row};

/// The format.
pub(super) struct LinkedIn;

const TABLE: Preset = Preset {
    about: About {
        name: "linkedin",
        title: "LinkedIn",
        platform: "linkedin",
        from: "CSV",
        standing: Standing::Established,
        scale: 5.0,
    },
    marks: &[&["First Name", "Last Name", "Company", "Job Title", "Text", "Creation Date"]],
    columns: &[
        (Field::Status, &["Status"]),
        (Field::FirstName, &["First Name"]),
        (Field::LastName, &["Last Name"]),
        (Field::Role, &["Job Title"]),
        (Field::Company, &["Company"]),
        (Field::Body, &["Text"]),
        (Field::Date, &["Creation Date"]),
    ],
    published: Published::Only(&["visible"]),
    also,
    ..USUAL
};

impl Format for LinkedIn {
    fn about(&self) -> &About {
        &TABLE.about
    }

    fn fits(&self, paths: &Paths) -> usize {
        TABLE.fits(paths)
    }

    fn read(&self, input: &Input, asked: &Mapping, each: &mut Each<'_>) -> Result<Columns, Fault> {
        let name = input.shown.rsplit('/').next().unwrap_or_default().to_lowercase();
        if name.contains("given") {
            let message =
                "this file has the recommendations that you gave, not those that you received";
            let problem = Diagnostic::error("import-shape", message).at(Place::file(&input.shown));
            return Err(problem.hint("import `Recommendations_Received.csv`").into());
        }
        TABLE.read(input, asked, each)
    }
}

fn also(row: &Row<'_>, draft: &mut Draft) {
    let has_status = row.headers.iter().any(|header| header.folded == "status");
    if has_status && row.get("Status").is_none() {
        draft.skip = Some(Skip::Unpublished);
    }
    if let Some(words) = draft.fields.take(Field::Body) {
        draft.fields.set(Field::Body, words.replace("   ", "\n"));
    }
}
