//! Rounds: what wakes the loop, and when it looks.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use super::attempt::Attempts;
use super::board::Watching;
use super::watch::{Debounce, Follow, Places, Poll, Said};
use crate::clock;
use crate::guard::guarded;
use crate::pipeline::Hint;

/// How often files are looked at where the system cannot tell.
const EVERY: Duration = Duration::from_millis(500);

/// How often at the least what cannot be read is looked at again.
const SELDOM: Duration = Duration::from_secs(10);

/// How long after a hint everything is looked at, to find what no hint has told.
const TRUTH: Duration = Duration::from_millis(300);

/// Starts what tells of changes.
pub(super) type Listen = dyn FnMut(Sender<Signal>) -> Result<Box<dyn Follow>, String> + Send;

/// What wakes the loop.
pub(super) enum Signal {
    /// A watcher said something.
    Said(Said),
    /// Nobody needs it any more.
    End,
}

/// The loop.
pub(super) struct Rounds {
    attempts: Attempts,
    places: Places,
    /// What tells of changes, where the system can.
    told: Option<Box<dyn Follow>>,
    listen: Box<Listen>,
    signals: Sender<Signal>,
    /// How often to look, where that is what was asked for.
    asked: Option<Duration>,
    poll: Option<Poll>,
}

impl Rounds {
    /// Gets ready to watch a site, by its resolved folder.
    pub(super) fn new(
        attempts: Attempts,
        site: PathBuf,
        asked: Option<Duration>,
        listen: Box<Listen>,
        signals: Sender<Signal>,
    ) -> Self {
        let places = Places { site, ..Places::default() };
        Self { attempts, places, told: None, listen, signals, asked, poll: None }
    }

    /// Looks, and looks again whenever something happens, until the end.
    pub(super) fn run(mut self, heard: &Receiver<Signal>) {
        // Before the first look, so that nothing that happens meanwhile is missed.
        self.watch();
        self.attempt(&Hint::Anything);
        let mut debounce = Debounce::default();
        let mut hint: Option<Hint> = None;
        // When everything is looked at the next time: where links lead to is watched only now.
        let mut truth = Some(self.next());
        let mut patience = EVERY;
        loop {
            let next = [debounce.due(), truth].into_iter().flatten().min();
            match wait(heard, next) {
                Some(Signal::End) => return,
                Some(Signal::Said(Said::Deaf(reason))) => self.look_again_and_again(Some(reason)),
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
                (truth, patience) = (Some(self.next()), EVERY);
            } else if truth.is_some_and(|time| time <= now) {
                // Whatever is happening is looked at when it is over.
                truth = None;
                if self.poll.is_some() {
                    if self.looks_different() {
                        debounce.event(clock::start());
                    }
                    truth = Some(self.next());
                } else if debounce.due().is_none() {
                    self.attempt(&Hint::Anything);
                    truth = self.attempts.may_pass().then(|| clock::start() + patience);
                    patience = (patience * 2).min(SELDOM);
                }
            }
        }
    }

    /// When everything is looked at the next time.
    fn next(&self) -> Instant {
        clock::start() + self.poll.as_ref().map_or(TRUTH, Poll::every)
    }

    fn attempt(&mut self, hint: &Hint) {
        if let Some(linked) = self.attempts.attempt(hint) {
            self.places.linked = linked;
        }
        self.watch();
    }

    /// Watches what is there now; where the system cannot, it is looked at again and again.
    fn watch(&mut self) {
        if self.poll.is_some() {
            return;
        }
        if self.asked.is_some() {
            self.look_again_and_again(None);
        } else if let Err(reason) = guarded(|| self.follow()).unwrap_or_else(Err) {
            self.look_again_and_again(Some(reason));
        }
    }

    fn follow(&mut self) -> Result<(), String> {
        self.places.find_links();
        let told = match &mut self.told {
            Some(told) => told,
            none => none.insert((self.listen)(self.signals.clone())?),
        };
        told.follow(&self.places)
    }

    fn look_again_and_again(&mut self, because: Option<String>) {
        if self.poll.is_some() {
            return;
        }
        self.told = None;
        let every = self.asked.unwrap_or(EVERY);
        self.poll = Some(Poll::new(every));
        self.looks_different();
        self.attempts.notice_by(Watching::Looking { every, because });
        if !self.attempts.is_first() {
            // What has happened since the system went silent is different in no later look.
            self.attempt(&Hint::Anything);
            self.attempts.tell_watching();
        }
    }

    fn looks_different(&mut self) -> bool {
        let Self { poll: Some(poll), places, attempts, .. } = self else { return false };
        // Where a look fails by a fault of the program, it tells nothing.
        let is_different = guarded(|| poll.look(&places.site)).unwrap_or(true);
        is_different || attempts.may_pass()
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
