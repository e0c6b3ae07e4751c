//! What feeds, public data and sitemaps are made of.

use std::borrow::Cow;

use serde::Serialize;

use super::Day;
use crate::config::WidgetKind;

/// The newest reviews, for feed readers. Every address is absolute.
#[derive(Clone, Debug)]
pub struct Feed {
    /// The site's title.
    pub title: String,
    /// One or two sentences about the site, or nothing.
    pub description: Option<String>,
    /// The language of the site.
    pub language: String,
    /// The front page.
    pub home: String,
    /// The icon, or nothing.
    pub icon: Option<String>,
    /// The day of the last change; nothing without reviews.
    pub updated: Option<Day>,
    /// The reviews, the newest first.
    pub entries: Vec<FeedEntry>,
}

/// A review in a feed.
#[derive(Clone, Debug)]
pub struct FeedEntry {
    /// Its own page, which is its identity too.
    pub url: String,
    /// A headline.
    pub title: String,
    /// Who said it.
    pub author: String,
    /// The day on which it was given.
    pub published: Day,
    /// The day of its last change.
    pub updated: Day,
    /// The language of the words.
    pub language: String,
    /// Safe HTML: rating, words, what was changed of them, disclosures, replies and follow-ups.
    pub html: String,
    /// The words that group it.
    pub tags: Vec<String>,
}

/// A file of the public data, `reviews.json`: everything in it is public already.
#[derive(Clone, Debug, Serialize)]
pub struct Data<'a> {
    /// The version of this shape: 1.
    pub version: u8,
    /// The site's title.
    pub title: &'a str,
    /// Whether the content is invented.
    pub sample: bool,
    /// The front page: absolute with a `base_url`.
    pub home: String,
    /// The numbers of the site.
    pub summary: DataSummary,
    /// How many reviews are published.
    pub total: usize,
    /// Which file of how many this is, from 1.
    pub part: usize,
    /// How many files there are.
    pub parts: usize,
    /// The address of the next file, or null.
    pub next: Option<String>,
    /// Reviews, the newest first.
    pub reviews: Vec<DataReview<'a>>,
}

/// What a widget shows, `data.json`: everything in it is public already.
#[derive(Clone, Debug, Serialize)]
pub struct WidgetData<'a> {
    /// The version of this shape: 1.
    pub version: u8,
    /// The widget's id.
    pub id: &'a str,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: WidgetKind,
    /// Who is reviewed.
    pub business: &'a str,
    /// Whether the content is invented.
    pub sample: bool,
    /// The front page of the site.
    pub home: String,
    /// The numbers of the site, or of the item that the widget is about.
    pub summary: DataSummary,
    /// How many reviews fit the widget, shown or not; nothing of figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fitting: Option<usize>,
    /// The reviews that it shows, in order; empty of figures.
    pub reviews: Vec<DataReview<'a>>,
}

/// The numbers of the site.
#[derive(Clone, Debug, Serialize)]
pub struct DataSummary {
    /// How many ratings there are.
    pub count: usize,
    /// The average with one decimal, or null.
    pub average: Option<String>,
    /// Ratings by whole stars, one to five.
    pub distribution: [usize; 5],
}

/// A published review.
#[derive(Clone, Debug, Serialize)]
pub struct DataReview<'a> {
    /// The last part of its address.
    pub id: &'a str,
    /// Its own page.
    pub url: String,
    /// A headline, or null.
    pub title: Option<&'a str>,
    /// The stars as they were given, or null.
    pub rating: Option<DataRating>,
    /// Thumbs up or down, or null.
    pub recommended: Option<bool>,
    /// The name as it is shown, or null.
    pub author: Option<&'a str>,
    /// What they do, or null.
    pub role: Option<&'a str>,
    /// Where they do it, or null.
    pub company: Option<&'a str>,
    /// Where they are, or null.
    pub location: Option<&'a str>,
    /// The day on which it was given.
    pub date: Option<String>,
    /// The day of the last change by its author, or null.
    pub updated: Option<String>,
    /// The language of the words.
    pub language: &'a str,
    /// The language that they were translated from, or null.
    pub translated_from: Option<&'a str>,
    /// Who translated them, `human` or `machine`, or null.
    pub translator: Option<&'static str>,
    /// Whether they were shortened or corrected.
    pub edited: bool,
    /// The words without markup, or null.
    pub text: Option<&'a str>,
    /// The words as given without markup, where the text differs from them; else null.
    pub original: Option<&'a str>,
    /// What the author liked.
    pub pros: &'a [String],
    /// What the author did not like.
    pub cons: &'a [String],
    /// What readers must know beside the quote.
    pub disclosures: Vec<&'a str>,
    /// Where it comes from.
    pub source: DataSource<'a>,
    /// The item's name, or null where it is about the business.
    pub item: Option<&'a str>,
    /// The words that group it.
    pub tags: Vec<&'a str>,
    /// What the business answered.
    pub replies: Vec<DataReply<'a>>,
    /// What the customer said after that.
    pub follow_ups: Vec<DataFollowUp<'a>>,
}

/// A rating, as machines write numbers.
#[derive(Clone, Debug, Serialize)]
pub struct DataRating {
    /// The value as it was given, such as `4.5`.
    pub value: Cow<'static, str>,
    /// The top of its scale, such as `5` or `10`.
    pub scale: Cow<'static, str>,
    /// Half stars to draw, 0 to 10.
    pub half_stars: u8,
    /// Whole stars, 1 to 5: the bar that counts it.
    pub bar: u8,
}

/// Where a review comes from.
#[derive(Clone, Debug, Serialize)]
pub struct DataSource<'a> {
    /// The platform's word.
    pub platform: &'a str,
    /// Whether the business collected it itself.
    pub own: bool,
    /// Its address there, or null.
    pub url: Option<&'a str>,
}

/// What the business answered.
#[derive(Clone, Debug, Serialize)]
pub struct DataReply<'a> {
    /// Who answered.
    pub by: &'a str,
    /// The day, or null.
    pub date: Option<String>,
    /// The words without markup.
    pub text: &'a str,
}

/// What the customer said after a reply.
#[derive(Clone, Debug, Serialize)]
pub struct DataFollowUp<'a> {
    /// The day, or null.
    pub date: Option<String>,
    /// The stars that the customer gives now, or null.
    pub rating: Option<DataRating>,
    /// The words without markup, or null.
    pub text: Option<&'a str>,
}
