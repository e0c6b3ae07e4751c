//! The days that a report looks at: how they are given, the ones before them, and their months.

use jiff::civil::Date;
use jiff::{ToSpan, Unit};

use super::number::Tally;
use super::report;

/// A period has at most so many years: a chart of more would show nothing.
const MOST_YEARS: i16 = 100;

/// Some days; both ends are part of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub since: Date,
    /// The last day.
    pub until: Date,
}

impl Period {
    /// Reads a period from `2026`, `2026-Q2`, `2026-04` or `2026-04-01` as its first and as its last
    /// day. Without a last one it ends today, without a first one it is twelve months long. It never
    /// ends after today.
    ///
    /// # Errors
    ///
    /// What is wrong, for people.
    pub fn read(since: Option<&str>, until: Option<&str>, today: Date) -> Result<Self, String> {
        let until = until.map(|text| ends("--until", text)).transpose()?;
        let until = until.map_or(today, |(_, last)| last.min(today));
        let since = match since {
            Some(text) => ends("--since", text)?.0,
            None => a_year_to(until),
        };
        if since > until {
            return Err(format!("the period starts on {since}, after its last day {until}"));
        }
        if until.year() - since.year() > MOST_YEARS {
            return Err(format!("a period has at most {MOST_YEARS} years"));
        }
        Ok(Self { since, until })
    }

    /// Whether a day is part of it.
    pub fn has(self, day: Option<Date>) -> bool {
        day.is_some_and(|day| (self.since..=self.until).contains(&day))
    }

    /// The same length just before: months where the period is whole months long, else days. Nothing
    /// where the calendar has no such days.
    pub fn before(self) -> Option<Self> {
        let next = self.until.tomorrow().ok()?;
        let months = self.since.until((Unit::Month, next)).ok()?.get_months();
        let is_whole =
            months > 0 && self.since.checked_add(months.months()).is_ok_and(|end| end == next);
        let since = if is_whole {
            self.since.checked_sub(months.months()).ok()?
        } else {
            let days = self.since.until((Unit::Day, next)).ok()?.get_days();
            self.since.checked_sub(days.days()).ok()?
        };
        Some(Self { since, until: self.since.yesterday().ok()? })
    }

    /// Its months, each with as many zeros as there are.
    pub fn months<T: Clone + Default>(self) -> Months<T> {
        let first = month_number(self.since);
        let count = month_number(self.until).saturating_sub(first) + 1;
        Months { period: self, first, values: vec![T::default(); count] }
    }

    /// As the report shows it.
    pub fn days(self) -> report::Days {
        report::Days { since: self.since.to_string(), until: self.until.to_string() }
    }
}

/// The first day of the twelve months that end with a day.
fn a_year_to(until: Date) -> Date {
    // Of a leap day, too, a year is from the first of March on.
    let start = until.checked_sub(12.months()).and_then(Date::tomorrow);
    start.unwrap_or(Date::MIN)
}

/// The first and the last day of what was written.
fn ends(option: &str, text: &str) -> Result<(Date, Date), String> {
    let wrong = || {
        format!(
            "`{option} {text}`: expected a year, quarter, month or day, such as 2026, 2026-Q2, 2026-04 or 2026-04-15"
        )
    };
    let number = |text: &str| -> Option<i16> {
        text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
    };
    let parts: Vec<&str> = text.split('-').collect();
    let year = parts.first().filter(|year| year.len() == 4).and_then(|year| number(year));
    let year = year.filter(|year| *year > 0).ok_or_else(wrong)?;
    let (month, months) = match parts.as_slice() {
        [_] => (1, 12),
        [_, part] => match part.strip_prefix(['Q', 'q']) {
            Some(quarter) => match quarter {
                "1" => (1, 3),
                "2" => (4, 3),
                "3" => (7, 3),
                "4" => (10, 3),
                _ => return Err(wrong()),
            },
            None if part.len() == 2 => (number(part).ok_or_else(wrong)?, 1),
            None => return Err(wrong()),
        },
        _ => {
            let day =
                crate::clock::parse_day(text).map_err(|why| format!("`{option} {text}`: {why}"))?;
            return Ok((day, day));
        }
    };
    let first = i8::try_from(month).ok().and_then(|month| Date::new(year, month, 1).ok());
    let first = first.ok_or_else(wrong)?;
    let next = first.checked_add(months.months()).and_then(Date::yesterday);
    Ok((first, next.unwrap_or(Date::MAX)))
}

/// Something for each month of a period.
#[derive(Clone, Debug)]
pub struct Months<T> {
    period: Period,
    first: usize,
    values: Vec<T>,
}

impl<T> Months<T> {
    /// That of the month of a day; nothing for a day outside of the period.
    pub fn of(&mut self, day: Option<Date>) -> Option<&mut T> {
        let day = day.filter(|day| self.period.has(Some(*day)))?;
        self.values.get_mut(month_number(day).checked_sub(self.first)?)
    }

    /// Each month with its name, such as `2026-04`.
    pub fn named(&self) -> impl Iterator<Item = (String, &T)> {
        self.values.iter().enumerate().map(|(at, value)| {
            let number = self.first + at;
            (format!("{:04}-{:02}", number / 12, number % 12 + 1), value)
        })
    }

    /// The quarters with their names, such as `2026-Q2`, and the months of each that are in the period.
    pub fn quarters(&self) -> impl Iterator<Item = (String, &[T])> {
        let first = self.first % 3;
        let (head, rest) =
            self.values.split_at(if first == 0 { 0 } else { (3 - first).min(self.values.len()) });
        let parts = std::iter::once(head).filter(|head| !head.is_empty()).chain(rest.chunks(3));
        parts.enumerate().map(move |(at, months)| {
            let quarter = self.first / 3 + at;
            (format!("{:04}-Q{}", quarter / 4, quarter % 4 + 1), months)
        })
    }

    /// How many days of each month are in the period, and how many it has.
    pub fn days(&self) -> impl Iterator<Item = (usize, usize)> {
        let Period { since, until } = self.period;
        let last = self.values.len().saturating_sub(1);
        (0..self.values.len()).map(move |at| {
            let number = self.first + at;
            let start = day_of(number, 1);
            let all = usize::try_from(start.days_in_month()).unwrap_or(30);
            let from = if at == 0 { since.day() } else { 1 };
            let to = if at == last { until.day() } else { start.days_in_month() };
            (usize::try_from(to - from + 1).unwrap_or_default(), all)
        })
    }
}

impl Months<Tally> {
    /// Means by month.
    pub fn means(&self) -> Vec<report::MonthMean> {
        let mean = |(month, tally): (String, &Tally)| {
            let report::Mean { count, average, .. } = super::mean(tally);
            report::MonthMean { month, count, average }
        };
        self.named().map(mean).collect()
    }

    /// Means by quarter.
    pub fn quarter_means(&self) -> Vec<report::QuarterMean> {
        let mean = |(quarter, months): (String, &[Tally])| {
            let mut tally = Tally::default();
            for month in months {
                tally.merge(*month);
            }
            let report::Mean { count, average, .. } = super::mean(&tally);
            report::QuarterMean { quarter, count, average }
        };
        self.quarters().map(mean).collect()
    }
}

/// Months counted from the year 0; a period never starts before the year 1.
fn month_number(day: Date) -> usize {
    let months = i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
    usize::try_from(months).unwrap_or_default()
}

fn day_of(month: usize, day: i8) -> Date {
    let year = i16::try_from(month / 12).unwrap_or(i16::MAX);
    let number = i8::try_from(month % 12 + 1).unwrap_or(1);
    Date::new(year, number, day).unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(since: Option<&str>, until: Option<&str>) -> Result<String, String> {
        let period = Period::read(since, until, date(2026, 11, 22))?;
        Ok(format!("{} {}", period.since, period.until))
    }

    #[test]
    fn a_period_is_given_as_years_quarters_months_or_days() {
        for (since, until, expected) in [
            (None, None, "2025-11-23 2026-11-22"),
            (Some("2026"), None, "2026-01-01 2026-11-22"),
            (Some("2026-Q2"), Some("2026-Q3"), "2026-04-01 2026-09-30"),
            (
                Some("2026-q2"),
                Some("2026-02-15"),
                "the period starts on 2026-04-01, after its last day 2026-02-15",
            ),
            (Some("2024-02"), Some("2024-02"), "2024-02-01 2024-02-29"),
            (None, Some("2025"), "2025-01-01 2025-12-31"),
            (Some("2026-11-22"), Some("2027"), "2026-11-22 2026-11-22"),
            (Some("1900"), None, "a period has at most 100 years"),
        ] {
            let found = read(since, until).unwrap_or_else(|error| error);
            assert_eq!(found, expected, "{since:?} {until:?}");
        }
        for wrong in [
            "",
            "26",
            "2026-13",
            "2026-1",
            "2026-Q5",
            "2026-Q",
            "2026-02-30",
            "0000",
            "-2026",
            "+026",
            "2026-+1",
            "May 2026",
        ] {
            let found = read(Some(wrong), None).unwrap_err();
            assert!(found.starts_with(&format!("`--since {wrong}`: ")), "{found}");
        }
    }

    #[test]
    fn the_period_before_is_as_long() {
        for (since, until, expected) in [
            (date(2026, 4, 1), date(2026, 6, 30), "2026-01-01 2026-03-31"),
            (date(2024, 3, 1), date(2024, 3, 31), "2024-02-01 2024-02-29"),
            (date(2025, 11, 23), date(2026, 11, 22), "2024-11-23 2025-11-22"),
            (date(2024, 1, 1), date(2024, 12, 31), "2023-01-01 2023-12-31"),
            (date(2026, 10, 1), date(2026, 11, 22), "2026-08-09 2026-09-30"),
            (date(2026, 5, 5), date(2026, 5, 5), "2026-05-04 2026-05-04"),
        ] {
            let before = Period { since, until }.before().unwrap();
            assert_eq!(format!("{} {}", before.since, before.until), expected);
        }
        assert_eq!(Period { since: Date::MIN, until: date(0, 1, 1) }.before(), None);
    }

    #[test]
    fn months_and_quarters_have_names_and_days() {
        let period = Period { since: date(2025, 11, 23), until: date(2026, 4, 2) };
        let mut months = period.months::<usize>();
        *months.of(Some(date(2026, 2, 28))).unwrap() += 1;
        assert!(months.of(Some(date(2025, 11, 22))).is_none());
        assert!(months.of(Some(date(2026, 4, 3))).is_none());
        assert!(months.of(None).is_none());
        let named: Vec<_> = months.named().map(|(name, count)| format!("{name}:{count}")).collect();
        assert_eq!(
            named,
            ["2025-11:0", "2025-12:0", "2026-01:0", "2026-02:1", "2026-03:0", "2026-04:0"]
        );
        let quarters: Vec<_> = months.quarters().map(|(name, part)| (name, part.len())).collect();
        let expected = [("2025-Q4", 2), ("2026-Q1", 3), ("2026-Q2", 1)];
        assert_eq!(quarters, expected.map(|(name, count)| (name.to_owned(), count)));
        let days: Vec<_> = months.days().collect();
        assert_eq!(days, [(8, 30), (31, 31), (31, 31), (28, 28), (31, 31), (2, 30)]);
    }
}
