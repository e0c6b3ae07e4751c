//! Draws the whole of each edition in the background, so that a fault on a page that nobody has opened
//! is told all the same.
//!
//! One thread does it, and lets everybody go first: it stands still while a page is asked for or files
//! are understood, and gives up when there is a newer edition.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::edition::Edition;
use crate::diag::Diagnostic;
use crate::guard::guarded;
use crate::sink::{Content, Sink, SinkError};

/// Who may draw now.
#[derive(Debug, Default)]
pub(super) struct Gate {
    inside: Mutex<Inside>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Inside {
    /// How many are at work that go first.
    first: usize,
    /// The edition that is to be checked.
    newest: Option<Arc<Edition>>,
    /// Its number, also once the checker has taken it.
    number: u64,
    ended: bool,
}

impl Gate {
    /// Keeps the checker still until the returned value is dropped.
    pub(super) fn first(&self) -> First<'_> {
        self.lock().first += 1;
        First(self)
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        // Numbers are never half changed.
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for an edition; none once the session has ended.
    fn next(&self) -> Option<Arc<Edition>> {
        let waits = |inside: &mut Inside| inside.newest.is_none() && !inside.ended;
        let inside = self.changed.wait_while(self.lock(), waits);
        inside.unwrap_or_else(PoisonError::into_inner).newest.take()
    }

    /// Waits until nobody goes first; says whether this edition still is the newest.
    fn may_go_on(&self, number: u64) -> bool {
        let is_newest = |inside: &Inside| inside.number == number && !inside.ended;
        let waits = |inside: &mut Inside| inside.first > 0 && is_newest(inside);
        let inside = self.changed.wait_while(self.lock(), waits);
        is_newest(&inside.unwrap_or_else(PoisonError::into_inner))
    }
}

/// Somebody who goes first.
pub(super) struct First<'gate>(&'gate Gate);

impl Drop for First<'_> {
    fn drop(&mut self) {
        self.0.lock().first -= 1;
        self.0.changed.notify_all();
    }
}

/// The thread in the background; it ends with this value.
#[derive(Debug)]
pub(super) struct Checker(Arc<Gate>);

impl Checker {
    /// Starts it; `told` gets what is wrong with an edition that was checked to its end.
    pub(super) fn start(told: impl Fn(&Edition, Vec<Diagnostic>) + Send + 'static) -> Self {
        let gate = Arc::new(Gate::default());
        let own = Arc::clone(&gate);
        thread::spawn(move || run(&own, told));
        Self(gate)
    }

    pub(super) fn gate(&self) -> &Arc<Gate> {
        &self.0
    }

    /// Hands it an edition in the place of any other.
    pub(super) fn check(&self, edition: Arc<Edition>) {
        let mut inside = self.0.lock();
        inside.number = edition.id();
        inside.newest = Some(edition);
        drop(inside);
        self.0.changed.notify_all();
    }
}

impl Drop for Checker {
    fn drop(&mut self) {
        let mut inside = self.0.lock();
        inside.ended = true;
        inside.newest = None;
        drop(inside);
        self.0.changed.notify_all();
    }
}

fn run(gate: &Gate, told: impl Fn(&Edition, Vec<Diagnostic>)) {
    // With one thread of its own, drawing in parallel is drawing one by one.
    let Ok(alone) = rayon::ThreadPoolBuilder::new().num_threads(1).build() else { return };
    while let Some(edition) = gate.next() {
        let pace = Pace { gate, number: edition.id() };
        let draw = || alone.install(|| edition.press().all(&pace));
        match guarded(draw) {
            Ok(Ok(faults)) => told(&edition, faults),
            // There is a newer edition.
            Ok(Err(_)) => {}
            Err(said) => {
                told(&edition, vec![Diagnostic::internal("while it drew the pages", &said)]);
            }
        }
    }
}

/// A sink for what nobody needs, which goes no faster than it should.
struct Pace<'run> {
    gate: &'run Gate,
    number: u64,
}

impl Sink for Pace<'_> {
    fn write(&self, _: &str, _: Content<'_>) -> Result<(), SinkError> {
        if self.gate.may_go_on(self.number) { Ok(()) } else { Err(SinkError::Stopped) }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn it_waits_while_somebody_goes_first_and_gives_up_for_a_newer_edition() {
        let gate = Gate::default();
        gate.lock().number = 1;
        let (said, heard) = channel();
        thread::scope(|scope| {
            let (one, other) = (gate.first(), gate.first());
            scope.spawn(|| {
                assert!(gate.may_go_on(1));
                said.send("drawn").unwrap();
            });
            // Whenever it gets there, it finds the gate closed.
            drop(one);
            said.send("asked for").unwrap();
            drop(other);
        });
        assert_eq!(heard.try_iter().collect::<Vec<_>>(), ["asked for", "drawn"]);
        // A newer edition, or the end, wakes who waits.
        for change in
            [|inside: &mut Inside| inside.number = 2, |inside: &mut Inside| inside.ended = true]
        {
            thread::scope(|scope| {
                let _first = gate.first();
                gate.lock().number = 1;
                let waiting = scope.spawn(|| gate.may_go_on(1));
                change(&mut gate.lock());
                gate.changed.notify_all();
                assert!(!waiting.join().unwrap());
            });
        }
    }

    #[test]
    fn a_sink_that_may_not_go_on_stops_the_drawing() {
        let gate = Gate::default();
        gate.lock().number = 2;
        let write = |number| Pace { gate: &gate, number }.write("index.html", Content::Bytes(b""));
        assert!(matches!(write(1), Err(SinkError::Stopped)));
        assert!(write(2).is_ok());
    }
}
