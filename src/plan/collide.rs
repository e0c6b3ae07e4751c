//! Two routes must not want the same file, on case-insensitive disks either.

use std::collections::BTreeMap;

use super::{Route, Show};
use crate::diag::{Diagnostic, Place};
use crate::model::Model;

/// Finds routes that want a file that another has, or a folder where another wants a file.
pub(crate) fn find(routes: &[Route], model: &Model) -> Vec<Diagnostic> {
    let mut taken: BTreeMap<String, &Route> = BTreeMap::new();
    let mut problems = Vec::new();
    for route in routes {
        if let Some(first) = taken.insert(route.path.to_lowercase(), route) {
            problems.push(problem(first, route, model));
        }
    }
    for (path, route) in &taken {
        for (at, _) in path.match_indices('/') {
            if let Some(file) = taken.get(&path[..at]) {
                problems.push(problem(file, route, model));
            }
        }
    }
    problems
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
