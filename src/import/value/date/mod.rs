//! Days as people and programs of all countries write them, decided over a whole column.
//!
//! `03/04/2024` is two days, and only the column tells which: a number above twelve in one place
//! decides for all rows. So a column is seen first ([`Evidence`]), then decided, then read
//! ([`Reader`]). What stays undecided is for the owner to say; nothing is guessed from the platform,
//! the language or the machine. The day is the one that is written: time zones are not applied.

mod form;
mod relative;
mod words;

use jiff::civil::Date;
use jiff::fmt::strtime;

use form::{Form, form};

/// What the dates of a column tell about each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    day_first: Option<Example>,
    month_first: Option<Example>,
    either: Option<Example>,
    relative: Option<Example>,
}

/// A cell, to be shown to the owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// What it says.
    pub text: String,
    /// The line of the file on which it stands.
    pub line: u64,
}

/// What the owner says about the dates of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// How they are written.
    pub format: Option<Format>,
    /// The day from which `2 months ago` counts.
    pub as_of: Option<Date>,
}

/// How dates are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// Where numbers could mean two days, the day comes first.
    DayFirst,
    /// The month comes first.
    MonthFirst,
    /// The year comes first, also where it has two digits.
    YearFirst,
    /// Every date has this form, in the notation of `strptime`.
    Pattern(String),
}

/// Why a column cannot be read yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undecided {
    /// Nothing tells whether the day or the month comes first.
    Order(Example),
    /// One row has the day first, another the month.
    Contradiction {
        /// A row that has the day first.
        day_first: Example,
        /// A row that has the month first.
        month_first: Example,
    },
    /// `2 months ago`, and nobody said of which day.
    Relative(Example),
}

/// Reads the cells of a column that is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    format: Option<Format>,
    as_of: Option<Date>,
}

/// What a cell means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day, or the first one of the month or year.
    pub date: Date,
    /// How much of it is written.
    pub precision: Precision,
    /// Whether it was counted from another day (`2 months ago`), which platforms round.
    pub counted: bool,
}

/// How much of a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// All of it.
    Day,
    /// The month.
    Month,
    /// Only the year.
    Year,
}

impl Evidence {
    /// Looks at the next cell of the column; one that is [nothing](is_nothing) tells nothing.
    pub fn see(&mut self, text: &str, line: u64) {
        if is_nothing(text) {
            return;
        }
        let place = match form(text) {
            Some(Form::Relative(_)) => &mut self.relative,
            // `24-01-15` may begin with its year.
            Some(Form::Numbers { first, second, third })
                if first > 12
                    && text.contains('-')
                    && third.is_short()
                    && form::Year::short(first).date(second, third.last_two()).is_some() =>
            {
                &mut self.either
            }
            Some(Form::Numbers { first, second, .. }) if first != second => {
                match (first > 12, second > 12) {
                    (true, _) => &mut self.day_first,
                    (_, true) => &mut self.month_first,
                    _ => &mut self.either,
                }
            }
            Some(_) | None => return,
        };
        if place.is_none() {
            *place = Some(Example { text: text.trim().to_owned(), line });
        }
    }

    /// Whether a cell has one of the known forms.
    pub fn is_understood(text: &str) -> bool {
        form(text).is_some()
    }

    /// Decides how the column is read.
    pub fn decide(&self, asked: &Asked) -> Result<Reader, Undecided> {
        let reader = |format| Reader { format, as_of: asked.as_of };
        if let Some(Format::Pattern(_)) = asked.format {
            return Ok(reader(asked.format.clone()));
        }
        if let (Some(example), None) = (&self.relative, asked.as_of) {
            return Err(Undecided::Relative(example.clone()));
        }
        if asked.format.is_some() {
            return Ok(reader(asked.format.clone()));
        }
        match (&self.day_first, &self.month_first, &self.either) {
            (Some(day_first), Some(month_first), _) => Err(Undecided::Contradiction {
                day_first: day_first.clone(),
                month_first: month_first.clone(),
            }),
            (Some(_), None, _) => Ok(reader(Some(Format::DayFirst))),
            (None, Some(_), _) => Ok(reader(Some(Format::MonthFirst))),
            (None, None, Some(example)) => Err(Undecided::Order(example.clone())),
            (None, None, None) => Ok(reader(None)),
        }
    }
}

impl Format {
    /// Reads what an owner typed: `dmy`, `mdy`, `ymd`, or a pattern such as `%d.%m.%Y`.
    pub fn named(text: &str) -> Result<Self, String> {
        match text.trim().to_ascii_lowercase().as_str() {
            "dmy" => Ok(Self::DayFirst),
            "mdy" => Ok(Self::MonthFirst),
            "ymd" => Ok(Self::YearFirst),
            _ if text.contains('%') => Ok(Self::Pattern(text.trim().to_owned())),
            _ => Err(format!(
                "`{text}` is not a form of dates; it is `dmy`, `mdy`, `ymd`, or a pattern such as \
                 `%d.%m.%Y`"
            )),
        }
    }
}

impl Reader {
    /// Reads a cell; `None` if it is not understood, or no day of the calendar.
    pub fn read(&self, text: &str) -> Option<Day> {
        let whole = |date| Day { date, precision: Precision::Day, counted: false };
        if let Some(Format::Pattern(pattern)) = &self.format {
            return by_pattern(pattern, text.trim());
        }
        match form(text)? {
            Form::Day(date) => Some(whole(date)),
            Form::Month(date) => Some(Day { precision: Precision::Month, ..whole(date) }),
            Form::Year(date) => Some(Day { precision: Precision::Year, ..whole(date) }),
            Form::Numbers { first, second, third } => self.ordered(first, second, third).map(whole),
            Form::Relative(ago) => {
                let (date, precision) = ago.before(self.as_of?)?;
                Some(Day { date, precision, counted: true })
            }
        }
    }

    fn ordered(&self, first: i8, second: i8, third: form::Year) -> Option<Date> {
        match &self.format {
            Some(Format::YearFirst) if third.is_short() => {
                form::Year::short(first).date(second, third.last_two())
            }
            Some(Format::DayFirst) => third.date(second, first),
            Some(Format::MonthFirst) => third.date(first, second),
            // No row of the column can mean two days.
            _ if first > 12 => third.date(second, first),
            _ if second > 12 || first == second => third.date(first, second),
            _ => None,
        }
    }
}

/// Whether a cell says that there is no date: it is empty, `n/a`, or a day of zeros, which databases
/// write.
pub fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    let words = ["", "-", "–", "—", "n/a", "null", "none", "nil"];
    words.iter().any(|word| text.eq_ignore_ascii_case(word)) || text.starts_with("0000-00-00")
}

/// Returns the day of a number in a spreadsheet, whose days count from the end of 1899.
///
/// Serial numbers below 61 are not read: Excel believes in a 29 February 1900, and a review is not
/// that old.
pub fn excel_day(serial: f64) -> Option<Date> {
    if !(61.0..200_000.0).contains(&serial) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, reason = "less than 200,000")]
    let days = serial.floor() as i32;
    let span = jiff::Span::new().try_days(days).ok()?;
    Date::constant(1899, 12, 30).checked_add(span).ok()
}

fn by_pattern(pattern: &str, text: &str) -> Option<Day> {
    let parsed = strtime::parse(pattern, text).ok()?;
    if let Ok(date) = parsed.to_date() {
        return Some(Day { date, precision: Precision::Day, counted: false });
    }
    let date = Date::new(parsed.year()?, parsed.month()?, 1).ok()?;
    Some(Day { date, precision: Precision::Month, counted: false })
}

#[cfg(test)]
mod tests;
