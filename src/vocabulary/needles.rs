//! The words that patterns need, and how they are found in a text.

use aho_corasick::Anchored;
use aho_corasick::automaton::{Automaton, StateID};
use aho_corasick::dfa::DFA;
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
    search: Option<(DFA, StateID)>,
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
        let search = DFA::builder().build(words.keys()).map_err(|error| error.to_string())?;
        let start = search.start_state(Anchored::No).map_err(|error| error.to_string())?;
        Ok(Self { search: Some((search, start)), needles: words.into_values().collect() })
    }

    /// The words that a text holds, as often as it does, with the byte where they are.
    pub(super) fn hits<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (&'a Needle, usize)> + 'a {
        let walks = self.search.iter().map(|(search, start)| Walk::new(search, *start, text));
        walks.flatten().filter_map(|(needle, at)| Some((self.needles.get(needle)?, at)))
    }
}

/// A way through a text, letter by letter. Every statement is walked through, so this is as short as it can be.
struct Walk<'a> {
    search: &'a DFA,
    state: StateID,
    rest: std::iter::Enumerate<std::slice::Iter<'a, u8>>,
    /// Behind the last letter.
    end: usize,
    /// How many of the words that end here were told.
    told: usize,
    /// How many end here.
    ending: usize,
}

impl<'a> Walk<'a> {
    fn new(search: &'a DFA, state: StateID, text: &'a str) -> Self {
        Self { search, state, rest: text.as_bytes().iter().enumerate(), end: 0, told: 0, ending: 0 }
    }
}

impl Iterator for Walk<'_> {
    /// The number of the word, and where it begins.
    type Item = (usize, usize);

    fn next(&mut self) -> Option<Self::Item> {
        if self.told == self.ending {
            let mut state = self.state;
            let at = self.rest.by_ref().find_map(|(at, &byte)| {
                state = self.search.next_state(Anchored::No, state, byte);
                (self.search.is_special(state) && self.search.is_match(state)).then_some(at)
            });
            self.state = state;
            self.end = at? + 1;
            (self.told, self.ending) = (0, self.search.match_len(state));
        }
        let word = self.search.match_pattern(self.state, self.told);
        self.told += 1;
        Some((word.as_usize(), self.end - self.search.pattern_len(word)))
    }
}
