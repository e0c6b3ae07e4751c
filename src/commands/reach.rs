//! What a withdrawal reaches beyond the records: media that nobody else uses, and traces in other files.
//! And what it cannot reach.

use std::path::Path;

use percent_encoding::percent_decode_str;
use serde::Serialize;

use super::Failure;
use super::records::{self, Chosen, Records};
use crate::content::raw;
use crate::edit::disk::Planned;
use crate::edit::traces::{self, TextFile, Trace, Traces, What};
use crate::fsx;
use crate::paths;

/// What no program on this machine can reach.
pub(super) const NOT_REACHED: [&str; 7] = [
    "other output folders, until they are built again",
    "the history of a repository",
    "its clones and forks",
    "caches, also those of hosts and browsers",
    "search engines and archives of the web",
    "snippets that were pasted elsewhere",
    "feeds that were read",
];

/// A media file of a review that is taken back.
#[derive(Debug, Serialize)]
pub(super) struct Media {
    /// Relative to the site.
    pub(super) path: String,
    /// Where it is still named; such a file is kept.
    pub(super) kept_for: Option<String>,
    /// Whether it is a link: what that leads to stays.
    pub(super) is_link: bool,
}

/// The texts of a site as they will be.
pub(super) fn texts(site: &Path, planned: &[Planned]) -> Vec<TextFile> {
    let mut texts = traces::texts(site);
    for file in planned {
        if let Some(text) = texts.iter_mut().find(|text| text.path == file.path) {
            text.text.clone_from(&file.new);
            if let Some(to) = &file.to {
                text.path.clone_from(to);
            }
        }
    }
    texts
}

/// The media files of reviews, and which of them something else names.
pub(super) fn media(site: &Path, records: &Records, texts: &[TextFile]) -> Vec<Media> {
    let named = records.chosen.iter().flat_map(|review| records::media_of(&review.record.keys));
    let mut paths: Vec<String> = named.filter(|path| is_inside(path)).collect();
    paths.sort();
    paths.dedup();
    if paths.is_empty() {
        return Vec::new();
    }
    let medium = |path: &String| {
        let (kept_for, path) =
            (records.media_of_others.get(path).cloned(), format!("content/{path}"));
        let found = fsx::link_metadata(&site.join(&path)).ok().flatten();
        Media { path, kept_for, is_link: found.is_some_and(|found| found.is_symlink()) }
    };
    let mut media: Vec<Media> = paths.iter().map(medium).collect();
    for file in texts {
        let text = file.text.to_lowercase();
        // In Markdown and in templates a path may be written as an address.
        let plain = percent_decode_str(&text).decode_utf8_lossy();
        for (path, medium) in paths.iter().zip(&mut media) {
            let path = path.to_lowercase();
            let is_named = text.contains(&path) || plain.contains(&path);
            if medium.kept_for.is_none() && is_named {
                medium.kept_for = Some(file.path.clone());
            }
        }
    }
    media
}

/// Whether a path leads to a file of the folder of media, whatever stands in it.
fn is_inside(path: &str) -> bool {
    let is_name = |name: &str| !matches!(name, "" | "." | "..") && !name.contains(['\\', ':']);
    path.strip_prefix("media/").is_some_and(|rest| rest.split('/').all(is_name))
}

/// Removes the media that nothing else names; one that is gone already is fine.
pub(super) fn remove(site: &Path, media: &[Media]) -> Result<(), Failure> {
    for medium in media.iter().filter(|medium| medium.kept_for.is_none()) {
        let place = site.join(&medium.path);
        if fsx::link_metadata(&place)?.is_some_and(|found| !found.is_dir()) {
            fsx::remove_file(&place)?;
        }
    }
    Ok(())
}

/// What is left of the names and words of reviews, names first.
pub(super) fn left(reviews: &[Chosen], texts: &[TextFile]) -> Vec<Trace> {
    let mut wanted = Traces::default();
    for review in reviews {
        look_for(&review.record.keys, &mut wanted);
        wanted.text(review.record.body.as_deref().unwrap_or_default());
    }
    let mut left: Vec<Trace> = texts.iter().flat_map(|file| wanted.find(file)).collect();
    left.sort_by(|one, other| (one.what, one).cmp(&(other.what, other)));
    left
}

fn look_for(keys: &raw::Review, wanted: &mut Traces) {
    let name = keys.author.as_ref().and_then(|author| author.0.name.as_ref());
    if let Some(name) = name {
        wanted.name(name);
    }
    let single = [&keys.body, &keys.title, &keys.original, &keys.highlight];
    let lists = keys.pros.iter().chain(&keys.cons);
    let later = keys.follow_up.0.iter().filter_map(|said| said.text.as_ref());
    let spoken = keys.media.iter().filter_map(|medium| medium.transcript.as_ref());
    let texts = single.into_iter().flatten().chain(lists).chain(later).chain(spoken);
    for text in texts {
        wanted.text(text);
    }
}

/// A trace as a line.
pub(super) fn line(trace: &Trace) -> String {
    let what = match trace.what {
        What::Name => "the name",
        What::Words => "words of the text",
    };
    match trace.line {
        Some(line) => format!("{}:{line}: {what}", trace.path),
        None => format!("{}: {what}, in the path itself", trace.path),
    }
}

/// The file with the words that are to be taken out of a history.
pub(super) const WORDS: &str = "words.txt";

/// The commands that rewrite the history of a repository, in their order.
pub(super) fn history(site: &Path, reviews: &[Chosen], media: &[Media]) -> Vec<String> {
    let folder = in_repository(site);
    let mut paths: Vec<&str> = reviews
        .iter()
        .filter(|review| review.entry().is_none())
        .map(|review| review.path.as_str())
        .collect();
    let gone = media.iter().filter(|medium| medium.kept_for.is_none());
    paths.extend(gone.map(|medium| medium.path.as_str()));
    let mut commands = Vec::new();
    if !paths.is_empty() {
        let path = |path: &&str| format!("--path {}", quoted(&format!("{folder}{path}")));
        let paths: Vec<String> = paths.iter().map(path).collect();
        commands.push(format!("git filter-repo --invert-paths {}", paths.join(" ")));
    }
    if reviews.iter().any(|review| review.entry().is_some()) {
        commands.push(format!("git filter-repo --replace-text {WORDS}"));
    }
    if !commands.is_empty() {
        commands.insert(0, "git clone ADDRESS fresh && cd fresh".to_owned());
        // It drops the place that the clone came from, so that nothing is pushed by mistake.
        commands.push("git remote add origin ADDRESS".to_owned());
        commands.push("git push --force --all && git push --force --tags".to_owned());
    }
    commands
}

/// Where a site lies in its repository, with a slash at the end.
fn in_repository(site: &Path) -> String {
    let is_top = |folder: &&Path| fsx::link_metadata(&folder.join(".git")).ok().flatten().is_some();
    let top = site.ancestors().find(is_top);
    let inside = top.and_then(|top| paths::relative(top, site));
    let inside = inside.filter(|inside| !inside.is_empty());
    inside.map_or_else(String::new, |inside| format!("{inside}/"))
}

/// A path as every shell takes it.
fn quoted(path: &str) -> String {
    format!("'{}'", path.replace('\'', "'\\''"))
}
