//! One passage of a report that stands by itself as a search result.

use super::{Date, Lines, Reference};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A bullet with its sub-bullets, a paragraph or a table row.
///
/// Entries nest: a decision inside a discussion is an entry of its own and names its `parent`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own; no two of them exclude each other"
)]
pub struct Entry {
    /// `series/date/hash of the words`. Set by `resolve`; empty before.
    pub id: String,
    /// What the passage is.
    pub kind: Kind,
    /// How it is known that this is a decision, a proposal or an action; `None` for other kinds.
    pub grade: Option<Grade>,
    /// The lines of the passage, sub-bullets included.
    pub lines: Lines,
    /// The position in `Report::entries` of the entry that encloses this one.
    pub parent: Option<usize>,
    /// The headings above, outermost first, without the report's own title.
    pub section: Vec<String>,
    /// The words of the bullets above, outermost first.
    pub context: Vec<String>,
    /// The passage as plain text: its own words, then a line `- …` for each sub-bullet, indented by two spaces
    /// a level.
    pub text: String,
    /// How many bytes of `text` are the passage's own words, before the sub-bullets.
    pub lead: usize,
    /// Names of people in the passage, as written (speakers, mentions, handles without `@`).
    pub names: Vec<String>,
    /// Ids of people in the passage. Set by `resolve`; empty before.
    pub people: Vec<String>,
    /// Who is to do it: names as written, or handles without `@`. Only for actions.
    pub owners: Vec<String>,
    /// Ids of the owners; the name as written where nobody is known by it. Set by `resolve`; empty before.
    pub assignees: Vec<String>,
    /// Whether an action is open or done; `None` for other kinds.
    pub status: Option<Status>,
    /// Until when an action is to be done, where the report tells a day.
    pub due: Option<Date>,
    /// Names of topics (see `Directory::topics`). Set by `resolve`; empty before.
    pub topics: Vec<String>,
    /// Issues and pull requests named in the passage.
    pub refs: Vec<Reference>,
    /// Other links in the passage.
    pub urls: Vec<String>,
    /// Whether it only announces what the same report tells elsewhere (an agenda line). Set by `resolve`.
    pub listed: bool,
    /// Other places where the same words stand. Set by `resolve`.
    pub also: Vec<Place>,
    /// Whether it is a line of the series' template or says nothing; it stays on the page. Set by `resolve`.
    pub boilerplate: bool,
    /// The id of the entry that says the same in the report it belongs to. Set by `resolve`.
    pub copy_of: Option<String>,
    /// The id of the matter or the action that it is a part of (see `Directory::threads`). Set by `resolve`.
    pub thread: Option<String>,
    /// Whether a later report carries this action on, which then says whether it is done. Set by `resolve`.
    pub carried: bool,
}

/// So many words, and no more, may say nothing without what stands above them: `probably yes`.
const FEW: usize = 4;

/// Labels such as `Decision` and `Agenda items` have a word or two.
fn is_telling(above: &str) -> bool {
    above.split_whitespace().nth(2).is_some()
}

impl Entry {
    /// The passage's own words, without sub-bullets.
    pub fn own_text(&self) -> &str {
        self.text.get(..self.lead).unwrap_or(&self.text)
    }

    /// The nearest of the bullets above that says more than a label does, or else the nearest.
    pub fn above(&self) -> Option<&str> {
        self.context.iter().rfind(|above| is_telling(above)).or(self.context.last()).map(String::as_str)
    }

    /// What the passage is about where its own words are too few to tell: the nearest bullet or heading above that says
    /// more than a label does.
    pub fn about(&self) -> Option<&str> {
        if self.own_text().split_whitespace().nth(FEW).is_some() {
            return None;
        }
        let mut above = self.context.iter().rev().chain(self.section.iter().rev());
        above.find(|above| is_telling(above)).map(String::as_str)
    }

    /// Some of its words, behind what it is about (at most so many characters of that) where that has to be told.
    pub fn below(&self, words: &str, longest: usize) -> String {
        let Some(about) = self.about() else { return words.to_owned() };
        let end = about.char_indices().nth(longest).map_or(about.len(), |(end, _)| end);
        format!("{} … {words}", about.get(..end).unwrap_or(about).trim_end())
    }

    /// Whether it can be found and is counted: neither boilerplate nor a copy.
    pub fn is_found(&self) -> bool {
        !self.boilerplate && self.copy_of.is_none()
    }

    /// Whether the action is open or done as far as the archive knows; `None` where a later report carries it on,
    /// and for other kinds.
    pub fn standing(&self) -> Option<Status> {
        self.status.filter(|_| !self.carried)
    }
}

/// A place in another report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The report's id.
    pub report: String,
    /// The file.
    pub path: String,
    /// The lines in that file.
    pub lines: Lines,
}

/// Defines an enum with a fixed lower-case name per variant, used alike in queries, JSON and pages.
macro_rules! named {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// All values, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name used in queries, JSON and pages.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }

        impl FromStr for $name {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|value| value.name() == text).ok_or(())
            }
        }
    };
}

pub(super) use named;

named! {
    /// What a passage is.
    Kind {
        /// Something the group settled.
        Decision = "decision",
        /// Something that asks for a decision.
        Proposal = "proposal",
        /// Something somebody is to do.
        Action = "action",
        /// A question left in the report.
        Question = "question",
        /// News, or a report of work.
        Update = "update",
        /// Thanks and congratulations.
        Thanks = "thanks",
        /// All else.
        Discussion = "discussion",
    }
}

named! {
    /// How a decision, a proposal or an action is known.
    Grade {
        /// A marker or a heading says so.
        Explicit = "explicit",
        /// The wording says so.
        Worded = "worded",
        /// It follows from its place, for instance an answer under a question.
        Inferred = "inferred",
    }
}

named! {
    /// Whether an action still waits.
    Status {
        /// Not marked as done.
        Open = "open",
        /// The report itself marks it as done.
        Done = "done",
    }
}
