//! The integration tests: one crate, so that one link step serves them all.
//!
//! `support` is the harness, `suite` the tests; how to write one is told in `tests/README.md`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::disallowed_methods,
    unreachable_pub,
    reason = "a panic is how a test reports, the harness is the surroundings, nobody is outside"
)]
#![allow(clippy::needless_raw_string_hashes, reason = "snapbox writes its snapshots with them")]
#![allow(
    clippy::too_many_lines,
    clippy::cognitive_complexity,
    reason = "snapshots stand in the code, and a list of claims is not a maze"
)]
#![allow(
    clippy::case_sensitive_file_extension_comparisons,
    reason = "the names are those that the program writes"
)]

mod support;

mod suite {
    mod again;
    mod architecture;
    mod build;
    mod commands;
    mod consent;
    mod decide;
    mod determinism;
    mod docs;
    mod edit;
    mod fetched;
    mod hostile;
    pub mod import;
    mod imported;
    mod interrupted;
    mod invalid;
    mod layers;
    mod links;
    mod listen;
    mod media;
    mod numbers;
    mod outputs;
    mod privacy;
    mod program;
    mod rebuild;
    mod report;
    mod rules;
    mod schema;
    mod serve;
    mod session;
    mod structured;
    mod templates;
    mod themes;
    mod watch;
    mod widget_scripts;
    mod widgets;
    mod withdraw;
    mod wording;
    mod words;
    mod yaml;
}
