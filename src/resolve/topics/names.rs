//! Words that name somebody or some place of work: they are no subjects.

use super::Known;
use super::passages::Passages;
use super::persons::persons;
use super::phrases::{Phrase, phrase};
use super::repositories::{own_name, owners};
use super::words::{BREAK, Piece, Word, pieces};
use crate::report::Report;
use std::collections::{BTreeSet, HashMap, HashSet};

/// A name that mostly stands without a capital is an ordinary word as well (`will`, `mark`).
const CAPITAL_SHARE: f64 = 0.4;

/// A name that passages call fewer times may be a slip of reading.
const MIN_NAMED: usize = 3;

/// Who and what is named in an archive beside its subjects.
#[derive(Debug, Default)]
pub(super) struct Names {
    words: HashSet<Word>,
    whole: HashSet<Phrase>,
    /// The project, where its name is one word.
    project: Option<Word>,
}

impl Names {
    /// The people with their places of work and initials, the series, the project itself, and owners of repositories
    /// that are mostly named as such.
    pub(super) fn of(reports: &[Report], known: Known<'_>, passages: &mut Passages<'_>) -> Self {
        let mut names = Self::default();
        for person in known.people {
            for name in person.aliases.iter().chain([&person.name, &person.id]) {
                let words = spelt(name, passages);
                if words.len() > 1 {
                    names.whole.insert(phrase(&words));
                }
                names.words.extend(words);
            }
            for place in &person.affiliations {
                for part in place.split(['/', ',', '&', '(', ')']) {
                    let words = spelt(part, passages);
                    names.whole.insert(phrase(&words));
                }
            }
            let initials: String =
                person.name.split_whitespace().filter_map(|part| part.chars().next()).collect();
            if initials.chars().count() > 1 {
                names.words.extend(spelt(&initials, passages));
            }
        }
        let mut named: HashMap<&str, usize> = HashMap::new();
        for name in reports.iter().flat_map(Report::found).flat_map(|entry| &entry.names) {
            *named.entry(name).or_default() += 1;
        }
        for (name, _) in named.into_iter().filter(|(_, count)| *count >= MIN_NAMED) {
            names.words.extend(spelt(name, passages));
        }
        if let Some(own) = own_name(reports) {
            let words = spelt(own, passages);
            names.project = words.first().copied().filter(|_| words.len() == 1);
            names.whole.insert(phrase(&words));
        }
        for (owner, _) in owners(reports) {
            let words = spelt(owner, passages);
            if let [word] = words.as_slice()
                && passages
                    .writing
                    .get(*word as usize)
                    .is_some_and(|writing| writing.slashed * 2 >= writing.all)
            {
                names.whole.insert(phrase(&words));
            }
        }
        for report in reports {
            for short in report.attendees.iter().filter_map(|attendee| attendee.abbreviation.as_ref()) {
                names.words.extend(spelt(short, passages));
            }
        }
        names.words.retain(|word| {
            let writing = passages.writing.get(*word as usize).copied().unwrap_or_default();
            writing.inside < 4 || f64::from(writing.capital) >= CAPITAL_SHARE * f64::from(writing.inside)
        });
        names.words.extend(persons(passages, known.concepts));
        names.series(reports, passages);
        names
    }

    /// The series are the meetings themselves: neither their names are subjects nor the words of these.
    fn series(&mut self, reports: &[Report], passages: &mut Passages<'_>) {
        let all: BTreeSet<&str> = reports.iter().map(|report| report.series.as_str()).collect();
        for series in all {
            let words = spelt(series, passages);
            self.whole.insert(phrase(&words));
            if words.len() > 1 {
                self.words.extend(words);
            }
        }
    }

    /// Whether a word by itself names the project.
    pub(super) fn is_project(&self, word: Word) -> bool {
        self.project == Some(word)
    }

    /// Whether a phrase names somebody or some place; `says` tells words that say something beside names.
    pub(super) fn have(&self, phrase: &Phrase, says: &dyn Fn(Word) -> bool) -> bool {
        self.whole.contains(phrase)
            || phrase.iter().any(|word| self.words.contains(word))
                && phrase.iter().all(|word| *word == BREAK || self.words.contains(word) || !says(*word))
    }
}

fn spelt(text: &str, passages: &mut Passages<'_>) -> Vec<Word> {
    let mut words = Vec::new();
    for piece in pieces(text) {
        if let Piece::Word(word, _) = piece {
            let number = passages.words.learn(word);
            words.push(passages.words.singular(number));
        }
    }
    words
}
