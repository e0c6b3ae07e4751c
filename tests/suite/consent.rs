//! What a consent does not cover is in no file of the output.

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
