//! Stems of words, and those of words that were met before: texts say few words again and again.
//!
//! A word has one place, by its hash, and takes it from whoever had it before: what is kept stays small however long the
//! texts are. What a stem is never depends on it.

use foldhash::fast::RandomState;
use frostem::{Algorithm, Stemmer};
use std::hash::BuildHasher;

/// So many places there are; a power of two.
const PLACES: usize = 1 << 13;
/// Longer words are seldom met again.
const LONGEST: usize = 22;

/// Stems of words that were met before.
#[derive(Default)]
pub struct Stems {
    hasher: RandomState,
    /// None before the first word.
    places: Vec<Place>,
}

/// A word with its stem, side by side, so that both are at hand at once.
#[derive(Clone, Copy, Default)]
struct Place {
    word: Letters,
    stem: Letters,
}

/// A few letters; none where there is no word yet.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Letters {
    length: u8,
    letters: [u8; LONGEST],
}

impl Letters {
    fn of(text: &str) -> Option<Self> {
        let mut letters = [0; LONGEST];
        letters.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        Some(Self { length: u8::try_from(text.len()).ok()?, letters })
    }

    fn text(&self) -> &str {
        let letters = self.letters.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(letters).unwrap_or_default()
    }
}

/// Another one begins with nothing.
impl Clone for Stems {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Stems {
    /// Makes a folded word its stem.
    pub fn stem(&mut self, word: &mut String) {
        if !has_stem(word) {
            return;
        }
        if self.places.is_empty() {
            self.places.resize(PLACES, Place::default());
        }
        let hash = self.hasher.hash_one(word.as_bytes());
        let place = self.places.get_mut(hash as usize & (PLACES - 1));
        let Some((letters, place)) = Letters::of(word).zip(place) else { return stem(word) };
        if place.word == letters {
            let stem = place.stem.text();
            // Nearly always the end is cut off.
            if word.starts_with(stem) {
                word.truncate(stem.len());
            } else {
                word.clear();
                word.push_str(stem);
            }
        } else {
            stem(word);
            if let Some(stem) = Letters::of(word) {
                *place = Place { word: letters, stem };
            }
        }
    }
}

/// Makes a folded word its stem.
pub(super) fn stem(word: &mut String) {
    if has_stem(word) {
        let stem = Stemmer::new(Algorithm::English).stem(word);
        if !stem.is_empty() && stem != word.as_str() {
            *word = stem.into_owned();
        }
    }
}

/// Only words of plain English letters have endings that the stemmer knows; names with digits stay whole.
fn has_stem(word: &str) -> bool {
    word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{PLACES, Stems, stem};

    #[test]
    fn a_stem_that_was_kept_is_the_one_that_is_made() {
        let mut stems = Stems::default();
        // More words than places, so that they take them from each other; then all of them again.
        let beginnings = ["lamp", "archiv", "unanticipatedly", "decid", "run", "glass", "é", "v2"];
        let endings = ["", "s", "es", "ed", "ing", "er", "ation", "ly"];
        let middle = |number: usize| -> String {
            [number / 676, number / 26 % 26, number % 26].map(|n| char::from(b'a' + n as u8)).iter().collect()
        };
        for _ in 0..2 {
            for number in 0..2 * PLACES / 56 + 1 {
                for (beginning, ending) in beginnings.iter().flat_map(|b| endings.iter().map(move |e| (b, e)))
                {
                    let word = format!("{}{beginning}{ending}", middle(number));
                    let (mut kept, mut made) = (word.clone(), word.clone());
                    stems.stem(&mut kept);
                    stem(&mut made);
                    assert_eq!(kept, made, "{word}");
                }
            }
        }
    }
}
