//! Lists of words that nearly every word of a report is compared with.

use super::fold;
use aho_corasick::AhoCorasick;
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// Words in lower case and what they stand for. Nearly all words that are asked for are none of them, so a look at
/// length, initial and last letter comes before the list.
#[derive(Debug, Clone)]
pub struct Table<V> {
    list: HashMap<String, V, RandomState>,
    /// The shapes of the words, a bit each.
    shapes: [u64; SHAPES],
}

/// Words in lower case.
pub type Words = Table<()>;

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self { list: HashMap::default(), shapes: [0; SHAPES] }
    }
}

/// So many times 64 shapes of words are told apart.
const SHAPES: usize = 64;

/// A longer word is put into lower case on the heap.
const SHORT: usize = 64;

impl<V> Table<V> {
    /// Adds a word that is in lower case; its last meaning counts.
    pub fn put(&mut self, word: String, meaning: V) {
        let (at, bit) = shape(&word);
        if let Some(shapes) = self.shapes.get_mut(at) {
            *shapes |= bit;
        }
        self.list.insert(word, meaning);
    }

    /// What a word in lower case stands for, to be changed; a new one stands for what is usual.
    pub fn of(&mut self, word: String) -> &mut V
    where
        V: Default,
    {
        let (at, bit) = shape(&word);
        if let Some(shapes) = self.shapes.get_mut(at) {
            *shapes |= bit;
        }
        self.list.entry(word).or_default()
    }

    /// What a word stands for, as it is written.
    pub fn get(&self, word: &str) -> Option<&V> {
        if self.likely(word) { self.list.get(word) } else { None }
    }

    /// Whether a word is one of these, as it is written.
    pub fn contains(&self, word: &str) -> bool {
        self.get(word).is_some()
    }

    /// Whether a word is one of these, however capitalised.
    pub fn has(&self, word: &str) -> bool {
        self.find(word).is_some()
    }

    /// What a word stands for, however capitalised.
    pub fn find(&self, word: &str) -> Option<&V> {
        if !word.is_ascii() {
            return self.get(&word.to_lowercase());
        }
        if !self.likely(word) {
            return None;
        }
        let mut buffer = [0; SHORT];
        let Some(lower) = buffer.get_mut(..word.len()) else { return self.get(&word.to_lowercase()) };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        self.list.get(std::str::from_utf8(lower).ok()?)
    }

    fn likely(&self, word: &str) -> bool {
        let (at, bit) = shape(word);
        self.shapes.get(at).is_some_and(|shapes| shapes & bit != 0)
    }
}

impl Words {
    /// Adds a word that is in lower case.
    pub fn insert(&mut self, word: String) {
        self.put(word, ());
    }
}

impl Extend<String> for Words {
    fn extend<T: IntoIterator<Item = String>>(&mut self, words: T) {
        words.into_iter().for_each(|word| self.insert(word));
    }
}

impl FromIterator<String> for Words {
    fn from_iter<T: IntoIterator<Item = String>>(words: T) -> Self {
        let mut list = Self::default();
        list.extend(words);
        list
    }
}

/// Phrases in folded letters that are looked for in whole texts.
#[derive(Debug, Default)]
pub struct Wordings {
    list: Vec<String>,
    search: Option<AhoCorasick>,
}

impl Wordings {
    /// The phrases.
    pub fn list(&self) -> &[String] {
        &self.list
    }

    /// Whether one of them stands in a text, however capitalised.
    pub fn stands_in(&self, text: &str) -> bool {
        let found = |text: &str| self.search.as_ref().is_some_and(|search| search.is_match(text));
        if text.is_ascii() { found(text) } else { found(&fold(text)) }
    }

    /// The same, with all accents as they are written.
    pub fn stands_accented_in(&self, text: &str) -> bool {
        let found = |text: &str| self.search.as_ref().is_some_and(|search| search.is_match(text));
        if text.is_ascii() { found(text) } else { found(&text.to_lowercase()) }
    }
}

impl Extend<String> for Wordings {
    fn extend<T: IntoIterator<Item = String>>(&mut self, words: T) {
        self.list.extend(words);
        self.search = AhoCorasick::builder().ascii_case_insensitive(true).build(&self.list).ok();
    }
}

/// Where the shape of a word stands in the list, and its bit: the same for small letters and capitals.
fn shape(word: &str) -> (usize, u64) {
    let bytes = word.as_bytes();
    let letter = |byte: Option<&u8>| byte.map_or(0, |byte| usize::from(byte | 0x20));
    let ends = letter(bytes.first()) * 5 + letter(bytes.last()) * 37;
    ((ends + bytes.len() * 11) % SHAPES, 1 << ((ends / SHAPES + bytes.len()) % 64))
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn words_are_found_as_written_and_however_capitalised() {
        let words: Words = ["roof", "straße", "+1", "école"].map(str::to_owned).into_iter().collect();
        let cases =
            [("roof", true, true), ("Roof", false, true), ("STRASSE", false, false), ("École", false, true)];
        for (word, written, any) in
            cases.into_iter().chain([("+1", true, true), ("", false, false), ("rose", false, false)])
        {
            assert_eq!((words.contains(word), words.has(word)), (written, any), "{word}");
        }
        let long = "a".repeat(100);
        let words: Words = [long.clone()].into_iter().collect();
        assert!(words.has(&long.to_uppercase()) && !words.has(&"a".repeat(99)));
    }
}
