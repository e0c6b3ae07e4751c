//! Every page keeps its shape, in every window and with every text.

use serde_json::{Value, json};

use crate::harness::look::Look;
use crate::harness::places::{Edition, SAMPLE};
use crate::harness::stage::{Stage, on_every_page};
use crate::harness::tab::Tab;

#[test]
fn every_page_fits_every_window() {
    let mut editions = Edition::every_site();
    editions.extend(Edition::every_style());
    let looks = [320, 600, 768, 1024, 2560].map(Look::window);
    on_every_page(&editions, &looks, |tab, _, report| {
        tab.unfold();
        let wrong = tab.run(include_str!("../scripts/fit.js"), &json!(null));
        for one in wrong.as_array().unwrap() {
            report.add(one[0].as_str().unwrap(), one[1].as_str().unwrap());
        }
    });
}

#[test]
fn nothing_moves_while_a_page_loads() {
    let looks = [Look::narrow(), Look::wide()];
    on_every_page(&[Edition::of(SAMPLE)], &looks, |tab, visit, report| {
        tab.go_on_a_slow_line(&visit.address());
        let seen = tab.run(include_str!("../scripts/shifts.js"), &json!(null));
        assert_eq!(seen["known"], json!(true), "the browser does not measure what moves");
        for moved in seen["moved"].as_array().into_iter().flatten() {
            report.add("moves", moved.to_string());
        }
    });
}

#[test]
fn nothing_moves_while_the_text_of_a_page_arrives() {
    let looks = [Look::narrow(), Look::wide()];
    on_every_page(&Edition::every_site(), &looks, |tab, _, report| {
        let moved = tab.run(include_str!("../scripts/arrive.js"), &json!(null));
        for one in moved.as_array().unwrap() {
            report.add(&format!("{} moves", one[0].as_str().unwrap()), one[1].as_str().unwrap());
        }
    });
}

#[test]
fn a_page_in_arabic_reads_from_the_right() {
    let stage = Stage::get();
    let site = stage.site(&Edition::of("arabic"));
    let mut tab = Tab::open(&stage.browser);
    tab.look(&Look::wide());
    tab.go(&site.address("/"));
    assert_eq!(tab.ask("getComputedStyle(document.body).direction"), json!("rtl"));
    let mut middle = |selector: &str| {
        let areas = tab.run(include_str!("../scripts/area.js"), &json!(selector));
        let middle =
            |area: &Value| area["x"].as_f64().unwrap() + area["width"].as_f64().unwrap() / 2.0;
        let areas = areas.as_array().unwrap();
        areas.iter().map(|found| middle(&found["area"])).collect::<Vec<_>>()
    };
    let menu = middle("header nav a");
    assert!(menu.len() > 2, "the menu has {} links", menu.len());
    assert!(
        menu.windows(2).all(|pair| pair[0] > pair[1]),
        "the menu reads from the left: {menu:?}"
    );
    assert!(middle("header a")[0] > 640.0, "the name of the site stands at the left");
}
