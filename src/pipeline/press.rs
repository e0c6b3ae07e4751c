//! What draws the routes of a snapshot: in any order, for as long as somebody holds it.
//!
//! It shares everything with the snapshot that it was made of and borrows nothing, so a server can keep
//! it. To draw a route it looks neither at the disk nor at the clock.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::rendering::{Rendering, summed_up};
use super::widgets::Widgets;
use crate::config::Config;
use crate::diag::{Diagnostic, Diagnostics};
use crate::media::{Bytes, Stored};
use crate::model::Model;
use crate::plan::{ListOf, Plan, Route, Show, WidgetScript};
use crate::render::{Engine, Fault, output, widgets};
use crate::sink::{Sink, SinkError};
use crate::theme::Theme;
use crate::views::Html;
use crate::views::make::{Common, Maker, Sources, feed};
use crate::words::Words;

/// Draws the routes of one snapshot.
#[derive(Clone, Debug)]
pub struct Press {
    pub(super) material: Material,
    pub(super) common: Arc<Common>,
    pub(super) engine: Arc<Engine>,
    pub(super) widgets: Arc<Widgets>,
}

/// What a snapshot is drawn from.
#[derive(Clone, Debug)]
pub(super) struct Material {
    pub(super) config: Arc<Config>,
    pub(super) model: Arc<Model>,
    pub(super) plan: Arc<Plan>,
    pub(super) theme: Arc<Theme>,
    pub(super) words: Arc<Words>,
    pub(super) today: Date,
    pub(super) drafts: bool,
    pub(super) local: bool,
}

/// What stands at a path of the output.
#[derive(Clone, Debug)]
pub enum Drawn<'press> {
    /// It was drawn for whoever asked.
    Bytes(Vec<u8>),
    /// It is there already.
    Kept(&'press [u8]),
    /// It lies on the disk, and may have gone since.
    File(&'press Path),
}

/// Where the content of a route is.
pub(super) enum Content<'press> {
    InBuffer,
    Kept(&'press [u8]),
    File(&'press Path, &'press Stored),
}

impl Material {
    pub(super) fn sources(&self) -> Sources<'_> {
        Sources {
            config: &self.config,
            model: &self.model,
            plan: &self.plan,
            words: &self.words,
            settings: &self.theme.settings,
            today: self.today,
            drafts: self.drafts,
            base: self.config.base_path(),
            excerpt: self.config.excerpt,
        }
    }
}

impl Press {
    /// Loads the templates and prepares what many pages share; `None` where nothing can be drawn.
    pub(super) fn new(material: Material, diagnostics: &mut Diagnostics) -> Option<Self> {
        let common = Arc::new(Common::new(&material.sources()));
        let site = Maker::new(material.sources(), &common).site();
        let engine = Engine::new(&material.theme, &material.words, &site, diagnostics)?;
        let widgets = Arc::new(Widgets::new(&material.plan));
        Some(Self { material, common, engine: Arc::new(engine), widgets })
    }

    /// Every route that it can draw.
    pub fn plan(&self) -> &Plan {
        &self.material.plan
    }

    /// The settings of the site.
    pub fn config(&self) -> &Config {
        &self.material.config
    }

    /// The content of the site.
    pub fn model(&self) -> &Model {
        &self.material.model
    }

    /// Whether pending reviews are shown too.
    pub fn drafts(&self) -> bool {
        self.material.drafts
    }

    /// Draws every route into a sink, in parallel; gives the faults of templates.
    pub fn all(&self, sink: &dyn Sink) -> Result<Vec<Diagnostic>, SinkError> {
        Rendering { press: self, sink }.all()
    }

    /// Draws one route with the cards that stand on it, or tells what is wrong with their templates.
    pub fn draw(&self, route: &Route) -> Result<Drawn<'_>, Vec<Diagnostic>> {
        let faults = RefCell::new(Vec::new());
        let maker = self.maker();
        let card = |at| {
            let drawn = self.engine.card(&maker.review(at), &mut Vec::new());
            drawn.unwrap_or_else(|fault| {
                faults.borrow_mut().push(*fault);
                Html::none()
            })
        };
        let mut buffer = Vec::new();
        let drawn = match self.content(route, &card, &mut buffer) {
            Ok(Content::InBuffer) => Some(Drawn::Bytes(buffer)),
            Ok(Content::Kept(bytes)) => Some(Drawn::Kept(bytes)),
            Ok(Content::File(source, _)) => Some(Drawn::File(source)),
            Err(fault) => {
                faults.borrow_mut().push(*fault);
                None
            }
        };
        let faults = faults.into_inner();
        drawn.filter(|_| faults.is_empty()).ok_or_else(|| summed_up(faults))
    }

    /// Draws one route of each kind, and gives the faults of their templates: most faults of a template
    /// are on each page that it draws.
    pub fn sample(&self) -> Vec<Diagnostic> {
        let plan = self.plan();
        let mut drawn = BTreeSet::new();
        let mut faults = Diagnostics::default();
        for route in plan.routes().filter(|route| route.is_page()) {
            let kind = match &route.show {
                Show::List(at, _) => match plan.lists[*at].of {
                    ListOf::All => 0,
                    ListOf::Term(_) => 1,
                    ListOf::Improvements => 2,
                },
                Show::Review(_) => 3,
                Show::Index(_) => 4,
                Show::Policy => 5,
                Show::Page(_) => 6,
                _ => 7,
            };
            if drawn.insert(kind)
                && let Err(found) = self.draw(route)
            {
                faults.extend(found);
            }
        }
        faults.sort();
        faults.into_vec()
    }

    pub(super) fn maker(&self) -> Maker<'_> {
        Maker::new(self.material.sources(), &self.common)
    }

    /// Draws a route into a buffer, in place of what it holds, or says where its content is.
    pub(super) fn content(
        &self,
        route: &Route,
        card: &dyn Fn(u32) -> Html,
        buffer: &mut Vec<u8>,
    ) -> Result<Content<'_>, Box<Fault>> {
        let maker = &self.maker();
        buffer.clear();
        match &route.show {
            Show::Media => match maker.file(&route.path) {
                Some(Stored { bytes: Bytes::Memory(bytes), .. }) => {
                    return Ok(Content::Kept(bytes));
                }
                Some(file @ Stored { bytes: Bytes::Disk(source), .. }) => {
                    return Ok(Content::File(source, file));
                }
                None => {}
            },
            Show::Asset(path) => {
                let bytes = self.material.theme.bytes(path).unwrap_or_default();
                return Ok(Content::Kept(bytes));
            }
            Show::Data(part) => {
                // Writing to memory does not fail.
                let _ = serde_json::to_writer(&mut *buffer, &feed::data(maker, *part));
            }
            Show::Atom | Show::JsonFeed | Show::Sitemap | Show::SitemapPart(_) => {
                *buffer = list(maker, &route.show);
            }
            Show::Widget(at, file) => self.widget_file(*at, *file, buffer)?,
            Show::WidgetScript(WidgetScript::Embed) => {
                return Ok(Content::Kept(widgets::EMBED.as_bytes()));
            }
            Show::WidgetScript(WidgetScript::Resize) => {
                return Ok(Content::Kept(widgets::RESIZE.as_bytes()));
            }
            Show::Widgets => {
                let ready = maker.widgets_page(route, self.offers()?);
                self.engine.page(&ready, buffer)?;
            }
            Show::Robots => *buffer = output::robots::write(feed::sitemap(maker).as_deref()),
            Show::Headers => {
                let widgets = !self.plan().widgets.is_empty();
                *buffer = output::headers::write(&maker.url(""), widgets);
            }
            _ => {
                if let Some(ready) = maker.page(route, card) {
                    self.engine.page(&ready, buffer)?;
                }
            }
        }
        Ok(Content::InBuffer)
    }
}

/// Feeds and sitemaps. Writing to memory does not fail.
fn list(maker: &Maker<'_>, show: &Show) -> Vec<u8> {
    match show {
        Show::Atom => {
            feed::feed(maker).and_then(|feed| output::atom::write(&feed).ok()).unwrap_or_default()
        }
        Show::JsonFeed => feed::feed(maker)
            .and_then(|feed| output::json_feed::write(&feed).ok())
            .unwrap_or_default(),
        Show::SitemapPart(part) => {
            let addresses = feed::addresses(maker, *part).unwrap_or_default();
            output::sitemap::write(&addresses).unwrap_or_default()
        }
        _ => {
            let parts = feed::sitemap_parts(maker);
            if parts.is_empty() {
                return list(maker, &Show::SitemapPart(1));
            }
            output::sitemap::write_index(&parts).unwrap_or_default()
        }
    }
}
