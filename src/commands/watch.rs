//! `laurels watch`: writes the site, and again whenever one of its files changes.
//!
//! A session understands the site in a thread of its own; this one writes. So Ctrl-C need not wait for
//! either: what was not committed is cleared away, and the program ends. A site that is newer need not
//! wait either: what is being written is given up for it.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::build::output;
use super::facts::Facts;
use super::{Outcome, Run, base_url, forbids};
use crate::cli::Watch;
use crate::dev::{Board, Change, Edition, Options, Session, State, Watching};
use crate::diag::{Diagnostic, Diagnostics};
use crate::guard::guarded;
use crate::reporter::counts;
use crate::sink::{Content, OutputFolder, RunRecord, Sink, SinkError, Written};

/// The exit status of a program that was interrupted: 128 and the number of the signal.
pub(super) const INTERRUPTED: u8 = 130;

/// Changes that come one after the other put a write off for about as long.
const OFF: Duration = Duration::from_secs(10);

/// Runs the command.
pub(crate) fn run(run: &mut Run<'_>, arguments: &Watch) -> Outcome {
    let site = run.site()?;
    let out = output(run, arguments.out.as_deref(), arguments.drafts, &site)?;
    // Refused before anything is read, if it is.
    OutputFolder::new(&site, &out)?;
    let options = Options {
        site: site.clone(),
        today: run.given_day()?,
        drafts: arguments.drafts,
        base_url: base_url(arguments.base_url.as_deref())?,
        poll: arguments.looking.poll.map(Duration::from_millis),
        local: false,
        check: false,
    };
    let session = Session::begin(options);
    let board = Arc::clone(session.board());
    if let Some(on_interrupt) = run.on_interrupt.take() {
        let board = Arc::clone(&board);
        // Where that is not possible, Ctrl-C ends the program, and the next build clears up.
        on_interrupt(Box::new(move || board.end()));
    }
    let mut watch = Watcher {
        run,
        site,
        out,
        board,
        told: Vec::new(),
        watching: Watching::Told,
        unwritten: Unwritten::default(),
    };
    watch.follow();
    drop(session);
    Ok(ExitCode::from(INTERRUPTED))
}

/// Writes what a session understands.
struct Watcher<'run, 'env> {
    run: &'run mut Run<'env>,
    site: PathBuf,
    out: PathBuf,
    board: Arc<Board>,
    /// The problems that were last told.
    told: Vec<Diagnostic>,
    watching: Watching,
    unwritten: Unwritten,
}

/// The changes that are not in the output folder yet.
#[derive(Debug, Default)]
struct Unwritten {
    paths: BTreeSet<String>,
    /// When the first of them came.
    since: Option<Instant>,
}

/// What came of an edition.
enum Ended {
    /// It is in the output folder.
    Written(Box<Written>, Facts),
    /// It is what the output folder has.
    UpToDate,
    /// Nobody waits for it any more.
    Stopped,
}

impl Watcher<'_, '_> {
    /// Until the end, writes the newest state.
    fn follow(&mut self) {
        let (tell, told) = channel();
        let board = Arc::clone(&self.board);
        thread::spawn(move || hand_on(&board, &tell));
        while let Ok(first) = told.recv() {
            let state = self.unwritten.with(std::iter::once(first).chain(told.try_iter()));
            if let Some(state) = state.filter(|_| !self.board.has_ended()) {
                self.tell_how(&state);
                self.write(&state);
            }
        }
    }

    /// Says a word where changes cannot be noticed as they were asked to be.
    fn tell_how(&mut self, state: &State) {
        if state.watching == self.watching {
            return;
        }
        self.watching = state.watching.clone();
        if let Some(word) = state.watching.word() {
            self.run.reporter.say(&word);
        }
    }

    fn write(&mut self, state: &State) {
        let started = crate::clock::start();
        let Some(edition) = state.edition.as_ref().filter(|_| !state.is_broken()) else {
            self.refuse(state, &state.faults);
            return;
        };
        let mut problems = Diagnostics::default();
        problems.extend(state.faults.iter().cloned());
        // What it has begun to write goes with it.
        let ended = guarded(|| self.put_into_folder(edition, &mut problems));
        let ended = ended.unwrap_or_else(|said| {
            problems.push(Diagnostic::internal("while it wrote the site", &said));
            Ok(Ended::UpToDate)
        });
        match ended {
            Ok(Ended::Stopped) => {}
            Ok(_) if forbids(problems.as_slice(), false) => self.refuse(state, problems.as_slice()),
            Ok(ended) => {
                self.unwritten = Unwritten::default();
                self.report(problems.as_slice());
                self.tell(state, &ended, problems.as_slice(), started);
            }
            Err(error) => {
                let problem = Diagnostic::error("environment", error.to_string());
                problems.push(problem);
                self.refuse(state, problems.as_slice());
            }
        }
    }

    /// Draws an edition into the folder, and adds what is wrong with it: with an error the folder stays
    /// as it was.
    fn put_into_folder(
        &self,
        edition: &Edition,
        problems: &mut Diagnostics,
    ) -> Result<Ended, SinkError> {
        let folder = OutputFolder::new(&self.site, &self.out)?;
        if let Some(saved) = folder.unchanged(edition.fingerprint())? {
            *problems = Diagnostics::default();
            problems.extend(saved.diagnostics);
            return Ok(Ended::UpToDate);
        }
        let sink = folder.begin()?;
        let may_wait = self.unwritten.since.is_none_or(|since| since.elapsed() < OFF);
        let until = Until { sink: &sink, edition, board: &self.board, may_wait };
        let drawn = edition.press().all(&until);
        match drawn {
            Err(SinkError::Stopped) => return Ok(Ended::Stopped),
            drawn => problems.extend(drawn?),
        }
        problems.sort();
        if forbids(problems.as_slice(), false) {
            return Ok(Ended::UpToDate);
        }
        let facts = Facts::of_press(edition.press());
        let written = sink.commit(RunRecord {
            fingerprint: edition.fingerprint().to_owned(),
            diagnostics: problems.as_slice().to_vec(),
            summary: serde_json::to_value(&facts).unwrap_or_default(),
        })?;
        problems.extend(written.diagnostics.iter().cloned());
        Ok(Ended::Written(Box::new(written), facts))
    }

    /// Tells problems, unless they are those that were told the last time.
    fn report(&mut self, problems: &[Diagnostic]) {
        if self.told != problems {
            self.run.report(&self.site, problems, false);
            self.told = problems.to_vec();
        }
    }

    fn refuse(&mut self, state: &State, problems: &[Diagnostic]) {
        self.unwritten.since = None;
        self.report(problems);
        self.run.reporter.result(&Report::new(state, problems));
        let (what, counts) = (state.change.what(), counts(problems));
        self.run.reporter.say(&format!("{what}: {counts}; the last good output stays"));
    }

    fn tell(&mut self, state: &State, ended: &Ended, problems: &[Diagnostic], started: Instant) {
        let time = state.change.time + started.elapsed();
        let milliseconds = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        let report = Report::new(state, problems);
        let what = state.change.what();
        let Ended::Written(written, facts) = ended else {
            self.run.reporter.result(&Report { milliseconds, up_to_date: true, ..report });
            self.run.reporter.say(&format!("{what}: nothing has changed, {milliseconds} ms"));
            return;
        };
        let changed = written.created + written.changed;
        self.run.reporter.result(&Report {
            milliseconds,
            files: written.files,
            written: changed,
            removed: written.removed,
            ..report
        });
        let files = if changed == 1 { "file" } else { "files" };
        let line = if state.change.paths.is_empty() {
            let reviews = if facts.published == 1 { "review" } else { "reviews" };
            let folder = self.folder();
            let (published, pages) = (facts.published, facts.pages);
            format!("{published} {reviews} on {pages} pages in `{folder}`, {milliseconds} ms")
        } else {
            format!("{changed} {files} changed, {} removed, {milliseconds} ms", written.removed)
        };
        self.run.reporter.say(&format!("{what}: {line}"));
    }

    fn folder(&self) -> String {
        let inside = crate::paths::relative(self.run.current_dir, &self.out);
        inside.unwrap_or_else(|| self.out.display().to_string())
    }
}

/// What came of a change, as one line of JSON.
#[derive(Serialize)]
struct Report<'a> {
    command: &'static str,
    ok: bool,
    up_to_date: bool,
    changed: &'a [String],
    problems: usize,
    files: usize,
    written: usize,
    removed: usize,
    milliseconds: u64,
}

impl<'a> Report<'a> {
    fn new(state: &'a State, problems: &[Diagnostic]) -> Self {
        Self {
            command: "watch",
            ok: !forbids(problems, false),
            up_to_date: false,
            changed: &state.change.paths,
            problems: problems.len(),
            files: 0,
            written: 0,
            removed: 0,
            milliseconds: u64::try_from(state.change.time.as_millis()).unwrap_or(u64::MAX),
        }
    }
}

/// Hands on each state, so that the changes of none are forgotten while another one is written.
fn hand_on(board: &Board, to: &Sender<Arc<State>>) {
    let mut seen = 0;
    while let Some(state) = board.after(seen) {
        seen = state.number;
        if to.send(state).is_err() {
            return;
        }
    }
}

impl Unwritten {
    /// Adds the changes of some states, and gives the newest of them with all that is not written.
    fn with(&mut self, states: impl Iterator<Item = Arc<State>>) -> Option<State> {
        self.since.get_or_insert_with(crate::clock::start);
        let collect = |state: &Arc<State>| self.paths.extend(state.change.paths.iter().cloned());
        let newest = states.inspect(collect).last()?;
        let paths = self.paths.iter().cloned().collect();
        let change = Change { paths, ..newest.change.clone() };
        Some(State { change, ..State::clone(&newest) })
    }
}

/// Writes an edition to a sink, until somebody ends the run or there is a newer one.
struct Until<'run> {
    sink: &'run dyn Sink,
    edition: &'run Edition,
    board: &'run Board,
    /// Whether nothing has been waiting to be written for too long.
    may_wait: bool,
}

impl Until<'_> {
    /// Whether there is a newer site to be written; not once writing was put off for too long.
    fn is_obsolete(&self) -> bool {
        let newest = self.board.current();
        let is_newer = newest.edition.as_ref().is_some_and(|one| one.id() != self.edition.id());
        is_newer && !newest.is_broken() && self.may_wait
    }
}

impl Sink for Until<'_> {
    fn write(&self, path: &str, content: Content<'_>) -> Result<(), SinkError> {
        if self.board.has_ended() || self.is_obsolete() {
            return Err(SinkError::Stopped);
        }
        match (self.sink.write(path, content), content) {
            (Err(SinkError::File(error)), Content::File { source, .. })
                if error.is_missing()
                    && error.path == source
                    && self.edition.make_again(source) =>
            {
                self.sink.write(path, content)
            }
            (written, _) => written,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_named_until_it_is_written() {
        let state = |number, paths: &[&str]| {
            let paths = paths.iter().map(|path| (*path).to_owned()).collect();
            let change = Change { paths, ..Change::default() };
            Arc::new(State { number, change, ..State::default() })
        };
        let mut unwritten = Unwritten::default();
        let newest = unwritten.with([state(1, &["b", "c"]), state(2, &["a"])].into_iter());
        let newest = newest.map(|state| (state.number, state.change.paths));
        assert_eq!(newest, Some((2, ["a", "b", "c"].map(str::to_owned).to_vec())));
        let newest = unwritten.with([state(3, &["b"])].into_iter()).unwrap();
        assert_eq!(newest.change.paths, ["a", "b", "c"]);
    }
}
