//! `laurels import`: brings reviews home.
//!
//! | file | what it does |
//! | --- | --- |
//! | `known` | what the site has already, by which a row is recognised |
//! | `merge` | what of a newer export goes into a record that its owner may have changed |
//! | `pictures` | photos that are taken from the web, where the owner says so |
//! | `target` | where new records are written |
//! | `tell` | what became of every row |

mod known;
mod merge;
mod pictures;
mod target;
mod tell;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use self::known::Known;
use self::merge::Updates;
use self::target::Target;
use self::tell::{Tally, Written};
use super::batch;
use super::{Failure, Outcome, Run, Status};
use crate::cli::Import as Arguments;
use crate::clock;
use crate::content::raw;
use crate::diag::Diagnostic;
use crate::edit::disk;
use crate::import::format::Format as ExportFormat;
use crate::import::source::{Asked, Fault, Input};
use crate::import::value::date;
use crate::import::{self, Import, Settings, formats};
use crate::reporter::Format;

/// Runs the command.
pub(crate) fn run(run: &mut Run<'_>, arguments: &Arguments) -> Outcome {
    if arguments.list {
        tell::list(run);
        return Ok(ExitCode::SUCCESS);
    }
    let site = run.site()?;
    let settings = settings(run, arguments)?;
    match import(run, &site, arguments, &settings) {
        Ok(code) => Ok(code),
        Err(Stop::Failure(failure)) => Err(failure),
        Err(Stop::Problems(mut problems)) => {
            seen_from_here(run, &mut problems);
            run.reporter.diagnostics(&problems, &tell::OfSite(&site));
            run.reporter.say("nothing was written");
            Ok(ExitCode::from(Status::Problems as u8))
        }
    }
}

/// Names files of the site as they are seen from the current folder.
fn seen_from_here(run: &Run<'_>, problems: &mut [Diagnostic]) {
    let folder = super::folder(run.global, run.current_dir);
    if folder.is_empty() || run.reporter.settings().format == Format::Json {
        return;
    }
    let places = problems.iter_mut().filter_map(|problem| problem.place.as_mut());
    for place in places.filter(|place| place.path.starts_with("content/")) {
        place.path = format!("{}/{}", folder.trim_end_matches('/'), place.path);
    }
}

/// Why nothing is written.
enum Stop {
    /// What was asked for cannot be done.
    Failure(Failure),
    /// The export, or the site, has faults.
    Problems(Vec<Diagnostic>),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl From<crate::fsx::Error> for Stop {
    fn from(error: crate::fsx::Error) -> Self {
        Self::Failure(error.into())
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Content(problem) => Self::Problems(vec![*problem]),
            Fault::File(error) => Self::Failure(error.into()),
        }
    }
}

/// So many rows are read before it is said how many there were.
const PROGRESS: u64 = 20_000;

fn import(
    run: &mut Run<'_>,
    site: &Path,
    arguments: &Arguments,
    settings: &Settings,
) -> Result<ExitCode, Stop> {
    let (format, inputs) = open(run, arguments)?;
    let import = Import { format, inputs, settings };
    let survey = import.survey()?;
    let mut known = Known::read(site)?;
    let mut tally = Tally::new(&import, &survey);
    let mut target = Target::choose(site, arguments, format.about().name)?;
    let mut updates = Updates::default();
    let mut items: BTreeMap<String, raw::Item> = BTreeMap::new();
    let mut rows = 0_u64;
    import.records(&survey, &mut |input, outcome| {
        rows += 1;
        if rows.is_multiple_of(PROGRESS) {
            run.reporter.progress(&format!("{rows} rows read"));
        }
        let Some(record) = tally.see(input, outcome) else { return Ok(()) };
        let mut record = *record;
        if let Some(item) = &record.item
            && let Some(id) = known.missing_item(item)
        {
            items.entry(id).or_insert_with(|| item.clone());
        }
        match known.find(&record) {
            None => {
                if let Some(id) = &mut record.review.id {
                    id.0 = known.free(&id.0);
                }
                tally.imported(&record);
                target.add(*record.review)
            }
            Some(there) => {
                updates.add(there, record, &mut tally);
                Ok(())
            }
        }
    })?;
    run.reporter.progress("");
    let items = known.with_items(items.into_values().collect())?;
    let mut planned = updates.plan(site, &mut tally)?;
    let new_list = target.new_list();
    let finished = target.finish(&mut planned)?;
    tally.told(finished.told);
    planned.splice(0..0, items.planned);
    let written = Written {
        planned: &planned,
        list: new_list.as_deref(),
        items: &items.added,
        dry_run: arguments.dry_run,
    };
    if !arguments.dry_run {
        let changes = disk::stage_with(site, &planned, finished.written).map_err(Failure::from)?;
        batch::put(run, changes)?;
    }
    tally.tell(run, site, &written);
    if arguments.dry_run {
        return Ok(ExitCode::SUCCESS);
    }
    tally.next(run);
    Ok(ExitCode::SUCCESS)
}

/// The format, and the files that can be read as such.
fn open(
    run: &Run<'_>,
    arguments: &Arguments,
) -> Result<(&'static dyn ExportFormat, Vec<Input>), Stop> {
    let asked = asked(arguments)?;
    let mut inputs = Vec::with_capacity(arguments.files.len());
    for file in &arguments.files {
        let shown = file.to_string_lossy().replace('\\', "/");
        inputs.push(Input::open(&run.current_dir.join(file), &shown, &asked)?);
    }
    let name = arguments.from.as_deref().unwrap_or("auto");
    if name != "auto" {
        return Ok((named(name)?, inputs));
    }
    let mut found: Option<&'static dyn ExportFormat> = None;
    for input in &inputs {
        let Some(format) = import::recognised(input)? else {
            return Err(unrecognised(input)?.into());
        };
        if let Some(other) = found.filter(|other| other.about().name != format.about().name) {
            let message = format!(
                "`{}` is of the format {}, and those before it of {}",
                input.shown,
                format.about().name,
                other.about().name
            );
            return Err(Failure::usage(message)
                .hint("import the files of each format apart")
                .into());
        }
        found = Some(format);
    }
    found.map(|format| (format, inputs)).ok_or_else(|| Failure::usage("no file was given").into())
}

fn named(name: &str) -> Result<&'static dyn ExportFormat, Failure> {
    formats::named(name).ok_or_else(|| {
        let names = formats::ALL.iter().map(|format| format.about().name);
        let failure = Failure::usage(format!("there is no format `{name}`"));
        failure.hint(crate::diag::suggest::closest(name, names).map_or_else(
            || "`laurels import --list` shows all; `auto` finds out".to_owned(),
            |near| format!("did you mean `{near}`? `laurels import --list` shows all"),
        ))
    })
}

fn unrecognised(input: &Input) -> Result<Failure, Fault> {
    let names: Vec<String> =
        input.paths()?.names.iter().take(12).map(|name| format!("`{name}`")).collect();
    let message =
        format!("nothing in `{}` tells which format it is ({})", input.shown, input.shape.word());
    Ok(Failure::usage(message).hint(format!(
        "name the columns, such as `laurels import csv FILE --map author=Reviewer,rating=Stars,body=Text`; there are {}",
        names.join(", ")
    )))
}

fn asked(arguments: &Arguments) -> Result<Asked, Failure> {
    let reading = &arguments.reading;
    let delimiter = match reading.delimiter.as_deref() {
        None => None,
        Some("tab" | "\t" | "\\t") => Some(b'\t'),
        Some(other) => match other.as_bytes() {
            [one] if !one.is_ascii_alphanumeric() && !matches!(one, b'"' | b'\r' | b'\n') => {
                Some(*one)
            }
            _ => {
                let message =
                    format!("`--delimiter {other}` is no character that can stand between cells");
                return Err(Failure::usage(message).hint("use `,`, `;`, `|` or `tab`"));
            }
        },
    };
    Ok(Asked {
        encoding: reading.encoding.clone(),
        delimiter,
        sheet: reading.sheet.clone(),
        is_lines: arguments.from.as_deref() == Some("jsonl"),
    })
}

fn settings(run: &Run<'_>, arguments: &Arguments) -> Result<Settings, Failure> {
    let (reading, about) = (&arguments.reading, &arguments.about);
    let mapping = import::mapping(&arguments.map).map_err(|reason| {
        Failure::usage(reason).hint("for example `--map author=Reviewer,rating=Stars,body=Text`")
    })?;
    let day = |text: &String| {
        clock::parse_day(text)
            .map_err(|reason| Failure::usage(format!("`--as-of {text}`: {reason}")))
    };
    let as_of = reading.as_of.as_ref().map(day).transpose()?;
    let format = reading.date_format.as_deref().map(date::Format::named).transpose();
    let days = date::Asked { format: format.map_err(Failure::usage)?, as_of };
    if let Some(scale) = reading.scale.filter(|scale| !(2.0..=100.0).contains(scale)) {
        return Err(Failure::usage(format!("`--scale {scale}` is not from 2 to 100")));
    }
    if let Some(item) = about.item.as_deref()
        && let Some(fault) = crate::model::slug::fault(item)
    {
        return Err(Failure::usage(format!("`--item {item}` cannot be an id: {fault}")));
    }
    Ok(Settings {
        mapping,
        scale: reading.scale,
        days,
        today: run.today()?,
        include_unpublished: arguments.rows.include_unpublished,
        keep_duplicates: arguments.rows.keep_duplicates,
        fix_mojibake: reading.fix_mojibake,
        permission: arguments.permission.map(Into::into),
        platform: about.platform.clone(),
        author: about.author.clone(),
        item: about.item.clone(),
    })
}
