//! The people found so far, and which of them have turned out to be one.

use crate::report::{Evidence, Sure};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// One roll call in so many may name somebody twice.
const TWICE: usize = 4;

/// Everyone found; a number that was handed out stays good when two people turn out to be one.
#[derive(Default)]
pub(super) struct Book {
    people: Vec<Known>,
    /// Who a number has turned out to be.
    now: Vec<usize>,
    by_account: HashMap<String, usize>,
    /// Full names, with everyone who bears them.
    by_name: BTreeMap<String, Vec<usize>>,
}

/// What is known of one human being.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// Handles as written, the first one first.
    pub(super) handles: Vec<String>,
    /// The same, folded.
    pub(super) accounts: BTreeSet<String>,
    /// Names as written, with how often.
    pub(super) names: BTreeMap<String, u32>,
    /// Keys of full names.
    pub(super) full: BTreeSet<String>,
    /// Keys of other names seen in roll calls.
    pub(super) short: BTreeSet<String>,
    /// Initials by which reports call the person.
    pub(super) abbreviations: BTreeSet<String>,
    /// The latest first.
    pub(super) affiliations: Vec<String>,
    /// Positions of the reports whose roll calls list the person.
    pub(super) meetings: BTreeSet<usize>,
    /// In how many passages that are counted the person is named.
    pub(super) entries: u32,
    /// Whether any passage names the person, counted or not.
    pub(super) named: bool,
    /// What the team's file calls the person.
    pub(super) listed: Option<Listed>,
    pub(super) evidence: BTreeMap<String, Evidence>,
    /// Whom else a short name on a roll call may mean.
    pub(super) could_be: Vec<usize>,
}

/// What the team's file says of a person.
#[derive(Debug, Clone, Default)]
pub(super) struct Listed {
    /// The file.
    pub(super) path: String,
    pub(super) name: String,
    pub(super) handle: Option<String>,
    /// Keys of names that mean this person wherever they stand.
    pub(super) aliases: BTreeSet<String>,
    /// The same as written.
    pub(super) also: Vec<String>,
    /// Keys of names that look like this person's and are somebody else's.
    pub(super) not: BTreeSet<String>,
}

impl Known {
    /// The name as shown: the team's; else a full one, with capitals and without marks, most seen.
    pub(super) fn name(&self) -> String {
        if let Some(listed) = self.listed.as_ref().filter(|listed| !listed.name.is_empty()) {
            return listed.name.clone();
        }
        let best = self.names.iter().max_by_key(|(name, count)| {
            let capitals = name.chars().any(char::is_uppercase);
            let clean =
                name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '\'' | '’'));
            (name.split_whitespace().count().min(2), clean, capitals, **count)
        });
        best.map(|(name, _)| name.clone()).or_else(|| self.handle()).unwrap_or_default()
    }

    /// The handle by which the person is known.
    pub(super) fn handle(&self) -> Option<String> {
        let listed = self.listed.as_ref().and_then(|listed| listed.handle.clone());
        listed.or_else(|| self.handles.first().cloned())
    }

    /// How often the person is seen.
    pub(super) fn seen(&self) -> usize {
        self.meetings.len()
    }

    /// Whether the team says that a name is not this person's.
    pub(super) fn refuses(&self, key: &str) -> bool {
        self.listed.as_ref().is_some_and(|listed| listed.not.contains(key))
    }

    /// Notes how a form is known to mean this person; the surest reason stays.
    pub(super) fn learn(&mut self, form: &str, sure: Sure, why: impl FnOnce() -> String) {
        match self.evidence.get(form) {
            Some(known) if known.sure <= sure => {}
            _ => {
                let evidence = Evidence { sure, form: form.to_owned(), why: why() };
                self.evidence.insert(form.to_owned(), evidence);
            }
        }
    }

    fn take(&mut self, other: Self) {
        self.handles.extend(other.handles);
        self.accounts.extend(other.accounts);
        for (name, count) in other.names {
            *self.names.entry(name).or_default() += count;
        }
        self.full.extend(other.full);
        self.short.extend(other.short);
        self.abbreviations.extend(other.abbreviations);
        for affiliation in other.affiliations {
            if !self.affiliations.contains(&affiliation) {
                self.affiliations.push(affiliation);
            }
        }
        self.meetings.extend(other.meetings);
        self.entries += other.entries;
        if self.listed.is_none() {
            self.listed = other.listed;
        }
        for (form, evidence) in other.evidence {
            self.learn(&form, evidence.sure, || evidence.why);
        }
    }
}

impl Book {
    /// A person of whom nothing is known yet.
    pub(super) fn add(&mut self) -> usize {
        self.people.push(Known::default());
        self.now.push(self.people.len() - 1);
        self.people.len() - 1
    }

    /// Who a number is by now.
    pub(super) fn now(&self, mut person: usize) -> usize {
        while self.now[person] != person {
            person = self.now[person];
        }
        person
    }

    pub(super) fn of(&self, person: usize) -> &Known {
        &self.people[self.now(person)]
    }

    pub(super) fn of_mut(&mut self, person: usize) -> &mut Known {
        let person = self.now(person);
        &mut self.people[person]
    }

    /// Everyone, each once, in the order in which they were found.
    pub(super) fn everyone(&self) -> impl Iterator<Item = usize> {
        (0..self.people.len()).filter(|person| self.now[*person] == *person)
    }

    /// Two people are one: whom the team lists, else who has a handle, else who is seen more goes on.
    pub(super) fn unite(&mut self, a: usize, b: usize) -> usize {
        let (a, b) = (self.now(a), self.now(b));
        if a == b {
            return a;
        }
        let weight = |person: usize| {
            let known = &self.people[person];
            (known.listed.is_some(), !known.accounts.is_empty(), known.seen(), usize::MAX - person)
        };
        let (keep, gone) = if weight(a) >= weight(b) { (a, b) } else { (b, a) };
        let known = std::mem::take(&mut self.people[gone]);
        self.now[gone] = keep;
        self.people[keep].take(known);
        keep
    }

    /// Whoever has an account.
    pub(super) fn by_account(&self, account: &str) -> Option<usize> {
        self.by_account.get(account).map(|person| self.now(*person))
    }

    /// Everyone who bears a full name, each once.
    pub(super) fn by_name(&self, key: &str) -> Vec<usize> {
        let mut people: Vec<usize> =
            self.by_name.get(key).into_iter().flatten().map(|person| self.now(*person)).collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// All full names.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// Gives a person an account.
    pub(super) fn sign(&mut self, person: usize, account: String, written: Option<&str>) {
        let known = self.of_mut(person);
        if let Some(written) = written
            && !known.handles.iter().any(|other| super::names::account(other) == account)
        {
            known.handles.push(written.to_owned());
        }
        known.accounts.insert(account.clone());
        self.by_account.entry(account).or_insert(person);
    }

    /// Gives a person a full name.
    pub(super) fn name(&mut self, person: usize, key: &str) {
        if self.of_mut(person).full.insert(key.to_owned()) {
            self.by_name.entry(key.to_owned()).or_default().push(person);
        }
    }

    /// In how many roll calls both stand.
    pub(super) fn together(&self, a: usize, b: usize) -> usize {
        let (a, b) = (&self.of(a).meetings, &self.of(b).meetings);
        let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
        few.iter().filter(|meeting| many.contains(meeting)).count()
    }

    /// Whether two people stand in one roll call so often that they are two: a roll call may name somebody twice,
    /// but seldom does.
    pub(super) fn meet(&self, a: usize, b: usize) -> bool {
        self.together(a, b) * TWICE > self.of(a).seen().min(self.of(b).seen())
    }
}
