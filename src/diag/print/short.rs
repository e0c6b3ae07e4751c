//! One line for each diagnostic, for editors and for reading many at a glance.
//!
//! `path:line:column: severity[code]: message`; without a line `path: severity[code]: message`;
//! without a file `severity[code]: message`. Labels and hints are left out.

use super::{safe_line, seen_from};
use crate::diag::Diagnostic;

/// Writes one line for each diagnostic; `folder` is put in front of the paths unless empty.
pub fn render(diagnostics: &[Diagnostic], folder: &str) -> String {
    diagnostics.iter().map(|diagnostic| line(diagnostic, folder)).collect()
}

fn line(diagnostic: &Diagnostic, folder: &str) -> String {
    let place = diagnostic.place.as_ref().map_or_else(String::new, |place| {
        let path = seen_from(folder, &place.path);
        let path = safe_line(&path);
        match place.span {
            Some(span) => format!("{path}:{}:{}: ", span.start.line, span.start.column),
            None => format!("{path}: "),
        }
    });
    let severity = diagnostic.severity.word();
    let code = safe_line(&diagnostic.code);
    let message = safe_line(&diagnostic.message);
    format!("{place}{severity}[{code}]: {message}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{LineIndex, Place};

    #[test]
    fn a_line_names_what_is_known_of_the_place() {
        let index = LineIndex::new("a: 1\nb: 2\n");
        let bare = Diagnostic::error("code", "two\nlines \u{1b}[2J").label("label").hint("hint");
        let table = [
            (bare.clone(), "", "error[code]: two lines ␛[2J\n"),
            (
                Diagnostic::warning("code", "message").at(Place::file("site.yaml")),
                "../",
                "../site.yaml: warning[code]: message\n",
            ),
            (
                bare.at(Place::range("a.md", &index, 8..9)),
                "",
                "a.md:2:4: error[code]: two lines ␛[2J\n",
            ),
        ];
        for (diagnostic, folder, expected) in table {
            assert_eq!(render(&[diagnostic], folder), expected);
        }
    }
}
