//! One attempt to understand the files of a site, and what of it is hung up.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::board::{Board, State, Watching};
use super::change::Change;
use super::check::Checker;
use super::edition::Edition;
use super::options::Options;
use crate::diag::{Diagnostic, Diagnostics, Place, Severity};
use crate::guard::guarded;
use crate::media::Making;
use crate::pipeline::{Hint, News, Request};
use crate::{clock, config, fsx};

/// The code of a problem that may go without a change that anybody is told of: a file that another
/// program keeps to itself, a drive that is away for a moment.
const PASSING: &str = "unreadable";

/// Looks at a site again; nothing if it is what it was.
pub(super) type Look = dyn FnMut(&Request, &Hint) -> fsx::Result<Option<News>> + Send;

/// Attempts, one after the other.
pub(super) struct Attempts {
    options: Options,
    look: Box<Look>,
    board: Arc<Board>,
    checker: Checker,
    /// How changes are noticed.
    watching: Watching,
    /// How many editions there were.
    editions: u64,
    /// Whether the newest templates could not draw a sample: no content makes them good, and none must
    /// be shown with them.
    is_unsound: bool,
    /// Whether there was an edition whose sample could be drawn.
    has_sound: bool,
}

impl Attempts {
    /// Gets ready for the first one.
    pub(super) fn new(options: Options, look: Box<Look>, board: &Arc<Board>) -> Self {
        let checker = {
            let board = Arc::clone(board);
            Checker::start(move |edition, faults| replace_drawn(&board, edition, faults))
        };
        let (board, watching) = (Arc::clone(board), Watching::Told);
        Self {
            options,
            look,
            board,
            checker,
            watching,
            editions: 0,
            is_unsound: false,
            has_sound: false,
        }
    }

    /// Whether there was none yet.
    pub(super) fn is_first(&self) -> bool {
        self.board.current().number == 0
    }

    /// Whether something is wrong that may be right again without a change.
    pub(super) fn may_pass(&self) -> bool {
        self.board.current().faults.iter().any(|fault| fault.code == PASSING)
    }

    /// From here on changes are noticed like this.
    pub(super) fn notice_by(&mut self, watching: Watching) {
        self.watching = watching;
    }

    /// Hangs up how changes are noticed, if something else hangs there.
    pub(super) fn tell_watching(&self) {
        self.board.publish(|old| {
            let change = Change { checked: true, ..Change::default() };
            let state = State { watching: self.watching.clone(), change, ..old.clone() };
            (state.watching != old.watching).then_some(state)
        });
    }

    /// Looks at the files, and hangs up what came of it if they are not what they were; gives where
    /// links of the content lead to, where that is known.
    pub(super) fn attempt(&mut self, hint: &Hint) -> Option<BTreeSet<PathBuf>> {
        let started = clock::start();
        let gate = Arc::clone(self.checker.gate());
        let _first = gate.first();
        guarded(|| self.look(hint, started)).unwrap_or_else(|said| {
            self.fail(Diagnostic::internal("while it read the site", &said), started);
            None
        })
    }

    fn look(&mut self, hint: &Hint, started: Instant) -> Option<BTreeSet<PathBuf>> {
        let request = self.request();
        let news = match (self.look)(&request, hint) {
            Ok(news) => news?,
            Err(error) => {
                let problem = Diagnostic::error(PASSING, error.to_string());
                self.fail(problem.at(Place::file(config::FILE)), started);
                return None;
            }
        };
        let News { mut press, mut faults, paths, touched, linked, fingerprint } = news;
        // With templates that are wrong the last good edition stays, if there is one.
        let are_others = touched.templates || touched.settings;
        if let Some(drawing) =
            press.as_ref().filter(|_| are_others || self.is_unsound || !self.has_sound)
        {
            self.is_unsound = true;
            let found = drawing.sample();
            self.is_unsound = !found.is_empty();
            press = press.filter(|_| found.is_empty() || !self.has_sound);
            faults.extend(found);
        }
        self.has_sound |= press.is_some() && !self.is_unsound;
        let gate = self.checker.gate();
        let edition = press.map(|press| {
            self.editions += 1;
            Arc::new(Edition::new(self.editions, press, fingerprint, Arc::clone(gate)))
        });
        let change = Change { paths, touched, checked: false, time: started.elapsed() };
        // What was wrong with some pages still is, as far as anybody knows.
        let drawn = if are_others { Vec::new() } else { self.board.current().drawn.clone() };
        self.publish(edition.clone(), faults, drawn, change);
        if let Some(edition) = edition.filter(|_| self.options.check) {
            self.checker.check(edition);
        }
        linked
    }

    /// Hangs up that an attempt came to nothing, unless that hangs there already.
    fn fail(&self, fault: Diagnostic, started: Instant) {
        let faults = vec![fault];
        if self.board.current().faults != faults {
            let change = Change { time: started.elapsed(), ..Change::default() };
            self.publish(None, faults, Vec::new(), change);
        }
    }

    fn publish(
        &self,
        edition: Option<Arc<Edition>>,
        faults: Vec<Diagnostic>,
        drawn: Vec<Diagnostic>,
        change: Change,
    ) {
        let watching = self.watching.clone();
        let faults = sorted(faults.into_iter().chain(drawn.iter().cloned()));
        self.board.publish(|old| {
            let is_older = edition.is_none();
            let edition = edition.or_else(|| old.edition.clone());
            Some(State { number: 0, edition, is_older, faults, drawn, change, watching })
        });
    }

    fn request(&self) -> Request {
        Request {
            site: self.options.site.clone(),
            today: self.options.today.unwrap_or_else(clock::system_day),
            drafts: self.options.drafts,
            base_url: self.options.base_url.clone(),
            names: false,
            media: Making::Files,
            local: self.options.local,
        }
    }
}

/// Puts what was found in the background in the place of what was found before, unless there is
/// something newer to say.
fn replace_drawn(board: &Board, checked: &Edition, drawn: Vec<Diagnostic>) {
    board.publish(|old| {
        let is_newest = old.edition.as_ref().is_some_and(|edition| edition.id() == checked.id());
        let own: Vec<_> = old.faults.iter().filter(|one| !old.drawn.contains(one)).collect();
        let is_good = own.iter().all(|fault| fault.severity != Severity::Error);
        (is_newest && is_good && old.drawn != drawn).then(|| State {
            faults: sorted(own.into_iter().chain(&drawn).cloned()),
            drawn,
            change: Change { checked: true, ..Change::default() },
            ..old.clone()
        })
    });
}

fn sorted(faults: impl Iterator<Item = Diagnostic>) -> Vec<Diagnostic> {
    let mut all = Diagnostics::default();
    all.extend(faults);
    all.sort();
    all.into_vec()
}
