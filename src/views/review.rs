//! One review, as it may be shown: `review`.

use std::borrow::Cow;

use serde::Serialize;

use super::{Day, Html, Link};
use crate::yaml::{Data, OpenMap};

/// A review.
#[derive(Clone, Debug, Serialize)]
pub struct Review<'a> {
    /// The last part of its address.
    pub slug: &'a str,
    /// The address of its own page.
    pub url: String,
    /// A headline that the customer gave, or nothing.
    pub title: Option<&'a str>,
    /// The words.
    pub text: Words<'a>,
    /// The stars, or nothing.
    pub rating: Option<Rating<'a>>,
    /// Who said it.
    pub author: Author<'a>,
    /// Where it comes from.
    pub source: Source<'a>,
    /// Its days.
    pub dates: ReviewDates,
    /// What readers must know beside the quote: connections and gifts. Always shown in the card.
    pub disclosures: Vec<&'a str>,
    /// Smaller facts about it.
    pub facts: Facts<'a>,
    /// Replies, follow-ups, pictures.
    pub after: After<'a>,
    /// Anything that the owner gave to the theme under `extra`.
    pub extra: &'a OpenMap<Data>,
}

/// The words of a review: `review.text`.
#[derive(Clone, Debug, Serialize)]
pub struct Words<'a> {
    /// Safe HTML of the whole text; nothing for ratings alone and for links.
    pub html: Option<Html>,
    /// The first words, where cards show an excerpt and the text is longer; else nothing.
    pub excerpt: Option<String>,
    /// Words of the text to set off, or nothing.
    pub highlight: Option<&'a str>,
    /// The language of the words, for `lang`.
    pub language: &'a str,
    /// The name of that language for people, or its tag where there is none.
    pub language_name: &'a str,
    /// `ltr` or `rtl`, for `dir`.
    pub direction: &'static str,
    /// What the author liked.
    pub pros: &'a [String],
    /// What the author did not like.
    pub cons: &'a [String],
    /// The translation behind it, or nothing.
    pub translation: Option<Translation<'a>>,
    /// Safe HTML of the words as given, where the text differs from them; else nothing.
    pub original: Option<Html>,
}

/// A translation: `review.text.translation`.
#[derive(Clone, Debug, Serialize)]
pub struct Translation<'a> {
    /// The language that it was translated from, as a tag.
    pub from: &'a str,
    /// The name of that language for people, or its tag where there is none.
    pub from_name: &'a str,
    /// `ltr` or `rtl`, for the original.
    pub direction: &'static str,
    /// Whether a machine did it.
    pub machine: bool,
    /// Whether a person did it; neither is known where nobody said.
    pub person: bool,
}

/// A rating: `review.rating`.
#[derive(Clone, Debug, Serialize)]
pub struct Rating<'a> {
    /// The value as it was given, such as `4.5`, as the language of the site writes it.
    pub value: Cow<'a, str>,
    /// The top of its scale, such as `5` or `10`.
    pub scale: Cow<'a, str>,
    /// Half stars to draw, 0 to 10.
    pub half_stars: u8,
    /// Whole stars, 1 to 5: the bar that counts it.
    pub bar: u8,
}

/// Who said it: `review.author`.
#[derive(Clone, Debug, Serialize)]
pub struct Author<'a> {
    /// The name as its owner wants it shown, or nothing.
    pub name: Option<&'a str>,
    /// One or two letters for those without a photo; may be empty.
    pub monogram: &'a str,
    /// What they do, or nothing.
    pub role: Option<&'a str>,
    /// Where they do it, or nothing.
    pub company: Option<&'a str>,
    /// Where they are, or nothing.
    pub location: Option<&'a str>,
    /// Their address on the web, or nothing.
    pub url: Option<&'a str>,
    /// A photo, or nothing.
    pub photo: Option<Picture>,
    /// `real`, `stock` or `ai`: everything but `real` needs a visible note.
    pub photo_kind: &'static str,
}

/// A picture, in as many sizes as it is needed in.
#[derive(Clone, Debug, Serialize)]
pub struct Picture {
    /// The address of the smallest size, for `src`.
    pub url: String,
    /// The media type, such as `image/svg+xml`.
    pub kind: &'static str,
    /// The width of the largest size in pixels; with `height` the shape; nothing where unknown.
    pub width: Option<u32>,
    /// The height of the largest size in pixels, or nothing.
    pub height: Option<u32>,
    /// Every size, for `srcset`; nothing where there is only one.
    pub srcset: Option<String>,
}

/// Where it comes from: `review.source`.
#[derive(Clone, Debug, Serialize)]
pub struct Source<'a> {
    /// The platform's name, such as `E-mail` or `Google`.
    pub label: &'a str,
    /// Whether the business collected it itself.
    pub own: bool,
    /// The address of the review on its platform, or nothing.
    pub url: Option<&'a str>,
    /// The page with all reviews from there, or nothing.
    pub list: Option<String>,
    /// Whether only a link may be shown: the text is on the platform.
    pub link_only: bool,
}

/// The days of a review: `review.dates`.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewDates {
    /// The day on which it was given.
    pub given: Option<Day>,
    /// The day of the experience, or nothing.
    pub experienced: Option<Day>,
    /// The day of the last change by its author, or nothing.
    pub updated: Option<Day>,
    /// The day on which the author said that it still holds, or nothing.
    pub confirmed: Option<Day>,
}

/// Smaller facts about a review: `review.facts`.
#[derive(Clone, Debug, Serialize)]
pub struct Facts<'a> {
    /// The item, or nothing where it is about the business.
    pub item: Option<Link>,
    /// Words that group reviews; `url` is empty where tags have no pages.
    pub tags: Vec<Link>,
    /// The points of contact that it speaks of.
    pub touchpoints: &'a [String],
    /// How it was checked, such as `Checked by order`; nothing where it was not.
    pub verified: Option<&'a str>,
    /// Thumbs up or down, or nothing.
    pub recommended: Option<bool>,
    /// Whether the owner featured it.
    pub featured: bool,
    /// Whether it is a draft that the public site does not show.
    pub draft: bool,
    /// Whether the text was edited and the words as given are there.
    pub edited: bool,
}

/// What came after the words: `review.after`.
#[derive(Clone, Debug, Serialize)]
pub struct After<'a> {
    /// What the business answered, in order.
    pub replies: Vec<Reply<'a>>,
    /// What the customer said after that, in order.
    pub follow_ups: Vec<FollowUp<'a>>,
    /// Photos and videos.
    pub media: Vec<Medium<'a>>,
}

/// What the business answered.
#[derive(Clone, Debug, Serialize)]
pub struct Reply<'a> {
    /// Who answered: a name, or the business.
    pub by: &'a str,
    /// What they do in the business, or nothing.
    pub role: Option<&'a str>,
    /// The day, or nothing.
    pub date: Option<Day>,
    /// Safe HTML of the answer.
    pub html: Html,
}

/// What the customer said after a reply.
#[derive(Clone, Debug, Serialize)]
pub struct FollowUp<'a> {
    /// The day, or nothing.
    pub date: Option<Day>,
    /// The stars that the customer gives now, or nothing.
    pub rating: Option<Rating<'a>>,
    /// With stars: the first rating, and which of the two the average counts, as a sentence; or nothing.
    pub counted: Option<String>,
    /// Safe HTML of the text, or nothing.
    pub html: Option<Html>,
}

/// A photo or a video.
#[derive(Clone, Debug, Serialize)]
pub struct Medium<'a> {
    /// Whether it is a video.
    pub video: bool,
    /// The file.
    pub file: Picture,
    /// What can be seen; may be empty.
    pub alt: &'a str,
    /// For a video: the picture before it plays, or nothing.
    pub poster: Option<Picture>,
    /// For a video: the address of a `WebVTT` file, or nothing.
    pub captions: Option<String>,
    /// For a video: everything that is said, or nothing.
    pub transcript: Option<&'a str>,
}
