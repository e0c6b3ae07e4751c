//! Maps the parser's events to the elements that are allowed.
//!
//! Every closing tag comes from the stack of elements that were opened here, so that the HTML is
//! well-formed whatever the events are.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Tag};

use super::nesting::LEVELS;
use super::output::{Mark, Output};
use super::plain::{LINE, PARAGRAPH};
use super::{Options, Refused, RefusedKind, Rendered, Voice, address};

/// The number of levels of emphasis.
const EMPHASIS_LEVELS: usize = 16;

/// The opening and closing tags of headings.
const HEADINGS: [(&str, &str); 5] =
    [("<h2>", "</h2>"), ("<h3>", "</h3>"), ("<h4>", "</h4>"), ("<h5>", "</h5>"), ("<h6>", "</h6>")];

/// Builds a [`Rendered`] from events.
pub(super) struct Writer<'a> {
    source: &'a str,
    options: Options,
    output: Output,
    refused: Vec<Refused>,
    open: Vec<Open>,
    levels: Levels,
    /// The headings above the next one.
    outline: Vec<HeadingLevel>,
}

/// Counts what is open.
#[derive(Default)]
struct Levels {
    containers: usize,
    flattened: usize,
    emphasis: usize,
    labels: usize,
    images: usize,
}

/// Tells what to do at the end of something that was opened.
enum Open {
    /// Close a quote, list or list item.
    Container(Container, &'static str),
    /// End a quote, list or list item that was left out.
    Flattened(Container),
    /// Close an element that contains words, or take it back if there are none to see.
    Words { close: &'static str, kind: Words, start: Mark },
    /// Write the HTML block that was collected.
    RawHtml(String),
    /// Close an element within words.
    Emphasis(&'static str),
    /// Close a link to the address, if there is one.
    Label { address: Option<String>, image: bool, start: Mark },
    /// Write these words.
    Text(&'static str),
    /// Do nothing.
    Nothing,
}

/// Tells apart what contains blocks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Container {
    Quote,
    List,
    Item,
}

/// Tells apart what contains words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    /// A paragraph or heading.
    Plain,
    /// A paragraph that is not in the source. The next block ends it.
    Implied,
    /// A code block.
    Code,
}

/// Describes a link or an image.
struct Label<'a> {
    image: bool,
    kind: LinkType,
    address: &'a str,
    title: &'a str,
}

impl<'a> Writer<'a> {
    /// Makes a writer for the events of `source`.
    pub(super) fn new(source: &'a str, options: Options) -> Self {
        Self {
            source,
            options,
            output: Output::with_capacity(source.len()),
            refused: Vec::new(),
            open: Vec::new(),
            levels: Levels::default(),
            outline: Vec::new(),
        }
    }

    /// Writes an event that stands for `range` of the source.
    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(_) => {
                self.close_implied();
                self.close();
            }
            Event::Code(words) if self.levels.images == 0 => {
                self.imply_paragraph();
                self.output.tag("<code>");
                self.output.words(&words);
                self.output.tag("</code>");
            }
            Event::InlineHtml(words) => {
                self.refuse(range, RefusedKind::Html);
                self.words(&words);
            }
            Event::Text(words)
            | Event::Code(words)
            | Event::Html(words)
            | Event::InlineMath(words)
            | Event::DisplayMath(words)
            | Event::FootnoteReference(words) => self.words(&words),
            Event::HardBreak if self.levels.images == 0 => {
                self.imply_paragraph();
                self.output.line_break();
            }
            Event::SoftBreak | Event::HardBreak => self.words("\n"),
            Event::Rule => {
                self.close_implied();
                self.output.rule();
            }
            Event::TaskListMarker(_) => {}
        }
    }

    /// Closes what is open and returns the result.
    pub(super) fn finish(mut self) -> Rendered {
        while !self.open.is_empty() {
            self.close();
        }
        let (html, text) = self.output.finish();
        Rendered { html, text, refused: self.refused }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.open_words(Words::Plain, "<p>", "</p>"),
            Tag::Heading { level, .. } => {
                let (open, close) = self.heading(level);
                self.open_words(Words::Plain, open, close);
            }
            Tag::CodeBlock(_) => self.open_words(Words::Code, "<pre><code>", "</code></pre>"),
            Tag::HtmlBlock => {
                self.close_implied();
                self.refuse(range, RefusedKind::Html);
                self.open.push(Open::RawHtml(String::new()));
            }
            Tag::BlockQuote(_) => {
                self.open_container(Container::Quote, "<blockquote>", "</blockquote>", range);
            }
            Tag::List(first) => self.open_list(first, range),
            Tag::Item => self.open_container(Container::Item, "<li>", "</li>", range),
            Tag::Emphasis => self.open_emphasis("<em>", "</em>"),
            Tag::Strong => self.open_emphasis("<strong>", "</strong>"),
            Tag::Strikethrough => self.open_strikethrough(range),
            Tag::Link { link_type: kind, dest_url, title, .. } => {
                self.open_label(
                    &Label { image: false, kind, address: &dest_url, title: &title },
                    range,
                );
            }
            Tag::Image { link_type: kind, dest_url, title, .. } => {
                self.open_label(
                    &Label { image: true, kind, address: &dest_url, title: &title },
                    range,
                );
            }
            // The parser is asked for nothing else. If it came, its words would be shown.
            Tag::Superscript | Tag::Subscript => self.open.push(Open::Nothing),
            _ => self.flatten(Container::Quote),
        }
    }

    /// Opens a quote, list or list item, unless it is nested too deeply.
    ///
    /// A list is opened only if its items can be, too.
    fn open_container(
        &mut self,
        kind: Container,
        open: &str,
        close: &'static str,
        range: Range<usize>,
    ) {
        self.close_implied();
        let inner = usize::from(kind == Container::List);
        if self.levels.flattened > 0 {
            self.flatten(kind);
        } else if self.levels.containers + inner >= LEVELS {
            self.refuse(range, RefusedKind::Nesting);
            self.flatten(kind);
        } else {
            self.output.block_tag(open);
            self.output.separate(LINE);
            self.levels.containers += 1;
            self.open.push(Open::Container(kind, close));
        }
    }

    fn open_list(&mut self, first: Option<u64>, range: Range<usize>) {
        match first {
            None => self.open_container(Container::List, "<ul>", "</ul>", range),
            Some(1) => self.open_container(Container::List, "<ol>", "</ol>", range),
            Some(first) => {
                let open = format!("<ol start=\"{first}\">");
                self.open_container(Container::List, &open, "</ol>", range);
            }
        }
    }

    fn flatten(&mut self, kind: Container) {
        self.levels.flattened += 1;
        self.open.push(Open::Flattened(kind));
    }

    fn open_words(&mut self, kind: Words, open: &str, close: &'static str) {
        self.close_implied();
        let start = self.output.mark();
        self.output.block_tag(open);
        self.output.separate(PARAGRAPH);
        self.open.push(Open::Words { close, kind, start });
    }

    fn open_emphasis(&mut self, open: &str, close: &'static str) {
        self.imply_paragraph();
        if self.levels.images > 0 || self.levels.emphasis >= EMPHASIS_LEVELS {
            self.open.push(Open::Nothing);
        } else {
            self.output.tag(open);
            self.levels.emphasis += 1;
            self.open.push(Open::Emphasis(close));
        }
    }

    fn open_strikethrough(&mut self, range: Range<usize>) {
        if self.source.get(range).is_some_and(|source| source.starts_with("~~")) {
            self.open_emphasis("<del>", "</del>");
        } else {
            self.words("~");
            self.open.push(Open::Text("~"));
        }
    }

    /// Opens a link. An image is a link, too.
    ///
    /// Inside another link, and in the description of an image, only the text is written.
    fn open_label(&mut self, label: &Label<'_>, range: Range<usize>) {
        self.imply_paragraph();
        if label.image {
            self.refuse(range.clone(), RefusedKind::Image);
        }
        let address = if self.levels.labels > 0 { None } else { self.address(label, range) };
        if let Some(address) = &address {
            self.output.tag("<a");
            self.output.attribute("href", address);
            if !label.title.is_empty() {
                self.output.attribute("title", label.title);
            }
            let relation = match self.options.voice {
                Voice::Customer => "nofollow ugc noopener",
                Voice::Owner => "noopener",
            };
            self.output.attribute("rel", relation);
            self.output.tag(">");
        }
        self.levels.labels += 1;
        self.levels.images += usize::from(label.image);
        self.open.push(Open::Label { address, image: label.image, start: self.output.mark() });
    }

    /// Returns the address to write for `label`, or lists it as refused.
    fn address(&mut self, label: &Label<'_>, range: Range<usize>) -> Option<String> {
        let address = match label.kind {
            LinkType::Email => format!("mailto:{}", label.address),
            _ => label.address.to_owned(),
        };
        address::link(&address, self.options.voice)
            .map_err(|error| self.refuse(range, RefusedKind::Address(error)))
            .ok()
    }

    fn words(&mut self, words: &str) {
        self.imply_paragraph();
        match self.open.last_mut() {
            Some(Open::RawHtml(html)) => html.push_str(words),
            Some(Open::Words { kind: Words::Code, .. }) => self.output.code(words),
            _ => self.output.words(words),
        }
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Open::Container(kind, close)) => {
                self.levels.containers -= 1;
                match kind {
                    Container::Item => self.output.tag(close),
                    Container::Quote | Container::List => self.output.block_tag(close),
                }
                self.separate_after(kind);
            }
            Some(Open::Flattened(kind)) => {
                self.levels.flattened -= 1;
                self.separate_after(kind);
            }
            Some(Open::Words { close, start, .. }) if self.output.is_visible_since(start) => {
                self.output.tag(close);
                self.output.separate(PARAGRAPH);
            }
            Some(Open::Words { start, .. }) => {
                self.output.undo(start);
                if matches!(self.open.last(), Some(Open::Container(Container::Item, _))) {
                    // It may have separated two lines of a list without empty lines.
                    self.output.words("\n");
                }
            }
            Some(Open::RawHtml(html)) => self.raw_html(&html),
            Some(Open::Emphasis(close)) => {
                self.levels.emphasis -= 1;
                self.output.tag(close);
            }
            Some(Open::Label { address, image, start }) => {
                self.levels.labels -= 1;
                self.levels.images -= usize::from(image);
                if let Some(address) = address {
                    if !self.output.is_visible_since(start) {
                        self.output.words(&address);
                    }
                    self.output.tag("</a>");
                }
            }
            Some(Open::Text(words)) => self.words(words),
            Some(Open::Nothing) | None => {}
        }
    }

    /// Writes an HTML block as text: a paragraph for the lines up to each empty line.
    fn raw_html(&mut self, html: &str) {
        let lines: Vec<&str> = html.lines().map(str::trim).collect();
        for paragraph in lines.split(|line| line.is_empty()) {
            self.open_words(Words::Plain, "<p>", "</p>");
            for (number, line) in paragraph.iter().enumerate() {
                if number > 0 {
                    self.output.line_break();
                }
                self.output.words(line);
            }
            self.close();
        }
    }

    /// Separates the plain text of a quote, list or list item from what follows.
    fn separate_after(&mut self, kind: Container) {
        let in_item = matches!(
            self.open.last(),
            Some(Open::Container(Container::Item, _) | Open::Flattened(Container::Item))
        );
        let in_list = kind == Container::Item || (kind == Container::List && in_item);
        self.output.separate(if in_list { LINE } else { PARAGRAPH });
    }

    /// Opens a paragraph for words that would otherwise stand where no words are allowed.
    ///
    /// The parser gives no paragraphs for the items of lists without empty lines. When such an
    /// item is flattened, its words need one.
    fn imply_paragraph(&mut self) {
        if matches!(self.open.last(), None | Some(Open::Flattened(_))) {
            self.open_words(Words::Implied, "<p>", "</p>");
        }
    }

    fn close_implied(&mut self) {
        if matches!(self.open.last(), Some(Open::Words { kind: Words::Implied, .. })) {
            self.close();
        }
    }

    /// The tags of a heading, by its place in the outline: the highest gets the base, and no level
    /// is left out, whatever the number of `#`, since that is how readers of a page hear it.
    fn heading(&mut self, level: HeadingLevel) -> (&'static str, &'static str) {
        let base = usize::from(self.options.heading_base.clamp(2, 6)) - 2;
        self.outline.retain(|above| *above < level);
        let depth = self.outline.len();
        self.outline.push(level);
        HEADINGS[(base + depth).min(HEADINGS.len() - 1)]
    }

    fn refuse(&mut self, range: Range<usize>, what: RefusedKind) {
        self.refused.push(Refused { range, what });
    }
}
