//! Days as a language writes them, in the Gregorian calendar.
//!
//! As with numbers, ICU is asked once: for what stands before and behind the year on each day of
//! a leap year. A day of any year is then made of three pieces.

use icu_datetime::fieldsets::YMD;
use icu_datetime::input::Date as IcuDate;
use icu_datetime::options::YearStyle;
use icu_datetime::{DateTimeFormatter, DateTimeFormatterPreferences};
use icu_locale_core::preferences::extensions::unicode::keywords::CalendarAlgorithm;
use icu_locale_core::{Locale, locale};
use jiff::civil::Date;

use super::numbers::Numbers;

/// A leap year whose digits are in no day and no month.
const YEAR: u16 = 4568;

type Formatter = DateTimeFormatter<YMD>;

/// How a language writes days.
#[derive(Clone, Debug)]
pub(super) struct Dates {
    /// Before and behind the year, by month and day; empty where ICU has nothing to say.
    days: Vec<(String, String)>,
}

impl Dates {
    /// Asks for the days of a language; one that ICU does not know has those of English.
    pub(super) fn new(locale: &Locale, numbers: &Numbers) -> Self {
        let mut year = String::new();
        numbers.year(YEAR, &mut year);
        let known = formatter(locale).filter(knows_months);
        let Some(formatter) = known.or_else(|| formatter(&locale!("en-001"))) else {
            return Self { days: Vec::new() };
        };
        let mut days = Vec::with_capacity(12 * 31);
        for month in 1..=12 {
            for day in 1..=31 {
                let text = formatted(&formatter, month, day).unwrap_or_default();
                let pieces = text.split_once(&year).or_else(|| text.split_once(&YEAR.to_string()));
                let (before, behind) = pieces.unwrap_or_default();
                days.push((before.to_owned(), behind.to_owned()));
            }
        }
        Self { days }
    }

    /// Writes a day.
    pub(super) fn day(&self, date: Date, numbers: &Numbers) -> String {
        let month = usize::from(date.month().unsigned_abs()).saturating_sub(1);
        let day = usize::from(date.day().unsigned_abs()).saturating_sub(1);
        let pieces = self.days.get(month * 31 + day);
        let pieces = pieces.filter(|(before, behind)| !before.is_empty() || !behind.is_empty());
        let (Some((before, behind)), Ok(year)) = (pieces, u16::try_from(date.year())) else {
            return date.to_string();
        };
        let mut text = String::with_capacity(before.len() + behind.len() + 8);
        text.push_str(before);
        numbers.year(year, &mut text);
        text.push_str(behind);
        text
    }
}

fn formatter(locale: &Locale) -> Option<Formatter> {
    let fields = YMD::long().with_year_style(YearStyle::Full);
    let mut wishes = DateTimeFormatterPreferences::from(locale);
    wishes.calendar_algorithm = Some(CalendarAlgorithm::Gregory);
    Formatter::try_new(wishes, fields).ok()
}

/// Without data of a language, ICU writes `M03` for March.
fn knows_months(formatter: &Formatter) -> bool {
    formatted(formatter, 3, 14).is_some_and(|text| !text.contains("M03"))
}

fn formatted(formatter: &Formatter, month: u8, day: u8) -> Option<String> {
    let date = IcuDate::try_new_iso(i32::from(YEAR), month, day).ok()?;
    Some(formatter.format(&date).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_in_their_language() {
        for (tag, iso, expected) in [
            ("en-001", "2026-03-14", "14 March 2026"),
            ("en-US", "2026-03-14", "March 14, 2026"),
            ("de", "2026-03-04", "4. März 2026"),
            ("fr", "2026-02-28", "28 février 2026"),
            ("es", "2026-12-01", "1 de diciembre de 2026"),
            ("pl", "2026-03-14", "14 marca 2026"),
            ("ja", "2026-03-14", "2026年3月14日"),
            ("ar-EG", "2026-03-14", "١٤ مارس ٢٠٢٦"),
            ("fa", "2026-03-14", "۱۴ مارس ۲۰۲۶"),
            ("th", "2026-03-14", "14 มีนาคม ค.ศ. 2026"),
            ("tlh", "2026-03-14", "14 March 2026"),
            ("en-001", "0999-03-14", "14 March 999"),
        ] {
            let locale = Locale::try_from_str(tag).unwrap();
            let numbers = Numbers::new(&locale);
            let dates = Dates::new(&locale, &numbers);
            assert_eq!(dates.day(iso.parse().unwrap(), &numbers), expected, "{tag}");
        }
    }

    /// Three pieces say what ICU says of the whole.
    #[test]
    fn every_day_is_as_icu_writes_it() {
        for tag in ["en-US", "de", "ca", "ar-EG", "ja", "hu", "lv", "zh-Hant"] {
            let locale = Locale::try_from_str(tag).unwrap();
            let numbers = Numbers::new(&locale);
            let dates = Dates::new(&locale, &numbers);
            let formatter = formatter(&locale).unwrap();
            let first: Date = "2023-12-25".parse().unwrap();
            for date in first.series(jiff::Span::new().days(1)).take(400) {
                let (year, month, day) = (date.year(), date.month(), date.day());
                let icu = IcuDate::try_new_iso(
                    i32::from(year),
                    u8::try_from(month).unwrap(),
                    u8::try_from(day).unwrap(),
                );
                let expected = formatter.format(&icu.unwrap()).to_string();
                assert_eq!(dates.day(date, &numbers), expected, "{tag}");
            }
        }
    }
}
