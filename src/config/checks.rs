//! Which rules apply on a site, and how strictly.
//!
//! The configuration is read before any rule runs, so the table of rules stands beside it: every code is
//! known from the first day, and a site's configuration stays valid.

use std::collections::BTreeMap;

use super::raw::{Jurisdiction, Level};
use super::rules::RULES;
use crate::diag::{Diagnostic, Severity};

/// A rule of honesty.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its code, by which `checks:` and messages name it.
    pub code: &'static str,
    /// Its severity where `checks:` does not say otherwise.
    pub level: Level,
    /// Whether `checks:` may not change it.
    pub fixed: bool,
    /// The rule packs that it belongs to; without one it applies everywhere.
    pub packs: &'static [Jurisdiction],
    /// Whether this version looks for it: rules over what is drawn have their names already.
    pub is_checked: bool,
    /// What it refuses, as a sentence.
    pub says: &'static str,
    /// Why, and what to do.
    pub help: &'static str,
    /// Where that is written.
    pub source: &'static str,
}

impl Rule {
    /// Whether it applies under one of some jurisdictions. What holds in the EU holds in France.
    pub fn applies(&self, jurisdictions: &[Jurisdiction]) -> bool {
        let is_given = |pack: &Jurisdiction| {
            let within = *pack == Jurisdiction::Eu && jurisdictions.contains(&Jurisdiction::Fr);
            within || jurisdictions.contains(pack)
        };
        self.packs.is_empty() || self.packs.iter().any(is_given)
    }
}

/// Finds a rule by its code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

/// Every rule.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter()
}

/// All codes, in the order of the table.
pub fn codes() -> Vec<&'static str> {
    rules().map(|rule| rule.code).collect()
}

/// How strictly a site applies the rules.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Levels {
    given: BTreeMap<&'static str, Level>,
    jurisdictions: Vec<Jurisdiction>,
}

impl Levels {
    /// Takes what `checks:` sets, and the jurisdictions whose packs apply.
    pub fn new(
        given: BTreeMap<&'static str, Level>,
        jurisdictions: Option<Vec<Jurisdiction>>,
    ) -> Self {
        let jurisdictions = jurisdictions.unwrap_or_else(|| Self::usual().jurisdictions);
        Self { given, jurisdictions }
    }

    /// How strictly a rule is applied. What `checks:` sets holds under every jurisdiction.
    pub fn level(&self, rule: &Rule) -> Level {
        let own = || if rule.applies(&self.jurisdictions) { rule.level } else { Level::Off };
        self.given.get(rule.code).copied().unwrap_or_else(own)
    }

    /// The severity of a rule; `None` where it does not apply.
    pub fn severity(&self, code: &str) -> Option<Severity> {
        match self.level(rule(code)?) {
            Level::Off => None,
            Level::Warn => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        }
    }

    /// Those of a site that sets nothing.
    pub fn usual() -> Self {
        let jurisdictions = vec![Jurisdiction::Us, Jurisdiction::Eu, Jurisdiction::Uk];
        Self { given: BTreeMap::new(), jurisdictions }
    }

    /// No rule at all, where nobody knows which ones apply.
    pub fn none() -> Self {
        let given = rules().map(|rule| (rule.code, Level::Off)).collect();
        Self { given, jurisdictions: Vec::new() }
    }

    /// A problem with the severity of its rule; `None` where the rule does not apply.
    pub fn apply(&self, problem: Diagnostic) -> Option<Diagnostic> {
        let severity = self.severity(&problem.code)?;
        Some(Diagnostic { severity, ..problem })
    }

    /// Rules that would be errors here and were made weaker.
    pub fn weakened(&self) -> Vec<&'static str> {
        let is_weaker = |rule: &Rule, level: Level| {
            let applies = rule.applies(&self.jurisdictions) && rule.level == Level::Error;
            applies && level != Level::Error
        };
        let given = self.given.iter().filter_map(|(code, level)| Some((rule(code)?, *level)));
        given.filter(|(rule, level)| is_weaker(rule, *level)).map(|(rule, _)| rule.code).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Jurisdiction::{Eu, Fr, Uk, Us};

    #[test]
    fn a_pack_applies_where_it_is_asked_for() {
        let levels = |jurisdictions: &[Jurisdiction]| {
            Levels::new(BTreeMap::new(), Some(jurisdictions.to_vec()))
        };
        assert_eq!(levels(&[Uk]).severity("positive-first"), Some(Severity::Error));
        assert_eq!(levels(&[Us, Eu]).severity("positive-first"), None);
        assert_eq!(levels(&[Fr]).severity("verified-claim"), Some(Severity::Error));
        assert_eq!(levels(&[]).severity("suppression"), Some(Severity::Error), "everywhere");
        let given = BTreeMap::from([("positive-first", Level::Warn)]);
        let set = |jurisdiction| Levels::new(given.clone(), Some(vec![jurisdiction]));
        assert_eq!(set(Us).severity("positive-first"), Some(Severity::Warning));
        assert_eq!(set(Us).weakened(), [""; 0], "it is stricter than the law of the place");
        assert_eq!(set(Uk).weakened(), ["positive-first"]);
    }

    #[test]
    fn each_rule_says_what_it_is_about() {
        let mut codes = codes();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), rules().count(), "no code stands for two rules");
        for rule in rules() {
            let Rule { code, says, help, source, .. } = rule;
            assert!(says.starts_with(|first: char| !first.is_uppercase()), "{code}");
            assert!(!says.ends_with('.'), "{code}");
            assert!(help.ends_with('.'), "{code}");
            assert!(!source.is_empty() && !source.ends_with('.'), "{code}");
        }
    }
}
