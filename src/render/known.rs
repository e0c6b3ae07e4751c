//! What a template may name: the templates, components and blocks of a stack, and the layer that each
//! is in. Found by their first words, so that it can be told of templates that do not load, too.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diag::suggest;
use crate::theme::{LayerInfo, Tag, Template, Theme, first_word};

/// The filters of the engine; a test holds that it has each of them.
const FILTERS: [&str; 34] = [
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

/// A call of a component inside of another one, or of itself.
pub(super) struct Call<'a> {
    /// The template that it stands in.
    pub(super) template: &'a Template,
    /// The bytes of the name that is called.
    pub(super) range: Range<usize>,
    /// The component that calls.
    pub(super) from: &'a str,
    to: &'a str,
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
        let tags = self.templates.values().flat_map(|template| template.tags("block"));
        let names: BTreeSet<&str> = tags.map(|tag| tag.name).collect();
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

    /// The calls by which components call themselves, directly or through others; those of built-in
    /// ones come last.
    pub(super) fn circles(&self) -> Vec<Call<'_>> {
        let names = self.components();
        let calls = names.iter().filter_map(|name| {
            let back = self.calls_of(name).into_iter().find(|call| self.leads(call.to, name));
            back.map(|call| Call { from: name, ..call })
        });
        let mut calls: Vec<Call<'_>> = calls.collect();
        calls.sort_by_key(|call| self.is_built_in(&call.template.name));
        calls
    }

    /// Whether drawing a component may draw another one.
    fn leads(&self, from: &str, to: &str) -> bool {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(name) = open.pop() {
            if name == to {
                return true;
            }
            if seen.insert(name) {
                open.extend(self.calls_of(name).into_iter().map(|call| call.to));
            }
        }
        false
    }

    /// The components that one calls.
    fn calls_of(&self, name: &str) -> Vec<Call<'_>> {
        let Some(Definition { template, range, name, .. }) = self.component(name) else {
            return Vec::new();
        };
        let body = &template.text[range.end..];
        let body = body.split("endcomponent").next().unwrap_or(body);
        let opens = body.match_indices('<').filter_map(|(at, _)| {
            let before = body[..at].trim_end_matches([' ', '\t', '\n', '\r', '-']);
            let to = first_word(&body[at + 1..]);
            let is_call = before.ends_with("{{") || before.ends_with("{%");
            let start = range.end + at + 1;
            (is_call && !to.is_empty()).then(|| (start..start + to.len(), to))
        });
        opens.map(|(range, to)| Call { template, range, from: name, to }).collect()
    }

    fn definitions(&self) -> impl Iterator<Item = Definition<'_>> {
        self.templates.values().flat_map(|template| {
            template.tags("component").filter_map(move |Tag { range, name, rest }| {
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

/// The hint for a filter that is not there: the nearest that is.
pub(super) fn near_filter(name: &str) -> Option<String> {
    let filters = FILTERS.into_iter().chain(["t", "number"]);
    suggest::closest(name, filters).map(|near| format!("did you mean `{near}`?"))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filter_that_is_suggested_is_there() {
        for filter in FILTERS {
            let mut engine = tera::Tera::new();
            let template = format!("{{{{ 1 | {filter} }}}}");
            engine.add_raw_template("a", &template).unwrap_or_else(|error| panic!("{error}"));
        }
    }
}
