//! The words of passages: a block with what is below it, how long it is, and whether it says anything.

use super::meetings::Meeting;
use super::{Reader, ballots};
use crate::outline::Node;

/// Of a bullet above, so many characters are told.
const MAX_CONTEXT: usize = 600;

/// The words of a bullet and what is below it, a line each.
pub(super) fn text_of(reader: Reader<'_>, index: usize) -> String {
    let mut text = ballots::told(reader.words, &reader.outline.nodes[index].inline).into_owned();
    add_below(reader, index, 0, &mut text);
    text
}

fn add_below(reader: Reader<'_>, index: usize, depth: usize, text: &mut String) {
    let nodes = &reader.outline.nodes;
    for &child in &nodes[index].children {
        let own = ballots::told(reader.words, &nodes[child].inline);
        if !own.is_empty() {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&"  ".repeat(depth));
            text.push_str(if nodes[child].is_item() { "- " } else { "" });
            text.push_str(&own);
        }
        add_below(reader, child, depth + 1, text);
    }
}

/// How many words each block of a meeting has with those below it, counted from the end: children stand behind their
/// parents. Only of lists that is asked, and most blocks stand in none.
pub(super) fn count_words(reader: Reader<'_>, meeting: &Meeting) -> Vec<usize> {
    let (nodes, first) = (&reader.outline.nodes, meeting.nodes.start);
    let own = nodes.get(meeting.nodes.clone()).unwrap_or_default().iter();
    let above = |node: &Node| node.parent.is_some_and(|parent| !nodes[parent].is_heading());
    let count =
        |node: &Node| if node.children.is_empty() && !above(node) { 0 } else { words_in(&node.inline.text) };
    let mut counts: Vec<usize> = own.map(count).collect();
    for at in (0..counts.len()).rev() {
        let parent =
            nodes[first + at].parent.filter(|&parent| parent >= first && !nodes[parent].is_heading());
        let own = counts.get(at).copied().unwrap_or(0);
        if let Some(count) = parent.and_then(|parent| counts.get_mut(parent - first)) {
            *count += own;
        }
    }
    counts
}

/// How many words a text has, between ASCII white space.
fn words_in(text: &str) -> usize {
    let bytes = text.as_bytes();
    // The same as `is_ascii_whitespace`, in comparisons that can be made many at once.
    let white = |byte: u8| (byte == b' ') | (byte.wrapping_sub(b'\t') <= b'\r' - b'\t') & (byte != 0x0b);
    let first = bytes.first().is_some_and(|byte| !white(*byte));
    let begins = |(before, byte): (&u8, &u8)| u8::from(white(*before) & !white(*byte));
    let behind = bytes.get(1..).unwrap_or_default();
    // Sums of a byte are reckoned many at once; 128 bytes hold fewer words than a byte can count.
    let sums = bytes.chunks(128).zip(behind.chunks(128)).map(|(before, behind)| {
        usize::from(before.iter().zip(behind).map(begins).fold(0_u8, u8::wrapping_add))
    });
    usize::from(first) + sums.sum::<usize>()
}

/// The words of a bullet as those below it carry them: each has a copy, so a page of text is cut.
pub(super) fn shortened(own: &str) -> String {
    match own.char_indices().nth(MAX_CONTEXT) {
        Some((at, _)) => format!("{}…", own.get(..at).unwrap_or_default().trim_end()),
        None => own.to_owned(),
    }
}

/// Whether a word is a web address. Nearly none has a colon.
pub(super) fn is_address(word: &str) -> bool {
    word.bytes().any(|byte| byte == b':') && word.contains("://")
}

/// Whether a text is more than a label, an address or a mark.
pub(super) fn says_something(text: &str, references: usize) -> bool {
    let words = text.split_whitespace().filter(|word| !is_address(word));
    let words = words.filter(|word| word.chars().any(char::is_alphabetic)).take(3).count();
    words >= 3 || references > 0 && words >= 1 || words >= 1 && text.len() > 20 && !text.contains("://")
}
