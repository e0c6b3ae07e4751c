//! Widgets, and the ways to embed them.

use serde::Serialize;

use super::{Bar, Html, Link, Summary};

/// What a widget shows: `widget`. Every address in it is absolute.
#[derive(Clone, Debug, Serialize)]
pub struct Widget<'a> {
    /// Its id.
    pub id: &'a str,
    /// `wall`, `grid`, `list`, `carousel`, `marquee`, `single`, `badge`, `summary`, `avatars`, `toast`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// What it is called, for those who hear the page.
    pub title: String,
    /// `auto`, `light`, `dark` or `inherit`.
    pub theme: &'static str,
    /// The height that is kept for it, in pixels.
    pub height: u32,
    /// The language of its own words, for `lang`.
    pub language: &'a str,
    /// `ltr` or `rtl`, for `dir`.
    pub direction: &'static str,
    /// Its reviews, in order; each is a `review`.
    pub reviews: Vec<Html>,
    /// How many reviews fit its filter, shown or not; where some were picked by their stars or one by one,
    /// also those that were not.
    pub fitting: usize,
    /// In which order they are, in words.
    pub order: String,
    /// What was left out and why, a sentence each; empty where the newest of all are shown.
    pub choice: Vec<String>,
    /// The numbers of all ratings, or those of its item.
    pub summary: Summary,
    /// The numbers of stars that its reviews have, the most first; a choice is worth it from two on.
    pub stars: Vec<WidgetStars>,
    /// How ratings are distributed, five stars first. Of figures those that they count; beside reviews that
    /// were picked by their stars or one by one those from which they were picked; else empty.
    pub bars: Vec<Bar>,
    /// The way to all reviews, with their number.
    pub link: Link,
    /// The address of the page "How we collect reviews".
    pub policy: String,
    /// Whether the content is invented: a visible note belongs into it.
    pub sample: bool,
}

/// A number of stars that some reviews of a widget have.
#[derive(Clone, Debug, Serialize)]
pub struct WidgetStars {
    /// Whole stars, 1 to 5.
    pub stars: u8,
    /// How many reviews have them.
    pub count: usize,
}

/// A widget on the page that offers them: one of `widgets`.
#[derive(Clone, Debug, Serialize)]
pub struct Offer {
    /// Its id.
    pub id: String,
    /// `wall`, `badge` and so on.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// What it is called.
    pub title: String,
    /// The address of its own page on this site, to show it in an iframe.
    pub page: String,
    /// The height of that iframe, in pixels.
    pub height: u32,
    /// Whether that is an estimate, which a browser can improve.
    pub estimated: bool,
    /// How many reviews it shows.
    pub reviews: usize,
    /// The bytes of its script, compressed.
    pub weight: usize,
    /// How many bytes it may have.
    pub budget: usize,
    /// The ways to embed it.
    pub ways: Vec<EmbedWay>,
    /// What the Content-Security-Policy of the host page must allow.
    pub policies: Vec<EmbedWay>,
}

/// A way to embed a widget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EmbedWay {
    /// A word for it, such as `html` or `wordpress`.
    pub way: &'static str,
    /// What it is called.
    pub label: String,
    /// Where the text belongs.
    pub how: String,
    /// The text to copy.
    pub code: String,
}
