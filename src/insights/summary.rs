//! Count, average and distribution of ratings.
//!
//! They count every review that the business collected itself, that has a rating and that is
//! decided: published, withheld or withdrawn. So removing a bad review does not lift the average.
//! Ratings of other platforms never enter.

use crate::content::raw::Status;
use crate::model::Review;

/// The numbers of a set of reviews.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// How many ratings there are.
    pub count: usize,
    /// Ratings by whole stars: the first is one star, the last five.
    pub bars: [usize; 5],
    /// How many of them belong to reviews that are not published.
    pub not_shown: usize,
    /// The sum of all stars.
    sum: f64,
    /// Whether every rating is the best one.
    all_best: bool,
}

impl Summary {
    /// The mean of all ratings as stars, not rounded; `None` without ratings.
    pub fn mean(&self) -> Option<f64> {
        // Exact: no site has 2^53 reviews.
        #[allow(clippy::cast_precision_loss, reason = "exact below 2^53")]
        let count = self.count as f64;
        (self.count > 0).then(|| self.sum / count)
    }

    /// The average as it is shown everywhere: one decimal, `5.0` only if all are five.
    pub fn average(&self) -> Option<String> {
        let rounded = format!("{:.1}", self.rounded()?);
        let flattered = rounded == "5.0" && !self.all_best;
        Some(if flattered { "4.9".to_owned() } else { rounded })
    }

    /// The mean with one decimal, a half rounded up: what is drawn and what is written agree.
    fn rounded(&self) -> Option<f64> {
        self.mean().map(|mean| (mean * 10.0).round() / 10.0)
    }

    /// Half stars to draw for the average, 0 to 10: the nearest half, ten only if all are five.
    pub fn half_stars(&self) -> u8 {
        let most = if self.all_best { 10.0 } else { 9.0 };
        let halves = (self.rounded().unwrap_or_default() * 2.0).round().clamp(0.0, most);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 10")]
        let halves = halves as u8;
        halves
    }

    /// The share of a bar in percent, rounded; `stars` is 1 to 5.
    pub fn percent(&self, stars: u8) -> u8 {
        let bar = self.bars[usize::from(stars.clamp(1, 5)) - 1];
        let share = (bar * 100 + self.count / 2).checked_div(self.count).unwrap_or_default();
        u8::try_from(share).unwrap_or(100)
    }
}

/// Counts the ratings of a set of reviews.
pub fn summarise<'a>(reviews: impl IntoIterator<Item = &'a Review>) -> Summary {
    let mut summary = Summary { all_best: true, ..Summary::default() };
    for review in reviews {
        let Some(rating) = review.counted_rating() else { continue };
        summary.count += 1;
        summary.bars[usize::from(rating.bar()) - 1] += 1;
        summary.not_shown += usize::from(review.status != Status::Approved);
        summary.sum += rating.stars();
        summary.all_best &= rating.value() >= rating.scale();
    }
    summary
}
