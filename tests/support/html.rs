//! Reading pages: parsed strictly, printed so that a difference is a line.

use std::fmt::Write as _;

use scraper::{ElementRef, Html, Node, Selector};

/// Parses a page, or the part of one that a widget is; a parse error fails the test.
#[track_caller]
pub fn parse(text: &str) -> Html {
    let is_part = text.starts_with("<section class=\"laurels ");
    let start = if is_part { "<!doctype html><title>A part</title>" } else { "" };
    let page = Html::parse_document(&format!("{start}{text}"));
    assert!(page.errors.is_empty(), "HTML with errors: {:?}\n{text}", page.errors);
    page
}

/// All elements that a selector finds.
pub fn select<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

/// The text of an element, with single blanks.
pub fn text(element: ElementRef<'_>) -> String {
    blanks(&element.text().collect::<String>())
}

/// Every run of white space as one blank, none at the ends.
pub fn blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The structured data of a page; `None` where there is none.
#[track_caller]
pub fn json_ld(page: &Html) -> Option<serde_json::Value> {
    let scripts = select(page, "script[type=\"application/ld+json\"]");
    assert!(scripts.len() <= 1, "structured data is in one script");
    let script = scripts.first()?;
    Some(serde_json::from_str(&script.text().collect::<String>()).unwrap())
}

/// Prints an element and all below it, an element a line, attributes in alphabetical order.
pub fn pretty(element: ElementRef<'_>) -> String {
    let mut out = String::new();
    print(&mut out, element, 0);
    out
}

fn print(out: &mut String, element: ElementRef<'_>, depth: usize) {
    let indent = "  ".repeat(depth);
    let name = element.value().name();
    let _ = write!(out, "{indent}<{name}");
    for (name, value) in element.value().attrs() {
        let _ = write!(out, " {name}=\"{}\"", escape(value).replace('"', "&quot;"));
    }
    if !element.has_children() {
        out.push_str(">\n");
        return;
    }
    if element.children().all(|child| child.value().is_text()) {
        let _ = writeln!(out, ">{}</{name}>", escape(&text(element)));
        return;
    }
    out.push_str(">\n");
    for child in element.children() {
        match (ElementRef::wrap(child), child.value()) {
            (Some(child), _) => print(out, child, depth + 1),
            (None, Node::Text(text)) if !text.trim().is_empty() => {
                let _ = writeln!(out, "{indent}  {}", escape(&blanks(text)));
            }
            (None, Node::Comment(comment)) => {
                let _ = writeln!(out, "{indent}  <!--{}-->", &**comment);
            }
            (None, _) => {}
        }
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
