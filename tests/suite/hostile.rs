//! Whatever is written into any text field stays text: no element, no attribute, no address and no
//! broken document comes of it, in no output.

use std::collections::BTreeSet;

use scraper::{ElementRef, Html};
use serde_json::{Value, json};

use crate::support::{Seen, Site, html, xml};

/// Texts that break something somewhere when they are not treated as text.
const HOSTILE: [&str; 45] = [
    // Markup
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)' x='",
    "`onclick=alert(1)`",
    "<svg/onload=alert(1)>",
    "<a href=\"javascript:alert(1)\" style=\"color:red\">x</a>",
    "</script><script>alert(1)</script>",
    "</SCRIPT ><svg/onload=alert(1)> </script/x> <!--<script>",
    "</title></style></textarea></blockquote></article></main></body>",
    "<math><mi//xlink:href=\"data:x,<script>alert(4)</script>\">",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<!-- a comment that goes on",
    "--> <b>bold</b> <?php echo 1 ?>",
    "<![CDATA[ x ]]> ]]> <!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]> &y;",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe><base href=//evil.example>",
    "<details open ontoggle=alert(1)><form action=javascript:alert(1)><button>x",
    // Entities and escapes
    "&lt;script&gt; &amp;amp; &#x3c;b&#62; &nbsp; &notanentity; &#0; &#xD800;",
    "%3Cscript%3Ealert(1)%3C/script%3E \\u003cscript\\u003e \\x3cb\\x3e",
    // Templates
    "{{ 7 * 7 }} {% if true %}yes{% endif %} {# gone #} {{<card review={review} />}}",
    "{{ site.title | safe }} {% raw %} {%- set x = 1 -%} ${x} #{x} <%= x %>",
    // Markdown
    "[x](javascript:alert(1)) <javascript:alert(1)> [y](JaVa\tScRiPt:alert(1))",
    "[x](&#106;avascript&colon;alert(1)) [y](java\u{0}script:alert(1)) [z](\u{1}javascript:x)",
    "[x](data:text/html;base64,PHN2Zz4=) [y](vbscript:x) [z](//evil.example) [w](/reviews/)",
    "![pixel](https://evil.example/x.png \"onerror=alert(1)\") [![a](b)](c)",
    "[x]\n\n[x]: javascript:alert(1) \"title\"\n",
    "[x](https://example.com/\"onclick=\"alert(1) 'y' \"z\")",
    "# one\n\n###### six\n\n---\n\n- a\n\n1. b\n\n> c\n\n```html\n<script>\n```\n\n    <b>\n",
    "| a | b |\n|---|---|\n| <b> | `<i>` |\n\n[^1]\n\n[^1]: <b>note</b>\n\n~~gone~~ $x$ :smile:\n",
    "**bold _both** half_ ***__`~~",
    // Characters
    "\u{202e}txt.exe\u{202c} \u{2066}isolated \u{200f}rtl",
    "a\u{0}b NUL, \u{1b}[31mred\u{1b}[0m, \u{7}bell, \u{8}\u{8}back, \u{7f}delete, \u{9b}31m",
    "\u{85}next\u{2028}line\u{2029}paragraph\u{b}tab\u{c}feed",
    "\u{feff}mark \u{fffe}\u{ffff}\u{fdd0} not characters \u{10ffff} \u{e000}",
    "\u{1f469}\u{200d}\u{1f373} \u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} 👍🏽 1️⃣",
    "Z\u{351}\u{32b}\u{343}\u{32a}a\u{363}\u{35c}l\u{315}\u{335}g\u{31b}o\u{321}",
    "ﷺ ﷽ 𒐫 ꧅ Ａ ﬁ ẞ İ ı ǆ",
    "one\nline\r\nafter\ranother\n\n\nand a paragraph\n",
    "\t  blanks at both ends \u{a0}\u{3000}\t",
    // Other languages that may read a part of the output
    "*anchor &a !tag %YAML - : | > ? @ ` key: value # comment",
    "'; DROP TABLE reviews; -- \" or \"\"=\"",
    "=HYPERLINK(\"https://evil.example\") @SUM(1) +1 -1",
    "../../../etc/passwd ..\\..\\windows C:\\x CON nul.txt /dev/null",
    "$(touch /tmp/x) `touch /tmp/x` | cat; && rm -rf . > x",
    "/* } */ url(javascript:alert(1)) expression(alert(1)) @import 'x';",
    "\r\nSet-Cookie: a=b\r\n\r\n<html>  X-Header: y",
];

/// Text keys whose values must have a form, so that a hostile one is refused: dates, addresses,
/// ids, paths, languages, words of closed lists.
const CHECKED: [&str; 44] = [
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
    // Must be words of the text, and so cannot be more hostile than it.
    "review.highlight",
    // A list to compare with, never printed.
    "site.touchpoints[]",
];

/// Reviews with a text in every key that may hold any.
fn reviews(text: &str) -> Value {
    let verbatim = escaped(text);
    let review = json!({
        "id": "as-written",
        "status": "approved",
        "author": { "name": text, "role": text, "company": text, "location": text },
        "date": "2026-03-14",
        "rating": 4,
        "title": text,
        "item": "thing",
        "source": { "platform": format!("word {text}"), "id": text, "imported": text,
            "basis": "author-permission", "url": "https://example.net/\"><script>alert(1)</script>?a='b'&c={{d}}#<e>" },
        "verified": { "method": "order", "note": text },
        "incentive": { "kind": text, "disclosure": text },
        "disclosure": text,
        "consent": {
            "on": "2026-03-14", "method": text, "ref": text,
            "scope": ["text", "name", "photo", "company", "location"],
        },
        "touchpoints": [text],
        "tags": [format!("tag {text}")],
        "original": text,
        "translated_from": "de",
        "translator": "human",
        "pros": [text],
        "cons": [text],
        "reply": [{ "by": text, "role": text, "text": text }],
        "follow_up": [{ "rating": 3, "text": text }],
        "media": [{ "kind": "image", "src": "media/p.svg", "alt": text },
            { "kind": "video", "src": "media/v.mp4", "alt": text, "transcript": text }],
        "claim": { "evidence": text },
        "extra": { "key": text, text: [text] },
        "body": text,
    });
    let short = json!({
        "id": "short", "status": "approved", "date": "2026-03-15", "author": text, "source": "form",
        "reply": { "by": text, "role": text, "text": text }, "follow_up": { "text": text },
        "body": format!("a {verbatim} z"),
    });
    let elsewhere = json!({
        "id": "elsewhere", "status": "approved", "date": "2026-03-16", "rating": 2,
        "source": format!("word {text}"),
    });
    let withheld = json!({
        "id": "withheld", "status": "withheld", "date": "2026-03-17", "author": text, "body": text,
        "withheld": { "reason": format!("because {text}"), "note": text },
    });
    json!([review, short, elsewhere, withheld])
}

fn items(text: &str) -> Value {
    json!([{ "id": "thing", "name": text, "description": text, "sku": text, "brand": text,
        "url": "https://example.net/'onclick='alert(1)" }])
}

fn site_yaml(text: &str) -> Value {
    json!({
        "title": text,
        "base_url": "https://reviews.example.com/a/",
        "description": text,
        "business": { "name": text, "telephone": text, "email": text, "url": "https://example.com/",
            "address": { "street": text, "locality": text, "region": text, "postal_code": text,
                "country": "PT" } },
        "settings": { "key": text },
        "links": [{ "label": text, "url": "https://example.com/?<b>=\"'" }],
        "review_links": [{ "label": text, "url": "mailto:a@example.com?subject=<b>\"" }],
        "platforms": [{ "platform": format!("word {text}"), "rating": 4.5, "count": 3 }],
        "selection": { "completeness": "selection", "rule": text },
        "checks": {},
        "survey": { "key": text }, "invite": { "key": text }, "widgets": [text],
        "policy": { "who_may_review": text, "verification": text, "moderation": text,
            "incentives": text, "contact": "mailto:a@example.com" },
    })
}

/// Markdown that shows exactly this text, as far as Markdown can.
fn escaped(text: &str) -> String {
    let letter = |c: char| if c.is_ascii_punctuation() { format!("\\{c}") } else { c.to_string() };
    text.chars().map(letter).collect()
}

/// A JSON document as YAML: what YAML does not allow as it is gets escaped.
fn yaml(value: &Value) -> String {
    let plain = |c: char| matches!(c, ' '..='~' | '\n' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    let odd = |c: char| matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}');
    let letter = |c: char| {
        if plain(c) && !odd(c) { c.to_string() } else { format!("\\u{:04x}", u32::from(c)) }
    };
    value.to_string().chars().map(letter).collect()
}

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
    built.output().texts(".html").flat_map(|(_, text)| shapes(&html::parse(text))).collect()
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
    let feed: Value = serde_json::from_str(output.text("feed.json")).unwrap();
    for item in feed["items"].as_array().unwrap() {
        let words = item["content_html"].as_str().unwrap();
        assert_clean_prose(Html::parse_fragment(words).root_element(), "feed.json", text);
    }
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
