//! `laurels serve`: the site in a browser, and every change of its files at once.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use serde::Serialize;

use super::watch::INTERRUPTED;
use super::{Failure, Outcome, Run, SiteSources};
use crate::cli::Serve;
use crate::dev::serve::{Error, Server};
use crate::dev::{Options, Session, Shows, State};
use crate::diag::{Diagnostic, Severity};
use crate::reporter::{Format, counts};

/// Runs the command, until somebody ends it.
pub(crate) fn run(run: &mut Run<'_>, arguments: &Serve) -> Outcome {
    let site = run.site()?;
    let options = Options {
        site: site.clone(),
        today: run.given_day()?,
        drafts: arguments.drafts,
        base_url: None,
        poll: arguments.looking.poll.map(Duration::from_millis),
        local: true,
        check: true,
    };
    // The port comes first: nobody is sent to a server that turns out to be somebody else's.
    let server = Server::bind(arguments.host.as_deref(), arguments.port).map_err(failure)?;
    if run.reporter.settings().format == Format::Human {
        run.reporter.say("reading the site …");
    }
    let session = Session::begin(options);
    let board = Arc::clone(session.board());
    if let Some(on_interrupt) = run.on_interrupt.take() {
        let board = Arc::clone(&board);
        // Where that is not possible, Ctrl-C ends the program, and the next build clears up.
        on_interrupt(Box::new(move || board.end()));
    }
    let Some(mut state) = board.after(0) else { return Ok(ExitCode::from(INTERRUPTED)) };
    let (origin, others) = (server.origin(), server.origin_for_others());
    let sources = Box::new(SiteSources { site: site.clone() });
    server
        .start(Arc::clone(&board), sources)
        .map_err(|error| Failure::environment(format!("cannot start a thread: {error}")))?;
    let base = state.edition.as_ref().map_or("/", |edition| edition.base_path());
    let address = format!("{origin}{base}");
    tell(run, &site, None, &state);
    run.reporter.result(&serde_json::json!({ "command": "serve", "address": address }));
    run.reporter.print(&format!("serving at {address}"));
    if let Some(others) = others {
        run.reporter.say("everybody who can reach this machine can see it");
        for origin in others {
            run.reporter.say(&format!("a telephone in the same network asks for {origin}{base}"));
        }
    }
    run.reporter.say("end it with Ctrl-C");
    if arguments.open {
        open(run, &address);
    }
    while let Some(newest) = board.after(state.number) {
        tell(run, &site, Some(&state), &newest);
        state = newest;
    }
    drop(session);
    Ok(ExitCode::from(INTERRUPTED))
}

fn failure(error: Error) -> Failure {
    let hint = match &error {
        Error::Host { .. } => return Failure::usage(error.to_string()),
        Error::Address { .. } => "choose another one with `--port` or `--host`",
        Error::Taken { .. } => {
            "choose another one with `--port`; `--port 0` takes any that is free"
        }
    };
    Failure::environment(error.to_string()).hint(hint)
}

/// What came of a change, as one line of JSON.
#[derive(Serialize)]
struct Report<'a> {
    command: &'static str,
    ok: bool,
    changed: &'a [String],
    milliseconds: u64,
}

/// Says what came of a change in a line, and what is wrong only where it is news. Programs get all that
/// is wrong, whenever it is not what it was.
fn tell(run: &mut Run<'_>, site: &Path, old: Option<&State>, new: &State) {
    let before = old.map_or(&[][..], |old| &old.faults);
    let differs = before != new.faults;
    if differs {
        let is_json = run.reporter.settings().format == Format::Json;
        let told = if is_json { new.faults.clone() } else { news(before, &new.faults) };
        run.report(site, &told, false);
    }
    if old.is_none_or(|old| old.watching != new.watching)
        && let Some(word) = new.watching.word()
    {
        run.reporter.say(&word);
    }
    if old.is_some() {
        run.reporter.result(&Report {
            command: "serve",
            ok: !new.is_broken(),
            changed: &new.change.paths,
            milliseconds: new.change.time.as_millis().try_into().unwrap_or(u64::MAX),
        });
    }
    if old.is_some() && !new.change.checked {
        run.reporter.say(&new.change.line());
    }
    let counts = counts(&new.faults);
    if new.is_broken() {
        let shown = match new.shows() {
            Shows::Nothing => "no page can be shown yet",
            Shows::Last => "the last good site stays",
            Shows::Others => "all other pages are shown",
        };
        run.reporter.say(&format!("{counts}; {shown}"));
    } else if old.is_some_and(State::is_broken) {
        let is_all = new.faults.is_empty();
        let rest = if is_all { String::new() } else { format!("; {counts}") };
        run.reporter.say(&format!("all is well again{rest}"));
    } else if differs {
        run.reporter.say(&counts);
    }
}

/// What is wrong that was not wrong before. An error at another place is another one; a warning is the
/// same when it moves with the lines above it.
fn news(before: &[Diagnostic], after: &[Diagnostic]) -> Vec<Diagnostic> {
    let key = |one: &Diagnostic| {
        let place = one.place.clone().map(|mut place| {
            place.span = place.span.filter(|_| one.severity == Severity::Error);
            place
        });
        (one.severity, one.code.clone(), one.message.clone(), place)
    };
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    for one in before {
        *known.entry(key(one)).or_default() += 1;
    }
    let is_new = |one: &&Diagnostic| match known.get_mut(&key(one)) {
        Some(left @ 1..) => {
            *left -= 1;
            false
        }
        _ => true,
    };
    after.iter().filter(is_new).cloned().collect()
}

/// Opens an address in the browser, as the system does it; who has none is told the address anyway.
fn open(run: &mut Run<'_>, address: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        // `start` of the shell would take a part of the address for its own.
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(address);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.spawn() {
        // Some browsers run on in this process; nobody waits for them but the system.
        Ok(mut child) => drop(thread::spawn(move || child.wait())),
        Err(error) => {
            let why = crate::fsx::reason(&error);
            run.reporter.say(&format!("the browser cannot be opened: `{program}`: {why}"));
        }
    }
}
