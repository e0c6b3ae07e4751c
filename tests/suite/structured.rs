//! Structured data, checked against the rules of search engines by a checker of its own.
//!
//! The rules: <https://developers.google.com/search/docs/appearance/structured-data/review-snippet>,
//! <https://schema.org/Review>. What is claimed must be on the page, nothing is self-serving, and
//! ratings of other sites never enter.

use std::collections::BTreeMap;

use scraper::Html;
use serde_json::Value;
use snapbox::str;

use crate::support::{Seen, Site, html};

/// A page with its structured data.
struct Marked {
    path: String,
    page: Html,
    data: Value,
    /// Everything that can be read on it, without white space.
    text: String,
}

impl Marked {
    fn shows(&self, words: &str) -> bool {
        self.text.contains(&squeezed(words))
    }

    /// Whether some stars on the page are labelled so.
    fn has_label(&self, label: &str) -> bool {
        let stars = html::select(&self.page, "main [aria-label]");
        stars.iter().any(|stars| stars.attr("aria-label") == Some(label))
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

fn marked(built: &Seen<'_>) -> Vec<Marked> {
    let output = built.output();
    let read = |(path, text): (&str, &str)| {
        let page = html::parse(text);
        let data = html::json_ld(&page)?;
        let main: String = html::select(&page, "main")[0].text().collect();
        Some(Marked { path: path.to_owned(), page, data, text: squeezed(&main) })
    };
    output.texts(".html").filter_map(read).collect()
}

/// Every object in a value that has a `@type`, with the key that leads to it.
fn nodes<'a>(value: &'a Value, key: &'a str, found: &mut Vec<(&'a str, &'a Value)>) {
    match value {
        Value::Array(list) => list.iter().for_each(|one| nodes(one, key, found)),
        Value::Object(map) => {
            if map.contains_key("@type") {
                found.push((key, value));
            }
            map.iter().for_each(|(key, one)| nodes(one, key, found));
        }
        _ => {}
    }
}

fn text<'a>(node: &'a Value, key: &str) -> &'a str {
    node[key].as_str().unwrap_or_else(|| panic!("no text `{key}` in {node:#}"))
}

fn number(node: &Value, key: &str) -> f64 {
    let value = &node[key];
    let read = value.as_f64().or_else(|| value.as_str()?.parse().ok());
    read.unwrap_or_else(|| panic!("no number `{key}` in {node:#}"))
}

/// The value lies on its scale.
fn check_scale(rating: &Value) {
    let (worst, best) = (number(rating, "worstRating"), number(rating, "bestRating"));
    assert!((worst..=best).contains(&number(rating, "ratingValue")), "{rating:#}");
}

fn check_review(marked: &Marked, key: &str, review: &Value, own: &BTreeMap<String, bool>) {
    let nested = key == "review";
    assert_eq!(nested, review.get("itemReviewed").is_none(), "named once: {review:#}");
    let name = text(&review["author"], "name");
    assert!(name.chars().count() < 100 && marked.shows(name), "{}: {name}", marked.path);
    if let Some(body) = review["reviewBody"].as_str() {
        assert!(marked.shows(body), "{} does not show {body:?}", marked.path);
    }
    if let Some(title) = review["name"].as_str() {
        assert!(marked.shows(title), "{} does not show {title:?}", marked.path);
    }
    let day = text(review, "datePublished");
    assert!(day.parse::<jiff::civil::Date>().is_ok(), "{day}");
    let days = html::select(&marked.page, "main time");
    assert!(days.iter().any(|shown| shown.attr("datetime") == Some(day)), "{}", marked.path);
    let rating = &review["reviewRating"];
    check_scale(rating);
    let (value, best) = (text(rating, "ratingValue"), text(rating, "bestRating"));
    assert!(marked.has_label(&format!("Rated {value} out of {best}")), "{}", marked.path);
    // A rating of a review would be a rating of the text.
    assert!(review.get("aggregateRating").is_none());
    for never in ["positiveNotes", "negativeNotes", "reviews"] {
        assert!(review.get(never).is_none(), "{never}");
    }
    let slug = text(review, "@id").strip_suffix("/#review").unwrap();
    assert!(own[slug.rsplit('/').next().unwrap()], "not collected here: {review:#}");
}

fn check_average(marked: &Marked, average: &Value) {
    check_scale(average);
    let shown = html::select(&marked.page, ".summary .average strong");
    assert_eq!(html::text(shown[0]), text(average, "ratingValue"), "{}", marked.path);
    let count = average["ratingCount"].as_u64().unwrap();
    let words =
        if count == 1 { "1 rating".to_owned() } else { format!("Average of {count} ratings") };
    assert!(marked.shows(&words), "{} does not show {words:?}", marked.path);
}

/// Checks all structured data of a site; gives how many nodes of each kind there are.
fn check(built: &Seen<'_>) -> BTreeMap<&'static str, usize> {
    let data: Value = serde_json::from_str(&built.text("reviews.json")).unwrap();
    let own = data["reviews"].as_array().unwrap().iter();
    let own: BTreeMap<String, bool> = own
        .map(|one| (text(one, "id").to_owned(), one["source"]["own"].as_bool().unwrap()))
        .collect();
    let mut counts = BTreeMap::new();
    for marked in marked(built) {
        assert_eq!(text(&marked.data, "@context"), "https://schema.org");
        let script = html::select(&marked.page, "script")[0].inner_html();
        assert!(!script.contains('<') && !script.contains("-->"), "{}", marked.path);
        let mut found = Vec::new();
        nodes(&marked.data, "", &mut found);
        for (key, node) in found {
            match text(node, "@type") {
                "UserReview" | "Review" => {
                    check_review(&marked, key, node, &own);
                    *counts.entry("reviews").or_default() += 1;
                }
                "AggregateRating" => {
                    check_average(&marked, node);
                    *counts.entry("averages").or_default() += 1;
                }
                "Rating" | "Person" | "PostalAddress" | "Brand" => {}
                _ => {
                    assert!(!text(node, "name").is_empty(), "{node:#}");
                    let reviews = node["review"].as_array().map_or(0, Vec::len);
                    let averaged = node.get("aggregateRating").is_some();
                    assert!(averaged || reviews == 0, "reviews without their average: {node:#}");
                    let item = marked.path.starts_with("items/");
                    assert!(item || !averaged, "{}: an average of {node:#}", marked.path);
                    *counts.entry("things").or_default() += 1;
                }
            }
        }
    }
    counts
}

#[test]
fn what_structured_data_claims_is_on_the_page_and_allowed() {
    for site in [Site::sample(), Site::fixture("small")] {
        let counts = check(&site.run("build").ok());
        for kind in ["reviews", "averages", "things"] {
            assert!(counts[kind] > 0, "too little to check: {counts:?}");
        }
    }
    let site = Site::sample().edit("site.yaml", |text| text.replace("excerpt: 60", "excerpt: 10"));
    check(&site.run("build --base-url https://example.com/a/").ok());
    let site = Site::fixture("small")
        .edit("site.yaml", |text| text.replace("base_url: https://reviews.example.com/sub/\n", ""));
    check(&site.run("build").ok());
}

#[test]
fn each_kind_of_page_has_this_structured_data() {
    let site = Site::fixture("small");
    let built = site.run("build").ok();
    for page in ["index.html", "how-we-collect-reviews/index.html"] {
        built.json_ld(
            page,
            str![[r#"
{
  "@context": "https://schema.org",
  "@type": "CafeOrCoffeeShop",
  "@id": "https://reviews.example.com/sub/#business",
  "name": "Café Sol",
  "url": "https://example.com/",
  "email": "hello@example.com",
  "address": {
    "@type": "PostalAddress",
    "streetAddress": "1 Harbour Lane",
    "addressLocality": "Lisbon",
    "postalCode": "1100-001",
    "addressCountry": "PT"
  }
}
"#]],
        );
    }
    built.json_ld(
        "items/espresso-class/index.html",
        str![[r#"
{
  "@context": "https://schema.org",
  "@type": "Course",
  "@id": "https://reviews.example.com/sub/items/espresso-class/#item",
  "name": "Espresso class",
  "description": "Two hours behind the machine.",
  "url": "https://example.com/class",
  "image": "https://reviews.example.com/sub/assets/[HASH].svg",
  "brand": {
    "@type": "Brand",
    "name": "Sol"
  },
  "aggregateRating": {
    "@type": "AggregateRating",
    "ratingValue": "4.8",
    "bestRating": "5",
    "worstRating": "0.5",
    "ratingCount": 2
  },
  "review": [
    {
      "@type": "UserReview",
      "@id": "https://reviews.example.com/sub/reviews/insider/#review",
      "author": {
        "@type": "Person",
        "name": "Clara Vento"
      },
      "datePublished": "2026-04-01",
      "reviewBody": "Everything was right.",
      "reviewRating": {
        "@type": "Rating",
        "ratingValue": "5",
        "bestRating": "5",
        "worstRating": "0.5"
      },
      "inLanguage": "en"
    },
    {
      "@type": "UserReview",
      "@id": "https://reviews.example.com/sub/reviews/ana-lopez/#review",
      "author": {
        "@type": "Person",
        "name": "Ana López"
      },
      "name": "Best of the quarter",
      "datePublished": "2026-03-14",
      "reviewBody": "Two hours, and the best coffee of my life.\n\nclear\nkind",
      "reviewRating": {
        "@type": "Rating",
        "ratingValue": "4.5",
        "bestRating": "5",
        "worstRating": "0.5"
      },
      "inLanguage": "en"
    }
  ]
}
"#]],
    );
    built.json_ld(
        "reviews/ana-lopez/index.html",
        str![[r#"
{
  "@context": "https://schema.org",
  "@type": "UserReview",
  "@id": "https://reviews.example.com/sub/reviews/ana-lopez/#review",
  "itemReviewed": {
    "@type": "Course",
    "@id": "https://reviews.example.com/sub/items/espresso-class/#item",
    "name": "Espresso class",
    "description": "Two hours behind the machine.",
    "url": "https://example.com/class",
    "image": "https://reviews.example.com/sub/assets/[HASH].svg",
    "brand": {
      "@type": "Brand",
      "name": "Sol"
    }
  },
  "author": {
    "@type": "Person",
    "name": "Ana López"
  },
  "name": "Best of the quarter",
  "datePublished": "2026-03-14",
  "reviewBody": "Two hours, and the best coffee of my life.\n\nclear\nkind",
  "reviewRating": {
    "@type": "Rating",
    "ratingValue": "4.5",
    "bestRating": "5",
    "worstRating": "0.5"
  },
  "inLanguage": "en",
  "publisher": {
    "@type": "Organization",
    "name": "Café Sol"
  },
  "url": "https://reviews.example.com/sub/reviews/ana-lopez/"
}
"#]],
    );
    for page in [
        "page/2/index.html",
        "reviews/translated/index.html",
        "reviews/google-link/index.html",
        "items/index.html",
        "items/house-blend/index.html",
        "tags/coffee/index.html",
        "ratings/5/index.html",
        "about/index.html",
        "404.html",
    ] {
        built.json_ld(page, str!["null"]);
    }
}

/// A site with one item of a type, and a review of it.
fn item_of(kind: &str) -> Site {
    Site::new()
        .file("content/items.yaml", &format!("- {{id: thing, name: Thing, type: {kind}}}\n"))
        .review("a", "item: thing\nrating: 4", "Good.")
}

#[test]
fn a_business_never_rates_itself() {
    for kind in [
        "Organization",
        "LocalBusiness",
        "Corporation",
        "NGO",
        "Store",
        "BikeStore",
        "Restaurant",
        "CafeOrCoffeeShop",
        "Bakery",
        "Hotel",
        "Dentist",
        "Physician",
        "Plumber",
        "School",
        "HairSalon",
        "TravelAgency",
        "OnlineStore",
        "Place",
        "Brand",
    ] {
        let site = item_of(kind);
        let built = site.run("build").ok();
        built.json_ld("items/thing/index.html", str!["null"]);
        built.json_ld("reviews/a/index.html", str!["null"]);
        let counts = check(&built);
        assert_eq!(counts.get("averages"), None, "{kind}");
    }
    for kind in ["Product", "Course", "SoftwareApplication", "Book", "Event", "Recipe"] {
        let site = item_of(kind);
        assert_eq!(check(&site.run("build").ok())["averages"], 1, "{kind}");
    }
}

#[test]
fn reviews_of_other_platforms_and_of_nobody_in_particular_are_not_marked_up() {
    let elsewhere =
        "{platform: google, id: g, url: https://example.net/1, basis: author-permission}";
    let site = item_of("Product")
        .review("b", &format!("item: thing\nrating: 1\nsource: {elsewhere}"), "Bad.")
        .review("c", "item: thing", "No stars.")
        .review("d", "item: thing\nrating: 2\nauthor: {role: Pilot, display: anonymous}", "So-so.")
        .review("e", &format!("item: thing\nrating: 2\nauthor: {}", "A".repeat(100)), "So-so.")
        .review("f", "item: thing\nrating: {value: 7, scale: 10}", "Sévère </script> <b>.");
    let built = site.run("build").ok();
    assert_eq!(check(&built)["reviews"], 6, "three in the list, three on pages of their own");
    built.json_ld("reviews/b/index.html", str!["null"]);
    built.json_ld("reviews/c/index.html", str!["null"]);
    let data = html::json_ld(&built.page("items/thing/index.html")).unwrap();
    assert_eq!(data["aggregateRating"]["ratingCount"], 4);
    assert_eq!(data["aggregateRating"]["ratingValue"], "2.9");
}
