//! Draws pages and cards with the templates of the theme stack.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use super::fault::{self, Fault};
use super::frame::Frames;
use super::known::Known;
use super::widgets::{self, Drawn};
use super::{loading, words};
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::theme::Theme;
use crate::views::make::{About, Ready, Shared};
use crate::views::{Badge, Html, Review, Site, Widget, html};
use crate::words::Words;

/// The templates of a theme stack, ready to draw one site.
#[derive(Debug)]
pub struct Engine {
    tera: Tera,
    /// For the places of faults.
    known: Arc<Known>,
    /// The names of the winning templates with the prefix of their layer, by their own names: so the
    /// layers are not gone through for each page.
    winners: Arc<BTreeMap<String, String>>,
    frames: Frames,
    /// The style sheet of each type of widget.
    widget_sheets: Arc<BTreeMap<&'static str, String>>,
}

impl Engine {
    /// Loads the templates; every fault of every template is reported. With faults there is still an
    /// engine where the other templates can be drawn, to find theirs.
    pub fn new(
        theme: &Theme,
        words: &Arc<Words>,
        site: &Site,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let known = Known::new(theme);
        let mut tera = loading::load(theme, &known, || prepared(words), diagnostics)?;
        tera.global_context().insert_value("site", Value::from_serializable(site));
        let winners = Arc::new(winners(theme, &tera));
        let widget_sheets = Arc::new(theme.sheets_of_widgets());
        let (known, frames) = (Arc::new(known), Frames::new(site));
        Some(Self { tera, known, winners, frames, widget_sheets })
    }

    /// The same templates for another site, in the same words.
    #[must_use]
    pub fn with_site(&self, site: &Site) -> Self {
        let mut tera = self.tera.clone();
        tera.global_context().insert_value("site", Value::from_serializable(site));
        let (known, winners) = (Arc::clone(&self.known), Arc::clone(&self.winners));
        let widget_sheets = Arc::clone(&self.widget_sheets);
        Self { tera, known, winners, frames: Frames::new(site), widget_sheets }
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
        let frame = self.frames.of(&ready.page, &self.tera).map_err(|error| {
            self.fault(&error, format!("what stands around the page `{}`", ready.page.url))
        })?;
        let mut context = Context::new();
        context.insert_value("frame", frame);
        context.insert_value("page", Value::from_serializable(&ready.page));
        about(&mut context, &ready.about);
        let template = self.winners.get(ready.template).map_or(ready.template, String::as_str);
        self.tera
            .render_to(template, &context, &mut *to)
            .map_err(|error| self.fault(&error, format!("the page `{}`", ready.page.url)))
    }

    /// Draws a widget, to be wrapped into each of its files.
    pub fn widget(&self, widget: &Widget<'_>) -> Result<Drawn, Box<Fault>> {
        let mut context = Context::new();
        context.insert_value("widget", Value::from_serializable(widget));
        let html = self.tera.render_component("widget", &context, None, true);
        let html = html.map_err(|error| self.widget_fault(&error, widget))?;
        let style = self.widget_sheets.get(widget.kind).cloned().unwrap_or_default();
        Ok(Drawn::new(widget, &html, style))
    }

    /// Draws the page of a widget for a frame into a buffer, in place of what it holds.
    pub fn widget_page(
        &self,
        widget: &Widget<'_>,
        drawn: &Drawn,
        oembed: &str,
        to: &mut Vec<u8>,
    ) -> Result<(), Box<Fault>> {
        to.clear();
        let mut context = Context::new();
        context.insert_value("widget", Value::from_serializable(widget));
        context.insert_value("content", html(&drawn.html));
        // Nothing in a style sheet ends the element that it stands in.
        context.insert_value("style", html(&drawn.style.replace("</", "<\\/")));
        context.insert_value("script", html(widgets::FRAME.trim_end()));
        context.insert("oembed", oembed);
        let template = self.winners.get("widget.html").map_or("widget.html", String::as_str);
        self.tera
            .render_to(template, &context, &mut *to)
            .map_err(|error| self.widget_fault(&error, widget))
    }

    /// Draws a badge as SVG.
    pub fn badge(&self, badge: &Badge) -> Result<String, Box<Fault>> {
        let mut context = Context::new();
        context.insert_value("badge", Value::from_serializable(badge));
        let template = self.winners.get("badge.svg").map_or("badge.svg", String::as_str);
        let drawn = self.tera.render(template, &context);
        drawn.map_err(|error| self.fault(&error, format!("the badge `{}`", badge.title)))
    }

    /// What is wrong with a badge that cannot become pixels.
    pub fn badge_fault(&self, fault: &impl std::fmt::Display, widget: &str) -> Box<Fault> {
        let name = self.winners.get("badge.svg").map_or("badge.svg", String::as_str);
        let problem = Diagnostic::error("template", fault.to_string());
        let place = self.known.template(name).map(|template| Place::file(&template.path));
        let diagnostic = place.into_iter().fold(problem, Diagnostic::at);
        Box::new(Fault { diagnostic, drawing: format!("the badge of `{widget}`") })
    }

    fn widget_fault(&self, error: &tera::Error, widget: &Widget<'_>) -> Box<Fault> {
        self.fault(error, format!("the widget `{}`", widget.id))
    }

    fn fault(&self, error: &tera::Error, drawing: String) -> Box<Fault> {
        Box::new(Fault { diagnostic: fault::one(error, &self.known).1, drawing })
    }
}

fn winners(theme: &Theme, tera: &Tera) -> BTreeMap<String, String> {
    let mut winners = BTreeMap::new();
    for prefix in &theme.prefixes() {
        for file in theme.templates.iter().filter(|file| tera.contains_template(&file.name)) {
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
        About::Widgets(offers) => put("widgets", Value::from_serializable(offers)),
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
