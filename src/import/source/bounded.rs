//! A reader that counts lines, and ends with an error where one row alone is too large.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use super::LONGEST_ROW;

/// What is known of the reading, shared with whoever reads.
#[derive(Clone, Debug, Default)]
pub(super) struct Progress {
    line: Rc<Cell<u64>>,
    since: Rc<Cell<usize>>,
}

impl Progress {
    /// The line that was reached, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line.get() + 1
    }

    /// Says that a row has ended.
    pub(super) fn row_ends(&self) {
        self.since.set(0);
    }

    /// Whether the reading ended because one row was too large.
    pub(super) fn is_too_large(&self) -> bool {
        self.since.get() > LONGEST_ROW
    }
}

/// The reader.
pub(super) struct Bounded<R> {
    inner: R,
    progress: Progress,
}

impl<R: BufRead> Bounded<R> {
    /// Bounds a reader.
    pub(super) fn new(inner: R) -> (Self, Progress) {
        let progress = Progress::default();
        (Self { inner, progress: progress.clone() }, progress)
    }
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let lines = memchr::memchr_iter(b'\n', &buffer[..count]).count() as u64;
        self.progress.line.set(self.progress.line.get() + lines);
        let since = self.progress.since.get() + count;
        self.progress.since.set(since);
        if since > LONGEST_ROW {
            return Err(io::Error::other("a row is larger than 16 MB"));
        }
        Ok(count)
    }
}
