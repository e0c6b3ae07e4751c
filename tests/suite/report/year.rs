//! What the files of the sample year say, read without the program.

use jiff::civil::Date;
use serde_json::{Value as Json, json};
use serde_yaml::Value;

use super::TODAY;
use crate::support::{Site, Tree};

/// Platforms of the sample year that do not belong to the business.
const FOREIGN: [&str; 2] = ["google", "tripadvisor"];

/// First and last day, both part of it.
pub type Days = (Date, Date);

/// What is to be known of a review.
pub struct Review {
    pub id: String,
    pub path: String,
    pub entry: Option<usize>,
    pub date: Option<Date>,
    pub stars: Option<f64>,
    pub status: String,
    pub source: String,
    pub language: String,
    pub item: Option<String>,
    pub touchpoints: Vec<String>,
    pub text: String,
    pub replies: Vec<Option<Date>>,
    pub follow_ups: Vec<(Option<Date>, Option<f64>)>,
    pub expires: Option<Date>,
    pub last_word: Option<Date>,
}

/// What is to be known of a survey answer.
pub struct Answer {
    pub date: Date,
    pub survey: String,
    pub score: Option<f64>,
    pub stars: Option<f64>,
    pub touchpoints: Vec<String>,
}

/// A file of answers: how many were asked, and who answered.
pub struct Asked(pub Option<u64>, pub Vec<Answer>);

/// The files of the site, a period, and what the program says about it.
pub struct Year {
    pub site: Value,
    pub items: Vec<(String, String)>,
    pub reviews: Vec<Review>,
    pub files: Vec<Asked>,
    pub period: Days,
    pub before: Days,
    pub report: Json,
}

fn word(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn day(value: Option<&Value>) -> Option<Date> {
    value?.as_str()?.parse().ok()
}

fn words(value: Option<&Value>) -> Vec<String> {
    value.and_then(Value::as_sequence).into_iter().flatten().filter_map(word).collect()
}

fn stars(value: Option<&Value>) -> Option<f64> {
    let part = |key| value?.get(key)?.as_f64();
    value?.as_f64().or_else(|| Some(part("value")? / part("scale")? * 5.0))
}

/// One, several or none.
fn list(value: Option<&Value>) -> Vec<Value> {
    match value {
        Some(Value::Sequence(all)) => all.clone(),
        one => one.cloned().into_iter().collect(),
    }
}

impl Review {
    fn of(keys: &Value, stem: &str, path: &str, entry: Option<usize>) -> Self {
        let source = keys.get("source");
        let platform = source.and_then(|source| source.get("platform")).or(source).and_then(word);
        let platform = platform.unwrap_or_else(|| "direct".to_owned());
        let number = source.and_then(|source| source.get("id"));
        let number = number.and_then(|id| word(id).or(id.as_u64().map(|id| id.to_string())));
        let id = keys.get("id").and_then(word).or(number.map(|id| format!("{platform}-{id}")));
        let replies: Vec<_> =
            list(keys.get("reply")).iter().map(|one| day(one.get("date"))).collect();
        let follow_ups = list(keys.get("follow_up")).into_iter();
        let words_of = |key: &str, or: &str| keys.get(key).and_then(word).unwrap_or(or.to_owned());
        let said = ["date", "updated", "confirmed"].iter().filter_map(|key| day(keys.get(key)));
        Self {
            id: id.unwrap_or_else(|| stem.to_owned()),
            path: path.to_owned(),
            entry,
            date: day(keys.get("date")),
            stars: stars(keys.get("rating")),
            status: words_of("status", "pending"),
            source: platform,
            language: words_of("language", "en"),
            item: keys.get("item").and_then(word),
            touchpoints: words(keys.get("touchpoints")),
            text: words_of("body", ""),
            follow_ups: follow_ups
                .map(|one| (day(one.get("date")), stars(one.get("rating"))))
                .collect(),
            expires: day(keys.get("consent").and_then(|consent| consent.get("expires"))),
            last_word: said.max(),
            replies,
        }
    }

    pub fn is(&self, status: &str) -> bool {
        self.status == status
    }

    pub fn is_low(&self) -> bool {
        self.stars.is_some_and(|stars| stars < 4.0)
    }

    /// Whether its rating is one of the business: decided on, and not of a platform.
    pub fn counts(&self) -> bool {
        !self.is("pending") && !FOREIGN.contains(&self.source.as_str()) && self.stars.is_some()
    }

    pub fn is_in(&self, days: Days) -> bool {
        self.date.is_some_and(|date| days.0 <= date && date <= days.1)
    }

    pub fn task(&self, date: Option<Date>) -> Json {
        let date = date.map(|date| date.to_string());
        json!({"id": self.id, "path": self.path, "entry": self.entry, "date": date, "rating": self.stars})
    }
}

impl Answer {
    fn of(keys: &Value) -> Self {
        Self {
            date: day(keys.get("date")).unwrap(),
            survey: keys.get("survey").and_then(word).unwrap(),
            score: keys.get("recommend").and_then(Value::as_f64),
            stars: stars(keys.get("rating")),
            touchpoints: words(keys.get("touchpoints")),
        }
    }

    pub fn is_in(&self, days: Days) -> bool {
        days.0 <= self.date && self.date <= days.1
    }
}

/// Runs the report, and reads the same files.
pub fn year(arguments: &str, period: Days, before: Days) -> Year {
    let site = Site::fixture("year");
    let ran = site.run(&format!("report --today {TODAY} --format json {arguments}")).ok();
    let result = ran.json().pop().unwrap();
    assert_eq!(result["type"], "result", "{}", ran.stderr);
    let yaml = |path: &str| serde_yaml::from_str::<Value>(&site.read(path)).unwrap();
    let (mut reviews, mut files) = (Vec::new(), Vec::new());
    let content = Tree::of(&site.path("content"));
    for (name, path) in content.files.keys().map(|name| (name, format!("content/{name}"))) {
        if name.starts_with("testimonials/") {
            let text = content.text(name);
            let (front, body) = text.trim_start_matches("---\n").split_once("---\n").unwrap();
            let mut keys: Value = serde_yaml::from_str(front).unwrap();
            keys.as_mapping_mut().unwrap().insert("body".into(), body.into());
            let stem = name.rsplit('/').next().unwrap().trim_end_matches(".md");
            reviews.push(Review::of(&keys, stem, &path, None));
        } else if name.starts_with("reviews/") {
            let all = yaml(&path);
            for (at, own) in
                all.get("reviews").unwrap_or(&all).as_sequence().unwrap().iter().enumerate()
            {
                let mut keys =
                    all.get("defaults").and_then(Value::as_mapping).cloned().unwrap_or_default();
                keys.extend(own.as_mapping().unwrap().clone());
                reviews.push(Review::of(&keys.into(), "", &path, Some(at + 1)));
            }
        } else if name.starts_with("survey/") {
            let all = yaml(&path);
            let answers = all.get("answers").unwrap_or(&all).as_sequence().unwrap().iter();
            files.push(Asked(
                all.get("invited").and_then(Value::as_u64),
                answers.map(Answer::of).collect(),
            ));
        }
    }
    let item = |item: &Value| (word(&item["id"]).unwrap(), word(&item["name"]).unwrap());
    let items = yaml("content/items.yaml").as_sequence().unwrap().iter().map(item).collect();
    let report = result["report"].clone();
    Year { site: yaml("site.yaml"), items, reviews, files, period, before, report }
}
