//! The words that names are made of: where they end, and a quick look whether one begins a known name.

use std::collections::HashSet;

/// The first words of known names. Nearly every capitalised word of a report is asked for and few are names, so a look
/// at initial and length comes before the list.
#[derive(Default)]
pub(super) struct FirstWords {
    words: HashSet<String>,
    /// The lengths of the words that begin with a letter, a bit each; other words are at 0.
    lengths: [u64; 27],
}

impl FirstWords {
    /// Adds a word in lower case.
    pub(super) fn insert(&mut self, lower: &str) {
        let (at, bit) = Self::shape(lower);
        if let Some(lengths) = self.lengths.get_mut(at) {
            *lengths |= bit;
        }
        self.words.insert(lower.to_owned());
    }

    /// Whether a word, however capitalised, is one of these.
    pub(super) fn contains(&self, word: &str) -> bool {
        let (at, bit) = Self::shape(word);
        // Beyond ASCII, small letters may be longer than capitals.
        let likely = !word.is_ascii() || self.lengths.get(at).is_some_and(|lengths| lengths & bit != 0);
        likely && self.words.contains(word.to_lowercase().as_str())
    }

    fn shape(word: &str) -> (usize, u64) {
        let initial = word.bytes().next().filter(u8::is_ascii_alphabetic);
        let at = initial.map_or(0, |byte| usize::from(byte.to_ascii_lowercase() - b'a') + 1);
        (at, 1 << word.len().min(63))
    }
}

/// A text behind the marks in front of it, how many bytes these are, and its first word.
pub(super) fn first_word(text: &str) -> Option<(&str, usize, &str)> {
    let marks = text.bytes().take(4).take_while(|byte| b"*_@[(".contains(byte)).count();
    let body = text.get(marks..)?;
    Some((body, marks, body.get(..word_end(body)?)?))
}

/// The end of the first word of a text.
pub(super) fn word_end(text: &str) -> Option<usize> {
    let letters = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    // Most words are plain letters, and what stands behind them is in no word.
    match text.as_bytes().get(letters) {
        Some(byte) if !byte.is_ascii() || b"-_.'".contains(byte) => word_ends(text, 1).first().copied(),
        _ => (letters > 0).then_some(letters),
    }
}

/// The ends of the first `count` words of a text.
pub(super) fn word_ends(text: &str, count: usize) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut inside = false;
    for (at, c) in text.char_indices() {
        let part = c.is_alphanumeric()
            || matches!(c, '-' | '_')
            || (c == '.' && at <= 2 || c == '\'' || c == '’')
                && inside
                && at + 1 < text.len()
                && text.get(at + c.len_utf8()..).is_some_and(|rest| rest.starts_with(char::is_uppercase));
        if inside && !part {
            ends.push(at);
            if ends.len() >= count || c != ' ' {
                return ends;
            }
        }
        if !inside && !part && (c != ' ' || ends.is_empty()) {
            return ends;
        }
        inside = part;
    }
    if inside {
        ends.push(text.len());
    }
    ends
}
