//! Changes of one command: all are proven before the first is written, and a refused one stops all.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use super::records::Chosen;
use super::{Failure, Run, Status};
use crate::content::inputs::Kind;
use crate::diag::{Diagnostic, Place};
use crate::edit::disk::{self, Planned, Staged};
use crate::edit::{self, Change, Edit, File, Refused};
use crate::reporter::Format;

/// Changes, file by file.
#[derive(Default)]
pub(super) struct Batch {
    /// By their paths.
    files: BTreeMap<String, OfFile>,
    /// By the paths of their files: why, and what to do.
    refused: BTreeMap<String, Vec<Refusal>>,
}

struct OfFile {
    kind: Kind,
    text: Arc<str>,
    edits: Vec<Edit>,
    to: Option<String>,
}

/// A change that is not made.
struct Refusal {
    kind: Kind,
    text: Arc<str>,
    entry: Option<u32>,
    message: String,
    hint: String,
}

/// The refusals of one file with their places, for which it is read once.
fn told(path: &str, refusals: &[Refusal]) -> Vec<Diagnostic> {
    let Some(Refusal { kind, text, .. }) = refusals.first() else { return Vec::new() };
    let entries: Vec<Option<u32>> = refusals.iter().map(|refusal| refusal.entry).collect();
    let places = edit::places(File { kind: *kind, path, text }, &entries, "status");
    let one = |(place, Refusal { message, hint, .. }): (Place, &Refusal)| {
        Refused { place, message: message.clone(), by_hand: hint.clone() }.into_diagnostic()
    };
    places.into_iter().zip(refusals).map(one).collect()
}

impl Batch {
    /// Adds a change; a file may get another name by it.
    pub(super) fn add(&mut self, review: &Chosen, change: Change, to: Option<String>) {
        let edit = Edit { entry: review.entry(), change };
        let file = self.file(review);
        file.edits.push(edit);
        file.to = to;
    }

    /// Gives a file another name, and leaves its text as it is.
    pub(super) fn rename(&mut self, review: &Chosen, to: String) {
        self.file(review).to = Some(to);
    }

    fn file(&mut self, review: &Chosen) -> &mut OfFile {
        self.files.entry(review.path.clone()).or_insert_with(|| OfFile {
            kind: review.kind,
            text: Arc::clone(&review.text),
            edits: Vec::new(),
            to: None,
        })
    }

    /// Refuses a change, and with it all of them.
    pub(super) fn refuse(&mut self, review: &Chosen, message: String, hint: &str) {
        let (kind, text) = (review.kind, Arc::clone(&review.text));
        let hint = hint.to_owned();
        let refusal = Refusal { kind, text, entry: review.entry(), message, hint };
        self.refused.entry(review.path.clone()).or_default().push(refusal);
    }

    /// Proves all changes; the files that are to be written, or why none is.
    pub(super) fn plan(self) -> Result<Vec<Planned>, Vec<Diagnostic>> {
        let (mut planned, mut refused) = (Vec::new(), Vec::new());
        for (path, of) in &self.refused {
            refused.extend(told(path, of));
        }
        for (path, OfFile { kind, text, edits, to }) in self.files {
            match edit::edited(File { kind, path: &path, text: &text }, &edits) {
                Ok(new) => planned.push(Planned { path, to, old: Some(text.to_string()), new }),
                Err(refusal) => refused.push(refusal.into_diagnostic()),
            }
        }
        if refused.is_empty() { Ok(planned) } else { Err(refused) }
    }
}

/// Puts what was staged in its place. Where that ends midway, what was done is told.
pub(super) fn put(run: &mut Run<'_>, staged: Staged<'_>) -> Result<(), Failure> {
    let mut done = Vec::new();
    let result = staged.put(|path| done.push(path.to_owned()));
    if result.is_err() && !done.is_empty() {
        run.reporter.say(&format!("changed before that: {}", done.join(", ")));
    }
    Ok(result?)
}

/// Tells what was refused.
pub(super) fn refused(run: &mut Run<'_>, site: &Path, refused: &[Diagnostic]) -> ExitCode {
    run.report(site, refused, false);
    run.reporter.say("nothing was changed");
    ExitCode::from(Status::Problems as u8)
}

/// What would change, as a diff.
pub(super) fn diff(planned: &[Planned]) -> String {
    let one = |file: &Planned| {
        edit::unified(&file.path, file.to.as_deref(), file.old.as_deref(), &file.new)
    };
    planned.iter().map(one).collect()
}

/// Prints a diff: to the byte, unless something in it would reach for the terminal.
pub(super) fn print_diff(run: &mut Run<'_>, diff: &str) {
    let is_safe = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    if diff.chars().all(is_safe) && run.reporter.settings().format != Format::Json {
        run.reporter.document(diff);
    } else {
        run.reporter.print(diff.trim_end());
    }
}

impl From<disk::Error> for Failure {
    fn from(error: disk::Error) -> Self {
        match error {
            disk::Error::Changed(path) => {
                Self::environment(format!("`{path}` was changed while this command ran"))
                    .hint("nothing of it was lost; run the command again")
            }
            disk::Error::Taken(path) => {
                Self::environment(format!("`{path}` exists already")).hint("move it away first")
            }
            disk::Error::File(error) => error.into(),
        }
    }
}
