//! What only a browser can tell: built sites, looked at by a headless Chromium.
//!
//! `harness` drives the browser, `promises` has the tests, `scripts` what is asked inside a page.
//! `scripts/test browser` fetches what they need; `tests/README.md` tells how to see one page.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::disallowed_methods,
    unreachable_pub,
    reason = "a panic is how a test reports, the harness is the surroundings, nobody is outside"
)]

#[path = "../support/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    clippy::too_many_lines,
    clippy::cognitive_complexity,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "shared with the integration tests, which use more of it"
)]
mod support;

mod harness {
    pub mod axe;
    pub mod browser;
    pub mod findings;
    pub mod hosts;
    pub mod look;
    pub mod places;
    pub mod protocol;
    pub mod server;
    pub mod stage;
    pub mod tab;
}

mod promises {
    mod access;
    mod frames;
    mod keyboard;
    mod layout;
    mod media;
    mod privacy;
    mod report;
    mod scripts;
    mod serve;
    mod weight;
    mod widgets;
}
