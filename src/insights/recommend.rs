//! How likely customers are to recommend: survey answers only, never picked testimonials.

use std::collections::BTreeMap;

use super::Given;
use super::number::{Tally, net_promoter_score, rounded, score_margin, share};
use super::report::{MonthScore, QuarterScore, Recommend, Score, SurveyScore};
use crate::model::Survey;

/// Scores that were counted, by score.
#[derive(Clone, Copy, Debug, Default)]
struct Scores([usize; 11]);

impl Scores {
    fn add(&mut self, score: u8) {
        if let Some(count) = self.0.get_mut(usize::from(score)) {
            *count += 1;
        }
    }

    fn merge(&mut self, other: &Self) {
        for (count, more) in self.0.iter_mut().zip(other.0) {
            *count += more;
        }
    }

    fn between(&self, lowest: usize, highest: usize) -> usize {
        self.0.iter().take(highest + 1).skip(lowest).sum()
    }

    fn score(&self) -> Score {
        let (answers, promoters) = (self.between(0, 10), self.between(9, 10));
        let detractors = self.between(0, 6);
        Score {
            answers,
            nps: net_promoter_score(promoters, detractors, answers).map(rounded),
            margin: score_margin(promoters, detractors, answers).map(rounded),
        }
    }
}

/// The scores of a period, and their sum.
pub(super) fn recommend(given: &Given<'_>) -> (Recommend, Tally) {
    let Given { period, before, .. } = *given;
    let mut months = period.months::<Scores>();
    let (mut all, mut earlier, mut tally) =
        (Scores::default(), Scores::default(), Tally::default());
    let mut by_survey: BTreeMap<&str, Scores> = BTreeMap::new();
    for answer in given.answers() {
        let (Some(score), day) = (answer.recommend, Some(answer.date)) else { continue };
        if let Some(month) = months.of(day) {
            month.add(score);
            all.add(score);
            tally.add(f64::from(score));
            by_survey.entry(&answer.survey).or_default().add(score);
        } else if before.is_some_and(|before| before.has(day)) {
            earlier.add(score);
        }
    }
    let Score { answers, nps, margin } = all.score();
    let response = Response::of(given);
    let surveys = by_survey.iter().map(|(survey, scores)| SurveyScore {
        survey: (*survey).to_owned(),
        score: scores.score(),
    });
    let recommend = Recommend {
        answers,
        promoters: all.between(9, 10),
        passives: all.between(7, 8),
        detractors: all.between(0, 6),
        nps,
        margin,
        distribution: all
            .0
            .iter()
            .enumerate()
            .map(|(at, count)| (at.to_string(), *count))
            .collect(),
        invited: response.invited,
        responses: response.invited.map(|_| response.responses),
        response_share: response.share(),
        beyond: response.beyond,
        trend: months
            .named()
            .map(|(month, scores)| MonthScore { month, score: scores.score() })
            .collect(),
        quarters: months.quarters().map(quarter).collect(),
        before: before.map(|_| earlier.score()),
        surveys: if by_survey.len() > 1 { surveys.collect() } else { Vec::new() },
    };
    (recommend, tally)
}

fn quarter((quarter, months): (String, &[Scores])) -> QuarterScore {
    let mut scores = Scores::default();
    for month in months {
        scores.merge(month);
    }
    QuarterScore { quarter, score: scores.score() }
}

/// Who was asked, and who answered.
#[derive(Default)]
struct Response {
    invited: Option<usize>,
    responses: usize,
    /// Files that have answers outside of the period too.
    beyond: usize,
}

impl Response {
    fn of(given: &Given<'_>) -> Self {
        given.model.survey.iter().fold(Self::default(), |sum, file| sum.and(file, given))
    }

    fn and(mut self, file: &Survey, given: &Given<'_>) -> Self {
        let Some(invited) = file.invited else { return self };
        let inside = file.answers.iter().filter(|one| given.period.has(Some(one.date))).count();
        if inside == 0 {
            return self;
        }
        if inside < file.answers.len() {
            self.beyond += 1;
        } else {
            let invited = usize::try_from(invited).unwrap_or(usize::MAX);
            self.invited = Some(self.invited.unwrap_or_default().saturating_add(invited));
            self.responses += inside;
        }
        self
    }

    fn share(&self) -> Option<f64> {
        self.invited.and_then(|invited| share(self.responses, invited)).map(rounded)
    }
}
