//! `laurels check`: everything that `build` would say, without writing.

use std::process::ExitCode;

use serde::Serialize;

use super::facts::Facts;
use super::rules;
use super::threads::Threads;
use super::{Failure, Outcome, Run, Status, base_url};
use crate::cli::Check;
use crate::media::Making;
use crate::pipeline::{self, Request};
use crate::reporter::counts;
use crate::sink::{Content, Sink, SinkError};

/// Runs the command.
pub(crate) fn run(run: &mut Run<'_>, arguments: &Check) -> Outcome {
    if arguments.list {
        return rules::list(run);
    }
    if let Some(code) = &arguments.explain {
        return rules::explain(run, code);
    }
    let site = run.site()?;
    let request = Request {
        site: site.clone(),
        today: run.today()?,
        drafts: false,
        base_url: base_url(arguments.base_url.as_deref())?,
        names: false,
        media: Making::Trial,
    };
    let threads = Threads::new(arguments.jobs)?;
    let mut snapshot = threads.run(|| {
        let mut snapshot = pipeline::understand(pipeline::read(&request)?, &request);
        snapshot.render(&Nowhere)?;
        Ok::<_, Failure>(snapshot)
    })?;
    snapshot.diagnostics.sort();
    let diagnostics = snapshot.diagnostics.as_slice();
    let failed = run.report(&site, diagnostics, arguments.strict);
    let facts = Facts::of(&snapshot);
    run.reporter.result(&Report { command: "check", ok: !failed, facts: &facts });
    let verdict = if failed { "cannot be published" } else { "can be published" };
    run.reporter.say(&format!("{}; the site {verdict}", counts(diagnostics)));
    facts.tell(run);
    Ok(if failed { ExitCode::from(Status::Problems as u8) } else { ExitCode::SUCCESS })
}

/// The result, as one line of JSON.
#[derive(Serialize)]
struct Report<'a> {
    command: &'static str,
    ok: bool,
    #[serde(flatten)]
    facts: &'a Facts,
}

/// A sink for what nobody needs.
pub(crate) struct Nowhere;

impl Sink for Nowhere {
    fn write(&self, _: &str, _: Content<'_>) -> Result<(), SinkError> {
        Ok(())
    }
}
