//! axe-core: the rules of WCAG 2.2 AA and of good practice, applied inside a page.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::json;

use super::tab::Tab;

/// Names the file `axe.min.js`.
const VARIABLE: &str = "LAURELS_AXE";
/// Where `scripts/test browser` puts it.
const INSTALLED: &str = "target/tools/browser/node_modules/axe-core/axe.min.js";

const TAGS: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

static SOURCE: LazyLock<String> = LazyLock::new(|| {
    let installed = Path::new(env!("CARGO_MANIFEST_DIR")).join(INSTALLED);
    let path = std::env::var_os(VARIABLE).map_or(installed, PathBuf::from);
    std::fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!(
            "axe-core is not at {}: {error}; `scripts/test browser` installs it, \
             or set {VARIABLE} to an `axe.min.js`",
            path.display()
        )
    })
});

/// What axe says of a page.
#[derive(Debug, Deserialize)]
pub struct Verdict {
    /// What is wrong.
    pub violations: Vec<Finding>,
    /// What axe could not decide.
    pub incomplete: Vec<Finding>,
    /// How many rules were applied and kept.
    pub passes: usize,
}

/// A rule that an element breaks.
#[derive(Debug, Deserialize)]
pub struct Finding {
    /// The rule.
    pub rule: String,
    /// A selector of the element.
    pub target: String,
    /// Its beginning.
    pub html: String,
    /// What is wrong with it.
    pub why: String,
}

/// Applies all rules to the page that a tab shows.
#[track_caller]
pub fn judge(tab: &mut Tab) -> Verdict {
    let verdict = apply(tab, &TAGS);
    assert!(verdict.passes > 10, "axe applied {} rules", verdict.passes);
    verdict
}

/// Applies the rule of contrast only.
#[track_caller]
pub fn judge_colours(tab: &mut Tab) -> Verdict {
    let verdict = apply(tab, &[]);
    assert!(verdict.passes > 0, "axe did not look at colours");
    verdict
}

#[track_caller]
fn apply(tab: &mut Tab, tags: &[&str]) -> Verdict {
    if tab.ask("'axe' in window") != true {
        tab.ask(&format!("{}; 0", *SOURCE));
    }
    let verdict = tab.run(include_str!("../scripts/axe.js"), &json!(tags));
    serde_json::from_value(verdict).unwrap()
}
