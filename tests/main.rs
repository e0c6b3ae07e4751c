//! The integration tests: one crate, so that one link step serves them all.
