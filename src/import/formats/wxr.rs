//! The export of WordPress (Tools, Export), read post by post and comment by comment.
//!
//! Names of elements have no `wp:` here, since nothing else is called the same.
//! Of commentmeta and postmeta only the keys that are asked for are kept: next to them stand whatever
//! plugins have noted, as serialised PHP.

use std::collections::BTreeMap;

use crate::import::source::xml::{Document, Piece};
use crate::import::source::{Fault, Input};

/// A post, or a comment: texts of elements, and values of the notes that were asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// The line on which it begins.
    pub(super) line: u64,
    texts: BTreeMap<String, String>,
    notes: BTreeMap<&'static str, String>,
}

impl Part {
    /// The text of an element; none where it is blank.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    /// The value of a note.
    pub(super) fn note(&self, name: &str) -> Option<&str> {
        self.notes.get(name).map(|text| text.trim()).filter(|text| !text.is_empty())
    }
}

/// What was read.
pub(super) enum Found<'a> {
    /// A comment, and what is known of its post.
    Comment(&'a Part, &'a Part),
    /// A post, at its end.
    Post(&'a Part),
}

/// What is done with what was read.
pub(super) type Each<'a> = dyn FnMut(Found<'_>) -> Result<(), Fault> + 'a;

/// Elements that are kept.
const POST: [&str; 9] = [
    "title",
    "link",
    "post_id",
    "post_date",
    "post_name",
    "post_type",
    "status",
    "content:encoded",
    "attachment_url",
];
const COMMENT: [&str; 9] = [
    "comment_id",
    "comment_author",
    "comment_date",
    "comment_content",
    "comment_approved",
    "comment_type",
    "comment_parent",
    "comment_date_gmt",
    "comment_user_id",
];

/// Reads the posts and comments of a file, and of their notes those of these names.
pub(super) fn read(
    input: &Input,
    notes: &[&'static str],
    each: &mut Each<'_>,
) -> Result<(), Fault> {
    let mut document = Document::new(input)?;
    while let Some(piece) = document.piece()? {
        if let Piece::Start(name, _) = piece
            && name == "item"
        {
            post(&mut document, notes, each)?;
        }
    }
    Ok(())
}

fn post(
    document: &mut Document<'_>,
    notes: &[&'static str],
    each: &mut Each<'_>,
) -> Result<(), Fault> {
    let mut post = Part { line: document.line(), ..Part::default() };
    while let Some(piece) = document.piece()? {
        match piece {
            Piece::Start(name, _) => match plain(&name) {
                "comment" => {
                    let comment = comment(document, notes)?;
                    each(Found::Comment(&comment, &post))?;
                }
                "postmeta" => note(document, notes, &mut post)?,
                name if POST.contains(&name) => {
                    let (name, text) = (name.to_owned(), document.text()?);
                    post.texts.insert(name, text);
                }
                _ => {
                    document.text()?;
                }
            },
            Piece::End(_) => return each(Found::Post(&post)),
            Piece::Text(_) => {}
        }
    }
    Ok(())
}

fn comment(document: &mut Document<'_>, notes: &[&'static str]) -> Result<Part, Fault> {
    let mut comment = Part { line: document.line(), ..Part::default() };
    while let Some(piece) = document.piece()? {
        match piece {
            Piece::Start(name, _) => match plain(&name) {
                "commentmeta" => note(document, notes, &mut comment)?,
                name if COMMENT.contains(&name) => {
                    let (name, text) = (name.to_owned(), document.text()?);
                    comment.texts.insert(name, text);
                }
                _ => {
                    document.text()?;
                }
            },
            Piece::End(_) => break,
            Piece::Text(_) => {}
        }
    }
    Ok(comment)
}

/// Reads a key and its value.
fn note(document: &mut Document<'_>, notes: &[&'static str], part: &mut Part) -> Result<(), Fault> {
    let (mut key, mut value) = (String::new(), String::new());
    while let Some(piece) = document.piece()? {
        match piece {
            Piece::Start(name, _) => {
                let text = document.text()?;
                match plain(&name) {
                    "meta_key" => text.trim().clone_into(&mut key),
                    "meta_value" => value = text,
                    _ => {}
                }
            }
            Piece::End(_) => break,
            Piece::Text(_) => {}
        }
    }
    if let Some(known) = notes.iter().find(|known| **known == key) {
        part.notes.insert(known, value);
    }
    Ok(())
}

/// The name of an element without the prefix of WordPress.
fn plain(name: &str) -> &str {
    name.strip_prefix("wp:").unwrap_or(name)
}
