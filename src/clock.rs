//! Today, injected: nothing else in the program asks what time it is.
//!
//! The same input on the same day gives the same bytes, so the day is an input like any other:
//! `--today`, else `SOURCE_DATE_EPOCH`, else the system's clock in UTC. How long something took is
//! measured here too; it is shown to people and decides nothing.

#![expect(clippy::disallowed_methods, reason = "the one place that asks for the time")]

use std::time::{Duration, Instant, SystemTime};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Reads a date of the form `YYYY-MM-DD`.
pub fn parse_day(text: &str) -> Result<Date, String> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shape {
        return Err("a date has the form YYYY-MM-DD, such as 2026-03-14".to_owned());
    }
    text.parse().map_err(|_| format!("{text} is not a day of the calendar"))
}

/// Reads the seconds of `SOURCE_DATE_EPOCH` (<https://reproducible-builds.org/specs/source-date-epoch/>).
pub fn parse_epoch(text: &str) -> Result<Date, String> {
    text.trim()
        .parse()
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .map(day_of)
        .ok_or_else(|| format!("`SOURCE_DATE_EPOCH` is `{text}`, not a number of seconds"))
}

/// Asks the system's clock, in UTC so that the time zone of a machine changes nothing.
pub fn system_day() -> Date {
    day_of(Timestamp::now())
}

/// What time it is, to be compared with the times of files.
pub fn now() -> SystemTime {
    SystemTime::now()
}

/// Starts a stop-watch.
pub fn start() -> Instant {
    Instant::now()
}

/// What a time that was summed over threads is on the clock, if they all worked all the time.
pub fn shared(time: Duration, threads: usize) -> Duration {
    time / u32::try_from(threads).unwrap_or(u32::MAX).max(1)
}

/// How long each stage of a run took, stage after stage.
#[derive(Clone, Debug)]
pub struct Laps {
    last: Instant,
    stages: Vec<(&'static str, Duration)>,
}

impl Laps {
    /// Starts the first stage.
    pub fn start() -> Self {
        Self { last: start(), stages: Vec::new() }
    }

    /// Ends a stage and starts the next; one that ends twice has both times.
    pub fn end(&mut self, stage: &'static str) {
        let time = self.last.elapsed();
        self.last += time;
        self.add(stage, time);
    }

    /// Moves a part of a stage's time to another stage, for two that went side by side.
    pub fn shift(&mut self, from: &'static str, to: &'static str, time: Duration) {
        if let Some((_, sum)) = self.stages.iter_mut().find(|(name, _)| *name == from) {
            let time = time.min(*sum);
            *sum -= time;
            self.add(to, time);
        }
    }

    /// The stages in the order in which they first ended.
    pub fn stages(&self) -> &[(&'static str, Duration)] {
        &self.stages
    }

    fn add(&mut self, stage: &'static str, time: Duration) {
        match self.stages.iter_mut().find(|(name, _)| *name == stage) {
            Some((_, sum)) => *sum += time,
            None => self.stages.push((stage, time)),
        }
    }
}

fn day_of(moment: Timestamp) -> Date {
    moment.to_zoned(TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_is_read_or_refused_with_a_reason() {
        assert_eq!(parse_day("2026-02-28"), Ok(date(2026, 2, 28)));
        assert_eq!(parse_day("2026-02-30").unwrap_err(), "2026-02-30 is not a day of the calendar");
        for wrong in ["", "2026-2-3", "+002026-02-03", "2026-02-03T10:00", "20260203"] {
            assert!(parse_day(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn laps_add_up_to_the_whole() {
        let mut laps = Laps::start();
        laps.end("read");
        laps.end("render");
        laps.shift("render", "write", Duration::from_secs(9));
        laps.end("write");
        let names: Vec<&str> = laps.stages().iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["read", "render", "write"]);
        assert_eq!(laps.stages()[1].1, Duration::ZERO, "a part is never more than the whole");
    }

    #[test]
    fn an_epoch_is_a_day_in_utc() {
        assert_eq!(parse_epoch("1773446400"), Ok(date(2026, 3, 14)));
        assert!(parse_epoch("yesterday").is_err());
    }
}
