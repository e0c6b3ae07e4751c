//! What the owner believes, beside what customers say.

use super::Given;
use super::number::{FEW, Tally, rounded};
use super::report::{Gap, Gaps, Verdict};

/// Each belief beside its mean.
pub(super) fn gaps(given: &Given<'_>, ratings: &Tally, survey: &Tally, scores: &Tally) -> Gaps {
    let belief = &given.config.belief;
    Gaps {
        rating: gap(belief.rating, ratings),
        survey: gap(belief.rating, survey),
        recommend: gap(belief.recommend, scores),
    }
}

fn gap(belief: Option<f64>, said: &Tally) -> Gap {
    let (actual, margin) = (said.mean(), said.margin());
    let gap = belief.zip(actual).map(|(belief, actual)| belief - actual);
    Gap {
        belief,
        actual: actual.map(rounded),
        count: said.count,
        margin: margin.map(rounded),
        gap: gap.map(rounded),
        verdict: verdict(gap, margin.filter(|margin| said.count >= FEW && *margin > 0.0)),
    }
}

fn verdict(gap: Option<f64>, margin: Option<f64>) -> Verdict {
    match (gap, margin) {
        (None, _) => Verdict::Unknown,
        (_, None) => Verdict::TooFew,
        (Some(gap), Some(margin)) if gap.abs() <= margin => Verdict::Within,
        (Some(gap), _) if gap > 0.0 => Verdict::Above,
        _ => Verdict::Below,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_that_chance_explains_is_none() {
        let said = |values: &[f64]| {
            let mut tally = Tally::default();
            for value in values {
                tally.add(*value);
            }
            tally
        };
        let five = said(&[4.0, 5.0, 3.0, 4.0, 4.0]);
        for (belief, said, expected) in [
            (Some(4.7), &five, Verdict::Above),
            (Some(4.2), &five, Verdict::Within),
            (Some(3.0), &five, Verdict::Below),
            (Some(4.7), &said(&[1.0, 1.0, 1.0, 1.0]), Verdict::TooFew),
            (Some(4.7), &said(&[5.0; 12]), Verdict::TooFew),
            (Some(4.7), &said(&[]), Verdict::Unknown),
            (None, &five, Verdict::Unknown),
        ] {
            assert_eq!(gap(belief, said).verdict, expected, "{belief:?} and {said:?}");
        }
    }
}
