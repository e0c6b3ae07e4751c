//! What other pages embed: which reviews are in it, that all of its files are one rendering, and that it
//! keeps what it promises to those who embed it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use data_encoding::BASE64;
use scraper::Html;
use serde_json::Value;
use sha2::{Digest, Sha384};

use crate::support::site::REPOSITORY;
use crate::support::{Site, Tree, html};

const TYPES: [&str; 10] = [
    "wall", "grid", "list", "carousel", "marquee", "single", "badge", "summary", "avatars", "toast",
];

/// A site with reviews that differ in all that a filter can ask for.
fn site() -> Site {
    let own = |keys: &str| format!("{keys}\nsource: email");
    Site::new()
        .file("content/items.yaml", "- {id: espresso, name: Espresso}\n- {id: cups, name: Cups}\n")
        .review(
            "a",
            "rating: 5\ndate: 2026-01-01\ntags: [wedding]\nfeatured: true",
            "One two three four.",
        )
        .review(
            "b",
            "rating: 4\ndate: 2026-01-02\nitem: espresso\ndisclosure: A friend of ours",
            "One two three.",
        )
        .review("c", &own("rating: 2\ndate: 2026-01-03\nlanguage: pt-BR"), "Um dois.")
        .review("d", "rating: 1\ndate: 2026-01-04\ntags: [wedding, long stay]", "One.")
        .review("e", "rating: 3\ndate: 2026-01-05", "")
}

fn data(output: &Tree, id: &str) -> Value {
    serde_json::from_str(output.text(&format!("widgets/{id}/data.json"))).unwrap()
}

fn ids(output: &Tree, id: &str) -> String {
    let reviews = data(output, id)["reviews"].as_array().unwrap().clone();
    reviews.iter().map(|review| review["id"].as_str().unwrap().to_owned()).collect()
}

fn of_every_type() -> Site {
    let widgets = TYPES.map(|kind| format!("  - {{id: {kind}, type: {kind}}}\n"));
    site().config(&format!("widgets:\n{}", widgets.concat()))
}

#[test]
fn a_filter_decides_which_reviews_are_shown_and_in_which_order() {
    for (keys, shown, fitting) in [
        ("", "dcba", 4),
        ("order: oldest", "abcd", 4),
        ("order: highest", "abcd", 4),
        ("order: featured", "adcb", 4),
        ("count: 2", "dc", 4),
        ("filter: {tags: [wedding]}", "da", 2),
        ("filter: {tags: [long stay]}", "d", 1),
        ("filter: {tags: [long-stay]}", "d", 1),
        ("filter: {item: espresso}", "b", 1),
        ("filter: {source: email}", "c", 1),
        ("filter: {ratings: [1, 4]}", "db", 4),
        ("filter: {languages: [pt]}", "c", 1),
        ("filter: {languages: [en, pt-BR]}", "dcba", 4),
        ("filter: {min_words: 3}", "ba", 2),
        ("filter: {featured: true}", "a", 4),
        ("filter: {featured: false}", "dcb", 4),
        ("filter: {reviews: [c, a]}", "ca", 4),
        ("filter: {tags: [wedding], ratings: [5]}", "a", 2),
    ] {
        let comma = if keys.is_empty() { "" } else { ", " };
        let widgets = format!("widgets: [{{id: some, type: wall{comma}{keys}}}]");
        let output = site().config(&widgets).run("build").ok().output();
        assert_eq!(ids(&output, "some"), shown, "{keys}");
        assert_eq!(data(&output, "some")["fitting"], fitting, "{keys}");
    }
}

#[test]
fn a_review_without_words_is_in_no_quote_and_counts_in_the_figures() {
    let output = of_every_type().run("build").ok().output();
    assert!(!ids(&output, "wall").contains('e'));
    assert!(ids(&output, "avatars").contains('e'));
    let badge = data(&output, "badge");
    assert_eq!(
        (&badge["summary"]["count"], &badge["summary"]["average"]),
        (&5.into(), &"3.0".into())
    );
    assert!(output.text("widgets/badge/fragment.html").contains("3.0"));
}

#[test]
fn figures_of_an_item_count_its_ratings_alone_and_lead_to_it() {
    let widgets = "widgets: [{id: cup, type: summary, filter: {item: espresso}}]";
    let output = site().config(widgets).run("build").ok().output();
    let summary = &data(&output, "cup")["summary"];
    assert_eq!((&summary["count"], &summary["average"]), (&1.into(), &"4.0".into()));
    let fragment = output.text("widgets/cup/fragment.html");
    assert!(fragment.contains("https://reviews.example.com/items/espresso/\""), "{fragment}");
}

#[test]
fn pictures_are_there_and_say_what_is_sample() {
    let site = of_every_type();
    let output = site.run("build").ok().output();
    for kind in ["badge", "summary"] {
        for name in ["badge.svg", "badge-dark.svg"] {
            let picture = output.text(&format!("widgets/{kind}/{name}"));
            crate::support::xml::well_formed(picture).unwrap();
            assert!(picture.contains("5 ratings of Café Sol, 3.0 of 5"), "{picture}");
        }
        let size = |name: &str| {
            let bytes = &output.files[&format!("widgets/{kind}/{name}")];
            let picture = image::load_from_memory(bytes).unwrap();
            (picture.width(), picture.height())
        };
        let (width, height) = size("badge.png");
        assert_eq!(size("badge@2x.png"), (2 * width, 2 * height), "{kind}");
        let shields: Value =
            serde_json::from_str(output.text(&format!("widgets/{kind}/shields.json"))).unwrap();
        assert_eq!(shields["message"], "3.0 · 5 ratings");
    }
    let output = site.config("sample: true").run("build").ok().output();
    for file in ["badge.svg", "badge-dark.svg", "shields.json", "fragment.html", "oembed.json"] {
        let text = output.text(&format!("widgets/badge/{file}"));
        assert!(text.to_lowercase().contains("sample content"), "{file}: {text}");
    }
}

#[test]
fn nobody_is_shown_on_other_pages_who_did_not_agree_to_it() {
    let consent = |channels: &str| {
        format!(
            "consent: {{on: 2026-03-14, method: form, scope: [text, name], channels: [{channels}]}}"
        )
    };
    let site = Site::new()
        .config("checks: {consent-missing: off}\nwidgets: [{id: all, type: wall}]")
        .review("agreed", &consent("site, widget"), "Agreedwords.")
        .review("site-only", &consent("site"), "Siteonlywords.")
        .review("not-asked", "consent: null", "Notaskedwords.")
        .review("nobody", "consent: null\nauthor: {display: anonymous}", "Nobodywords.")
        .review("pending", "status: pending", "Pendingwords.");
    let built = site.run("build").ok();
    let output = built.output();
    let of_widgets = output.files.iter().filter(|(path, _)| path.starts_with("widgets/"));
    let text: String =
        of_widgets.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
    for shown in ["Agreedwords", "Nobodywords"] {
        assert!(text.contains(shown), "{shown}");
    }
    for held_back in ["Siteonlywords", "Notaskedwords", "Pendingwords", "site-only", "not-asked"] {
        assert!(!text.contains(held_back), "{held_back}");
    }
    assert!(output.text("reviews/site-only/index.html").contains("Siteonlywords"));
    site.run("build --drafts --out drafts").ok();
    assert!(!site.read("drafts/widgets/all.js").contains("Pendingwords"));
}

#[test]
fn script_page_and_fragment_are_one_rendering() {
    let output = of_every_type().run("build").ok().output();
    for kind in TYPES {
        let fragment = output.text(&format!("widgets/{kind}/fragment.html"));
        let style = output.text(&format!("widgets/{kind}/fragment.css"));
        let page = output.text(&format!("widgets/{kind}/index.html"));
        assert!(page.contains(fragment) && page.contains(style), "{kind}");
        let script = output.text(&format!("widgets/{kind}.js"));
        let (runtime, call) = script.trim_end().rsplit_once('\n').unwrap();
        assert_eq!(runtime, output.text("widgets/embed.js").trim_end(), "{kind}");
        let call = call.split_once(")](").unwrap().1.trim_end_matches(");");
        let [id, css, drawn]: [String; 3] = serde_json::from_str(&format!("[{call}]")).unwrap();
        assert_eq!((id.as_str(), drawn.as_str()), (kind, fragment));
        assert!(css.starts_with(style), "{kind}");
    }
}

#[test]
fn a_widget_needs_nothing_that_a_strict_page_forbids() {
    let output = of_every_type().run("build").ok().output();
    for kind in TYPES {
        let fragment = output.text(&format!("widgets/{kind}/fragment.html"));
        let style = output.text(&format!("widgets/{kind}/fragment.css"));
        for forbidden in ["url(", "@import", "@font-face", "rem;", "rem}", "rem ", "!important"] {
            assert!(!style.contains(forbidden), "{kind}: {forbidden}");
        }
        let parsed = Html::parse_fragment(fragment);
        for element in html::select(&parsed, "*") {
            let name = element.value().name();
            assert!(
                !["script", "style", "link", "iframe", "form"].contains(&name),
                "{kind}: {name}"
            );
            for (attribute, value) in element.value().attrs() {
                let is_inline = attribute == "style" || attribute.starts_with("on");
                assert!(!is_inline && attribute != "id", "{kind}: {attribute}={value}");
                if ["href", "src", "cite", "srcset"].contains(&attribute) && !value.starts_with('#')
                {
                    assert!(value.starts_with("https://"), "{kind}: {attribute}={value}");
                }
            }
        }
        assert!(!fragment.contains("application/ld+json"), "{kind}");
    }
}

#[test]
fn the_frozen_script_is_the_current_one_and_its_hash_is_right() {
    let site = of_every_type();
    let output = site.run("build").ok().output();
    let snippet = site.run("widget snippet wall --as frozen").ok().stdout;
    let source = snippet.split("src=\"https://reviews.example.com/").nth(1).unwrap();
    let (path, rest) = source.split_once('"').unwrap();
    assert_eq!(output.text(path), output.text("widgets/wall.js"));
    let hash = format!("sha384-{}", BASE64.encode(&Sha384::digest(output.text(path))));
    assert!(rest.contains(&format!("integrity=\"{hash}\" crossorigin=\"anonymous\"")), "{rest}");

    // What is taken back is nowhere, and the frozen name is gone with it.
    let site = site.review("a", "status: withheld\nwithheld: {reason: author-asked}", "One two.");
    let after = site.run("build").ok().output();
    assert!(!after.files.contains_key(path), "{path}");
}

#[test]
fn wordpress_finds_what_it_asks_for() {
    let output = of_every_type().run("build").ok().output();
    for kind in TYPES {
        let page = output.text(&format!("widgets/{kind}/index.html"));
        let (head, _) = page.split_once("</head>").unwrap();
        let address = format!("https://reviews.example.com/widgets/{kind}/oembed.json");
        let parsed = html::parse(page);
        let link = html::select(&parsed, "link[type='application/json+oembed']")[0];
        assert_eq!(link.attr("href"), Some(address.as_str()));
        assert!(head.len() < 150_000 && head.contains(&address), "it reads the start of a page");
        let answer: Value =
            serde_json::from_str(output.text(&format!("widgets/{kind}/oembed.json"))).unwrap();
        assert_eq!((&answer["version"], &answer["type"]), (&"1.0".into(), &"rich".into()));
        assert!((1..=1000).contains(&answer["height"].as_u64().unwrap()));
        let body = answer["html"].as_str().unwrap();
        assert!(body.starts_with("<blockquote><a href=\"https://reviews.example.com/"), "{body}");
        let frame = format!("<iframe src=\"https://reviews.example.com/widgets/{kind}/\"");
        assert!(body.contains(&frame), "{body}");
    }
}

#[test]
fn reviews_that_were_picked_stand_beside_the_distribution_of_all_ratings() {
    let quotes = TYPES.into_iter().filter(|kind| !["badge", "summary"].contains(kind));
    for (keys, is_picked) in [
        ("order: newest", false),
        ("filter: {tags: [wedding]}", false),
        ("order: highest", true),
        ("order: featured", true),
        ("filter: {ratings: [4, 5]}", true),
        ("filter: {featured: true}", true),
        ("filter: {reviews: [a]}", true),
    ] {
        let widgets =
            quotes.clone().map(|kind| format!("  - {{id: {kind}, type: {kind}, {keys}}}\n"));
        let widgets = widgets.collect::<Vec<_>>().concat();
        let output = site().config(&format!("widgets:\n{widgets}")).run("build").ok().output();
        for kind in quotes.clone() {
            let fragment = output.text(&format!("widgets/{kind}/fragment.html"));
            let bars = html::select(&Html::parse_fragment(fragment), "table tr").len();
            assert_eq!(bars, if is_picked { 5 } else { 0 }, "{kind}, {keys}");
            for leads in ["https://reviews.example.com/\"", "/how-we-collect-reviews/\""] {
                assert!(fragment.contains(leads), "{kind}, {keys}: {leads}");
            }
        }
    }
}

/// Runs a command that must be refused, and says why.
#[track_caller]
fn refuses(site: &Site, command: &str, status: i32, why: &str) {
    let seen = site.run(command).fails(status);
    assert!(seen.stderr.contains(why), "{}", seen.stderr);
}

#[test]
fn every_way_is_printed_as_it_is_offered() {
    let site = of_every_type();
    let page = site.run("build").ok().output().text("widgets/index.html").to_owned();
    let page = html::parse(&page);
    let offered: BTreeSet<String> =
        html::select(&page, "pre code").into_iter().map(|code| html::text(code)).collect();
    for way in [
        "script", "iframe", "fragment", "badge", "oembed", "many", "frozen", "resize", "react",
        "hugo", "eleventy", "mail", "shields", "data",
    ] {
        let printed = site.run(&format!("widget snippet badge --as {way}")).ok().stdout;
        let printed = printed.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_it =
            |code: &String| code.split_whitespace().collect::<Vec<_>>().join(" ") == printed;
        assert!(offered.iter().any(is_it), "{way}: {printed}");
    }
    refuses(&site, "widget snippet wall --as badge", 2, "has no picture");
    refuses(&site, "widget snippet wal", 2, "did you mean `wall`?");
    let listed = site.run("widget list --format json").ok().json();
    assert_eq!(listed[0]["widgets"].as_array().unwrap().len(), TYPES.len());
}

#[test]
fn without_an_address_there_are_no_widgets_and_one_note() {
    let keys = "title: Café Sol\nwidgets: [{id: all, type: wall}]\n";
    let site = Site::empty().file("site.yaml", keys).folder("content/testimonials");
    let built = site.run("build").ok();
    assert_eq!(built.stderr.matches("no-base-url").count(), 1);
    assert!(built.output().files.keys().all(|path| !path.starts_with("widgets/")));
    refuses(&site, "widget list", 1, "base_url");
}

#[test]
fn a_widget_that_weighs_too_much_is_told_and_refused_where_warnings_are_errors() {
    let letter = |n: u32, at: u32| {
        char::from(b'a' + u8::try_from(n.wrapping_mul(2_654_435_761) >> at & 15).unwrap())
    };
    let word =
        |n: u32| [4, 9, 13, 18, 22, 27].map(|at| letter(n, at)).into_iter().collect::<String>();
    let text = (0..9000).map(word).collect::<Vec<_>>().join(" ");
    let site = Site::new().config("widgets: [{id: heavy, type: single, excerpt: 0}]").review(
        "long",
        "rating: 4",
        &text,
    );
    let built = site.run("build").ok();
    assert!(built.stderr.contains("widget-heavy") && built.stderr.contains("too heavy"));
    refuses(&site, "build --strict", 1, "widget-heavy");
}

/// The names between two marks of a document, in the first cells of a table.
fn documented(kind: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(Path::new(REPOSITORY).join("docs/widgets.md")).unwrap();
    let table = text.split(&format!("<!-- {kind} -->")).nth(1).unwrap();
    let table = table.split(&format!("<!-- /{kind} -->")).next().unwrap();
    let names = table.lines().filter_map(|row| row.strip_prefix("| `")?.split_once('`'));
    names.map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn what_pages_may_style_is_documented_and_there() {
    let output = of_every_type().run("build").ok().output();
    let (mut parts, mut properties) = (BTreeSet::new(), BTreeSet::new());
    for kind in TYPES {
        let fragment = Html::parse_fragment(output.text(&format!("widgets/{kind}/fragment.html")));
        for element in html::select(&fragment, "[part]") {
            parts.extend(element.attr("part").unwrap().split_whitespace().map(str::to_owned));
        }
        let style = output.text(&format!("widgets/{kind}/fragment.css"));
        let asked = style.split("var(--l-").skip(1);
        properties
            .extend(asked.map(|rest| format!("--l-{}", rest.split([',', ')']).next().unwrap())));
    }
    assert_eq!(parts, documented("parts"));
    assert_eq!(properties, documented("properties"));
}
