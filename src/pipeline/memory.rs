//! What is kept between two looks at a site, so that the second one is short.
//!
//! ```text
//! site.yaml, theme ─► setup ──────────────┐        used again as long as …
//! content ─► seen ─► kept ─► model ───────┤  seen     size and times of a file are the same
//!            sizes   what came            │  kept     its bytes, and all that its records name
//!            times   of each file         ▼  plan     what a list is made of (`Differs`)
//!                              plan ─► press common   what numbers are made of, and the words
//!                                            engine   the templates and the words
//! ```
//!
//! Nothing here is clever about what an edit means: it compares what something was made of, and makes
//! it again where that is not the same. So a site that was looked at a thousand times is the one that a
//! first look gives; tests hold that.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::last::{Last, Part, Same, Work};
use super::setup::Setup;
use super::{Hint, Press, Request, Touched, fingerprint};
use crate::config::BaseUrl;
use crate::content::{self, Content, Looked, Reach, Seen, Sources};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::fsx;
use crate::model::{Grounds, Kept, Model};

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
        let is_nothing = !must && same.setup && is_same_day && looked.is_nothing();
        if is_nothing && !old.is_some_and(Last::waits_for_pictures) {
            self.last = kept;
            return None;
        }
        let mut news = News {
            paths: old.map_or_else(Vec::new, |old| changed(&old.setup, &setup, &looked)),
            touched: Touched {
                settings: old.is_some() && !same.config,
                templates: old.is_some() && !(same.templates && same.words),
                style: old.is_some() && !same.statics,
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
        let is_news =
            !is_nothing || old.is_some_and(|old| old.faults(self.seen.problems()) != news.faults);
        self.last = Some(last);
        is_news.then_some(news)
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
        // Figures grow old by the day, with or without reviews.
        let is_same_day = work.old.is_some_and(|old| old.today == request.today);
        if let Some(old) = old.filter(|_| is_same && is_same_day && same.config && same.images) {
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
