//! The one binary of integration tests; each file is a module.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test that cannot go on fails"
)]

mod addresses;
mod any_input;
mod any_query;
mod cli;
mod conformance;
mod docs;
mod finding;
mod histories;
mod mishaps;
mod properties;
mod reading;
mod same_counts;
mod storage;
mod support;
