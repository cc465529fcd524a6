//! Names in passages.
//!
//! 1. Initials that the roll call explains are its people's.
//! 2. A name is looked for among those present, by handle and full name, first name, last name, initials.
//! 3. Else in the whole archive, where last names and initials are anybody's.
//! 4. A name that fits several is nobody's, and is counted.

use super::book::Book;
use super::index::{Index, Rank};
use super::names::{account, key, short_key, without_middle};
use super::roll::Seats;
use super::shorts::alone;
use crate::report::{Entry, Report, Sure};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// So many people are kept as possible.
const POSSIBLE: usize = 5;

/// Names that fit several people.
pub(super) type Doubts = BTreeMap<String, Doubt>;

/// A name that fits several people.
#[derive(Default)]
pub(super) struct Doubt {
    /// The name as first seen.
    pub(super) name: String,
    pub(super) people: BTreeSet<usize>,
    pub(super) entries: u32,
}

/// Whom the names of an entry mean.
pub(super) struct Meant {
    pub(super) people: Vec<usize>,
    /// One for each owner.
    pub(super) owners: Vec<Option<usize>>,
}

/// Finds whom the entries of all reports name: per report, per entry.
pub(super) fn read(book: &mut Book, reports: &[Report], seats: &Seats) -> (Vec<Vec<Meant>>, Doubts) {
    let index = Index::of(book);
    let mut doubts = Doubts::new();
    let mut meant = Vec::with_capacity(reports.len());
    for (report, seats) in reports.iter().zip(seats) {
        let room = Room::of(book, report, seats);
        // The same few names come up all through a report.
        let mut found: BTreeMap<&str, Found> = BTreeMap::new();
        for entry in &report.entries {
            for name in entry.names.iter().chain(&entry.owners) {
                found.entry(name).or_insert_with(|| room.find(book, &index, name));
            }
        }
        for (name, found) in &found {
            if let Found::One(person, sure, why) = found {
                book.of_mut(*person).learn(name, *sure, || why.clone());
            }
        }
        meant.push(report.entries.iter().map(|entry| settle(entry, &found, &mut doubts)).collect());
    }
    (meant, doubts)
}

fn settle(entry: &Entry, found: &BTreeMap<&str, Found>, doubts: &mut Doubts) -> Meant {
    let person = |name: &String| match found.get(name.as_str()) {
        Some(Found::One(person, ..)) => Some(*person),
        _ => None,
    };
    let owners: Vec<Option<usize>> = entry.owners.iter().map(person).collect();
    let mut people: Vec<usize> = Vec::new();
    for person in entry.names.iter().filter_map(person).chain(owners.iter().flatten().copied()) {
        if !people.contains(&person) {
            people.push(person);
        }
    }
    let mut counted: BTreeSet<String> = BTreeSet::new();
    for name in entry.names.iter().chain(&entry.owners) {
        if let Some(Found::Several(several)) = found.get(name.as_str())
            && counted.insert(key(name))
        {
            let doubt = doubts.entry(key(name)).or_default();
            if doubt.name.is_empty() {
                doubt.name.clone_from(name);
            }
            doubt.entries += 1;
            if doubt.people.len() < POSSIBLE {
                doubt.people.extend(several);
            }
        }
    }
    Meant { people, owners }
}

/// Who may be meant by a name in one report.
enum Found {
    One(usize, Sure, String),
    Several(Vec<usize>),
    Nobody,
}

/// Those who were at one meeting.
struct Room<'a> {
    report: &'a str,
    present: BTreeSet<usize>,
    abbreviations: HashMap<String, usize>,
}

impl<'a> Room<'a> {
    fn of(book: &Book, report: &'a Report, seats: &[Option<usize>]) -> Self {
        let seated = report.attendees.iter().zip(seats);
        let abbreviations = seated
            .filter_map(|(attendee, seat)| Some((key(attendee.abbreviation.as_deref()?), book.now((*seat)?))))
            .collect();
        let present = seats.iter().flatten().map(|person| book.now(*person)).collect();
        Self { report: &report.id, present, abbreviations }
    }

    fn find(&self, book: &Book, index: &Index, name: &str) -> Found {
        let forms =
            [account(name), short_key(name), key(name), without_middle(&key(name)).unwrap_or_default()];
        let accepts = |person: usize| forms.iter().all(|form| !book.of(person).refuses(form));
        if let Some(person) = self.abbreviations.get(&key(name)) {
            let why = format!("the roll call of {} gives these initials", self.report);
            return Found::One(*person, Sure::Certain, why);
        }
        let best = |pass: &dyn Fn(usize, Rank) -> bool| {
            let found = forms.iter().filter_map(|form| index.best(form, pass));
            found.min_by_key(|(rank, _)| *rank)
        };
        let here = best(&|person, _| accepts(person) && self.present.contains(&person));
        // What the team says of a name holds wherever it stands.
        let listed =
            best(&|person, rank| rank == Rank::Own && book.of(person).listed.is_some() && accepts(person));
        let (sure, words, found) = match listed.or(here) {
            Some(found) => (Sure::Likely, at_meeting as fn(Rank) -> &'static str, Some(found)),
            None => {
                let anywhere = best(&|person, rank| rank <= Rank::First && accepts(person));
                (Sure::Guess, alone as fn(Rank) -> &'static str, anywhere)
            }
        };
        let Some((rank, people)) = found else { return Found::Nobody };
        match people.as_slice() {
            [person] if rank == Rank::Own => own(book, *person, name),
            [person] => Found::One(*person, sure, words(rank).to_owned()),
            _ => Found::Several(people),
        }
    }
}

/// A handle, a full name, or a name that the team gives.
fn own(book: &Book, person: usize, name: &str) -> Found {
    let known = book.of(person);
    if known.accounts.contains(&account(name)) {
        return Found::One(person, Sure::Certain, "the account".to_owned());
    }
    match &known.listed {
        Some(listed) => Found::One(person, Sure::Certain, format!("{} says so", listed.path)),
        None => Found::One(person, Sure::Likely, "the full name".to_owned()),
    }
}

fn at_meeting(rank: Rank) -> &'static str {
    match rank {
        Rank::Own => "the account or the full name",
        Rank::First => "first name; only one so called was at that meeting",
        Rank::Last => "last name; only one so called was at that meeting",
        Rank::Initials => "initials; only one who has them was at that meeting",
    }
}
