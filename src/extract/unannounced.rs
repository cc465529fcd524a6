//! A roll call that nothing announces: it is one only where it can be nothing else.
//!
//! 1. A line of `Name (ABC), Name (DEF), …` near the top.
//! 2. A table that says of people whether they came, or near the top one of names and where these come from.
//! 3. Paragraphs of `Name, institution` near the top, one below the other.
//! 4. Bullets that look like `name / institution / @handle`.

use super::attendees::{Calling, RollCall, is_full};
use super::meetings::Meeting;
use super::name_list::{Columns, has_initials, is_name_head, split_names};
use super::roll_call::Read;
use super::roll_region::Region;
use crate::outline::{Inline, NodeKind};
use crate::report::Lines;
use crate::vocabulary::Role;

/// Names stand among the first blocks of a report.
const MAX_TOP: usize = 60;
/// A table of names stands among fewer.
const MAX_HEAD: usize = 8;
/// Fewer people below each other are no roll call.
const MIN_RUN: usize = 3;

impl Calling<'_> {
    /// Lines of `Name (ABC), Name (DEF), …` near the top, which nothing announces.
    pub(super) fn signed_lines(&mut self, meeting: &Meeting, regions: &[Region]) {
        let nodes = &self.reader.outline.nodes;
        let top = meeting.nodes.start..meeting.nodes.end.min(meeting.nodes.start + 12);
        for index in top.filter(|index| !regions.iter().any(|region| region.nodes.contains(index))) {
            let label = nodes[index].inline.text.split_once(':').map(|(label, _)| label);
            let announced = label.is_some_and(|label| self.reader.words.labels.role(label).is_some());
            if nodes[index].kind != NodeKind::Paragraph || announced {
                continue;
            }
            let text = nodes[index].inline.flat();
            if split_names(text, self.reader.words).iter().filter(|part| has_initials(part)).count() >= 3 {
                self.listed_after_label(text, nodes[index].lines);
                self.roll.nodes.insert(index);
            }
        }
    }

    /// A roll call that nothing announces.
    pub(super) fn unannounced(&mut self, meeting: &Meeting) {
        self.tables(meeting);
        if self.roll.people.is_empty() {
            self.paragraphs(meeting);
        }
        if self.roll.people.is_empty() {
            self.bullets(meeting);
        }
        if self.roll.people.len() < 2 {
            self.roll = RollCall::default();
        }
    }

    /// Tables that say of people whether they came, or of names and no more.
    fn tables(&mut self, meeting: &Meeting) {
        let nodes = &self.reader.outline.nodes;
        let words = &self.reader.words.columns;
        let mut columns = None;
        for index in meeting.nodes.clone() {
            match &nodes[index].kind {
                NodeKind::Row { head: true, cells } => {
                    let top = index < meeting.nodes.start + MAX_HEAD;
                    columns = Columns::telling(cells, words)
                        .filter(|columns| self.tells(index, columns) || self.ticks(meeting, index))
                        .or_else(|| {
                            Columns::of_people(cells, words).filter(|_| top && !self.is_labelled(index))
                        });
                    self.roll.nodes.extend(columns.is_some().then_some(index));
                }
                NodeKind::Row { head: false, cells } => {
                    if let Some(columns) = &columns {
                        self.row(cells, columns, nodes[index].lines);
                        self.roll.nodes.insert(index);
                    }
                }
                _ => columns = None,
            }
        }
    }

    /// Whether the line above a table tells what it is of: `Offers for the roof:`.
    fn is_labelled(&self, head: usize) -> bool {
        let nodes = &self.reader.outline.nodes;
        let above = nodes.get(..head).and_then(<[_]>::last);
        above.is_some_and(|node| !node.is_heading() && node.inline.flat().trim_end().ends_with(':'))
    }

    /// Whether most rows below a head say that somebody came or did not.
    fn tells(&self, head: usize, columns: &Columns) -> bool {
        let words = &self.reader.words.columns;
        let rows = self.reader.outline.nodes.iter().skip(head + 1).map_while(|node| match &node.kind {
            NodeKind::Row { head: false, cells } => Some(cells),
            _ => None,
        });
        let (mut came, mut stayed, mut all) = (0, 0, 0);
        for cells in rows {
            let cell = columns.came.and_then(|came| cells.get(came)).map(|cell| cell.trim().to_lowercase());
            all += 1;
            came += usize::from(cell.as_ref().is_some_and(|cell| words.came.contains(cell)));
            stayed += usize::from(cell.as_ref().is_some_and(|cell| words.refusals.contains(cell)));
        }
        came > 0 && (came + stayed) * 4 >= all * 3
    }

    /// Whether a table near the top says of full names, below a head that is a word for those present, whether they
    /// came: `yes`, `x` or nothing, `no`.
    fn ticks(&self, meeting: &Meeting, head: usize) -> bool {
        let nodes = &self.reader.outline.nodes;
        let words = self.reader.words;
        let NodeKind::Row { cells: heads, .. } = &nodes[head].kind else { return false };
        let columns = Columns::of(heads, &words.columns);
        let cell = |cells: &[String], column: usize| {
            cells.get(column).map_or("", |cell| cell.trim().trim_end_matches('\u{fe0f}')).to_lowercase()
        };
        let over = columns.came.map(|came| cell(heads, came)).unwrap_or_default();
        let called = self.calls(&over) || words.headings.role(&over) == Some(Role::Attendees);
        if !called
            || !is_name_head(&cell(heads, columns.name), &words.columns)
            || head > meeting.nodes.start + MAX_TOP
        {
            return false;
        }
        let (mut came, mut stayed, mut full, mut all) = (0, 0, 0, 0);
        for node in nodes.iter().skip(head + 1) {
            let NodeKind::Row { head: false, cells } = &node.kind else { break };
            let said = cell(cells, columns.came.unwrap_or(0));
            let words = &words.columns;
            all += 1;
            came += usize::from(words.affirmations.contains(&said) || words.came.contains(&said));
            stayed += usize::from(said.is_empty() || words.refusals.contains(&said));
            full +=
                usize::from(cells.get(columns.name).is_some_and(|name| is_full(name) || name.contains('@')));
        }
        came > 0 && (came + stayed) * 4 >= all * 3 && full * 4 >= all * 3
    }

    /// Paragraphs of `Ada Quill, Oakfield` near the top, one below the other.
    fn paragraphs(&mut self, meeting: &Meeting) {
        let nodes = &self.reader.outline.nodes;
        let top = meeting.nodes.start..meeting.nodes.end.min(meeting.nodes.start + MAX_TOP);
        let placed = |&index: &usize| {
            let text = nodes[index].inline.flat();
            nodes[index].kind == NodeKind::Paragraph && self.is_placed(text)
        };
        let Some(first) = top.clone().find(placed) else { return };
        let run: Vec<usize> =
            (first..top.end).take_while(|index| nodes[*index].kind == NodeKind::Paragraph).collect();
        let end = run.iter().position(|index| !placed(index) && !self.is_full_name(*index));
        let run = run.get(..end.unwrap_or(run.len())).unwrap_or_default();
        if run.iter().filter(|index| placed(index)).count() < MIN_RUN {
            return;
        }
        for &index in run {
            let text = nodes[index].inline.flat();
            if let Read::Present(person) = self.read_line(text, nodes[index].lines) {
                self.roll.people.push(person);
            }
            self.roll.nodes.insert(index);
        }
    }

    fn is_full_name(&self, index: usize) -> bool {
        let text = self.reader.outline.nodes[index].inline.flat();
        self.is_placed(&format!("{text}, -"))
    }

    fn bullets(&mut self, meeting: &Meeting) {
        let nodes = &self.reader.outline.nodes;
        let mut heading = None;
        for index in meeting.nodes.clone() {
            let Some(parent) = nodes[index].parent else { continue };
            // The first group of bullets that mostly look like `name / institution / @handle`.
            if nodes[index].is_item()
                && looks_signed(&nodes[index].inline)
                && heading.is_none_or(|known| known == parent)
            {
                heading = Some(parent);
                self.item(index);
            }
        }
    }

    /// `Remote: Ada Lovelace (AL), …`: the label before the first name goes.
    fn listed_after_label(&mut self, text: &str, lines: Lines) {
        let names = match text.split_once(':') {
            Some((label, names)) if label.split_whitespace().count() <= 3 && !label.contains('(') => names,
            _ => text,
        };
        self.listed(names, lines);
    }
}

/// `name / institution / @handle`.
fn looks_signed(inline: &Inline) -> bool {
    let text = inline.flat();
    let separators = text.matches('/').count().max(text.matches('|').count());
    text.len() < 120 && separators >= 2 && text.contains('@') && !text.contains("://")
}
