//! The words of one block, as plain text with marks.

use std::borrow::Cow;
use std::ops::Range;

/// Plain text with what was bold, struck, linked; line breaks of the source stay as `\n`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inline {
    /// The text, without markup.
    pub text: String,
    /// Marks over ranges of bytes of the text, in the order of their starts.
    pub marks: Vec<Mark>,
    /// Where each source line begins in the text: (byte, line), ascending.
    pub starts: Vec<(usize, u32)>,
    /// The text on one line where that is another text, as on few; made once, since every step asks for it.
    flat: Option<Box<str>>,
}

/// A marked range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The bytes of the text.
    pub range: Range<usize>,
    /// What they are.
    pub kind: MarkKind,
}

/// What a marked range is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkKind {
    /// Strong emphasis.
    Bold,
    /// Emphasis.
    Italic,
    /// Struck through.
    Struck,
    /// Code.
    Code,
    /// A link with its address, images included.
    Link(String),
}

impl Inline {
    /// The source line of a byte of the text.
    pub fn line_at(&self, byte: usize) -> u32 {
        let after = self.starts.partition_point(|&(start, _)| start <= byte);
        after.checked_sub(1).and_then(|i| self.starts.get(i)).map_or(1, |&(_, line)| line)
    }

    /// The text on one line, runs of white space as one space.
    pub fn flat(&self) -> &str {
        self.flat.as_deref().unwrap_or(&self.text)
    }

    /// Makes it complete, once its text is.
    pub(super) fn finish(&mut self) {
        self.marks.sort_by_key(|mark| (mark.range.start, mark.range.end));
        self.flat = match flatten(&self.text) {
            Cow::Borrowed(_) => None,
            Cow::Owned(flat) => Some(flat.into_boxed_str()),
        };
    }

    /// A range of the text on one line.
    pub fn flat_part(&self, range: &Range<usize>) -> Cow<'_, str> {
        if *range == (0..self.text.len()) { Cow::Borrowed(self.flat()) } else { flatten(self.slice(range)) }
    }

    /// The addresses of the links, in order.
    pub fn links(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        links(self.marks.iter())
    }

    /// The addresses of the links that begin in a range of the text.
    pub fn links_in(&self, range: &Range<usize>) -> impl Iterator<Item = (&str, Range<usize>)> {
        let first = self.marks.partition_point(|mark| mark.range.start < range.start);
        let inside = self.marks.get(first..).unwrap_or_default();
        links(inside.iter().take_while(move |mark| mark.range.start < range.end))
    }

    /// The text of each bold range.
    pub fn bold(&self) -> impl Iterator<Item = &str> {
        self.marks.iter().filter(|mark| mark.kind == MarkKind::Bold).map(|mark| self.slice(&mark.range))
    }

    /// The text of a range; empty where the range is none of this text.
    pub fn slice(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    /// Whether at least half of the text is struck through.
    pub fn is_struck(&self) -> bool {
        let struck: usize =
            self.marks.iter().filter(|mark| mark.kind == MarkKind::Struck).map(|mark| mark.range.len()).sum();
        struck > 0 && struck * 2 >= self.text.trim().len()
    }
}

fn links<'a>(marks: impl Iterator<Item = &'a Mark>) -> impl Iterator<Item = (&'a str, Range<usize>)> {
    marks.filter_map(|mark| match &mark.kind {
        MarkKind::Link(url) => Some((url.as_str(), mark.range.clone())),
        MarkKind::Bold | MarkKind::Italic | MarkKind::Struck | MarkKind::Code => None,
    })
}

/// Runs of white space as one space, none at the ends.
pub fn flatten(text: &str) -> Cow<'_, str> {
    if is_flat(text) {
        return Cow::Borrowed(text);
    }
    if !text.is_ascii() && has_wide_space(text) {
        return Cow::Owned(Vec::from_iter(text.split_whitespace()).join(" "));
    }
    let space = |byte: u8| if matches!(byte, b'\t'..=b'\r') { b' ' } else { byte };
    let mut flat = Vec::from_iter(text.bytes().map(space));
    flat.dedup_by(|byte, before| *byte == b' ' && *before == b' ');
    // Only white space of ASCII was changed, so the letters are whole.
    let flat = String::from_utf8(flat).unwrap_or_default();
    let trimmed = flat.trim_matches(' ');
    Cow::Owned(if trimmed.len() < flat.len() { trimmed.to_owned() } else { flat })
}

/// Whether there is nothing to flatten, as on most lines. Every line comes here, so eight bytes are looked at together;
/// the next eight begin with the last of these.
fn is_flat(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return false };
    if *first == b' ' || *last == b' ' {
        return false;
    }
    let mut beyond = false;
    let mut at = 0;
    while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        if is_odd(*eight) {
            return false;
        }
        beyond |= !eight.is_ascii();
        at += 7;
    }
    let mut rest = [b'.'; 8];
    for (byte, own) in rest.iter_mut().zip(bytes.get(at..).unwrap_or_default()) {
        *byte = *own;
    }
    beyond |= !rest.is_ascii();
    !(is_odd(rest) || beyond && has_wide_space(text))
}

/// Whether eight bytes hold two spaces beside each other, or a byte below the space.
fn is_odd(bytes: [u8; 8]) -> bool {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let eight = u64::from_le_bytes(bytes);
    // A byte below the space has none of these three bits.
    let below = !(eight | eight << 1 | eight >> 1) & (EACH * 0x40);
    let apart = eight ^ (EACH * 0x20);
    let spaces = !(((apart & (EACH * 0x7f)) + EACH * 0x7f) | apart) & (EACH * 0x80);
    (below | (spaces & (spaces << 8))) != 0
}

/// Whether a text has white space beyond ASCII.
fn has_wide_space(text: &str) -> bool {
    // All such begin with one of these bytes.
    let leads = |byte: u8| (0xc2..=0xe3).contains(&byte);
    // Sixteen bytes are looked at together, since most are letters of ASCII.
    text.as_bytes().chunks(16).enumerate().any(|(chunk, bytes)| {
        bytes.iter().fold(false, |any, &byte| any | leads(byte))
            && bytes.iter().enumerate().filter(|(_, byte)| leads(**byte)).any(|(at, _)| {
                text.get(chunk * 16 + at..).is_some_and(|rest| rest.starts_with(char::is_whitespace))
            })
    })
}

#[cfg(test)]
mod tests {
    use super::flatten;

    #[test]
    fn runs_of_white_space_are_one_space() {
        let cases = [
            ("red roses", "red roses"),
            (" red roses", "red roses"),
            ("red roses ", "red roses"),
            ("a red  rose and another", "a red rose and another"),
            ("seven77 and eight888  nine", "seven77 and eight888 nine"),
            ("red\nroses\tgrow", "red roses grow"),
            ("red\u{a0}roses\u{3000}grow\u{2028}here", "red roses grow here"),
            ("rosé and ’tulips’ – grow", "rosé and ’tulips’ – grow"),
            ("a\u{7f}b", "a\u{7f}b"),
            ("", ""),
            ("  ", ""),
        ];
        for (text, wanted) in cases {
            assert_eq!(flatten(text), wanted, "{text:?}");
            for length in 1..9 {
                let (front, behind) = ("x".repeat(length), "é".repeat(length));
                let told = flatten(&format!("{front} {text} {behind}")).into_owned();
                let gap = if wanted.is_empty() { "" } else { " " };
                assert_eq!(told, format!("{front}{gap}{wanted} {behind}"), "{text:?}");
            }
        }
    }
}
