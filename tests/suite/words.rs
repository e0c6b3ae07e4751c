//! Words, numbers, plurals and days in the language of the site.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use snapbox::str;

use crate::support::Site;
use crate::support::site::REPOSITORY;

/// Every text of `folder` in files with an ending.
fn texts(folder: &Path, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(texts(&path, ending));
        } else if path.extension().is_some_and(|end| end == ending) {
            found.push(fs::read_to_string(&path).unwrap());
        }
    }
    found
}

/// The words that stand between two texts.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
}

/// The keys of a template: `"key" | t`.
fn keys_of_template(text: &str) -> Vec<String> {
    let filters = text.match_indices("| t").filter(|(at, _)| {
        let behind = text[at + 3..].chars().next();
        behind.is_some_and(|letter| !letter.is_alphanumeric() && letter != '_')
    });
    let key = |(at, _): (usize, &str)| {
        let before = text[..at].trim_end();
        let quote = before.chars().last().filter(|letter| matches!(letter, '"' | '\''))?;
        Some(before[..before.len() - 1].rsplit(quote).next()?.to_owned())
    };
    filters.filter_map(key).collect()
}

fn english() -> BTreeMap<String, serde_yaml::Value> {
    let path = Path::new(REPOSITORY).join("themes/classic/i18n/en.yaml");
    serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn every_key_that_is_used_has_words_and_every_word_is_used() {
    let root = Path::new(REPOSITORY);
    let mut used: BTreeSet<String> = BTreeSet::new();
    for text in texts(&root.join("src"), "rs") {
        // Documentation writes the form with three dots.
        let keys = between(&text, "Key(\"", "\")").into_iter().filter(|key| *key != "…");
        used.extend(keys.map(str::to_owned));
    }
    for text in texts(&root.join("themes/classic"), "html") {
        used.extend(keys_of_template(&text));
    }
    assert!(used.contains("two-sentences") && used.contains("read-whole"), "{used:?}");
    let english = english();
    let there = english.keys().filter(|key| !key.starts_with("language-")).cloned();
    assert_eq!(used, there.collect(), "left: used; right: in en.yaml");
}

/// What the built-in theme has in another language is right, whether it is whole or not.
#[test]
fn no_language_of_the_built_in_theme_has_a_fault() {
    for entry in fs::read_dir(Path::new(REPOSITORY).join("themes/classic/i18n")).unwrap() {
        let path = entry.unwrap().path();
        let tag = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let site = Site::new().config(&format!("language: {tag}"));
        site.run("check --strict").ok();
    }
}

/// The site whose pages show every kind of words, in a language.
fn in_language(tag: &str) -> Site {
    let language = format!("language: {tag}");
    Site::fixture("languages").edit("site.yaml", |text| text.replace("language: en", &language))
}

#[test]
fn english_has_two_forms_and_its_own_numbers() {
    let site = Site::fixture("languages");
    let built = site.run("build").ok();
    built.main(
        "404.html",
        str![[r#"
<main class="bounds main kind-not-found" id="main" tabindex="-1">
  <h1>Page not found</h1>
  <p>0 reviews</p>
  <p>1 review</p>
  <p>2 reviews</p>
  <p>3 reviews</p>
  <p>11 reviews</p>
  <p>22 reviews</p>
  <p>100 reviews</p>
  <p>12,345 reviews</p>
  <p>4.5</p>
  <p>More at “Sol” &amp; co.</p>
  <p>en, English, ltr, 1</p>
  <p>pt-BR, Portuguese, ltr, 1</p>

"#]],
    );
    built.main(
        "reviews/ana/index.html",
        str![[r#"
<main class="bounds main kind-review" id="main" tabindex="-1">
  <nav aria-label="Breadcrumb" class="trail">
    <ol>
      <li>
        <a href="/">Sol</a>
  <h1>Sol: review by Ana</h1>
  <p>14 March 2026</p>
  <p>Rated 4.5 out of 5</p>
  <p>Direct</p>
  <p>Portuguese</p>

"#]],
    );
}

#[test]
fn arabic_has_six_forms_and_its_own_digits() {
    let site = in_language("ar-EG");
    let built = site.run("build").ok();
    built.main(
        "404.html",
        str![[r#"
<main class="bounds main kind-not-found" id="main" tabindex="-1">
  <h1>الصفحة غير موجودة</h1>
  <p>لا مراجعات (٠)</p>
  <p>مراجعة واحدة (١)</p>
  <p>مراجعتان (٢)</p>
  <p>٣ مراجعات</p>
  <p>١١ مراجعةً</p>
  <p>٢٢ مراجعةً</p>
  <p>١٠٠ مراجعة</p>
  <p>١٢٬٣٤٥ مراجعةً</p>
  <p>٤٫٥</p>
  <p>More at “Sol” &amp; co.</p>
  <p>ar-EG, العربية, rtl, ١</p>
  <p>pt-BR, البرتغالية, ltr, ١</p>

"#]],
    );
    built.main(
        "reviews/ana/index.html",
        str![[r#"
<main class="bounds main kind-review" id="main" tabindex="-1">
  <nav aria-label="مسار التنقل" class="trail">
    <ol>
      <li>
        <a href="/">Sol</a>
  <h1>مراجعة من Ana حول «Sol»</h1>
  <p>١٤ مارس ٢٠٢٦</p>
  <p>التقييم: ٤٫٥ من ٥</p>
  <p>مباشرة</p>
  <p>البرتغالية</p>

"#]],
    );
}

#[test]
fn polish_has_forms_by_the_last_digits() {
    let site = in_language("pl");
    let built = site.run("build").ok();
    built.main(
        "404.html",
        str![[r#"
<main class="bounds main kind-not-found" id="main" tabindex="-1">
  <h1>Page not found</h1>
  <p>0 opinii</p>
  <p>1 opinia</p>
  <p>2 opinie</p>
  <p>3 opinie</p>
  <p>11 opinii</p>
  <p>22 opinie</p>
  <p>100 opinii</p>
  <p>12 345 opinii</p>
  <p>4,5</p>
  <p>More at “Sol” &amp; co.</p>
  <p>pl, Polish, ltr, 1</p>
  <p>pt-BR, Portuguese, ltr, 1</p>

"#]],
    );
    built.main(
        "reviews/ana/index.html",
        str![[r#"
<main class="bounds main kind-review" id="main" tabindex="-1">
  <nav aria-label="Breadcrumb" class="trail">
    <ol>
      <li>
        <a href="/">Sol</a>
  <h1>Sol: review by Ana</h1>
  <p>14 marca 2026</p>
  <p>Ocena 4,5 z 5</p>
  <p>Direct</p>
  <p>Portuguese</p>

"#]],
    );
}

#[test]
fn german_has_its_days_and_a_site_changes_one_word() {
    let site = in_language("de-AT");
    let built = site.run("build").ok();
    built.main(
        "404.html",
        str![[r#"
<main class="bounds main kind-not-found" id="main" tabindex="-1">
  <h1>Seite nicht gefunden</h1>
  <p>0 Bewertungen</p>
  <p>1 Bewertung</p>
  <p>2 Bewertungen</p>
  <p>3 Bewertungen</p>
  <p>11 Bewertungen</p>
  <p>22 Bewertungen</p>
  <p>100 Bewertungen</p>
  <p>12 345 Bewertungen</p>
  <p>4,5</p>
  <p>More at “Sol” &amp; co.</p>
  <p>de-AT, Deutsch, ltr, 1</p>
  <p>pt-BR, Portugiesisch, ltr, 1</p>

"#]],
    );
    built.main(
        "reviews/ana/index.html",
        str![[r#"
<main class="bounds main kind-review" id="main" tabindex="-1">
  <nav aria-label="Navigationspfad" class="trail">
    <ol>
      <li>
        <a href="/">Sol</a>
  <h1>Sol: Bewertung von Ana</h1>
  <p>14. März 2026</p>
  <p>Bewertet mit 4,5 von 5</p>
  <p>Am Telefon</p>
  <p>Portugiesisch</p>

"#]],
    );
    // Machines get the numbers of machines.
    let data: serde_json::Value = serde_json::from_str(&built.text("reviews.json")).unwrap();
    assert_eq!(data["reviews"][0]["rating"]["value"], "4.5");
    assert_eq!(data["summary"]["average"], "4.8");
}

#[test]
fn a_file_of_words_may_start_with_a_byte_order_mark() {
    let site = Site::new().file("templates/i18n/en.yaml", "\u{feff}skip: Over\nskip: Under\n");
    let told = site.run("check").fails(1).stderr.clone();
    assert!(told.contains("templates/i18n/en.yaml:2:1"), "{told}");
    let site = site.file("templates/i18n/en.yaml", "\u{feff}skip: Over\n");
    assert!(site.run("build").ok().text("index.html").contains(">Over</a>"));
}

#[test]
fn a_text_without_words_is_a_missing_one_and_a_key_may_be_put_together() {
    let site = Site::new()
        .file("templates/i18n/en.yaml", "skip: \"\"\nbrand-new: New here\n")
        .file("templates/404.html", "({{ \"skip\" | t }}, {{ (\"brand\" ~ \"-new\") | t }})");
    let english = english();
    let skip = english["skip"].as_str().unwrap();
    assert_eq!(site.run("build").ok().text("404.html"), format!("({skip}, New here)"));
}

#[test]
fn a_language_that_nobody_knows_is_no_obstacle() {
    for tag in ["tlh", "xx-Latn", "en-u-nu-arab", "zz-abcdefgh"] {
        let site = Site::fixture("languages")
            .edit("site.yaml", |text| text.replace("language: en", &format!("language: {tag}")));
        site.run("build").ok();
    }
}
