//! What could not be read well, and where.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Something in a file that was not understood, or understood against the odds. Never an error: the rest of
/// the file is kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Warning {
    /// The file, relative to the root of its source.
    pub path: String,
    /// The 1-based line.
    pub line: u32,
    /// Which rule speaks.
    pub rule: Rule,
    /// What was found, why it matters and what was done about it: one sentence.
    pub message: String,
}

impl fmt::Display for Warning {
    /// `path:line: warning[rule]: message`, as compilers write it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: warning[{}]: {}", self.path, self.line, self.rule.name(), self.message)
    }
}

/// The rule behind a warning; its name is stable, so that scripts can filter by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The file could not be read from disk.
    Unreadable,
    /// The file is not text.
    Binary,
    /// The bytes are not UTF-8; broken ones were replaced.
    InvalidUtf8,
    /// The file is larger than the limit.
    TooLarge,
    /// The file has no text.
    Empty,
    /// The front matter is not valid.
    FrontMatter,
    /// Markup nested deeper than the limit was read as plain text.
    TooDeep,
    /// No date was found for a report.
    NoDate,
    /// Heading, body and file name disagree about the date.
    DateConflict,
    /// Nothing in the file looks like a meeting.
    NoMeeting,
    /// The team's file names somebody whom no report names.
    UnknownPerson,
}

impl Rule {
    /// The stable name, in kebab case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Binary => "binary",
            Self::InvalidUtf8 => "invalid-utf8",
            Self::TooLarge => "too-large",
            Self::Empty => "empty",
            Self::FrontMatter => "front-matter",
            Self::TooDeep => "too-deep",
            Self::NoDate => "no-date",
            Self::DateConflict => "date-conflict",
            Self::NoMeeting => "no-meeting",
            Self::UnknownPerson => "unknown-person",
        }
    }
}
