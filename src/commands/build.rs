//! `laurels build`: writes the site, or leaves the last good output as it is.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use serde::Serialize;

use super::check::Nowhere;
use super::facts::Facts;
use super::{Failure, Outcome, Run, Status, base_url, forbids};
use crate::cli::Build;
use crate::diag::Diagnostic;
use crate::pipeline::{self, Request, Snapshot};
use crate::reporter::counts;
use crate::sink::{OutputFolder, RunRecord, Written};

/// Runs the command.
pub(crate) fn run(run: &mut Run<'_>, arguments: &Build) -> Outcome {
    let started = crate::clock::start();
    let site = run.site()?;
    let out = output(run, arguments, &site)?;
    let request = Request {
        site: site.clone(),
        today: run.today()?,
        drafts: arguments.drafts,
        base_url: base_url(arguments.base_url.as_deref())?,
    };
    let folder = OutputFolder::new(&site, &out)?;
    let input = pipeline::read(&request)?;
    let fingerprint = input.fingerprint.clone();
    if let Some(saved) = folder.unchanged(&fingerprint)?
        && let Ok(facts) = serde_json::from_value::<Facts>(saved.summary)
        && !forbids(&saved.diagnostics, arguments.strict)
    {
        run.report(&site, &saved.diagnostics, arguments.strict);
        let written = Written { files: saved.files, bytes: saved.bytes, ..Written::default() };
        let told = Told { facts: &facts, written: &written, up_to_date: true, started };
        tell(run, &out, &saved.diagnostics, &told);
        return Ok(ExitCode::SUCCESS);
    }
    let mut snapshot = pipeline::understand(input, &request);
    if forbids(snapshot.diagnostics.as_slice(), arguments.strict) {
        return refuse(run, &site, snapshot, arguments.strict);
    }
    let sink = folder.begin()?;
    snapshot.render(&sink)?;
    snapshot.diagnostics.sort();
    if forbids(snapshot.diagnostics.as_slice(), arguments.strict) {
        drop(sink);
        return Ok(stop(run, &site, snapshot.diagnostics.as_slice(), arguments.strict));
    }
    let facts = Facts::of(&snapshot);
    let mut diagnostics = snapshot.diagnostics.into_vec();
    let written = sink.commit(RunRecord {
        fingerprint,
        diagnostics: diagnostics.clone(),
        summary: serde_json::to_value(&facts).unwrap_or_default(),
    })?;
    diagnostics.extend(written.diagnostics.iter().cloned());
    run.report(&site, &diagnostics, arguments.strict);
    let told = Told { facts: &facts, written: &written, up_to_date: false, started };
    tell(run, &out, &diagnostics, &told);
    Ok(ExitCode::SUCCESS)
}

/// Where to write. Drafts never go where the published site is.
fn output(run: &Run<'_>, arguments: &Build, site: &Path) -> Result<PathBuf, Failure> {
    let default = site.join("dist");
    let Some(out) = &arguments.out else { return Ok(default) };
    let out = run.current_dir.join(out);
    if arguments.drafts && crate::fsx::resolve(&out)? == crate::fsx::resolve(&default)? {
        let message = "drafts are not written to `dist/`, where the published site is";
        return Err(Failure::usage(message).hint("choose another folder: `--out drafts`"));
    }
    Ok(out)
}

/// Says everything that is wrong, template faults too, and writes nothing.
fn refuse(run: &mut Run<'_>, site: &Path, mut snapshot: Snapshot, strict: bool) -> Outcome {
    snapshot.render(&Nowhere)?;
    snapshot.diagnostics.sort();
    Ok(stop(run, site, snapshot.diagnostics.as_slice(), strict))
}

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
}

struct Told<'a> {
    facts: &'a Facts,
    written: &'a Written,
    up_to_date: bool,
    started: Instant,
}

fn tell(run: &mut Run<'_>, out: &Path, diagnostics: &[Diagnostic], told: &Told<'_>) {
    let Told { facts, written, up_to_date, started } = told;
    let time = started.elapsed();
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
    facts.tell(run);
    if !diagnostics.is_empty() {
        run.reporter.say(&counts(diagnostics));
    }
}
