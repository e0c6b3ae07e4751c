//! The newest state of the site, swapped whole; and where those wait who want to know of the next.
//!
//! Nobody holds the lock while answering: a reader takes a reference and goes. Who waits names the
//! number that it has seen, so that a change between two waits is never missed.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::change::Change;
use super::edition::Edition;
use crate::clock;
use crate::diag::{Diagnostic, Severity};

/// What came of the newest attempt to understand the files of a site.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// Grows with each attempt, also with one that failed.
    pub number: u64,
    /// The last good edition; `None` until there was one.
    pub edition: Option<Arc<Edition>>,
    /// Whether that one is older than this attempt.
    pub is_older: bool,
    /// Everything that is wrong, in the order of files and lines.
    pub faults: Vec<Diagnostic>,
    /// Those of them that were found by drawing every page in the background.
    pub drawn: Vec<Diagnostic>,
    /// What it was about.
    pub change: Change,
    /// How changes are noticed.
    pub watching: Watching,
}

impl State {
    /// What is shown while it is broken.
    pub fn shows(&self) -> Shows {
        match self.edition {
            None => Shows::Nothing,
            Some(_) if self.is_older => Shows::Last,
            Some(_) => Shows::Others,
        }
    }

    /// Whether the edition is an older one, or has pages that cannot be drawn.
    pub fn is_broken(&self) -> bool {
        self.faults.iter().any(|fault| fault.severity == Severity::Error)
    }
}

/// What is shown of a site in which something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// Nothing.
    Nothing,
    /// What was there before.
    Last,
    /// All pages but some that cannot be drawn.
    Others,
}

/// How changes are noticed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Watching {
    /// The system tells.
    #[default]
    Told,
    /// By looking again and again.
    Looking {
        /// How often.
        every: Duration,
        /// Why the system cannot tell, where it was asked to.
        because: Option<String>,
    },
}

impl Watching {
    /// What is to be said where changes cannot be noticed as they were asked to be.
    pub fn word(&self) -> Option<String> {
        let Self::Looking { every, because: Some(because) } = self else { return None };
        let every = every.as_millis();
        Some(format!(
            "the system does not tell of changes: {because}; files are looked at every {every} ms"
        ))
    }
}

/// Where the newest state hangs.
#[derive(Debug)]
pub struct Board {
    state: Mutex<Arc<State>>,
    changed: Condvar,
    ended: AtomicBool,
}

impl Board {
    /// Makes a board with a first state.
    pub fn new(state: State) -> Self {
        let ended = AtomicBool::new(false);
        Self { state: Mutex::new(Arc::new(state)), changed: Condvar::new(), ended }
    }

    /// Puts the next state in the place of the newest, under the next number, and wakes all who wait;
    /// without a next state nothing happens.
    pub fn publish(&self, next: impl FnOnce(&State) -> Option<State>) {
        let mut newest = self.lock();
        let Some(state) = next(&newest) else { return };
        let number = newest.number + 1;
        let old = std::mem::replace(&mut *newest, Arc::new(State { number, ..state }));
        drop(newest);
        self.changed.notify_all();
        // It may be large, and nobody should wait for that.
        drop(old);
    }

    /// The newest state.
    pub fn current(&self) -> Arc<State> {
        Arc::clone(&self.lock())
    }

    /// Wakes all who wait, because nothing will come any more.
    pub fn end(&self) {
        let state = self.lock();
        self.ended.store(true, Ordering::SeqCst);
        drop(state);
        self.changed.notify_all();
    }

    /// Whether nothing will come any more.
    pub fn has_ended(&self) -> bool {
        self.ended.load(Ordering::SeqCst)
    }

    /// Waits for a state other than the one of this number, however long that takes, and gives the
    /// newest; `None` once nothing will come any more.
    pub fn after(&self, number: u64) -> Option<Arc<State>> {
        let waits = |state: &mut Arc<State>| state.number == number && !self.has_ended();
        let state = self.changed.wait_while(self.lock(), waits);
        let state = Arc::clone(&state.unwrap_or_else(PoisonError::into_inner));
        (!self.has_ended()).then_some(state)
    }

    /// Waits for a state other than the one of this number, and gives the newest; at the latest
    /// when patience ends, or the whole run.
    pub fn wait_after(&self, number: u64, patience: Duration) -> Arc<State> {
        let started = clock::start();
        let mut state = self.lock();
        while state.number == number && !self.has_ended() {
            let Some(left) = patience.checked_sub(started.elapsed()) else { break };
            let waited = self.changed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        Arc::clone(&state)
    }

    /// Swapping a reference leaves nothing half done, so a thread that panicked did no harm.
    fn lock(&self) -> MutexGuard<'_, Arc<State>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    fn state(number: u64) -> State {
        State {
            number,
            edition: None,
            is_older: false,
            faults: vec![],
            drawn: vec![],
            change: Change::default(),
            watching: Watching::Told,
        }
    }

    #[test]
    fn who_waits_is_told_of_what_came_before_the_wait_too() {
        let board = Board::new(state(1));
        board.publish(|_| Some(State::default()));
        assert_eq!(board.wait_after(1, Duration::from_mins(1)).number, 2);
        assert_eq!(board.wait_after(2, Duration::ZERO).number, 2, "patience ends");
    }

    #[test]
    fn all_who_wait_are_woken() {
        let board = Board::new(state(1));
        thread::scope(|scope| {
            let waiting: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| board.wait_after(1, Duration::from_mins(1)).number))
                .collect();
            board.publish(|_| Some(State::default()));
            assert!(waiting.into_iter().all(|one| one.join().unwrap() == 2));
        });
    }
}
