//! Feeds of reviews: RSS 2.0 and Atom.
//!
//! Whose words a feed has is not to be seen in it; they are taken for those of another place, unless
//! `--platform` says that they were given here. A feed has no stars. E-mail addresses of authors are
//! never taken; categories and enclosures are dropped.

use super::feed::{self, Entry};
use crate::import::field::Field;
use crate::import::format::{About, Columns, Draft, Each, Format, Mapping, Standing};
use crate::import::preset::fixed;
use crate::import::source::{Fault, Input, Paths, Shape};
use crate::import::value::prose::Markup;

/// The format.
pub(super) struct Rss;

const ABOUT: About = About {
    name: "rss",
    title: "RSS, Atom",
    platform: "rss",
    from: "XML",
    standing: Standing::Experimental,
    scale: 5.0,
};

/// What its elements are.
const TEXTS: [(Field, &[&str]); 7] = [
    (Field::Id, &["guid", "id"]),
    (Field::Author, &["dc:creator", "author.name", "author"]),
    (Field::Title, &["title"]),
    (Field::Body, &["content:encoded", "content", "description", "summary"]),
    (Field::Date, &["pubDate", "published", "dc:date", "updated"]),
    (Field::Updated, &["updated"]),
    (Field::Url, &["link"]),
];

impl Format for Rss {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn fits(&self, paths: &Paths) -> usize {
        let has_all = |names: &[&str]| names.iter().all(|name| paths.has(name));
        match paths.shape {
            Some(Shape::Xml) if has_all(&["rss", "channel", "item"]) => 3,
            Some(Shape::Xml) if has_all(&["feed", "entry"]) => 2,
            _ => 0,
        }
    }

    fn read(&self, input: &Input, asked: &Mapping, each: &mut Each<'_>) -> Result<Columns, Fault> {
        fixed(input, asked)?;
        feed::read(input, &mut |entry| each(draft(entry)))?;
        let used = TEXTS.iter().map(|(field, names)| (*field, names.join(" or "))).collect();
        Ok(Columns { used, ..Columns::default() })
    }
}

fn draft(entry: &Entry) -> Draft {
    let mut draft = Draft::new(entry.line, markup(entry));
    for (field, names) in TEXTS {
        draft.fields.set(field, entry.get(names).unwrap_or_default());
    }
    if let Some(author) = draft.fields.take(Field::Author) {
        draft.fields.set(Field::Author, named(&author));
    }
    draft
}

/// How the words are marked up. RSS has HTML; Atom says it, and is plain where it says nothing
/// (RFC 4287, 3.1.1).
fn markup(entry: &Entry) -> Markup {
    let bodies = TEXTS.iter().find(|(field, _)| *field == Field::Body);
    let body = bodies.and_then(|(_, names)| names.iter().find(|name| entry.has(name)));
    match body {
        Some(name @ (&"content" | &"summary")) => match entry.get(&[&format!("{name}.type")]) {
            None | Some("text" | "text/plain") => Markup::Plain,
            Some(_) => Markup::Html,
        },
        _ => Markup::Html,
    }
}

/// The name in `ana@mail.example (Ana)`, as RSS writes authors.
fn named(author: &str) -> &str {
    let name = author.split_once('(').filter(|(address, _)| address.contains('@'));
    name.and_then(|(_, rest)| rest.trim_end().strip_suffix(')')).unwrap_or(author).trim()
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn an_author_is_a_name() {
        for (author, name) in [
            ("ana@mail.example (Ana Vidal)", "Ana Vidal"),
            ("Ana (@ana)", "Ana (@ana)"),
            ("ana@mail.example", "ana@mail.example"),
            ("ana@mail.example (Ana", "ana@mail.example (Ana"),
        ] {
            assert_eq!(named(author), name);
        }
    }
}
