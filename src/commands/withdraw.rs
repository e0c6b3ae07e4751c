//! `laurels withdraw`: a review that its author takes back becomes a tombstone.
//!
//! The order is made for a program that is killed at any moment: the new texts lie beside the files, then
//! the media go, then the texts are put in their places. As long as a record is what it was, it still names
//! its media, so that running the command again ends what was begun.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::batch::{self, Batch};
use super::reach::{self, Media};
use super::records::{self, Chosen, Records};
use super::{Failure, Outcome, Run};
use crate::cli::Withdraw;
use crate::content::inputs::Kind;
use crate::content::raw;
use crate::edit::disk::{self, Planned};
use crate::edit::traces::{Trace, What};
use crate::edit::{Change, Tombstone};
use crate::model::id::{IdFrom, stem};
use crate::model::slug;
use crate::reporter::Volume;
use crate::yaml::Text;

/// Runs the command.
pub(crate) fn run(run: &mut Run<'_>, arguments: &Withdraw) -> Outcome {
    let site = run.site()?;
    let today = run.today()?.to_string();
    let Records { chosen, media_of_others, ids } = records::find(&site, &arguments.which.ids)?;
    let (mut batch, mut withdrawn, mut already) = (Batch::default(), Vec::new(), Vec::new());
    for review in chosen {
        match Plan::of(&review, &ids, &today, arguments.drop_rating) {
            Plan::Nothing => {
                already.push(review);
                continue;
            }
            Plan::Rename(to) => batch.rename(&review, to),
            Plan::Replace(tombstone, to) => {
                batch.add(&review, Change::Withdraw(tombstone), to);
            }
        }
        withdrawn.push(review);
    }
    let planned = match batch.plan() {
        Ok(planned) => planned,
        Err(problems) => return Ok(batch::refused(run, &site, &problems)),
    };
    let records = Records { chosen: withdrawn, media_of_others, ids };
    let texts = reach::texts(&site, &planned);
    let media = reach::media(&site, &records, &texts);
    if !arguments.which.dry_run {
        write(run, &site, &planned, &media)?;
    }
    let left = reach::left(&records.chosen, &texts);
    let done =
        Done { site: &site, withdrawn: &records.chosen, already: &already, planned, media, left };
    done.tell(run, arguments.which.dry_run);
    Ok(ExitCode::SUCCESS)
}

fn write(
    run: &mut Run<'_>,
    site: &Path,
    planned: &[Planned],
    media: &[Media],
) -> Result<(), Failure> {
    let staged = disk::stage(site, planned)?;
    staged.check()?;
    reach::remove(site, media)?;
    batch::put(run, staged)
}

/// What is to be done with a review.
enum Plan {
    /// It is a tombstone already.
    Nothing,
    /// It is one, and only its file still has its old name.
    Rename(String),
    /// It becomes one, and its file may get another name.
    Replace(Box<Tombstone>, Option<String>),
}

impl Plan {
    fn of(review: &Chosen, taken: &BTreeSet<String>, today: &str, drop_rating: bool) -> Self {
        let Chosen { id, path, record, .. } = review;
        let keys = &*record.keys;
        let name = keys.author.as_ref().and_then(|author| author.0.name.as_deref());
        let holds = |word: &str| name.is_some_and(|name| slug::holds_name(word, name));
        let of_file = slug::slug(stem(path));
        let is_file = review.kind == Kind::Testimonial;
        // What the id was before it lost its name tells that the file's name holds one.
        // A run that was killed may have left a tombstone under the name of its author.
        let was_named = keys.status == Some(raw::Status::Withdrawn) && of_file != *id;
        let is_unknown = name.is_none()
            && review.from == IdFrom::File
            && keys.status != Some(raw::Status::Withdrawn);
        let new_id = match review.from {
            IdFrom::Platform => None,
            // Whose name it is nobody knows any more: it may be in the file's name.
            _ if is_unknown => Some(free(slug::anonymous(id), taken)),
            _ if holds(id) => Some(free(slug::anonymous(id), taken)),
            _ => Some(id.clone()),
        };
        let is_named = is_file && (holds(&of_file) || was_named || is_unknown);
        let to = new_id.as_deref().filter(|_| is_named).map(|id| beside(path, id));
        let tombstone = tombstone(keys, new_id, today, drop_rating);
        let has_text = record.body.as_deref().is_some_and(|body| !body.trim().is_empty());
        match to {
            _ if has_text || !tombstone.is_all_of(keys) => Self::Replace(Box::new(tombstone), to),
            Some(to) => Self::Rename(to),
            None => Self::Nothing,
        }
    }
}

/// An id that no review has: of one that came back after its withdrawal the first one is taken.
fn free(id: String, taken: &BTreeSet<String>) -> String {
    if !taken.contains(&id) {
        return id;
    }
    let others = (2..).map(|number| format!("{id}-{number}"));
    others.into_iter().find(|other| !taken.contains(other)).unwrap_or(id)
}

/// The path of a file of another name in the same folder.
fn beside(path: &str, name: &str) -> String {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let end = path.rsplit_once('.').map_or("md", |(_, end)| end);
    format!("{folder}/{name}.{end}")
}

fn tombstone(keys: &raw::Review, id: Option<String>, today: &str, drop_rating: bool) -> Tombstone {
    let text = |text: &Option<Text>| {
        text.as_ref().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let before = text(&keys.withdrawn).filter(|_| keys.status == Some(raw::Status::Withdrawn));
    let source = keys.source.as_ref().map(|source| &source.0);
    let kept = !drop_rating;
    Tombstone {
        id,
        withdrawn: before.unwrap_or_else(|| today.to_owned()),
        date: text(&keys.date),
        item: text(&keys.item),
        platform: source.and_then(|source| text(&source.platform)),
        external_id: source.and_then(|source| text(&source.id)),
        rating: keys.rating.filter(|_| kept),
        recommended: keys.recommended.filter(|_| kept),
        recommend: keys.recommend.filter(|_| kept),
    }
}

/// So many traces are listed where nobody asks for all.
const SHOWN: usize = 20;

/// What was done, or would be.
struct Done<'a> {
    site: &'a Path,
    withdrawn: &'a [Chosen],
    already: &'a [Chosen],
    planned: Vec<Planned>,
    media: Vec<Media>,
    left: Vec<Trace>,
}

/// The result, as one line of JSON.
#[derive(Serialize)]
struct Report<'a> {
    command: &'static str,
    ok: bool,
    dry_run: bool,
    reviews: Vec<Row<'a>>,
    media: &'a [Media],
    left: Vec<Left<'a>>,
    not_reached: [&'static str; 7],
    history: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<&'a str>,
}

/// A review in the result.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    path: &'a str,
    /// Where its file lies afterwards.
    to: Option<&'a str>,
    status: &'static str,
    changed: bool,
}

/// A trace in the result.
#[derive(Serialize)]
struct Left<'a> {
    path: &'a str,
    line: Option<u32>,
    what: &'static str,
}

impl Done<'_> {
    fn tell(&self, run: &mut Run<'_>, dry_run: bool) {
        let history = reach::history(self.site, self.withdrawn, &self.media);
        let diff = dry_run.then(|| batch::diff(&self.planned));
        let left = self.left.iter().map(|trace| Left {
            path: &trace.path,
            line: trace.line,
            what: if trace.what == What::Name { "name" } else { "words" },
        });
        run.reporter.result(&Report {
            command: "withdraw",
            ok: true,
            dry_run,
            reviews: self.rows(),
            media: &self.media,
            left: left.collect(),
            not_reached: reach::NOT_REACHED,
            history: &history,
            diff: diff.as_deref(),
        });
        match &diff {
            Some(diff) => batch::print_diff(run, diff),
            None => self.reviews(run),
        }
        self.media(run, dry_run);
        if dry_run {
            run.reporter.say("nothing was written");
        } else if !self.withdrawn.is_empty() {
            self.next(run, &history);
        }
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let all = self.withdrawn.iter().map(|review| (review, true));
        let all = all.chain(self.already.iter().map(|review| (review, false)));
        all.map(|(review, changed)| Row {
            id: &review.id,
            path: &review.path,
            to: self.new_path(review),
            status: "withdrawn",
            changed,
        })
        .collect()
    }

    fn new_path(&self, review: &Chosen) -> Option<&str> {
        self.planned.iter().find(|file| file.path == review.path)?.to.as_deref()
    }

    fn reviews(&self, run: &mut Run<'_>) {
        for review in self.withdrawn {
            let to = self.new_path(review).map(|to| format!(", which is {to} from now on"));
            let to = to.unwrap_or_default();
            run.reporter.print(&format!("withdrawn `{}` in {}{to}", review.id, review.path));
        }
        for review in self.already {
            run.reporter.print(&format!("`{}` is withdrawn already", review.id));
        }
    }

    fn media(&self, run: &mut Run<'_>, dry_run: bool) {
        for Media { path, kept_for, is_link } in &self.media {
            let link = if *is_link { ", a link: what it leads to is not touched" } else { "" };
            let line = match kept_for {
                Some(other) => format!("kept {path}: it is named in {other}"),
                None if dry_run => format!("would remove {path}{link}"),
                None => format!("removed {path}{link}"),
            };
            // Beside a diff it would be taken for a part of it.
            if dry_run { run.reporter.say(&line) } else { run.reporter.print(&line) }
        }
    }

    /// What is left to be done, and what cannot be.
    fn next(&self, run: &mut Run<'_>, history: &[String]) {
        if self.left.is_empty() {
            run.reporter.say(
                "no other text of the site has the whole name, or eight words in a row of the text",
            );
        } else {
            run.reporter.say("still in other texts of the site; edit them by hand:");
            let is_all = run.reporter.settings().volume == Volume::Verbose;
            let shown = if is_all { self.left.len() } else { SHOWN.min(self.left.len()) };
            for trace in &self.left[..shown] {
                run.reporter.say(&format!("  {}", reach::line(trace)));
            }
            if let rest @ 1.. = self.left.len() - shown {
                run.reporter.say(&format!("  and {rest} more; `--format json` lists all"));
            }
        }
        run.reporter
            .say("next: `laurels build`, and publish; until then the site shows what it showed");
        run.reporter.say(&format!("not reached: {}", reach::NOT_REACHED.join("; ")));
        if history.is_empty() {
            return;
        }
        run.reporter.say(
            "to take it out of the history of a Git repository as well: commit and push the withdrawal, then",
        );
        for command in history {
            run.reporter.say(&format!("  {command}"));
        }
        if history.iter().any(|command| command.contains(reach::WORDS)) {
            run.reporter.say(&format!(
                "{} has what must go, as it stands in the files, a line each, such as `Ana López==>[withdrawn]`; \
                 a short name goes wherever it stands",
                reach::WORDS
            ));
        }
        let stays = |review: &&Chosen| review.entry().is_none() && self.new_path(review).is_none();
        for review in self.withdrawn.iter().filter(stays) {
            run.reporter.say(&format!(
                "keep a copy of {} before and put it back afterwards: the tombstone goes with it",
                review.path
            ));
        }
        run.reporter.say(
            "last, ask everyone with a clone to clone again, and the host to clear its caches",
        );
    }
}
