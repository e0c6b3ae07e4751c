//! `laurels list`: finds reviews, published or not.

use std::collections::BTreeMap;
use std::process::ExitCode;

use serde::Serialize;

use super::{Outcome, Run, Status};
use crate::cli::List;
use crate::content::raw;
use crate::diag::{Diagnostic, Severity, SourceRef};
use crate::model::Review;
use crate::pipeline::{self, Request, Snapshot};

/// A review as the list shows it.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    status: &'static str,
    date: Option<String>,
    rating: Option<f64>,
    scale: Option<f64>,
    author: Option<&'a str>,
    title: Option<&'a str>,
    company: Option<&'a str>,
    item: Option<&'a str>,
    source: &'a str,
    tags: Vec<&'a str>,
    text: Option<&'a str>,
    path: &'a str,
}

/// Runs the command.
pub(crate) fn run(run: &mut Run<'_>, arguments: &List) -> Outcome {
    let site = run.site()?;
    let today = run.today()?;
    let request = Request { names: true, ..Request::new(&site, today) };
    let mut snapshot = pipeline::understand(pipeline::read(&request)?, &request);
    snapshot.diagnostics.sort();
    let errors: Vec<Diagnostic> = snapshot
        .diagnostics
        .as_slice()
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .cloned()
        .collect();
    let failed = run.report(&site, &errors, false);
    let rows: Vec<Row<'_>> = snapshot
        .model
        .reviews
        .iter()
        .map(|review| row(review, &snapshot, &snapshot.names))
        .filter(|row| matches(row, arguments))
        .collect();
    run.reporter.result(&serde_json::json!({ "command": "list", "reviews": rows }));
    for row in &rows {
        run.reporter.print(&line(row));
    }
    let all = snapshot.model.reviews.len();
    let reviews = if all == 1 { "review" } else { "reviews" };
    run.reporter.say(&format!("{} of {all} {reviews}", rows.len()));
    Ok(if failed { ExitCode::from(Status::Problems as u8) } else { ExitCode::SUCCESS })
}

fn row<'a>(
    review: &'a Review,
    snapshot: &'a Snapshot,
    names: &'a BTreeMap<SourceRef, String>,
) -> Row<'a> {
    Row {
        id: &review.id,
        status: review.status.word(),
        date: review.date.map(|date| date.to_string()),
        rating: review.rating.map(crate::model::Rating::value),
        scale: review.rating.map(crate::model::Rating::scale),
        author: names.get(&review.source).map(String::as_str),
        title: review.title.as_deref(),
        company: review.author.company.as_deref(),
        item: review.item.map(|at| snapshot.model.items[at].id.as_str()),
        source: &review.origin.platform,
        tags: review.tags.iter().map(|tag| tag.label.as_str()).collect(),
        text: review.body.as_ref().map(|body| body.text.as_str()),
        path: snapshot.paths.get(review.source.file as usize).map_or("", String::as_str),
    }
}

fn matches(row: &Row<'_>, wanted: &List) -> bool {
    let status = wanted.status.map(raw::Status::from);
    let bar = |row: &Row<'_>| {
        let (value, scale) = (row.rating?, row.scale?);
        crate::model::Rating::on_scale(value, scale).map(crate::model::Rating::bar)
    };
    let haystack = [Some(row.id), row.author, row.title, row.company, row.item, row.text];
    let haystack =
        haystack.into_iter().flatten().map(str::to_lowercase).collect::<Vec<_>>().join("\n");
    status.is_none_or(|status| status.word() == row.status)
        && wanted.rating.is_none_or(|stars| bar(row) == Some(stars))
        && wanted.item.as_deref().is_none_or(|item| row.item == Some(item))
        && wanted.source.as_deref().is_none_or(|source| row.source == source)
        && wanted
            .tag
            .as_deref()
            .is_none_or(|tag| row.tags.iter().any(|own| own.to_lowercase() == tag.to_lowercase()))
        && wanted.query.iter().all(|word| haystack.contains(&word.to_lowercase()))
}

/// One line: id, status, day, stars, author, first words.
fn line(row: &Row<'_>) -> String {
    let stars = match (row.rating, row.scale) {
        (Some(value), Some(scale)) => format!("{value}/{scale}"),
        _ => "–".to_owned(),
    };
    let text = row.text.map_or(String::new(), |text| crate::model::markdown::describe(text, 50));
    format!(
        "{:<32} {:<9} {:<10} {stars:<6} {:<20} {text}",
        row.id,
        row.status,
        row.date.as_deref().unwrap_or("–"),
        row.author.unwrap_or("–"),
    )
    .trim_end()
    .to_owned()
}
