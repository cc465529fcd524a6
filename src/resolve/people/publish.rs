//! The people as they are shown: ids, names, evidence, what is ambiguous, what could be merged.

use super::book::{Book, Known};
use super::names::{account, key};
use super::passages::Doubts;
use super::variants::Pairs;
use crate::report::{Ambiguity, Evidence, Merge, Person, Sure};
use crate::resolve::ids::slug;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Bound;

/// How much is kept of each list.
const EVIDENCE: usize = 12;
const AMBIGUOUS: usize = 200;
const MERGES: usize = 60;
/// A shorter word at the beginning of a handle says nothing.
const TELLING: usize = 4;
/// So many handles may begin alike.
const ALIKE: usize = 3;

/// The ids of everyone who is seen in a report.
pub(super) fn ids(book: &Book) -> HashMap<usize, String> {
    let mut taken = HashSet::new();
    let mut ids = HashMap::new();
    for person in book.everyone().filter(|person| is_seen(book.of(*person))) {
        let known = book.of(person);
        let wanted = known.handle().unwrap_or_else(|| slug(&known.name()));
        let mut id = wanted.clone();
        let mut number = 1;
        while !taken.insert(id.to_lowercase()) {
            number += 1;
            id = format!("{wanted}-{number}");
        }
        ids.insert(person, id);
    }
    ids
}

fn is_seen(known: &Known) -> bool {
    known.seen() > 0 || known.named
}

/// Everyone who is seen, those at most meetings first.
pub(super) fn people(book: &Book, ids: &HashMap<usize, String>) -> Vec<Person> {
    let mut people: Vec<Person> = ids.iter().map(|(person, id)| person_of(book.of(*person), id)).collect();
    people.sort_by(|a, b| (b.meetings, b.entries, &a.id).cmp(&(a.meetings, a.entries, &b.id)));
    people
}

fn person_of(known: &Known, id: &str) -> Person {
    let name = known.name();
    let also = known.listed.iter().flat_map(|listed| &listed.also);
    let mut aliases: Vec<String> = Vec::new();
    for form in known.names.keys().chain(also).chain(&known.handles) {
        if *form != name && !aliases.contains(form) {
            aliases.push(form.clone());
        }
    }
    let mut evidence: Vec<Evidence> = known.evidence.values().cloned().collect();
    evidence.sort();
    evidence.truncate(EVIDENCE);
    let sure = if known.listed.is_some() || !known.accounts.is_empty() {
        Sure::Certain
    } else if known.full.is_empty() {
        Sure::Guess
    } else {
        Sure::Likely
    };
    Person {
        id: id.to_owned(),
        name,
        aliases,
        affiliations: known.affiliations.clone(),
        meetings: u32::try_from(known.seen()).unwrap_or(u32::MAX),
        entries: known.entries,
        sure,
        evidence,
    }
}

/// Names that fit several people, in passages and on roll calls.
pub(super) fn ambiguous(book: &Book, doubts: Doubts, ids: &HashMap<usize, String>) -> Vec<Ambiguity> {
    let mut found: BTreeMap<String, (Ambiguity, BTreeSet<usize>)> = BTreeMap::new();
    let new = |name: &str| {
        let ambiguity = Ambiguity { name: name.to_owned(), people: Vec::new(), entries: 0, meetings: 0 };
        (ambiguity, BTreeSet::new())
    };
    for (form, doubt) in doubts {
        let (ambiguity, people) = found.entry(form).or_insert_with(|| new(&doubt.name));
        ambiguity.entries += doubt.entries;
        people.extend(doubt.people);
    }
    for person in ids.keys().filter(|person| !book.of(**person).could_be.is_empty()) {
        let known = book.of(*person);
        let (ambiguity, people) = found.entry(key(&known.name())).or_insert_with(|| new(&known.name()));
        ambiguity.meetings += u32::try_from(known.seen()).unwrap_or(u32::MAX);
        people.extend(&known.could_be);
    }
    let mut all: Vec<Ambiguity> = Vec::new();
    for (mut ambiguity, people) in found.into_values() {
        let mut people: Vec<usize> = people.into_iter().map(|person| book.now(person)).collect();
        people.retain(|person| book.of(*person).could_be.is_empty());
        people.sort_by_key(|person| (Reverse(book.of(*person).seen()), *person));
        people.dedup();
        ambiguity.people = people.iter().filter_map(|person| ids.get(person).cloned()).collect();
        if !ambiguity.people.is_empty() && ambiguity.entries + ambiguity.meetings > 0 {
            all.push(ambiguity);
        }
    }
    all.sort_by(|a, b| {
        (b.entries + b.meetings, &a.name, &a.people).cmp(&(a.entries + a.meetings, &b.name, &b.people))
    });
    all.truncate(AMBIGUOUS);
    all
}

/// Pairs of people who may be one: names spelt alike, and short names with which an account begins.
pub(super) fn merges(book: &Book, doubtful: Pairs, ids: &HashMap<usize, String>) -> Vec<Merge> {
    let mut pairs: Pairs = BTreeMap::new();
    for ((a, b), why) in doubtful.into_iter().chain(begun(book)) {
        let (a, b) = (book.now(a), book.now(b));
        let refused = |one: usize, other: usize| {
            let other = book.of(other);
            other.full.iter().chain(&other.short).any(|name| book.of(one).refuses(name))
        };
        let (unclear, other_unclear) = (&book.of(a).could_be, &book.of(b).could_be);
        if unclear.len().max(other_unclear.len()) > 1 {
            continue;
        }
        let often = 2 * book.together(a, b) > book.of(a).seen().min(book.of(b).seen());
        if a != b && !often && !refused(a, b) && !refused(b, a) {
            pairs.entry((a.min(b), a.max(b))).or_insert(why);
        }
    }
    let mut merges: Vec<(usize, Merge)> = Vec::new();
    for ((a, b), why) in pairs {
        let (keep, other) = if book.of(a).seen() >= book.of(b).seen() { (a, b) } else { (b, a) };
        if let (Some(id), Some(other)) = (ids.get(&keep), ids.get(&other)) {
            merges.push((book.of(keep).seen(), Merge { keep: id.clone(), other: other.clone(), why }));
        }
    }
    merges.sort_by(|(seen, a), (other, b)| (other, &a.keep, &a.other).cmp(&(seen, &b.keep, &b.other)));
    merges.truncate(MERGES);
    merges.into_iter().map(|(_, merge)| merge).collect()
}

/// People known by one word only, with which another's handle begins: `josh` and `joshquill`.
fn begun(book: &Book) -> Pairs {
    let mut words: BTreeMap<String, usize> = BTreeMap::new();
    for person in book.everyone().filter(|person| is_seen(book.of(*person))) {
        let known = book.of(person);
        let bare = known.names.keys().map(|name| account(name)).filter(|_| known.full.is_empty());
        for word in known.accounts.iter().cloned().chain(bare).filter(|word| !word.contains(' ')) {
            words.entry(word).or_insert(person);
        }
    }
    let mut pairs = Pairs::new();
    for (word, person) in words.iter().filter(|(word, _)| word.chars().count() >= TELLING) {
        let known = book.of(*person);
        if !known.full.is_empty() || !known.accounts.is_empty() {
            continue;
        }
        let after = words.range::<String, _>((Bound::Excluded(word), Bound::Unbounded));
        let begun: Vec<usize> = after
            .take_while(|(other, _)| other.starts_with(word.as_str()))
            .map(|(_, other)| *other)
            .filter(|other| other != person)
            .take(ALIKE)
            .collect();
        if let [other] = begun.as_slice() {
            let why = format!("a name that begins with {word}");
            pairs.insert((*person.min(other), *person.max(other)), why);
        }
    }
    pairs
}
