//! From views to bytes: a pure function of a snapshot and a route.
//!
//! [`engine`] draws pages and cards with the templates of the theme stack, `frame` what stands around
//! pages; `loading` finds what is wrong with templates, `fault` says so in words; [`output`] writes
//! what is not HTML: feeds, public data, sitemap. Nothing here sees the model: what is printed comes
//! from [`crate::views`].

pub mod engine;
mod fault;
mod frame;
mod known;
mod loading;
pub mod output;
pub mod widgets;
mod words;

pub use self::engine::Engine;
pub use self::fault::Fault;
