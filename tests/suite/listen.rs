//! `laurels report`: what it writes, where it refuses to write, and what it says when there is little to say.

use std::fmt::Write as _;

use boon::{Compiler, Schemas};
use serde_json::Value;
use snapbox::str;

use crate::support::{Site, html};

/// A business that believes a lot, with a review, a survey, and things to do.
fn listening() -> Site {
    Site::new()
        .config("belief: {rating: 4.8, recommend: 9, customers_per_month: 30}")
        .review("ana", "rating: 2\ntouchpoints: [delivery]", "It came late.")
        .review("rui", "rating: 5", "Warm bread.")
        .file(
            "content/survey/2026-q1.yaml",
            "
            invited: 20
            answers:
              - {date: 2026-02-01, recommend: 9}
              - {date: 2026-02-02, recommend: 3, touchpoints: [delivery]}
            ",
        )
}

#[test]
fn a_report_says_how_many_how_sure_and_what_to_do() {
    listening()
        .run("report")
        .ok()
        .prints(str![[r#"
Café Sol: 22 Nov 2025 to 21 Nov 2026
  gap         You believe 4.8 of 5; your reviews say 3.50 (2 ratings). That is
              too few to say more. You believe 9 of 10; your survey says 6.00
              (2 scores). That is too few to say more.
  ratings     3.50 of 5 from 2 ratings. That is too few to say more. There is
              nothing from the period before.
  recommend   Net promoter score 0 from 2 answers. Below 30 answers it moves
              by chance: ask more customers before you act on it. There are no
              answers from the period before. 2 of 20 who were asked answered
              (10 %). Nobody knows what the others think.
  touchpoints None has 5 ratings yet: too few to compare them.
  replies     Answered: 0 of 2 published reviews older than 7 days (0 %). Of
              those with fewer than four stars: 0 of 1 (0 %).
  recovery    Nobody has rated again after a reply in this period.
  coverage    2 reviews and 2 survey answers in this period, of about 360
              customers. Of these, over 99 % gave no review. Those who say
              nothing may be unhappy, too: ask.
  freshness   The newest review is of 14 Mar 2026, 252 days before the end of
              the period. Of the last three months: 0 of 2 reviews (0 %). The
              median age is 252 days.
  to do       1 low rating to answer
  next        Answer 1 low rating; the oldest waits for 252 days.

"#]])
        .says(str![[r#"
wrote report.html: it names people and is not to be published

"#]]);
}

#[test]
fn without_anything_to_count_a_report_says_what_to_do_first() {
    Site::new()
        .run("report")
        .ok()
        .prints(str![[r#"
Café Sol: 22 Nov 2025 to 21 Nov 2026
  gap         site.yaml does not say what you believe. Write it down before
              you read on: `belief: {rating: 4.8, recommend: 9}`.
  ratings     There are no ratings of your own yet. Ask your next customers,
              or bring reviews home with `laurels import`.
  recommend   No survey answers in this period. Ask every customer one
              question: how likely are you to recommend us, from 0 to 10?
              Write the answers into `content/survey/`.
  touchpoints Nothing says what it is about. Add `touchpoints: [delivery]` to
              reviews and answers.
  replies     No published review of this period is older than 7 days.
  recovery    Nobody has rated again after a reply in this period.
  coverage    0 reviews and 0 survey answers in this period. How many
              customers there were is not known: write `belief:
              {customers_per_month: 120}` into site.yaml.
  freshness   Nothing was published until the end of this period.
  to do       nothing waits
  next        Ask this week’s customers: nobody has said anything yet.

"#]])
        .says(str![[r#"
wrote report.html: it names people and is not to be published

"#]]);
}

#[test]
fn the_page_is_one_file_that_asks_nobody_for_anything() {
    let site = listening();
    site.run("report").ok();
    let text = site.read("report.html");
    let page = html::parse(&text);
    for foreign in ["script", "link", "img", "iframe", "object", "form", "[src]", "[style]"] {
        assert_eq!(html::select(&page, foreign).len(), 0, "`{foreign}` is on the page");
    }
    assert!(!text.contains("url(") && !text.contains("@import"), "the style asks for something");
    let ids: Vec<_> = html::select(&page, "[id]").iter().filter_map(|one| one.attr("id")).collect();
    let mut unlike = ids.clone();
    unlike.sort_unstable();
    unlike.dedup();
    assert_eq!(unlike.len(), ids.len(), "each id is there once: {ids:?}");
    let links: Vec<_> = html::select(&page, "a[href^='#']");
    assert!(links.len() > 10);
    for link in links {
        let id = &link.attr("href").unwrap()[1..];
        assert!(ids.contains(&id), "nothing is at `#{id}`");
    }
}

#[test]
fn every_chart_has_a_table_with_its_numbers() {
    let site = Site::fixture("year").today("2026-11-22");
    site.run("report").ok();
    let page = html::parse(&site.read("report.html"));
    let pairs = html::select(&page, ".pair");
    assert_eq!(pairs.len(), html::select(&page, "figure > svg").len());
    for pair in pairs {
        let select = |what: &str| pair.select(&scraper::Selector::parse(what).unwrap()).count();
        assert_eq!((select("figure > svg[role=img][aria-label]"), select("table caption")), (1, 1));
    }
    let numbers = [".facts .value", "td.number", "svg text", "section > p"];
    for text in numbers.iter().flat_map(|what| html::select(&page, what)).map(html::text) {
        assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
    }
}

#[test]
fn what_strangers_wrote_is_text_on_the_page() {
    let hostile = "</style><script>alert(1)</script>\"'&lt; \u{202e}x";
    let site =
        Site::new().config("business: {name: \"<b>Sol</b>\"}\nbelief: {rating: 4.8}").review(
            "ana",
            "author: \"<i>Ana</i>\"\nrating: 1\ntouchpoints: [\"<u>late</u>\"]",
            hostile,
        );
    site.run("report").ok();
    let text = site.read("report.html");
    let page = html::parse(&text);
    for element in ["script", "b", "i", "u"] {
        assert_eq!(html::select(&page, element).len(), 0, "<{element}> is on the page");
    }
    assert_eq!(html::select(&page, "style").len(), 1);
    assert!(html::text(html::select(&page, "h1")[0]).starts_with("<b>Sol</b>: "));
}

#[test]
fn a_report_is_not_written_to_where_it_would_be_published() {
    let site = listening().folder("elsewhere");
    site.run("build").ok();
    site.run("build --out public").ok();
    for (out, why) in [
        ("dist/report.html", "it is inside the output `dist/` of the site"),
        ("dist/private/report.html", "it is inside the output `dist/` of the site"),
        ("elsewhere/../dist/report.html", "it is inside the output `dist/` of the site"),
        ("public/report.html", "where a build writes the site"),
        ("content/media/report.html", "it is inside `content/` of the site"),
        ("themes/report.html", "it is inside `themes/` of the site"),
        ("elsewhere", "it is a folder"),
    ] {
        let run = site.run(&format!("report --out {out}")).fails(2);
        assert!(run.stderr.contains(why), "{out}: {}", run.stderr);
    }
    assert!(!site.path("dist/report.html").exists() && !site.path("public/report.html").exists());
    site.run("report --out elsewhere/sol.html").ok();
    assert!(site.path("elsewhere/sol.html").exists());
}

#[test]
fn a_file_that_is_no_report_is_not_overwritten() {
    let site = listening().file("report.html", "<h1>Mine</h1>");
    site.run("report").fails(2).says(str![[r#"
error[usage]: `report.html` is another file, not a report
   = hint: name another one with `--out`, or remove it


"#]]);
    assert_eq!(site.read("report.html"), "<h1>Mine</h1>");
    let site = site.remove("report.html");
    site.run("report").ok();
    let site = site.review("eva", "rating: 4", "Fine.");
    site.run("report").ok();
    assert!(site.read("report.html").contains("Fine."), "an older report is replaced");
}

#[test]
fn what_a_killed_run_has_left_is_swept_up() {
    let site = listening().file(".tmpAbC123", "half a report").file(".tmp", "the owner's");
    site.run("report").ok();
    assert!(!site.path(".tmpAbC123").exists() && site.path(".tmp").exists());
}

#[test]
fn what_cannot_be_counted_leaves_the_last_report_as_it_was() {
    let site = listening();
    site.run("report").ok();
    let before = site.read("report.html");
    let site = site.file("content/survey/2026-q2.yaml", "- {date: 2026-04-01, recommend: 12}\n");
    site.run("report").fails(1).says(str![[r#"
error[recommend-out-of-range]: `recommend` is 12, but the scale ends at 10
  --> content/survey/2026-q2.yaml:1:33
   |
 1 | - {date: 2026-04-01, recommend: 12}
   |                                 ^^ expected 0 to 10

what cannot be read is not counted, so there is no report

"#]]);
    assert_eq!(site.read("report.html"), before);
}

#[test]
fn what_may_not_be_published_is_counted_all_the_same() {
    let consent =
        "consent: {on: 2026-03-14, method: email, scope: [text, name], expires: 2026-04-01}";
    let site = Site::new().review("ana", &format!("rating: 2\n{consent}"), "It came late.");
    site.run("check").fails(1);
    let report = report(&site, "");
    assert_eq!(report["ratings"]["count"], 1);
}

#[test]
fn a_period_that_cannot_be_is_told() {
    let site = listening();
    for (arguments, why) in [
        ("--since May", "expected a year, quarter, month or day"),
        ("--since 2026-02-30", "not a day of the calendar"),
        ("--since 2027", "the period starts on 2027-01-01, after its last day 2026-11-21"),
        ("--since 2026-05 --until 2026-04", "after its last day 2026-04-30"),
        ("--since 1900", "a period has at most 100 years"),
    ] {
        let run = site.run(&format!("report {arguments}")).fails(2);
        assert!(run.stderr.contains(why), "{arguments}: {}", run.stderr);
    }
    assert!(!site.path("report.html").exists());
}

/// The report as JSON.
fn report(site: &Site, arguments: &str) -> Value {
    let run = site.run(&format!("--format json report {arguments}")).ok();
    run.json().pop().unwrap()["report"].clone()
}

#[test]
fn the_numbers_are_as_their_schema_says() {
    let schema: Value =
        serde_json::from_str(&listening().run("schema report").ok().stdout).unwrap();
    let mut compiler = Compiler::new();
    compiler.add_resource("report", schema).unwrap();
    let mut schemas = Schemas::new();
    let compiled = compiler.compile("report", &mut schemas).unwrap();
    let sites =
        [Site::new(), listening(), Site::sample(), Site::fixture("year").today("2026-11-22")];
    for site in sites {
        let found = report(&site, "");
        let fault = schemas.validate(&found, compiled).err().map(|error| format!("{error:#}"));
        assert_eq!(fault, None);
        assert!(!site.path("report.html").exists(), "only numbers were asked for");
    }
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let site = Site::fixture("year").today("2026-11-22");
    site.run("report --out one.html").ok();
    site.run("report --out other.html").ok();
    assert_eq!(site.read("one.html"), site.read("other.html"));
}

#[test]
fn nothing_of_a_survey_or_a_report_is_in_the_output() {
    let site = Site::new().review("ana", "rating: 4", "Good.").file(
        "content/survey/secretfile.yaml",
        "
        invited: 987654
        answers:
          - {date: 2026-02-03, survey: secretsurvey, recommend: 2, rating: {value: 7, scale: 13}, touchpoints: [secretpoint], text: secrettext}
        ",
    );
    let site = site.config("belief: {rating: 4.87, recommend: 8.76, customers_per_month: 876543}");
    site.run("report").ok();
    let secrets = ["secret", "987654", "876543", "4.87", "8.76", "2026-02-03", "report.html"];
    for (path, bytes) in &site.run("build").ok().output().files {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        for secret in secrets {
            // A theme may have such a number, a review has such a day.
            assert!(!text.contains(secret) || path.ends_with(".css"), "`{secret}` is in `{path}`");
            assert!(!path.contains(secret), "`{path}` names `{secret}`");
        }
    }
}

#[test]
fn the_page_of_a_large_site_is_still_small() {
    let words = "The bread was dark and the queue was long before anybody looked up ".repeat(40);
    let reviews = (0..4000).fold(String::new(), |mut text, at| {
        let (month, day) = (at % 12 + 1, at % 28 + 1);
        let year = 1990 + at % 36;
        let languages = ["en", "de", "fr", "es", "it", "nl", "pt", "ar"];
        let language = languages[at % languages.len()];
        let _ = writeln!(
            text,
            "- {{id: r-{at}, status: approved, author: {{display: anonymous}}, rating: {}, date: {year}-{month:02}-{day:02}, \
             language: {language}, touchpoints: [point-{}], source: form, body: \"{words} {at}\"}}",
            at % 5 + 1,
            at % 60
        );
        text
    });
    let site = Site::new().bytes("content/reviews/all.yaml", reviews.as_bytes());
    site.run("report --since 1990").ok();
    let size = site.read_bytes("report.html").len();
    assert!(size < 300_000, "{size} bytes");
}
