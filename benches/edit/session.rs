//! Laurels: from the save of a file until its session can be asked for the page.
//!
//! A process of its own, so that its memory is known. The quiet time that it waits for is taken out.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use laurels::dev::{Body, Edition, Options, QUIET, Session};
use serde::{Deserialize, Serialize};

use crate::edits::{Files, Kind};
use crate::process::{self, print};
use crate::records::TODAY;
use crate::{Result, Row};

/// The first argument of that process.
pub(crate) const SESSION: &str = "--inside-session";

/// As long as anything may take.
const PATIENCE: Duration = Duration::from_mins(2);

#[derive(Serialize, Deserialize)]
struct Measured {
    times: Vec<(Kind, Vec<f64>)>,
}

/// Measures the site in a folder.
pub(crate) fn measure(folder: &Path, rounds: usize, work: &Path) -> Result<Row> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(SESSION).arg(folder).arg(rounds.to_string());
    let (taken, printed) = process::measure(&command, work)?;
    let Measured { times } = serde_json::from_str(&printed)?;
    let name = "Laurels, behind the quiet time".to_owned();
    Ok(Row { name, times, memory: Some(taken.memory) })
}

/// What the process does.
pub(crate) fn inside(mut arguments: impl Iterator<Item = OsString>) -> Result<()> {
    let mut next = || arguments.next().ok_or("an argument is missing");
    let (folder, rounds) = (PathBuf::from(next()?), next()?);
    let rounds: usize = rounds.to_string_lossy().parse()?;
    let mut files = Files::of(&folder, "content/testimonials")?;
    let session = Session::start(Options {
        site: folder,
        today: Some(TODAY),
        drafts: false,
        base_url: None,
        poll: None,
        check: true,
    });
    if session.current().is_broken() {
        return Err(format!("{:?}", session.current().faults).into());
    }
    let mut times = Vec::new();
    for kind in Kind::ALL {
        let mut of_kind = Vec::new();
        // Round 0 warms up.
        for round in 0..=rounds {
            let time = edit(&session, &mut files, kind)?;
            if round > 0 {
                of_kind.push(time);
            }
        }
        times.push((kind, of_kind));
    }
    print(&serde_json::to_string(&Measured { times })?)
}

/// Milliseconds until the page shows it.
fn edit(session: &Session, files: &mut Files, kind: Kind) -> Result<f64> {
    let page = format!("reviews/{}/index.html", files.slug);
    let mark = files.save(kind)?;
    let saved = Instant::now();
    let mut number = session.current().number;
    while saved.elapsed() < PATIENCE {
        let state = session.current();
        if let Some(edition) = &state.edition {
            let style = || edition.paths().find(|path| path.contains(".css")).map(str::to_owned);
            let path = if kind == Kind::Style { style() } else { Some(page.clone()) };
            if shows(edition, &path.unwrap_or_default(), &mark) {
                return Ok((saved.elapsed().saturating_sub(QUIET)).as_secs_f64() * 1e3);
            }
        }
        number = session.board().wait_after(number, PATIENCE).number;
    }
    Err(format!("`{mark}` was not seen: {:?}", session.current().faults).into())
}

fn shows(edition: &Edition, path: &str, mark: &str) -> bool {
    match edition.get(path) {
        Ok(Some(Body::Bytes(bytes))) => memchr::memmem::find(&bytes, mark.as_bytes()).is_some(),
        _ => false,
    }
}
