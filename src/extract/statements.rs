//! What is said, one thing at a time: a bullet, a paragraph, or a line of a paragraph that is not wrapped.
//!
//! Each statement knows who says it, which label stands before it, and what the headings, bullets and labels above
//! announce.

use super::Reader;
use super::decisions::sentences;
use super::groups::{Facts, facts_of, over_list};
use super::meetings::Meeting;
use super::opening::{self, Opening};
use super::roster::{Roster, bare};
use crate::outline::{MarkKind, Node, NodeKind};
use crate::report::Lines;
use crate::vocabulary::{Folded, Role};
use std::borrow::Cow;
use std::ops::Range;

/// One thing said.
#[derive(Debug)]
pub(super) struct Statement<'a> {
    /// The node it stands in.
    pub(super) node: usize,
    /// Its lines (without sub-bullets).
    pub(super) lines: Lines,
    /// Its words on one line, label and speaker included.
    pub(super) text: Cow<'a, str>,
    /// How many words that are.
    words: usize,
    /// Its bytes in the node's text.
    pub(super) span: Range<usize>,
    /// The bytes of the words behind label and speaker.
    body: Range<usize>,
    /// These words, folded for cue patterns.
    pub(super) plain: Folded,
    /// Who says it.
    pub(super) speaker: Option<String>,
    /// What its own label announces.
    pub(super) label: Option<Role>,
    /// Who the label itself names.
    pub(super) assigned: Vec<String>,
    /// Whether it has a box in front, and whether that is ticked.
    pub(super) ticked: Option<bool>,
    /// What the heading, bullet or label above announces.
    pub(super) under: Option<Under>,
    /// Whether it only gathers the bullets below it.
    pub(super) group: bool,
    /// The head of the table whose row it is.
    pub(super) head: Option<usize>,
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
    /// Where it is announced.
    pub(super) origin: Origin,
}

/// Where it is announced what a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// By a bullet, a label, or the heading right above.
    Near,
    /// By a heading above another heading.
    Farther,
}

impl Statement<'_> {
    /// The words behind label and speaker.
    pub(super) fn body(&self) -> &str {
        self.text.get(self.body.clone()).unwrap_or_default()
    }

    /// Whether it is a paragraph wholly in italics: an instruction of the form, or the scribe's own words.
    pub(super) fn is_instruction(&self, reader: Reader<'_>) -> bool {
        let node = &reader.outline.nodes[self.node];
        if node.kind != NodeKind::Paragraph || node.inline.marks.len() > 20 {
            return false;
        }
        let italic = node.inline.marks.iter().filter(|mark| mark.kind == MarkKind::Italic);
        let covered: usize = italic.map(|mark| mark.range.len()).sum();
        covered + 4 >= node.inline.text.len() && self.words() > 6
    }

    /// Whether its first sentence is a question.
    pub(super) fn asks(&self) -> bool {
        sentences(&self.plain).next().is_some_and(|first| first.ends_with('?') && first.len() > 1)
    }

    /// How many words it has.
    pub(super) fn words(&self) -> usize {
        self.words
    }
}

/// The statements of a meeting, in order.
pub(super) fn read<'a>(reader: Reader<'a>, meeting: &Meeting, roster: &Roster<'_>) -> Vec<Statement<'a>> {
    let mut reading = Statements {
        reader,
        roster,
        pending: None,
        head: None,
        items: vec![None; meeting.nodes.len()],
        first: meeting.nodes.start,
        heading: None,
        // Below bullets it is none.
        title: reader
            .outline
            .nodes
            .iter()
            .position(|node| node.is_heading() || node.is_item())
            .filter(|&first| reader.outline.nodes[first].is_heading()),
        // Most blocks are one statement, and moving what is read already costs more than room.
        list: Vec::with_capacity(meeting.nodes.len()),
    };
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

struct Statements<'a, 'r> {
    reader: Reader<'a>,
    roster: &'r Roster<'r>,
    pending: Option<Pending>,
    /// The head of the table being read.
    head: Option<usize>,
    /// What the bullets say about those below them, from the meeting's first node on; asked for once.
    items: Vec<Option<Facts>>,
    first: usize,
    /// The last heading asked for and what it announces; what stands below one heading comes in a row.
    heading: Option<(usize, Option<(Role, Origin)>)>,
    /// The file's first heading.
    title: Option<usize>,
    list: Vec<Statement<'a>>,
}

impl Statements<'_, '_> {
    fn node(&mut self, index: usize) {
        let node = &self.reader.outline.nodes[index];
        match node.kind {
            NodeKind::Heading(_) => self.pending = None,
            NodeKind::Item { .. } => {
                let first = node.inline.starts.first().map_or(node.lines.first, |&(_, line)| line);
                let last = node.inline.starts.last().map_or(first, |&(_, line)| line);
                self.push(index, 0..node.inline.text.len(), Lines::new(node.lines.first, last.max(first)));
            }
            NodeKind::Paragraph => self.paragraph(index),
            NodeKind::Row { head: false, .. } => self.push(index, 0..node.inline.text.len(), node.lines),
            NodeKind::Row { head: true, .. } => self.head = Some(index),
            NodeKind::Quote | NodeKind::Code => {}
        }
    }

    fn paragraph(&mut self, index: usize) {
        let node = &self.reader.outline.nodes[index];
        let mut from = 0;
        for cut in self.cuts(node).into_iter().chain([node.inline.text.len()]) {
            let lines =
                Lines::new(node.inline.line_at(from), node.inline.line_at(cut.saturating_sub(1).max(from)));
            self.push(index, from..cut, lines);
            from = cut;
        }
    }

    /// Where a paragraph's lines are statements of their own: behind a full stop or a lone label, and before a
    /// speaker.
    fn cuts(&self, node: &Node) -> Vec<usize> {
        let text = &node.inline.text;
        if memchr::memchr(b'\n', text.as_bytes()).is_none() {
            return Vec::new();
        }
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
                || opening::boxed(after).is_some()
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

    fn push(&mut self, index: usize, span: Range<usize>, lines: Lines) {
        let text = self.reader.outline.nodes[index].inline.flat_part(&span);
        if text.is_empty() {
            return;
        }
        let node = &self.reader.outline.nodes[index];
        let under = self.under(index);
        let boxed = if let NodeKind::Item { ticked } = node.kind { ticked } else { None };
        let place = under.filter(|under| under.direct).map(|under| under.role);
        let place = if boxed.is_some() { Some(Role::Actions) } else { place };
        let Opening { start, speaker, label, assigned, ticked } =
            opening::read(self.reader.words, self.roster, &text, place);
        let ticked = boxed.filter(|ticked| *ticked).or(ticked).or(boxed);
        let head = self.head.filter(|_| matches!(node.kind, NodeKind::Row { .. }));
        let group = node.is_item() && {
            let facts = self.facts(index);
            facts.group || facts.role.is_some()
        };
        // `**Next steps**` over a list announces it without a colon.
        let (start, label) = match label {
            None if node.kind == NodeKind::Paragraph
                && text.len() <= 40
                && self.is_followed_by_list(index) =>
            {
                let role = over_list(self.reader.words, &text);
                if role.is_some() { (text.len(), role) } else { (start, label) }
            }
            _ => (start, label),
        };
        let behind = text.get(start..).unwrap_or_default().trim_start();
        let body = text.len() - behind.len()..text.trim_end().len().max(text.len() - behind.len());
        let alone = label.is_some() && behind.is_empty();
        if alone && !node.is_item() {
            self.pending = label.map(|role| Pending { role, parent: node.parent, listing: false });
        }
        let plain = Folded::new(text.get(body.clone()).unwrap_or_default());
        self.list.push(Statement {
            node: index,
            lines,
            // Runs of white space are one space by now.
            words: memchr::memchr_iter(b' ', text.as_bytes()).count() + 1,
            span,
            text,
            body,
            plain,
            speaker,
            label,
            assigned,
            ticked,
            under,
            group,
            head,
        });
    }

    /// Whether a list or table comes next, beside a node.
    fn is_followed_by_list(&self, index: usize) -> bool {
        let nodes = &self.reader.outline.nodes;
        nodes.get(index + 1).is_some_and(|next| {
            next.parent == nodes[index].parent
                && (next.is_item() || matches!(next.kind, NodeKind::Row { .. }))
        })
    }

    /// What is announced above: by a label in the bullets above, a label that stands alone before, or a heading.
    fn under(&mut self, index: usize) -> Option<Under> {
        let nodes = &self.reader.outline.nodes;
        let parent = nodes[index].parent;
        let mut direct = true;
        for above in self.reader.outline.ancestors(index) {
            if !nodes[above].is_item() {
                break;
            }
            let facts = self.facts(above);
            if let Some(role) = facts.role {
                return Some(Under { role, direct, item: Some(above), origin: Origin::Near });
            }
            direct &= facts.group;
        }
        if let Some(under) = self.pending_over(index, parent) {
            return Some(under);
        }
        let heading = self.reader.outline.ancestors(index).find(|&above| nodes[above].is_heading())?;
        let (role, origin) = self.heading_role(heading)?;
        Some(Under { role, direct, item: None, origin })
    }

    /// What a label that stands alone announces for what follows it.
    fn pending_over(&mut self, index: usize, parent: Option<usize>) -> Option<Under> {
        let nodes = &self.reader.outline.nodes;
        let pending = self.pending?;
        let listed = nodes[index].is_item();
        let below = listed && parent != pending.parent;
        if listed && (below || parent == pending.parent) {
            self.pending = Some(Pending { listing: true, ..pending });
            return Some(Under { role: pending.role, direct: !below, item: None, origin: Origin::Near });
        }
        if pending.listing || parent != pending.parent {
            self.pending = None;
            return None;
        }
        // One paragraph follows the label; its further lines belong to it too.
        let another = self.list.last().is_some_and(|last| {
            last.node != index
                && last.under.is_some_and(|under| under.role == pending.role)
                && last.body() == last.text
        });
        if another {
            self.pending = None;
            return None;
        }
        Some(Under { role: pending.role, direct: true, item: None, origin: Origin::Near })
    }

    /// What a bullet says about those below it; asked once per bullet.
    fn facts(&mut self, item: usize) -> Facts {
        let (reader, roster) = (self.reader, self.roster);
        match item.checked_sub(self.first).and_then(|at| self.items.get_mut(at)) {
            Some(known) => *known.get_or_insert_with(|| facts_of(reader, roster, item)),
            None => facts_of(reader, roster, item),
        }
    }

    /// What the nearest heading above announces, or one above that; the file's title announces nothing, but a later
    /// heading of its size does.
    fn heading_role(&mut self, heading: usize) -> Option<(Role, Origin)> {
        if let Some((_, role)) = self.heading.filter(|&(last, _)| last == heading) {
            return role;
        }
        let nodes = &self.reader.outline.nodes;
        let chain = std::iter::once(heading).chain(self.reader.outline.ancestors(heading));
        let large = |above: usize| nodes[above].level() == Some(1);
        let role = chain
            .filter(|&above| nodes[above].is_heading() && !(large(above) && self.title == Some(above)))
            .find_map(|above| {
                let role = self.reader.words.headings.role(nodes[above].inline.flat())?;
                Some((role, if above == heading { Origin::Near } else { Origin::Farther }))
            });
        self.heading = Some((heading, role));
        role
    }
}
