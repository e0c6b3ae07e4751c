//! A site that is kept up to date in a thread of its own.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use super::attempt::{Attempts, Look};
use super::board::{Board, State};
use super::options::Options;
use super::rounds::{Listen, Rounds, Signal};
use super::watch::{Follow, Native};
use crate::fsx;
use crate::pipeline::{Hint, Memory, Request};

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
        session.board.after(0);
        session
    }

    /// The same, without waiting for the first attempt.
    pub fn begin(options: Options) -> Self {
        let mut memory = Memory::default();
        let look = Box::new(move |request: &Request, hint: &Hint| memory.again(request, hint));
        Self::with(options, look, Box::new(native))
    }

    fn with(options: Options, look: Box<Look>, listen: Box<Listen>) -> Self {
        let (signals, heard) = channel();
        let board = Arc::new(Board::new(State::default()));
        let site = fsx::resolve(&options.site).unwrap_or_else(|_| options.site.clone());
        let poll = options.poll;
        let attempts = Attempts::new(options, look, &board);
        let rounds = Rounds::new(attempts, site, poll, listen, signals.clone());
        thread::spawn(move || rounds.run(&heard));
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

/// The system's own watcher.
fn native(signals: Sender<Signal>) -> Result<Box<dyn Follow>, String> {
    // Nobody listens any more once the session has ended.
    let said = move |said| drop(signals.send(Signal::Said(said)));
    Ok(Box::new(Native::start(said)?))
}

#[cfg(test)]
mod tests;
