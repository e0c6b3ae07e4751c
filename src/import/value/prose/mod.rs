//! Texts of other platforms as Markdown that shows what was written, and nothing else.
//!
//! What a person typed into a field is no Markdown: a line of dashes is no heading there, and `*` is
//! a star. So plain text is escaped, but only where it would mean something, and an ordinary sentence
//! stays as it was typed. HTML and `BBCode` are taken apart into blocks and written again. A block with
//! markup is proven: it is parsed as Markdown, and if that does not give its words, it is
//! written without its markup.
//!
//! `htmd` would be less code for HTML. It walks a tree by recursion, so that a cell of a hundred
//! thousand open tags ends the program, and it folds the line breaks of texts that are only partly
//! HTML, as those of shops are. The tokenizer of `html5ever` is the part that is hard to get right.

mod bbcode;
mod blocks;
mod escape;
mod html;
mod written;

use crate::characters::{cleaned, one_line};

/// How a text is marked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// Not at all.
    Plain,
    /// As HTML, or a text with some HTML in it.
    Html,
    /// As `BBCode`: `[b]`, `[quote]`.
    BbCode,
    /// As Markdown already.
    Markdown,
}

/// Turns a text into Markdown that reads as the text was meant.
///
/// An empty line separates paragraphs, and a single line break is kept as a hard one (`\`).
pub fn prose(text: &str, markup: Markup) -> String {
    match markup.of(text) {
        Markup::Plain => blocks::plain(text),
        Markup::Html => html::blocks(text).markdown(),
        Markup::BbCode => bbcode::blocks(text).markdown(),
        Markup::Markdown => {
            let text: String = cleaned(text).collect();
            let lines: Vec<&str> = text.lines().skip_while(|line| line.trim().is_empty()).collect();
            lines.join("\n").trim_end().to_owned()
        }
    }
}

/// Turns a text into a single line without any markup, for names and titles.
pub fn line(text: &str, markup: Markup) -> String {
    match markup.of(text) {
        Markup::Plain | Markup::Markdown => one_line(text),
        Markup::Html => one_line(html::blocks(text).words()),
        Markup::BbCode => one_line(bbcode::blocks(text).words()),
    }
}

impl Markup {
    /// How `text` is marked up, if it should be so: most texts of any kind are plain.
    fn of(self, text: &str) -> Self {
        match self {
            Self::Html if !text.contains(['<', '&']) => Self::Plain,
            Self::BbCode if !text.contains('[') => Self::Plain,
            _ => self,
        }
    }
}

/// Tells whether a title only repeats how the body begins, cut with `…` or `...` or at a word's end.
pub fn is_start_of(title: &str, body: &str) -> bool {
    let (title, body) = (one_line(title), one_line(body));
    let cut = title.trim_end_matches(['…', '.']);
    let is_cut = cut.len() < title.len() && (title.ends_with('…') || title.ends_with(".."));
    let start = if is_cut { cut.trim_end() } else { title.as_str() };
    if start.is_empty() {
        return false;
    }
    body.strip_prefix(start)
        .is_some_and(|rest| is_cut || rest.is_empty() || !rest.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests;
