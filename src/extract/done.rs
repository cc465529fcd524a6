//! Marks of what is done: in front of a task, in brackets, bold, in capitals, or behind it.

use crate::outline::{Inline, MarkKind};
use crate::vocabulary::Reading;

/// Ticks in front of a task or behind it.
const TICKS: [&str; 7] =
    ["✅", "✔", "☑", ":white_check_mark:", ":heavy_check_mark:", ":ballot_box_with_check:", ":check:"];
/// What stands between a mark and the task.
const BETWEEN: [char; 6] = ['\u{fe0f}', ' ', ':', '-', '–', '—'];
/// Behind these a mark may end a task.
const ENDS: [&str; 6] = [" - ", " -- ", " – ", " — ", ". ", ": "];
/// A mark has no more words: `[done in May]`, `- completed on 3 August`.
const MAX_MARK: usize = 5;

/// The bytes of a mark in front of a task, and of what stands between: `✅ Ben: …`, `DONE - Ben: …`, `[done] …`.
pub(super) fn in_front(words: &Reading, text: &str) -> Option<usize> {
    let ticked = TICKS.iter().find_map(|tick| text.strip_prefix(tick));
    let task = ticked.or_else(|| worded(words, text))?.trim_start_matches(BETWEEN);
    (!task.is_empty()).then(|| text.len() - task.len())
}

fn worded<'t>(words: &Reading, text: &'t str) -> Option<&'t str> {
    for (open, close) in [('[', ']'), ('(', ')')] {
        if let Some(inside) = text.strip_prefix(open) {
            let (mark, rest) = inside.split_once(close)?;
            let short = mark.split_whitespace().nth(MAX_MARK).is_none();
            return (short && is_mark(words, mark)).then_some(rest);
        }
    }
    let (mark, rest) = text.split_at(text.find(|c: char| !c.is_alphabetic())?);
    let capitals = mark.chars().all(char::is_uppercase);
    // `Complete: the form`, `COMPLETE the form` are to be done.
    let asks = words.task_verbs.has(mark);
    let parted =
        [":", " - ", " – ", " — "].iter().any(|joint| rest.starts_with(joint)) && (capitals || !asks);
    let next = rest.trim_start();
    let shouted = capitals
        && !asks
        && rest.starts_with(' ')
        && next.starts_with(|c: char| c.is_uppercase() || c == '@');
    // `Resolved: …` is a label.
    let label = || words.labels.role(mark).is_some();
    ((parted || shouted) && is_mark(words, mark) && !label()).then_some(rest)
}

/// Whether a text is a mark of what is done.
pub(super) fn is_mark(words: &Reading, text: &str) -> bool {
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    let first = first.to_lowercase();
    words.done.contains(&first)
}

/// Whether the report marks a task as done, elsewhere than in front.
pub(super) fn is_done(words: &Reading, inline: &Inline, body: &str) -> bool {
    let bracketed = body
        .split(['(', '['])
        .skip(1)
        .any(|rest| is_mark(words, rest.split([')', ']']).next().unwrap_or_default()));
    // A paragraph of many marks is many statements.
    let bold = inline
        .marks
        .iter()
        .take(40)
        .any(|mark| mark.kind == MarkKind::Bold && is_mark(words, inline.slice(&mark.range)));
    let last = body.split_whitespace().next_back().unwrap_or_default();
    let shouted = last.len() > 3 && last.chars().all(|c| !c.is_lowercase()) && is_mark(words, last);
    let end = body.trim_end().trim_end_matches('\u{fe0f}');
    let ticked = TICKS.iter().any(|tick| end.ends_with(tick) || body.starts_with(tick));
    bracketed || bold || shouted || ticked || ends(words, end)
}

/// `… - done`, `… . Done.`, `…: completed on 3 August`: a mark alone, or with a day or a number.
fn ends(words: &Reading, body: &str) -> bool {
    let body = body.trim_end_matches(['.', '!']);
    let behind = ENDS.iter().filter_map(|mark| body.rfind(mark).map(|at| at + mark.len())).max();
    let Some(told) = behind.and_then(|at| body.get(at..)).filter(|told| is_mark(words, told)) else {
        return false;
    };
    let mut others = told.split(' ').skip(1);
    // `- merged #12`, `- done 2031-05-06`, `- completed on 3 August`; not `- finished 3 of 4`, `- done by May 3`.
    let dated = |first: &str| {
        let digits = told.contains(|c: char| c.is_ascii_digit()) && !told.contains(',');
        let day = first.starts_with(|c: char| c.is_ascii_digit()) && first.contains(['-', '/', '.']);
        digits && (day || told.contains('#') || words.dates.articles.iter().any(|word| word == first))
    };
    match others.clone().next() {
        None => true,
        Some(first) => others.nth(MAX_MARK - 1).is_none() && dated(first),
    }
}
