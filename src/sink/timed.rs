//! A sink with a stop-watch.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::{Content, Sink, SinkError};
use crate::clock;

/// Passes files on to another sink and measures how long that takes.
pub struct TimedSink<'a> {
    to: &'a dyn Sink,
    nanoseconds: AtomicU64,
}

impl<'a> TimedSink<'a> {
    /// Measures a sink.
    pub fn new(to: &'a dyn Sink) -> Self {
        Self { to, nanoseconds: AtomicU64::new(0) }
    }

    /// The time that was spent in the sink, summed over all threads.
    pub fn time(&self) -> Duration {
        Duration::from_nanos(self.nanoseconds.load(Ordering::Relaxed))
    }
}

impl Sink for TimedSink<'_> {
    fn write(&self, path: &str, content: Content<'_>) -> Result<(), SinkError> {
        let started = clock::start();
        let result = self.to.write(path, content);
        let time = u64::try_from(started.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.nanoseconds.fetch_add(time, Ordering::Relaxed);
        result
    }
}
