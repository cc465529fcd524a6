//! The domain: what a meeting report says, as plain data.
//!
//! Nothing here reads files, parses text or knows of an engine or a page. `extract` makes these values with
//! the facts as they are written; `resolve` fills in what only the whole archive can tell (the fields that say
//! so). Every fact keeps the lines it was read from.

mod attendee;
mod directory;
mod draft;
mod entry;
mod forge;
mod gap;
mod id;
mod lines;
mod provenance;
mod reference;
mod rule;
mod thread;
mod warning;

pub use attendee::Attendee;
pub use directory::{
    Abbreviation, Ambiguity, Directory, Evidence, Merge, Origin, Person, SeriesInfo, Sure, Topic,
};
pub use draft::Draft;
pub use entry::{Entry, Grade, Kind, Place, Status};
pub use forge::{Forge, Web};
pub use gap::{Cancelled, NoReport, When, Why};
pub use id::words_hash;
pub use jiff::civil::Date;
pub use lines::Lines;
pub use provenance::{Change, Provenance, SourceInfo, day};
pub use reference::Reference;
pub use rule::{Area, Rule, Severity};
pub use thread::{About, State, Step, Thread, What};
pub use warning::Warning;

use serde::{Deserialize, Serialize};

/// The record of one meeting on one day.
///
/// One Markdown file usually is one report; a yearly file holds many, told apart by `lines`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// `series/date`, with a suffix where two meetings share both; undated reports use the file's name.
    /// Set by `resolve`.
    pub id: String,
    /// The file, relative to the root of its source, with `/` between folders.
    pub path: String,
    /// The part of the file that is this meeting.
    pub lines: Lines,
    /// The day the meeting was held; `None` where the file does not tell.
    pub date: Option<Date>,
    /// The kind of meeting (`community`, `hpc`), from the folder.
    pub series: String,
    /// The report's own title, or one made of series and date.
    pub title: String,
    /// Who was there, in the order of the roll call.
    pub attendees: Vec<Attendee>,
    /// When its file was recorded and last changed, where a history tells. Set by `archive`.
    #[serde(default)]
    pub provenance: Option<Provenance>,
    /// The passages that can be found, in the order of their first lines; parents stand before children.
    pub entries: Vec<Entry>,
}

impl Report {
    /// The entries that can be found: without boilerplate and copies.
    pub fn found(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.is_found())
    }

    /// The number of entries of one kind that can be found.
    pub fn count(&self, kind: Kind) -> usize {
        self.found().filter(|entry| entry.kind == kind).count()
    }
}
