//! Why a picture cannot be shown, and how that is told.

use super::uses::At;
use super::{Made, Use, header};
use crate::diag::{Diagnostic, Finding};
use crate::fsx;

/// Why a picture cannot be shown.
#[derive(Debug)]
pub(super) enum Fault {
    /// It has too many pixels.
    Pixels(u32, u32),
    /// It takes too much memory once it is open, in bytes.
    Memory(u64),
    /// It is not what its name says, or not whole: the end of a sentence that starts with "it".
    Damaged(String),
    /// It is another file than a moment ago.
    Changed,
    /// The disk did not give it.
    File(fsx::Error),
}

impl From<fsx::Error> for Fault {
    fn from(error: fsx::Error) -> Self {
        Self::File(error)
    }
}

/// What to do about a picture that is too large.
const SMALLER: &str = "save a smaller copy: 2,000 pixels on the longer side are plenty";

impl Fault {
    /// Tells it at the field that names the file.
    pub(super) fn tell(&self, path: &str, shown: &Use, made: &mut Made) {
        let (code, message, hint) = self.words(path);
        match &shown.at {
            At::Record(source, field) => made
                .findings
                .push(Finding::error(*source, code, message).value(field.clone()).hint(hint)),
            At::Site(place) => {
                made.problems.push(Diagnostic::error(code, message).at(place.clone()).hint(hint));
            }
        }
    }

    fn words(&self, path: &str) -> (&'static str, String, &'static str) {
        match self {
            Self::Pixels(width, height) => {
                let limit = header::PIXELS / 1_000_000;
                let message = format!(
                    "`{path}` is {width} pixels wide and {height} high; the limit is {limit} \
                     million in all"
                );
                ("picture-too-large", message, SMALLER)
            }
            Self::Memory(bytes) => {
                let (takes, limit) = (bytes.div_ceil(1 << 20), header::MEMORY >> 20);
                let message =
                    format!("`{path}` takes {takes} MB of memory; the limit is {limit} MB");
                ("picture-too-large", message, SMALLER)
            }
            Self::Damaged(how) => {
                let message = format!("`{path}` cannot be shown as a picture: it {how}");
                let hint = "save it again as JPEG or PNG, or copy the original file once more";
                ("picture-damaged", message, hint)
            }
            Self::Changed => {
                let message = format!("`{path}` changed while it was read");
                ("unreadable", message, "run the command again")
            }
            Self::File(error) => ("unreadable", error.to_string(), "check the file's permissions"),
        }
    }
}
