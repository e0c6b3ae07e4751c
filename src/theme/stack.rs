//! The layers of a site: its own `templates/`, its theme, that theme's parents, the built-in one.

use std::collections::BTreeSet;
use std::path::Path;

use walkdir::WalkDir;

use super::BUILT_IN;
use super::files::{self, File, Role};
use super::manifest::{self, Read};
use super::tokens::OfLayer;
use crate::diag::{Diagnostic, Diagnostics, Place, suggest};

/// Whose files a layer has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The site's own, in `templates/`.
    Site,
    /// Those of a theme in `themes/`.
    Theme(String),
    /// Those inside the program.
    BuiltIn,
}

impl Origin {
    /// Where a file lies, in words: "in theme `harbour`".
    pub fn words(&self) -> String {
        match self {
            Self::Site => "in the site's own `templates/`".to_owned(),
            Self::Theme(name) => format!("in theme `{name}`"),
            Self::BuiltIn => "built in".to_owned(),
        }
    }
}

/// A layer, as it is listed.
#[derive(Clone, Debug)]
pub struct LayerInfo {
    /// What stands before the names of its templates.
    pub prefix: String,
    /// Whose files it has.
    pub origin: Origin,
    /// Its version, where it has one.
    pub version: Option<String>,
    /// Its files, in the order of their paths on the disk.
    pub files: Vec<LayerFile>,
}

impl LayerInfo {
    /// The file of that path in a theme.
    pub fn file(&self, name: &str) -> Option<&LayerFile> {
        self.files.iter().find(|file| file.name == name)
    }
}

/// A file of a layer.
#[derive(Clone, Debug)]
pub struct LayerFile {
    /// Path in a theme, which is the same in all layers: `templates/wall.html`, `tokens.yaml`.
    pub name: String,
    /// Where it lies, for messages: relative to the site, or inside the program.
    pub path: String,
    /// The components that it defines: they are found by their names, wherever they stand.
    pub components: Vec<String>,
}

impl LayerFile {
    /// Whether this file, of a layer above, is used in place of all of another one.
    pub fn hides(&self, other: &Self) -> bool {
        match other.components.as_slice() {
            [] => self.name == other.name && !self.is_merged(),
            _ if other.name.starts_with("templates/") => self.name == other.name,
            components => components.iter().all(|name| self.components.contains(name)),
        }
    }

    /// Whether files of that path do not hide each other: their values are put together.
    pub fn is_merged(&self) -> bool {
        !["templates/", "components/", "static/"].iter().any(|part| self.name.starts_with(part))
    }
}

/// A layer with what settings and tokens are made of.
#[derive(Debug)]
pub(super) struct Layer {
    pub(super) info: LayerInfo,
    pub(super) manifest: Option<Read>,
    pub(super) tokens: OfLayer,
}

impl Layer {
    pub(super) fn new(info: LayerInfo, manifest: Option<Read>) -> Self {
        Self { info, manifest, tokens: OfLayer::default() }
    }
}

/// The files of a layer, and its manifest.
#[derive(Debug)]
pub(super) struct Folder {
    pub(super) info: LayerInfo,
    pub(super) files: Vec<(Role, File)>,
    pub(super) manifest: Option<Read>,
}

/// The layers of a site.
#[derive(Debug)]
pub(super) struct Found {
    /// The winning one first.
    pub(super) folders: Vec<Folder>,
    /// Whether every theme that is named was found and could be read.
    pub(super) complete: bool,
}

/// Finds the layers of a site; the built-in theme is always the last.
pub(super) fn find(
    site: &Path,
    name: &str,
    named_at: &Place,
    diagnostics: &mut Diagnostics,
) -> Found {
    let own = files::below(site, &site.join("templates"), diagnostics);
    let own = folder("site/", Origin::Site, own, diagnostics);
    let parent = own.manifest.as_ref().and_then(Read::parent);
    if let Some((_, place)) = parent {
        let message = "the site's own `templates/` have no `parent`";
        let problem = Diagnostic::error("parent-of-site", message).at(place);
        diagnostics.push(problem.hint("name the theme in site.yaml: `theme: NAME`"));
    }
    let mut found = Found { folders: vec![own], complete: true };
    found.themes(site, name, named_at, diagnostics);
    let mut built_in = folder("builtin/", Origin::BuiltIn, files::built_in(), diagnostics);
    built_in.info.version = Some(env!("CARGO_PKG_VERSION").to_owned());
    found.folders.push(built_in);
    found
}

impl Found {
    /// The theme in `themes/` and its parents.
    fn themes(&mut self, site: &Path, name: &str, named_at: &Place, diagnostics: &mut Diagnostics) {
        let mut seen: Vec<String> = Vec::new();
        let mut wanted = Some((name.to_owned(), named_at.clone()));
        while let Some((name, place)) = wanted.take() {
            let path = site.join("themes").join(&name);
            let plain = !name.is_empty() && !name.contains(['/', '\\']) && !name.starts_with('.');
            if !plain || !path.is_dir() {
                if name != BUILT_IN {
                    diagnostics.push(unknown_theme(site, &name, &seen).at(place));
                    self.complete = false;
                }
                return;
            }
            if seen.contains(&name) {
                diagnostics.push(own_parent(&name, &seen).at(place));
                self.complete = false;
                return;
            }
            seen.push(name.clone());
            let files = files::below(site, &path, diagnostics);
            let has_manifest = files.iter().any(|file| file.name == "theme.yaml");
            let prefix = format!("theme-{}/", seen.len());
            let theme = folder(&prefix, Origin::Theme(name), files, diagnostics);
            self.complete &= theme.manifest.is_some() || !has_manifest;
            wanted = theme.manifest.as_ref().and_then(Read::parent);
            self.folders.push(theme);
        }
    }
}

/// Sorts the files of a layer by what they are for, and reads its manifest.
fn folder(prefix: &str, origin: Origin, files: Vec<File>, diagnostics: &mut Diagnostics) -> Folder {
    let role = if origin == Origin::Site { Role::in_site } else { Role::in_theme };
    let mut known: Vec<(Role, File)> = Vec::new();
    for file in files {
        match role(&file.name) {
            Ok(role) => match known.iter().find(|(other, _)| other.path() == role.path()) {
                Some((_, first)) => diagnostics.push(twice(&file.path, &first.path)),
                None => known.push((role, file)),
            },
            Err(hint) => diagnostics.extend(hint.map(|hint| nothing_read(&file.path, hint))),
        }
    }
    let files = known;
    let manifest = files.iter().find(|(role, _)| matches!(role, Role::Manifest));
    let manifest =
        manifest.and_then(|(_, file)| manifest::read(&file.path, &file.bytes, diagnostics));
    let version = manifest.as_ref().and_then(|read| read.manifest.version.as_ref());
    let version = version.map(|version| version.trim().to_owned());
    let info = LayerInfo { prefix: prefix.to_owned(), origin, version, files: Vec::new() };
    Folder { info, files, manifest }
}

fn nothing_read(path: &str, hint: String) -> Diagnostic {
    Diagnostic::warning("unused-file", "nothing is read from this file")
        .at(Place::file(path))
        .hint(hint)
}

fn twice(path: &str, first: &str) -> Diagnostic {
    let message = format!("this file and `{first}` are the same part of a theme");
    let hint = "put into one of them what is in both, and remove the other";
    Diagnostic::error("theme-file-twice", message).at(Place::file(path)).hint(hint)
}

/// The themes that there are, the built-in one last.
fn names(site: &Path) -> BTreeSet<String> {
    let folders = WalkDir::new(site.join("themes")).min_depth(1).max_depth(1);
    let folders = folders.into_iter().filter_map(Result::ok);
    let folders = folders.filter(|entry| entry.path().is_dir());
    let names = folders.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.chain([BUILT_IN.to_owned()]).collect()
}

fn unknown_theme(site: &Path, name: &str, seen: &[String]) -> Diagnostic {
    let known = names(site);
    let known: Vec<&str> =
        known.iter().filter(|name| !seen.contains(name)).map(String::as_str).collect();
    let message = format!("there is no theme `{}`", crate::diag::text::brief(name));
    Diagnostic::error("unknown-theme", message).hint(suggest::hint(name, &known))
}

fn own_parent(name: &str, seen: &[String]) -> Diagnostic {
    let message = format!("the theme `{name}` is its own parent");
    let from = seen.iter().position(|known| known == name).unwrap_or_default();
    let chain = seen[from..].iter().map(String::as_str).chain([name]);
    let chain: Vec<String> = chain.map(|name| format!("`{name}`")).collect();
    let hint = format!("the chain of parents is {}: remove one `parent:`", chain.join(" → "));
    Diagnostic::error("theme-loop", message).hint(hint)
}
