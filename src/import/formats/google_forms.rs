//! Google Forms: the responses as CSV (Responses, Download responses; or File, Download in the linked
//! spreadsheet).
//!
//! Questions are mapped with `--map`, besides those that are called as usual. How the days of
//! `Timestamp` are written depends on the language of the form's owner. E-mail addresses are never
//! taken; `Username` is one too.

use crate::import::field::Field;
use crate::import::format::{About, Columns, Each, Format, Mapping, Standing};
use crate::import::preset::{Preset, USUAL};
use crate::import::source::{Fault, Input, Paths, Shape};

/// The format.
pub(super) struct GoogleForms;

const TABLE: Preset = Preset {
    about: About {
        name: "google-forms",
        title: "Google Forms",
        platform: "google-forms",
        from: "CSV, XLSX",
        standing: Standing::Experimental,
        scale: 5.0,
    },
    columns: &[
        (Field::Date, &["Timestamp"]),
        (Field::Author, &["Your name", "Name", "Full name", "Display name", "Nickname", "Author"]),
    ],
    has_questions: true,
    ..USUAL
};

impl Format for GoogleForms {
    fn about(&self) -> &About {
        &TABLE.about
    }

    /// It has a `Timestamp` with a capital, and questions, which are sentences.
    fn fits(&self, paths: &Paths) -> usize {
        let is_table = matches!(paths.shape, Some(Shape::Table { .. } | Shape::Sheet));
        let is_question = |name: &String| name.ends_with('?') || name.split(' ').count() > 3;
        let has_question = paths.names.iter().any(is_question) || paths.has("Email Address");
        if is_table && paths.names.contains("Timestamp") && has_question { 2 } else { 0 }
    }

    fn read(&self, input: &Input, asked: &Mapping, each: &mut Each<'_>) -> Result<Columns, Fault> {
        TABLE.read(input, asked, each)
    }
}
