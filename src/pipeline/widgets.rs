//! The widgets of a site: each is drawn once, for all of its files.

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::Press;
use crate::config::{Scheme, Widget as Wanted, WidgetKind};
use crate::diag::Diagnostic;
use crate::plan::{Plan, WidgetFile, frozen_path};
use crate::raster;
use crate::render::Fault;
use crate::render::widgets::Drawn;
use crate::render::widgets::badge::{Figures, Form, badge};
use crate::render::widgets::shields::shields;
use crate::views::make::{Frozen, Made, Maker, Sources, feed};
use crate::views::{Badge, Offer};

/// What was drawn of each widget, by its position in the plan.
#[derive(Debug)]
pub(super) struct Widgets(Vec<Parts>);

/// What was drawn of a widget, once somebody asked.
#[derive(Debug, Default)]
struct Parts {
    drawn: OnceLock<Result<Arc<Drawn>, Box<Fault>>>,
    /// The picture of figures, laid out: all of its files are that.
    badge: OnceLock<Badge>,
}

impl Widgets {
    pub(super) fn new(plan: &Plan) -> Self {
        Self(plan.widgets.iter().map(|_| Parts::default()).collect())
    }
}

/// What a widget weighs, for those who look after it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Weight {
    /// The widget's id.
    pub id: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// How many reviews it shows.
    pub reviews: usize,
    /// The bytes of its script, compressed.
    pub bytes: usize,
    /// How many bytes it may have.
    pub budget: usize,
}

impl Press {
    /// Draws a file of a widget into a buffer that is empty.
    pub(super) fn widget_file(
        &self,
        at: usize,
        file: WidgetFile,
        buffer: &mut Vec<u8>,
    ) -> Result<(), Box<Fault>> {
        let Some(maker) = self.maker_of(at) else { return Ok(()) };
        let drawn = self.drawn(at)?;
        // Writing to memory does not fail.
        match file {
            WidgetFile::Script => buffer.extend_from_slice(&drawn.script),
            WidgetFile::Fragment => buffer.extend_from_slice(drawn.html.as_bytes()),
            WidgetFile::FragmentStyle => buffer.extend_from_slice(drawn.style.as_bytes()),
            WidgetFile::Data => {
                let _ = serde_json::to_writer(buffer, &feed::widget_data(&maker, at));
            }
            WidgetFile::Oembed => {
                let _ = serde_json::to_writer(buffer, &maker.oembed(at));
            }
            WidgetFile::Page => {
                if let (Some(view), Some(wanted)) = (maker.widget(at), self.wanted(at)) {
                    let oembed = maker.url(&WidgetFile::Oembed.path(&wanted.id));
                    self.engine.widget_page(&view, &drawn, &oembed, buffer)?;
                }
            }
            WidgetFile::Badge
            | WidgetFile::BadgeDark
            | WidgetFile::BadgePng
            | WidgetFile::BadgePngLarge
            | WidgetFile::Shields => self.picture(&maker, at, file, buffer)?,
        }
        Ok(())
    }

    /// Draws a picture of figures into a buffer that is empty, or says them for a picture elsewhere.
    fn picture(
        &self,
        maker: &Maker<'_>,
        at: usize,
        file: WidgetFile,
        buffer: &mut Vec<u8>,
    ) -> Result<(), Box<Fault>> {
        let (Some(words), Some(wanted), Some(parts)) =
            (maker.badge(at), self.wanted(at), self.widgets.0.get(at))
        else {
            return Ok(());
        };
        let colours = &self.material.theme.palettes;
        if file == WidgetFile::Shields {
            let average = words.average.map(|average| format!("{average} · "));
            let message = average.unwrap_or_default() + &words.count;
            // Writing to memory does not fail.
            let _ = serde_json::to_writer(buffer, &shields(words.name, &message, &colours[0]));
            return Ok(());
        }
        let figures = Figures {
            name: words.name,
            average: words.average.as_deref(),
            half_stars: words.half_stars,
            count: &words.count,
            plain_count: &words.plain_count,
            title: &words.title,
            language: words.language,
            rtl: words.rtl,
            colours,
        };
        let form = match wanted.kind {
            WidgetKind::Summary => Form::Summary,
            _ => Form::Badge,
        };
        let light = parts.badge.get_or_init(|| badge(&figures, form));
        let png = |scale| {
            let svg = self.engine.badge(light)?;
            raster::png(&svg, scale).map_err(|fault| self.engine.badge_fault(&fault, &wanted.id))
        };
        let auto = if wanted.theme == Scheme::Light { "light" } else { "auto" };
        match file {
            WidgetFile::BadgePng => *buffer = png(1.0)?,
            WidgetFile::BadgePngLarge => *buffer = png(2.0)?,
            WidgetFile::BadgeDark => {
                *buffer = self.engine.badge(&light.in_scheme("dark"))?.into_bytes();
            }
            _ => *buffer = self.engine.badge(&light.in_scheme(auto))?.into_bytes(),
        }
        Ok(())
    }

    /// Every widget with the ways to embed it.
    pub fn offers(&self) -> Result<Vec<Offer>, Box<Fault>> {
        let mut offers = Vec::new();
        for at in 0..self.plan().widgets.len() {
            let Some(wanted) = self.wanted(at) else { continue };
            let drawn = self.drawn(at)?;
            let base = self.config().base_address();
            let maker = Maker::new(Sources { base, ..self.material.sources() }, &self.common);
            let path = frozen_path(&wanted.id, drawn.hash);
            let frozen = Frozen { path, integrity: drawn.integrity.clone() };
            // What is drawn for this computer has other addresses in it.
            let frozen = (!self.material.local).then_some(frozen);
            offers.extend(maker.offer(at, &Made { weight: drawn.weight, frozen }));
        }
        Ok(offers)
    }

    /// The scripts that never change, with their paths; of widgets that can be drawn.
    pub(super) fn frozen(&self) -> Vec<(String, Arc<Drawn>)> {
        let all = 0..self.plan().widgets.len();
        let frozen = all.filter_map(|at| {
            let drawn = self.drawn(at).ok()?;
            Some((frozen_path(&self.wanted(at)?.id, drawn.hash), drawn))
        });
        frozen.collect()
    }

    /// What each widget weighs; of widgets that can be drawn.
    pub fn weights(&self) -> Vec<Weight> {
        (0..self.plan().widgets.len()).filter_map(|at| self.weight(at)).collect()
    }

    fn weight(&self, at: usize) -> Option<Weight> {
        let (drawn, wanted) = (self.drawn(at).ok()?, self.wanted(at)?);
        let reviews = self.plan().widgets.get(at)?.reviews.len();
        Some(Weight {
            id: wanted.id.clone(),
            kind: wanted.kind.traits().word.to_owned(),
            reviews,
            bytes: drawn.weight,
            budget: wanted.budget(reviews),
        })
    }

    /// Warnings of widgets that weigh more than they may.
    pub(super) fn too_heavy(&self) -> Vec<Diagnostic> {
        let heavy = |at| {
            let Weight { id, bytes, budget, .. } = self.weight(at)?;
            let wanted = self.wanted(at).filter(|_| bytes > budget)?;
            let message =
                format!("the widget `{id}` has {bytes} bytes, and {budget} are its budget");
            let problem = Diagnostic::warning("widget-heavy", message).at(wanted.place.clone());
            Some(problem.hint("lower `count` or `excerpt`; every page that shows it loads them"))
        };
        (0..self.plan().widgets.len()).filter_map(heavy).collect()
    }

    fn wanted(&self, at: usize) -> Option<&Wanted> {
        self.config().widgets.get(self.plan().widgets.get(at)?.widget)
    }

    /// What makes the views of a widget, for other pages.
    fn maker_of(&self, at: usize) -> Option<Maker<'_>> {
        let excerpt = self.wanted(at)?.excerpt;
        let config = self.config();
        let base = if self.material.local { config.base_path() } else { config.base_address() };
        Some(Maker::new(Sources { base, excerpt, ..self.material.sources() }, &self.common))
    }

    /// A widget, drawn now or before.
    fn drawn(&self, at: usize) -> Result<Arc<Drawn>, Box<Fault>> {
        let empty = || Arc::new(Drawn::default());
        let Some(parts) = self.widgets.0.get(at) else { return Ok(empty()) };
        let draw = || {
            let Some(view) = self.maker_of(at).and_then(|maker| maker.widget(at)) else {
                return Ok(empty());
            };
            self.engine.widget(&view).map(Arc::new)
        };
        parts.drawn.get_or_init(draw).clone()
    }
}
