//! What is wrong, on top of the page: the same that the terminal says.
//!
//! It stands in a shadow tree, so that the styles of page and overlay leave each other alone, and
//! folds without a script. What it quotes was written by strangers: it is made safe for reading as
//! for a terminal, then escaped.

use std::fmt::Write as _;

use xxhash_rust::xxh3::xxh3_64;

use crate::dev::Shows;
use crate::diag::print::human::{self, Look};
use crate::diag::print::{Sources, safe_line};
use crate::diag::{Diagnostic, Severity};

/// Where its styles are.
pub(super) const STYLE_PATH: &str = "/__laurels/overlay.css";

/// Its styles.
pub(super) const STYLE: &str = include_str!("overlay.css");

/// How many problems are shown; the terminal shows the others.
const MOST: usize = 20;

/// What is wrong, as HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Overlay {
    /// Equal for equal overlays.
    pub(super) id: String,
    /// The inside of the shadow tree.
    pub(super) inside: String,
}

impl Overlay {
    /// Shows those problems that forbid publishing; `None` if there are none.
    pub(super) fn of(faults: &[Diagnostic], shows: Shows, sources: &dyn Sources) -> Option<Self> {
        let errors: Vec<&Diagnostic> =
            faults.iter().filter(|fault| fault.severity == Severity::Error).collect();
        if errors.is_empty() {
            return None;
        }
        let number = if errors.len() == 1 {
            "1 error".to_owned()
        } else {
            format!("{} errors", errors.len())
        };
        let page = match shows {
            Shows::Nothing => "there is no page to show yet",
            Shows::Last => "you see the last good site",
            Shows::Others => {
                "pages with an error stay as they last were, or wait until it is mended"
            }
        };
        let mut html = format!(
            "<link rel=\"stylesheet\" href=\"{STYLE_PATH}\">\
             <section aria-label=\"Problems\"><details open>\
             <summary><strong role=\"alert\">{number}: {page}</strong></summary><ol>"
        );
        for error in errors.iter().take(MOST) {
            one(&mut html, error, sources);
        }
        html.push_str("</ol>");
        if let Some(more) = errors.len().checked_sub(MOST).filter(|more| *more > 0) {
            let _ = write!(html, "<p>… and {more} more in the terminal</p>");
        }
        html.push_str("</details></section>");
        Some(Self { id: format!("{:016x}", xxh3_64(html.as_bytes())), inside: html })
    }

    /// The element that holds it in a page.
    pub(super) fn element(&self) -> String {
        format!(
            "<laurels-problems data-id=\"{}\"><template shadowrootmode=\"open\">{}</template>\
             </laurels-problems>",
            self.id, self.inside
        )
    }
}

/// Shows one problem: what it is, the excerpt as on a terminal, and what to do.
fn one(html: &mut String, error: &Diagnostic, sources: &dyn Sources) {
    let bare = Diagnostic { hint: None, ..error.clone() };
    let drawn = human::render(&[bare], sources, Look::default());
    let excerpt = drawn.split_once('\n').map_or("", |(_, rest)| rest).trim_end();
    // The place stands for itself, so that a long one is broken where the window ends.
    let (place, excerpt) = match excerpt.trim_start().strip_prefix("--> ") {
        Some(rest) => rest.split_once('\n').unwrap_or((rest, "")),
        None => ("", excerpt),
    };
    // Writing to a string cannot fail.
    let _ = write!(
        html,
        "<li><p>{} <small>{}</small></p>",
        words(&error.message),
        escape(&safe_line(&error.code))
    );
    if !place.is_empty() {
        let _ = write!(html, "<p><code>{}</code></p>", escape(place));
    }
    if !excerpt.is_empty() {
        let _ = write!(html, "<pre tabindex=\"0\">{}</pre>", escape(excerpt));
    }
    if let Some(hint) = &error.hint {
        let _ = write!(html, "<p>Hint: {}</p>", words(hint));
    }
    html.push_str("</li>");
}

/// A sentence, with what stands in backticks as code.
fn words(text: &str) -> String {
    let text = safe_line(text);
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escape(&text);
    }
    let marked = parts.iter().enumerate().map(|(at, part)| {
        let part = escape(part);
        if at.is_multiple_of(2) { part } else { format!("<code>{part}</code>") }
    });
    marked.collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{LineIndex, Place};

    struct Text(&'static str);

    impl Sources for Text {
        fn text(&self, _: &str) -> Option<String> {
            Some(self.0.to_owned())
        }
    }

    const TEXT: &str = "rating: <script>alert(1)</script>\u{1b}[2J\n";

    fn fault() -> Diagnostic {
        let index = LineIndex::new(TEXT);
        Diagnostic::error("code", "`<b>` is no number")
            .at(Place::range("<script>.md", &index, 8..16))
            .label("<i>")
            .hint("write \"5\" & nothing else")
    }

    #[test]
    fn what_strangers_wrote_is_text() {
        let overlay = Overlay::of(&[fault()], Shows::Last, &Text(TEXT)).unwrap();
        for found in ["<script", "<b>", "<i>", "\u{1b}"] {
            assert!(!overlay.inside.contains(found), "{found} in {}", overlay.inside);
        }
        for said in [
            "1 error: you see the last good site",
            "<p><code>&lt;b&gt;</code> is no number <small>code</small></p>",
            "<p><code>&lt;script&gt;.md:1:9</code></p><pre tabindex=\"0\">",
            " 1 | rating: &lt;script&gt;alert(1)&lt;/script&gt;␛[2J\n",
            "^^^^^^^^ &lt;i&gt;</pre>",
            "<p>Hint: write &quot;5&quot; &amp; nothing else</p>",
        ] {
            assert!(overlay.inside.contains(said), "{said} not in {}", overlay.inside);
        }
    }

    #[test]
    fn only_errors_are_in_the_way() {
        let warning = Diagnostic::warning("code", "message");
        assert_eq!(Overlay::of(std::slice::from_ref(&warning), Shows::Last, &Text("")), None);
        let both = Overlay::of(&[warning, fault()], Shows::Nothing, &Text(TEXT)).unwrap();
        assert!(both.inside.contains("1 error: there is no page to show yet"), "{}", both.inside);
    }

    #[test]
    fn a_flood_is_counted() {
        let many = vec![fault(); 25];
        let overlay = Overlay::of(&many, Shows::Others, &Text(TEXT)).unwrap();
        assert_eq!(overlay.inside.matches("<li>").count(), 20);
        assert!(overlay.inside.contains("25 errors"), "{}", overlay.inside);
        assert!(overlay.inside.contains("… and 5 more in the terminal"), "{}", overlay.inside);
        assert_ne!(overlay.id, Overlay::of(&many[1..], Shows::Others, &Text(TEXT)).unwrap().id);
    }
}
