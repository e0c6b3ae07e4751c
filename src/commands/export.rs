//! `laurels export`: all records as one table, under the names that `laurels import` knows.
//!
//! What is private stays in the files: a name that is not shown in full is not exported in full, and
//! evidence, notes and reasons are not exported at all.

use std::collections::BTreeMap;
use std::process::ExitCode;

use serde_json::{Map, Value};

use super::{Failure, Outcome, Run, Status};
use crate::cli::{Export, ExportFormat};
use crate::content::{self, Input, Record, RecordFile, raw};
use crate::diag::{Diagnostics, Severity};
use crate::fsx;
use crate::import::field::Field;
use crate::import::value::text::guarded;
use crate::model::Author;
use crate::model::id::Id;
use crate::model::rating::plain_number;
use crate::pipeline::{self, Request, Snapshot};
use crate::yaml::Text;

/// The columns, in their order.
const COLUMNS: [Field; 30] = [
    Field::Own,
    Field::Status,
    Field::Author,
    Field::Role,
    Field::Company,
    Field::Location,
    Field::AuthorUrl,
    Field::Rating,
    Field::Scale,
    Field::Recommended,
    Field::Recommend,
    Field::Title,
    Field::BodyMarkdown,
    Field::Pros,
    Field::Cons,
    Field::Item,
    Field::Experienced,
    Field::Date,
    Field::Updated,
    Field::Language,
    Field::Platform,
    Field::Id,
    Field::Url,
    Field::Basis,
    Field::Verified,
    Field::Incentivized,
    Field::ReplyMarkdown,
    Field::ReplyBy,
    Field::ReplyDate,
    Field::Tags,
];

/// What a column is called: as `laurels import` finds it.
fn header(field: Field) -> &'static str {
    match field {
        Field::Id => "source_id",
        field => field.known().word,
    }
}

/// Runs the command.
pub(crate) fn run(run: &mut Run<'_>, arguments: &Export) -> Outcome {
    let site = run.site()?;
    let request = Request { names: true, ..Request::new(&site, run.today()?) };
    let snapshot = pipeline::understand(pipeline::read(&request)?, &request);
    let shown = shown(&snapshot);
    let mut problems = Diagnostics::default();
    let inputs = content::scan_reviews(&site, &mut problems);
    let mut rows = Vec::new();
    for Input { path, kind, bytes, .. } in inputs.files {
        let read = content::reviews(&RecordFile { file: 0, kind, bytes }, &path);
        problems.extend(read.problems.into_vec());
        rows.extend(read.records.into_iter().map(|record| row(record, &path, &shown)));
    }
    problems.sort();
    let errors: Vec<_> =
        problems.into_vec().into_iter().filter(|one| one.severity == Severity::Error).collect();
    if run.report(&site, &errors, false) {
        run.reporter.say("nothing was exported: a record that cannot be read would be missing");
        return Ok(ExitCode::from(Status::Problems as u8));
    }
    let text = match arguments.to {
        ExportFormat::Csv => csv(&rows)?,
        ExportFormat::Json => json(&rows)?,
    };
    match &arguments.out {
        Some(out) => {
            fsx::replace(&run.current_dir.join(out), text.as_bytes())?;
            run.reporter.print(&format!("wrote {} with {} reviews", out.display(), rows.len()));
        }
        None => run.reporter.document(&text),
    }
    Ok(ExitCode::SUCCESS)
}

/// Who said each review, as far as that is shown: reduced by the site, or by what its author agreed to.
type Shown<'a> = BTreeMap<(&'a str, Option<u32>), &'a Author>;

fn shown(snapshot: &Snapshot) -> Shown<'_> {
    let mut shown = Shown::new();
    for review in &snapshot.model.reviews {
        let path = snapshot.paths.get(review.source.file as usize).map_or("", String::as_str);
        shown.insert((path, review.source.entry), &review.author);
    }
    shown
}

type Row = [String; COLUMNS.len()];

fn row(record: Record<raw::Review>, path: &str, shown: &Shown<'_>) -> Row {
    let id = Id::of(&record.keys, path, record.source.entry).word.unwrap_or_default();
    let keys = *record.keys;
    let body = record.body.or(keys.body.map(|body| body.0)).unwrap_or_default();
    let nobody = Author::default();
    let author = shown.get(&(path, record.source.entry)).copied().unwrap_or(&nobody);
    let source = keys.source.unwrap_or_default().0;
    let reply = keys.reply.0;
    let text =
        |text: &Option<Text>| text.as_ref().map(|text| text.trim().to_owned()).unwrap_or_default();
    let lines = |all: &[Text]| all.iter().map(|one| one.trim()).collect::<Vec<_>>().join("\n");
    let number = |number: f64| plain_number(number).into_owned();
    let line = |text: &Option<String>| text.clone().unwrap_or_default();
    let yes = |is: bool| if is { "yes".to_owned() } else { String::new() };
    COLUMNS.map(|field| match field {
        Field::Own => id.clone(),
        Field::Status => keys.status.unwrap_or_default().word().to_owned(),
        Field::Author => line(&author.name),
        Field::Role => line(&author.role),
        Field::Company => line(&author.company),
        Field::Location => line(&author.location),
        Field::AuthorUrl => {
            author.url.as_ref().map(|url| url.as_str().to_owned()).unwrap_or_default()
        }
        Field::Rating => keys.rating.map(|rating| number(rating.value)).unwrap_or_default(),
        Field::Scale => keys.rating.and_then(|rating| rating.scale).map(number).unwrap_or_default(),
        Field::Recommended => keys.recommended.map(|up| up.to_string()).unwrap_or_default(),
        Field::Recommend => keys.recommend.map(|score| score.to_string()).unwrap_or_default(),
        Field::Title => text(&keys.title),
        Field::BodyMarkdown => body.trim().to_owned(),
        Field::Pros => lines(&keys.pros),
        Field::Cons => lines(&keys.cons),
        Field::Item => text(&keys.item),
        Field::Experienced => text(&keys.experienced),
        Field::Date => text(&keys.date),
        Field::Updated => text(&keys.updated),
        Field::Language => text(&keys.language),
        Field::Platform => {
            source.platform.as_ref().map_or(raw::DEFAULT_PLATFORM, |word| word.trim()).to_owned()
        }
        Field::Id => text(&source.id),
        Field::Url => text(&source.url),
        Field::Basis => source.basis.map(raw::Basis::word).unwrap_or_default().to_owned(),
        Field::Verified => {
            let method = keys.verified.as_ref().and_then(|verified| verified.method);
            let made = method.filter(|method| *method != raw::VerificationMethod::None);
            made.map(raw::VerificationMethod::word).unwrap_or_default().to_owned()
        }
        Field::Incentivized => yes(keys.incentive.is_some()),
        Field::ReplyMarkdown => {
            reply.iter().map(|one| text(&one.text)).collect::<Vec<_>>().join("\n\n")
        }
        Field::ReplyBy => reply.first().map(|one| text(&one.by)).unwrap_or_default(),
        Field::ReplyDate => reply.first().map(|one| text(&one.date)).unwrap_or_default(),
        Field::Tags => lines(&keys.tags),
        _ => String::new(),
    })
}

/// A table. A cell that a spreadsheet would take for a formula is guarded.
fn csv(rows: &[Row]) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let broken =
        |error: csv::Error| Failure::environment(format!("the table cannot be made: {error}"));
    writer.write_record(COLUMNS.map(header)).map_err(broken)?;
    for row in rows {
        writer
            .write_record(row.each_ref().map(|cell| guarded(cell).into_owned()))
            .map_err(broken)?;
    }
    let bytes = writer.into_inner().map_err(|error| broken(error.into_error().into()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A list of objects; what is blank is left out.
fn json(rows: &[Row]) -> Result<String, Failure> {
    let object = |row: &Row| -> Value {
        let pairs = COLUMNS.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
        Value::Object(
            pairs
                .map(|(field, cell)| (header(*field).to_owned(), Value::from(cell.as_str())))
                .collect::<Map<_, _>>(),
        )
    };
    let all: Vec<Value> = rows.iter().map(object).collect();
    let text = serde_json::to_string_pretty(&serde_json::json!({ "reviews": all }));
    text.map(|text| text + "\n").map_err(|error| Failure::environment(error.to_string()))
}
