//! The days of a file, once it is known how they are written.

use jiff::civil::Date;

use super::value::date::{Precision, Reader, excel_day, is_nothing};

/// Reads the days of one file.
#[derive(Clone, Debug)]
pub(super) struct Dates {
    pub(super) reader: Reader,
    /// Whether a bare number is a day of a spreadsheet.
    pub(super) is_sheet: bool,
}

impl Dates {
    /// A day, and whether it was counted in months or years, so that the real one may be weeks away. Where
    /// only the month or the year is known there is none: nobody said which day it was.
    pub(super) fn read_with(&self, text: &str) -> Option<(Date, bool)> {
        if let Some(day) = serial(text).filter(|_| self.is_sheet) {
            return Some((day, false));
        }
        let day = self.reader.read(text)?;
        let is_whole = day.precision == Precision::Day;
        (is_whole || day.counted).then_some((day.date, !is_whole))
    }

    /// A day.
    pub(super) fn read(&self, text: &str) -> Option<Date> {
        self.read_with(text).map(|(day, _)| day)
    }

    /// Whether something is known of a day, be it only the month.
    pub(super) fn knows(&self, text: &str) -> bool {
        self.reader.read(text).is_some()
    }
}

/// The day of a number, as spreadsheets count.
pub(super) fn serial(text: &str) -> Option<Date> {
    let number: f64 = text.trim().parse().ok()?;
    // Below are years, and days of which nobody had a spreadsheet.
    if number < 30_000.0 { None } else { excel_day(number) }
}

/// Whether there is no day at all.
pub(super) fn is_none(text: &str) -> bool {
    is_nothing(text)
}
