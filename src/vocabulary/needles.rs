//! The words that patterns need, and how they are found in a text.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use std::collections::BTreeMap;
use std::ops::Range;

/// Words with which texts begin, and the pattern that needs each; by their first two letters.
#[derive(Debug)]
pub(super) struct Fronts {
    words: [Vec<(Vec<u8>, usize)>; 1024],
    letters: Vec<(u8, usize)>,
}

impl Default for Fronts {
    fn default() -> Self {
        Self { words: [const { Vec::new() }; 1024], letters: Vec::new() }
    }
}

impl Fronts {
    pub(super) fn add(&mut self, word: Vec<u8>, pattern: usize) {
        match *word {
            [letter] => self.letters.push((letter, pattern)),
            _ => {
                if let Some(words) = self.words.get_mut(Self::place(&word)) {
                    words.push((word, pattern));
                }
            }
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
        let words = words.iter().filter(|(word, pattern)| range.contains(pattern) && text.starts_with(word));
        let letters = self
            .letters
            .iter()
            .filter(|(letter, pattern)| range.contains(pattern) && text.first() == Some(letter));
        words.map(|&(_, pattern)| pattern).chain(letters.map(|&(_, pattern)| pattern))
    }
}

/// Words that are looked for at once in a whole text.
#[derive(Debug, Default)]
pub(super) struct Needles {
    search: Option<AhoCorasick>,
    needles: Vec<Needle>,
}

/// What a word is for.
#[derive(Debug, Default)]
pub(super) struct Needle {
    /// The patterns that need it anywhere.
    pub(super) patterns: Vec<usize>,
    /// Whether a pattern behind a name begins with it.
    pub(super) behind: bool,
}

impl Needles {
    pub(super) fn new(words: BTreeMap<Vec<u8>, Needle>) -> Result<Self, String> {
        let search = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(words.keys());
        let search = Some(search.map_err(|error| error.to_string())?);
        Ok(Self { search, needles: words.into_values().collect() })
    }

    /// The words that a text holds, as often as it does, with the byte where they are.
    pub(super) fn hits<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (&'a Needle, usize)> + 'a {
        let found = self.search.iter().flat_map(move |search| search.find_overlapping_iter(text));
        found.filter_map(|hit| Some((self.needles.get(hit.pattern().as_usize())?, hit.start())))
    }
}
