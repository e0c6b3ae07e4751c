//! What the drawing of a badge shows: a picture of figures, for pages that can show nothing else.

use serde::Serialize;

/// A badge as a picture: `badge`. Its lengths are in tenths of a pixel, and its texts are outlines, so
/// that it looks the same everywhere.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Badge {
    /// `badge` or `summary`.
    pub form: &'static str,
    /// `auto` where the picture follows its reader, `light` or `dark` where it does not.
    pub scheme: &'static str,
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
    /// The whole in words, for those who do not see it.
    pub title: String,
    /// The name of the site; nothing in the form `badge`, or where no font is there for it.
    pub name: Option<Lettering>,
    /// The stars; nothing where there are no ratings.
    pub stars: Option<BadgeStars>,
    /// The average.
    pub average: Option<Lettering>,
    /// How many reviews there are, in words where a font is there for them.
    pub count: Option<Lettering>,
    /// The colours on a light ground.
    pub light: BadgeColours,
    /// The colours on a dark ground.
    pub dark: BadgeColours,
}

/// A text of a badge: its outline, and where it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lettering {
    /// The outline in its place, for the attribute `d` of a `<path>`.
    pub path: String,
    /// The left end.
    pub x: i32,
    /// The base line.
    pub y: i32,
    /// The width.
    pub width: i32,
}

/// The stars of a badge: `badge.stars`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BadgeStars {
    /// What is given, in its place; may be empty.
    pub on: String,
    /// What is not given; may be empty. It is drawn first.
    pub off: String,
}

/// The colours of a badge in one scheme, as `#rrggbb`: `badge.light`, `badge.dark`. Texts can be read on
/// `card`, and stars can be told from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BadgeColours {
    /// Text.
    pub ink: String,
    /// Text of less weight.
    pub quiet: String,
    /// The ground.
    pub card: String,
    /// The line around it.
    pub line: String,
    /// Stars that are given.
    pub star: String,
    /// Stars that are not given.
    pub star_off: String,
    /// The colour of the site.
    pub accent: String,
}

impl Badge {
    /// The same badge in another scheme: `auto`, `light` or `dark`.
    #[must_use]
    pub fn in_scheme(&self, scheme: &'static str) -> Self {
        Self { scheme, ..self.clone() }
    }
}
