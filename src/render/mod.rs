//! From views to bytes: a pure function of a snapshot and a route.
//!
//! [`engine`] draws pages and cards with the templates of the theme stack,
//! `loading` finds what is wrong with them, `fault` says so in words, and [`output`] writes what is not HTML: feeds, public
//! data, sitemap. Nothing here sees the model: what is printed comes from [`crate::views`].

pub mod engine;
mod fault;
mod known;
mod loading;
pub mod output;
mod words;

pub use self::engine::Engine;
pub use self::fault::Fault;
