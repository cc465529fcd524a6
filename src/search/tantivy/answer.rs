//! The path of a search: request → results.
//!
//! 1. All of the query is asked for, with hits, facets and histogram in one pass.
//! 2. Where no entry has all the words, enough of them are asked for.
//! 3. The best candidates are put in order; the page asked for is read and marked.

use super::collect::{Collect, Collected};
use super::lower::Lower;
use super::read::{self, engine};
use super::schema::Columns;
use super::view::View;
use crate::query::Sort;
use crate::report::Date;
use crate::search::plan::{Plan, Relaxation};
use crate::search::results::{Bar, Facet, FacetValue, Hit, SearchRequest, SearchResults};
use crate::search::snippet::Highlighter;
use crate::search::{SearchError, rank};
use std::sync::Arc;
use tantivy::collector::Count;
use tantivy::query::Query;

/// No hit beyond this one is given: the cost of a page grows with all that stands before it.
const DEEPEST: usize = 10_000;

/// A request with what it is answered from.
pub(super) struct Answer<'a> {
    request: &'a SearchRequest,
    columns: &'a Columns,
    view: &'a View,
    plan: Plan<'a>,
    collect: Collect,
    /// How far the hits asked for reach.
    end: usize,
}

impl<'a> Answer<'a> {
    /// Takes the request apart.
    pub(super) fn new(view: &'a Arc<View>, columns: &'a Columns, request: &'a SearchRequest) -> Self {
        let plan = Plan::new(&request.query);
        let end = request.offset.saturating_add(request.limit).min(DEEPEST);
        // The candidates are the same for every page, so that pages join.
        let keep = if request.limit == 0 { 0 } else { end.max(rank::CANDIDATES) };
        let collect = Collect::new(view, &plan, request, keep);
        Self { request, columns, view, plan, collect, end }
    }

    /// Searches.
    pub(super) fn give(&self) -> Result<SearchResults, SearchError> {
        let strict = self.run(self.lower().strict(&self.plan).as_ref())?;
        let full = strict.total > 0;
        let found = if full || self.plan.required.len() < 2 { strict } else { self.relax(strict)? };
        Ok(SearchResults {
            total: found.total,
            partial: !full && found.total > 0,
            hits: self.page(&found)?,
            facets: self.facets(&found),
            histogram: histogram(&found),
        })
    }

    fn lower(&self) -> Lower<'a> {
        Lower { columns: self.columns }
    }

    fn run(&self, query: &dyn Query) -> Result<Collected, SearchError> {
        self.view.searcher.search(query, &self.collect).map_err(engine)
    }

    /// Looks once more, for entries that have enough of the words. A value that has entries with all of them keeps
    /// their count: these are what a click on it would bring.
    fn relax(&self, strict: Collected) -> Result<Collected, SearchError> {
        let lower = self.lower();
        let count = |query: Box<dyn Query>| self.view.searcher.search(&query, &Count).map_err(engine);
        let entries = count(lower.entries())?;
        let found: Result<Vec<usize>, SearchError> =
            self.plan.required.iter().map(|term| count(lower.word(term))).collect();
        let Some(rule) = Relaxation::new(entries, &found?) else { return Ok(strict) };
        let mut relaxed = self.run(lower.relaxed(&self.plan, rule).as_ref())?;
        for (counts, strict) in relaxed.counts.iter_mut().zip(&strict.counts) {
            for (count, &strict) in counts.iter_mut().zip(strict) {
                if strict > 0 {
                    *count = strict;
                }
            }
        }
        Ok(relaxed)
    }

    fn page(&self, found: &Collected) -> Result<Vec<Hit>, SearchError> {
        let order = match self.request.query.sort {
            Sort::Relevance => read::order(self.view, &found.best),
            Sort::Newest | Sort::Oldest => found.best.iter().map(|best| (best.address, 0.0)).collect(),
        };
        let end = self.end.min(order.len());
        let page = order.get(self.request.offset.min(end)..end).unwrap_or_default();
        let highlighter = Highlighter::new(&self.request.query);
        page.iter().map(|&hit| read::hit(self.view, self.columns, hit, &highlighter)).collect()
    }

    fn facets(&self, found: &Collected) -> Vec<Facet> {
        if self.request.facet_limit == 0 {
            return Vec::new();
        }
        let facets = self.view.facets.iter().zip(&found.counts).map(|(values, counts)| {
            let choice = self.plan.choices.iter().find(|choice| choice.field == values.field);
            let chosen = choice.map(|choice| choice.values()).unwrap_or_default();
            let numbers: Vec<usize> = chosen.iter().filter_map(|value| values.number(value)).collect();
            let known = values.shown.iter().zip(counts).enumerate();
            let known = known.map(|(number, (value, &count))| FacetValue {
                value: value.clone(),
                count: count as usize,
                selected: numbers.contains(&number),
            });
            let mut list: Vec<FacetValue> = known.filter(|value| value.count > 0 || value.selected).collect();
            // A value that no entry has was still asked for, and the page must be able to take it away again.
            let unknown = chosen.iter().filter(|value| values.number(value).is_none());
            list.extend(unknown.map(|&value| FacetValue {
                value: value.to_owned(),
                count: 0,
                selected: true,
            }));
            Facet::new(values.field, list, self.request.facet_limit)
        });
        facets.collect()
    }
}

fn histogram(found: &Collected) -> Vec<Bar> {
    let bar = |(&month, &count): (&u64, &usize)| {
        let year = i16::try_from(i64::try_from(month / 12).ok()? - 10_000).ok()?;
        let month = i8::try_from(month % 12 + 1).ok()?;
        Some(Bar { month: Date::new(year, month, 1).ok()?, count })
    };
    found.months.iter().filter_map(bar).collect()
}
