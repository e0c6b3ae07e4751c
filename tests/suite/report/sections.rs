//! What each section of the report must say, by the files of the sample year.

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::TODAY;
use super::formulas::{
    by, each, margin, mean, mean_of, median, number, score_of, share, sure_mean_of, weighted,
};
use super::year::{Answer, Days, Review, Year};

/// So many days there are to answer, and for customers to look again.
const WINDOW: i64 = 7;

impl Year {
    /// Days and stars of the reviews that count, as far as they have a day.
    fn ratings(&self, wanted: impl Fn(&Review) -> bool) -> Vec<(Date, f64)> {
        let counted = self.reviews.iter().filter(|review| review.counts() && wanted(review));
        counted.filter_map(|review| Some((review.date?, review.stars?))).collect()
    }

    fn answers(&self) -> impl Iterator<Item = &Answer> {
        self.files.iter().flat_map(|file| &file.1)
    }

    fn stars(&self, wanted: impl Fn(&Answer) -> bool) -> Vec<(Date, f64)> {
        let wanted = self.answers().filter(|answer| wanted(answer));
        wanted.filter_map(|answer| Some((answer.date, answer.stars?))).collect()
    }

    fn scores(&self, wanted: impl Fn(&Answer) -> bool) -> Vec<(Date, f64)> {
        let wanted = self.answers().filter(|answer| wanted(answer));
        wanted.filter_map(|answer| Some((answer.date, answer.score?))).collect()
    }

    fn published(&self) -> impl Iterator<Item = &Review> {
        self.reviews.iter().filter(|review| review.is("approved"))
    }
}

/// The values of some days.
fn within(values: &[(Date, f64)], days: Days) -> Vec<f64> {
    let inside = values.iter().filter(|(day, _)| (days.0..=days.1).contains(day));
    inside.map(|(_, value)| *value).collect()
}

fn text(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

pub fn gap(year: &Year) -> Json {
    let gap = |key: &str, values: Vec<(Date, f64)>| {
        let values = within(&values, year.period);
        let belief = year.site["belief"][key].as_f64().unwrap();
        let gap = mean(&values).map(|mean| belief - mean);
        let verdict = match (gap, margin(&values)) {
            (None, _) => "unknown",
            _ if values.len() < 5 => "too-few",
            (Some(gap), Some(margin)) if gap.abs() <= margin => "within",
            (Some(gap), _) => ["below", "above"][usize::from(gap > 0.0)],
        };
        json!({"belief": belief, "actual": mean(&values), "count": values.len(),
               "margin": margin(&values), "gap": gap, "verdict": verdict})
    };
    json!({
        "rating": gap("rating", year.ratings(|_| true)),
        "survey": gap("rating", year.stars(|_| true)),
        "recommend": gap("recommend", year.scores(|_| true)),
    })
}

pub fn ratings(year: &Year) -> Json {
    let dated = year.ratings(|_| true);
    let inside = within(&dated, year.period);
    let all: Vec<f64> =
        year.reviews.iter().filter(|one| one.counts()).filter_map(|one| one.stars).collect();
    // From star to star; half a star is in the lowest bar.
    let bar = |low: f64| {
        inside.iter().filter(|stars| **stars < low + 1.0 && (low < 1.5 || **stars >= low)).count()
    };
    json!({
        "count": inside.len(),
        "average": mean(&inside),
        "margin": margin(&inside),
        "distribution": {"1": bar(1.0), "2": bar(2.0), "3": bar(3.0), "4": bar(4.0), "5": bar(5.0)},
        "trend": by("month", year.period, &dated, mean_of),
        "quarters": by("quarter", year.period, &dated, mean_of),
        "before": sure_mean_of(&within(&dated, year.before)),
        "all": sure_mean_of(&all),
        "undated": all.len() - dated.len(),
        "items": items(year, mean(&inside)),
        "survey": sure_mean_of(&within(&year.stars(|_| true), year.period)),
    })
}

fn items(year: &Year, overall: Option<f64>) -> Json {
    let business = year.site["business"]["name"].as_str().unwrap().to_owned();
    let named = year.items.iter().map(|(id, name)| (Some(id.clone()), name.clone()));
    let mut rows: Vec<Json> = named
        .chain([(None, business)])
        .map(|(id, name)| {
            let dated = year.ratings(|review| review.item == id);
            let inside = within(&dated, year.period);
            json!({"id": id, "name": name, "count": inside.len(), "average": mean(&inside), "margin": margin(&inside),
                   "weighted": weighted(&inside, overall),
                   "before": sure_mean_of(&within(&dated, year.before))})
        })
        .collect();
    rows.retain(|row| row["count"] != 0);
    weakest_first(&mut rows);
    rows.into()
}

fn weakest_first(rows: &mut [Json]) {
    let weight = |row: &Json| row["weighted"].as_f64().unwrap_or(f64::INFINITY);
    rows.sort_by(|one, other| weight(one).total_cmp(&weight(other)));
}

pub fn recommend(year: &Year) -> Json {
    let dated = year.scores(|_| true);
    let inside = within(&dated, year.period);
    let of = |scores: &[u8]| {
        inside
            .iter()
            .filter(|score| scores.iter().any(|one| (f64::from(*one) - **score).abs() < 0.5))
            .count()
    };
    let distribution: serde_json::Map<_, _> =
        (0..=10u8).map(|score| (score.to_string(), json!(of(&[score])))).collect();
    let asking = year.files.iter().filter_map(|file| Some((file.0?, &file.1)));
    let reach = asking.map(|(invited, answers)| {
        (invited, answers.iter().filter(|one| one.is_in(year.period)).count(), answers.len())
    });
    let reach: Vec<_> = reach.filter(|(_, inside, _)| *inside > 0).collect();
    let whole: Vec<_> = reach.iter().filter(|(_, inside, all)| inside == all).collect();
    let responses: usize = whole.iter().map(|file| file.2).sum();
    let invited: usize = whole.iter().map(|file| usize::try_from(file.0).unwrap()).sum();
    let mut names: Vec<&str> =
        year.answers().filter(|one| one.is_in(year.period)).map(|one| &*one.survey).collect();
    names.sort_unstable();
    names.dedup();
    if names.len() == 1 {
        names.clear();
    }
    let survey = |name: &str| {
        let scores = within(&year.scores(|answer| answer.survey == name), year.period);
        let mut row = score_of(&scores);
        row["survey"] = name.into();
        row
    };
    let score = score_of(&inside);
    json!({
        "answers": inside.len(),
        "promoters": of(&[9, 10]),
        "passives": of(&[7, 8]),
        "detractors": of(&[0, 1, 2, 3, 4, 5, 6]),
        "nps": score["nps"],
        "margin": score["margin"],
        "distribution": distribution,
        "invited": (!whole.is_empty()).then_some(invited),
        "responses": (!whole.is_empty()).then_some(responses),
        "response_share": share(responses, invited),
        "beyond": reach.len() - whole.len(),
        "trend": by("month", year.period, &dated, score_of),
        "quarters": by("quarter", year.period, &dated, score_of),
        "before": score_of(&within(&dated, year.before)),
        "surveys": names.into_iter().map(survey).collect::<Vec<_>>(),
    })
}

pub fn touchpoints(year: &Year) -> Json {
    let inside = |wanted: &dyn Fn(&[String]) -> bool| {
        let reviews = year.ratings(|review| wanted(&review.touchpoints));
        (reviews, year.stars(|answer| wanted(&answer.touchpoints)))
    };
    let (reviews, answers) = inside(&|names| !names.is_empty());
    let overall = mean(&within(&[reviews, answers].concat(), year.period));
    let row = |name: &str| {
        let (reviews, answers) = inside(&|names| names.iter().any(|one| one == name));
        let both = [reviews.clone(), answers.clone()].concat();
        let values = within(&both, year.period);
        let scores = year.scores(|answer| answer.touchpoints.iter().any(|one| one == name));
        json!({
            "name": name,
            "count": values.len(),
            "average": mean(&values),
            "margin": margin(&values),
            "weighted": weighted(&values, overall),
            "reviews": within(&reviews, year.period).len(),
            "answers": within(&answers, year.period).len(),
            "recommend": sure_mean_of(&within(&scores, year.period)),
            "trend": by("month", year.period, &both, mean_of),
            "quarters": by("quarter", year.period, &both, mean_of),
            "before": sure_mean_of(&within(&both, year.before)),
        })
    };
    let names = year.site["touchpoints"].as_sequence().unwrap().iter();
    let mut rows: Vec<Json> = names.map(|name| row(name.as_str().unwrap())).collect();
    rows.retain(|row| row["count"] != 0 || row["recommend"]["count"] != 0);
    weakest_first(&mut rows);
    rows.into()
}

/// All but the list of what is not answered.
pub fn replies(year: &Year) -> Json {
    let due = |days: Days| -> Vec<&Review> {
        let inside = year.published().filter(|review| review.is_in(days));
        inside.filter(|one| i64::from((TODAY - one.date.unwrap()).get_days()) > WINDOW).collect()
    };
    let answered = |due: &[&Review]| {
        let answered = due.iter().filter(|review| !review.replies.is_empty()).count();
        json!({"due": due.len(), "answered": answered, "share": share(answered, due.len())})
    };
    let all = due(year.period);
    let low: Vec<&Review> = all.iter().copied().filter(|review| review.is_low()).collect();
    let waited = |review: &&Review| {
        let first = review.replies.iter().flatten().min()?;
        let days = (*first - review.date?).get_days();
        (days >= 0).then_some(f64::from(days))
    };
    let days: Vec<f64> = all.iter().filter_map(waited).collect();
    let at_most = |limit: &f64| days.iter().filter(|day| *day <= limit).count();
    let p90 = days.iter().copied().filter(|day| at_most(day) * 10 >= days.len() * 9);
    let answered_count = all.iter().filter(|review| !review.replies.is_empty()).count();
    let mut of_period = answered(&all);
    let rest = json!({
        "window_days": WINDOW,
        "median_days": median(days.clone()),
        "p90_days": p90.min_by(f64::total_cmp),
        "undated": answered_count - days.len(),
        "low": answered(&low),
        "before": answered(&due(year.before)),
    });
    of_period.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    of_period
}

pub fn recovery(year: &Year) -> Json {
    let row = |review: &Review| {
        let replied = review.replies.iter().flatten().min().copied();
        let starred = review.follow_ups.iter().filter(|(_, stars)| stars.is_some());
        let (followed, after) = *starred.max_by_key(|(day, _)| *day)?;
        let is_inside = (year.period.0..=year.period.1).contains(&followed?);
        let is_after =
            !review.replies.is_empty() && replied.is_none_or(|day| Some(day) <= followed);
        (is_inside && is_after).then(|| {
            json!({"id": review.id, "before": review.stars, "after": after,
                   "date": text(review.date), "replied": text(replied), "followed": text(followed)})
        })
    };
    let mut rows: Vec<Json> = year.reviews.iter().filter_map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row["followed"].as_str().unwrap().to_owned()));
    rows.into()
}

pub fn coverage(year: &Year) -> Json {
    let monthly = year.site["belief"]["customers_per_month"].as_f64().unwrap();
    // Each day has its part of the customers of its month.
    let dated = year.reviews.iter().filter_map(|review| review.date);
    let reviews: Vec<_> = dated.map(|day| (day, 0.0)).collect();
    let answers: Vec<_> = year.answers().map(|answer| (answer.date, 0.0)).collect();
    let days: Vec<_> =
        each(year.period).map(|day| (day, monthly / f64::from(day.days_in_month()))).collect();
    let months = |values: &[(Date, f64)], of| by("month", year.period, values, of);
    let customers = months(&days, |values| json!({"customers": values.iter().sum::<f64>()}));
    let reviewed = months(&reviews, |values| json!({"reviews": values.len()}));
    let answered = months(&answers, |values| json!({"answers": values.len()}));
    let rows = customers.as_array().unwrap().iter().enumerate().map(|(at, row)| {
        let mut row = row.clone();
        row["reviews"] = reviewed[at]["reviews"].clone();
        row["answers"] = answered[at]["answers"].clone();
        row
    });
    let (reviews, answers) = (within(&reviews, year.period), within(&answers, year.period));
    let customers: f64 = days.iter().map(|(_, part)| part).sum();
    let share = number(reviews.len()) / customers;
    json!({
        "customers_per_month": monthly,
        "customers": customers,
        "reviews": reviews.len(),
        "answers": answers.len(),
        "share": share,
        "silent": (1.0 - share).max(0.0),
        "months": rows.collect::<Vec<_>>(),
    })
}

pub fn freshness(year: &Year) -> Json {
    let last = year.period.1;
    let given: Vec<Date> =
        year.published().filter_map(|one| one.date).filter(|day| *day <= last).collect();
    let age = |day: &Date| f64::from((last - *day).get_days());
    let since = last.tomorrow().unwrap().checked_sub(3.months()).unwrap();
    let recent = given.iter().filter(|day| **day >= since).count();
    json!({
        "count": given.len(),
        "newest": text(given.iter().max().copied()),
        "age_days": given.iter().map(age).min_by(f64::total_cmp),
        "median_age_days": median(given.iter().map(age).collect()),
        "recent": recent,
        "recent_share": share(recent, given.len()),
    })
}

pub fn todo(year: &Year) -> Json {
    let low = || year.reviews.iter().filter(|review| review.is_low());
    let low = || low().filter(|one| one.is("approved") || one.is("pending"));
    let open = low().filter(|review| review.replies.is_empty());
    let last_reply = |review: &Review| review.replies.iter().flatten().max().copied();
    let is_recent = |day: Date| i64::from((TODAY - day).get_days()) <= WINDOW;
    let ask = low().filter(|one| !one.replies.is_empty() && one.follow_ups.is_empty());
    let ask = ask.filter(|review| !last_reply(review).is_some_and(is_recent));
    let soon = TODAY.checked_add(60.days()).unwrap();
    let ends = |one: &&Review| one.expires.is_some_and(|day| (TODAY..=soon).contains(&day));
    let old = TODAY.checked_sub(2.years()).unwrap();
    let confirm = year.published().filter(|one| one.last_word.is_some_and(|day| day < old));
    let confirm = confirm.filter(|review| !review.text.is_empty());
    json!({
        "unanswered": open.map(|one| one.task(one.date)).collect::<Vec<_>>(),
        "ask": ask.map(|one| one.task(last_reply(one))).collect::<Vec<_>>(),
        "consents": year.published().filter(ends).map(|one| one.task(one.expires)).collect::<Vec<_>>(),
        "confirm": confirm.map(|one| one.task(one.last_word)).collect::<Vec<_>>(),
    })
}
