//! Laurels turns a folder of approved testimonials and review snippets into a static site.
//!
//! Folders stand in the order in which data flows; nothing flows back:
//!
//! ```text
//! site.yaml ─► config ─┐
//! content/ ──► content ┴─► model ─► media ─► insights ─► plan ─► views ─► render ─► sink
//!              disk→raw    checked  photos   numbers     every   what     pure      disk,
//!              with places values   made                 route   pages    function  memory
//!                                   small                        show
//! ```
//!
//! [`pipeline`] is that picture as code. [`run`] is the program: arguments in, exit code out.

#[macro_use]
pub mod diag;
pub mod characters;
pub mod clock;
pub mod fsx;
pub mod guard;
pub mod json;
pub mod kind;
pub mod lettering;
pub mod paths;
pub mod raster;
pub mod search;
pub mod walk;
pub mod yaml;

pub mod config;
pub mod content;
pub mod import;
pub mod insights;
pub mod media;
pub mod model;
pub mod plan;
pub mod render;
pub mod report;
pub mod sink;
pub mod theme;
pub mod views;
pub mod words;

pub mod cli;
pub mod commands;
pub mod dev;
pub mod edit;
pub mod fetch;
pub mod init;
pub mod pipeline;
pub mod reporter;

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// What the program asks its surroundings, handed in so that a test can be them.
pub struct Environment {
    /// The folder that relative paths start from.
    pub current_dir: PathBuf,
    /// The variable `NO_COLOR`.
    pub no_color: Option<String>,
    /// The variable `TERM`.
    pub term: Option<String>,
    /// The variable `SOURCE_DATE_EPOCH`.
    pub source_date_epoch: Option<String>,
    /// Whether messages go to a terminal.
    pub is_terminal: bool,
    /// The width of the terminal in characters.
    pub width: Option<usize>,
    /// Has something done when somebody presses Ctrl-C, in place of ending at once.
    pub on_interrupt: OnInterrupt,
    /// Where results go.
    pub out: Box<dyn Write>,
    /// Where messages go.
    pub err: Box<dyn Write>,
}

/// Takes what is to be done when the program is interrupted, and says whether that is possible.
pub type OnInterrupt = Box<dyn FnOnce(Box<dyn FnMut() + Send>) -> bool>;

/// Runs the program. It may be called any number of times in one process.
///
/// The exit code is 0 where all is well (warnings allowed), 1 for problems in the content or the
/// theme, 2 for wrong usage, 3 for the surroundings: a full disk, a folder that is not ours.
pub fn run(arguments: impl IntoIterator<Item = OsString>, environment: Environment) -> ExitCode {
    commands::run(arguments, environment)
}
