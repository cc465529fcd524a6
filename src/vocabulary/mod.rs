//! The words that reading and finding go by: headings, cue words, names of months, concepts, stop words.
//!
//! They are data, one folder of TOML files per language below `data/vocabulary/`, built into the program. A rule
//! in code never names a heading or a word of one team.
//!
//! - [`Reading`] is what `extract` goes by: all languages at once, since a report may mix them.
//! - [`Recurring`] is what `resolve` goes by, where it looks for what comes back.
//! - [`Concepts`] is what `query` goes by.
//! - [`Asks`] are the words by which a question tells what it asks for.
//! - [`Team`] is what a team adds to them in its own files.

mod asks;
mod between;
mod builtin;
mod columns;
mod concepts;
mod cues;
mod dates;
mod fold;
mod headings;
mod language;
mod needles;
mod needs;
mod patterns;
mod reading;
mod recurring;
mod team;
mod words;

#[cfg(test)]
mod tests;

pub use asks::Asks;
pub use between::Between;
pub use columns::ColumnWords;
pub use concepts::{Concept, Concepts, Teller, VocabularyError};
pub use cues::{Cues, Folded};
pub use dates::DateWords;
pub use fold::fold;
pub use headings::{Phrases, Role};
pub use reading::Reading;
pub use recurring::Recurring;
pub use team::{Format, Member, PeopleError, Team, TopicsError};
pub use words::{Table, Wordings, Words};
