//! No page needs a script.

use std::collections::BTreeSet;

use serde_json::json;

use crate::harness::look::Look;
use crate::harness::places::{Edition, SAMPLE};
use crate::harness::stage::{Stage, on_every_page};
use crate::harness::tab::Tab;

/// How many cards can be seen.
const CARDS: &str =
    "[...document.querySelectorAll('main article')].filter(one => one.checkVisibility()).length";

fn without() -> Look {
    Look { script: false, ..Look::wide() }
}

#[test]
fn without_a_script_the_words_are_the_same() {
    on_every_page(&Edition::every_site(), &[without()], |tab, visit, report| {
        let words = |tab: &mut Tab| -> BTreeSet<String> {
            tab.unfold();
            let words = tab.run(include_str!("../scripts/words.js"), &json!(null));
            serde_json::from_value(words).unwrap()
        };
        let without = words(tab);
        tab.look(&Look::wide());
        tab.go(&visit.address());
        let with = words(tab);
        assert!(without.len() > 3, "{visit} has no words");
        for line in with.difference(&without) {
            report.add("only with a script", line);
        }
        for line in without.difference(&with) {
            report.add("only without a script", line);
        }
    });
}

#[test]
fn without_a_script_links_lead_on_and_folds_open() {
    let stage = Stage::get();
    let site = stage.site(&Edition::of(SAMPLE));
    let mut tab = Tab::open(&stage.browser);
    tab.look(&without());
    for (from, link, to) in [
        ("/", "header nav a[href='/items/']", "/items/"),
        ("/items/", "main a[href='/items/full-service/']", "/items/full-service/"),
        ("/", "main .bars a[href='/ratings/5/']", "/ratings/5/"),
        ("/", "main a[href='/page/2/']", "/page/2/"),
        ("/tags/", "main a[href='/tags/tea/']", "/tags/tea/"),
        ("/", "footer a[href='/how-we-collect-reviews/']", "/how-we-collect-reviews/"),
    ] {
        tab.go(&site.address(from));
        assert_eq!(tab.follow(link), site.address(to), "`{link}` on {from}");
    }
    let place = site.place("review with a video");
    tab.go(&site.address(&place.path));
    assert_eq!(tab.ask("document.querySelector('details').open"), json!(false));
    tab.click("details summary");
    assert_eq!(tab.ask("document.querySelector('details').open"), json!(true));
}

#[test]
fn filters_need_no_script() {
    let stage = Stage::get();
    let site = stage.site(&Edition::of(SAMPLE));
    let mut tab = Tab::open(&stage.browser);
    tab.look(&without());
    tab.go(&site.address("/"));
    tab.unfold();
    let filters = tab.run(include_str!("../scripts/filters.js"), &json!(null));
    let filters = filters.as_array().unwrap();
    assert!(filters.len() > 5, "the page has {} filters", filters.len());
    // The first shows everything again, so it comes last once more.
    for filter in filters.iter().skip(1).chain(filters.first()) {
        tab.click(filter["label"].as_str().unwrap());
        assert_eq!(tab.ask(CARDS), filter["count"], "cards of {filter}");
    }
}

#[test]
fn a_script_searches_the_cards_of_a_page() {
    let stage = Stage::get();
    for edition in [Edition::of(SAMPLE), Edition::set("layout: grid")] {
        let mut tab = Tab::open(&stage.browser);
        tab.look(&Look::wide());
        tab.go(&stage.site(&edition).address("/"));
        tab.unfold();
        let all = tab.ask(CARDS);
        tab.click("input[type=search]");
        tab.write("LAPTOP");
        assert_eq!(tab.ask(CARDS), json!(1), "{edition}");
        let answer = tab.ask("document.querySelector('output').textContent");
        let says = answer.as_str().unwrap();
        assert!(says.contains(&all.to_string()), "{edition} says nothing of {all}: {says}");
        tab.write(" that nobody has");
        assert_eq!(tab.ask(CARDS), json!(0), "{edition}");
        assert_ne!(tab.ask("document.querySelector('output').textContent"), answer, "{edition}");
    }
}
