//! The theme stack: which files there are, which of them wins, and what its settings and tokens are.
//!
//! Layers, the first wins: the site's own `templates/`, its theme in `themes/<name>/`, that
//! theme's parents, and the built-in theme, which always stands at the end, so that a theme holds
//! only what it changes. A layer can replace one template, one component, one static file, one
//! word, one token or one setting.
//!
//! | file | what it does |
//! | --- | --- |
//! | `stack` | finds the layers, from a site to the built-in theme |
//! | `files` | the files of one layer, and what each is for |
//! | `unused` | files that nobody reads, and what they may have been meant to be |
//! | `manifest` | `theme.yaml` |
//! | `declare`, `settings` | what themes declare and sites fill |
//! | `tokens`, `css` | values that become custom properties of the style sheet |
//! | `contrast`, `colour` | which tokens must be readable on which others |
//! | `palette` | the colours of pictures, which have no style sheet |
//! | `widget` | style sheets of widgets |
//! | `template` | what a template defines, found in its text |
//! | `copy` | a file of a layer as the site's own |

mod colour;
mod contrast;
mod copy;
mod css;
mod declare;
mod files;
mod manifest;
mod palette;
mod settings;
mod stack;
mod template;
mod tokens;
mod unused;
mod widget;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use self::colour::Colour;
use self::contrast::{Given, Pairs};
use self::declare::Known;
use self::settings::{DEFAULT_STYLE, Replacing};
use self::stack::Layer;
use self::tokens::{OfLayer, Token, Tokens, Value};
use crate::config::Config;
use crate::config::widgets::{Traits, WIDGET_KINDS};
use crate::diag::{self, Diagnostic, Diagnostics};

pub use self::copy::{Ambiguous, Copy};
pub use self::files::built_in_text;
pub use self::manifest::{Manifest, Pair, Setting, SettingKind};
pub use self::palette::Palette;
pub use self::settings::{About, SettingValue, Settings};
pub use self::stack::{LayerFile, LayerInfo, Origin};
pub use self::template::{Tag, Template, first_word};

/// The theme that is inside the program.
pub const BUILT_IN: &str = "classic";

/// The style sheet of a stack, below `static/`: the one that the tokens are put into.
const STYLE_SHEET: &str = "style.css";

/// The style sheet that all widgets have, and the one that those with quotes have besides.
const WIDGET_SHEETS: [&str; 2] = ["base", "quotes"];

/// The names that style sheets of widgets may have.
fn widget_sheet_names() -> impl Iterator<Item = &'static str> {
    WIDGET_SHEETS.into_iter().chain(WIDGET_KINDS.iter().map(|traits| traits.word))
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// The layers, the winning one first.
    pub layers: Vec<LayerInfo>,
    /// Templates and components of every layer.
    pub templates: Vec<Template>,
    /// Static files; of each path the winning one. The style sheet has the tokens in it.
    pub statics: Vec<Static>,
    /// The style sheets of widgets by their names; of each the winning one, with the tokens in it.
    pub widget_sheets: BTreeMap<String, String>,
    /// The colours of pictures for light and dark.
    pub palettes: [Palette; 2],
    /// The words of the interface in every language that a layer has, the winning layer first.
    pub words: Vec<WordsFile>,
    /// The settings, each with the site's value or its default.
    pub settings: Settings,
    /// The hashes of the files that lie in the site's folder, by their paths.
    pub files: BTreeMap<String, u64>,
    hasher: Hashed,
}

#[derive(Clone, Default)]
struct Hashed(Xxh3);

impl std::fmt::Debug for Hashed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:032x}", self.0.digest128())
    }
}

impl Theme {
    /// Finds the files of a site's theme stack and reads its settings and tokens; problems are
    /// reported, and what is there is used.
    pub fn load(site: &Path, config: &Config, diagnostics: &mut Diagnostics) -> Self {
        let mut theme = Self::default();
        let found = stack::find(site, &config.theme, &config.theme_place, diagnostics);
        let mut layers = Vec::new();
        for folder in found.folders {
            layers.push(theme.add(folder, diagnostics));
        }
        theme.statics.sort_by(|a, b| a.path.cmp(&b.path));
        theme.set(&layers, found.complete, config, diagnostics);
        theme.layers = layers.into_iter().map(|layer| layer.info).collect();
        theme
    }

    /// The prefixes of the layers in names of templates, the winning one first.
    pub fn prefixes(&self) -> Vec<String> {
        self.layers.iter().map(|layer| layer.prefix.clone()).collect()
    }

    /// A hash of the names and contents of all files.
    pub fn hash(&self) -> u128 {
        self.hasher.0.digest128()
    }

    /// The bytes of a static file.
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.statics.iter().find(|file| file.path == path).map(|file| file.bytes.as_slice())
    }

    /// The style sheet of each type of widget, by its word.
    pub fn sheets_of_widgets(&self) -> BTreeMap<&'static str, String> {
        let [base, quotes] = WIDGET_SHEETS;
        let sheet = |traits: &Traits| {
            let quotes = traits.kind.shows_words().then_some(quotes);
            let names = [Some(base), quotes, Some(traits.word)].into_iter().flatten();
            let sheets = names.filter_map(|name| self.widget_sheets.get(name));
            (traits.word, sheets.map(String::as_str).collect())
        };
        WIDGET_KINDS.iter().map(sheet).collect()
    }

    /// Whether a template has a word in quotes.
    pub fn mentions(&self, word: &str) -> bool {
        let quoted = [format!("\"{word}\""), format!("'{word}'")];
        let mut texts = self.templates.iter().map(|template| &template.text);
        texts.any(|text| quoted.iter().any(|quoted| text.contains(quoted)))
    }

    /// Whether a template that is in use has a word in it; one that another layer replaces is not. Those of
    /// widgets stand apart: what they ask for is on no page.
    pub fn asks_for(&self, word: &str, of_widgets: bool) -> bool {
        let mut names = BTreeSet::new();
        let prefixes = self.prefixes();
        self.templates.iter().any(|template| {
            let own = prefixes.iter().filter(|prefix| template.name.starts_with(prefix.as_str()));
            let own = own.map(String::len).max().unwrap_or_default();
            let name = &template.name[own..];
            names.insert(name)
                && name.starts_with("components/widget") == of_widgets
                && without_comments(&template.text).contains(word)
        })
    }

    /// Adds the files of a layer, the winning one first; gives what else is in it.
    fn add(&mut self, folder: stack::Folder, diagnostics: &mut Diagnostics) -> Layer {
        let mut layer = Layer::new(folder.info, folder.manifest);
        for (role, file) in folder.files {
            self.hasher.0.update(layer.info.prefix.as_bytes());
            self.hasher.0.update(file.name.as_bytes());
            let hash = xxh3_64(&file.bytes);
            self.hasher.0.update(&hash.to_le_bytes());
            if layer.info.origin != Origin::BuiltIn {
                self.files.insert(file.path.clone(), hash);
            }
            let (name, path) = (role.path(), file.path.clone());
            let known = self.templates.len();
            self.take(&mut layer, role, file, diagnostics);
            let tags = self.templates[known..].iter().flat_map(|own| own.tags("component"));
            let components = tags.map(|tag| tag.name.to_owned()).collect();
            layer.info.files.push(LayerFile { name, path, components });
        }
        layer
    }

    fn take(
        &mut self,
        layer: &mut Layer,
        role: files::Role,
        file: files::File,
        diagnostics: &mut Diagnostics,
    ) {
        use files::Role;
        let files::File { path, bytes, .. } = file;
        match role {
            Role::Static(path) => {
                if self.statics.iter().all(|file| file.path != path) {
                    let hash = xxh3_64(&bytes);
                    self.statics.push(Static { path, bytes, hash });
                }
            }
            Role::Template(name) => {
                let name = format!("{}{name}", layer.info.prefix);
                let text = text(&path, &bytes, diagnostics);
                self.templates.extend(text.map(|text| Template { name, path, text }));
            }
            Role::WidgetSheet(name) => {
                if let (false, Some(text)) =
                    (self.widget_sheets.contains_key(&name), text(&path, &bytes, diagnostics))
                {
                    self.widget_sheets.insert(name, text);
                }
            }
            Role::Words(language) => {
                let text = text(&path, &bytes, diagnostics);
                self.words.extend(text.map(|text| WordsFile { language, path, text }));
            }
            Role::Tokens => layer.tokens.own = tokens::read(&path, &bytes, diagnostics),
            Role::Style(name) => {
                let style = tokens::read(&path, &bytes, diagnostics);
                layer.tokens.styles.insert(name, style);
            }
            // Read while the layers were found.
            Role::Manifest => {}
        }
    }

    /// Reads settings and tokens, and makes the style sheet of them.
    fn set(
        &mut self,
        layers: &[Layer],
        mut complete: bool,
        config: &Config,
        diagnostics: &mut Diagnostics,
    ) {
        let lowest_first: Vec<&OfLayer> = layers.iter().rev().map(|layer| &layer.tokens).collect();
        tokens::check_styles(&lowest_first, diagnostics);
        tokens::check_use(&lowest_first, |name| self.uses(name), diagnostics);
        let plain = tokens::merged(&lowest_first, DEFAULT_STYLE);
        let names: Vec<&str> = plain.keys().map(String::as_str).collect();
        let styles = tokens::styles(&lowest_first);
        let styles: Vec<String> = styles.into_iter().filter(|name| name != DEFAULT_STYLE).collect();
        let known = Known { tokens: &names, styles: styles.clone() };
        let (mut declared, mut expected, mut pairs) = (Vec::new(), Vec::new(), Pairs::default());
        for read in layers.iter().rev().filter_map(|layer| layer.manifest.as_ref()) {
            match declare::ids(read) {
                Some(ids) => expected.extend(ids),
                None => complete = false,
            }
            declare::declare(&mut declared, read, &known, diagnostics);
            pairs.add(read, &names, diagnostics);
        }
        let expected = complete.then_some(expected.as_slice());
        self.settings = settings::fill(&declared, &config.settings, expected, diagnostics);
        let chosen = self.settings.style();
        let mut tokens = tokens::merged(&lowest_first, chosen);
        replace(&mut tokens, &self.settings.replacing, &pairs, 2 * layers.len());
        let mut low = pairs.check(&tokens, chosen);
        // The styles that nobody has chosen are checked as the themes have made them.
        let themes = &lowest_first[..lowest_first.len().saturating_sub(1)];
        for style in styles.iter().map(String::as_str).chain([DEFAULT_STYLE]) {
            let tokens = tokens::merged(themes, style);
            let more = pairs.check(&tokens, style).into_iter();
            let new: Vec<Diagnostic> =
                more.filter(|one| low.iter().all(|known| known.place != one.place)).collect();
            low.extend(new);
        }
        diagnostics.extend(low.into_iter().filter_map(|one| config.checks.apply(one)));
        let built_in = tokens::merged(&lowest_first[..lowest_first.len().min(1)], DEFAULT_STYLE);
        self.palettes = palette::palettes(&tokens, &built_in);
        self.put_in_front(&tokens);
    }

    /// Whether a template or a static file of the stack names a token.
    fn uses(&self, token: &str) -> bool {
        let name = format!("--l-{token}");
        let is_end = |byte: Option<&u8>| {
            byte.is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-')
        };
        let names = |text: &[u8]| {
            memchr::memmem::find_iter(text, &name).any(|at| is_end(text.get(at + name.len())))
        };
        self.templates.iter().any(|template| names(template.text.as_bytes()))
            || self.statics.iter().any(|file| names(&file.bytes))
            || self.widget_sheets.values().any(|sheet| names(sheet.as_bytes()))
    }

    /// Puts the tokens into the style sheets.
    fn put_in_front(&mut self, tokens: &Tokens) {
        for sheet in self.widget_sheets.values_mut() {
            *sheet = widget::sheet(sheet, tokens);
        }
        for file in self.statics.iter_mut().filter(|file| file.path == STYLE_SHEET) {
            file.bytes = css::in_front(&tokens::rules(tokens), &file.bytes);
            file.hash = xxh3_64(&file.bytes);
        }
    }
}

/// A template without what nobody sees.
fn without_comments(text: &str) -> String {
    let parts = text.split("{#").enumerate();
    let seen = parts.map(|(at, part)| match part.split_once("#}") {
        Some((_, rest)) if at > 0 => rest,
        None if at > 0 => "",
        _ => part,
    });
    seen.collect()
}

/// Puts what a site has set in place of tokens.
///
/// First all of them as they are, then what follows from them: so it does not matter in which order
/// they were declared.
fn replace(tokens: &mut Tokens, replacing: &[Replacing], pairs: &Pairs, rank: usize) {
    for Replacing { token, text, place } in replacing {
        let value = Value { text: text.clone(), place: place.clone() };
        tokens.insert(token.clone(), Token::new(value, rank));
    }
    let colours = || {
        let colour = |one: &'_ Replacing| Some((Colour::read(&one.text)?, one.place.clone()));
        replacing.iter().filter_map(move |one| Some((one, colour(one)?)))
    };
    for (Replacing { token, .. }, (colour, place)) in colours() {
        pairs.lighten(tokens, token, colour, &Given { place, rank });
    }
    for (Replacing { token, .. }, (_, place)) in colours() {
        if replacing.iter().all(|other| contrast::text_on(token) != other.token) {
            pairs.choose_text(tokens, token, &Given { place, rank });
        }
    }
}

/// The text of a file; one that is none is reported.
fn text(path: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<String> {
    let text = diag::utf8(path, bytes).map(str::to_owned);
    text.map_err(|problem| diagnostics.push(*problem)).ok()
}
