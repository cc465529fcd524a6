//! What a register is narrowed to, as its address says, and the search that this is.

use super::{Register, name};
use crate::archive::Owner;
use crate::field::Field;
use crate::query::{Query, Sort};
use crate::report::{Date, Directory};
use crate::search::Facet;
use crate::web::error::WebError;
use crate::web::pages::{Link, facets};
use crate::web::params::Params;
use crate::web::{text, urls};

/// A value may have so many bytes: the query must stay one that can be read again.
const LONGEST: usize = 200;
/// How many owners are offered.
const OWNERS: usize = 200;

/// The states of decisions: the address, the words, the kind behind them.
const DECISIONS: [(&str, &str); 2] = [("", "Taken"), ("asked", "Asked for")];
/// The states of actions.
const ACTIONS: [(&str, &str); 3] = [("", "All"), ("open", "Open"), ("done", "Done")];
/// The ages: the address, the words, and between how many months ago and how many.
const AGES: [(&str, &str, (i32, i32)); 4] = [
    ("3m", "the last 3 months", (3, 0)),
    ("12m", "the last 12 months", (12, 0)),
    ("1y", "older than a year", (0, 12)),
    ("3y", "older than 3 years", (0, 36)),
];

/// The filters of an address.
pub(super) struct Filter {
    /// Which register.
    pub(super) register: Register,
    /// Which state; empty for the first.
    pub(super) state: &'static str,
    /// The values of the other filters, empty where not set.
    values: [(Field, String); 4],
    age: &'static str,
}

/// A filter to choose from.
pub(super) struct Select {
    /// Its name in the address.
    pub(super) name: &'static str,
    /// Its words.
    pub(super) label: &'static str,
    /// What it says where nothing is chosen.
    pub(super) any: &'static str,
    /// The values: in the address, as words, whether chosen.
    pub(super) options: Vec<(String, String, bool)>,
}

impl Filter {
    /// Reads an address.
    pub(super) fn read(register: Register, params: &Params) -> Result<Self, WebError> {
        let states: &[(&'static str, &'static str)] = match register {
            Register::Decisions => &DECISIONS,
            Register::Actions => &ACTIONS,
        };
        let states: Vec<(&str, &'static str)> =
            states.iter().skip(1).map(|(name, _)| (*name, *name)).collect();
        let ages = AGES.map(|(name, _, _)| (name, name));
        let person = match register {
            Register::Decisions => Field::Person,
            Register::Actions => Field::Owner,
        };
        let value = |field: Field| {
            let text = params.get(field.name()).unwrap_or_default();
            if text.len() > LONGEST {
                return Err(WebError::parameter(field.name(), &format!("is longer than {LONGEST} bytes")));
            }
            Ok((field, text.to_owned()))
        };
        Ok(Self {
            register,
            state: params.choice("state", &states)?.unwrap_or_default(),
            values: [value(person)?, value(Field::Series)?, value(Field::Year)?, value(Field::Grade)?],
            age: params.choice("age", &ages)?.unwrap_or_default(),
        })
    }

    /// The search that this is.
    pub(super) fn query(&self, today: Date) -> Query {
        let kind = match (self.register, self.state) {
            (Register::Decisions, "asked") => "proposal",
            (Register::Decisions, _) => "decision",
            (Register::Actions, _) => "action",
        };
        let mut query = Query::all().with_value(Field::Kind, kind);
        if self.register == Register::Actions && !self.state.is_empty() {
            query = query.with_value(Field::Status, self.state);
        }
        for (field, value) in self.values.iter().filter(|(_, value)| !value.is_empty()) {
            query = query.with_value(*field, value);
        }
        if let Some((_, _, (within, beyond))) = AGES.iter().find(|(name, ..)| *name == self.age) {
            let ago =
                |months: i32| (months > 0).then(|| today.saturating_sub(jiff::Span::new().months(months)));
            query = query.with_days(ago(*within), ago(*beyond));
        }
        query.with_sort(Sort::Newest)
    }

    /// Whether anything but the state is narrowed.
    pub(super) fn is_set(&self) -> bool {
        !self.age.is_empty() || self.values.iter().any(|(_, value)| !value.is_empty())
    }

    /// The address of a page.
    pub(super) fn address(&self, page: usize) -> String {
        let page = if page > 1 { page.to_string() } else { String::new() };
        self.with(self.state, &page)
    }

    fn with(&self, state: &str, page: &str) -> String {
        let mut parameters = vec![("state", state)];
        parameters.extend(self.values.iter().map(|(field, value)| (field.name(), value.as_str())));
        parameters.extend([("age", self.age), ("page", page)]);
        urls::with_parameters(self.register.path(), &parameters)
    }

    /// The states as links that keep the other filters.
    pub(super) fn states(&self) -> Vec<(Link, bool)> {
        let states: &[(&str, &str)] = match self.register {
            Register::Decisions => &DECISIONS,
            Register::Actions => &ACTIONS,
        };
        let link =
            |(name, label): &(&str, &str)| (Link::new(*label, self.with(name, "")), *name == self.state);
        states.iter().map(link).collect()
    }

    /// `12 decisions`, `3 open actions`.
    pub(super) fn counted(&self, total: usize) -> String {
        match (self.register, self.state) {
            (Register::Decisions, "asked") => text::count(total, "proposal"),
            (Register::Decisions, _) => text::count(total, "decision"),
            (Register::Actions, "open") => text::count(total, "open action"),
            (Register::Actions, "done") => format!("{} done", text::count(total, "action")),
            (Register::Actions, _) => text::count(total, "action"),
        }
    }

    /// The filters with their values: those of the answer, with counts as a search has them.
    pub(super) fn selects(
        &self,
        facets: &[Facet],
        (directory, owners): (&Directory, &[Owner]),
    ) -> Vec<Select> {
        let mut selects: Vec<Select> = self
            .values
            .iter()
            .map(|(field, chosen)| Select {
                name: field.name(),
                label: words(*field).0,
                any: words(*field).1,
                options: if *field == Field::Owner {
                    offered(owners, chosen, directory)
                } else {
                    options(facets, (*field, chosen), directory)
                },
            })
            .collect();
        let age = |(name, label, _): &(&'static str, &'static str, (i32, i32))| {
            ((*name).to_owned(), text::capital(label), *name == self.age)
        };
        let options = AGES.iter().map(age).collect();
        selects.push(Select { name: "age", label: "Age", any: "Any age", options });
        selects
    }
}

fn words(field: Field) -> (&'static str, &'static str) {
    if field == Field::Owner {
        ("Owner", "Anybody")
    } else if field == Field::Person {
        ("Person", "Anybody")
    } else if field == Field::Series {
        ("Series", "All series")
    } else if field == Field::Year {
        ("Year", "All years")
    } else {
        ("How it is known", "In any way")
    }
}

/// The values of a facet with their counts; what is chosen is always among them.
fn options(
    facets: &[Facet],
    (field, chosen): (Field, &str),
    directory: &Directory,
) -> Vec<(String, String, bool)> {
    let values = facets.iter().filter(|facet| facet.field == field).flat_map(|facet| &facet.values);
    let mut options: Vec<(String, String, bool)> = values
        .map(|value| {
            let label = facets::label(field, &value.value, directory);
            let label = format!("{} ({})", text::clip(&label, 60), text::number(value.count));
            (value.value.clone(), label, value.value == chosen)
        })
        .collect();
    if field == Field::Year {
        options.sort_by(|a, b| b.0.cmp(&a.0));
    }
    with_chosen(options, chosen)
}

/// Those who have open actions, by name.
fn offered(owners: &[Owner], chosen: &str, directory: &Directory) -> Vec<(String, String, bool)> {
    let option = |owner: &Owner| {
        let label = text::clip(&name(directory, &owner.id), 60);
        (owner.id.clone(), format!("{label} ({} open)", text::number(owner.open)), owner.id == chosen)
    };
    with_chosen(owners.iter().take(OWNERS).map(option).collect(), chosen)
}

fn with_chosen(mut options: Vec<(String, String, bool)>, chosen: &str) -> Vec<(String, String, bool)> {
    if !chosen.is_empty() && !options.iter().any(|(_, _, selected)| *selected) {
        options.insert(0, (chosen.to_owned(), text::clip(chosen, 60), true));
    }
    options
}
