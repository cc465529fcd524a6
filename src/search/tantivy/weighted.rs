//! A query for entries that have enough of some words, by weight: Tantivy can only count them.

use crate::search::plan::Relaxation;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

/// Entries that satisfy enough of the parts.
#[derive(Debug)]
pub(super) struct WeightedQuery {
    parts: Vec<Box<dyn Query>>,
    rule: Relaxation,
}

impl WeightedQuery {
    /// The rule speaks of the parts by position.
    pub(super) fn new(parts: Vec<Box<dyn Query>>, rule: Relaxation) -> Self {
        Self { parts, rule }
    }
}

impl Clone for WeightedQuery {
    fn clone(&self) -> Self {
        Self { parts: self.parts.iter().map(|part| part.box_clone()).collect(), rule: self.rule.clone() }
    }
}

impl Query for WeightedQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let parts = self.parts.iter().map(|part| part.weight(scoring)).collect::<Result<_, _>>()?;
        Ok(Box::new(WeightedWeight { parts, rule: self.rule.clone() }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.parts.iter().for_each(|part| part.query_terms(visitor));
    }
}

struct WeightedWeight {
    parts: Vec<Box<dyn Weight>>,
    rule: Relaxation,
}

impl Weight for WeightedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let parts = self.parts.iter().map(|part| part.scorer(reader, boost)).collect::<Result<_, _>>()?;
        let mut scorer = WeightedScorer { parts, rule: self.rule.clone(), doc: TERMINATED, share: 0.0 };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument("a weighted query explains nothing".to_owned()))
    }
}

struct WeightedScorer {
    parts: Vec<Box<dyn Scorer>>,
    rule: Relaxation,
    doc: DocId,
    share: f32,
}

impl WeightedScorer {
    /// Moves on from where the parts stand to the next document that has enough of them.
    fn settle(&mut self) -> DocId {
        loop {
            self.doc = self.parts.iter().map(|part| part.doc()).min().unwrap_or(TERMINATED);
            if self.doc == TERMINATED {
                return TERMINATED;
            }
            let has = |at: usize| self.parts.get(at).is_some_and(|part| part.doc() == self.doc);
            if let Some(share) = self.rule.share(has) {
                self.share = share as f32;
                return self.doc;
            }
            self.leave();
        }
    }

    fn leave(&mut self) {
        for part in &mut self.parts {
            if part.doc() == self.doc {
                part.advance();
            }
        }
    }
}

impl DocSet for WeightedScorer {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED {
            return TERMINATED;
        }
        self.leave();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for part in &mut self.parts {
            if part.doc() < target {
                part.seek(target);
            }
        }
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.parts.iter().map(|part| part.size_hint()).max().unwrap_or(0)
    }
}

impl Scorer for WeightedScorer {
    /// More of the words is better than more of one of them.
    fn score(&mut self) -> Score {
        let doc = self.doc;
        let found = self.parts.iter_mut().filter(|part| part.doc() == doc);
        found.map(|part| part.score()).sum::<Score>() * self.share
    }
}
