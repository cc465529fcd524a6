//! What is counted over all passages, since no single search tells it: who has how much to do, and which topics and
//! issues come up together.

use crate::archive::{ArchiveError, Snapshot};
use crate::report::{Date, Entry, Reference, Status};
use std::collections::HashMap;
use std::hash::Hash;

/// As many companions of a topic are kept.
const KEPT: usize = 12;
/// Two topics must stand together in so many passages to be called related.
const TOGETHER: usize = 2;

/// What is counted over all passages.
#[derive(Debug, Default)]
pub(crate) struct Tallies {
    /// Who has open actions, most first.
    pub(crate) owners: Vec<Owner>,
    /// What stands beside each topic, by its name.
    topics: HashMap<String, Companions>,
}

/// Somebody with open actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Owner {
    /// The person's id, or the name as written.
    pub(crate) id: String,
    /// How many actions are open.
    pub(crate) open: usize,
    /// The day of the oldest report that such an action stands in.
    pub(crate) oldest: Option<Date>,
}

/// What stands in the same passages as a topic, most often first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Companions {
    /// Other topics.
    pub(crate) topics: Vec<(String, usize)>,
    /// Issues and pull requests.
    pub(crate) refs: Vec<(Reference, usize)>,
}

#[derive(Default)]
struct Beside {
    topics: HashMap<String, usize>,
    refs: HashMap<Reference, usize>,
}

impl Tallies {
    /// What stands beside a topic.
    pub(crate) fn beside(&self, topic: &str) -> Companions {
        self.topics.get(topic).cloned().unwrap_or_default()
    }
}

/// Counts.
pub(crate) fn count(archive: &Snapshot) -> Result<Tallies, ArchiveError> {
    let mut owners: HashMap<String, Owner> = HashMap::new();
    let mut topics: HashMap<String, Beside> = HashMap::new();
    archive.each_report(&mut |report| {
        for entry in report.found() {
            note_owners(&mut owners, entry, report.date);
            note_topics(&mut topics, entry);
        }
    })?;
    let mut owners: Vec<Owner> = owners.into_values().collect();
    owners.sort_by(|a, b| b.open.cmp(&a.open).then_with(|| a.id.cmp(&b.id)));
    let kept = |beside: Beside| {
        let related = beside.topics.into_iter().filter(|(_, count)| *count >= TOGETHER);
        Companions { topics: most(related), refs: most(beside.refs.into_iter()) }
    };
    let topics = topics.into_iter().map(|(name, beside)| (name, kept(beside))).collect();
    Ok(Tallies { owners, topics })
}

fn note_owners(owners: &mut HashMap<String, Owner>, entry: &Entry, day: Option<Date>) {
    if entry.standing() != Some(Status::Open) {
        return;
    }
    let mut here: Vec<&String> = entry.assignees.iter().collect();
    here.sort_unstable();
    here.dedup();
    for id in here {
        let new = || Owner { id: id.clone(), open: 0, oldest: None };
        let owner = owners.entry(id.clone()).or_insert_with(new);
        owner.open += 1;
        owner.oldest = owner.oldest.into_iter().chain(day).min();
    }
}

fn note_topics(topics: &mut HashMap<String, Beside>, entry: &Entry) {
    for topic in &entry.topics {
        let beside = topics.entry(topic.clone()).or_default();
        for other in entry.topics.iter().filter(|other| *other != topic) {
            *beside.topics.entry(other.clone()).or_default() += 1;
        }
        for reference in &entry.refs {
            *beside.refs.entry(reference.clone()).or_default() += 1;
        }
    }
}

fn most<T: Ord + Hash>(counted: impl Iterator<Item = (T, usize)>) -> Vec<(T, usize)> {
    let mut counted: Vec<(T, usize)> = counted.collect();
    counted.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counted.truncate(KEPT);
    counted
}
