//! Widgets: selections of reviews that other pages can embed, as `site.yaml` names them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::raw::Order;
use super::{Language, WebAddress};
use crate::diag::Place;
use crate::yaml::Text;

/// The ids that a widget cannot have: files of the folder are called so.
pub const RESERVED_IDS: [&str; 2] = ["index", "embed"];

/// So many bytes more where the distribution of all ratings must stand beside the reviews.
const BARS: usize = 500;

/// The most reviews that a widget shows.
pub const MOST_REVIEWS: usize = 100;

/// A widget as it is written.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RawWidget {
    /// The name of its files: small letters, digits and hyphens. Required.
    pub id: Option<Text>,
    /// How it looks. Required.
    #[serde(rename = "type")]
    pub kind: Option<WidgetKind>,
    /// What it is called, for those who hear the page. Default: a sentence with the business.
    pub title: Option<Text>,
    /// How many reviews it shows at most, 1 to 100. Default: as its type needs.
    #[schemars(range(min = 1, max = 100))]
    pub count: Option<u64>,
    /// The order of its reviews. Default: newest.
    pub order: Option<Order>,
    /// Which reviews it shows. Default: every one that may be shown outside of the site.
    pub filter: Option<RawFilter>,
    /// Words of each review; 0 is the whole text. Default: as its type needs.
    pub excerpt: Option<u64>,
    /// Light or dark. Default: auto.
    pub theme: Option<Scheme>,
    /// The height that is kept for it, in pixels, 24 to 5000. Default: estimated.
    #[schemars(range(min = 24, max = 5000))]
    pub height: Option<u64>,
    /// Where "see all" leads: a path of the site, or an address. Default: the front page.
    pub link: Option<Text>,
}

/// Which reviews a widget shows, as it is written. Each line narrows the selection.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RawFilter {
    /// Those with one of these ids.
    pub reviews: Option<Vec<Text>>,
    /// Those with one of these tags.
    pub tags: Option<Vec<Text>>,
    /// Those of this item, by its id.
    pub item: Option<Text>,
    /// Those from this platform.
    pub source: Option<Text>,
    /// Those with one of these numbers of whole stars, 1 to 5.
    pub ratings: Option<Vec<u64>>,
    /// Those in one of these languages.
    pub languages: Option<Vec<Text>>,
    /// Those with so many words at least.
    pub min_words: Option<u64>,
    /// Those that are featured, or those that are not.
    pub featured: Option<bool>,
}

/// How a widget looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WidgetKind {
    /// Cards of any height in columns.
    Wall,
    /// Cards in rows.
    Grid,
    /// Quotes under each other, with a choice of stars.
    List,
    /// Cards in a row that is moved by hand.
    Carousel,
    /// Cards in a row that moves, and can be stopped.
    Marquee,
    /// One quote.
    Single,
    /// Stars, average and number of ratings in one line.
    Badge,
    /// The average and how the ratings are distributed.
    Summary,
    /// Faces, or initials, of those who wrote.
    Avatars,
    /// A small card in the corner that can be closed.
    Toast,
}

/// What a type needs, and how much it may weigh.
#[derive(Clone, Copy, Debug)]
pub struct Traits {
    /// The type.
    pub kind: WidgetKind,
    /// Its word in `site.yaml`, templates and style sheets.
    pub word: &'static str,
    /// How many reviews it shows where nobody says; nothing where it shows none.
    pub count: usize,
    /// So many words of each review where nobody says.
    pub excerpt: usize,
    /// The bytes of its script that it may have, compressed, with that many reviews.
    pub budget: usize,
    /// So many more for each further review.
    pub each: usize,
}

/// All types, in the order in which they are documented.
pub const WIDGET_KINDS: [Traits; 10] = {
    use WidgetKind::{Avatars, Badge, Carousel, Grid, List, Marquee, Single, Summary, Toast, Wall};
    const fn of(kind: WidgetKind, word: &'static str, sizes: [usize; 4]) -> Traits {
        let [count, excerpt, budget, each] = sizes;
        Traits { kind, word, count, excerpt, budget, each }
    }
    [
        of(Wall, "wall", [12, 40, 6000, 450]),
        of(Grid, "grid", [12, 40, 6000, 450]),
        of(List, "list", [10, 40, 6000, 450]),
        of(Carousel, "carousel", [8, 40, 5500, 450]),
        of(Marquee, "marquee", [8, 30, 6000, 500]),
        of(Single, "single", [1, 60, 3200, 500]),
        of(Badge, "badge", [0, 0, 2300, 0]),
        of(Summary, "summary", [0, 0, 2600, 0]),
        of(Avatars, "avatars", [6, 0, 6000, 200]),
        of(Toast, "toast", [3, 25, 4500, 450]),
    ]
};

impl WidgetKind {
    /// What the type needs.
    pub fn traits(self) -> &'static Traits {
        let at = WIDGET_KINDS.iter().position(|traits| traits.kind == self);
        &WIDGET_KINDS[at.unwrap_or_default()]
    }

    /// Whether it shows figures alone, and so has pictures for places that take nothing else.
    pub fn is_figures(self) -> bool {
        self.traits().count == 0
    }

    /// Whether it shows what somebody said.
    pub fn shows_words(self) -> bool {
        self.traits().excerpt > 0
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Scheme {
    /// As each visitor has chosen on their own device.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
    /// As the page around it.
    Inherit,
}

/// A widget.
#[derive(Clone, Debug)]
pub struct Widget {
    /// The name of its files.
    pub id: String,
    /// How it looks.
    pub kind: WidgetKind,
    /// What it is called.
    pub title: Option<String>,
    /// How many reviews it shows at most.
    pub count: usize,
    /// The order of its reviews.
    pub order: Order,
    /// Which reviews it shows.
    pub filter: Filter,
    /// Words of each review; 0 is the whole text.
    pub excerpt: usize,
    /// Light or dark.
    pub theme: Scheme,
    /// The height that is kept for it, in pixels.
    pub height: Option<u32>,
    /// Where "see all" leads, if not where its type wants it.
    pub link: Option<Target>,
    /// Where that is written.
    pub link_place: Place,
    /// Where its id is written.
    pub place: Place,
    /// Where its filter is written, or would be.
    pub filter_place: Place,
}

impl Widget {
    /// How many bytes its script may have with so many reviews, compressed.
    pub fn budget(&self, reviews: usize) -> usize {
        let traits = self.kind.traits();
        let bars = if self.is_picked() { BARS } else { 0 };
        traits.budget + reviews.saturating_sub(traits.count) * traits.each + bars
    }

    /// Whether somebody has picked reviews in a way that makes all of them look better or worse: by their
    /// stars, or one by one. Then how all ratings are distributed must stand beside them.
    pub fn is_picked(&self) -> bool {
        let Filter { reviews, ratings, featured, .. } = &self.filter;
        let by_order = matches!(self.order, Order::Highest | Order::Featured);
        by_order || !ratings.is_empty() || !reviews.is_empty() || *featured == Some(true)
    }
}

/// Which reviews a widget shows; what is empty does not narrow the selection.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Those with one of these ids.
    pub reviews: Vec<Named>,
    /// Those with one of these tags.
    pub tags: Vec<Named>,
    /// Those of this item.
    pub item: Option<Named>,
    /// Those from this platform.
    pub source: Option<Named>,
    /// Those with one of these numbers of whole stars, the most first.
    pub ratings: Vec<u8>,
    /// Those in one of these languages.
    pub languages: Vec<Language>,
    /// Those with so many words at least.
    pub min_words: usize,
    /// Those that are featured, or those that are not.
    pub featured: Option<bool>,
}

/// A name of something in the content, which may not be there.
#[derive(Clone, Debug)]
pub struct Named {
    /// The name.
    pub name: String,
    /// Where it is written.
    pub place: Place,
}

/// Where a link leads.
#[derive(Clone, Debug)]
pub enum Target {
    /// To a page of the site, by its path below the site's own.
    Page(String),
    /// Anywhere.
    Web(WebAddress),
}
