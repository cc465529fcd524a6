//! Lines of words → the phrases that may be subjects, counted.
//!
//! 1. One to four words in a row, none of which says nothing by itself, in enough reports.
//! 2. Pairs are sieved first: most stand once. Longer ones are only counted where their parts were frequent enough, so
//!    that the work stays linear.
//! 3. Parts of the archive are counted side by side, and the counts added.

use super::passages::{Line, Passages, Place};
use super::words::{BREAK, Word};
use crate::resolve::maps::Map;
use crate::resolve::words::{SEED, mix};
use rayon::prelude::*;

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
    /// Adds what was counted in other reports.
    fn join(&mut self, other: &Self) {
        self.all += other.all;
        self.reports += other.reports;
        self.titles += other.titles;
        self.cut += other.cut;
    }

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
pub(super) fn count(passages: &Passages<'_>, least: u32, allowed: Allowed<'_>) -> Map<Phrase, Count> {
    let parts = parts(&passages.lines);
    let words = words(passages, &parts);
    let spoken: Vec<bool> = (0..words.len())
        .map(|at| {
            words[at].reports >= least && Word::try_from(at).is_ok_and(|w| w != BREAK && (allowed.says)(w))
        })
        .collect();
    let mut all: Map<Phrase, Count> = Map::default();
    let singles = words.iter().enumerate().filter(|(at, _)| spoken[*at]);
    all.extend(singles.filter_map(|(at, count)| Some(([Word::try_from(at).ok()?, 0, 0, 0], *count))));
    let look = Look { passages, parts: &parts, spoken: &spoken };
    let pairs = look.pairs(least);
    let mut known: Map<Phrase, Count> = Map::default();
    for length in 2..=4 {
        let mut found = look.count(length, |window| match length {
            2 => pairs.may_be(window),
            _ => [window.get(1..), window.get(..length - 1)]
                .iter()
                .flatten()
                .all(|part| known.contains_key(&phrase(part))),
        });
        found.retain(|_, count| count.reports >= least);
        let joined = |phrase: &Phrase| phrase[..length].iter().copied().all(allowed.joins);
        all.extend(
            found.iter().filter(|(phrase, _)| joined(phrase)).map(|(phrase, count)| (*phrase, *count)),
        );
        known = found;
    }
    all
}

/// The lines in parts that can be counted side by side: none holds half a report.
fn parts(lines: &[Line]) -> Vec<&[Line]> {
    let size = lines.len().div_ceil(rayon::current_num_threads()).max(1);
    let (mut parts, mut rest) = (Vec::new(), lines);
    while !rest.is_empty() {
        let last = rest.get(size - 1).map(|line| line.report);
        let length = last.map_or(rest.len(), |last| rest.partition_point(|line| line.report <= last));
        let (part, behind) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        parts.push(part);
        rest = behind;
    }
    parts
}

/// How often each word stands, by its number.
fn words(passages: &Passages<'_>, parts: &[&[Line]]) -> Vec<Count> {
    let none = || vec![Count::default(); passages.words.len()];
    let counted = parts.par_iter().map(|lines| {
        let mut words = none();
        for line in *lines {
            for &word in passages.words_of(line) {
                if let Some(count) = words.get_mut(word as usize) {
                    count.add(line.report, line.place);
                }
            }
        }
        words
    });
    counted.reduce(none, |mut sum, other| {
        sum.iter_mut().zip(&other).for_each(|(sum, other)| sum.join(other));
        sum
    })
}

/// Looks for phrases of words that say something.
struct Look<'a> {
    passages: &'a Passages<'a>,
    parts: &'a [&'a [Line]],
    spoken: &'a [bool],
}

impl Look<'_> {
    /// Visits the phrases of so many words.
    fn each(&self, lines: &[Line], length: usize, mut visit: impl FnMut(&Line, usize, &[Word])) {
        let spoken = |word: &Word| self.spoken.get(*word as usize).is_some_and(|spoken| *spoken);
        for line in lines {
            for (at, window) in self.passages.words_of(line).windows(length).enumerate() {
                if window.iter().all(spoken) {
                    visit(line, at, window);
                }
            }
        }
    }

    /// Counts the phrases of so many words that are let in.
    fn count(&self, length: usize, lets_in: impl Fn(&[Word]) -> bool + Sync) -> Map<Phrase, Count> {
        let counted = self.parts.par_iter().map(|lines| {
            let mut found: Map<Phrase, Count> = Map::default();
            self.each(lines, length, |line, at, window| {
                if lets_in(window) {
                    let count = found.entry(phrase(window)).or_default();
                    count.add(line.report, line.place);
                    count.cut += u32::from(self.passages.is_cut(line, at, length));
                }
            });
            found
        });
        counted.reduce(Map::default, |a, b| {
            let (mut sum, other) = if a.len() < b.len() { (b, a) } else { (a, b) };
            other.into_iter().for_each(|(phrase, count)| sum.entry(phrase).or_default().join(&count));
            sum
        })
    }

    /// Which pairs may stand often enough to be counted.
    fn pairs(&self, least: u32) -> Pairs {
        let words: usize = self.parts.iter().map(|lines| lines.len()).sum::<usize>() * WORDS_OF_LINE;
        let size = words.next_power_of_two().min(MOST_CELLS);
        let counted = self.parts.par_iter().map(|lines| {
            let mut cells = vec![0_u8; size];
            self.each(lines, 2, |_, _, window| {
                let cell = cells.get_mut(cell(window, size));
                cell.into_iter().for_each(|cell| *cell = cell.saturating_add(1));
            });
            cells
        });
        let cells = counted.reduce(Vec::new, |mut sum, other| {
            sum.resize(size, 0);
            sum.iter_mut().zip(&other).for_each(|(sum, other)| *sum = sum.saturating_add(*other));
            sum
        });
        Pairs { cells, least: u8::try_from(least).unwrap_or(u8::MAX) }
    }
}

/// About so many words has a line.
const WORDS_OF_LINE: usize = 16;
/// The most cells of a sieve.
const MOST_CELLS: usize = 1 << 25;

/// A sieve: most pairs of words stand once, and need no place in a map. Several pairs share a cell, so that some are let
/// in that stand too seldom; none that stands often enough is left out.
struct Pairs {
    cells: Vec<u8>,
    least: u8,
}

impl Pairs {
    fn may_be(&self, window: &[Word]) -> bool {
        self.cells.get(cell(window, self.cells.len())).is_some_and(|count| *count >= self.least)
    }
}

/// The cell of a pair; `size` is a power of two.
fn cell(window: &[Word], size: usize) -> usize {
    let hash = window.iter().fold(SEED, |hash, word| mix(hash, u64::from(*word)));
    (hash ^ hash >> 32) as usize & size.wrapping_sub(1)
}

pub(super) fn phrase(words: &[Word]) -> Phrase {
    let mut phrase = [BREAK; 4];
    for (place, word) in phrase.iter_mut().zip(words) {
        *place = *word;
    }
    phrase
}
