//! Minutebook: a searchable archive of meeting reports.
//!
//! ```text
//!  files ──▶ source ──▶ outline ──▶ extract ──▶ resolve ──▶ search (index)
//!                                                             │
//!  words ──▶ query ───────────────────────────────────────────┴──▶ hits ──▶ cli, web
//! ```
//!
//! `archive` joins both paths on one screen. The modules below stand in reading order; each imports only from
//! those that `tests/tidy.rs` allows.

pub mod archive;
pub mod check;
pub mod cite;
pub mod cli;
pub mod config;
pub mod eval;
pub mod extract;
pub mod field;
pub mod former;
pub mod live;
pub mod outline;
pub mod query;
pub mod report;
pub mod resolve;
pub mod search;
pub mod source;
pub mod vocabulary;
pub mod web;
