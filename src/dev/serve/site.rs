//! From a request to what is sent back.

use std::net::TcpStream;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::answer::Answer;
use super::clients::Host;
use super::head::Head;
use super::last::Last;
use super::live::{self, Shown};
use super::overlay::{self, Overlay};
use super::page::{Found, Page, find};
use super::sign::Sign;
use super::target::Target;
use super::{host, kind};
use crate::dev::{Board, Body, State};
use crate::diag::Diagnostic;
use crate::diag::print::Sources;
use crate::fsx;

/// What is served, and to whom.
pub(super) struct Site {
    pub(super) board: Arc<Board>,
    /// The files that are quoted in what is said to be wrong.
    pub(super) sources: Box<dyn Sources + Send + Sync>,
    /// Only for those who ask for this machine by its own name.
    pub(super) is_private: bool,
    /// The name that the server was started with.
    pub(super) name: Option<String>,
    /// The overlay of the state with this number.
    pub(super) overlay: Mutex<Option<(u64, Option<Overlay>)>>,
    /// For pages that cannot be drawn at the moment.
    pub(super) last: Last,
}

/// What is sent back.
#[derive(Debug)]
pub(super) enum Reply {
    /// An answer, and that is all.
    Answer(Answer),
    /// What stands at this path, and again whenever that changes.
    Events(String),
}

impl Host for Site {
    fn reply(&self, head: &Head) -> Reply {
        let is_own = |host: &str| host::is_own(host, self.name.as_deref());
        if self.is_private && !head.host.as_deref().is_none_or(is_own) {
            let text = "this name is not that of this machine: ask for `localhost`, or name it with `--host`";
            return Reply::Answer(Answer::text(403, text));
        }
        let target = match Target::read(&head.target) {
            Ok(target) => target,
            Err(why) => return Reply::Answer(Answer::text(400, why)),
        };
        Reply::Answer(match target.path.as_str() {
            live::SCRIPT_PATH => fixed("text/javascript; charset=utf-8", live::SCRIPT),
            overlay::STYLE_PATH => fixed("text/css; charset=utf-8", overlay::STYLE),
            live::EVENTS_PATH => return events(&target),
            path => self.file(path, head),
        })
    }

    fn tell(&self, path: &str, mut to: &TcpStream) -> std::io::Result<()> {
        live::begin(&mut to)?;
        let mut told: Option<Shown> = None;
        let mut state = self.board.current();
        loop {
            let shown = match self.find(&state, path) {
                Found::Page(page) => Some(self.shown(&state, &page)),
                // A page has gone, and a file or a folder of its name has come: it has to go there.
                Found::File(..) | Found::Elsewhere(_) => {
                    let sign = Sign::of(0, path.as_bytes());
                    Some(Shown { sign, overlay: None })
                }
            };
            if shown != told
                && let Some(shown) = &shown
            {
                live::tell(&mut to, state.number, shown)?;
            }
            told = shown;
            let seen = state.number;
            state = self.board.wait_after(seen, live::BEAT);
            if has_gone(to) {
                return Ok(());
            }
            if state.number == seen {
                live::beat(&mut to)?;
            }
        }
    }
}

impl Site {
    /// Answers with what stands at a path.
    fn file(&self, path: &str, head: &Head) -> Answer {
        let state = self.board.current();
        match self.find(&state, path) {
            Found::Page(page) => {
                let html = self.shown(&state, &page).added_to(&page.html);
                Answer::new(page.status, kind::HTML, html)
            }
            Found::File(Body::Bytes(bytes), kind) => Answer::shared(bytes, kind, head),
            Found::File(Body::File(file), kind) => {
                let opened = fsx::open(&file).ok().zip(fsx::metadata(&file).ok().flatten());
                match opened {
                    Some((open, known)) => Answer::file(open, known.len(), kind, head),
                    None => Answer::text(404, "the file has gone"),
                }
            }
            Found::Elsewhere(path) => Answer::elsewhere(&path),
        }
    }

    /// Finds what stands at a path; a page that cannot be drawn is shown as it last could.
    fn find(&self, state: &State, path: &str) -> Found {
        match find(state, path) {
            Found::Page(page) if page.faults.is_empty() => {
                if page.status == 200 {
                    self.last.keep(path, &page.html);
                }
                Found::Page(page)
            }
            Found::Page(page) => Found::Page(match self.last.find(path) {
                Some(html) => Page { status: 200, html, ..page },
                None => page,
            }),
            found => found,
        }
    }

    /// What a browser should show of a page.
    fn shown(&self, state: &State, page: &Page) -> Shown {
        let sign = Sign::of(page.status, &page.html);
        if page.faults.is_empty() {
            return Shown { sign, overlay: self.overlay_of(state) };
        }
        // Those of all pages are found in the background, and tell how many pages have them.
        let same = |one: &Diagnostic, other: &Diagnostic| {
            (&one.code, &one.message, &one.place) == (&other.code, &other.message, &other.place)
        };
        let is_new = |fault: &&Diagnostic| !state.faults.iter().any(|known| same(known, fault));
        let own = page.faults.iter().filter(is_new);
        let faults: Vec<Diagnostic> = own.chain(&state.faults).cloned().collect();
        let overlay = Overlay::of(&faults, page.status == 200, &*self.sources);
        Shown { sign, overlay }
    }

    /// The overlay of a state; made once, and quoting the files as they were then.
    fn overlay_of(&self, state: &State) -> Option<Overlay> {
        let mut made = self.overlay.lock().unwrap_or_else(PoisonError::into_inner);
        match &*made {
            Some((number, overlay)) if *number == state.number => overlay.clone(),
            _ => {
                let overlay = Overlay::of(&state.faults, state.edition.is_some(), &*self.sources);
                *made = Some((state.number, overlay.clone()));
                overlay
            }
        }
    }
}

fn fixed(kind: &'static str, text: &str) -> Answer {
    Answer::new(200, kind, text.as_bytes().to_vec())
}

/// A page that wants to be told; it names its path as it stands in its address.
fn events(target: &Target) -> Reply {
    match target.parameter("page").map(|page| Target::read(&page)) {
        Some(Ok(page)) => Reply::Events(page.path),
        Some(Err(why)) => Reply::Answer(Answer::text(400, why)),
        None => Reply::Answer(Answer::text(400, "a page that listens names its path: `?page=/`")),
    }
}

/// Whether the other side has closed the connection.
fn has_gone(stream: &TcpStream) -> bool {
    let soon = Duration::from_millis(1);
    let looked = stream.set_read_timeout(Some(soon)).and_then(|()| stream.peek(&mut [0]));
    match looked {
        Ok(length) => length == 0,
        Err(error) => !super::head::is_timeout(&error),
    }
}
