//! Around the pipeline, never inside it: a site that is understood again whenever its files change,
//! and shown in a browser.
//!
//! ```text
//! files ─► session ─► edition ─► board ─┬─► serve: pages, live reload, overlay
//!          when?      what?      whose  └─► the line in the terminal
//!                                turn?
//! ```

pub mod board;
pub mod edition;
pub mod serve;
pub mod session;
