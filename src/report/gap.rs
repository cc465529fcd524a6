//! What gave no report: meetings that did not happen, files that hold none.

use super::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A meeting that a file says did not happen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cancelled {
    /// The kind of meeting.
    pub series: String,
    /// When it would have been.
    pub when: When,
    /// The file that says so.
    pub path: String,
    /// The line where it begins to say so.
    pub line: u32,
}

/// A day or a month, as far as it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum When {
    /// A day.
    Day(Date),
    /// A month of a year.
    Month {
        /// The year.
        year: i16,
        /// The month, 1 to 12.
        month: i8,
    },
    /// It is not told.
    Unknown(()),
}

impl When {
    /// Its year and month.
    pub fn month(self) -> Option<(i16, i8)> {
        match self {
            Self::Day(day) => Some((day.year(), day.month())),
            Self::Month { year, month } => Some((year, month)),
            Self::Unknown(()) => None,
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Month { year, month } => write!(f, "{year}-{month:02}"),
            Self::Unknown(()) => f.write_str("no date"),
        }
    }
}

/// A file that gave no report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NoReport {
    /// The file.
    pub path: String,
    /// Why it gave none.
    pub why: Why,
}

/// Why a file gave no report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Its name says that it is none: a template, an index.
    Name,
    /// It says that its meeting did not happen.
    Cancelled,
    /// Nothing in it looks like a meeting.
    NoMeeting,
    /// It could not be read, or holds no text.
    Unread,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => "no report by its name",
            Self::Cancelled => "cancelled",
            Self::NoMeeting => "no date, no roll call",
            Self::Unread => "could not be read",
        })
    }
}
