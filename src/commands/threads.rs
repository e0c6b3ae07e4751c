//! On how many threads the work of a command is done.

use super::Failure;

/// The threads for one run; without a wish, those that all runs of the process share.
pub(super) struct Threads(Option<rayon::ThreadPool>);

impl Threads {
    /// Starts as many threads as `--jobs` asks for.
    pub(super) fn new(jobs: Option<u16>) -> Result<Self, Failure> {
        let Some(jobs) = jobs else { return Ok(Self(None)) };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build();
        pool.map(|pool| Self(Some(pool)))
            .map_err(|error| Failure::environment(format!("cannot start {jobs} threads: {error}")))
    }

    /// Does some work there.
    pub(super) fn run<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        match &self.0 {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }
}
