//! How old what is published is.

use jiff::ToSpan;
use jiff::civil::Date;

use super::number::{median, rounded, share};
use super::report::Freshness;
use super::{Given, days_between};
use crate::content::raw::Status;

/// As recent as most visitors want reviews to be (`BrightLocal`, Local Consumer Review Survey 2026).
const RECENT_MONTHS: i32 = 3;

/// How old the published reviews are on the last day of a period.
pub(super) fn freshness(given: &Given<'_>) -> Freshness {
    let until = given.period.until;
    let published = given.reviews().filter(|review| review.status == Status::Approved);
    let mut days: Vec<Date> =
        published.filter_map(|review| review.date).filter(|day| *day <= until).collect();
    days.sort_unstable();
    let mut ages: Vec<i64> = days.iter().map(|day| days_between(*day, until)).collect();
    ages.reverse();
    let next = until.tomorrow().unwrap_or(Date::MAX);
    let first = next.checked_sub(RECENT_MONTHS.months()).unwrap_or(Date::MIN);
    let recent = days.len() - days.partition_point(|day| *day < first);
    Freshness {
        count: days.len(),
        newest: days.last().map(ToString::to_string),
        age_days: ages.first().and_then(|age| u32::try_from(*age).ok()),
        median_age_days: median(&ages),
        recent,
        recent_share: share(recent, days.len()).map(rounded),
    }
}
