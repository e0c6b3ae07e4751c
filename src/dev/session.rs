//! The loop: understands the site again whenever its files change.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::board::{Board, State};
use super::edition::Edition;
use crate::pipeline::{self, Request};

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_millis(100);

/// A site that is kept up to date.
#[derive(Debug)]
pub struct Session {
    board: Arc<Board>,
}

impl Session {
    /// Understands the site, and goes on doing so in a thread of its own.
    pub fn start(request: Request) -> Self {
        let mut seen = fingerprint(&request);
        let (edition, faults) = Edition::make(&request, 1);
        let board =
            Arc::new(Board::new(State { number: 1, edition: edition.map(Arc::new), faults }));
        let mine = Arc::clone(&board);
        thread::spawn(move || {
            loop {
                thread::sleep(PAUSE);
                let now = fingerprint(&request);
                if now != seen {
                    seen = now;
                    let old = mine.current();
                    let number = old.number + 1;
                    let (edition, faults) = Edition::make(&request, number);
                    let edition = edition.map(Arc::new).or_else(|| old.edition.clone());
                    mine.publish(State { number, edition, faults });
                }
            }
        });
        Self { board }
    }

    /// Where the newest state hangs.
    pub fn board(&self) -> &Arc<Board> {
        &self.board
    }
}

fn fingerprint(request: &Request) -> Option<String> {
    pipeline::read(request).ok().map(|input| input.fingerprint)
}
