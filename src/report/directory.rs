//! Who and what the whole archive speaks of: people, topics, series.

use super::{Date, Thread};
use serde::{Deserialize, Serialize};

/// The lists that only the whole archive can tell. Made by `resolve`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directory {
    /// People, most seen first.
    pub people: Vec<Person>,
    /// Topics, most seen first.
    pub topics: Vec<Topic>,
    /// Series, by name.
    pub series: Vec<SeriesInfo>,
    /// Short forms that the archive itself explains, by short form.
    #[serde(default)]
    pub abbreviations: Vec<Abbreviation>,
    /// Matters and actions followed across reports, by id.
    #[serde(default)]
    pub threads: Vec<Thread>,
}

impl Directory {
    /// The person with this id.
    pub fn person(&self, id: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// What a short form stands for, and the short forms of some words.
    pub fn other_forms(&self, text: &str) -> Vec<&str> {
        let words: Vec<String> = text.split([' ', '-', '_']).map(str::to_lowercase).collect();
        let words = words.join(" ");
        let other = |pair: &'_ Abbreviation| {
            if pair.short == words {
                Some(0)
            } else if pair.long == words {
                Some(1)
            } else {
                None
            }
        };
        let found = self.abbreviations.iter().filter_map(|pair| Some((other(pair)?, pair)));
        found.map(|(side, pair)| if side == 0 { pair.long.as_str() } else { pair.short.as_str() }).collect()
    }

    /// The thread with this id.
    pub fn thread(&self, id: &str) -> Option<&Thread> {
        let at = self.threads.binary_search_by(|thread| thread.id.as_str().cmp(id)).ok()?;
        self.threads.get(at)
    }

    /// The topic with this name, as shown.
    pub fn topic(&self, name: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.name == name)
    }
}

/// A short form and what it stands for, both in lower case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Abbreviation {
    /// The short form: `clo`.
    pub short: String,
    /// The words: `central lamp office`.
    pub long: String,
}

/// One human being, however written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The handle where known, else the name in lower case with hyphens. Unique in the archive.
    pub id: String,
    /// The fullest name seen.
    pub name: String,
    /// All other forms seen: handles, first names, initials.
    pub aliases: Vec<String>,
    /// Institutions seen, latest first.
    pub affiliations: Vec<String>,
    /// In how many meetings the person is listed as present.
    pub meetings: u32,
    /// In how many entries the person is named.
    pub entries: u32,
}

/// A subject the archive speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// The name as shown and queried, for instance `federation`. Unique in the archive.
    pub name: String,
    /// Other words for it.
    pub aliases: Vec<String>,
    /// In how many entries it stands.
    pub entries: u32,
    /// In how many reports it stands.
    pub reports: u32,
    /// The first and the last day it was spoken of.
    pub days: Option<(Date, Date)>,
}

/// A kind of meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesInfo {
    /// The name.
    pub name: String,
    /// How many reports it has.
    pub reports: u32,
    /// The first and the last day.
    pub days: Option<(Date, Date)>,
}
