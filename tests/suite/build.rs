//! What `build` writes, and what it leaves alone.

use std::path::Path;

use snapbox::{Data, str};

use crate::support::site::REPOSITORY;
use crate::support::{Site, html, tree};

/// The snapshot of a page's `<main>`.
fn snapshot(name: &str) -> Data {
    let folder = Path::new(REPOSITORY).join("tests/snapshots/build");
    Data::read_from(&folder.join(format!("{name}.html")), None)
}

#[test]
fn a_small_site_is_exactly_these_files() {
    Site::fixture("small")
        .run("build")
        .ok()
        .says(str![[r#"
built: 6 reviews on 30 pages in `dist` (40 files, [SIZE] kB), [TIME] ms
1 pending review is left out; `laurels list --status pending` lists it

"#]])
        .prints(str![""])
        .tree(str![[r#"
404.html
_headers
about/index.html
assets/[HASH].svg
assets/favicon.[HASH].svg
assets/filters.[HASH].js
assets/style.[HASH].css
feed.json
feed.xml
help/faq/index.html
how-we-collect-reviews/index.html
improvements/index.html
index.html
items/espresso-class/index.html
items/house-blend/index.html
items/index.html
page/2/index.html
ratings/2/index.html
ratings/3/index.html
ratings/4/index.html
ratings/5/index.html
ratings/index.html
reviews.json
reviews/ana-lopez/index.html
reviews/google-link/index.html
reviews/insider/index.html
reviews/r660c409c00/index.html
reviews/r732de56369/index.html
reviews/translated/index.html
robots.txt
sitemap.xml
sources/email/index.html
sources/form/index.html
sources/google/index.html
sources/index.html
sources/letter/index.html
sources/survey/index.html
tags/coffee/index.html
tags/index.html
tags/learning/index.html

"#]]);
}

#[test]
fn each_kind_of_page_looks_like_this() {
    let site = Site::fixture("small");
    let built = site.run("build").ok();
    for (page, name) in [
        ("index.html", "wall"),
        ("page/2/index.html", "wall-2"),
        ("reviews/ana-lopez/index.html", "review"),
        ("reviews/translated/index.html", "review-translated"),
        ("reviews/google-link/index.html", "review-elsewhere"),
        ("items/index.html", "items"),
        ("items/espresso-class/index.html", "item"),
        ("tags/coffee/index.html", "tag"),
        ("sources/google/index.html", "source"),
        ("ratings/2/index.html", "stars"),
        ("improvements/index.html", "improvements"),
        ("how-we-collect-reviews/index.html", "policy"),
        ("about/index.html", "page"),
        ("404.html", "not-found"),
    ] {
        built.main(page, snapshot(name));
    }
}

/// The slugs of all reviews that have a page.
fn published(site: &Site) -> Vec<String> {
    let tree = site.tree("dist/reviews");
    tree.files
        .keys()
        .filter_map(|path| path.strip_suffix("/index.html"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn only_approved_reviews_are_published() {
    let site = Site::new()
        .review("approved", "rating: 5", "Good.")
        .review("pending", "status: pending", "Good.")
        .review("by-default", "status:", "Good.")
        .review("withheld", "status: withheld\nwithheld: {reason: fake}", "Good.")
        .file(
            "content/testimonials/gone.md",
            "---\nstatus: withdrawn\nwithdrawn: 2026-05-01\n---\n",
        );
    site.run("build").ok().says(str![[r#"
built: 1 review on 8 pages in `dist` (17 files, [SIZE] kB), [TIME] ms
2 pending reviews are left out; `laurels list --status pending` lists them

"#]]);
    assert_eq!(published(&site), ["approved"]);
}

#[test]
fn a_removed_review_disappears_from_the_site() {
    let site = Site::new().review("stays", "tags: [both]", "I stay.").review(
        "goes",
        "author: Gaspar Gone\ntags: [both, alone]",
        "I go.",
    );
    site.run("build").ok();
    let site = site.remove("content/testimonials/goes.md");
    let built = site.run("build").ok();
    built.changed(str![[r#"
~ feed.json
~ feed.xml
~ how-we-collect-reviews/index.html
~ index.html
~ reviews.json
- reviews/goes/index.html
~ sitemap.xml
~ sources/form/index.html
~ sources/index.html
- tags/alone/index.html
~ tags/both/index.html
~ tags/index.html

"#]]);
    for (path, bytes) in &built.output().files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("I go.") && !text.contains("Gaspar"), "{path}");
    }
}

/// A site with this many reviews, the first the oldest, three a page.
fn many(count: usize) -> Site {
    (1..=count).fold(Site::new().config("page_size: 3"), |site, number| {
        let keys = format!("date: 2026-01-{number:02}\ntags: [all]\nrating: 4");
        site.review(&format!("r{number:02}"), &keys, "Good.")
    })
}

#[test]
fn lists_are_divided_into_pages() {
    let site = many(8);
    let built = site.run("build").ok();
    for folder in ["", "tags/all/", "sources/form/", "ratings/4/"] {
        let pages: Vec<Vec<String>> = ["", "page/2/", "page/3/"]
            .iter()
            .map(|number| {
                let page = built.page(&format!("{folder}{number}index.html"));
                let links = html::select(&page, ".card time");
                links.iter().map(|day| day.attr("datetime").unwrap()[8..].to_owned()).collect()
            })
            .collect();
        assert_eq!(pages, [vec!["08", "07", "06"], vec!["05", "04", "03"], vec!["02", "01"]]);
        assert!(!built.output().files.contains_key(&format!("{folder}page/4/index.html")));
        assert!(!built.output().files.contains_key(&format!("{folder}page/1/index.html")));
    }
    let page = built.page("page/2/index.html");
    let link = |rel: &str| {
        let found = html::select(&page, &format!("link[rel={rel}]"));
        found[0].attr("href").unwrap().to_owned()
    };
    assert_eq!((link("prev"), link("next")), ("/".to_owned(), "/page/3/".to_owned()));
    assert_eq!(html::text(html::select(&page, ".list-head strong")[0]), "Reviews 4 to 6 of 8");
}

#[test]
fn archives_are_those_that_the_site_wants() {
    let kinds = |archives: &str| {
        let site = Site::fixture("small").config(&format!("archives: {archives}"));
        let tree = site.run("build").ok().output();
        ["items", "tags", "sources", "ratings"]
            .into_iter()
            .filter(|kind| tree.files.keys().any(|path| path.starts_with(&format!("{kind}/"))))
            .collect::<Vec<_>>()
    };
    assert_eq!(kinds("[items, tags, sources, ratings]"), ["items", "tags", "sources", "ratings"]);
    assert_eq!(kinds("[tags]"), ["tags"]);
    assert!(kinds("[]").is_empty());
}

#[test]
fn two_pages_that_want_one_address_are_an_error() {
    Site::new()
        .review("ana-lopez", "tags: [a]", "Good.")
        .file("content/pages/tags.md", "---\ntitle: My tags\n---\n")
        .file("content/pages/reviews/ana-lopez.md", "---\ntitle: Ana\n---\n")
        .file("content/pages/How we collect reviews.md", "---\ntitle: How\n---\n")
        .file("content/pages/about us.md", "---\ntitle: One\n---\n")
        .file("content/pages/About-Us.md", "---\ntitle: Other\n---\n")
        .run("build --format short")
        .fails(1)
        .says(str![[r#"
content/pages/How we collect reviews.md: error[address-taken]: two pages want the address `/how-we-collect-reviews/`
content/pages/about us.md: error[address-taken]: two pages want the address `/about-us/`
content/pages/reviews/ana-lopez.md: error[address-taken]: two pages want the address `/reviews/ana-lopez/`
content/pages/tags.md: error[address-taken]: two pages want the address `/tags/`
4 errors in 4 files; nothing was written

"#]]);
}

#[test]
fn sites_with_little_to_show_say_so() {
    let ratings = |site: Site| site.remove("content/testimonials");
    let link = "{platform: google, id: g, url: https://example.net/1}";
    let foreign = Site::new().review("a", &format!("author:\nrating: 5\nsource: {link}"), "");
    for (name, site) in [
        ("empty", ratings(Site::new()).folder("content")),
        ("one-review", Site::new().review("a", "rating: 5", "Good.")),
        ("no-ratings", Site::new().review("a", "", "Good.").review("b", "", "Fine.")),
        ("only-foreign", foreign),
    ] {
        let built = site.run("build").ok();
        built.main("index.html", snapshot(name));
        let data = html::json_ld(&built.page("index.html")).unwrap();
        assert!(data.get("aggregateRating").is_none(), "{name}");
    }
}

#[test]
fn drafts_are_shown_apart_and_marked() {
    let site = Site::new().review("ready", "rating: 5", "Ready.").review(
        "draft",
        "status: pending\nrating: 1",
        "Not ready.",
    );
    site.run("build --drafts").fails(2).says(str![[r#"
error: the following required arguments were not provided:
  --out <DIR>

Usage: laurels build --out <DIR> --drafts

For more information, try '--help'.

"#]]);
    site.run("build --drafts --out dist").fails(2).says(str![[r#"
error[usage]: drafts are not written to `dist/`, where the published site is
   = hint: choose another folder: `--out drafts`


"#]]);
    for folder in ["./dist", "../site/dist"] {
        site.run(&format!("build --drafts --out {folder}")).fails(2);
    }
    assert!(!site.path("dist").exists());

    let built = site.run("build --drafts --out preview").ok();
    built.says(str![[r#"
built: 1 review on 10 pages in `preview` (18 files, [SIZE] kB), [TIME] ms
pending reviews are shown as drafts

"#]]);
    for (path, text) in built.output().texts(".html") {
        let page = html::parse(text);
        let notices = html::select(&page, ".notice");
        let notices: Vec<String> = notices.into_iter().map(html::text).collect();
        let expected = "Preview with drafts. Reviews marked “Draft” are not on the public site.";
        assert_eq!(notices, [expected], "{path}");
        assert_eq!(html::select(&page, "meta[name=robots][content=noindex]").len(), 1, "{path}");
    }
    let page = built.page("index.html");
    let badges: Vec<String> =
        html::select(&page, ".card .badge").into_iter().map(html::text).collect();
    assert_eq!(badges, ["Draft"]);
    assert_eq!(html::text(html::select(&page, ".average strong")[0]), "5.0", "drafts do not count");

    // The published site knows nothing of them.
    let text = site.run("build").ok().text("index.html");
    assert!(!text.contains("Not ready") && !text.contains("Draft"));
}

#[test]
fn strict_lets_warnings_count() {
    let site = Site::new().file("content/testimonials/notes.txt", "Not read.");
    site.run("build --strict").fails(1).says(str![[r#"
warning[unused-file]: nothing is read from this file
  --> content/testimonials/notes.txt
   = hint: what is read here: `.md` files; a name that starts with `_` is skipped

1 warning in 1 file; nothing was written

"#]]);
    assert!(!site.path("dist").exists());
    site.run("build").ok();
    // What was recorded as fine is not fine for a strict build.
    site.run("build --strict").fails(1);
    site.run("check --strict").fails(1);
}

#[test]
fn a_build_that_fails_leaves_the_last_good_output() {
    let site = Site::fixture("small");
    let good = site.run("build").ok().output();
    let record = site.tree(".laurels");
    let site = site
        .edit("content/testimonials/bento.md", |text| text.replace("rating: 2", "rating: 7"))
        .edit("content/testimonials/insider.md", |text| text.replace("Everything", "Nothing"));
    site.run("build")
        .fails(1)
        .says(str![[r#"
error[rating-out-of-range]: `rating` is 7, but the scale ends at 5
  --> content/testimonials/bento.md:8:9
   |
 8 | rating: 7
   |         ^ expected 0.5 to 5
   = hint: write `rating: {value: 7, scale: 10}` for a ten-point scale

1 error in 1 file; nothing was written

"#]])
        .changed(str![""]);
    // A template that fails does so late, when many pages are drawn already.
    let site = site
        .edit("content/testimonials/bento.md", |text| text.replace("rating: 7", "rating: 2"))
        .file("templates/404.html", "{{ site.nothing.at_all }}");
    site.run("build").fails(1).changed(str![""]);
    tree::assert_same(&good, &site.tree("dist"), "after two failed builds");
    let now = site.tree(".laurels");
    tree::assert_same(&record, &now, "the record of the output");
}

#[test]
fn a_site_may_be_built_from_a_folder_below_it_and_from_outside() {
    let site = Site::fixture("small").current("content/testimonials");
    site.run("build --out ../../public").ok().says(str![[r#"
built: 6 reviews on 30 pages in `../../public` (40 files, [SIZE] kB), [TIME] ms
1 pending review is left out; `laurels list --status pending` lists it

"#]]);
    let inside = site.tree("public");
    let site = site.current("..");
    let outside = site.run("build --site site").ok();
    outside.says(str![[r#"
built: 6 reviews on 30 pages in `site/dist` (40 files, [SIZE] kB), [TIME] ms
1 pending review is left out; `laurels list --status pending` lists it

"#]]);
    tree::assert_same(&inside, &site.tree("dist"), "from another folder");
}
