//! What the team's own file says of its people: it goes before all that is found.

use super::book::Book;
use super::names::{account, is_full, key};
use crate::report::{Rule, Sure, Warning};
use crate::resolve::ids::slug;
use crate::vocabulary::{Member, Team};
use std::collections::HashMap;

/// Enters the people of the team's file; gives the number of each.
pub(super) fn invite(book: &mut Book, team: &Team) -> Vec<usize> {
    team.members.iter().map(|member| enter(book, member)).collect()
}

fn enter(book: &mut Book, member: &Member) -> usize {
    let name = key(&member.name);
    // Two files may list the same person.
    let known = member.handle.as_deref().and_then(|handle| book.by_account(&account(handle)));
    let known = known.or_else(|| book.by_name(&name).first().copied().filter(|_| member.handle.is_none()));
    let person = known.unwrap_or_else(|| book.add());
    for name in std::iter::once(&member.name).chain(&member.aliases) {
        let folded = key(name);
        if is_full(&folded) {
            book.name(person, &folded);
        } else if !name.contains(' ') && !name.is_empty() {
            // An alias may be an account that the person had before.
            book.sign(person, account(name), None);
        }
    }
    if let Some(handle) = &member.handle {
        book.sign(person, account(handle), Some(handle));
    }
    let known = book.of_mut(person);
    for form in std::iter::once(&member.name).chain(&member.aliases).chain(&member.handle) {
        if !form.is_empty() {
            known.learn(form, Sure::Certain, || format!("{} says so", member.path));
        }
    }
    known.affiliations.extend(member.affiliation.clone());
    let listed = known.listed.get_or_insert_default();
    listed.aliases.extend(member.aliases.iter().map(|alias| key(alias)));
    listed.also.extend(member.aliases.iter().cloned());
    listed.not.extend(member.not.iter().map(|name| key(name)));
    if listed.path.is_empty() {
        listed.path.clone_from(&member.path);
    }
    if listed.name.is_empty() {
        listed.name.clone_from(&member.name);
    }
    listed.handle = listed.handle.take().or_else(|| member.handle.clone());
    person
}

/// Makes one person of those whom the file merges; a name that nobody bears is a warning.
pub(super) fn merge(book: &mut Book, members: &[usize], team: &Team) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut ids: HashMap<String, usize> = HashMap::new();
    if team.members.iter().any(|member| !member.merge.is_empty()) {
        for person in book.everyone() {
            let known = book.of(person);
            for name in known.names.keys() {
                ids.entry(slug(name)).or_insert(person);
            }
            for short in &known.short {
                ids.entry(short.clone()).or_insert(person);
            }
        }
    }
    for (member, person) in team.members.iter().zip(members) {
        for target in &member.merge {
            let found = book.by_account(&account(target));
            let found = found.or_else(|| book.by_name(&key(target)).first().copied());
            match found.or_else(|| ids.get(&slug(target)).or_else(|| ids.get(&key(target))).copied()) {
                Some(other) if book.of(other).seen() > 0 || book.of(other).listed.is_some() => {
                    let united = book.unite(*person, other);
                    book.of_mut(united).learn(target, Sure::Certain, || format!("{} says so", member.path));
                }
                _ => warnings.push(unknown(member, target)),
            }
        }
    }
    warnings
}

fn unknown(member: &Member, target: &str) -> Warning {
    let who =
        if member.name.is_empty() { member.handle.as_deref().unwrap_or_default() } else { &member.name };
    let message = format!(
        "`{target}` is to be merged with {who}, but nobody is known by that name; write an id or a name as \
         `minutebook people --all` lists them"
    );
    Warning::new(&member.path, member.line, Rule::UnknownPerson, message)
}
