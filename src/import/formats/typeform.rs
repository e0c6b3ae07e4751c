//! Typeform: the responses of a form as CSV (Results, Responses, Download).
//!
//! Questions are mapped with `--map`, besides those that are called as usual. Only completed responses
//! are taken. Markup in questions makes no difference, and a `'` before a `+` or `=` is undone. Network
//! ids and days of starting are dropped.

use crate::import::field::Field;
use crate::import::format::{About, Standing};
use crate::import::preset::{Preset, Published, USUAL};

/// The format.
pub(super) const FORMAT: Preset = Preset {
    about: About {
        name: "typeform",
        title: "Typeform",
        platform: "typeform",
        from: "CSV",
        standing: Standing::Established,
        scale: 5.0,
    },
    marks: &[
        &["Start Date (UTC)", "Submit Date (UTC)", "Network ID"],
        &["Response Type", "Start Date (UTC)", "Submit Date (UTC)", "Network ID", "Tags"],
    ],
    columns: &[
        (Field::Id, &["#"]),
        (Field::Status, &["Response Type"]),
        (Field::Date, &["Submit Date (UTC)"]),
        (Field::Tags, &["Tags"]),
    ],
    published: Published::Only(&["completed"]),
    has_questions: true,
    ..USUAL
};
