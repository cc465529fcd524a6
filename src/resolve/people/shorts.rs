//! First names, last names and initials on roll calls.
//!
//! 1. Whom the team's file gives the name is meant.
//! 2. Else the only one in the archive whom the name fits.
//! 3. Of several whom a first name fits, the only one who was at a meeting shortly before or after.
//! 4. Else a person of its own, that says whom it may be.

use super::book::Book;
use super::index::{Index, Rank};
use super::names::{account, key, short_key};
use super::roll::{Seats, sit};
use crate::report::{Attendee, Report, Sure};
use std::collections::{BTreeSet, HashMap};

/// So many meetings of the same series before and after are near.
const NEAR: usize = 6;
/// So many people are kept as possible.
const POSSIBLE: usize = 5;

/// Seats those who sign by a short name.
pub(super) fn seat(book: &mut Book, reports: &[Report], seats: &mut Seats) {
    first_names_in_full(book);
    let mut index = Index::of(book);
    let mut apart: HashMap<String, usize> = HashMap::new();
    // `Ada Q` before `Ada`: whom the longer means may be meant by the shorter.
    for words in [2, 1] {
        for at in 0..reports.len() {
            for (line, attendee) in reports[at].attendees.iter().enumerate() {
                let form = short_key(&attendee.name);
                if seats[at][line].is_some() || form.split(' ').count().min(2) != words {
                    continue;
                }
                let room = Room { reports, at, here: seats[at].iter().flatten().copied().collect() };
                let person = match room.choose(book, &index, attendee) {
                    Choice::One(person, sure, why) => {
                        book.of_mut(person).learn(&attendee.name, sure, || why.to_owned());
                        person
                    }
                    Choice::Several(people) => {
                        let person = *apart.entry(form).or_insert_with(|| book.add());
                        let could_be = &mut book.of_mut(person).could_be;
                        could_be.extend(people);
                        could_be.sort_unstable();
                        could_be.dedup();
                        person
                    }
                };
                seats[at][line] = Some(sit(book, person, attendee, at));
            }
        }
        for person in apart.values() {
            let known = book.of_mut(*person);
            known.could_be.truncate(POSSIBLE);
            for name in known.names.keys().cloned().collect::<Vec<_>>() {
                known.learn(&name, Sure::Guess, || "roll calls give only the short name".to_owned());
            }
            index.add(book, *person);
        }
    }
}

/// `Jean Luc` is somebody's first names where only one person is called so.
fn first_names_in_full(book: &mut Book) {
    let index = Index::of(book);
    let names: Vec<String> = book.names().map(str::to_owned).collect();
    for name in names {
        for person in book.by_name(&name) {
            if !book.of(person).accounts.is_empty() || book.of(person).listed.is_some() {
                continue;
            }
            let other = |other: usize, rank: Rank| rank == Rank::First && book.now(other) != person;
            let Some((_, longer)) = index.best(&name, other) else { continue };
            let mut longer: Vec<usize> = longer.iter().map(|other| book.now(*other)).collect();
            longer.dedup();
            let (Some(&only), true) = (longer.first(), longer.len() == 1) else { continue };
            // Two people on one line are no person with a long name.
            let one = book.of(only).full.iter().any(|full| {
                let rest = full.strip_prefix(name.as_str()).and_then(|rest| rest.strip_prefix(' '));
                rest.is_some_and(|rest| book.by_name(rest).is_empty())
            });
            if one && !book.meet(person, only) && !book.of(only).refuses(&name) {
                let why = "first names; nobody else in the archive is called so".to_owned();
                let written: Vec<String> = book.of(person).names.keys().cloned().collect();
                let united = book.unite(person, only);
                for form in written {
                    book.of_mut(united).evidence.remove(&form);
                    book.of_mut(united).learn(&form, Sure::Guess, || why.clone());
                }
            }
        }
    }
}

/// A roll call with those who are seated already.
struct Room<'a> {
    reports: &'a [Report],
    at: usize,
    here: BTreeSet<usize>,
}

/// Who is meant by a short name.
enum Choice {
    One(usize, Sure, &'static str),
    /// It cannot be told; empty where nobody is known by it.
    Several(Vec<usize>),
}

impl Room<'_> {
    fn choose(&self, book: &Book, index: &Index, attendee: &Attendee) -> Choice {
        let form = short_key(&attendee.name);
        let plain = key(&attendee.name);
        let handle = account(&attendee.name);
        let accept = |person: usize, _| {
            let known = book.of(person);
            !known.refuses(&form) && !known.refuses(&plain)
        };
        let found = [&handle, &form, &plain].into_iter().filter_map(|form| index.best(form, accept)).min();
        let Some((rank, people)) = found else { return Choice::Several(Vec::new()) };
        let people: BTreeSet<usize> = people.into_iter().map(|person| book.now(person)).collect();
        if rank == Rank::Own
            && let (Some(person), 1) = (people.first(), people.len())
        {
            return Choice::One(*person, Sure::Certain, "the account, or the team's file");
        }
        if let (Some(person), 1) = (people.first(), people.len()) {
            return Choice::One(*person, Sure::Guess, alone(rank));
        }
        // Beside somebody whom it fits the name may be said twice, or mean another: that cannot be told.
        let here = self.here.iter().any(|person| people.contains(&book.now(*person)));
        let near =
            people.iter().filter(|person| !here && rank == Rank::First && self.is_near(book, **person));
        let mut near = near.take(2);
        match (near.next(), near.next()) {
            (Some(person), None) => Choice::One(
                *person,
                Sure::Guess,
                "of several it may mean, the only one at the meetings before and after",
            ),
            _ => {
                let mut several: Vec<usize> = people.into_iter().collect();
                several.sort_by_key(|person| std::cmp::Reverse(book.of(*person).seen()));
                several.truncate(POSSIBLE);
                Choice::Several(several)
            }
        }
    }

    /// Whether somebody was at a meeting of this series shortly before or after.
    fn is_near(&self, book: &Book, person: usize) -> bool {
        let series = &self.reports[self.at].series;
        let around = self.at.saturating_sub(NEAR)..=self.at + NEAR;
        book.of(person)
            .meetings
            .range(around)
            .any(|meeting| self.reports.get(*meeting).is_some_and(|report| report.series == *series))
    }
}

/// What speaks for the only one whom a form fits.
pub(super) fn alone(rank: Rank) -> &'static str {
    match rank {
        Rank::Own => "the account or the full name",
        Rank::First => "first name; nobody else in the archive is called so",
        Rank::Last => "last name; nobody else in the archive is called so",
        Rank::Initials => "initials; nobody else in the archive has them",
    }
}
