//! Reviews, items and pages as they are written: every key of the format, nothing judged.
//!
//! These types are the one description of the format: `serde` reads files through them, and the
//! JSON Schemas that editors use are made from them. A key that is missing here is an unknown key.
//! Words of closed lists are enumerations; dates and addresses stay text until the model reads
//! them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use super::shape::{Author, Rating, Source};
pub use super::survey::Answer;
/// How much of a name is shown: a review says it in the words of the site.
pub use crate::config::NameDisplay;
use crate::yaml::{Data, OneOrMany, OpenMap, Text};

/// The platform of a review that names none.
pub const DEFAULT_PLATFORM: &str = "direct";

/// A review: the front matter of a Markdown file, or an entry of a list file.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Review {
    /// The last part of the review's address: lower-case letters, digits and hyphens, unique in the
    /// site. Default: the file's name, or the source's platform and id.
    pub id: Option<Text>,
    /// Only approved reviews are published. Default: pending.
    pub status: Option<Status>,
    /// Who said it: a name, or a group of keys.
    pub author: Option<Author>,
    /// Stars: 0.5 to 5 in halves, or `{value: 9, scale: 10}`.
    pub rating: Option<Rating>,
    /// Thumbs up or down; kept apart from stars.
    pub recommended: Option<bool>,
    /// 0 to 10: "how likely are you to recommend us?"
    #[schemars(range(max = 10))]
    pub recommend: Option<u64>,
    /// A headline that the customer gave.
    pub title: Option<Text>,
    /// The id of an item in items.yaml. Default: the business.
    pub item: Option<Text>,
    /// The day of the experience, YYYY-MM-DD.
    pub experienced: Option<Text>,
    /// The day on which the review was given, YYYY-MM-DD. Required when approved.
    pub date: Option<Text>,
    /// The day of the last change by its author, YYYY-MM-DD.
    pub updated: Option<Text>,
    /// The day on which the author said that it still holds, YYYY-MM-DD.
    pub confirmed: Option<Text>,
    /// The language of the text (BCP 47, such as `pt`). Default: the site's.
    pub language: Option<Text>,
    /// Where it was first given: a platform's word, or a group of keys. Default: direct.
    pub source: Option<Source>,
    /// How it was checked that the experience was real.
    pub verified: Option<Box<Verified>>,
    /// What the author got for writing.
    pub incentive: Option<Box<Incentive>>,
    /// Any other connection between author and business that a reader should know.
    pub disclosure: Option<Text>,
    /// What the author agreed to.
    pub consent: Option<Box<Consent>>,
    /// The points of contact that the review speaks of.
    pub touchpoints: Vec<Text>,
    /// Free words that group reviews.
    pub tags: Vec<Text>,
    /// Comes first in the order `featured`.
    pub featured: Option<bool>,
    /// The words to set off; they must be in the body, word for word.
    pub highlight: Option<Text>,
    /// The words as given, where the body is shortened, corrected or translated.
    pub original: Option<Text>,
    /// The day on which the author agreed to the edit, YYYY-MM-DD.
    pub edits_approved: Option<Text>,
    /// The language that the body was translated from.
    pub translated_from: Option<Text>,
    /// Who translated it.
    pub translator: Option<Translator>,
    /// What the author liked.
    pub pros: Vec<Text>,
    /// What the author did not like.
    pub cons: Vec<Text>,
    /// What the business answered: one, or a list.
    pub reply: OneOrMany<Reply>,
    /// What the customer said after a reply: one, or a list.
    pub follow_up: OneOrMany<FollowUp>,
    /// Photos and videos that belong to the review.
    pub media: Vec<Medium>,
    /// For results that are claimed ("twice the sales"): the evidence.
    pub claim: Option<Box<Claim>>,
    /// Why it is not shown, with status withheld.
    pub withheld: Option<Box<Withheld>>,
    /// The day of the withdrawal, with status withdrawn, YYYY-MM-DD.
    pub withdrawn: Option<Text>,
    /// Anything that a theme wants; handed to templates as it is.
    pub extra: OpenMap<Data>,
    /// The text, in Markdown. In a list file only; in a Markdown file it is below the front matter.
    pub body: Option<Text>,
}

/// Whether a review may be shown.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Not decided yet; not published.
    #[default]
    Pending,
    /// Published.
    Approved,
    /// Received and not published, with a reason.
    Withheld,
    /// Taken back by its author: text, names and media are gone.
    Withdrawn,
}

impl Status {
    /// The word of the format.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Withheld => "withheld",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// Who said it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AuthorKeys {
    /// The name as the author gave it.
    pub name: Option<Text>,
    /// How much of the name is shown. Default: `display.author` of the site.
    pub display: Option<NameDisplay>,
    /// What they do, such as `Owner`.
    pub role: Option<Text>,
    /// Where they do it.
    pub company: Option<Text>,
    /// Where they are.
    pub location: Option<Text>,
    /// Their address on the web, http or https.
    pub url: Option<Text>,
    /// A picture, relative to `content/`.
    pub photo: Option<Text>,
    /// What the picture is. Default: real.
    pub photo_kind: Option<PhotoKind>,
    /// How the author stands to the business. Default: customer.
    pub relationship: Option<Relationship>,
}

/// What a picture of a person is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PhotoKind {
    /// A photo of the author.
    #[default]
    Real,
    /// A photo of somebody else.
    Stock,
    /// A generated picture.
    Ai,
}

/// How the author stands to the business.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum Relationship {
    #[default]
    Customer,
    Owner,
    Officer,
    Employee,
    Agent,
    Relative,
    Supplier,
    Investor,
}

/// The keys of a source.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SourceKeys {
    /// The platform's word, such as `email` or `google`.
    pub platform: Option<Text>,
    /// The address of the review there, http or https.
    pub url: Option<Text>,
    /// The platform's own id of it.
    pub id: Option<Text>,
    /// On what ground the text may be kept and shown.
    pub basis: Option<Basis>,
    /// By which an import knows what was changed here since; never published. Leave it as it is.
    pub imported: Option<Text>,
}

/// On what ground a text may be kept and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The author gave it to the business.
    Direct,
    /// The author allowed it.
    AuthorPermission,
    /// The platform's licence allows it.
    PlatformLicence,
    /// It may not be kept: only a link is shown.
    LinkOnly,
}

impl Basis {
    /// The word of the format.
    pub fn word(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::AuthorPermission => "author-permission",
            Self::PlatformLicence => "platform-licence",
            Self::LinkOnly => "link-only",
        }
    }

    /// What a word of the format means.
    pub fn of_word(word: &str) -> Option<Self> {
        let all = [Self::Direct, Self::AuthorPermission, Self::PlatformLicence, Self::LinkOnly];
        all.into_iter().find(|one| one.word() == word)
    }
}

/// How it was checked that the experience was real.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Verified {
    /// The method. Default: none.
    pub method: Option<VerificationMethod>,
    /// The day of the check, YYYY-MM-DD.
    pub on: Option<Text>,
    /// For the records; never published.
    pub note: Option<Text>,
}

/// How an experience was checked.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum VerificationMethod {
    /// Against an order.
    Order,
    /// By an e-mail address that bought.
    Email,
    /// By a visit.
    Visit,
    /// In a conversation.
    Interview,
    /// Not checked.
    #[default]
    None,
}

impl VerificationMethod {
    /// The word of the format.
    pub fn word(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Email => "email",
            Self::Visit => "visit",
            Self::Interview => "interview",
            Self::None => "none",
        }
    }

    /// What a word of the format means.
    pub fn of_word(word: &str) -> Option<Self> {
        let all = [Self::Order, Self::Email, Self::Visit, Self::Interview, Self::None];
        all.into_iter().find(|one| one.word() == word)
    }
}

/// What the author got for writing.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Incentive {
    /// What it was, such as `discount`.
    pub kind: Option<Text>,
    /// The sentence that readers see beside the quote.
    pub disclosure: Option<Text>,
    /// Whether it depended on what was said.
    pub conditional: Option<bool>,
}

/// What the author agreed to.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Consent {
    /// The day, YYYY-MM-DD.
    pub on: Option<Text>,
    /// How it was given, such as `email`.
    pub method: Option<Text>,
    /// What may be shown.
    pub scope: Vec<ConsentScope>,
    /// Where it may be shown.
    pub channels: Vec<Channel>,
    /// The last day, YYYY-MM-DD.
    pub expires: Option<Text>,
    /// The day on which it was taken back, YYYY-MM-DD.
    pub withdrawn: Option<Text>,
    /// A pointer to evidence that is kept elsewhere; never published.
    #[serde(rename = "ref")]
    pub reference: Option<Text>,
}

/// A part of a review that consent covers.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum ConsentScope {
    Text,
    Name,
    Photo,
    Company,
    Location,
}

/// A place where a review is shown.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum Channel {
    Site,
    Widget,
    Social,
}

/// Who translated a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum Translator {
    Human,
    Machine,
}

impl Translator {
    /// The word of the format.
    pub fn word(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Machine => "machine",
        }
    }
}

/// What the business answered.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Reply {
    /// Who answered.
    pub by: Option<Text>,
    /// What they do in the business.
    pub role: Option<Text>,
    /// The day, YYYY-MM-DD.
    pub date: Option<Text>,
    /// The answer, in Markdown.
    pub text: Option<Text>,
}

/// What the customer said after a reply.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FollowUp {
    /// The day, YYYY-MM-DD.
    pub date: Option<Text>,
    /// The stars that the customer gives now.
    pub rating: Option<Rating>,
    /// The text, in Markdown.
    pub text: Option<Text>,
}

/// A photo or a video.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Medium {
    /// What it is.
    pub kind: Option<MediumKind>,
    /// The file, relative to `content/`.
    pub src: Option<Text>,
    /// What can be seen, for those who cannot see it.
    pub alt: Option<Text>,
    /// For a video: the picture before it plays, relative to `content/`.
    pub poster: Option<Text>,
    /// For a video: a `WebVTT` file, relative to `content/`.
    pub captions: Option<Text>,
    /// For a video: everything that is said, as text.
    pub transcript: Option<Text>,
}

/// What a medium is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum MediumKind {
    Image,
    Video,
}

/// Evidence for a claimed result.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Claim {
    /// Where the evidence is.
    pub evidence: Option<Text>,
    /// Whether others can expect the same.
    pub typical: Option<bool>,
}

/// Why a review is not shown.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Withheld {
    /// The reason; with `completeness: all` one of the allowed ones.
    pub reason: Option<Text>,
    /// The day, YYYY-MM-DD.
    pub on: Option<Text>,
    /// For the records; never published.
    pub note: Option<Text>,
}

/// Something that is reviewed: a product, service, course, app or location.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Item {
    /// The last part of its address: lower-case letters, digits and hyphens. Required.
    pub id: Option<Text>,
    /// What it is called. Required.
    pub name: Option<Text>,
    /// A schema.org type, such as `Course`. Default: Product.
    #[serde(rename = "type")]
    pub kind: Option<Text>,
    /// A few sentences, in Markdown.
    pub description: Option<Text>,
    /// Its address on the web, http or https.
    pub url: Option<Text>,
    /// A picture, relative to `content/`.
    pub image: Option<Text>,
    /// The stock keeping unit.
    pub sku: Option<Text>,
    /// The brand.
    pub brand: Option<Text>,
}

/// The front matter of a free page.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Page {
    /// The page's title. Required.
    pub title: Option<Text>,
    /// Whether it stands in the navigation. Default: false.
    pub menu: Option<bool>,
}
