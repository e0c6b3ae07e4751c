//! What templates see: the contract between Laurels and a theme.
//!
//! Everything that a template can print is a field of one of these types; nothing else of the
//! program reaches it. All of it may be published: names are reduced as their authors wished,
//! addresses are safe, and `html` fields are safe HTML that is printed as it is. Averages and
//! ratings are texts in the language of the site (`4.5`, `4,5`), so that every page writes them
//! alike; whole numbers are numbers, for the filter `number`.
//!
//! Every template gets `site`, `page` and `frame`, and what its kind of page is about:
//!
//! | template | shows | also gets |
//! | --- | --- | --- |
//! | `wall.html` | the front page and its further pages | `list`, `summary`, `platforms` |
//! | `archive.html` | the reviews of one item, tag, source or number of stars | `list`, `term`; `summary` of the item, or of all for a number of stars, else nothing |
//! | `archive-index.html` | all items, tags, sources or numbers of stars | `terms` |
//! | `review.html` | one review, whole | `review` |
//! | `improvements.html` | what was said, done, and is said now | `list` |
//! | `policy.html` | how reviews are collected | `policy`, `summary` |
//! | `page.html` | a free page | `body` |
//! | `404.html` | an address that leads nowhere | |
//! | `widgets.html` | every widget, and the ways to embed it | `widgets` |
//! | `badge.svg` | the picture of figures; it gets nothing else | `badge` |
//! | `widget.html` | the page of a widget for an iframe; it stands alone | `widget`, `content`, `style`, `script` |
//!
//! The component `card` gets one `review` and `site`, nothing of the page that it stands on: it
//! is drawn once and put on every page that shows the review. Lists hold finished cards.

pub mod badge;
pub mod date;
pub mod feed;
pub mod make;
pub mod page;
pub mod review;
pub mod site;
pub mod widget;

/// Finished HTML that templates print as it is; made by [`html`] alone.
pub type Html = tera::Value;

/// Marks HTML that is safe by construction, so that templates do not escape it again.
pub fn html(safe: &str) -> Html {
    tera::Value::safe_string(safe)
}

pub use self::badge::{Badge, BadgeColours, BadgeStars, Lettering};
pub use self::date::Day;
pub use self::page::{
    ArchiveTerm, Body, Filter, FilterGroup, Frame, List, Page, PageNumber, Pager, Policy,
    PolicyAnswer, PolicyCount, SharedPicture, Term,
};
pub use self::review::{
    After, Author, Facts, FollowUp, Medium, Picture, Rating, Reply, Review, ReviewDates, Source,
    Translation, Words,
};
pub use self::site::{
    Bar, Business, Feeds, Link, MenuLink, Platform, Site, SiteLanguage, SiteLinks, Summary,
};
pub use self::widget::{EmbedWay, Offer, Widget, WidgetStars};
