//! A set of a segment's documents, one bit each: what matches is found by joining and cutting such sets.

use std::ops::Range;
use tantivy::DocId;

/// How many documents one number tells of.
const WIDTH: DocId = u64::BITS;

/// A set of documents.
#[derive(Debug, Clone, Default)]
pub(super) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// The empty set of a segment with so many documents.
    pub(super) fn none(end: DocId) -> Self {
        Self { words: vec![0; end.div_ceil(WIDTH) as usize] }
    }

    /// Puts a document in; one that the segment does not have is left out.
    #[inline]
    pub(super) fn insert(&mut self, doc: DocId) {
        if let Some(word) = self.words.get_mut((doc / WIDTH) as usize) {
            *word |= 1 << (doc % WIDTH);
        }
    }

    /// Whether a document is in.
    #[inline]
    pub(super) fn has(&self, doc: DocId) -> bool {
        self.words.get((doc / WIDTH) as usize).is_some_and(|word| word >> (doc % WIDTH) & 1 == 1)
    }

    /// Keeps what is in the other set too.
    pub(super) fn keep(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    /// Adds the other set.
    pub(super) fn join(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// Takes the other set out.
    pub(super) fn drop_all(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= !other);
    }

    /// How many documents are in.
    pub(super) fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// How many documents are in both sets.
    pub(super) fn count_both(&self, other: &Self) -> usize {
        let both = self.words.iter().zip(&other.words);
        both.map(|(word, other)| (word & other).count_ones() as usize).sum()
    }

    /// The first document from this one on.
    #[inline]
    pub(super) fn next(&self, from: DocId) -> Option<DocId> {
        let at = (from / WIDTH) as usize;
        let first = self.words.get(at)? & (u64::MAX << (from % WIDTH));
        if first != 0 {
            return Some(at as DocId * WIDTH + first.trailing_zeros());
        }
        let rest = self.words.get(at + 1..)?;
        let skipped = rest.iter().position(|&word| word != 0)?;
        let word = rest.get(skipped)?;
        Some((at + 1 + skipped) as DocId * WIDTH + word.trailing_zeros())
    }

    /// Takes each document in turn.
    #[inline]
    pub(super) fn each(&self, mut take: impl FnMut(DocId)) {
        self.within(0..self.words.len() as DocId * WIDTH, &mut take);
    }

    /// Takes each document of a span in turn. The span begins and ends where a number does.
    #[inline]
    pub(super) fn within(&self, span: Range<DocId>, mut take: impl FnMut(DocId)) {
        let (first, end) = ((span.start / WIDTH) as usize, span.end.div_ceil(WIDTH) as usize);
        let words = self.words.get(first..end.min(self.words.len())).unwrap_or_default();
        for (at, &word) in (first..).zip(words) {
            let mut left = word;
            while left != 0 {
                take(at as DocId * WIDTH + left.trailing_zeros());
                left &= left - 1;
            }
        }
    }

    /// Keeps the documents that satisfy a test.
    #[inline]
    pub(super) fn retain(&mut self, mut test: impl FnMut(DocId) -> bool) {
        for (at, word) in self.words.iter_mut().enumerate() {
            let mut left = *word;
            while left != 0 {
                let bit = left.trailing_zeros();
                if !test(at as DocId * WIDTH + bit) {
                    *word &= !(1 << bit);
                }
                left &= left - 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Bits;

    fn set(docs: &[u32]) -> Bits {
        let mut bits = Bits::none(200);
        docs.iter().for_each(|&doc| bits.insert(doc));
        bits
    }

    fn docs(bits: &Bits) -> Vec<u32> {
        let mut docs = Vec::new();
        bits.each(|doc| docs.push(doc));
        docs
    }

    #[test]
    fn sets_are_joined_and_cut() {
        let (a, b) = (set(&[0, 3, 63, 64, 199]), set(&[3, 64, 65, 500]));
        let change = |by: fn(&mut Bits, &Bits)| {
            let mut changed = a.clone();
            by(&mut changed, &b);
            docs(&changed)
        };
        assert_eq!(change(Bits::keep), [3, 64]);
        assert_eq!(change(Bits::join), [0, 3, 63, 64, 65, 199]);
        assert_eq!(change(Bits::drop_all), [0, 63, 199]);
        assert_eq!((a.count(), a.count_both(&b), Bits::none(0).count()), (5, 2, 0));
        let mut odd = a.clone();
        odd.retain(|doc| doc % 2 == 1);
        assert_eq!(docs(&odd), [3, 63, 199]);
    }

    #[test]
    fn the_next_one_is_found_wherever_it_is() {
        let bits = set(&[5, 64, 199]);
        for (from, next) in
            [(0, Some(5)), (5, Some(5)), (6, Some(64)), (65, Some(199)), (200, None), (9_999, None)]
        {
            assert_eq!(bits.next(from), next, "{from}");
        }
        let mut span = Vec::new();
        bits.within(64..128, |doc| span.push(doc));
        assert_eq!(span, [64]);
        assert!(bits.has(199) && !bits.has(198) && !bits.has(100_000));
    }
}
