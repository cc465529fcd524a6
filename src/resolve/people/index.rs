//! Forms of names → who may be meant.

use super::book::Book;
use super::names::{initials, without_middle};
use std::collections::HashMap;

/// Last names of fewer letters are too easily something else.
const LAST_NAME: usize = 4;

/// How near a form is to a person's own name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// A handle, a full name, or what the team says.
    Own,
    /// A first name, with or without the initial of the last.
    First,
    /// A last name.
    Last,
    /// Initials.
    Initials,
}

/// All forms of all names.
#[derive(Default)]
pub(super) struct Index {
    forms: HashMap<String, Vec<(Rank, usize)>>,
}

impl Index {
    /// The forms of everyone found so far.
    pub(super) fn of(book: &Book) -> Self {
        let mut index = Self::default();
        for person in book.everyone() {
            index.add(book, person);
        }
        index
    }

    /// Adds the forms of one person.
    pub(super) fn add(&mut self, book: &Book, person: usize) {
        let known = book.of(person);
        for account in &known.accounts {
            self.put(account, Rank::Own, person);
        }
        for short in &known.short {
            self.put(short, Rank::First, person);
        }
        for alias in known.listed.iter().flat_map(|listed| &listed.aliases) {
            self.put(alias, Rank::Own, person);
        }
        for abbreviation in &known.abbreviations {
            self.put(abbreviation, Rank::Initials, person);
        }
        for full in &known.full {
            self.put(full, Rank::Own, person);
            for (rank, form) in forms(full) {
                self.put(&form, rank, person);
            }
        }
    }

    fn put(&mut self, form: &str, rank: Rank, person: usize) {
        let bearers = self.forms.entry(form.to_owned()).or_default();
        match bearers.iter_mut().find(|(_, other)| *other == person) {
            Some((known, _)) => *known = rank.min(*known),
            None => bearers.push((rank, person)),
        }
    }

    /// Everyone whom a form may mean and who passes, as near as possible: the best rank and those of that rank.
    pub(super) fn best(&self, form: &str, pass: impl Fn(usize, Rank) -> bool) -> Option<(Rank, Vec<usize>)> {
        let bearers = self.forms.get(form)?;
        let passing = || bearers.iter().filter(|(rank, person)| pass(*person, *rank));
        let rank = passing().map(|(rank, _)| *rank).min()?;
        Some((rank, passing().filter(|(other, _)| *other == rank).map(|(_, person)| *person).collect()))
    }
}

/// The short forms of a full name.
fn forms(full: &str) -> Vec<(Rank, String)> {
    let words: Vec<&str> = full.split(' ').collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return Vec::new() };
    let mut forms = vec![(Rank::Initials, initials(full))];
    if first.chars().count() > 1 {
        forms.push((Rank::First, (*first).to_owned()));
        forms.extend(last.chars().next().map(|initial| (Rank::First, format!("{first} {initial}"))));
    }
    if last.chars().count() >= LAST_NAME {
        forms.push((Rank::Last, (*last).to_owned()));
    }
    if let Some(plain) = without_middle(full) {
        // Whose middle name is an initial goes without it as well.
        if words.iter().skip(1).any(|word| word.chars().count() == 1) {
            forms.push((Rank::Initials, initials(&plain)));
        }
        forms.push((Rank::Own, plain));
    }
    // First names of several words: Jean Luc.
    forms.extend((2..words.len()).filter_map(|many| Some((Rank::First, words.get(..many)?.join(" ")))));
    forms
}
