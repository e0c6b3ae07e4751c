//! Texts without mercy, and a site with one of them wherever a text may stand.

use serde_json::{Value, json};

/// Texts that break something somewhere when they are not treated as text.
pub(super) const HOSTILE: [&str; 45] = [
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

/// Reviews with a text in every key that may hold any.
pub(super) fn reviews(text: &str) -> Value {
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
            "channels": ["site", "widget"],
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
        "rating": 4,
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

pub(super) fn items(text: &str) -> Value {
    json!([{ "id": "thing", "name": text, "description": text, "sku": text, "brand": text,
        "url": "https://example.net/'onclick='alert(1)" }])
}

pub(super) fn site_yaml(text: &str) -> Value {
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
        "survey": { "key": text }, "invite": { "key": text }, "widgets": widgets(text),
        "policy": { "who_may_review": text, "verification": text, "moderation": text,
            "incentives": text, "contact": "mailto:a@example.com" },
    })
}

/// One of each type, of the review with a text in every key.
fn widgets(text: &str) -> Value {
    let quotes = ["wall", "grid", "list", "carousel", "marquee", "single", "avatars", "toast"];
    let filter = json!({ "tags": [format!("tag {text}")], "source": format!("word {text}") });
    let quotes = quotes.map(
        |kind| json!({ "id": kind, "type": kind, "title": text, "excerpt": 0, "filter": filter }),
    );
    let figures =
        ["badge", "summary"].map(|kind| json!({ "id": kind, "type": kind, "title": text }));
    quotes.into_iter().chain(figures).collect()
}

/// Markdown that shows exactly this text, as far as Markdown can.
fn escaped(text: &str) -> String {
    let letter = |c: char| if c.is_ascii_punctuation() { format!("\\{c}") } else { c.to_string() };
    text.chars().map(letter).collect()
}

/// A JSON document as YAML: what YAML does not allow as it is gets escaped.
pub(super) fn yaml(value: &Value) -> String {
    let plain = |c: char| matches!(c, ' '..='~' | '\n' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    let odd = |c: char| matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}');
    let letter = |c: char| {
        if plain(c) && !odd(c) { c.to_string() } else { format!("\\u{:04x}", u32::from(c)) }
    };
    value.to_string().chars().map(letter).collect()
}
