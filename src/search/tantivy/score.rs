//! The rank of hits: what each word, and all else that lifts an entry, adds up to.
//!
//! 1. A segment is walked in spans of documents, so that the sums stay at hand. Lists are read where they have hits.
//! 2. What costs most, phrases that only add to the rank, is asked of those hits alone that could still be among the
//!    best with all they can gain.

use super::best::{Best, Floor};
use super::bits::Bits;
use super::lower::Lowered;
use super::pieces::{Cursor, FoundWord, Piece};
use super::sets::{Found, Place, Shares, set};
use super::view::SegmentColumns;
use std::ops::Range;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// How many documents are added up at once: a multiple of 64.
const SPAN: DocId = 1 << 14;

/// Ranks the hits of one segment after the other.
pub(super) struct Ranking<'r, 'v> {
    pub(super) lowered: &'r Lowered,
    /// Where not all words must be found.
    pub(super) shares: Option<&'r Shares>,
    /// Whether what an entry is worth by itself counts.
    pub(super) quality: bool,
    pub(super) best: Best<'v>,
    pub(super) floor: Floor,
}

/// The sums of a span.
struct Sheet {
    sums: Vec<Score>,
    /// Of related words: the best one, and all.
    best: Vec<Score>,
    all: Vec<Score>,
}

/// Words that may be missing, and sets with what they add.
type Further<'r> = (Vec<FoundWord<'r>>, Vec<(Bits, Score)>);

impl<'r> Ranking<'r, '_> {
    /// Ranks the hits of a segment.
    pub(super) fn add(
        &mut self,
        segment: SegmentOrdinal,
        (found, hits): (&Found<'_>, &Bits),
        place: Place<'_>,
    ) -> tantivy::Result<()> {
        let (reader, columns) = place;
        if hits.next(0).is_none() {
            return Ok(());
        }
        let (optional, lifted) = self.further(place)?;
        let (mut required, mut late) = (Vec::new(), Vec::new());
        for word in found.required.iter().flat_map(|required| &required.words) {
            let (walk, further) = Walk::new(word, None, reader)?;
            required.push(walk);
            late.extend(further.into_iter().map(|piece| (piece, true)));
        }
        late.extend(self.lowered.near.iter().map(|piece| (piece, false)));
        let mut others = Vec::new();
        let branches = found.leaves.iter().map(|leaf| (&leaf.found, leaf.branch.as_deref()));
        for (word, branch) in branches.chain(optional.iter().map(|word| (word, None))) {
            let (mut walk, further) = Walk::new(word, branch, reader)?;
            for piece in further {
                walk.typed.extend(piece.cursor(reader)?);
            }
            others.push(walk);
        }
        let most: Score = late.iter().map(|(piece, _)| most(piece)).sum();
        let mut close = Vec::new();
        let mut sheet = Sheet::new();
        let mut next = hits.next(0);
        while let Some(doc) = next {
            let start = doc / SPAN * SPAN;
            let span = start..start + SPAN;
            sheet.sums.fill(0.0);
            for walk in &mut required {
                walk.add(&span, hits, &mut sheet)?;
            }
            if let Some(shares) = self.shares {
                let sums = &mut sheet.sums;
                hits.within(span.clone(), |doc| {
                    if let Some(sum) = sums.get_mut((doc - start) as usize) {
                        *sum *= share(shares, found, doc);
                    }
                });
            }
            for walk in &mut others {
                walk.add(&span, hits, &mut sheet)?;
            }
            for (set, by) in &lifted {
                lift(&mut sheet.sums, &span, (hits, set, *by));
            }
            let sums = &sheet.sums;
            hits.within(span, |doc| {
                let sum = sums.get((doc - start) as usize).copied().unwrap_or_default();
                let worth = self.worth(columns, doc);
                if late.is_empty() {
                    self.best.offer(segment, doc, sum * worth);
                } else if reaches((sum + most) * worth, self.floor.height()) {
                    self.floor.see(sum * worth);
                    close.push((doc, sum));
                }
            });
            next = hits.next(start.saturating_add(SPAN));
        }
        self.add_late(&mut close, late, (found, place))?;
        for (doc, sum) in close {
            self.best.offer(segment, doc, sum * self.worth(columns, doc));
        }
        Ok(())
    }

    /// The words that may be missing, and sets of what is lifted, and how much.
    fn further(&self, place: Place<'_>) -> tantivy::Result<Further<'r>> {
        let lowered = self.lowered;
        let optional: tantivy::Result<Vec<_>> =
            lowered.optional.iter().map(|word| FoundWord::new(word, place.0)).collect();
        let lifted = lowered.preferred.iter();
        let lifted: tantivy::Result<Vec<_>> =
            lifted.map(|(condition, by)| Ok((set(condition, place, &mut Vec::new())?, *by))).collect();
        Ok((optional?, lifted?))
    }

    /// Adds what is asked of few: what can add most is asked first, so that fewer are left for the rest.
    fn add_late(
        &self,
        close: &mut Vec<(DocId, Score)>,
        mut late: Vec<(&Piece, bool)>,
        (found, (reader, columns)): (&Found<'_>, Place<'_>),
    ) -> tantivy::Result<()> {
        late.sort_by(|(a, _), (b, _)| most(b).total_cmp(&most(a)));
        for (at, &(piece, shared)) in late.iter().enumerate() {
            let left: Score = late.iter().skip(at).map(|(piece, _)| most(piece)).sum();
            let mut floor = Floor::new(self.floor.keep());
            close.iter().for_each(|&(doc, sum)| floor.see(sum * self.worth(columns, doc)));
            let height = floor.height().max(self.floor.height());
            close.retain(|&(doc, sum)| reaches((sum + left) * self.worth(columns, doc), height));
            let mut wanted = Bits::none(reader.max_doc());
            close.iter().for_each(|&(doc, _)| wanted.insert(doc));
            let Some(mut cursor) = piece.cursor(reader)? else { continue };
            cursor.each(0..reader.max_doc(), &wanted, |doc, score| {
                let share = self.shares.filter(|_| shared).map_or(1.0, |shares| share(shares, found, doc));
                let at = close.binary_search_by_key(&doc, |(doc, _)| *doc);
                if let Some((_, sum)) = at.ok().and_then(|at| close.get_mut(at)) {
                    *sum += score * share;
                }
            })?;
        }
        Ok(())
    }

    fn worth(&self, columns: &SegmentColumns, doc: DocId) -> f32 {
        let worth = columns.own.quality.get(doc as usize).filter(|_| self.quality);
        worth.copied().unwrap_or(1.0)
    }
}

/// Whether a score may be among the best. Of passages without a word the lengths have no mean, and scores are no number:
/// that is no reason to leave them out.
fn reaches(score: Score, height: Score) -> bool {
    score.is_nan() || score >= height
}

/// The most that a piece can add; a little more, for the rounding.
fn most(piece: &Piece) -> Score {
    match piece {
        Piece::List { bm25, .. } => bm25.score(0, u32::MAX) * 1.01,
        Piece::Run { most, .. } => most * 1.01,
    }
}

/// The share of the words that a document has.
fn share(shares: &Shares, found: &Found<'_>, doc: DocId) -> Score {
    let has = |word: usize| found.required.get(word).is_some_and(|word| word.bits.has(doc));
    shares.of(has).unwrap_or_default()
}

/// Adds the same to each hit of a span that is in a set.
fn lift(sums: &mut [Score], span: &Range<DocId>, (hits, set, by): (&Bits, &Bits, Score)) {
    set.within(span.clone(), |doc| {
        if let Some(sum) = sums.get_mut((doc - span.start) as usize).filter(|_| hits.has(doc)) {
            *sum += by;
        }
    });
}

impl Sheet {
    fn new() -> Self {
        let zero = || vec![0.0; SPAN as usize];
        Self { sums: zero(), best: zero(), all: zero() }
    }
}

/// Walks along a word.
struct Walk<'s> {
    typed: Vec<Cursor<'s>>,
    related: Vec<Cursor<'s>>,
    /// What has the word as typed, where related words will do.
    lead: Option<&'s Bits>,
    /// What it counts for; `None` is every hit.
    branch: Option<&'s Bits>,
}

impl<'s> Walk<'s> {
    /// Walks along a word; what only adds to its rank and costs much is given back.
    fn new(
        word: &'s FoundWord<'_>,
        branch: Option<&'s Bits>,
        reader: &'s SegmentReader,
    ) -> tantivy::Result<(Self, Vec<&'s Piece>)> {
        let mut typed = word.typed_cursors(reader)?;
        let mut late = Vec::new();
        for piece in &word.word.more {
            match piece {
                Piece::List { .. } => typed.extend(piece.cursor(reader)?),
                Piece::Run { .. } => late.push(piece),
            }
        }
        let related = word.related_cursors(reader)?;
        Ok((Self { typed, related, lead: word.typed.as_ref(), branch }, late))
    }

    /// Adds what the word is worth to the hits of a span.
    fn add(&mut self, span: &Range<DocId>, hits: &Bits, sheet: &mut Sheet) -> tantivy::Result<()> {
        let (start, branch) = (span.start, self.branch);
        for cursor in &mut self.typed {
            let sums = &mut sheet.sums;
            cursor.each(span.clone(), hits, |doc, score| {
                let sum = sums.get_mut((doc - start) as usize);
                if let Some(sum) = sum.filter(|_| branch.is_none_or(|branch| branch.has(doc))) {
                    *sum += score;
                }
            })?;
        }
        if let Some(lead) = self.lead {
            let counts = branch.map(|branch| {
                let mut both = lead.clone();
                both.keep(branch);
                both
            });
            lift(&mut sheet.sums, span, (hits, counts.as_ref().unwrap_or(lead), super::lower::TYPED));
        }
        self.add_related(span, hits, sheet)
    }

    /// Of related words the best one counts, and a little of the others.
    fn add_related(&mut self, span: &Range<DocId>, hits: &Bits, sheet: &mut Sheet) -> tantivy::Result<()> {
        if self.related.is_empty() {
            return Ok(());
        }
        let (start, branch) = (span.start, self.branch);
        let Sheet { sums, best, all } = sheet;
        best.fill(0.0);
        all.fill(0.0);
        for cursor in &mut self.related {
            cursor.each(span.clone(), hits, |doc, score| {
                let at = (doc - start) as usize;
                if let (Some(best), Some(all)) = (best.get_mut(at), all.get_mut(at)) {
                    *best = best.max(score);
                    *all += score;
                }
            })?;
        }
        hits.within(span.clone(), |doc| {
            let at = (doc - start) as usize;
            let (Some(sum), Some(best), Some(all)) = (sums.get_mut(at), best.get(at), all.get(at)) else {
                return;
            };
            if branch.is_none_or(|branch| branch.has(doc)) {
                *sum += best + (all - best) * super::lower::FURTHER;
            }
        });
        Ok(())
    }
}
