//! The only way to print.
//!
//! Results go to the standard output, messages to the standard error; with `--format json` the
//! standard output is JSON lines and nothing else. `-q` hides everything that does not change the
//! exit status, but never a result. What people read is made safe for a terminal first, because it
//! quotes what strangers wrote; only [`Reporter::document`] leaves its text alone.
//!
//! A reader who goes away early (`laurels list | head`) is no failure: nothing more is written to
//! that stream and the run ends as it would have. Any other failure to write is kept for
//! [`Reporter::finish`], so that no call in between has to deal with it.

mod settings;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Write};

use serde::Serialize;

pub use self::settings::{ColorChoice, Format, Settings, Volume, colour};
use crate::diag::print::{Sources, github, human, json, safe_lines, short};
use crate::diag::{Diagnostic, Severity};

/// Prints problems, results and how the run goes.
pub struct Reporter<'a> {
    out: Stream<'a>,
    err: Stream<'a>,
    settings: Settings,
    failure: Option<io::Error>,
}

impl<'a> Reporter<'a> {
    /// Makes a reporter that prints results to `out` and messages to `err`.
    pub fn new(out: &'a mut dyn Write, err: &'a mut dyn Write, settings: Settings) -> Self {
        Self { out: Stream::new(out), err: Stream::new(err), settings, failure: None }
    }

    /// How this reporter prints.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Prints problems: to the standard output in JSON, else to the standard error.
    ///
    /// JSON always lists all of them; the other forms leave out what `-q` hides.
    pub fn diagnostics(&mut self, diagnostics: &[Diagnostic], sources: &dyn Sources) {
        let shown: Cow<'_, [Diagnostic]> = match self.settings.volume {
            Volume::Quiet => diagnostics.iter().filter(|one| self.matters(one)).cloned().collect(),
            Volume::Normal | Volume::Verbose => diagnostics.into(),
        };
        let folder = &self.settings.folder;
        let text = match self.settings.format {
            Format::Json => return self.json(json::render(diagnostics)),
            Format::Human => human::render(&shown, sources, self.look()),
            Format::Short => short::render(&shown, folder),
            Format::Github => github::render(&shown, folder),
        };
        self.err.write(&text, &mut self.failure);
    }

    /// Says how the run goes, on a line of the standard error; nothing when quiet or in JSON.
    pub fn say(&mut self, text: &str) {
        if self.settings.volume != Volume::Quiet && self.settings.format != Format::Json {
            self.err.write(&format!("{}\n", safe_lines(text)), &mut self.failure);
        }
    }

    /// Shows how far the run is, in place of what was shown before; on a terminal only, and gone with
    /// the next line.
    pub fn progress(&mut self, text: &str) {
        let is_shown =
            self.settings.volume != Volume::Quiet && self.settings.format == Format::Human;
        if let Some(width) = self.settings.width.filter(|_| is_shown) {
            let text: String = safe_lines(text).chars().take(width.saturating_sub(1)).collect();
            let wipe = " ".repeat(width.saturating_sub(1));
            self.err.write(&format!("\r{wipe}\r{text}"), &mut self.failure);
        }
    }

    /// Prints a result for people, on a line of the standard output; nothing in JSON.
    pub fn print(&mut self, text: &str) {
        if self.settings.format != Format::Json {
            self.out.write(&format!("{}\n", safe_lines(text)), &mut self.failure);
        }
    }

    /// Prints a result for programs: in JSON the one line `{"type":"result", …}` with the fields of
    /// `value`, a struct or a map without a `type`; nothing in the other forms.
    pub fn result(&mut self, value: &impl Serialize) {
        if self.settings.format == Format::Json {
            let line = serde_json::to_string(&ResultLine { r#type: "result", value });
            self.json(line.map(|line| line + "\n"));
        }
    }

    /// Prints a document that is the same in every form (a schema, a manual page, a snippet to
    /// paste) to the standard output, unchanged to the byte.
    pub fn document(&mut self, text: &str) {
        self.out.write(text, &mut self.failure);
    }

    /// Ends the printing.
    ///
    /// # Errors
    ///
    /// The first failure to write, unless the reader had gone away.
    pub fn finish(self) -> io::Result<()> {
        self.failure.map_or(Ok(()), Err)
    }

    fn look(&self) -> human::Look<'_> {
        human::Look {
            colour: self.settings.colour,
            everything: self.settings.volume == Volume::Verbose,
            width: self.settings.width,
            folder: &self.settings.folder,
        }
    }

    /// Whether a problem changes the exit status.
    fn matters(&self, diagnostic: &Diagnostic) -> bool {
        match diagnostic.severity {
            Severity::Error => true,
            Severity::Warning => self.settings.strict,
            Severity::Note => false,
        }
    }

    fn json(&mut self, lines: serde_json::Result<String>) {
        match lines {
            Ok(lines) => self.out.write(&lines, &mut self.failure),
            Err(failure) => keep(&mut self.failure, failure.into()),
        }
    }
}

fn keep(first: &mut Option<io::Error>, failure: io::Error) {
    if failure.kind() != io::ErrorKind::BrokenPipe {
        first.get_or_insert(failure);
    }
}

#[derive(Serialize)]
struct ResultLine<'a, T> {
    r#type: &'static str,
    #[serde(flatten)]
    value: &'a T,
}

/// A stream that is left alone after its first failure.
struct Stream<'a> {
    to: Option<&'a mut dyn Write>,
}

impl<'a> Stream<'a> {
    fn new(to: &'a mut dyn Write) -> Self {
        Self { to: Some(to) }
    }

    /// Writes at once, so that the two streams stay in order on a terminal.
    fn write(&mut self, text: &str, first: &mut Option<io::Error>) {
        let Some(to) = &mut self.to else { return };
        if let Err(failure) = to.write_all(text.as_bytes()).and_then(|()| to.flush()) {
            self.to = None;
            keep(first, failure);
        }
    }
}

/// Counts problems for a closing line: "2 errors and 1 warning in 3 files", or "no problems".
///
/// Notes are no problems; problems without a file add no file.
pub fn counts(diagnostics: &[Diagnostic]) -> String {
    let of = |severity| diagnostics.iter().filter(move |one| one.severity == severity).count();
    let kinds = [(of(Severity::Error), "error"), (of(Severity::Warning), "warning")];
    let numbers: Vec<String> =
        kinds.iter().filter(|(n, _)| *n > 0).map(|(n, word)| number(*n, word)).collect();
    if numbers.is_empty() {
        return "no problems".to_owned();
    }
    let problems = diagnostics.iter().filter(|one| one.severity != Severity::Note);
    let files: BTreeSet<&str> =
        problems.filter_map(|one| Some(one.place.as_ref()?.path.as_str())).collect();
    let numbers = numbers.join(" and ");
    match files.len() {
        0 => numbers,
        n => format!("{numbers} in {}", number(n, "file")),
    }
}

fn number(n: usize, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::diag::Place;

    struct NoText;

    impl Sources for NoText {
        fn text(&self, _: &str) -> Option<String> {
            None
        }
    }

    /// A stream that fails, and counts how often it was tried.
    struct Failing(io::ErrorKind, usize);

    impl Write for Failing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            self.1 += 1;
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn problems() -> Vec<Diagnostic> {
        vec![
            Diagnostic::error("one", "first").at(Place::file("a.md")),
            Diagnostic::warning("two", "second").at(Place::file("b.md")),
            Diagnostic::note("three", "third"),
        ]
    }

    /// What a run with all kinds of output prints to each stream.
    fn run(settings: Settings) -> (String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut reporter = Reporter::new(&mut out, &mut err, settings);
        reporter.say("start \u{1b}[2J");
        reporter.diagnostics(&problems(), &NoText);
        reporter.print("found\tone\u{9b}");
        reporter.result(&BTreeMap::from([("found", 1)]));
        reporter.document("<p>\r\n");
        reporter.finish().unwrap();
        (String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    #[test]
    fn each_form_has_its_streams() {
        let form = |format| run(Settings { format, ..Settings::default() });
        let results = "found\tone�\n<p>\r\n";

        let (out, err) = form(Format::Human);
        assert_eq!(out, results);
        let human = "start ␛[2J\nerror[one]: first\n  --> a.md\n\nwarning[two]: second\n  --> b.md\n\n\
                     note[three]: third\n\n";
        assert_eq!(err, human);

        let (out, err) = form(Format::Short);
        assert_eq!(out, results);
        let short = "start ␛[2J\na.md: error[one]: first\nb.md: warning[two]: second\n\
                     note[three]: third\n";
        assert_eq!(err, short);

        let (out, err) = form(Format::Github);
        assert_eq!(out, results);
        assert_eq!(err.matches("\n::").count(), 3, "{err}");

        let (out, err) = form(Format::Json);
        assert_eq!(err, "");
        let kinds: Vec<&str> = out.lines().map(|line| line.get(..18).unwrap_or(line)).collect();
        let diagnostic = r#"{"type":"diagnosti"#;
        let result = r#"{"type":"result","found":1}"#;
        assert_eq!(kinds, [diagnostic, diagnostic, diagnostic, &result[..18], "<p>"]);
        assert!(out.contains(&format!("{result}\n")), "{out}");
    }

    #[test]
    fn quiet_keeps_results_and_what_changes_the_exit_status() {
        let quiet =
            Settings { volume: Volume::Quiet, format: Format::Short, ..Settings::default() };
        let results = "found\tone�\n<p>\r\n".to_owned();
        let (first, second) = ("a.md: error[one]: first\n", "b.md: warning[two]: second\n");
        assert_eq!(run(quiet.clone()), (results.clone(), first.to_owned()));

        let strict = Settings { strict: true, ..quiet.clone() };
        assert_eq!(run(strict), (results, format!("{first}{second}")));

        let json = Settings { format: Format::Json, ..quiet };
        assert_eq!(run(json).0.matches("diagnostic").count(), 3);
    }

    #[test]
    fn a_reader_who_goes_away_is_no_failure() {
        let mut out = Failing(io::ErrorKind::BrokenPipe, 0);
        let mut err = Vec::new();
        let mut reporter = Reporter::new(&mut out, &mut err, Settings::default());
        reporter.print("one");
        reporter.print("two");
        reporter.say("done");
        assert!(reporter.finish().is_ok());
        assert_eq!((out.1, err.as_slice()), (1, "done\n".as_bytes()));
    }

    #[test]
    fn the_first_failure_to_write_is_kept() {
        let mut out = Failing(io::ErrorKind::StorageFull, 0);
        let mut err = Failing(io::ErrorKind::PermissionDenied, 0);
        let mut reporter = Reporter::new(&mut out, &mut err, Settings::default());
        reporter.print("one");
        reporter.say("two");
        assert_eq!(reporter.finish().unwrap_err().kind(), io::ErrorKind::StorageFull);

        let mut out = Vec::new();
        let json = Settings { format: Format::Json, ..Settings::default() };
        let mut reporter = Reporter::new(&mut out, &mut err, json);
        reporter.result(&["a list has no fields"]);
        assert!(reporter.finish().is_err());
        assert!(out.is_empty());
    }

    #[test]
    fn problems_are_counted_in_words() {
        let [error, warning, note] = <[Diagnostic; 3]>::try_from(problems()).unwrap();
        let bare = Diagnostic { place: None, ..error.clone() };
        let table = [
            (vec![], "no problems"),
            (vec![note.clone()], "no problems"),
            (vec![bare], "1 error"),
            (vec![warning.clone()], "1 warning in 1 file"),
            (vec![error.clone(), error.clone(), note.clone()], "2 errors in 1 file"),
            (vec![error.clone(), error, warning, note], "2 errors and 1 warning in 2 files"),
        ];
        for (diagnostics, expected) in table {
            assert_eq!(counts(&diagnostics), expected);
        }
    }
}
