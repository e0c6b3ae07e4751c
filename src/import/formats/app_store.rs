//! The App Store: the answer of the App Store Connect API (`GET /v1/apps/{id}/customerReviews`), and the
//! public feed (`https://itunes.apple.com/COUNTRY/rss/customerreviews/id=APP/json`, or `xml`).
//!
//! The API gives answers only where it is asked for them, `include=response`; of those only published ones
//! are taken. The first entry of a feed may be the app itself. Versions, votes and territories are
//! dropped.

use std::collections::BTreeMap;

use serde_json::Value;

use super::feed::{self, Entry};
use crate::import::field::Field;
use crate::import::format::{About, Columns, Draft, Each, Format, Mapping, Skip, Standing};
use crate::import::preset::{Index, Preset, USUAL, fixed, missing};
use crate::import::source::{Fault, Input, Paths, Row, Shape, json};
use crate::import::value::prose::Markup;

/// The format.
pub(super) struct AppStore;

const TABLE: Preset = Preset {
    about: About {
        name: "app-store",
        title: "App Store",
        platform: "app-store",
        from: "JSON, XML",
        standing: Standing::Established,
        scale: 5.0,
    },
    marks: &[
        &["data.type", "data.attributes.rating", "data.attributes.reviewerNickname"],
        &["feed.entry.im:rating.label", "feed.entry.content.label", "feed.entry.title.label"],
    ],
    lists: &[&["data"], &["feed", "entry"]],
    columns: &[
        (Field::Id, &["id", "id.label"]),
        (Field::Author, &["attributes.reviewerNickname", "author.name.label"]),
        (Field::Rating, &["attributes.rating", "im:rating.label"]),
        (Field::Title, &["attributes.title", "title.label"]),
        (Field::Body, &["attributes.body", "content.label"]),
        (Field::Date, &["attributes.createdDate", "updated.label"]),
    ],
    ..USUAL
};

/// What the elements of a feed are.
const TEXTS: [(Field, &[&str]); 6] = [
    (Field::Id, &["id"]),
    (Field::Author, &["author.name"]),
    (Field::Rating, &["im:rating"]),
    (Field::Title, &["title"]),
    (Field::Body, &["content"]),
    (Field::Date, &["updated"]),
];

/// Answers that are published, by their ids: what was said, and when.
type Answers = BTreeMap<String, (String, String)>;

impl Format for AppStore {
    fn about(&self) -> &About {
        &TABLE.about
    }

    fn fits(&self, paths: &Paths) -> usize {
        let has_all = |names: &[&str]| names.iter().all(|name| paths.has(name));
        match paths.shape {
            Some(Shape::Xml) if has_all(&["feed", "entry", "im:rating"]) => 3,
            Some(Shape::Json) => TABLE.fits(paths),
            _ => 0,
        }
    }

    fn read(&self, input: &Input, asked: &Mapping, each: &mut Each<'_>) -> Result<Columns, Fault> {
        if input.shape == Shape::Xml {
            fixed(input, asked)?;
            feed::read(input, &mut |entry| each(of_entry(entry)))?;
            let used = TEXTS.iter().map(|(field, names)| (*field, names.join(" or "))).collect();
            return Ok(Columns { used, ..Columns::default() });
        }
        missing(input, asked)?;
        let answers = if input.shape == Shape::Json { answers(input)? } else { Answers::new() };
        let mut index = Index::default();
        input.rows(TABLE.lists, &mut |row| {
            index.keep_up(row.headers, asked, TABLE.columns);
            let mut draft = TABLE.draft(&row, &index);
            complete(&row, &answers, &mut draft);
            each(draft)
        })?;
        Ok(index.columns())
    }
}

fn of_entry(entry: &Entry) -> Draft {
    let mut draft = Draft::new(entry.line, Markup::Plain);
    for (field, names) in TEXTS {
        draft.fields.set(field, entry.get(names).unwrap_or_default());
    }
    if draft.get(Field::Rating).is_none() {
        draft.skip = Some(Skip::NoReview);
    }
    draft
}

/// Gives a review its answer. What a feed says without stars is no review.
fn complete(row: &Row<'_>, answers: &Answers, draft: &mut Draft) {
    let of_feed = row.get("id.label").is_some() || row.get("title.label").is_some();
    if of_feed && draft.get(Field::Rating).is_none() {
        draft.skip = Some(Skip::NoReview);
    }
    let answer = row.get("relationships.response.data.id").and_then(|id| answers.get(id));
    if let Some((words, date)) = answer {
        draft.fields.set(Field::Reply, words.as_str());
        draft.fields.set(Field::ReplyDate, date.as_str());
    }
}

fn answers(input: &Input) -> Result<Answers, Fault> {
    let mut answers = Answers::new();
    json::values(input, &["included"], &mut |value, _| {
        let text = |pointer: &str| value.pointer(pointer).and_then(Value::as_str);
        let is_published = text("/attributes/state").is_none_or(|state| state == "PUBLISHED");
        if let (true, Some(id), Some(words)) =
            (is_published, text("/id"), text("/attributes/responseBody"))
        {
            let date = text("/attributes/lastModifiedDate").unwrap_or_default();
            answers.insert(id.to_owned(), (words.to_owned(), date.to_owned()));
        }
        Ok(())
    })?;
    Ok(answers)
}
