//! One JSON object a line for each diagnostic, for programs.
//!
//! The keys are a contract: `type` (always `diagnostic`), `severity`, `code`, `message`, `path`,
//! `line`, `column`, `end_line`, `end_column`, `hint`. All are always there; what is not known is
//! `null`. Paths are relative to the site, lines and columns count from 1, columns in characters,
//! and the end is exclusive.

use serde::Serialize;

use crate::diag::{Diagnostic, Severity};

/// Writes one line for each diagnostic.
///
/// # Errors
///
/// When a diagnostic cannot be serialized, which none of today's can cause.
pub fn render(diagnostics: &[Diagnostic]) -> serde_json::Result<String> {
    let mut lines = String::new();
    for diagnostic in diagnostics {
        lines.push_str(&serde_json::to_string(&Record::from(diagnostic))?);
        lines.push('\n');
    }
    Ok(lines)
}

#[derive(Serialize)]
struct Record<'a> {
    r#type: &'static str,
    severity: Severity,
    code: &'a str,
    message: &'a str,
    path: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    end_line: Option<u32>,
    end_column: Option<u32>,
    hint: Option<&'a str>,
}

impl<'a> From<&'a Diagnostic> for Record<'a> {
    fn from(diagnostic: &'a Diagnostic) -> Self {
        let span = diagnostic.place.as_ref().and_then(|place| place.span);
        Self {
            r#type: "diagnostic",
            severity: diagnostic.severity,
            code: &diagnostic.code,
            message: &diagnostic.message,
            path: diagnostic.place.as_ref().map(|place| place.path.as_str()),
            line: span.map(|span| span.start.line),
            column: span.map(|span| span.start.column),
            end_line: span.map(|span| span.end.line),
            end_column: span.map(|span| span.end.column),
            hint: diagnostic.hint.as_deref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{LineIndex, Place};

    #[test]
    fn every_key_is_there_and_unknown_ones_are_null() {
        let index = LineIndex::new("é: 1\nb: 2\n");
        let placed = Diagnostic::error("code", "say \"é\"\n\u{1b}")
            .at(Place::range("content/a.md", &index, 4..7))
            .label("label")
            .hint("hint");
        let file = Diagnostic::note("code", "message").at(Place::file("site.yaml"));
        let bare = Diagnostic::warning("code", "message");
        let expected = concat!(
            r#"{"type":"diagnostic","severity":"error","code":"code","message":"say \"é\"\n\u001b","#,
            r#""path":"content/a.md","line":1,"column":4,"end_line":2,"end_column":2,"hint":"hint"}"#,
            "\n",
            r#"{"type":"diagnostic","severity":"note","code":"code","message":"message","#,
            r#""path":"site.yaml","line":null,"column":null,"end_line":null,"end_column":null,"hint":null}"#,
            "\n",
            r#"{"type":"diagnostic","severity":"warning","code":"code","message":"message","#,
            r#""path":null,"line":null,"column":null,"end_line":null,"end_column":null,"hint":null}"#,
            "\n",
        );
        assert_eq!(render(&[placed, file, bare]).unwrap(), expected);
    }
}
