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
mod node;
mod value;

use std::ops::Range;

use serde::de::DeserializeOwned;

use crate::diag::{Diagnostic, LineIndex, Place, Segment};

pub use self::node::{Kind, MAX_DEPTH, Node};
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

/// What [`decode`] found.
#[derive(Debug)]
pub struct Decoded<T> {
    /// The value, without its faulty parts; `None` where nothing could be kept.
    pub value: Option<T>,
    /// Every fault.
    pub faults: Vec<Fault>,
    /// The top-level keys that were left out because of a fault in them.
    pub faulty: Vec<String>,
}

/// Reads a typed value from a tree, with all of its faults.
///
/// The tree loses its faulty nodes on the way.
pub fn decode<T: DeserializeOwned>(root: &mut Node) -> Decoded<T> {
    let mut decoded = Decoded { value: None, faults: Vec::new(), faulty: Vec::new() };
    loop {
        match T::deserialize(de::Deserializer::new(root)) {
            Ok(value) => {
                decoded.value = Some(value);
                return decoded;
            }
            Err(error) => {
                let steps = error.steps();
                decoded.faults.push(error.into_fault(root));
                decoded.faulty.extend(root.key_at(steps.first().copied()).map(str::to_owned));
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
