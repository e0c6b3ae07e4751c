//! What a consent does not cover is in no file of the output, and its end is told in time.

use snapbox::str;

use crate::support::Site;

const REVIEW: &str = "\
---
status: approved
author: {name: Marisol Quintela, company: Bar Luna, location: Port Quillby}
rating: 5
date: 2026-03-14
consent: {on: 2026-03-15, scope: [text]}
---

The coffee was good.
";

#[test]
fn what_is_not_covered_is_reduced_where_the_site_asks_for_it() {
    let site = Site::fixture("minimal").file("content/testimonials/marisol-quintela.md", REVIEW);
    site.run("build").fails(1);
    let site = site.config("display: {on_missing: reduce}");
    site.run("build").ok();
    let tree = site.tree("dist");
    let holds = |word: &str| {
        let word = word.as_bytes();
        let in_text = |bytes: &[u8]| bytes.windows(word.len()).any(|part| part == word);
        tree.files.iter().any(|(path, bytes)| in_text(path.as_bytes()) || in_text(bytes))
    };
    for word in ["Marisol", "Quintela", "marisol", "quintela", "Bar Luna", "Port Quillby"] {
        assert!(!holds(word), "{word}");
    }
    assert!(holds("M. Q.") && holds("The coffee was good."));
}

#[test]
fn consents_that_end_within_sixty_days_are_listed() {
    let until = |id: &str, last: &str| {
        let keys = "author: {display: anonymous}\ndate: 2026-03-14\nrating: 5";
        (id.to_owned(), format!("{keys}\nconsent: {{scope: [text], expires: {last}}}"))
    };
    let mut site = Site::fixture("minimal").today("2026-11-21");
    for (id, keys) in [
        until("ends-today", "2026-11-21"),
        until("on-the-last-day", "2027-01-20"),
        until("a-day-later", "2027-01-21"),
        until("tomorrow", "2026-11-22"),
    ] {
        site = site.review(&id, &keys, "Good.");
    }
    let ran = site.run("check").ok();
    ran.says(str![[r#"
no problems; the site can be published
3 consents end within 60 days:
  2026-11-21 ends-today
  2026-11-22 tomorrow
  2027-01-20 on-the-last-day

"#]]);
    let result = site.run("check --format json").ok().json().pop().unwrap();
    let ids: Vec<&str> = result["consents_ending"]
        .as_array()
        .unwrap()
        .iter()
        .map(|ending| ending["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["ends-today", "tomorrow", "on-the-last-day"]);
}
