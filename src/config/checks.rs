//! The rule codes that `checks:` in site.yaml may name, each with its default severity.
//!
//! The table stands here because the configuration is read before any rule exists; every code is
//! known from the first day, so that a site's configuration stays valid.

use std::collections::BTreeMap;

use super::raw::Level;
use crate::diag::Severity;

/// A rule that a site may weaken or strengthen.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its code.
    pub code: &'static str,
    /// Its severity where `checks:` does not say otherwise.
    pub level: Level,
    /// Whether `checks:` may not change it.
    pub fixed: bool,
}

const fn error(code: &'static str) -> Rule {
    Rule { code, level: Level::Error, fixed: false }
}

const fn warn(code: &'static str) -> Rule {
    Rule { code, level: Level::Warn, fixed: false }
}

/// Every rule.
pub const RULES: [Rule; 34] = [
    warn("consent-missing"),
    error("consent-scope"),
    error("consent-expired"),
    error("consent-withdrawn"),
    error("insider-undisclosed"),
    error("incentive-undisclosed"),
    error("incentive-conditional"),
    error("disclosure-hidden"),
    error("edit-not-derivable"),
    error("edit-changes-meaning"),
    Rule { code: "highlight-not-verbatim", level: Level::Error, fixed: true },
    error("suppression"),
    error("selection-unlabelled"),
    error("positive-first"),
    warn("withheld-skew"),
    error("platform-storage"),
    warn("source-unlinked"),
    error("foreign-average"),
    warn("results-claim"),
    error("not-typical"),
    error("stock-photo"),
    error("personal-data"),
    error("photo-metadata"),
    warn("duplicate-text"),
    error("sample-content"),
    error("verified-claim"),
    warn("policy-incomplete"),
    warn("platform-stale"),
    warn("stale"),
    error("translation-unlabelled"),
    warn("self-serving-markup"),
    error("markup-mismatch"),
    error("third-party-request"),
    warn("low-contrast"),
];

/// Finds a rule by its code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

/// All codes, in the order of the table.
pub fn codes() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.code).collect()
}

/// The severity of a rule where a site has set these levels; `None` where it is switched off.
pub fn severity(levels: &BTreeMap<&'static str, Level>, code: &str) -> Option<Severity> {
    let rule = rule(code)?;
    match levels.get(rule.code).copied().unwrap_or(rule.level) {
        Level::Off => None,
        Level::Warn => Some(Severity::Warning),
        Level::Error => Some(Severity::Error),
    }
}
