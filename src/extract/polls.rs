//! Polls: what was put to the vote, and whether it carried.
//!
//! The counts stand in a table (`| For | Against |`), in bullets (`For: 3`) or on the lines of a paragraph. What was
//! put to the vote is the paragraph before them.

use super::Reader;
use crate::outline::{Node, NodeKind};
use crate::report::Lines;
use crate::vocabulary::Reading;

/// No poll has more options.
const MAX_OPTIONS: usize = 8;

/// What a vote says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Vote {
    For,
    Neither,
    Against,
}

/// The lines of a poll with its counts, where what stands at `index` was put to the vote and carried.
pub(super) fn carried(reader: Reader<'_>, index: usize) -> Option<Lines> {
    let nodes = &reader.outline.nodes;
    let node = &nodes[index];
    let lines = |at: usize| nodes[at].inline.text.split('\n');
    // Below a heading that was put to the vote, the counts stand alone.
    let headed = |at: usize| at.checked_sub(1).is_some_and(|before| nodes[before].is_heading());
    let (counts, last) = match &node.kind {
        NodeKind::Row { head: false, cells } => {
            let above = index.checked_sub(1).filter(|&above| headed(above))?;
            let NodeKind::Row { head: true, cells: head } = &nodes[above].kind else { return None };
            (table(reader.words, head, cells)?, node.lines.last)
        }
        NodeKind::Paragraph => {
            if let Some(counts) = counts_of(reader.words, lines(index)) {
                return (headed(index) && carries(&counts)).then_some(node.lines);
            }
            match counts_of(reader.words, lines(index).skip(1)) {
                Some(counts) => (counts, node.lines.last),
                None => counts_behind(reader, index)?,
            }
        }
        _ => return None,
    };
    carries(&counts).then_some(Lines::new(node.lines.first, last))
}

/// The counts that follow a paragraph, and their last line.
fn counts_behind(reader: Reader<'_>, index: usize) -> Option<(Vec<(Vote, u32)>, u32)> {
    let nodes = &reader.outline.nodes;
    let beside = |at: usize| nodes.get(at).filter(|next| next.parent == nodes[index].parent);
    let next = beside(index + 1)?;
    match &next.kind {
        NodeKind::Row { head: true, cells: head } => {
            let row = beside(index + 2)?;
            let NodeKind::Row { head: false, cells } = &row.kind else { return None };
            Some((table(reader.words, head, cells)?, row.lines.last))
        }
        NodeKind::Item { .. } => {
            let items = (index + 1..).take(MAX_OPTIONS + 1).map_while(beside);
            let items: Vec<&Node> = items.take_while(|item| item.is_item()).collect();
            let texts = items.iter().map(|item| item.inline.text.as_str());
            Some((counts_of(reader.words, texts)?, items.last()?.lines.last))
        }
        NodeKind::Paragraph => {
            Some((counts_of(reader.words, next.inline.text.split('\n'))?, next.lines.last))
        }
        _ => None,
    }
}

/// Whether more were for it than against it.
fn carries(counts: &[(Vote, u32)]) -> bool {
    let sum = |wanted: Vote| -> u32 {
        counts.iter().filter(|(option, _)| *option == wanted).map(|(_, count)| count).sum()
    };
    sum(Vote::For) > sum(Vote::Against)
}

fn table(words: &Reading, head: &[String], cells: &[String]) -> Option<Vec<(Vote, u32)>> {
    let pairs =
        head.iter().zip(cells).filter(|(name, cell)| !name.trim().is_empty() || !cell.trim().is_empty());
    complete(pairs.map(|(name, cell)| Some((option(words, name)?, cell.trim().parse().ok()?))).collect())
}

/// Lines or bullets of `For: 3`.
fn counts_of<'a>(words: &Reading, lines: impl Iterator<Item = &'a str>) -> Option<Vec<(Vote, u32)>> {
    let pair = |line: &str| {
        let (name, count) = line.split_once(':')?;
        Some((option(words, name)?, count.trim().parse().ok()?))
    };
    complete(lines.filter(|line| !line.trim().is_empty()).map(pair).collect())
}

/// All options of a poll: one for it and one against it at least.
fn complete(counts: Option<Vec<(Vote, u32)>>) -> Option<Vec<(Vote, u32)>> {
    let has = |counts: &[(Vote, u32)], wanted| counts.iter().any(|(option, _)| *option == wanted);
    counts
        .filter(|counts| counts.len() <= MAX_OPTIONS && has(counts, Vote::For) && has(counts, Vote::Against))
}

fn option(words: &Reading, name: &str) -> Option<Vote> {
    let name = name.trim().trim_matches(['*', '_', ' ']).to_lowercase();
    let is = |names: &[String]| names.contains(&name);
    if is(&words.votes_for) {
        Some(Vote::For)
    } else if is(&words.votes_against) {
        Some(Vote::Against)
    } else {
        is(&words.votes_neither).then_some(Vote::Neither)
    }
}
