//! Full names that are spelt in several ways: with and without a middle name, shortened, with a slip.
//!
//! 1. Names meet in small groups (the same last name and initial, the same letters …); only those are compared.
//! 2. Two people with different accounts stay two, and so do two who stand in one roll call.
//! 3. A name that fits two people who cannot be one stays apart from both.

use super::book::Book;
use super::names::{conflict, is_slip, meeting_places, variant};
use crate::report::Sure;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Groups beyond this size are no spellings of a few people.
const GROUP: usize = 40;
/// A slip is made by chance: so seldom at most, where the right name stands so much oftener.
const SELDOM: usize = 2;
const CLEARLY: usize = 5;
/// A slip in a shorter account may be another account.
const ACCOUNT: usize = 6;
/// Words behind a name that belong to a remark stand there so much less often than the name alone.
const REMARK: usize = 3;

/// Pairs of people, with what speaks for their being one.
pub(super) type Pairs = BTreeMap<(usize, usize), String>;

/// Makes one person of those who bear one name and whose accounts differ by a slip.
pub(super) fn join_accounts(book: &mut Book) {
    let names: Vec<String> = book.names().map(str::to_owned).collect();
    for name in names {
        let bearing = book.by_name(&name);
        for (at, a) in bearing.iter().enumerate().take(GROUP) {
            for b in bearing.iter().skip(at + 1).take(GROUP) {
                let (known, other) = (book.of(*a), book.of(*b));
                let alike = |a: &String, b: &String| {
                    a.chars().count().min(b.chars().count()) >= ACCOUNT && strsim::osa_distance(a, b) == 1
                };
                if known.accounts.iter().any(|a| other.accounts.iter().any(|b| alike(a, b))) {
                    book.unite(*a, *b);
                }
            }
        }
    }
}

/// Makes one person of those who are spelt alike; what was not sure enough is given back.
pub(super) fn join(book: &mut Book) -> Pairs {
    let mut near = alike(book);
    near.extend(remarks(book));
    let mut neighbours: HashMap<usize, BTreeSet<usize>> = HashMap::new();
    for (a, b) in near.keys() {
        neighbours.entry(*a).or_default().insert(*b);
        neighbours.entry(*b).or_default().insert(*a);
    }
    let mut doubtful = Pairs::new();
    let mut joined: Vec<(usize, usize, String)> = Vec::new();
    for ((a, b), why) in near {
        let others = |person: usize| neighbours.get(&person).into_iter().flatten().copied();
        let apart = others(a).any(|other| other != b && excludes(book, other, b))
            || others(b).any(|other| other != a && excludes(book, other, a));
        if apart || !may_be_one(book, a, b) {
            doubtful.insert((a, b), why);
        } else {
            joined.push((a, b, why));
        }
    }
    for (a, b, why) in joined {
        // Those who were joined since may stand in one roll call.
        if book.now(a) != book.now(b) && !may_be_one(book, a, b) {
            continue;
        }
        let less = if book.of(a).seen() < book.of(b).seen() { a } else { b };
        let written: Vec<String> = book.of(less).names.keys().cloned().collect();
        let more = if less == a { book.of(b).name() } else { book.of(a).name() };
        let person = book.unite(a, b);
        for name in written {
            let known = book.of_mut(person);
            // That a roll call gives the name does not say that it is this person's.
            if known.evidence.get(&name).is_some_and(|evidence| evidence.sure == Sure::Likely) {
                known.evidence.remove(&name);
            }
            known.learn(&name, Sure::Likely, || format!("beside {more}: {why}"));
        }
    }
    doubtful.retain(|(a, b), _| book.now(*a) != book.now(*b));
    doubtful
}

/// Whether nothing speaks against two people being one.
fn may_be_one(book: &Book, a: usize, b: usize) -> bool {
    let (known, other) = (book.of(a), book.of(b));
    let accounts = known.accounts.is_empty() || other.accounts.is_empty();
    let refused = known.full.iter().any(|name| other.refuses(name))
        || other.full.iter().any(|name| known.refuses(name));
    accounts && !refused && !book.meet(a, b)
}

/// Whether two people cannot be one, so that a name that is near to both is neither's.
fn excludes(book: &Book, a: usize, b: usize) -> bool {
    let (known, other) = (book.of(a), book.of(b));
    let names = known.full.iter().any(|name| other.full.iter().any(|other| conflict(name, other)));
    names || !known.accounts.is_empty() && !other.accounts.is_empty() && a != b
}

/// Pairs whose names are spelt alike.
fn alike(book: &Book) -> Pairs {
    let mut groups: BTreeMap<String, Vec<(&str, usize)>> = BTreeMap::new();
    for name in book.names() {
        for place in meeting_places(name) {
            let group = groups.entry(place).or_default();
            group.extend(book.by_name(name).into_iter().map(|person| (name, person)));
        }
    }
    let mut pairs = Pairs::new();
    for group in groups.into_values().filter(|group| group.len() <= GROUP) {
        for (at, (name, person)) in group.iter().enumerate() {
            for (other_name, other) in group.iter().skip(at + 1).filter(|(_, other)| other != person) {
                let pair = (*person.min(other), *person.max(other));
                let why = (name == other_name).then_some("the same name");
                let why = why
                    .or_else(|| variant(name, other_name))
                    .or_else(|| slip(book, (name, *person), (other_name, *other)));
                if let Some(why) = why {
                    pairs.entry(pair).or_insert_with(|| why.to_owned());
                }
            }
        }
    }
    pairs
}

/// A name that stands once or twice, and one letter beside another that stands much oftener.
fn slip(book: &Book, (name, a): (&str, usize), (other, b): (&str, usize)) -> Option<&'static str> {
    let (few, many) = (book.of(a).seen().min(book.of(b).seen()), book.of(a).seen().max(book.of(b).seen()));
    (is_slip(name, other) && few <= SELDOM && many >= CLEARLY * few).then_some("a slip of one letter")
}

/// Pairs of whom one has the other's name with a remark behind it.
fn remarks(book: &Book) -> Pairs {
    let mut pairs = Pairs::new();
    for name in book.names() {
        let words: Vec<&str> = name.split(' ').collect();
        for many in 2..words.len() {
            let (begun, rest) = words.split_at(many);
            // Two people on one line are no person with a remark.
            let second = (0..rest.len()).any(|at| !book.by_name(&rest[at..].join(" ")).is_empty());
            let bearing = if second { Vec::new() } else { book.by_name(&begun.join(" ")) };
            for (person, other) in
                bearing.iter().flat_map(|person| book.by_name(name).into_iter().map(move |o| (*person, o)))
            {
                if person != other && book.of(person).seen() >= REMARK * book.of(other).seen() {
                    let pair = (person.min(other), person.max(other));
                    pairs.entry(pair).or_insert_with(|| "the name with a remark behind it".to_owned());
                }
            }
        }
    }
    pairs
}
