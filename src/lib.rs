//! stub
#[macro_use]
pub mod diag;
pub mod clock; pub mod fsx; pub mod yaml; pub mod config; pub mod content;
