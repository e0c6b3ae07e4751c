//! The harness: a [`Site`] in its own temporary folder, on which the real program runs.
//!
//! ```ignore
//! let site = Site::new().review("ana-lopez", "rating: 5", "Splendid.");
//! site.run("build")
//!     .ok()
//!     .says(str![["built: 1 reviews on 3 pages in `dist` …"]])
//!     .main("index.html", file!["../snapshots/one-review.html"]);
//! ```
//!
//! Nothing of the machine gets in: the environment is cleared, the day is fixed, home and
//! temporary folder are the test's own. What differs from run to run (times, hashes, the folder)
//! is written as `[TIME]`, `[HASH]`, `[ROOT]` before it is compared.

pub mod cli_reference;
pub mod edits;
pub mod hostile_bytes;
pub mod html;
mod ran;
mod redact;
pub mod running;
pub mod serving;
pub mod site;
pub mod tree;
pub mod xml;

pub use self::ran::{Ran, Seen};
pub use self::running::Running;
pub use self::serving::Serving;
pub use self::site::Site;
pub use self::tree::Tree;

/// Removes the indentation that all lines have, and the line break at the start.
pub fn unindent(text: &str) -> String {
    let text = text.strip_prefix('\n').unwrap_or(text);
    let blank = |line: &&str| !line.trim().is_empty();
    let depth = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let common = text.lines().filter(blank).map(depth).min().unwrap_or_default();
    let lines = text.split('\n').map(|line| line.get(common..).unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}
