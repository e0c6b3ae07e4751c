//! What the private report says: every number with how many it counts and over which days.
//!
//! These types are the one description of the report. The JSON of `laurels report`, its published
//! schema and the page are made from them. Days are `YYYY-MM-DD`, months `YYYY-MM`, quarters `YYYY-Qn`.
//! Averages are stars from 0 to 5, shares run from 0 to 1, margins hold for 95 of 100 samples of this
//! size; all are rounded to four decimals. What cannot be known is nothing, never 0.

mod measured;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

pub use self::measured::{
    Answered, Coverage, Freshness, Heard, ItemMean, LanguageWords, MonthMean, MonthScore,
    QuarterMean, QuarterScore, Ratings, Recommend, Recovery, Replies, Score, SurveyScore,
    Touchpoint, Word,
};

/// The private report of a site.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Report {
    /// Whose report it is.
    pub site: Site,
    /// The day on which it was made.
    pub day: String,
    /// The days that it looks at.
    pub period: Period,
    /// What the owner believes, beside what customers say.
    pub gap: Gaps,
    /// Stars of the reviews that the business collected itself.
    pub ratings: Ratings,
    /// How likely customers are to recommend; of survey answers only.
    pub recommend: Recommend,
    /// Points of contact that are named in the period, the weakest first.
    pub touchpoints: Vec<Touchpoint>,
    /// How reviews were answered.
    pub replies: Replies,
    /// Reviews that got another rating after a reply, the latest first.
    pub recovery: Vec<Recovery>,
    /// How many customers say something at all.
    pub coverage: Coverage,
    /// How old what is published is.
    pub freshness: Freshness,
    /// Words that tell low reviews from high ones, for each language; the most used language first.
    pub words: Vec<LanguageWords>,
    /// What to celebrate, and what to mend.
    pub team: Team,
    /// What waits to be done.
    pub todo: Todo,
    /// The reviews that the page speaks of, by their ids: of long lists the first 25.
    pub quotes: BTreeMap<String, Quote>,
}

/// Whose report it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Site {
    /// The name of the business.
    pub name: String,
    /// Whether the content is marked as sample content.
    pub sample: bool,
    /// How many reviews there are, of any status and day.
    pub reviews: usize,
    /// How many survey answers there are, of any day.
    pub answers: usize,
    /// How many reviews wait for a decision, and so are in no average.
    pub pending: usize,
}

/// The days that a report looks at; both ends are part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Period {
    /// The first day.
    pub since: String,
    /// The last day.
    pub until: String,
    /// The same length just before: as many months where the period is whole months long, else as many
    /// days. Nothing where the calendar has no such days.
    pub before: Option<Days>,
}

/// Some days; both ends are part of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Days {
    /// The first day.
    pub since: String,
    /// The last day.
    pub until: String,
}

/// What the owner believes, beside what customers say in the period.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Gaps {
    /// `belief.rating` beside the average of reviews.
    pub rating: Gap,
    /// `belief.rating` beside the average of the stars in survey answers.
    pub survey: Gap,
    /// `belief.recommend` beside the average score in survey answers, 0 to 10.
    pub recommend: Gap,
}

/// A belief beside a mean.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Gap {
    /// What the owner believes; nothing where site.yaml does not say.
    pub belief: Option<f64>,
    /// The mean.
    pub actual: Option<f64>,
    /// How many ratings or scores it is the mean of.
    pub count: usize,
    /// The margin of error of the mean: 1.96 s/√n; nothing for fewer than two.
    pub margin: Option<f64>,
    /// Belief less mean.
    pub gap: Option<f64>,
    /// What follows.
    pub verdict: Verdict,
}

/// What follows from a belief and a mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The owner believes more than customers say.
    Above,
    /// The owner believes less than customers say.
    Below,
    /// The two lie within the margin of error.
    Within,
    /// There are fewer than five ratings or scores, or all are alike: nothing says how far they may be off.
    TooFew,
    /// One of the two is not known.
    Unknown,
}

/// A mean with its count.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Mean {
    /// How many.
    pub count: usize,
    /// The mean; nothing without any.
    pub average: Option<f64>,
    /// The margin of error of the mean: 1.96 s/√n; nothing for fewer than two.
    pub margin: Option<f64>,
}

/// What to celebrate, and what to mend.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Team {
    /// The month of the quotes: the last of the period that has any.
    pub month: Option<String>,
    /// The best published quotes of that month, at most three.
    pub quotes: Vec<String>,
    /// The first things to mend, at most three.
    pub mend: Vec<Mend>,
}

/// A thing to mend.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Mend {
    /// What kind of a thing it is.
    pub kind: MendKind,
    /// The sentence.
    pub text: String,
    /// The reviews that it is about, the first ones.
    pub ids: Vec<String>,
}

/// What kind of a thing is to be mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MendKind {
    /// Low ratings wait for an answer.
    Unanswered,
    /// A point of contact is weaker than the rest.
    Touchpoint,
    /// An item is weaker than the rest.
    Item,
    /// A word stands in low reviews above all.
    Word,
    /// Detractors outnumber promoters.
    Recommend,
    /// Those who got a reply could be asked again.
    Ask,
    /// Nobody has said anything yet.
    Listen,
}

/// What waits to be done, on the day of the report; each list complete. Reviews that are withheld or
/// withdrawn wait for nothing.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Todo {
    /// Ratings below four stars without a reply, pending ones too, the oldest first.
    pub unanswered: Vec<Task>,
    /// Answered ratings below four stars without a follow-up, pending ones too: their authors could be
    /// asked to look again, a week after the last reply; the oldest reply first.
    pub ask: Vec<Task>,
    /// Consents to published reviews that have ended, or end within 60 days; the first to end first.
    pub consents: Vec<Task>,
    /// Published quotes that are so old that their authors should be asked whether they still hold,
    /// the oldest first.
    pub confirm: Vec<Task>,
}

/// Something to do about a review.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Task {
    /// The review.
    pub id: String,
    /// Its file, relative to the site.
    pub path: String,
    /// Its position there from 1; nothing in a file of its own.
    pub entry: Option<u32>,
    /// The day that it is about: of the review, of the last reply, of the consent's end, or of the last
    /// word of the author.
    pub date: Option<String>,
    /// The stars.
    pub rating: Option<f64>,
}

/// A review that the page speaks of.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Quote {
    /// Who said it, as far as the site shows names.
    pub author: Option<String>,
    /// The day on which it was given.
    pub date: Option<String>,
    /// The stars, 0 to 5.
    pub rating: Option<f64>,
    /// The platform's word.
    pub source: String,
    /// `pending`, `approved`, `withheld` or `withdrawn`.
    pub status: String,
    /// The language of the text.
    pub language: String,
    /// The first words of the text.
    pub text: String,
    /// Its page on the published site; nothing where there is none.
    pub url: Option<String>,
    /// Its file, relative to the site.
    pub path: String,
    /// Its position there from 1; nothing in a file of its own.
    pub entry: Option<u32>,
}
