//! Stems of words, and those of words that were met before: texts say few words again and again.
//!
//! A word has one place, by its hash, and takes it from whoever had it before: what is kept stays small however long the
//! texts are. What a stem is never depends on it.

use foldhash::fast::RandomState;
use frostem::{Algorithm, Stemmer};
use std::hash::BuildHasher;

/// So many places there are; a power of two.
const PLACES: usize = 1 << 14;

/// Stems of words that were met before.
#[derive(Default)]
pub struct Stems {
    hasher: RandomState,
    /// Words with their stems; none before the first word.
    places: Vec<(String, String)>,
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
            self.places.resize(PLACES, Default::default());
        }
        let hash = self.hasher.hash_one(word.as_str());
        let Some((known, stem)) = self.places.get_mut(hash as usize & (PLACES - 1)) else { return };
        if known != word {
            known.clone_from(word);
            stem.clone_from(word);
            self::stem(stem);
        }
        word.clone_from(stem);
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
        // Twice as many words as places, so that they take them from each other; then all of them again.
        let beginnings = ["lamp", "archiv", "decid", "run", "glass", "é", "v2"];
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
