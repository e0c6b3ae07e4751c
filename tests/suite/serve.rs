//! `laurels serve`: a real server on this machine, real files, real connections.
//!
//! `http` is about requests and answers, `live` about what happens when a file changes, `edits` about
//! much of both, `start` about how a server begins and ends.

mod edits;
mod http;
mod live;
mod start;
