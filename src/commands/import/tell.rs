//! What became of every row.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::commands::Run;
use crate::content::raw;
use crate::diag::print::Sources;
use crate::diag::{Diagnostic, Place};
use crate::edit;
use crate::edit::disk::Planned;
use crate::fsx;
use crate::import::format::{Columns, Skip};
use crate::import::source::Input;
use crate::import::{Import, Outcome, Record, Survey, formats};
use crate::reporter::Volume;

/// So many records are shown before they are written.
const SHOWN: usize = 3;

/// So many lines are named for each reason where nobody asks for all.
const LINES: usize = 5;

/// Counts rows.
pub(super) struct Tally<'a> {
    import: &'a Import<'a>,
    survey: &'a Survey,
    input: usize,
    read: u64,
    imported: u64,
    unchanged: u64,
    link_only: u64,
    updated: Vec<Updated>,
    skipped: Vec<Skipped>,
    told: Vec<Diagnostic>,
    kept: Vec<Kept>,
    first: Vec<raw::Review>,
}

/// A row that is not imported.
#[derive(Clone, Debug, Serialize)]
struct Skipped {
    path: String,
    line: u64,
    code: &'static str,
    reason: &'static str,
}

/// A record that was changed.
#[derive(Clone, Debug, Serialize)]
struct Updated {
    path: String,
    line: u64,
    status: &'static str,
    keys: Vec<&'static str>,
}

/// What the platform has changed, and the owner too.
#[derive(Clone, Debug, Serialize)]
struct Kept {
    path: String,
    line: u64,
    keys: Vec<String>,
}

/// What is written, or would be.
pub(super) struct Written<'a> {
    /// Files that change, or are new.
    pub(super) planned: &'a [Planned],
    /// A list that is new.
    pub(super) list: Option<&'a str>,
    /// The ids of items that are added.
    pub(super) items: &'a [String],
    /// Whether nothing is.
    pub(super) dry_run: bool,
}

#[derive(Serialize)]
struct Report<'a> {
    command: &'static str,
    ok: bool,
    dry_run: bool,
    import_format: &'static str,
    files: Vec<OfFile<'a>>,
    read: u64,
    imported: u64,
    updated: u64,
    unchanged: u64,
    skipped: u64,
    link_only: u64,
    skips: &'a [Skipped],
    updates: &'a [Updated],
    kept: &'a [Kept],
    items: &'a [String],
    written: Vec<&'a str>,
}

#[derive(Serialize)]
struct OfFile<'a> {
    path: &'a str,
    shape: &'static str,
    encoding: Option<&'static str>,
    rows: u64,
    columns: BTreeMap<&'static str, Vec<&'a str>>,
    unknown: Vec<&'a str>,
    private: Vec<&'a str>,
}

impl<'a> Tally<'a> {
    /// Begins to count.
    pub(super) fn new(import: &'a Import<'a>, survey: &'a Survey) -> Self {
        Self {
            import,
            survey,
            input: 0,
            read: 0,
            imported: 0,
            unchanged: 0,
            link_only: 0,
            updated: Vec::new(),
            skipped: Vec::new(),
            told: Vec::new(),
            kept: Vec::new(),
            first: Vec::new(),
        }
    }

    /// Takes a row; its record, if it has become one.
    pub(super) fn see(&mut self, input: &Input, outcome: Outcome) -> Option<Box<Record>> {
        self.read += 1;
        self.input =
            self.import.inputs.iter().position(|own| own.shown == input.shown).unwrap_or_default();
        match outcome {
            Outcome::Skipped { line, skip } => {
                self.skip(line, skip);
                None
            }
            Outcome::Record(record) => {
                let told = record.told.iter();
                self.told.extend(told.map(|what| {
                    Diagnostic::warning("import-value", what).at(input.at(record.line))
                }));
                self.link_only += u64::from(record.is_link_only);
                Some(record)
            }
        }
    }

    /// A row is a new record.
    pub(super) fn imported(&mut self, record: &Record) {
        self.imported += 1;
        if self.first.len() < SHOWN {
            self.first.push((*record.review).clone());
        }
    }

    /// A row says what is there already.
    pub(super) fn unchanged(&mut self) {
        self.unchanged += 1;
    }

    /// A row is of a review that its author has taken back.
    pub(super) fn withdrawn(&mut self, line: u64) {
        self.skip(line, Skip::Withdrawn);
    }

    /// A line of the export that was read last.
    pub(super) fn at(&self, line: u64) -> Place {
        self.import.inputs.get(self.input).map_or_else(|| Place::file(""), |input| input.at(line))
    }

    /// A record was changed.
    pub(super) fn updated(
        &mut self,
        path: &str,
        line: u64,
        status: raw::Status,
        keys: &[&'static str],
    ) {
        let keys = keys.to_vec();
        self.updated.push(Updated { path: path.to_owned(), line, status: status.word(), keys });
    }

    /// What the owner has changed stays.
    pub(super) fn kept(&mut self, path: &str, line: u64, keys: &[String]) {
        if !keys.is_empty() {
            self.kept.push(Kept { path: path.to_owned(), line, keys: keys.to_vec() });
        }
    }

    /// What else is to be said.
    pub(super) fn told(&mut self, told: Vec<Diagnostic>) {
        self.told.extend(told);
    }

    fn skip(&mut self, line: u64, skip: Skip) {
        let path = self
            .import
            .inputs
            .get(self.input)
            .map_or_else(String::new, |input| input.shown.clone());
        self.skipped.push(Skipped { path, line, code: skip.word(), reason: skip.reason() });
    }

    /// Says it.
    pub(super) fn tell(
        &mut self,
        run: &mut Run<'_>,
        site: &Path,
        &Written { planned, list, items, dry_run }: &Written<'_>,
    ) {
        self.warn_of_files();
        let told = std::mem::take(&mut self.told);
        run.reporter.diagnostics(&told, &OfSite(site));
        let written = planned.iter().map(|file| file.path.as_str());
        let written: Vec<&str> = written.chain(list).collect();
        let files = self.import.inputs.iter().zip(self.survey.files());
        run.reporter.result(&Report {
            command: "import",
            ok: true,
            dry_run,
            import_format: self.import.format.about().name,
            files: files.map(|(input, of)| of_file(input, &of.columns, of.rows)).collect(),
            read: self.read,
            imported: self.imported,
            updated: self.updated.len() as u64,
            unchanged: self.unchanged,
            skipped: self.skipped.len() as u64,
            link_only: self.link_only,
            skips: &self.skipped,
            updates: &self.updated,
            kept: &self.kept,
            items,
            written: written.clone(),
        });
        for (input, of) in self.import.inputs.iter().zip(self.survey.files()) {
            self.columns(run, input, &of.columns);
        }
        if dry_run {
            for review in &self.first {
                run.reporter.print(edit::entry(review).trim_end());
            }
        }
        self.summary(run, items);
        if dry_run {
            run.reporter.say("nothing was written");
        } else {
            for path in &written {
                run.reporter.print(&format!("wrote {path}"));
            }
        }
    }

    /// What is to be known of the files themselves.
    fn warn_of_files(&mut self) {
        for (input, of) in self.import.inputs.iter().zip(self.survey.files()) {
            if of.rows == 0 {
                let problem = Diagnostic::warning("import-empty", "this file has no reviews");
                self.told.push(problem.at(Place::file(&input.shown)));
            }
            let warn = |message: String, hint: &str| {
                let place = Place::file(&input.shown);
                Diagnostic::warning("import-encoding", message).at(place).hint(hint)
            };
            let Some(encoded) = input.encoded() else { continue };
            if encoded.guessed {
                let message =
                    format!("this file is not UTF-8; it was read as {}", encoded.form.name());
                self.told.push(warn(
                    message,
                    "look at its accents, or say its encoding, such as `--encoding windows-1250`",
                ));
            }
            if encoded.damaged > 0 {
                let message = format!(
                    "{} characters of this file are damaged, and shown as `\u{fffd}`",
                    encoded.damaged
                );
                self.told.push(warn(message, "export it again, or mend the records by hand"));
            }
            if encoded.looks_double_encoded && !self.import.settings.fix_mojibake {
                let message =
                    "texts of this file seem to be encoded twice, such as `cafÃ©`".to_owned();
                self.told.push(warn(message, "`--fix-mojibake` mends them"));
            }
        }
    }

    /// Which column is which field.
    fn columns(&self, run: &mut Run<'_>, input: &Input, columns: &Columns) {
        let about = self.import.format.about();
        run.reporter.say(&format!(
            "{}: {}, {}, {}",
            input.shown,
            about.title,
            input.shape.word(),
            about.standing.word()
        ));
        let used: Vec<String> =
            columns.used.iter().map(|(field, name)| format!("{field} = `{name}`")).collect();
        if !used.is_empty() {
            run.reporter.say(&format!("  {}", used.join(", ")));
        }
        let list = |names: &std::collections::BTreeSet<String>| {
            names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        };
        if !columns.unknown.is_empty() {
            run.reporter.say(&format!("  not imported: {}", list(&columns.unknown)));
        }
        if !columns.private.is_empty() {
            run.reporter
                .say(&format!("  never imported, being private: {}", list(&columns.private)));
        }
    }

    fn summary(&self, run: &mut Run<'_>, items: &[String]) {
        let (updated, skipped) = (self.updated.len(), self.skipped.len());
        run.reporter.print(&format!(
            "{} read: {} imported, {updated} updated, {} unchanged, {skipped} skipped",
            number(self.read, "row"),
            self.imported,
            self.unchanged
        ));
        for skip in Skip::ALL {
            let of: Vec<&Skipped> =
                self.skipped.iter().filter(|one| one.code == skip.word()).collect();
            if of.is_empty() {
                continue;
            }
            let is_all = run.reporter.settings().volume == Volume::Verbose;
            let most = if is_all { of.len() } else { LINES };
            let named: Vec<String> = of.iter().take(most).map(|one| one.line.to_string()).collect();
            let more = if of.len() > most {
                format!(" and {} more", of.len() - most)
            } else {
                String::new()
            };
            let lines = if of.len() == 1 { "line" } else { "lines" };
            run.reporter.say(&format!(
                "  skipped {}: {} ({lines} {}{more})",
                of.len(),
                skip.reason(),
                named.join(", ")
            ));
        }
        for kept in &self.kept {
            run.reporter.say(&format!(
                "  kept as you have it: {} in {} (line {} says something else)",
                kept.keys.join(", "),
                kept.path,
                kept.line
            ));
        }
        let decided = self.updated.iter().filter(|one| one.status == "approved").count();
        if decided > 0 {
            run.reporter.say(&format!("  read again what is approved and was updated: {decided}"));
        }
        if self.link_only > 0 {
            run.reporter.say(&format!(
                "  kept as links, without their words: {}; the terms of most platforms forbid keeping those; \
                 with a permission, `--permission author-permission` or `--permission platform-licence` keeps them",
                self.link_only
            ));
        }
        if !items.is_empty() {
            run.reporter.say(&format!("  added to the items: {}", items.join(", ")));
        }
    }

    /// What is to be done next.
    pub(super) fn next(&self, run: &mut Run<'_>) {
        if self.imported > 0 {
            run.reporter.say("next: `laurels list --status pending` shows them, and `laurels approve ID…` publishes them");
        }
    }
}

fn of_file<'a>(input: &'a Input, columns: &'a Columns, rows: u64) -> OfFile<'a> {
    let mut used: BTreeMap<&'static str, Vec<&str>> = BTreeMap::new();
    for (field, name) in &columns.used {
        used.entry(field.known().word).or_default().push(name);
    }
    OfFile {
        path: &input.shown,
        shape: input.shape.word(),
        encoding: input.encoded().map(|encoded| encoded.form.name()),
        rows,
        columns: used,
        unknown: columns.unknown.iter().map(String::as_str).collect(),
        private: columns.private.iter().map(String::as_str).collect(),
    }
}

/// The files of the site that messages are about. Of an export no line is shown: it may have an address of
/// mail beside what is wrong, and messages are kept.
pub(super) struct OfSite<'a>(pub(super) &'a Path);

impl Sources for OfSite<'_> {
    fn text(&self, path: &str) -> Option<String> {
        let bytes = path.starts_with("content/").then(|| fsx::read(&self.0.join(path)))?.ok()?;
        String::from_utf8(bytes).ok()
    }
}

fn number(count: u64, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// All formats, and how well each is known.
pub(super) fn list(run: &mut Run<'_>) {
    let all: Vec<serde_json::Value> = formats::ALL
        .iter()
        .map(|format| {
            let about = format.about();
            serde_json::json!({
                "name": about.name, "title": about.title, "from": about.from, "standing": about.standing.word(),
            })
        })
        .collect();
    run.reporter.result(&serde_json::json!({ "command": "import", "ok": true, "formats": all }));
    for format in formats::ALL {
        let about = format.about();
        run.reporter.print(&format!(
            "{:<20} {:<13} {} ({})",
            about.name,
            about.standing.word(),
            about.title,
            about.from
        ));
    }
    run.reporter.say("`laurels import auto FILE` finds out which one a file is; `--dry-run` shows what would come of it");
}
