//! Which part of a long text to show.

use super::needle::{Mark, Origin};

/// How many marks are tried as the first one shown; more would cost time and show nothing new.
const TRIED: usize = 100;

/// How many characters before the first mark may be shown to begin at a line or a sentence.
const BEFORE: usize = 110;

/// The part of `text`, as byte offsets, that shows most of the query in about `length` characters.
///
/// Different words of the query count first, then how often, then the earlier place.
pub(super) fn choose(text: &str, marks: &[Mark], length: usize) -> (usize, usize) {
    let chars: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    if chars.len() <= length + 1 {
        return (0, text.trim_end().len());
    }
    let mut best = part(text, &chars, 0, length);
    let mut most = worth(marks, best);
    for mark in marks.iter().take(TRIED) {
        let window = part(text, &chars, beginning(text, &chars, mark.start), length);
        let shown = worth(marks, window);
        if shown > most {
            (best, most) = (window, shown);
        }
    }
    best
}

/// What a part shows: terms of the query typed, related ones, and marks in all.
fn worth(marks: &[Mark], (start, end): (usize, usize)) -> (usize, usize) {
    let mut seen: Vec<(usize, Origin)> = Vec::new();
    let mut count = 0;
    for mark in marks.iter().filter(|mark| start <= mark.start && mark.end <= end) {
        count += 1;
        if !seen.contains(&(mark.term, mark.origin)) {
            seen.push((mark.term, mark.origin));
        }
    }
    // A word as typed is worth more than one that is only related to it.
    let value = |&(_, origin): &(usize, Origin)| match origin {
        Origin::Typed => 3,
        Origin::Related => 2,
    };
    (seen.iter().map(value).sum(), count)
}

/// Where to begin so that a mark is read in its context: its line, else its sentence, else some words before.
fn beginning(text: &str, chars: &[usize], mark: usize) -> usize {
    let at = chars.partition_point(|&offset| offset < mark);
    let earliest = chars.get(at.saturating_sub(BEFORE)).copied().unwrap_or(0);
    let before = text.get(earliest..mark).unwrap_or_default();
    if let Some(line) = before.rfind('\n') {
        return earliest + line + 1;
    }
    if earliest == 0 {
        return 0;
    }
    let sentence = [". ", "? ", "! ", "; "].iter().filter_map(|end| before.rfind(end)).max();
    if let Some(sentence) = sentence {
        return earliest + sentence + 2;
    }
    match before.find(char::is_whitespace) {
        Some(space) => earliest + space,
        None => chars.get(at.saturating_sub(BEFORE / 4)).copied().unwrap_or(mark),
    }
}

/// About `length` characters from `start` on, without space around and without half a word at the end.
fn part(text: &str, chars: &[usize], start: usize, length: usize) -> (usize, usize) {
    let skipped = text.get(start..).map_or(0, |rest| rest.len() - rest.trim_start().len());
    let start = start + skipped;
    let at = chars.partition_point(|&offset| offset < start);
    let Some(&end) = chars.get(at + length) else { return (start, text.trim_end().len().max(start)) };
    let shown = text.get(start..end).unwrap_or_default();
    let in_word = text.get(end..).is_some_and(|rest| !rest.starts_with(char::is_whitespace));
    // Scripts without spaces have no better place than any other.
    let cut = shown.rfind(char::is_whitespace).filter(|&cut| in_word && cut > shown.len() / 2);
    let shown = cut.and_then(|cut| shown.get(..cut)).unwrap_or(shown);
    (start, start + shown.trim_end().len())
}
