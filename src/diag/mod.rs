//! What went wrong, and where.
//!
//! Every stage reports to one collecting sink, [`Diagnostics`], and goes on: an owner wants all
//! the problems of all files in one run. A [`Diagnostic`] is plain data, so that the same one can
//! be printed on a terminal, as JSON, as a workflow command, or kept for a later run that has
//! nothing to do. The excerpt of the source is looked up when a diagnostic is printed.

pub mod finding;
pub mod print;
pub mod suggest;
pub mod text;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

pub use self::finding::{Aim, FieldPath, Finding, Segment, SourceRef};
pub use self::text::{LineIndex, utf8};

/// How much a problem matters.
///
/// Errors stop publication (exit status 1), warnings do not unless `--strict` is given, notes are
/// for information and never change the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is published.
    Error,
    /// The site is published; somebody should look.
    Warning,
    /// Something worth knowing.
    Note,
}

impl Severity {
    /// The word that messages use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A position in a text file: line and column from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in characters (not bytes).
    pub column: u32,
}

/// A stretch of a text file; the end is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// The first character.
    pub start: Position,
    /// Just behind the last character.
    pub end: Position,
}

/// The file that a problem is in, and where in it when that is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Path relative to the site's folder, with `/` on every system.
    pub path: String,
    /// Where in the file; `None` when the whole file is meant.
    pub span: Option<Span>,
}

/// What the path of a file starts with that is inside the program, not on the disk.
pub const BUILT_IN: &str = "built-in ";

impl Place {
    /// Whether the file is inside the program, so that there is nothing on the disk to look at.
    pub fn is_built_in(&self) -> bool {
        self.path.starts_with(BUILT_IN)
    }

    /// Points at a whole file.
    pub fn file(path: impl Into<String>) -> Self {
        Self { path: path.into(), span: None }
    }

    /// Points at a byte range of a file's text.
    pub fn range(
        path: impl Into<String>,
        index: &LineIndex<'_>,
        range: std::ops::Range<usize>,
    ) -> Self {
        Self { path: path.into(), span: Some(index.span(range)) }
    }
}

/// One problem: what it is, where it is, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// A stable word for the kind of problem, such as `rating-out-of-range`.
    pub code: Cow<'static, str>,
    /// One sentence, lower case, identifiers in backticks.
    pub message: String,
    /// Where, when the problem has a place.
    pub place: Option<Place>,
    /// A few words that stand beside the caret.
    pub label: Option<String>,
    /// The next step, as an action.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// Makes an error without place, label or hint.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// Makes a warning without place, label or hint.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// Makes a note without place, label or hint.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    /// Makes a diagnostic without place, label or hint.
    pub fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity,
            code: Cow::Borrowed(code),
            message: message.into(),
            place: None,
            label: None,
            hint: None,
        }
    }

    /// Makes the error of a program that has failed itself: while it did what, and what it said.
    pub fn internal(when: &str, said: &str) -> Self {
        Self::error("internal", format!("the program failed {when}: {said}"))
            .hint("that is a fault of Laurels: please report it; the next change is tried again")
    }

    /// Sets the place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
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

/// The collecting sink: everything that a run has to say.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.all.push(diagnostic);
    }

    /// Adds one problem, which may still be completed.
    pub fn push_and_get(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        self.all.push_mut(diagnostic)
    }

    /// Adds many problems.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.all.extend(diagnostics);
    }

    /// Counts the problems of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.all.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Puts the problems in file and line order, those without a place last, each only once.
    ///
    /// Problems at the same place keep the order in which they were found.
    pub fn sort(&mut self) {
        self.all.sort_by(|a, b| match (&a.place, &b.place) {
            (Some(a), Some(b)) => (&a.path, a.span).cmp(&(&b.path, b.span)),
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
        self.all.dedup();
    }

    /// The problems, in their present order.
    pub fn as_slice(&self) -> &[Diagnostic] {
        &self.all
    }

    /// Gives the problems away.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.all
    }
}
