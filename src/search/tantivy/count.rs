//! What hits count for: facets, months and the total.
//!
//! 1. An entry that satisfies every choice is a hit: it counts in every facet, in its month and in the total.
//! 2. One that fails the choice of a single facet counts in that facet alone: it is what another click there
//!    would bring. One that fails two choices counts nowhere.

use super::best::Candidate;
use super::bits::Bits;
use super::packed::{Place, Tally};
use super::pieces::insert;
use super::view::{SegmentColumns, View};
use crate::search::plan::Plan;
use std::collections::BTreeMap;
use tantivy::{DocId, SegmentReader, Term};

/// Where so many times more entries could be chosen than are found, each that is found is looked at instead.
const FEWER: usize = 8;

/// What was collected.
#[derive(Clone, Default)]
pub(super) struct Collected {
    /// How many hits there are.
    pub(super) total: usize,
    /// Counts by facet and number.
    pub(super) counts: Vec<Vec<u32>>,
    /// Hits by month since year 0.
    pub(super) months: BTreeMap<u32, usize>,
    /// The best hits, best first.
    pub(super) best: Vec<Candidate>,
}

/// What is chosen in a facet: one list of numbers for each list of values, of which an entry needs one each.
pub(super) struct Choice {
    pub(super) facet: usize,
    lists: Vec<Vec<u32>>,
    /// By list, whether a profile has one of its values; empty where the facet is not in the profile.
    profiles: Vec<Vec<bool>>,
    /// By list, the terms under which its values are found, and perhaps others.
    terms: Vec<Vec<Term>>,
}

impl Choice {
    /// The choices of a plan; `terms` gives those of a choice, list by list.
    pub(super) fn of(view: &View, plan: &Plan<'_>, terms: Vec<Vec<Vec<Term>>>) -> Vec<Self> {
        let made = plan.choices.iter().zip(terms).filter_map(|(choice, terms)| {
            let facet = view.facets.iter().position(|values| values.field == choice.field)?;
            let (values, place) = (view.facets.get(facet)?, view.layout.places.get(facet)?);
            let numbers = |list: &&[String]| -> Vec<u32> {
                list.iter().filter_map(|value| values.number(value)).map(|at| at as u32).collect()
            };
            let mut lists: Vec<Vec<u32>> = choice.lists.iter().map(numbers).collect();
            let mut profiles = Vec::new();
            match *place {
                Place::Profile(at) => {
                    let of = |profile| view.layout.value(profile, at);
                    let has =
                        |list: &Vec<u32>, profile| of(profile).is_some_and(|number| list.contains(&number));
                    let table =
                        |list| (0..view.layout.profiles()).map(|profile| has(list, profile)).collect();
                    profiles = lists.iter().map(table).collect();
                }
                Place::List(first) => lists.iter_mut().flatten().for_each(|number| *number += first),
            }
            Some(Self { facet, lists, profiles, terms })
        });
        made.collect()
    }

    /// Whether a document has a value of each list.
    fn accepts(&self, columns: &SegmentColumns, doc: DocId) -> bool {
        if self.profiles.is_empty() {
            return self.lists.iter().all(|list| {
                let mut found = false;
                columns.packed.each_listed(doc, |number| found |= list.contains(&number));
                found
            });
        }
        let profile = columns.packed.profile(doc);
        self.profiles.iter().all(|table| table.get(profile).copied().unwrap_or_default())
    }

    /// Those of a set of documents that satisfy the choice.
    fn among(
        &self,
        base: &Bits,
        (reader, columns): (&SegmentReader, &SegmentColumns),
    ) -> tantivy::Result<Bits> {
        let mut accepted = base.clone();
        if base.count() > columns.entries.count() / FEWER {
            for terms in &self.terms {
                let mut list = Bits::none(reader.max_doc());
                for term in terms {
                    insert(reader, term, &mut list)?;
                }
                accepted.keep(&list);
            }
        }
        accepted.retain(|doc| self.accepts(columns, doc));
        Ok(accepted)
    }
}

/// What a set of a segment's documents comes to.
pub(super) struct Hits {
    /// Those that satisfy every choice.
    pub(super) all: Bits,
    /// By choice, those that fail it alone.
    others: Vec<Bits>,
}

impl Hits {
    /// Tells hits from what fails one choice.
    pub(super) fn new(
        base: Bits,
        choices: &[Choice],
        place: (&SegmentReader, &SegmentColumns),
    ) -> tantivy::Result<Self> {
        let accepted: tantivy::Result<Vec<Bits>> =
            choices.iter().map(|choice| choice.among(&base, place)).collect();
        let accepted = accepted?;
        let all_but = |left_out: usize| {
            let mut kept = base.clone();
            let others = accepted.iter().enumerate().filter(|&(at, _)| at != left_out);
            others.for_each(|(_, set)| kept.keep(set));
            kept
        };
        let others = accepted.iter().enumerate().map(|(at, set)| {
            let mut failing = all_but(at);
            failing.drop_all(set);
            failing
        });
        let others = others.collect();
        Ok(Self { all: if accepted.is_empty() { base } else { all_but(accepted.len()) }, others })
    }
}

/// The counts of a facet, by number.
pub(super) fn counts(tally: &Tally, view: &View, facet: usize) -> Vec<u32> {
    let size = view.facets.get(facet).map_or(0, |values| values.shown.len());
    let mut counts = vec![0; size];
    match view.layout.places.get(facet) {
        Some(&Place::Profile(at)) => {
            for (profile, &count) in tally.profiles.iter().enumerate().filter(|(_, count)| **count > 0) {
                let number = view.layout.value(profile, at);
                if let Some(sum) = number.and_then(|number| counts.get_mut(number as usize)) {
                    *sum += count;
                }
            }
        }
        Some(&Place::List(first)) => {
            counts.iter_mut().zip(tally.listed(first)).for_each(|(sum, count)| *sum = *count);
        }
        None => {}
    }
    counts
}

/// What is to be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Total and months.
    Months,
    /// Facets too.
    Facets,
}

/// Counts the hits of all segments.
pub(super) fn count(view: &View, hits: &[Hits], (choices, wanted): (&[Choice], Wanted)) -> Collected {
    let mut collected =
        Collected { total: hits.iter().map(|hits| hits.all.count()).sum(), ..Collected::default() };
    let mut tally = Tally::new(&view.layout);
    for (columns, hits) in view.segments.iter().zip(hits) {
        columns.packed.count(&hits.all, &mut tally);
    }
    for (profile, &count) in tally.profiles.iter().enumerate().filter(|(_, count)| **count > 0) {
        if let Some(month) = view.layout.month(profile) {
            *collected.months.entry(month).or_default() += count as usize;
        }
    }
    if wanted == Wanted::Facets {
        collected.counts = (0..view.facets.len()).map(|facet| counts(&tally, view, facet)).collect();
        for (at, choice) in choices.iter().enumerate() {
            let further = others(view, hits, (at, choice));
            if let Some(counts) = collected.counts.get_mut(choice.facet) {
                counts.iter_mut().zip(further).for_each(|(count, more)| *count += more);
            }
        }
    }
    collected
}

/// What the entries that fail one choice alone count for in its facet.
fn others(view: &View, hits: &[Hits], (at, choice): (usize, &Choice)) -> Vec<u32> {
    let mut tally = Tally::new(&view.layout);
    for (columns, hits) in view.segments.iter().zip(hits) {
        if let Some(failing) = hits.others.get(at) {
            columns.packed.count(failing, &mut tally);
        }
    }
    counts(&tally, view, choice.facet)
}
