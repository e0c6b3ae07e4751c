//! The shapes in which the format lets a review's values be written: a name or a group of keys,
//! a number or a value on a scale of its own.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::raw::{AuthorKeys, SourceKeys};
use crate::yaml::Text;

/// An author: a name alone, or a group of keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Author(pub AuthorKeys);

/// A source: a platform's word alone, or a group of keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source(pub SourceKeys);

/// Reads what is either a text or a group of keys.
macro_rules! text_or_keys {
    ($name:ident($keys:ident), $field:ident, $expected:literal) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                struct Shape;

                impl<'de> Visitor<'de> for Shape {
                    type Value = $name;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expected)
                    }

                    fn visit_str<E: Error>(self, text: &str) -> Result<$name, E> {
                        let $field = Some(Text(text.to_owned()));
                        Ok($name($keys { $field, ..$keys::default() }))
                    }

                    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<$name, A::Error> {
                        $keys::deserialize(MapAccessDeserializer::new(map)).map($name)
                    }
                }

                from.deserialize_any(Shape)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                let keys = generator.subschema_for::<$keys>();
                json_schema!({ "anyOf": [{ "type": "string" }, keys] })
            }
        }
    };
}

text_or_keys!(Author(AuthorKeys), name, "a name, or a group of keys");
text_or_keys!(Source(SourceKeys), platform, "a platform's word, or a group of keys");

/// A rating as it was written: stars, or a value on a scale of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rating {
    /// The value.
    pub value: f64,
    /// The top of the scale; `None` for stars.
    pub scale: Option<f64>,
}

impl<'de> Deserialize<'de> for Rating {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Keys {
            value: f64,
            scale: f64,
        }

        struct Shape;

        impl<'de> Visitor<'de> for Shape {
            type Value = Rating;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number from 0.5 to 5, or `{value: 9, scale: 10}`")
            }

            fn visit_f64<E: Error>(self, value: f64) -> Result<Rating, E> {
                Ok(Rating { value, scale: None })
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<Rating, E> {
                // Exact below 2^53, and everything above is out of range in any case.
                #[allow(clippy::cast_precision_loss, reason = "out of range anyway")]
                self.visit_f64(value as f64)
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<Rating, E> {
                #[allow(clippy::cast_precision_loss, reason = "out of range anyway")]
                self.visit_f64(value as f64)
            }

            fn visit_u128<E: Error>(self, value: u128) -> Result<Rating, E> {
                #[allow(clippy::cast_precision_loss, reason = "out of range anyway")]
                self.visit_f64(value as f64)
            }

            fn visit_i128<E: Error>(self, value: i128) -> Result<Rating, E> {
                #[allow(clippy::cast_precision_loss, reason = "out of range anyway")]
                self.visit_f64(value as f64)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Rating, A::Error> {
                let keys = Keys::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Rating { value: keys.value, scale: Some(keys.scale) })
            }
        }

        from.deserialize_any(Shape)
    }
}

impl JsonSchema for Rating {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Rating".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [
            { "type": "number", "minimum": 0.5, "maximum": 5, "multipleOf": 0.5 },
            {
                "type": "object",
                "properties": {
                    "value": { "type": "number", "minimum": 0 },
                    "scale": { "type": "number", "minimum": 2, "maximum": 100 }
                },
                "required": ["value", "scale"],
                "additionalProperties": false
            }
        ] })
    }
}
