//! What a single page shows, beside what every page shows.

use serde::Serialize;

use super::{Html, Link, Picture, Summary};

/// The page itself: `page`.
#[derive(Clone, Debug, Serialize)]
pub struct Page {
    /// `wall`, `archive`, `archive-index`, `review`, `improvements`, `policy`, `page`, `not-found`.
    pub kind: &'static str,
    /// The title, for `<title>`: with the site's name where that helps.
    pub title: String,
    /// The heading, for `<h1>`.
    pub heading: String,
    /// One or two sentences for search engines and previews.
    pub description: String,
    /// The address, starting with `/`.
    pub url: String,
    /// The absolute address; nothing without a `base_url`.
    pub canonical: Option<String>,
    /// Whether search engines must not list it.
    pub noindex: bool,
    /// `website` or `article`, for Open Graph.
    pub kind_for_sharing: &'static str,
    /// The picture to show where the page is shared, or nothing.
    pub image: Option<SharedPicture>,
    /// The way from the front page to here, this page not included.
    pub trail: Vec<Link>,
    /// Which link of the navigation is the current one; may be empty.
    pub menu: String,
    /// Structured data as a finished `<script>` element, or nothing.
    pub structured_data: Option<Html>,
}

/// A picture for other sites: `page.image`. Its address is absolute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SharedPicture {
    /// The address.
    pub url: String,
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
    /// What can be seen; may be empty.
    pub alt: String,
}

/// What stands around every page: `frame`. It is drawn once for all pages that no navigation leads
/// to, and once for each of the others.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    /// The component `masthead`: the name of the site and the main navigation.
    pub masthead: Html,
    /// The component `leave_review`.
    pub leave_review: Html,
    /// The component `colophon`: who publishes, and where to go next.
    pub colophon: Html,
}

/// A list of reviews, one page of it: `list`.
#[derive(Clone, Debug, Serialize)]
pub struct List {
    /// The finished cards of this page.
    pub cards: Vec<Html>,
    /// How many reviews the whole list has.
    pub total: usize,
    /// The position of the first card in the list, from 1; 0 in an empty list.
    pub first: usize,
    /// The position of the last card in the list.
    pub last: usize,
    /// The order, as a phrase: `newest first`.
    pub order: String,
    /// What is shown and what is not, as a sentence.
    pub completeness: String,
    /// Ways to filter the cards of this page; none where there is nothing to choose from.
    pub filters: Vec<Filter>,
    /// For each card the filters that it matches, as words of a class: `f1 f4`; empty without
    /// filters.
    pub matches: Vec<String>,
    /// The way to the other pages; nothing where there is only one.
    pub pager: Option<Pager>,
}

/// A way to filter the cards of a page: by stars, item, language, source or tag.
#[derive(Clone, Debug, Serialize)]
pub struct Filter {
    /// `f1` to `f18`: a class of the cards that match.
    pub id: String,
    /// What is chosen: `ratings`, `items`, `languages`, `sources`, `tags`.
    pub kind: &'static str,
    /// The words.
    pub label: String,
    /// How many cards of this page match.
    pub count: usize,
}

/// The way to the other pages of a list: `list.pager`.
#[derive(Clone, Debug, Serialize)]
pub struct Pager {
    /// This page, from 1.
    pub current: usize,
    /// The number of pages.
    pub pages: usize,
    /// The page before, or nothing.
    pub previous: Option<String>,
    /// The page after, or nothing.
    pub next: Option<String>,
    /// The pages to offer: the first, the last and those around this one.
    pub numbers: Vec<PageNumber>,
}

/// A page to offer.
#[derive(Clone, Debug, Serialize)]
pub struct PageNumber {
    /// The number, from 1.
    pub number: usize,
    /// The address.
    pub url: String,
    /// Whether it is this page.
    pub current: bool,
    /// Whether pages are left out between the one before and this one.
    pub gap: bool,
}

/// What an archive page is about: `term`.
#[derive(Clone, Debug, Serialize)]
pub struct ArchiveTerm {
    /// `items`, `tags`, `sources` or `ratings`.
    pub archive: &'static str,
    /// The words.
    pub label: String,
    /// Safe HTML of the item's description, or nothing.
    pub description: Option<Html>,
    /// The item's picture, or nothing.
    pub image: Option<Picture>,
    /// The item's address on the web, or nothing.
    pub url: Option<String>,
    /// The item's brand, or nothing.
    pub brand: Option<String>,
    /// Whole stars, for the archive `ratings`.
    pub stars: Option<u8>,
}

/// An entry of an archive's index: `terms`.
#[derive(Clone, Debug, Serialize)]
pub struct Term {
    /// The words.
    pub label: String,
    /// The address of its page.
    pub url: String,
    /// How many reviews are shown there.
    pub count: usize,
    /// Whole stars, for the archive `ratings`.
    pub stars: Option<u8>,
    /// The picture of an item, or nothing.
    pub image: Option<Picture>,
    /// The numbers of an item, or nothing.
    pub summary: Option<Summary>,
}

/// A free page's text: `body`.
#[derive(Clone, Debug, Serialize)]
pub struct Body {
    /// Safe HTML.
    pub html: Html,
}

/// The answers of the transparency page: `policy`.
#[derive(Clone, Debug, Serialize)]
pub struct Policy {
    /// Questions with their answers, in order.
    pub answers: Vec<PolicyAnswer>,
    /// How many reviews were received, published, withheld, withdrawn.
    pub counts: Vec<PolicyCount>,
    /// Withheld reviews by reason.
    pub withheld: Vec<PolicyCount>,
    /// How published reviews were checked, by method.
    pub verified: Vec<PolicyCount>,
    /// Where published reviews come from.
    pub sources: Vec<PolicyCount>,
    /// The day of these figures.
    pub as_of: super::Day,
    /// Where to report or withdraw a review, or nothing.
    pub contact: Option<Link>,
}

/// A question with its answer.
#[derive(Clone, Debug, Serialize)]
pub struct PolicyAnswer {
    /// The question.
    pub question: String,
    /// The answer, in sentences.
    pub answer: String,
}

/// A count with its words.
#[derive(Clone, Debug, Serialize)]
pub struct PolicyCount {
    /// What is counted.
    pub label: String,
    /// How many.
    pub count: usize,
}
