//! A problem that knows its field but not yet its line.
//!
//! Stages behind the parser judge values, not text: they say "the `rating` of the third entry of
//! that file". Only when there is something to report is the file parsed again for places, so
//! that a site without problems pays nothing for them.

use super::Severity;

/// Names one record of one source file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceRef {
    /// Index of the file in the table of sources.
    pub file: u32,
    /// Position of the entry in a list file; `None` where the file is one record.
    pub entry: Option<u32>,
}

/// A step from a record to one of its values.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Segment {
    /// The value of a key.
    Key(String),
    /// The element of a list, from 0.
    Index(usize),
}

impl From<&str> for Segment {
    fn from(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

impl From<usize> for Segment {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// The way from a record to one of its values.
pub type FieldPath = Vec<Segment>;

/// The written name of a field, positions counted from 1: `links[2].url`.
pub fn name(path: &[Segment]) -> String {
    let parts = path.iter().enumerate().map(|(at, segment)| match segment {
        Segment::Key(key) if at == 0 => key.clone(),
        Segment::Key(key) => format!(".{key}"),
        Segment::Index(at) => format!("[{}]", at + 1),
    });
    parts.collect()
}

/// What the caret points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aim {
    /// The start of the record: something is missing.
    Record,
    /// The key of a field.
    Key(FieldPath),
    /// The value of a field.
    Value(FieldPath),
    /// A byte range of the Markdown body.
    Body(std::ops::Range<usize>),
}

/// A problem of a record, to be placed later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// A stable word for the kind of problem.
    pub code: &'static str,
    /// One sentence, lower case, identifiers in backticks.
    pub message: String,
    /// The record.
    pub source: SourceRef,
    /// What in the record.
    pub aim: Aim,
    /// A few words beside the caret.
    pub label: Option<String>,
    /// The next step, as an action.
    pub hint: Option<String>,
}

impl Finding {
    /// Makes an error about a record.
    pub fn error(source: SourceRef, code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, source, code, message)
    }

    /// Makes a warning about a record.
    pub fn warning(source: SourceRef, code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, source, code, message)
    }

    /// Makes a finding that points at the start of the record.
    pub fn new(
        severity: Severity,
        source: SourceRef,
        code: &'static str,
        message: impl Into<String>,
    ) -> Self {
        Self {
            severity,
            code,
            message: message.into(),
            source,
            aim: Aim::Record,
            label: None,
            hint: None,
        }
    }

    /// Points at a value.
    #[must_use]
    pub fn value(mut self, path: FieldPath) -> Self {
        self.aim = Aim::Value(path);
        self
    }

    /// Points at a key.
    #[must_use]
    pub fn key(mut self, path: FieldPath) -> Self {
        self.aim = Aim::Key(path);
        self
    }

    /// Points into the body.
    #[must_use]
    pub fn body(mut self, range: std::ops::Range<usize>) -> Self {
        self.aim = Aim::Body(range);
        self
    }

    /// Sets the words beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Sets the hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// Builds a [`FieldPath`] from keys and indices: `path!["author", "photo"]`, `path!["pros", 2]`.
#[macro_export]
macro_rules! path {
    ($($segment:expr),* $(,)?) => { vec![$($crate::diag::Segment::from($segment)),*] };
}
