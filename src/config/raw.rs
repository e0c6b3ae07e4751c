//! `site.yaml` as it is written: every key of the format, nothing judged.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::widgets::RawWidget;
use crate::yaml::{Data, OpenMap, Text};

/// The configuration of a site.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Site {
    /// The site's title. Required.
    pub title: Option<Text>,
    /// The absolute address under which the site is published, such as
    /// `https://reviews.example.com/`. Without it feeds, sitemap, canonical addresses, social images
    /// and widgets are left out.
    pub base_url: Option<Text>,
    /// The language of the site (BCP 47). Default: en.
    pub language: Option<Text>,
    /// One or two sentences about the site.
    pub description: Option<Text>,
    /// Whether the content is invented: a visible notice on every page, and no search engine.
    pub sample: Option<bool>,
    /// Who is reviewed and who publishes.
    pub business: Option<Business>,
    /// The theme's name: a folder in `themes/`, or a built-in one. Default: classic.
    pub theme: Option<Text>,
    /// The theme's own settings.
    pub settings: OpenMap<Data>,
    /// Reviews a page, 1 to 200. Default: 24.
    #[schemars(range(min = 1, max = 200))]
    pub page_size: Option<u64>,
    /// Which kinds of list pages exist. Default: all.
    pub archives: Option<Vec<Archive>>,
    /// Social images. Default: site.
    pub cards: Option<Cards>,
    /// The site's icon, relative to `content/`.
    pub favicon: Option<Text>,
    /// Links in the footer, in this order.
    pub links: Vec<Link>,
    /// Where to leave a review, in this order.
    pub review_links: Vec<Link>,
    /// Figures of other platforms; shown apart, never summed.
    pub platforms: Vec<Platform>,
    /// The closed list of touchpoints. Default: any word.
    pub touchpoints: Option<Vec<Text>>,
    /// What the site shows; printed on the page.
    pub selection: Option<Selection>,
    /// How reviews are shown.
    pub display: Option<Display>,
    /// What the owner believes, for the report.
    pub belief: Option<Belief>,
    /// The survey.
    pub survey: Option<Data>,
    /// The invitation page.
    pub invite: Option<Data>,
    /// Selections that other sites can embed.
    pub widgets: Vec<RawWidget>,
    /// Severities of rules: the rule's code, then off, warn or error.
    pub checks: OpenMap<Level>,
    /// Which rule packs apply. Default: us, eu, uk.
    pub jurisdictions: Option<Vec<Jurisdiction>>,
    /// The answers of the page "How we collect reviews".
    pub policy: Option<Policy>,
}

/// Who is reviewed and who publishes.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Business {
    /// The name. Default: the site's title.
    pub name: Option<Text>,
    /// A schema.org type below `LocalBusiness` or `Organization`. Default: Organization.
    #[serde(rename = "type")]
    pub kind: Option<Text>,
    /// Its own web site, http or https.
    pub url: Option<Text>,
    /// The logo, relative to `content/`.
    pub logo: Option<Text>,
    /// The postal address.
    pub address: Option<Address>,
    /// The telephone number.
    pub telephone: Option<Text>,
    /// The e-mail address.
    pub email: Option<Text>,
}

/// A postal address.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the words say it")]
pub struct Address {
    pub street: Option<Text>,
    pub locality: Option<Text>,
    pub region: Option<Text>,
    pub postal_code: Option<Text>,
    /// Two letters, such as `PT`.
    pub country: Option<Text>,
}

/// A kind of list page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Archive {
    /// A page for each item.
    Items,
    /// A page for each tag.
    Tags,
    /// A page for each source.
    Sources,
    /// A page for each number of stars.
    Ratings,
}

/// For which pages social images are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Cards {
    /// For none.
    None,
    /// One for the site.
    #[default]
    Site,
    /// One for the site and one for each featured review.
    Featured,
    /// One for the site and one for each review.
    All,
}

/// A link with its words.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Link {
    /// The words. Required.
    pub label: Option<Text>,
    /// The address. Required.
    pub url: Option<Text>,
}

/// The figure of another platform.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Platform {
    /// The platform's word, such as `google`. Required.
    pub platform: Option<Text>,
    /// Its average, 0 to 5. Required.
    #[schemars(range(min = 0.0, max = 5.0))]
    pub rating: Option<f64>,
    /// The number of reviews behind it. Required.
    pub count: Option<u64>,
    /// The day of the figure, YYYY-MM-DD.
    pub as_of: Option<Text>,
    /// Where it can be seen, http or https.
    pub url: Option<Text>,
}

/// What the site shows.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Selection {
    /// Whether every received review is shown. Default: all.
    pub completeness: Option<Completeness>,
    /// Default: newest.
    pub order: Option<Order>,
    /// For the order `random`. Default: 1.
    pub seed: Option<u64>,
    /// By what rule reviews are selected; required when completeness is `selection`.
    pub rule: Option<Text>,
}

/// Whether every received review is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Completeness {
    /// Every one, or it has an allowed reason.
    #[default]
    All,
    /// Some, by a stated rule.
    Selection,
}

/// The order of a list of reviews.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// By date, the newest first.
    #[default]
    Newest,
    /// By date, the oldest first.
    Oldest,
    /// In an order that `seed` fixes.
    Random,
    /// Featured ones first, then the newest.
    Featured,
    /// By rating.
    Highest,
}

/// How reviews are shown.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Display {
    /// How much of a name is shown. Default: full.
    pub author: Option<NameDisplay>,
    /// Words on a card; 0 is the whole text. Default: 0.
    pub excerpt: Option<u64>,
    /// What happens with what consent does not cover. Default: refuse.
    pub on_missing: Option<OnMissing>,
}

/// How much of a name is shown.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum NameDisplay {
    /// Ana López
    #[default]
    Full,
    /// Ana L.
    FirstInitial,
    /// A. L.
    Initials,
    /// The role in place of the name.
    Role,
    /// No name at all.
    Anonymous,
}

/// What happens with what consent does not cover.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OnMissing {
    /// It is an error.
    #[default]
    Refuse,
    /// Less is shown: initials, no photo, no company.
    Reduce,
}

/// What the owner believes.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Belief {
    /// The average of all ratings, 0.5 to 5.
    #[schemars(range(min = 0.5, max = 5.0))]
    pub rating: Option<f64>,
    /// How likely customers are to recommend, 0 to 10.
    #[schemars(range(min = 0.0, max = 10.0))]
    pub recommend: Option<f64>,
    /// How many customers there are a month.
    #[schemars(range(max = 10_000_000_000_u64))]
    pub customers_per_month: Option<u64>,
}

/// The severity of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Not checked.
    Off,
    /// A warning.
    Warn,
    /// An error.
    Error,
}

/// A rule pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum Jurisdiction {
    Us,
    Eu,
    Uk,
    Fr,
}

/// The answers of the page "How we collect reviews".
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    /// Who may write a review.
    pub who_may_review: Option<Text>,
    /// Who is asked for one.
    pub invited: Option<Invited>,
    /// How experiences are checked.
    pub verification: Option<Text>,
    /// What is withheld, by whom and how soon.
    pub moderation: Option<Text>,
    /// Whether anything is given for a review.
    pub incentives: Option<Text>,
    /// How to report or withdraw a review: an address, http, https or mailto.
    pub contact: Option<Text>,
    /// How long reviews are kept.
    pub retention_months: Option<u64>,
}

/// Who is asked for a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Invited {
    /// Every customer.
    All,
    /// Some customers.
    Selected,
    /// Nobody.
    Unsolicited,
}
