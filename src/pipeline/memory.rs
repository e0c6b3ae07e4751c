//! What is kept between two looks at a site, so that the second one is short.
//!
//! ```text
//! site.yaml, theme ─► setup ──────────────┐        used again as long as …
//! content ─► seen ─► kept ─► model ───────┤  seen     size and times of a file are the same
//!            sizes   what came            │  kept     its bytes, and all that its records name
//!            times   of each file         ▼  plan     every review stands where it stood
//!                              plan ─► press common   the same, and the words
//!                                            engine   the templates and the words
//! ```
//!
//! Nothing here is clever about what an edit means: it compares what something was made of, and makes
//! it again where that is not the same. So a site that was looked at a thousand times is the one that a
//! first look gives; tests hold that.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use super::press::Material;
use super::setup::Setup;
use super::{Hint, Press, Request, Touched, fingerprint, planned};
use crate::config::{BaseUrl, Config};
use crate::content::{self, Content, Looked, MediaFile, Reach, Seen, Sources};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::fsx;
use crate::media::{self, Gallery, Role, Store};
use crate::model::{Grounds, Kept, MediaRef, Model};
use crate::plan::{self, Files, Plan};
use crate::render::Engine;
use crate::views::make::{Common, Maker};
use crate::words::Words;

/// What was understood of a site the last time.
#[derive(Debug)]
pub struct Memory {
    /// What was asked for; for anything else nothing of this is right.
    asked: Option<(PathBuf, bool, Option<BaseUrl>)>,
    seen: Seen,
    sources: Sources,
    kept: Kept,
    last: Option<Last>,
    /// Whether a look is on its way; if one never came to its end, nothing of this is right.
    is_looking: bool,
    /// Whether nobody has been told of what is there now.
    is_untold: bool,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            asked: None,
            seen: Seen::default(),
            sources: Sources::again(),
            kept: Kept::default(),
            last: None,
            is_looking: false,
            is_untold: true,
        }
    }
}

/// What came of the last look: each part with what is wrong with it.
#[derive(Clone, Debug)]
struct Last {
    today: Date,
    setup: Arc<Setup>,
    grounds: Grounds,
    model: Part<Model>,
    pictures: Pictures,
    plan: Part<Plan>,
    words: Option<Part<Words>>,
    common: Option<Arc<Common>>,
    templates: Option<Templates>,
}

/// The templates, and what is wrong with them.
#[derive(Clone, Debug)]
struct Templates {
    engine: Option<Arc<Engine>>,
    problems: Arc<[Diagnostic]>,
}

/// A part, and what is wrong with it.
#[derive(Debug)]
struct Part<T> {
    is: Arc<T>,
    problems: Arc<[Diagnostic]>,
}

impl<T> Clone for Part<T> {
    fn clone(&self) -> Self {
        Self { is: Arc::clone(&self.is), problems: Arc::clone(&self.problems) }
    }
}

impl<T> Part<T> {
    fn new(is: T, problems: Diagnostics) -> Self {
        Self { is: Arc::new(is), problems: problems.into_vec().into() }
    }
}

/// The pictures of a site.
#[derive(Clone, Debug)]
struct Pictures {
    /// What is shown as what, with the hash of each file.
    wanted: BTreeSet<(MediaRef, Role, u64)>,
    gallery: Part<Gallery>,
    /// Keeps what was made from being tidied away.
    _store: Arc<Store>,
}

/// What came of another look at a site.
#[derive(Debug, Default)]
pub struct News {
    /// What draws the site; `None` where errors forbid it.
    pub press: Option<Press>,
    /// Everything that is wrong, in the order of files and lines.
    pub faults: Vec<Diagnostic>,
    /// The files that are new, different or gone.
    pub paths: Vec<String>,
    /// What had to be understood again.
    pub touched: Touched,
    /// Where links of the site lead to; `None` where that is not known.
    pub linked: Option<BTreeSet<PathBuf>>,
    /// Equal for looks that must give the same output, and the same as that of a build.
    pub fingerprint: String,
}

impl News {
    /// Only a problem.
    pub fn only(problem: Diagnostic) -> Self {
        Self { faults: vec![problem], ..Self::default() }
    }
}

/// What is the same as in the last look.
#[derive(Clone, Copy, Debug, Default)]
struct Same {
    setup: bool,
    config: bool,
    images: bool,
    statics: bool,
    words: bool,
    templates: bool,
}

impl Same {
    fn between(old: &Setup, new: &Setup) -> Self {
        let config = (old.settings, old.file) == (new.settings, new.file);
        let setup = config && old.theme.hash() == new.theme.hash() && old.problems == new.problems;
        let language = |setup: &Setup| setup.config.as_ref().map(|config| config.language.clone());
        let language = language(old) == language(new);
        let (old, new) = (&*old.theme, &*new.theme);
        let statics = |theme: &crate::theme::Theme| {
            theme.statics.iter().map(|file| (file.path.clone(), file.hash)).collect::<Vec<_>>()
        };
        Self {
            setup,
            config,
            images: old.settings.images == new.settings.images,
            statics: statics(old) == statics(new),
            words: language && old.words == new.words,
            templates: old.templates == new.templates && old.prefixes() == new.prefixes(),
        }
    }
}

impl Memory {
    /// Looks at a site again; `None` if nothing has changed.
    pub fn again(&mut self, request: &Request, hint: &Hint) -> fsx::Result<Option<News>> {
        let asked = (request.site.clone(), request.drafts, request.base_url.clone());
        if self.is_looking || self.asked.as_ref() != Some(&asked) {
            *self = Self { asked: Some(asked), ..Self::default() };
        }
        let must = std::mem::replace(&mut self.is_untold, true);
        let hint = if must { &Hint::Anything } else { hint };
        let setup = match &self.last {
            Some(last) if hint.is_content() => Arc::clone(&last.setup),
            _ => Arc::new(Setup::read(request)?),
        };
        self.is_looking = true;
        let news = self.look(request, hint, setup, must);
        (self.is_looking, self.is_untold) = (false, false);
        Ok(news)
    }

    fn look(
        &mut self,
        request: &Request,
        hint: &Hint,
        setup: Arc<Setup>,
        must: bool,
    ) -> Option<News> {
        let kept = self.last.take();
        let old = kept.as_ref();
        let same = old.map_or_else(Same::default, |old| Same::between(&old.setup, &setup));
        let config = setup.config_to_check_with();
        let grounds = Grounds::new(setup.setting(&config, request));
        let is_same_ground = old.is_some_and(|old| old.grounds == grounds);
        let reach = if is_same_ground { Reach::Nothing } else { Reach::All };
        let looked = self.content(request, hint, reach);
        let is_same_day = old.is_some_and(|old| old.today == request.today);
        if !must && same.setup && is_same_day && looked.is_nothing() {
            self.last = kept;
            return None;
        }
        let mut news = News {
            paths: old.map_or_else(Vec::new, |old| changed(&old.setup, &setup, &looked)),
            touched: Touched {
                settings: old.is_some() && !same.config,
                theme: old.is_some() && same.config && !same.setup,
                files: looked.changed.len(),
                reviews: 0,
            },
            linked: Some(self.seen.links().clone()),
            ..News::default()
        };
        let work = Work { request, setup: &setup, config: &config, old, same };
        let model = self.model(&work, looked, &mut news.touched);
        let last = work.understand(model, grounds, &self.sources);
        let found = self.seen.problems();
        news.fingerprint = fingerprint(request, &setup, self.seen.hash(), found);
        news.faults = last.faults(self.seen.problems());
        let is_good = news.faults.iter().all(|fault| fault.severity != Severity::Error);
        news.press = last.press(request).filter(|_| is_good);
        self.last = Some(last);
        Some(news)
    }

    fn content(&mut self, request: &Request, hint: &Hint, reach: Reach) -> Looked {
        let Self { seen, kept, sources, .. } = self;
        if let (Hint::Paths(paths), Reach::Nothing) = (hint, reach) {
            let inside = paths.iter().filter(|path| Hint::is_of_content(path)).cloned().collect();
            if let Some(looked) = seen.look_at(&request.site, &inside) {
                return looked;
            }
        }
        let looked = seen.look(&request.site, reach, &|path| kept.asks(path, sources));
        kept.forget(&looked.gone, sources);
        looked
    }

    fn model(&mut self, work: &Work<'_>, looked: Looked, touched: &mut Touched) -> Part<Model> {
        let Work { request, setup, config, same, .. } = *work;
        let is_same = looked.fresh.files.is_empty() && looked.gone.is_empty() && !looked.media;
        let old = work.old.map(|old| &old.model);
        if let Some(old) = old.filter(|_| is_same && same.config && same.images) {
            return old.clone();
        }
        let media = match old.filter(|_| !looked.media) {
            Some(old) => Arc::clone(&old.is.media),
            None => Arc::new(self.seen.media()),
        };
        let content = Content::of(looked.fresh, &mut self.sources);
        let setting = setup.setting(config, request);
        let built = self.kept.build(content, &self.sources, setting, media);
        touched.reviews = built.read;
        let mut problems = Diagnostics::default();
        problems.extend(built.problems);
        content::locate(&request.site, &self.sources, built.findings, &mut problems);
        Part::new(built.model, problems)
    }
}

/// The names of what changed.
fn changed(old: &Setup, new: &Setup, looked: &Looked) -> Vec<String> {
    let mut paths = Vec::new();
    if old.settings != new.settings || old.file != new.file {
        paths.push(new.file.to_owned());
    }
    let (old, new) = (&old.theme.files, &new.theme.files);
    let other = new.iter().filter(|(path, hash)| old.get(*path) != Some(*hash));
    let gone = old.keys().filter(|path| !new.contains_key(*path));
    paths.extend(other.map(|(path, _)| path).chain(gone).cloned());
    paths.extend(looked.changed.iter().cloned());
    paths
}

/// The way from a model to what draws it.
struct Work<'run> {
    request: &'run Request,
    setup: &'run Arc<Setup>,
    config: &'run Config,
    old: Option<&'run Last>,
    same: Same,
}

impl Work<'_> {
    fn understand(&self, model: Part<Model>, grounds: Grounds, sources: &Sources) -> Last {
        // The configuration also decides what is shown, and in which order.
        let stands = self.old.filter(|old| self.same.config && stands_as(&model.is, &old.model.is));
        let pictures = match stands {
            Some(old) => old.pictures.clone(),
            None => self.pictures(&model.is, sources),
        };
        let words = self.words();
        let plan = self.plan(&model.is, &pictures, stands);
        let same_words = self.old.is_some_and(|old| is_same(&words, &old.words));
        let mut last = Last {
            today: self.request.today,
            setup: Arc::clone(self.setup),
            grounds,
            model,
            pictures,
            plan,
            words,
            common: None,
            templates: None,
        };
        let Some(material) = last.material(self.request) else { return last };
        let from = material.sources();
        let common = stands.filter(|_| same_words).and_then(|old| old.common.clone());
        let common = common.unwrap_or_else(|| Arc::new(Common::new(&from)));
        let is_same_site = |old: &&Last| {
            let same_plan = Arc::ptr_eq(&old.plan.is, &last.plan.is);
            same_words && same_plan && self.same.setup
        };
        let templates = stands.filter(is_same_site).and_then(|old| old.templates.clone());
        let templates = templates.unwrap_or_else(|| self.templates(&material, &common, same_words));
        last.templates = Some(templates);
        last.common = Some(common);
        last
    }

    fn pictures(&self, model: &Model, sources: &Sources) -> Pictures {
        let images = &self.setup.theme.settings.images;
        let uses = media::uses(model, self.config, images, self.request.drafts);
        let with_hash = |one: &media::Use| (one.media, one.role, model.media[one.media.0].hash);
        let wanted: BTreeSet<_> = uses.iter().map(with_hash).collect();
        let old = self.old.map(|old| &old.pictures);
        let is_right = |old: &&Pictures| {
            old.wanted == wanted
                && old.gallery.problems.is_empty()
                && self.old.is_some_and(|old| same_places(&old.model.is.media, &model.media))
        };
        if let Some(old) = old.filter(is_right) {
            return old.clone();
        }
        let mut store = Store::new(&self.request.site, self.request.media);
        let made = media::make(&uses, model, &mut store);
        let mut problems = Diagnostics::default();
        problems.extend(made.problems);
        content::locate(&self.request.site, sources, made.findings, &mut problems);
        Pictures { wanted, gallery: Part::new(made.gallery, problems), _store: Arc::new(store) }
    }

    fn plan(&self, model: &Model, pictures: &Pictures, stands: Option<&Last>) -> Part<Plan> {
        let Some(config) = &self.setup.config else {
            return Part::new(Plan::default(), Diagnostics::default());
        };
        let files =
            Files { statics: self.setup.statics(), media: Arc::clone(&pictures.gallery.is) };
        if let Some(old) = stands {
            if self.same.statics {
                return old.plan.clone();
            }
            // With a problem of addresses it is not clear which of them are whose.
            let is_good = old.plan.problems.iter().all(|one| one.severity == Severity::Note);
            let other = plan::with_statics(&old.plan.is, &files.statics, model);
            if let Some(plan) = other.filter(|_| is_good && model.pages.is_empty()) {
                return Part { is: Arc::new(plan), problems: Arc::clone(&old.plan.problems) };
            }
        }
        let mut problems = Diagnostics::default();
        let plan = planned(model, config, files, self.request.drafts, &mut problems);
        Part::new(plan, problems)
    }

    fn words(&self) -> Option<Part<Words>> {
        if let Some(old) = self.old.filter(|_| self.same.words) {
            return old.words.clone();
        }
        let mut problems = Diagnostics::default();
        let words = self.setup.words(&mut problems)?;
        Some(Part { is: words, problems: problems.into_vec().into() })
    }

    fn templates(&self, material: &Material, common: &Common, same_words: bool) -> Templates {
        let site = Maker::new(material.sources(), common).site();
        let old = self.old.filter(|_| same_words && self.same.templates);
        if let Some(old) = old.and_then(|old| old.templates.as_ref()) {
            let engine = old.engine.as_ref().map(|engine| Arc::new(engine.with_site(&site)));
            return Templates { engine, problems: Arc::clone(&old.problems) };
        }
        let mut problems = Diagnostics::default();
        let engine = Engine::new(&material.theme, &material.words, &site, &mut problems);
        Templates { engine: engine.map(Arc::new), problems: problems.into_vec().into() }
    }
}

/// Whether every record stands where another one stood.
fn stands_as(new: &Model, old: &Model) -> bool {
    let reviews = || new.reviews.iter().zip(&old.reviews);
    let are_same = |(new, old): (&Arc<_>, &Arc<_>)| {
        Arc::ptr_eq(new, old) || crate::model::Review::stands_as(new, old)
    };
    new.reviews.len() == old.reviews.len()
        && reviews().all(are_same)
        && are_all_the_same(&new.items, &old.items)
        && are_all_the_same(&new.pages, &old.pages)
        && Arc::ptr_eq(&new.media, &old.media)
        && (new.favicon, new.logo) == (old.favicon, old.logo)
        && new.pictures == old.pictures
}

fn are_all_the_same<T>(new: &[Arc<T>], old: &[Arc<T>]) -> bool {
    new.len() == old.len() && new.iter().zip(old).all(|(new, old)| Arc::ptr_eq(new, old))
}

/// Whether media files stand at the same positions: that is what they are shown by.
fn same_places(new: &[MediaFile], old: &[MediaFile]) -> bool {
    new.len() == old.len() && new.iter().zip(old).all(|(new, old)| new.path == old.path)
}

fn is_same(new: &Option<Part<Words>>, old: &Option<Part<Words>>) -> bool {
    matches!((new, old), (Some(new), Some(old)) if Arc::ptr_eq(&new.is, &old.is))
}

impl Last {
    fn material(&self, request: &Request) -> Option<Material> {
        Some(Material {
            config: Arc::clone(self.setup.config.as_ref()?),
            model: Arc::clone(&self.model.is),
            plan: Arc::clone(&self.plan.is),
            theme: Arc::clone(&self.setup.theme),
            words: Arc::clone(&self.words.as_ref()?.is),
            today: request.today,
            drafts: request.drafts,
        })
    }

    fn press(&self, request: &Request) -> Option<Press> {
        let material = self.material(request)?;
        let common = Arc::clone(self.common.as_ref()?);
        let engine = self.templates.as_ref()?.engine.clone()?;
        Some(Press { material, common, engine })
    }

    /// Everything that is wrong, in the order in which a build says it.
    fn faults<'a>(&'a self, seen: impl Iterator<Item = &'a Diagnostic>) -> Vec<Diagnostic> {
        let words = self.words.as_ref().map_or(&[][..], |words| &words.problems);
        let templates = self.templates.as_ref().map_or(&[][..], |templates| &templates.problems);
        let parts = [&self.model.problems, &self.pictures.gallery.problems, &self.plan.problems];
        let parts = parts.into_iter().flat_map(|part| part.iter()).chain(words).chain(templates);
        let mut all = Diagnostics::default();
        all.extend(self.setup.problems.iter().chain(seen).chain(parts).cloned());
        all.sort();
        all.into_vec()
    }
}
