//! What can be typed behind `cargo bench --bench site --`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::Result;
use crate::sites::Site;

pub(crate) const HELP: &str = "\
Builds the same reviews with Laurels, Hugo and Zola, and prints what it took as Markdown.

Usage: cargo bench --bench site -- [N]... [OPTIONS]

  N                 How many reviews [default: 1000 10000]
  --rounds R        How often everything is built [default: 5, above 50,000 reviews 3]
  --in DIR          Where to build [default: /dev/shm, or the folder for temporary files]
  --theme THEME     Only this site of Laurels: `bench` (the markup of the other generators),
                    `classic` (the built-in theme, with their archives) or `classic-all` (with all
                    archives); may be given more than once
  --help            Print this

`hugo` and `zola` are taken from the PATH; without them only Laurels is measured. Above 50,000 reviews
they build once, and without a warm-up.
";

/// How many reviews take other generators so long that one round has to do.
pub(crate) const MANY: usize = 50_000;

/// What to measure.
pub(crate) struct Arguments {
    /// How many reviews, one table each.
    pub(crate) counts: Vec<usize>,
    /// How often everything is built.
    rounds: Option<usize>,
    /// The folder to work in.
    pub(crate) folder: PathBuf,
    /// The sites of Laurels.
    pub(crate) themes: Vec<Site>,
}

impl Arguments {
    /// Reads the arguments; `None` where only help is wanted.
    pub(crate) fn read(arguments: impl Iterator<Item = OsString>) -> Result<Option<Self>> {
        let mut read =
            Self { counts: Vec::new(), rounds: None, folder: default_folder(), themes: Vec::new() };
        let mut arguments = arguments;
        while let Some(argument) = arguments.next() {
            let word = argument.to_string_lossy();
            let mut value = || arguments.next().ok_or(format!("`{word}` needs a value"));
            match &*word {
                // Cargo adds it.
                "--bench" => {}
                "-h" | "--help" => return Ok(None),
                "--rounds" => read.rounds = Some(number(&value()?)?),
                "--in" => read.folder = std::path::absolute(value()?)?,
                "--theme" => read.themes.push(theme(&value()?)?),
                _ => read.counts.push(number(&argument)?),
            }
        }
        if read.counts.is_empty() {
            read.counts = vec![1_000, 10_000];
        }
        if read.themes.is_empty() {
            read.themes = vec![Site::Bench, Site::ClassicSame, Site::Classic];
        }
        read.themes.sort();
        read.themes.dedup();
        Ok(Some(read))
    }

    /// How often everything is built.
    pub(crate) fn rounds(&self, count: usize) -> usize {
        self.rounds.unwrap_or(if count > MANY { 3 } else { 5 })
    }
}

/// A disk would be measured with the programs, so it is a folder in memory where there is one.
fn default_folder() -> PathBuf {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() }
}

fn number(word: &OsString) -> Result<usize> {
    let word = word.to_string_lossy();
    let number: Option<usize> = word.replace('_', "").parse().ok().filter(|number| *number > 0);
    Ok(number.ok_or(format!("`{word}` is not a number above 0; see `--help`"))?)
}

fn theme(word: &OsString) -> Result<Site> {
    match &*word.to_string_lossy() {
        "bench" => Ok(Site::Bench),
        "classic" => Ok(Site::ClassicSame),
        "classic-all" => Ok(Site::Classic),
        word => Err(format!("there is no theme `{word}` here: `bench`, `classic` or `classic-all`").into()),
    }
}
