//! Links of free pages and of widgets that lead nowhere.

use super::{Plan, Route};
use crate::config::Config;
use crate::config::widgets::Target;
use crate::diag::{Diagnostic, Place};
use crate::model::Model;

/// Finds links within the site that no route answers.
pub fn dead_links(plan: &Plan, model: &Model, config: &Config) -> Vec<Diagnostic> {
    let leads_somewhere = |address: &str| {
        let is_page = |route: &Route| route.address() == address;
        let page = [address, "index.html"].concat();
        plan.route(address).is_some() || plan.route(&page).is_some_and(is_page)
    };
    let mut dead = Vec::new();
    for page in &model.pages {
        for link in page.body.html.split("href=\"").skip(1) {
            let address = link.split(['"', '#', '?']).next().unwrap_or_default();
            let Some(inside) = address.strip_prefix(config.base_path()) else { continue };
            if !leads_somewhere(inside) {
                let message = format!("the link to `/{inside}` leads to no page of the site");
                dead.push(
                    Diagnostic::warning("dead-link", message).at(Place::file(&page.source)).hint(
                        "addresses of pages end with `/`, such as `/how-we-collect-reviews/`",
                    ),
                );
            }
        }
    }
    for widget in plan.widgets.iter().filter_map(|one| config.widgets.get(one.widget)) {
        if let Some(Target::Page(path)) = &widget.link
            && !leads_somewhere(path.split(['#', '?']).next().unwrap_or_default())
        {
            let message = format!("the link to `/{path}` leads to no page of the site");
            let problem = Diagnostic::warning("dead-link", message).at(widget.link_place.clone());
            dead.push(
                problem.hint("addresses of pages end with `/`, such as `/how-we-collect-reviews/`"),
            );
        }
    }
    dead
}
