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
    /// Whether a day was counted in months or years, and may be weeks away from the real one.
    pub(super) fn is_about(&self, text: &str) -> bool {
        let day = self.reader.read(text);
        day.is_some_and(|day| day.counted && day.precision != Precision::Day)
    }

    /// A day. Where only the month or the year is known there is none: nobody said which day it was.
    pub(super) fn read(&self, text: &str) -> Option<Date> {
        if let Some(day) = serial(text).filter(|_| self.is_sheet) {
            return Some(day);
        }
        let day = self.reader.read(text)?;
        (day.precision == Precision::Day || day.counted).then_some(day.date)
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
