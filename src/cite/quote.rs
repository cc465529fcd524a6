//! A passage as one line, cut into words and literals.
//!
//! Addresses and hashes of commits are literals: a form prints them as code, where a forge links nothing and a reader
//! can still copy them whole. All else is words.

use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// The longest quotation, in letters; a longer passage ends in an ellipsis.
const LONGEST: usize = 400;

/// A part of a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Words.
    Words(&'a str),
    /// To be kept letter by letter; holds no white space.
    Literal(&'a str),
}

/// What a forge would link: an address, or a number that may be a commit's.
static LITERAL: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "a constant pattern, compiled by the tests of this stage")]
    Regex::new(r#"(?i)\b(?:[a-z][a-z0-9+.-]*://|www\.|mailto:)[^\s<>"`]+|\b[0-9a-f]{7,64}\b"#)
        .expect("a constant pattern")
});

/// White space as single spaces; without what no reader sees: controls, and marks that turn the direction of writing.
pub(super) fn one_line(text: &str) -> String {
    let seen: String =
        text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| shows(*c)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shows(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
}

/// The first words of a long line, with an ellipsis.
pub(super) fn shortened(line: String) -> String {
    let Some((end, _)) = line.char_indices().nth(LONGEST) else { return line };
    let cut = &line[..end];
    let whole = cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole);
    format!("{whole} …")
}

/// The parts of a line, in order.
pub(super) fn parts(line: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut at = 0;
    for found in LITERAL.find_iter(line) {
        let Some(range) = literal(line, found.range()) else { continue };
        if range.start > at {
            parts.push(Part::Words(&line[at..range.start]));
        }
        at = range.end;
        parts.push(Part::Literal(&line[range]));
    }
    if at < line.len() {
        parts.push(Part::Words(&line[at..]));
    }
    parts
}

/// The literal in what the pattern found: an address without the full stop of its sentence; a hash, but no plain
/// number and no plain word.
fn literal(line: &str, range: Range<usize>) -> Option<Range<usize>> {
    let found = &line[range.clone()];
    if found.bytes().all(|b| b.is_ascii_hexdigit()) {
        let commit =
            found.bytes().any(|b| b.is_ascii_digit()) && found.bytes().any(|b| b.is_ascii_alphabetic());
        return commit.then_some(range);
    }
    let address =
        found.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '\'', '”', '’', '*', '_', '|']);
    (!address.is_empty()).then_some(range.start..range.start + address.len())
}

/// An address that no form can be closed with: what has a meaning in one of them is percent-encoded.
pub(super) fn address(url: &str) -> String {
    let mut safe = String::with_capacity(url.len());
    for c in url.chars() {
        if c.is_whitespace() || c.is_control() || "<>\"'`(){}[]|\\^*".contains(c) {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                safe.push_str(&format!("%{byte:02X}"));
            }
        } else {
            safe.push(c);
        }
    }
    safe
}
