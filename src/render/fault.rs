//! Where a template is wrong: the engine's errors as diagnostics with places.

use std::collections::BTreeMap;

use tera::{Error, ErrorKind};

use crate::diag::{Diagnostic, LineIndex, Place, Position, Span};
use crate::theme::Template;

/// A template fault, and what was being drawn when it came up.
#[derive(Clone, Debug)]
pub struct Fault {
    /// What is wrong, and where.
    pub diagnostic: Diagnostic,
    /// What was being drawn, such as ``the review `ana-lopez` ``; empty while loading.
    pub drawing: String,
}

/// The diagnostics of an error that the engine gave while it loaded templates.
pub(crate) fn loading(error: &Error, templates: &BTreeMap<&str, &Template>) -> Vec<Diagnostic> {
    match error.kind() {
        ErrorKind::Msg(text) if text.contains("-->") => blocks(text, templates),
        _ => vec![one(error, templates)],
    }
}

/// The diagnostic of an error that the engine gave while it drew.
pub(crate) fn one(error: &Error, templates: &BTreeMap<&str, &Template>) -> Diagnostic {
    let fault = |message: String| Diagnostic::error("template", message);
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let message = lower(report.message());
            let Some(template) = templates.get(report.filename()) else { return fault(message) };
            let index = LineIndex::new(&template.text);
            let place = Place::range(&template.path, &index, report.span().range.clone());
            fault(message).at(place).hint(layer_hint(&template.name))
        }
        ErrorKind::MissingParent { current, parent } => {
            let message =
                format!("the template `{parent}`, which this one extends, does not exist");
            at_file(fault(message), current, templates)
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            let problem = fault("this template extends itself".to_owned());
            at_file(problem, tpl, templates).hint(
                "name the layer to extend what this file replaces, such as \
                 `{% extends \"builtin/wall.html\" %}`",
            )
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            at_file(fault("this template includes itself".to_owned()), tpl, templates)
        }
        ErrorKind::TemplateNotFound(name) => fault(format!("there is no template `{name}`")),
        ErrorKind::ComponentNotFound(name) => fault(format!("there is no component `{name}`")),
        _ => fault(lower(&error.to_string())),
    }
}

fn at_file(problem: Diagnostic, name: &str, templates: &BTreeMap<&str, &Template>) -> Diagnostic {
    match templates.get(name) {
        Some(template) => problem.at(Place::file(&template.path)),
        None => problem,
    }
}

/// Unknown names come as blocks of text, each with the line `--> FILE:LINE:COLUMN`.
fn blocks(text: &str, templates: &BTreeMap<&str, &Template>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for block in text.split("error: ").skip(1) {
        let message = lower(block.lines().next().unwrap_or_default().trim());
        let problem = Diagnostic::error("template", message);
        let place = block.lines().find_map(|line| line.trim().strip_prefix("--> "));
        found.push(match place.and_then(|place| placed(place, templates)) {
            Some((place, name)) => problem.at(place).hint(layer_hint(name)),
            None => problem,
        });
    }
    found
}

fn placed<'a>(text: &str, templates: &BTreeMap<&str, &'a Template>) -> Option<(Place, &'a str)> {
    let mut parts = text.trim().rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    let template = templates.get(parts.next()?)?;
    let start = Position { line, column };
    let end = Position { line, column: column + 1 };
    let place = Place { path: template.path.clone(), span: Some(Span { start, end }) };
    Some((place, &template.name))
}

/// Which layer a template comes from, by the prefix of its name.
fn layer_hint(name: &str) -> String {
    match name.split_once('/').map_or("", |(layer, _)| layer) {
        "site" => "this file is one of the site's own `templates/`".to_owned(),
        "builtin" => "this file is built in; another layer may call it wrongly".to_owned(),
        _ => "this file belongs to the theme".to_owned(),
    }
}

/// Messages start in lower case.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
