//! What the archive speaks of.
//!
//! 1. `passages` reads all lines as `words` and learns from the archive which titles are mere forms.
//! 2. `phrases` counts words in a row; `subjects` chooses those that are subjects, without `names` of people, which
//!    `persons` also knows by how they stand.
//! 3. `gather` puts them together with the concepts of the vocabulary and of the team, and with cited `repositories`.
//! 4. `finder` finds the words of all of them in passages and in the headings above; `sightings` decides which words
//!    are evidence, and which few subjects each passage has.
//! 5. `spelling` calls each as the reports write it most often.
//!
//! A pure function of the reports; the order of the files does not matter. Entry: [`find`].

mod alike;
mod finder;
mod fragments;
mod gather;
mod names;
mod passages;
mod persons;
mod phrases;
mod repositories;
mod sightings;
mod spelling;
mod spotter;
mod subjects;
#[cfg(test)]
mod tests;
mod words;

pub(super) use spotter::Spotter;

use super::Days;
use crate::report::{Abbreviation, Person, Report, Topic};
use crate::vocabulary::Concepts;
use gather::Gathered;
use passages::Passages;
use sightings::Sightings;
use subjects::Judge;

/// What is known of an archive before its topics.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) people: &'a [Person],
    pub(super) abbreviations: &'a [Abbreviation],
    pub(super) concepts: &'a Concepts,
    /// Words that heads of files give as subjects.
    pub(super) tags: &'a [String],
}

/// Topics, and what was nearly one.
#[derive(Debug, Default)]
pub(super) struct Topics {
    pub(super) topics: Vec<Topic>,
    pub(super) candidates: Vec<Topic>,
}

/// So many subjects at least, and so many more as the square root of the passages bears.
const FEWEST: f64 = 20.0;
const PER_ROOT: f64 = 2.0;
/// How many candidates are kept for suggestions.
const CANDIDATES: usize = 40;

/// Finds the topics of an archive, and fills in `Entry::topics`.
pub(super) fn find(reports: &mut [Report], known: Known<'_>) -> Topics {
    let mut passages = Passages::of(reports);
    let names = names::Names::of(reports, known, &mut passages);
    let concepts = known.concepts;
    let counts = {
        let words = &passages.words;
        let says = |word| {
            let spelt = words.spelt(word);
            spelt.len() > 1 && !concepts.is_empty_word(spelt)
        };
        let joins = |word| !concepts.is_procedural(words.spelt(word));
        phrases::count(
            &passages,
            subjects::least(reports.len()),
            phrases::Allowed { says: &says, joins: &joins },
        )
    };
    let entries: usize = reports.iter().map(|report| report.entries.len()).sum();
    let bound = FEWEST + PER_ROOT * (entries as f64).sqrt();
    let judge = Judge { passages: &passages, counts: &counts, names: &names, concepts };
    let (good, mut rest) = judge.choose(bound as usize);
    rest.truncate(CANDIDATES);
    let mut gathered = Gathered::default();
    gathered.concepts(concepts, &mut passages.words);
    let cited = repositories::cited(reports, &|word| concepts.is_common(word));
    gathered.repositories(cited, concepts, &mut passages.words);
    gathered.phrases(&good, gather::Standing::Kept, &passages.words);
    gathered.tags(known.tags, concepts, &mut passages.words);
    gathered.phrases(&rest, gather::Standing::Candidate, &passages.words);
    gathered.abbreviations(known.abbreviations, &mut passages.words);
    let (topics, of_entries) = {
        let sightings = Sightings::of(reports, &gathered, &passages, concepts);
        sightings.decide(&gathered)
    };
    publish(reports, topics, of_entries)
}

/// Writes topics into the entries, and counts them.
fn publish(reports: &mut [Report], mut topics: Vec<(Topic, bool)>, of_entries: Vec<Vec<usize>>) -> Topics {
    let mut of_entries = of_entries.into_iter();
    let mut last: Vec<usize> = vec![usize::MAX; topics.len()];
    let mut days: Vec<Days> = vec![Days::default(); topics.len()];
    for (number, report) in reports.iter_mut().enumerate() {
        for entry in &mut report.entries {
            let seen = of_entries.next().unwrap_or_default();
            entry.topics.clear();
            for at in seen {
                let Some((topic, kept)) = topics.get_mut(at) else { continue };
                topic.entries += 1;
                if last[at] != number {
                    last[at] = number;
                    topic.reports += 1;
                    days[at].add(report.date);
                }
                if *kept {
                    entry.topics.push(topic.name.clone());
                }
            }
        }
    }
    let mut found = Topics::default();
    for ((mut topic, kept), days) in topics.into_iter().zip(days) {
        topic.days = days.0;
        if topic.entries > 0 {
            if kept { found.topics.push(topic) } else { found.candidates.push(topic) }
        }
    }
    for list in [&mut found.topics, &mut found.candidates] {
        list.sort_by(|a, b| (b.reports, b.entries, &a.name).cmp(&(a.reports, a.entries, &b.name)));
    }
    found
}
