//! Facets as plain links: a click chooses a value beside those already chosen, or takes it back.

use crate::field::Field;
use crate::query::Query;
use crate::report::{Directory, Grade};
use crate::search::analyzer::{Form, Tokens};
use crate::search::{Facet, FacetValue};
use crate::web::{text, urls};

/// How many values are in sight at once.
const SHOWN: usize = 8;
/// How many values come with the page, behind `more`.
pub(crate) const FETCHED: usize = 30;
/// How many values come where a reader asks for all of one facet.
pub(crate) const ALL: usize = 1000;

/// How many values are looked through where a reader looks for some of one facet.
pub(crate) const SEARCHED: usize = 100_000;

/// What a reader wants to see of the facets.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Wanted<'a> {
    /// The facet of which every value is wanted, by the name of its field; or none.
    pub(crate) all: &'a str,
    /// What the names of these values must hold; empty is all of them.
    pub(crate) like: &'a str,
}

impl Wanted<'_> {
    /// How many values of each facet have to be fetched.
    pub(crate) fn fetched(self) -> usize {
        match (self.all, self.like) {
            ("", _) => FETCHED,
            (_, "") => ALL,
            _ => SEARCHED,
        }
    }
}

/// The form that finds values of a long facet by name.
pub(crate) struct Find {
    /// The query that the values belong to.
    pub(crate) query: String,
    /// What was looked for.
    pub(crate) like: String,
    /// Said where nothing was found.
    pub(crate) nothing: bool,
}

/// One facet.
pub(crate) struct FacetView {
    /// The field's name.
    pub(crate) name: &'static str,
    /// The heading.
    pub(crate) heading: &'static str,
    /// The values in sight.
    pub(crate) values: Vec<FacetLink>,
    /// The values behind `more`.
    pub(crate) rest: Vec<FacetLink>,
    /// How many values there are, and the page with all, where some are not on this one.
    pub(crate) all: Option<(usize, String)>,
    /// Where there are more values than anyone reads.
    pub(crate) find: Option<Find>,
    /// Whether its values are in sight at once.
    pub(crate) open: bool,
}

/// One value.
pub(crate) struct FacetLink {
    /// The value to be read.
    pub(crate) label: String,
    /// How many hits.
    pub(crate) count: String,
    /// The query with the value chosen, or without it.
    pub(crate) href: String,
    /// The query without what has the value; nothing where it is chosen.
    pub(crate) not: Option<String>,
    /// Whether it is chosen.
    pub(crate) selected: bool,
}

/// The facets of an answer.
pub(crate) fn list(
    query: &Query,
    facets: &[Facet],
    (directory, wanted): (&Directory, Wanted<'_>),
) -> Vec<FacetView> {
    let shown = facets.iter().filter(|facet| !facet.values.is_empty());
    let view = |facet: &Facet| {
        let own = if wanted.all == facet.field.name() { Some(wanted.like) } else { None };
        view(query, facet, (directory, own))
    };
    shown.map(view).collect()
}

/// One facet; where all its values are wanted, `like` says what their names must hold.
fn view(query: &Query, facet: &Facet, (directory, like): (&Directory, Option<&str>)) -> FacetView {
    let name = facet.field.name();
    let wanted = |value: &&FacetValue| {
        value.selected || like.is_none_or(|like| is_like(facet.field, (&value.value, directory), like))
    };
    let fetched = if like.is_some() { ALL } else { FETCHED };
    // A chosen value must stay in sight, or it could not be taken back.
    let (chosen, free): (Vec<_>, Vec<_>) =
        facet.values.iter().filter(wanted).take(fetched).partition(|v| v.selected);
    let nothing = free.is_empty();
    let in_order = chosen.into_iter().chain(free);
    let mut links: Vec<FacetLink> =
        in_order.map(|value| link(query, facet.field, (value, directory))).collect();
    if facet.field == Field::Year {
        links.sort_by(|a, b| (b.selected, &b.label).cmp(&(a.selected, &a.label)));
    }
    let active = like.is_some() || links.iter().any(|link| link.selected);
    // Years can be chosen in the columns above; repositories are for a few readers.
    let open = active || !matches!(facet.field, Field::Year | Field::Repo);
    let missing = facet.distinct > links.len();
    let rest = if like.is_some() { Vec::new() } else { links.split_off(links.len().min(SHOWN)) };
    let all = missing.then(|| (facet.distinct, urls::results_all_values(&query.to_string(), name)));
    let find = (facet.distinct > FETCHED).then(|| Find {
        query: query.to_string(),
        like: like.unwrap_or_default().to_owned(),
        nothing: nothing && like.is_some_and(|like| !like.is_empty()),
    });
    let heading = facet.field.row().facet.unwrap_or(name);
    FacetView { name, heading, values: links, rest, all, find, open }
}

/// Whether a value, or another name of a person, holds what is looked for.
fn is_like(field: Field, (value, directory): (&str, &Directory), like: &str) -> bool {
    let like = folded(like);
    let person = (field == Field::Person).then(|| directory.person(value)).flatten();
    let others = person.into_iter().flat_map(|person| person.aliases.iter());
    let label = label(field, value, directory);
    [value, &label].into_iter().chain(others.map(String::as_str)).any(|name| folded(name).contains(&like))
}

/// The words of a name as they are compared.
fn folded(text: &str) -> String {
    let words: Vec<String> = Tokens::new(text, Form::Exact).map(|token| token.text).collect();
    words.join(" ")
}

fn link(query: &Query, field: Field, (value, directory): (&FacetValue, &Directory)) -> FacetLink {
    let changed = if value.selected {
        query.without_value(field, &value.value)
    } else {
        query.with_value(field, &value.value)
    };
    FacetLink {
        label: label(field, &value.value, directory),
        count: text::number(value.count),
        href: urls::results(&changed),
        not: (!value.selected).then(|| urls::results(&query.excluding(field, &value.value))),
        selected: value.selected,
    }
}

/// How something is known, as a reader says it.
pub(crate) fn known(grade: Grade) -> &'static str {
    match grade {
        Grade::Explicit => "marked as such",
        Grade::Worded => "by its wording",
        Grade::Inferred => "inferred",
    }
}

/// A value to be read: people by name, kinds with a capital.
pub(crate) fn label(field: Field, value: &str, directory: &Directory) -> String {
    match field {
        Field::Person | Field::Owner => {
            directory.person(value).map_or_else(|| value.to_owned(), |person| person.name.clone())
        }
        Field::Grade => {
            value.parse().map_or_else(|()| text::capital(value), |grade| text::capital(known(grade)))
        }
        Field::Kind | Field::Status => text::capital(value),
        Field::Text
        | Field::Title
        | Field::Section
        | Field::Topic
        | Field::Series
        | Field::Year
        | Field::Ref
        | Field::Repo => value.to_owned(),
    }
}
