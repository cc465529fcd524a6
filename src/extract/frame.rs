//! Lines that only say when and where a meeting was: `Date: …`, `Time: …`, a bare date. They are shown with the report,
//! and are no passages.

use super::Reader;
use super::bytes::find;
use super::date::find_dates;
use crate::vocabulary::fold;

/// A longer paragraph says more, and so does a longer line.
const MAX_LENGTH: usize = 600;
const MAX_WORDS: usize = 16;
/// Words beside a bare date: a weekday, a time of day.
const MAX_BESIDE: usize = 3;

/// Whether a paragraph or bullet holds nothing else.
pub(super) fn is_frame(reader: Reader<'_>, index: usize) -> bool {
    let text = reader.outline.nodes[index].inline.text.as_str();
    if text.len() > MAX_LENGTH {
        return false;
    }
    // Most have neither figures nor a label.
    if find(text, 0, |byte| (byte.wrapping_sub(b'0') <= 9) | (byte == b':')).is_none() {
        return text.trim().is_empty();
    }
    let mut lines = text.split('\n').filter(|line| !line.trim().is_empty());
    lines.all(|line| frames(reader, line))
}

/// Whether a line begins with a label of when and where (`Place: …`).
pub(super) fn labels(reader: Reader<'_>, line: &str) -> bool {
    line.split_once(':').is_some_and(|(label, _)| {
        let label = label.trim_matches(|c: char| !c.is_alphanumeric());
        let labels = &reader.words.dates.frame;
        if label.is_ascii() { labels.has(label) } else { labels.contains(fold(label).as_ref()) }
    })
}

fn frames(reader: Reader<'_>, line: &str) -> bool {
    let words = &reader.words.dates;
    // What is cheap to tell comes first: nearly no line is one of these.
    let dated = line.bytes().any(|byte| byte.is_ascii_digit());
    let labelled = labels(reader, line);
    if !labelled && !dated || line.split_whitespace().nth(MAX_WORDS).is_some() {
        return false;
    }
    if labelled {
        return true;
    }
    let Some(found) = find_dates(line, words).into_iter().next().filter(|found| found.day.is_some()) else {
        return false;
    };
    let beside = [line.get(..found.span.start), line.get(found.span.end..)];
    let beside = beside.into_iter().flatten().flat_map(|part| part.split(|c: char| !c.is_alphanumeric()));
    let said = beside.filter(|word| word.chars().any(char::is_alphabetic));
    let said: Vec<String> = said.map(|word| fold(word).into_owned()).collect();
    // `Next meeting: …` tells another day.
    if said.iter().any(|word| words.decoys.contains(word.as_str())) {
        return false;
    }
    said.iter().filter(|word| !words.weekdays.contains(word.as_str())).count() <= MAX_BESIDE
        && !line.contains("://")
}
