//! A site as it was understood at one moment.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::config::BaseUrl;
use crate::diag::{Diagnostic, Severity};
use crate::pipeline::{self, Request};
use crate::sink::MemorySink;

/// A site as it was understood at one moment, ready to be asked for any route.
#[derive(Debug)]
pub struct Edition {
    id: u64,
    base_path: String,
    files: BTreeMap<String, Arc<[u8]>>,
}

/// What stands at a path.
#[derive(Clone, Debug)]
pub enum Body {
    /// Bytes that were made.
    Bytes(Arc<[u8]>),
    /// A file as it lies on the disk; it may have gone since.
    File(PathBuf),
}

impl Edition {
    /// Understands a site; without an edition where errors forbid to show it.
    pub(super) fn make(request: &Request, id: u64) -> (Option<Self>, Vec<Diagnostic>) {
        let made = pipeline::read(request).map_err(|error| error.to_string()).and_then(|input| {
            let mut snapshot = pipeline::understand(input, request);
            let sink = MemorySink::default();
            snapshot.render(&sink).map_err(|error| error.to_string())?;
            Ok((snapshot, sink))
        });
        let (mut snapshot, sink) = match made {
            Ok(made) => made,
            Err(message) => return (None, vec![Diagnostic::error("environment", message)]),
        };
        snapshot.diagnostics.sort();
        let base = snapshot.config.as_ref().and_then(|config| config.base_url.as_ref());
        let base_path = base.map_or("/", BaseUrl::path).to_owned();
        let failed = snapshot.config.is_none() || snapshot.diagnostics.count(Severity::Error) > 0;
        let diagnostics = snapshot.diagnostics.into_vec();
        let files = sink.into_files().into_iter().map(|(path, bytes)| (path, bytes.into()));
        let edition = (!failed).then(|| Self { id, base_path, files: files.collect() });
        (edition, diagnostics)
    }

    /// Its number: grows with each one of a run.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// What stands at a path of the output, such as `index.html`; `None` if nothing does. The error
    /// is what is wrong with that page.
    pub fn get(&self, path: &str) -> Result<Option<Body>, Vec<Diagnostic>> {
        Ok(self.files.get(path).map(|bytes| Body::Bytes(Arc::clone(bytes))))
    }

    /// The path prefix of `base_url`, such as `/` or `/praise/`.
    pub fn base_path(&self) -> &str {
        &self.base_path
    }
}
