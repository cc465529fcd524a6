//! How much two passages are alike: by the triples of letters that they share, so that a corrected spelling costs little.

use std::collections::HashMap;

/// A passage, made ready to be compared.
pub(super) struct Shape {
    triples: HashMap<[char; 3], u16>,
    count: usize,
    words: usize,
}

/// More of a passage is not looked at.
const LONGEST: usize = 4_000;
/// A passage of at least so many words can be recognised as a part of a longer one.
const WORDS: usize = 4;
/// This much of it must stand there.
const CONTAINED: f32 = 0.85;
/// What that is worth, so that a passage that is alike as a whole is preferred.
const PART: f32 = 0.7;

impl Shape {
    /// The shape of some words: case, marks and white space do not count.
    pub(super) fn of(text: &str) -> Self {
        let lower = text.to_lowercase();
        let words: Vec<&str> =
            lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        // A blank before and behind each word, so that short words have triples too.
        let plain = std::iter::once(' ').chain(words.iter().flat_map(|word| word.chars().chain([' '])));
        let letters: Vec<char> = plain.take(LONGEST).collect();
        let mut triples = HashMap::new();
        for triple in letters.windows(3) {
            let count: &mut u16 = triples.entry([triple[0], triple[1], triple[2]]).or_default();
            *count = count.saturating_add(1);
        }
        Self { triples, count: letters.len().saturating_sub(2), words: words.len() }
    }

    /// From 0 (nothing in common) to 1 (the same words).
    pub(super) fn likeness(&self, other: &Self) -> f32 {
        let (few, many) = if self.count <= other.count { (self, other) } else { (other, self) };
        if few.count == 0 {
            return 0.0;
        }
        let shared = few.triples.iter().map(|(triple, n)| (*n).min(*many.triples.get(triple).unwrap_or(&0)));
        let shared = shared.map(usize::from).sum::<usize>() as f32;
        let whole = 2.0 * shared / (self.count + other.count) as f32;
        let contained = few.words >= WORDS && shared / few.count as f32 >= CONTAINED;
        if contained { whole.max(PART) } else { whole }
    }
}
