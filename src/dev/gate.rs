//! Who may draw now: whoever draws in the background stands still while somebody goes first.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Lets those in who go first, and the one in the background when there are none.
#[derive(Debug, Default)]
pub(super) struct Gate {
    inside: Mutex<Inside>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Inside {
    /// How many are at work that go first.
    first: usize,
    /// The number of the newest edition.
    newest: u64,
    ended: bool,
}

/// Somebody who goes first.
pub(super) struct First<'gate>(&'gate Gate);

impl Gate {
    /// Keeps the one in the background still until the returned value is dropped.
    pub(super) fn first(&self) -> First<'_> {
        self.lock().first += 1;
        First(self)
    }

    /// There is a newer edition.
    pub(super) fn renew(&self, number: u64) {
        self.lock().newest = number;
        self.changed.notify_all();
    }

    /// Nobody needs any edition.
    pub(super) fn end(&self) {
        self.lock().ended = true;
        self.changed.notify_all();
    }

    /// Waits until nobody goes first; says whether this edition still is the newest.
    pub(super) fn may_go_on(&self, number: u64) -> bool {
        let is_newest = |inside: &Inside| inside.newest == number && !inside.ended;
        let waits = |inside: &mut Inside| inside.first > 0 && is_newest(inside);
        let inside = self.changed.wait_while(self.lock(), waits);
        is_newest(&inside.unwrap_or_else(PoisonError::into_inner))
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        // Numbers are never half changed.
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for First<'_> {
    fn drop(&mut self) {
        self.0.lock().first -= 1;
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::thread;

    use super::*;

    #[test]
    fn the_one_in_the_background_waits_while_somebody_goes_first() {
        let gate = Gate::default();
        gate.renew(1);
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
    }

    #[test]
    fn a_newer_edition_or_the_end_wakes_who_waits() {
        for change in [|gate: &Gate| gate.renew(2), |gate: &Gate| gate.end()] {
            let gate = Gate::default();
            gate.renew(1);
            let _first = gate.first();
            thread::scope(|scope| {
                let waiting = scope.spawn(|| gate.may_go_on(1));
                change(&gate);
                assert!(!waiting.join().unwrap());
            });
        }
    }
}
