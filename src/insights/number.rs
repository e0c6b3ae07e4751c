//! Formulas: means, shares and scores with what is uncertain about them.
//!
//! Each takes what was counted and gives nothing where nothing was. What is printed is rounded with
//! [`rounded`] at the very end.

/// The 97.5th percentile of the normal distribution: with it, margins hold for 95 of 100 samples.
pub const Z: f64 = 1.96;

/// As many ratings of the overall mean are added before things are ordered by theirs.
pub const PRIOR: f64 = 10.0;

/// With fewer a mean says nothing about others.
pub const FEW: usize = 5;

/// Numbers that were added up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// How many.
    pub count: usize,
    sum: f64,
    squares: f64,
}

impl Tally {
    /// Adds a number.
    pub fn add(&mut self, value: f64) {
        self.count += 1;
        self.sum += value;
        self.squares += value * value;
    }

    /// Adds the numbers of another one.
    pub fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.sum += other.sum;
        self.squares += other.squares;
    }

    /// The mean.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / float(self.count))
    }

    /// The margin of error of the mean, 1.96 s/√n, with the standard deviation s of a sample; nothing
    /// for fewer than two.
    pub fn margin(&self) -> Option<f64> {
        let mean = self.mean().filter(|_| self.count > 1)?;
        let n = float(self.count);
        // Rounding may leave a little less than nothing.
        let variance = ((self.squares - n * mean * mean) / (n - 1.0)).max(0.0);
        Some(Z * (variance / n).sqrt())
    }

    /// The mean as if [`PRIOR`] numbers of the overall mean came on top: a Bayesian average.
    pub fn weighted(&self, overall: f64) -> Option<f64> {
        (self.count > 0).then(|| bayesian(overall, PRIOR, self.sum, self.count))
    }
}

/// A Bayesian average: (C m + sum) / (C + n), for C numbers of mean m that are taken as given.
pub fn bayesian(m: f64, c: f64, sum: f64, n: usize) -> f64 {
    (c * m + sum) / (c + float(n))
}

/// The range in which a share lies (Wilson 1927), of `hits` among `n`; 0 to 0 without any.
pub fn wilson(hits: usize, n: usize) -> [f64; 2] {
    if n == 0 {
        return [0.0, 0.0];
    }
    let (p, n, square) = (float(hits) / float(n), float(n), Z * Z);
    let middle = p + square / (2.0 * n);
    let half = Z * (p * (1.0 - p) / n + square / (4.0 * n * n)).sqrt();
    let whole = 1.0 + square / n;
    [((middle - half) / whole).max(0.0), ((middle + half) / whole).min(1.0)]
}

/// A net promoter score, -100 to 100 (Reichheld 2003): 100 (p - d) of scores from 0 to 10.
pub fn net_promoter_score(promoters: usize, detractors: usize, answers: usize) -> Option<f64> {
    let share = |count: usize| float(count) / float(answers);
    (answers > 0).then(|| 100.0 * (share(promoters) - share(detractors)))
}

/// The margin of error of a net promoter score: 196 √((p + d - (p - d)²) / n); nothing for fewer than two,
/// as for a mean.
pub fn score_margin(promoters: usize, detractors: usize, answers: usize) -> Option<f64> {
    let (p, d) = (float(promoters) / float(answers), float(detractors) / float(answers));
    let variance = (p + d - (p - d).powi(2)).max(0.0);
    (answers > 1).then(|| 100.0 * Z * (variance / float(answers)).sqrt())
}

/// A share; nothing of nothing.
pub fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| float(part) / float(whole))
}

/// The median: the middle one, or the mean of the two in the middle.
pub fn median(sorted: &[i64]) -> Option<f64> {
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = *sorted.get((sorted.len() - 1) / 2)?;
    Some(f64::midpoint(whole(lower), whole(upper)))
}

/// The 90th percentile by nearest rank: the smallest that at least nine of ten do not exceed.
pub fn ninetieth(sorted: &[i64]) -> Option<f64> {
    let rank = (sorted.len() * 9).div_ceil(10);
    sorted.get(rank.checked_sub(1)?).copied().map(whole)
}

/// Four decimals, as everything is printed; never minus zero.
pub fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4 + 0.0
}

/// A count as a number.
#[allow(clippy::cast_precision_loss, reason = "exact: no site has 2^53 of anything")]
pub fn float(count: usize) -> f64 {
    count as f64
}

#[allow(clippy::cast_precision_loss, reason = "days, exact below 2^53")]
fn whole(days: i64) -> f64 {
    days as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(values: &[f64]) -> Tally {
        let mut tally = Tally::default();
        for value in values {
            tally.add(*value);
        }
        tally
    }

    fn close(one: f64, other: f64) -> bool {
        (one - other).abs() < 5e-4
    }

    /// <http://www.cybaea.net/journal/2016/01/14/NPS-confidence-intervals-stats/>
    #[test]
    fn sixty_promoters_and_ten_detractors_are_fifty_give_or_take_thirteen() {
        let score = net_promoter_score(60, 10, 100).unwrap();
        let margin = score_margin(60, 10, 100).unwrap();
        assert!(close(score, 50.0) && (margin - 13.1).abs() < 0.05, "{score} ± {margin}");
        assert_eq!(net_promoter_score(0, 3, 3), Some(-100.0));
        assert_eq!(score_margin(3, 0, 3), Some(0.0));
        assert_eq!((net_promoter_score(0, 0, 0), score_margin(0, 0, 0)), (None, None));
        assert_eq!((net_promoter_score(1, 0, 1), score_margin(1, 0, 1)), (Some(100.0), None));
    }

    /// <https://www.evanmiller.org/how-not-to-sort-by-average-rating.html>
    #[test]
    fn a_share_of_few_is_less_certain_than_one_of_many() {
        for (hits, n, lower) in [(2, 2, 0.342), (9, 10, 0.596), (100, 101, 0.946), (0, 0, 0.0)] {
            let range = wilson(hits, n);
            assert!(close(range[0], lower), "{hits} of {n}: {range:?}");
            assert!(n == 0 || (range[0]..=range[1]).contains(&(float(hits) / float(n))));
        }
        assert_eq!((rounded(wilson(0, 7)[0]), rounded(wilson(7, 7)[1])), (0.0, 1.0));
    }

    #[test]
    fn two_fives_are_not_yet_a_five() {
        assert!(close(bayesian(4.0, 10.0, 10.0, 2), 4.1667));
        assert_eq!(tally(&[5.0, 5.0]).weighted(4.0), Some(50.0 / 12.0));
        assert_eq!(Tally::default().weighted(4.0), None);
    }

    #[test]
    fn a_mean_has_a_margin_from_two_on() {
        let four = tally(&[2.0, 4.0, 4.0, 5.0]);
        // s² = (3.0625 + 0.0625 + 0.0625 + 1.5625) / 3
        assert!(close(four.margin().unwrap(), 1.96 * (4.75_f64 / 3.0 / 4.0).sqrt()));
        assert_eq!(four.mean(), Some(3.75));
        assert_eq!(tally(&[4.3, 4.3, 4.3]).margin().map(rounded), Some(0.0));
        assert_eq!((tally(&[4.0]).margin(), Tally::default().mean()), (None, None));
    }

    #[test]
    fn medians_and_percentiles_are_days_that_occurred() {
        for (days, half, nine) in [
            (&[3][..], 3.0, 3.0),
            (&[1, 2], 1.5, 2.0),
            (&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5.5, 9.0),
            (&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40], 0.0, 0.0),
        ] {
            assert_eq!((median(days), ninetieth(days)), (Some(half), Some(nine)), "{days:?}");
        }
        assert_eq!((median(&[]), ninetieth(&[])), (None, None));
    }
}
