//! What a word is found by: lists of documents, each with what it adds to the rank.
//!
//! 1. A [`Piece`] is one list: of a term, or of another query of Tantivy's (a phrase, a beginning).
//! 2. A [`Word`] is found where one of its pieces is. In a segment that is a [`FoundWord`].
//! 3. A [`Cursor`] walks along a piece and tells what it adds to documents that are wanted, and to no others.

use super::bits::Bits;
use super::bm25::Bm25;
use std::ops::Range;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::query::{EnableScoring, Query, Scorer, Weight};
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{DocId, Score, Searcher, SeekDangerResult, SegmentReader, TERMINATED, Term};

/// A list of documents with what it adds to the rank of each.
pub(super) enum Piece {
    /// Those that have a term.
    List {
        /// The term.
        term: Term,
        /// The column that tells how long the texts are.
        lengths: Column,
        /// What it adds.
        bm25: Bm25,
    },
    /// Those that match a query of another kind.
    Run {
        /// The query.
        weight: Box<dyn Weight>,
        /// What its score is multiplied with.
        boost: Score,
        /// The most it can add.
        most: Score,
    },
}

/// Documents with scores.
pub(super) type Scored = Vec<(DocId, Score)>;

impl Piece {
    /// The documents that match a query, which adds at most so much before the boost.
    pub(super) fn run(
        searcher: &Searcher,
        query: &dyn Query,
        (boost, most): (Score, Score),
    ) -> tantivy::Result<Self> {
        let weight = query.weight(EnableScoring::enabled_from_searcher(searcher))?;
        Ok(Self::Run { weight, boost, most: most * boost })
    }

    /// Adds the documents of a segment to a set; what had to be worked out for that is kept for the rank.
    fn find(&self, reader: &SegmentReader, into: &mut Bits) -> tantivy::Result<Scored> {
        let mut scored = Vec::new();
        match self {
            Self::List { term, .. } => insert(reader, term, into)?,
            Self::Run { weight, boost, .. } => {
                let mut scorer = weight.scorer(reader, *boost)?;
                let mut doc = scorer.doc();
                while doc != TERMINATED {
                    into.insert(doc);
                    scored.push((doc, scorer.score()));
                    doc = scorer.advance();
                }
            }
        }
        Ok(scored)
    }

    /// Walks along the piece in a segment; `None` where it has nothing there.
    pub(super) fn cursor<'s>(&'s self, reader: &'s SegmentReader) -> tantivy::Result<Option<Cursor<'s>>> {
        let Self::List { term, lengths, bm25 } = self else {
            return Ok(Some(Cursor::Run { piece: self, reader, scorer: None }));
        };
        let inverted = reader.inverted_index(term.field())?;
        let Some(postings) = inverted.read_block_postings(term, IndexRecordOption::WithFreqs)? else {
            return Ok(None);
        };
        let norms = reader.fieldnorms_readers().get_field(*lengths)?;
        let norms = norms.unwrap_or_else(|| FieldNormReader::constant(reader.max_doc(), 1));
        Ok(Some(Cursor::List { postings: Box::new(postings), norms, bm25 }))
    }
}

/// Adds the documents of a segment that have a term to a set.
pub(super) fn insert(reader: &SegmentReader, term: &Term, into: &mut Bits) -> tantivy::Result<()> {
    let inverted = reader.inverted_index(term.field())?;
    let Some(mut postings) = inverted.read_block_postings(term, IndexRecordOption::Basic)? else {
        return Ok(());
    };
    while !postings.docs().is_empty() {
        postings.docs().iter().for_each(|&doc| into.insert(doc));
        postings.advance();
    }
    Ok(())
}

/// What is looked for as one word.
#[derive(Default)]
pub(super) struct Word {
    /// A document that is in one of these has the word as typed.
    pub(super) typed: Vec<Piece>,
    /// These add to the rank of a document that has it as typed.
    pub(super) more: Vec<Piece>,
    /// A document that is in one of these has a related word, which will do as well.
    pub(super) related: Vec<Piece>,
}

/// A word in a segment.
pub(super) struct FoundWord<'w> {
    pub(super) word: &'w Word,
    /// The documents that have it.
    pub(super) bits: Bits,
    /// Those that have it as typed, where related words will do.
    pub(super) typed: Option<Bits>,
    typed_scored: Vec<Scored>,
    related_scored: Vec<Scored>,
}

impl<'w> FoundWord<'w> {
    /// Looks for a word.
    pub(super) fn new(word: &'w Word, reader: &SegmentReader) -> tantivy::Result<Self> {
        let mut bits = Bits::none(reader.max_doc());
        let find = |pieces: &[Piece], bits: &mut Bits| -> tantivy::Result<Vec<Scored>> {
            pieces.iter().map(|piece| piece.find(reader, bits)).collect()
        };
        let typed_scored = find(&word.typed, &mut bits)?;
        let typed = (!word.related.is_empty()).then(|| bits.clone());
        let related_scored = find(&word.related, &mut bits)?;
        Ok(Self { word, bits, typed, typed_scored, related_scored })
    }

    /// Walks along the word as typed.
    pub(super) fn typed_cursors<'s>(&'s self, reader: &'s SegmentReader) -> tantivy::Result<Vec<Cursor<'s>>> {
        cursors(&self.word.typed, &self.typed_scored, reader)
    }

    /// Walks along the related words.
    pub(super) fn related_cursors<'s>(
        &'s self,
        reader: &'s SegmentReader,
    ) -> tantivy::Result<Vec<Cursor<'s>>> {
        cursors(&self.word.related, &self.related_scored, reader)
    }
}

fn cursors<'s>(
    pieces: &'s [Piece],
    scored: &'s [Scored],
    reader: &'s SegmentReader,
) -> tantivy::Result<Vec<Cursor<'s>>> {
    let mut cursors = Vec::new();
    for (piece, scored) in pieces.iter().zip(scored) {
        match piece {
            Piece::List { .. } => cursors.extend(piece.cursor(reader)?),
            Piece::Run { .. } => cursors.push(Cursor::Scored(scored)),
        }
    }
    Ok(cursors)
}

/// Walks along a piece. It only ever moves on: spans are asked for in order.
pub(super) enum Cursor<'s> {
    /// A list, block by block.
    List {
        /// The list.
        postings: Box<BlockSegmentPostings>,
        /// How long the texts are.
        norms: FieldNormReader,
        /// What it adds.
        bm25: &'s Bm25,
    },
    /// Documents with known scores.
    Scored(&'s [(DocId, Score)]),
    /// A query, asked about one document after the other.
    Run {
        /// The query.
        piece: &'s Piece,
        /// The segment.
        reader: &'s SegmentReader,
        /// Where it stands: it has nothing before that document. `None` before it was first asked.
        scorer: Option<(Box<dyn Scorer>, DocId)>,
    },
}

impl Cursor<'_> {
    /// Tells the score of each wanted document of a span that is in the piece.
    #[inline]
    pub(super) fn each(
        &mut self,
        span: Range<DocId>,
        wanted: &Bits,
        mut give: impl FnMut(DocId, Score),
    ) -> tantivy::Result<()> {
        match self {
            Self::List { postings, norms, bm25 } => {
                let mut next = wanted.next(span.start);
                while let Some(doc) = next.filter(|doc| *doc < span.end) {
                    let at = postings.seek(doc);
                    let docs = postings.docs().get(at..).unwrap_or_default();
                    let freqs = postings.freqs().get(at..).unwrap_or_default();
                    let Some(&last) = docs.last() else { break };
                    for (&doc, &freq) in docs.iter().zip(freqs).take_while(|(doc, _)| **doc < span.end) {
                        if wanted.has(doc) {
                            give(doc, bm25.score(norms.fieldnorm_id(doc), freq));
                        }
                    }
                    next = wanted.next(last + 1);
                }
            }
            Self::Scored(pairs) => {
                let passed = pairs.partition_point(|(doc, _)| *doc < span.start);
                let here = pairs.get(passed..).unwrap_or_default();
                for &(doc, score) in here.iter().take_while(|(doc, _)| *doc < span.end) {
                    if wanted.has(doc) {
                        give(doc, score);
                    }
                }
            }
            Self::Run { piece, reader, scorer } => {
                let mut next = wanted.next(span.start);
                while let Some(doc) = next.filter(|doc| *doc < span.end) {
                    let from = match ask((piece, reader), scorer, doc)? {
                        Some(score) => {
                            give(doc, score);
                            doc + 1
                        }
                        None => scorer.as_ref().map_or(doc + 1, |(_, from)| (*from).max(doc + 1)),
                    };
                    next = wanted.next(from);
                }
            }
        }
        Ok(())
    }
}

/// The score of a document, where it matches.
fn ask(
    (piece, reader): (&Piece, &SegmentReader),
    scorer: &mut Option<(Box<dyn Scorer>, DocId)>,
    doc: DocId,
) -> tantivy::Result<Option<Score>> {
    let Piece::Run { weight, boost, .. } = piece else { return Ok(None) };
    let (result, known) = match scorer {
        Some((_, from)) if doc < *from => return Ok(None),
        Some(known) => (known.0.seek_danger(doc), known),
        None => {
            let (result, new) = weight.scorer_danger(reader, doc, *boost)?;
            (result, scorer.insert((new, doc)))
        }
    };
    Ok(match result {
        SeekDangerResult::Found => {
            known.1 = doc + 1;
            Some(known.0.score())
        }
        SeekDangerResult::SeekLowerBound(from) => {
            known.1 = from;
            None
        }
    })
}
