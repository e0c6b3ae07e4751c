//! Every route and what it shows, before anything is rendered.
//!
//! Collisions are found here, and sitemap, feeds, `check` and dry runs read the plan instead of
//! the output. Archives are planned by index: each review is looked at once.
//!
//! A plan can be made from an older one: what reviews do not differ in is taken from there.

mod archive;
mod collide;
mod dead;
mod index;
mod order;
pub mod route;
mod select;
mod shown;
mod widgets;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::config::{Archive, Config};
use crate::content::raw::Status;
use crate::diag::Diagnostics;
use crate::media::Gallery;
use crate::model::{Differs, Model};

use self::index::Index;

pub use self::archive::{Term, term_address, word};
pub use self::dead::dead_links;
pub use self::route::{Route, Show};
pub use self::select::Selected;
pub use self::shown::Shown;
pub use self::widgets::{WidgetFile, WidgetScript, frozen_path, widget_address};

/// How many reviews a feed has.
pub const FEED_LENGTH: usize = 50;

/// How many reviews a file of the public data has.
pub const DATA_LENGTH: usize = 1000;

/// How many addresses a sitemap has at most (<https://www.sitemaps.org/protocol.html>).
pub const SITEMAP_LENGTH: usize = 50_000;

/// The files of a theme that only the page with all widgets needs.
const OF_WIDGETS: [&str; 2] = ["widgets.css", "widgets.js"];

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
    /// Every list.
    pub lists: Vec<List>,
    /// Every term of every archive, in the order of the indexes.
    pub terms: Vec<Term>,
    /// The reviews that are shown.
    pub shown: Arc<Shown>,
    /// The same, the newest first: positions in [`Model::reviews`].
    pub newest: Vec<u32>,
    /// Those of them that are published: drafts never get into feeds and public data.
    pub published: Vec<u32>,
    /// Where each media file that is shown is published.
    pub media: Arc<Gallery>,
    /// What each widget shows; none without a `base_url`.
    pub widgets: Vec<Selected>,
    /// Where each file of the theme is published, by its path there.
    pub assets: BTreeMap<String, String>,
    /// All routes but those of reviews' own pages.
    own: Vec<Route>,
    /// So many of them come before the reviews.
    before: usize,
    /// Where each of them stands, once somebody asks.
    index: OnceLock<Index>,
    /// Whether two of all routes want one address.
    is_taken: bool,
}

impl Plan {
    /// Every output file, in the order in which it is rendered.
    pub fn routes(&self) -> impl Iterator<Item = &Route> {
        let (before, after) = self.own.split_at(self.before);
        before.iter().chain(&self.shown.routes).chain(after)
    }

    /// The route of a path.
    pub fn route(&self, path: &str) -> Option<&Route> {
        let is_it = |route: &&Route| route.path == path;
        self.find(path).filter(is_it).or_else(|| self.shown.find(path).filter(is_it))
    }

    /// One of the routes that are not reviews' own, in whatever case the letters of its path are.
    fn find(&self, path: &str) -> Option<&Route> {
        self.index().find(path, &self.own)
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(&self.own))
    }

    /// The terms of one archive.
    pub fn terms_of(&self, archive: Archive) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(move |term| term.archive == archive)
    }

    /// Whether a page of that path is planned.
    pub fn has_improvements(&self) -> bool {
        self.lists.iter().any(|list| list.of == ListOf::Improvements)
    }

    fn improvements(&self) -> Vec<u32> {
        let list = self.lists.iter().find(|list| list.of == ListOf::Improvements);
        list.map_or_else(Vec::new, |list| list.reviews.clone())
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

/// What is planned.
#[derive(Clone, Debug)]
pub struct Site<'a> {
    /// The content.
    pub model: &'a Model,
    /// The settings.
    pub config: &'a Config,
    /// The files beside.
    pub files: Files,
    /// Whether pending reviews are shown too.
    pub drafts: bool,
}

/// Plans a site. An older plan of it helps, together with what differs; it was made with the same
/// settings, and with drafts or without as this one.
pub fn make(site: Site<'_>, old: Option<(&Plan, Differs)>, diagnostics: &mut Diagnostics) -> Plan {
    let Site { model, config, files, drafts } = site;
    let shown = match old {
        Some((old, differs)) if !differs.shown => Arc::clone(&old.shown),
        _ => Arc::new(Shown::new(model, drafts)),
    };
    let (newest, published) = match old {
        Some((old, differs)) if !(differs.shown || differs.days) => {
            (old.newest.clone(), old.published.clone())
        }
        _ => by_day(&shown, model),
    };
    let selection = &config.selection;
    let in_order = order::by(selection.order, selection.seed, &newest, model);
    // Archives have the order of all.
    let is_in_order = |old: &Plan| old.lists.first().is_some_and(|all| all.reviews == in_order);
    let ordered = old.filter(|(old, differs)| !differs.shown && is_in_order(old));
    let (terms, term_lists) = archive::terms(config, &in_order, model, ordered);
    let improvements = match old {
        Some((old, differs)) if !(differs.shown || differs.days || differs.answers) => {
            old.improvements()
        }
        _ => improvements(&newest, model),
    };
    let mut lists = vec![List { of: ListOf::All, path: String::new(), reviews: in_order }];
    lists.extend(term_lists);
    if !improvements.is_empty() {
        let path = "improvements/".to_owned();
        lists.push(List { of: ListOf::Improvements, path, reviews: improvements });
    }
    let own = route::of_lists(&lists, config);
    let widgets = select::select(config, &published, model, diagnostics);
    let assets = assets(&files.statics, !widgets.is_empty());
    let before = own.len();
    let mut plan =
        Plan { lists, terms, shown, newest, published, assets, own, before, ..Plan::default() };
    plan.media = files.media;
    plan.widgets = widgets;
    let others = route::others(&plan, model, config, drafts);
    plan.own.extend(others);
    if !old.is_some_and(|(old, _)| collide::are_apart(&plan, old)) {
        let routes: Vec<&Route> = plan.routes().collect();
        let found = collide::find(&routes, model);
        plan.is_taken = !found.is_empty();
        diagnostics.extend(found);
    }
    plan
}

/// All reviews that are shown, the newest first; and those of them that are published.
fn by_day(shown: &Shown, model: &Model) -> (Vec<u32>, Vec<u32>) {
    let newest = order::newest(&shown.reviews, model);
    let is_published = |at: &u32| model.reviews[*at as usize].status == Status::Approved;
    let published = newest.iter().copied().filter(is_published).collect();
    (newest, published)
}

/// Where the files of a theme are published; those of the page with all widgets only with that page.
fn assets(statics: &[StaticFile], widgets: bool) -> BTreeMap<String, String> {
    let is_wanted = |file: &&StaticFile| widgets || !OF_WIDGETS.contains(&file.path.as_str());
    let wanted = statics.iter().filter(is_wanted);
    wanted.map(|file| (file.path.clone(), asset_path(file))).collect()
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
