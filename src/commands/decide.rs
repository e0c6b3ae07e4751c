//! `laurels approve` and `laurels withhold`: whether a review is shown.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::batch::{self, Batch};
use super::records::{self, Chosen};
use super::{Failure, Outcome, Run, Status};
use crate::cli::{Approve, Which, Withhold};
use crate::config::{self, Completeness};
use crate::content::raw;
use crate::diag::{Diagnostic, Diagnostics, Severity, suggest};
use crate::edit::disk::{self, Planned};
use crate::edit::{self, Change, File, Withheld};
use crate::model::WITHHELD_REASONS;
use crate::pipeline::{self, Request};
use crate::{characters, fsx};

/// Publishes reviews.
pub(crate) fn approve(run: &mut Run<'_>, arguments: &Approve) -> Outcome {
    let site = run.site()?;
    let reviews = records::find(&site, &arguments.which.ids)?.chosen;
    let is_so = |review: &Chosen| {
        review.status() == raw::Status::Approved && review.record.keys.withheld.is_none()
    };
    let decision = Decision { command: "approve", change: Change::Approve, is_so: &is_so };
    let Some(planned) = decision.make(run, &site, &reviews, &arguments.which)? else {
        return Ok(ExitCode::from(Status::Problems as u8));
    };
    if arguments.which.dry_run {
        decision.tell(run, &reviews, Made { planned: &planned, dry_run: true, ok: true });
        return Ok(ExitCode::SUCCESS);
    }
    let errors = errors_of(run, &site, &reviews, &planned);
    let failed = errors.as_ref().is_ok_and(|errors| run.report(&site, errors, false));
    let ok = errors.is_ok() && !failed;
    decision.tell(run, &reviews, Made { planned: &planned, dry_run: false, ok });
    errors?;
    if failed {
        let were = if planned.is_empty() { "" } else { "the files were changed, but " };
        run.reporter.say(&format!("{were}nothing is published as long as this is so"));
        return Ok(ExitCode::from(Status::Problems as u8));
    }
    Ok(ExitCode::SUCCESS)
}

/// Keeps reviews from being published.
pub(crate) fn withhold(run: &mut Run<'_>, arguments: &Withhold) -> Outcome {
    let site = run.site()?;
    let reason = reason(&site, &arguments.reason)?;
    let note = arguments.note.as_deref().map(characters::one_line);
    let note = note.filter(|note| !note.is_empty());
    let reviews = records::find(&site, &arguments.which.ids)?.chosen;
    let is_so = |review: &Chosen| {
        let text = |text: &Option<crate::yaml::Text>| {
            text.as_ref().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        let is_same = |old: &raw::Withheld| {
            text(&old.reason).as_ref() == Some(&reason)
                && (note.is_none() || text(&old.note) == note)
        };
        let is_withheld = review.status() == raw::Status::Withheld;
        is_withheld && review.record.keys.withheld.as_deref().is_some_and(is_same)
    };
    let on = run.today()?.to_string();
    let change = Change::Withhold(Withheld { reason: reason.clone(), on, note: note.clone() });
    let decision = Decision { command: "withhold", change, is_so: &is_so };
    let Some(planned) = decision.make(run, &site, &reviews, &arguments.which)? else {
        return Ok(ExitCode::from(Status::Problems as u8));
    };
    let dry_run = arguments.which.dry_run;
    decision.tell(run, &reviews, Made { planned: &planned, dry_run, ok: true });
    Ok(ExitCode::SUCCESS)
}

/// The reason, if the site allows it.
fn reason(site: &Path, given: &str) -> Result<String, Failure> {
    let reason = characters::one_line(given);
    if reason.is_empty() {
        return Err(Failure::usage("`--reason` is blank").hint("say why it is not shown"));
    }
    let mut found = Diagnostics::default();
    let config = match config::find_file(site)? {
        Some(file) => config::load(file, &fsx::read(&site.join(file))?, &mut found),
        None => None,
    };
    let selection = config.unwrap_or_else(config::stand_in).selection;
    let is_listed = WITHHELD_REASONS.contains(&reason.as_str());
    if selection.completeness == Completeness::All && !is_listed {
        let near = suggest::closest(&reason, WITHHELD_REASONS);
        let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
        let message = format!(
            "the site says that it shows all reviews, and `{reason}` is no reason to withhold one"
        );
        let hint = format!("{near}one of {}", suggest::list(&WITHHELD_REASONS));
        return Err(Failure::usage(message).hint(hint));
    }
    Ok(reason)
}

/// The same change for all reviews that were asked for.
struct Decision<'a> {
    command: &'static str,
    change: Change,
    /// Whether it is so already.
    is_so: &'a dyn Fn(&Chosen) -> bool,
}

/// What came of a decision.
struct Made<'a> {
    planned: &'a [Planned],
    dry_run: bool,
    /// Whether nothing forbids what was decided.
    ok: bool,
}

/// The result, as one line of JSON.
#[derive(Serialize)]
struct Report<'a> {
    command: &'static str,
    ok: bool,
    dry_run: bool,
    reviews: Vec<Row<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<&'a str>,
}

/// A review in the result.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    path: &'a str,
    status: &'static str,
    changed: bool,
}

impl Decision<'_> {
    /// Makes it; `None` where it was refused, and told so.
    fn make(
        &self,
        run: &mut Run<'_>,
        site: &Path,
        reviews: &[Chosen],
        which: &Which,
    ) -> Result<Option<Vec<Planned>>, Failure> {
        let mut batch = Batch::default();
        for review in reviews {
            if review.status() == raw::Status::Withdrawn {
                let message = format!(
                    "`{}` was taken back by its author: nothing is left to decide",
                    review.id
                );
                batch.refuse(
                    review,
                    message,
                    "what they say anew is a review of its own: `laurels new NAME`",
                );
            } else if !(self.is_so)(review) {
                batch.add(review, self.change_of(review), None);
            }
        }
        let planned = match batch.plan() {
            Ok(planned) => planned,
            Err(problems) => {
                batch::refused(run, site, &problems);
                return Ok(None);
            }
        };
        if !which.dry_run {
            batch::put(run, disk::stage(site, &planned)?)?;
        }
        Ok(Some(planned))
    }

    /// What is changed in a review: a note that nobody has replaced stays.
    fn change_of(&self, review: &Chosen) -> Change {
        let mut change = self.change.clone();
        if let Change::Withhold(withheld) = &mut change {
            let old = review.record.keys.withheld.as_deref().and_then(|old| old.note.as_deref());
            let old = || old.map(characters::one_line).filter(|note| !note.is_empty());
            withheld.note = withheld.note.take().or_else(old);
        }
        change
    }

    fn tell(&self, run: &mut Run<'_>, reviews: &[Chosen], made: Made<'_>) {
        let Made { planned, dry_run, ok } = made;
        let status = match self.change {
            Change::Approve => "approved",
            Change::Withhold(_) => "withheld",
            Change::Withdraw(_) => "withdrawn",
            Change::Merge(_) => "merged",
        };
        let rows = reviews.iter().map(|review| Row {
            id: &review.id,
            path: &review.path,
            status,
            changed: !(self.is_so)(review),
        });
        let reviews: Vec<Row<'_>> = rows.collect();
        let diff = dry_run.then(|| batch::diff(planned));
        let lines = reviews.iter().map(|Row { id, path, changed, .. }| {
            if *changed {
                format!("{status} `{id}` in {path}")
            } else {
                format!("`{id}` is {status} already")
            }
        });
        let lines: Vec<String> = lines.collect();
        let report = Report { command: self.command, ok, dry_run, reviews, diff: diff.as_deref() };
        run.reporter.result(&report);
        if let Some(diff) = &diff {
            batch::print_diff(run, diff);
            run.reporter.say("nothing was written");
        } else {
            for line in &lines {
                run.reporter.print(line);
            }
        }
    }
}

/// What forbids publishing these reviews.
fn errors_of(
    run: &Run<'_>,
    site: &Path,
    reviews: &[Chosen],
    planned: &[Planned],
) -> Result<Vec<Diagnostic>, Failure> {
    let request = Request::new(site, run.today()?);
    let mut snapshot = pipeline::understand(pipeline::read(&request)?, &request);
    snapshot.diagnostics.sort();
    let mut by_file = BTreeMap::<&str, Vec<&Chosen>>::new();
    for review in reviews {
        by_file.entry(&review.path).or_default().push(review);
    }
    let places: Vec<_> = by_file
        .into_values()
        .flat_map(|of| {
            let new = planned.iter().find(|file| file.path == of[0].path);
            let text = new.map_or(&*of[0].text, |file| &file.new);
            let entries: Vec<_> = of.iter().map(|review| review.entry()).collect();
            let lines = edit::lines_of(File { text, ..of[0].file() }, &entries);
            of.into_iter().map(|review| review.path.as_str()).zip(lines)
        })
        .collect();
    let is_of_them = |problem: &&Diagnostic| {
        problem.place.as_ref().is_some_and(|place| {
            let line = place.span.map_or(1, |span| span.start.line);
            places.iter().any(|(path, lines)| *path == place.path && lines.contains(&line))
        })
    };
    let errors = snapshot.diagnostics.as_slice().iter();
    let errors = errors.filter(|problem| problem.severity == Severity::Error);
    Ok(errors.filter(is_of_them).cloned().collect())
}
