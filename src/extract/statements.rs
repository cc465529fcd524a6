//! What is said, one thing at a time: a bullet, a paragraph, or a line of a paragraph that is not wrapped.
//!
//! Each statement knows who says it, which label stands before it, and what the headings, bullets and labels above
//! announce.

use super::Reader;
use super::meetings::Meeting;
use super::roster::{Roster, bare};
use crate::outline::{Node, NodeKind};
use crate::report::Lines;
use crate::vocabulary::{Role, fold};

/// One thing said.
#[derive(Debug)]
pub(super) struct Statement {
    /// The node it stands in.
    pub(super) node: usize,
    /// Its lines (without sub-bullets).
    pub(super) lines: Lines,
    /// Its words on one line, label and speaker included.
    pub(super) text: String,
    /// Where the words behind label and speaker begin.
    pub(super) start: usize,
    /// The words behind label and speaker, folded for cue patterns.
    pub(super) plain: String,
    /// Who says it.
    pub(super) speaker: Option<String>,
    /// What its own label announces.
    pub(super) label: Option<Role>,
    /// What the heading, bullet or label above announces.
    pub(super) under: Option<Under>,
}

/// What stands above a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Under {
    /// What it announces.
    pub(super) role: Role,
    /// Whether the statement is the first level below it.
    pub(super) direct: bool,
    /// The bullet whose label announces it, where it is a bullet.
    pub(super) item: Option<usize>,
}

impl Statement {
    /// The words behind label and speaker.
    pub(super) fn body(&self) -> &str {
        self.text.get(self.start..).unwrap_or_default().trim()
    }

    /// How many words it has.
    pub(super) fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }
}

/// The statements of a meeting, in order.
pub(super) fn read(reader: Reader<'_>, meeting: &Meeting, roster: &Roster<'_>) -> Vec<Statement> {
    let mut reading = Statements { reader, roster, pending: None, list: Vec::new() };
    for index in meeting.nodes.clone() {
        if !roster.roll_nodes.contains(&index) {
            reading.node(index);
        }
    }
    reading.list
}

/// A label that stands alone and speaks of what follows it.
#[derive(Clone, Copy)]
struct Pending {
    role: Role,
    parent: Option<usize>,
    /// Whether bullets have begun to follow.
    listing: bool,
}

struct Statements<'a> {
    reader: Reader<'a>,
    roster: &'a Roster<'a>,
    pending: Option<Pending>,
    list: Vec<Statement>,
}

impl Statements<'_> {
    fn node(&mut self, index: usize) {
        let node = &self.reader.outline.nodes[index];
        match node.kind {
            NodeKind::Heading(_) => self.pending = None,
            NodeKind::Item { .. } => {
                let first = node.inline.starts.first().map_or(node.lines.first, |&(_, line)| line);
                let last = node.inline.starts.last().map_or(first, |&(_, line)| line);
                self.push(index, &node.inline.text, Lines::new(node.lines.first, last.max(first)));
            }
            NodeKind::Paragraph => self.paragraph(index),
            NodeKind::Row { head: false, .. } => self.push(index, &node.inline.text, node.lines),
            NodeKind::Row { head: true, .. } | NodeKind::Quote | NodeKind::Code => {}
        }
    }

    fn paragraph(&mut self, index: usize) {
        let node = &self.reader.outline.nodes[index];
        let mut from = 0;
        for cut in self.cuts(node).into_iter().chain([node.inline.text.len()]) {
            let text = node.inline.text.get(from..cut).unwrap_or_default();
            let lines =
                Lines::new(node.inline.line_at(from), node.inline.line_at(cut.saturating_sub(1).max(from)));
            self.push(index, text, lines);
            from = cut;
        }
    }

    /// Where a paragraph's lines are statements of their own: behind a full stop or a lone label, and before a
    /// speaker.
    fn cuts(&self, node: &Node) -> Vec<usize> {
        let text = &node.inline.text;
        let breaks: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
        let lines: Vec<&str> = text.split('\n').collect();
        // Lines of much the same length are one wrapped text.
        let longest = lines.iter().map(|line| line.len()).max().unwrap_or(0);
        let unwrapped = longest > 110 || lines.iter().rev().skip(1).any(|line| line.len() + 30 < longest);
        let cut_here = |before: &str, after: &str| {
            let ended = before.trim_end().ends_with(['.', '!', '?', ':', ';', ')']);
            let label = after.split_once(':').is_some_and(|(label, _)| {
                self.roster.knows(bare(label)) || self.reader.words.labels.role(bare(label)).is_some()
            });
            let lone = before.trim_end().ends_with(':') && before.split_whitespace().count() <= 4;
            label
                || lone
                || unwrapped && ended && after.starts_with(char::is_uppercase)
                || unwrapped && longest > 110 && after.starts_with(char::is_uppercase)
        };
        breaks
            .into_iter()
            .zip(lines.windows(2))
            .filter(|(_, pair)| cut_here(pair[0], pair[1]))
            .map(|(at, _)| at)
            .collect()
    }

    fn push(&mut self, index: usize, text: &str, lines: Lines) {
        let text = crate::outline::flatten(text);
        if text.is_empty() {
            return;
        }
        let node = &self.reader.outline.nodes[index];
        let Opening { start, speaker, label } = self.opening(&text);
        let under = self.under(index);
        let alone = label.is_some() && text.get(start..).unwrap_or_default().trim().is_empty();
        if alone && !node.is_item() {
            self.pending = label.map(|role| Pending { role, parent: node.parent, listing: false });
        }
        let plain = fold(text.get(start..).unwrap_or_default().trim()).into_owned();
        self.list.push(Statement { node: index, lines, text, start, plain, speaker, label, under });
    }

    /// Label and speaker at the beginning of a statement, in either order.
    fn opening(&self, text: &str) -> Opening {
        let mut opening = Opening::default();
        for _ in 0..2 {
            let rest = text.get(opening.start..).unwrap_or_default();
            let Some((name, used)) = lead(rest) else { break };
            let tag = name.strip_prefix("name=");
            let plain = bare(tag.unwrap_or(name));
            if let Some(role) = self.reader.words.labels.role(plain).filter(|_| opening.label.is_none()) {
                opening.label = Some(role);
            } else if opening.speaker.is_none() && (tag.is_some() || self.is_speaker(plain)) {
                opening.speaker = Some(plain.to_owned());
            } else {
                break;
            }
            opening.start += used;
        }
        opening
    }

    fn is_speaker(&self, plain: &str) -> bool {
        let all = plain
            .split([',', '/', '&'])
            .flat_map(|part| part.split(" and "))
            .all(|part| self.roster.knows(part));
        !plain.is_empty() && all
    }

    /// What is announced above: by a label in the bullets above, a label that stands alone before, or a heading.
    fn under(&mut self, index: usize) -> Option<Under> {
        let nodes = &self.reader.outline.nodes;
        let parent = nodes[index].parent;
        for (depth, above) in self.reader.outline.ancestors(index).enumerate() {
            let node = &nodes[above];
            if !node.is_item() {
                break;
            }
            let text = node.inline.flat();
            let lone = text.split_whitespace().count() <= 6 || text.ends_with(':');
            let named = lead(&text).filter(|(name, _)| self.roster.knows(bare(name)));
            let label = named.map_or(text.as_str(), |(_, used)| text.get(used..).unwrap_or_default());
            let label = label.trim().trim_end_matches(':');
            let role = self.reader.words.labels.role(label).or_else(|| {
                // `her action items`: the announcing words end the bullet.
                label.split_once(' ').and_then(|(_, rest)| self.reader.words.labels.role(rest))
            });
            if let Some(role) = role.filter(|_| lone) {
                return Some(Under { role, direct: depth == 0, item: Some(above) });
            }
        }
        if let Some(pending) = self.pending {
            let listed = nodes[index].is_item();
            let below = listed && nodes[index].parent != pending.parent;
            if listed && (below || parent == pending.parent) {
                self.pending = Some(Pending { listing: true, ..pending });
                return Some(Under { role: pending.role, direct: !below, item: None });
            }
            let next = self.list.last().is_some_and(|last| last.node != index);
            if pending.listing || parent != pending.parent {
                self.pending = None;
            } else {
                // One paragraph follows the label; its further lines belong to it too.
                if next
                    && self.list.last().is_some_and(|last| {
                        last.under.is_some_and(|u| u.role == pending.role) && last.body() == last.text
                    })
                {
                    self.pending = None;
                } else {
                    return Some(Under { role: pending.role, direct: true, item: None });
                }
            }
        }
        let depth =
            self.reader.outline.ancestors(index).take_while(|&above| !nodes[above].is_heading()).count();
        let headings = self.reader.outline.ancestors(index).filter(|&above| nodes[above].is_heading());
        let role = headings
            .filter(|&above| nodes[above].level() != Some(1))
            .find_map(|above| self.reader.words.headings.role(&nodes[above].inline.flat()));
        role.map(|role| Under { role, direct: depth == 0, item: None })
    }
}

#[derive(Default)]
struct Opening {
    start: usize,
    speaker: Option<String>,
    label: Option<Role>,
}

/// The label or speaker at the beginning of a text, and where it ends: `Name:`, `[name=X]`, `[X]`, `(X)`,
/// `Next step -`.
fn lead(text: &str) -> Option<(&str, usize)> {
    let trimmed = text.trim_start();
    let skipped = text.len() - trimmed.len();
    for (open, close) in [('[', ']'), ('(', ')'), ('$', '$')] {
        let Some(rest) = trimmed.strip_prefix(open) else { continue };
        let end = rest.find(close).filter(|&end| end <= 40)?;
        let behind = rest.get(end + 1..)?;
        let colon = behind.len() - behind.trim_start_matches([':', ' ']).len();
        return Some((rest.get(..end)?, skipped + 1 + end + 1 + colon));
    }
    let end = trimmed.find([':', '\n']).or_else(|| trimmed.find(" - ")).or_else(|| trimmed.find(", "))?;
    let label = trimmed.get(..end)?;
    let separator = trimmed.get(end..).map_or(1, |rest| if rest.starts_with(" - ") { 3 } else { 1 });
    // `10:30`, `https://…` are no labels.
    let address = trimmed.get(end..).is_some_and(|rest| rest.starts_with("://"));
    (label.split_whitespace().count() <= 6 && !address).then_some((label, skipped + end + separator))
}
