//! Links of free pages that lead nowhere.

use std::collections::HashSet;

use super::Plan;
use crate::config::Config;
use crate::diag::{Diagnostic, Place};
use crate::model::Model;

/// Finds links within the site that no route answers.
pub fn dead_links(plan: &Plan, model: &Model, config: &Config) -> Vec<Diagnostic> {
    if model.pages.is_empty() {
        return Vec::new();
    }
    let addresses: HashSet<&str> =
        plan.routes.iter().flat_map(|route| [route.address(), route.path.as_str()]).collect();
    let mut dead = Vec::new();
    for page in &model.pages {
        for link in page.body.html.split("href=\"").skip(1) {
            let address = link.split(['"', '#', '?']).next().unwrap_or_default();
            let Some(inside) = address.strip_prefix(config.base_path()) else { continue };
            if !addresses.contains(inside) {
                let message = format!("the link to `/{inside}` leads to no page of the site");
                dead.push(
                    Diagnostic::warning("dead-link", message).at(Place::file(&page.source)).hint(
                        "addresses of pages end with `/`, such as `/how-we-collect-reviews/`",
                    ),
                );
            }
        }
    }
    dead
}
