//! Renders every route of a snapshot, in parallel, and streams it into a sink.
//!
//! After the largest documents, reviews come first: the view of one is made once, drawn as its card
//! and as its page, and let go. The cards stay, for all other pages are made of them. So memory grows
//! with the content and not with the output, and no page costs more because the site is larger.

use rayon::prelude::*;

use crate::diag::Diagnostic;
use crate::media::Bytes;
use crate::model::Model;
use crate::plan::{Plan, Route, Show};
use crate::render::{Engine, Fault, output};
use crate::sink::{Content, Sink, SinkError};
use crate::theme::Theme;
use crate::views::Html;
use crate::views::make::{Maker, Ready, feed};

/// One rendering of all routes.
pub(super) struct Rendering<'run> {
    pub(super) maker: &'run Maker<'run>,
    pub(super) engine: &'run Engine,
    pub(super) theme: &'run Theme,
    pub(super) sink: &'run dyn Sink,
}

/// What came of one route, by its position in the plan; a template fault is not an error of the
/// sink.
type Rendered = Result<Vec<(usize, Box<Fault>)>, SinkError>;

impl Rendering<'_> {
    /// Renders everything and tells the faults of templates, in the order of cards and routes.
    pub(super) fn all(&self, plan: &Plan, model: &Model) -> Result<Vec<Diagnostic>, SinkError> {
        let (mut reviews, mut data, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for (at, route) in plan.routes.iter().enumerate() {
            match route.show {
                Show::Review(review) => reviews.push((at, route, review)),
                Show::Data(_) | Show::Sitemap | Show::SitemapPart(_) => data.push((at, route)),
                _ => others.push((at, route)),
            }
        }
        let mut faults = Vec::new();
        // Large documents that need no card, as long as there are none.
        let mut of_pages = self.others(&data, &[])?;
        let mut cards = vec![Html::none(); model.reviews.len()];
        for drawn in self.reviews(&reviews)? {
            match drawn.card {
                Ok(card) => cards[drawn.review as usize] = card,
                Err(fault) => faults.push(*fault),
            }
            of_pages.extend(drawn.page);
        }
        of_pages.extend(self.others(&others, &cards)?);
        of_pages.sort_by_key(|(at, _)| *at);
        faults.extend(of_pages.into_iter().map(|(_, fault)| *fault));
        Ok(summed_up(faults))
    }

    /// Draws the card of every review that is shown, and its page while its view is at hand.
    fn reviews(&self, routes: &[(usize, &Route, u32)]) -> Result<Vec<Drawn>, SinkError> {
        let drawn = routes.par_iter().map_init(Vec::new, |buffer, (at, route, review)| {
            let shown = self.maker.review(*review);
            let card = self.engine.card(&shown, buffer);
            let ready = self.maker.review_page(route, *review, shown, buffer);
            let page = self.page(route, &ready, buffer)?.map(|fault| (*at, fault));
            Ok(Drawn { review: *review, card, page })
        });
        drawn.collect()
    }

    /// Renders all routes that need no more than the finished cards.
    fn others(&self, routes: &[(usize, &Route)], cards: &[Html]) -> Rendered {
        let rendered = routes.par_iter().map_init(Vec::new, |buffer, (at, route)| {
            let fault = self.route(route, cards, buffer)?;
            Ok(fault.map(|fault| (*at, fault)))
        });
        rendered.filter_map(Result::transpose).collect()
    }

    fn page(
        &self,
        route: &Route,
        ready: &Ready<'_>,
        buffer: &mut Vec<u8>,
    ) -> Result<Option<Box<Fault>>, SinkError> {
        match self.engine.page(ready, buffer) {
            Ok(()) => self.sink.write(&route.path, Content::Bytes(buffer)).map(|()| None),
            Err(fault) => Ok(Some(fault)),
        }
    }

    fn route(
        &self,
        route: &Route,
        cards: &[Html],
        buffer: &mut Vec<u8>,
    ) -> Result<Option<Box<Fault>>, SinkError> {
        let maker = self.maker;
        let bytes = |bytes: &[u8]| self.sink.write(&route.path, Content::Bytes(bytes));
        match &route.show {
            Show::Media => self.media(&route.path)?,
            Show::Asset(path) => bytes(self.theme.bytes(path).unwrap_or_default())?,
            Show::Data(part) => {
                // Writing to memory does not fail.
                buffer.clear();
                let _ = serde_json::to_writer(&mut *buffer, &feed::data(maker, *part));
                bytes(buffer)?;
            }
            Show::Atom | Show::JsonFeed | Show::Sitemap | Show::SitemapPart(_) => {
                bytes(&list(maker, &route.show))?;
            }
            Show::Robots => {
                bytes(&output::robots::write(feed::sitemap(maker).as_deref()))?;
            }
            Show::Headers => bytes(&output::headers::write(&maker.url("")))?,
            _ => {
                let Some(ready) = maker.page(route, cards) else { return Ok(None) };
                return self.page(route, &ready, buffer);
            }
        }
        Ok(None)
    }

    /// Publishes a picture, a video or captions.
    fn media(&self, path: &str) -> Result<(), SinkError> {
        let Some(file) = self.maker.file(path) else { return Ok(()) };
        let (hash, size) = (file.hash, file.size);
        match &file.bytes {
            Bytes::Disk(source) => self.sink.write(path, Content::File { source, hash, size }),
            Bytes::Memory(bytes) => self.sink.write(path, Content::Bytes(bytes)),
        }
    }
}

/// What was drawn of a review.
struct Drawn {
    review: u32,
    card: Result<Html, Box<Fault>>,
    /// The fault of its page, if it has one, with the position of its route.
    page: Option<(usize, Box<Fault>)>,
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

/// One diagnostic for each fault, with what was being drawn when it first came up.
fn summed_up(faults: Vec<Fault>) -> Vec<Diagnostic> {
    let mut found: Vec<(Diagnostic, String, usize)> = Vec::new();
    for fault in faults {
        match found.iter_mut().find(|(known, ..)| *known == fault.diagnostic) {
            Some((_, _, more)) => *more += 1,
            None => found.push((fault.diagnostic, fault.drawing, 0)),
        }
    }
    let told = found.into_iter().map(|(mut diagnostic, drawing, more)| {
        let others = if more == 0 { String::new() } else { format!(" and {more} more") };
        diagnostic.label = Some(format!("while drawing {drawing}{others}"));
        diagnostic
    });
    told.collect()
}
