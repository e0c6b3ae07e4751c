//! The whole program on one screen: files → config and content → model → media → plan → pages → sink.
//!
//! `build` and `check` are the same run into different sinks, so that `check` says exactly what
//! `build` would.

mod hint;
mod last;
mod memory;
mod press;
mod rendering;
mod setup;
mod widgets;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use xxhash_rust::xxh3::Xxh3;

pub use self::hint::{Hint, Touched};
pub use self::memory::{Memory, News};
use self::press::Material;
pub use self::press::{Drawn, Press};
use self::setup::Setup;
pub use self::widgets::Weight;
use crate::clock::{self, Laps};
use crate::config::{self, BaseUrl, Config};
use crate::content::{self, Content, Inputs, Sources};
use crate::diag::{Diagnostic, Diagnostics, SourceRef};
use crate::fsx;
use crate::media::{self, Gallery, Making, Store};
use crate::model::{self, Differs, Model};
use crate::plan::{self, Files, Plan};
use crate::sink::{Sink, SinkError};
use crate::theme::Theme;
use crate::views::Offer;
use crate::words::Words;

/// What to make of which site.
#[derive(Clone, Debug)]
pub struct Request {
    /// The site's folder.
    pub site: PathBuf,
    /// Today.
    pub today: Date,
    /// Whether pending reviews are shown too.
    pub drafts: bool,
    /// An address that stands for the `base_url` of site.yaml.
    pub base_url: Option<BaseUrl>,
    /// Whether names are wanted as they were written, too.
    pub names: bool,
    /// What is made of pictures.
    pub media: Making,
    /// Whether the site is shown where it is made, and not at its address: widgets lead to where they are
    /// then, as pages do.
    pub local: bool,
}

impl Request {
    /// The published site as it is, for those who look at no picture of it.
    pub fn new(site: &Path, today: Date) -> Self {
        Self {
            site: site.to_owned(),
            today,
            drafts: false,
            base_url: None,
            names: false,
            media: Making::Nothing,
            local: false,
        }
    }
}

/// Every input of a site, read but not understood.
#[derive(Debug)]
pub struct Input {
    setup: Setup,
    content: Inputs,
    /// Equal for runs that must give the same output.
    pub fingerprint: String,
    diagnostics: Diagnostics,
    /// How long it took: `read`.
    pub laps: Laps,
}

/// Reads every input of a site.
pub fn read(request: &Request) -> fsx::Result<Input> {
    let mut laps = Laps::start();
    let setup = Setup::read(request)?;
    let mut diagnostics = Diagnostics::default();
    let content = content::scan(&request.site, &mut diagnostics);
    let fingerprint = fingerprint(request, &setup, content.hash(), diagnostics.as_slice());
    laps.end("read");
    Ok(Input { setup, content, fingerprint, diagnostics, laps })
}

/// What could not be read is part of it: the same files with a broken link beside them are not
/// the same site.
fn fingerprint<'a>(
    request: &Request,
    setup: &'a Setup,
    content: u128,
    found: impl IntoIterator<Item = &'a Diagnostic>,
) -> String {
    let mut hasher = Xxh3::new();
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
    hasher.update(env!("LAURELS_SOURCES").as_bytes());
    hasher.update(request.today.to_string().as_bytes());
    hasher.update(&[u8::from(request.drafts)]);
    hasher.update(request.base_url.as_ref().map_or("", BaseUrl::as_str).as_bytes());
    hasher.update(&setup.settings.to_le_bytes());
    hasher.update(&setup.theme.hash().to_le_bytes());
    hasher.update(&content.to_le_bytes());
    for diagnostic in setup.problems.iter().chain(found) {
        hasher.update(format!("{diagnostic:?}").as_bytes());
    }
    format!("{:032x}", hasher.digest128())
}

/// A site, understood: everything that rendering needs, and everything that is wrong.
#[derive(Debug)]
pub struct Snapshot {
    /// The configuration; `None` where `site.yaml` could not be read.
    pub config: Option<Arc<Config>>,
    /// The content.
    pub model: Arc<Model>,
    /// Every route.
    pub plan: Arc<Plan>,
    theme: Arc<Theme>,
    words: Option<Arc<Words>>,
    today: Date,
    drafts: bool,
    /// What was found so far.
    pub diagnostics: Diagnostics,
    /// The paths of the files that records come from, relative to the site, where names are wanted.
    pub paths: Vec<String>,
    /// The names as they were written, shown or not, where they are wanted: for the owner's eyes
    /// only.
    pub names: BTreeMap<SourceRef, String>,
    /// Where finished pictures are kept.
    pub store: Store,
    /// What the widgets weigh, once rendered.
    pub weights: Vec<Weight>,
    /// How long each stage took: `read`, `parse`, `check`, `media`, `plan` and, once rendered,
    /// `render`.
    pub laps: Laps,
}

/// Understands a site: parses, checks, plans. Nothing is rendered yet.
pub fn understand(input: Input, request: &Request) -> Snapshot {
    let Input { setup, content: inputs, mut diagnostics, mut laps, .. } = input;
    diagnostics.extend(setup.problems.iter().cloned());
    let mut sources = Sources::once();
    let content = Content::of(inputs, &mut sources);
    laps.end("parse");
    let stand_in = setup.config_to_check_with();
    let setting = setup.setting(&stand_in, request);
    let built = model::build(content, &sources, setting);
    diagnostics.extend(built.problems);
    content::locate(&request.site, &sources, built.findings, &mut diagnostics);
    laps.end("check");
    laps.shift("check", "parse", clock::shared(built.parsing, rayon::current_num_threads()));
    let (model, names) = (built.model, built.names);
    let mut store = Store::new(&request.site, request.media);
    let mut gallery = Gallery::default();
    if store.is_wanted() {
        let uses = media::uses(&model, &stand_in, &setup.theme.settings.images, request.drafts);
        let made = media::make(&uses, &model, &mut store);
        diagnostics.extend(made.problems);
        content::locate(&request.site, &sources, made.findings, &mut diagnostics);
        gallery = made.gallery;
        laps.end("media");
    }
    let mut plan = Plan::default();
    if let Some(config) = &setup.config {
        let files = Files { statics: setup.statics(), media: Arc::new(gallery) };
        let site = plan::Site { model: &model, config, files, drafts: request.drafts };
        plan = planned(site, None, &mut diagnostics);
    }
    let words = setup.words(&mut diagnostics);
    let paths = if request.names { sources.into_paths() } else { Vec::new() };
    let (today, drafts) = (request.today, request.drafts);
    laps.end("plan");
    Snapshot {
        config: setup.config,
        model: Arc::new(model),
        plan: Arc::new(plan),
        theme: setup.theme,
        words,
        today,
        drafts,
        diagnostics,
        paths,
        names,
        store,
        weights: Vec::new(),
        laps,
    }
}

/// A site as far as it is counted: nothing of it is shown to anybody.
#[derive(Debug)]
pub struct Counted {
    /// The configuration; `None` where `site.yaml` could not be read.
    pub config: Option<Arc<Config>>,
    /// The content.
    pub model: Model,
    /// The paths of the files that records come from, relative to the site.
    pub paths: Vec<String>,
    /// What was found.
    pub diagnostics: Diagnostics,
}

/// Understands a site as far as it is counted: what is wrong with its records is told, but not which of
/// them may not be published.
pub fn count(input: Input, request: &Request) -> Counted {
    let Input { setup, content: inputs, mut diagnostics, .. } = input;
    diagnostics.extend(setup.problems.iter().filter(|problem| is_of_numbers(problem)).cloned());
    let mut sources = Sources::once();
    let content = Content::of(inputs, &mut sources);
    let config = setup.config_to_check_with().without_rules();
    let built = model::build(content, &sources, setup.setting(&config, request));
    diagnostics.extend(built.problems);
    content::locate(&request.site, &sources, built.findings, &mut diagnostics);
    let paths = sources.into_paths();
    Counted { config: setup.config, model: built.model, paths, diagnostics }
}

/// Whether a problem of the settings has to do with what is counted: neither a rule of what may be
/// published nor a fault of the theme.
fn is_of_numbers(problem: &Diagnostic) -> bool {
    let is_rule = config::checks::rule(&problem.code).is_some();
    let path = problem.place.as_ref().map(|place| place.path.as_str());
    !is_rule && path.is_some_and(|path| config::FILES.contains(&path))
}

/// Plans a site, and tells what is wrong with its addresses.
fn planned(
    site: plan::Site<'_>,
    old: Option<(&Plan, Differs)>,
    diagnostics: &mut Diagnostics,
) -> Plan {
    let (model, config) = (site.model, site.config);
    let plan = plan::make(site, old, diagnostics);
    diagnostics.extend(plan::dead_links(&plan, model, config));
    if config.base_url.is_none() {
        diagnostics.push(no_base_url(config));
    }
    plan
}

fn no_base_url(config: &Config) -> Diagnostic {
    let widgets = if config.widgets.is_empty() { "" } else { ", widgets" };
    let message = format!(
        "without a `base_url`, feeds, sitemap{widgets} and canonical addresses are left out"
    );
    Diagnostic::note("no-base-url", message)
        .hint("add the address of the published site to site.yaml, such as `base_url: https://…/`")
}

impl Snapshot {
    /// Whether pending reviews are shown too.
    pub fn drafts(&self) -> bool {
        self.drafts
    }

    /// Lets the content go; what was found stays, how long it took, and what is kept.
    pub fn into_words(self) -> (Vec<Diagnostic>, Laps, Store) {
        let Self { config, model, plan, theme, diagnostics, mut laps, store, .. } = self;
        drop((config, model, plan, theme));
        laps.end("render");
        (diagnostics.into_vec(), laps, store)
    }

    /// Renders every route into a sink, in parallel; template faults are added to the diagnostics.
    pub fn render(&mut self, sink: &dyn Sink) -> Result<(), SinkError> {
        let mut found = Diagnostics::default();
        if let Some(press) = self.press(&mut found) {
            found.extend(press.all(sink)?);
            self.weights = press.weights();
        }
        self.diagnostics.extend(found.into_vec());
        self.laps.end("render");
        Ok(())
    }

    /// Every widget with the ways to embed it. Faults of templates are added to the diagnostics.
    pub fn offers(&mut self) -> Vec<Offer> {
        let mut found = Diagnostics::default();
        let offers = self.press(&mut found).map(|press| press.offers());
        let offers = offers.unwrap_or_else(|| Ok(Vec::new())).unwrap_or_else(|fault| {
            found.extend(rendering::summed_up(vec![*fault]));
            Vec::new()
        });
        self.diagnostics.extend(found.into_vec());
        offers
    }

    /// What draws it; `None` where nothing can be drawn.
    fn press(&self, diagnostics: &mut Diagnostics) -> Option<Press> {
        let material = Material {
            config: Arc::clone(self.config.as_ref()?),
            model: Arc::clone(&self.model),
            plan: Arc::clone(&self.plan),
            theme: Arc::clone(&self.theme),
            words: Arc::clone(self.words.as_ref()?),
            today: self.today,
            drafts: self.drafts,
            local: false,
        };
        Press::new(material, diagnostics)
    }
}
