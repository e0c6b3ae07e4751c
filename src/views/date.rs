//! Days, for machines and for people.

use jiff::civil::Date;
use serde::Serialize;

/// A day.
#[derive(Clone, Debug, Serialize)]
pub struct Day {
    /// For machines: `2026-03-14`.
    pub iso: String,
    /// For people: `14 March 2026`.
    pub text: String,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        let month = usize::from(date.month().unsigned_abs()).saturating_sub(1);
        let month = MONTHS.get(month).copied().unwrap_or_default();
        Self { iso: date.to_string(), text: format!("{} {month} {}", date.day(), date.year()) }
    }
}
