//! From a draft to a record: what its texts mean, and what of them may be kept.

mod around;

use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;

use super::dates::{self, Dates};
use super::field::Field;
use super::format::{About, Draft, Skip};
use super::value::prose::{Markup, is_start_of, line, prose};
use super::value::rating::{self, Rated};
use super::{Settings, people};
use crate::config::WebAddress;
use crate::content::raw::{self, Basis, Status, VerificationMethod};
use crate::diag::text::brief;
use crate::model::origin::{self, Origin};
use crate::model::rating::Rating;
use crate::model::slug;
use crate::yaml::{OneOrMany, Text};

/// A review that can be written, and what belongs to it.
#[derive(Clone, Debug)]
pub struct Record {
    /// The line of the export on which it stands.
    pub line: u64,
    /// The platform, as addresses name it, and the id that it has there.
    pub source: Option<(String, String)>,
    /// The keys, with `status: pending`.
    pub review: Box<raw::Review>,
    /// What is reviewed, where that is known by more than its id.
    pub item: Option<raw::Item>,
    /// What could not be kept, or understood.
    pub told: Vec<String>,
    /// Whether its words are left where they are, for want of a permission.
    pub is_link_only: bool,
    /// Whether it was exported from a site like this one.
    pub is_ours: bool,
    /// Whether its format belongs to no platform.
    pub is_generic: bool,
}

/// How the drafts of a file are understood.
pub(super) struct Reading<'a> {
    pub(super) about: &'a About,
    pub(super) settings: &'a Settings,
    pub(super) dates: Dates,
    /// Whether its ratings are thumbs: 1 and -1.
    pub(super) has_thumbs: bool,
    /// The platform of the draft before, which most often is that of the next one too.
    pub(super) last: Mutex<Option<(String, Origin)>>,
}

/// A draft that is being understood.
struct Work<'a> {
    reading: &'a Reading<'a>,
    draft: &'a Draft,
    key: String,
    told: Vec<String>,
}

/// Where a review comes from.
struct From {
    origin: Origin,
    id: String,
    external: Option<String>,
    url: Option<String>,
}

impl Reading<'_> {
    /// Makes a record of a draft, or says why there is none.
    pub(super) fn record(
        &self,
        draft: &Draft,
        key: String,
        replies: Vec<raw::Reply>,
    ) -> Result<Record, Skip> {
        let mut work = Work { reading: self, draft, key, told: draft.told.clone() };
        let from = work.from();
        let mut review = raw::Review {
            id: text(&from.id),
            status: Some(Status::Pending),
            rating: work.rating(),
            recommended: work.recommended(),
            recommend: work.recommend(),
            date: work.day(Field::Date),
            ..raw::Review::default()
        };
        let item = work.item();
        review.item = item.as_ref().and_then(|item| item.id.clone());
        let is_link_only = !from.origin.text_allowed();
        let has_words = work.words(&mut review);
        let is_rated =
            review.rating.is_some() || review.recommended.is_some() || review.recommend.is_some();
        let is_link = is_link_only && from.url.is_some();
        if !has_words && !is_rated && !is_link {
            return Err(Skip::Empty);
        }
        // Nothing would be left of it but a day.
        if is_link_only && !is_rated && !is_link {
            return Err(Skip::Permission);
        }
        if is_link_only {
            review.title = None;
            review.body = None;
            (review.pros, review.cons) = (Vec::new(), Vec::new());
        } else {
            work.rest(&mut review, replies);
        }
        review.source = Some(raw::Source(raw::SourceKeys {
            platform: text(&from.origin.platform),
            url: from.url.as_deref().and_then(text),
            id: from.external.as_deref().and_then(text),
            basis: from.origin.basis,
            ..raw::SourceKeys::default()
        }));
        Ok(Record {
            line: draft.line,
            source: from.external.map(|id| (from.origin.slug.into_owned(), id)),
            review: Box::new(review),
            item,
            told: work.told,
            is_link_only,
            is_ours: draft.get(Field::Own).is_some(),
            is_generic: self.about.is_generic(),
        })
    }

    /// What is known of a platform.
    fn origin(&self, platform: &str) -> Origin {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some((word, origin)) if word == platform => origin.clone(),
            _ => last.insert((platform.to_owned(), Origin::new(platform))).1.clone(),
        }
    }

    /// The platform of a draft, by its word.
    fn platform<'a>(&'a self, draft: &'a Draft) -> &'a str {
        let asked = self.settings.platform.as_deref();
        asked.or_else(|| draft.get(Field::Platform)).unwrap_or(self.about.platform)
    }
}

/// What tells a review from all others: the id that it has here or there, else its words as they came.
pub(super) fn key(draft: &Draft, twin: u32) -> String {
    if let Some(key) = &draft.key {
        return if twin == 0 { key.clone() } else { hash(&format!("{key}\0{twin}")) };
    }
    let get = |field| draft.get(field).map(str::trim).unwrap_or_default();
    if let Some(id) = draft.get(Field::Own).or_else(|| draft.get(Field::Id)) {
        return id.trim().to_owned();
    }
    let words = [Field::Title, Field::Body, Field::BodyMarkdown, Field::Pros, Field::Cons]
        .map(get)
        .join("\0");
    // A rating that was changed afterwards is no other review, if it is known who gave it.
    let is_named = get(Field::Author).len() + get(Field::LastName).len() > 0;
    let is_told_apart = is_named && !words.trim_matches('\0').is_empty();
    let rating = if is_told_apart { "" } else { get(Field::Rating) };
    let name = [Field::Author, Field::FirstName, Field::LastName, Field::Date].map(get).join("\0");
    let item = [Field::Item, Field::ItemName].map(get).join("\0");
    let whole = format!("{name}\0{words}\0{item}\0{rating}");
    let whole = if twin == 0 { whole } else { format!("{whole}\0{twin}") };
    hash(&whole)
}

/// A short name of a text, the same at each import.
fn hash(text: &str) -> String {
    format!("{:012x}", xxhash_rust::xxh3::xxh3_64(text.as_bytes()) >> 16)
}

fn text(text: &str) -> Option<Text> {
    let text = text.trim();
    (!text.is_empty()).then(|| Text(text.to_owned()))
}

impl Work<'_> {
    fn get(&self, field: Field) -> Option<&str> {
        self.draft.get(field)
    }

    fn line(&self, field: Field) -> Option<Text> {
        text(&line(self.get(field)?, self.draft.markup))
    }

    fn tell(&mut self, what: impl Into<String>) {
        self.told.push(what.into());
    }

    fn from(&mut self) -> From {
        let url = self.address(Field::Url);
        // Where it stands, or where its author does, tells whose it is.
        let places = [url.as_deref(), self.get(Field::AuthorUrl)].into_iter().flatten();
        let there = places.filter_map(web).find_map(|place| origin::of_address(&place));
        let mut origin = self.reading.origin(self.reading.platform(self.draft));
        if let Some(there) = there.filter(|_| origin.own) {
            origin = Origin::new(there);
        }
        let said = self.get(Field::Basis).and_then(|word| Basis::of_word(word.trim()));
        let basis = said.or(self.reading.settings.permission);
        origin.basis = if origin.own { said } else { Some(basis.unwrap_or(Basis::LinkOnly)) };
        let (id, external) = match self.get(Field::Own).map(str::trim) {
            Some(own) if slug::fault(own).is_none() => {
                (own.to_owned(), self.get(Field::Id).map(str::to_owned))
            }
            _ => {
                // Nor is an address of mail written down as an id.
                let is_private =
                    people::private(&self.key).is_some_and(|what| what.contains("mail"));
                let external = if is_private { hash(&self.key) } else { self.key.clone() };
                // What would be changed to become an address might become that of another one.
                let is_address = slug::slug(&external) == external && external.len() <= 48;
                let word = if is_address { external.clone() } else { hash(&external) };
                (format!("{}-{word}", origin.slug), Some(external))
            }
        };
        From { origin, id, external, url }
    }

    fn rating(&mut self) -> Option<raw::Rating> {
        let given = self.get(Field::Rating).filter(|_| !self.reading.has_thumbs)?.to_owned();
        let Ok(own) = scale(self.draft) else {
            self.tell("the top of its scale cannot be read; the rating is left out");
            return None;
        };
        let scale = self.reading.settings.scale.or(own);
        match rating::read(&given) {
            Some(Rated::Value { value, scale: own }) => {
                let scale = own.or(scale).unwrap_or(self.reading.about.scale);
                match stars(value, scale) {
                    Some(rating) => Some(rating),
                    // Nobody gives no star at all: the platform writes so where none was given.
                    None if value == 0.0 => None,
                    None => {
                        let given = brief(&given);
                        self.tell(format!("`{given}` is not on its scale; the rating is left out"));
                        None
                    }
                }
            }
            Some(Rated::Nothing | Rated::Thumb(_)) => None,
            None => {
                self.tell(format!(
                    "`{}` is no rating that can be read; it is left out",
                    brief(&given)
                ));
                None
            }
        }
    }

    fn recommended(&self) -> Option<bool> {
        let thumb = |field| match rating::read(self.get(field)?) {
            Some(Rated::Thumb(up)) => Some(up),
            Some(Rated::Value { value, scale: None }) => match field {
                // Zero is no thumb at all where thumbs down are -1.
                Field::Rating => (self.reading.has_thumbs && is(value, 1.0)).then_some(true),
                _ => [(1.0, true), (0.0, false)]
                    .into_iter()
                    .find_map(|(number, up)| is(value, number).then_some(up)),
            },
            _ => None,
        };
        thumb(Field::Recommended).or_else(|| thumb(Field::Rating))
    }

    fn recommend(&mut self) -> Option<u64> {
        let given = self.get(Field::Recommend)?.to_owned();
        if let Some(Rated::Value { value, scale }) = rating::read(&given)
            && scale.is_none_or(|scale| is(scale, 10.0))
            && let Some(score) = (0..=10_u8).find(|score| is(f64::from(*score), value))
        {
            return Some(u64::from(score));
        }
        self.tell(format!("`{}` is no score from 0 to 10; it is left out", brief(&given)));
        None
    }

    fn day(&mut self, field: Field) -> Option<Text> {
        let given = self.get(field).filter(|given| !dates::is_none(given))?.to_owned();
        match self.reading.dates.read_with(&given) {
            Some((day, is_about)) => {
                if day > self.reading.settings.today && field == Field::Date {
                    self.tell(format!("its date {day} is in the future"));
                }
                if is_about {
                    let given = brief(&given);
                    self.tell(format!(
                        "`{given}` is taken for {day}; the real day may be weeks away"
                    ));
                }
                Some(Text(day.to_string()))
            }
            None => {
                let why = if self.reading.dates.knows(&given) {
                    "does not say which day it was"
                } else {
                    "is no day that can be read"
                };
                self.tell(format!("`{}` {why}; the {field} is left out", brief(&given)));
                None
            }
        }
    }

    /// Whether there are words, and which.
    fn words(&mut self, review: &mut raw::Review) -> bool {
        let markup = self.draft.markup;
        let body = match (self.get(Field::BodyMarkdown), self.get(Field::Body)) {
            (Some(markdown), _) => prose(markdown, Markup::Markdown),
            (None, Some(body)) => prose(body, markup),
            (None, None) => String::new(),
        };
        let written = self.get(Field::BodyMarkdown).or_else(|| self.get(Field::Body));
        let repeats =
            |title: &Text| written.is_some_and(|body| is_start_of(title, &line(body, markup)));
        review.title = self.line(Field::Title).filter(|title| !repeats(title));
        review.body = text(&body);
        review.pros = self.list(Field::Pros);
        review.cons = self.list(Field::Cons);
        review.title.is_some()
            || review.body.is_some()
            || !review.pros.is_empty()
            || !review.cons.is_empty()
    }

    fn list(&self, field: Field) -> Vec<Text> {
        let Some(given) = self.get(field) else { return Vec::new() };
        given.lines().filter_map(|one| text(&line(one, self.draft.markup))).collect()
    }

    /// What is kept of a review whose words are.
    fn rest(&mut self, review: &mut raw::Review, replies: Vec<raw::Reply>) {
        review.author = Some(self.author());
        review.experienced = self.day(Field::Experienced);
        review.updated = self.day(Field::Updated);
        if review.updated <= review.date {
            review.updated = None;
        }
        review.language = self.language();
        let method = self.get(Field::Verified).and_then(method);
        review.verified = method.map(|method| {
            Box::new(raw::Verified { method: Some(method), ..raw::Verified::default() })
        });
        review.incentive =
            self.get(Field::Incentivized).is_some_and(super::preset::is_yes).then(|| {
                Box::new(raw::Incentive { kind: text("incentivized"), ..raw::Incentive::default() })
            });
        let tags = self.get(Field::Tags).unwrap_or_default().split([',', ';', '|', '\n']);
        let tags = tags.filter_map(|tag| text(&line(tag, self.draft.markup)));
        review.tags = tags.filter(|tag| people::private(tag).is_none()).collect();
        let own = self.reply();
        review.reply = OneOrMany(own.into_iter().chain(replies).collect());
        let is_named = review.author.as_ref().is_some_and(|author| author.0.name.is_some());
        review.extra = self.pictures(is_named);
    }

    fn reply(&mut self) -> Option<raw::Reply> {
        let words = match (self.get(Field::ReplyMarkdown), self.get(Field::Reply)) {
            (Some(markdown), _) => prose(markdown, Markup::Markdown),
            (None, Some(words)) => prose(words, self.draft.markup),
            (None, None) => return None,
        };
        let date = self.day(Field::ReplyDate);
        let by = self.line(Field::ReplyBy);
        let by = self.public(by, Field::ReplyBy);
        text(&words).map(|words| raw::Reply { by, role: None, date, text: Some(words) })
    }
}

/// The top of a scale of stars.
const STARS: f64 = 5.0;

/// Whether two numbers are the same to the last digit that anybody writes.
fn is(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

/// A rating as a record has it; `None` where it is not on its scale.
pub(super) fn stars(value: f64, scale: f64) -> Option<raw::Rating> {
    let has_stars = is(scale, STARS);
    if has_stars && Rating::stars_of(value).is_some() {
        return Some(raw::Rating { value, scale: None });
    }
    let fits = Rating::on_scale(value, scale).is_some() && !(has_stars && value < 0.5);
    fits.then_some(raw::Rating { value, scale: Some(scale) })
}

/// The top of the scale that a row names, if it names one; an error where that is no number.
pub(super) fn scale(draft: &Draft) -> Result<Option<f64>, ()> {
    match draft.get(Field::Scale).map(rating::read) {
        None | Some(Some(Rated::Nothing)) => Ok(None),
        Some(Some(Rated::Value { value, scale: None })) => Ok(Some(value)),
        Some(_) => Err(()),
    }
}

/// How an order, or what else is named, was checked.
fn method(word: &str) -> Option<VerificationMethod> {
    let named = VerificationMethod::of_word(word.trim());
    let bought = || super::preset::is_yes(word).then_some(VerificationMethod::Order);
    named.or_else(bought).filter(|method| *method != VerificationMethod::None)
}

/// An address of the web, also without what it begins with.
pub(super) fn web(text: &str) -> Option<WebAddress> {
    let text = text.trim();
    let whole = || format!("https://{text}");
    let has_host = text.split('/').next().is_some_and(|host| host.contains('.'));
    WebAddress::web(text).ok().or_else(|| has_host.then(|| WebAddress::web(&whole()).ok())?)
}

/// The reply that a row is which answers another one.
pub(super) fn reply_of(draft: &Draft, dates: &Dates) -> Option<raw::Reply> {
    let body = draft.get(Field::Body).or_else(|| draft.get(Field::Reply))?;
    let day = |field| {
        draft.get(field).and_then(|given| dates.read(given)).map(|day: Date| Text(day.to_string()))
    };
    let by = draft.get(Field::Author).and_then(|name| text(&line(name, draft.markup)));
    let by = by.filter(|name| people::private(name).is_none());
    let words = text(&prose(body, draft.markup))?;
    Some(raw::Reply { by, role: None, date: day(Field::Date), text: Some(words) })
}
