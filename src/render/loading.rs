//! Loads the templates of a stack, and finds everything that is wrong with them in one run.
//!
//! The engine stops at its first fault. So what is faulty is told, left out, and the rest loaded again:
//! nothing is published then, but the other templates are still drawn, and tell their own faults.

use tera::{ComponentInfo, Tera, TeraResult};

use super::fault::{self, InTemplate};
use super::known::Known;
use crate::diag::{Diagnostic, Diagnostics, LineIndex, Place};
use crate::theme::{Template, Theme};

/// Loads templates into engines that are made by `prepared`; `None` where nothing can be drawn.
pub(super) fn load(
    theme: &Theme,
    known: &Known,
    prepared: impl Fn() -> Tera,
    diagnostics: &mut Diagnostics,
) -> Option<Tera> {
    let mut files: Vec<&Template> = theme.templates.iter().collect();
    let mut left_out: Vec<&Template> = Vec::new();
    loop {
        let mut engine = prepared();
        let faults = match add(&mut engine, theme, &files) {
            Ok(()) => {
                let faults = other_arguments(&engine, theme, known, &files, &prepared);
                if faults.is_empty() {
                    return Some(engine);
                }
                faults
            }
            Err(error) => {
                let syntax = syntax_faults(&files, known, &prepared);
                if syntax.is_empty() { fault::loading(&error, known) } else { syntax }
            }
        };
        let mut names = Vec::new();
        for (name, problem) in faults {
            if !is_consequence(&problem, &left_out) {
                diagnostics.push(problem);
            }
            names.extend(name);
        }
        if names.is_empty() || names.iter().any(|name| known.is_built_in(name)) {
            return None;
        }
        let is_faulty = |file: &&Template| names.contains(&file.name);
        left_out.extend(files.iter().copied().filter(is_faulty));
        files.retain(|file| !is_faulty(file));
    }
}

fn add(engine: &mut Tera, theme: &Theme, files: &[&Template]) -> TeraResult<()> {
    engine.set_fallback_prefixes(theme.prefixes())?;
    engine.add_raw_templates(files.iter().map(|file| (file.name.as_str(), file.text.as_str())))
}

/// Whether a problem may only be there because a file was left out: it names something of it.
fn is_consequence(problem: &Diagnostic, left_out: &[&Template]) -> bool {
    let Some(name) = problem.message.split('`').nth(1) else { return false };
    left_out.iter().any(|file| file.text.contains(name) || file.name.contains(name))
}

/// The syntax faults of all templates: the engine itself stops at the first. To look at each alone
/// takes longer than to load them, so it is done for templates that cannot be loaded.
fn syntax_faults(
    files: &[&Template],
    known: &Known,
    prepared: &impl Fn() -> Tera,
) -> Vec<InTemplate> {
    let mut faults = Vec::new();
    for file in files {
        let mut alone = prepared();
        if let Err(error) = alone.add_raw_template(&file.name, &file.text)
            && matches!(error.kind(), tera::ErrorKind::SyntaxError(_))
        {
            faults.push(fault::one(&error, known));
        }
    }
    faults
}

/// Finds components that replace a built-in one and cannot be called as that: built-in templates would
/// fail far from the reason.
fn other_arguments(
    engine: &Tera,
    theme: &Theme,
    known: &Known,
    files: &[&Template],
    prepared: &impl Fn() -> Tera,
) -> Vec<InTemplate> {
    let is_built_in = |file: &&&Template| known.is_built_in(&file.name);
    let built_in: Vec<&Template> = files.iter().filter(is_built_in).copied().collect();
    let mut below = prepared();
    if built_in.len() == files.len() || add(&mut below, theme, &built_in).is_err() {
        return Vec::new();
    }
    let mut names: Vec<&str> = below.get_component_names().collect();
    names.sort_unstable();
    let faults = names.into_iter().filter_map(|name| {
        let definition = known.component(name)?;
        let label = differs(
            &engine.get_component_definition(name)?,
            &below.get_component_definition(name)?,
        )?;
        let template = definition.template;
        let is_there = files.iter().any(|file| file.name == template.name);
        let index = LineIndex::new(&template.text);
        let place = Place::range(&template.path, &index, definition.range.clone());
        let message =
            format!("the component `{name}` has other arguments than the one it replaces");
        let hint = "other templates call it so: ".to_owned();
        let hint = known.built_in_component(name).map(|own| hint + &own.words());
        let problem = Diagnostic::error("component-arguments", message).at(place).label(label);
        let problem = fault::complete(problem, &template.name, hint, known);
        is_there.then(|| (Some(template.name.clone()), problem))
    });
    faults.collect()
}

/// Why a component cannot be called as the one that it replaces.
fn differs(own: &ComponentInfo, replaced: &ComponentInfo) -> Option<String> {
    let explicit = |info: &ComponentInfo, name: &str| {
        info.args().iter().find(|arg| arg.name() == name && !arg.is_implicit()).cloned()
    };
    for arg in replaced.args().iter().filter(|arg| !arg.is_implicit()) {
        match explicit(own, arg.name()) {
            None if own.rest_param().is_none() => {
                return Some(format!("`{}` is missing", arg.name()));
            }
            Some(given) if given.is_required() && !arg.is_required() => {
                return Some(format!("`{}` must have a default", arg.name()));
            }
            Some(given) => match (given.arg_type(), arg.arg_type()) {
                (Some(one), Some(other)) if one != other => {
                    return Some(format!("`{}` must be of type `{other}`", arg.name()));
                }
                _ => {}
            },
            None => {}
        }
    }
    let mut more = own.args().iter().filter(|arg| arg.is_required());
    let more = more.find(|arg| explicit(replaced, arg.name()).is_none())?;
    Some(format!("`{}` must have a default", more.name()))
}
