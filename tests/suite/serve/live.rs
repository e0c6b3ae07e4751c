//! What happens in front of a browser when a file changes.

use std::thread;

use serde_json::{Value, json};

use crate::support::serving::Event;
use crate::support::{Serving, Site};

/// A site with two reviews.
fn site() -> Site {
    Site::new().review("ana", "rating: 5", "Good.").review("bob", "rating: 4", "Fine.")
}

/// Whether a page is told that something is wrong.
fn is_faulty(data: &Value) -> bool {
    !data["problems"].is_null()
}

#[test]
fn a_page_is_told_of_its_own_changes_only() {
    let serving_site = site();
    let serving = Serving::start(&serving_site, "");
    let mut ana = serving.listen("/reviews/ana/");
    let mut bob = serving.listen("/reviews/bob/");
    let (ana_first, bob_first) = (ana.next(), bob.next());
    assert!(
        serving.get("/reviews/ana/").text().contains(ana_first.data["words"].as_str().unwrap())
    );

    let serving_site =
        serving_site.edit("content/testimonials/ana.md", |text| text.replace("Good.", "Better."));
    let ana_second = ana.next();
    assert!(ana_second.id > ana_first.id);
    assert_ne!(ana_second.data["words"], ana_first.data["words"]);
    let page = serving.get("/reviews/ana/");
    assert!(page.text().contains("Better."));
    assert!(page.text().contains(ana_second.data["words"].as_str().unwrap()));

    let _site =
        serving_site.edit("content/testimonials/bob.md", |text| text.replace("Fine.", "Finer."));
    let bob_second = bob.next();
    assert!(bob_second.id > ana_second.id, "the change of another page was told");
    assert_ne!(bob_second.data["words"], bob_first.data["words"]);
}

#[test]
fn a_file_that_is_saved_in_place_is_seen_too() {
    let mut site = site();
    let serving = Serving::start(&site, "");
    let mut page = serving.listen("/reviews/ana/");
    page.next();
    for (old, word) in [("Good.", "Better."), ("Better.", "Best.")] {
        let text = site.read("content/testimonials/ana.md").replace(old, word);
        site = site.in_place("content/testimonials/ana.md", text.as_bytes());
        // What is told first may be about the file when it was empty.
        page.until(|_| serving.get("/reviews/ana/").text().contains(word));
    }
}

#[test]
fn a_page_that_connects_again_is_told_what_it_missed() {
    let site = site();
    let serving = Serving::start(&site, "");
    let before = serving.listen("/").next();
    let mut other = serving.listen("/reviews/ana/");
    other.next();
    let _site = site.edit("content/testimonials/ana.md", |text| text.replace("Good.", "Better."));
    other.next();
    assert_ne!(serving.listen("/").next().data["words"], before.data["words"]);
}

#[test]
fn another_style_is_the_same_page() {
    let site = site();
    let serving = Serving::start(&site, "");
    let mut page = serving.listen("/");
    let before = page.next();
    let _site = site.file("templates/tokens.yaml", "accent: \"#8a2c0d\"\n");
    let after = page.next();
    assert_eq!(after.data["words"], before.data["words"]);
    assert_ne!(after.data["styles"], before.data["styles"]);
    let style = after.data["styles"][0].as_str().unwrap().to_owned();
    assert_eq!(serving.get(&style).status, 200);
    assert!(serving.get("/").text().contains(&style));
}

#[test]
fn the_files_of_a_theme_are_followed() {
    let site = Site::empty()
        .file("site.yaml", "title: A\nbase_url: https://example.com/\ntheme: harbour\n")
        .review("ana", "rating: 5", "Good.")
        .file("themes/harbour/theme.yaml", "name: harbour\n");
    let serving = Serving::start(&site, "");
    let mut page = serving.listen("/");
    let first = page.next();
    let style = |event: &Event| event.data["styles"][0].as_str().unwrap().to_owned();
    let shows = |path: &str, words: &str| serving.get(path).text().contains(words);

    // Files and folders that were not there, those that are, and those that go.
    let site = site.file("themes/harbour/tokens.yaml", "accent: \"#0b4f6c\"\n");
    let blue = page.next();
    assert_eq!(blue.data["words"], first.data["words"]);
    assert!(shows(&style(&blue), "#0b4f6c"));
    let site = site.file("themes/harbour/tokens.yaml", "accent: \"#5b2a86\"\n");
    assert!(shows(&style(&page.next()), "#5b2a86"));
    let template = |words: &str| {
        format!(
            "{{% extends \"builtin/wall.html\" %}}{{% block main %}}{words}{{% endblock main %}}"
        )
    };
    let site = site.file("themes/harbour/templates/wall.html", &template("Moored"));
    assert_ne!(page.next().data["words"], first.data["words"]);
    assert!(shows("/", "Moored"));
    let text = template("Sailing");
    let site = site.in_place("themes/harbour/templates/wall.html", text.as_bytes());
    page.until(|data| !is_faulty(data) && shows("/", "Sailing"));
    let site = site.remove("themes/harbour/templates");
    page.until(|data| data["words"] == first.data["words"]);

    // Without the theme that it names, a site is in error; the last good one stays.
    std::fs::rename(site.path("themes"), site.path("other")).unwrap();
    let broken = page.until(is_faulty);
    assert_eq!(broken.data["words"], first.data["words"]);
    std::fs::rename(site.path("other"), site.path("themes")).unwrap();
    page.until(|data| !is_faulty(data));
    assert!(shows(&style(&serving.listen("/").next()), "#5b2a86"));
}

#[test]
fn a_page_that_goes_and_comes_is_told_so() {
    let site = site();
    let serving = Serving::start(&site, "");
    let mut page = serving.listen("/reviews/bob/");
    let before = page.next();
    let text = site.read("content/testimonials/bob.md");
    let site = site.remove("content/testimonials/bob.md");
    assert_ne!(page.next().data["words"], before.data["words"]);
    assert_eq!(serving.get("/reviews/bob/").status, 404);
    let _site = site.bytes("content/testimonials/bob.md", text.as_bytes());
    assert_eq!(page.next().data["words"], before.data["words"]);
    assert_eq!(serving.get("/reviews/bob/").status, 200);
}

#[test]
fn a_page_that_has_gone_does_not_come_back_with_a_fault() {
    // Where nothing is cannot be drawn once there is one review alone.
    let template = "{% if site.languages[0].count == 1 %}{{ nothing.at.all }}{% endif %}";
    let site = site().file("templates/404.html", template);
    let serving = Serving::start(&site, "");
    let mut page = serving.listen("/reviews/bob/");
    page.next();
    assert_eq!(serving.get("/reviews/bob/").status, 200);
    let _site = site.remove("content/testimonials/bob.md");
    page.until(is_faulty);
    let answer = serving.get("/reviews/bob/");
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("templates/404.html:1:"), "{}", answer.text());
}

#[test]
fn what_is_wrong_is_on_every_page_until_it_is_mended() {
    let site = site();
    let serving = Serving::start(&site, "");
    let mut page = serving.listen("/");
    let before = page.next();
    assert_eq!(before.data["problems"], json!(null));
    assert!(!serving.get("/").text().contains("laurels-problems"));

    let site = site.review("ana", "rating: 7", "Better.");
    let broken = page.next();
    assert_eq!(broken.data["words"], before.data["words"], "the last good site stays");
    let inside = broken.data["problems"]["inside"].as_str().unwrap();
    for said in [
        "1 error: you see the last good site",
        "<code>rating</code> is 7, but the scale ends at 5 <small>rating-out-of-range</small>",
        "<code>content/testimonials/ana.md:8:9</code>",
        " 8 | rating: 7\n",
        "Hint: write <code>rating: {value: 7, scale: 10}</code> for a ten-point scale",
    ] {
        assert!(inside.contains(said), "{said} not in {inside}");
    }
    serving.says("error[rating-out-of-range]: `rating` is 7, but the scale ends at 5");
    serving.says("8 | rating: 7");
    for (path, status) in [("/", 200), ("/reviews/bob/", 200), ("/nowhere", 404)] {
        let answer = serving.get(path);
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.text().contains(inside), "{path}");
        assert!(!answer.text().contains("Better."), "{path}");
    }
    assert!(!serving.get("/feed.xml").text().contains("laurels-problems"));

    let _site = site.review("ana", "rating: 5", "Good.");
    let mended = page.next();
    assert_eq!(
        (&mended.data["problems"], &mended.data["words"]),
        (&json!(null), &before.data["words"])
    );
    assert!(!serving.get("/").text().contains("laurels-problems"));
}

#[test]
fn a_page_that_cannot_be_drawn_stays_as_it_was() {
    let site = site();
    let serving = Serving::start(&site, "");
    let mut page = serving.listen("/");
    let before = page.next();
    let html = serving.get("/").text().to_owned();
    let start = html.split("<script src=\"/__laurels/").next().unwrap();
    // The template can be read, and fails when a page is drawn with it.
    let template = "{% extends \"base.html\" %}\n{% block main %}\n{{ page.heading | round }}\n{% endblock main %}\n";
    let site = site.file("templates/wall.html", template);
    let broken = page.until(is_faulty);
    assert_eq!(broken.data["words"], before.data["words"]);
    let inside = broken.data["problems"]["inside"].as_str().unwrap();
    assert!(inside.contains("1 error: you see the last good site"), "{inside}");
    assert!(inside.contains("templates/wall.html:3:"), "{inside}");
    serving.says("templates/wall.html:3:");
    let answer = serving.get("/");
    assert_eq!(answer.status, 200);
    assert!(answer.text().starts_with(start), "{}", answer.text());
    assert!(answer.text().contains("templates/wall.html:3:"));
    assert!(
        serving.get("/reviews/ana/").text().contains("templates/wall.html:3:"),
        "on every page"
    );

    let _site = site.remove("templates/wall.html");
    let mended = page.until(|data| !is_faulty(data));
    assert_eq!(mended.data["words"], before.data["words"]);
    serving.says("all is well again");
}

#[test]
fn each_change_is_told_in_a_line() {
    let site = site();
    let serving = Serving::start(&site, "");
    let _site = site.edit("content/testimonials/ana.md", |text| text.replace("Good.", "Better."));
    let line = serving.says("content/testimonials/ana.md: ");
    assert!(line.ends_with(" ms"), "{line}");
}

#[test]
fn what_is_wrong_at_the_start_is_shown_too() {
    let nothing = "no page can be shown yet";
    for (status, said, path, text) in [
        (503, nothing, "content/testimonials/ana.md", "---\nauthor: [\n---\nGood.\n"),
        (503, nothing, "site.yaml", "title: [\n"),
        (
            500,
            "all other pages are shown",
            "templates/wall.html",
            "{% extends \"base.html\" %}{% block main %}{{ page.heading | round }}{% endblock %}",
        ),
    ] {
        let site = site();
        let good = site.path(path).exists().then(|| site.read(path));
        let site = site.bytes(path, text.as_bytes());
        let serving = Serving::start(&site, "");
        let mut page = serving.listen("/");
        assert!(is_faulty(&page.next().data), "{path}");
        serving.says(&format!("1 error in 1 file; {said}"));
        assert_eq!(serving.get("/reviews/bob/").status == 200, status == 500, "{path}");
        let answer = serving.get("/");
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.text().contains(path), "{path} not in {}", answer.text());
        let _site = match good {
            Some(good) => site.bytes(path, good.as_bytes()),
            None => site.remove(path),
        };
        assert!(!is_faulty(&page.until(|data| !is_faulty(data)).data));
        assert_eq!(serving.get("/").status, 200, "{path}");
    }
}

#[cfg(unix)]
#[test]
fn names_of_files_are_no_html() {
    let site = site();
    let serving = Serving::start(&site, "");
    let mut page = serving.listen("/");
    page.next();
    let _site = site.file(
        "content/testimonials/<script>alert(1)<\u{200b}script>.md",
        "---\nrating: 7\n---\nx\n",
    );
    let told = page.until(is_faulty);
    let inside = told.data["problems"]["inside"].as_str().unwrap();
    assert!(inside.contains("&lt;script&gt;alert(1)"), "{inside}");
    assert!(!inside.contains("<script"), "{inside}");
    assert!(!serving.get("/").text().contains("<script>alert"));
}

#[test]
fn a_site_is_whole_at_every_moment() {
    let site = site();
    let serving = Serving::start(&site, "");
    let mut page = serving.listen("/reviews/ana/");
    page.next();
    let text = site.read("content/testimonials/ana.md");
    thread::scope(|scope| {
        let (stop, stopped) = std::sync::mpsc::channel::<()>();
        let serving = &serving;
        let readers = scope.spawn(move || {
            let mut answers = 0;
            while stopped.try_recv() == Err(std::sync::mpsc::TryRecvError::Empty) {
                let answer = serving.get("/reviews/ana/");
                assert_eq!(answer.status, 200);
                assert!(answer.text().ends_with("</html>\n"), "{}", answer.text());
                answers += 1;
            }
            answers
        });
        for round in 0..8 {
            let text = text.replace("Good.", &format!("Good, {round} times."));
            site.write("content/testimonials/ana.md", text.as_bytes());
            page.next();
        }
        stop.send(()).unwrap();
        assert!(readers.join().unwrap() > 0);
    });
}

#[test]
fn the_site_stands_under_the_path_of_its_address() {
    let site = Site::empty()
        .file("site.yaml", "title: A\nbase_url: https://example.com/praise/\n")
        .review("ana", "rating: 5", "Good.");
    let serving = Serving::start(&site, "");
    assert!(serving.address.ends_with("/praise/"), "{}", serving.address);
    for path in ["/", "/praise"] {
        let answer = serving.get(path);
        assert_eq!((answer.status, answer.header("Location")), (307, Some("/praise/")), "{path}");
    }
    assert_eq!(serving.get("/reviews/ana/").status, 404);
    let page = serving.get("/praise/reviews/ana");
    assert_eq!(page.header("Location"), Some("/praise/reviews/ana/"));
    let page = serving.get("/praise/reviews/ana?from=%22mail%22&x");
    assert_eq!(page.header("Location"), Some("/praise/reviews/ana/?from=%22mail%22&x"));
    let page = serving.get("/praise/reviews/ana/");
    assert_eq!(page.status, 200);
    let page = crate::support::html::parse(page.text());
    let links =
        crate::support::html::select(&page, "a[href^='/'], link[rel=stylesheet], script[src]");
    assert!(links.len() > 3);
    for link in links {
        let address = link.attr("href").or(link.attr("src")).unwrap();
        assert_eq!(serving.get(address.split('#').next().unwrap()).status, 200, "{address}");
    }

    let mut page = serving.listen("/praise/");
    let before = page.next();
    let _site = site.edit("site.yaml", |text| text.replace("praise", "words"));
    assert_ne!(page.next().data["words"], before.data["words"]);
    assert_eq!(serving.get("/praise/").status, 404);
    assert_eq!(serving.get("/words/").status, 200);
}

#[test]
fn drafts_are_shown_to_who_asks_for_them() {
    let site = site().review("cid", "status: pending", "Not yet.");
    assert_eq!(Serving::start(&site, "").get("/reviews/cid/").status, 404);
    assert_eq!(Serving::start(&site, "--drafts").get("/reviews/cid/").status, 200);
}
