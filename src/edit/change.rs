//! What can be changed in a record.

use super::document::Document;
use super::record::{self, Wanted};
use super::splice::Splice;
use super::value::Value;
use super::{keys, merged, tombstone};
use crate::content::inputs::Kind;
use crate::content::raw::{self, Status};
use crate::diag::text::brief;

/// The key that a Markdown file does not have: its text stands below the front matter.
const BODY: &str = "body";

/// A change of one record of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// Position of the entry in a list file; `None` where the file is one record.
    pub entry: Option<u32>,
    /// What is to be changed.
    pub change: Change,
}

/// What is to be changed in a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// It is published from now on.
    Approve,
    /// It is not published, for a reason.
    Withhold(Withheld),
    /// Nothing stays of it but what a tombstone keeps.
    Withdraw(Box<Tombstone>),
    /// Some keys get the values that a newer record of it has.
    Merge(Box<Merge>),
}

/// Values of a newer record of the same review.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// The newer record.
    pub from: raw::Review,
    /// The keys that get its values; one that it does not have is taken out.
    pub keys: Vec<&'static str>,
}

/// Why a review is not shown, and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// The reason.
    pub reason: String,
    /// The day, YYYY-MM-DD.
    pub on: String,
    /// For the records.
    pub note: Option<String>,
}

/// What stays of a review that is taken back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tombstone {
    /// The id, where it does not follow from what else stays.
    pub id: Option<String>,
    /// The day of the withdrawal, YYYY-MM-DD.
    pub withdrawn: String,
    /// The day on which the review was given, as it was written.
    pub date: Option<String>,
    /// The item.
    pub item: Option<String>,
    /// The platform.
    pub platform: Option<String>,
    /// The platform's own id of it.
    pub external_id: Option<String>,
    /// The bare rating.
    pub rating: Option<raw::Rating>,
    /// Thumbs up or down.
    pub recommended: Option<bool>,
    /// 0 to 10.
    pub recommend: Option<u64>,
}

impl Change {
    /// What the keys of the record are to be; all that it has, in the case of a tombstone.
    pub(super) fn wanted(&self, kind: Kind) -> Vec<Wanted> {
        let status = |status: Status| Wanted {
            key: "status",
            value: Some(Value::Text(status.word().to_owned())),
        };
        match self {
            Self::Approve => {
                vec![status(Status::Approved), Wanted { key: "withheld", value: None }]
            }
            Self::Withhold(withheld) => {
                let value = Some(withheld.value());
                vec![status(Status::Withheld), Wanted { key: "withheld", value }]
            }
            Self::Withdraw(tombstone) => tombstone.wanted(),
            Self::Merge(merge) => merge.wanted(kind),
        }
    }

    /// The text that is to stand below the front matter, if that changes.
    pub(super) fn body(&self, kind: Kind) -> Option<&str> {
        match self {
            Self::Merge(merge) if kind == Kind::Testimonial && merge.keys.contains(&BODY) => {
                Some(merge.from.body.as_deref().unwrap_or_default())
            }
            Self::Withdraw(_) if kind == Kind::Testimonial => Some(""),
            _ => None,
        }
    }

    /// Whether nothing of the record stays.
    pub(super) fn is_whole(&self) -> bool {
        matches!(self, Self::Withdraw(_))
    }

    /// Where the text of a record is to be changed.
    pub(super) fn splices(
        &self,
        document: &Document<'_>,
        entry: Option<u32>,
    ) -> Option<Vec<Splice>> {
        let wanted = self.wanted(document.file.kind);
        match self {
            Self::Approve | Self::Withhold(_) => record::splices(document, entry, &wanted),
            Self::Withdraw(_) => tombstone::splices(document, entry, &wanted),
            Self::Merge(_) => {
                let mut splices = merged::splices(document, entry, &wanted)?;
                let body = self.body(document.file.kind);
                splices.extend(body.and_then(|body| merged::body(document, body)));
                Some(splices)
            }
        }
    }

    /// A record as it is read after the change.
    pub(super) fn applied(&self, mut keys: raw::Review, kind: Kind) -> raw::Review {
        match self {
            Self::Approve => {
                keys.status = Some(Status::Approved);
                keys.withheld = None;
                keys
            }
            Self::Withhold(withheld) => {
                keys.status = Some(Status::Withheld);
                keys.withheld = Some(Box::new(raw::Withheld {
                    reason: Some(raw_text(&withheld.reason)),
                    on: Some(raw_text(&withheld.on)),
                    note: withheld.note.as_deref().map(raw_text),
                }));
                keys
            }
            Self::Withdraw(tombstone) => tombstone.keys(),
            Self::Merge(merge) => {
                for key in merge.keys_of(kind) {
                    keys::take(&mut keys, &merge.from, key);
                }
                keys
            }
        }
    }

    /// What to write where the change cannot be made.
    pub(super) fn by_hand(&self, kind: Kind, has_withheld: bool) -> String {
        let wanted = self.wanted(kind);
        let pairs = wanted.iter().filter_map(|wanted| Some((wanted.key, wanted.value.as_ref()?)));
        let pairs = pairs.map(|(key, value)| match self {
            // They may be as long as a book.
            Self::Merge(_) => format!("`{key}: {}`", brief(&value.written())),
            _ => format!("`{key}: {}`", value.written()),
        });
        let pairs = pairs.collect::<Vec<_>>().join(", ");
        match self {
            Self::Approve if has_withheld => {
                format!("write {pairs} there by hand, and remove `withheld`")
            }
            Self::Approve | Self::Withhold(_) => format!("write {pairs} there by hand"),
            Self::Withdraw(_) => format!("remove everything of it by hand, and write {pairs}"),
            Self::Merge(_) => {
                let gone = wanted.iter().filter(|wanted| wanted.value.is_none());
                let gone: Vec<String> = gone.map(|wanted| format!("`{}`", wanted.key)).collect();
                let mut steps = Vec::new();
                if !pairs.is_empty() {
                    steps.push(format!("write {pairs}"));
                }
                if !gone.is_empty() {
                    steps.push(format!("remove {}", gone.join(", ")));
                }
                if let Some(body) = self.body(kind) {
                    steps.push(format!("put `{}` below the front matter", brief(body)));
                }
                format!("by hand: {}", steps.join("; "))
            }
        }
    }
}

impl Merge {
    /// The keys that stand in the YAML of a file.
    fn keys_of(&self, kind: Kind) -> impl Iterator<Item = &'static str> {
        let is_below = move |key: &&str| kind == Kind::Testimonial && *key == BODY;
        self.keys.iter().copied().filter(move |key| !is_below(key))
    }

    fn wanted(&self, kind: Kind) -> Vec<Wanted> {
        let pairs = keys::pairs(&self.from);
        let value =
            |key| pairs.iter().find(|(name, _)| *name == key).map(|(_, value)| value.clone());
        self.keys_of(kind).map(|key| Wanted { key, value: value(key) }).collect()
    }
}

impl Withheld {
    fn value(&self) -> Value {
        let text = |text: &str| Value::Text(text.to_owned());
        let mut pairs = vec![("reason", text(&self.reason)), ("on", text(&self.on))];
        pairs.extend(self.note.as_deref().map(|note| ("note", text(note))));
        Value::map(pairs)
    }
}

impl Tombstone {
    /// Whether a record has nothing else.
    pub fn is_all_of(&self, keys: &raw::Review) -> bool {
        self.keys() == *keys
    }

    fn wanted(&self) -> Vec<Wanted> {
        let text = |text: &String| Value::Text(text.clone());
        let source = match (&self.platform, &self.external_id) {
            (Some(platform), None) => Some(text(platform)),
            (platform, Some(id)) => {
                let mut pairs = Vec::new();
                pairs.extend(platform.as_ref().map(|platform| ("platform", text(platform))));
                pairs.push(("id", text(id)));
                Some(Value::map(pairs))
            }
            (None, None) => None,
        };
        let number = |number: f64| Value::Plain(number.to_string());
        let rating = self.rating.map(|rating| match rating.scale {
            None => number(rating.value),
            Some(scale) => {
                Value::map(vec![("value", number(rating.value)), ("scale", number(scale))])
            }
        });
        let all = [
            ("id", self.id.as_ref().map(text)),
            ("status", Some(Value::Text(Status::Withdrawn.word().to_owned()))),
            ("withdrawn", Some(text(&self.withdrawn))),
            ("date", self.date.as_ref().map(text)),
            ("item", self.item.as_ref().map(text)),
            ("source", source),
            ("rating", rating),
            ("recommended", self.recommended.map(|yes| Value::Plain(yes.to_string()))),
            ("recommend", self.recommend.map(|score| Value::Plain(score.to_string()))),
        ];
        let there = all.into_iter().filter(|(_, value)| value.is_some());
        there.map(|(key, value)| Wanted { key, value }).collect()
    }

    fn keys(&self) -> raw::Review {
        let text = |text: &Option<String>| text.as_deref().map(raw_text);
        let source = raw::SourceKeys {
            platform: text(&self.platform),
            id: text(&self.external_id),
            ..raw::SourceKeys::default()
        };
        raw::Review {
            id: text(&self.id),
            status: Some(Status::Withdrawn),
            withdrawn: Some(raw_text(&self.withdrawn)),
            date: text(&self.date),
            item: text(&self.item),
            source: (source != raw::SourceKeys::default()).then_some(raw::Source(source)),
            rating: self.rating,
            recommended: self.recommended,
            recommend: self.recommend,
            ..raw::Review::default()
        }
    }
}

fn raw_text(text: &str) -> crate::yaml::Text {
    crate::yaml::Text(text.to_owned())
}
