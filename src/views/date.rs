//! Days, for machines and for people.

use jiff::civil::Date;
use serde::Serialize;

use crate::words::Words;

/// A day.
#[derive(Clone, Debug, Serialize)]
pub struct Day {
    /// For machines: `2026-03-14`.
    pub iso: String,
    /// For people, in the language of the site: `14 March 2026`.
    pub text: String,
}

impl Day {
    /// A day in the words of a site.
    pub fn new(date: Date, words: &Words) -> Self {
        Self { iso: date.to_string(), text: words.day(date) }
    }
}
