//! A matter followed across meetings, or an action carried from one report to the next.

use super::{Date, Lines};
use serde::{Deserialize, Serialize};

/// What several reports tell of one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// The id of the first entry: it stays as long as the beginning does.
    pub id: String,
    /// What it is about, in the words of its beginning.
    pub title: String,
    /// What it is.
    pub about: About,
    /// How it stands at the last step.
    pub state: State,
    /// Its steps, oldest first; at least two, in two reports.
    pub steps: Vec<Step>,
}

/// One entry of a thread that takes it further.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What happened.
    pub what: What,
    /// The entry.
    pub entry: String,
    /// Its report.
    pub report: String,
    /// The day of the report.
    pub date: Option<Date>,
    /// The series of the report.
    pub series: String,
    /// The file.
    pub path: String,
    /// The lines of the entry.
    pub lines: Lines,
    /// The beginning of what it says.
    pub text: String,
}

/// What a thread is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum About {
    /// A subject of several meetings.
    Matter,
    /// An action that several reports list.
    Action,
}

/// How a thread stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Nothing settles it, or the action is not done.
    Open,
    /// A decision settles it.
    Settled,
    /// It was settled, and taken up again.
    Reopened,
    /// The action is done.
    Done,
}

/// What a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// It came up.
    Raised,
    /// It was spoken of again.
    Discussed,
    /// A decision was asked for.
    Proposed,
    /// A decision was taken.
    Settled,
    /// It was taken up again after a decision.
    Reopened,
    /// Somebody is to do something.
    Promised,
    /// A later report lists the same action as open.
    CarriedOver,
    /// The action is done.
    Done,
}

impl What {
    /// The name in JSON and, with a capital, on pages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Raised => "raised",
            Self::Discussed => "discussed",
            Self::Proposed => "proposed",
            Self::Settled => "settled",
            Self::Reopened => "reopened",
            Self::Promised => "promised",
            Self::CarriedOver => "carried over",
            Self::Done => "done",
        }
    }
}

impl About {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Matter => "matter",
            Self::Action => "action",
        }
    }
}

impl State {
    /// The name in JSON and on pages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Settled => "settled",
            Self::Reopened => "reopened",
            Self::Done => "done",
        }
    }
}
