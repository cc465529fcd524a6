//! Passages and reports that are no longer where they were: what became of them, and what they said last.
//!
//! An address that somebody once pasted into an issue must go on to tell something. Ids are made of words
//! (`resolve/ids.rs`), so most changes leave them alone; where one is lost all the same, an update sees both states:
//!
//! 1. `compare` finds for each id that is lost where its words stand now, which passage took its place (`likeness`), or
//!    that nothing did.
//! 2. `Ledger` keeps that, a line each, in a file that outlives the index, and follows one line to the next when a
//!    passage was changed more than once.
//! 3. `difference` tells what was edited, word by word.
//!
//! What a passage said can be forgotten on request; that it was there, and is not, stays.

mod compare;
mod difference;
mod ledger;
mod likeness;
#[cfg(test)]
mod tests;

pub use compare::compare;
pub use difference::{Change, Piece, difference};
pub use ledger::{Ledger, Trail};

use crate::report::{Date, Entry, Kind, Lines, Report};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A passage, or a report, as it was when its id was last seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Former {
    /// The id that is lost.
    pub id: String,
    /// What became of it.
    pub became: Became,
    /// When it was noticed or, where a history tells, when it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Timestamp>,
    /// The commit that did it, where a history tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// The title of its report.
    pub title: String,
    /// The day of its report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The file in which it stood.
    pub path: String,
    /// The lines on which it stood.
    pub lines: Lines,
    /// What the passage was; `None` for a report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// What the passage said; empty for a report and for what was moved, and `None` where that was to be forgotten.
    pub text: Option<String>,
}

/// What became of a passage or a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Became {
    /// The same words stand under another id.
    Moved(String),
    /// A passage with other words took its place.
    Edited(String),
    /// Nothing took its place.
    Gone,
}

/// As many bytes of a passage are kept.
const LONGEST: usize = 8 * 1024;

impl Former {
    fn of(report: &Report, entry: Option<&Entry>, became: Became) -> Self {
        // What was moved can be read where it stands.
        let text =
            entry.filter(|_| !matches!(became, Became::Moved(_))).map_or("", |entry| entry.text.as_str());
        Self {
            id: entry.map_or(&report.id, |entry| &entry.id).clone(),
            became,
            when: None,
            commit: None,
            title: report.title.clone(),
            date: report.date,
            path: report.path.clone(),
            lines: entry.map_or(report.lines, |entry| entry.lines),
            kind: entry.map(|entry| entry.kind),
            text: Some(clipped(text).to_owned()),
        }
    }

    /// Whether what it said was to be forgotten.
    pub fn is_forgotten(&self) -> bool {
        self.text.is_none()
    }
}

fn clipped(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}
