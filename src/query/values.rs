//! Values of fields: what was typed → the ids and names that the archive uses.
//!
//! 1. The exact id wins, so that a query printed with ids reads back as itself.
//! 2. Else all whose id, name or alias is the same without case and accents; several are an OR.
//! 3. Else it is an error that names the nearest.

use super::days::clip;
use super::error::QueryError;
use super::lookup::Lookup;
use super::names::{self, fold};
use super::syntax::{Clause, Value};
use super::{Expr, reference};
use crate::field::Field;
use crate::report::{Grade, Kind, Status};

/// Other words for kinds and states.
const KINDS: &[(&str, &str)] =
    &[("todo", "action"), ("task", "action"), ("news", "update"), ("idea", "proposal")];
const STATES: &[(&str, &str)] = &[("closed", "done"), ("finished", "done"), ("todo", "open")];

/// The condition of `field:value,value`.
pub(super) fn condition(
    field: Field,
    clause: &Clause,
    text: &str,
    lookup: &Lookup<'_>,
) -> Result<Expr, QueryError> {
    let mut values: Vec<String> = Vec::new();
    for value in &clause.values {
        let reader = Reader { text, clause, value, lookup };
        for id in reader.ids(field)? {
            if !values.contains(&id) {
                values.push(id);
            }
        }
    }
    Ok(Expr::Value { field, values })
}

/// The condition of one value of `is:`.
pub(super) fn state(value: &Value, text: &str) -> Result<Expr, QueryError> {
    let folded = fold(&value.text);
    if folded == "settled" {
        return Ok(Expr::Value { field: Field::Kind, values: vec![Kind::Decision.name().to_owned()] });
    }
    let kinds = || Kind::ALL.iter().map(|kind| kind.name());
    let states = || Status::ALL.iter().map(|status| status.name());
    if let Some(status) = one_of(&folded, states(), STATES) {
        return Ok(Expr::Value { field: Field::Status, values: vec![status.to_owned()] });
    }
    if let Some(kind) = one_of(&folded, kinds(), KINDS) {
        return Ok(Expr::Value { field: Field::Kind, values: vec![kind.to_owned()] });
    }
    let all: Vec<&str> = kinds().chain(states()).chain(["settled"]).collect();
    Err(unknown_word("is", value, text, &all))
}

/// An error for a value that is none of a fixed list of words.
pub(super) fn unknown_word(key: &str, value: &Value, text: &str, all: &[&'static str]) -> QueryError {
    let message = format!("`{key}:` cannot be `{}`", clip(&value.text));
    let error = QueryError::new(message, value.span.clone());
    let near = names::nearest(&value.text, all.iter().map(|word| (*word, *word)));
    let list = all.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    let error = error.hint(format!("It can be {list}."));
    match near.first() {
        Some(word) => error.repair(text, word),
        None => error,
    }
}

/// The word that is meant, in singular or plural or by another word for it.
fn one_of<'w>(
    folded: &str,
    mut words: impl Iterator<Item = &'w str>,
    others: &[(&str, &'w str)],
) -> Option<&'w str> {
    let is = |word: &str| folded == word || folded.strip_suffix('s') == Some(word);
    let other = others.iter().find(|(other, _)| is(other)).map(|(_, word)| *word);
    words.find(|word| is(word)).or(other)
}

/// One value being read.
struct Reader<'r, 'a> {
    text: &'r str,
    clause: &'r Clause,
    value: &'r Value,
    lookup: &'r Lookup<'a>,
}

impl Reader<'_, '_> {
    fn ids(&self, field: Field) -> Result<Vec<String>, QueryError> {
        let typed = self.value.text.as_str();
        match field {
            Field::Kind => self.word(field, Kind::ALL.iter().map(|kind| kind.name()).collect(), KINDS),
            Field::Grade => self.word(field, Grade::ALL.iter().map(|grade| grade.name()).collect(), &[]),
            Field::Status => {
                self.word(field, Status::ALL.iter().map(|status| status.name()).collect(), STATES)
            }
            Field::Person | Field::Owner => self.people(field),
            Field::Topic => self.topics(),
            Field::Series => self.series(),
            Field::Year => self.year(),
            Field::Ref => self.reference(),
            Field::Repo => self.repository(),
            // Fields of words never come here; their values are words, not ids.
            Field::Text | Field::Title | Field::Section => Ok(vec![typed.to_owned()]),
        }
    }

    fn word(
        &self,
        field: Field,
        all: Vec<&'static str>,
        others: &[(&str, &'static str)],
    ) -> Result<Vec<String>, QueryError> {
        let found = one_of(&fold(&self.value.text), all.iter().copied(), others);
        let found = found.ok_or_else(|| unknown_word(field.name(), self.value, self.text, &all))?;
        Ok(vec![found.to_owned()])
    }

    fn people(&self, field: Field) -> Result<Vec<String>, QueryError> {
        let people = &self.lookup.context.directory.people;
        let typed = self.value.text.as_str();
        if let Some(person) = self.lookup.context.directory.person(typed) {
            return Ok(vec![person.id.clone()]);
        }
        let found = self.lookup.people(typed);
        if !found.is_empty() {
            return Ok(found);
        }
        let parts = people.iter().flat_map(|person| {
            let names = std::iter::once(&person.name).chain(&person.aliases);
            let words = names.flat_map(|name| std::iter::once(name.as_str()).chain(name.split(' ')));
            std::iter::once(person.id.as_str()).chain(words).map(move |name| (name, person.id.as_str()))
        });
        let near = names::nearest(typed.trim_start_matches('@'), parts);
        Err(self.unknown(field, &near))
    }

    fn topics(&self) -> Result<Vec<String>, QueryError> {
        let topics = &self.lookup.context.directory.topics;
        if let Some(topic) = self.lookup.context.directory.topic(&self.value.text) {
            return Ok(vec![topic.name.clone()]);
        }
        let found = self.lookup.topics(&self.value.text);
        if !found.is_empty() {
            return Ok(found);
        }
        let all = topics.iter().flat_map(|topic| {
            let names = std::iter::once(&topic.name).chain(&topic.aliases);
            names.map(|name| (name.as_str(), topic.name.as_str()))
        });
        let near = names::nearest(&self.value.text, all);
        Err(self.unknown(Field::Topic, &near))
    }

    fn series(&self) -> Result<Vec<String>, QueryError> {
        let names = || self.lookup.context.directory.series.iter().map(|series| series.name.as_str());
        let typed = self.value.text.as_str();
        if let Some(exact) = names().find(|name| *name == typed) {
            return Ok(vec![exact.to_owned()]);
        }
        let wanted = fold(typed);
        let found: Vec<String> = names().filter(|name| fold(name) == wanted).map(str::to_owned).collect();
        if !found.is_empty() {
            return Ok(found);
        }
        let near = names::nearest(typed, names().map(|name| (name, name)));
        Err(self.unknown(Field::Series, &near))
    }

    fn year(&self) -> Result<Vec<String>, QueryError> {
        let typed = self.value.text.trim();
        if typed.len() == 4 && typed.bytes().all(|b| b.is_ascii_digit()) {
            return Ok(vec![typed.to_owned()]);
        }
        let error = self.error(format!("`{}` is no year", clip(typed)));
        let hint =
            "Write four digits: `year:2018`. Months, days and ranges stand behind `on:`: `on:2018..2020`.";
        Err(self.instead(error.hint(hint), "on"))
    }

    fn reference(&self) -> Result<Vec<String>, QueryError> {
        let typed = self.value.text.trim();
        let number = typed.bytes().all(|b| b.is_ascii_digit());
        let written = if number { format!("#{typed}") } else { typed.to_owned() };
        let hint = "Write `owner/repository#12`, `repository#12`, `#12` or the address of an issue; \
                    all references to a repository are `repo:name`.";
        reference::canonical(&written).map(|found| vec![found]).ok_or_else(|| {
            let error = self.error(format!("`{}` is no issue or pull request", clip(typed)));
            self.instead(error.hint(hint), "repo")
        })
    }

    fn repository(&self) -> Result<Vec<String>, QueryError> {
        let typed = self.value.text.trim().trim_matches('/').to_lowercase();
        let path = typed.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map(|(_, path)| path);
        let name = path.unwrap_or(&typed).trim_end_matches(".git");
        if !reference::is_repository(name) {
            let error = self.error(format!("`{}` is no repository", clip(&typed)));
            let hint = "Write `repo:owner/name`, or `repo:name` for any owner.";
            return Err(self.instead(error.hint(hint), "ref"));
        }
        Ok(vec![name.to_owned()])
    }

    /// Adds the query in which the value stands behind another key.
    fn instead(&self, error: QueryError, key: &str) -> QueryError {
        let whole = self.clause.key_span.start..self.value.span.end;
        let typed = self.text.get(self.value.span.clone()).unwrap_or_default();
        if self.clause.values.len() > 1 {
            return error;
        }
        error.repair_at(self.text, whole, &format!("{key}:{typed}"))
    }

    /// An error for a name that the archive does not hold.
    fn unknown(&self, field: Field, near: &[&str]) -> QueryError {
        let name = field.name();
        let what = if field == Field::Owner { "person" } else { name };
        let error = self.error(format!("there is no {what} `{}` in this archive", clip(&self.value.text)));
        let Some(first) = near.first() else {
            return error.hint(format!("To find the word itself, type it without `{name}:`."));
        };
        let full = |id: &&str| match self.lookup.context.directory.person(id) {
            Some(person) if what == "person" => format!("`{id}` ({})", person.name),
            Some(_) | None => format!("`{id}`"),
        };
        let list = near.iter().map(full).collect::<Vec<_>>().join(" or ");
        error.hint(format!("Did you mean {list}?")).repair(self.text, &super::display::value(first))
    }

    fn error(&self, message: String) -> QueryError {
        QueryError::new(message, self.value.span.clone())
    }
}
