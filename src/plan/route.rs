//! Output files: their paths, and what each shows.

use super::archive::word;
use super::widgets::{self, WidgetFile, WidgetScript};
use super::{DATA_LENGTH, List, Plan, SITEMAP_LENGTH};
use crate::config::{Archive, Config};
use crate::model::Model;

/// One output file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The path in the output folder, with `/` on every system.
    pub path: String,
    /// What it shows.
    pub show: Show,
}

/// What a route shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Show {
    /// A page of a list: its position in [`Plan::lists`], the page from 1.
    List(usize, usize),
    /// One review: its position in [`Model::reviews`].
    Review(u32),
    /// All terms of an archive.
    Index(Archive),
    /// How reviews are collected.
    Policy,
    /// A free page: its position in [`Model::pages`].
    Page(usize),
    /// An address that leads nowhere.
    NotFound,
    /// Atom.
    Atom,
    /// JSON Feed.
    JsonFeed,
    /// The public data, a file of it from 1.
    Data(usize),
    /// All addresses, or the index of their parts.
    Sitemap,
    /// A part of the addresses, from 1.
    SitemapPart(usize),
    /// What robots may read.
    Robots,
    /// Caching and CORS for hosts that read it.
    Headers,
    /// A file of the theme, by its path there.
    Asset(String),
    /// A media file, by its path in [`Plan::media`].
    Media,
    /// A file of a widget: its position in [`Plan::widgets`].
    Widget(usize, WidgetFile),
    /// A script that widgets share.
    WidgetScript(WidgetScript),
    /// The page with all widgets, and the ways to embed them.
    Widgets,
}

impl Route {
    /// The address below the site's own: a page's folder, a file's path.
    pub fn address(&self) -> &str {
        self.path.strip_suffix("index.html").filter(|_| self.is_page()).unwrap_or(&self.path)
    }

    /// Whether search engines may list it.
    pub fn is_listed(&self) -> bool {
        self.is_page() && !matches!(self.show, Show::NotFound | Show::Widgets)
    }

    /// Whether it is an HTML page.
    pub fn is_page(&self) -> bool {
        use Show::{Index, List, NotFound, Page, Policy, Review, Widgets};
        matches!(self.show, List(..) | Review(_) | Index(_) | Policy | Page(_) | NotFound | Widgets)
    }
}

/// The path of a page of a list, without `index.html`.
pub fn list_address(list: &List, page: usize) -> String {
    if page == 1 { list.path.clone() } else { format!("{}page/{page}/", list.path) }
}

/// How many pages a list has; an empty one has one.
pub fn page_count(list: &List, page_size: usize) -> usize {
    list.reviews.len().div_ceil(page_size.max(1)).max(1)
}

/// The folder of the reviews' own pages.
pub(super) const REVIEWS: &str = "reviews";

/// The address of a review's own page below `base`.
pub fn review_address(base: &str, slug: &str) -> String {
    [base, REVIEWS, "/", slug, "/"].concat()
}

/// The pages of lists, which come before those of reviews.
pub(super) fn of_lists(lists: &[List], config: &Config) -> Vec<Route> {
    let mut routes = Vec::new();
    for (at, list) in lists.iter().enumerate() {
        for page in 1..=page_count(list, config.page_size) {
            let path = list_address(list, page) + "index.html";
            routes.push(Route { path, show: Show::List(at, page) });
        }
    }
    routes
}

/// Every output file that comes after the reviews' own pages.
pub(super) fn others(plan: &Plan, model: &Model, config: &Config, drafts: bool) -> Vec<Route> {
    let mut routes = Vec::new();
    let mut add = |path: String, show: Show| routes.push(Route { path, show });
    for archive in &config.archives {
        if plan.terms_of(*archive).next().is_some() {
            add(format!("{}/index.html", word(*archive)), Show::Index(*archive));
        }
    }
    add("how-we-collect-reviews/index.html".to_owned(), Show::Policy);
    for (at, page) in model.pages.iter().enumerate() {
        add(format!("{}/index.html", page.slug), Show::Page(at));
    }
    add("404.html".to_owned(), Show::NotFound);
    add("reviews.json".to_owned(), Show::Data(1));
    for part in 2..=plan.published.len().div_ceil(DATA_LENGTH) {
        add(format!("{REVIEWS}/{part}.json"), Show::Data(part));
    }
    for (file, path) in &plan.assets {
        add(path.clone(), Show::Asset(file.clone()));
    }
    for path in plan.media.files().keys() {
        add(path.clone(), Show::Media);
    }
    add("robots.txt".to_owned(), Show::Robots);
    add("_headers".to_owned(), Show::Headers);
    for (path, show) in widgets::files(plan, config) {
        add(path, show);
    }
    if config.base_url.is_some() {
        add("feed.xml".to_owned(), Show::Atom);
        add("feed.json".to_owned(), Show::JsonFeed);
        // Pages that must not be listed are in no list.
        if !config.sample && !drafts {
            let own = routes.iter().filter(|route| route.is_listed()).count();
            let pages = plan.routes().filter(|route| route.is_listed()).count() + own;
            sitemap(pages, &mut routes);
        }
    }
    routes
}

/// The addresses of all pages, in as many files as they need.
fn sitemap(pages: usize, routes: &mut Vec<Route>) {
    let mut add = |path: String, show: Show| routes.push(Route { path, show });
    add("sitemap.xml".to_owned(), Show::Sitemap);
    if pages > SITEMAP_LENGTH {
        for part in 1..=pages.div_ceil(SITEMAP_LENGTH) {
            add(format!("sitemap-{part}.xml"), Show::SitemapPart(part));
        }
    }
}
