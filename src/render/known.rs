//! What a template may name: the templates, components and blocks of a stack, and the layer that each
//! is in. Found by their first words, so that it can be told of templates that do not load, too.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diag::suggest;
use crate::theme::{LayerInfo, Template, Theme};

/// The filters that templates may use; a test holds that the engine has each of them.
pub(super) const FILTERS: [&str; 34] = [
    "abs",
    "capitalize",
    "default",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
];

/// The templates of a stack by their names in the engine, and their layers.
#[derive(Clone, Debug)]
pub(super) struct Known {
    templates: BTreeMap<String, Template>,
    /// The prefixes of layers, and where their files lie, in words.
    layers: Vec<(String, String)>,
}

/// A component, as it is defined.
pub(super) struct Definition<'a> {
    /// The template that it stands in.
    pub(super) template: &'a Template,
    /// The bytes of its name there.
    pub(super) range: Range<usize>,
    name: &'a str,
    /// Its parameters, as they are written.
    parameters: &'a str,
}

impl Known {
    pub(super) fn new(theme: &Theme) -> Self {
        let words = |layer: &LayerInfo| (layer.prefix.clone(), layer.origin.words());
        let templates = theme.templates.iter().map(|file| (file.name.clone(), file.clone()));
        Self { templates: templates.collect(), layers: theme.layers.iter().map(words).collect() }
    }

    /// A template by its name in the engine.
    pub(super) fn template(&self, name: &str) -> Option<&Template> {
        self.templates.get(name)
    }

    /// Where a template lies, in words: "in theme `harbour`".
    pub(super) fn layer(&self, name: &str) -> &str {
        let layer = self.layers.iter().find(|(prefix, _)| name.starts_with(prefix));
        layer.map_or("in a theme", |(_, words)| words)
    }

    /// Whether a template is built in.
    pub(super) fn is_built_in(&self, name: &str) -> bool {
        self.layers.last().is_some_and(|(prefix, _)| name.starts_with(prefix))
    }

    /// The names that templates may be extended and included by.
    pub(super) fn names(&self) -> Vec<&str> {
        let own = self.templates.keys().filter_map(|name| Some(name.split_once('/')?.1));
        let names: BTreeSet<&str> = own.filter(|own| !own.starts_with("components/")).collect();
        names.into_iter().collect()
    }

    /// The names of all components.
    pub(super) fn components(&self) -> Vec<&str> {
        let names: BTreeSet<&str> = self.definitions().map(|found| found.name).collect();
        names.into_iter().collect()
    }

    /// The names of all blocks.
    pub(super) fn blocks(&self) -> Vec<&str> {
        let texts = self.templates.values().map(|template| template.text.as_str());
        let names: BTreeSet<&str> =
            texts.flat_map(|text| tags(text, "block")).map(|(_, name, _)| name).collect();
        names.into_iter().collect()
    }

    /// The definition of a component that wins.
    pub(super) fn component(&self, name: &str) -> Option<Definition<'_>> {
        let layer = |found: &Definition<'_>| {
            let name = found.template.name.as_str();
            self.layers.iter().position(|(prefix, _)| name.starts_with(prefix))
        };
        self.definitions().filter(|found| found.name == name).min_by_key(layer)
    }

    /// The built-in definition of a component.
    pub(super) fn built_in_component(&self, name: &str) -> Option<Definition<'_>> {
        let is_built_in = |found: &Definition<'_>| self.is_built_in(&found.template.name);
        self.definitions().filter(|found| found.name == name).find(is_built_in)
    }

    fn definitions(&self) -> impl Iterator<Item = Definition<'_>> {
        self.templates.values().flat_map(|template| {
            let tags = tags(&template.text, "component");
            tags.filter_map(move |(range, name, rest)| {
                let (parameters, _) = rest.trim_start().strip_prefix('(')?.split_once("%}")?;
                let (parameters, _) = parameters.rsplit_once(')')?;
                Some(Definition { template, range, name, parameters })
            })
        })
    }
}

impl Definition<'_> {
    /// What it takes, in words.
    pub(super) fn words(&self) -> String {
        let explicit = self.parameters.trim();
        match explicit {
            "" => format!("`{}` takes no argument", self.name),
            _ => format!("`{}` takes `{explicit}`", self.name),
        }
    }
}

/// The tags of one kind in a template: the bytes of their names, the names, and what follows.
fn tags<'a>(
    text: &'a str,
    word: &'static str,
) -> impl Iterator<Item = (Range<usize>, &'a str, &'a str)> {
    text.match_indices("{%").filter_map(move |(at, open)| {
        let inside = text[at + open.len()..].trim_start_matches('-').trim_start();
        let rest = inside.strip_prefix(word)?.strip_prefix([' ', '\t', '\n'])?.trim_start();
        let length = rest
            .find(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .unwrap_or(rest.len());
        let start = text.len() - rest.len();
        (length > 0).then(|| (start..start + length, &rest[..length], &rest[length..]))
    })
}

/// What there is in place of a word that is not known: the nearest, and all.
pub(super) fn available(word: &str, names: &[&str]) -> Option<String> {
    if names.is_empty() {
        return None;
    }
    let all = format!("available: {}", suggest::list(names));
    Some(match suggest::closest(word, names.iter().copied()) {
        Some(name) => format!("did you mean `{name}`? {all}"),
        None => all,
    })
}
