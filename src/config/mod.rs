//! `site.yaml`: what was typed, then what it means.
//!
//! [`raw::Site`] mirrors the file; [`Config`] holds values that cannot be wrong. Every problem of
//! the file is reported in one run, and what can be used is used, so that the content is checked
//! in the same run.

pub mod address;
pub mod checks;
pub mod language;
pub mod raw;
mod rules;
mod validate;
mod verified;
pub mod widgets;

use std::path::{Path, PathBuf};

use jiff::civil::Date;

pub use self::address::{BaseUrl, WebAddress};
pub use self::checks::Levels;
pub use self::language::Language;
pub use self::raw::{
    Archive, Cards, Completeness, Invited, Jurisdiction, Level, NameDisplay, OnMissing, Order,
};
pub(crate) use self::validate::schema_type;
pub use self::verified::Claimed;
pub(crate) use self::verified::claimed;
pub use self::widgets::{Scheme, Widget, WidgetKind};
use crate::diag::text::BOM;
use crate::diag::{self, Diagnostic, Diagnostics, LineIndex, Place, Severity};
use crate::fsx;
use crate::yaml::{self, Data, Node};

/// The name of the configuration file; `site.yml` is the same.
pub const FILE: &str = "site.yaml";

/// The names that the file may have.
pub const FILES: [&str; 2] = [FILE, "site.yml"];

/// A site's configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// The site's title.
    pub title: String,
    /// The absolute address under which the site is published.
    pub base_url: Option<BaseUrl>,
    /// The site's language.
    pub language: Language,
    /// One or two sentences about the site.
    pub description: Option<String>,
    /// Whether the content is invented.
    pub sample: bool,
    /// Who is reviewed and who publishes.
    pub business: Business,
    /// The theme's name.
    pub theme: String,
    /// The place of the theme's name, for a theme that does not exist.
    pub theme_place: Place,
    /// The theme's own settings, as written: what they mean is up to the theme.
    pub settings: Vec<GivenSetting>,
    /// Reviews a page, 1 to 200.
    pub page_size: usize,
    /// Which kinds of list pages exist, in the order of the navigation.
    pub archives: Vec<Archive>,
    /// For which pages social images are made.
    pub cards: Cards,
    /// The site's icon.
    pub favicon: Option<MediaPath>,
    /// Links in the footer.
    pub links: Vec<Link>,
    /// Where to leave a review.
    pub review_links: Vec<Link>,
    /// Figures of other platforms.
    pub platforms: Vec<PlatformFigure>,
    /// The closed list of touchpoints; `None` allows any word.
    pub touchpoints: Option<Vec<String>>,
    /// What the site shows.
    pub selection: Selection,
    /// How much of a name is shown.
    pub name_display: NameDisplay,
    /// Words on a card; 0 is the whole text.
    pub excerpt: usize,
    /// What happens with what consent does not cover.
    pub on_missing: OnMissing,
    /// What the owner believes.
    pub belief: Belief,
    /// How strictly which rules are applied.
    pub checks: Levels,
    /// The answers of the page "How we collect reviews".
    pub policy: Policy,
    /// Selections that other pages can embed.
    pub widgets: Vec<Widget>,
    /// Where the site says that its reviews are checked, and whether it says so of all of them.
    pub verified_claims: Vec<(Place, bool)>,
}

impl Config {
    /// The path under which the site is served, with `/` at both ends.
    pub fn base_path(&self) -> &str {
        self.base_url.as_ref().map_or("/", BaseUrl::path)
    }

    /// What stands before every path in an absolute address; without a `base_url` the same as in
    /// others.
    pub fn base_address(&self) -> &str {
        self.base_url.as_ref().map_or("/", BaseUrl::as_str)
    }

    /// The same without any rule: for those who do not publish.
    #[must_use]
    pub fn without_rules(&self) -> Self {
        Self { checks: Levels::none(), ..self.clone() }
    }

    /// Rules that are errors by default and were made weaker here.
    pub fn weakened(&self) -> Vec<&'static str> {
        self.checks.weakened()
    }

    /// The severity of a rule on this site; `None` where it is switched off.
    pub fn severity(&self, code: &str) -> Option<Severity> {
        self.checks.severity(code)
    }
}

/// Who is reviewed and who publishes.
#[derive(Clone, Debug, Default)]
pub struct Business {
    /// The name.
    pub name: String,
    /// A schema.org type.
    pub kind: String,
    /// Its own web site.
    pub url: Option<WebAddress>,
    /// The logo.
    pub logo: Option<MediaPath>,
    /// The postal address.
    pub address: Option<PostalAddress>,
    /// The telephone number.
    pub telephone: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
}

/// A postal address.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs, reason = "the words say it")]
pub struct PostalAddress {
    pub street: Option<String>,
    pub locality: Option<String>,
    pub region: Option<String>,
    pub postal_code: Option<String>,
    pub country: Option<String>,
}

/// A media file that the configuration names; whether it exists is found out with the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaPath {
    /// Path relative to `content/`.
    pub path: String,
    /// Where it is named.
    pub place: Place,
}

/// A value for a setting of the theme.
#[derive(Clone, Debug)]
pub struct GivenSetting {
    /// The setting's id.
    pub id: String,
    /// The value.
    pub value: Data,
    /// A text, number or truth value as it was typed.
    pub typed: Option<String>,
    /// What a `#` without quotes has turned into a comment.
    pub commented: Option<String>,
    /// Where the id stands.
    pub id_place: Place,
    /// Where the value stands.
    pub place: Place,
}

/// A link with its words.
#[derive(Clone, Debug)]
pub struct Link {
    /// The words.
    pub label: String,
    /// The address.
    pub url: WebAddress,
}

/// The figure of another platform.
#[derive(Clone, Debug)]
pub struct PlatformFigure {
    /// The platform's word.
    pub platform: String,
    /// Its average, 0 to 5.
    pub rating: f64,
    /// The number of reviews behind it.
    pub count: u64,
    /// The day of the figure.
    pub as_of: Option<Date>,
    /// Where it can be seen.
    pub url: Option<WebAddress>,
    /// Where it is written.
    pub place: Place,
}

/// What the site shows.
#[derive(Clone, Debug)]
pub struct Selection {
    /// Whether every received review is shown.
    pub completeness: Completeness,
    /// The order of lists.
    pub order: Order,
    /// For the order `random`.
    pub seed: u64,
    /// By what rule reviews are selected.
    pub rule: Option<String>,
    /// Where that is written, or would be.
    pub place: Place,
}

/// What the owner believes.
#[derive(Clone, Debug, Default)]
pub struct Belief {
    /// The average of all ratings.
    pub rating: Option<f64>,
    /// How likely customers are to recommend, 0 to 10.
    pub recommend: Option<f64>,
    /// How many customers there are a month.
    pub customers_per_month: Option<u64>,
}

/// The answers of the page "How we collect reviews".
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// Who may write a review.
    pub who_may_review: Option<String>,
    /// Who is asked for one.
    pub invited: Option<Invited>,
    /// How experiences are checked.
    pub verification: Option<String>,
    /// What is withheld, by whom and how soon.
    pub moderation: Option<String>,
    /// Whether anything is given for a review.
    pub incentives: Option<String>,
    /// How to report or withdraw a review.
    pub contact: Option<WebAddress>,
    /// How long reviews are kept, in months.
    pub retention_months: Option<u64>,
}

/// Reads `site.yaml`. Gives a configuration even where parts of it are wrong; `None` only where
/// there is nothing to go on.
pub fn load(file: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<Config> {
    let text = match diag::utf8(file, bytes) {
        Ok(text) => text,
        Err(problem) => {
            diagnostics.push(*problem);
            return None;
        }
    };
    let base = if text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
    let index = LineIndex::new(text);
    let (root, faults) = Node::load(&text[base..]);
    diagnostics.extend(faults.into_iter().map(|fault| fault.into_diagnostic(file, &index, base)));
    let root = root?;
    let mut tree = root.clone();
    let decoded = yaml::decode::<Option<raw::Site>>(&mut tree);
    let faults = decoded.faults.into_iter();
    diagnostics.extend(faults.map(|fault| fault.into_diagnostic(file, &index, base)));
    let raw = decoded.value?.unwrap_or_default();
    let faulty = &decoded.faulty;
    let places = validate::Places { file, index: &index, root: &root, base, faulty };
    Some(validate::config(raw, &places, diagnostics))
}

/// The configuration of a site whose file cannot be read: content is checked against it, and
/// nothing is published.
pub fn stand_in() -> Config {
    let text = "title: ''";
    let index = LineIndex::new(text);
    let root = Node::nothing();
    let faulty = yaml::Faulty::default();
    let places =
        validate::Places { file: FILE, index: &index, root: &root, base: 0, faulty: &faulty };
    let title = Some(yaml::Text("–".to_owned()));
    let raw = raw::Site { title, ..raw::Site::default() };
    // What the settings decide is not known.
    validate::config(raw, &places, &mut Diagnostics::default()).without_rules()
}

/// Finds the site's folder: the given one, else the current folder or the nearest above it with a
/// configuration file.
pub fn find_site(given: Option<&Path>, current: &Path) -> fsx::Result<Option<PathBuf>> {
    if let Some(site) = given {
        let site = current.join(site);
        return Ok(find_file(&site)?.map(|_| site));
    }
    for folder in current.ancestors() {
        if find_file(folder)?.is_some() {
            return Ok(Some(folder.to_owned()));
        }
    }
    Ok(None)
}

/// The problem of a folder with two configuration files: only one of them counts.
pub fn two_files(site: &Path) -> fsx::Result<Option<Diagnostic>> {
    for file in FILES {
        if fsx::metadata(&site.join(file))?.is_none() {
            return Ok(None);
        }
    }
    let [first, second] = FILES;
    let message = format!("nothing is read from this file: there is also `{first}`");
    let problem = Diagnostic::error("two-configurations", message).at(Place::file(second));
    Ok(Some(problem.hint("keep one of the two")))
}

/// The name of the configuration file in a folder; `None` if it has none.
pub fn find_file(site: &Path) -> fsx::Result<Option<&'static str>> {
    for file in FILES {
        if fsx::metadata(&site.join(file))?.is_some_and(|found| found.is_file()) {
            return Ok(Some(file));
        }
    }
    Ok(None)
}
