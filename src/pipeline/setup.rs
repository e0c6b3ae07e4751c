//! What a site is drawn with, beside its content: settings, theme and words.

use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_128;

use super::Request;
use crate::config::{self, Config};
use crate::diag::{Diagnostic, Diagnostics};
use crate::fsx;
use crate::model::Setting;
use crate::plan::StaticFile;
use crate::theme::{Static, Theme};
use crate::words::Words;

/// The settings and the theme of a site.
#[derive(Debug)]
pub(super) struct Setup {
    /// The configuration; `None` where `site.yaml` could not be read.
    pub(super) config: Option<Arc<Config>>,
    /// A hash of `site.yaml`.
    pub(super) settings: u128,
    /// The name of that file.
    pub(super) file: &'static str,
    pub(super) theme: Arc<Theme>,
    pub(super) problems: Vec<Diagnostic>,
}

impl Setup {
    /// Reads `site.yaml` and the theme that it names.
    pub(super) fn read(request: &Request) -> fsx::Result<Self> {
        let mut diagnostics = Diagnostics::default();
        let file = config::find_file(&request.site)?.unwrap_or(config::FILE);
        diagnostics.extend(config::two_files(&request.site)?);
        let bytes = fsx::read(&request.site.join(file))?;
        let mut config = config::load(file, &bytes, &mut diagnostics);
        if let (Some(config), Some(base_url)) = (&mut config, &request.base_url) {
            config.base_url = Some(base_url.clone());
        }
        let load = |config: &Config| Theme::load(&request.site, config, &mut diagnostics);
        let theme = Arc::new(config.as_ref().map_or_else(Theme::default, load));
        let (config, problems) = (config.map(Arc::new), diagnostics.into_vec());
        Ok(Self { config, settings: xxh3_128(&bytes), file, theme, problems })
    }

    /// The configuration to check content with: where site.yaml cannot be read, it is checked all the
    /// same.
    pub(super) fn config_to_check_with(&self) -> Arc<Config> {
        self.config.clone().unwrap_or_else(|| Arc::new(config::stand_in()))
    }

    pub(super) fn setting<'run>(
        &'run self,
        config: &'run Config,
        request: &Request,
    ) -> Setting<'run> {
        let (today, names) = (request.today, request.names);
        let images = &self.theme.settings.images;
        let asks = |of_widgets| self.theme.asks_for("photo_kind", of_widgets);
        let notes_photos = asks(false) && (config.widgets.is_empty() || asks(true));
        Setting { config, today, names, images, notes_photos }
    }

    /// The files of the theme that are published as they are.
    pub(super) fn statics(&self) -> Vec<StaticFile> {
        let file = |file: &Static| StaticFile { path: file.path.clone(), hash: file.hash };
        self.theme.statics.iter().map(file).collect()
    }

    /// The words of the interface; none without a configuration, which names their language.
    pub(super) fn words(&self, diagnostics: &mut Diagnostics) -> Option<Arc<Words>> {
        let config = self.config.as_ref()?;
        Some(Arc::new(Words::load(&self.theme, config.language.tag(), diagnostics)))
    }
}
