//! From the save of a file until the page that shows it can be had, and the memory that it takes.
//!
//! `cargo bench --bench edit -- --help` says what can be chosen; docs/performance.md says how to read the
//! tables. The sites are those of the benchmark of whole builds.

mod edits;
#[allow(dead_code, reason = "the benchmark of whole sites needs more of it")]
#[path = "../site/figures.rs"]
mod figures;
#[allow(dead_code, reason = "the benchmark of whole sites needs more of it")]
#[path = "../site/files.rs"]
mod files;
#[allow(dead_code, reason = "the benchmark of whole sites needs more of it")]
#[path = "../site/process.rs"]
mod process;
#[allow(dead_code, reason = "the benchmark of whole sites needs more of it")]
#[path = "../site/programs.rs"]
mod programs;
#[allow(dead_code, reason = "the benchmark of whole sites needs more of it")]
#[path = "../site/records.rs"]
mod records;
mod servers;
#[allow(dead_code, reason = "the benchmark of whole sites needs more of it")]
#[path = "../site/sites.rs"]
mod sites;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use laurels::fsx;

use crate::edits::Kind;
use crate::figures::{Spread, grouped, megabytes};
use crate::process::{print, say};
use crate::sites::Site;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

const HELP: &str = "\
Saves files of a site that is being watched, and prints how long it takes until the page shows it.

Usage: cargo bench --bench edit -- [N]... [OPTIONS]

  N            How many reviews [default: 10000]
  --rounds R   How often each file is saved [default: 9]
  --in DIR     Where the sites are [default: /dev/shm, or the folder for temporary files]
  --help       Print this

`hugo` and `zola` are taken from the PATH; without them only Laurels is measured. Its times have the quiet
time in them, 80 milliseconds in which nothing more must happen after a save.
";

fn main() -> ExitCode {
    let words = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
    let done = Arguments::read(words).and_then(|read| match read {
        Some(arguments) => run(&arguments),
        None => print(HELP.trim_end()),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = say(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

struct Arguments {
    counts: Vec<usize>,
    rounds: usize,
    folder: PathBuf,
}

impl Arguments {
    /// Reads the arguments; `None` where only help is wanted.
    fn read(arguments: impl Iterator<Item = String>) -> Result<Option<Self>> {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
        let mut read = Self { counts: Vec::new(), rounds: 9, folder };
        let mut arguments = arguments;
        let number = |word: &str| {
            let number = word.replace('_', "").parse().ok().filter(|number: &usize| *number > 0);
            number.ok_or(format!("`{word}` is not a number above 0; see `--help`"))
        };
        while let Some(word) = arguments.next() {
            let mut value = || arguments.next().ok_or(format!("`{word}` needs a value"));
            match word.as_str() {
                // Cargo adds it.
                "--bench" => {}
                "-h" | "--help" => return Ok(None),
                "--rounds" => read.rounds = number(&value()?)?,
                "--in" => read.folder = std::path::absolute(value()?)?,
                _ => read.counts.push(number(&word)?),
            }
        }
        if read.counts.is_empty() {
            read.counts = vec![10_000];
        }
        Ok(Some(read))
    }
}

/// What was measured of a program.
struct Row {
    /// Milliseconds until the page showed it, of each kind of file.
    times: Vec<(Kind, Vec<f64>)>,
    /// The most bytes that it held in memory.
    memory: Option<u64>,
}

fn run(arguments: &Arguments) -> Result<()> {
    let laurels = programs::laurels()?;
    for count in &arguments.counts {
        let work = arguments.folder.join(format!("laurels-edit-{}", std::process::id()));
        fsx::create_folders(&work)?;
        let work = Work(work);
        let mut rows = vec![];
        for (name, site) in [("laurels", Site::Bench), ("hugo", Site::Hugo), ("zola", Site::Zola)] {
            let peer = if site == Site::Bench { None } else { programs::find(name) };
            if peer.is_none() && site != Site::Bench {
                say(&format!("{name} not found"))?;
                continue;
            }
            say(&format!("{} reviews: {name}", grouped(*count)))?;
            sites::write(&[site], *count, &work.0)?;
            let path = peer.as_ref().map(|peer| peer.path.as_path());
            let version = peer.as_ref().map_or(&laurels, |peer| &peer.version);
            let folder = work.0.join(site.folder());
            match servers::measure(site, path, &folder, arguments.rounds) {
                Ok(row) => rows.push((version.clone(), row)),
                Err(error) => say(&format!("left out: {error}"))?,
            }
        }
        print(&table(*count, &rows))?;
    }
    Ok(())
}

fn table(count: usize, rows: &[(String, Row)]) -> String {
    let mut lines = vec![format!("\n### {} reviews\n", grouped(count))];
    lines.push("| program | saved | ms until it shows [min–max] | peak MB |".to_owned());
    lines.push("| --- | --- | --- | --- |".to_owned());
    for (name, Row { times, memory }) in rows {
        let memory = memory.map_or("–".to_owned(), megabytes);
        for (kind, times) in times {
            let Some(Spread { median, least, most }) = Spread::of(times.iter().copied()) else {
                continue;
            };
            let kind = kind.words();
            lines.push(format!(
                "| {name} | {kind} | {median:.1} [{least:.1}–{most:.1}] | {memory} |"
            ));
        }
    }
    lines.join("\n")
}

/// A folder that goes when the work is done, well or not.
struct Work(PathBuf);

impl Drop for Work {
    fn drop(&mut self) {
        let _ = fsx::remove_folder(&self.0);
    }
}
