//! The names of the archive, folded for looking up; each list is made once for a query, and only when it is needed.

use super::names::{fold, initials};
use super::resolve::Context;
use std::cell::OnceCell;
use std::collections::HashMap;

/// Folded name → ids, in the order of the directory.
type Ids<'a> = HashMap<String, Vec<&'a str>>;

/// What names of a query are looked up in.
pub(super) struct Lookup<'a> {
    /// The lists themselves.
    pub(super) context: &'a Context<'a>,
    people: OnceCell<Ids<'a>>,
    parts_of_names: OnceCell<Ids<'a>>,
    topics: OnceCell<Ids<'a>>,
}

impl<'a> Lookup<'a> {
    /// Nothing is looked up yet.
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        Self { context, people: OnceCell::new(), parts_of_names: OnceCell::new(), topics: OnceCell::new() }
    }

    /// People by id, name, alias or first name; if there are none, by another part of the name or its initials.
    pub(super) fn people(&self, name: &str) -> Vec<String> {
        let wanted = fold(name.trim().trim_start_matches('@'));
        let found = self.people.get_or_init(|| self.people_by_name()).get(&wanted);
        let found = found.or_else(|| self.parts_of_names.get_or_init(|| self.people_by_part()).get(&wanted));
        owned(found)
    }

    /// People by id, name, alias or first name.
    pub(super) fn people_named(&self, name: &str) -> Vec<String> {
        let wanted = fold(name.trim().trim_start_matches('@'));
        owned(self.people.get_or_init(|| self.people_by_name()).get(&wanted))
    }

    /// Topics by name or alias, in the archive or in the vocabulary.
    pub(super) fn topics(&self, name: &str) -> Vec<String> {
        let topics = self.topics.get_or_init(|| self.topics_by_name());
        // The archive may list the topic under a name that only the vocabulary knows to mean the same.
        let same = || self.context.concepts.same(name).into_iter().find_map(|same| topics.get(&fold(same)));
        owned(topics.get(&fold(name)).or_else(same))
    }

    fn people_by_name(&self) -> Ids<'a> {
        let mut ids = Ids::new();
        for person in &self.context.directory.people {
            let name = fold(&person.name);
            add(&mut ids, name.split(' ').next().unwrap_or_default().to_owned(), &person.id);
            add(&mut ids, name, &person.id);
            for form in std::iter::once(&person.id).chain(&person.aliases) {
                add(&mut ids, fold(form.trim_start_matches('@')), &person.id);
            }
        }
        ids
    }

    fn people_by_part(&self) -> Ids<'a> {
        let mut ids = Ids::new();
        for person in &self.context.directory.people {
            let name = fold(&person.name);
            for part in name.split(' ') {
                add(&mut ids, part.to_owned(), &person.id);
            }
            add(&mut ids, initials(&name), &person.id);
        }
        ids
    }

    fn topics_by_name(&self) -> Ids<'a> {
        let mut ids = Ids::new();
        for topic in &self.context.directory.topics {
            for name in std::iter::once(&topic.name).chain(&topic.aliases) {
                add(&mut ids, fold(name), &topic.name);
            }
        }
        ids
    }
}

fn add<'a>(ids: &mut Ids<'a>, name: String, id: &'a str) {
    if name.is_empty() {
        return;
    }
    let named = ids.entry(name).or_default();
    if !named.contains(&id) {
        named.push(id);
    }
}

fn owned(ids: Option<&Vec<&str>>) -> Vec<String> {
    ids.into_iter().flatten().map(|id| (*id).to_owned()).collect()
}
