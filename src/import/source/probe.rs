//! What the values of a file are called, by which its format is recognised.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{Fault, Input, Shape, json, table, xml};

/// Headers of a table, paths in JSON (`reviews.reviewer.displayName`; those of a list are those of
/// what is in it) or elements of XML, and those that say what kind of thing a post is with their text.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    /// As they are written, in the order of the letters.
    pub names: BTreeSet<String>,
    folded: BTreeSet<String>,
    /// How the file is written.
    pub shape: Option<Shape>,
    /// The lists in a document of JSON, by their paths; the empty one is the document itself.
    pub lists: BTreeSet<String>,
}

impl Paths {
    /// Whether there is a header, or a path. Capitals, blanks and punctuation make no difference.
    pub fn has(&self, name: &str) -> bool {
        self.folded.contains(&super::folded(name))
    }

    fn add(&mut self, name: &str) {
        if !name.is_empty() && self.names.insert(name.to_owned()) {
            self.folded.insert(super::folded(name));
        }
    }

    fn is_full(&self) -> bool {
        self.names.len() >= 500
    }
}

/// So many values of a document are looked at.
const LOOKED_AT: usize = 5000;

/// Looks at the first values of a file.
pub(super) fn paths(input: &Input) -> Result<Paths, Fault> {
    match input.shape {
        Shape::Table { delimiter } => {
            let mut paths = Paths::default();
            for header in table::headers(input, delimiter)? {
                paths.add(&header.name);
            }
            Ok(paths)
        }
        Shape::Sheet => {
            let mut paths = Paths::default();
            let rows = input.rows(&[], &mut |row| {
                row.headers.iter().for_each(|header| paths.add(&header.name));
                Err(enough(input))
            });
            rows.or_else(|fault| if paths.names.is_empty() { Err(fault) } else { Ok(()) })?;
            Ok(paths)
        }
        Shape::Lines => {
            let (mut paths, mut count) = (Paths::default(), 0);
            let rows = input.rows(&[], &mut |row| {
                row.headers.iter().for_each(|header| paths.add(&header.name));
                count += 1;
                if count < 20 { Ok(()) } else { Err(enough(input)) }
            });
            rows.or_else(|fault| if paths.names.is_empty() { Err(fault) } else { Ok(()) })?;
            Ok(paths)
        }
        Shape::Json => document(input),
        Shape::Xml => {
            let mut paths = Paths::default();
            xml::elements(input)?.iter().for_each(|name| paths.add(name));
            Ok(paths)
        }
    }
}

/// Ends a reading of which enough is known.
fn enough(input: &Input) -> Fault {
    input.broken(1, "enough").into()
}

fn document(input: &Input) -> Result<Paths, Fault> {
    let (reader, progress) = json::document(input)?;
    let mut deserializer = serde_json::Deserializer::from_reader(reader);
    let seen = RefCell::new((Paths::default(), 0));
    let end = || progress.row_ends();
    let read = Probe { path: String::new(), seen: &seen, end: &end }.deserialize(&mut deserializer);
    let (paths, count) = seen.into_inner();
    match read {
        Err(error) if count < LOOKED_AT && !paths.is_full() => {
            Err(json::broken(input, &progress, &error))
        }
        _ => Ok(paths),
    }
}

/// Notes the paths of a value.
struct Probe<'a> {
    path: String,
    seen: &'a RefCell<(Paths, usize)>,
    end: &'a dyn Fn(),
}

impl Probe<'_> {
    fn leaf<E: Error>(self) -> Result<(), E> {
        let mut seen = self.seen.borrow_mut();
        seen.0.add(&self.path);
        seen.1 += 1;
        (self.end)();
        if seen.1 >= LOOKED_AT || seen.0.is_full() { Err(E::custom("enough")) } else { Ok(()) }
    }
}

impl<'de> DeserializeSeed<'de> for Probe<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Probe<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if self.path.len() + key.len() > json::LONGEST_PATH {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let path = if self.path.is_empty() { key } else { format!("{}.{key}", self.path) };
            self.seen.borrow_mut().0.add(&path);
            map.next_value_seed(Probe { path, seen: self.seen, end: self.end })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        self.seen.borrow_mut().0.lists.insert(self.path.clone());
        let one = || Probe { path: self.path.clone(), seen: self.seen, end: self.end };
        while seq.next_element_seed(one())?.is_some() {}
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.leaf()
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.leaf()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.leaf()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.leaf()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.leaf()
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        self.leaf()
    }
}
