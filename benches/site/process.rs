//! One run of a program: how long it took, on how many processors, with how much memory.
//!
//! Linux counts the memory of the process that starts a program as that program's own until it is
//! running, so this benchmark, which may hold much, starts itself again as a small process that
//! starts the program. That one also keeps the clock.

use std::ffi::OsString;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use laurels::fsx;
use serde::{Deserialize, Serialize};
use wait4::Wait4 as _;

use crate::Result;

/// The first argument of the small process that starts and measures a program.
pub(crate) const MEASURE: &str = "--inside-measure";

/// What a run took.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Taken {
    /// Seconds from start to end.
    pub(crate) wall: f64,
    /// Seconds of all processors together.
    pub(crate) cpu: f64,
    /// The most bytes that it held in memory.
    pub(crate) memory: u64,
    success: bool,
}

/// Runs a command in a working folder and gives what it took and what it printed; an error has
/// what it said.
pub(crate) fn measure(command: &Command, folder: &Path) -> Result<(Taken, String)> {
    let (out, err) = (folder.join("stdout"), folder.join("stderr"));
    let mut starter = Command::new(std::env::current_exe()?);
    starter.arg(MEASURE).args([&out, &err]).arg(command.get_program()).args(command.get_args());
    let said = starter.stderr(Stdio::inherit()).output()?;
    let name = Path::new(command.get_program()).display().to_string();
    if !said.status.success() {
        return Err(format!("`{name}` could not be measured").into());
    }
    let taken: Taken = serde_json::from_slice(&said.stdout)?;
    let read = |path: &Path| -> Result<String> {
        Ok(String::from_utf8_lossy(&fsx::read(path)?).into_owned())
    };
    let printed = read(&out)?;
    if !taken.success {
        let said = read(&err)? + &printed;
        return Err(format!("`{name}` failed:\n{}", said.trim_end()).into());
    }
    Ok((taken, printed))
}

/// What the small process does.
pub(crate) fn starter(mut arguments: impl Iterator<Item = OsString>) -> Result<()> {
    let mut next = || arguments.next().ok_or("an argument is missing");
    let (out, err, program) = (create(&next()?)?, create(&next()?)?, next()?);
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(out).stderr(err);
    let started = Instant::now();
    let used = command.spawn()?.wait4()?;
    let wall = started.elapsed().as_secs_f64();
    let cpu = (used.rusage.utime + used.rusage.stime).as_secs_f64();
    let memory = used.rusage.maxrss;
    let taken = Taken { wall, cpu, memory, success: used.status.success() };
    print(&serde_json::to_string(&taken)?)
}

#[allow(clippy::disallowed_methods, reason = "`fsx` gives no open file to hand to a program")]
fn create(path: &OsString) -> Result<File> {
    Ok(fsx::context("write", Path::new(path), File::create(path))?)
}

/// Prints a result.
pub(crate) fn print(text: &str) -> Result<()> {
    Ok(writeln!(std::io::stdout(), "{text}")?)
}

/// Says how it goes.
pub(crate) fn say(text: &str) -> Result<()> {
    Ok(writeln!(std::io::stderr(), "{text}")?)
}
