//! Every link and every file that a page names is there, wherever the site is published.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use crate::support::{Seen, Site, Tree, html};

/// Where the site is published in these tests, if it says so itself.
struct Published {
    /// The address of the front page.
    home: Url,
}

impl Published {
    fn at(address: &str) -> Self {
        Self { home: Url::parse(address).unwrap() }
    }

    /// The address of a file of the output.
    fn address(&self, path: &str) -> Url {
        self.home.join(path).unwrap()
    }

    /// The file behind an address of this site; `None` for other sites.
    fn file(&self, address: &Url) -> Option<String> {
        let mut plain = address.clone();
        plain.set_fragment(None);
        let inside = plain.as_str().strip_prefix(self.home.as_str())?;
        let folder = inside.is_empty() || inside.ends_with('/');
        Some(if folder { format!("{inside}index.html") } else { inside.to_owned() })
    }
}

/// The ids of every page.
fn ids(output: &Tree) -> BTreeMap<String, BTreeSet<String>> {
    let of = |text: &str| {
        let page = html::parse(text);
        let elements = html::select(&page, "[id]");
        let ids: Vec<String> =
            elements.iter().map(|element| element.attr("id").unwrap().to_owned()).collect();
        let unique: BTreeSet<String> = ids.iter().cloned().collect();
        assert_eq!(ids.len(), unique.len(), "an id is there twice: {ids:?}");
        unique
    };
    output.texts(".html").map(|(path, text)| (path.to_owned(), of(text))).collect()
}

#[track_caller]
fn assert_no_dead_link(built: &Seen<'_>, site: &Published) {
    let output = built.output();
    let ids = ids(&output);
    let mut followed = 0;
    for (path, text) in output.texts(".html") {
        let page = html::parse(text);
        for element in html::select(&page, "[href], [src], [poster]") {
            for name in ["href", "src", "poster"] {
                let Some(value) = element.attr(name) else { continue };
                let address = site.address(path).join(value).unwrap();
                let Some(file) = site.file(&address) else {
                    let ours = address.host() == site.home.host();
                    let outside = value.contains("://") || value.starts_with("mailto:");
                    let outside = outside || value.starts_with("tel:");
                    assert!(!ours || outside, "{path}: `{value}` leads out of the site");
                    continue;
                };
                followed += 1;
                assert!(output.files.contains_key(&file), "{path}: `{value}` leads nowhere");
                if let Some(fragment) = address.fragment() {
                    let found = ids.get(&file).is_some_and(|ids| ids.contains(fragment));
                    assert!(found, "{path}: there is no `#{fragment}` in {file}");
                }
            }
        }
    }
    assert!(followed > 1000, "only {followed} links were followed");
}

#[test]
fn every_link_leads_somewhere() {
    let site = Site::sample();
    for (options, home) in [
        ("", "https://reviews.example.com/"),
        ("--base-url https://example.com/a/b/", "https://example.com/a/b/"),
        ("--base-url https://example.com/a%20b/%C3%A9", "https://example.com/a%20b/%C3%A9/"),
    ] {
        let built = site.run(&format!("build --out public {options}")).ok();
        assert_no_dead_link(&built, &Published::at(home));
    }
    let site = site.edit("site.yaml", |text| text.replace("base_url: ", "# base_url: "));
    let built = site.run("build --out public").ok();
    assert_no_dead_link(&built, &Published::at("https://nowhere.example/"));
}

#[test]
fn feeds_and_data_name_pages_that_exist() {
    let site = Site::fixture("small");
    let home = "https://example.com/a/b/";
    let built = site.run(&format!("build --base-url {home}")).ok();
    let (published, output) = (Published::at(home), built.output());
    for path in ["feed.xml", "feed.json", "reviews.json", "sitemap.xml", "robots.txt"] {
        let text = output.text(path).replace("&quot;", "\"");
        let ends =
            |c: char| matches!(c, '"' | '<' | '>' | '\'' | '&' | ')' | '\\') || c.is_whitespace();
        let mut found = 0;
        for (at, _) in text.match_indices(home) {
            let address = text[at..].split(ends).next().unwrap();
            let file = published.file(&Url::parse(address).unwrap()).unwrap();
            assert!(output.files.contains_key(&file), "{path}: `{address}` leads nowhere");
            found += 1;
        }
        assert!(found > 0, "{path} names no address of the site");
    }
}

#[test]
fn a_page_loads_nothing_from_elsewhere_and_runs_only_the_script_of_the_filters() {
    let site = Site::sample();
    let output = site.run("build").ok().output();
    let own = "https://reviews.example.com/";
    for (path, text) in output.texts(".html") {
        let page = html::parse(text);
        let loads = "[src], [poster], [srcset], [data], [background], link[rel~=stylesheet], \
                     link[rel~=icon], link[rel~=preload], link[rel~=preconnect], use";
        for element in html::select(&page, loads) {
            for (name, value) in element.value().attrs() {
                if ["src", "poster", "srcset", "data", "background", "href"].contains(&name) {
                    let local = value.starts_with('/') && !value.starts_with("//");
                    assert!(local || value.starts_with(own), "{path} loads {value}");
                }
            }
        }
        let runs = "script:not([type=\"application/ld+json\"]), style, iframe, object, embed, base, \
                    form[action], meta[http-equiv]";
        // What widgets run is held in a browser.
        let runs = if path.starts_with("widgets/") { "object, embed, form[action]" } else { runs };
        for running in html::select(&page, runs) {
            let (kind, source) = (running.attr("type"), running.attr("src").unwrap_or_default());
            let own = kind == Some("module") && source.contains("/assets/filters.");
            assert!(own && running.inner_html().is_empty(), "{path}: {}", running.html());
        }
        for element in html::select(&page, "*") {
            for (name, value) in element.value().attrs() {
                assert!(!name.starts_with("on"), "{path}: an event handler: {}", element.html());
                assert_ne!(name, "style", "{path}: {}", element.html());
                let scheme = value.trim_start().to_lowercase();
                assert!(!scheme.starts_with("javascript:"), "{path}: {}", element.html());
            }
        }
    }
    for (path, text) in output.texts(".css") {
        for word in ["url(", "@import", "http:", "https:", "//"] {
            assert!(!text.contains(word), "{path} has `{word}`");
        }
    }
    for (path, text) in output.texts(".svg") {
        let linked = text.replace("http://www.w3.org/", "");
        for word in ["<script", "http:", "https:", "url(", "href"] {
            assert!(!linked.contains(word), "{path} has `{word}`");
        }
    }
}
