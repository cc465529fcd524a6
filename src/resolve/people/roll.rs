//! Roll calls: who signs by account or by full name, and who is nobody or named twice.

use super::accounts::Accounts;
use super::book::Book;
use super::names::{account, initials, is_full, key, short_key};
use super::variants::join_accounts;
use crate::report::{Attendee, Report, Sure};
use std::collections::{HashMap, HashSet};

/// Who so many people come from is an institution.
const INSTITUTION: usize = 2;
/// Of several who bear one full name, the one who is seen so much oftener is meant.
const CLEARLY: usize = 4;

/// Who sits where: per report, per line of its roll call.
pub(super) type Seats = Vec<Vec<Option<usize>>>;

/// Takes out of roll calls what is nobody: names without a letter, what the team says is nobody, institutions.
pub(super) fn prune(reports: &mut [Report], nobody: &[String]) {
    let nobody: HashSet<String> = nobody.iter().map(|name| key(name)).collect();
    let places = Places::of(reports);
    for attendee in reports.iter_mut().flat_map(|report| &mut report.attendees) {
        places.turn(attendee);
    }
    for report in reports {
        let behind = behind_others(&report.attendees);
        let mut behind = behind.into_iter();
        report.attendees.retain(|_| !behind.next().unwrap_or(false));
        report.attendees.retain(|attendee| {
            let name = key(&attendee.name);
            attendee.handle.is_some() || !name.is_empty() && !places.is_place(&name)
        });
        report.attendees.retain(|attendee| !nobody.contains(&key(&attendee.name)));
    }
}

/// Which lines of a roll call say more of somebody who is named already: a town or a country behind who signs with
/// account and institution, and initials of the only one present who has them.
fn behind_others(attendees: &[Attendee]) -> Vec<bool> {
    let mut signed: HashMap<u32, (usize, usize)> = HashMap::new();
    let mut of_initials: HashMap<String, usize> = HashMap::new();
    for (at, attendee) in attendees.iter().enumerate() {
        if attendee.handle.is_some() && attendee.affiliation.is_some() {
            let (count, first) = signed.entry(attendee.lines.first).or_insert((0, at));
            *count += 1;
            *first = at.min(*first);
        }
        let name = key(&attendee.name);
        if is_full(&name) {
            *of_initials.entry(initials(&name)).or_default() += 1;
        }
    }
    let mut marks = Vec::with_capacity(attendees.len());
    for (at, attendee) in attendees.iter().enumerate() {
        let bare = attendee.handle.is_none() && attendee.affiliation.is_none();
        let place =
            signed.get(&attendee.lines.first).is_some_and(|(count, first)| *count == 1 && *first < at);
        let capitals =
            (2..=4).contains(&attendee.name.len()) && attendee.name.chars().all(|c| c.is_ascii_uppercase());
        let twice = capitals && of_initials.get(&key(&attendee.name)) == Some(&1);
        marks.push(bare && (place || twice));
    }
    marks
}

/// Where people come from, and who has an account.
struct Places {
    /// Institutions with the names of those who come from there, up to [`INSTITUTION`].
    from: HashMap<String, HashSet<String>>,
    /// Words of institutions with the names of those who come from there, up to [`INSTITUTION`].
    words: HashMap<String, HashSet<String>>,
    /// Handles, with how often.
    handles: HashMap<String, u32>,
    /// First words of names of several words.
    first_names: HashSet<String>,
}

impl Places {
    fn of(reports: &[Report]) -> Self {
        let mut places = Self {
            from: HashMap::new(),
            words: HashMap::new(),
            handles: HashMap::new(),
            first_names: HashSet::new(),
        };
        for attendee in reports.iter().flat_map(|report| &report.attendees) {
            let name = key(&attendee.name);
            if let Some(handle) = &attendee.handle {
                *places.handles.entry(account(handle)).or_default() += 1;
            }
            if let Some(affiliation) = &attendee.affiliation {
                for part in affiliation.split([',', ';', '/', '&']).map(key) {
                    for word in part.split(' ') {
                        note(&mut places.words, word, &name);
                    }
                    note(&mut places.from, &part, &name);
                }
            }
            if let Some((first, _)) = name.split_once(' ') {
                places.first_names.insert(first.to_owned());
            }
        }
        places
    }

    /// Whether a name without a handle is an institution's.
    fn is_place(&self, name: &str) -> bool {
        let place = self.from.get(name).is_some_and(|people| people.len() >= INSTITUTION);
        place && self.handles.get(name).is_none_or(|count| *count < 2) && !self.first_names.contains(name)
    }

    /// An account where a place is looked for: `Name / account`.
    fn sign(&self, attendee: &mut Attendee) {
        let Some(from) = attendee.affiliation.as_deref().filter(|from| !from.contains(' ')) else { return };
        let known = self.handles.get(&account(from)).is_some_and(|count| *count > 1);
        let others = self.from.get(&key(from)).is_some_and(|people| people.len() >= INSTITUTION);
        if known && !others {
            attendee.handle = attendee.affiliation.take();
        }
    }

    /// A place where an account is looked for: `Name / Place / account`, or no account at all.
    fn turn(&self, attendee: &mut Attendee) {
        let Some(handle) = &attendee.handle else { return self.sign(attendee) };
        let seldom = self.handles.get(&account(handle)).is_some_and(|count| *count == 1);
        let name = key(&attendee.name);
        let others = self.words.get(&key(handle));
        if !seldom || others.is_none_or(|others| others.iter().all(|other| *other == name)) {
            return;
        }
        let place = attendee.handle.take();
        let account = |from: &String| self.handles.get(&account(from)).is_some_and(|count| *count > 1);
        if attendee.affiliation.as_ref().is_some_and(account) {
            attendee.handle = attendee.affiliation.take();
        }
        attendee.affiliation = attendee.affiliation.take().or(place);
    }
}

fn note(places: &mut HashMap<String, HashSet<String>>, place: &str, name: &str) {
    let people = places.entry(place.to_owned()).or_default();
    if people.len() < INSTITUTION {
        people.insert(name.to_owned());
    }
}

/// Seats all who sign by account, then all who do so by full name.
pub(super) fn seat(book: &mut Book, reports: &[Report]) -> Seats {
    let accounts = Accounts::of(reports);
    let own = |attendee: &Attendee| {
        attendee.handle.as_deref().and_then(|handle| accounts.own(&key(&attendee.name), account(handle)))
    };
    let mut seats: Seats = reports.iter().map(|report| vec![None; report.attendees.len()]).collect();
    for (at, report) in reports.iter().enumerate() {
        for (line, attendee) in report.attendees.iter().enumerate() {
            if let Some(account) = own(attendee) {
                let person = signed(book, attendee, account, &report.id);
                seats[at][line] = Some(sit(book, person, attendee, at));
            }
        }
    }
    join_accounts(book);
    for (at, report) in reports.iter().enumerate() {
        for (line, attendee) in report.attendees.iter().enumerate() {
            let name = key(&attendee.name);
            if seats[at][line].is_none() && is_full(&name) {
                let person = named(book, attendee, &name, &report.id);
                seats[at][line] = Some(sit(book, person, attendee, at));
            }
        }
    }
    seats
}

/// Notes what a line of a roll call says of a person.
pub(super) fn sit(book: &mut Book, person: usize, attendee: &Attendee, at: usize) -> usize {
    let known = book.of_mut(person);
    known.meetings.insert(at);
    *known.names.entry(attendee.name.clone()).or_default() += 1;
    known.abbreviations.extend(attendee.abbreviation.as_deref().map(key).filter(|key| !key.is_empty()));
    if let Some(affiliation) = &attendee.affiliation
        && !known.affiliations.contains(affiliation)
    {
        known.affiliations.insert(0, affiliation.clone());
    }
    let name = key(&attendee.name);
    if is_full(&name) {
        book.name(person, &name);
    } else if !name.is_empty() {
        let known = book.of_mut(person);
        known.short.insert(short_key(&attendee.name));
        known.short.insert(name);
    }
    person
}

/// Who signs by an account.
fn signed(book: &mut Book, attendee: &Attendee, folded: String, report: &str) -> usize {
    let name = key(&attendee.name);
    // The team may list a name without its account.
    let listed = || {
        let bearing = book.by_name(&name);
        bearing.into_iter().find(|person| {
            book.of(*person).listed.as_ref().is_some_and(|l| l.handle.is_none())
                && book.of(*person).handles.is_empty()
        })
    };
    let person = book.by_account(&folded).or_else(listed);
    let person = person.unwrap_or_else(|| book.add());
    let written = attendee.handle.as_deref().filter(|written| account(written) == folded);
    let handle = written.unwrap_or(&folded).to_owned();
    book.of_mut(person).learn(&attendee.name, Sure::Certain, || {
        format!("the roll call of {report} gives it with the account {handle}")
    });
    book.sign(person, folded, written);
    person
}

/// Who signs by a full name alone.
fn named(book: &mut Book, attendee: &Attendee, name: &str, report: &str) -> usize {
    let mut known = book.by_name(name);
    if let Some(person) = book.by_account(&account(&attendee.name)) {
        return person;
    }
    known.sort_by_key(|person| std::cmp::Reverse(book.of(*person).seen()));
    let person = match known.as_slice() {
        [] => book.add(),
        [only] => *only,
        // Several accounts under one name: the usual one is meant, or it cannot be told.
        [first, second, ..] if book.of(*first).seen() >= CLEARLY * book.of(*second).seen() => *first,
        several => {
            let apart = several.iter().copied().find(|person| book.of(*person).accounts.is_empty());
            let person = apart.unwrap_or_else(|| book.add());
            let others = several.iter().copied().filter(|other| *other != person).collect();
            book.of_mut(person).could_be = others;
            person
        }
    };
    book.of_mut(person)
        .learn(&attendee.name, Sure::Likely, || format!("the roll call of {report} gives the full name"));
    person
}
