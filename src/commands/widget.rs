//! `laurels widget list` and `laurels widget snippet`: the widgets of a site, and the texts that embed
//! them.

use std::process::ExitCode;

use super::{Failure, Outcome, Run, Status};
use crate::cli::{Snippet, SnippetForm, WidgetCommand};
use crate::diag::{Diagnostic, Severity, suggest};
use crate::media::Making;
use crate::pipeline::{self, Request};
use crate::views::Offer;

/// Runs the command.
pub(crate) fn run(run: &mut Run<'_>, command: &WidgetCommand) -> Outcome {
    let site = run.site()?;
    let request = Request {
        // A script that never changes has the addresses of finished pictures in it.
        media: Making::Files,
        ..Request::new(&site, run.today()?)
    };
    let mut snapshot = pipeline::understand(pipeline::read(&request)?, &request);
    let offers = snapshot.offers();
    snapshot.diagnostics.sort();
    let mut errors: Vec<Diagnostic> = snapshot.diagnostics.as_slice().to_vec();
    errors.retain(|problem| problem.severity == Severity::Error);
    if run.report(&site, &errors, false) {
        run.reporter.say("a site with errors has no widgets");
        return Ok(ExitCode::from(Status::Problems as u8));
    }
    if offers.is_empty() {
        return Err(no_widgets(snapshot.config.as_deref()));
    }
    match command {
        WidgetCommand::List => list(run, &offers),
        WidgetCommand::Snippet(arguments) => snippet(run, &offers, arguments)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn no_widgets(config: Option<&crate::config::Config>) -> Failure {
    if config.is_some_and(|config| !config.widgets.is_empty()) {
        let failure = Failure::problems("without a `base_url` there are no widgets");
        return failure.hint("add the address of the published site to site.yaml");
    }
    let failure = Failure::problems("the site has no widgets");
    failure.hint("add one to site.yaml, such as `widgets: [{id: homepage, type: wall}]`")
}

fn list(run: &mut Run<'_>, offers: &[Offer]) {
    run.reporter.result(&serde_json::json!({ "command": "widget list", "widgets": offers }));
    let width = offers.iter().map(|offer| offer.id.len()).max().unwrap_or_default();
    for Offer { id, kind, weight, budget, ways, .. } in offers {
        let page = ways.iter().find(|way| way.way == SnippetForm::Oembed.way());
        let page = page.map_or("", |way| way.code.as_str());
        run.reporter
            .print(&format!("{id:<width$}  {kind:<8} {weight:>6} of {budget:>6} bytes  {page}"));
    }
    run.reporter.say("`laurels widget snippet ID` prints the text that embeds one");
}

fn snippet(run: &mut Run<'_>, offers: &[Offer], arguments: &Snippet) -> Result<(), Failure> {
    let Snippet { id, form } = arguments;
    let Some(offer) = offers.iter().find(|offer| offer.id == *id) else {
        let ids: Vec<&str> = offers.iter().map(|offer| offer.id.as_str()).collect();
        let failure = Failure::usage(format!("there is no widget `{id}`"));
        return Err(failure.hint(suggest::hint(id, &ids)));
    };
    let Some(way) = offer.ways.iter().find(|way| way.way == form.way()) else {
        let message = format!("the widget `{id}` is a {}, and has no picture", offer.kind);
        let hint = "widgets of the types `badge` and `summary` have pictures";
        return Err(Failure::usage(message).hint(hint));
    };
    run.reporter.result(&serde_json::json!({
        "command": "widget snippet", "id": id, "way": way.way, "snippet": way.code,
    }));
    run.reporter.print(&way.code);
    Ok(())
}
