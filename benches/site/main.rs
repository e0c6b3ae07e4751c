//! Builds the same reviews with Laurels and with other generators, and prints what it took.
//!
//! `cargo bench --bench site -- --help` says what can be chosen; docs/performance.md says how to
//! read the tables. Only numbers of one run are comparable: machines differ, and so does what
//! else they do.

mod arguments;
mod figures;
mod files;
mod floor;
mod process;
mod programs;
mod records;
mod rounds;
mod sites;
mod table;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use laurels::fsx;

use crate::arguments::{Arguments, HELP};
use crate::process::{print, say};
use crate::rounds::Rounds;
use crate::table::Measured;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).peekable();
    let inside = arguments.peek().and_then(|first| first.to_str()).unwrap_or_default();
    let done = match inside {
        process::MEASURE => process::starter(arguments.skip(1)),
        floor::WRITE => floor::writer(arguments.skip(1)),
        _ => Arguments::read(arguments).and_then(|read| match read {
            Some(arguments) => run(&arguments),
            None => print(HELP.trim_end()),
        }),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = say(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<()> {
    let peers = [("hugo", programs::find("hugo")), ("zola", programs::find("zola"))];
    let mut parts = vec![machine(), programs::laurels()?];
    for (name, peer) in &peers {
        parts.push(peer.as_ref().map_or(format!("{name} not found"), |peer| peer.version.clone()));
    }
    let work = WorkFolder::new(&arguments.folder)?;
    let [hugo, zola] = &peers;
    let (hugo, zola) = (hugo.1.as_ref(), zola.1.as_ref());
    let rounds = Rounds { arguments, hugo, zola, folder: &work.0 };
    print(&parts.join("; "))?;
    let mut all = Vec::new();
    for count in &arguments.counts {
        let measured = Measured { count: *count, rows: rounds.measure(*count)? };
        print(&format!("\n{}", table::sides(&measured).trim_end()))?;
        all.push(measured);
    }
    for part in [table::stages(&all), table::growth(&all)] {
        if !part.is_empty() {
            print(&format!("\n{}", part.trim_end()))?;
        }
    }
    Ok(())
}

fn machine() -> String {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let (system, kind) = (std::env::consts::OS, std::env::consts::ARCH);
    format!("{processors} CPUs, {system} {kind}")
}

/// A folder that goes when the work is done, well or not.
struct WorkFolder(PathBuf);

impl WorkFolder {
    fn new(parent: &Path) -> Result<Self> {
        let folder = parent.join(format!("laurels-bench-{}", std::process::id()));
        fsx::create_folders(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for WorkFolder {
    fn drop(&mut self) {
        let _ = fsx::remove_folder(&self.0);
    }
}
