//! One diagnostic, drawn for people.
//!
//! `annotate-snippets` draws the title and the excerpt, with tabs, wide characters and lines that
//! are longer than the terminal. It is only ever given the one line that is shown: its panics about
//! places outside the text cannot happen, and a file of any size costs no more than that line. The
//! hint is written here, right below the excerpt and in the same column up to line 99.

use std::fmt::Write as _;

use annotate_snippets::renderer::{
    DEFAULT_EMPHASIS_STYLE, DEFAULT_LINE_NUM_STYLE, DEFAULT_TERM_WIDTH, Style,
};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::excerpt::Excerpt;
use super::human::Look;
use super::{safe_line, seen_from};
use crate::diag::{Diagnostic, Place, Severity, Span};

/// The digits that the column of line numbers always has room for.
const LEAST_DIGITS: usize = 2;

/// Below this width an excerpt is all ellipsis.
const LEAST_WIDTH: usize = 40;

/// Writes one diagnostic: title, place, excerpt, hint.
///
/// Without an excerpt the label is a note of its own, so that what it says is not lost.
pub(super) fn write(
    out: &mut String,
    diagnostic: &Diagnostic,
    excerpt: Option<Excerpt>,
    look: Look<'_>,
) {
    let digits = excerpt.as_ref().map_or(0, |excerpt| excerpt.line.to_string().len());
    let indent = LEAST_DIGITS.saturating_sub(digits);
    let label = diagnostic.label.as_deref().map(safe_line);
    let note = label.clone().filter(|_| excerpt.is_none());
    let path = |place: &Place| safe_line(&seen_from(look.folder, &place.path)).into_owned();
    let width = look.width.unwrap_or(DEFAULT_TERM_WIDTH).max(LEAST_WIDTH) - indent;

    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(safe_line(&diagnostic.message)).id(safe_line(&diagnostic.code));
    let mut group = Group::with_title(title);
    match (&diagnostic.place, excerpt) {
        (Some(place), Some(excerpt)) => {
            let mark = AnnotationKind::Primary.span(excerpt.mark(width)).label(label);
            let snippet = Snippet::source(excerpt.text).line_start(excerpt.line);
            group = group.element(snippet.path(path(place)).annotation(mark));
        }
        (Some(place), None) => group = group.element(origin(path(place), place.span)),
        (None, _) => {}
    }

    let renderer = if look.colour { Renderer::styled() } else { Renderer::plain() };
    let drawing = renderer.term_width(width).render(&[group]);
    for (number, line) in drawing.lines().enumerate() {
        let indent = if number == 0 { 0 } else { indent };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{:indent$}{line}", "");
    }
    let gutter = digits.max(LEAST_DIGITS) + 1;
    if let Some(note) = note {
        footer(out, gutter, "note", &note, look.colour);
    }
    if let Some(hint) = &diagnostic.hint {
        footer(out, gutter, "hint", &safe_line(hint), look.colour);
    }
}

fn origin(path: String, span: Option<Span>) -> Origin<'static> {
    let origin = Origin::path(path);
    match span {
        Some(Span { start, .. }) => {
            origin.line(start.line as usize).char_column(start.column as usize)
        }
        None => origin,
    }
}

fn footer(out: &mut String, gutter: usize, word: &str, text: &str, colour: bool) {
    let (rail, strong) = if colour {
        (DEFAULT_LINE_NUM_STYLE, DEFAULT_EMPHASIS_STYLE)
    } else {
        (Style::new(), Style::new())
    };
    let _ = writeln!(out, "{:gutter$}{rail}={rail:#} {strong}{word}{strong:#}: {text}", "");
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;
    use crate::diag::print::excerpt::File;
    use crate::diag::{LineIndex, Position};

    const LOOK: Look<'_> = Look { colour: false, everything: false, width: Some(80), folder: "" };

    fn show(text: &str, diagnostic: &Diagnostic, look: Look<'_>) -> String {
        let span = diagnostic.place.as_ref().and_then(|place| place.span);
        let excerpt = span.and_then(|span| File::new(text).excerpt(span));
        let mut out = String::new();
        write(&mut out, diagnostic, excerpt, look);
        out
    }

    fn problem(text: &str, range: Range<usize>) -> Diagnostic {
        let index = LineIndex::new(text);
        Diagnostic::error("code", "message").at(Place::range("a.md", &index, range)).label("label")
    }

    /// What is shown for a range, without the title.
    fn excerpt(text: &str, range: Range<usize>) -> String {
        let shown = show(text, &problem(text, range), LOOK);
        let (_, shown) = shown.split_once('\n').unwrap();
        shown.trim_end_matches('\n').to_owned()
    }

    fn find(text: &str, needle: &str) -> Range<usize> {
        let start = text.find(needle).unwrap();
        start..start + needle.len()
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let bare = Diagnostic::warning("code", "message");
        let gone = problem("1\n2\n3", 4..5);
        let table = [
            (bare.clone(), "warning[code]: message\n"),
            (bare.clone().hint("act"), "warning[code]: message\n   = hint: act\n"),
            (bare.at(Place::file("a.md")), "warning[code]: message\n  --> a.md\n"),
            (gone, "error[code]: message\n  --> a.md:3:1\n   = note: label\n"),
        ];
        for (diagnostic, expected) in table {
            assert_eq!(show("1\n2", &diagnostic, LOOK), expected);
        }
        let look = Look { folder: "docs/site", ..LOOK };
        let note = Diagnostic::note("code", "message").at(Place::file("a.md"));
        assert_eq!(show("", &note, look), "note[code]: message\n  --> docs/site/a.md\n");
    }

    #[test]
    fn the_caret_stands_below_what_is_meant() {
        let table = [
            ("\ta:\tbad\tx", "bad", "1:5\n   |\n 1 |     a:    bad    x\n   |           ^^^ label"),
            ("名: 日本 x", "日本", "1:4\n   |\n 1 | 名: 日本 x\n   |     ^^^^ label"),
            ("a: 1\r\nb: 2\r\n", "2", "2:4\n   |\n 2 | b: 2\n   |    ^ label"),
            ("a: 1\rb: 2\r", "2", "2:4\n   |\n 2 | b: 2\n   |    ^ label"),
            ("\u{feff}a: 1\n", "a", "1:1\n   |\n 1 | a: 1\n   | ^ label"),
            ("a: |\n  b\n  c\n", "|\n  b\n", "1:4\n   |\n 1 | a: |\n   |    ^ label"),
            ("a: b  \nc: d\n", "b  \nc", "1:4\n   |\n 1 | a: b  \n   |    ^ label"),
            ("a: b\n\nc: d\n", "\nc", "2:1\n   |\n 2 |\n   | ^ label"),
        ];
        for (text, needle, expected) in table {
            assert_eq!(excerpt(text, find(text, needle)), format!("  --> a.md:{expected}"));
        }
    }

    #[test]
    fn empty_ranges_and_the_end_of_the_file_have_a_caret() {
        let table = [
            ("a: b", 3, "1:4\n   |\n 1 | a: b\n   |    ^ label"),
            ("a: b", 4, "1:5\n   |\n 1 | a: b\n   |     ^ label"),
            ("a: b\n", 4, "1:5\n   |\n 1 | a: b\n   |     ^ label"),
            ("a: b\n", 5, "2:1\n   |\n 2 |\n   | ^ label"),
            ("", 0, "1:1\n   |\n 1 |\n   | ^ label"),
        ];
        for (text, at, expected) in table {
            assert_eq!(excerpt(text, at..at), format!("  --> a.md:{expected}"));
        }
    }

    #[test]
    fn excerpts_grow_with_the_line_numbers() {
        let text = "line\n".repeat(100) + "last";
        let expected = "   --> a.md:101:1\n    |\n101 | last\n    | ^^^^ label\n    = hint: act";
        let diagnostic = problem(&text, find(&text, "last")).hint("act");
        let shown = show(&text, &diagnostic, LOOK);
        assert_eq!(shown, format!("error[code]: message\n{expected}\n"));
    }

    #[test]
    fn a_line_longer_than_the_terminal_is_cut_around_the_mark() {
        let text = format!("{}HERE{}", "word ".repeat(1000), " rest".repeat(1000));
        let expected = "  --> a.md:1:5001
   |
 1 | ...ord word word word word word HERE rest rest rest rest rest rest rest ...
   |                                 ^^^^ label";
        assert_eq!(excerpt(&text, find(&text, "HERE")), expected);
        // Marks as long as the line: of narrow and wide characters, and of four columns each.
        for one in ["x", "日", "\t"] {
            let text = one.repeat(10_000);
            let shown = excerpt(&text, 0..text.len());
            let width = |line: &str| line.chars().count() + line.matches('日').count();
            assert!(shown.lines().all(|line| width(line) <= 80), "{shown}");
        }
    }

    #[test]
    fn nothing_that_a_terminal_obeys_gets_through() {
        let nasty = "\u{1b}[2J\u{9b}31m\u{202e}\u{2066}\u{85}\u{c}\u{7f}\0x";
        let text = format!("a: {nasty}\n");
        let diagnostic = Diagnostic {
            code: nasty.to_owned().into(),
            message: format!("{nasty}\r\n{nasty}"),
            place: Some(Place::range(nasty, &LineIndex::new(&text), find(&text, nasty))),
            label: Some(nasty.to_owned()),
            hint: Some(nasty.to_owned()),
            ..problem("", 0..0)
        };
        let look = Look { folder: nasty, ..LOOK };
        let obeyed = |c: char| {
            c != '\n'
                && (c.is_control()
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        };
        for (text, lines) in [(text.as_str(), 6), ("", 4)] {
            let shown = show(text, &diagnostic, look);
            assert!(!shown.contains(obeyed), "{shown:?}");
            assert_eq!(shown.lines().count(), lines, "{shown}");
        }
        let expected = "  --> a.md:1:4\n   |\n 1 | a: ␛[2J�31m���␌␡␀x\n   |    ^^^^ label";
        assert_eq!(excerpt(&text, 3..7), expected);
    }

    #[test]
    fn no_place_and_no_width_is_too_strange() {
        let text = "\u{feff}\ta: 日本\u{200d}e\u{301}\r\n\u{1b}\r \n\n👨\u{200d}👩";
        let numbers: Vec<u32> = (0..12).chain([u32::MAX]).collect();
        let positions: Vec<Position> = numbers
            .iter()
            .flat_map(|line| numbers.iter().map(move |column| (*line, *column)))
            .map(|(line, column)| Position { line, column })
            .collect();
        for (at, start) in positions.iter().copied().enumerate() {
            let end = positions[(at * 7) % positions.len()];
            for end in [start, end] {
                let diagnostic = problem(text, 0..0)
                    .at(Place { path: "a".to_owned(), span: Some(Span { start, end }) });
                for width in [None, Some(0), Some(41), Some(usize::MAX / 4)] {
                    let look = Look { width, ..LOOK };
                    let shown = show(text, &diagnostic, look);
                    let place = format!("--> a:{}:{}\n", start.line, start.column);
                    assert!(shown.contains(&place), "{shown}");
                }
            }
        }
    }
}
