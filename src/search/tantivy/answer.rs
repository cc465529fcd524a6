//! The path of a search: request → results.
//!
//! 1. All of the query is asked for, with hits, facets and histogram in one pass.
//! 2. Where no entry has all the words, enough of them are asked for; where few have, others follow them.
//! 3. The best candidates are put in order; the page asked for is read and marked.

use super::collect::{Candidate, Collect, Collected};
use super::lower::Lower;
use super::read::{self, engine};
use super::schema::Columns;
use super::view::View;
use crate::query::Sort;
use crate::report::Date;
use crate::search::plan::{FEW, Plan, Relaxation};
use crate::search::results::{Bar, Facet, FacetValue, Hit, SearchRequest, SearchResults};
use crate::search::snippet::Highlighter;
use crate::search::{Part, Parts, SearchError, rank};
use std::collections::HashSet;
use std::sync::Arc;
use tantivy::DocAddress;
use tantivy::collector::Count;
use tantivy::query::Query;

/// No hit beyond this one is given: the cost of a page grows with all that stands before it.
const DEEPEST: usize = 10_000;

/// By how much a hit is set before what only has most of the words.
const AHEAD: f32 = 1_000.0;

/// A request with what it is answered from.
pub(super) struct Answer<'a> {
    request: &'a SearchRequest,
    columns: &'a Columns,
    view: &'a Arc<View>,
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
        let strict = self.strict()?;
        let full = strict.total > 0;
        let several = self.plan.required.len() >= 2 && self.request.parts.has(Part::Relaxation);
        let found = if full || !several { strict } else { self.relax(strict)? };
        let (near, near_total) =
            if full && several && found.total < FEW { self.near(&found)? } else { (Vec::new(), 0) };
        Ok(SearchResults {
            total: found.total,
            partial: !full && found.total > 0,
            hits: self.page(&found)?,
            near,
            near_total,
            facets: self.facets(&found),
            histogram: histogram(&found),
        })
    }

    /// Entries that satisfy all of the query. Where at most one facet is chosen and nothing else is asked for, what
    /// every other entry counts for is known already, so that none of them is looked at.
    fn strict(&self) -> Result<Collected, SearchError> {
        let lower = self.lower();
        let Plan { typed, choices, conditions, .. } = &self.plan;
        let narrow = typed.is_empty() && conditions.is_empty() && choices.len() <= 1;
        if !narrow || self.request.facet_limit == 0 {
            return self.run(lower.strict(&self.plan).as_ref());
        }
        let everything = self.everything()?;
        let Some(facet) = self.collect.chosen() else {
            let collect = self.collect.without_facets();
            let best = self.view.searcher.search(&lower.entries(), &collect).map_err(engine)?;
            return Ok(Collected { counts: everything.counts.clone(), ..best });
        };
        let mut found = self.run(lower.chosen(&self.plan).as_ref())?;
        if let (Some(counts), Some(all)) = (found.counts.get_mut(facet), everything.counts.get(facet)) {
            counts.clone_from(all);
        }
        Ok(found)
    }

    /// The counts of all entries.
    fn everything(&self) -> Result<Arc<Collected>, SearchError> {
        if let Some(known) = self.view.everything.get() {
            return Ok(Arc::clone(known));
        }
        let collect = Collect::everything(self.view);
        let counted = self.view.searcher.search(&self.lower().entries(), &collect).map_err(engine)?;
        Ok(Arc::clone(self.view.everything.get_or_init(|| Arc::new(counted))))
    }

    /// The best entries that have most of the words but not all, to fill the page behind the few hits; and how many
    /// there are.
    fn near(&self, found: &Collected) -> Result<(Vec<Hit>, usize), SearchError> {
        let Some(rule) = self.rule()? else { return Ok((Vec::new(), 0)) };
        let relaxed = self.run(self.lower().relaxed(&self.plan, rule).as_ref())?;
        let total = relaxed.total.saturating_sub(found.total);
        if self.request.query.sort != Sort::Relevance {
            return Ok((Vec::new(), total));
        }
        let hits: HashSet<DocAddress> = found.best.iter().map(|best| best.address).collect();
        // The hits stand before all others here too, so that what is near one of them makes room for it.
        let mut candidates = relaxed.best;
        for candidate in candidates.iter_mut().filter(|candidate| hits.contains(&candidate.address)) {
            candidate.score *= AHEAD;
        }
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
        let others = self.order(&candidates).into_iter().filter(|(address, _)| !hits.contains(address));
        let skip = self.request.offset.saturating_sub(found.total);
        let room = self.end.saturating_sub(found.total.max(self.request.offset));
        let highlighter = Highlighter::new(&self.request.query);
        let page = others.skip(skip).take(room);
        let near: Result<Vec<Hit>, SearchError> =
            page.map(|hit| read::hit(self.view, self.columns, hit, &highlighter)).collect();
        Ok((near?, total))
    }

    fn order(&self, best: &[Candidate]) -> Vec<(DocAddress, f32)> {
        if self.request.parts.has(Part::Diversity) {
            read::order(self.view, best)
        } else {
            best.iter().map(|candidate| (candidate.address, candidate.score)).collect()
        }
    }

    fn lower(&self) -> Lower<'a> {
        Lower { searcher: &self.view.searcher, columns: self.columns, parts: &self.request.parts }
    }

    fn run(&self, query: &dyn Query) -> Result<Collected, SearchError> {
        self.view.searcher.search(query, &self.collect).map_err(engine)
    }

    /// The rule that says which entries have enough of the words; `None` where there is nothing to relax.
    fn rule(&self) -> Result<Option<Relaxation>, SearchError> {
        // What counts here is which entries have a word, not where.
        let parts = Parts::without(&[Part::Fields]);
        let lower = Lower { parts: &parts, ..self.lower() };
        let count = |query: Box<dyn Query>| self.view.searcher.search(&query, &Count).map_err(engine);
        let entries = count(lower.entries())?;
        let found: Result<Vec<usize>, SearchError> =
            self.plan.required.iter().map(|term| count(lower.word(term))).collect();
        Ok(Relaxation::new(entries, &found?))
    }

    /// Looks once more, for entries that have enough of the words. A value that has entries with all of them keeps
    /// their count: these are what a click on it would bring.
    fn relax(&self, strict: Collected) -> Result<Collected, SearchError> {
        let Some(rule) = self.rule()? else { return Ok(strict) };
        let mut relaxed = self.run(self.lower().relaxed(&self.plan, rule).as_ref())?;
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
            Sort::Relevance => self.order(&found.best),
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
