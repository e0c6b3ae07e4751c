//! A site as it was understood at one moment.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::gate::Gate;
use crate::diag::Diagnostic;
use crate::media;
use crate::pipeline::{Drawn, Press};

/// A site as it was understood at one moment, ready to be asked for any route; swapped whole.
///
/// Nothing is drawn before it is asked for, and nothing that is drawn is kept: a page takes less time
/// than its way to the browser.
#[derive(Debug)]
pub struct Edition {
    id: u64,
    press: Press,
    fingerprint: String,
    gate: Arc<Gate>,
    /// Held by whoever makes a photo again.
    making: Mutex<()>,
}

/// What stands at a path of the output.
#[derive(Clone, Debug)]
pub enum Body {
    /// Bytes that were made.
    Bytes(Arc<[u8]>),
    /// A file as it lies on the disk; it may be large, and may have gone since.
    File(PathBuf),
}

impl Edition {
    pub(super) fn new(id: u64, press: Press, fingerprint: String, gate: Arc<Gate>) -> Self {
        Self { id, press, fingerprint, gate, making: Mutex::default() }
    }

    /// Its number: it grows with each edition of a run.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// What stands at a path of the output, such as `index.html`; nothing where nothing does. The error
    /// is what is wrong with the templates of that page.
    ///
    /// Every path but those that the plan names is nothing: no path leads out of the site.
    pub fn get(&self, path: &str) -> Result<Option<Body>, Vec<Diagnostic>> {
        let Some(route) = self.press.plan().route(path) else { return Ok(None) };
        let _first = self.gate.first();
        Ok(Some(match self.press.draw(route)? {
            Drawn::Bytes(bytes) => Body::Bytes(bytes.into()),
            Drawn::Kept(bytes) => Body::Bytes(bytes.into()),
            Drawn::File(path) => Body::File(path.to_owned()),
        }))
    }

    /// Makes a photo again whose finished file has gone, since all that is in `.laurels/` may be removed
    /// at any time; `false` where the file is no finished photo of this edition.
    pub fn make_again(&self, place: &Path) -> bool {
        // All sizes of a photo are asked for at once, and the first time makes them all.
        let _alone = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        media::make_again(place, &self.press.model().media)
    }

    /// Every path of the output, in the order of the plan.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.press.plan().routes().map(|route| route.path.as_str())
    }

    /// The path prefix of `base_url`, such as `/` or `/praise/`.
    pub fn base_path(&self) -> &str {
        self.press.config().base_path()
    }

    /// Equal for editions that are the same, and the same as that of a build.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// What draws it.
    pub fn press(&self) -> &Press {
        &self.press
    }
}
