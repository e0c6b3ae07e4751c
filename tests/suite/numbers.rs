//! Count, average and distribution, computed a second time from the files of the sample site.

use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use serde_yaml::Value;

use crate::support::{Seen, Site, Tree, html};

/// Platforms of the sample site that collect for the business itself.
const OWN: [&str; 12] = [
    "direct",
    "email",
    "letter",
    "phone",
    "interview",
    "survey",
    "form",
    "video",
    "event",
    "judgeme",
    "typeform",
    "tally",
];

/// Every record below `content/`, whatever its status, with its file's defaults.
fn records(content: &Path) -> Vec<Value> {
    let tree = Tree::of(content);
    let hidden = |path: &str| path.split('/').any(|part| part.starts_with(['_', '.']));
    let mut records = Vec::new();
    for path in tree.files.keys().filter(|path| !hidden(path)) {
        if path.starts_with("testimonials/") {
            let front = tree.text(path).split("---").nth(1).unwrap();
            records.push(serde_yaml::from_str(front).unwrap());
        } else if path.starts_with("reviews/") {
            let list: Value = serde_yaml::from_str(tree.text(path)).unwrap();
            let entries = list.get("reviews").unwrap_or(&list).as_sequence().unwrap().clone();
            for mut entry in entries {
                for (key, value) in
                    list.get("defaults").and_then(Value::as_mapping).into_iter().flatten()
                {
                    entry.as_mapping_mut().unwrap().entry(key.clone()).or_insert(value.clone());
                }
                records.push(entry);
            }
        }
    }
    records
}

/// The stars, 0 to 5, of each record that counts: decided, collected by the business, rated.
fn counted(records: &[Value]) -> Vec<f64> {
    let word = |record: &Value, key: &str, or: &str| {
        let value = record.get(key).cloned().unwrap_or_else(|| Value::from(or));
        let value = value.get("platform").cloned().unwrap_or(value);
        value.as_str().unwrap().to_owned()
    };
    let stars = |record: &Value| {
        let rating = record.get("rating")?;
        let part = |key: &str| rating.get(key).and_then(Value::as_f64);
        rating.as_f64().or_else(|| Some(part("value")? * 5.0 / part("scale")?))
    };
    records
        .iter()
        .filter(|record| word(record, "status", "pending") != "pending")
        .filter(|record| OWN.contains(&word(record, "source", "direct").as_str()))
        .filter_map(stars)
        .collect()
}

/// What the front page shows: average, count, and the bars from five stars to one.
fn shown(built: &Seen<'_>) -> (String, usize, Vec<usize>) {
    figures_of(built, "index.html")
}

/// What a page shows of all ratings.
fn figures_of(built: &Seen<'_>, path: &str) -> (String, usize, Vec<usize>) {
    let page = built.page(path);
    let number = |text: String| {
        let word = text.split_whitespace().find_map(|word| word.parse().ok());
        word.unwrap_or_else(|| panic!("no number in {text:?}"))
    };
    let average = html::text(html::select(&page, ".average strong")[0]);
    let count = number(html::text(html::select(&page, ".figures p:last-child")[0]));
    let bars = html::select(&page, ".bars li svg + span [aria-hidden]").into_iter();
    (average, count, bars.map(|bar| number(html::text(bar))).collect())
}

#[test]
fn the_front_page_shows_what_the_files_say() {
    let site = Site::sample();
    let records = records(&site.path("content"));
    let status = |wanted: &str| {
        let of = |record: &&Value| record.get("status").is_some_and(|status| status == wanted);
        records.iter().filter(of).count()
    };
    // The sample is only worth something here if it has records of every kind.
    assert!(status("approved") > 30 && status("withheld") > 0 && status("withdrawn") > 0);

    let stars = counted(&records);
    #[allow(clippy::cast_precision_loss)]
    let mean = stars.iter().sum::<f64>() / stars.len() as f64;
    // Half a star counts in the lowest bar.
    let is_in = |bar: f64, stars: f64| bar <= stars.max(1.0) && stars < bar + 1.0;
    let bar = |bar: &f64| stars.iter().filter(|stars| is_in(*bar, **stars)).count();
    let bars: Vec<usize> = [5.0, 4.0, 3.0, 2.0, 1.0].iter().map(bar).collect();
    let built = site.run("build").ok();
    assert_eq!(shown(&built), (format!("{mean:.1}"), stars.len(), bars.clone()));

    let data: serde_json::Value = serde_json::from_str(&built.text("reviews.json")).unwrap();
    let rising: Vec<usize> = bars.into_iter().rev().collect();
    assert_eq!(data["summary"]["distribution"], serde_json::json!(rising));
    assert_eq!(data["summary"]["average"], format!("{mean:.1}"));
    assert_eq!(data["summary"]["count"], stars.len());
    assert_eq!(data["total"], status("approved"));
}

#[test]
fn withholding_or_withdrawing_a_bad_review_does_not_lift_the_average() {
    let site = || Site::new().review("good", "rating: 5", "Good.");
    let numbers = |site: Site| shown(&site.run("build").ok());
    let honest = numbers(site().review("bad", "rating: 1", "Bad."));
    assert_eq!(honest, ("3.0".to_owned(), 2, vec![1, 0, 0, 0, 1]));
    let withheld = "rating: 1\nstatus: withheld\nwithheld: {reason: abusive}";
    assert_eq!(numbers(site().review("bad", withheld, "Bad.")), honest);
    let gone = "---\nstatus: withdrawn\nwithdrawn: 2026-05-01\nrating: 1\n---\n";
    assert_eq!(numbers(site().file("content/testimonials/bad.md", gone)), honest);
    // What nobody has decided on yet, or others have collected, does not count.
    let alone = ("5.0".to_owned(), 1, vec![1, 0, 0, 0, 0]);
    assert_eq!(numbers(site().review("bad", "rating: 1\nstatus: pending", "Bad.")), alone);
    let elsewhere =
        "author:\nrating: 1\nsource: {platform: google, id: g, url: https://example.net/1}";
    assert_eq!(numbers(site().review("bad", elsewhere, "")), alone);
}

#[test]
fn five_is_only_shown_if_all_are_five() {
    let many = |last: &str| {
        let entry = |rating: &str| format!("- {{author: A, rating: {rating}}}\n");
        let entries = entry("5").repeat(49) + &entry(last);
        let entries: String = entries.replace("- {", "  - {");
        let text = format!("defaults: {{status: approved, date: 2026-01-01}}\nreviews:\n{entries}");
        Site::new().bytes("content/reviews/many.yaml", text.as_bytes())
    };
    for (last, average, half_stars) in [
        ("5", "5.0", "h10"),
        ("{value: 10, scale: 10}", "5.0", "h10"),
        ("4.5", "4.9", "h9"),
        ("{value: 99, scale: 100}", "4.9", "h9"),
        ("3", "4.9", "h9"),
    ] {
        let site = many(last);
        let built = site.run("build").ok();
        assert_eq!(shown(&built).0, average, "{last}");
        let page = built.page("index.html");
        let drawn = html::select(&page, ".figures .stars")[0];
        assert!(drawn.value().classes().any(|class| class == half_stars), "{}", drawn.html());
    }
}

/// A review of any status, as an entry of a list; what is not asked for is left out.
fn entry(at: usize, (status, stars, is_own, of_item): (u8, u8, bool, bool)) -> String {
    let own = if is_own { "form" } else { "{platform: google, url: 'https://example.net/1'}" };
    let rating = if stars == 0 { String::new() } else { format!("  rating: {stars}\n") };
    let item = if of_item { "  item: class\n" } else { "" };
    let consent = "  consent: {on: 2026-05-02, scope: [text, name]}\n";
    // Of what others have collected only the rating may be kept.
    let said = if is_own {
        format!("  author: Ana López\n  body: Visit {at}.\n{consent}")
    } else {
        String::new()
    };
    let rest = match status {
        0 => format!("  status: pending\n{said}"),
        1 => format!("  status: approved\n{said}"),
        2 => format!("  status: withheld\n  withheld: {{reason: abusive, on: 2026-05-03}}\n{said}"),
        _ => "  status: withdrawn\n  withdrawn: 2026-05-03\n".to_owned(),
    };
    format!("- id: r{at}\n  date: 2026-05-02\n  source: {own}\n{rating}{item}{rest}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn all_that_was_received_is_accounted_for_whatever_it_is(
        reviews in vec((0u8..4, 0u8..=5, any::<bool>(), any::<bool>()), 1..30),
    ) {
        let entries = reviews.iter().enumerate().map(|(at, one)| entry(at, *one));
        let site = Site::new()
            .bytes("content/reviews/all.yaml", entries.collect::<String>().as_bytes())
            .file("content/items.yaml", "- {id: class, name: Espresso class}");
        let built = site.run("build").ok();

        // Received is published, withheld, withdrawn and pending, and nothing else.
        let page = built.page("how-we-collect-reviews/index.html");
        let counts = html::select(&page, ".tables table:first-of-type td").into_iter();
        let counts: Vec<usize> = counts.take(5).map(|cell| html::text(cell).parse().unwrap()).collect();
        let of = |status| reviews.iter().filter(|one| one.0 == status).count();
        prop_assert_eq!(&counts, &[reviews.len(), of(1), of(2), of(3), of(0)]);
        prop_assert_eq!(counts[0], counts[1..].iter().sum::<usize>());

        // What counts is decided and collected by the business, shown or not; and wherever a figure of
        // the whole site stands, it is the same.
        let counted = |one: &&(u8, u8, bool, bool)| one.0 != 0 && one.1 > 0 && one.2;
        let stars: Vec<u8> = reviews.iter().filter(counted).map(|one| one.1).collect();
        let data: serde_json::Value = serde_json::from_str(&built.text("reviews.json")).unwrap();
        prop_assert_eq!(&data["summary"]["count"], &serde_json::json!(stars.len()));
        if !stars.is_empty() {
            let figures = ["index.html", "how-we-collect-reviews/index.html"];
            let figures = figures.map(|path| figures_of(&built, path));
            prop_assert_eq!(&figures[0], &figures[1]);
            prop_assert_eq!(&data["summary"]["average"], &serde_json::json!(figures[0].0));
            prop_assert_eq!(figures[0].1, stars.len());
        }
    }
}
