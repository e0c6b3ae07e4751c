//! What is kept between two looks at a site, so that the second one is short.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::{Hint, Press, Request, Touched, read, understand};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::fsx;

/// What was understood of a site the last time.
#[derive(Debug, Default)]
pub struct Memory {
    fingerprint: Option<String>,
}

/// What came of another look at a site.
#[derive(Debug, Default)]
pub struct News {
    /// What draws the site; `None` where errors forbid it.
    pub press: Option<Press>,
    /// Everything that is wrong, in the order of files and lines.
    pub faults: Vec<Diagnostic>,
    /// The files that are new, different or gone; none the first time.
    pub paths: Vec<String>,
    /// What had to be understood again.
    pub touched: Touched,
    /// Where links of the site lead to; `None` where that is not known.
    pub linked: Option<BTreeSet<PathBuf>>,
}

impl News {
    /// Only a problem.
    pub fn only(problem: Diagnostic) -> Self {
        Self { faults: vec![problem], ..Self::default() }
    }
}

impl Memory {
    /// Looks at a site again; `None` if nothing has changed.
    pub fn again(&mut self, request: &Request, _hint: &Hint) -> fsx::Result<Option<News>> {
        let last = self.fingerprint.take();
        let input = read(request)?;
        if last.as_ref() == Some(&input.fingerprint) {
            self.fingerprint = last;
            return Ok(None);
        }
        self.fingerprint = Some(input.fingerprint.clone());
        let mut snapshot = understand(input, request);
        let mut found = Diagnostics::default();
        let press = snapshot.press(&mut found);
        snapshot.diagnostics.extend(found.into_vec());
        snapshot.diagnostics.sort();
        let is_good = snapshot.diagnostics.count(Severity::Error) == 0;
        Ok(Some(News {
            press: press.filter(|_| is_good),
            faults: snapshot.diagnostics.into_vec(),
            linked: Some(BTreeSet::new()),
            ..News::default()
        }))
    }
}
