//! Renders every route of a snapshot, in parallel, and streams it into a sink.
//!
//! After the largest documents, reviews come first: the view of one is made once, drawn as its card
//! and as its page, and let go. The cards stay, for all other pages are made of them. So memory grows
//! with the content and not with the output, and no page costs more because the site is larger.

use rayon::prelude::*;

use super::press::{Content as Made, Material, Press};
use crate::diag::Diagnostic;
use crate::media::Stored;
use crate::plan::{Route, Show};
use crate::render::Fault;
use crate::sink::{Content, Sink, SinkError};
use crate::views::Html;
use crate::views::make::Ready;

/// One rendering of all routes.
pub(super) struct Rendering<'run> {
    pub(super) press: &'run Press,
    pub(super) sink: &'run dyn Sink,
}

/// What came of one route, by its position in the plan; a template fault is not an error of the
/// sink.
type Rendered = Result<Vec<(usize, Box<Fault>)>, SinkError>;

impl Rendering<'_> {
    /// Renders everything and tells the faults of templates, in the order of cards and routes.
    pub(super) fn all(&self) -> Result<Vec<Diagnostic>, SinkError> {
        let Material { plan, model, .. } = &self.press.material;
        let (mut reviews, mut data, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for (at, route) in plan.routes().enumerate() {
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
        for (path, drawn) in self.press.frozen() {
            self.sink.write(&path, Content::Bytes(&drawn.script))?;
        }
        of_pages.sort_by_key(|(at, _)| *at);
        faults.extend(of_pages.into_iter().map(|(_, fault)| *fault));
        let mut told = summed_up(faults);
        told.extend(self.press.too_heavy());
        Ok(told)
    }

    /// Draws the card of every review that is shown, and its page while its view is at hand.
    fn reviews(&self, routes: &[(usize, &Route, u32)]) -> Result<Vec<Drawn>, SinkError> {
        let drawn = routes.par_iter().map_init(Vec::new, |buffer, (at, route, review)| {
            let maker = self.press.maker();
            let shown = maker.review(*review);
            let card = self.press.engine.card(&shown, buffer);
            let ready = maker.review_page(route, *review, shown, buffer);
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
        match self.press.engine.page(ready, buffer) {
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
        let card = |at: u32| cards.get(at as usize).cloned().unwrap_or_else(Html::none);
        let content = match self.press.content(route, &card, buffer) {
            Ok(Made::InBuffer) => Content::Bytes(buffer),
            Ok(Made::Kept(bytes)) => Content::Bytes(bytes),
            Ok(Made::File(source, &Stored { hash, size, .. })) => {
                Content::File { source, hash, size }
            }
            Err(fault) => return Ok(Some(fault)),
        };
        self.sink.write(&route.path, content).map(|()| None)
    }
}

/// What was drawn of a review.
struct Drawn {
    review: u32,
    card: Result<Html, Box<Fault>>,
    /// The fault of its page, if it has one, with the position of its route.
    page: Option<(usize, Box<Fault>)>,
}

/// One diagnostic for each fault, with what was being drawn when it first came up.
pub(super) fn summed_up(faults: Vec<Fault>) -> Vec<Diagnostic> {
    let mut found: Vec<(Diagnostic, String, usize)> = Vec::new();
    for fault in faults {
        match found.iter_mut().find(|(known, ..)| *known == fault.diagnostic) {
            // Of the files of one widget the first says it.
            Some((_, drawing, more)) => *more += usize::from(*drawing != fault.drawing),
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
