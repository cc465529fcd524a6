//! The words that patterns need, and how they are found in a text.

use foldhash::fast::RandomState;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// A word that is compared with what stands in a text, the first eight letters as one number.
#[derive(Debug, Clone)]
struct Word {
    head: u64,
    /// The bits of this that are letters of the word.
    mask: u64,
    whole: Vec<u8>,
}

impl Word {
    fn new(whole: Vec<u8>) -> Self {
        let mask = head(&vec![u8::MAX; whole.len()]);
        Self { head: head(&whole), mask, whole }
    }

    /// Whether a text begins with it; the text's `head` is looked up once for many words.
    fn begins(&self, head: u64, text: &[u8]) -> bool {
        (head ^ self.head) & self.mask == 0 && (self.whole.len() <= 8 || text.starts_with(&self.whole))
    }
}

/// The first eight bytes of a text; what is missing is 0, which is in no word.
fn head(text: &[u8]) -> u64 {
    let eight = text.first_chunk().copied().unwrap_or_else(|| {
        let mut eight = [0; 8];
        eight.iter_mut().zip(text).for_each(|(byte, own)| *byte = *own);
        eight
    });
    u64::from_le_bytes(eight)
}

/// Words with which texts begin, and the pattern that needs each; by their first two letters, and among these in the
/// order in which they were added, which is that of the patterns.
#[derive(Debug)]
pub(super) struct Fronts {
    words: [Vec<(Word, usize)>; 1024],
}

impl Default for Fronts {
    fn default() -> Self {
        Self { words: [const { Vec::new() }; 1024] }
    }
}

impl Fronts {
    pub(super) fn add(&mut self, word: Vec<u8>, pattern: usize) {
        let place = Self::place(&word);
        // What stands behind a single letter may be anything.
        let places = if word.len() < 2 { place..place + 32 } else { place..place + 1 };
        let word = Word::new(word);
        for words in self.words.get_mut(places).into_iter().flatten() {
            words.push((word.clone(), pattern));
        }
    }

    /// Letters that differ in their higher bits share a place.
    fn place(text: &[u8]) -> usize {
        let at = |at: usize| text.get(at).map_or(0, |byte| usize::from(byte & 31));
        at(0) * 32 + at(1)
    }

    /// Of a range of patterns those whose words a text begins with.
    pub(super) fn hits<'a>(
        &'a self,
        text: &'a [u8],
        range: &'a Range<usize>,
    ) -> impl Iterator<Item = usize> + 'a {
        let words = self.words.get(Self::place(text)).map(Vec::as_slice).unwrap_or_default();
        let head = head(text);
        // They stand in the order of their patterns.
        let first = words.partition_point(|(_, pattern)| *pattern < range.start);
        let own = words.get(first..).unwrap_or_default().iter();
        let own = own.take_while(|(_, pattern)| *pattern < range.end);
        own.filter(move |(word, _)| word.begins(head, text)).map(|&(_, pattern)| pattern)
    }
}

/// With which two letters words begin, a bit for each pair.
#[derive(Debug, Default, Clone)]
pub(super) struct Pairs([u32; 32]);

impl Pairs {
    pub(super) fn add(&mut self, word: &[u8]) {
        let seconds = word.get(1).map_or(u32::MAX, |second| 1 << (second & 31));
        if let Some(own) = word.first().and_then(|first| self.0.get_mut(usize::from(first & 31))) {
            *own |= seconds;
        }
    }

    /// Whether a text may begin with one of the words.
    pub(super) fn may_begin(&self, text: &[u8]) -> bool {
        let Some(seconds) = text.first().and_then(|first| self.0.get(usize::from(first & 31))) else {
            return false;
        };
        text.get(1).map_or(*seconds, |second| seconds >> (second & 31) & 1) != 0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|seconds| *seconds == 0)
    }
}

/// Words that are looked for at once in a whole text, by their first four letters: most places of a text begin with four
/// that no word begins with, and one bit tells.
#[derive(Debug)]
pub(super) struct Needles {
    /// A bit for each four letters, a few of which share one.
    bits: [u64; PLACES],
    words: HashMap<u32, Vec<(Word, Needle)>, RandomState>,
}

/// So many times 64 bits are few enough to be at hand, and many enough that few are set.
const PLACES: usize = 1024;

impl Default for Needles {
    fn default() -> Self {
        Self { bits: [0; PLACES], words: HashMap::default() }
    }
}

/// What a word is for.
#[derive(Debug, Default, Clone)]
pub(super) struct Needle {
    /// The patterns that need it anywhere.
    pub(super) patterns: Vec<usize>,
    /// Whether a pattern behind a name begins with it.
    pub(super) behind: bool,
}

impl Needles {
    pub(super) fn new(words: BTreeMap<Vec<u8>, Needle>) -> Self {
        let mut needles = Self::default();
        for (word, needle) in words {
            let letter = |at: usize| word.get(at).copied().unwrap_or(0);
            let letters = (0..4).fold(0, |letters, at| next(letters, letter(at)));
            // What stands behind a shorter word may be anything.
            let free = 5 * 4_usize.saturating_sub(word.len());
            for letters in letters..letters + (1 << free) {
                let (at, bit) = place(letters);
                if let Some(bits) = needles.bits.get_mut(at) {
                    *bits |= bit;
                }
                needles.words.entry(letters).or_default().push((Word::new(word.clone()), needle.clone()));
            }
        }
        needles
    }

    /// The words that a text holds, as often as it does, with the byte where they are.
    pub(super) fn hits<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (&'a Needle, usize)> + 'a {
        Walk::new(self, text.as_bytes()).flat_map(move |(at, words)| {
            let rest = text.as_bytes().get(at..).unwrap_or_default();
            let head = head(rest);
            words.iter().filter(move |(word, _)| word.begins(head, rest)).map(move |(_, needle)| (needle, at))
        })
    }
}

/// Four letters as a number, the last of them in its lowest bits: these, one place further on in a text. Letters that
/// differ in their higher bits are the same here.
fn next(letters: u32, byte: u8) -> u32 {
    (letters << 5 | u32::from(byte & 31)) & 0xf_ffff
}

/// Where the bit of four letters stands.
fn place(letters: u32) -> (usize, u64) {
    let spread = letters.wrapping_mul(0x9e37_79b1) >> 16;
    (usize::try_from(spread / 64).unwrap_or(0), 1 << (spread % 64))
}

/// A way through a text, letter by letter. Every statement is walked through, so this is as short as it can be.
struct Walk<'a> {
    needles: &'a Needles,
    /// The four letters at the last place, and where that is.
    letters: u32,
    at: usize,
    /// The bytes behind them, and what stands for those behind the end.
    behind: std::iter::Chain<std::slice::Iter<'a, u8>, std::slice::Iter<'a, u8>>,
}

impl<'a> Walk<'a> {
    fn new(needles: &'a Needles, text: &'a [u8]) -> Self {
        let (front, rest) = text.split_at(text.len().min(3));
        let padding: &'a [u8] = &[0; 3];
        let padded = front.iter().chain(padding).take(3);
        let letters = padded.fold(0, |letters, byte| next(letters, *byte));
        let behind = rest.iter().chain(padding.get(..front.len()).unwrap_or_default());
        Self { needles, letters, at: 0, behind }
    }
}

impl<'a> Iterator for Walk<'a> {
    /// Where words may begin, and which.
    type Item = (usize, &'a [(Word, Needle)]);

    fn next(&mut self) -> Option<Self::Item> {
        let mut letters = self.letters;
        let bits = &self.needles.bits;
        let ahead = self.behind.position(|&byte| {
            letters = next(letters, byte);
            let (at, bit) = place(letters);
            bits.get(at).is_some_and(|bits| bits & bit != 0)
        })?;
        self.letters = letters;
        let at = self.at + ahead;
        self.at = at + 1;
        Some((at, self.needles.words.get(&letters).map(Vec::as_slice).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Needle, Needles};

    #[test]
    fn words_are_found_wherever_they_begin() {
        let words = ["a", "re", "red", "red ro", "rose", "ses", "é", "p"];
        let cases = [
            "",
            "a",
            "r",
            "re",
            "red",
            "red rose",
            "roses are red",
            "the red redred",
            "é",
            "rosé",
            "ap",
            "a p",
        ];
        let needles =
            Needles::new(words.iter().map(|word| (word.as_bytes().to_vec(), Needle::default())).collect());
        for text in cases {
            let mut found: Vec<usize> = needles.hits(text).map(|(_, at)| at).collect();
            let mut wanted: Vec<usize> = words
                .iter()
                .flat_map(|word| text.char_indices().filter(move |(at, _)| text[*at..].starts_with(word)))
                .map(|(at, _)| at)
                .collect();
            found.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(found, wanted, "{text}");
        }
    }
}
