//! What the words around names say in a roll call: what a sentence announces, who did not come, an answer behind a name,
//! a title in front of it.

use super::Reader;
use super::attendees::is_full;
use super::name_list::{sentences_of, split_names};
use super::roll_call::{self, Read};
use super::roll_region::own_lines;
use crate::outline::{Node, NodeKind};
use crate::report::Lines;
use crate::vocabulary::{Reading, Role};

/// A longer text is no sentence that announces names.
const MAX_SENTENCE: usize = 160;
/// A sentence that announces names has no more words in front of them.
const MAX_FRONT: usize = 10;
/// `Crew present`: as many words at most.
const MAX_PLAIN: usize = 4;
/// A line that tells of absentees without a colon has no more words.
const MAX_SHORT: usize = 6;

/// What a label announces in a sentence, or with a group in front: `The following members were present`, `Crew present`.
pub(super) fn told_role(words: &Reading, label: &str) -> Option<Role> {
    let label = label.trim().trim_matches('*');
    if label.len() > MAX_SENTENCE {
        return None;
    }
    let all = label.split_whitespace();
    let count = all.clone().count();
    let kept: Vec<&str> = all.filter(|word| !words.columns.announcing.has(word)).collect();
    let last = words.labels.role(kept.last()?);
    let grouped = (2..=MAX_PLAIN).contains(&count) && matches!(last, Some(Role::Attendees | Role::Absent));
    if kept.len() == count && !grouped {
        return None;
    }
    let role = words.headings.role(&kept.join(" "));
    role.filter(|role| matches!(role, Role::Attendees | Role::Absent))
}

/// `Those present were Ada and Ben.`: the names behind a sentence that announces them without a colon.
pub(super) fn in_sentence(reader: Reader<'_>, text: &str) -> Option<String> {
    let words = reader.words;
    let ends = text.match_indices(' ').map(|(at, _)| at).take(MAX_FRONT);
    let mut start = 0;
    for end in ends {
        let word = text.get(start..end).unwrap_or_default();
        start = end + 1;
        let label = text.get(..end).filter(|_| words.columns.announcing.has(word));
        if label.is_some_and(|label| told_role(words, label) == Some(Role::Attendees)) {
            let behind = own_lines(reader, text.get(start..)?);
            let names = sentences_of(&behind, words).first().copied().unwrap_or_default().to_owned();
            return are_capitals(reader, &names).then_some(names);
        }
    }
    None
}

/// Whether a text names people with capitals, and little else; one of them with a full name.
pub(super) fn are_capitals(reader: Reader<'_>, text: &str) -> bool {
    let parts = split_names(text, reader.words);
    let named = |part: &&String| {
        let read = roll_call::read_text(part, None, Lines::new(1, 1), reader.words);
        part.starts_with(|c: char| c.is_uppercase() || c == '@') && matches!(read, Read::Present(_))
    };
    let people = parts.iter().filter(named).count();
    people >= 2 && people * 3 >= parts.len() * 2 || people == 1 && parts.len() == 1 && is_full(text)
}

/// Whether a label stands in front of those who were not there.
pub(super) fn labels_absent(words: &Reading, label: &str) -> bool {
    let role = words.labels.role(label).or_else(|| told_role(words, label));
    let short = || label.split_whitespace().count() <= MAX_SHORT;
    role == Some(Role::Absent) || role.is_none() && short() && words.absent.stands_accented_in(label)
}

/// Where in a paragraph a line begins that tells of those who were not there: `Regrets: Ada`.
pub(super) fn absent_line(words: &Reading, text: &str) -> Option<usize> {
    let mut start = 0;
    text.split('\n').find_map(|line| {
        let at = start;
        start += line.len() + 1;
        let label = line.split_once(':').map(|(label, _)| label.trim().trim_matches('*'));
        label.is_some_and(|label| labels_absent(words, label)).then_some(at)
    })
}

/// Whether a paragraph or bullet announces those who were not there: in a sentence, or on a short line over a list.
pub(super) fn tells_absent(reader: Reader<'_>, index: usize) -> bool {
    let nodes = &reader.outline.nodes;
    let node = &nodes[index];
    let text = node.inline.text.trim_end();
    let over = |node: &Node| {
        let listed = nodes.get(index + 1).is_some_and(|next| next.is_item() && next.parent == node.parent);
        let bold = node.inline.bold().next().is_some_and(|bold| bold.trim().len() * 2 >= text.len());
        (listed || bold) && text.split_whitespace().count() <= MAX_SHORT
    };
    let paragraph = node.kind == NodeKind::Paragraph;
    let announces = (paragraph || node.is_item()) && text.ends_with(':') || paragraph && over(node);
    // `Ponds (excused from voting)` came.
    let plain = !text.contains('(');
    text.len() <= MAX_SENTENCE && announces && plain && reader.words.absent.stands_accented_in(text)
}

/// What the last field behind a name says where it is an answer: whether somebody came.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Came,
    Stayed,
}

/// `Ada Quill - present`, `Ben Marsh, absent`: the text without the answer, and that.
pub(super) fn take_answer<'t>(text: &'t str, words: &Reading) -> (&'t str, Option<Answer>) {
    let separators = [" - ", " – ", " — ", " -- ", ": ", ", ", "; ", "/ ", "| "];
    let last = separators.iter().filter_map(|mark| text.rfind(mark).map(|at| (at, at + mark.len()))).max();
    let Some((front, tail)) = last.and_then(|(at, end)| Some((text.get(..at)?, text.get(end..)?))) else {
        return (text, None);
    };
    let said = tail.split('(').next().unwrap_or_default().trim().trim_end_matches(['.', '!']);
    let lower = said.to_lowercase();
    let columns = &words.columns;
    // `Ada / @adaq / -`, `Ada, X`: a field that is empty, or short as a firm can be.
    let answers = said.len() > 1 && said.chars().all(|c| c.is_alphabetic() || c == ' ');
    // `cannot join before 10`, `excused until noon`: not at all times.
    let whole = || {
        let mut told = lower.split(|c: char| !c.is_alphanumeric());
        told.all(|word| !words.dates.decoys.contains(word) && !word.starts_with(|c: char| c.is_ascii_digit()))
    };
    let begins = || words.absent.list().iter().any(|phrase| lower.starts_with(phrase.as_str()));
    let wording = || said.starts_with(char::is_lowercase) && begins() && whole();
    if front.trim().is_empty() || !answers && !wording() {
        (text, None)
    } else if columns.refusals.contains(&lower) || words.absent.list().contains(&lower) || wording() {
        (front, Some(Answer::Stayed))
    } else if columns.came.contains(&lower) && words.headings.role(&lower).is_some()
        || columns.affirmations.contains(&lower)
    {
        (front.trim_end_matches([' ', '/', '|', '-']), Some(Answer::Came))
    } else {
        (text, None)
    }
}

/// Whether a full name ends a line and another one begins the next: only the comma between them was forgotten.
pub(super) fn are_two(line: &str, next: &str) -> bool {
    let last = line.rsplit(',').next().unwrap_or_default();
    let first = next.split(',').next().unwrap_or_default();
    is_full(last) && is_full(first)
}

/// A longer word is no shortened title.
const SHORT_TITLE: usize = 3;

/// `Prof. Dr. Ada Quill`: the name without the titles in front.
pub(super) fn without_titles<'t>(text: &'t str, words: &Reading) -> &'t str {
    let mut rest = text;
    while let Some((first, behind)) = rest.split_once([' ', '\u{a0}']) {
        let title = first.trim_end_matches('.');
        // `Mag` and `Ing` are first names too, where no full stop follows.
        let sure = title.len() < first.len() || title.len() > SHORT_TITLE || words.honorifics.has(title);
        if !sure || !words.columns.titles.has(title) || !behind.starts_with(char::is_uppercase) {
            break;
        }
        rest = behind.trim_start();
    }
    rest
}

/// The groups of people beside one that was announced, it among them, where the bullet above speaks of a roll call:
/// `Take attendance`, and below it `Council: …` beside `Observers: …`.
pub(super) fn groups_beside(reader: Reader<'_>, index: usize) -> Vec<(String, Lines)> {
    const MOST: usize = 12;
    let nodes = &reader.outline.nodes;
    let words = reader.words;
    let calls = |word: &str| {
        let role = words.headings.role(word);
        role == Some(Role::Attendees) && words.labels.role(word) == role
    };
    let above = nodes[index].parent.map(|parent| &nodes[parent]).filter(|above| above.is_item());
    let Some(above) = above.filter(|above| above.inline.flat().split(' ').take(MAX_FRONT).any(calls)) else {
        return Vec::new();
    };
    let siblings = above.children.iter().take(MOST).filter(|sibling| nodes[**sibling].is_item());
    let groups = siblings.filter_map(|&sibling| {
        let node = &nodes[sibling];
        let (label, names) = node.inline.text.split_once(": ")?;
        let group = sibling == index || words.labels.role(label).is_none() && !labels_absent(words, label);
        let named = || sibling == index || are_capitals(reader, names);
        (group && named()).then(|| (own_lines(reader, names), node.lines))
    });
    groups.collect()
}
