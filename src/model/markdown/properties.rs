//! Checks on hostile input what the module promises.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use proptest::prelude::*;
use scraper::{Html, Node};

use super::characters::shown;
use super::*;

/// Pieces of Markdown, HTML and attacks that are joined to hostile sources.
#[rustfmt::skip]
const FRAGMENTS: &[&str] = &[
    "\n", "\n\n", " ", "    ", "\t", "  \n", "\\\n", "\r\n", "\r", "\0", "\u{1}", "\u{85}", "a", "word",
    "# ", "## ", "\n---\n", "===", "***\n", "- ", "* ", "+ ", "1. ", "7) ", "> ", ">", "```", "~~~\n",
    "`", "``", "*", "**", "***", "_", "__", "~", "~~", "\\", "[", "]", "![", "(", ")", "](", "][", "[]",
    "[a]", "[a]: ", "\n[a]: javascript:x\n", "\n[a]: https://a.example 'b'\n", "ä", "日本語", "👩‍👩‍👧",
    "- - - - - - - - - - - - - - - - - - ", "> > > > > > > > > > > > > > > > > > > > ", ">>>>>>>>>>>>>>>>>>",
    "                                                            ", "\n\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t",
    "<", ">", "</", "/>", "<!--", "-->", "<?", "?>", "<!X", "<![CDATA[", "]]>", "\"", "'", "=",
    "&", "&amp;", "&lt;", "&#60;", "&#x3c;", "&quot;", "&Tab;", "&NewLine;", "&colon;", "&#0;", "&#13;",
    "{{ x }}", "{% x %}", "{# x #}", "{{", "}}",
    "<script>alert(1)</script>", "<script>", "</script>", "<style>", "<textarea>", "</textarea>",
    "<plaintext>", "<svg/onload=x>", "<math>", "<img src=x onerror=alert(1)>", "<a href='javascript:x'>",
    "</a>", "<p>", "</p>", "\n</div>", "<pre>", "<b", " onclick=\"x\"", " style='x'", " id=x class=y",
    "javascript:alert(1)", "JaVaScRiPt:x", "java&#115;cript:x", "java\tscript:x", "java&#10;script:x",
    "\u{1}javascript:x", "javascript&colon;x", " javascript:x", "data:text/html,x", "vbscript:x",
    "file:///x", "//b.example", "\\\\b.example", "/\\b.example", "https:/b.example", "https://u:p@b.example",
    "https://a.example/?a=1&b=\"'", "HTTP://ä.example", "mailto:a@b.example", "#x", "a/b", "?x",
    "<https://a.example>", "<javascript:x>", "<a@b.example>", "(javascript:x)", "(<java\nscript:x>)",
    "(https://a.example 'x\" onclick=\"y')", "(https://a.example \"<\u{202e}>\")", "](https://a.example)",
    "[a](https://a.example 'x\" onclick=\"y')", "![a](https://a.example)", "[a](//b.example)",
    "\u{202a}", "\u{202e}", "&#x202e;", "\u{2066}", "\u{2069}", "\u{200f}", "\u{200b}", "\u{feff}",
    "\u{2028}", "\u{2029}", "\u{fffe}",
];

fn fragment() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(FRAGMENTS).prop_map(str::to_owned);
    prop_oneof![20 => fixed, 1 => any::<String>(), 1 => "[ -~]{0,9}"]
}

fn source() -> impl Strategy<Value = String> {
    prop::collection::vec(fragment(), 0..60).prop_map(|fragments| fragments.concat())
}

fn options() -> impl Strategy<Value = Options> {
    (any::<u8>(), prop::bool::ANY).prop_map(|(heading_base, customer)| Options {
        heading_base,
        voice: if customer { Voice::Customer } else { Voice::Owner },
    })
}

/// The elements that the module documentation lists.
const ELEMENTS: &str = "p h2 h3 h4 h5 h6 blockquote ul ol li pre code em strong del a br hr";

/// Returns a sanitiser that lets through what the module documentation lists.
fn sanitiser(voice: Voice) -> ammonia::Builder<'static> {
    let mut sanitiser = ammonia::Builder::empty();
    sanitiser
        .tags(ELEMENTS.split(' ').collect())
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "title"])),
            ("ol", HashSet::from(["start"])),
        ]))
        .tag_attribute_values(HashMap::from([(
            "a",
            HashMap::from([(
                "rel",
                HashSet::from([match voice {
                    Voice::Customer => "nofollow ugc noopener",
                    Voice::Owner => "noopener",
                }]),
            )]),
        )]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(match voice {
            Voice::Customer => ammonia::UrlRelative::Deny,
            Voice::Owner => ammonia::UrlRelative::PassThrough,
        })
        .link_rel(None);
    sanitiser
}

fn name(node: &Node) -> &str {
    node.as_element().map_or("", |element| element.name())
}

/// Returns the words that a browser would show for `html`.
fn visible_words(html: &str) -> Vec<String> {
    let inline = ["a ", "a>", "em>", "strong>", "del>", "code>"];
    let mut spaced = String::new();
    for part in html.split_inclusive('<') {
        let tag = part.trim_start_matches('/');
        let is_inline = inline.iter().any(|inline| tag.starts_with(inline));
        let (words, opened) = part.strip_suffix('<').map_or((part, ""), |words| (words, "<"));
        let words = if is_inline { words.to_owned() } else { words.replacen('>', "> ", 1) };
        spaced.extend([&words, opened]);
    }
    let text: String = Html::parse_fragment(&spaced).root_element().text().collect();
    text.split_ascii_whitespace().map(str::to_owned).collect()
}

proptest! {
    #[test]
    fn leaves_a_sanitiser_nothing_to_do(source in source(), options in options()) {
        let html = render(&source, options).html;
        let parsed = Html::parse_fragment(&html);
        prop_assert_eq!(&parsed.errors, &Vec::<Cow<'static, str>>::new(), "{}", html);
        let sanitised = sanitiser(options.voice).clean(&html).to_string();
        prop_assert_eq!(parsed.html(), Html::parse_fragment(&sanitised).html());
    }

    #[test]
    fn keeps_the_nesting_that_was_written(source in source(), options in options()) {
        // A browser repairs what is nested wrongly, so that the tags would differ after it.
        let html = render(&source, options).html;
        let parsed = Html::parse_fragment(&html).root_element().inner_html();
        let tags = |html: &str| {
            html.split('<').skip(1).map(|tag| tag.split(['>', ' ']).next().map(str::to_owned))
                .collect::<Vec<_>>()
        };
        prop_assert_eq!(tags(&html), tags(&parsed));
    }

    #[test]
    fn keeps_to_the_content_model(source in source(), options in options()) {
        const BLOCKS: [&str; 11] =
            ["blockquote", "ul", "ol", "p", "h2", "h3", "h4", "h5", "h6", "pre", "hr"];
        let html = render(&source, options).html;
        for node in Html::parse_fragment(&html).root_element().descendants().skip(1) {
            let parent = node.parent().map_or("", |parent| name(parent.value()));
            let allowed = match name(node.value()) {
                "li" => ["ul", "ol"].contains(&parent),
                block if BLOCKS.contains(&block) => ["html", "blockquote", "li"].contains(&parent),
                _ => {
                    let is_blank = node.value().as_text().is_some_and(|text| &**text == "\n");
                    is_blank || !["html", "blockquote", "ul", "ol"].contains(&parent)
                }
            };
            prop_assert!(allowed, "{:?} in {parent:?}: {html}", node.value());
        }
    }

    #[test]
    fn gives_the_words_that_the_html_shows(source in source(), options in options()) {
        let rendered = render(&source, options);
        let words: Vec<&str> = rendered.text.split_ascii_whitespace().collect();
        prop_assert_eq!(words, visible_words(&rendered.html));
        prop_assert_eq!(rendered.text.trim_matches(['\n', ' ']), &rendered.text);
    }

    #[test]
    fn shows_no_hidden_characters(source in source(), options in options()) {
        let rendered = render(&source, options);
        for text in [&rendered.html, &rendered.text] {
            prop_assert!(text.chars().all(|character| shown(character) == Some(character)));
        }
    }

    #[test]
    fn points_into_the_source(source in source(), options in options()) {
        for refused in render(&source, options).refused {
            prop_assert!(source.get(refused.range.clone()).is_some_and(|found| !found.is_empty()));
        }
    }

    #[test]
    fn keeps_text_without_markup(
        words in "[a-zA-Zäöü{}%|]{1,9}( [a-zA-Zäöü{}%|]{1,9}){0,9}",
        options in options(),
    ) {
        let rendered = render(&words, options);
        prop_assert_eq!(rendered.html, format!("<p>{words}</p>"));
        prop_assert_eq!(rendered.text, words);
    }
}
