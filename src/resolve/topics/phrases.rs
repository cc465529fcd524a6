//! Lines of words → the phrases that may be subjects, counted.
//!
//! 1. One to four words in a row, none of which says nothing by itself, in enough reports.
//! 2. Longer ones are only counted where their parts were frequent enough, so that the work stays linear.

use super::passages::{Passages, Place};
use super::words::{BREAK, Word};
use std::collections::HashMap;

/// The words of a phrase; unused places are [`BREAK`].
pub(super) type Phrase = [Word; 4];

/// How often a phrase stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Count {
    /// In how many places.
    pub(super) all: u32,
    /// In how many reports.
    pub(super) reports: u32,
    /// In titles of how many reports.
    pub(super) titles: u32,
    /// In how many places it takes one side only of a hyphen.
    pub(super) cut: u32,
    last: u32,
    last_title: u32,
}

impl Count {
    fn add(&mut self, report: u32, place: Place) {
        let report = report + 1;
        self.all += 1;
        if self.last != report {
            self.last = report;
            self.reports += 1;
        }
        if place == Place::Title && self.last_title != report {
            self.last_title = report;
            self.titles += 1;
        }
    }
}

/// How many words a phrase has.
pub(super) fn length(phrase: &Phrase) -> usize {
    phrase.iter().take_while(|word| **word != BREAK).count()
}

/// Which words stand in phrases.
#[derive(Clone, Copy)]
pub(super) struct Allowed<'a> {
    /// Whether a word says something.
    pub(super) says: &'a dyn Fn(Word) -> bool,
    /// Whether it may stand in a longer phrase.
    pub(super) joins: &'a dyn Fn(Word) -> bool,
}

/// Counts the phrases of an archive that stand in at least `least` reports.
pub(super) fn count(passages: &Passages<'_>, least: u32, allowed: Allowed<'_>) -> HashMap<Phrase, Count> {
    let mut words: Vec<Count> = vec![Count::default(); passages.words.len()];
    for line in &passages.lines {
        for &word in passages.words_of(line) {
            if let Some(count) = words.get_mut(word as usize) {
                count.add(line.report, line.place);
            }
        }
    }
    let spoken: Vec<bool> = (0..words.len())
        .map(|at| {
            words[at].reports >= least && Word::try_from(at).is_ok_and(|w| w != BREAK && (allowed.says)(w))
        })
        .collect();
    let mut all: HashMap<Phrase, Count> = HashMap::new();
    let singles = words.iter().enumerate().filter(|(at, _)| spoken[*at]);
    all.extend(singles.filter_map(|(at, count)| Some(([Word::try_from(at).ok()?, 0, 0, 0], *count))));
    let mut known: HashMap<Phrase, Count> = HashMap::new();
    for length in 2..=4 {
        let mut found: HashMap<Phrase, Count> = HashMap::new();
        for line in &passages.lines {
            for (at, window) in passages.words_of(line).windows(length).enumerate() {
                if !window.iter().all(|word| spoken.get(*word as usize).is_some_and(|spoken| *spoken)) {
                    continue;
                }
                let parts = [window.get(1..), window.get(..length - 1)];
                if length == 2 || parts.iter().flatten().all(|part| known.contains_key(&phrase(part))) {
                    let count = found.entry(phrase(window)).or_default();
                    count.add(line.report, line.place);
                    count.cut += u32::from(passages.is_cut(line, at, length));
                }
            }
        }
        found.retain(|_, count| count.reports >= least);
        let joined = |phrase: &Phrase| phrase[..length].iter().copied().all(allowed.joins);
        all.extend(
            found.iter().filter(|(phrase, _)| joined(phrase)).map(|(phrase, count)| (*phrase, *count)),
        );
        known = found;
    }
    all
}

pub(super) fn phrase(words: &[Word]) -> Phrase {
    let mut phrase = [BREAK; 4];
    for (place, word) in phrase.iter_mut().zip(words) {
        *place = *word;
    }
    phrase
}
