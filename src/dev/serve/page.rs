//! What stands at an address of the site, at one moment.

use std::sync::Arc;

use crate::dev::{Body, Edition, State};
use crate::diag::Diagnostic;
use crate::kind;

/// What stands at an address.
#[derive(Debug)]
pub(super) enum Found {
    /// A page, perhaps the one that says that there is none.
    Page(Page),
    /// Any other file, and its type.
    File(Body, &'static str),
    /// The same under another path.
    Elsewhere(String),
}

/// A page to show.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) status: u16,
    pub(super) html: Arc<[u8]>,
    /// What is wrong with this page alone.
    pub(super) faults: Vec<Diagnostic>,
}

/// What a page says that is not one of the site: its title, and a sentence.
type Notice = (&'static str, &'static str);

/// What is shown where there is no page to show; the overlay says why.
const EMPTY: Notice = ("Not ready", "This page appears as soon as the problems below are solved.");

/// What is shown where nothing is, on a site that has no page for it.
const NOWHERE: Notice = ("Not found", "Nothing of the site is at this address.");

/// Finds what stands at a path, which begins with `/` and has no escapes.
pub(super) fn find(state: &State, path: &str) -> Found {
    let Some(edition) = &state.edition else { return Found::Page(Page::fixed(503, EMPTY)) };
    let base = edition.base_path();
    let Some(inside) = path.strip_prefix(base) else {
        let is_above = path == "/" || format!("{path}/") == base;
        return if is_above { Found::Elsewhere(base.to_owned()) } else { missing(edition) };
    };
    let is_folder = inside.is_empty() || inside.ends_with('/');
    let file = if is_folder { format!("{inside}index.html") } else { inside.to_owned() };
    match edition.get(&file) {
        Err(faults) => Found::Page(Page { faults, ..Page::fixed(500, EMPTY) }),
        Ok(Some(body)) => found(body, &file),
        Ok(None) if !is_folder && is_page(edition, &format!("{inside}/index.html")) => {
            Found::Elsewhere(format!("{path}/"))
        }
        Ok(None) => missing(edition),
    }
}

fn found(body: Body, file: &str) -> Found {
    match (body, kind::of(file)) {
        (Body::Bytes(html), kind::HTML) => {
            Found::Page(Page { status: 200, html, faults: Vec::new() })
        }
        (body, kind) => Found::File(body, kind),
    }
}

/// Whether there is a page, be it one that cannot be drawn.
fn is_page(edition: &Edition, file: &str) -> bool {
    edition.press().plan().route(file).is_some()
}

/// The page that says that there is none.
fn missing(edition: &Edition) -> Found {
    Found::Page(match edition.get("404.html") {
        Ok(Some(Body::Bytes(html))) => Page { status: 404, html, faults: Vec::new() },
        Ok(_) => Page::fixed(404, NOWHERE),
        Err(faults) => Page { faults, ..Page::fixed(404, NOWHERE) },
    })
}

impl Page {
    fn fixed(status: u16, (title, text): Notice) -> Self {
        let html = include_str!("notice.html").replace("TITLE", title).replace("TEXT", text);
        Self { status, html: html.into_bytes().into(), faults: Vec::new() }
    }
}
