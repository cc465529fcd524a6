//! Where in its file a thing stands.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A range of lines, 1-based and inclusive at both ends. Written in JSON as `[first, last]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "[u32; 2]", into = "[u32; 2]")]
pub struct Lines {
    /// The first line.
    pub first: u32,
    /// The last line, never before the first.
    pub last: u32,
}

impl Lines {
    /// The range from `first` to `last`; a `last` before `first` gives the one line `first`.
    pub fn new(first: u32, last: u32) -> Self {
        Self { first, last: last.max(first) }
    }

    /// How many lines the range holds; never 0.
    pub fn count(self) -> u32 {
        self.last - self.first + 1
    }

    /// Whether `other` lies wholly inside this range.
    pub fn contains(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Whether the two ranges share a line.
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }
}

impl From<[u32; 2]> for Lines {
    fn from([first, last]: [u32; 2]) -> Self {
        Self::new(first, last)
    }
}

impl From<Lines> for [u32; 2] {
    fn from(lines: Lines) -> Self {
        [lines.first, lines.last]
    }
}

impl fmt::Display for Lines {
    /// `12` for one line, `12-15` for several.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            write!(f, "{}", self.first)
        } else {
            write!(f, "{}-{}", self.first, self.last)
        }
    }
}
