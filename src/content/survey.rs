//! Answers to a survey as they are written: numbers for the private report, never published.

use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::Records;
use super::raw::Rating;
use crate::yaml::{Data, Text};

/// The survey of an answer that names none.
pub const DEFAULT_SURVEY: &str = "main";

/// An answer to a survey. It holds no name and no address.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Answer {
    /// The day on which it was given, YYYY-MM-DD. Required.
    pub date: Option<Text>,
    /// Which survey it is of. Default: main.
    pub survey: Option<Text>,
    /// 0 to 10: "how likely are you to recommend us?" This or `rating` is required.
    #[schemars(range(max = 10))]
    pub recommend: Option<u64>,
    /// Stars: 0.5 to 5 in halves, or `{value: 9, scale: 10}`; on one scale in the whole survey.
    pub rating: Option<Rating>,
    /// The points of contact that it speaks of.
    pub touchpoints: Vec<Text>,
    /// The id of an item in items.yaml. Default: the business.
    pub item: Option<Text>,
    /// What was said in words; never published.
    pub text: Option<Text>,
}

/// A file of answers, with every fault.
#[derive(Debug)]
pub struct Survey {
    /// How many were asked.
    pub invited: Option<u64>,
    /// The answers.
    pub answers: Records<Answer>,
}

/// A file of answers: a list alone, or with how many were asked.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) invited: Option<u64>,
    pub(super) answers: Vec<Answer>,
}

/// What is left of such a file beside its two keys; anything is one too many.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Keys {
    #[serde(rename = "invited")]
    _invited: Option<Data>,
    #[serde(rename = "answers")]
    _answers: Option<Data>,
}

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Both {
            #[serde(default)]
            invited: Option<u64>,
            // It may be blank, but it must be there.
            #[serde(deserialize_with = "Option::deserialize")]
            answers: Option<Vec<Answer>>,
        }

        struct Shape;

        impl<'de> Visitor<'de> for Shape {
            type Value = Written;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of answers, or `invited` and `answers`")
            }

            fn visit_unit<E: Error>(self) -> Result<Written, E> {
                Ok(Written::default())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Written, A::Error> {
                let answers = Vec::deserialize(SeqAccessDeserializer::new(list))?;
                Ok(Written { invited: None, answers })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Written, A::Error> {
                let Both { invited, answers } = Both::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Written { invited, answers: answers.unwrap_or_default() })
            }
        }

        from.deserialize_any(Shape)
    }
}
