//! `laurels build`: writes the site, or leaves the last good output as it is.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use serde::Serialize;

use super::check::Nowhere;
use super::facts::Facts;
use super::threads::Threads;
use super::timings::Timings;
use super::{Failure, Outcome, Run, Status, base_url, forbids};
use crate::cli::Build;
use crate::diag::Diagnostic;
use crate::media::Making;
use crate::pipeline::{self, Request, Snapshot};
use crate::reporter::counts;
use crate::sink::{self, OutputFolder, RunRecord, TimedSink, Written};

/// Runs the command.
pub(crate) fn run(run: &mut Run<'_>, arguments: &Build) -> Outcome {
    let started = crate::clock::start();
    let site = run.site()?;
    let out = output(run, arguments.out.as_deref(), arguments.drafts, &site)?;
    let request = Request {
        drafts: arguments.drafts,
        base_url: base_url(arguments.base_url.as_deref())?,
        media: Making::Files,
        ..Request::new(&site, run.today()?)
    };
    let folder = OutputFolder::new(&site, &out)?;
    let threads = Threads::new(arguments.jobs)?;
    let made = match threads.run(|| make(&request, folder, arguments))? {
        Ended::Refused(diagnostics) => return Ok(stop(run, &site, &diagnostics, arguments.strict)),
        Ended::Made(made) => made,
    };
    run.report(&site, &made.diagnostics, arguments.strict);
    tell(run, &out, &made, started.elapsed());
    Ok(ExitCode::SUCCESS)
}

/// How a build ended.
enum Ended {
    /// With problems that forbid publishing.
    Refused(Vec<Diagnostic>),
    /// With an output that is what it should be.
    Made(Box<Made>),
}

/// What a build has made, or found as it should be.
struct Made {
    facts: Facts,
    written: Written,
    diagnostics: Vec<Diagnostic>,
    up_to_date: bool,
    timings: Option<Timings>,
}

/// Reads, understands, renders and writes, or finds that there is nothing to do.
fn make(request: &Request, folder: OutputFolder, arguments: &Build) -> Result<Ended, Failure> {
    let mut input = pipeline::read(request)?;
    let fingerprint = input.fingerprint.clone();
    let saved = folder.unchanged(&fingerprint)?;
    input.laps.end("read");
    if let Some(saved) = saved
        && let Ok(facts) = serde_json::from_value::<Facts>(saved.summary)
        && !forbids(&saved.diagnostics, arguments.strict)
    {
        let written = Written { files: saved.files, bytes: saved.bytes, ..Written::default() };
        let timings = arguments.timings.then(|| Timings::of(input.laps, Duration::ZERO));
        let (diagnostics, up_to_date) = (saved.diagnostics, true);
        return Ok(Ended::Made(Box::new(Made {
            facts,
            written,
            diagnostics,
            up_to_date,
            timings,
        })));
    }
    let mut snapshot = pipeline::understand(input, request);
    if forbids(snapshot.diagnostics.as_slice(), arguments.strict) {
        // Template faults are told too, and nothing is written.
        snapshot.render(&Nowhere)?;
        return Ok(refused(snapshot));
    }
    let sink = folder.begin()?;
    snapshot.laps.end("write");
    let timed = TimedSink::new(&sink);
    snapshot.render(if arguments.timings { &timed } else { &sink })?;
    let writing = timed.time();
    if forbids(snapshot.diagnostics.as_slice(), arguments.strict) {
        drop(sink);
        return Ok(refused(snapshot));
    }
    snapshot.diagnostics.sort();
    let facts = Facts::of(&snapshot);
    // The record of the output needs room, too.
    let (mut diagnostics, laps, store) = snapshot.into_words();
    let written = sink.commit(RunRecord {
        fingerprint,
        diagnostics: diagnostics.clone(),
        summary: serde_json::to_value(&facts).unwrap_or_default(),
    })?;
    store.tidy();
    diagnostics.extend(written.diagnostics.iter().cloned());
    let timings = arguments.timings.then(|| Timings::of(laps, writing));
    Ok(Ended::Made(Box::new(Made { facts, written, diagnostics, up_to_date: false, timings })))
}

fn refused(mut snapshot: Snapshot) -> Ended {
    snapshot.diagnostics.sort();
    Ended::Refused(snapshot.diagnostics.into_vec())
}

/// Where to write. Drafts never go where the published site is.
pub(super) fn output(
    run: &Run<'_>,
    out: Option<&Path>,
    drafts: bool,
    site: &Path,
) -> Result<PathBuf, Failure> {
    let default = site.join(sink::OUTPUT);
    let Some(out) = out else { return Ok(default) };
    let out = run.current_dir.join(out);
    if drafts && crate::fsx::resolve(&out)? == crate::fsx::resolve(&default)? {
        let message = "drafts are not written to `dist/`, where the published site is";
        return Err(Failure::usage(message).hint("choose another folder: `--out drafts`"));
    }
    Ok(out)
}

/// Says everything that is wrong.
fn stop(run: &mut Run<'_>, site: &Path, diagnostics: &[Diagnostic], strict: bool) -> ExitCode {
    run.report(site, diagnostics, strict);
    let told =
        serde_json::json!({ "command": "build", "ok": false, "problems": diagnostics.len() });
    run.reporter.result(&told);
    run.reporter.say(&format!("{}; nothing was written", counts(diagnostics)));
    ExitCode::from(Status::Problems as u8)
}

/// The result, as one line of JSON.
#[derive(Serialize)]
struct Report<'a> {
    command: &'static str,
    ok: bool,
    up_to_date: bool,
    #[serde(flatten)]
    facts: &'a Facts,
    files: usize,
    bytes: u64,
    written: usize,
    removed: usize,
    milliseconds: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    timings: Option<&'a Timings>,
}

fn tell(run: &mut Run<'_>, out: &Path, made: &Made, time: Duration) {
    let Made { facts, written, diagnostics, up_to_date, timings } = made;
    run.reporter.result(&Report {
        command: "build",
        ok: true,
        up_to_date: *up_to_date,
        facts,
        files: written.files,
        bytes: written.bytes,
        written: written.created + written.changed,
        removed: written.removed,
        milliseconds: u64::try_from(time.as_millis()).unwrap_or(u64::MAX),
        timings: timings.as_ref(),
    });
    let folder =
        crate::paths::relative(run.current_dir, out).unwrap_or_else(|| out.display().to_string());
    let reviews = if facts.published == 1 { "review" } else { "reviews" };
    let what = format!(
        "{} {reviews} on {} pages in `{folder}` ({} files, {} kB)",
        facts.published,
        facts.pages,
        written.files,
        written.bytes.div_ceil(1000)
    );
    let done = if *up_to_date { "nothing has changed" } else { "built" };
    run.reporter.say(&format!("{done}: {what}, {} ms", time.as_millis()));
    if !up_to_date && written.created == 0 {
        let files = if written.changed == 1 { "file" } else { "files" };
        let (changed, removed) = (written.changed, written.removed);
        run.reporter.say(&format!("{changed} {files} changed, {removed} removed"));
    }
    if let Some(timings) = timings {
        timings.tell(run);
    }
    facts.tell_weights(run);
    facts.tell(run);
    if !diagnostics.is_empty() {
        run.reporter.say(&counts(diagnostics));
    }
}
