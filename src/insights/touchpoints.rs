//! Points of contact: what the ratings say that name them, in reviews and in survey answers.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::number::{Tally, rounded};
use super::period::Months;
use super::ratings::by_number;
use super::report::{Mean, Touchpoint};
use super::{Given, mean};

struct Row {
    all: Tally,
    earlier: Tally,
    months: Months<Tally>,
    reviews: usize,
    answers: usize,
    scores: Tally,
}

/// What somebody said of points of contact.
struct Said<'a> {
    words: &'a [String],
    date: Option<Date>,
    stars: Option<f64>,
    score: Option<u8>,
    /// Whether in a survey.
    is_answer: bool,
}

/// Every point of contact of a period, the weakest first.
pub(super) fn touchpoints(given: &Given<'_>) -> Vec<Touchpoint> {
    let Given { period, before, .. } = *given;
    let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
    let mut overall = Tally::default();
    for said in said(given) {
        let is_in = period.has(said.date);
        if said.words.is_empty() || !(is_in || before.is_some_and(|before| before.has(said.date))) {
            continue;
        }
        if let Some(stars) = said.stars.filter(|_| is_in) {
            overall.add(stars);
        }
        for (at, word) in said.words.iter().enumerate() {
            // One that is named twice counts once.
            if said.words.iter().take(at).any(|other| other == word) {
                continue;
            }
            let row = rows.entry(word).or_insert_with(|| Row {
                all: Tally::default(),
                earlier: Tally::default(),
                months: period.months(),
                reviews: 0,
                answers: 0,
                scores: Tally::default(),
            });
            row.add(&said, is_in);
        }
    }
    let overall = overall.mean().unwrap_or_default();
    let mut rows: Vec<Touchpoint> = rows
        .into_iter()
        .filter(|(_, row)| row.all.count + row.scores.count > 0)
        .map(|(word, row)| row.touchpoint(word, overall, before.is_some()))
        .collect();
    rows.sort_by(|a, b| {
        let by_stars = by_number(a.weighted, b.weighted);
        let by_score = || by_number(a.recommend.average, b.recommend.average);
        by_stars.then_with(by_score).then_with(|| a.name.cmp(&b.name))
    });
    rows
}

fn said<'a>(given: &Given<'a>) -> impl Iterator<Item = Said<'a>> {
    let reviews = given.model.reviews.iter().map(|review| Said {
        words: &review.touchpoints,
        date: review.date,
        stars: review.counted_rating().map(crate::model::Rating::stars),
        score: None,
        is_answer: false,
    });
    let answers = given.answers().map(|answer| Said {
        words: &answer.touchpoints,
        date: Some(answer.date),
        stars: answer.rating.map(crate::model::Rating::stars),
        score: answer.recommend,
        is_answer: true,
    });
    reviews.chain(answers)
}

impl Row {
    fn add(&mut self, said: &Said<'_>, is_in: bool) {
        if let Some(score) = said.score.filter(|_| is_in) {
            self.scores.add(f64::from(score));
        }
        let Some(stars) = said.stars else { return };
        if !is_in {
            self.earlier.add(stars);
            return;
        }
        self.all.add(stars);
        self.reviews += usize::from(!said.is_answer);
        self.answers += usize::from(said.is_answer);
        if let Some(month) = self.months.of(said.date) {
            month.add(stars);
        }
    }

    fn touchpoint(&self, word: &str, overall: f64, has_before: bool) -> Touchpoint {
        let Mean { count, average, margin } = mean(&self.all);
        Touchpoint {
            name: word.to_owned(),
            count,
            average,
            margin,
            weighted: self.all.weighted(overall).map(rounded),
            reviews: self.reviews,
            answers: self.answers,
            recommend: mean(&self.scores),
            trend: self.months.means(),
            quarters: self.months.quarter_means(),
            before: has_before.then(|| mean(&self.earlier)),
        }
    }
}
