//! Numbers and days as people read them.

use jiff::civil::Date;

/// A count with its noun: `1 rating`, `12 ratings`, `1,204 replies`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// A number of customers: `about 1,680`.
pub(super) fn about(count: f64) -> String {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count, not negative"
    )]
    let whole = count.round() as usize;
    format!("about {}", grouped(whole))
}

/// A count with commas: `12,345`.
pub(super) fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A mean of stars or scores: `4.31`. What is below five is never rounded up to it.
pub(super) fn mean(value: f64) -> String {
    let shown = format!("{value:.2}");
    if shown == "5.00" && value < 5.0 { "4.99".to_owned() } else { shown }
}

/// An average as the site shows it: with one decimal, and `5.0` only if all are five.
pub(super) fn shown(value: f64) -> String {
    let shown = format!("{:.1}", (value * 10.0).round() / 10.0);
    if shown == "5.0" && value < 5.0 { "4.9".to_owned() } else { shown }
}

/// Stars as they were given: `4`, `4.5`.
pub(super) fn stars(value: f64) -> String {
    format!("{}", (value * 10.0).round() / 10.0)
}

/// A net promoter score: `+27`, `-3`, `0`.
pub(super) fn score(value: f64) -> String {
    let whole = value.round() + 0.0;
    if whole > 0.0 { format!("+{whole}") } else { format!("{whole}") }
}

/// A share as percent: `33 %`; one that is not nothing is never written as nothing, nor as all what is
/// not.
pub(super) fn percent(share: f64) -> String {
    match share * 100.0 {
        all if all > 99.0 && all < 100.0 => "over\u{a0}99\u{a0}%".to_owned(),
        part if part > 0.0 && part < 1.0 => "under\u{a0}1\u{a0}%".to_owned(),
        part => format!("{part:.0}\u{a0}%"),
    }
}

/// Days: `1 day`, `4.5 days`, `1,065 days`.
pub(super) fn days(value: f64) -> String {
    let halves = (value * 2.0).round();
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count, not negative"
    )]
    let whole = (halves / 2.0) as usize;
    let half = if halves % 2.0 > 0.5 { ".5" } else { "" };
    let unit = if whole == 1 && half.is_empty() { "day" } else { "days" };
    format!("{}{half} {unit}", grouped(whole))
}

/// A day: `3 May 2026`, with blanks at which no line ends. What is no day stays as it is.
pub(super) fn day(text: &str) -> String {
    text.parse::<Date>()
        .map_or_else(|_| text.to_owned(), |day| day.strftime("%-d\u{a0}%b\u{a0}%Y").to_string())
}

/// A month: `May 2026`.
pub(super) fn month(text: &str) -> String {
    let first = format!("{text}-01").parse::<Date>();
    first.map_or_else(|_| text.to_owned(), |day| day.strftime("%b %Y").to_string())
}

/// A quarter: `Q2 2026`.
pub(super) fn quarter(text: &str) -> String {
    text.split_once('-')
        .map_or_else(|| text.to_owned(), |(year, quarter)| format!("{quarter} {year}"))
}

/// A period: `3 May 2026 to 9 Jun 2026`.
pub(super) fn period(since: &str, until: &str) -> String {
    if since == until { day(since) } else { format!("{} to {}", day(since), day(until)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_below_five_is_written_as_five() {
        assert_eq!([mean(4.998), mean(5.0), mean(4.314)], ["4.99", "5.00", "4.31"]);
        assert_eq!([shown(4.998), shown(5.0), shown(4.25)], ["4.9", "5.0", "4.3"]);
    }

    #[test]
    fn numbers_are_written_as_people_read_them() {
        assert_eq!(counted(1, "rating", "ratings"), "1 rating");
        assert_eq!(counted(12_345, "rating", "ratings"), "12,345 ratings");
        let scores = [(27.4, "+27"), (-0.4, "0"), (-3.6, "-4"), (0.2, "0")];
        assert_eq!(scores.map(|(value, _)| score(value)), scores.map(|(_, text)| text.to_owned()));
        let shares = [
            (0.0, "0\u{a0}%"),
            (0.004, "under\u{a0}1\u{a0}%"),
            (0.333, "33\u{a0}%"),
            (0.996, "over\u{a0}99\u{a0}%"),
            (1.0, "100\u{a0}%"),
        ];
        assert_eq!(
            shares.map(|(share, _)| percent(share)),
            shares.map(|(_, text)| text.to_owned())
        );
        assert_eq!([days(1.0), days(0.0), days(1065.5)], ["1 day", "0 days", "1,065.5 days"]);
        assert_eq!([stars(4.0), stars(4.5), stars(3.333)], ["4", "4.5", "3.3"]);
    }

    #[test]
    fn days_have_names_of_months() {
        assert_eq!(day("2026-05-03"), "3\u{a0}May\u{a0}2026");
        assert_eq!(day("soon"), "soon");
        assert_eq!((month("2026-05"), quarter("2026-Q2")), ("May 2026".into(), "Q2 2026".into()));
        assert_eq!(period("2026-05-03", "2026-05-03"), day("2026-05-03"));
    }
}
