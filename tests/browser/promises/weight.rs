//! A page of 24 reviews is light.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::support::{Site, html};

const REVIEWS: usize = 24;
/// In bytes, as a web server sends them.
const PAGE: usize = 20_000;
const STYLE: usize = 8_000;
const SCRIPT: usize = 1_500;

#[test]
fn a_home_page_of_24_reviews_is_light() {
    let site = Site::sample()
        .edit("site.yaml", |text| text.replace("page_size: 12", &format!("page_size: {REVIEWS}")));
    let built = site.run("build").ok();
    let page = built.page("index.html");
    assert_eq!(html::select(&page, "main article").len(), REVIEWS);
    let files = built.output();
    let weigh = |path: &str, most: usize| {
        let bytes = &files.files[path.trim_start_matches('/')];
        let sent = compressed(bytes);
        assert!(sent <= most, "{path} has {sent} bytes when it is sent, more than {most}");
    };
    weigh("index.html", PAGE);
    let addresses = |selector: &str, name: &str| -> Vec<String> {
        let found = html::select(&page, selector);
        found.iter().map(|one| one.attr(name).unwrap().to_owned()).collect()
    };
    let styles = addresses("link[rel=stylesheet]", "href");
    assert_eq!(styles.len(), 1, "{styles:?}");
    for path in &styles {
        weigh(path, STYLE);
    }
    let scripts = addresses("script[src]", "src");
    assert!(scripts.len() <= 1, "{scripts:?}");
    for path in &scripts {
        weigh(path, SCRIPT);
    }
}

/// How many bytes are sent.
fn compressed(bytes: &[u8]) -> usize {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap().len()
}
