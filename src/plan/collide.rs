//! Two routes must not want the same file, on case-insensitive disks either.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{Route, Show};
use crate::diag::{Diagnostic, Place};
use crate::model::Model;

/// Finds routes that want a file that another has, or a folder where another wants a file.
pub(crate) fn find(routes: &[Route], model: &Model) -> Vec<Diagnostic> {
    let names: Vec<Cow<'_, str>> = routes.iter().map(|route| folded(&route.path)).collect();
    let mut taken: HashMap<&str, &Route> = HashMap::with_capacity(routes.len());
    let mut problems = Vec::new();
    for (name, route) in names.iter().zip(routes) {
        if let Some(first) = taken.insert(name, route) {
            problems.push(problem(first, route, model));
        }
    }
    let taken_by =
        |name: &str, route: &Route| taken.get(name).is_some_and(|last| std::ptr::eq(*last, route));
    for (name, route) in names.iter().zip(routes).filter(|(name, route)| taken_by(name, route)) {
        let folders = name.match_indices('/').map(|(at, _)| &name[..at]);
        problems.extend(
            folders.filter_map(|folder| taken.get(folder)).map(|file| problem(file, route, model)),
        );
    }
    problems
}

/// The name of a file as disks see it that ignore case.
fn folded(path: &str) -> Cow<'_, str> {
    let same = path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if same { Cow::Borrowed(path) } else { Cow::Owned(path.to_lowercase()) }
}

fn problem(first: &Route, second: &Route, model: &Model) -> Diagnostic {
    // A free page is what an owner can move.
    let page = [second, first].into_iter().find_map(|route| match route.show {
        Show::Page(at) => model.pages.get(at),
        _ => None,
    });
    let message = format!("two pages want the address `/{}`", second.address());
    let problem = Diagnostic::error("address-taken", message);
    match page {
        Some(page) => problem
            .at(Place::file(&page.source))
            .hint("rename the file; the site itself uses that address"),
        None => problem.hint("give one of the two another name"),
    }
}
