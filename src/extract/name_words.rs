//! The words of which names are made: where they end, capitals, initials.

use std::ops::Deref;

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

/// A name has no more words.
pub(super) const MAX_WORDS: usize = 6;

/// Where the first words of a text end. Nearly every capitalised word is looked at, so they are no list on the heap.
#[derive(Default)]
pub(super) struct Ends {
    ends: [usize; MAX_WORDS],
    count: usize,
}

impl Ends {
    fn push(&mut self, end: usize) {
        if let Some(last) = self.ends.get_mut(self.count) {
            *last = end;
            self.count += 1;
        }
    }
}

impl Deref for Ends {
    type Target = [usize];

    fn deref(&self) -> &[usize] {
        self.ends.get(..self.count).unwrap_or_default()
    }
}

/// The ends of the first `count` words of a text, [`MAX_WORDS`] at most.
pub(super) fn word_ends(text: &str, count: usize) -> Ends {
    let mut ends = Ends::default();
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
            if ends.len() >= count.min(MAX_WORDS) || c != ' ' {
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

/// Whether its first letter is a capital.
pub(super) fn is_capitalised(text: &str) -> bool {
    text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
}

/// `Ada Lovelace` is `AL`.
pub(super) fn initials_of(name: &str) -> String {
    let words: Vec<&str> = name.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    if words.len() < 2 {
        String::new()
    } else {
        words.iter().filter_map(|word| word.chars().next()).collect()
    }
}

/// With which two letters words begin, a bit for each pair, however capitalised.
#[derive(Default)]
pub(super) struct Beginnings([u32; 32]);

impl Beginnings {
    /// Adds a word.
    pub(super) fn add(&mut self, word: &str) {
        let (first, second) = match *word.as_bytes() {
            [first, second, ..] if second.is_ascii() => (first, 1 << (second & 31)),
            [first, ..] => (first, u32::MAX),
            [] => return,
        };
        if let Some(seconds) = self.0.get_mut(usize::from(first & 31)) {
            *seconds |= second;
        }
    }

    /// Whether one of the words may stand at the beginning of a text; only of letters in ASCII it can be told.
    pub(super) fn may_begin(&self, text: &str) -> bool {
        match *text.as_bytes() {
            [first, second, ..] if first.is_ascii_alphabetic() && second.is_ascii() => {
                self.0.get(usize::from(first & 31)).is_some_and(|seconds| seconds >> (second & 31) & 1 == 1)
            }
            _ => true,
        }
    }
}

/// Whether a name may begin with a byte: a capital, `@`, or a letter beyond ASCII.
pub(super) fn begins_name(byte: u8) -> bool {
    (byte.wrapping_sub(b'@') <= b'Z' - b'@') | (byte >= 0x80)
}
