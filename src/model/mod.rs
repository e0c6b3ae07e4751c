//! Where strings become meaning: values here cannot be wrong.
//!
//! A [`Rating`] is on its scale, a highlight is in its body, a [`MediaRef`] leads to a file, and
//! a name that must not be shown is not kept. What does not fit becomes a [`Finding`] at its
//! field; nothing here reads files or asks for the time.

pub mod author;
mod build;
mod check;
mod consent;
mod differs;
pub mod id;
mod kept;
pub mod markdown;
mod names;
pub mod origin;
pub mod rating;
mod read;
pub mod review;
mod rules;
pub mod slug;
pub mod survey;
mod tag;
mod whole;
mod wording;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;

use crate::config::{
    Claimed, Completeness, Config, Language, Levels, MediaPath, NameDisplay, OnMissing, WebAddress,
};
use crate::content::{Content, MediaFile, Sources};
use crate::diag::{Diagnostic, Finding, SourceRef};

pub use self::author::Author;
pub use self::differs::Differs;
pub use self::kept::Kept;
pub use self::origin::Origin;
pub use self::rating::Rating;
pub use self::review::Review;
pub use self::rules::{PLACEHOLDER_NAMES, PLACEHOLDER_TEXTS};
pub use self::survey::{Answer, Survey};
pub use self::tag::Tag;
pub use self::whole::{WITHHELD_REASONS, is_spaced};

/// A site's content, checked.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Every review of every status, in the order of files and entries.
    pub reviews: Vec<Arc<Review>>,
    /// What is reviewed, in the order of items.yaml.
    pub items: Vec<Arc<Item>>,
    /// Free pages, in the order of their paths.
    pub pages: Vec<Arc<Page>>,
    /// Survey answers, file by file in the order of their paths; never shown.
    pub survey: Vec<Arc<Survey>>,
    /// The media files of the site, in the order of their paths.
    pub media: Arc<Vec<MediaFile>>,
    /// The site's icon.
    pub favicon: Option<MediaRef>,
    /// The business's logo.
    pub logo: Option<MediaRef>,
    /// The pictures that the theme's settings name, in their order; nothing where one is missing.
    pub pictures: Vec<Option<MediaRef>>,
}

/// Leads to one of [`Model::media`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MediaRef(pub usize);

/// A text in Markdown, rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prose {
    /// Safe HTML.
    pub html: String,
    /// The same without markup; paragraphs are separated by blank lines.
    pub text: String,
}

/// Something that is reviewed.
#[derive(Clone, Debug)]
pub struct Item {
    /// Where it is written.
    pub source: SourceRef,
    /// The last part of its address.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// A schema.org type.
    pub kind: String,
    /// A few sentences.
    pub description: Option<Prose>,
    /// Its address on the web.
    pub url: Option<WebAddress>,
    /// A picture.
    pub image: Option<MediaRef>,
    /// The stock keeping unit.
    pub sku: Option<String>,
    /// The brand.
    pub brand: Option<String>,
}

/// A free page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The path of its address, without slashes at the ends: `about`, `legal/imprint`.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Whether it stands in the navigation.
    pub menu: bool,
    /// The text.
    pub body: Prose,
    /// The file, relative to the site, for messages.
    pub source: String,
    /// Where it says that reviews are checked: the record, and the bytes of its text.
    pub verified_claim: Option<(SourceRef, Claimed)>,
}

/// What the model is made of beside the records.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'run> {
    /// The site's configuration.
    pub config: &'run Config,
    /// Today.
    pub today: Date,
    /// Whether names are wanted as they were written, too.
    pub names: bool,
    /// The pictures that the theme's settings name.
    pub images: &'run [MediaPath],
    /// Whether the theme tells its readers what kind of a photo they see.
    pub notes_photos: bool,
}

/// What decides how a record is read, beside the record and the files that it names: as long as it is
/// the same, what came of a record is right.
#[derive(Clone, Debug, PartialEq)]
pub struct Grounds {
    today: Date,
    names: bool,
    name_display: NameDisplay,
    language: Language,
    touchpoints: Option<Vec<String>>,
    completeness: Completeness,
    on_missing: OnMissing,
    sample: bool,
    notes_photos: bool,
    known: rules::Known,
    applied: rules::Applied,
    checks: Levels,
    base_path: String,
}

impl Grounds {
    /// Takes them from the settings.
    pub fn new(setting: Setting<'_>) -> Self {
        let Setting { config, today, names, notes_photos, .. } = setting;
        Self {
            today,
            names,
            name_display: config.name_display,
            language: config.language.clone(),
            touchpoints: config.touchpoints.clone(),
            completeness: config.selection.completeness,
            on_missing: config.on_missing,
            sample: config.sample,
            notes_photos,
            known: rules::Known::of(config),
            applied: rules::Applied::new(&config.checks),
            checks: config.checks.clone(),
            base_path: config.base_path().to_owned(),
        }
    }
}

/// The model, and what came up while it was made.
#[derive(Clone, Debug, Default)]
pub struct Built {
    /// The model.
    pub model: Model,
    /// Problems of records that only other records show, to be placed by the caller.
    pub findings: Vec<Finding>,
    /// Problems that have their place: those of files, and what is wrong with the configuration as
    /// only the content shows.
    pub problems: Vec<Diagnostic>,
    /// The names as they were written, where they are wanted.
    pub names: BTreeMap<SourceRef, String>,
    /// The time in which the records of reviews were read, summed over all threads.
    pub parsing: Duration,
    /// How many reviews came of files that were read.
    pub read: usize,
}

/// Reads the records of all files, checks them and gives each its meaning.
pub fn build(content: Content, sources: &Sources, setting: Setting<'_>) -> Built {
    let media = Arc::new(content.media.clone());
    Kept::default().build(content, sources, setting, media)
}
