//! The sections of the report that are numbers.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::Mean;

/// Stars of the reviews that the business collected itself: published, withheld and withdrawn ones.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Ratings {
    /// How many ratings were given in the period.
    pub count: usize,
    /// Their mean.
    pub average: Option<f64>,
    /// The margin of error of the mean: 1.96 s/√n; nothing for fewer than two.
    pub margin: Option<f64>,
    /// How many by whole stars: keys `1` to `5`.
    pub distribution: BTreeMap<String, usize>,
    /// By month: every month of the period.
    pub trend: Vec<MonthMean>,
    /// The same by quarter.
    pub quarters: Vec<QuarterMean>,
    /// The period before.
    pub before: Option<Mean>,
    /// All ratings of any day: what the site shows.
    pub all: Mean,
    /// How many of all have no day, and so are in no period.
    pub undated: usize,
    /// By item, the weakest first: those with a rating in the period. Nothing where the site has no items.
    pub items: Vec<ItemMean>,
    /// The stars in survey answers, which are not part of the other numbers.
    pub survey: Mean,
}

/// A mean in a month.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct MonthMean {
    /// The month.
    pub month: String,
    /// How many.
    pub count: usize,
    /// The mean; nothing without any.
    pub average: Option<f64>,
}

/// A mean in a quarter.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct QuarterMean {
    /// The quarter.
    pub quarter: String,
    /// How many.
    pub count: usize,
    /// The mean; nothing without any.
    pub average: Option<f64>,
}

/// The ratings of an item in the period.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ItemMean {
    /// The id of the item; nothing for the business itself.
    pub id: Option<String>,
    /// What it is called.
    pub name: String,
    /// How many ratings.
    pub count: usize,
    /// Their mean.
    pub average: Option<f64>,
    /// The margin of error of the mean; nothing for fewer than two.
    pub margin: Option<f64>,
    /// The mean as if ten ratings of the overall mean came on top: what items are ordered by, so that
    /// two ratings do not outrank two hundred.
    pub weighted: Option<f64>,
    /// The period before.
    pub before: Option<Mean>,
}

/// How likely customers are to recommend, 0 to 10: survey answers only.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Recommend {
    /// How many answers of the period have a score.
    pub answers: usize,
    /// Scores of 9 and 10.
    pub promoters: usize,
    /// Scores of 7 and 8.
    pub passives: usize,
    /// Scores of 0 to 6.
    pub detractors: usize,
    /// 100 (promoters - detractors) / answers: -100 to 100.
    pub nps: Option<f64>,
    /// Its margin of error: 196 √((p + d - (p - d)²) / n); nothing for fewer than two.
    pub margin: Option<f64>,
    /// How many gave each score: keys `0` to `10`.
    pub distribution: BTreeMap<String, usize>,
    /// How many were asked; of the files that say so and have all their answers in the period.
    pub invited: Option<usize>,
    /// How many of these answered.
    pub responses: Option<usize>,
    /// Responses / invited.
    pub response_share: Option<f64>,
    /// How many files say who was asked, and have answers in the period and outside of it.
    pub beyond: usize,
    /// By month: every month of the period.
    pub trend: Vec<MonthScore>,
    /// The same by quarter.
    pub quarters: Vec<QuarterScore>,
    /// The period before.
    pub before: Option<Score>,
    /// By survey, where several have scores in the period, in the order of their names.
    pub surveys: Vec<SurveyScore>,
}

/// A net promoter score.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Score {
    /// How many scores.
    pub answers: usize,
    /// -100 to 100; nothing without any.
    pub nps: Option<f64>,
    /// Its margin of error; nothing for fewer than two.
    pub margin: Option<f64>,
}

/// A net promoter score in a month.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct MonthScore {
    /// The month.
    pub month: String,
    /// The score.
    #[serde(flatten)]
    pub score: Score,
}

/// A net promoter score in a quarter.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct QuarterScore {
    /// The quarter.
    pub quarter: String,
    /// The score.
    #[serde(flatten)]
    pub score: Score,
}

/// The net promoter score of a survey.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SurveyScore {
    /// The name of the survey.
    pub survey: String,
    /// The score.
    #[serde(flatten)]
    pub score: Score,
}

/// A point of contact, in the reviews that count in `ratings` and in survey answers.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Touchpoint {
    /// Its word.
    pub name: String,
    /// How many ratings name it.
    pub count: usize,
    /// Their mean.
    pub average: Option<f64>,
    /// The margin of error of the mean; nothing for fewer than two.
    pub margin: Option<f64>,
    /// The mean as if ten ratings of the mean of all that name any came on top: what points of contact are
    /// ordered by.
    pub weighted: Option<f64>,
    /// How many of the ratings are of reviews.
    pub reviews: usize,
    /// How many of the ratings are of survey answers.
    pub answers: usize,
    /// The scores, 0 to 10, of survey answers that name it.
    pub recommend: Mean,
    /// By month: every month of the period.
    pub trend: Vec<MonthMean>,
    /// The same by quarter.
    pub quarters: Vec<QuarterMean>,
    /// The period before.
    pub before: Option<Mean>,
}

/// How the published reviews of the period were answered.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Replies {
    /// So many days there are to answer before a review is due.
    pub window_days: u32,
    /// Published reviews of the period, of any source, that are older than that.
    pub due: usize,
    /// How many of them are answered.
    pub answered: usize,
    /// Answered / due.
    pub share: Option<f64>,
    /// The median of days from review to first reply, of the answered ones that have both days.
    pub median_days: Option<f64>,
    /// The 90th percentile of them, by nearest rank.
    pub p90_days: Option<f64>,
    /// How many of the answered ones have no day of the reply, or one before the review.
    pub undated: usize,
    /// The same for ratings below four stars.
    pub low: Answered,
    /// The period before.
    pub before: Option<Answered>,
    /// Unanswered ratings below four stars of any day, pending ones too, the oldest first.
    pub todo: Vec<String>,
}

/// How many of those that are due are answered.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Answered {
    /// How many are due.
    pub due: usize,
    /// How many of them are answered.
    pub answered: usize,
    /// Answered / due.
    pub share: Option<f64>,
}

/// A review of any status that got another rating after a reply, in the period.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Recovery {
    /// The review.
    pub id: String,
    /// The stars that were given first: what averages count.
    pub before: f64,
    /// The stars that are given now.
    pub after: f64,
    /// The day of the review.
    pub date: Option<String>,
    /// The day of the first reply.
    pub replied: Option<String>,
    /// The day of the last follow-up with stars.
    pub followed: Option<String>,
}

/// How many customers say something at all, in the period.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Coverage {
    /// `belief.customers_per_month`; nothing where site.yaml does not say.
    pub customers_per_month: Option<u64>,
    /// Customers in the days of the period: those of a month shared out over its days.
    pub customers: Option<f64>,
    /// Reviews of any status and source.
    pub reviews: usize,
    /// Survey answers.
    pub answers: usize,
    /// Reviews / customers.
    pub share: Option<f64>,
    /// The share of customers who gave no review: 1 - share, at least 0.
    pub silent: Option<f64>,
    /// By month: every month of the period.
    pub months: Vec<Heard>,
}

/// Who was heard in a month.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Heard {
    /// The month.
    pub month: String,
    /// Reviews of any status and source.
    pub reviews: usize,
    /// Survey answers.
    pub answers: usize,
    /// Customers in the days of the month that are in the period.
    pub customers: Option<f64>,
}

/// How old what is published is, on the last day of the period.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Freshness {
    /// Published reviews that were given until that day.
    pub count: usize,
    /// The day of the newest.
    pub newest: Option<String>,
    /// Its age in days.
    pub age_days: Option<u32>,
    /// The median age in days.
    pub median_age_days: Option<f64>,
    /// How many are of the last three months.
    pub recent: usize,
    /// Recent / count.
    pub recent_share: Option<f64>,
}

/// Words that tell low reviews (below four stars) from high ones, in one language; of reviews of any
/// status.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LanguageWords {
    /// The language.
    pub language: String,
    /// Whether words such as `and` are known and left out.
    pub stop_words: bool,
    /// How many low reviews of the period have a text in it.
    pub low_reviews: usize,
    /// How many high ones.
    pub high_reviews: usize,
    /// Words and phrases of low reviews, the most telling first.
    pub low: Vec<Word>,
    /// Words and phrases of high reviews.
    pub high: Vec<Word>,
}

/// A word or a phrase.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Word {
    /// As it is written most often, in small letters.
    pub text: String,
    /// How many low reviews have it.
    pub low: usize,
    /// How many high reviews have it.
    pub high: usize,
    /// The lower end of the share of its own side among them (Wilson): what words are ordered by.
    pub bound: f64,
    /// Some of the reviews of its own side that have it, the newest first.
    pub ids: Vec<String>,
}
