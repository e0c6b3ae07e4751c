//! Every route and what it shows, before anything is rendered.
//!
//! Collisions are found here, and sitemap, feeds, `check` and dry runs read the plan instead of
//! the output. Archives are planned by index: each review is looked at once.

mod archive;
mod collide;
mod dead;
mod order;
pub mod route;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use xxhash_rust::xxh3::xxh3_64;

use crate::config::{Archive, Config};
use crate::content::raw::Status;
use crate::diag::Diagnostics;
use crate::media::Gallery;
use crate::model::Model;

pub use self::archive::{Term, term_address, word};
pub use self::dead::dead_links;
pub use self::route::{Route, Show};

/// How many reviews a feed has.
pub const FEED_LENGTH: usize = 50;

/// How many reviews a file of the public data has.
pub const DATA_LENGTH: usize = 1000;

/// How many addresses a sitemap has at most (<https://www.sitemaps.org/protocol.html>).
pub const SITEMAP_LENGTH: usize = 50_000;

/// The folder of what has a hash in its name.
const ASSETS: &str = "assets";

/// A file of the theme that is published as it is.
#[derive(Clone, Debug)]
pub struct StaticFile {
    /// Path below the theme's `static/`, with `/` on every system.
    pub path: String,
    /// A hash of its bytes.
    pub hash: u64,
}

/// A list of reviews, in order, on one or more pages.
#[derive(Clone, Debug)]
pub struct List {
    /// What it lists.
    pub of: ListOf,
    /// The path of its first page, with `/` at its end; empty for the wall.
    pub path: String,
    /// Positions of its reviews in [`Model::reviews`], in order.
    pub reviews: Vec<u32>,
}

/// What a list lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListOf {
    /// Every published review.
    All,
    /// Those of one term of an archive, by its position in [`Plan::terms`].
    Term(usize),
    /// What was said, done, and is said now.
    Improvements,
}

/// The whole site, planned.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Every output file, in the order in which it is rendered.
    pub routes: Vec<Route>,
    /// Every list.
    pub lists: Vec<List>,
    /// Every term of every archive, in the order of the indexes.
    pub terms: Vec<Term>,
    /// Reviews that are shown, the newest first: positions in [`Model::reviews`].
    pub newest: Vec<u32>,
    /// Those of them that are published: drafts never get into feeds and public data.
    pub published: Vec<u32>,
    /// Where each media file that is shown is published.
    pub media: Arc<Gallery>,
    /// Where each file of the theme is published, by its path there.
    pub assets: BTreeMap<String, String>,
    /// Reviews that wait for a decision.
    pub pending: usize,
    /// Positions in [`Plan::routes`] by the hashes of their paths, once somebody asks.
    by_path: OnceLock<HashMap<u64, usize>>,
}

impl Plan {
    fn clone_without_routes(&self) -> Self {
        Self {
            routes: Vec::new(),
            lists: self.lists.clone(),
            terms: self.terms.clone(),
            newest: self.newest.clone(),
            published: self.published.clone(),
            media: Arc::clone(&self.media),
            assets: BTreeMap::new(),
            pending: self.pending,
            by_path: OnceLock::new(),
        }
    }

    /// The route of a path.
    pub fn route(&self, path: &str) -> Option<&Route> {
        let hashed = |(at, route): (usize, &Route)| (xxh3_64(route.path.as_bytes()), at);
        let by_path =
            self.by_path.get_or_init(|| self.routes.iter().enumerate().map(hashed).collect());
        let found = self.routes.get(*by_path.get(&xxh3_64(path.as_bytes()))?)?;
        if found.path == path {
            return Some(found);
        }
        // Two paths have one hash, or this one is not there.
        self.routes.iter().find(|route| route.path == path)
    }

    /// The terms of one archive.
    pub fn terms_of(&self, archive: Archive) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(move |term| term.archive == archive)
    }

    /// Whether a page of that path is planned.
    pub fn has_improvements(&self) -> bool {
        self.lists.iter().any(|list| list.of == ListOf::Improvements)
    }
}

/// The files that are published beside what is rendered.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// Those of the theme.
    pub statics: Vec<StaticFile>,
    /// Pictures, videos and captions.
    pub media: Arc<Gallery>,
}

/// Plans the site.
pub fn make(
    model: &Model,
    config: &Config,
    files: Files,
    drafts: bool,
    diagnostics: &mut Diagnostics,
) -> Plan {
    let shown: Vec<u32> = (0u32..)
        .zip(&model.reviews)
        .filter(|(_, review)| review.is_shown(drafts))
        .map(|(at, _)| at)
        .collect();
    let newest = order::newest(&shown, model);
    let in_order = order::by(config, &newest, model);
    let (terms, term_lists) = archive::terms(config, &in_order, model);
    let mut lists = vec![List { of: ListOf::All, path: String::new(), reviews: in_order.clone() }];
    lists.extend(term_lists);
    let improvements = improvements(&newest, model);
    if !improvements.is_empty() {
        let path = "improvements/".to_owned();
        lists.push(List { of: ListOf::Improvements, path, reviews: improvements });
    }
    let pending = model.reviews.iter().filter(|review| review.status == Status::Pending).count();
    let is_published = |at: &u32| model.reviews[*at as usize].status == Status::Approved;
    let published = newest.iter().copied().filter(is_published).collect();
    let mut plan = Plan { lists, terms, newest, published, pending, ..Plan::default() };
    plan.media = files.media;
    plan.assets = assets(&files.statics);
    plan.routes = route::all(&plan, model, config, drafts);
    diagnostics.extend(collide::find(&plan.routes, model));
    plan
}

/// The same plan with other files of the theme; `None` where a page may want one of their addresses.
pub fn with_statics(plan: &Plan, statics: &[StaticFile], model: &Model) -> Option<Plan> {
    let assets = assets(statics);
    let mut routes = Vec::with_capacity(plan.routes.len());
    let is_asset = |route: &Route| matches!(route.show, Show::Asset(_));
    let first = plan.routes.iter().position(is_asset).unwrap_or(plan.routes.len());
    routes.extend_from_slice(&plan.routes[..first]);
    routes.extend(route::of_assets(&assets));
    routes.extend(plan.routes[first..].iter().filter(|route| !is_asset(route)).cloned());
    let is_beside = |route: &&Route| {
        let top = route.path.split('/').next().unwrap_or_default();
        top.eq_ignore_ascii_case(ASSETS)
    };
    let beside: Vec<Route> = routes.iter().filter(is_beside).cloned().collect();
    let are_alone = beside.iter().all(|route| matches!(route.show, Show::Asset(_) | Show::Media));
    let fit = are_alone && collide::find(&beside, model).is_empty();
    fit.then(|| Plan { routes, assets, by_path: OnceLock::new(), ..plan.clone_without_routes() })
}

/// Where the files of a theme are published.
fn assets(statics: &[StaticFile]) -> BTreeMap<String, String> {
    statics.iter().map(|file| (file.path.clone(), asset_path(file))).collect()
}

/// Reviews that the business answered, or whose authors came back to them.
fn improvements(newest: &[u32], model: &Model) -> Vec<u32> {
    let of = |at: &u32| {
        let review = &model.reviews[*at as usize];
        !review.replies.is_empty() || !review.follow_ups.is_empty()
    };
    newest.iter().copied().filter(of).collect()
}

/// A theme's file keeps its name, with the hash before its ending.
fn asset_path(file: &StaticFile) -> String {
    let (folder, name) = file.path.rsplit_once('/').map_or(("", &*file.path), |parts| parts);
    let (stem, end) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{ASSETS}/{folder}{slash}{stem}.{:016x}.{end}", file.hash)
}
