//! What a word adds to the rank of a passage: BM25, with weights of our own.
//!
//! 1. The rarer a word, the more it says what is looked for: by a power of its rarity, so that two common words do not
//!    outweigh a rare one.
//! 2. What counts is how often it stands in the passage, against how long the passage is.
//!
//! Phrases are weighed as Tantivy weighs them (`Bm25Weight`), so that one that is indexed as a pair counts like any other.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::{Score, Searcher, Term};

/// How soon a word that stands there once more adds nothing.
const SATURATION: Score = 1.2;
/// How much the length of the text counts, between 0 and 1: of a word, and of a phrase.
const WORD_LENGTH: Score = 0.9;
const PHRASE_LENGTH: Score = 0.75;
/// The power of a word's rarity.
const POWER: Score = 1.25;
/// A word as rare as this weighs what it would weigh without the power: about one passage of a hundred and fifty has it.
const MIDDLE: Score = 5.0;

/// What a term or a phrase adds.
pub(super) struct Bm25 {
    weight: Score,
    /// By length of the text, as it is stored.
    norms: Box<[Score]>,
}

impl Bm25 {
    /// Of one word.
    pub(super) fn word(searcher: &Searcher, term: &Term, boost: Score) -> tantivy::Result<Self> {
        let rarity = rarity(searcher, term)?;
        let weight = MIDDLE * (rarity / MIDDLE).powf(POWER);
        Self::new(searcher, term, (weight, WORD_LENGTH, boost))
    }

    /// Of words side by side; at least one is given.
    pub(super) fn phrase(searcher: &Searcher, terms: &[Term], boost: Score) -> tantivy::Result<Self> {
        let mut sum = 0.0;
        for term in terms {
            sum += rarity(searcher, term)?;
        }
        let Some(first) = terms.first() else { return Ok(Self { weight: 0.0, norms: Box::default() }) };
        Self::new(searcher, first, (sum, PHRASE_LENGTH, boost))
    }

    fn new(
        searcher: &Searcher,
        term: &Term,
        (weight, length, boost): (Score, Score, Score),
    ) -> tantivy::Result<Self> {
        let tokens = searcher.total_num_tokens(term.field())? as Score;
        let mean = tokens / searcher.total_num_docs()? as Score;
        let norm = |id| {
            let words = FieldNormReader::id_to_fieldnorm(id) as Score;
            SATURATION * (1.0 - length + length * words / mean)
        };
        let norms = (0..=u8::MAX).map(norm).collect();
        Ok(Self { weight: weight * (1.0 + SATURATION) * boost, norms })
    }

    /// What it adds to a text of a length, as it is stored, in which it stands so many times.
    #[inline]
    pub(super) fn score(&self, length: u8, times: u32) -> Score {
        let times = times as Score;
        let norm = self.norms.get(usize::from(length)).copied().unwrap_or_default();
        self.weight * (times / (times + norm))
    }
}

/// How rare a term is, as the logarithm of how many passages there are for one that has it.
fn rarity(searcher: &Searcher, term: &Term) -> tantivy::Result<Score> {
    let (all, with) = (searcher.total_num_docs()?, searcher.doc_freq(term)?);
    let others = all.saturating_sub(with) as Score;
    Ok((1.0 + (others + 0.5) / (with as Score + 0.5)).ln())
}

#[cfg(test)]
mod tests {
    use super::Bm25;
    use tantivy::query::Bm25Weight;
    use tantivy::schema::{Schema, TEXT};
    use tantivy::{Index, Searcher, Term, doc};

    fn garden() -> (Searcher, impl Fn(&str) -> Term) {
        let mut schema = Schema::builder();
        let text = schema.add_text_field("text", TEXT);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 20_000_000).unwrap();
        for at in 0..1_000 {
            let rare = if at % 300 == 0 { "quince" } else { "" };
            let common = if at % 3 == 0 { "pear and plum" } else { "apple" };
            writer.add_document(doc!(text => format!("{common} {rare} tree"))).unwrap();
        }
        writer.commit().unwrap();
        (index.reader().unwrap().searcher(), move |word: &str| Term::from_field_text(text, word))
    }

    #[test]
    fn phrases_count_as_the_engine_counts_them() {
        let (searcher, term) = garden();
        let terms = [term("pear"), term("tree")];
        let (ours, theirs) = (
            Bm25::phrase(&searcher, &terms, 0.5).unwrap(),
            Bm25Weight::for_terms(&searcher, &terms).unwrap(),
        );
        let theirs = theirs.boost_by(0.5);
        for (length, times) in [(0, 1), (3, 1), (3, 2), (40, 1), (255, 9)] {
            assert_eq!(ours.score(length, times), theirs.score(length, times), "{length} {times}");
        }
    }

    #[test]
    fn a_rare_word_counts_more_and_a_common_one_less_than_by_its_rarity() {
        let (searcher, term) = garden();
        let of = |word: &str| {
            let by_rarity = Bm25::phrase(&searcher, &[term(word)], 1.0).unwrap();
            (Bm25::word(&searcher, &term(word), 1.0).unwrap().weight, by_rarity.weight)
        };
        let ((rare, plain_rare), (common, plain_common)) = (of("quince"), of("pear"));
        assert!(rare > plain_rare && common < plain_common, "{rare} {plain_rare} {common} {plain_common}");
    }
}
