//! The reviews that are shown, and the pages of their own.

use std::sync::OnceLock;

use super::index::Index;
use super::order;
use super::route::{REVIEWS, Route, Show, review_address};
use crate::content::raw::Status;
use crate::model::Model;

/// The reviews that are shown, and the routes of their pages.
///
/// Most of a large site is that, and it stays what it is while no review comes or goes and none gets
/// another address or day; so plans share it.
#[derive(Debug, Default)]
pub struct Shown {
    /// The newest first: positions in [`Model::reviews`].
    pub newest: Vec<u32>,
    /// Those of them that are published: drafts never get into feeds and public data.
    pub published: Vec<u32>,
    /// Reviews that wait for a decision.
    pub pending: usize,
    /// In the order of the newest.
    pub(super) routes: Vec<Route>,
    index: OnceLock<Index>,
}

impl Shown {
    pub(super) fn new(model: &Model, drafts: bool) -> Self {
        let shown: Vec<u32> = (0u32..)
            .zip(&model.reviews)
            .filter(|(_, review)| review.is_shown(drafts))
            .map(|(at, _)| at)
            .collect();
        let newest = order::newest(&shown, model);
        let of = |at: u32| &model.reviews[at as usize];
        let is_published = |at: &u32| of(*at).status == Status::Approved;
        let published = newest.iter().copied().filter(is_published).collect();
        let pending = model.reviews.iter().filter(|review| review.status == Status::Pending);
        let pending = pending.count();
        let route = |at: &u32| Route {
            path: review_address("", &of(*at).slug) + "index.html",
            show: Show::Review(*at),
        };
        let routes = newest.iter().map(route).collect();
        Self { newest, published, pending, routes, index: OnceLock::new() }
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
