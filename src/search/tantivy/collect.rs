//! Hits, facets and histogram in one pass over the matching documents.
//!
//! 1. A document that satisfies every choice is a hit: it counts in every facet, in its month and in the total,
//!    and may be among the best.
//! 2. One that fails the choice of a single facet counts in that facet alone: it is what another click there
//!    would bring. One that fails two choices counts nowhere.
//! 3. Values are counted by the numbers that the view gives them over all segments.

use super::view::{Numbers, View};
use crate::query::Sort;
use crate::search::plan::Plan;
use crate::search::{Part, Parts, SearchRequest};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

/// What is to be collected.
pub(super) struct Collect {
    view: Arc<View>,
    choices: Arc<[FacetChoice]>,
    sort: Sort,
    /// Whether some hits may be better than others.
    scored: bool,
    /// How many facets are counted: all or none.
    facets: usize,
    /// How many hits are kept.
    keep: usize,
    parts: Parts,
}

/// What is chosen in a facet: one list of numbers for each list of values.
struct FacetChoice {
    facet: usize,
    lists: Vec<Vec<u32>>,
}

/// What was collected.
#[derive(Default)]
pub(super) struct Collected {
    /// How many hits there are.
    pub(super) total: usize,
    /// Counts by facet and number.
    pub(super) counts: Vec<Vec<u32>>,
    /// Hits by month since year 0.
    pub(super) months: BTreeMap<u64, usize>,
    /// The best hits, best first.
    pub(super) best: Vec<Candidate>,
}

/// A hit with what it is ordered by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) score: f32,
    /// Ascending in the order wanted; undated ones last.
    day: i64,
    pub(super) report: u32,
    seq: u64,
    pub(super) address: DocAddress,
}

impl Candidate {
    /// Best first; the same for the same documents, whatever segments they lie in.
    fn compare(&self, other: &Self) -> Ordering {
        let by_score = other.score.total_cmp(&self.score);
        let rest = |c: &Self| (c.day, c.report, c.seq);
        by_score.then_with(|| rest(self).cmp(&rest(other)))
    }
}

impl Collect {
    /// Collects the answer to a request and the `keep` best hits.
    pub(super) fn new(view: &Arc<View>, plan: &Plan<'_>, request: &SearchRequest, keep: usize) -> Self {
        let choices = plan.choices.iter().filter_map(|choice| {
            let facet = view.facets.iter().position(|values| values.field == choice.field)?;
            let values = view.facets.get(facet)?;
            let numbers = |list: &&[String]| -> Vec<u32> {
                list.iter().filter_map(|value| values.number(value)).map(|at| at as u32).collect()
            };
            Some(FacetChoice { facet, lists: choice.lists.iter().map(numbers).collect() })
        });
        let sort = request.query.sort;
        Self {
            view: Arc::clone(view),
            choices: choices.collect(),
            sort,
            scored: plan.has_words() && keep > 0 && sort == Sort::Relevance,
            facets: if request.facet_limit > 0 { view.facets.len() } else { 0 },
            keep,
            parts: request.parts.clone(),
        }
    }

    /// Collects the counts of all entries, whatever was asked for.
    pub(super) fn everything(view: &Arc<View>) -> Self {
        Self {
            view: Arc::clone(view),
            choices: Arc::new([]),
            sort: Sort::Newest,
            scored: false,
            facets: view.facets.len(),
            keep: 0,
            parts: Parts::default(),
        }
    }

    /// The same without facets.
    #[must_use]
    pub(super) fn without_facets(&self) -> Self {
        Self {
            view: Arc::clone(&self.view),
            choices: Arc::clone(&self.choices),
            parts: self.parts.clone(),
            facets: 0,
            ..*self
        }
    }

    /// The facet of which something is chosen.
    pub(super) fn chosen(&self) -> Option<usize> {
        self.choices.first().map(|choice| choice.facet)
    }
}

impl Collector for Collect {
    type Fruit = Collected;
    type Child = SegmentCollect;

    fn for_segment(&self, segment: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<SegmentCollect> {
        let facets = self.view.facets.iter().take(self.facets);
        let months = self.view.segments.get(segment as usize).and_then(|columns| columns.month.as_ref());
        let (first, last) = months.map_or((0, 0), |months| (months.min_value(), months.max_value()));
        Ok(SegmentCollect {
            choices: self.choices.clone(),
            counts: facets.map(|values| vec![0; values.shown.len()]).collect(),
            first_month: first,
            months: vec![0; last.saturating_sub(first) as usize + 1],
            total: 0,
            best: Best::new(self.keep),
            quality: self.parts.has(Part::Quality),
            segment,
            sort: self.sort,
            view: Arc::clone(&self.view),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.scored
    }

    fn merge_fruits(&self, segments: Vec<Collected>) -> tantivy::Result<Collected> {
        let sizes = self.view.facets.iter().map(|values| vec![0; values.shown.len()]);
        let mut all = Collected { counts: sizes.collect(), ..Collected::default() };
        let mut best = Best::new(self.keep);
        for part in segments {
            all.total += part.total;
            for (sum, counts) in all.counts.iter_mut().zip(&part.counts) {
                sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            }
            for (month, count) in part.months {
                *all.months.entry(month).or_default() += count;
            }
            part.best.into_iter().for_each(|candidate| best.offer(candidate));
        }
        all.best = best.finish();
        Ok(all)
    }
}

/// Collects one segment.
pub(super) struct SegmentCollect {
    view: Arc<View>,
    segment: SegmentOrdinal,
    sort: Sort,
    choices: Arc<[FacetChoice]>,
    counts: Vec<Vec<u32>>,
    /// Hits by month, from the segment's first one on.
    months: Vec<usize>,
    first_month: u64,
    total: usize,
    best: Best,
    /// Whether what an entry is worth by itself counts.
    quality: bool,
}

impl SegmentCollector for SegmentCollect {
    type Fruit = Collected;

    fn collect(&mut self, doc: DocId, score: Score) {
        let Some(columns) = self.view.segments.get(self.segment as usize) else { return };
        let mut failed = None;
        for choice in self.choices.iter() {
            let numbers = columns.facets.get(choice.facet).and_then(Option::as_ref);
            if !choice.accepts(numbers, doc) {
                if failed.is_some() {
                    return;
                }
                failed = Some(choice.facet);
            }
        }
        for (facet, (counts, column)) in self.counts.iter_mut().zip(&columns.facets).enumerate() {
            if failed.is_some_and(|only| only != facet) {
                continue;
            }
            let Some(column) = column else { continue };
            for &number in column.of(doc) {
                if let Some(count) = counts.get_mut(number as usize) {
                    *count += 1;
                }
            }
        }
        if failed.is_some() {
            return;
        }
        self.total += 1;
        let month = columns.month.as_ref().and_then(|months| months.first(doc));
        let month = month.map(|month| month.saturating_sub(self.first_month) as usize);
        if let Some(count) = month.and_then(|month| self.months.get_mut(month)) {
            *count += 1;
        }
        if self.best.keep == 0 {
            return;
        }
        let quality = columns.quality.get(doc as usize).filter(|_| self.quality);
        let score = score * quality.copied().unwrap_or(1.0);
        if self.best.floor.is_some_and(|floor| score < floor.score) {
            return;
        }
        let day = columns.day.as_ref().and_then(|days| days.first(doc));
        let day = day.map_or(i64::MAX, |day| if self.sort == Sort::Oldest { day } else { -day });
        let address = DocAddress::new(self.segment, doc);
        let seq = columns.seq.as_ref().and_then(|seq| seq.first(doc)).unwrap_or(u64::MAX);
        self.best.offer(Candidate { score, day, report: self.view.report(address), seq, address });
    }

    fn harvest(self) -> Collected {
        let months = (self.first_month..).zip(self.months).filter(|&(_, count)| count > 0);
        Collected {
            total: self.total,
            counts: self.counts,
            months: months.collect(),
            best: self.best.finish(),
        }
    }
}

impl FacetChoice {
    /// Whether a document has a value of each list.
    fn accepts(&self, numbers: Option<&Numbers>, doc: DocId) -> bool {
        let numbers = numbers.map(|numbers| numbers.of(doc)).unwrap_or_default();
        self.lists.iter().all(|list| numbers.iter().any(|number| list.contains(number)))
    }
}

/// The best candidates so far.
struct Best {
    keep: usize,
    items: Vec<Candidate>,
    /// No candidate that is worse than this one can be among the best.
    floor: Option<Candidate>,
}

impl Best {
    fn new(keep: usize) -> Self {
        Self { keep, items: Vec::new(), floor: None }
    }

    /// Twice as many as wanted are gathered before the worse half is dropped: linear work in all.
    fn offer(&mut self, candidate: Candidate) {
        if self.keep == 0 || self.floor.is_some_and(|floor| candidate.compare(&floor).is_gt()) {
            return;
        }
        self.items.push(candidate);
        if self.items.len() >= 2 * self.keep.max(64) {
            self.items.select_nth_unstable_by(self.keep - 1, Candidate::compare);
            self.items.truncate(self.keep);
            self.floor = self.items.last().copied();
        }
    }

    fn finish(mut self) -> Vec<Candidate> {
        self.items.sort_unstable_by(Candidate::compare);
        self.items.truncate(self.keep);
        self.items
    }
}
