//! Lines that only announce what the same report tells elsewhere: the agenda above the minutes.
//!
//! A bullet without sub-bullets whose words, or whose one reference, are also a heading or a bullet with something
//! below it. It stays an entry, but what it announces is the better answer.

use crate::report::{Entry, Reference, Report};
use crate::resolve::maps::Set;
use crate::resolve::words::{SEED, mix};
use rayon::prelude::*;

/// Longer bullets say something themselves.
const MAX_WORDS: usize = 40;
/// Fewer words in common are chance.
const MIN_COMMON: usize = 2;

/// Marks what only announces.
pub(super) fn mark(reports: &mut [Report]) {
    reports.par_iter_mut().for_each(|report| {
        let told = Told::of(report);
        for entry in &mut report.entries {
            entry.listed = told.announces(entry);
        }
    });
}

/// What a report tells at some length.
struct Told {
    /// Words of headings and of bullets with something below, as hashes.
    titles: Set<Vec<u64>>,
    /// Of how many words these are.
    lengths: Set<usize>,
    refs: Set<Reference>,
}

impl Told {
    fn of(report: &Report) -> Self {
        let mut told = Self { titles: Set::default(), lengths: Set::default(), refs: Set::default() };
        for entry in &report.entries {
            told.titles.extend(entry.section.last().map(|heading| words(heading)));
            if is_told(entry) {
                told.titles.insert(words(entry.own_text()));
                told.refs.extend(only_reference(entry).cloned());
            }
        }
        told.titles.retain(|title| (MIN_COMMON..=MAX_WORDS).contains(&title.len()));
        told.lengths = told.titles.iter().map(Vec::len).collect();
        told
    }

    fn announces(&self, entry: &Entry) -> bool {
        if is_told(entry) {
            return false;
        }
        let own = words(entry.own_text());
        if own.len() > MAX_WORDS || own.len() < MIN_COMMON {
            return false;
        }
        // Under its own heading a line says more than the heading.
        let above = || entry.section.last().map(|heading| words(heading)).unwrap_or_default();
        let title = (MIN_COMMON..=own.len())
            .filter(|end| self.lengths.contains(end))
            .filter_map(|end| own.get(..end))
            .find(|title| self.titles.contains(*title));
        title.is_some_and(|title| title != above())
            || only_reference(entry).is_some_and(|r| self.refs.contains(r))
    }
}

fn is_told(entry: &Entry) -> bool {
    entry.text.len() > entry.lead
}

fn only_reference(entry: &Entry) -> Option<&Reference> {
    match entry.refs.as_slice() {
        [reference] => Some(reference),
        _ => None,
    }
}

/// Hashes of the words, whatever their case, without addresses, numbers and accounts.
fn words(text: &str) -> Vec<u64> {
    let words =
        text.split_whitespace().filter(|word| !word.contains("://") && !word.starts_with(['@', '#', '[']));
    let words = words.flat_map(|word| word.split(|c: char| !c.is_alphanumeric()));
    let hash = |word: &str| {
        let letters = word.chars().flat_map(char::to_lowercase);
        letters.fold(SEED, |hash, letter| mix(hash, u64::from(u32::from(letter))))
    };
    words.filter(|word| !word.is_empty()).map(hash).collect()
}

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::resolve::resolve;
    use crate::source::SourceFile;
    use crate::vocabulary::{Reading, Team};

    #[test]
    fn an_agenda_line_announces_and_the_minutes_tell() {
        let text = "# Meeting 2024-01-02\n\n## Agenda\n\n- A new lamp for the tower o/r#12\n- Paint the boat shed\n- Something that nobody came to speak of\n\n## Minutes\n\n### A new lamp for the tower\n\n- the old one is dim, and nobody makes the glass\n\n### Boats\n\n- Paint the boat shed\n  - in green, said everyone who was there\n";
        let file = SourceFile { path: "tower/2024-01-02.md".into(), text: text.into() };
        let drafts = extract(&file, Reading::builtin()).drafts;
        let report = &resolve(drafts, &Team::default()).reports[0];
        let listed: Vec<&str> =
            report.entries.iter().filter(|entry| entry.listed).map(|entry| entry.own_text()).collect();
        assert_eq!(listed, ["A new lamp for the tower o/r#12", "Paint the boat shed"]);
    }
}
