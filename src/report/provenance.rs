//! What the history of a source tells of a report: when it was recorded, and when it was last changed.

use super::{Date, Web};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// Where a report's file stands in the history of its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// The change that brought the file, under whatever name; `None` where the history does not reach so far back.
    pub first: Option<Change>,
    /// The change that made the file what it is, at its present path: its lines stand there at this commit.
    pub last: Change,
}

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Its id, in full.
    pub commit: String,
    /// When it became part of the history.
    pub time: Timestamp,
}

impl Change {
    /// The day of the change, as it was in UTC.
    pub fn day(&self) -> Date {
        day(self.time)
    }
}

/// The day of a moment, as it was in UTC.
pub fn day(time: Timestamp) -> Date {
    time.to_zoned(TimeZone::UTC).date()
}

/// A source, as far as readers of its reports are concerned.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceInfo {
    /// Its name.
    pub name: String,
    /// What stands before the paths of its files; empty where it is the only source.
    pub prefix: String,
    /// The folder as it was given; empty where it is none.
    pub folder: String,
    /// The folder of the repository that paths begin in; empty where that is its root.
    pub below: String,
    /// The commit that was read; `None` where there is none.
    pub head: Option<String>,
    /// Where its files can be read on the web, where that is known.
    pub web: Option<Web>,
}

impl SourceInfo {
    /// A path of the archive as it is called in the source itself.
    pub fn own_path<'a>(&self, path: &'a str) -> Option<&'a str> {
        path.strip_prefix(&self.prefix)
    }

    /// Where one of its files lies, seen from where the program was started.
    pub fn place_of(&self, path: &str) -> String {
        let own = self.own_path(path).unwrap_or(path);
        let folder = self.folder.trim_start_matches("./").trim_end_matches('/');
        if folder.is_empty() || folder == "." { own.to_owned() } else { format!("{folder}/{own}") }
    }

    /// Where one of its files lies in the repository.
    pub fn place_in_repository(&self, path: &str) -> Option<String> {
        let own = self.own_path(path)?;
        Some(if self.below.is_empty() { own.to_owned() } else { format!("{}/{own}", self.below) })
    }
}
