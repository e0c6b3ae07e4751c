//! The files of one layer: which there are, and what each of them is.

use std::ffi::OsStr;
use std::path::Path;

use include_dir::{Dir, include_dir};

use super::unused;
use crate::diag::{BUILT_IN, Diagnostic, Diagnostics, Place};
use crate::fsx;
use crate::walk::{self, Found};

/// Where the built-in theme lies in the repository.
const BUILT_IN_FOLDER: &str = "themes/classic/";

/// The template of badges as pictures.
const BADGE: &str = "badge.svg";

static BUILT_IN_FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/classic");

/// A file of a layer.
#[derive(Debug)]
pub(super) struct File {
    /// Path in the layer's folder.
    pub(super) name: String,
    /// Where it lies, for messages: relative to the site, or inside the program.
    pub(super) path: String,
    /// Its content.
    pub(super) bytes: Vec<u8>,
}

/// What a file of a layer is for.
#[derive(Debug)]
pub(super) enum Role {
    /// A template or component, by its name for the engine.
    Template(String),
    /// A file that is published, by its path below `static/`.
    Static(String),
    /// A style sheet of widgets, by its name.
    WidgetSheet(String),
    /// Words of the interface, by their language.
    Words(String),
    /// The tokens.
    Tokens,
    /// A style, by its name.
    Style(String),
    /// `theme.yaml`
    Manifest,
}

impl Role {
    /// What a file of a theme is for: `templates/…`, `components/…`, `static/…` and others. A file
    /// that is for nothing comes with a hint, unless it may be there.
    pub(super) fn in_theme(name: &str) -> Result<Self, Option<String>> {
        let role = match name.strip_prefix("templates/") {
            Some(template) => is_template(name).then(|| Self::Template(template.to_owned())),
            None if is_template(name) => {
                name.starts_with("components/").then(|| Self::Template(name.to_owned()))
            }
            None => Self::other(name),
        };
        match role.map(Self::checked) {
            Some(Ok(role)) => Ok(role),
            Some(Err(hint)) => Err(Some(hint)),
            None => Err(unused::in_theme(name)),
        }
    }

    /// What a file of the site's `templates/` is for: the same paths, templates themselves at the
    /// top. What is nothing of that, such as a note, is the owner's own business.
    pub(super) fn in_site(name: &str) -> Result<Self, Option<String>> {
        let template = || is_template(name).then(|| Self::Template(name.to_owned()));
        match Self::other(name).or_else(template).map(Self::checked) {
            Some(Ok(role)) => Ok(role),
            Some(Err(hint)) => Err(Some(hint)),
            None => Err(unused::in_site(name)),
        }
    }

    /// Refuses what has the right place and a name that nobody asks for.
    fn checked(self) -> Result<Self, String> {
        let hint = match &self {
            Self::Words(language) => unused::language(language),
            Self::Template(name) => unused::template(name),
            Self::WidgetSheet(name) => unused::widget_sheet(name),
            _ => None,
        };
        hint.map_or(Ok(self), Err)
    }

    fn other(name: &str) -> Option<Self> {
        if let Some(file) = name.strip_prefix("static/") {
            return Some(Self::Static(file.to_owned()));
        }
        let sheet = name.strip_prefix("widgets/").and_then(|file| file.strip_suffix(".css"));
        if let Some(sheet) = sheet {
            return Some(Self::WidgetSheet(sheet.to_owned()));
        }
        let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"))?;
        let plain = |stem: &str| (!stem.contains('/')).then(|| stem.to_owned());
        match (stem, stem.split_once('/')) {
            ("tokens", _) => Some(Self::Tokens),
            ("theme", _) => Some(Self::Manifest),
            (_, Some(("i18n", language))) => plain(language).map(Self::Words),
            (_, Some(("styles", style))) => plain(style).map(Self::Style),
            _ => None,
        }
    }

    /// The file's path in a theme, which is the same in all layers.
    pub(super) fn path(&self) -> String {
        match self {
            Self::Template(name) if name.starts_with("components/") => name.clone(),
            Self::Template(name) => format!("templates/{name}"),
            Self::Static(path) => format!("static/{path}"),
            Self::WidgetSheet(name) => format!("widgets/{name}.css"),
            Self::Words(language) => format!("i18n/{language}.yaml"),
            Self::Tokens => "tokens.yaml".to_owned(),
            Self::Style(name) => format!("styles/{name}.yaml"),
            Self::Manifest => "theme.yaml".to_owned(),
        }
    }
}

/// Pages and components are HTML; one template is a picture.
fn is_template(name: &str) -> bool {
    let is_static = name.starts_with("static/");
    let is_html = Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("html"));
    let own = name.strip_prefix("templates/").unwrap_or(name);
    (is_html && !is_static) || own.eq_ignore_ascii_case(BADGE)
}

/// The paths of the built-in theme's files.
pub(super) fn built_in_names() -> Vec<String> {
    built_in().into_iter().map(|file| file.name).collect()
}

/// The files of the built-in theme, in the order of their paths.
pub(super) fn built_in() -> Vec<File> {
    fn collect(folder: &Dir<'_>, files: &mut Vec<File>) {
        for file in folder.files() {
            let parts: Vec<_> =
                file.path().components().map(|part| part.as_os_str().to_string_lossy()).collect();
            let name = parts.join("/");
            let path = format!("{BUILT_IN}{BUILT_IN_FOLDER}{name}");
            files.push(File { name, path, bytes: file.contents().to_vec() });
        }
        for folder in folder.dirs() {
            collect(folder, files);
        }
    }
    let mut files = Vec::new();
    collect(&BUILT_IN_FILES, &mut files);
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

/// The bytes of a built-in file by the path that messages give it.
pub(super) fn built_in_bytes(path: &str) -> Option<&'static [u8]> {
    let inside = path.strip_prefix(BUILT_IN)?.strip_prefix(BUILT_IN_FOLDER)?;
    BUILT_IN_FILES.get_file(inside).map(include_dir::File::contents)
}

/// The text of a built-in file by the path that messages give it.
pub fn built_in_text(path: &str) -> Option<String> {
    String::from_utf8(built_in_bytes(path)?.to_vec()).ok()
}

/// The files below a folder, in the order of their paths; a folder that is missing has none.
pub(super) fn below(site: &Path, folder: &Path, diagnostics: &mut Diagnostics) -> Vec<File> {
    if !folder.is_dir() {
        return Vec::new();
    }
    let mut files = Vec::new();
    let is_hidden = |name: &OsStr| matches!(name.as_encoded_bytes().first(), Some(b'.'));
    for entry in walk::below(site, folder, is_hidden) {
        match entry.and_then(|entry| read(folder, entry)) {
            Ok(file) => files.extend(file),
            Err(problem) => diagnostics.push(*problem),
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

fn read(folder: &Path, entry: Found) -> Result<Option<File>, Box<Diagnostic>> {
    let name = crate::paths::relative(folder, &entry.disk).filter(|_| !entry.is_folder);
    let Some(name) = name else { return Ok(None) };
    match fsx::read(&entry.disk) {
        Ok(bytes) => Ok(Some(File { name, path: entry.path, bytes })),
        Err(error) => {
            let problem = Diagnostic::error("unreadable", error.to_string());
            Err(Box::new(problem.at(Place::file(entry.path))))
        }
    }
}
