//! What is left of a person in the texts of a site: a name, or eight words in a row of what they said.
//!
//! Words are compared, not bytes: case, accents, punctuation and line ends make no difference.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::Path;

use crate::diag::LineIndex;
use crate::{fsx, walk};

/// So many words in a row are somebody's, fewer are anybody's.
const IN_A_ROW: usize = 8;

/// A text file of a site.
#[derive(Clone, Debug)]
pub struct TextFile {
    /// Path relative to the site's folder, with `/` on every system.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Traces {
    names: Vec<Vec<String>>,
    rows: HashSet<Vec<String>>,
}

/// A place where something is left.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trace {
    /// The file.
    pub path: String,
    /// The line, from 1; `None` where it is the file's path.
    pub line: Option<u32>,
    /// What it is.
    pub what: What,
}

/// What is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The whole name.
    Name,
    /// Words of the text.
    Words,
}

/// The folders of a site that hold texts of its owner.
const FOLDERS: [&str; 3] = ["content", "templates", "themes"];

/// Reads every text file of a site: its content, templates and themes, and the files beside `site.yaml`.
/// Outputs and caches are made of them; what cannot be read is left out.
pub fn texts(site: &Path) -> Vec<TextFile> {
    let mut texts = Vec::new();
    let mut beside = fsx::names(site).unwrap_or_default();
    beside.retain(|name| !fsx::is_temporary(name));
    beside.sort();
    let top = beside.into_iter().map(|name| (site.join(&name), name));
    let is_file = |disk: &Path| fsx::metadata(disk).ok().flatten().is_some_and(|it| it.is_file());
    texts
        .extend(top.filter(|(disk, _)| is_file(disk)).filter_map(|(disk, name)| read(&disk, name)));
    let is_git = |name: &OsStr| name == ".git" || name.to_str().is_some_and(fsx::is_temporary);
    for folder in FOLDERS {
        let below = walk::below(site, &site.join(folder), is_git).filter_map(Result::ok);
        let files = below.filter(|found| !found.is_folder);
        texts.extend(files.filter_map(|found| read(&found.disk, found.path)));
    }
    texts
}

fn read(disk: &Path, path: String) -> Option<TextFile> {
    // A text has no NUL byte, and a video is not read to see that.
    if fsx::read_start(disk, 1024).ok()?.contains(&0) {
        return None;
    }
    let text = String::from_utf8(fsx::read(disk).ok()?).ok()?;
    Some(TextFile { path, text })
}

impl Traces {
    /// Adds a name.
    pub fn name(&mut self, name: &str) {
        let words: Vec<String> = words(name).map(|(_, word)| word).collect();
        if !words.is_empty() {
            self.names.push(words);
        }
    }

    /// Adds a text.
    pub fn text(&mut self, text: &str) {
        let words: Vec<String> = words(text).map(|(_, word)| word).collect();
        self.rows.extend(words.windows(IN_A_ROW).map(<[String]>::to_vec));
    }

    /// Finds what is left in a file; each line is named once.
    pub fn find(&self, file: &TextFile) -> Vec<Trace> {
        let (offsets, words): (Vec<usize>, Vec<String>) = words(&file.text).unzip();
        let index = LineIndex::new(&file.text);
        let mut found = Vec::new();
        let mut add = |at: usize, what| {
            let line = Some(index.position(offsets[at]).line);
            found.push(Trace { path: file.path.clone(), line, what });
        };
        for name in &self.names {
            let windows = words.windows(name.len()).enumerate();
            windows.filter(|(_, row)| row == name).for_each(|(at, _)| add(at, What::Name));
        }
        let mut behind = 0;
        for (at, row) in words.windows(IN_A_ROW).enumerate() {
            if self.rows.contains(row) {
                // One passage is one trace.
                if at >= behind {
                    add(at, What::Words);
                }
                behind = at + IN_A_ROW;
            }
        }
        let (_, in_path): (Vec<usize>, Vec<String>) = self::words(&file.path).unzip();
        let is_named =
            |name: &Vec<String>| in_path.windows(name.len()).any(|row| row == name.as_slice());
        if self.names.iter().any(is_named) {
            found.push(Trace { path: file.path.clone(), line: None, what: What::Name });
        }
        found.sort();
        found.dedup();
        found
    }
}

/// The words of a text in plain lower-case letters, with the bytes at which they start.
fn words(text: &str) -> impl Iterator<Item = (usize, String)> {
    let mut at = 0;
    text.split(|letter: char| !letter.is_alphanumeric()).filter_map(move |word| {
        // The parts follow each other in the text, one character apart.
        let start = at;
        at += word.len() + text[start + word.len()..].chars().next().map_or(0, char::len_utf8);
        (!word.is_empty()).then(|| (start, folded(word)))
    })
}

fn folded(word: &str) -> String {
    if word.is_ascii() {
        word.to_ascii_lowercase()
    } else {
        deunicode::deunicode(word).to_lowercase()
    }
}
