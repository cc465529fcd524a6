//! The best hits.

use super::view::{UNDATED, View};
use crate::query::Sort;
use std::cmp::Ordering;
use tantivy::{DocAddress, DocId, SegmentOrdinal};

/// A hit with what it is ordered by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) score: f32,
    /// Ascending in the order wanted; undated ones last.
    day: i32,
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

/// The best candidates so far.
pub(super) struct Best<'v> {
    view: &'v View,
    sort: Sort,
    keep: usize,
    items: Vec<Candidate>,
    /// No candidate that is worse than this one can be among the best.
    floor: Option<Candidate>,
}

impl<'v> Best<'v> {
    /// Keeps so many, in this order.
    pub(super) fn new(view: &'v View, sort: Sort, keep: usize) -> Self {
        Self { view, sort, keep, items: Vec::new(), floor: None }
    }

    /// How many are kept.
    pub(super) fn keep(&self) -> usize {
        self.keep
    }

    /// Twice as many as wanted are gathered before the worse half is dropped: linear work in all.
    #[inline]
    pub(super) fn offer(&mut self, segment: SegmentOrdinal, doc: DocId, score: f32) {
        if self.keep == 0 || self.floor.is_some_and(|floor| score < floor.score) {
            return;
        }
        self.look(segment, doc, score);
    }

    fn look(&mut self, segment: SegmentOrdinal, doc: DocId, score: f32) {
        let Some(columns) = self.view.segments.get(segment as usize) else { return };
        let day = match columns.own.days.get(doc as usize) {
            None | Some(&UNDATED) => UNDATED,
            Some(&day) if self.sort == Sort::Oldest => day,
            Some(&day) => -day,
        };
        let address = DocAddress::new(segment, doc);
        if self.floor.is_some_and(|floor| score == floor.score && day > floor.day) {
            return;
        }
        let seq = columns.own.seq.as_ref().and_then(|seq| seq.first(doc)).unwrap_or(u64::MAX);
        let candidate = Candidate { score, day, report: self.view.report(address), seq, address };
        if self.floor.is_some_and(|floor| candidate.compare(&floor).is_gt()) {
            return;
        }
        self.items.push(candidate);
        if self.items.len() >= 2 * self.keep.max(64) {
            self.items.select_nth_unstable_by(self.keep - 1, Candidate::compare);
            self.items.truncate(self.keep);
            self.floor = self.items.last().copied();
        }
    }

    /// The best, in order.
    pub(super) fn finish(mut self) -> Vec<Candidate> {
        self.items.sort_unstable_by(Candidate::compare);
        self.items.truncate(self.keep);
        self.items
    }
}

/// The height that a score must reach to be among the best, of those seen so far.
pub(super) struct Floor {
    keep: usize,
    scores: Vec<f32>,
    height: f32,
}

impl Floor {
    /// Of so many best ones.
    pub(super) fn new(keep: usize) -> Self {
        Self { keep, scores: Vec::new(), height: f32::MIN }
    }

    /// How many it is of.
    pub(super) fn keep(&self) -> usize {
        self.keep
    }

    /// The height: at least so many scores reach it.
    pub(super) fn height(&self) -> f32 {
        self.height
    }

    /// Sees a score.
    #[inline]
    pub(super) fn see(&mut self, score: f32) {
        if score.is_nan() || score <= self.height || self.keep == 0 {
            return;
        }
        self.scores.push(score);
        if self.scores.len() >= 2 * self.keep {
            self.scores.select_nth_unstable_by(self.keep - 1, |a, b| b.total_cmp(a));
            self.scores.truncate(self.keep);
            self.height = self.scores.last().copied().unwrap_or(f32::MIN);
        }
    }
}
