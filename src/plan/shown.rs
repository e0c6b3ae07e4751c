//! The reviews that are shown, and the pages of their own.

use std::sync::{Arc, OnceLock};

use super::index::Index;
use super::route::{REVIEWS, Route, Show};
use crate::content::raw::Status;
use crate::model::{Model, Review};

/// The reviews that are shown, and the routes of their pages, in the order of the model.
///
/// Most of a large site is that, and it stays what it is while no review comes or goes and none gets
/// another address; so plans share it.
#[derive(Debug, Default)]
pub struct Shown {
    /// Positions in [`Model::reviews`].
    pub reviews: Vec<u32>,
    /// How many reviews wait for a decision.
    pub pending: usize,
    pub(super) routes: Vec<Route>,
    index: OnceLock<Index>,
}

impl Shown {
    pub(super) fn new(model: &Model, drafts: bool) -> Self {
        let all = || (0u32..).zip(&model.reviews);
        let shown = || all().filter(|(_, review)| review.is_shown(drafts));
        let route = |(at, review): (u32, &Arc<Review>)| Route {
            path: [REVIEWS, "/", &review.slug, "/index.html"].concat(),
            show: Show::Review(at),
        };
        Self {
            reviews: shown().map(|(at, _)| at).collect(),
            pending: all().filter(|(_, review)| review.status == Status::Pending).count(),
            routes: shown().map(route).collect(),
            index: OnceLock::new(),
        }
    }

    /// The route of a path, in whatever case its letters are.
    pub(super) fn find(&self, path: &str) -> Option<&Route> {
        let index = self.index.get_or_init(|| Index::new(&self.routes));
        index.find(path, &self.routes)
    }

    /// Whether a path is that of a folder of them, in whatever case its letters are.
    pub(super) fn holds(&self, folder: &str) -> bool {
        let is_all = !self.routes.is_empty() && folder.eq_ignore_ascii_case(REVIEWS);
        is_all || self.find(&[folder, "/index.html"].concat()).is_some()
    }
}
