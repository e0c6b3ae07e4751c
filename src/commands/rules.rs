//! `laurels check --list` and `--explain`: what the rules are, how strictly they are applied, and why.

use std::process::ExitCode;

use serde::Serialize;

use super::{Failure, Outcome, Run};
use crate::config::checks::{self, Rule};
use crate::config::raw::{Jurisdiction, Level};
use crate::config::{self, Levels};
use crate::diag::{Diagnostics, suggest};
use crate::fsx;

/// A rule as it is listed.
#[derive(Serialize)]
struct Row {
    code: &'static str,
    /// `off`, `warn` or `error` on this site.
    level: &'static str,
    /// The same where `checks:` says nothing and every pack applies.
    default: &'static str,
    fixed: bool,
    /// Whether this version looks for it.
    checked: bool,
    jurisdictions: Vec<&'static str>,
    says: &'static str,
    help: &'static str,
    source: &'static str,
}

/// Lists every rule, with its level on the site where there is one.
pub(crate) fn list(run: &mut Run<'_>) -> Outcome {
    let levels = levels(run)?;
    let rows: Vec<Row> = checks::rules().map(|rule| row(rule, &levels)).collect();
    run.reporter.result(&serde_json::json!({ "command": "check --list", "rules": rows }));
    for row in &rows {
        let Row { code, checked, says, .. } = row;
        let level = if *checked { row.level } else { "later" };
        run.reporter.print(&format!("{level:<6} {code:<24} {says}"));
    }
    run.reporter.say("`laurels check --explain CODE` says why, and what to do");
    Ok(ExitCode::SUCCESS)
}

/// Explains one rule.
pub(crate) fn explain(run: &mut Run<'_>, code: &str) -> Outcome {
    let Some(rule) = checks::rule(code) else {
        let hint = suggest::closest(code, checks::codes()).map_or_else(
            || "`laurels check --list` shows all rules".to_owned(),
            |near| format!("did you mean `{near}`? `laurels check --list` shows all rules"),
        );
        return Err(Failure::usage(format!("there is no rule `{code}`")).hint(hint));
    };
    let row = row(rule, &levels(run)?);
    run.reporter.result(&serde_json::json!({ "command": "check --explain", "rule": row }));
    run.reporter.print(&format!("{}: {}", row.code, row.says));
    run.reporter.print("");
    run.reporter.print(rule.help);
    run.reporter.print("");
    run.reporter.print(&format!("Source: {}", rule.source));
    run.reporter.print(&applied(&row));
    Ok(ExitCode::SUCCESS)
}

/// What is said of rules that have their names and nothing else.
const NOT_CHECKED: &str = "Level: this version does not look for it yet.";

/// How strictly a rule is applied, as a sentence.
fn applied(row: &Row) -> String {
    if !row.checked {
        return NOT_CHECKED.to_owned();
    }
    let here = match row.level {
        "error" => "an error here: nothing is published while it is broken",
        "warn" => "a warning here: the site is published all the same",
        _ => "not applied here",
    };
    let set = if row.fixed {
        "; it cannot be weakened".to_owned()
    } else {
        format!("; `checks: {{{}: …}}` in site.yaml sets `off`, `warn` or `error`", row.code)
    };
    let packs = match row.jurisdictions.as_slice() {
        [] => String::new(),
        packs => format!("; it applies where `jurisdictions` has {}", suggest::list(packs)),
    };
    format!("Level: {here}{packs}{set}.")
}

fn row(rule: &'static Rule, levels: &Levels) -> Row {
    let Rule { code, fixed, packs, is_checked: checked, says, help, source, .. } = *rule;
    let mut jurisdictions: Vec<&str> = packs.iter().map(|pack| jurisdiction(*pack)).collect();
    // What holds in the EU holds in France.
    if packs.contains(&Jurisdiction::Eu) {
        jurisdictions.push(jurisdiction(Jurisdiction::Fr));
    }
    let (level, default) = (word(levels.level(rule)), word(rule.level));
    Row { code, level, default, fixed, checked, jurisdictions, says, help, source }
}

/// The levels of the site, or those of a site that says nothing. What is wrong with its settings is told
/// by a check of all.
fn levels(run: &Run<'_>) -> Result<Levels, Failure> {
    let mut found = Diagnostics::default();
    let given = run.global.site.as_deref();
    let site = config::find_site(given, run.current_dir)?;
    let file = match &site {
        Some(site) => config::find_file(site)?.map(|file| (file, site.join(file))),
        None => None,
    };
    let config = match file {
        Some((file, path)) => config::load(file, &fsx::read(&path)?, &mut found),
        None => None,
    };
    Ok(config.map_or_else(Levels::usual, |config| config.checks))
}

fn word(level: Level) -> &'static str {
    match level {
        Level::Off => "off",
        Level::Warn => "warn",
        Level::Error => "error",
    }
}

fn jurisdiction(pack: Jurisdiction) -> &'static str {
    match pack {
        Jurisdiction::Us => "us",
        Jurisdiction::Eu => "eu",
        Jurisdiction::Uk => "uk",
        Jurisdiction::Fr => "fr",
    }
}
