//! Whatever is written into any text field stays text: no element, no attribute, no address and no
//! broken document comes of it, in no output.

mod content;

use std::collections::BTreeSet;

use scraper::{ElementRef, Html};
use serde_json::{Value, json};

use self::content::{HOSTILE, items, reviews, site_yaml, yaml};
use crate::support::{Seen, Site, html, xml};

/// Text keys whose values must have a form, so that a hostile one is refused: dates, addresses,
/// ids, paths, languages, words of closed lists.
const CHECKED: [&str; 49] = [
    "item.id",
    "item.image",
    "item.type",
    "item.url",
    "review.author.photo",
    "review.author.url",
    "review.confirmed",
    "review.consent.expires",
    "review.consent.on",
    "review.consent.withdrawn",
    "review.date",
    "review.edits_approved",
    "review.experienced",
    "review.follow_up.date",
    "review.follow_up[].date",
    "review.id",
    "review.item",
    "review.language",
    "review.media[].captions",
    "review.media[].poster",
    "review.media[].src",
    "review.reply.date",
    "review.reply[].date",
    "review.source.url",
    "review.translated_from",
    "review.updated",
    "review.verified.on",
    "review.withdrawn",
    "review.withheld.on",
    "site.base_url",
    "site.business.address.country",
    "site.business.logo",
    "site.business.type",
    "site.business.url",
    "site.favicon",
    "site.language",
    "site.links[].url",
    "site.platforms[].as_of",
    "site.platforms[].url",
    "site.policy.contact",
    "site.review_links[].url",
    "site.theme",
    "site.widgets[].filter.item",
    "site.widgets[].filter.languages[]",
    "site.widgets[].filter.reviews[]",
    "site.widgets[].id",
    "site.widgets[].link",
    // Must be words of the text, and so cannot be more hostile than it.
    "review.highlight",
    // A list to compare with, never printed.
    "site.touchpoints[]",
];

/// A template that prints a setting.
const SETTING: &str = r#"{% extends "builtin/404.html" %}{% block main %}{{ super() }}
<p title="{{ site.settings.key }}">{{ site.settings.key }}</p>{% endblock main %}"#;

fn site(text: &str) -> Site {
    let page = format!("---\n{}\n---\n{text}\n", yaml(&json!({ "title": text, "menu": true })));
    Site::empty()
        .bytes("site.yaml", yaml(&site_yaml(text)).as_bytes())
        .bytes("content/items.yaml", yaml(&items(text)).as_bytes())
        .bytes("content/reviews/hostile.yaml", yaml(&reviews(text)).as_bytes())
        .bytes("content/pages/page.md", page.replace('\u{0}', "").as_bytes())
        .file("templates/theme.yaml", "settings: [{id: key, type: text}]")
        .file("templates/404.html", SETTING)
        .bytes("content/media/p.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .bytes("content/media/v.mp4", b"not really a video")
}

/// All that Markdown can become, in a text without malice.
const CLEAN: &str = "Words *a* **b** ~~c~~ `d` [e](https://example.com/ 'f') \\\nbreak\n\n- f\n\n3. g\n\n\
    1. h\n\n> i\n\n```x\nj\n```\n\n# k\n\n## l\n\n### m\n\n#### n\n\n##### o\n\n###### p\n\n---\n";

/// Every element with every name of its attributes.
fn shapes(page: &Html) -> BTreeSet<(String, String)> {
    let elements = html::select(page, "*").into_iter().map(|element| element.value());
    elements
        .flat_map(|element| {
            let name = element.name().to_owned();
            let attributes = element.attrs().map(|(attribute, _)| attribute.to_owned());
            let names = attributes.chain([String::new()]).collect::<Vec<_>>();
            names.into_iter().map(move |attribute| (name.clone(), attribute))
        })
        .collect()
}

fn all_shapes(built: &Seen<'_>) -> BTreeSet<(String, String)> {
    let output = built.output();
    let pages = output.texts(".html");
    pages.flat_map(|(_, text)| shapes(&html::parse(text))).collect()
}

#[track_caller]
fn assert_harmless(built: &Seen<'_>, clean: &BTreeSet<(String, String)>, text: &str) {
    let output = built.output();
    for (path, page) in output.texts(".html") {
        let page = html::parse(page);
        let new: Vec<_> = shapes(&page).difference(clean).cloned().collect();
        assert!(new.is_empty(), "{path}: {text:?} became {new:?}");
        addresses(&page, path, text);
        for quote in html::select(&page, ".prose") {
            assert_clean_prose(quote, path, text);
        }
        html::json_ld(&page);
        for script in html::select(&page, "script") {
            assert!(!script.inner_html().contains('<'), "{path}: {text:?}: {}", script.html());
        }
    }
    for (path, document) in output.texts(".xml") {
        xml::well_formed(document).unwrap_or_else(|error| panic!("{path}: {text:?}: {error}"));
    }
    for (path, json) in output.texts(".json") {
        let _: Value =
            serde_json::from_str(json).unwrap_or_else(|error| panic!("{path}: {text:?}: {error}"));
    }
    for (path, picture) in output.texts(".svg").filter(|(path, _)| path.starts_with("widgets/")) {
        xml::well_formed(picture).unwrap_or_else(|error| panic!("{path}: {text:?}: {error}"));
        assert!(!picture.contains("<script"), "{path}: {text:?}");
    }
    for (path, script) in output.texts(".js").filter(|(path, _)| path.starts_with("widgets/")) {
        if let Some([id, _, html]) = widget_script(script) {
            let fragment = output.text(&format!("widgets/{id}/fragment.html"));
            assert_eq!(html, fragment, "{path}: {text:?}");
        }
    }
    let feed: Value = serde_json::from_str(output.text("feed.json")).unwrap();
    for item in feed["items"].as_array().unwrap() {
        let words = item["content_html"].as_str().unwrap();
        assert_clean_prose(Html::parse_fragment(words).root_element(), "feed.json", text);
    }
}

/// What the script of a widget hands over: its id, its style sheet, its HTML.
fn widget_script(script: &str) -> Option<[String; 3]> {
    let (_, call) = script.trim_end().rsplit_once('\n')?;
    let arguments = call.split_once(")](")?.1.strip_suffix(");")?;
    let read = serde_json::from_str(&format!("[{arguments}]"));
    Some(read.unwrap_or_else(|error| panic!("{error}: {call}")))
}

/// Every address leads to the site itself, to the web or to a mailbox.
fn addresses(page: &Html, path: &str, text: &str) {
    for element in html::select(page, "*") {
        for (name, value) in element.value().attrs() {
            assert!(!name.starts_with("on") && name != "style", "{path}: {text:?}: {name}={value}");
            if ["href", "src", "poster", "cite", "action", "srcset", "data"].contains(&name) {
                let page = url::Url::parse("https://reviews.example.com/a/").unwrap();
                let address = page.join(value).unwrap_or_else(|_| panic!("{path}: {value:?}"));
                let known = ["https", "http", "mailto", "tel"].contains(&address.scheme());
                assert!(known, "{path}: {text:?} became the address {value:?}");
            }
        }
    }
}

/// An independent cleaner finds nothing to clean.
fn assert_clean_prose(prose: ElementRef<'_>, path: &str, text: &str) {
    let tags = [
        "p",
        "em",
        "strong",
        "del",
        "code",
        "pre",
        "blockquote",
        "ul",
        "ol",
        "li",
        "a",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "br",
        "html",
        "figcaption",
    ];
    let mut cleaner = ammonia::Builder::empty();
    cleaner.tags(tags.into()).link_rel(None).add_tag_attributes("a", ["href", "rel", "title"]);
    // The original stands in a quotation of its own language.
    cleaner
        .add_tag_attributes("ol", ["start"])
        .add_tag_attributes("blockquote", ["dir"])
        .url_schemes(["http", "https", "mailto"].into());
    let written = prose.inner_html();
    let same = |html: &str| Html::parse_fragment(html).html();
    let cleaned = cleaner.clean(&written).to_string();
    assert_eq!(same(&written), same(&cleaned), "{path}: {text:?}");
}

#[test]
fn every_text_key_of_the_format_is_tried() {
    let mut tried: BTreeSet<String> = CHECKED.iter().map(|key| (*key).to_owned()).collect();
    let mark = "\u{2022}";
    let mut note = |prefix: &str, value: &Value| leaves(value, prefix, mark, &mut tried);
    for review in reviews(mark).as_array().unwrap() {
        note("review", review);
    }
    note("item", &items(mark)[0]);
    note("site", &site_yaml(mark));
    note("page", &json!({ "title": mark }));

    let mut known = BTreeSet::from(["page.title".to_owned()]);
    for (kind, prefix) in [("review", "review"), ("items", "item"), ("site", "site")] {
        let printed = Site::empty().run(&format!("schema {kind}")).ok().stdout.clone();
        let schema: Value = serde_json::from_str(&printed).unwrap();
        let start = match kind {
            "review" => &schema["$defs"]["Review"],
            "items" => &schema["$defs"]["Item"],
            _ => &schema,
        };
        text_keys(&schema, start, prefix.to_owned(), &mut known);
    }
    let missing: Vec<_> = known.difference(&tried).collect();
    assert!(missing.is_empty(), "these keys are not tried: {missing:#?}");
}

/// The paths of all values that hold the mark.
fn leaves(value: &Value, path: &str, mark: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if text.contains(mark) => {
            found.insert(path.to_owned());
        }
        Value::Array(list) => {
            for one in list {
                leaves(one, &format!("{path}[]"), mark, found);
            }
        }
        Value::Object(map) => {
            map.iter().for_each(|(key, one)| leaves(one, &format!("{path}.{key}"), mark, found));
        }
        _ => {}
    }
}

/// The paths of all keys that a schema lets hold any text.
fn text_keys(root: &Value, schema: &Value, path: String, found: &mut BTreeSet<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let target = root.pointer(&name[1..]).unwrap_or_else(|| panic!("{name}"));
        return text_keys(root, target, path, found);
    }
    for one in schema["anyOf"].as_array().into_iter().flatten() {
        text_keys(root, one, path.clone(), found);
    }
    for (key, one) in schema["properties"].as_object().into_iter().flatten() {
        text_keys(root, one, format!("{path}.{key}"), found);
    }
    if schema["items"].is_object() {
        text_keys(root, &schema["items"], format!("{path}[]"), found);
    }
    let types = &schema["type"];
    let is_text =
        types == "string" || types.as_array().is_some_and(|all| all.contains(&json!("string")));
    if is_text && schema.get("enum").is_none() && schema.get("const").is_none() {
        found.insert(path);
    }
}

#[test]
fn text_stays_text_in_every_key_and_every_output() {
    let clean = site(CLEAN);
    let clean = all_shapes(&clean.run("build").ok());
    for text in HOSTILE {
        let site = site(text);
        let built = site.run("build").ok();
        assert_harmless(&built, &clean, text);
        assert!(!built.stderr.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
        let page = built.page("reviews/as-written/index.html");
        let title = html::text(html::select(&page, ".review h2")[0]);
        assert_eq!(title, laurels::characters::one_line(text), "what is read is what was written");
    }
}

#[test]
fn very_long_words_are_words() {
    let clean = all_shapes(&site(CLEAN).run("build").ok());
    for word in ["a".repeat(100_000), "é ".repeat(50_000), format!("a{}", "<".repeat(100_000))] {
        let keys = json!({ "author": word, "title": word, "tags": [word], "status": "approved",
            "date": "2026-03-14", "source": "form" });
        let text = format!("---\n{}\n---\n{word}\n", yaml(&keys));
        let site = Site::new().bytes("content/testimonials/long.md", text.as_bytes());
        assert_harmless(&site.run("build").ok(), &clean, "a long word");
    }
}

#[test]
fn what_must_have_a_form_is_refused_where_it_has_none() {
    let keys: Vec<Vec<&str>> = CHECKED
        .iter()
        .filter_map(|key| key.strip_prefix("review."))
        .filter(|key| !key.starts_with("withheld") && !key.contains("[]") && *key != "withdrawn")
        .map(|key| key.split('.').collect())
        .collect();
    for text in HOSTILE {
        let entry = |(number, key): (usize, &Vec<&str>)| {
            let mut review = json!({ "id": format!("r{number}"), "status": "approved",
                "date": "2026-01-01", "author": { "name": "A" }, "source": { "platform": "form" },
                "translated_from": "de", "translator": "human", "original": "x",
                "body": "Good." });
            match key[..] {
                [key] => review[key] = json!(text),
                [group, key] => review[group][key] = json!(text),
                _ => unreachable!(),
            }
            review
        };
        let list: Vec<Value> = keys.iter().enumerate().map(entry).collect();
        let site = Site::new().bytes("content/reviews/x.yaml", yaml(&json!(list)).as_bytes());
        let seen = site.run("check --format json").fails(1);
        let problems = seen.json().iter().filter(|line| line["severity"] == "error").count();
        assert!(problems >= keys.len(), "{text:?}: {problems} problems\n{}", seen.stdout);
        let human = site.run("check -v").fails(1);
        let raw =
            |c: &char| (c.is_control() && *c != '\n') || ('\u{202a}'..='\u{202e}').contains(c);
        assert_eq!(human.stderr.chars().find(raw), None, "{text:?} reaches the terminal");
    }
}
