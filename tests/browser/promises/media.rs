//! Pages follow what a visitor prefers: dark, still, few colours, on paper.

use image::{Rgba, RgbaImage, imageops};
use serde_json::{Value, json};

use crate::harness::look::Look;
use crate::harness::places::{Edition, SAMPLE};
use crate::harness::stage::{Report, Stage, on_every_page};
use crate::harness::tab::Tab;

#[test]
fn a_page_is_dark_for_those_who_want_it_dark() {
    let mut editions = vec![Edition::of(SAMPLE)];
    editions.extend(Edition::every_style());
    let looks = [Look::wide(), Look::wide().dark()];
    on_every_page(&editions, &looks, |tab, visit, report| {
        report_brightness(tab, visit.look.dark, report);
    });
}

#[test]
fn a_site_can_be_dark_or_light_for_everybody() {
    let editions = [Edition::set("scheme: dark"), Edition::set("scheme: light")];
    let looks = [Look::wide(), Look::wide().dark()];
    on_every_page(&editions, &looks, |tab, visit, report| {
        report_brightness(tab, visit.site.edition == editions[0], report);
    });
}

/// Reports a page that is not as dark or light as it should be.
fn report_brightness(tab: &mut Tab, dark: bool, report: &Report<'_>) {
    let picture = pixels(&tab.small_picture());
    let light: f64 = picture.pixels().copied().map(luminance).sum();
    let light = light / f64::from(picture.width() * picture.height());
    let (fits, wanted) = if dark { (light < 0.2, "dark") } else { (light > 0.6, "light") };
    if !fits {
        report.add(&format!("is not {wanted}"), format!("its mean luminance is {light:.2}"));
    }
}

#[test]
fn nothing_moves_for_those_who_want_no_motion() {
    let looks = [Look { calm: true, ..Look::wide() }];
    on_every_page(&Edition::every_site(), &looks, |tab, _, report| {
        let moving = tab.run(include_str!("../scripts/motion.js"), &json!(null));
        for one in moving.as_array().unwrap() {
            report.add("moves", one.as_str().unwrap());
        }
    });
}

#[test]
fn stars_and_bars_are_seen_in_forced_colours() {
    let stage = Stage::get();
    let mut editions = vec![Edition::of(SAMPLE)];
    editions.extend(Edition::every_style());
    for (edition, dark) in editions.iter().flat_map(|one| [(one, false), (one, true)]) {
        let mut tab = Tab::open(&stage.browser);
        tab.look(&Look { forced: true, dark, ..Look::wide() });
        tab.go(&stage.site(edition).address("/"));
        for selector in ["main [role=img][aria-label]", ".bars .bar"] {
            let seen = drawings(&mut tab, selector);
            assert!(seen.len() > 4, "{edition}: {} of `{selector}`", seen.len());
            let faint = seen.iter().find(|(_, picture)| contrast(picture) < 3.0);
            assert!(
                faint.is_none(),
                "{edition}: cannot be seen: {:?}",
                faint.map(|(label, _)| label)
            );
            // What says something else looks different.
            let (first, picture) = &seen[0];
            let same = seen.iter().filter(|(label, _)| label != first);
            let same: Vec<_> = same.filter(|(_, other)| other == picture).collect();
            assert!(same.len() * 2 < seen.len(), "{edition}: all `{selector}` look like {first}");
        }
    }
}

/// What elements look like, with what they are called.
fn drawings(tab: &mut Tab, selector: &str) -> Vec<(String, RgbaImage)> {
    let areas = tab.run(include_str!("../scripts/area.js"), &json!(selector));
    let page = pixels(&tab.picture());
    let cut = |found: &Value| {
        let side = |name: &str| found["area"][name].as_u64().unwrap().try_into().unwrap();
        let part = imageops::crop_imm(&page, side("x"), side("y"), side("width"), side("height"));
        (found["label"].as_str().unwrap().to_owned(), part.to_image())
    };
    areas.as_array().unwrap().iter().map(cut).collect()
}

/// The greatest contrast between two colours of a picture, of those that more than a few pixels have.
fn contrast(picture: &RgbaImage) -> f64 {
    let mut all: Vec<f64> = picture.pixels().copied().map(luminance).collect();
    all.sort_by(f64::total_cmp);
    let few = all.len() / 50;
    match (all.get(few), all.get(all.len().saturating_sub(few + 1))) {
        (Some(dark), Some(light)) => (light + 0.05) / (dark + 0.05),
        _ => 1.0,
    }
}

/// How light a colour is, as WCAG defines it.
fn luminance(Rgba([red, green, blue, _]): Rgba<u8>) -> f64 {
    let linear = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

fn pixels(png: &[u8]) -> RgbaImage {
    image::load_from_memory(png).unwrap().into_rgba8()
}

#[test]
fn a_printed_page_has_no_controls_and_whole_cards() {
    let looks = [Look { print: true, ..Look::wide() }];
    on_every_page(&Edition::every_site(), &looks, |tab, _, report| {
        let wrong = tab.run(include_str!("../scripts/paper.js"), &json!(null));
        for one in wrong.as_array().unwrap() {
            report.add("on paper", one.as_str().unwrap());
        }
        let title = tab.ask("document.querySelector('main h1')?.checkVisibility() ?? true");
        if title != true {
            report.add("on paper", "the title is missing");
        }
    });
}

#[test]
fn a_printed_list_has_every_card() {
    let stage = Stage::get();
    for edition in [Edition::of(SAMPLE), Edition::set("layout: grid")] {
        let mut tab = Tab::open(&stage.browser);
        tab.look(&Look::wide());
        tab.go(&stage.site(&edition).address("/"));
        let links = "[...document.querySelectorAll('main article')]\
            .map(card => card.querySelector('a[href^=\"/reviews/\"]').href)";
        let links = tab.ask(links);
        let printed = tab.printed();
        // Only a link that is on a sheet of paper has an area there.
        let is_printed = |link: &&Value| {
            let area = format!("/URI ({})", link.as_str().unwrap());
            printed.windows(area.len()).any(|part| part == area.as_bytes())
        };
        let links = links.as_array().unwrap();
        assert!(links.len() > 8, "{edition}: {} cards", links.len());
        assert_eq!(links.iter().filter(is_printed).count(), links.len(), "{edition}");
    }
}
