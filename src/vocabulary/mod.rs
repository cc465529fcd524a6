//! The words that reading and finding go by: headings, cue words, names of months, concepts, stop words.
//!
//! They are data, one folder of TOML files per language below `data/vocabulary/`, built into the program. A rule
//! in code never names a heading or a word of one team.

mod concepts;

pub use concepts::{Concept, Concepts, VocabularyError};
