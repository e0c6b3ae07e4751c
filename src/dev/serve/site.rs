//! From a request to what is sent back.

use std::fs::File;
use std::io;
use std::net::TcpStream;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::answer::Answer;
use super::clients::{Host, Reply};
use super::head::Head;
use super::host;
use super::last::Last;
use super::live::{self, Shown};
use super::overlay::{self, Overlay};
use super::page::{Found, Page, find};
use super::sign::Sign;
use super::target::Target;
use crate::dev::{Board, Body, Shows, State};
use crate::diag::Diagnostic;
use crate::diag::print::Sources;
use crate::fsx::{self, reason};
use crate::kind;

/// What is served, and to whom.
pub(super) struct Site {
    pub(super) board: Arc<Board>,
    /// The files that are quoted in what is said to be wrong.
    pub(super) sources: Box<dyn Sources + Send + Sync>,
    /// Only for those who ask for this machine by its own name.
    pub(super) is_private: bool,
    /// The name that the server was started with.
    pub(super) name: Option<String>,
    /// How long a stream of events may be silent.
    pub(super) beat: Duration,
    /// The overlay of the state with this number.
    pub(super) overlay: Mutex<Option<(u64, Option<Overlay>)>>,
    /// For pages that cannot be drawn at the moment.
    pub(super) last: Last,
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
            _ => self.file(&target, head),
        })
    }

    fn tell(&self, path: &str, mut to: &TcpStream) -> io::Result<()> {
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
            state = self.board.wait_after(seen, self.beat);
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
    fn file(&self, target: &Target, head: &Head) -> Answer {
        let state = self.board.current();
        match self.find(&state, &target.path) {
            Found::Page(page) => {
                let html = self.shown(&state, &page).added_to(&page.html);
                Answer::new(page.status, kind::HTML, html)
            }
            Found::File(Body::Bytes(bytes), kind) => Answer::shared(bytes, kind, head),
            Found::File(Body::File(file), kind) => on_disk(&state, &file, kind, head),
            Found::Elsewhere(path) => Answer::elsewhere(&path, target.query.as_deref()),
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
            // The page that says that there is none may fail too, where another one was before.
            Found::Page(page) if page.status == 500 => Found::Page(match self.last.find(path) {
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
        let shows = if page.status == 200 { Shows::Last } else { Shows::Nothing };
        let overlay = Overlay::of(&faults, shows, &*self.sources);
        Shown { sign, overlay }
    }

    /// The overlay of a state; made once, and quoting the files as they were then.
    fn overlay_of(&self, state: &State) -> Option<Overlay> {
        let mut made = self.overlay.lock().unwrap_or_else(PoisonError::into_inner);
        match &*made {
            Some((number, overlay)) if *number == state.number => overlay.clone(),
            _ => {
                let overlay = Overlay::of(&state.faults, state.shows(), &*self.sources);
                *made = Some((state.number, overlay.clone()));
                overlay
            }
        }
    }
}

/// Answers with a file on the disk, as it is at this moment.
fn on_disk(state: &State, place: &Path, kind: &'static str, head: &Head) -> Answer {
    let opened = match opened(place) {
        Ok(None) if state.edition.as_ref().is_some_and(|one| one.make_again(place)) => {
            opened(place)
        }
        opened => opened,
    };
    match opened {
        Ok(Some((file, size))) => Answer::file(file, size, kind, head),
        Ok(None) => Answer::text(404, "the file has gone"),
        // Such as too many open files: it is there, and the next request may get it.
        Err(why) => Answer::text(503, &format!("the file cannot be read: {}", reason(&why))),
    }
}

/// Opens a file, and tells its size; `None` where it has gone, or is no file any more.
fn opened(place: &Path) -> io::Result<Option<(File, u64)>> {
    let file = match fsx::open(place) {
        Ok(file) => file,
        Err(error) if error.is_missing() => return Ok(None),
        Err(error) => return Err(error.source),
    };
    let known = file.metadata()?;
    Ok(known.is_file().then_some((file, known.len())))
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

/// Whether the other side has closed the connection. Nothing is waited for: the shortest time that a
/// system waits may be half a second.
fn has_gone(stream: &TcpStream) -> bool {
    let looked = stream.set_nonblocking(true).and_then(|()| stream.peek(&mut [0]));
    let is_there = match looked {
        Ok(length) => length > 0,
        Err(error) => super::head::is_timeout(&error),
    };
    stream.set_nonblocking(false).is_err() || !is_there
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader, Read as _, Write as _};
    use std::net::TcpListener;
    use std::thread;

    use super::*;
    use crate::clock;

    struct NoText;

    impl Sources for NoText {
        fn text(&self, _: &str) -> Option<String> {
            None
        }
    }

    fn site(beat: Duration) -> Site {
        Site {
            board: Arc::new(Board::new(State::default())),
            sources: Box::new(NoText),
            is_private: true,
            name: None,
            beat,
            overlay: Mutex::default(),
            last: Last::default(),
        }
    }

    #[test]
    fn whether_somebody_has_gone_is_seen_without_waiting() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut page = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (stream, _) = listener.accept().unwrap();
        assert!(!has_gone(&stream), "silent");
        assert_eq!(stream.read_timeout().unwrap(), None, "a wait, which some systems stretch");
        page.write_all(b"x").unwrap();
        assert_eq!((&stream).read(&mut [0]).unwrap(), 1, "what it reads is waited for as before");
        page.shutdown(std::net::Shutdown::Both).unwrap();
        let started = clock::start();
        while !has_gone(&stream) {
            assert!(started.elapsed() < Duration::from_mins(1), "it has gone");
        }
    }

    #[test]
    fn a_stream_with_nothing_to_tell_says_that_it_is_there() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let page = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        page.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        let (stream, _) = listener.accept().unwrap();
        let site = site(Duration::from_millis(5));
        thread::scope(|scope| {
            let told = scope.spawn(|| site.tell("/", &stream));
            let mut lines = BufReader::new(&page).lines().map(Result::unwrap);
            let mut next = |kind: &str| {
                let expected = format!("event: {kind}");
                loop {
                    let line = lines.next().expect("the stream goes on");
                    if line.starts_with("event: ") {
                        assert!(line == expected || line == "event: beat", "{line}");
                    }
                    if line == expected {
                        return;
                    }
                }
            };
            ["page", "beat", "beat"].into_iter().for_each(&mut next);
            let faults = vec![Diagnostic::error("code", "message")];
            site.board.publish(|_| Some(State { faults, ..State::default() }));
            // What there is to tell is told in between.
            ["page", "beat", "beat"].into_iter().for_each(&mut next);
            // Without a beat, nobody would notice that the page has gone.
            page.shutdown(std::net::Shutdown::Both).unwrap();
            let _ = told.join().unwrap();
        });
    }
}
