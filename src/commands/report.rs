//! `laurels report`: what customers say, measured, for the owner's eyes only.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{Failure, Outcome, Run, Status};
use crate::cli::Report;
use crate::diag::{Diagnostic, Severity};
use crate::insights::{self, Given, Period};
use crate::pipeline::{self, Counted, Request};
use crate::reporter::Format;
use crate::{fsx, report, sink};

/// The page, in the site's folder, unless another one is named.
const PAGE: &str = "report.html";

/// Runs the command.
pub(crate) fn run(run: &mut Run<'_>, arguments: &Report) -> Outcome {
    let site = run.site()?;
    let today = run.today()?;
    let (since, until) = (arguments.since.as_deref(), arguments.until.as_deref());
    let period = Period::read(since, until, today).map_err(Failure::usage)?;
    let page = page(run, arguments, &site)?;
    let request = Request::new(&site, today);
    let Counted { config, model, paths, diagnostics } =
        pipeline::count(pipeline::read(&request)?, &request);
    let mut errors: Vec<Diagnostic> = diagnostics.into_vec();
    errors.retain(|problem| problem.severity == Severity::Error);
    let Some(config) = config.filter(|_| errors.is_empty()) else {
        run.report(&site, &errors, false);
        run.reporter.say("what cannot be read is not counted, so there is no report");
        return Ok(ExitCode::from(Status::Problems as u8));
    };
    let (before, day) = (period.before(), today);
    let given = Given { model: &model, config: &config, paths: &paths, period, before, day };
    let report = insights::report(&given);
    // Nobody waits until so many records are gone.
    rayon::spawn(move || drop((model, paths)));
    if let Some((path, _)) = &page {
        let html =
            report::page(&report).map_err(|error| Failure::environment(error.to_string()))?;
        if path.parent() == Some(site.as_path()) {
            // What a killed run has left there is as private as the page.
            fsx::sweep(&site, &[])?;
        }
        fsx::replace(path, html.as_bytes())?;
    }
    let written = page.map(|(_, shown)| shown);
    run.reporter.result(&serde_json::json!({
        "command": "report", "page": written, "report": report,
    }));
    for line in report::summary(&report) {
        run.reporter.print(&line);
    }
    if let Some(written) = written {
        run.reporter.say(&format!("wrote {written}: it names people and is not to be published"));
    }
    Ok(ExitCode::SUCCESS)
}

/// The page to write, and how it is shown; none where only numbers are asked for.
fn page(
    run: &Run<'_>,
    arguments: &Report,
    site: &Path,
) -> Result<Option<(PathBuf, String)>, Failure> {
    let wants_numbers = run.reporter.settings().format == Format::Json;
    let (path, shown) = match &arguments.out {
        Some(out) => (run.current_dir.join(out), out.display().to_string()),
        None if wants_numbers => return Ok(None),
        None => (site.join(PAGE), PAGE.to_owned()),
    };
    if let Some(why) = sink::exposes(site, &path)? {
        let failure = Failure::usage(format!("the report cannot be written to `{shown}`: {why}"));
        return Err(failure.hint("it is private: keep it beside the site, or elsewhere"));
    }
    let is_other = match fsx::metadata(&path)? {
        None => false,
        Some(found) => {
            let length = report::MARK.len() as u64;
            !found.is_file() || fsx::read_start(&path, length)? != report::MARK.as_bytes()
        }
    };
    if is_other {
        let failure = Failure::usage(format!("`{shown}` is another file, not a report"));
        return Err(failure.hint("name another one with `--out`, or remove it"));
    }
    Ok(Some((path, shown)))
}
