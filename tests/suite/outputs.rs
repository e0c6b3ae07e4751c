//! Everything that is not a page: feeds, public data, sitemap, robots, headers; and the tags in the
//! head of every page.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use laurels::config;
use laurels::diag::Diagnostics;
use laurels::model::{Model, Page, Prose};
use laurels::plan::{self, Files};
use laurels::render::output::sitemap;
use laurels::theme::Theme;
use laurels::views::make::{Common, Maker, Sources, feed};
use laurels::words::Words;
use serde_json::Value;
use snapbox::str;

use crate::support::xml::Element;
use crate::support::{Seen, Site, html};

/// The form of RFC 3339 in which days are written.
fn is_moment(text: &str) -> bool {
    let day = text.strip_suffix("T00:00:00Z");
    day.is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok())
}

/// A site with this many reviews, one a day, in one file.
fn many(count: usize) -> Site {
    let entry = |number: usize| {
        format!(
            "- {{id: r{number}, author: A, status: approved, date: 2020-01-01, body: B {number}}}\n"
        )
    };
    let entries: String = (1..=count).map(entry).collect();
    Site::new().bytes("content/reviews/many.yaml", entries.as_bytes())
}

#[test]
fn the_atom_feed_has_what_rfc_4287_requires() {
    for (site, home) in [
        (Site::sample(), "https://reviews.example.com/"),
        (Site::fixture("small"), "https://reviews.example.com/sub/"),
        (Site::new(), "https://reviews.example.com/"),
    ] {
        let built = site.run("build").ok();
        let feed = Element::parse(&built.text("feed.xml"));
        assert_eq!(feed.name, "feed");
        assert_eq!(feed.attribute("xmlns"), Some("http://www.w3.org/2005/Atom"));
        assert_eq!(feed.one("id").text, home);
        assert!(!feed.one("title").text.is_empty());
        assert!(is_moment(&feed.one("updated").text));
        let link = |rel: &str| {
            let links = feed.all("link");
            let found = links.iter().find(|link| link.attribute("rel") == Some(rel));
            found.unwrap().attribute("href").unwrap().to_owned()
        };
        assert_eq!((link("self"), link("alternate")), (format!("{home}feed.xml"), home.to_owned()));
        let known = ["id", "title", "subtitle", "updated", "link", "icon", "generator", "entry"];
        assert!(feed.children.iter().all(|child| known.contains(&child.name.as_str())));

        let entries = feed.all("entry");
        let mut ids = BTreeSet::new();
        let mut newest = "9".to_owned();
        for entry in &entries {
            let id = &entry.one("id").text;
            assert!(id.starts_with(home) && ids.insert(id.clone()), "{id}");
            assert!(!entry.one("title").text.is_empty());
            assert!(!entry.one("author").one("name").text.is_empty());
            let (published, updated) = (&entry.one("published").text, &entry.one("updated").text);
            assert!(is_moment(published) && is_moment(updated) && published <= updated, "{id}");
            assert!(*updated <= feed.one("updated").text, "{id}");
            assert!(*published <= newest, "the newest come first");
            newest.clone_from(published);
            let content = entry.one("content");
            assert_eq!(content.attribute("type"), Some("html"));
            let words = scraper::Html::parse_fragment(&content.text);
            assert!(words.errors.is_empty(), "{:?}", words.errors);
            assert_eq!(entry.all("link").len(), 1);
        }
    }
}

#[test]
fn the_json_feed_has_what_version_1_1_requires() {
    for site in [Site::sample(), Site::fixture("small"), Site::new()] {
        let built = site.run("build").ok();
        let feed: Value = serde_json::from_str(&built.text("feed.json")).unwrap();
        let home = feed["home_page_url"].as_str().unwrap();
        assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
        assert_eq!(feed["feed_url"], format!("{home}feed.json"));
        assert!(feed["title"].is_string() && feed["language"].is_string());
        for item in feed["items"].as_array().unwrap() {
            assert!(item["id"].as_str().unwrap().starts_with(home));
            assert_eq!(item["id"], item["url"]);
            assert!(item["content_html"].is_string() || item["content_text"].is_string());
            assert!(is_moment(item["date_published"].as_str().unwrap()));
            assert!(is_moment(item["date_modified"].as_str().unwrap()));
            assert!(item["authors"][0]["name"].is_string());
        }
        // Both feeds say the same of the same reviews.
        let atom = Element::parse(&built.text("feed.xml"));
        let atom: Vec<(String, String)> = atom
            .all("entry")
            .iter()
            .map(|entry| (entry.one("id").text.clone(), entry.one("content").text.clone()))
            .collect();
        let items = feed["items"].as_array().unwrap().iter();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let json: Vec<(String, String)> =
            items.map(|item| (text(&item["id"]), text(&item["content_html"]))).collect();
        assert_eq!(atom, json);
    }
}

#[test]
fn a_feed_shows_the_disclosures_of_what_it_quotes() {
    let built = Site::fixture("small");
    let built = built.run("build").ok();
    let feed: Value = serde_json::from_str(&built.text("feed.json")).unwrap();
    let items = feed["items"].as_array().unwrap();
    let insider = items.iter().find(|item| item["url"].as_str().unwrap().ends_with("insider/"));
    let page = scraper::Html::parse_fragment(insider.unwrap()["content_html"].as_str().unwrap());
    assert_eq!(
        html::text(page.root_element()),
        "Rated 5 out of 5.Received 10 % off the next visit.Clara is our landlord's daughter.\
         Everything was right."
    );
}

#[test]
fn feeds_hold_the_newest_fifty() {
    let site = many(51);
    let built = site.run("build").ok();
    let feed = Element::parse(&built.text("feed.xml"));
    assert_eq!(feed.all("entry").len(), 50);
    let feed: Value = serde_json::from_str(&built.text("feed.json")).unwrap();
    assert_eq!(feed["items"].as_array().unwrap().len(), 50);
}

/// The addresses in a sitemap.
fn locations(xml: &str, each: &str) -> Vec<String> {
    let root = Element::parse(xml);
    let of = |each: &&Element| each.one("loc").text.clone();
    root.all(each).iter().map(of).collect()
}

#[test]
fn the_sitemap_has_every_page_that_may_be_listed() {
    let site = Site::fixture("small");
    let built = site.run("build").ok();
    let text = built.text("sitemap.xml");
    let root = Element::parse(&text);
    assert_eq!(root.name, "urlset");
    let namespace = Some("http://www.sitemaps.org/schemas/sitemap/0.9");
    assert_eq!(root.attribute("xmlns"), namespace);
    let listed = locations(&text, "url");
    let unique: BTreeSet<&String> = listed.iter().collect();
    assert_eq!(listed.len(), unique.len());

    let output = built.output();
    let pages: BTreeSet<String> = output
        .texts(".html")
        .filter_map(|(path, text)| {
            let page = html::parse(text);
            let hidden = !html::select(&page, "meta[name=robots][content=noindex]").is_empty();
            assert_eq!(hidden, path == "404.html", "{path}");
            let canonical = html::select(&page, "link[rel=canonical]");
            canonical.first().map(|link| link.attr("href").unwrap().to_owned())
        })
        .collect();
    assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), pages);
}

#[test]
fn a_sitemap_of_more_than_fifty_thousand_addresses_has_parts() {
    let mut found = Diagnostics::default();
    let yaml = b"title: A\nbase_url: https://example.com/\n";
    let config = config::load("site.yaml", yaml, &mut found).unwrap();
    let page = |number: usize| Page {
        slug: format!("page-{number}"),
        title: String::new(),
        menu: false,
        body: Prose { html: String::new(), text: String::new() },
        source: String::new(),
        verified_claim: None,
    };
    let theme = Theme::load(Path::new("no-folder"), &config, &mut found);
    let words = Words::load(&theme, "en", &mut found);
    let parts = |pages: usize| {
        let model =
            Model { pages: (0..pages).map(page).map(Arc::new).collect(), ..Model::default() };
        let mut found = Diagnostics::default();
        let files = Files::default();
        let site = plan::Site { model: &model, config: &config, files, drafts: false };
        let plan = plan::make(site, None, &mut found);
        let today = jiff::civil::date(2026, 11, 21);
        let (config, model, plan) = (&config, &model, &plan);
        let (words, settings) = (&words, &theme.settings);
        let from = Sources {
            config,
            model,
            plan,
            words,
            settings,
            today,
            drafts: false,
            base: config.base_path(),
            excerpt: config.excerpt,
        };
        let common = Common::new(&from);
        let maker = Maker::new(from, &common);
        let parts = feed::sitemap_parts(&maker);
        let index = String::from_utf8(sitemap::write_index(&parts).unwrap()).unwrap();
        assert!(parts.is_empty() || locations(&index, "sitemap") == parts);
        let planned = plan.routes().filter(|route| route.path.starts_with("sitemap-")).count();
        assert_eq!(planned, parts.len());
        let all = (1..=parts.len().max(1)).map(|part| feed::addresses(&maker, part).unwrap());
        let all: Vec<Vec<String>> = all.collect();
        let written = String::from_utf8(sitemap::write(&all[0]).unwrap()).unwrap();
        assert_eq!(locations(&written, "url"), all[0]);
        let unique: BTreeSet<&String> = all.iter().flatten().collect();
        (parts, all.iter().map(Vec::len).collect::<Vec<_>>(), unique.len())
    };
    // The front page and the page on how reviews are collected are there too.
    assert_eq!(parts(49_998), (vec![], vec![50_000], 50_000));
    let names = ["https://example.com/sitemap-1.xml", "https://example.com/sitemap-2.xml"];
    let names: Vec<String> = names.map(str::to_owned).into();
    assert_eq!(parts(49_999), (names, vec![50_000, 1], 50_001));
}

#[test]
fn robots_and_headers_are_exactly_this() {
    let site = Site::fixture("small");
    let built = site.run("build").ok();
    built.file(
        "robots.txt",
        str![[r#"
User-agent: *
Allow: /

Sitemap: https://reviews.example.com/sub/sitemap.xml

"#]],
    );
    built.file(
        "_headers",
        str![[r#"
/sub/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
/sub/assets/*
  Cache-Control: public, max-age=31536000, immutable
/sub/reviews.json
  Access-Control-Allow-Origin: *
/sub/reviews/*.json
  Access-Control-Allow-Origin: *
/sub/feed.json
  Access-Control-Allow-Origin: *
/sub/feed.xml
  Access-Control-Allow-Origin: *

"#]],
    );
}

#[test]
fn the_public_data_has_exactly_these_fields() {
    let site = Site::fixture("small");
    let built = site.run("build").ok();
    let data: Value = serde_json::from_str(&built.text("reviews.json")).unwrap();
    let pretty = serde_json::to_string_pretty(&data).unwrap();
    built.compare("reviews.json", &pretty, snapbox::file!["../snapshots/outputs/reviews.json"]);
}

#[test]
fn the_public_data_is_divided_into_files_of_a_thousand() {
    let site = many(1001);
    let built = site.run("build").ok();
    let part = |path: &str| -> Value { serde_json::from_str(&built.text(path)).unwrap() };
    let (first, second) = (part("reviews.json"), part("reviews/2.json"));
    let count = |part: &Value| part["reviews"].as_array().unwrap().len();
    assert_eq!((count(&first), count(&second)), (1000, 1));
    assert_eq!(first["next"], "https://reviews.example.com/reviews/2.json");
    assert_eq!(second["next"], Value::Null);
    for (at, part) in [&first, &second].into_iter().enumerate() {
        assert_eq!(part["total"], 1001);
        assert_eq!((&part["part"], &part["parts"]), (&Value::from(at + 1), &Value::from(2)));
        assert_eq!(part["summary"], first["summary"]);
    }
    let reviews =
        [&first, &second].map(|part| part["reviews"].as_array().unwrap().clone()).concat();
    let ids: BTreeSet<&str> = reviews.iter().map(|review| review["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 1001);
    assert!(!built.output().files.contains_key("reviews/3.json"));
}

/// The content of the only element that a selector finds.
fn only(page: &scraper::Html, selector: &str, attribute: &str) -> String {
    let found = html::select(page, selector);
    assert_eq!(found.len(), 1, "{selector}");
    found[0].attr(attribute).unwrap().to_owned()
}

#[test]
fn every_page_says_what_it_is_to_search_engines_and_previews() {
    let site = Site::fixture("small");
    let output = site.run("build").ok().output();
    let home = "https://reviews.example.com/sub/";
    let mut titles = BTreeSet::new();
    for (path, text) in output.texts(".html").filter(|(path, _)| *path != "404.html") {
        let page = html::parse(text);
        let meta = |name: &str| only(&page, &format!("meta[{name}]"), "content");
        let address = format!("{home}{}", path.strip_suffix("index.html").unwrap());
        assert_eq!(only(&page, "link[rel=canonical]", "href"), address);
        assert_eq!(meta("property='og:url'"), address);
        let title = html::text(html::select(&page, "title")[0]);
        assert_eq!(meta("property='og:title'"), title);
        // Two customers may have one name, or none.
        let unique = path.starts_with("reviews/") || titles.insert(title.clone());
        assert!(unique, "two pages have the title {title:?}");
        let description = meta("name='description'");
        assert!(!description.is_empty() && description.chars().count() <= 170, "{path}");
        assert_eq!(meta("property='og:description'"), description);
        assert_eq!(meta("name='twitter:card'"), "summary");
        assert_eq!(meta("property='og:site_name'"), "Café Sol");
        let kind = if path.starts_with("reviews/") { "article" } else { "website" };
        assert_eq!(meta("property='og:type'"), kind, "{path}");
        assert_eq!(html::select(&page, "h1").len(), 1, "{path}");
        assert_eq!(only(&page, "html", "lang"), "en");
    }
}

#[test]
fn without_a_base_url_what_needs_one_is_left_out_with_one_note() {
    let site = Site::fixture("small")
        .edit("site.yaml", |text| text.replace("base_url: https://reviews.example.com/sub/\n", ""));
    let built: Seen<'_> = site.run("build").ok();
    built.says(str![[r#"
note[no-base-url]: without a `base_url`, feeds, sitemap and canonical addresses are left out
   = hint: add the address of the published site to site.yaml, such as `base_url: https://…/`

built: 6 reviews on 30 pages in `dist` (37 files, [SIZE] kB), [TIME] ms
1 pending review is left out; `laurels list --status pending` lists it
no problems

"#]]);
    let output = built.output();
    for path in ["feed.xml", "feed.json", "sitemap.xml"] {
        assert!(!output.files.contains_key(path), "{path}");
    }
    built.file(
        "robots.txt",
        str![[r#"
User-agent: *
Allow: /

"#]],
    );
    for (path, text) in output.texts(".html") {
        let page = html::parse(text);
        for tag in ["link[rel=canonical]", "meta[property='og:url']", "link[rel=alternate]"] {
            assert!(html::select(&page, tag).is_empty(), "{path} has {tag}");
        }
    }
    let data: Value = serde_json::from_str(output.text("reviews.json")).unwrap();
    assert_eq!(data["home"], "/");
}
