//! What is counted over all passages, since no single search tells it: who has how much to do, which topics and issues
//! come up together, and which issues are named.
//!
//! It is counted while an update has all reports at hand, and kept in the catalog: to read them all again for a page would
//! take seconds in a large archive.

use crate::report::{Date, Entry, Reference, Report, Status};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;

/// As many companions of a topic are kept.
const KEPT: usize = 12;
/// Two topics must stand together in so many passages to be called related.
const TOGETHER: usize = 2;

/// What is counted over all passages.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Census {
    /// Who has open actions, most first.
    pub owners: Vec<Owner>,
    /// The issues and pull requests that are named, most reports first.
    pub cited: Vec<Cited>,
    /// What stands beside each topic, by its name.
    topics: BTreeMap<String, Companions>,
}

/// Somebody with open actions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The person's id, or the name as written.
    pub id: String,
    /// How many actions are open.
    pub open: usize,
    /// The day of the oldest report that such an action stands in.
    pub oldest: Option<Date>,
}

/// What stands in the same passages as a topic, most often first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Companions {
    /// Other topics.
    pub topics: Vec<(String, usize)>,
    /// Issues and pull requests.
    pub refs: Vec<(Reference, usize)>,
}

/// An issue or pull request that is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// The issue.
    pub reference: Reference,
    /// How many passages name it; what is inside another counts with it.
    pub passages: usize,
    /// In how many reports.
    pub reports: usize,
    /// The first and the last day on which it was named.
    pub days: Option<(Date, Date)>,
}

#[derive(Default)]
struct Beside {
    topics: HashMap<String, usize>,
    refs: HashMap<Reference, usize>,
}

impl Census {
    /// Counts.
    pub(super) fn of(reports: &[Report]) -> Self {
        let ((owners, cited), topics) =
            rayon::join(|| (owners(reports), cited(reports)), || companions(reports));
        Self { owners, cited, topics }
    }

    /// What stands beside a topic.
    pub fn beside(&self, topic: &str) -> Companions {
        self.topics.get(topic).cloned().unwrap_or_default()
    }
}

fn owners(reports: &[Report]) -> Vec<Owner> {
    let mut owners: HashMap<String, Owner> = HashMap::new();
    for report in reports {
        report.found().for_each(|entry| note_owners(&mut owners, entry, report.date));
    }
    let mut owners: Vec<Owner> = owners.into_values().collect();
    owners.sort_by(|a, b| b.open.cmp(&a.open).then_with(|| a.id.cmp(&b.id)));
    owners
}

fn companions(reports: &[Report]) -> BTreeMap<String, Companions> {
    let mut topics: HashMap<String, Beside> = HashMap::new();
    reports.iter().flat_map(Report::found).for_each(|entry| note_topics(&mut topics, entry));
    let kept = |beside: Beside| {
        let related = beside.topics.into_iter().filter(|(_, count)| *count >= TOGETHER);
        Companions { topics: most(related), refs: most(beside.refs.into_iter()) }
    };
    topics.into_iter().map(|(name, beside)| (name, kept(beside))).collect()
}

fn cited(reports: &[Report]) -> Vec<Cited> {
    let mut found: HashMap<&Reference, Cited> = HashMap::new();
    for report in reports {
        let mut here = HashSet::new();
        for reference in report.entries.iter().flat_map(|entry| &entry.refs) {
            let new = || Cited { reference: reference.clone(), passages: 0, reports: 0, days: None };
            let cited = found.entry(reference).or_insert_with(new);
            cited.passages += 1;
            if here.insert(reference) {
                cited.reports += 1;
            }
            if let Some(day) = report.date {
                let (first, last) = cited.days.unwrap_or((day, day));
                cited.days = Some((first.min(day), last.max(day)));
            }
        }
    }
    let mut list: Vec<Cited> = found.into_values().collect();
    list.sort_by(|a, b| {
        (b.reports, b.passages).cmp(&(a.reports, a.passages)).then_with(|| a.reference.cmp(&b.reference))
    });
    list
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
