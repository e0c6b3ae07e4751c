//! Numbers that are honest: pure functions over the model.

pub mod consents;
pub mod summary;

pub use self::summary::{Summary, summarise};
