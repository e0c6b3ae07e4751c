//! What a single date says, before it is known which number is the day.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::relative::{self, Ago};
use super::words;

/// Longer cells are no dates.
const LONGEST: usize = 160;

/// Years that a date may have. It is wide on purpose: whoever knows today warns about the rest.
const YEARS: std::ops::Range<i16> = 1900..2200;

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A day, beyond doubt.
    Day(Date),
    /// A month; the first day stands for it.
    Month(Date),
    /// A year; the first day stands for it.
    Year(Date),
    /// Two numbers and a year: day and month, or month and day.
    Numbers { first: i8, second: i8, third: Year },
    /// A time before some day.
    Relative(Ago),
}

/// A year as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    Whole(i16),
    /// The last two digits.
    Short(i8),
}

impl Year {
    pub(super) fn short(digits: i8) -> Self {
        Self::Short(digits)
    }

    pub(super) fn is_short(self) -> bool {
        matches!(self, Self::Short(_))
    }

    pub(super) fn last_two(self) -> i8 {
        match self {
            Self::Short(digits) => digits,
            Self::Whole(year) => i8::try_from(year % 100).unwrap_or(0),
        }
    }

    /// Makes a day of the calendar; two digits are a year from 1970 to 2069.
    pub(super) fn date(self, month: i8, day: i8) -> Option<Date> {
        let year = match self {
            Self::Whole(year) => year,
            Self::Short(digits @ 70..) => 1900 + i16::from(digits),
            Self::Short(digits) => 2000 + i16::from(digits),
        };
        Date::new(year, month, day).ok().filter(|_| YEARS.contains(&year))
    }

    fn read(digits: &str) -> Option<Self> {
        match digits.len() {
            4 => digits.parse().ok().filter(|year| YEARS.contains(year)).map(Self::Whole),
            2 => digits.parse().ok().map(Self::Short),
            _ => None,
        }
    }
}

/// Reads a cell.
pub(super) fn form(text: &str) -> Option<Form> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let folded = words::folded(text);
    let text = words::without_introduction(&folded);
    if let Some(date) = timestamp(text) {
        return Some(Form::Day(date));
    }
    let rest = without_time(text)?;
    let rest = rest.trim_matches([' ', ',', ':', ';']);
    let ago = || relative::ago(rest).map(Form::Relative);
    // Most dates are numbers, and those are told soonest.
    numeric(rest).or_else(ago).or_else(|| spelled(rest))
}

/// Reads seconds or milliseconds since 1970, if they are from 1995 to 2100, so that `2024` and
/// `20240314` are none.
fn timestamp(text: &str) -> Option<Date> {
    const SECONDS: std::ops::Range<i64> = 788_918_400..4_102_444_800;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !(9..=13).contains(&whole.len()) || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let seconds = if SECONDS.contains(&number) { number } else { number / 1000 };
    let moment = Timestamp::from_second(seconds).ok().filter(|_| SECONDS.contains(&seconds))?;
    Some(moment.to_zoned(TimeZone::UTC).date())
}

/// Takes the time of day and its zone away, wherever it stands; `None` if it is no time.
fn without_time(text: &str) -> Option<String> {
    let text = words::without_brackets(text);
    let Some(colon) = time_colon(text) else { return Some(text.to_owned()) };
    let is_digit = |at: &char| at.is_ascii_digit();
    let hours = text[..colon].chars().rev().take(2).take_while(is_digit).count();
    let start = colon - hours;
    let hour: u8 = text[start..colon].parse().ok().filter(|hour| *hour <= 24)?;
    let mut rest = &text[colon..];
    for _ in 0..2 {
        let Some(after) = rest.strip_prefix(':') else { break };
        let digits = after.get(..2).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
        digits.parse::<u8>().ok().filter(|number| *number <= 60)?;
        rest = &after[2..];
    }
    let fraction = rest.strip_prefix(['.', ',']);
    if let Some(after) = fraction.filter(|after| after.starts_with(|c: char| c.is_ascii_digit())) {
        rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    let (rest, is_half) = words::without_half(rest);
    if (is_half && hour > 12) || rest.starts_with(|c: char| c.is_ascii_digit() || c == ':') {
        return None;
    }
    let rest = words::without_zone(rest);
    let before = &text[..start];
    let before = before.strip_suffix('t').filter(|b| b.ends_with(is_ascii_digit)).unwrap_or(before);
    Some(format!("{} {}", before.trim_end(), rest.trim_start()))
}

fn is_ascii_digit(character: char) -> bool {
    character.is_ascii_digit()
}

/// Finds the colon between hours and minutes.
fn time_colon(text: &str) -> Option<usize> {
    text.match_indices(':').map(|(at, _)| at).find(|at| {
        let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        let bytes = text.as_bytes();
        *at > 0 && digit(bytes.get(at - 1)) && digit(bytes.get(at + 1))
    })
}

/// Reads a date of numbers only.
fn numeric(text: &str) -> Option<Form> {
    let text = text.trim_end_matches(['.', ' ']);
    let mut numbers: Vec<&str> = Vec::new();
    let mut marks: Vec<String> = Vec::new();
    let mut rest = text;
    loop {
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        if length == 0 || numbers.len() == 3 {
            return None;
        }
        numbers.push(&rest[..length]);
        rest = &rest[length..];
        if rest.is_empty() {
            break;
        }
        let length = rest.find(is_ascii_digit)?;
        marks.push(rest[..length].replace(' ', ""));
        rest = &rest[length..];
    }
    let known = |mark: &String| matches!(mark.as_str(), "/" | "-" | "." | "" | ",");
    if !marks.iter().all(known) {
        return None;
    }
    match numbers[..] {
        [number] => single(number),
        [first, second] => {
            let (year, month) = if first.len() == 4 { (first, second) } else { (second, first) };
            let year = Year::read(year).filter(|year| !year.is_short())?;
            year.date(small(month)?, 1).map(Form::Month)
        }
        [year, month, day] if year.len() == 4 => {
            Year::read(year)?.date(small(month)?, small(day)?).map(Form::Day)
        }
        [first, second, third] => {
            let (first, second, third) = (small(first)?, small(second)?, Year::read(third)?);
            // With points, nobody writes the month first.
            if marks.iter().all(|mark| mark == ".") {
                return third.date(second, first).map(Form::Day);
            }
            let is_day = third.date(second, first).is_some() || third.date(first, second).is_some();
            // `19-01-02` may have its year first.
            let is_day = is_day || Year::short(first).date(second, third.last_two()).is_some();
            is_day.then_some(Form::Numbers { first, second, third })
        }
        _ => None,
    }
}

/// Reads `2024` and `20240314`.
fn single(number: &str) -> Option<Form> {
    if number.len() == 8 {
        let (year, rest) = number.split_at(4);
        let (month, day) = rest.split_at(2);
        return Year::read(year)?.date(small(month)?, small(day)?).map(Form::Day);
    }
    let year = Year::read(number).filter(|year| !year.is_short())?;
    year.date(1, 1).map(Form::Year)
}

/// Reads a date with the name of its month.
fn spelled(text: &str) -> Option<Form> {
    let is_mark = |c: char| matches!(c, ' ' | ',' | '-' | '/' | '.' | '\u{2013}' | '(' | ')');
    let pieces: Vec<&str> = text.split(is_mark).filter(|piece| !piece.is_empty()).collect();
    let names: Vec<&str> =
        pieces.iter().copied().filter(|piece| words::ordinal(piece).is_none()).collect();
    let mut month = None;
    for name in &names {
        // `mar` is a Tuesday in some languages, and a March in all.
        let others = names.iter().filter(|other| *other != name);
        let is_day = words::is_weekday(name)
            && (month.is_some() || others.copied().any(|other| words::month(other).is_some()));
        match words::month(name) {
            Some(found) if !is_day && month.is_none() => month = Some((found, *name)),
            Some(_) if is_day => {}
            None if words::is_weekday(name) || words::is_filler(name) => {}
            _ => return None,
        }
    }
    let (month, name) = month?;
    let at = pieces.iter().position(|piece| *piece == name)?;
    let numbers: Vec<&str> = pieces.iter().filter_map(|piece| words::ordinal(piece)).collect();
    let before = pieces[..at].iter().filter(|piece| words::ordinal(piece).is_some()).count();
    match (&numbers[..], before) {
        ([year], _) => {
            let year = Year::read(year).filter(|year| !year.is_short())?;
            year.date(month, 1).map(Form::Month)
        }
        ([year, day], 0..=2) if year.len() == 4 => {
            Year::read(year)?.date(month, small(day)?).map(Form::Day)
        }
        ([day, year], 0 | 1) => Year::read(year)?.date(month, small(day)?).map(Form::Day),
        _ => None,
    }
}

/// Reads a day or a month.
fn small(digits: &str) -> Option<i8> {
    digits.parse().ok().filter(|_| matches!(digits.len(), 1 | 2))
}
