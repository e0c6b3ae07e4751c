//! YAML with places.
//!
//! Files are read with `serde_yaml`, which is fast and knows no places. Only when a file has
//! something to report is it parsed again into a tree of [`Node`]s that know their bytes:
//!
//! - [`Node::load`] makes the tree and reports what is wrong with the text itself;
//! - [`decode`] reads a typed value out of it through the same `serde` types. A typed reader stops
//!   at its first fault, so each fault is noted, the faulty node taken out, and the tree read
//!   again: one file yields all of its faults, and the rest of it stays usable;
//! - [`find`] leads from a field's path to its bytes.
//!
//! A property test holds that both parsers read the same values.

mod de;
mod load;
mod node;
mod scalar;
mod sheet;
mod value;

use std::collections::BTreeSet;
use std::ops::Range;

use serde::de::DeserializeOwned;

use crate::diag::{Diagnostic, LineIndex, Place, Segment};

pub use self::load::may_have_tags;
pub use self::node::{Kind, MAX_DEPTH, Node};
pub use self::scalar::is_text;
pub use self::sheet::Sheet;
pub use self::value::{Data, OneOrMany, OpenMap, Text};

/// Something wrong with a YAML text; the range is in bytes of that text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// A stable word for the kind of problem.
    pub code: &'static str,
    /// One sentence, lower case, identifiers in backticks.
    pub message: String,
    /// Where, in bytes.
    pub range: Range<usize>,
    /// A few words beside the caret.
    pub label: Option<String>,
    /// The next step.
    pub hint: Option<String>,
}

impl Fault {
    /// Whether it is a tag, which means something to one parser and nothing to the other.
    pub fn is_tag(&self) -> bool {
        self.code == "yaml-tag"
    }

    /// Places the fault in its file; `base` is the byte at which the YAML text starts there.
    pub fn into_diagnostic(self, path: &str, index: &LineIndex<'_>, base: usize) -> Diagnostic {
        let range = self.range.start + base..self.range.end + base;
        Diagnostic {
            label: self.label,
            hint: self.hint,
            ..Diagnostic::error(self.code, self.message).at(Place::range(path, index, range))
        }
    }
}

/// Why the fast reader gives no value.
#[derive(Debug)]
pub enum FastError {
    /// The text has aliases, which are left to the reader with places: the fast one takes one
    /// anchor for another where a name is given twice.
    Aliases,
    /// Something is wrong with the text, in the library's own words.
    Fault(serde_yaml::Error),
}

/// Reads a typed value without places.
pub fn read_fast<T: DeserializeOwned>(text: &str) -> Result<T, FastError> {
    // Too careful for a text such as `Q&A: *new*`, and never too careless.
    if text.contains('&') && text.contains('*') {
        return Err(FastError::Aliases);
    }
    serde_yaml::from_str(text).map_err(FastError::Fault)
}

/// What [`decode`] found.
#[derive(Debug)]
pub struct Decoded<T> {
    /// The value, without its faulty parts; `None` where nothing could be kept.
    pub value: Option<T>,
    /// Every fault.
    pub faults: Vec<Fault>,
    /// What was left out.
    pub faulty: Faulty,
}

/// What a record lacks because of faults in it: it is not missing in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faulty {
    keys: BTreeSet<String>,
    /// Entries that were left out, each by the top-level key of its list and its position there.
    entries: BTreeSet<(String, usize)>,
}

impl Faulty {
    /// Whether there was a fault in a top-level key.
    pub fn contains(&self, key: &str) -> bool {
        self.keys.contains(key)
    }

    /// The entries of a list with the positions that they have in the file.
    pub fn positions<T>(&self, key: &str, list: Vec<T>) -> impl Iterator<Item = (usize, T)> {
        let of_key = self.entries.iter().filter(|(list, _)| list == key);
        let gone: Vec<usize> = of_key.map(|(_, at)| *at).collect();
        (0..).filter(move |at| !gone.contains(at)).zip(list)
    }

    /// Adds what another part of the file lacks.
    pub fn extend(&mut self, other: &Self) {
        self.keys.extend(other.keys.iter().cloned());
        self.entries.extend(other.entries.iter().cloned());
    }

    fn add(&mut self, root: &Node, steps: &[usize]) {
        let Some(key) = root.key_at(steps.first().copied()) else { return };
        self.keys.insert(key.to_owned());
        if let ([_, at], Some((_, Node { kind: Kind::List(_), .. }))) = (steps, root.pair(key)) {
            self.entries.insert((key.to_owned(), *at));
        }
    }
}

/// Reads a typed value from a tree, with all of its faults.
///
/// The tree loses its faulty nodes on the way.
pub fn decode<T: DeserializeOwned>(root: &mut Node) -> Decoded<T> {
    let mut decoded = Decoded { value: None, faults: Vec::new(), faulty: Faulty::default() };
    loop {
        match T::deserialize(de::Deserializer::new(root)) {
            Ok(value) => {
                decoded.value = Some(value);
                return decoded;
            }
            Err(error) => {
                let steps = error.steps();
                decoded.faulty.add(root, &steps);
                // What was just left out is not missing.
                if !(error.is_missing_key() && root.is_damaged(&steps)) {
                    decoded.faults.push(error.into_fault(root));
                }
                if !root.remove(&steps) {
                    return decoded;
                }
            }
        }
    }
}

/// Finds the bytes of a field's value, or of its key; `None` if the tree has no such field.
pub fn find(root: &Node, path: &[Segment], key: bool) -> Option<Range<usize>> {
    let Some((last, parents)) = path.split_last() else {
        return Some(root.range.clone());
    };
    let parent = parents.iter().try_fold(root, |node, segment| node.child(segment))?;
    match last {
        Segment::Key(name) if key => parent.pair(name).map(|(key, _)| key.range.clone()),
        segment => parent.child(segment).map(|node| node.range.clone()),
    }
}
