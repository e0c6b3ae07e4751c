//! What `laurels check` says of the rules themselves.

use laurels::config::checks;
use snapbox::str;

use crate::suite::invalid::fixture;
use crate::support::Site;

#[test]
fn rules_are_listed_with_their_levels_on_the_site() {
    let site = Site::fixture("small").config("jurisdictions: [eu]\nchecks: {stale: error}");
    let listed = site.run("check --list").ok();
    let line = |code: &str| {
        let is_it = |line: &&str| line.split_whitespace().nth(1) == Some(code);
        listed.stdout.lines().find(is_it).unwrap().to_owned()
    };
    for (code, level) in [
        ("highlight-not-verbatim", "error"),
        ("stale", "error"),
        ("duplicate-text", "warn"),
        ("positive-first", "off"),
        ("verified-claim", "error"),
    ] {
        assert!(line(code).starts_with(level), "{}", line(code));
    }
    let result = site.run("check --list --format json").ok().json().pop().unwrap();
    let rules = result["rules"].as_array().unwrap();
    assert_eq!(rules.len(), listed.stdout.lines().count());
    let stale = rules.iter().find(|rule| rule["code"] == "stale").unwrap();
    assert_eq!((&stale["level"], &stale["default"]), (&"error".into(), &"warn".into()));
}

#[test]
fn a_rule_is_explained_in_a_site_and_elsewhere() {
    let site = Site::empty();
    let explained = site.run("check --explain positive-first").ok();
    explained.compare("the rule", &explained.stdout, str![[r#"
positive-first: better reviews are put before others

Giving positive reviews more prominence than negative ones is a banned practice in the UK. Order by day, or by chance.

Source: UK DMCC Act 2024, schedule 20, paragraph 13(5)(i)
Level: an error here: nothing is published while it is broken; it applies where `jurisdictions` has `uk`; `checks: {positive-first: …}` in site.yaml sets `off`, `warn` or `error`.

"#]]);
    let near = site.run("check --explain positive-frist").fails(2);
    assert!(near.stderr.contains("did you mean `positive-first`?"), "{}", near.stderr);
}

/// Rules over what is drawn, which no record breaks.
const OVER_THE_OUTPUT: [&str; 5] = [
    "disclosure-hidden",
    "markup-mismatch",
    "photo-metadata",
    "self-serving-markup",
    "third-party-request",
];

#[test]
fn a_site_that_breaks_every_rule_is_told_of_each_once() {
    let site = fixture::tests().join("invalid/rules/sites/every-rule");
    let found = fixture::check(&site, "").found;
    let told: Vec<&str> = found.iter().map(|found| found.code.as_str()).collect();
    for rule in checks::rules() {
        // A site that shows a selection does not say that it shows all.
        let is_apart = rule.code == "selection-unlabelled" || OVER_THE_OUTPUT.contains(&rule.code);
        let times = told.iter().filter(|code| **code == rule.code).count();
        assert_eq!(times, usize::from(!is_apart), "{}: {found:#?}", rule.code);
    }
    assert!(found.iter().all(fixture::Found::has_help), "{found:#?}");
}
