//! Everything that is wrong, on all pages: collected first, then told in groups.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Mutex;

/// How many pages are named for one finding.
const NAMED: usize = 4;

/// What was found: rule, then what it is about, then the pages that have it.
#[derive(Debug, Default)]
pub struct Findings(Mutex<BTreeMap<String, BTreeMap<String, BTreeSet<String>>>>);

impl Findings {
    /// Notes that a page breaks a rule.
    pub fn add(&self, rule: &str, about: &str, page: &str) {
        let mut rules = self.0.lock().unwrap();
        let abouts = rules.entry(rule.to_owned()).or_default();
        abouts.entry(about.to_owned()).or_default().insert(page.to_owned());
    }

    /// Fails with all of them, if there are any.
    #[track_caller]
    pub fn none(self) {
        let rules = self.0.into_inner().unwrap();
        let mut text = String::new();
        for (rule, abouts) in &rules {
            let _ = writeln!(text, "\n{rule} ({})", abouts.len());
            for (about, pages) in abouts {
                let _ = writeln!(text, "  - {}", about.replace('\n', "\n    "));
                let names: Vec<_> = pages.iter().take(NAMED).map(String::as_str).collect();
                let more = match pages.len().saturating_sub(NAMED) {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                let _ = writeln!(text, "    on {}{more}", names.join("; "));
            }
        }
        assert!(rules.is_empty(), "{text}");
    }
}
