//! What a segment has of a plan, as sets of documents.
//!
//! 1. [`Found::new`] looks for every word and condition once.
//! 2. [`Found::strict`] is what satisfies all of them, [`Found::relaxed`] what has enough of the words.
//! 3. The words below conditions are kept with the branch they stand in: they add to the rank of what matches there.

use super::bits::Bits;
use super::lower::{Condition, Lowered};
use super::pieces::{FoundWord, Word, insert};
use super::view::{SegmentColumns, UNDATED};
use crate::search::plan::Relaxation;
use std::rc::Rc;
use tantivy::SegmentReader;

/// A segment with its columns.
pub(super) type Place<'s> = (&'s SegmentReader, &'s SegmentColumns);

/// What a segment has of a plan.
pub(super) struct Found<'p> {
    /// The words that must be found.
    pub(super) required: Vec<Required<'p>>,
    /// Words of conditions.
    pub(super) leaves: Vec<Leaf<'p>>,
    /// The entries that satisfy the conditions.
    conditions: Bits,
}

/// A word that must be found, or several of which one must.
pub(super) struct Required<'p> {
    pub(super) words: Vec<FoundWord<'p>>,
    /// The documents that have one of them.
    pub(super) bits: Bits,
}

impl<'p> Required<'p> {
    fn new(words: &'p [Word], reader: &SegmentReader) -> tantivy::Result<Self> {
        let words: tantivy::Result<Vec<FoundWord<'_>>> =
            words.iter().map(|word| FoundWord::new(word, reader)).collect();
        let words = words?;
        let mut bits = Bits::none(reader.max_doc());
        words.iter().for_each(|word| bits.join(&word.bits));
        Ok(Self { words, bits })
    }
}

/// A word of a condition.
pub(super) struct Leaf<'p> {
    pub(super) found: FoundWord<'p>,
    /// What matches the part of the condition in which the word stands; `None` where the word alone will do.
    pub(super) branch: Option<Rc<Bits>>,
}

impl<'p> Found<'p> {
    /// Looks for everything.
    pub(super) fn new(plan: &'p Lowered, place: Place<'_>) -> tantivy::Result<Self> {
        let words = plan.required.iter().map(|words| Required::new(words, place.0));
        let required = words.collect::<tantivy::Result<_>>()?;
        let mut leaves = Vec::new();
        let mut conditions = place.1.entries.clone();
        for condition in &plan.conditions {
            conditions.keep(&set(condition, place, &mut leaves)?);
        }
        Ok(Self { required, leaves, conditions })
    }

    /// The entries that satisfy all of the plan.
    pub(super) fn strict(&self) -> Bits {
        let mut all = self.conditions.clone();
        self.required.iter().for_each(|word| all.keep(&word.bits));
        all
    }

    /// The entries that satisfy the conditions and have enough of the words.
    pub(super) fn relaxed(&self, shares: &Shares) -> Bits {
        let mut enough = self.required.first().map(|word| word.bits.clone()).unwrap_or_default();
        self.required.iter().skip(1).for_each(|word| enough.join(&word.bits));
        enough.keep(&self.conditions);
        let words: Vec<&Bits> = self.required.iter().map(|word| &word.bits).collect();
        enough.retain(|doc| shares.of(|word| words.get(word).is_some_and(|bits| bits.has(doc))).is_some());
        enough
    }
}

/// The entries that match a condition.
pub(super) fn set<'p>(
    condition: &'p Condition,
    place: Place<'_>,
    leaves: &mut Vec<Leaf<'p>>,
) -> tantivy::Result<Bits> {
    let (reader, columns) = place;
    let mut bits = match condition {
        Condition::All => return Ok(columns.entries.clone()),
        Condition::Word(word) => {
            let found = FoundWord::new(word, reader)?;
            let bits = found.bits.clone();
            leaves.push(Leaf { found, branch: None });
            bits
        }
        Condition::Terms(terms) => {
            let mut bits = Bits::none(reader.max_doc());
            for term in terms {
                insert(reader, term, &mut bits)?;
            }
            bits
        }
        Condition::Days(first, last) => {
            let mut bits = Bits::none(reader.max_doc());
            for (doc, day) in (0..).zip(&columns.own.days) {
                if (first..=last).contains(&day) && *day != UNDATED {
                    bits.insert(doc);
                }
            }
            bits
        }
        Condition::And(parts) => {
            let mut bits = columns.entries.clone();
            let mut within = Vec::new();
            for part in parts {
                bits.keep(&set(part, place, &mut within)?);
            }
            let branch = Rc::new(bits.clone());
            let outer = |leaf: Leaf<'p>| {
                let narrower = leaf.branch.map(|inner| both(&inner, &branch));
                Leaf { branch: Some(narrower.unwrap_or_else(|| Rc::clone(&branch))), ..leaf }
            };
            leaves.extend(within.into_iter().map(outer));
            bits
        }
        Condition::Or(parts) => {
            let mut bits = Bits::none(reader.max_doc());
            for part in parts {
                bits.join(&set(part, place, leaves)?);
            }
            bits
        }
        Condition::Not(inner) => {
            let mut bits = columns.entries.clone();
            // What is excluded adds nothing to the rank.
            bits.drop_all(&set(inner, place, &mut Vec::new())?);
            bits
        }
    };
    bits.keep(&columns.entries);
    Ok(bits)
}

fn both(a: &Rc<Bits>, b: &Rc<Bits>) -> Rc<Bits> {
    let mut both = Bits::clone(a);
    both.keep(b);
    Rc::new(both)
}

/// Up to so many words, the share of each combination of them is worked out beforehand.
const FEW_WORDS: usize = 10;

/// The rule that says which entries have enough of the words, quick to ask.
pub(super) struct Shares {
    rule: Relaxation,
    words: usize,
    /// By combination of words: the first word is the lowest bit.
    known: Vec<Option<f32>>,
}

impl Shares {
    /// For so many words.
    pub(super) fn new(rule: Relaxation, words: usize) -> Self {
        let combinations = if words <= FEW_WORDS { 1 << words } else { 0 };
        let share = |combination: usize| Some(rule.share(|word| combination >> word & 1 == 1)? as f32);
        let known = (0..combinations).map(share).collect();
        Self { rule, words, known }
    }

    /// The share that an entry has, where that is enough.
    #[inline]
    pub(super) fn of(&self, has: impl Fn(usize) -> bool) -> Option<f32> {
        if self.known.is_empty() {
            return self.rule.share(has).map(|share| share as f32);
        }
        let combination = (0..self.words).fold(0, |bits, word| bits | usize::from(has(word)) << word);
        self.known.get(combination).copied().flatten()
    }
}
