//! Checks the rendering case by case.

use std::time::{Duration, Instant};

use super::*;

const CUSTOMER: Options = Options { heading_base: 3, voice: Voice::Customer };
const OWNER: Options = Options { heading_base: 2, voice: Voice::Owner };

/// Sources with their HTML and plain text, as a customer's words.
const CASES: &[(&str, &str, &str)] = &[
    ("", "", ""),
    (" \n\t\n", "", ""),
    ("One\ntwo.\n\nThree.", "<p>One\ntwo.</p>\n<p>Three.</p>", "One two.\n\nThree."),
    ("One\\\ntwo  \nthree", "<p>One<br>\ntwo<br>\nthree</p>", "One\ntwo\nthree"),
    (
        "*a* **b** ~~c~~ `d  e`",
        "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d  e</code></p>",
        "a b c d e",
    ),
    ("~10 to ~20, ~so~", "<p>~10 to ~20, ~so~</p>", "~10 to ~20, ~so~"),
    ("# a\n###### b\n\nc\n---", "<h3>a</h3>\n<h4>b</h4>\n<h4>c</h4>", "a\n\nb\n\nc"),
    (
        "## a\n### b\n## c\n# d\n## e",
        "<h3>a</h3>\n<h4>b</h4>\n<h3>c</h3>\n<h3>d</h3>\n<h4>e</h4>",
        "a\n\nb\n\nc\n\nd\n\ne",
    ),
    ("\u{feff}# a", "<h3>a</h3>", "a"),
    ("a\n\n#\n\n***\n\nb", "<p>a</p>\n<hr>\n<p>b</p>", "a\n\nb"),
    (
        "a:\n- b\n- c\n  1. d\n\ne",
        "<p>a:</p>\n<ul>\n<li>b</li>\n<li>c\n<ol>\n<li>d</li>\n</ol></li>\n</ul>\n<p>e</p>",
        "a:\n\nb\nc\nd\n\ne",
    ),
    (
        "3) a\n\n   b\n4) c",
        "<ol start=\"3\">\n<li>\n<p>a</p>\n<p>b</p></li>\n<li>\n<p>c</p></li>\n</ol>",
        "a\n\nb\n\nc",
    ),
    ("- a\n- #\n- b\n  #\n  c", "<ul>\n<li>a</li>\n<li>\n</li>\n<li>b\nc</li>\n</ul>", "a\nb c"),
    (
        "> a\n> > b\n\nc",
        "<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n</blockquote>\n<p>c</p>",
        "a\n\nb\n\nc",
    ),
    (
        "```rust\nif a {\n\n    b\n}\n```\nc",
        "<pre><code>if a {\n\n    b\n}\n</code></pre>\n<p>c</p>",
        "if a {\n\n    b\n}\n\nc",
    ),
    ("a\r\nb\r\n\r\n\tc\r\n\td", "<p>a\nb</p>\n<pre><code>c\nd</code></pre>", "a b\n\nc\nd"),
    (
        "a & b < c > d \" e ' &amp; &copy; \\*",
        "<p>a &amp; b &lt; c &gt; d &quot; e &#39; &amp; © *</p>",
        "a & b < c > d \" e ' & © *",
    ),
    (
        "{{ a }} {% b %} {# c #} | x",
        "<p>{{ a }} {% b %} {# c #} | x</p>",
        "{{ a }} {% b %} {# c #} | x",
    ),
    (
        "| a |\n|---|\n| b |\n\n[^1] $x$ [[y]]",
        "<p>| a |\n|---|\n| b |</p>\n<p>[^1] $x$ [[y]]</p>",
        "| a | |---| | b |\n\n[^1] $x$ [[y]]",
    ),
    (
        "- a\n  - b\n  #\n  c\n\n* d",
        "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\nc</li>\n</ul>\n<ul>\n<li>d</li>\n</ul>",
        "a\nb\nc\n\nd",
    ),
    // Raw HTML
    (
        "a <b onclick=\"x\">c</b><!-- d -->",
        "<p>a &lt;b onclick=&quot;x&quot;&gt;c&lt;/b&gt;&lt;!-- d --&gt;</p>",
        "a <b onclick=\"x\">c</b><!-- d -->",
    ),
    (
        "<script>\n  a\n\n\nb\n</script>\n\n> <div>\n> *c*",
        "<p>&lt;script&gt;<br>\na</p>\n<p>b<br>\n&lt;/script&gt;</p>\n\
         <blockquote>\n<p>&lt;div&gt;<br>\n*c*</p>\n</blockquote>",
        "<script>\na\n\nb\n</script>\n\n<div>\n*c*",
    ),
    // Links
    (
        "[a *b*](https://example.com/?x=1&y=2 \"c <d>\")",
        "<p><a href=\"https://example.com/?x=1&amp;y=2\" title=\"c &lt;d&gt;\" \
         rel=\"nofollow ugc noopener\">a <em>b</em></a></p>",
        "a b",
    ),
    (
        "<me@example.com>",
        "<p><a href=\"mailto:me@example.com\" rel=\"nofollow ugc noopener\">me@example.com</a></p>",
        "me@example.com",
    ),
    (
        "[a][b] [](https://example.com)\n\n[b]: https://example.com",
        "<p><a href=\"https://example.com/\" rel=\"nofollow ugc noopener\">a</a> \
         <a href=\"https://example.com/\" rel=\"nofollow ugc noopener\">https://example.com/</a></p>",
        "a https://example.com/",
    ),
    ("[a](JavaScript:x) [b](/c) [d](#e)", "<p>a b d</p>", "a b d"),
    ("[](javascript:x)", "", ""),
    // Images
    (
        "![a *b* [`c`](https://d.example)](https://e.example/f.png)",
        "<p><a href=\"https://e.example/f.png\" rel=\"nofollow ugc noopener\">a b c</a></p>",
        "a b c",
    ),
    (
        "[a ![b](https://c.example)](https://d.example)",
        "<p><a href=\"https://d.example/\" rel=\"nofollow ugc noopener\">a b</a></p>",
        "a b",
    ),
    ("![a  \nb](data:image/png;base64,x)", "<p>a\nb</p>", "a b"),
    // Characters
    (
        "a\u{202e}b&#x202E;c\u{2066}d\0e\u{7}f\u{feff}g\u{200f}h\u{2028}i\u{85}j\u{ffff}",
        "<p>abcdefg\u{200f}h\ni j</p>",
        "abcdefg\u{200f}h i j",
    ),
    ("&#0;\u{ad}", "<p>\u{fffd}\u{ad}</p>", "\u{fffd}\u{ad}"),
    ("a\n\n\u{200b}\n\nb", "<p>a</p>\n<p>b</p>", "a\n\nb"),
];

#[test]
fn renders_each_case() {
    for (source, html, text) in CASES {
        let rendered = render(source, CUSTOMER);
        assert_eq!(rendered.html, *html, "HTML of {source:?}");
        assert_eq!(rendered.text, *text, "text of {source:?}");
    }
}

#[test]
fn lets_the_owner_link_within_the_site() {
    for (source, html) in [
        ("[a](b/c?d=e#f)", "<p><a href=\"b/c?d=e#f\" rel=\"noopener\">a</a></p>"),
        ("[a](<#b \"c>)", "<p><a href=\"#b%20%22c\" rel=\"noopener\">a</a></p>"),
        ("![a](/b/ü.png)", "<p><a href=\"/b/%C3%BC.png\" rel=\"noopener\">a</a></p>"),
        ("[a](< b >)", "<p><a href=\"b\" rel=\"noopener\">a</a></p>"),
        ("[a](//b.example)", "<p>a</p>"),
        ("[a](<\\\\b.example>)", "<p>a</p>"),
        ("[a](</\\b.example>)", "<p>a</p>"),
        ("[a](java&#9;script:b)", "<p>a</p>"),
        ("# a\n## b", "<h2>a</h2>\n<h3>b</h3>"),
    ] {
        assert_eq!(render(source, OWNER).html, html, "HTML of {source:?}");
    }
}

#[test]
fn lists_what_was_refused() {
    let source = "\u{feff}[a](x:y) <b>\n\n![c](https://d.example)\n\n<e>\n\n\
                  [g]: h\n[i]: j\n\n[i] f\u{202e}\u{202d}";
    let found: Vec<_> = render(source, CUSTOMER)
        .refused
        .into_iter()
        .map(|refused| (source[refused.range].to_owned(), refused.what))
        .collect();
    let expected = [
        ("[a](x:y)", RefusedKind::Address(AddressError::Scheme("x".into()))),
        ("<b>", RefusedKind::Html),
        ("![c](https://d.example)", RefusedKind::Image),
        ("<e>\n", RefusedKind::Html),
        ("[g]: h", RefusedKind::Definition),
        ("[i]", RefusedKind::Address(AddressError::Relative)),
        ("\u{202e}\u{202d}", RefusedKind::Characters('\u{202e}')),
    ];
    assert_eq!(found, expected.map(|(source, what)| (source.to_owned(), what)));
}

#[test]
fn says_what_was_refused() {
    for (source, message) in [
        ("[a](b)", "the address is not complete; start it with `https://`"),
        ("![a](https://b.example)", "an image is published as a link to it"),
        ("<b>", "HTML is published as text"),
        ("[a]: https://b.example", "no link uses this definition"),
        ("a\u{202e}", "the invisible character U+202E is not published"),
    ] {
        assert_eq!(render(source, CUSTOMER).refused[0].what.to_string(), message);
    }
}

#[test]
fn cleans_words_without_markdown() {
    assert_eq!(one_line(" a\u{202e}\u{2067}b\0 \r\n\u{2028}*c*\u{a0}<d>\n"), "ab *c* <d>");
    let cleaned: String = characters::cleaned("a\r\nb\rc\u{b}d").collect();
    assert_eq!(cleaned, "a\nb\nc d");
}

#[test]
fn flattens_deep_nesting() {
    let kept = render(&format!("{}a", "> ".repeat(32)), CUSTOMER);
    assert_eq!(kept.html.matches("<blockquote>").count(), 32);
    assert_eq!(kept.refused, []);

    let flattened = render(&format!("{}a\n\n{}b", "- ".repeat(40), "  ".repeat(39)), CUSTOMER);
    assert_eq!(flattened.html.matches("<ul>").count(), 16);
    assert!(flattened.html.contains("<li>\n<p>a</p>\n<p>b</p></li>"), "{}", flattened.html);
    assert_eq!(flattened.text, "a\n\nb");
    assert_eq!(flattened.refused.len(), 1);
    assert_eq!(flattened.refused[0].what, RefusedKind::Nesting);

    let mixed = format!("{}- a\n{}  # b", "> ".repeat(31), "> ".repeat(31));
    assert!(render(&mixed, CUSTOMER).html.contains("<blockquote>\n<p>a</p>\n<h3>b</h3>\n</block"));

    let beyond = render(&format!("{}a", ">".repeat(200)), CUSTOMER);
    assert_eq!(beyond.text, "a");
    assert_eq!(beyond.refused, [Refused { range: 32..201, what: RefusedKind::Nesting }]);

    let emphasis = render(&format!("{}a{}", "*".repeat(100), "*".repeat(100)), CUSTOMER);
    assert_eq!(emphasis.html.matches("<strong>").count(), 16);
    assert_eq!(emphasis.text, "a");
}

#[test]
fn takes_time_in_proportion_to_the_length() {
    let count = 50_000;
    let many = |opened: &str, line: &str| opened.repeat(count) + "a\n" + &line.repeat(count);
    for source in [
        many(">", "\n"),
        many("> ", "b\n"),
        many("- ", "b\n"),
        many("- ", "\n\n b"),
        many("1. > ", "[a]: b\n"),
        many("- ", "```\n"),
        many("*", "*"),
        many("[", "](https://a.example)"),
        many("![", "]"),
        many("*_~", "a**b_"),
        many("<a ", "<!-- "),
        many("`", "a``"),
        "a".repeat(10 * count),
        (0..1000).map(|level| "  ".repeat(level) + "- a\n").collect::<String>()
            + &"\n".repeat(count),
    ] {
        let started = Instant::now();
        let _ = render(&source, CUSTOMER);
        // A source that took quadratic time would need minutes.
        assert!(started.elapsed() < Duration::from_secs(10), "{:?}", &source[..20]);
    }
}
