//! The programs that are measured: where they are, and how they are told to build a site.
#![allow(clippy::disallowed_methods, reason = "a program is found by asking the environment")]

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;
use crate::records::TODAY;
use crate::sites::Site;

/// The program that this benchmark was built with.
pub(crate) const LAURELS: &str = env!("CARGO_BIN_EXE_laurels");

/// A program of somebody else.
pub(crate) struct Peer {
    /// The program.
    pub(crate) path: PathBuf,
    /// Its name and version, with what has to be known of it.
    pub(crate) version: String,
}

/// Looks for a generator on the `PATH`.
pub(crate) fn find(name: &str) -> Option<Peer> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let folders = std::env::var_os("PATH")?;
    let path =
        std::env::split_paths(&folders).map(|dir| dir.join(&file)).find(|path| path.is_file())?;
    let argument = if name == "hugo" { "version" } else { "--version" };
    let said = Command::new(&path).arg(argument).output().ok()?;
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let mut words = said.split_whitespace().map(|word| word.trim_start_matches('v'));
    let version = words.find(|word| word.starts_with(|first: char| first.is_ascii_digit()));
    // Behind the version stand the commit and the day.
    let version = version.and_then(|version| version.split(['-', '+']).next());
    let version = version.unwrap_or("of an unknown version");
    let note = if is_script(&path) {
        " (a script, whose own start is measured too: put the real program first on the PATH)"
    } else {
        ""
    };
    Some(Peer { version: format!("{name} {version}{note}"), path })
}

fn is_script(path: &Path) -> bool {
    let mut start = [0; 2];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut start));
    read.is_ok() && start == *b"#!"
}

/// The name and the version of Laurels.
pub(crate) fn laurels() -> Result<String> {
    let said = Command::new(LAURELS).arg("--version").output()?;
    Ok(String::from_utf8_lossy(&said.stdout).trim().to_owned())
}

/// The command that builds a site into a folder.
pub(crate) fn command(site: Site, peer: Option<&Path>, folder: &Path, out: &Path) -> Command {
    let mut command = Command::new(peer.unwrap_or(Path::new(LAURELS)));
    match site {
        Site::Hugo => command.args(["--quiet", "-s"]).arg(folder).arg("-d").arg(out),
        Site::Zola => command.arg("--root").arg(folder).args(["build", "-o"]).arg(out),
        Site::Bench | Site::ClassicSame | Site::Classic => command
            .args(["--format", "json", "--today", &TODAY.to_string()])
            .arg("build")
            .arg("--site")
            .arg(folder)
            .arg("--out")
            .arg(out)
            .arg("--timings"),
    };
    command
}
