//! What no real disk does when it is asked to: watchers that go deaf, looks that fail or panic.

use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::*;
use crate::dev::Watching;
use crate::dev::watch::{Places, Said};
use crate::diag::{Diagnostic, Place};
use crate::pipeline::News;

/// Long enough for any machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A folder with settings and nothing else: a site with errors, which come and go with what is edited.
struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    fn new() -> Self {
        let site = Self { folder: tempfile::tempdir().unwrap() };
        site.save("title: One");
        site
    }

    fn save(&self, settings: &str) {
        fsx::replace(&self.folder.path().join("site.yaml"), settings.as_bytes()).unwrap();
    }

    fn options(&self) -> Options {
        Options {
            site: self.folder.path().to_owned(),
            today: None,
            drafts: false,
            base_url: None,
            poll: None,
            local: true,
            check: true,
        }
    }
}

/// Understands a site as a session does.
fn memory() -> Box<Look> {
    let mut memory = Memory::default();
    Box::new(move |request, hint| memory.again(request, hint))
}

/// Waits for a state of which something is true.
#[track_caller]
fn until(session: &Session, is_so: impl Fn(&State) -> bool) -> Arc<State> {
    let mut state = session.current();
    while !is_so(&state) {
        let next = session.board().wait_after(state.number, PATIENCE);
        assert_ne!(next.number, state.number, "nothing came after {state:?}");
        state = next;
    }
    state
}

fn has(code: &str) -> impl Fn(&State) -> bool {
    move |state| state.faults.iter().any(|fault| fault.code == code)
}

/// A watcher that never says a word.
struct Silent;

impl Follow for Silent {
    fn follow(&mut self, _: &Places) -> Result<(), String> {
        Ok(())
    }
}

#[test]
fn a_panic_while_files_are_understood_ends_nothing() {
    let site = Site::new();
    let mut look = memory();
    let look: Box<Look> = Box::new(move |request, hint| {
        let text = fsx::read(&request.site.join("site.yaml")).unwrap();
        assert_ne!(text, b"title: Two", "as any fault of the program would");
        look(request, hint)
    });
    let session = Session::with(site.options(), look, Box::new(native));
    let first = until(&session, |state| state.number > 0);
    assert!(!has("internal")(&first));
    site.save("title: Two");
    let second = until(&session, has("internal"));
    site.save("title: Three");
    until(&session, |state| state.number > second.number && !has("internal")(state));
}

#[test]
fn a_panic_in_the_first_attempt_is_told_once_and_passes() {
    let site = Site::new();
    let mut look = memory();
    let mut is_first = true;
    let look: Box<Look> = Box::new(move |request, hint| {
        assert!(!std::mem::take(&mut is_first), "as any fault of the program would");
        look(request, hint)
    });
    let session = Session::with(site.options(), look, Box::new(native));
    assert!(has("internal")(&until(&session, |state| state.number > 0)));
    assert!(!has("internal")(&until(&session, |state| state.number > 1)));
}

#[test]
fn what_cannot_be_read_for_a_moment_is_read_again_without_a_change() {
    let site = Site::new();
    let mut look = memory();
    let mut failures = 0;
    let look: Box<Look> = Box::new(move |request, hint| {
        failures += 1;
        let problem = Diagnostic::error("unreadable", format!("busy, {failures}"));
        let news = || News::only(problem.at(Place::file("content/a.md")));
        if failures < 4 { Ok(Some(news())) } else { look(request, hint) }
    });
    let session = Session::with(site.options(), look, Box::new(|_| Ok(Box::new(Silent))));
    until(&session, has("unreadable"));
    until(&session, |state| state.number > 1 && !has("unreadable")(state));
}

#[test]
fn where_the_system_cannot_tell_it_is_said_and_files_are_looked_at() {
    let site = Site::new();
    let listen = |_| Err("there is no such thing here".to_owned());
    let session = Session::with(site.options(), memory(), Box::new(listen));
    let first = until(&session, |state| state.number > 0);
    let word = first.watching.word().unwrap();
    assert!(word.contains("there is no such thing here"), "{word}");
    site.save("titel: Two");
    until(&session, has("unknown-key"));
}

#[test]
fn a_watcher_that_goes_deaf_is_replaced_and_nothing_is_lost() {
    let site = Site::new();
    let ears: Arc<Mutex<Option<Sender<Signal>>>> = Arc::default();
    let own = Arc::clone(&ears);
    let listen = move |signals| {
        *own.lock().unwrap() = Some(signals);
        Ok(Box::new(Silent) as Box<dyn Follow>)
    };
    let session = Session::with(site.options(), memory(), Box::new(listen));
    let first = until(&session, |state| state.number > 0);
    assert_eq!(first.watching, Watching::Told);
    // Before the truth is looked for, or after it: nobody says so.
    site.save("titel: Two");
    let said = Said::Deaf("too many folders".to_owned());
    ears.lock().unwrap().take().unwrap().send(Signal::Said(said)).unwrap();
    let deaf = until(&session, |state| state.watching != Watching::Told);
    assert!(deaf.watching.word().unwrap().contains("too many folders"));
    until(&session, has("unknown-key"));
    site.save("title: Three");
    until(&session, |state| !has("unknown-key")(state));
}
