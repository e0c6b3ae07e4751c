//! From a model to what draws it, with all that is the same as the last time.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::press::Material;
use super::setup::Setup;
use super::widgets::Widgets;
use super::{Press, Request, planned};
use crate::config::Config;
use crate::content::{self, MediaFile, Sources};
use crate::diag::{Diagnostic, Diagnostics};
use crate::media::{self, Gallery, Role, Store};
use crate::model::{Differs, Grounds, MediaRef, Model};
use crate::plan::{self, Files, Plan};
use crate::render::Engine;
use crate::theme::Theme;
use crate::views::make::{Common, Maker};
use crate::words::Words;

/// What came of the last look: each part with what is wrong with it.
#[derive(Clone, Debug)]
pub(super) struct Last {
    pub(super) today: Date,
    pub(super) setup: Arc<Setup>,
    pub(super) grounds: Grounds,
    pub(super) model: Part<Model>,
    pictures: Pictures,
    plan: Part<Plan>,
    words: Option<Part<Words>>,
    common: Option<Arc<Common>>,
    templates: Option<Templates>,
}

/// The templates, and what is wrong with them.
#[derive(Clone, Debug)]
pub(super) struct Templates {
    engine: Option<Arc<Engine>>,
    problems: Arc<[Diagnostic]>,
}

/// A part, and what is wrong with it.
#[derive(Debug)]
pub(super) struct Part<T> {
    pub(super) is: Arc<T>,
    problems: Arc<[Diagnostic]>,
}

impl<T> Clone for Part<T> {
    fn clone(&self) -> Self {
        Self { is: Arc::clone(&self.is), problems: Arc::clone(&self.problems) }
    }
}

impl<T> Part<T> {
    pub(super) fn new(is: T, problems: Diagnostics) -> Self {
        Self { is: Arc::new(is), problems: problems.into_vec().into() }
    }
}

/// The pictures of a site.
#[derive(Clone, Debug)]
pub(super) struct Pictures {
    /// What is shown as what, with the hash of each file.
    wanted: BTreeSet<(MediaRef, Role, u64)>,
    gallery: Part<Gallery>,
    /// Keeps what was made from being tidied away.
    _store: Arc<Store>,
}

impl Pictures {
    /// Whether nothing is wrong with them.
    fn are_sound(&self) -> bool {
        self.gallery.problems.is_empty()
    }
}

/// What is the same as in the last look.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "six questions with an answer each")]
pub(super) struct Same {
    pub(super) setup: bool,
    pub(super) config: bool,
    pub(super) images: bool,
    pub(super) statics: bool,
    pub(super) words: bool,
    pub(super) templates: bool,
}

impl Same {
    pub(super) fn between(old: &Setup, new: &Setup) -> Self {
        let config = (old.settings, old.file) == (new.settings, new.file);
        let setup = config && old.theme.hash() == new.theme.hash() && old.problems == new.problems;
        let language = |setup: &Setup| setup.config.as_ref().map(|config| config.language.clone());
        let language = language(old) == language(new);
        let (old, new) = (&*old.theme, &*new.theme);
        let statics = |theme: &Theme| {
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

/// The way from a model to what draws it.
pub(super) struct Work<'run> {
    pub(super) request: &'run Request,
    pub(super) setup: &'run Arc<Setup>,
    pub(super) config: &'run Config,
    pub(super) old: Option<&'run Last>,
    pub(super) same: Same,
}

impl Work<'_> {
    pub(super) fn understand(
        &self,
        model: Part<Model>,
        grounds: Grounds,
        sources: &Sources,
    ) -> Last {
        // The configuration also decides what is shown, and in which order.
        let old = self.old.filter(|_| self.same.config);
        let old = old.map(|old| (old, Differs::between(&model.is, &old.model.is)));
        let stands = old.filter(|(_, differs)| !differs.any()).map(|(old, _)| old);
        let pictures = match old {
            // The place of a problem may be another one.
            Some((old, differs)) if !differs.pictures() && old.pictures.are_sound() => {
                old.pictures.clone()
            }
            _ => self.pictures(&model.is, sources),
        };
        let words = self.words();
        let plan = self.plan(&model.is, &pictures, old);
        let same_words = self.old.is_some_and(|old| is_same(words.as_ref(), old.words.as_ref()));
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
        let counted = old.filter(|(_, differs)| same_words && !differs.numbers());
        let common = counted.and_then(|(old, _)| old.common.clone());
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
                && old.are_sound()
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

    fn plan(
        &self,
        model: &Model,
        pictures: &Pictures,
        old: Option<(&Last, Differs)>,
    ) -> Part<Plan> {
        let Some(config) = &self.setup.config else {
            return Part::new(Plan::default(), Diagnostics::default());
        };
        let is_same = |(old, differs): &(&Last, Differs)| {
            let same_gallery = Arc::ptr_eq(&old.pictures.gallery.is, &pictures.gallery.is);
            self.same.statics && same_gallery && !differs.any()
        };
        if let Some((old, _)) = old.filter(is_same) {
            return old.plan.clone();
        }
        let files =
            Files { statics: self.setup.statics(), media: Arc::clone(&pictures.gallery.is) };
        let site = plan::Site { model, config, files, drafts: self.request.drafts };
        let old = old.map(|(old, differs)| (&*old.plan.is, differs));
        let mut problems = Diagnostics::default();
        let plan = planned(site, old, &mut problems);
        Part::new(plan, problems)
    }

    fn words(&self) -> Option<Part<Words>> {
        let old = self.old.filter(|_| self.same.words).and_then(|old| old.words.as_ref());
        if let Some(old) = old.filter(|_| self.same.templates) {
            return Some(old.clone());
        }
        let mut problems = Diagnostics::default();
        let words = self.setup.words(&mut problems)?;
        // Templates only decide which words nobody asks for.
        let is = old.map_or(words, |old| Arc::clone(&old.is));
        Some(Part { is, problems: problems.into_vec().into() })
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

/// Whether media files stand at the same positions: that is what they are shown by.
fn same_places(new: &[MediaFile], old: &[MediaFile]) -> bool {
    new.len() == old.len() && new.iter().zip(old).all(|(new, old)| new.path == old.path)
}

fn is_same<T>(new: Option<&Part<T>>, old: Option<&Part<T>>) -> bool {
    matches!((new, old), (Some(new), Some(old)) if Arc::ptr_eq(&new.is, &old.is))
}

impl Last {
    /// Whether a picture could not be read, which may pass without a change.
    pub(super) fn waits_for_pictures(&self) -> bool {
        self.pictures.gallery.problems.iter().any(|problem| problem.code == "unreadable")
    }

    fn material(&self, request: &Request) -> Option<Material> {
        Some(Material {
            config: Arc::clone(self.setup.config.as_ref()?),
            model: Arc::clone(&self.model.is),
            plan: Arc::clone(&self.plan.is),
            theme: Arc::clone(&self.setup.theme),
            words: Arc::clone(&self.words.as_ref()?.is),
            today: request.today,
            drafts: request.drafts,
            local: request.local,
        })
    }

    pub(super) fn press(&self, request: &Request) -> Option<Press> {
        let material = self.material(request)?;
        let common = Arc::clone(self.common.as_ref()?);
        let engine = self.templates.as_ref()?.engine.clone()?;
        let widgets = Arc::new(Widgets::new(&material.plan));
        Some(Press { material, common, engine, widgets })
    }

    /// Everything that is wrong, in the order in which a build says it.
    pub(super) fn faults<'a>(
        &'a self,
        seen: impl Iterator<Item = &'a Diagnostic>,
    ) -> Vec<Diagnostic> {
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
