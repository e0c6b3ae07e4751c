//! The theme stack: which files there are, and which of them wins.
//!
//! Layers, the first wins: the site's own `templates/`, its theme in `themes/<name>/`, that
//! theme's parents, and the built-in theme, which always stands at the end, so that a theme holds
//! only what it changes. A layer can replace one template, one component or one static file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use include_dir::{Dir, include_dir};
use schemars::JsonSchema;
use serde::Deserialize;
use walkdir::WalkDir;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::diag::{Diagnostic, Diagnostics, LineIndex, Place, suggest};
use crate::fsx;
use crate::yaml::{self, Data, Node, Text};

/// The theme that is inside the program.
pub const BUILT_IN: &str = "classic";

static BUILT_IN_FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/classic");

/// `theme.yaml` as it is written.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Manifest {
    /// The theme's name.
    pub name: Option<Text>,
    /// One sentence about it.
    pub description: Option<Text>,
    /// The theme that it changes. Default: the built-in one.
    pub parent: Option<Text>,
    /// The settings that `settings:` in site.yaml fills.
    pub settings: Vec<Setting>,
}

/// A setting of a theme.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Setting {
    /// The key in `settings:`.
    pub id: Option<Text>,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: Option<SettingKind>,
    /// Its value where the site gives none.
    pub default: Option<Data>,
    /// A few words for the owner.
    pub label: Option<Text>,
    /// A sentence for the owner.
    pub help: Option<Text>,
    /// Where it stands among others.
    pub group: Option<Text>,
    /// The choices of a `select`.
    pub options: Vec<Text>,
}

/// What a setting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum SettingKind {
    Color,
    Select,
    Bool,
    Number,
    Text,
    Image,
}

/// A template or component of one layer.
#[derive(Clone, Debug)]
pub struct Template {
    /// Its name in the engine: the layer's prefix, then its own.
    pub name: String,
    /// Where it lies, for messages: relative to the site, or inside the program.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// A file that is published as it is.
#[derive(Clone, Debug)]
pub struct Static {
    /// Path below `static/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// A hash of its bytes.
    pub hash: u64,
}

/// Words of the interface in one language, of one layer: `i18n/LANGUAGE.yaml`.
#[derive(Clone, Debug)]
pub struct WordsFile {
    /// The language, as the file is named: `pt`, `pt-BR`.
    pub language: String,
    /// Where it lies, for messages: relative to the site, or inside the program.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The files of a theme stack.
#[derive(Clone, Debug, Default)]
pub struct Theme {
    /// The prefixes of the layers, the winning one first.
    pub prefixes: Vec<String>,
    /// Templates and components of every layer.
    pub templates: Vec<Template>,
    /// Static files; of each path the winning one.
    pub statics: Vec<Static>,
    /// The words of the interface in every language that a layer has, the winning layer first.
    pub words: Vec<WordsFile>,
    hasher: Hashed,
}

#[derive(Clone, Default)]
struct Hashed(Xxh3);

impl std::fmt::Debug for Hashed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:032x}", self.0.digest128())
    }
}

/// What a file of a layer is, and its name there.
enum Role {
    Template(String),
    Static(String),
    Words(String),
    Manifest,
}

type FileOf = (String, String, Vec<u8>);

impl Theme {
    /// Finds the files of a site's theme stack; problems are reported, and what is there is used.
    pub fn load(site: &Path, name: &str, named_at: &Place, diagnostics: &mut Diagnostics) -> Self {
        let mut theme = Self::default();
        let own = files_below(site, &site.join("templates"), diagnostics);
        theme.add_layer("site/", own, role_in_site, diagnostics);
        theme.add_themes(site, name, named_at, diagnostics);
        theme.add_layer("builtin/", built_in(), role_in_theme, diagnostics);
        theme
    }

    /// The theme in `themes/` and its parents.
    fn add_themes(
        &mut self,
        site: &Path,
        name: &str,
        named_at: &Place,
        diagnostics: &mut Diagnostics,
    ) {
        let mut seen = BTreeSet::new();
        let mut wanted = Some((name.to_owned(), named_at.clone()));
        while let Some((name, place)) = wanted.take() {
            let folder = site.join("themes").join(&name);
            let plain = !name.is_empty() && !name.contains(['/', '\\']) && !name.starts_with('.');
            if !plain || !folder.is_dir() {
                if name != BUILT_IN {
                    diagnostics.push(unknown_theme(site, &name).at(place));
                }
                return;
            }
            if !seen.insert(name.clone()) {
                let message = format!("the theme `{name}` is its own parent");
                diagnostics.push(Diagnostic::error("theme-loop", message).at(place));
                return;
            }
            let files = files_below(site, &folder, diagnostics);
            let prefix = format!("theme-{}/", seen.len());
            let manifest = self.add_layer(&prefix, files, role_in_theme, diagnostics);
            wanted = manifest.and_then(|(parent, place)| Some((parent?, place)));
        }
    }

    /// Adds the files of a layer; gives what its manifest says of a parent.
    fn add_layer(
        &mut self,
        prefix: &str,
        files: Vec<FileOf>,
        role: fn(&str) -> Option<Role>,
        diagnostics: &mut Diagnostics,
    ) -> Option<(Option<String>, Place)> {
        let mut manifest = None;
        for (name, path, bytes) in files {
            self.hasher.0.update(prefix.as_bytes());
            self.hasher.0.update(name.as_bytes());
            self.hasher.0.update(&xxh3_64(&bytes).to_le_bytes());
            match role(&name) {
                Some(Role::Static(path)) if self.statics.iter().all(|file| file.path != path) => {
                    let hash = xxh3_64(&bytes);
                    self.statics.push(Static { path, bytes, hash });
                }
                Some(Role::Template(name)) => match String::from_utf8(bytes) {
                    Ok(text) => {
                        let name = format!("{prefix}{name}");
                        self.templates.push(Template { name, path, text });
                    }
                    Err(_) => diagnostics.push(not_utf8(path)),
                },
                Some(Role::Words(language)) => match String::from_utf8(bytes) {
                    Ok(text) => self.words.push(WordsFile { language, path, text }),
                    Err(_) => diagnostics.push(not_utf8(path)),
                },
                Some(Role::Manifest) => manifest = read_manifest(&path, &bytes, diagnostics),
                Some(Role::Static(_)) | None => {}
            }
        }
        self.prefixes.push(prefix.to_owned());
        self.statics.sort_by(|a, b| a.path.cmp(&b.path));
        manifest
    }

    /// A hash of the names and contents of all files.
    pub fn hash(&self) -> u128 {
        self.hasher.0.digest128()
    }

    /// The bytes of a static file.
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.statics.iter().find(|file| file.path == path).map(|file| file.bytes.as_slice())
    }

    /// Whether a template has a word in quotes.
    pub fn mentions(&self, word: &str) -> bool {
        let quoted = [format!("\"{word}\""), format!("'{word}'")];
        let mut texts = self.templates.iter().map(|template| &template.text);
        texts.any(|text| quoted.iter().any(|quoted| text.contains(quoted)))
    }

    /// Templates by their names in the engine.
    pub fn by_name(&self) -> BTreeMap<&str, &Template> {
        self.templates.iter().map(|template| (template.name.as_str(), template)).collect()
    }
}

/// The text of a built-in file by the path that messages give it.
pub fn built_in_text(path: &str) -> Option<String> {
    let inside = path.strip_prefix("built-in themes/classic/")?;
    BUILT_IN_FILES.get_file(inside)?.contents_utf8().map(str::to_owned)
}

fn unknown_theme(site: &Path, name: &str) -> Diagnostic {
    let folders = WalkDir::new(site.join("themes")).min_depth(1).max_depth(1).sort_by_file_name();
    let folders = folders.into_iter().filter_map(Result::ok);
    let mut known: Vec<String> = folders
        .filter(|entry| entry.file_type().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    known.push(BUILT_IN.to_owned());
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let message = format!("there is no theme `{}`", crate::diag::text::brief(name));
    Diagnostic::error("unknown-theme", message).hint(suggest::hint(name, &known))
}

fn not_utf8(path: String) -> Diagnostic {
    Diagnostic::error("not-utf-8", "this file is not UTF-8")
        .at(Place::file(path))
        .hint("save the file as UTF-8 in your editor")
}

/// A file of a theme: `templates/…`, `components/…`, `static/…`, `theme.yaml`.
fn role_in_theme(name: &str) -> Option<Role> {
    if let Some(template) = name.strip_prefix("templates/") {
        is_template(name).then(|| Role::Template(template.to_owned()))
    } else if name.starts_with("components/") {
        is_template(name).then(|| Role::Template(name.to_owned()))
    } else if let Some(file) = name.strip_prefix("static/") {
        Some(Role::Static(file.to_owned()))
    } else if let Some(language) = language_of(name) {
        Some(Role::Words(language))
    } else {
        (name == "theme.yaml").then_some(Role::Manifest)
    }
}

/// A file of the site's `templates/`: the same paths, templates themselves at the top. What is
/// neither a template nor a static file, such as a note, is the owner's own business.
fn role_in_site(name: &str) -> Option<Role> {
    if let Some(file) = name.strip_prefix("static/") {
        return Some(Role::Static(file.to_owned()));
    }
    if let Some(language) = language_of(name) {
        return Some(Role::Words(language));
    }
    is_template(name).then(|| Role::Template(name.to_owned()))
}

/// The language of `i18n/LANGUAGE.yaml`.
fn language_of(name: &str) -> Option<String> {
    let file = name.strip_prefix("i18n/")?;
    let stem = file.strip_suffix(".yaml").or_else(|| file.strip_suffix(".yml"))?;
    (!stem.contains('/')).then(|| stem.to_owned())
}

fn is_template(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("html"))
}

/// The files of the built-in theme, in the order of their paths.
fn built_in() -> Vec<FileOf> {
    fn collect(folder: &Dir<'_>, files: &mut Vec<FileOf>) {
        for file in folder.files() {
            let parts: Vec<_> =
                file.path().components().map(|part| part.as_os_str().to_string_lossy()).collect();
            let name = parts.join("/");
            let path = format!("built-in themes/classic/{name}");
            files.push((name, path, file.contents().to_vec()));
        }
        for folder in folder.dirs() {
            collect(folder, files);
        }
    }
    let mut files = Vec::new();
    collect(&BUILT_IN_FILES, &mut files);
    files.sort();
    files
}

/// The files below a folder, in the order of their paths; a folder that is missing has none.
fn files_below(site: &Path, folder: &Path, diagnostics: &mut Diagnostics) -> Vec<FileOf> {
    if !folder.is_dir() {
        return Vec::new();
    }
    let mut files = Vec::new();
    let hidden = |name: &std::ffi::OsStr| matches!(name.as_encoded_bytes().first(), Some(b'.'));
    let walker = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    for entry in walker.filter_entry(|entry| entry.depth() == 0 || !hidden(entry.file_name())) {
        let read = entry.map_err(|error| error.to_string()).and_then(|entry| {
            if entry.file_type().is_dir() {
                return Ok(None);
            }
            let name = crate::paths::relative(folder, entry.path());
            let path = crate::paths::relative(site, entry.path());
            let (Some(name), Some(path)) = (name, path) else {
                return Err("the name of a file is not valid Unicode".to_owned());
            };
            let bytes = fsx::read(entry.path()).map_err(|error| error.to_string())?;
            Ok(Some((name, path, bytes)))
        });
        match read {
            Ok(file) => files.extend(file),
            Err(message) => {
                let path = crate::paths::relative(site, folder).unwrap_or_default();
                diagnostics.push(Diagnostic::error("unreadable", message).at(Place::file(path)));
            }
        }
    }
    files.sort();
    files
}

/// The parent that a manifest names, and where.
fn read_manifest(
    path: &str,
    bytes: &[u8],
    diagnostics: &mut Diagnostics,
) -> Option<(Option<String>, Place)> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        diagnostics.push(not_utf8(path.to_owned()));
        return None;
    };
    let index = LineIndex::new(text);
    let (root, faults) = Node::load(text);
    diagnostics.extend(faults.into_iter().map(|fault| fault.into_diagnostic(path, &index, 0)));
    let root = root?;
    let decoded = yaml::decode::<Option<Manifest>>(&mut root.clone());
    let faults = decoded.faults.into_iter();
    diagnostics.extend(faults.map(|fault| fault.into_diagnostic(path, &index, 0)));
    let parent = decoded.value?.unwrap_or_default().parent;
    let range = yaml::find(&root, &["parent".into()], false).unwrap_or(0..0);
    Some((parent.map(|name| name.trim().to_owned()), Place::range(path, &index, range)))
}
