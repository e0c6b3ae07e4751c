//! What every page shows: the site, its business, and its numbers.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use super::{Day, Picture};

/// The site, the same on every page: `site`.
#[derive(Clone, Debug, Serialize)]
pub struct Site {
    /// The site's title.
    pub title: String,
    /// One or two sentences about the site, or nothing.
    pub description: Option<String>,
    /// The language of the site, for `lang`.
    pub language: String,
    /// The languages of the reviews that are shown, the most frequent first.
    pub languages: Vec<SiteLanguage>,
    /// `ltr` or `rtl`, for `dir`.
    pub direction: &'static str,
    /// The address of the front page, such as `/` or `/sub/`.
    pub home: String,
    /// Whether the content is invented: a visible notice belongs on every page.
    pub sample: bool,
    /// Whether pending reviews are shown too: a visible watermark belongs on every page.
    pub drafts: bool,
    /// Who is reviewed and who publishes.
    pub business: Business,
    /// Links, feeds and addresses: what navigation and footer are made of.
    pub links: SiteLinks,
    /// The theme's settings.
    pub settings: Value,
    /// The program that made the site, with its version.
    pub generator: String,
}

/// A language in which there are reviews: `site.languages`.
#[derive(Clone, Debug, Serialize)]
pub struct SiteLanguage {
    /// Its tag, such as `pt-BR`.
    pub tag: String,
    /// Its name for people, or the tag where there is none.
    pub name: String,
    /// `ltr` or `rtl`, for `dir`.
    pub direction: &'static str,
    /// How many reviews are in it.
    pub count: usize,
}

/// What navigation and footer are made of: `site.links`.
#[derive(Clone, Debug, Serialize)]
pub struct SiteLinks {
    /// The navigation, in order.
    pub menu: Vec<MenuLink>,
    /// The indexes of the archives: all items, tags, sources, numbers of stars.
    pub archives: Vec<MenuLink>,
    /// The footer's links, in the owner's order.
    pub footer: Vec<Link>,
    /// Where to leave a review, in the owner's order.
    pub review: Vec<Link>,
    /// The feeds; nothing without a `base_url`.
    pub feeds: Option<Feeds>,
    /// The page "How we collect reviews".
    pub policy: String,
    /// The style sheet.
    pub style: Option<String>,
    /// The addresses of all static files of the theme, by their paths there.
    pub assets: BTreeMap<String, String>,
    /// The icon.
    pub favicon: Option<Picture>,
}

/// Who is reviewed and who publishes: `site.business`.
#[derive(Clone, Debug, Serialize)]
pub struct Business {
    /// The name.
    pub name: String,
    /// Its own web site, or nothing.
    pub url: Option<String>,
    /// The logo, or nothing.
    pub logo: Option<Picture>,
    /// The postal address, line by line.
    pub address: Vec<String>,
    /// The telephone number, or nothing.
    pub telephone: Option<String>,
    /// The e-mail address, or nothing.
    pub email: Option<String>,
}

/// A link with its words.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// The words.
    pub label: String,
    /// The address.
    pub url: String,
}

/// A link of the navigation; it is current where its `key` is the page's `menu`.
#[derive(Clone, Debug, Serialize)]
pub struct MenuLink {
    /// The words.
    pub label: String,
    /// The address.
    pub url: String,
    /// What `page.menu` is on the pages below it.
    pub key: String,
}

/// The feeds.
#[derive(Clone, Debug, Serialize)]
pub struct Feeds {
    /// Atom.
    pub atom: String,
    /// JSON Feed.
    pub json: String,
}

/// The numbers of the site, or of one item: `summary`.
///
/// They count every review that the business collected itself and that has a rating: shown,
/// withheld and withdrawn ones alike. `average` is nothing where there is none.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// How many ratings there are.
    pub count: usize,
    /// The average with one decimal, such as `4.6`, as the language of the site writes it; five
    /// only if all are.
    pub average: Option<String>,
    /// Half stars to draw for the average, 0 to 10.
    pub half_stars: u8,
    /// Five bars, the five stars first.
    pub bars: Vec<Bar>,
    /// How many of the counted ratings belong to reviews that are not shown.
    pub not_shown: usize,
}

/// A bar of the distribution.
#[derive(Clone, Debug, Serialize)]
pub struct Bar {
    /// Whole stars, 1 to 5.
    pub stars: u8,
    /// How many ratings fall into it.
    pub count: usize,
    /// Its share of all ratings in percent, rounded: 0 to 100.
    pub percent: u8,
    /// The page with the reviews of that many stars, or nothing.
    pub url: Option<String>,
}

/// The figure of another platform: shown apart, never summed.
#[derive(Clone, Debug, Serialize)]
pub struct Platform {
    /// The platform's name.
    pub label: String,
    /// Its average, 0 to 5, such as `4.8`, as the language of the site writes it.
    pub rating: String,
    /// Half stars to draw, 0 to 10.
    pub half_stars: u8,
    /// The number of reviews behind it.
    pub count: u64,
    /// The day of the figure, or nothing.
    pub as_of: Option<Day>,
    /// Where it can be seen, or nothing.
    pub url: Option<String>,
}
