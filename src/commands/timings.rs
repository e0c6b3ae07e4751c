//! `--timings`: how long each stage of a build took.

use std::time::Duration;

use serde::Serialize;

use super::Run;
use crate::clock::{self, Laps};

/// The times of a build.
#[derive(Debug, Serialize)]
pub(super) struct Timings {
    /// How many threads there were.
    threads: usize,
    /// The stages in their order; together they are the time from the first file that was read to
    /// the last one that was in place.
    stages: Vec<StageTime>,
}

#[derive(Debug, Serialize)]
struct StageTime {
    stage: &'static str,
    milliseconds: f64,
}

impl Timings {
    /// Ends the last stage, the commit, and takes the time that the threads spent `writing` while
    /// pages were rendered, shared among them, out of the rendering.
    pub(super) fn of(mut laps: Laps, writing: Duration) -> Self {
        let threads = rayon::current_num_threads();
        laps.end("write");
        laps.shift("render", "write", clock::shared(writing, threads));
        let milliseconds = |time: Duration| (time.as_secs_f64() * 1e6).round() / 1e3;
        let stages = laps.stages().iter();
        let mut stages: Vec<StageTime> = stages
            .map(|(stage, time)| StageTime { stage, milliseconds: milliseconds(*time) })
            .collect();
        // The output is opened before the first page is drawn.
        stages.sort_by_key(|time| time.stage == "write");
        Self { threads, stages }
    }

    /// Prints a line a stage.
    pub(super) fn tell(&self, run: &mut Run<'_>) {
        let total: f64 = self.stages.iter().map(|time| time.milliseconds).sum();
        let threads = if self.threads == 1 { "thread" } else { "threads" };
        run.reporter.say(&format!("stages, with {} {threads}:", self.threads));
        for StageTime { stage, milliseconds } in &self.stages {
            let share = if total > 0.0 { milliseconds / total * 100.0 } else { 0.0 };
            run.reporter.say(&format!("  {stage:<8}{milliseconds:>10.1} ms {share:>4.0} %"));
        }
    }
}
