//! A report before the whole archive was asked.

use super::{Date, Report};
use serde::{Deserialize, Serialize};

/// A report with its facts as written in one file: no ids, no people, no topics yet. `extract` makes it,
/// `resolve` finishes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The report; fields that say "set by `resolve`" are empty.
    pub report: Report,
    /// Another day that the file gives as well, where its heading and its name disagree and neither is plainly a
    /// slip; the rhythm of the series decides.
    pub other_date: Option<Date>,
    /// The file's name without ending, for the id of a report without date.
    pub stem: String,
    /// What the head of the file gives as its subjects.
    pub tags: Vec<String>,
}
