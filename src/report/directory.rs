//! Who and what the whole archive speaks of: people, topics, series.

use super::entry::named;
use super::{Date, Thread};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The lists that only the whole archive can tell. Made by `resolve`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directory {
    /// People, most seen first.
    pub people: Vec<Person>,
    /// Topics, most seen first.
    pub topics: Vec<Topic>,
    /// What was nearly a topic, most seen first; a few, for a person to judge.
    #[serde(default)]
    pub candidates: Vec<Topic>,
    /// Series, by name.
    pub series: Vec<SeriesInfo>,
    /// Short names that fit several people and are nobody's therefore, most seen first.
    pub ambiguous: Vec<Ambiguity>,
    /// Pairs of people who may be one human being, most seen first.
    pub merges: Vec<Merge>,
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

    /// The only topic that goes by a name, or has it for another word, however it is written.
    pub fn topic_called(&self, name: &str) -> Option<&Topic> {
        let wanted = plain(name);
        let named = || self.topics.iter().filter(|topic| plain(&topic.name) == wanted);
        let meant =
            || self.topics.iter().filter(|topic| topic.aliases.iter().any(|alias| plain(alias) == wanted));
        only(named()).or_else(|| only(meant()))
    }

    /// The only person who goes by a name, however it is written.
    pub fn person_called(&self, name: &str) -> Option<&Person> {
        let wanted = plain(name);
        let forms = |person: &Person| {
            let own = [&person.id, &person.name].into_iter();
            own.chain(&person.aliases).any(|form| plain(form) == wanted)
        };
        only(self.people.iter().filter(|person| forms(person)))
    }

    /// The only series that goes by a name, however it is written.
    pub fn series_called(&self, name: &str) -> Option<&SeriesInfo> {
        let wanted = plain(name);
        only(self.series.iter().filter(|series| plain(&series.name) == wanted))
    }
}

/// A name in lower case, its words apart.
fn plain(name: &str) -> String {
    name.trim_start_matches('@').to_lowercase().replace(['-', '_'], " ")
}

/// The first, where there is no second.
fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    all.next().filter(|_| all.next().is_none())
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
    /// How sure it is that all this is one human being, and who.
    pub sure: Sure,
    /// How it is known that the forms belong together, surest first; only so many are kept.
    pub evidence: Vec<Evidence>,
}

named! {
    /// How sure something is.
    Sure {
        /// A handle or the team's own file says so.
        Certain = "certain",
        /// The full name says so, or that nobody else so called was in the room.
        Likely = "likely",
        /// Only that nobody else in the archive is so called.
        Guess = "guess",
    }
}

/// How it is known that a form of a name means a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Evidence {
    /// How sure it is.
    pub sure: Sure,
    /// The form, as written.
    pub form: String,
    /// What says so.
    pub why: String,
}

/// A name that fits several people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ambiguity {
    /// The name, as written.
    pub name: String,
    /// The ids of those whom it fits, most seen first; only so many are kept.
    pub people: Vec<String>,
    /// In how many passages it stands for nobody therefore.
    pub entries: u32,
    /// In how many roll calls it stands for a person of its own therefore.
    pub meetings: u32,
}

/// Two people who may be one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// The id of the one who is seen more.
    pub keep: String,
    /// The id of the other.
    pub other: String,
    /// What speaks for it.
    pub why: String,
}

/// A subject the archive speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// The name as shown and queried, for instance `federation`. Unique in the archive.
    pub name: String,
    /// Other words for it.
    pub aliases: Vec<String>,
    /// Names of wider subjects that it belongs to.
    #[serde(default)]
    pub broader: Vec<String>,
    /// How it is known to be one.
    pub origin: Origin,
    /// In how many entries it stands.
    pub entries: u32,
    /// In how many reports it stands.
    pub reports: u32,
    /// The first and the last day it was spoken of.
    pub days: Option<(Date, Date)>,
}

named! {
    /// How a subject is known to be one.
    Origin {
        /// The team's own file says so.
        Team = "team",
        /// The vocabulary says so.
        Vocabulary = "vocabulary",
        /// Passages cite a repository of that name.
        Repository = "repository",
        /// It stands in headings and titles.
        Heading = "heading",
        /// The head of a file names it.
        FrontMatter = "tag",
        /// The reports use it as a phrase of its own.
        Phrase = "phrase",
    }
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
