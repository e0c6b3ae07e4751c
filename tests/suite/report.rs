//! Every number of the private report, computed a second time from the files of a sample year.
//!
//! Nothing here is shared with the program, and each formula is written in another way than usual, so
//! that one slip of thought is not made twice. Numbers are compared as printed, at four decimals.

mod formulas;
mod sections;
mod words;
mod year;

use jiff::civil::{Date, date};
use serde_json::{Value as Json, json};

use formulas::{by_id, in_order, same};
use year::{Review, Year, year};

/// The day of the report.
const TODAY: Date = date(2026, 11, 22);

/// The twelve months up to the day of the report.
fn last_year() -> Year {
    let before = (date(2024, 11, 23), date(2025, 11, 22));
    year("", (date(2025, 11, 23), TODAY), before)
}

fn second_quarter() -> Year {
    let before = (date(2026, 1, 1), date(2026, 3, 31));
    year("--since 2026-04 --until 2026-Q2", (date(2026, 4, 1), date(2026, 6, 30)), before)
}

/// Years before the first review.
fn nothing() -> Year {
    let (first, last) = (date(2019, 1, 1), date(2019, 12, 31));
    year("--since 2019 --until 2019", (first, last), (date(2018, 1, 1), date(2018, 12, 31)))
}

/// How many numbers of a section are the same in the report of the year, of a quarter and of nothing.
#[track_caller]
fn compared(section: &str, of: fn(&Year) -> Json) -> [usize; 3] {
    [last_year(), second_quarter(), nothing()]
        .map(|year| same(section, &year.report[section], &of(&year)))
}

#[test]
fn the_period_is_what_was_asked_for_and_has_as_much_before_it() {
    for (arguments, since, until, before) in [
        ("", "2025-11-23", "2026-11-22", ("2024-11-23", "2025-11-22")),
        (
            "--since 2026-04 --until 2026-Q2",
            "2026-04-01",
            "2026-06-30",
            ("2026-01-01", "2026-03-31"),
        ),
        (
            "--since 2025-Q4 --until 2026-03",
            "2025-10-01",
            "2026-03-31",
            ("2025-04-01", "2025-09-30"),
        ),
        (
            "--since 2026-02-10 --until 2026-03-05",
            "2026-02-10",
            "2026-03-05",
            ("2026-01-17", "2026-02-09"),
        ),
        ("--since 2026-04", "2026-04-01", "2026-11-22", ("2025-08-08", "2026-03-31")),
        ("--since 2019 --until 2019", "2019-01-01", "2019-12-31", ("2018-01-01", "2018-12-31")),
    ] {
        let before = json!({"since": before.0, "until": before.1});
        let expected = json!({"since": since, "until": until, "before": before});
        let report = year(arguments, (TODAY, TODAY), (TODAY, TODAY)).report;
        assert_eq!(report["period"], expected, "{arguments}");
        assert_eq!(report["day"], "2026-11-22");
    }
}

#[test]
fn the_site_has_as_many_reviews_and_answers_as_its_files() {
    let year = last_year();
    let answers: usize = year.files.iter().map(|file| file.1.len()).sum();
    let expected = json!({"name": "The Invented Loaf", "sample": true,
                          "reviews": year.reviews.len(), "answers": answers,
                          "pending": year.reviews.iter().filter(|one| one.status == "pending").count()});
    assert_eq!(same("site", &year.report["site"], &expected), 3);
    assert_eq!((year.reviews.len(), answers), (213, 281));
}

#[test]
fn a_belief_stands_beside_what_customers_say() {
    assert_eq!(compared("gap", sections::gap), [15, 15, 15]);
}

#[test]
fn ratings_are_those_of_the_files() {
    assert_eq!(compared("ratings", sections::ratings), [83, 55, 50]);
}

#[test]
fn the_net_promoter_score_is_that_of_all_answers() {
    assert_eq!(compared("recommend", sections::recommend), [84, 42, 72]);
}

#[test]
fn points_of_contact_are_those_of_reviews_and_answers() {
    assert_eq!(compared("touchpoints", sections::touchpoints), [240, 100, 0]);
}

#[test]
fn replies_are_counted_once_they_are_due() {
    let numbers = [last_year(), second_quarter(), nothing()].map(|year| {
        let mut replies = year.report["replies"].clone();
        let open = replies.as_object_mut().unwrap().remove("todo").unwrap();
        let tasks = year.report["todo"]["unanswered"].as_array().unwrap().iter();
        assert_eq!(open, tasks.map(|task| task["id"].clone()).collect::<Json>());
        same("replies", &replies, &sections::replies(&year))
    });
    assert_eq!(numbers, [13, 13, 13]);
}

#[test]
fn a_second_rating_after_a_reply_is_told() {
    let numbers = [last_year(), second_quarter(), nothing()].map(|year| {
        let order = |list: &Json| in_order(list, "followed", false);
        same("recovery", &order(&year.report["recovery"]), &order(&sections::recovery(&year)))
    });
    assert_eq!(numbers, [18, 0, 0]);
}

#[test]
fn customers_are_shared_out_over_the_days() {
    assert_eq!(compared("coverage", sections::coverage), [45, 15, 42]);
}

#[test]
fn age_is_that_of_what_is_published() {
    assert_eq!(compared("freshness", sections::freshness), [5, 5, 6]);
}

#[test]
fn what_waits_is_complete_and_in_order() {
    let numbers = [last_year(), second_quarter(), nothing()].map(|year| {
        let (actual, expected) = (&year.report["todo"], sections::todo(&year));
        assert_eq!(actual.as_object().unwrap().len(), 4);
        let list = |name: &str| {
            let expected = by_id(&expected[name]);
            same(name, &in_order(&actual[name], "date", true), &expected)
        };
        ["unanswered", "ask", "consents", "confirm"].map(list)
    });
    assert_eq!(numbers, [[66, 32, 12, 20]; 3]);
}

#[test]
fn words_are_counted_review_by_review() {
    let numbers = [last_year(), second_quarter(), nothing()].map(|year| words::compared(&year));
    assert!(numbers[0] > 70 && numbers[1] > 10 && numbers[2] == 0, "{numbers:?}");
}

#[test]
fn the_team_hears_of_reviews_that_exist() {
    for (year, month) in [(last_year(), "2026-11"), (second_quarter(), "2026-06")] {
        let team = &year.report["team"];
        assert_eq!(team["month"], month);
        let quotes: Vec<&Review> = words::named(&year, &team["quotes"]);
        assert!((1..=3).contains(&quotes.len()));
        for quote in quotes {
            assert!(quote.is("approved") && quote.date.unwrap().to_string().starts_with(month));
            assert!(!quote.is_low() && !quote.text.is_empty(), "{}", quote.id);
        }
        let mend = team["mend"].as_array().unwrap();
        assert!((1..=3).contains(&mend.len()));
        for one in mend {
            words::named(&year, &one["ids"]);
            assert!(one["text"].as_str().is_some_and(|text| !text.is_empty()));
        }
    }
    let none = nothing().report["team"].clone();
    assert_eq!((&none["month"], &none["quotes"]), (&Json::Null, &json!([])));
}

#[test]
fn a_quote_says_what_its_file_says() {
    let numbers = [last_year(), second_quarter(), nothing()].map(|year| words::quotes(&year));
    assert!(numbers.iter().all(|count| *count > 100), "{numbers:?}");
}

#[test]
fn what_cannot_be_known_is_nothing_and_never_zero() {
    let report = nothing().report;
    let count = |value: &Json| *value == 0 || value.is_null();
    for (section, keys) in [
        ("ratings", ["count", "average", "margin"]),
        ("recommend", ["answers", "nps", "margin"]),
        ("replies", ["due", "share", "median_days"]),
        ("freshness", ["count", "age_days", "recent_share"]),
    ] {
        let [number, one, other] = keys.map(|key| &report[section][key]);
        assert_eq!((number, one, other), (&json!(0), &Json::Null, &Json::Null), "{section}");
    }
    for bars in [&report["ratings"]["distribution"], &report["recommend"]["distribution"]] {
        assert!(bars.as_object().unwrap().values().all(|bar| *bar == 0), "{bars}");
    }
    for trend in [&report["ratings"]["trend"], &report["recommend"]["trend"]] {
        let months = trend.as_array().unwrap();
        assert_eq!(months.len(), 12);
        let values = months.iter().flat_map(|month| month.as_object().unwrap().values());
        assert!(values.filter(|value| !value.is_string()).all(count), "{trend}");
    }
    for gap in report["gap"].as_object().unwrap().values() {
        assert_eq!(
            (&gap["actual"], &gap["gap"], &gap["verdict"]),
            (&Json::Null, &Json::Null, &json!("unknown"))
        );
    }
    assert_eq!(
        (&report["coverage"]["share"], &report["coverage"]["silent"]),
        (&json!(0.0), &json!(1.0))
    );
    assert_eq!((&report["words"], &report["touchpoints"]), (&json!([]), &json!([])));
}
