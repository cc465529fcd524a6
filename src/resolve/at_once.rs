//! A few new reports → what can be told of them at once, by what is known of the whole archive already.
//!
//! What stood there before keeps what was found out of it; a name, a topic and a line of a template are looked up among
//! those that are known. What only the whole archive can tell (copies, threads, new people and topics) comes when
//! all of it is resolved: this is what is shown until then. Entry: [`at_once`].

use super::people::{account, key};
use super::topics::Spotter;
use super::{agenda, boilerplate, ids};
use crate::report::{Directory, Draft, Entry, Report};
use crate::vocabulary::Recurring;
use std::collections::{HashMap, HashSet};

/// What is known of the archive.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The lists of the whole archive.
    pub directory: &'a Directory,
    /// Ids of the reports of all other files.
    pub taken: &'a HashSet<&'a str>,
    /// What the same files said before, as it was resolved.
    pub before: &'a [Report],
    /// Reports of the same series, whose templates are known.
    pub near: &'a [Report],
}

/// Finishes the reports of a few files, as well as it can be done without the others.
pub fn at_once(mut drafts: Vec<Draft>, known: Known<'_>) -> Vec<Report> {
    drafts.sort_by(|a, b| (&a.report.path, a.report.lines).cmp(&(&b.report.path, b.report.lines)));
    ids::name_beside(&mut drafts, known.taken);
    let people = People::of(known.directory);
    let spotter = Spotter::of(known.directory.topics.iter().map(|topic| (&topic.name, &topic.aliases)));
    let mut reports: Vec<Report> = drafts.into_iter().map(|draft| draft.report).collect();
    for report in &mut reports {
        let earlier = known.before.iter().find(|earlier| earlier.id == report.id);
        let attended = earlier.map(|earlier| earlier.attendees.as_slice()).unwrap_or_default();
        for attendee in &mut report.attendees {
            let same =
                attended.iter().find(|old| (&old.name, &old.handle) == (&attendee.name, &attendee.handle));
            let person = same.map(|old| old.person.clone());
            let handle = attendee.handle.as_deref().and_then(|handle| people.who(&account(handle)));
            let looked_up = || handle.or_else(|| people.who(&key(&attendee.name))).unwrap_or_default();
            attendee.person = person.unwrap_or_else(looked_up);
        }
        let entries = earlier.map(|earlier| earlier.entries.as_slice()).unwrap_or_default();
        let old: HashMap<&str, &Entry> = entries.iter().map(|entry| (entry.id.as_str(), entry)).collect();
        let series = known.near.iter().filter(|near| near.series == report.series);
        let entries_near = series.flat_map(|near| &near.entries);
        let forms: HashSet<&str> =
            entries_near.filter(|entry| entry.boilerplate).map(|entry| entry.own_text()).collect();
        for entry in &mut report.entries {
            match old.get(entry.id.as_str()) {
                Some(old) => keep(entry, old),
                None => {
                    entry.people = people.all(&entry.names);
                    let owner = |name: &String| people.who(&key(name)).unwrap_or_else(|| name.clone());
                    entry.assignees = entry.owners.iter().map(owner).collect();
                    entry.topics = spotter.spot(&entry.text);
                    entry.boilerplate = boilerplate::says_nothing(entry, Recurring::builtin())
                        || forms.contains(entry.own_text());
                }
            }
        }
    }
    agenda::mark(&mut reports);
    reports
}

/// What was found out of the same words.
fn keep(entry: &mut Entry, old: &Entry) {
    entry.people.clone_from(&old.people);
    entry.assignees.clone_from(&old.assignees);
    entry.topics.clone_from(&old.topics);
    entry.also.clone_from(&old.also);
    entry.boilerplate = old.boilerplate;
    entry.copy_of.clone_from(&old.copy_of);
    entry.thread.clone_from(&old.thread);
    entry.carried = old.carried;
}

/// The people who are known, by all forms of their names that mean one of them alone.
struct People<'a>(HashMap<String, Option<&'a str>>);

impl<'a> People<'a> {
    fn of(directory: &'a Directory) -> Self {
        let mut forms: HashMap<String, Option<&'a str>> = HashMap::new();
        for person in &directory.people {
            let names = person.aliases.iter().chain([&person.id, &person.name]);
            for form in names.flat_map(|name| [key(name), account(name)]) {
                let known = forms.entry(form).or_insert(Some(&person.id));
                if *known != Some(person.id.as_str()) {
                    *known = None;
                }
            }
        }
        Self(forms)
    }

    fn who(&self, form: &str) -> Option<String> {
        self.0.get(form).copied().flatten().map(str::to_owned)
    }

    fn all(&self, names: &[String]) -> Vec<String> {
        let mut people = Vec::new();
        for name in names {
            let found = self.who(&key(name)).or_else(|| self.who(&account(name)));
            people.extend(found.filter(|person| !people.contains(person)));
        }
        people
    }
}
