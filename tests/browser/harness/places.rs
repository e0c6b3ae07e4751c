//! Which sites are looked at, and which of their pages.

use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use super::server::Server;
use crate::support::Site;
use crate::support::site::REPOSITORY;

/// The sample site of the repository.
pub const SAMPLE: &str = "sample";

/// Sites in `tests/sites/`, each of which is an edge of what a theme has to bear.
pub const EDGES: [&str; 6] =
    ["no-reviews", "one-review", "no-ratings", "only-elsewhere", "arabic", "hostile"];

/// Pages that are looked at besides the first of their kind.
const MORE: [(&str, &str, &str); 8] = [
    (SAMPLE, "review with a reply", "reviews/sybil-hartsfoot/index.html"),
    (SAMPLE, "review with a photo", "reviews/first-bike/index.html"),
    (SAMPLE, "review with a video", "reviews/imogen-thimblerigg/index.html"),
    (SAMPLE, "review elsewhere", "reviews/google-september/index.html"),
    (SAMPLE, "review that reads from the right", "reviews/sami-aldarraji/index.html"),
    ("hostile", "review of 3,000 words", "reviews/three-thousand-words/index.html"),
    ("hostile", "review in Chinese", "reviews/chinese/index.html"),
    ("hostile", "review that looks like HTML", "reviews/looks-like-html/index.html"),
];

/// A site, and the settings of the built-in theme with which it is built.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edition {
    /// [`SAMPLE`], or a folder of `tests/sites/`.
    pub site: &'static str,
    /// One setting, such as `style: paper`; the usual ones without.
    pub setting: Option<String>,
}

impl Edition {
    /// A site with the usual settings.
    pub fn of(site: &'static str) -> Self {
        Self { site, setting: None }
    }

    /// The sample site with a setting.
    pub fn set(setting: &str) -> Self {
        Self { site: SAMPLE, setting: Some(setting.to_owned()) }
    }

    /// All sites with the usual settings.
    pub fn every_site() -> Vec<Self> {
        [SAMPLE].into_iter().chain(EDGES).map(Self::of).collect()
    }

    /// The sample site in every other style that the theme has.
    pub fn every_style() -> Vec<Self> {
        let styles = Path::new(REPOSITORY).join("themes/classic/styles");
        let mut names = Vec::new();
        for entry in fs::read_dir(styles).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|end| end == "yaml") {
                names.push(path.file_stem().unwrap().to_str().unwrap().to_owned());
            }
        }
        assert!(!names.is_empty(), "the theme has one style only");
        names.sort();
        names.iter().map(|name| Self::set(&format!("style: {name}"))).collect()
    }

    fn source(&self) -> Site {
        let site = match self.site {
            SAMPLE => Site::sample(),
            name => Site::fixture(name),
        };
        match &self.setting {
            None => site,
            Some(setting) => site.edit("site.yaml", |text| {
                let key = setting.split_inclusive(':').next().unwrap();
                assert!(text.contains(&format!("\n  {key}")), "site.yaml has no `{key}`");
                let lines = text.lines().map(|line| match line.strip_prefix("  ") {
                    Some(rest) if rest.starts_with(key) => format!("  {setting}\n"),
                    _ => format!("{line}\n"),
                });
                lines.collect()
            }),
        }
    }
}

impl Display for Edition {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.setting {
            None => write!(out, "{}", self.site),
            Some(setting) => write!(out, "{} with {setting}", self.site),
        }
    }
}

/// A page of a site.
#[derive(Clone, Debug)]
pub struct Place {
    /// What kind of page it is.
    pub kind: &'static str,
    /// Its address in the site, such as `/items/`.
    pub path: String,
}

/// A site that is built and served.
pub struct Served {
    /// Which one.
    pub edition: Edition,
    /// A page of each kind, and those that are special.
    pub places: Vec<Place>,
    /// The pages of widgets, which other pages have in frames, and the one that offers them to the owner.
    pub widgets: Vec<Place>,
    server: Server,
    // The folder is removed with it. A site is no business of two threads.
    _source: Mutex<Site>,
}

impl Served {
    /// Builds a site and serves it.
    #[track_caller]
    pub fn new(edition: &Edition) -> Self {
        let source = edition.source();
        let server = Server::of(&source.path("dist"));
        let source = published_at(&server.origin, source);
        let (places, widgets) = {
            let built = source.run("build");
            let tree = built.ok().output();
            let files = tree.files.keys().map(String::as_str).filter(|file| is_page(file));
            let (widgets, files): (Vec<&str>, _) =
                files.partition(|file| file.starts_with("widgets/"));
            let widget = |file: &&str| Place { kind: "widget", path: address(file) };
            (places(edition.site, &files), widgets.iter().map(widget).collect())
        };
        Self { edition: edition.clone(), places, widgets, server, _source: Mutex::new(source) }
    }

    /// The whole address of a path such as `/items/`.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.server.origin)
    }

    /// The page of a kind.
    #[track_caller]
    pub fn place(&self, kind: &str) -> Place {
        let place = self.places.iter().find(|place| place.kind == kind);
        place.unwrap_or_else(|| panic!("{} has no page of the kind {kind}", self.edition)).clone()
    }
}

/// A site whose address is one of this machine: widgets have whole addresses in them.
pub fn published_at(origin: &str, site: Site) -> Site {
    let text = site.read("site.yaml");
    match text.lines().find(|line| line.starts_with("base_url:")) {
        Some(line) => {
            site.bytes("site.yaml", text.replace(line, &format!("base_url: {origin}/")).as_bytes())
        }
        None => site,
    }
}

/// The first page of each kind, and the special ones of this site.
#[track_caller]
fn places(site: &str, files: &[&str]) -> Vec<Place> {
    let mut kinds = BTreeMap::new();
    for file in files {
        kinds.entry(kind(file)).or_insert(*file);
    }
    for (_, kind, file) in MORE.iter().filter(|(of, ..)| *of == site) {
        assert!(files.contains(file), "{site} has no `{file}`:\n{}", files.join("\n"));
        kinds.insert(kind, file);
    }
    kinds.into_iter().map(|(kind, file)| Place { kind, path: address(file) }).collect()
}

fn address(file: &str) -> String {
    format!("/{}", file.strip_suffix("index.html").unwrap_or(file))
}

/// Whether a file is the page of a widget, which is to be framed.
pub fn is_frame(file: &str) -> bool {
    let parts: Vec<&str> = file.split('/').collect();
    matches!(parts.as_slice(), ["widgets", _, "index.html"])
}

/// Whether a file is a whole page, and not a part that others include in theirs.
fn is_page(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|end| end == "html")
        && !file.ends_with("/fragment.html")
}

/// The kind of page that a file is.
fn kind(file: &str) -> &'static str {
    let parts: Vec<&str> = file.split('/').collect();
    match parts.as_slice() {
        ["index.html"] => "home",
        ["404.html"] => "not found",
        ["page", ..] => "further page",
        ["improvements", ..] => "improvements",
        ["how-we-collect-reviews", ..] => "transparency",
        ["reviews", ..] => "review",
        [_, _, "page", ..] => "further page of a list",
        ["items", _, _] => "item",
        ["items", _] => "items",
        ["tags", _, _] => "tag",
        ["tags", _] => "tags",
        ["sources", _, _] => "source",
        ["sources", _] => "sources",
        ["ratings", _, _] => "rating",
        ["ratings", _] => "ratings",
        _ => "free page",
    }
}
