use tera::{Context, Tera, Value};

use super::*;
use crate::raster;
use crate::theme::built_in_text;

fn palettes() -> [Palette; 2] {
    let palette = |[ink, quiet, card, line, star, star_off, accent]: [&str; 7]| Palette {
        ink: ink.to_owned(),
        quiet: quiet.to_owned(),
        card: card.to_owned(),
        line: line.to_owned(),
        star: star.to_owned(),
        star_off: star_off.to_owned(),
        accent: accent.to_owned(),
    };
    [
        palette(["#22262a", "#5b6167", "#ffffff", "#dfdbd3", "#b97a0a", "#dcd8cf", "#1b5e55"]),
        palette(["#e9e6e0", "#aaaeb1", "#1e2225", "#353b3f", "#e3a93f", "#474d51", "#86c9ba"]),
    ]
}

fn figures(colours: &[Palette; 2]) -> Figures<'_> {
    Figures {
        name: "Café Sol",
        average: Some("4.8"),
        half_stars: 9,
        count: "128 reviews",
        plain_count: "128",
        title: "4.8 of 5, 128 reviews of Café Sol",
        language: "en",
        rtl: false,
        colours,
    }
}

fn drawn(badge: &Badge) -> String {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".svg"]);
    let template = built_in_text("built-in themes/classic/templates/badge.svg").unwrap();
    tera.add_raw_template("badge.svg", &template).unwrap();
    let mut context = Context::new();
    context.insert_value("badge", Value::from_serializable(badge));
    tera.render("badge.svg", &context).unwrap()
}

/// The names, attributes and texts of a picture, which must be well-formed XML of known elements.
fn read(svg: &str) -> String {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(svg);
    reader.config_mut().check_end_names = true;
    let mut title = String::new();
    let mut open: Vec<String> = Vec::new();
    loop {
        let event = reader.read_event().unwrap();
        match &event {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => {
                let name = element.name().as_ref().to_owned();
                let known = ["svg", "title", "style", "rect", "path"];
                assert!(known.contains(&name.as_str()), "<{name}>");
                for attribute in element.attributes() {
                    let attribute = attribute.unwrap();
                    let key = attribute.key.as_ref().to_owned();
                    assert!(!key.contains("href") && !key.starts_with("on"), "{key}");
                }
                if matches!(event, Event::Start(_)) {
                    open.push(name);
                }
            }
            Event::End(_) => drop(open.pop()),
            Event::Text(text) if open.last().is_some_and(|name| name == "title") => {
                title.push_str(text);
            }
            Event::GeneralRef(reference) => {
                assert_eq!(open.last().map(String::as_str), Some("title"));
                title.push('&');
                title.push_str(reference);
                title.push(';');
            }
            Event::Text(_) => {}
            other => panic!("{other:?}"),
        }
    }
    assert!(open.is_empty());
    for character in svg.trim_end().chars() {
        assert!(!character.is_control() && crate::characters::shown(character).is_some());
    }
    title
}

const HOSTILE: [&str; 9] = [
    "</title><script>alert(1)</script>",
    "]]> <![CDATA[ <!-- ",
    "\"' onload='x' &amp; &#x3c;",
    "a\u{0}b\u{7}\n\tc\u{202e}d\u{feff}\u{fffe}\u{2028}e",
    "\u{1f469}\u{200d}\u{1f373} Sol",
    "太阳咖啡馆",
    "",
    " \u{200f} ",
    "\u{301}\u{301}\u{301}",
];

#[test]
fn hostile_texts_stay_texts_in_every_form() {
    let colours = palettes();
    let long = "Wörter ".repeat(80);
    for text in HOSTILE.into_iter().chain([long.as_str()]) {
        let figures = Figures { name: text, title: text, count: text, ..figures(&colours) };
        for form in [Form::Badge, Form::Summary] {
            for (scheme, rtl) in [("auto", false), ("light", true), ("dark", false)] {
                let badge = badge(&Figures { rtl, ..figures.clone() }, form).in_scheme(scheme);
                let svg = drawn(&badge);
                let title = read(&svg);
                assert!(title.chars().count() <= 5 * TITLE_LETTERS, "{title}");
                assert!(badge.width <= 600, "{text}: {}", badge.width);
                assert!(raster::png(&svg, 1.0).is_ok(), "{text}");
            }
        }
    }
}

#[test]
fn what_no_font_can_write_leaves_the_figures() {
    let colours = palettes();
    for name in ["太阳咖啡馆", "Sol \u{1f31e}", "", "\u{200f}"] {
        let alone = badge(&Figures { name, ..figures(&colours) }, Form::Summary);
        assert_eq!((alone.form, alone.height, alone.name), ("badge", 28, None));
        assert!(alone.average.is_some() && alone.count.is_some() && alone.stars.is_some());
    }
    let plain = badge(&Figures { count: "128 则评价", ..figures(&colours) }, Form::Badge);
    let wanted = badge(&Figures { count: "128", ..figures(&colours) }, Form::Badge);
    assert_eq!(plain, wanted);
    let nothing = Figures { count: "一百", plain_count: "一百", ..figures(&colours) };
    assert_eq!(badge(&nothing, Form::Badge).count, None);
}

#[test]
fn nothing_that_was_not_rated_shows_stars() {
    let colours = palettes();
    let unrated = badge(&Figures { average: None, ..figures(&colours) }, Form::Summary);
    assert_eq!((unrated.stars, unrated.average), (None, None));
    assert!(unrated.count.is_some());
}

#[test]
fn stars_are_filled_by_halves() {
    let colours = palettes();
    let stars = |half_stars: u8| {
        badge(&Figures { half_stars, ..figures(&colours) }, Form::Badge).stars.unwrap()
    };
    for half_stars in 0..=12 {
        let BadgeStars { on, off } = stars(half_stars);
        let given = usize::from(half_stars.min(10));
        assert_eq!(on.matches('m').count(), given.div_ceil(2), "{half_stars}");
        assert_eq!(off.matches('m').count(), 5 - given / 2, "{half_stars}");
    }
}

#[test]
fn a_name_that_is_too_long_is_cut_at_a_letter() {
    let colours = palettes();
    let long = "Maître-Chocolatière ".repeat(25);
    let cut = badge(&Figures { name: &long, ..figures(&colours) }, Form::Summary);
    let room = cut.name.unwrap().width;
    assert!((2400..=2800).contains(&room), "{room}");
    let fits = badge(&Figures { name: "Maître-Chocolatière", ..figures(&colours) }, Form::Summary);
    assert!(fits.name.unwrap().width < 2000);
}

/// What a path spans, by the pixels that it covers.
fn span(svg: &str, colour: [u8; 3]) -> (u32, u32) {
    let picture = image::load_from_memory(&raster::png(svg, 4.0).unwrap()).unwrap().into_rgb8();
    let columns = picture.enumerate_pixels().filter(|(_, _, pixel)| pixel.0 == colour);
    let columns: Vec<u32> = columns.map(|(x, _, _)| x).collect();
    (*columns.iter().min().unwrap(), *columns.iter().max().unwrap())
}

#[test]
fn texts_are_as_wide_as_it_is_said() {
    let colours = palettes();
    for (rtl, count) in [(false, "128 reviews"), (true, "128 تقييمًا"), (false, "W")] {
        let badge = badge(&Figures { count, rtl, ..figures(&colours) }, Form::Badge);
        let count = badge.count.clone().unwrap();
        let (from, to) = span(&drawn(&badge), [0x5b, 0x61, 0x67]);
        // Letters have about a twentieth of their size of room beside them.
        let (from, to) = (f64::from(from) * 2.5, f64::from(to + 1) * 2.5);
        let (left, right) = (f64::from(count.x), f64::from(count.x + count.width));
        assert!((left - 5.0..left + 20.0).contains(&from), "{left} {from}");
        assert!((right - 20.0..right + 5.0).contains(&to), "{right} {to}");
    }
}

#[test]
fn what_is_read_from_the_right_is_mirrored() {
    let colours = palettes();
    let left = badge(&figures(&colours), Form::Summary);
    let right = badge(&Figures { rtl: true, ..figures(&colours) }, Form::Summary);
    let outside = i32::try_from(left.width * 10).unwrap();
    let ends = |badge: &Badge, rtl: bool| {
        let texts = [&badge.name, &badge.average, &badge.count].map(|text| text.clone().unwrap());
        texts.map(|text| if rtl { outside - text.x - text.width } else { text.x })
    };
    assert_eq!(ends(&left, false), ends(&right, true));
    let (left, right) = (left.stars.unwrap(), right.stars.unwrap());
    for (left, right) in [(&left.on, &right.on), (&left.off, &right.off)] {
        assert_eq!(left.matches('m').count(), right.matches('m').count());
        assert_ne!(left, right);
    }
}

#[test]
fn schemes_differ_in_colours_alone_and_auto_has_both() {
    let colours = palettes();
    let badge = badge(&figures(&colours), Form::Summary);
    let [auto, light, dark] = ["auto", "light", "dark"].map(|name| drawn(&badge.in_scheme(name)));
    assert_eq!(drawn(&badge), light);
    assert!(auto.contains("prefers-color-scheme") && !light.contains("<style"));
    assert!(auto.contains("#b97a0a") && auto.contains("#e3a93f"));
    assert!(light.contains("#b97a0a") && !light.contains("#e3a93f"));
    assert!(dark.contains("#e3a93f") && !dark.contains("#b97a0a"));
    let plain = |svg: &str, palette: &Palette| {
        let Palette { ink, quiet, card, line, star, star_off, .. } = palette;
        let names = [ink, quiet, card, line, star, star_off].into_iter();
        names
            .enumerate()
            .fold(svg.to_owned(), |svg, (at, colour)| svg.replace(colour, &at.to_string()))
    };
    assert_eq!(plain(&light, &colours[0]), plain(&dark, &colours[1]));
    assert_eq!(drawn(&badge.in_scheme("auto")), auto);
}

/// A README has 1,000 bytes for it as servers send them; words of more or other letters take some more.
#[test]
fn badges_are_small() {
    let colours = palettes();
    let cases = [
        ("en", "4.8", "128 reviews", false, 1000),
        ("de", "4,8", "128 Bewertungen", false, 1200),
        ("ar", "4.8", "128 تقييمًا", true, 1100),
        ("el", "4,8", "128 κριτικές", false, 1100),
    ];
    for (language, average, count, rtl, most) in cases {
        let figures = Figures { average: Some(average), count, language, rtl, ..figures(&colours) };
        let svg = drawn(&badge(&figures, Form::Badge).in_scheme("auto"));
        let bytes = super::super::compressed(svg.as_bytes());
        assert!(bytes <= most, "{language}: {bytes}");
        for (scale, most) in [(1.0, 2048), (2.0, 4096)] {
            let pixels = raster::png(&drawn(&badge(&figures, Form::Badge)), scale).unwrap();
            assert!(pixels.len() <= most, "{language} at {scale}: {}", pixels.len());
        }
    }
}
