//! One thin file a subcommand: arguments → pipeline → message.

mod batch;
mod build;
mod check;
mod decide;
mod export;
mod facts;
mod import;
mod list;
mod new;
mod print;
mod reach;
mod records;
mod report;
mod rules;
mod serve;
mod theme;
mod threads;
mod timings;
mod watch;
mod widget;
mod withdraw;

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use jiff::civil::Date;

use crate::cli::{Cli, Command, Global};
use crate::config::{self, BaseUrl};
use crate::diag::print::Sources;
use crate::diag::{Diagnostic, Severity};
use crate::reporter::{Reporter, Settings, Volume, colour};
use crate::sink::SinkError;
use crate::{Environment, OnInterrupt, clock, fsx, init};

/// How a command ended when it could not do what was asked.
#[derive(Debug)]
pub struct Failure {
    status: Status,
    message: String,
    hint: Option<String>,
}

/// Exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    /// Problems in the content or the theme.
    Problems = 1,
    /// Wrong usage.
    Usage = 2,
    /// The surroundings.
    Environment = 3,
}

impl Failure {
    fn usage(message: impl Into<String>) -> Self {
        Self { status: Status::Usage, message: message.into(), hint: None }
    }

    fn problems(message: impl Into<String>) -> Self {
        Self { status: Status::Problems, message: message.into(), hint: None }
    }

    fn environment(message: impl Into<String>) -> Self {
        Self { status: Status::Environment, message: message.into(), hint: None }
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl From<fsx::Error> for Failure {
    fn from(error: fsx::Error) -> Self {
        Self::environment(error.to_string())
    }
}

impl From<SinkError> for Failure {
    fn from(error: SinkError) -> Self {
        match error {
            SinkError::Refused { .. } => Self::usage(error.to_string()),
            _ => Self::environment(error.to_string()),
        }
    }
}

type Outcome = Result<ExitCode, Failure>;

/// What every command has.
struct Run<'run> {
    global: &'run Global,
    current_dir: &'run Path,
    source_date_epoch: Option<&'run str>,
    on_interrupt: Option<OnInterrupt>,
    reporter: Reporter<'run>,
}

/// Runs the program.
pub fn run(arguments: impl IntoIterator<Item = OsString>, environment: Environment) -> ExitCode {
    let Environment { mut out, mut err, on_interrupt, .. } = environment;
    let asked = colour(
        crate::reporter::ColorChoice::Auto,
        environment.no_color.as_deref(),
        environment.is_terminal,
        environment.term.as_deref(),
    );
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return usage(&error, asked, &mut *out, &mut *err),
    };
    let global = &cli.global;
    let no_color = environment.no_color.as_deref();
    let term = environment.term.as_deref();
    let settings = Settings {
        format: global.format,
        colour: colour(global.color, no_color, environment.is_terminal, term),
        volume: volume(global),
        strict: is_strict(&cli.command),
        width: environment.width,
        folder: match cli.command {
            // It speaks of exports too, which lie where they were given.
            Command::Import(_) => String::new(),
            _ => folder(global, &environment.current_dir),
        },
    };
    let mut run = Run {
        global,
        current_dir: &environment.current_dir,
        source_date_epoch: environment.source_date_epoch.as_deref(),
        on_interrupt: Some(on_interrupt),
        reporter: Reporter::new(&mut *out, &mut *err, settings),
    };
    let outcome = run.command(&cli.command);
    let code = outcome.unwrap_or_else(|failure| run.fail(failure));
    match run.reporter.finish() {
        Ok(()) => code,
        Err(_) => ExitCode::from(Status::Environment as u8),
    }
}

/// Wrong arguments, or a help text that was asked for.
fn usage<'a>(
    error: &clap::Error,
    colour: bool,
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
) -> ExitCode {
    let text = error.render();
    let text = if colour { text.ansi().to_string() } else { text.to_string() };
    let stream = if error.use_stderr() { err } else { out };
    // Nobody is left to tell about a closed stream.
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
    ExitCode::from(if error.use_stderr() { Status::Usage as u8 } else { 0 })
}

fn volume(global: &Global) -> Volume {
    match (global.quiet, global.verbose) {
        (true, _) => Volume::Quiet,
        (_, true) => Volume::Verbose,
        _ => Volume::Normal,
    }
}

fn is_strict(command: &Command) -> bool {
    match command {
        Command::Check(check) => check.strict,
        Command::Build(build) => build.strict,
        _ => false,
    }
}

/// Where the site is, seen from the current folder: what stands before the paths of messages.
fn folder(global: &Global, current_dir: &Path) -> String {
    let Ok(Some(site)) = config::find_site(global.site.as_deref(), current_dir) else {
        return String::new();
    };
    if site == current_dir {
        return String::new();
    }
    match (&global.site, crate::paths::relative(current_dir, &site)) {
        (_, Some(inside)) => inside,
        (Some(given), None) => given.to_string_lossy().into_owned(),
        (None, None) => site.to_string_lossy().into_owned(),
    }
}

impl Run<'_> {
    fn command(&mut self, command: &Command) -> Outcome {
        match command {
            Command::Init(arguments) => self.init(&arguments.dir),
            Command::New(arguments) => new::run(self, arguments),
            Command::Import(arguments) => import::run(self, arguments),

            Command::Export(arguments) => export::run(self, arguments),
            Command::List(arguments) => list::run(self, arguments),
            Command::Approve(arguments) => decide::approve(self, arguments),
            Command::Withhold(arguments) => decide::withhold(self, arguments),
            Command::Withdraw(arguments) => withdraw::run(self, arguments),
            Command::Check(arguments) => check::run(self, arguments),
            Command::Build(arguments) => build::run(self, arguments),
            Command::Serve(arguments) => serve::run(self, arguments),
            Command::Watch(arguments) => watch::run(self, arguments),
            Command::Theme(arguments) => theme::run(self, &arguments.command),
            Command::Widget(arguments) => widget::run(self, &arguments.command),
            Command::Report(arguments) => report::run(self, arguments),
            Command::Schema(arguments) => print::schema(self, arguments.kind),
            Command::Completions(arguments) => Ok(print::completions(self, arguments.shell)),
            Command::Man => print::man(self),
        }
    }

    fn fail(&mut self, failure: Failure) -> ExitCode {
        let code = match failure.status {
            Status::Problems => "problems",
            Status::Usage => "usage",
            Status::Environment => "environment",
        };
        let mut problem = Diagnostic::error(code, failure.message);
        problem.hint = failure.hint;
        self.reporter.diagnostics(&[problem], &NoSources);
        ExitCode::from(failure.status as u8)
    }

    fn init(&mut self, dir: &Path) -> Outcome {
        let target = self.current_dir.join(dir);
        let files = init::write(&target).map_err(|error| match error {
            init::Error::NotEmpty => {
                Failure::usage(format!("the folder `{}` is not empty", dir.display()))
                    .hint("choose a new folder, such as `laurels init reviews`")
            }
            init::Error::File(error) => error.into(),
        })?;
        self.reporter.result(&serde_json::json!({ "command": "init", "files": files }));
        for file in &files {
            self.reporter.print(&format!("wrote {}", dir.join(file).display()));
        }
        let enter =
            if dir == Path::new(".") { String::new() } else { format!("cd {} && ", dir.display()) };
        self.reporter.say(&format!("next: {enter}laurels build"));
        Ok(ExitCode::SUCCESS)
    }

    /// The site's folder.
    fn site(&self) -> Result<PathBuf, Failure> {
        let given = self.global.site.as_deref();
        config::find_site(given, self.current_dir)?.ok_or_else(|| match given {
            Some(given) => {
                Failure::usage(format!("there is no `{}` in `{}`", config::FILE, given.display()))
                    .hint("`laurels init DIR` makes a new site")
            }
            None => {
                Failure::usage(format!("there is no `{}` in this folder or above it", config::FILE))
                    .hint("go to the folder of your site, or make one with `laurels init DIR`")
            }
        })
    }

    /// Today: the option, else the variable, else the clock.
    fn today(&self) -> Result<Date, Failure> {
        Ok(self.given_day()?.unwrap_or_else(clock::system_day))
    }

    /// The day that was asked for: the option, else the variable.
    fn given_day(&self) -> Result<Option<Date>, Failure> {
        if let Some(day) = &self.global.today {
            let read = clock::parse_day(day);
            return read
                .map(Some)
                .map_err(|reason| Failure::usage(format!("`--today {day}`: {reason}")));
        }
        let epoch = self.source_date_epoch.filter(|epoch| !epoch.trim().is_empty());
        epoch.map(clock::parse_epoch).transpose().map_err(Failure::usage)
    }

    /// Prints problems in file and line order; `true` where they forbid publishing.
    fn report(&mut self, site: &Path, diagnostics: &[Diagnostic], strict: bool) -> bool {
        let sources = SiteSources { site: site.to_owned() };
        self.reporter.diagnostics(diagnostics, &sources);
        forbids(diagnostics, strict)
    }
}

/// Whether problems forbid publishing.
fn forbids(diagnostics: &[Diagnostic], strict: bool) -> bool {
    diagnostics.iter().any(|diagnostic| match diagnostic.severity {
        Severity::Error => true,
        Severity::Warning => strict,
        Severity::Note => false,
    })
}

/// Reads an address given as `--base-url`.
fn base_url(given: Option<&str>) -> Result<Option<BaseUrl>, Failure> {
    let read = |text: &str| {
        BaseUrl::new(text)
            .map_err(|reason| Failure::usage(format!("`--base-url {text}`: {reason}")))
    };
    given.map(read).transpose()
}

/// The files of a site, for the excerpts of diagnostics.
struct SiteSources {
    site: PathBuf,
}

impl Sources for SiteSources {
    fn text(&self, path: &str) -> Option<String> {
        crate::theme::built_in_text(path).or_else(|| {
            let bytes = fsx::read(&self.site.join(path)).ok()?;
            String::from_utf8(bytes).ok()
        })
    }
}

/// For problems that have no place.
struct NoSources;

impl Sources for NoSources {
    fn text(&self, _: &str) -> Option<String> {
        None
    }
}
