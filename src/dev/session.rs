//! The loop: understands the site whenever its files change, and hangs up what came of it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use jiff::civil::Date;

use super::board::{Board, State, Watching};
use super::change::Change;
use super::check::Checker;
use super::edition::Edition;
use super::watch::{Debounce, Native, Places, Poll, Said};
use crate::config::BaseUrl;
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::guard::guarded;
use crate::media::Making;
use crate::pipeline::{Hint, Memory, News, Request};
use crate::{clock, fsx};

/// How often files are looked at where the system cannot tell.
const EVERY: Duration = Duration::from_millis(500);

/// How long after a hint everything is looked at, to find what no hint has told.
const TRUTH: Duration = Duration::from_millis(300);

/// As long as anybody waits for the first attempt; then the wait begins anew.
const LONG: Duration = Duration::from_hours(1);

/// Which site to keep up to date, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The site's folder.
    pub site: PathBuf,
    /// The day; `None` is today, also when the session goes on until tomorrow.
    pub today: Option<Date>,
    /// Whether pending reviews are shown too.
    pub drafts: bool,
    /// An address that stands for the `base_url` of site.yaml.
    pub base_url: Option<BaseUrl>,
    /// Look that often instead of being told by the system.
    pub poll: Option<Duration>,
    /// Whether every page is drawn in the background, for those who do not draw all pages anyway.
    pub check: bool,
}

/// A site that is kept up to date until this value goes.
#[derive(Debug)]
pub struct Session {
    board: Arc<Board>,
    signals: Sender<Signal>,
}

impl Session {
    /// Understands the site, and goes on doing so in a thread of its own.
    pub fn start(options: Options) -> Self {
        let session = Self::begin(options);
        // It ends with the first attempt, whatever comes of it.
        while session.current().number == 0 && !session.board.has_ended() {
            session.board.wait_after(0, LONG);
        }
        session
    }

    /// The same, without waiting for the first attempt.
    pub fn begin(options: Options) -> Self {
        let mut memory = Memory::default();
        Self::with(options, Box::new(move |request, hint| memory.again(request, hint)))
    }

    fn with(options: Options, look: Box<Look>) -> Self {
        let (signals, heard) = channel();
        let board = Arc::new(Board::new(State::default()));
        let checker = {
            let board = Arc::clone(&board);
            Checker::start(move |edition, faults| add_faults(&board, edition, faults))
        };
        // Before the first look, so that nothing that happens meanwhile is missed.
        let mut work = Loop {
            places: Places { site: resolved(&options), linked: Default::default() },
            poll: None,
            native: None,
            watching: Watching::Told,
            look,
            board: Arc::clone(&board),
            checker,
            editions: 0,
            signals: signals.clone(),
            options,
        };
        thread::spawn(move || {
            work.watch();
            work.attempt(&Hint::Anything);
            work.watch();
            work.run(&heard);
        });
        Self { board, signals }
    }

    /// Where the newest state hangs.
    pub fn board(&self) -> &Arc<Board> {
        &self.board
    }

    /// The newest state.
    pub fn current(&self) -> Arc<State> {
        self.board.current()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.signals.send(Signal::End);
    }
}

/// Looks at a site again; nothing if it is what it was.
type Look = dyn FnMut(&Request, &Hint) -> fsx::Result<Option<News>> + Send;

/// What wakes the loop.
enum Signal {
    Said(Said),
    End,
}

struct Loop {
    options: Options,
    places: Places,
    native: Option<Native>,
    poll: Option<Poll>,
    watching: Watching,
    look: Box<Look>,
    board: Arc<Board>,
    checker: Checker,
    /// How many editions there were.
    editions: u64,
    signals: Sender<Signal>,
}

fn resolved(options: &Options) -> PathBuf {
    fsx::resolve(&options.site).unwrap_or_else(|_| options.site.clone())
}

impl Loop {
    fn run(mut self, heard: &Receiver<Signal>) {
        let mut debounce = Debounce::default();
        let mut hint: Option<Hint> = None;
        // When everything is looked at the next time: where links lead to is watched only now.
        let mut truth = Some(clock::start() + self.poll.as_ref().map_or(TRUTH, Poll::every));
        loop {
            let next = [debounce.due(), truth].into_iter().flatten().min();
            match wait(heard, next) {
                Some(Signal::End) => return,
                Some(Signal::Said(said)) => {
                    if let Some(more) = self.places.hint(said) {
                        debounce.event(clock::start());
                        hint = Some(hint.map_or(more.clone(), |hint| hint.and(more)));
                    }
                }
                None => {}
            }
            let now = clock::start();
            if debounce.fire(now) {
                self.attempt(&hint.take().unwrap_or(Hint::Anything));
                self.watch();
                truth = Some(clock::start() + self.poll.as_ref().map_or(TRUTH, Poll::every));
            } else if truth.is_some_and(|time| time <= now) {
                match &mut self.poll {
                    Some(poll) => {
                        let is_different = poll.look(&self.places.site);
                        if is_different {
                            debounce.event(clock::start());
                        }
                        truth = Some(clock::start() + poll.every());
                    }
                    None => {
                        // Whatever is happening is looked at when it is over.
                        truth = None;
                        if debounce.due().is_none() {
                            self.attempt(&Hint::Anything);
                        }
                    }
                }
            }
        }
    }

    /// Watches what is there now; where the system cannot, it is looked at again and again.
    fn watch(&mut self) {
        if self.poll.is_some() {
            return;
        }
        let mut because = None;
        if self.options.poll.is_none() {
            match self.follow() {
                Ok(()) => return,
                Err(reason) => because = Some(reason),
            }
        }
        self.native = None;
        let every = self.options.poll.unwrap_or(EVERY);
        let mut poll = Poll::new(every);
        poll.look(&self.places.site);
        self.poll = Some(poll);
        self.watching = Watching::Looking { every, because };
    }

    fn follow(&mut self) -> Result<(), String> {
        let native = match &mut self.native {
            Some(native) => native,
            none => {
                let signals = self.signals.clone();
                // Nobody listens any more once the session has ended.
                let said = move |said| drop(signals.send(Signal::Said(said)));
                none.insert(Native::start(said)?)
            }
        };
        native.follow(&self.places)
    }

    /// Looks at the files, and hangs up what came of it if they are not what they were.
    fn attempt(&mut self, hint: &Hint) {
        let started = clock::start();
        let old = self.board.current();
        let request = self.request();
        let gate = Arc::clone(self.checker.gate());
        let _first = gate.first();
        let found = guarded(|| (self.look)(&request, hint));
        let news = match found {
            Ok(Ok(None)) => return,
            Ok(Ok(Some(news))) => news,
            Ok(Err(error)) => {
                let problem = Diagnostic::error("unreadable", error.to_string());
                News::only(problem.at(Place::file(crate::config::FILE)))
            }
            Err(said) => News::only(panicked(&said)),
        };
        let News { mut press, mut faults, paths, touched, linked, fingerprint } = news;
        // With templates that are wrong the last good edition stays, if there is one.
        if let Some(drawing) = press.as_ref().filter(|_| touched.templates || touched.settings) {
            let found = drawing.sample();
            press = press.filter(|_| found.is_empty() || old.edition.is_none());
            faults = sorted(faults.into_iter().chain(found));
        }
        self.places.linked = linked.unwrap_or_else(|| self.places.linked.clone());
        let edition = press.map(|press| {
            self.editions += 1;
            Arc::new(Edition::new(self.editions, press, fingerprint, Arc::clone(&gate)))
        });
        let (watching, newest) = (self.watching.clone(), edition.clone());
        let change = Change { paths, touched, checked: false, time: started.elapsed() };
        self.board.publish(|old| {
            let edition = newest.or_else(|| old.edition.clone());
            Some(State { number: 0, edition, faults, change, watching })
        });
        if let Some(edition) = edition.filter(|_| self.options.check) {
            self.checker.check(edition);
        }
    }

    fn request(&self) -> Request {
        Request {
            site: self.options.site.clone(),
            today: self.options.today.unwrap_or_else(clock::system_day),
            drafts: self.options.drafts,
            base_url: self.options.base_url.clone(),
            names: false,
            media: Making::Files,
        }
    }
}

fn wait(heard: &Receiver<Signal>, until: Option<Instant>) -> Option<Signal> {
    let Some(until) = until else { return Some(heard.recv().unwrap_or(Signal::End)) };
    match heard.recv_timeout(until.saturating_duration_since(clock::start())) {
        Ok(signal) => Some(signal),
        Err(RecvTimeoutError::Timeout) => None,
        Err(RecvTimeoutError::Disconnected) => Some(Signal::End),
    }
}

fn panicked(said: &str) -> Diagnostic {
    Diagnostic::error("internal", format!("the program failed while it read the site: {said}"))
        .hint("that is a fault of Laurels: please report it; the next change is tried again")
}

/// Adds what was found in the background, unless there is something newer to say.
fn add_faults(board: &Board, checked: &Edition, faults: Vec<Diagnostic>) {
    board.publish(|old| {
        let is_newest = old.edition.as_ref().is_some_and(|edition| edition.id() == checked.id());
        (is_newest && !old.is_broken() && !faults.is_empty()).then(|| State {
            number: 0,
            edition: old.edition.clone(),
            faults: sorted(old.faults.iter().cloned().chain(faults)),
            change: Change { checked: true, ..Change::default() },
            watching: old.watching.clone(),
        })
    });
}

fn sorted(faults: impl Iterator<Item = Diagnostic>) -> Vec<Diagnostic> {
    let mut all = Diagnostics::default();
    all.extend(faults);
    all.sort();
    all.into_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Long enough for any machine.
    const PATIENCE: Duration = Duration::from_mins(1);

    #[test]
    fn a_panic_while_files_are_understood_ends_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site.yaml");
        fsx::replace(&site, b"title: One").unwrap();
        let options = Options {
            site: folder.path().to_owned(),
            today: None,
            drafts: false,
            base_url: None,
            poll: None,
            check: true,
        };
        let mut memory = Memory::default();
        let session = Session::with(
            options,
            Box::new(move |request, hint| {
                let text = fsx::read(&request.site.join("site.yaml")).unwrap();
                assert_ne!(text, b"title: Two", "as any fault of the program would");
                memory.again(request, hint)
            }),
        );
        let board = session.board();
        let first = board.wait_after(0, PATIENCE);
        fsx::replace(&site, b"title: Two").unwrap();
        let second = board.wait_after(first.number, PATIENCE);
        let codes: Vec<&str> = second.faults.iter().map(|fault| &*fault.code).collect();
        assert_eq!(codes, ["internal"]);
        fsx::replace(&site, b"title: Three").unwrap();
        let mut third = second;
        while third.faults.iter().any(|fault| fault.code == "internal") {
            third = board.wait_after(third.number, PATIENCE);
        }
        assert!(third.number > first.number + 1, "{:?}", third.faults);
    }
}
