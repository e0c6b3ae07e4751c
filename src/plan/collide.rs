//! Two routes must not want the same file, on case-insensitive disks either.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::index::folded;
use super::{Plan, Route, Show};
use crate::diag::{Diagnostic, Place};
use crate::model::Model;

/// So many new routes are compared one by one with all others.
const FEW: usize = 64;

/// Finds routes that want a file that another has, or a folder where another wants a file.
pub(crate) fn find(routes: &[&Route], model: &Model) -> Vec<Diagnostic> {
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
        let taken = folders(name).filter_map(|folder| taken.get(folder));
        problems.extend(taken.map(|file| problem(file, route, model)));
    }
    problems
}

/// Whether a plan, made from an older one, certainly has no two routes that want one file: what is
/// new in it lies apart from what was there.
pub(crate) fn are_apart(plan: &Plan, old: &Plan) -> bool {
    let is_sure = Arc::ptr_eq(&plan.shown, &old.shown) && !old.is_taken;
    if !is_sure || plan.index().has_twins() {
        return false;
    }
    let is_new = |route: &&Route| old.find(&route.path).is_none_or(|one| one.path != route.path);
    let new: Vec<&Route> = plan.own.iter().filter(is_new).take(FEW + 1).collect();
    let is_apart = |route: &&Route| {
        let name = &*folded(&route.path);
        let is_in_it = |one: &Route| {
            folded(&one.path).strip_prefix(name).is_some_and(|rest| rest.starts_with('/'))
        };
        let is_file = |name: &str| plan.find(name).or_else(|| plan.shown.find(name)).is_some();
        !plan.own.iter().any(is_in_it)
            && plan.shown.find(name).is_none()
            && !plan.shown.holds(name)
            && !folders(name).any(is_file)
    };
    new.len() <= FEW && new.iter().all(is_apart)
}

/// Every folder that a file lies in, however deep.
fn folders(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices('/').map(|(at, _)| &name[..at])
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
