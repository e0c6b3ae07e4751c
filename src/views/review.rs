//! One review, as it may be shown: `review`.

use serde::Serialize;

use super::{Day, Html, Link};
use crate::yaml::{Data, OpenMap};

/// A review.
#[derive(Clone, Debug, Serialize)]
pub struct Review {
    /// The last part of its address.
    pub slug: String,
    /// The address of its own page.
    pub url: String,
    /// A headline that the customer gave, or nothing.
    pub title: Option<String>,
    /// The words.
    pub text: Words,
    /// The stars, or nothing.
    pub rating: Option<Rating>,
    /// Who said it.
    pub author: Author,
    /// Where it comes from.
    pub source: Source,
    /// Its days.
    pub dates: ReviewDates,
    /// What readers must know beside the quote: connections and gifts. Always shown in the card.
    pub disclosures: Vec<String>,
    /// Smaller facts about it.
    pub facts: Facts,
    /// Replies, follow-ups, pictures.
    pub after: After,
    /// Anything that the owner gave to the theme under `extra`.
    pub extra: OpenMap<Data>,
}

/// The words of a review: `review.text`.
#[derive(Clone, Debug, Serialize)]
pub struct Words {
    /// Safe HTML of the whole text; nothing for ratings alone and for links.
    pub html: Option<Html>,
    /// The first words, where cards show an excerpt and the text is longer; else nothing.
    pub excerpt: Option<String>,
    /// Words of the text to set off, or nothing.
    pub highlight: Option<String>,
    /// The language of the words, for `lang`.
    pub language: String,
    /// `ltr` or `rtl`, for `dir`.
    pub direction: &'static str,
    /// What the author liked.
    pub pros: Vec<String>,
    /// What the author did not like.
    pub cons: Vec<String>,
    /// The translation behind it, or nothing.
    pub translation: Option<Translation>,
    /// Safe HTML of the words as given, where the text differs from them; else nothing.
    pub original: Option<Html>,
}

/// A translation: `review.text.translation`.
#[derive(Clone, Debug, Serialize)]
pub struct Translation {
    /// The language that it was translated from, as a tag.
    pub from: String,
    /// `ltr` or `rtl`, for the original.
    pub direction: &'static str,
    /// Whether a machine did it.
    pub machine: bool,
    /// Whether a person did it; neither is known where nobody said.
    pub person: bool,
}

/// A rating: `review.rating`.
#[derive(Clone, Debug, Serialize)]
pub struct Rating {
    /// The value as it was given, such as `4.5`.
    pub value: String,
    /// The top of its scale, such as `5` or `10`.
    pub scale: String,
    /// Half stars to draw, 0 to 10.
    pub half_stars: u8,
    /// Whole stars, 1 to 5: the bar that counts it.
    pub bar: u8,
}

/// Who said it: `review.author`.
#[derive(Clone, Debug, Serialize)]
pub struct Author {
    /// The name as its owner wants it shown, or nothing.
    pub name: Option<String>,
    /// One or two letters for those without a photo; may be empty.
    pub monogram: String,
    /// What they do, or nothing.
    pub role: Option<String>,
    /// Where they do it, or nothing.
    pub company: Option<String>,
    /// Where they are, or nothing.
    pub location: Option<String>,
    /// Their address on the web, or nothing.
    pub url: Option<String>,
    /// A photo, or nothing.
    pub photo: Option<Picture>,
    /// `real`, `stock` or `ai`: everything but `real` needs a visible note.
    pub photo_kind: &'static str,
}

/// A picture.
#[derive(Clone, Debug, Serialize)]
pub struct Picture {
    /// The address.
    pub url: String,
    /// The media type, such as `image/svg+xml`.
    pub kind: &'static str,
}

/// Where it comes from: `review.source`.
#[derive(Clone, Debug, Serialize)]
pub struct Source {
    /// The platform's name, such as `E-mail` or `Google`.
    pub label: String,
    /// Whether the business collected it itself.
    pub own: bool,
    /// The address of the review on its platform, or nothing.
    pub url: Option<String>,
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
pub struct Facts {
    /// The item, or nothing where it is about the business.
    pub item: Option<Link>,
    /// Words that group reviews; `url` is empty where tags have no pages.
    pub tags: Vec<Link>,
    /// The points of contact that it speaks of.
    pub touchpoints: Vec<String>,
    /// How it was checked, in a few words such as `by order`; nothing where it was not.
    pub verified: Option<&'static str>,
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
pub struct After {
    /// What the business answered, in order.
    pub replies: Vec<Reply>,
    /// What the customer said after that, in order.
    pub follow_ups: Vec<FollowUp>,
    /// Photos and videos.
    pub media: Vec<Medium>,
}

/// What the business answered.
#[derive(Clone, Debug, Serialize)]
pub struct Reply {
    /// Who answered: a name, or the business.
    pub by: String,
    /// What they do in the business, or nothing.
    pub role: Option<String>,
    /// The day, or nothing.
    pub date: Option<Day>,
    /// Safe HTML of the answer.
    pub html: Html,
}

/// What the customer said after a reply.
#[derive(Clone, Debug, Serialize)]
pub struct FollowUp {
    /// The day, or nothing.
    pub date: Option<Day>,
    /// The stars that the customer gives now, or nothing.
    pub rating: Option<Rating>,
    /// Safe HTML of the text, or nothing.
    pub html: Option<Html>,
}

/// A photo or a video.
#[derive(Clone, Debug, Serialize)]
pub struct Medium {
    /// Whether it is a video.
    pub video: bool,
    /// The file.
    pub file: Picture,
    /// What can be seen; may be empty.
    pub alt: String,
    /// For a video: the picture before it plays, or nothing.
    pub poster: Option<Picture>,
    /// For a video: the address of a `WebVTT` file, or nothing.
    pub captions: Option<String>,
    /// For a video: everything that is said, or nothing.
    pub transcript: Option<String>,
}
