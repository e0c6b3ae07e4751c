//! Languages by their BCP 47 tags (<https://www.rfc-editor.org/info/bcp47>).

use std::sync::Arc;

/// A language tag that is well formed, such as `en`, `pt-BR` or `zh-Hant`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Language(Arc<str>);

/// Languages whose usual script is written from right to left.
const RIGHT_TO_LEFT: [&str; 11] =
    ["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];

/// Scripts that are written from right to left, as subtags.
const RIGHT_TO_LEFT_SCRIPTS: [&str; 7] = ["Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"];

impl Language {
    /// Reads a tag; `None` if it is not well formed.
    pub fn new(tag: &str) -> Option<Self> {
        let mut parts = tag.split('-');
        let primary = parts.next()?;
        let letters = primary.bytes().all(|byte| byte.is_ascii_alphabetic());
        let well_formed = letters
            && (2..=3).contains(&primary.len())
            && parts.all(|part| {
                (1..=8).contains(&part.len())
                    && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
            });
        well_formed.then(|| Self(tag.into()))
    }

    /// The tag.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// Whether another tag is of this language or a kind of it: `pt` holds `pt-BR`.
    pub fn holds(&self, other: &Self) -> bool {
        let start = other.0.get(..self.0.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(&self.0))
            && matches!(other.0.as_bytes().get(self.0.len()), None | Some(b'-'))
    }

    /// `rtl` or `ltr`, for the attribute `dir`.
    pub fn direction(&self) -> &'static str {
        let mut parts = self.0.split('-');
        let primary = parts.next().unwrap_or_default().to_ascii_lowercase();
        let script =
            parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()));
        let right_to_left = match script {
            Some(script) => {
                RIGHT_TO_LEFT_SCRIPTS.iter().any(|known| known.eq_ignore_ascii_case(script))
            }
            None => RIGHT_TO_LEFT.contains(&primary.as_str()),
        };
        if right_to_left { "rtl" } else { "ltr" }
    }
}

impl Default for Language {
    fn default() -> Self {
        Self("en".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_knows_its_direction() {
        for (tag, direction) in [
            ("en", "ltr"),
            ("ar", "rtl"),
            ("ar-EG", "rtl"),
            ("ar-Latn", "ltr"),
            ("ku-Arab", "rtl"),
            ("he", "rtl"),
            ("zh-Hant-TW", "ltr"),
        ] {
            assert_eq!(Language::new(tag).unwrap().direction(), direction, "{tag}");
        }
    }

    #[test]
    fn what_is_not_a_tag_is_refused() {
        for tag in ["", "e", "english", "en_GB", "en-", "e1", "en-abcdefghi", "pt BR"] {
            assert_eq!(Language::new(tag), None, "{tag}");
        }
    }
}
