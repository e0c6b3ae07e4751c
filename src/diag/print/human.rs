//! The form for people: message, place, excerpt with a caret, and what to do.
//!
//! ```text
//! error[rating-out-of-range]: `rating` is 7, but the scale ends at 5
//!   --> content/testimonials/ana-lopez.md:4:9
//!    |
//!  4 | rating: 7
//!    |         ^ expected 0.5 to 5
//!    = hint: write `rating: {value: 7, scale: 10}` for a ten-point scale
//! ```

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::excerpt::File;
use super::{Sources, block, safe_line};
use crate::diag::Diagnostic;

/// How many places of one code are shown in full.
const PLACES_OF_A_CODE: usize = 3;

/// How diagnostics are shown to people.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look<'a> {
    /// With colours, as ANSI escape sequences.
    pub colour: bool,
    /// Every place in full, however many a code has.
    pub everything: bool,
    /// Columns of the terminal; `None` when there is no terminal.
    pub width: Option<usize>,
    /// The site's folder as seen from the working directory, put in front of paths unless empty.
    pub folder: &'a str,
}

/// Writes diagnostics with excerpts, an empty line behind each.
///
/// Of a code with many places the first three are shown in full, the rest as a count at the end,
/// unless the look asks for everything.
pub fn render(diagnostics: &[Diagnostic], sources: &dyn Sources, look: Look<'_>) -> String {
    let (shown, left_out) = select(diagnostics, look.everything);
    let texts = read(&shown, sources);
    let files: BTreeMap<&str, File<'_>> =
        texts.iter().map(|(path, text)| (*path, File::new(text))).collect();
    let mut out = String::new();
    for diagnostic in shown {
        let excerpt = diagnostic
            .place
            .as_ref()
            .and_then(|place| files.get(place.path.as_str())?.excerpt(place.span?));
        block::write(&mut out, diagnostic, excerpt, look);
        out.push('\n');
    }
    for (code, count) in &left_out {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "… and {count} more `{}` (--verbose shows all)", safe_line(code));
    }
    if !left_out.is_empty() {
        out.push('\n');
    }
    out
}

/// Divides into those to show, and the codes and counts of the rest in order of appearance.
fn select(diagnostics: &[Diagnostic], everything: bool) -> (Vec<&Diagnostic>, Vec<(&str, usize)>) {
    if everything {
        return (diagnostics.iter().collect(), Vec::new());
    }
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut shown = Vec::new();
    let mut full = Vec::new();
    for diagnostic in diagnostics {
        let code = diagnostic.code.as_ref();
        let count = places.entry(code).or_default();
        *count += 1;
        if *count <= PLACES_OF_A_CODE {
            shown.push(diagnostic);
        } else if *count == PLACES_OF_A_CODE + 1 {
            full.push(code);
        }
    }
    let left_out = full.into_iter().map(|code| (code, places[code] - PLACES_OF_A_CODE)).collect();
    (shown, left_out)
}

/// The texts of all files that something is shown of, each asked for once.
fn read<'a>(shown: &[&'a Diagnostic], sources: &dyn Sources) -> BTreeMap<&'a str, String> {
    let places = shown.iter().filter_map(|diagnostic| diagnostic.place.as_ref());
    let mut paths: Vec<&str> =
        places.filter(|place| place.span.is_some()).map(|place| place.path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    paths.into_iter().filter_map(|path| Some((path, sources.text(path)?))).collect()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::diag::{LineIndex, Place};

    /// One text for every path, and how often it was read.
    struct OneText<'a>(&'a str, Cell<usize>);

    impl Sources for OneText<'_> {
        fn text(&self, _: &str) -> Option<String> {
            self.1.set(self.1.get() + 1);
            Some(self.0.to_owned())
        }
    }

    const LOOK: Look<'_> = Look { colour: false, everything: false, width: Some(80), folder: "" };

    fn show(text: &str, diagnostics: &[Diagnostic], look: Look<'_>) -> String {
        render(diagnostics, &OneText(text, Cell::new(0)), look)
    }

    const EXAMPLE: &str = "---\nauthor: Ana\nstatus: approved\nrating: 7\n---\nGood.\n";

    fn example() -> Diagnostic {
        let index = LineIndex::new(EXAMPLE);
        let at = EXAMPLE.find('7').unwrap();
        let path = "content/testimonials/ana-lopez.md";
        Diagnostic::error("rating-out-of-range", "`rating` is 7, but the scale ends at 5")
            .at(Place::range(path, &index, at..at + 1))
            .label("expected 0.5 to 5")
            .hint("write `rating: {value: 7, scale: 10}` for a ten-point scale")
    }

    #[test]
    fn a_problem_is_shown_with_its_place_excerpt_and_hint() {
        let expected = "\
error[rating-out-of-range]: `rating` is 7, but the scale ends at 5
  --> content/testimonials/ana-lopez.md:4:9
   |
 4 | rating: 7
   |         ^ expected 0.5 to 5
   = hint: write `rating: {value: 7, scale: 10}` for a ten-point scale

";
        assert_eq!(show(EXAMPLE, &[example()], LOOK), expected);
    }

    #[test]
    fn of_a_code_three_places_are_shown_and_the_rest_counted() {
        let mut many = vec![example(); 40];
        many.insert(5, Diagnostic::note("other", "message"));
        let sources = OneText(EXAMPLE, Cell::new(0));
        let shown = render(&many, &sources, LOOK);
        assert_eq!(sources.1.get(), 1, "a file is read once");
        assert_eq!(shown.matches("error[rating-out-of-range]").count(), 3);
        let end =
            "note[other]: message\n\n… and 37 more `rating-out-of-range` (--verbose shows all)\n\n";
        assert!(shown.ends_with(end), "{shown}");

        let everything = render(&many, &sources, Look { everything: true, ..LOOK });
        assert_eq!(everything.matches("error[rating-out-of-range]").count(), 40);
        assert!(!everything.contains('…'));
    }

    #[test]
    fn colours_add_escape_sequences_and_nothing_else() {
        let coloured = show(EXAMPLE, &[example()], Look { colour: true, ..LOOK });
        assert!(coloured.contains("\u{1b}["));
        let mut parts = coloured.split('\u{1b}');
        let mut plain = parts.next().unwrap().to_owned();
        plain.extend(parts.map(|part| part.split_once('m').unwrap().1));
        assert_eq!(plain, show(EXAMPLE, &[example()], LOOK));
    }
}
