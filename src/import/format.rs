//! What a format is: a name, how it is recognised, and how its rows become drafts of reviews.

use std::collections::BTreeSet;

use super::field::{Field, Fields};
use super::source::{Fault, Input, Paths};
use super::value::prose::Markup;

/// An export of one platform, in all of its shapes.
pub trait Format: Sync {
    /// What it is.
    fn about(&self) -> &About;

    /// How surely a file is such an export: 0 where it is none, else how many of its values are called
    /// as they are in it.
    fn fits(&self, paths: &Paths) -> usize;

    /// Reads the drafts of a file, one after the other, and says what became of its columns.
    fn read(&self, input: &Input, asked: &Mapping, each: &mut Each<'_>) -> Result<Columns, Fault>;
}

/// What is done with each draft.
pub type Each<'a> = dyn FnMut(Draft) -> Result<(), Fault> + 'a;

/// What is known of a format.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// Its word on the command line.
    pub name: &'static str,
    /// What people call the platform.
    pub title: &'static str,
    /// The platform's word in a record.
    pub platform: &'static str,
    /// What it is read from.
    pub from: &'static str,
    /// How well its columns are known.
    pub standing: Standing,
    /// The top of its scale; 5 where a platform has stars.
    pub scale: f64,
}

impl About {
    /// Whether it belongs to no platform.
    pub fn is_generic(&self) -> bool {
        matches!(self.platform, "csv" | "json")
    }
}

/// How well the columns of a format are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// From files that were exported, or programs that read them.
    Established,
    /// From the platform's own documentation.
    Documented,
    /// From what people say of it: look at the preview.
    Experimental,
}

impl Standing {
    /// The word that is shown.
    pub fn word(self) -> &'static str {
        match self {
            Self::Established => "established",
            Self::Documented => "documented",
            Self::Experimental => "experimental",
        }
    }
}

/// Which column is which field, as the user says.
#[derive(Clone, Debug, Default)]
pub struct Mapping(pub Vec<(Field, String)>);

/// What became of the columns of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Each field that was found, and what it is called there.
    pub used: Vec<(Field, String)>,
    /// What was not imported, because nobody knows what it is.
    pub unknown: BTreeSet<String>,
    /// What is never imported.
    pub private: BTreeSet<String>,
}

/// A review as its export has it: texts that nobody has understood yet.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The line on which it stands.
    pub line: u64,
    /// The values.
    pub fields: Fields,
    /// By what it is known again, where its texts were mended since.
    pub key: Option<String>,
    /// How its texts are marked up.
    pub markup: Markup,
    /// Why it is not imported, where that is so.
    pub skip: Option<Skip>,
    /// What else is to be told of it.
    pub told: Vec<String>,
}

/// Why a row is not imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skip {
    /// The platform does not publish it.
    Unpublished,
    /// It has neither a text nor a rating.
    Empty,
    /// It was there already in the same import.
    Duplicate,
    /// It has become the reply to another row.
    Reply,
    /// It answers a row that is not imported.
    Stray,
    /// Its author has taken it back.
    Withdrawn,
    /// Its words may not be kept, and nothing else is known of it.
    Permission,
    /// It is no review: a second row of headers, or what the platform says of itself.
    NoReview,
    /// It has more cells than there are headers.
    Cells,
}

impl Skip {
    /// All reasons.
    pub const ALL: [Self; 9] = [
        Self::Unpublished,
        Self::Empty,
        Self::Duplicate,
        Self::Reply,
        Self::Stray,
        Self::Withdrawn,
        Self::Permission,
        Self::NoReview,
        Self::Cells,
    ];

    /// Its word, for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unpublished => "unpublished",
            Self::Empty => "empty",
            Self::Duplicate => "duplicate",
            Self::Reply => "reply",
            Self::Stray => "stray-reply",
            Self::Withdrawn => "withdrawn",
            Self::Permission => "permission",
            Self::NoReview => "no-review",
            Self::Cells => "cells",
        }
    }

    /// The reason, for people.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Unpublished => "not published there; `--include-unpublished` imports it",
            Self::Empty => "neither a text nor a rating",
            Self::Duplicate => {
                "the same review as another row; `--keep-duplicates` keeps rows without an id"
            }
            Self::Reply => "a reply: it stands with the review that it answers",
            Self::Stray => "a reply to a review that is not imported",
            Self::Withdrawn => "taken back by its author",
            Self::Permission => {
                "its words may not be kept without a permission, and nothing else is known of it"
            }
            Self::NoReview => "no review",
            Self::Cells => "more cells than there are headers; are its quotes right?",
        }
    }
}

/// Where a review says something.
pub(super) const SAID: [Field; 8] = [
    Field::Title,
    Field::Body,
    Field::BodyMarkdown,
    Field::Pros,
    Field::Cons,
    Field::Rating,
    Field::Recommended,
    Field::Recommend,
];

impl Draft {
    /// A draft of nothing.
    pub fn new(line: u64, markup: Markup) -> Self {
        Self { line, fields: Fields::default(), key: None, markup, skip: None, told: Vec::new() }
    }

    /// The value of a field.
    pub fn get(&self, field: Field) -> Option<&str> {
        self.fields.get(field)
    }

    /// Whether it says nothing: no words, no rating, no thumb.
    pub fn is_blank(&self) -> bool {
        SAID.iter().all(|field| self.get(*field).is_none())
    }
}
