//! What [shields.io](https://shields.io/badges/endpoint-badge) asks for to draw a badge of its own.

use serde::Serialize;

use crate::characters::one_line;
use crate::theme::Palette;

/// The label of a badge whose name is empty.
const NO_NAME: &str = "reviews";

/// The answer of an endpoint, `shields.json`.
///
/// The [documented schema](https://shields.io/badges/endpoint-badge) asks for `schemaVersion`, `label`
/// and `message`, and refuses a `message` that is empty. It names no greatest lengths; the
/// [code that reads it](https://github.com/badges/shields/blob/master/services/endpoint-common.js)
/// refuses keys that it does not know, so there are only these. A colour may be hexadecimal with or
/// without `#`. Shields asks `https` addresses alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Shields {
    /// Always 1.
    pub schema_version: u8,
    /// The left text.
    pub label: String,
    /// The right text.
    pub message: String,
    /// The colour of the right side; its text is white or black, as shields decides.
    pub color: String,
}

/// Makes the answer: whose reviews on the left, what came of them on the right, such as
/// `4.8 · 128 reviews`.
pub fn shields(name: &str, message: &str, light: &Palette) -> Shields {
    let or = |text: String, other: &str| if text.is_empty() { other.to_owned() } else { text };
    Shields {
        schema_version: 1,
        label: or(one_line(name), NO_NAME),
        message: or(one_line(message), "0"),
        color: light.accent.trim_start_matches('#').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, message: &str) -> String {
        let light = Palette { accent: "#1b5e55".to_owned(), ..Palette::default() };
        serde_json::to_string(&shields(name, message, &light)).unwrap()
    }

    #[test]
    fn the_answer_has_the_keys_of_the_schema_and_no_others() {
        let wanted = r#"{"schemaVersion":1,"label":"Café Sol","message":"4.8 · 128 reviews","color":"1b5e55"}"#;
        assert_eq!(of("Café Sol", "4.8 · 128 reviews"), wanted);
    }

    #[test]
    fn texts_are_one_line_and_never_empty() {
        let wanted = r#"{"schemaVersion":1,"label":"reviews","message":"0","color":"1b5e55"}"#;
        assert_eq!(of("\u{202e} \n", "\u{0}"), wanted);
        let hostile = of("</title>\"\n\u{7}x", "]]>");
        assert!(hostile.contains(r#""label":"</title>\" x","message":"]]>""#), "{hostile}");
    }
}
