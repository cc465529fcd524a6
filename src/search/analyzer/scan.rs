//! Cuts a text into words, each byte looked at a fixed number of times.

use super::fold::is_apostrophe;
use unicode_normalization::char::is_combining_mark;

/// A word as it stands in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'a> {
    /// What is to be folded.
    pub(super) text: &'a str,
    /// Signs that belong to the word and are kept as they are: `++`, `#`.
    pub(super) sign: &'static str,
    /// Where it starts in the text.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
}

/// Walks over a text from word to word.
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The next word in its loose form and, where it has one, its strict form.
    pub(super) fn next_word(&mut self) -> Option<(Word<'a>, Option<Word<'a>>)> {
        let rest = self.text.get(self.at..)?;
        // Letters of ASCII need not be taken apart.
        let plain = rest.bytes().position(|byte| !byte.is_ascii() || byte.is_ascii_alphanumeric())?;
        let (skipped, first) = rest.get(plain..)?.char_indices().find(|&(_, c)| c.is_alphanumeric())?;
        let start = self.at + plain + skipped;
        if is_unspaced(first) { Some(self.pair(start, first)) } else { Some(self.run(start)) }
    }

    /// A letter of a script without spaces, and the pair it makes with the next one.
    fn pair(&mut self, start: usize, first: char) -> (Word<'a>, Option<Word<'a>>) {
        let middle = start + first.len_utf8();
        self.at = middle;
        let next = self.rest(middle).chars().next();
        let end = next.filter(|&c| is_unspaced(c) && is_word(c)).map(|c| middle + c.len_utf8());
        (self.word(start, middle), end.map(|end| self.word(start, end)))
    }

    /// A run of letters and digits.
    fn run(&mut self, start: usize) -> (Word<'a>, Option<Word<'a>>) {
        let rest = self.rest(start);
        let plain = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let more = rest.get(plain..).filter(|more| more.bytes().next().is_some_and(|byte| !byte.is_ascii()));
        let more = more.map_or(0, |more| more.find(|c| !is_word(c) || is_unspaced(c)).unwrap_or(more.len()));
        let end = start + plain + more;
        self.at = end;
        let word = self.word(start, end);
        let text = word.text.as_bytes();
        let after = self.rest(end).as_bytes();
        let sign = match after {
            [b'+', b'+', next @ ..] if !continues(next) && ends_in_letter(text) => "++",
            [b'#', next @ ..] if !continues(next) && text.len() == 1 && ends_in_letter(text) => "#",
            _ => "",
        };
        if !sign.is_empty() {
            self.at = end + sign.len();
            return (word, Some(Word { sign, end: self.at, ..word }));
        }
        if let Some(number) = version(word.text) {
            let loose = Word { text: number, start: start + 1, ..word };
            return (loose, Some(word));
        }
        (self.contracted(word), None)
    }

    /// `don't` is one word, and `the team's` is about the team; `l'archive` and `O'Brien` are two.
    fn contracted(&mut self, word: Word<'a>) -> Word<'a> {
        let after = self.rest(word.end);
        let mut chars = after.chars();
        let Some(mark) = chars.next().filter(|&c| is_apostrophe(c)) else { return word };
        let ending = chars.as_str();
        let length = ending.bytes().take(3).take_while(u8::is_ascii_alphabetic).count();
        if ending.get(length..).is_none_or(|rest| rest.chars().next().is_some_and(is_word)) {
            return word;
        }
        let suffix = ending.get(..length).unwrap_or_default().to_ascii_lowercase();
        let end = word.end + mark.len_utf8() + length;
        match suffix.as_str() {
            "s" => {
                self.at = end;
                Word { end, ..word }
            }
            "t" | "d" | "m" | "ll" | "re" | "ve" => {
                self.at = end;
                self.word(word.start, end)
            }
            _ => word,
        }
    }

    fn word(&self, start: usize, end: usize) -> Word<'a> {
        Word { text: self.text.get(start..end).unwrap_or_default(), sign: "", start, end }
    }

    fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or_default()
    }
}

/// Whether a character continues a word.
fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || is_combining_mark(c) }
}

/// Scripts that write without spaces between words: Chinese, Japanese, Korean, Thai and its neighbours.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9d}'
        | '\u{20000}'..='\u{3ffff}')
}

fn ends_in_letter(text: &[u8]) -> bool {
    text.last().is_some_and(u8::is_ascii_alphabetic)
}

/// Whether a sign before these bytes stands inside a word: `a++b`, `f#12`.
fn continues(next: &[u8]) -> bool {
    next.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80)
}

/// The number of `v1`.
fn version(word: &str) -> Option<&str> {
    let number = word.strip_prefix(['v', 'V'])?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}
