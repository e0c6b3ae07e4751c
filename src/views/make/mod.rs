//! From the model to what templates see: the only place that knows both.

mod embed;
pub mod feed;
mod filters;
mod list;
mod media;
mod organizations;
mod policy;
mod review;
mod site;
pub mod structured;
mod widget;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use self::embed::Embed;
use super::{
    ArchiveTerm, Body, Day, Html, Link, List, Offer, Page, Platform, Policy, Review, Site, Summary,
    Term, Widget,
};
use crate::config::Config;
use crate::insights;
use crate::media::Stored;
use crate::model::Model;
use crate::plan::{Plan, Route, Show};
use crate::theme::Settings;
use crate::words::{Argument, Key, Words};

pub use self::embed::Frozen;
pub use self::widget::BadgeWords;

/// Everything that views are made of.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'run> {
    /// The site's configuration.
    pub config: &'run Config,
    /// The content.
    pub model: &'run Model,
    /// The routes and lists.
    pub plan: &'run Plan,
    /// The theme's settings.
    pub settings: &'run Settings,
    /// The words of the interface.
    pub words: &'run Words,
    /// Today.
    pub today: Date,
    /// Whether pending reviews are shown too.
    pub drafts: bool,
    /// What stands before every path: the path of the site, or its address where other pages embed
    /// what is made.
    pub base: &'run str,
    /// Words of a text that cards show; 0 is the whole text.
    pub excerpt: usize,
}

/// What many pages share: made once for a snapshot, and good as long as what it is made of.
#[derive(Debug)]
pub struct Common {
    /// The numbers of the site.
    numbers: insights::Summary,
    /// The same, as shown.
    summary: Shared<Summary>,
    /// The numbers of each item, and the same as shown, by its position.
    of_items: BTreeMap<usize, (insights::Summary, Shared<Summary>)>,
    /// Whether the reviews of an item are reviews of the business itself, by its position.
    self_serving: Vec<bool>,
    /// What other platforms say.
    platforms: Shared<Vec<Platform>>,
    /// What is shown and what is not.
    completeness: String,
    /// The languages of the reviews that are shown.
    languages: Vec<super::SiteLanguage>,
}

/// Makes views of one snapshot of a site.
#[derive(Clone, Copy, Debug)]
pub struct Maker<'run> {
    from: Sources<'run>,
    common: &'run Common,
}

/// A view and the same in the form that templates read: made once, shared by all that show it.
#[derive(Clone, Debug)]
pub struct Shared<T> {
    view: T,
    value: tera::Value,
}

impl<T: Serialize> From<T> for Shared<T> {
    fn from(view: T) -> Self {
        Self { value: tera::Value::from_serializable(&view), view }
    }
}

impl<T> Shared<T> {
    /// The view.
    pub fn view(&self) -> &T {
        &self.view
    }

    /// The same for templates; a clone shares it.
    pub fn value(&self) -> &tera::Value {
        &self.value
    }
}

/// A page, ready for its template: what it also gets depends on its kind.
#[derive(Debug)]
pub struct Ready<'a> {
    /// The template's name.
    pub template: &'static str,
    /// The page itself.
    pub page: Page,
    /// What it is about.
    pub about: About<'a>,
}

/// What a page is about.
#[derive(Debug)]
pub enum About<'a> {
    /// A page of the wall.
    Wall(List, &'a Shared<Summary>, &'a Shared<Vec<Platform>>),
    /// A page of an archive's term.
    Archive(List, Option<&'a Shared<Summary>>, ArchiveTerm),
    /// An archive's index.
    Index(Vec<Term>),
    /// A review.
    Review(Box<Shared<Review<'a>>>),
    /// What was said, done, and is said now.
    Improvements(List),
    /// How reviews are collected.
    Policy(Box<Policy>, &'a Shared<Summary>),
    /// A free page.
    Page(Body),
    /// Every widget, and the ways to embed it.
    Widgets(Vec<Offer>),
    /// Nothing.
    NotFound,
}

/// What was made of a widget: its weight, and the script that never changes.
#[derive(Clone, Debug)]
pub struct Made {
    /// The bytes of its script, compressed.
    pub weight: usize,
    /// The script that never changes; nothing where the site is shown as no other page gets it.
    pub frozen: Option<Frozen>,
}

impl Common {
    /// Prepares what many pages share.
    pub fn new(from: &Sources<'_>) -> Self {
        let reviews = || from.model.reviews.iter().map(AsRef::as_ref);
        let by_item = || {
            let mut by_item: BTreeMap<usize, Vec<&crate::model::Review>> = BTreeMap::new();
            for review in reviews() {
                if let Some(item) = review.item {
                    by_item.entry(item).or_default().push(review);
                }
            }
            by_item
        };
        let (numbers, by_item) = rayon::join(|| insights::summarise(reviews()), by_item);
        let of_item = |(item, reviews)| {
            let numbers = insights::summarise::<'_>(reviews);
            let shown = Shared::from(site::summary_of_item(from, &numbers));
            (item, (numbers, shown))
        };
        let items = from.model.items.iter();
        Self {
            summary: site::summary(from, &numbers).into(),
            of_items: by_item.into_iter().map(of_item).collect(),
            self_serving: items.map(|item| structured::is_self_serving(from, item)).collect(),
            platforms: site::platforms(from).into(),
            completeness: list::completeness(from),
            languages: site::languages(from),
            numbers,
        }
    }
}

impl<'run> Maker<'run> {
    /// Takes what pages are made of.
    pub fn new(from: Sources<'run>, common: &'run Common) -> Self {
        Self { from, common }
    }

    /// A message of the interface without arguments.
    fn text(&self, key: Key) -> &'run str {
        self.from.words.text(key)
    }

    /// A message of the interface with its arguments.
    fn say(&self, key: Key, arguments: &[(&str, Argument<'_>)]) -> String {
        self.from.words.say(key, arguments)
    }

    fn day(&self, date: Date) -> Day {
        Day::new(date, self.from.words)
    }

    /// What every page shows.
    pub fn site(&self) -> Site {
        site::site(self)
    }

    /// One review, for its card and its page.
    pub fn review(&self, at: u32) -> Shared<Review<'run>> {
        review::review(self, at).into()
    }

    /// The page of a route; `None` for routes that are not pages. `card` gives the finished card of
    /// a review by its position.
    pub fn page(&self, route: &Route, card: &dyn Fn(u32) -> Html) -> Option<Ready<'run>> {
        let site = &self.from.config.title;
        let ready = match &route.show {
            Show::List(list, page) => list::list(self, route, (*list, *page), card),
            Show::Index(archive) => list::index(self, route, *archive),
            Show::Review(at) => self.review_page(route, *at, self.review(*at), &mut Vec::new()),
            Show::Policy => policy::page(self, route),
            Show::Page(at) => {
                let page = &self.from.model.pages[*at];
                let description = describe(&page.body.text).unwrap_or_else(|| page.title.clone());
                let view = Page {
                    menu: page.slug.clone(),
                    ..self.basics(route, "page", &page.title, &description)
                };
                let about = About::Page(Body { html: super::html(&page.body.html) });
                Ready { template: "page.html", page: view, about }
            }
            Show::NotFound => {
                let description = self.say(Key("not-found-description"), &[("site", site.into())]);
                let heading = self.text(Key("not-found-heading"));
                let page = self.basics(route, "not-found", heading, &description);
                let page = Page { noindex: true, canonical: None, trail: Vec::new(), ..page };
                Ready { template: "404.html", page, about: About::NotFound }
            }
            _ => return None,
        };
        Some(ready)
    }

    /// A widget by its position in the plan. The addresses of this and of all that is made for other
    /// pages must be absolute: see [`Sources::base`].
    pub fn widget(&self, at: usize) -> Option<Widget<'run>> {
        widget::widget(self, at)
    }

    /// What the picture of a widget says.
    pub fn badge(&self, at: usize) -> Option<BadgeWords<'run>> {
        widget::badge(self, at)
    }

    /// What answers those who ask for a widget's page by oEmbed.
    pub fn oembed(&self, at: usize) -> Option<impl Serialize + use<'_, 'run>> {
        Some(Embed::new(self, at)?.oembed())
    }

    /// The ways to embed a widget, and what it weighs.
    pub fn offer(&self, at: usize, made: &Made) -> Option<Offer> {
        widget::offer(self, at, made)
    }

    /// The page with all widgets.
    pub fn widgets_page(&self, route: &Route, offers: Vec<Offer>) -> Ready<'run> {
        let heading = self.text(Key("widgets"));
        let business = (&self.from.config.business.name).into();
        let description = self.say(Key("widgets-description"), &[("business", business)]);
        let page = Page { noindex: true, ..self.basics(route, "widgets", heading, &description) };
        Ready { template: "widgets.html", page, about: About::Widgets(offers) }
    }

    /// The page of a review; the buffer is only room.
    pub fn review_page(
        &self,
        route: &Route,
        at: u32,
        shown: Shared<Review<'run>>,
        buffer: &mut Vec<u8>,
    ) -> Ready<'run> {
        let view = shown.view();
        let item = view.facts.item.as_ref().map(|item| item.label.as_str());
        let about = item.unwrap_or(&self.from.config.business.name);
        let about = ("about", about.into());
        let heading = match (view.author.name, &view.dates.given) {
            (Some(name), _) => self.say(Key("review-heading"), &[about, ("name", name.into())]),
            (None, Some(day)) => {
                let day = ("day", (&day.text).into());
                self.say(Key("review-heading-unnamed-day"), &[about, day])
            }
            (None, None) => self.say(Key("review-heading-unnamed"), &[about]),
        };
        let review = &self.from.model.reviews[at as usize];
        let body = review.body.as_ref();
        let description =
            body.and_then(|body| describe(&body.text)).unwrap_or_else(|| heading.clone());
        let basics = self.basics(route, "review", &heading, &description);
        let page = Page {
            kind_for_sharing: "article",
            image: media::shared_of_review(self, review).or(basics.image),
            structured_data: structured::review(self, at, buffer),
            menu: "wall".to_owned(),
            ..basics
        };
        Ready { template: "review.html", page, about: About::Review(Box::new(shown)) }
    }

    /// The page of a route with what most pages have in common.
    fn basics(&self, route: &Route, kind: &'static str, heading: &str, description: &str) -> Page {
        let config = self.from.config;
        let title = if route.address().is_empty() {
            config.title.clone()
        } else {
            let parts = [("page", heading.into()), ("site", (&config.title).into())];
            self.say(Key("page-title"), &parts)
        };
        let url = self.url(route.address());
        Page {
            kind,
            title,
            heading: heading.to_owned(),
            description: description.to_owned(),
            canonical: self.absolute(route.address()),
            url,
            noindex: config.sample || self.from.drafts,
            kind_for_sharing: "website",
            image: media::shared_of_site(self),
            trail: self.trail(route),
            menu: String::new(),
            structured_data: None,
        }
    }

    /// The front page, for every page but itself.
    fn trail(&self, route: &Route) -> Vec<Link> {
        if route.address().is_empty() {
            return Vec::new();
        }
        vec![Link { label: self.from.config.title.clone(), url: self.url("") }]
    }

    /// The address of a path below the site's own.
    pub fn url(&self, path: &str) -> String {
        [self.from.base, path].concat()
    }

    /// The absolute address of a path below the site's own; `None` without a `base_url`.
    pub fn absolute(&self, path: &str) -> Option<String> {
        self.from.config.base_url.as_ref().map(|base| [base.as_str(), path].concat())
    }

    /// The content of a picture, a video or captions, by its path in the output.
    pub fn file(&self, path: &str) -> Option<&'run Stored> {
        self.from.plan.media.files().get(path)
    }
}

/// The start of a text, for descriptions; `None` for a blank one.
fn describe(text: &str) -> Option<String> {
    let start = crate::model::markdown::describe(text, 160);
    (!start.is_empty()).then_some(start)
}
