//! Draws pages and cards with the templates of the theme stack.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use super::fault::{self, Fault};
use super::words;

use crate::diag::{Diagnostic, Diagnostics};
use crate::theme::{Template, Theme};
use crate::views::make::{About, Ready, Shared};
use crate::views::{Html, Review, Site, html};
use crate::words::Words;

/// The templates of a theme stack, ready to draw one site.
#[derive(Debug)]
pub struct Engine {
    tera: Tera,
    /// For the places of faults.
    templates: BTreeMap<String, Template>,
    /// The names of the winning templates with the prefix of their layer, by their own names: so the
    /// layers are not gone through for each page.
    winners: BTreeMap<String, String>,
}

impl Engine {
    /// Loads the templates; every fault of every template is reported.
    pub fn new(
        theme: &Theme,
        words: &Arc<Words>,
        site: &Site,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let files = theme.templates.iter().map(|file| (file.name.as_str(), file.text.as_str()));
        let mut tera = prepared(words);
        let loaded = tera
            .set_fallback_prefixes(theme.prefixes())
            .and_then(|()| tera.add_raw_templates(files));
        if let Err(error) = loaded {
            let by_name = theme.by_name();
            let syntax = syntax_faults(theme, words, &by_name);
            let others = || fault::loading(&error, &by_name);
            diagnostics.extend(if syntax.is_empty() { others() } else { syntax });
            return None;
        }
        tera.global_context().insert_value("site", Value::from_serializable(site));
        let templates =
            theme.templates.iter().map(|file| (file.name.clone(), file.clone())).collect();
        Some(Self { tera, templates, winners: winners(theme) })
    }

    /// Draws the card of a review, to be put on every page that shows it; the buffer is only room.
    pub fn card(
        &self,
        review: &Shared<Review<'_>>,
        buffer: &mut Vec<u8>,
    ) -> Result<Html, Box<Fault>> {
        buffer.clear();
        let mut context = Context::new();
        context.insert_value("review", review.value().clone());
        self.tera
            .render_component_to("card", &context, None, true, &mut *buffer)
            .map_err(|error| self.fault(&error, format!("the card of `{}`", review.view().slug)))?;
        // The engine writes UTF-8 only.
        Ok(html(str::from_utf8(buffer).unwrap_or_default()))
    }

    /// Draws a page into a buffer, in place of what it holds.
    pub fn page(&self, ready: &Ready<'_>, to: &mut Vec<u8>) -> Result<(), Box<Fault>> {
        to.clear();
        let mut context = Context::new();
        context.insert_value("page", Value::from_serializable(&ready.page));
        about(&mut context, &ready.about);
        let template = self.winners.get(ready.template).map_or(ready.template, String::as_str);
        self.tera
            .render_to(template, &context, &mut *to)
            .map_err(|error| self.fault(&error, format!("the page `{}`", ready.page.url)))
    }

    fn fault(&self, error: &tera::Error, drawing: String) -> Box<Fault> {
        let by_name: BTreeMap<&str, &Template> =
            self.templates.iter().map(|(name, template)| (name.as_str(), template)).collect();
        Box::new(Fault { diagnostic: fault::one(error, &by_name), drawing })
    }
}

fn winners(theme: &Theme) -> BTreeMap<String, String> {
    let mut winners = BTreeMap::new();
    for prefix in &theme.prefixes() {
        for file in &theme.templates {
            if let Some(own) = file.name.strip_prefix(prefix.as_str()) {
                winners.entry(own.to_owned()).or_insert_with(|| file.name.clone());
            }
        }
    }
    winners
}

/// Puts what a page is about into its context.
fn about(context: &mut Context, about: &About<'_>) {
    let mut put = |name: &'static str, value: Value| context.insert_value(name, value);
    match about {
        About::Wall(list, summary, platforms) => {
            put("list", Value::from_serializable(list));
            put("summary", summary.value().clone());
            put("platforms", platforms.value().clone());
        }
        About::Archive(list, summary, term) => {
            put("list", Value::from_serializable(list));
            put("summary", summary.map_or_else(Value::none, |summary| summary.value().clone()));
            put("term", Value::from_serializable(term));
        }
        About::Index(terms) => put("terms", Value::from_serializable(terms)),
        About::Review(review) => put("review", review.value().clone()),
        About::Improvements(list) => put("list", Value::from_serializable(list)),
        About::Policy(policy, summary) => {
            put("policy", Value::from_serializable(policy));
            put("summary", summary.value().clone());
        }
        About::Page(body) => put("body", Value::from_serializable(body)),
        About::NotFound => {}
    }
}

/// An engine with its filters; they must be there before the templates.
fn prepared(words: &Arc<Words>) -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html", ".xml", ".svg"]);
    tera.register_filter("safe", refuse_safe);
    words::register(&mut tera, words);
    tera
}

/// Nothing becomes safe by saying so: what is safe arrives as such.
fn refuse_safe(_: &Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    Err(tera::Error::message(
        "there is no filter `safe`: fields that hold HTML are printed as they are, all else is text",
    ))
}

/// The syntax faults of all templates: the engine itself stops at the first. To look at each alone
/// takes longer than to load them, so it is done for templates that cannot be loaded.
fn syntax_faults(
    theme: &Theme,
    words: &Arc<Words>,
    by_name: &BTreeMap<&str, &Template>,
) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for file in &theme.templates {
        let mut alone = prepared(words);
        if let Err(error) = alone.add_raw_template(&file.name, &file.text)
            && matches!(error.kind(), tera::ErrorKind::SyntaxError(_))
        {
            faults.push(fault::one(&error, by_name));
        }
    }
    faults
}
