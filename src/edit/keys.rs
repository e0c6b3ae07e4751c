//! The canonical form of a record: every key that it has, in the order of the format.
//!
//! Each type is taken apart whole, so that a key of the format cannot be forgotten here.

use std::fmt::{self, Display};

use serde::Serialize;

use super::value::Value;
use crate::content::raw;
use crate::yaml::{Data, OneOrMany, OpenMap, Text};

/// The pairs of a type, in the order in which its fields are named.
macro_rules! fields {
    ($from:expr, $type:path { $($field:ident $(= $name:literal)?),+ $(,)? }) => {{
        let $type { $($field),+ } = $from;
        let all = [$((fields!(name $field $($name)?), $field.value())),+];
        all.into_iter().filter_map(|(key, value)| Some((key, value?))).collect::<Vec<_>>()
    }};
    (name $field:ident) => { stringify!($field) };
    (name $field:ident $name:literal) => { $name };
}

/// What can be done with each key of a review.
macro_rules! review {
    ($($field:ident),+ $(,)?) => {
        /// The keys of a review, in the order of the format.
        pub const KEYS: &[&str] = &[$(stringify!($field)),+];

        /// Every key that a review has, with its value, in the order of the format.
        pub fn pairs(review: &raw::Review) -> Vec<(&'static str, Value)> {
            fields!(review, raw::Review { $($field),+ })
        }

        /// Gives a review the value that another one has of a key; none where that has none.
        pub(super) fn take(review: &mut raw::Review, from: &raw::Review, key: &str) {
            match key {
                $(stringify!($field) => review.$field.clone_from(&from.$field),)+
                _ => {}
            }
        }

        /// Where a key stands in the order of the format.
        pub(super) fn position(key: &str) -> Option<usize> {
            KEYS.iter().position(|known| *known == key)
        }
    };
}

review! {
    id, status, author, rating, recommended, recommend, title, item, experienced, date, updated, confirmed,
    language, source, verified, incentive, disclosure, consent, touchpoints, tags, featured, highlight, original,
    edits_approved, translated_from, translator, pros, cons, reply, follow_up, media, claim, withheld, withdrawn,
    extra, body,
}

/// Every key that an item has.
pub(super) fn of_item(item: &raw::Item) -> Vec<(&'static str, Value)> {
    fields!(item, raw::Item { id, name, kind = "type", description, url, image, sku, brand })
}

/// What is written as a value, if there is something to write.
trait Written {
    fn value(&self) -> Option<Value>;
}

/// A value of which nothing is left out.
trait Group {
    fn group(&self) -> Value;
}

macro_rules! group {
    ($type:ident { $($fields:tt)+ }) => {
        impl Group for raw::$type {
            fn group(&self) -> Value {
                Value::map(fields!(self, raw::$type { $($fields)+ }))
            }
        }
    };
}

group!(AuthorKeys { name, display, role, company, location, url, photo, photo_kind, relationship });
group!(SourceKeys { platform, url, id, basis, imported });
group!(Verified { method, on, note });
group!(Incentive { kind, disclosure, conditional });
group!(Consent { on, method, scope, channels, expires, withdrawn, reference = "ref" });
group!(Reply { by, role, date, text });
group!(FollowUp { date, rating, text });
group!(Medium { kind, src, alt, poster, captions, transcript });
group!(Claim { evidence, typical });
group!(Withheld { reason, on, note });

impl Group for raw::Author {
    fn group(&self) -> Value {
        alone("name", self.0.group())
    }
}

impl Group for raw::Source {
    fn group(&self) -> Value {
        alone("platform", self.0.group())
    }
}

/// The value of a key that says as much alone as in a group.
fn alone(key: &str, group: Value) -> Value {
    match group {
        Value::Map(mut pairs) if matches!(pairs.as_slice(), [(only, _)] if only == key) => {
            pairs.remove(0).1
        }
        group => group,
    }
}

impl Group for raw::Rating {
    fn group(&self) -> Value {
        let value = Value::Plain(number(self.value));
        match self.scale {
            None => value,
            Some(scale) => {
                Value::map(vec![("value", value), ("scale", Value::Plain(number(scale)))])
            }
        }
    }
}

/// A number as all parsers read it.
pub(super) fn number(number: f64) -> String {
    let text = number.to_string();
    match number {
        _ if number.is_nan() => ".nan".to_owned(),
        f64::INFINITY => ".inf".to_owned(),
        f64::NEG_INFINITY => "-.inf".to_owned(),
        _ if text.len() > 20 => format!("{number:?}"),
        _ => text,
    }
}

impl Group for Text {
    fn group(&self) -> Value {
        Value::Text(self.0.clone())
    }
}

impl Group for bool {
    fn group(&self) -> Value {
        Value::Plain(self.to_string())
    }
}

impl Group for u64 {
    fn group(&self) -> Value {
        Value::Plain(self.to_string())
    }
}

impl Group for Data {
    fn group(&self) -> Value {
        match self {
            Self::Nothing => Value::Blank,
            Self::Bool(yes) => yes.group(),
            Self::Whole(whole) => Value::Plain(whole.to_string()),
            // `1.0` is not the whole number 1.
            Self::Number(fraction) if fraction.is_finite() => Value::Plain(format!("{fraction:?}")),
            Self::Number(fraction) => Value::Plain(number(*fraction)),
            Self::Text(text) => Value::Text(text.clone()),
            Self::List(values) => Value::List(values.iter().map(Self::group).collect()),
            Self::Map(OpenMap(pairs)) => Value::Map(
                pairs.iter().map(|(key, value)| (key.clone().into(), value.group())).collect(),
            ),
        }
    }
}

macro_rules! words {
    ($($type:ident),+) => {
        $(impl Group for raw::$type {
            fn group(&self) -> Value {
                Value::Text(Word(self).to_string())
            }
        })+
    };
}

words!(
    Status,
    NameDisplay,
    PhotoKind,
    Relationship,
    Basis,
    VerificationMethod,
    ConsentScope,
    Channel,
    Translator,
    MediumKind
);

/// A word of a closed list, as the format spells it.
struct Word<T>(T);

impl<T: Serialize> Display for Word<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(f)
    }
}

impl<T: Group> Written for Option<T> {
    fn value(&self) -> Option<Value> {
        self.as_ref().map(T::group)
    }
}

impl<T: Group> Group for Box<T> {
    fn group(&self) -> Value {
        T::group(self)
    }
}

impl<T: Group> Written for Vec<T> {
    fn value(&self) -> Option<Value> {
        (!self.is_empty()).then(|| Value::List(self.iter().map(T::group).collect()))
    }
}

impl<T: Group> Written for OneOrMany<T> {
    fn value(&self) -> Option<Value> {
        match self.0.as_slice() {
            [one] => Some(one.group()),
            _ => self.0.value(),
        }
    }
}

impl Written for OpenMap<Data> {
    fn value(&self) -> Option<Value> {
        (!self.0.is_empty()).then(|| Data::Map(self.clone()).group())
    }
}
