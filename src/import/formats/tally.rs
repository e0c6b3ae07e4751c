//! Tally: the submissions of a form as CSV (Submissions, Download CSV).
//!
//! Questions are mapped with `--map`, besides those that are called as usual. Ids of respondents are
//! dropped.

use crate::import::field::Field;
use crate::import::format::{About, Standing};
use crate::import::preset::{Preset, USUAL};

/// The format.
pub(super) const FORMAT: Preset = Preset {
    about: About {
        name: "tally",
        title: "Tally",
        platform: "tally",
        from: "CSV",
        standing: Standing::Established,
        scale: 5.0,
    },
    marks: &[&["Submission ID", "Respondent ID", "Submitted at"]],
    columns: &[(Field::Id, &["Submission ID"]), (Field::Date, &["Submitted at"])],
    has_questions: true,
    ..USUAL
};
