//! Who is who: one person behind handle, full name, first name and initials.
//!
//! 1. Everyone on a roll call is known by handle, else by full name, else by the only person who bears that first
//!    name.
//! 2. A name in an entry is looked up among those present that day, then in the whole archive. A name that fits
//!    several people stays without one.

use super::accounts::Accounts;
use super::ids::slug;
use crate::report::{Attendee, Person, Report};
use std::collections::{BTreeMap, HashMap, HashSet};
use unicode_normalization::UnicodeNormalization;

/// Finds the people of an archive, and fills in `Attendee::person` and `Entry::people`.
pub(super) fn identify(reports: &mut [Report]) -> Vec<Person> {
    let mut book = Book { accounts: Accounts::of(reports), ..Book::default() };
    // People with a handle first: those without are looked up among them.
    for signed in [true, false] {
        for report in reports.iter_mut() {
            for attendee in &mut report.attendees {
                if attendee.handle.is_some() == signed {
                    let person = book.enter(attendee);
                    attendee.person = person.to_string();
                }
            }
        }
    }
    book.index();
    for report in reports.iter_mut() {
        let present: Vec<usize> = report.attendees.iter().filter_map(|a| a.person.parse().ok()).collect();
        for &person in present.iter().collect::<HashSet<_>>() {
            book.people[person].meetings += 1;
        }
        let abbreviations: HashMap<String, usize> = report
            .attendees
            .iter()
            .filter_map(|a| Some((fold(a.abbreviation.as_deref()?), a.person.parse().ok()?)))
            .collect();
        // The same few names come up all through a report.
        let mut found: HashMap<String, Option<usize>> = HashMap::new();
        for entry in &mut report.entries {
            let mut find = |name: &String| match found.get(name) {
                Some(person) => *person,
                None => {
                    let person =
                        abbreviations.get(&fold(name)).copied().or_else(|| book.find(name, &present));
                    found.insert(name.clone(), person);
                    person
                }
            };
            let owners: Vec<Option<usize>> = entry.owners.iter().map(&mut find).collect();
            let mut people = Vec::new();
            for person in entry.names.iter().filter_map(find).chain(owners.iter().flatten().copied()) {
                if !people.contains(&person) {
                    people.push(person);
                }
            }
            entry.assignees =
                owners.iter().map(|owner| owner.map_or_else(String::new, |o| o.to_string())).collect();
            for &person in people.iter().filter(|_| entry.is_found()) {
                book.people[person].entries += 1;
            }
            entry.people = people.into_iter().map(|person| person.to_string()).collect();
        }
    }
    book.publish(reports)
}

#[derive(Default)]
struct Book {
    accounts: Accounts,
    people: Vec<Known>,
    by_handle: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
    /// All short forms, with everyone who bears them.
    by_form: HashMap<String, Vec<usize>>,
}

#[derive(Default)]
struct Known {
    handle: Option<String>,
    /// Names as written, with how often.
    names: BTreeMap<String, u32>,
    affiliations: Vec<String>,
    meetings: u32,
    entries: u32,
}

impl Known {
    /// The name as shown: a full one, with capitals, most seen.
    fn name(&self) -> String {
        let best = self.names.iter().max_by_key(|(name, count)| {
            let capitals = name.chars().any(char::is_uppercase);
            (name.split_whitespace().count().min(2), capitals, **count)
        });
        best.map(|(name, _)| name.clone()).or_else(|| self.handle.clone()).unwrap_or_default()
    }

    fn bears(&self, form: &str) -> bool {
        self.handle.as_ref().is_some_and(|handle| fold(handle) == form)
            || self.names.keys().any(|name| fits(name, form))
    }
}

impl Book {
    /// The person behind a line of a roll call, entered where new.
    fn enter(&mut self, attendee: &Attendee) -> usize {
        let name = fold(&attendee.name);
        let full = name.contains(' ');
        let handle = attendee.handle.as_deref().and_then(|handle| self.accounts.own(&name, fold(handle)));
        let known = match &handle {
            Some(handle) => self.by_handle.get(handle).copied(),
            None => {
                self.by_handle.get(&name).or(self.by_name.get(&name)).copied().or_else(|| self.only(&name))
            }
        };
        // A handle that is new may belong to a full name that is known without one.
        let known = known.or_else(|| {
            let person = self.by_name.get(&name).copied().filter(|_| full)?;
            self.people[person].handle.is_none().then_some(person)
        });
        let person = known.unwrap_or_else(|| {
            self.people.push(Known::default());
            self.people.len() - 1
        });
        let entry = &mut self.people[person];
        *entry.names.entry(attendee.name.clone()).or_default() += 1;
        let own = attendee.handle.as_ref().filter(|own| handle.as_ref() == Some(&fold(own)));
        if entry.handle.is_none() {
            entry.handle = own.cloned();
        }
        if let Some(affiliation) = &attendee.affiliation
            && !entry.affiliations.contains(affiliation)
        {
            entry.affiliations.insert(0, affiliation.clone());
        }
        if let Some(handle) = handle {
            self.by_handle.entry(handle).or_insert(person);
        }
        self.by_name.entry(name).or_insert(person);
        person
    }

    /// The only person of whom a short name may be a form.
    fn only(&self, name: &str) -> Option<usize> {
        let mut bearing = (0..self.people.len()).filter(|&person| self.people[person].bears(name));
        let first = bearing.next()?;
        bearing.next().is_none().then_some(first)
    }

    fn index(&mut self) {
        for (person, known) in self.people.iter().enumerate() {
            let mut forms: HashSet<String> = known.handle.iter().map(|handle| fold(handle)).collect();
            for name in known.names.keys() {
                let folded = fold(name);
                forms.extend(folded.split_whitespace().next().map(str::to_owned));
                forms.insert(initials(&folded));
                forms.insert(folded);
            }
            forms.retain(|form| form.chars().count() >= 2);
            for form in forms {
                self.by_form.entry(form).or_default().push(person);
            }
        }
    }

    /// The person behind a name in a meeting.
    fn find(&self, name: &str, present: &[usize]) -> Option<usize> {
        let form = fold(name);
        let one = |mut people: Vec<usize>| {
            people.sort_unstable();
            people.dedup();
            if people.len() == 1 { people.first().copied() } else { None }
        };
        let here: Vec<usize> =
            present.iter().copied().filter(|&person| self.people[person].bears(&form)).collect();
        if !here.is_empty() {
            return one(here);
        }
        if let Some(&person) = self.by_handle.get(&form) {
            return Some(person);
        }
        // Initials of somebody who was not there are anybody's.
        let bearing = self.by_form.get(&form).filter(|_| form.chars().count() >= 3 || form.contains(' '));
        match bearing {
            Some(people) => one(people.clone()),
            None if form.contains(' ') => {
                one((0..self.people.len()).filter(|&p| self.people[p].bears(&form)).collect())
            }
            None => None,
        }
    }

    /// Gives everyone an id, and writes it into the reports.
    fn publish(self, reports: &mut [Report]) -> Vec<Person> {
        let mut taken = HashSet::new();
        let mut ids = Vec::new();
        for known in &self.people {
            let wanted = known.handle.clone().unwrap_or_else(|| slug(&known.name()));
            let mut id = wanted.clone();
            let mut number = 1;
            while !taken.insert(id.to_lowercase()) {
                number += 1;
                id = format!("{wanted}-{number}");
            }
            ids.push(id);
        }
        let id =
            |number: &str| number.parse::<usize>().ok().and_then(|n| ids.get(n)).cloned().unwrap_or_default();
        for report in reports {
            for attendee in &mut report.attendees {
                attendee.person = id(&attendee.person);
            }
            for entry in &mut report.entries {
                entry.people = entry.people.iter().map(|number| id(number)).collect();
                for (assignee, owner) in entry.assignees.iter_mut().zip(&entry.owners) {
                    *assignee = if assignee.is_empty() { owner.clone() } else { id(assignee) };
                }
            }
        }
        let mut people: Vec<Person> =
            self.people.into_iter().zip(&ids).map(|(known, id)| person(&known, id)).collect();
        people.sort_by(|a, b| (b.meetings, b.entries, &a.id).cmp(&(a.meetings, a.entries, &b.id)));
        people
    }
}

fn person(known: &Known, id: &str) -> Person {
    let name = known.name();
    let mut aliases: Vec<String> = known.names.keys().filter(|other| **other != name).cloned().collect();
    aliases.extend(known.handle.clone().filter(|handle| *handle != name));
    Person {
        id: id.to_owned(),
        name,
        aliases,
        affiliations: known.affiliations.clone(),
        meetings: known.meetings,
        entries: known.entries,
    }
}

/// Whether a folded short form can stand for a name: the name itself, its first word, its initials, its first word
/// with the initial of its last.
fn fits(name: &str, form: &str) -> bool {
    let name = fold(name);
    let words: Vec<&str> = name.split_whitespace().collect();
    if name == form || words.first() == Some(&form) || words.len() > 1 && initials(&name) == form {
        return true;
    }
    match (form.split_once(' '), words.as_slice()) {
        (Some((first, rest)), [own_first, .., own_last]) => {
            let rest = rest.trim_end_matches('.');
            *own_first == first
                && (rest.chars().count() == 1 && own_last.starts_with(rest) || *own_last == rest)
        }
        _ => false,
    }
}

fn initials(name: &str) -> String {
    name.split([' ', '-']).filter_map(|word| word.chars().next()).collect()
}

/// Lower case, without accents and marks around.
pub(super) fn fold(text: &str) -> String {
    let plain: String = text.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect();
    let lower = plain.to_lowercase();
    lower.trim_matches(|c: char| !c.is_alphanumeric()).split_whitespace().collect::<Vec<_>>().join(" ")
}
