//! The ways to embed a widget, as texts to copy.

use quick_xml::escape::escape;
use serde::Serialize;

use super::Maker;
use super::widget::{fallback, figures, frame_height, height, title};
use crate::config::widgets::Widget;
use crate::plan::{Selected, WidgetFile, WidgetScript, widget_address};
use crate::views::{EmbedWay, Link};
use crate::words::Key;

/// The width of a frame for those who want a number.
const FRAME_WIDTH: u32 = 600;

/// The most that WordPress gives a frame, in pixels.
const WORDPRESS_HEIGHT: u32 = 1000;

/// A script that says itself which content it has.
#[derive(Clone, Debug)]
pub struct Frozen {
    /// Its path below the site's own address.
    pub path: String,
    /// Its hash, for `integrity`.
    pub integrity: String,
}

/// Makes the texts for one widget; the maker's addresses must be absolute.
pub(crate) struct Embed<'a> {
    maker: &'a Maker<'a>,
    widget: &'a Widget,
    selected: &'a Selected,
    link: Link,
    height: u32,
    frame_height: u32,
    title: String,
}

impl<'a> Embed<'a> {
    /// Takes a widget by its position in the plan.
    pub(crate) fn new(maker: &'a Maker<'a>, at: usize) -> Option<Self> {
        let selected = maker.from.plan.widgets.get(at)?;
        let widget = maker.from.config.widgets.get(selected.widget)?;
        Some(Self {
            link: fallback(maker, at)?,
            height: height(widget, selected),
            frame_height: frame_height(widget, selected),
            title: title(maker, widget),
            maker,
            widget,
            selected,
        })
    }

    /// Every way, in the order in which they are offered.
    pub(crate) fn ways(&self, frozen: Option<&Frozen>) -> Vec<EmbedWay> {
        let way = |way, label: Key, how: Key, code: String| EmbedWay {
            way,
            label: self.maker.text(label).to_owned(),
            how: self.maker.text(how).to_owned(),
            code,
        };
        let mut ways = vec![
            way("html", Key("way-html"), Key("way-html-how"), self.script()),
            way("wordpress", Key("way-wordpress"), Key("way-wordpress-how"), self.page()),
            way("shopify", Key("way-shopify"), Key("way-shopify-how"), self.script()),
            way("builder", Key("way-builder"), Key("way-builder-how"), self.script()),
            way("iframe", Key("way-iframe"), Key("way-iframe-how"), self.iframe()),
            way("resize", Key("way-resize"), Key("way-resize-how"), self.growing_iframe()),
            way("react", Key("way-react"), Key("way-react-how"), self.react()),
            way("hugo", Key("way-hugo"), Key("way-hugo-how"), self.hugo()),
            way("eleventy", Key("way-eleventy"), Key("way-eleventy-how"), self.eleventy()),
            way("fragment", Key("way-fragment"), Key("way-fragment-how"), self.fragment()),
        ];
        if self.widget.kind.is_figures() {
            ways.extend([
                way("readme", Key("way-readme"), Key("way-readme-how"), self.readme()),
                way("mail", Key("way-mail"), Key("way-mail-how"), self.mail()),
                way("shields", Key("way-shields"), Key("way-shields-how"), self.shields()),
            ]);
        }
        ways.extend([
            way("many", Key("way-many"), Key("way-many-how"), self.many()),
            way("data", Key("way-data"), Key("way-data-how"), self.file(WidgetFile::Data)),
        ]);
        if let Some(frozen) = frozen {
            let code = self.frozen(frozen);
            ways.push(way("frozen", Key("way-frozen"), Key("way-frozen-how"), code));
        }
        ways
    }

    /// What the Content-Security-Policy of the host page must allow, by the way of embedding.
    pub(crate) fn policies(&self) -> Vec<EmbedWay> {
        let origin = self.maker.from.config.base_url.as_ref().map_or("", |base| base.origin());
        let line = |way, label: Key, code: String| EmbedWay {
            way,
            label: self.maker.text(label).to_owned(),
            how: String::new(),
            code,
        };
        let style = "style-src 'unsafe-inline'";
        vec![
            line("html", Key("policy-script"), format!("script-src {origin}; img-src {origin}")),
            // A page without this directive allows every name; one more would forbid all others.
            line("types", Key("policy-types"), "trusted-types laurels".to_owned()),
            line("iframe", Key("way-iframe"), format!("frame-src {origin}")),
            line("resize", Key("way-resize"), format!("frame-src {origin}; script-src {origin}")),
            line("hugo", Key("way-hugo"), format!("img-src {origin}")),
            line("eleventy", Key("way-eleventy"), format!("img-src {origin}; {style}")),
        ]
    }

    /// What answers those who ask for the page of the widget by oEmbed.
    pub(crate) fn oembed(&self) -> Oembed<'a> {
        let (page, title) = (self.page(), escape(&self.title).into_owned());
        // WordPress takes the attributes of a blockquote away, and wants it first.
        let height = self.frame_height.min(WORDPRESS_HEIGHT);
        let html = format!(
            "<blockquote>{}</blockquote>{}",
            self.anchor(),
            frame(&page, &title, &format!("width=\"{FRAME_WIDTH}\" height=\"{height}\""))
        );
        let business = &self.maker.from.config.business;
        Oembed {
            version: "1.0",
            kind: "rich",
            title: self.title.clone(),
            provider_name: &business.name,
            provider_url: self.maker.url(""),
            width: FRAME_WIDTH,
            height,
            html,
        }
    }

    /// The address of the page with the widget alone.
    fn page(&self) -> String {
        self.maker.url(&widget_address(&self.widget.id))
    }

    fn file(&self, file: WidgetFile) -> String {
        self.maker.url(&file.path(&self.widget.id))
    }

    fn anchor(&self) -> String {
        format!("<a href=\"{}\">{}</a>", escape(&*self.link.url), escape(&*self.link.label))
    }

    fn element(&self) -> String {
        let (id, height, anchor) = (&self.widget.id, self.height, self.anchor());
        let style = format!("display:block;min-block-size:{height}px");
        format!("<laurels-widget name=\"{id}\" style=\"{style}\">\n  {anchor}\n</laurels-widget>")
    }

    fn script(&self) -> String {
        let source = self.file(WidgetFile::Script);
        format!("{}\n<script async src=\"{}\"></script>", self.element(), escape(&*source))
    }

    fn many(&self) -> String {
        let source = self.maker.url(WidgetScript::Embed.path());
        format!("{}\n<script async src=\"{}\"></script>", self.element(), escape(&*source))
    }

    fn frozen(&self, frozen: &Frozen) -> String {
        let source = self.maker.url(&frozen.path);
        format!(
            "{}\n<script async src=\"{}\" integrity=\"{}\" crossorigin=\"anonymous\"></script>",
            self.element(),
            escape(&*source),
            frozen.integrity
        )
    }

    fn iframe(&self) -> String {
        // A page with a strict policy ignores the attribute `style`, but not the width.
        let size = format!("width=\"100%\" height=\"{}\" style=\"border:0\"", self.frame_height);
        frame(&self.page(), &escape(&*self.title), &size)
    }

    fn growing_iframe(&self) -> String {
        let source = self.maker.url(WidgetScript::Resize.path());
        format!("{}\n<script async src=\"{}\"></script>", self.iframe(), escape(&*source))
    }

    /// A component. TypeScript knows no element of this name, but takes any as a text; and not every
    /// version of React runs a script that it draws.
    fn react(&self) -> String {
        let (id, height) = (&self.widget.id, self.height);
        let (url, label) = (string(&self.link.url), string(&self.link.label));
        let source = string(&self.file(WidgetFile::Script));
        let name: String = id.split('-').map(capitalised).collect();
        format!(
            "import {{ createElement, useEffect }} from \"react\";\n\n\
             export function Reviews{name}() {{\n  \
               useEffect(() => {{\n    \
                 const script = document.createElement(\"script\");\n    \
                 script.src = {source};\n    \
                 document.head.append(script);\n  \
               }}, []);\n  \
               return createElement(\n    \
                 \"laurels-widget\",\n    \
                 {{ name: \"{id}\", style: {{ display: \"block\", minBlockSize: {height} }} }},\n    \
                 createElement(\"a\", {{ href: {url} }}, {label}),\n  \
               );\n\
             }}"
        )
    }

    /// Hugo keeps what it has fetched for good, under a key: a new one every day.
    fn hugo(&self) -> String {
        let (html, style) = (self.file(WidgetFile::Fragment), self.file(WidgetFile::FragmentStyle));
        // Braces are what Hugo itself reads.
        let (id, anchor) = (&self.widget.id, self.anchor().replace("{{", "&#123;&#123;"));
        format!(
            "{{{{ $day := now.Format \"2006-01-02\" }}}}\n\
             {{{{ with (try (resources.GetRemote \"{style}\" (dict \"key\" (print \"{id}.css\" $day)))).Value }}}}\
             <link rel=\"stylesheet\" href=\"{{{{ .RelPermalink }}}}\">{{{{ end }}}}\n\
             {{{{ with (try (resources.GetRemote \"{html}\" (dict \"key\" (print \"{id}.html\" $day)))).Value }}}}\
             {{{{ .Content | safeHTML }}}}{{{{ else }}}}{anchor}{{{{ end }}}}"
        )
    }

    fn eleventy(&self) -> String {
        let id = &self.widget.id;
        let folder = self.maker.url(&widget_address(""));
        let folder = folder.trim_end_matches('/');
        // In this order nothing that reads Markdown ends the HTML early.
        format!(
            "// {{% reviews \"{id}\" %}}\n\
             eleventyConfig.addAsyncShortcode(\"reviews\", async (id) => {{\n  \
               const get = async (file) => {{\n    \
                 const answer = await fetch(`{folder}/${{id}}/${{file}}`);\n    \
                 if (!answer.ok) throw new Error(`${{answer.url}}: ${{answer.status}}`);\n    \
                 return answer.text();\n  \
               }};\n  \
               return `${{await get(\"fragment.html\")}}<style>${{await get(\"fragment.css\")}}</style>`;\n\
             }});"
        )
    }

    fn fragment(&self) -> String {
        [self.file(WidgetFile::Fragment), self.file(WidgetFile::FragmentStyle)].join("\n")
    }

    fn readme(&self) -> String {
        let (light, dark) = (self.file(WidgetFile::Badge), self.file(WidgetFile::BadgeDark));
        let words = figures(self.maker, self.selected);
        format!(
            "<a href=\"{}\"><picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"{}\">\
             <img src=\"{}\" alt=\"{}\"></picture></a>",
            escape(&*self.link.url),
            escape(&*dark),
            escape(&*light),
            escape(&*words)
        )
    }

    fn mail(&self) -> String {
        let (once, twice) = (self.file(WidgetFile::BadgePng), self.file(WidgetFile::BadgePngLarge));
        let words = figures(self.maker, self.selected);
        format!(
            "<a href=\"{}\"><img src=\"{}\" srcset=\"{} 2x\" alt=\"{}\" border=\"0\"></a>",
            escape(&*self.link.url),
            escape(&*once),
            escape(&*twice),
            escape(&*words)
        )
    }

    fn shields(&self) -> String {
        let data: String =
            url::form_urlencoded::byte_serialize(self.file(WidgetFile::Shields).as_bytes())
                .collect();
        let words = in_markdown(&figures(self.maker, self.selected));
        // In such brackets an address may have parentheses.
        format!("[![{words}](https://img.shields.io/endpoint?url={data})](<{}>)", self.link.url)
    }
}

/// A frame that may do nothing but draw itself and open links.
fn frame(page: &str, title: &str, size: &str) -> String {
    let sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox";
    format!(
        "<iframe src=\"{}\" title=\"{title}\" {size} loading=\"lazy\" sandbox=\"{sandbox}\"></iframe>",
        escape(page)
    )
}

/// A word with a capital letter.
fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// A text as JavaScript has it in a program.
fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A text in which Markdown finds no marks.
fn in_markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if r"\`*_[]<>&".contains(letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// An answer of oEmbed 1.0 (<https://oembed.com>).
#[derive(Debug, Serialize)]
pub(crate) struct Oembed<'a> {
    version: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    provider_name: &'a str,
    provider_url: String,
    width: u32,
    height: u32,
    html: String,
}
