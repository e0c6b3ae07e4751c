//! `theme.yaml`: what a theme is, which settings it has, and which contrasts it promises.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diag::{Diagnostics, Place};
use crate::path;
use crate::yaml::{Data, Faulty, Sheet, Text};

/// `theme.yaml` as it is written.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Manifest {
    /// The theme's name.
    pub name: Option<Text>,
    /// One sentence about it.
    pub description: Option<Text>,
    /// Its version, for those who copy files of it.
    pub version: Option<Text>,
    /// The theme that it changes. Default: the built-in one.
    pub parent: Option<Text>,
    /// The settings that `settings:` in site.yaml fills. Those of the parents are there too; an entry
    /// with the id of one of them changes what it names and keeps the rest.
    pub settings: Vec<Setting>,
    /// Which tokens must be readable on which others, in light and dark and with every style.
    pub contrast: Vec<Pair>,
}

/// A setting of a theme.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Setting {
    /// The key in `settings:`, and the name in templates: `site.settings.ID`. Lower case letters,
    /// digits and `_`.
    pub id: Option<Text>,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: Option<SettingKind>,
    /// Its value where the site gives none.
    pub default: Option<Data>,
    /// A few words for the owner.
    pub label: Option<Text>,
    /// A sentence for the owner.
    pub help: Option<Text>,
    /// Where it stands among others.
    pub group: Option<Text>,
    /// The choices of a `select`. The setting `style` has those of the styles where it names none.
    pub options: Vec<Text>,
    /// The smallest `number`.
    pub min: Option<f64>,
    /// The largest `number`.
    pub max: Option<f64>,
    /// The token that the value replaces; of a `color`, `select`, `number` or `text`.
    pub token: Option<Text>,
}

/// What a setting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SettingKind {
    /// `#rgb` or `#rrggbb`.
    Color,
    /// One of some words.
    Select,
    /// True or false.
    Bool,
    /// A number.
    Number,
    /// A text of one line.
    Text,
    /// A picture, by its path relative to `content/`.
    Image,
}

/// Two tokens, one of which is read on the other.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Pair {
    /// The token of the text, or of a line or sign that must be seen.
    pub text: Option<Text>,
    /// The token of the ground.
    pub on: Option<Text>,
    /// The contrast ratio of WCAG 2.2 that they must have, 1 to 21. Default: 4.5.
    #[schemars(range(min = 1, max = 21))]
    pub at_least: Option<f64>,
}

/// The manifest of a layer, and where everything stands in it.
#[derive(Debug)]
pub(super) struct Read {
    /// The values.
    pub(super) manifest: Manifest,
    /// The places.
    pub(super) sheet: Sheet,
    /// What was left out because of faults.
    pub(super) faulty: Faulty,
}

/// Reads a manifest.
pub(super) fn read(path: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<Read> {
    let sheet = Sheet::read(path, bytes, diagnostics)?;
    let (manifest, faulty) = sheet.decode::<Manifest>(diagnostics);
    Some(Read { manifest: manifest.unwrap_or_default(), sheet, faulty })
}

impl Read {
    /// The theme that this one changes, and where it is named.
    pub(super) fn parent(&self) -> Option<(String, Place)> {
        let name = self.manifest.parent.as_ref()?.trim();
        (!name.is_empty()).then(|| (name.to_owned(), self.sheet.value(&path!["parent"])))
    }
}
