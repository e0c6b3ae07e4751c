//! Draws the whole of each edition in the background, so that a fault on a page that nobody has opened
//! is told all the same.
//!
//! One thread does it, and lets everybody go first: it stands still while a page is asked for or files
//! are understood, and gives up when there is a newer edition.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::edition::Edition;
use super::gate::Gate;
use crate::diag::Diagnostic;
use crate::guard::guarded;
use crate::sink::{Content, Sink, SinkError};

/// The thread in the background; it ends with this value.
#[derive(Debug)]
pub(super) struct Checker {
    gate: Arc<Gate>,
    editions: Sender<Arc<Edition>>,
}

impl Checker {
    /// Starts it; `told` gets what is wrong with an edition that was checked to its end.
    pub(super) fn start(told: impl Fn(&Edition, Vec<Diagnostic>) + Send + 'static) -> Self {
        let (editions, given) = channel();
        let gate = Arc::new(Gate::default());
        let own = Arc::clone(&gate);
        thread::spawn(move || run(&given, &own, told));
        Self { gate, editions }
    }

    pub(super) fn gate(&self) -> &Arc<Gate> {
        &self.gate
    }

    /// Hands it an edition in the place of any other.
    pub(super) fn check(&self, edition: Arc<Edition>) {
        self.gate.renew(edition.id());
        // Without a thread nothing is checked.
        let _ = self.editions.send(edition);
    }
}

impl Drop for Checker {
    fn drop(&mut self) {
        self.gate.end();
    }
}

fn run(given: &Receiver<Arc<Edition>>, gate: &Gate, told: impl Fn(&Edition, Vec<Diagnostic>)) {
    // With one thread of its own, drawing in parallel is drawing one by one.
    let Ok(alone) = rayon::ThreadPoolBuilder::new().num_threads(1).build() else { return };
    while let Ok(first) = given.recv() {
        let edition = given.try_iter().last().unwrap_or(first);
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
    use super::*;

    #[test]
    fn a_sink_that_may_not_go_on_stops_the_drawing() {
        let gate = Gate::default();
        gate.renew(2);
        let write = |number| Pace { gate: &gate, number }.write("index.html", Content::Bytes(b""));
        assert!(matches!(write(1), Err(SinkError::Stopped)));
        assert!(write(2).is_ok());
    }
}
