//! A problem that knows its field but not yet its line.
//!
//! Stages behind the parser judge values, not text: they say "the `rating` of the third entry of
//! that file". Only when there is something to report is the file parsed again for places, so
//! that a site without problems pays nothing for them.

use std::borrow::Cow;

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
    /// The value of a key: of the format, or of the owner's choice.
    Key(Cow<'static, str>),
    /// The element of a list, from 0.
    Index(usize),
}

impl From<&'static str> for Segment {
    fn from(key: &'static str) -> Self {
        Self::Key(Cow::Borrowed(key))
    }
}

impl From<String> for Segment {
    fn from(key: String) -> Self {
        Self::Key(Cow::Owned(key))
    }
}

impl From<usize> for Segment {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// The way from a record to one of its values; [`path!`](crate::path) makes it.
///
/// Every value that is read has one at hand, though almost none is ever told: so it costs no
/// memory of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldPath {
    steps: [Segment; Self::LONGEST],
    length: usize,
}

impl FieldPath {
    /// As deep as the formats go: `widgets[2].filter.ratings[0]`.
    const LONGEST: usize = 5;

    /// The path of a value that lies one step further.
    #[must_use]
    pub fn then(mut self, step: impl Into<Segment>) -> Self {
        debug_assert!(self.length < Self::LONGEST, "no field lies as deep as that");
        if let Some(next) = self.steps.get_mut(self.length) {
            *next = step.into();
            self.length += 1;
        }
        self
    }
}

impl<const LENGTH: usize> From<[Segment; LENGTH]> for FieldPath {
    fn from(given: [Segment; LENGTH]) -> Self {
        const { assert!(LENGTH <= Self::LONGEST, "no field lies as deep as that") };
        let mut given = given.into_iter();
        let steps = std::array::from_fn(|_| given.next().unwrap_or(Segment::Index(0)));
        Self { steps, length: LENGTH }
    }
}

impl std::ops::Deref for FieldPath {
    type Target = [Segment];

    fn deref(&self) -> &[Segment] {
        &self.steps[..self.length]
    }
}

/// The written name of a field, positions counted from 1: `links[2].url`.
pub fn name(path: &[Segment]) -> String {
    let parts = path.iter().enumerate().map(|(at, segment)| match segment {
        Segment::Key(key) if at == 0 => key.clone().into_owned(),
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
    ($($segment:expr),* $(,)?) => {
        $crate::diag::FieldPath::from([$($crate::diag::Segment::from($segment)),*])
    };
}
