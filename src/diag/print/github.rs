//! Workflow commands, which GitHub shows beside the changed lines of a pull request.
//!
//! <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>; what the
//! runner accepts is in `ActionCommand.cs` and `ActionCommandManager.cs` of
//! <https://github.com/actions/runner>.

use std::fmt::Write as _;

use super::{safe_char, seen_from};
use crate::diag::{Diagnostic, Place, Severity, Span};

/// Writes one workflow command for each diagnostic.
///
/// The runner takes paths as relative to the repository; `folder`, unless empty, is put in front
/// of the paths for a site that is not at its root.
pub fn render(diagnostics: &[Diagnostic], folder: &str) -> String {
    diagnostics.iter().map(|diagnostic| command(diagnostic, folder)).collect()
}

fn command(diagnostic: &Diagnostic, folder: &str) -> String {
    let name = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = String::new();
    // GitHub shows files of the repository only.
    let place = diagnostic.place.as_ref().filter(|place| !place.is_built_in());
    if let Some(place) = place {
        properties = format!("file={},", property(&seen_from(folder, &place.path)));
        if let Some(span) = place.span {
            properties.push_str(&position(span));
        }
    }
    let title = property(&diagnostic.code);
    let mut message = data(&diagnostic.message);
    if let (None, Some(Place { path, span })) = (place, &diagnostic.place) {
        let line = span.map_or_else(String::new, |span| format!(", line {}", span.start.line));
        // Writing to a string cannot fail.
        let _ = write!(message, " ({}{line})", data(path));
    }
    if let Some(hint) = &diagnostic.hint {
        let _ = write!(message, " ({})", data(hint));
    }
    format!("::{name} {properties}title={title}::{message}\n")
}

/// The runner drops all columns when the lines differ, and says so in its debug log.
fn position(Span { start, end }: Span) -> String {
    if start.line == end.line {
        let (line, from, to) = (start.line, start.column, end.column);
        format!("line={line},col={from},endLine={line},endColumn={to},")
    } else {
        format!("line={},endLine={},", start.line, end.line)
    }
}

/// Escapes the part behind the second `::`.
fn data(text: &str) -> String {
    escape(text, &['%', '\r', '\n'])
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    escape(text, &['%', '\r', '\n', ':', ','])
}

fn escape(text: &str, special: &[char]) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if special.contains(&c) {
            let _ = write!(escaped, "%{:02X}", u32::from(c));
        } else {
            escaped.push(safe_char(c));
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::LineIndex;

    #[test]
    fn a_command_points_at_one_line_with_columns_and_at_several_without() {
        let index = LineIndex::new("a: 1\nb: 2\n");
        let bare = Diagnostic::note("code", "message").hint("hint");
        let error = Diagnostic::error("code", "message");
        let table = [
            (bare.clone(), "", "::notice title=code::message (hint)\n"),
            (
                Diagnostic::warning("code", "message").at(Place::file("site.yaml")),
                "docs",
                "::warning file=docs/site.yaml,title=code::message\n",
            ),
            (
                error.clone().at(Place::range("a.md", &index, 8..9)),
                "",
                "::error file=a.md,line=2,col=4,endLine=2,endColumn=5,title=code::message\n",
            ),
            (
                error.clone().at(Place::range("built-in themes/a.html", &index, 8..9)),
                "docs",
                "::error title=code::message (built-in themes/a.html, line 2)\n",
            ),
            (
                error.at(Place::range("a.md", &index, 3..6)),
                "",
                "::error file=a.md,line=1,endLine=2,title=code::message\n",
            ),
        ];
        for (diagnostic, folder, expected) in table {
            assert_eq!(render(&[diagnostic], folder), expected);
        }
    }

    #[test]
    fn what_would_end_a_property_or_a_line_is_escaped() {
        let diagnostic = Diagnostic::error("code", "100 %: a,\r\n::error::b \u{1b}[2J")
            .at(Place::file("a,b:c%=\n.md"))
            .hint("x\n::y");
        let expected = "::error file=a%2Cb%3Ac%25=%0A.md,title=code\
                        ::100 %25: a,%0D%0A::error::b ␛[2J (x%0A::y)\n";
        assert_eq!(render(&[diagnostic], ""), expected);
    }
}
