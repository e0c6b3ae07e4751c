//! What the numbers mean, in sentences: how many, how sure, compared with what, and what to do first.
//!
//! The page and the terminal say the same.

use super::text::{about, counted, day, days, grouped, mean, percent, score, shown, stars};
use crate::insights::number::FEW;
use crate::insights::report::{Gap, Mean, Recommend, Replies, Report, Score, Touchpoint, Verdict};

/// With fewer answers a net promoter score moves by chance more than by anything that was done.
const FEW_ANSWERS: usize = 30;

/// What is said where all are the same.
const ALIKE: &str = "All are alike, so nothing says how far that may be off.";

/// A margin that means something: of enough numbers that differ.
pub(super) fn told(margin: Option<f64>, count: usize) -> Option<f64> {
    margin.filter(|margin| count >= FEW && *margin > 0.0)
}

/// The owner's belief beside what customers say.
pub(super) fn gap(report: &Report) -> Vec<String> {
    let gap = &report.gap;
    let told = [
        one_gap(&gap.rating, "5", "your reviews say", ("rating", "ratings")),
        one_gap(&gap.survey, "5", "your survey says", ("rating", "ratings")),
        one_gap(&gap.recommend, "10", "your survey says", ("score", "scores")),
    ];
    let mut said: Vec<String> = told.into_iter().flatten().collect();
    if gap.rating.belief.is_none() && gap.recommend.belief.is_none() {
        said.push(
            "site.yaml does not say what you believe. Write it down before you read on: \
             `belief: {rating: 4.8, recommend: 9}`."
                .to_owned(),
        );
    }
    if said.is_empty() {
        said.push(
            "There are no ratings of your own and no survey answers in this period, so there is no gap \
             to see."
                .to_owned(),
        );
    }
    said
}

fn one_gap(gap: &Gap, of: &str, whose: &str, (one, many): (&str, &str)) -> Option<String> {
    let (belief, actual) = (gap.belief?, gap.actual?);
    let count = counted(gap.count, one, many);
    let margin = told(gap.margin, gap.count);
    let margin = margin.map_or_else(String::new, |margin| format!(" ± {}", mean(margin)));
    let apart = mean(gap.gap.unwrap_or_default().abs());
    let verdict = match gap.verdict {
        Verdict::Above => {
            format!("You believe {apart} more than they say, and chance does not explain it.")
        }
        Verdict::Below => {
            format!("They say {apart} more than you believe, and chance does not explain it.")
        }
        Verdict::Within => "The difference may be chance.".to_owned(),
        Verdict::TooFew if gap.count >= FEW => ALIKE.to_owned(),
        Verdict::TooFew | Verdict::Unknown => "That is too few to say more.".to_owned(),
    };
    let (belief, actual) = (stars(belief), mean(actual));
    Some(format!("You believe {belief} of {of}; {whose} {actual}{margin} ({count}). {verdict}"))
}

/// Stars.
pub(super) fn ratings(report: &Report) -> Vec<String> {
    let ratings = &report.ratings;
    let mut said = Vec::new();
    let all = match ratings.all.average {
        Some(average) => format!(
            "{} from {} of any day",
            shown(average),
            counted(ratings.all.count, "rating", "ratings")
        ),
        None => "there are none of any day".to_owned(),
    };
    match ratings.average {
        Some(average) => {
            let now = Mean { count: ratings.count, average: ratings.average, margin: ratings.margin };
            let many = counted(ratings.count, "rating", "ratings");
            said.push(format!("{} of 5 from {many}{}.", mean(average), range(&now)));
            said.extend(few(ratings.count));
            said.extend(before(&now, ratings.before.as_ref()));
            said.push(format!(
                "The site shows {all}; withheld and withdrawn reviews are counted, too."
            ));
        }
        None if ratings.all.count > 0 => said.push(format!(
            "Nobody has rated you in this period ({all}). Ask your next customers."
        )),
        None => said.push(
            "There are no ratings of your own yet. Ask your next customers, or bring reviews home with \
             `laurels import`."
                .to_owned(),
        ),
    }
    if report.site.pending > 0 {
        let many = counted(report.site.pending, "review waits", "reviews wait");
        said.push(format!(
            "{many} for your decision and count nowhere here: `laurels list --status pending`."
        ));
    }
    if ratings.undated > 0 {
        said.push(format!(
            "{} without a day and in no period.",
            is_are(ratings.undated, "rating is", "ratings are")
        ));
    }
    if let Some(average) = ratings.survey.average {
        said.push(format!(
            "Survey answers, which are not in these numbers: {} from {}.",
            mean(average),
            counted(ratings.survey.count, "rating", "ratings")
        ));
    }
    said
}

fn is_are(count: usize, one: &str, many: &str) -> String {
    counted(count, one, many)
}

fn range(of: &Mean) -> String {
    let margin = told(of.margin, of.count);
    let sure = of.average.zip(margin).map(|(average, margin)| {
        let (least, most) = ((average - margin).max(0.0), (average + margin).min(5.0));
        let (margin, least, most) = (mean(margin), mean(least), mean(most));
        format!(", give or take {margin}: between {least} and {most}")
    });
    sure.unwrap_or_default()
}

fn few(count: usize) -> Option<String> {
    (1..FEW).contains(&count).then(|| "That is too few to say more.".to_owned())
}

/// A mean compared with that of the period before: a difference that the margins cover is none.
fn before(now: &Mean, before: Option<&Mean>) -> Option<String> {
    let (average, before) = (now.average?, before?);
    let Some(earlier) = before.average else {
        return Some("There is nothing from the period before.".to_owned());
    };
    let both = told(now.margin, now.count).zip(told(before.margin, before.count));
    let was = format!("{} from {}", mean(earlier), counted(before.count, "rating", "ratings"));
    Some(compared(average - earlier, both, &was))
}

/// What changed: only what the two margins together do not cover.
fn compared(difference: f64, margins: Option<(f64, f64)>, was: &str) -> String {
    let Some((now, before)) = margins else {
        return format!(
            "It was {was} in the period before: too few, or too much alike, to compare."
        );
    };
    let how = match difference {
        more if more > now.hypot(before) => "Better",
        less if less < -now.hypot(before) => "Worse",
        _ => "No clear difference",
    };
    format!("{how}: it was {was} in the period before.")
}

/// How likely customers are to recommend.
pub(super) fn recommend(recommend: &Recommend) -> Vec<String> {
    let Some(nps) = recommend.nps else {
        return vec![
            "No survey answers in this period. Ask every customer one question: how likely are you to \
             recommend us, from 0 to 10? Write the answers into `content/survey/`."
                .to_owned(),
        ];
    };
    let answers = counted(recommend.answers, "answer", "answers");
    let margin = told(recommend.margin, recommend.answers);
    let sure = margin.map_or_else(String::new, |margin| {
        let (least, most) = ((nps - margin).max(-100.0), (nps + margin).min(100.0));
        format!(", give or take {margin:.0}: between {} and {}", score(least), score(most))
    });
    let mut said = vec![format!("Net promoter score {} from {answers}{sure}.", score(nps))];
    if recommend.answers < FEW_ANSWERS {
        said.push(format!("Below {FEW_ANSWERS} answers it moves by chance: ask more customers before you act on it."));
    }
    said.extend(recommend.before.as_ref().map(|before| score_before(nps, margin, before)));
    said.extend((recommend.beyond > 0).then(|| {
        let files =
            counted(recommend.beyond, "file with `invited` reaches", "files with `invited` reach");
        let is = if recommend.beyond == 1 { "is" } else { "are" };
        format!("{files} beyond this period, and {is} left out of who was asked.")
    }));
    said.push(match (recommend.invited, recommend.response_share) {
        (Some(invited), Some(share)) => format!(
            "{} of {} who were asked answered ({}). Nobody knows what the others think.",
            grouped(recommend.responses.unwrap_or_default()),
            grouped(invited),
            percent(share)
        ),
        _ => "How many were asked is not known for this period: write `invited` into the files, one for each month or quarter.".to_owned(),
    });
    said
}

fn score_before(nps: f64, margin: Option<f64>, before: &Score) -> String {
    let Some(earlier) = before.nps else {
        return "There are no answers from the period before.".to_owned();
    };
    let both = margin.zip(told(before.margin, before.answers));
    let was = format!("{} from {}", score(earlier), counted(before.answers, "answer", "answers"));
    compared(nps - earlier, both, &was)
}

/// Points of contact.
pub(super) fn touchpoints(touchpoints: &[Touchpoint]) -> Vec<String> {
    let enough = touchpoints.iter().filter(|one| one.count >= FEW);
    let lowest = |one: &&Touchpoint, other: &&Touchpoint| {
        one.average.unwrap_or_default().total_cmp(&other.average.unwrap_or_default())
    };
    let Some(weakest) = enough.min_by(lowest) else {
        return vec![if touchpoints.is_empty() {
            "Nothing says what it is about. Add `touchpoints: [delivery]` to reviews and answers."
                .to_owned()
        } else {
            format!("None has {FEW} ratings yet: too few to compare them.")
        }];
    };
    let average = mean(weakest.average.unwrap_or_default());
    let margin = told(weakest.margin, weakest.count);
    let margin = margin.map_or_else(String::new, |margin| format!(" ± {}", mean(margin)));
    vec![
        format!(
            "The lowest average of those with at least {FEW} ratings is that of {}: {average}{margin} \
             from {}.",
            weakest.name,
            counted(weakest.count, "rating", "ratings")
        ),
        "They are ordered as if ten ratings of the overall mean came on top of their own, so that two \
         bad ones do not make the weakest."
            .to_owned(),
    ]
}

/// How reviews were answered.
pub(super) fn replies(replies: &Replies) -> Vec<String> {
    let mut said = Vec::new();
    match replies.share {
        Some(share) => said.push(format!(
            "Answered: {} of {} older than {} days ({}).",
            grouped(replies.answered),
            counted(replies.due, "published review", "published reviews"),
            replies.window_days,
            percent(share),
        )),
        None => said.push(format!(
            "No published review of this period is older than {} days.",
            replies.window_days
        )),
    }
    let dated = replies.answered - replies.undated;
    if let (Some(median), Some(most)) = (replies.median_days, replies.p90_days) {
        said.push(if dated >= FEW {
            let (half, most) = (days(median), days(most));
            format!(
                "Of {dated} answers with a day, half came within {half}, nine of ten within {most}."
            )
        } else {
            let answers = counted(dated, "answer", "answers");
            format!("The longest of {answers} with a day took {}.", days(most))
        });
    }
    if replies.undated > 0 {
        said.push(format!(
            "{} no day, and so in none of these times.",
            is_are(replies.undated, "answer has", "answers have")
        ));
    }
    if let Some(share) = replies.low.share {
        said.push(format!(
            "Of those with fewer than four stars: {} of {} ({}).",
            grouped(replies.low.answered),
            grouped(replies.low.due),
            percent(share)
        ));
    }
    if let Some((before, share)) =
        replies.before.as_ref().and_then(|before| Some((before, before.share?)))
    {
        said.push(format!(
            "In the period before: {} of {} ({}).",
            grouped(before.answered),
            grouped(before.due),
            percent(share)
        ));
    }
    said
}

/// Reviews that got another rating.
pub(super) fn recovery(report: &Report) -> Vec<String> {
    let all = &report.recovery;
    let ask = &report.todo.ask;
    let mut said = Vec::new();
    if all.is_empty() {
        said.push("Nobody has rated again after a reply in this period.".to_owned());
    } else {
        let better = all.iter().filter(|one| one.after > one.before).count();
        let worse = all.iter().filter(|one| one.after < one.before).count();
        said.push(format!(
            "{} rated again after a reply: {} better, {} worse. Averages count the first rating.",
            counted(all.len(), "customer has", "customers have"),
            grouped(better),
            grouped(worse)
        ));
    }
    if !ask.is_empty() {
        said.push(format!(
            "Ask whether it is right now: {} a reply to a low rating, and no word since.",
            counted(ask.len(), "customer has", "customers have")
        ));
    }
    said
}

/// How many stay silent.
pub(super) fn coverage(report: &Report) -> Vec<String> {
    let coverage = &report.coverage;
    let heard = format!(
        "{} and {} in this period",
        counted(coverage.reviews, "review", "reviews"),
        counted(coverage.answers, "survey answer", "survey answers")
    );
    let (Some(customers), Some(share), Some(silent)) =
        (coverage.customers, coverage.share, coverage.silent)
    else {
        return vec![
            format!("{heard}."),
            "How many customers there were is not known: write `belief: {customers_per_month: 120}` into site.yaml.".to_owned(),
        ];
    };
    if share > 1.0 {
        return vec![format!(
            "{heard}: more reviews than the customers that site.yaml says ({}). Look at `belief.customers_per_month`.",
            about(customers)
        )];
    }
    vec![
        format!("{heard}, of {} customers.", about(customers)),
        format!(
            "Of these, {} gave no review. Those who say nothing may be unhappy, too: ask.",
            percent(silent)
        ),
    ]
}

/// How old what is shown is.
pub(super) fn freshness(report: &Report) -> Vec<String> {
    let fresh = &report.freshness;
    let (Some(newest), Some(age)) = (&fresh.newest, fresh.age_days) else {
        return vec!["Nothing was published until the end of this period.".to_owned()];
    };
    let old = match age {
        0 => "the last day of the period".to_owned(),
        age => format!("{} before the end of the period", days(f64::from(age))),
    };
    let mut said = vec![format!("The newest review is of {}, {old}.", day(newest))];
    if let (Some(share), Some(median)) = (fresh.recent_share, fresh.median_age_days) {
        said.push(format!(
            "Of the last three months: {} of {} ({}). The median age is {}.",
            grouped(fresh.recent),
            counted(fresh.count, "review", "reviews"),
            percent(share),
            days(median)
        ));
    }
    if fresh.recent == 0 {
        said.push(
            "Most who read reviews want some of the last three months: ask this week’s customers."
                .to_owned(),
        );
    }
    said
}

/// Words that tell low reviews from high ones.
pub(super) fn words(report: &Report) -> Vec<String> {
    if report.words.iter().all(|one| one.low.is_empty() && one.high.is_empty()) {
        return vec!["No word stands in three reviews of one kind more often than in the others: there are too few texts to tell.".to_owned()];
    }
    vec!["A word counts once in a review. Low is fewer than four stars. The surest come first; some may stand here by chance.".to_owned()]
}

/// What to do next, in one line; nothing where nothing waits.
pub(super) fn next(report: &Report) -> Option<String> {
    report.team.mend.first().map(|mend| mend.text.clone())
}
