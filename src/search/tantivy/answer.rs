//! The path of a search: request → results.
//!
//! 1. All of the query is asked for, with hits, facets and histogram in one pass.
//! 2. Where no entry has all the words, enough of them are asked for; where few have, others follow them.
//! 3. The best candidates are put in order; the page asked for is read and marked.

use super::best::{Best, Candidate, Floor};
use super::bits::Bits;
use super::count::{Choice, Collected, Hits, Wanted, count};
use super::lower::{Lower, Lowered};
use super::read::{self, engine};
use super::schema::Columns;
use super::score::Ranking;
use super::sets::{Found, Place, Shares};
use super::view::View;
use crate::query::Sort;
use crate::report::Date;
use crate::search::plan::{FEW, Plan, Relaxation};
use crate::search::results::{Bar, Facet, FacetValue, Hit, SearchRequest, SearchResults};
use crate::search::snippet::Highlighter;
use crate::search::{Part, SearchError, rank};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use tantivy::DocAddress;

/// No hit beyond this one is given: the cost of a page grows with all that stands before it.
const DEEPEST: usize = 10_000;

/// By how much a hit is set before what only has most of the words.
const AHEAD: f32 = 1_000.0;

/// A request with what it is answered from.
pub(super) struct Answer<'a> {
    request: &'a SearchRequest,
    columns: &'a Columns,
    view: &'a View,
    plan: Plan<'a>,
    lowered: Lowered,
    choices: Vec<Choice>,
    /// How far the hits asked for reach.
    end: usize,
}

impl<'a> Answer<'a> {
    /// Takes the request apart.
    pub(super) fn new(
        view: &'a View,
        columns: &'a Columns,
        request: &'a SearchRequest,
    ) -> tantivy::Result<Self> {
        let plan = Plan::new(&request.query);
        let end = request.offset.saturating_add(request.limit).min(DEEPEST);
        let lower = Lower { searcher: &view.searcher, columns, parts: &request.parts };
        let lowered = lower.plan(&plan)?;
        let terms = plan
            .choices
            .iter()
            .map(|choice| choice.lists.iter().map(|values| lower.values(choice.field, values)).collect());
        let choices = Choice::of(view, &plan, terms.collect());
        Ok(Self { request, columns, view, plan, lowered, choices, end })
    }

    /// Searches.
    pub(super) fn give(&self) -> Result<SearchResults, SearchError> {
        let parts: tantivy::Result<Vec<Found<'_>>> =
            self.view.places().map(|place| Found::new(&self.lowered, place)).collect();
        let parts = parts.map_err(engine)?;
        let strict = self.strict(&parts)?;
        let full = strict.total > 0;
        let several = self.plan.required.len() >= 2 && self.request.parts.has(Part::Relaxation);
        let found = if full || !several { strict } else { self.relax(strict, &parts)? };
        let (near, near_total) =
            if full && several && found.total < FEW { self.near(&found, &parts)? } else { (Vec::new(), 0) };
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
    fn strict(&self, parts: &[Found<'_>]) -> Result<Collected, SearchError> {
        let hits = self.hits(parts.iter().map(Found::strict))?;
        let narrow = self.lowered.required.is_empty() && self.lowered.conditions.is_empty();
        if !narrow || self.request.facet_limit == 0 || self.choices.len() > 1 {
            return self.collect(parts, &hits, None);
        }
        let everything = self.everything()?;
        let mut found = match self.choices.first() {
            None => everything.as_ref().clone(),
            Some(choice) => {
                let mut found = count(self.view, &hits, (&[], Wanted::Facets));
                if let (Some(counts), Some(all)) =
                    (found.counts.get_mut(choice.facet), everything.counts.get(choice.facet))
                {
                    counts.clone_from(all);
                }
                found
            }
        };
        found.best = self.best(parts, (&hits, &found.months), None)?;
        Ok(found)
    }

    /// The counts of all entries.
    fn everything(&self) -> Result<Arc<Collected>, SearchError> {
        if let Some(known) = self.view.everything.get() {
            return Ok(Arc::clone(known));
        }
        let all = |place: Place<'_>| Hits::new(place.1.entries.clone(), &[], place);
        let hits: tantivy::Result<Vec<Hits>> = self.view.places().map(all).collect();
        let counted = count(self.view, &hits.map_err(engine)?, (&[], Wanted::Facets));
        Ok(Arc::clone(self.view.everything.get_or_init(|| Arc::new(counted))))
    }

    /// Of these entries, in each segment, those that satisfy the choices.
    fn hits(&self, bases: impl Iterator<Item = Bits>) -> Result<Vec<Hits>, SearchError> {
        let places = self.view.places().zip(bases);
        let hits: tantivy::Result<Vec<Hits>> =
            places.map(|(place, base)| Hits::new(base, &self.choices, place)).collect();
        hits.map_err(engine)
    }

    /// Counts hits, and finds the best of them.
    fn collect(
        &self,
        parts: &[Found<'_>],
        hits: &[Hits],
        shares: Option<&Shares>,
    ) -> Result<Collected, SearchError> {
        let wanted = if self.request.facet_limit > 0 { Wanted::Facets } else { Wanted::Months };
        let mut collected = count(self.view, hits, (&self.choices, wanted));
        collected.best = self.best(parts, (hits, &collected.months), shares)?;
        Ok(collected)
    }

    /// The best hits, of which the months are known.
    fn best(
        &self,
        parts: &[Found<'_>],
        (hits, months): (&[Hits], &BTreeMap<u32, usize>),
        shares: Option<&Shares>,
    ) -> Result<Vec<Candidate>, SearchError> {
        if self.request.limit == 0 {
            return Ok(Vec::new());
        }
        // The candidates are the same for every page, so that pages join.
        let keep = self.end.max(rank::CANDIDATES);
        let best = Best::new(self.view, self.request.query.sort, keep);
        if self.request.query.sort != Sort::Relevance || !self.plan.has_words() {
            return Ok(self.by_day(best, hits, months));
        }
        let quality = self.request.parts.has(Part::Quality);
        let mut ranking = Ranking { lowered: &self.lowered, shares, quality, best, floor: Floor::new(keep) };
        for (segment, ((place, found), hits)) in (0..).zip(self.view.places().zip(parts).zip(hits)) {
            ranking.add(segment, (found, &hits.all), place).map_err(engine)?;
        }
        Ok(ranking.best.finish())
    }

    /// The newest or oldest hits. Where enough of them lie in some months, no others are looked at.
    fn by_day(&self, mut best: Best<'_>, hits: &[Hits], months: &BTreeMap<u32, usize>) -> Vec<Candidate> {
        let oldest = self.request.query.sort == Sort::Oldest;
        let mut seen = 0;
        let mut enough = |(_, count): &(&u32, &usize)| {
            seen += **count;
            seen >= best.keep()
        };
        let last =
            if oldest { months.iter().find(&mut enough) } else { months.iter().rev().find(&mut enough) };
        let layout = &self.view.layout;
        let wanted = |profile: usize| match (last, layout.month(profile)) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some((&last, _)), Some(month)) => {
                if oldest {
                    month <= last
                } else {
                    month >= last
                }
            }
        };
        let wanted: Vec<bool> = (0..layout.profiles()).map(wanted).collect();
        for (segment, (columns, hits)) in (0..).zip(self.view.segments.iter().zip(hits)) {
            hits.all.each(|doc| {
                if wanted.get(columns.packed.profile(doc)).copied().unwrap_or_default() {
                    best.offer(segment, doc, 0.0);
                }
            });
        }
        best.finish()
    }

    /// The best entries that have most of the words but not all, to fill the page behind the few hits; and how many
    /// there are.
    fn near(&self, found: &Collected, parts: &[Found<'_>]) -> Result<(Vec<Hit>, usize), SearchError> {
        let Some(shares) = self.shares(parts) else { return Ok((Vec::new(), 0)) };
        let relaxed = self.hits(parts.iter().map(|part| part.relaxed(&shares)))?;
        let total = relaxed.iter().map(|hits| hits.all.count()).sum::<usize>().saturating_sub(found.total);
        if self.request.query.sort != Sort::Relevance {
            return Ok((Vec::new(), total));
        }
        let hits: HashSet<DocAddress> = found.best.iter().map(|best| best.address).collect();
        // The hits stand before all others here too, so that what is near one of them makes room for it.
        let mut candidates = self.best(parts, (&relaxed, &BTreeMap::new()), Some(&shares))?;
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

    /// The rule that says which entries have enough of the words; `None` where there is nothing to relax.
    fn shares(&self, parts: &[Found<'_>]) -> Option<Shares> {
        let words = self.plan.required.len();
        let count = |word: usize| {
            let places = self.view.segments.iter().zip(parts);
            let each = places.filter_map(|(columns, part)| {
                Some(columns.entries.count_both(&part.required.get(word)?.bits))
            });
            each.sum()
        };
        let found: Vec<usize> = (0..words).map(count).collect();
        let rule = Relaxation::new(self.view.entries(), &found)?;
        let rule = if self.request.parts.has(Part::Rarity) { rule } else { rule.level() };
        Some(Shares::new(rule, words))
    }

    /// Looks once more, for entries that have enough of the words. A value that has entries with all of them keeps
    /// their count: these are what a click on it would bring.
    fn relax(&self, strict: Collected, parts: &[Found<'_>]) -> Result<Collected, SearchError> {
        let Some(shares) = self.shares(parts) else { return Ok(strict) };
        let hits = self.hits(parts.iter().map(|part| part.relaxed(&shares)))?;
        let mut relaxed = self.collect(parts, &hits, Some(&shares))?;
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
            let limit = self.request.facet_limit;
            let (first, distinct) = first_values((&values.shown, counts), &numbers, limit);
            let mut list: Vec<FacetValue> = first
                .into_iter()
                .map(|(number, value, count)| FacetValue {
                    value: value.to_owned(),
                    count: count as usize,
                    selected: numbers.contains(&number),
                })
                .collect();
            // A value that no entry has was still asked for, and the page must be able to take it away again.
            let known = list.len();
            let unknown = chosen.iter().filter(|value| values.number(value).is_none());
            list.extend(unknown.map(|&value| FacetValue {
                value: value.to_owned(),
                count: 0,
                selected: true,
            }));
            let distinct = distinct + list.len() - known;
            Facet { distinct, ..Facet::new(values.field, list, limit) }
        });
        facets.collect()
    }
}

/// Of the values that have entries or are chosen, those that come first and those that are chosen, with their number
/// and count; and how many there are in all. No text is copied for the others.
fn first_values<'v>(
    (shown, counts): (&'v [String], &[u32]),
    chosen: &[usize],
    limit: usize,
) -> (Vec<(usize, &'v str, u32)>, usize) {
    let values = shown.iter().zip(counts).enumerate();
    let values = values.map(|(number, (value, &count))| (number, value.as_str(), count));
    let mut found: Vec<_> =
        values.filter(|(number, _, count)| *count > 0 || chosen.contains(number)).collect();
    let distinct = found.len();
    if limit < distinct {
        found.select_nth_unstable_by(limit, |a, b| b.2.cmp(&a.2).then_with(|| a.1.cmp(b.1)));
        let mut place = 0;
        found.retain(|(number, ..)| {
            place += 1;
            place <= limit || chosen.contains(number)
        });
    }
    (found, distinct)
}

fn histogram(found: &Collected) -> Vec<Bar> {
    let bar = |(&month, &count): (&u32, &usize)| {
        let year = i16::try_from(i64::from(month / 12) - 10_000).ok()?;
        let month = i8::try_from(month % 12 + 1).ok()?;
        Some(Bar { month: Date::new(year, month, 1).ok()?, count })
    };
    found.months.iter().filter_map(bar).collect()
}
