//! Feeds, RSS 2.0 and Atom, entry by entry.

use std::collections::BTreeMap;

use crate::import::source::xml::{Document, Piece};
use crate::import::source::{Fault, Input};

/// An entry: the texts of its elements, by their names with their prefixes. Of several with one name the
/// first counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// The line on which it begins.
    pub(super) line: u64,
    texts: BTreeMap<String, String>,
}

impl Entry {
    /// The first text of these that is not blank. An author's name in Atom is `author.name`, the kind of
    /// a text `content.type`, and the text of a link its address.
    pub(super) fn get(&self, names: &[&str]) -> Option<&str> {
        let texts = names.iter().filter_map(|name| self.texts.get(*name));
        texts.map(|text| text.trim()).find(|text| !text.is_empty())
    }

    /// Whether there is an element of a name that is not blank.
    pub(super) fn has(&self, name: &str) -> bool {
        self.texts.contains_key(name)
    }

    fn add(&mut self, name: String, text: String) {
        if !text.trim().is_empty() {
            self.texts.entry(name).or_insert(text);
        }
    }
}

/// Reads the entries of a feed.
pub(super) fn read(
    input: &Input,
    each: &mut dyn FnMut(&Entry) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut document = Document::new(input)?;
    while let Some(piece) = document.piece()? {
        if let Piece::Start(name, _) = piece
            && matches!(name.as_str(), "item" | "entry")
        {
            each(&entry(&mut document)?)?;
        }
    }
    Ok(())
}

fn entry(document: &mut Document<'_>) -> Result<Entry, Fault> {
    let mut entry = Entry { line: document.line(), ..Entry::default() };
    let (mut is_in_author, mut author) = (false, String::new());
    while let Some(piece) = document.piece()? {
        match piece {
            Piece::Start(name, attributes) => {
                let attribute = |key: &str| attributes.iter().find(|(known, _)| known == key);
                let is_alternate =
                    attribute("rel").is_none_or(|(_, relation)| relation == "alternate");
                match (name.as_str(), attribute("href")) {
                    ("author", _) => is_in_author = true,
                    ("link", Some((_, address))) => {
                        if is_alternate {
                            entry.add(name, address.clone());
                        }
                        document.text()?;
                    }
                    _ => {
                        let kind = attribute("type").map(|(_, kind)| kind.clone());
                        let text = document.text()?;
                        let name = if is_in_author { format!("author.{name}") } else { name };
                        entry.add(format!("{name}.type"), kind.unwrap_or_default());
                        entry.add(name, text);
                    }
                }
            }
            Piece::Text(text) if is_in_author => author.push_str(&text),
            Piece::Text(_) => {}
            Piece::End(name) if name == "author" => {
                is_in_author = false;
                entry.add(name, std::mem::take(&mut author));
            }
            Piece::End(_) => break,
        }
    }
    Ok(entry)
}
