//! Writes one block as Markdown, and proves what it wrote.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::blocks::{Block, Container, Mark, Piece};
use super::escape;

/// A block in the order in which it is written: white space is single, and outside of marks.
enum Atom<'a> {
    Word(&'a str),
    Space,
    Break,
    Open(&'a Mark),
    Close(&'a Mark),
}

/// Adds what stands between two blocks.
pub(super) fn separate(before: &Block, block: &Block, written: &mut String) {
    let common = shared(before, block);
    let next = block.around.get(common).filter(|container| container.is_item());
    let is_sibling = before.around.get(common).is_some_and(Container::is_item);
    // Only these may follow the words of a paragraph at once.
    let is_first = next.is_some_and(|item| matches!(item.marker.as_str(), "- " | "1. "));
    let is_nested = is_first && common > 0 && before.around.len() == common && before.heading == 0;
    written.push('\n');
    if !(next.is_some() && (is_sibling || is_nested)) {
        let prefix: String = block.around[..common].iter().map(Container::further).collect();
        written.push_str(prefix.trim_end());
        written.push('\n');
    }
}

/// Adds a block; `before` is the one above it.
pub(super) fn block(block: &Block, before: Option<&Block>, written: &mut String) {
    let common = before.map_or(0, |before| shared(before, block));
    let further: String = block.around.iter().map(Container::further).collect();
    for (at, container) in block.around.iter().enumerate() {
        written.push_str(if at < common { container.further() } else { &container.marker });
    }
    let atoms = atoms(block);
    let lines = lines(&atoms, block.heading > 0);
    let has_marks = atoms.iter().any(|atom| matches!(atom, Atom::Open(_)));
    if has_marks || block.heading > 0 {
        let marked = marked(block.heading, &atoms, &further);
        if says(&marked.replace(&format!("\n{further}"), "\n"), &lines) {
            written.push_str(&marked);
            return;
        }
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    escape::paragraph(&lines, &further, written);
}

/// Returns the words of a block, a line a line.
pub(super) fn words(block: &Block) -> String {
    lines(&atoms(block), false).join("\n")
}

/// The number of containers that are around both blocks.
fn shared(before: &Block, block: &Block) -> usize {
    before.around.iter().zip(&block.around).take_while(|(one, other)| one == other).count()
}

fn atoms(block: &Block) -> Vec<Atom<'_>> {
    let mut atoms = Vec::new();
    // What is only written when a word follows.
    let (mut space, mut breaks, mut opened) = (false, false, Vec::new());
    for piece in &block.pieces {
        match piece {
            Piece::Break => breaks = true,
            Piece::Open(mark) => opened.push(mark),
            Piece::Close(mark) => {
                if opened.pop().is_none() {
                    atoms.push(Atom::Close(mark));
                }
            }
            Piece::Text(text) => {
                space |= text.starts_with(char::is_whitespace);
                for word in text.split_whitespace() {
                    if breaks && !atoms.is_empty() {
                        atoms.push(Atom::Break);
                    } else if space && !atoms.is_empty() {
                        atoms.push(Atom::Space);
                    }
                    (space, breaks) = (true, false);
                    atoms.extend(opened.drain(..).map(Atom::Open));
                    atoms.push(Atom::Word(word));
                }
                let is_blank = text.trim().is_empty();
                space = text.ends_with(char::is_whitespace) || (space && is_blank);
            }
        }
    }
    atoms
}

/// Returns the words alone; a heading has only one line.
fn lines(atoms: &[Atom<'_>], is_heading: bool) -> Vec<String> {
    let mut lines = vec![String::new()];
    for atom in atoms {
        match (atom, lines.last_mut()) {
            (Atom::Break, _) if !is_heading => lines.push(String::new()),
            (Atom::Break | Atom::Space, Some(line)) => line.push(' '),
            (Atom::Word(word), Some(line)) => line.push_str(word),
            _ => {}
        }
    }
    lines
}

fn marked(heading: u8, atoms: &[Atom<'_>], further: &str) -> String {
    let mut written = String::new();
    if heading > 0 {
        written.extend(std::iter::repeat_n('#', usize::from(heading)));
        written.push(' ');
    }
    let mut words = String::new();
    let mut at_start = true;
    for atom in atoms {
        match atom {
            Atom::Word(word) => words.push_str(word),
            Atom::Space => words.push(' '),
            Atom::Break if heading > 0 => words.push(' '),
            mark => {
                flush(&mut words, &mut at_start, &mut written);
                match mark {
                    Atom::Open(mark) => {
                        // `!` before a link would make a picture of it.
                        if matches!(mark, Mark::Link(_)) && written.ends_with('!') {
                            written.pop();
                            written.push_str("\\!");
                        }
                        written.push_str(mark.sign());
                    }
                    Atom::Close(Mark::Link(address)) => {
                        written.push_str("](");
                        written.push_str(address);
                        written.push(')');
                    }
                    Atom::Close(mark) => written.push_str(mark.sign()),
                    _ => {
                        written.push_str("\\\n");
                        written.push_str(further);
                    }
                }
                at_start = matches!(mark, Atom::Break);
            }
        }
    }
    flush(&mut words, &mut at_start, &mut written);
    written
}

fn flush(words: &mut String, at_start: &mut bool, written: &mut String) {
    if !words.is_empty() {
        escape::within(words, *at_start, written);
        words.clear();
        *at_start = false;
    }
}

/// Whether a text is a single paragraph or heading of these words, and nothing of it is lost.
fn says(marked: &str, lines: &[String]) -> bool {
    let mut said = String::with_capacity(marked.len());
    let mut blocks = 0;
    let mut link = 0;
    for event in Parser::new_ext(marked, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) => said.push_str(&text),
            Event::SoftBreak | Event::HardBreak => said.push(' '),
            Event::Start(Tag::Paragraph | Tag::Heading { .. }) => blocks += 1,
            Event::Start(Tag::Link { .. }) => link = said.len(),
            // A page shows the address of a link whose text nobody sees.
            Event::End(TagEnd::Link) if !said[link..].contains(is_seen) => return false,
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link,
            ) => {}
            _ => return false,
        }
    }
    let words = lines.iter().flat_map(|line| line.split_whitespace());
    blocks == 1 && words.eq(said.split_whitespace())
}

fn is_seen(character: char) -> bool {
    character.is_ascii_graphic() || character.is_alphanumeric() || character > '\u{2e7f}'
}
