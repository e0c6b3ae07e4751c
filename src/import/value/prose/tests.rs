use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::model::markdown::{Options, Rendered, Voice, is_visible, render};

fn rendered(markdown: &str) -> Rendered {
    render(markdown, Options { heading_base: 2, voice: Voice::Customer })
}

/// The words of a text, without characters that nobody sees: a page leaves out what has no others.
fn words(text: &str) -> Vec<String> {
    let seen = |word: &str| word.chars().filter(|c| is_visible(*c)).collect::<String>();
    text.split_whitespace().map(seen).filter(|word| !word.is_empty()).collect()
}

#[track_caller]
fn shows(text: &str) {
    let markdown = prose(text, Markup::Plain);
    let page = rendered(&markdown);
    let clean: String = cleaned(text).collect();
    assert_eq!(words(&page.text), words(&clean), "{text:?} became {markdown:?}");
    let marked =
        ["<em", "<strong", "<del", "<h", "<ul", "<ol", "<blockquote", "<pre", "<code", "<a "];
    assert!(!marked.iter().any(|tag| page.html.contains(tag)), "{text:?} became {markdown:?}");
    assert!(page.refused.is_empty(), "{text:?} became {markdown:?}: {:?}", page.refused);
}

#[test]
fn ordinary_sentences_stay_as_they_were_typed() {
    for text in [
        "Great!",
        "5* hotel, 3 * 4 = 12 and snake_case_name.",
        "AT&T & Co: a < b, I <3 it, C# and C++; 50% (really) #1 [sic] ~10 min.",
        "Mail me@example.com or see https://example.com/a_b_c?x=1&y=2",
        "C:\\temp and \\o/",
        "He said: \"1. first\" - then 2) second",
        "-5 degrees, +49 30, =ok",
        "Don't `quote me",
        "日本語。Ünïcödé 😀",
        "a | b | c",
        "10% off!!! $5 {x} ^up^",
    ] {
        assert_eq!(prose(text, Markup::Plain), text);
        shows(text);
    }
}

#[test]
fn what_would_mean_something_is_escaped() {
    for (text, markdown) in [
        ("# one", "\\# one"),
        ("#one", "#one"),
        ("- one\n- two", "\\- one\\\n\\- two"),
        ("-----", "\\-----"),
        ("Good\n-----", "Good\\\n\\-----"),
        ("Good\n===", "Good\\\n\\==="),
        ("* * *", "\\* \\* \\*"),
        ("___", "\\_\\_\\_"),
        ("> so", "\\> so"),
        ("1. one", "1\\. one"),
        ("2023. Great", "2023\\. Great"),
        ("1) one", "1\\) one"),
        ("*really* good", "\\*really\\* good"),
        ("_really_", "\\_really\\_"),
        ("~~no~~", "\\~\\~no\\~\\~"),
        ("[a](https://b.example)", "[a\\](https://b.example)"),
        ("[a]: https://b.example", "[a\\]: https://b.example"),
        ("<b>x</b>", "\\<b>x\\</b>"),
        ("<https://b.example>", "\\<https://b.example>"),
        ("<1@b.example>", "\\<1@b.example>"),
        ("&amp; &#38; &x", "\\&amp; \\&#38; &x"),
        ("a\\*b", "a\\\\*b"),
        ("end\\", "end\\\\"),
        ("a `b` c", "a \\`b\\` c"),
        ("    code", "code"),
        ("```\nx", "\\`\\`\\`\\\nx"),
        ("~~~\nx", "\\~\\~\\~\\\nx"),
        ("one\r\ntwo\r\n\r\n\r\nthree\rfour", "one\\\ntwo\n\nthree\\\nfour"),
        (" \u{feff}a\u{202e}b\0 ", "ab"),
        ("", ""),
        (" \n\n ", ""),
    ] {
        assert_eq!(prose(text, Markup::Plain), markdown, "{text}");
        shows(text);
    }
}

#[test]
fn html_becomes_markdown() {
    for (html, markdown) in [
        ("Plain & simple", "Plain & simple"),
        ("Fish &amp; chips &lt;3 &#39;x&#39; &amp;amp;", "Fish & chips <3 'x' \\&amp;"),
        ("<p>One</p><p>Two<br>three</p>", "One\n\nTwo\\\nthree"),
        ("<p>One\nline</p>\n\n<p>Two</p>", "One line\n\nTwo"),
        ("no tags\nbut lines\n\nand more", "no tags\\\nbut lines\n\nand more"),
        ("one<br/>\rtwo\r<br>three", "one\\\ntwo\\\nthree"),
        ("one<br><br>two", "one\n\ntwo"),
        ("one\rtwo", "one\\\ntwo"),
        ("so <b>good</b>, <i>really</i> <s>bad</s>", "so **good**, *really* ~~bad~~"),
        ("<b> good </b>stuff", "**good** stuff"),
        ("very<b>\"good\"</b>stuff", "very\"good\"stuff"),
        ("<b><i>both</i></b>", "***both***"),
        ("<b>2 * 3 * 4</b>", "**2 * 3 * 4**"),
        ("<b>a*b*c</b>", "**a\\*b\\*c**"),
        (
            "<a href=\"https://a.example/x(1)?a=1&amp;b=2\">here</a>",
            "[here](https://a.example/x%281%29?a=1&amp;b=2)",
        ),
        ("<a href='javascript:alert(1)'>here</a>", "here"),
        ("<h2>Title</h2>Text", "## Title\n\nText"),
        (
            "<ul><li>one</li><li>two<ul><li>deep</li></ul></li></ul>after",
            "- one\n- two\n  - deep\n\nafter",
        ),
        ("<ol><li>one<li><p>two</p><p>more</p></ol>", "1. one\n2. two\n\n   more"),
        ("<blockquote>said<br>so</blockquote>then", "> said\\\n> so\n\nthen"),
        ("a<script>alert('x')</script>b<style>p{}</style>", "ab"),
        ("an open <script> is text", "an open is text"),
        ("I <3 this, a < b, <Product> and <b", "I <3 this, a < b, \\<Product> and \\<b"),
        ("<!-- hidden -->shown", "shown"),
        ("<a href=\"https://a.example>x</a> and more", "\\<a href=\"https://a.example>x and more"),
        ("<p title='a > b'>x</p><p it's>y</p>", "x\n\ny"),
        ("<!-- not closed", "\\<!-- not closed"),
        ("<p>- dash</p><p># hash</p>", "\\- dash\n\n\\# hash"),
        ("Nice <img alt=\"😀\" src=x><img alt=\"Photo\" src=y>", "Nice 😀"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\\\nc"),
        ("wow!<a href=\"https://a.example\">x</a>", "wow\\![x](https://a.example)"),
        ("caf&eacute;&nbsp;&hellip;", "café …"),
        ("", ""),
    ] {
        assert_eq!(prose(html, Markup::Html), markdown, "{html}");
    }
    assert_eq!(line("<b>Great</b> &amp;\n good", Markup::Html), "Great & good");
    assert_eq!(line(" Great &amp;\n good ", Markup::Plain), "Great &amp; good");
}

#[test]
fn bbcode_becomes_markdown() {
    for (code, markdown) in [
        ("[b]good[/b] [i]x[/i]", "**good** *x*"),
        ("[h1]Title[/h1]\nText\nmore\n\nlast", "# Title\n\nText\\\nmore\n\nlast"),
        ("[list]\n[*]one\n[*]two\n[/list]\nafter", "- one\n- two\n\nafter"),
        ("[olist][*]one[*]two[/olist]", "1. one\n2. two"),
        (
            "[url=https://a.example]x[/url] [url]https://b.example[/url]",
            "[x](https://a.example) https://b.example",
        ),
        ("[quote=Ann;12]yes[/quote]no", "> Ann:\\\n> yes\n\nno"),
        ("[spoiler]he dies[/spoiler]", "he dies"),
        ("[sic] a [b", "[sic] a [b"),
        ("[code][b]x[/b][/code]", "[b]x[/b]"),
        ("[code][b]x[/b]", "**x**"),
    ] {
        assert_eq!(prose(code, Markup::BbCode), markdown, "{code}");
    }
    assert_eq!(line("[b]A[/b]\nb", Markup::BbCode), "A b");
}

#[test]
fn markdown_is_only_cleaned() {
    let text = "\r\n\r\n# A\r\n\r\n- *b*\r\n  - c\u{202e}\r\n\r\n";
    assert_eq!(prose(text, Markup::Markdown), "# A\n\n- *b*\n  - c");
}

#[test]
fn a_title_may_repeat_the_body() {
    for (title, body, repeats) in [
        ("Great service and…", "Great service and fast delivery.", true),
        ("Great serv...", "Great service", true),
        ("Great service", "Great  service. Would buy again", true),
        ("Great", "Great", true),
        ("Great", "Greatly disappointed", false),
        ("Great.", "Great. Really", true),
        ("Bad", "Great", false),
        ("…", "Great", false),
        ("", "Great", false),
    ] {
        assert_eq!(is_start_of(title, body), repeats, "{title} / {body}");
    }
}

#[test]
fn hostile_texts_take_no_time() {
    let cells = [
        "*",
        "[",
        "<",
        "&",
        "`",
        "_a",
        "*a",
        "~~a ",
        "\\",
        "](",
        "<b>",
        "<ul><li>",
        "[b]",
        "[code]",
        "<a@b",
        "<!--",
        "<blockquote>x",
        "[quote]x",
        "</script>",
        "<script>",
        "&#",
        "> ",
        "<b>a</b>",
        "<i",
        "1. ",
        "<p a",
        "\r",
        "\n",
        "<a =\"",
        "<a ='><a =\"",
        "<a href='\">x",
    ];
    for cell in cells {
        for (markup, length) in
            [(Markup::Plain, 100_000), (Markup::Html, 40_000), (Markup::BbCode, 40_000)]
        {
            let text = cell.repeat(length / cell.len());
            let start = Instant::now();
            prose(&text, markup);
            let time = start.elapsed();
            assert!(time < Duration::from_secs(3), "{cell} as {markup:?}: {time:?}");
        }
    }
}

/// Pieces of which Markdown could be made.
fn pieces() -> impl Strategy<Value = String> {
    let marks = "\\*{1,4}|_{1,3}|~{1,3}|`{1,4}|[\\[\\](){}<>!&;:#\\-+=\\\\.|@/\"']|\\\\\\n";
    let words = "[a-z]{1,2}|[0-9]{1,2}|é|“|€| |  |\\n|\\n\\n|\\t|\u{a0}|\u{200b}|\u{202e}";
    let whole =
        "<b>|</b>|<a@b>|<x:y>|&amp;|&#38;|\\]\\(x\\)|\\[x\\]: y|---|===|\\n- |\\n1\\. |\\n> ";
    prop::collection::vec(
        prop_oneof![marks.prop_map(|s| s), words.prop_map(|s| s), whole.prop_map(|s| s)],
        0..14,
    )
    .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn plain_text_shows_as_it_is(text in pieces()) {
        shows(&text);
    }

    #[test]
    fn any_plain_text_shows_as_it_is(text in "\\PC{0,20}|(?s).{0,20}") {
        shows(&text);
    }

    #[test]
    fn html_keeps_its_words(before in pieces(), inner in pieces(), after in pieces()) {
        let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        let all = format!("{before}{inner}{after}");
        let clean: String = cleaned(&all).collect();
        for (open, close) in [("<b>", "</b>"), ("<i>", "</i>"), ("<a href='https://a.example'>", "</a>")] {
            let html = format!("{}{open}{}{close}{}", escape(&before), escape(&inner), escape(&after));
            let markdown = prose(&html, Markup::Html);
            let page = rendered(&markdown);
            prop_assert_eq!(words(&page.text), words(&clean), "{:?} became {:?}", html, markdown);
            prop_assert!(page.refused.is_empty(), "{:?} became {:?}", html, markdown);
        }
    }

    #[test]
    fn any_markup_is_read(text in "(<[a-z]{1,3}>|</[a-z]{1,2}>|[<>&\\[\\]/a ]|<li>|</li>|<ul>|\\[b\\]|\\[/\\*\\]|\\[\\*\\]|x|<blockquote>|</blockquote>|\\n){0,16}") {
        for markup in [Markup::Html, Markup::BbCode, Markup::Markdown] {
            let markdown = prose(&text, markup);
            let shown = words(&rendered(&markdown).text).concat();
            let said = words(&line(&text, markup)).concat();
            if markup != Markup::Markdown {
                prop_assert_eq!(shown, said, "{:?} became {:?}", text, markdown);
            }
        }
    }
}
