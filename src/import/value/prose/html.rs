//! Takes HTML apart.
//!
//! The tokenizer knows tags, comments and entities; which elements are open matters little for a
//! review, and so there is no tree that could grow deep. What looks like a tag and is none, as in
//! `I <3 it` and `the <Product>`, is text.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::blocks::{Blocks, Mark};
use crate::characters::cleaned;

/// Stands for a carriage return without a line feed, which the tokenizer would not tell from one.
const RETURN: char = '\u{2028}';

/// Elements whose content is not shown.
const HIDDEN: [&str; 6] = ["script", "style", "iframe", "noscript", "noframes", "title"];

/// Elements that make a text a document: its line breaks are white space.
const LINES: [&str; 5] = ["br", "p", "div", "html", "body"];

/// Elements that begin and end a block.
const BLOCKS: &str = "address article aside body center details div dl dd dt fieldset \
     figcaption figure footer form header hr html main nav p pre section summary";

/// Every other element of HTML that an export may hold.
const OTHERS: &str = "a abbr acronym area audio b base bdi bdo big blockquote br button \
     canvas caption cite code col colgroup data datalist del dfn em embed font h1 h2 h3 h4 h5 \
     h6 head i img input ins kbd label legend li link map mark meta meter object ol optgroup \
     option output param picture progress q rp rt ruby s samp select small source span strike \
     strong sub sup svg table tbody td textarea tfoot time tt u th thead tr track ul var video \
     wbr template path menu";

/// Returns the blocks of a text.
pub(super) fn blocks(text: &str) -> Blocks {
    let prepared = prepared(text);
    let sink = Sink(RefCell::new(State {
        blocks: Blocks::default(),
        hidden: None,
        breaks_lines: prepared.breaks_lines,
        closed: prepared.closed,
        verbatim: 0,
        returned: false,
    }));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(prepared.text.as_str()));
    // It stops where a script ends.
    while !queue.is_empty() {
        let _ = tokenizer.feed(&queue);
    }
    tokenizer.end();
    tokenizer.sink.0.into_inner().blocks
}

/// A text in which every `<` belongs to a tag.
struct Prepared {
    text: String,
    /// Whether a line break in the text breaks the line.
    breaks_lines: bool,
    /// The elements that are not shown and that end somewhere.
    closed: Vec<&'static str>,
}

fn prepared(text: &str) -> Prepared {
    let mut written = String::with_capacity(text.len() + 16);
    let mut breaks_lines = true;
    let last_end = text.rfind('>').unwrap_or(0);
    let last_comment = text.rfind("-->").unwrap_or(0);
    let lower = text.to_ascii_lowercase();
    let closed = HIDDEN.into_iter().filter(|name| lower.contains(&format!("</{name}"))).collect();
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '<' => {
                let name = name(&lower[at + 1..]);
                let known = name.is_some_and(|name| at < last_end && is_known(name));
                let tag = known.then(|| tag_end(&text[at..])).flatten();
                let is_comment = at < last_comment && lower[at..].starts_with("<!--");
                let is_other = at < last_end
                    && (lower[at..].starts_with("<!doctype") || lower[at..].starts_with("<?xml"));
                breaks_lines &= !name.is_some_and(|name| tag.is_some() && LINES.contains(&name));
                if let Some(length) = tag {
                    written.push_str(&text[at..at + length]);
                    while characters.next_if(|(next, _)| *next < at + length).is_some() {}
                } else {
                    written.push_str(if is_comment || is_other { "<" } else { "&lt;" });
                }
            }
            '\r' if characters.peek().is_none_or(|(_, next)| *next != '\n') => written.push(RETURN),
            '\r' => {}
            _ => written.push(character),
        }
    }
    Prepared { text: written, breaks_lines, closed }
}

/// Returns the length of a tag; `None` for one that does not end, with which a browser would leave
/// out all that follows.
fn tag_end(tag: &str) -> Option<usize> {
    /// Tags with more quotes are text.
    const QUOTES: usize = 256;
    let mut at = 0;
    for _ in 0..QUOTES {
        at += tag[at..].find(['>', '"', '\''])?;
        let mark = tag.as_bytes()[at];
        let is_value = tag[..at].trim_end().ends_with('=');
        at += 1;
        if mark == b'>' {
            return Some(at);
        }
        if is_value {
            at += memchr::memchr(mark, &tag.as_bytes()[at..])? + 1;
        }
    }
    None
}

/// Returns the name of the element, if a tag could follow.
fn name(rest: &str) -> Option<&str> {
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b':';
    let length = rest.bytes().take(16).take_while(is_part).count();
    let ends = rest[length..].starts_with(|next: char| next.is_whitespace() || "/>".contains(next));
    ends.then(|| &rest[..length])
}

fn is_known(name: &str) -> bool {
    // Word puts its own elements into what is pasted from it.
    let is_of_word = name
        .split_once(':')
        .is_some_and(|(space, _)| matches!(space, "o" | "w" | "v" | "m" | "st1"));
    is_of_word || HIDDEN.contains(&name) || [BLOCKS, OTHERS].iter().any(|list| has(list, name))
}

/// Whether a list has a name.
fn has(list: &str, name: &str) -> bool {
    list.split(' ').any(|known| known == name)
}

struct Sink(RefCell<State>);

struct State {
    blocks: Blocks,
    /// The element whose content is left out.
    hidden: Option<&'static str>,
    breaks_lines: bool,
    closed: Vec<&'static str>,
    /// How many `<pre>` are open.
    verbatim: usize,
    /// Whether a lone return broke the line just before.
    returned: bool,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => state.end(&tag.name),
            Token::TagToken(tag) => return state.start(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn text(&mut self, text: &str) {
        if self.hidden.is_some() {
            return;
        }
        let mut rest = text;
        while let Some(at) = rest.find(['\n', RETURN]) {
            self.words(&rest[..at]);
            let is_return = rest[at..].starts_with(RETURN);
            if is_return {
                // Some exports have both `<br>` and a lone return for one line break.
                if !self.blocks.is_at_break() {
                    self.blocks.line_break();
                    self.returned = true;
                }
            } else if self.breaks_lines || self.verbatim > 0 {
                self.blocks.line_break();
            } else {
                self.blocks.text(" ");
            }
            let length = rest[at..].chars().next().map_or(1, char::len_utf8);
            rest = &rest[at + length..];
        }
        self.words(rest);
    }

    fn words(&mut self, text: &str) {
        if !text.is_empty() {
            self.returned = false;
            let text: String = cleaned(text).collect();
            self.blocks.text(&text);
        }
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        if self.hidden.is_some() {
            return TokenSinkResult::Continue;
        }
        if let Some(hidden) = self.closed.iter().find(|hidden| **hidden == name) {
            self.hidden = Some(hidden);
            let kind = if name == "script" { ScriptData } else { Rawtext };
            return TokenSinkResult::RawData(kind);
        }
        if let Some(mark) = mark(name, tag) {
            self.blocks.open(mark);
            return TokenSinkResult::Continue;
        }
        match name {
            "br" if std::mem::take(&mut self.returned) => {}
            "br" => self.blocks.line_break(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.blocks.heading(name.as_bytes()[1] - b'0');
            }
            "blockquote" => self.blocks.quote(),
            "ul" | "ol" | "menu" => self.blocks.list(name == "ol"),
            "li" => self.blocks.item(),
            "td" | "th" => self.blocks.text(" "),
            "q" => self.blocks.text("“"),
            "img" => {
                // Emojis of WordPress and others are pictures with the character as their text.
                let text = attribute(tag, "alt").unwrap_or_default();
                if !text.is_ascii() && !text.contains(|letter: char| letter.is_alphanumeric()) {
                    self.words(text);
                }
            }
            _ => self.boundary(name, true),
        }
        TokenSinkResult::Continue
    }

    fn end(&mut self, name: &str) {
        if let Some(hidden) = self.hidden {
            self.hidden = (hidden != name).then_some(hidden);
            return;
        }
        match name {
            "b" | "strong" => self.blocks.close(&Mark::Strong),
            "i" | "em" | "cite" => self.blocks.close(&Mark::Emphasis),
            "s" | "strike" | "del" => self.blocks.close(&Mark::Struck),
            "a" => self.blocks.close(&Mark::Link(String::new())),
            // As browsers take it.
            "br" => self.blocks.line_break(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.blocks.end_block(),
            "blockquote" => self.blocks.end_quote(),
            "ul" | "ol" | "menu" => self.blocks.end_list(),
            "li" => self.blocks.end_item(),
            "q" => self.blocks.text("”"),
            _ => self.boundary(name, false),
        }
    }

    fn boundary(&mut self, name: &str, starts: bool) {
        match name {
            "pre" if starts => self.verbatim += 1,
            "pre" => self.verbatim = self.verbatim.saturating_sub(1),
            _ => {}
        }
        if name == "tr" {
            if !self.blocks.is_at_break() {
                self.blocks.line_break();
            }
        } else if has(BLOCKS, name) || matches!(name, "table" | "caption") {
            self.blocks.end_block();
        }
    }
}

fn mark(name: &str, tag: &Tag) -> Option<Mark> {
    match name {
        "b" | "strong" => Some(Mark::Strong),
        "i" | "em" | "cite" => Some(Mark::Emphasis),
        "s" | "strike" | "del" => Some(Mark::Struck),
        "a" => Mark::link(attribute(tag, "href")?),
        _ => None,
    }
}

fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.attrs.iter().find(|found| &*found.name.local == name).map(|found| &*found.value)
}
