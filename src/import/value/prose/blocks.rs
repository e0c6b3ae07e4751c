//! Blocks of text with some markup, and how they are written as Markdown.

use super::{escape, written};
use crate::characters::cleaned;

/// Quotes and lists that are nested deeper are written without their marks.
const DEEPEST: usize = 6;

/// What stands before the lines of a quote.
const QUOTE: &str = "> ";

/// Turns plain text into Markdown.
pub(super) fn plain(text: &str) -> String {
    let text: String = cleaned(text).collect();
    let mut written = String::with_capacity(text.len() + text.len() / 16);
    let mut lines: Vec<&str> = Vec::new();
    for line in text.split('\n').chain(std::iter::once("")) {
        let line = line.trim();
        if !line.is_empty() {
            lines.push(line);
        } else if !lines.is_empty() {
            if !written.is_empty() {
                written.push_str("\n\n");
            }
            escape::paragraph(&lines, "", &mut written);
            lines.clear();
        }
    }
    written
}

/// A text in blocks. Whoever fills it says what comes, in order.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    ended: Vec<Block>,
    current: Vec<Piece>,
    heading: u8,
    /// The quotes and list items that are open.
    around: Vec<Container>,
    made: usize,
    /// The lists that are open: whether each is numbered, and how many items it has.
    lists: Vec<(bool, usize)>,
    open: Vec<Mark>,
}

/// A paragraph or a heading.
#[derive(Debug)]
pub(super) struct Block {
    /// Its words and marks.
    pub(super) pieces: Vec<Piece>,
    /// The level of a heading, or 0.
    pub(super) heading: u8,
    /// What it is in, from outside.
    pub(super) around: Vec<Container>,
}

/// A quote, or an item of a list with its marker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Container {
    number: usize,
    /// What stands before its first line.
    pub(super) marker: String,
}

impl Container {
    /// Whether it is an item of a list.
    pub(super) fn is_item(&self) -> bool {
        self.marker != QUOTE
    }

    /// Returns what stands before its other lines.
    pub(super) fn further(&self) -> &str {
        // The marker of an item has at most ten digits, a point and a space.
        const SPACES: &str = "            ";
        if self.is_item() { &SPACES[..self.marker.len().min(SPACES.len())] } else { QUOTE }
    }
}

/// A part of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    Break,
    Open(Mark),
    Close(Mark),
}

/// What marks a part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `*emphasis*`
    Emphasis,
    /// `**strong**`
    Strong,
    /// `~~struck~~`
    Struck,
    /// A link to an absolute address.
    Link(String),
}

impl Mark {
    /// Makes a link, if the address may be one.
    pub(super) fn link(address: &str) -> Option<Self> {
        let address = address.trim();
        let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
        let is_web =
            ["http://", "https://", "mailto:"].iter().any(|start| lower.starts_with(start));
        if !is_web || address.contains(char::is_control) {
            return None;
        }
        let mut written = String::with_capacity(address.len());
        for character in address.chars() {
            match character {
                '(' => written.push_str("%28"),
                ')' => written.push_str("%29"),
                '<' => written.push_str("%3C"),
                '>' => written.push_str("%3E"),
                '\\' => written.push_str("%5C"),
                ' ' => written.push_str("%20"),
                // Otherwise `&copy=1` would be a sign.
                '&' => written.push_str("&amp;"),
                _ if character.is_whitespace() => return None,
                _ => written.push(character),
            }
        }
        Some(Self::Link(written))
    }

    fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// Returns what stands on both sides, or before a link.
    pub(super) fn sign(&self) -> &'static str {
        match self {
            Self::Emphasis => "*",
            Self::Strong => "**",
            Self::Struck => "~~",
            Self::Link(_) => "[",
        }
    }
}

impl Blocks {
    /// Adds words; white space in them only separates.
    pub(super) fn text(&mut self, text: &str) {
        match self.current.last_mut() {
            Some(Piece::Text(before)) => before.push_str(text),
            _ => self.current.push(Piece::Text(text.to_owned())),
        }
    }

    /// Breaks the line; twice, it ends the paragraph.
    pub(super) fn line_break(&mut self) {
        let is_blank =
            |piece: &&Piece| matches!(piece, Piece::Text(text) if text.trim().is_empty());
        let is_break = self.current.iter().rev().find(|piece| !is_blank(piece));
        if matches!(is_break, Some(Piece::Break)) && self.heading == 0 {
            self.end_paragraph();
        } else {
            self.current.push(Piece::Break);
        }
    }

    /// Whether the last thing was a line break.
    pub(super) fn is_at_break(&self) -> bool {
        matches!(self.current.last(), Some(Piece::Break))
    }

    /// Opens a mark.
    pub(super) fn open(&mut self, mark: Mark) {
        let is_open = self.open.iter().any(|open| open.is_like(&mark));
        if !is_open {
            self.current.push(Piece::Open(mark.clone()));
            self.open.push(mark);
        }
    }

    /// Closes a mark like this one, and those inside it.
    pub(super) fn close(&mut self, mark: &Mark) {
        if let Some(at) = self.open.iter().rposition(|open| open.is_like(mark)) {
            for closed in self.open.drain(at..).rev() {
                self.current.push(Piece::Close(closed));
            }
        }
    }

    /// Ends the paragraph, and with it every mark.
    pub(super) fn end_block(&mut self) {
        self.open.clear();
        self.end_paragraph();
    }

    /// Begins a heading of this level.
    pub(super) fn heading(&mut self, level: u8) {
        self.end_block();
        self.heading = level;
    }

    /// Opens a quote.
    pub(super) fn quote(&mut self) {
        self.end_block();
        self.push_container(QUOTE.to_owned());
    }

    /// Closes the innermost quote, and what is in it.
    pub(super) fn end_quote(&mut self) {
        self.end_block();
        let is_quote = |container: &Container| !container.is_item();
        if let Some(at) = self.around.iter().rposition(is_quote) {
            self.around.truncate(at);
        }
    }

    /// Opens a list.
    pub(super) fn list(&mut self, is_numbered: bool) {
        self.end_block();
        self.lists.push((is_numbered, 0));
    }

    /// Begins the next item of the innermost list.
    pub(super) fn item(&mut self) {
        self.end_item();
        if self.lists.is_empty() {
            self.lists.push((false, 0));
        }
        let Some((is_numbered, items)) = self.lists.last_mut() else { return };
        *items += 1;
        let marker = if *is_numbered { format!("{items}. ") } else { "- ".to_owned() };
        self.push_container(marker);
    }

    /// Ends the innermost item, if it belongs to the innermost list.
    pub(super) fn end_item(&mut self) {
        self.end_block();
        let depth = self.around.iter().filter(|container| container.is_item()).count();
        if depth >= self.lists.len()
            && let Some(at) = self.around.iter().rposition(Container::is_item)
        {
            self.around.truncate(at);
        }
    }

    /// Ends the innermost list.
    pub(super) fn end_list(&mut self) {
        self.end_item();
        self.lists.pop();
    }

    /// Writes everything as Markdown.
    pub(super) fn markdown(mut self) -> String {
        self.end_block();
        let mut text = String::new();
        let mut before: Option<&Block> = None;
        for block in &self.ended {
            if let Some(before) = before {
                written::separate(before, block, &mut text);
            }
            written::block(block, before, &mut text);
            before = Some(block);
        }
        text
    }

    /// Returns the words without any markup.
    pub(super) fn words(mut self) -> String {
        self.end_block();
        let words: Vec<String> = self.ended.iter().map(written::words).collect();
        words.join("\n")
    }

    fn push_container(&mut self, marker: String) {
        self.made += 1;
        if self.around.len() < DEEPEST {
            self.around.push(Container { number: self.made, marker });
        }
    }

    fn end_paragraph(&mut self) {
        let mut pieces = std::mem::take(&mut self.current);
        for mark in self.open.iter().rev() {
            pieces.push(Piece::Close(mark.clone()));
        }
        // A mark that is still open goes on in the next paragraph.
        self.current.extend(self.open.iter().cloned().map(Piece::Open));
        let heading = std::mem::take(&mut self.heading);
        let has_words =
            |piece: &Piece| matches!(piece, Piece::Text(text) if !text.trim().is_empty());
        if pieces.iter().any(has_words) {
            self.ended.push(Block { pieces, heading, around: self.around.clone() });
        }
    }
}
