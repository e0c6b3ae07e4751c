//! Where a template is wrong: the engine's errors as diagnostics with places, in the words of somebody
//! who writes templates, with what would have been right.

use tera::{Error, ErrorKind};

use super::known::{Known, available, near_filter};
use crate::diag::suggest;
use crate::diag::{Diagnostic, LineIndex, Place, Position, Span};

/// A template fault, and what was being drawn when it came up.
#[derive(Clone, Debug)]
pub struct Fault {
    /// What is wrong, and where.
    pub diagnostic: Diagnostic,
    /// What was being drawn, such as ``the review `ana-lopez` ``; empty while loading.
    pub drawing: String,
}

/// A fault, and the template that it is in, if it is in one.
pub(super) type InTemplate = (Option<String>, Diagnostic);

/// The diagnostics of an error that the engine gave while it loaded templates.
pub(super) fn loading(error: &Error, known: &Known) -> Vec<InTemplate> {
    match error.kind() {
        ErrorKind::Msg(text) if text.contains("-->") => blocks(text, known),
        ErrorKind::Msg(text) if text.contains(" is defined in both ") => vec![twice(text, known)],
        _ => vec![one(error, known)],
    }
}

/// The diagnostic of an error that the engine gave while it drew.
pub(super) fn one(error: &Error, known: &Known) -> InTemplate {
    let fault = |message: String| Diagnostic::error("template", message);
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let (message, mut hint) = told(report.message(), known);
            let name = report.filename();
            let Some(template) = known.template(name) else { return (None, fault(message)) };
            let range = report.span().range.clone();
            let call = template.text.get(range.clone()).unwrap_or_default();
            hint = signature(report.message(), call, hint.as_deref(), known).or(hint);
            if known.is_built_in(name) {
                hint = called_from(error, known).or(hint);
            }
            let index = LineIndex::new(&template.text);
            let place = Place::range(&template.path, &index, range);
            (Some(name.to_owned()), complete(fault(message), name, hint, known).at(place))
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("there is no template `{parent}` to extend");
            let hint = available(parent, &known.names());
            at_text(complete(fault(message), current, hint, known), current, parent, known)
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            circle(tpl, inheritance_chain, known)
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            let own = own(tpl);
            let message = fault("this template includes itself".to_owned());
            at_text(complete(message, tpl, None, known), tpl, own, known)
        }
        ErrorKind::TemplateNotFound(name) => {
            let problem = fault(format!("there is no template `{name}`"));
            (None, with(problem, available(name, &known.names())))
        }
        ErrorKind::ComponentNotFound(name) => {
            let problem = fault(format!("there is no component `{name}`"));
            (None, with(problem, available(name, &known.components())))
        }
        ErrorKind::Msg(text) if text.starts_with(TOO_DEEP) => too_deep(known),
        _ => (None, fault(lower(&error.to_string()))),
    }
}

/// What the engine says, and nothing more, when components call each other without end.
const TOO_DEEP: &str = "Maximum render recursion depth for components exceeded";

/// The engine does not tell which component it is, but it must be one that can lead back to itself.
fn too_deep(known: &Known) -> InTemplate {
    let calls = known.circles();
    let names: Vec<&str> = calls.iter().map(|call| call.from).collect();
    let who = match names.as_slice() {
        [] => "components call each other".to_owned(),
        [one] => format!("the component `{one}` calls itself"),
        several => format!("one of the components {} calls itself", suggest::list(several)),
    };
    let problem = Diagnostic::error("template", format!("{who}, more than 20 levels deep"));
    let hint = "say with `{% if %}` when that ends, or repeat with `{% for %}`";
    let Some(call) = calls.first() else { return (None, problem.hint(hint)) };
    let index = LineIndex::new(&call.template.text);
    let place = Place::range(&call.template.path, &index, call.range.clone());
    let name = &call.template.name;
    (Some(name.clone()), complete(problem, name, Some(hint.to_owned()), known).at(place))
}

/// Templates that extend each other in a circle: told of the first one that is not built in, for it
/// is what closes the circle.
fn circle(start: &str, chain: &[String], known: &Known) -> InTemplate {
    let names: Vec<&str> = std::iter::once(start).chain(chain.iter().map(String::as_str)).collect();
    let is_own = |pair: &&[&str]| !known.is_built_in(pair[0]);
    let pair = names.windows(2).find(is_own);
    let (name, parent) = pair.map_or((start, own(start)), |pair| (pair[0], own(pair[1])));
    let replaced = own(name);
    let message = if replaced == parent {
        "this template extends itself".to_owned()
    } else {
        format!("this template extends itself, by way of `{parent}`")
    };
    let hint = format!(
        "name the layer to extend what this file replaces, such as \
         `{{% extends \"builtin/{replaced}\" %}}`"
    );
    let problem = complete(Diagnostic::error("template", message), name, Some(hint), known);
    at_text(problem, name, parent, known)
}

/// The name of a template without that of its layer.
fn own(name: &str) -> &str {
    name.split_once('/').map_or(name, |(_, own)| own)
}

fn with(problem: Diagnostic, hint: Option<String>) -> Diagnostic {
    Diagnostic { hint, ..problem }
}

/// Adds where the template lies, in words, and the hint.
pub(super) fn complete(
    mut problem: Diagnostic,
    template: &str,
    hint: Option<String>,
    known: &Known,
) -> Diagnostic {
    problem.message = format!("{} ({})", problem.message, known.layer(template));
    with(problem, hint)
}

/// Places a problem at the text in quotes that it is about.
fn at_text(problem: Diagnostic, name: &str, text: &str, known: &Known) -> InTemplate {
    let Some(template) = known.template(name) else { return (None, problem) };
    let quoted = ['"', '\''].map(|quote| format!("{quote}{text}{quote}"));
    let found = quoted.iter().find_map(|quoted| Some((template.text.find(quoted)?, quoted.len())));
    let place = match found {
        Some((at, length)) => {
            Place::range(&template.path, &LineIndex::new(&template.text), at..at + length)
        }
        None => Place::file(&template.path),
    };
    (Some(name.to_owned()), problem.at(place))
}

/// One component in two files of the same layer.
fn twice(text: &str, known: &Known) -> InTemplate {
    let words: Vec<&str> = text.split('`').collect();
    let [_, component, _, first, _, second, ..] = words.as_slice() else {
        return (None, Diagnostic::error("template", lower(text)));
    };
    let path = |name: &str| known.template(name).map(|template| template.path.clone());
    let first = path(first).unwrap_or_default();
    let message = format!("the component `{component}` is defined here and in `{first}`");
    let problem = complete(Diagnostic::error("template", message), second, None, known);
    let problem = problem.hint("keep one of the two");
    (Some((*second).to_owned()), problem.at(Place::file(path(second).unwrap_or_default())))
}

/// Unknown names come as blocks of text, each with the line `--> FILE:LINE:COLUMN`.
fn blocks(text: &str, known: &Known) -> Vec<InTemplate> {
    let mut found = Vec::new();
    for block in text.split("error: ").skip(1) {
        let (message, hint) = told(block.lines().next().unwrap_or_default().trim(), known);
        let problem = Diagnostic::error("template", message);
        let place = block.lines().find_map(|line| line.trim().strip_prefix("--> "));
        found.push(match place.and_then(|place| placed(place, known)) {
            Some((name, place)) => {
                let problem = complete(problem, &name, hint, known).at(place);
                (Some(name), problem)
            }
            None => (None, with(problem, hint)),
        });
    }
    found
}

/// Reads `FILE:LINE:COLUMN`.
fn placed(text: &str, known: &Known) -> Option<(String, Place)> {
    let mut parts = text.trim().rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    let template = known.template(parts.next()?)?;
    let start = Position { line, column };
    let end = Position { line, column: column + 1 };
    let place = Place { path: template.path.clone(), span: Some(Span { start, end }) };
    Some((template.name.clone(), place))
}

/// What the engine says, in our words, and what would have been right.
fn told(message: &str, known: &Known) -> (String, Option<String>) {
    let name = message.split('`').nth(1).unwrap_or_default();
    let listed = |mark: &str| -> Vec<&str> {
        let list = message.split_once(mark).map_or("", |(_, list)| list);
        list.split(", ")
            .map(|word| word.trim_matches('`'))
            .filter(|word| !word.is_empty())
            .collect()
    };
    let kind = message.split('`').next().unwrap_or_default().trim();
    match kind {
        "Field" if message.contains("is not defined") => {
            (format!("there is no field `{name}`"), available(name, &listed("Available fields: ")))
        }
        "Variable" if message.contains("is not defined") => {
            let hint = available(name, &listed("Available variables: "));
            (format!("there is no variable `{name}`"), hint)
        }
        "Unknown component" => {
            (format!("there is no component `{name}`"), available(name, &known.components()))
        }
        "Unknown template" => {
            (format!("there is no template `{name}`"), available(name, &known.names()))
        }
        "Unknown filter" => (format!("there is no filter `{name}`"), near_filter(name)),
        "Unknown test" => (format!("there is no test `{name}`"), None),
        "Unknown function" => (format!("there is no function `{name}`"), None),
        "Block" if message.contains("not defined in any parent") => {
            let blocks = known.blocks();
            let others: Vec<&str> = blocks.into_iter().filter(|block| *block != name).collect();
            let hint = available(name, &others);
            (format!("no template that this one extends has a block `{name}`"), hint)
        }
        "Unknown argument(s)" => unknown_arguments(message, &listed("argument(s) are: ")),
        "Argument" if message.ends_with("missing.") => {
            (format!("the argument `{name}` is missing"), None)
        }
        "Component argument" => {
            let word = |at: usize| message.split('`').nth(at).unwrap_or_default();
            let (is, wanted) = (word(3), word(5));
            (format!("the argument `{name}` is of type `{is}`, but it must be `{wanted}`"), None)
        }
        _ => (lower(message).trim_end_matches('.').to_owned(), None),
    }
}

/// The engine names unknown arguments in any order.
fn unknown_arguments(message: &str, known: &[&str]) -> (String, Option<String>) {
    let given = message.split(" in component call").next().unwrap_or_default();
    let mut unknown: Vec<&str> = given.split('`').skip(1).step_by(2).collect();
    unknown.sort_unstable();
    let message = match unknown.as_slice() {
        [one] => format!("the component has no argument `{one}`"),
        several => format!("the component has no arguments {}", suggest::list(several)),
    };
    (message, available(unknown.first().copied().unwrap_or_default(), known))
}

/// What the component takes that is called with too little, too much, or something else.
fn signature(message: &str, call: &str, near: Option<&str>, known: &Known) -> Option<String> {
    let kinds = ["Argument", "Component argument", "Unknown argument"];
    if !kinds.iter().any(|kind| message.starts_with(kind)) {
        return None;
    }
    let name = call.trim_start_matches(['{', '<', '%', '-', ' ']);
    let end = name.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    let words = known.component(&name[..end.unwrap_or(name.len())])?.words();
    Some(match near.and_then(|near| near.split_once("? ")) {
        Some((near, _)) => format!("{near}? {words}"),
        None => words,
    })
}

/// A fault in a built-in template is most often one of the layer that calls it.
fn called_from(error: &Error, known: &Known) -> Option<String> {
    let text = error.to_string();
    let notes = text.lines().filter_map(|line| line.strip_prefix("note: called from "));
    let mut callers = notes.filter_map(|place| placed(place, known));
    let (name, place) = callers.find(|(name, _)| !known.is_built_in(name))?;
    let line = place.span.map_or(1, |span| span.start.line);
    Some(format!("it is called by `{}`, line {line}, {}", place.path, known.layer(&name)))
}

/// Messages start in lower case.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
