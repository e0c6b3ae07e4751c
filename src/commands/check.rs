//! `laurels check`: everything that `build` would say, without writing.

use std::process::ExitCode;

use serde::Serialize;

use super::facts::Facts;
use super::rules;
use super::threads::Threads;
use super::{Failure, Outcome, Run, Status, base_url};
use crate::cli::Check;
use crate::insights::consents;
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
        base_url: base_url(arguments.base_url.as_deref())?,
        media: Making::Trial,
        ..Request::new(&site, run.today()?)
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
    let reviews = snapshot.model.reviews.iter().map(AsRef::as_ref);
    let ending: Vec<Ending<'_>> = consents::ending(reviews, request.today)
        .into_iter()
        .map(|(last, review)| Ending { last: last.to_string(), id: &review.id })
        .collect();
    let report = Report { command: "check", ok: !failed, facts: &facts, consents_ending: &ending };
    run.reporter.result(&report);
    let verdict = if failed { "cannot be published" } else { "can be published" };
    run.reporter.say(&format!("{}; the site {verdict}", counts(diagnostics)));
    facts.tell(run);
    tell_of(&ending, run);
    Ok(if failed { ExitCode::from(Status::Problems as u8) } else { ExitCode::SUCCESS })
}

/// Says which consents end soon.
fn tell_of(ending: &[Ending<'_>], run: &mut Run<'_>) {
    if ending.is_empty() {
        return;
    }
    let consents = if ending.len() == 1 { "1 consent ends" } else { "consents end" };
    let many = if ending.len() == 1 { String::new() } else { format!("{} ", ending.len()) };
    run.reporter.say(&format!("{many}{consents} within {} days:", consents::NOTICE_DAYS));
    for Ending { last, id } in ending {
        run.reporter.say(&format!("  {last} {id}"));
    }
}

/// The result, as one line of JSON.
#[derive(Serialize)]
struct Report<'a> {
    command: &'static str,
    ok: bool,
    #[serde(flatten)]
    facts: &'a Facts,
    consents_ending: &'a [Ending<'a>],
}

/// A consent that ends soon.
#[derive(Serialize)]
struct Ending<'a> {
    /// Its last day.
    last: String,
    /// The review that it is about.
    id: &'a str,
}

/// A sink for what nobody needs.
pub(crate) struct Nowhere;

impl Sink for Nowhere {
    fn write(&self, _: &str, _: Content<'_>) -> Result<(), SinkError> {
        Ok(())
    }
}
