//! Facets as plain links: a click chooses a value beside those already chosen, or takes it back.

use crate::field::Field;
use crate::query::Query;
use crate::report::{Directory, Grade};
use crate::search::{Facet, FacetValue};
use crate::web::{text, urls};

/// How many values are in sight at once.
const SHOWN: usize = 8;
/// How many values come with the page, behind `more`.
pub(crate) const FETCHED: usize = 30;
/// How many values come where a reader asks for all of one facet.
pub(crate) const ALL: usize = 1000;

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

/// The facets of an answer; `all` names the one of which every value is wanted.
pub(crate) fn list(query: &Query, facets: &[Facet], (directory, all): (&Directory, &str)) -> Vec<FacetView> {
    let shown = facets.iter().filter(|facet| !facet.values.is_empty());
    shown.map(|facet| view(query, facet, (directory, all == facet.field.name()))).collect()
}

fn view(query: &Query, facet: &Facet, (directory, everything): (&Directory, bool)) -> FacetView {
    let name = facet.field.name();
    let fetched = if everything { ALL } else { FETCHED };
    // A chosen value must stay in sight, or it could not be taken back.
    let (chosen, free): (Vec<_>, Vec<_>) =
        facet.values.iter().take(fetched.max(FETCHED)).partition(|v| v.selected);
    let in_order = chosen.into_iter().chain(free);
    let mut links: Vec<FacetLink> =
        in_order.map(|value| link(query, facet.field, (value, directory))).collect();
    if facet.field == Field::Year {
        links.sort_by(|a, b| (b.selected, &b.label).cmp(&(a.selected, &a.label)));
    }
    let active = everything || links.iter().any(|link| link.selected);
    // Years can be chosen in the columns above; repositories are for a few readers.
    let open = active || !matches!(facet.field, Field::Year | Field::Repo);
    let missing = facet.distinct > links.len();
    let rest = if everything { Vec::new() } else { links.split_off(links.len().min(SHOWN)) };
    let all = missing.then(|| (facet.distinct, urls::results_all_values(&query.to_string(), name)));
    let heading = facet.field.row().facet.unwrap_or(name);
    FacetView { name, heading, values: links, rest, all, open }
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
