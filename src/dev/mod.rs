//! Around the pipeline, never inside it: a site that is understood again whenever its files change.
//!
//! ```text
//! files ─► watch ──► session ─► edition ─► board ─┬─► serve
//!          when to   what came   what can  whose  └─► watch, the command: disk
//!          look      of it       be asked  turn?
//!                       ▲           │
//!                       └── check ◄─┘  the whole site, drawn in the background
//! ```
//!
//! What a watcher says is a hint: it is faster than looking, and it may be wrong. What the files hold is
//! the truth, so everything that is told was read.

mod attempt;
mod board;
mod change;
mod check;
mod edition;
mod gate;
mod options;
mod rounds;
pub mod serve;
mod session;
mod watch;

pub use self::board::{Board, Shows, State, Watching};
pub use self::change::Change;
pub use self::edition::{Body, Edition};
pub use self::options::Options;
pub use self::session::Session;
pub use self::watch::QUIET;
