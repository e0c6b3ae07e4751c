//! Words that were edited or translated say so wherever they are shown, and lead to the words as given.

use serde_json::{Value, json};
use snapbox::str;

use crate::support::{Site, html};

/// A shortened review and a translated one, on cards of five words.
fn site() -> Site {
    let edited =
        "date: 2026-03-14\noriginal: The room was clean, the staff were kind, and I slept well.";
    let translated =
        "date: 2026-03-13\ntranslated_from: ar\ntranslator: machine\noriginal: قهوة ممتازة.";
    Site::new()
        .config("display: {excerpt: 5}")
        .review("edited", edited, "The room was clean, […] and I slept [very] well.")
        .review("translated", translated, "Excellent coffee, and I am drinking it every day.")
        .review("short", translated, "Excellent coffee.")
}

#[test]
fn a_page_offers_the_words_as_given_and_an_excerpt_leads_to_them() {
    let site = site();
    let built = site.run("build").ok();
    for (page, selector, expected) in [
        (
            "reviews/edited/index.html",
            "figure",
            str![[r#"
<figure>
  <h2 class="unseen">The review</h2>
  <div class="card-top">
    <span class="pill">
      <span class="unseen">Source:</span>
      Form
  <blockquote class="prose" dir="ltr" lang="en">
    <p>The room was clean, […] and I slept [very] well.</p>
  <p class="quiet">Shortened or corrected.</p>
  <details>
    <summary>The words as given</summary>
    <blockquote class="prose" dir="ltr" id="original" lang="en">
      <p>The room was clean, the staff were kind, and I slept well.</p>
  <figcaption>
    <div class="author name-only">
      <span aria-hidden="true" class="avatar">AL</span>
      <div>
        <p class="name">
          <bdi>Ana López</bdi>

"#]],
        ),
        (
            "reviews/translated/index.html",
            "figure",
            str![[r#"
<figure>
  <h2 class="unseen">The review</h2>
  <div class="card-top">
    <span class="pill">
      <span class="unseen">Source:</span>
      Form
  <blockquote class="prose" dir="ltr" lang="en">
    <p>Excellent coffee, and I am drinking it every day.</p>
  <p class="quiet">Translated from Arabic by a machine.</p>
  <details>
    <summary>The words as given</summary>
    <blockquote class="prose" dir="rtl" id="original" lang="ar">
      <p>قهوة ممتازة.</p>
  <figcaption>
    <div class="author name-only">
      <span aria-hidden="true" class="avatar">AL</span>
      <div>
        <p class="name">
          <bdi>Ana López</bdi>

"#]],
        ),
        (
            "index.html",
            "main .card figure",
            str![[r#"
<figure>
  <div class="card-top">
    <span class="pill">
      <span class="unseen">Source:</span>
      Form
  <h2 class="unseen">
    Review by
    <bdi>Ana López</bdi>
  <blockquote class="prose" dir="ltr" lang="en">
    <p>The room was clean, […] and…</p>
  <p class="more">
    <a href="/reviews/edited/">
      Read the whole review
      <span class="unseen">
        : Review by
        <bdi>Ana López</bdi>
  <p class="quiet">Shortened or corrected.</p>
  <p class="more">
    <a href="/reviews/edited/#original">
      The words as given
      <span class="unseen">
        : Review by
        <bdi>Ana López</bdi>
  <figcaption>
    <div class="author name-only">
      <span aria-hidden="true" class="avatar">AL</span>
      <div>
        <p class="name">
          <bdi>Ana López</bdi>
    <ul class="origin quiet">
      <li>
        <a href="/reviews/edited/">
          <time datetime="2026-03-14">14 March 2026</time>
          <span class="unseen">: the page of this review</span>
      <li>Checked by order</li>
<figure>
  <div class="card-top">
    <span class="pill">
      <span class="unseen">Source:</span>
      Form
  <h2 class="unseen">
    Review by
    <bdi>Ana López</bdi>
  <blockquote class="prose" dir="ltr" lang="en">
    <p>Excellent coffee.</p>
  <p class="quiet">Translated from Arabic by a machine.</p>
  <details>
    <summary>The words as given</summary>
    <blockquote class="prose" dir="rtl" lang="ar">
      <p>قهوة ممتازة.</p>
  <figcaption>
    <div class="author name-only">
      <span aria-hidden="true" class="avatar">AL</span>
      <div>
        <p class="name">
          <bdi>Ana López</bdi>
    <ul class="origin quiet">
      <li>
        <a href="/reviews/short/">
          <time datetime="2026-03-13">13 March 2026</time>
          <span class="unseen">: the page of this review</span>
      <li>Checked by order</li>
<figure>
  <div class="card-top">
    <span class="pill">
      <span class="unseen">Source:</span>
      Form
  <h2 class="unseen">
    Review by
    <bdi>Ana López</bdi>
  <blockquote class="prose" dir="ltr" lang="en">
    <p>Excellent coffee, and I am…</p>
  <p class="more">
    <a href="/reviews/translated/">
      Read the whole review
      <span class="unseen">
        : Review by
        <bdi>Ana López</bdi>
  <p class="quiet">Translated from Arabic by a machine.</p>
  <p class="more">
    <a href="/reviews/translated/#original">
      The words as given
      <span class="unseen">
        : Review by
        <bdi>Ana López</bdi>
  <figcaption>
    <div class="author name-only">
      <span aria-hidden="true" class="avatar">AL</span>
      <div>
        <p class="name">
          <bdi>Ana López</bdi>
    <ul class="origin quiet">
      <li>
        <a href="/reviews/translated/">
          <time datetime="2026-03-13">13 March 2026</time>
          <span class="unseen">: the page of this review</span>
      <li>Checked by order</li>

"#]],
        ),
    ] {
        let parsed = built.page(page);
        let figures = html::select(&parsed, selector);
        let shown: String = figures.into_iter().map(html::pretty).collect();
        built.compare(page, &shown, expected);
    }
}

#[test]
fn feeds_and_data_tell_what_was_changed() {
    let site = site();
    let built = site.run("build").ok();
    let feed: Value = serde_json::from_str(&built.text("feed.json")).unwrap();
    let entry = |at: usize| feed["items"][at]["content_html"].as_str().unwrap().to_owned();
    built.compare("edited", &entry(0), str![[r#"<p>Shortened or corrected.</p><p>The room was clean, […] and I slept [very] well.</p><p>The words as given</p><blockquote lang="en" dir="ltr"><p>The room was clean, the staff were kind, and I slept well.</p></blockquote>"#]]).compare("translated", &entry(1), str![[r#"<p>Translated from Arabic by a machine.</p><p>Excellent coffee.</p><p>The words as given</p><blockquote lang="ar" dir="rtl"><p>قهوة ممتازة.</p></blockquote>"#]]);

    let data: Value = serde_json::from_str(&built.text("reviews.json")).unwrap();
    let told = |review: &Value| {
        json!([
            review["edited"],
            review["translated_from"],
            review["translator"],
            review["original"]
        ])
    };
    let told: Vec<Value> = data["reviews"].as_array().unwrap().iter().map(told).collect();
    assert_eq!(
        told,
        [
            json!([true, null, null, "The room was clean, the staff were kind, and I slept well."]),
            json!([false, "ar", "machine", "قهوة ممتازة."]),
            json!([false, "ar", "machine", "قهوة ممتازة."]),
        ]
    );
}

#[test]
fn a_text_that_is_not_its_original_is_published_where_the_site_says_so() {
    let unmarked = |site: Site| {
        site.edit("content/testimonials/edited.md", |text| text.replace("[very]", "very"))
    };
    let strict = unmarked(site());
    let result = strict.run("build").fails(1);
    assert!(result.stderr.contains("error[edit-not-derivable]"), "{}", result.stderr);
    let lenient = strict.config("checks: {edit-not-derivable: warn}");
    let result = lenient.run("build").ok();
    assert!(result.stderr.contains("warning[edit-not-derivable]"), "{}", result.stderr);
}
