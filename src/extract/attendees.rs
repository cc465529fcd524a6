//! Who was there: finds the roll call and reads it.
//!
//! 1. A heading (`## Present`), a label (`Roll call:`), or a table with a column of names begins one; absentees and
//!    other labels end it.
//! 2. Where nothing is announced: a line of `Name (ABC), Name (DEF), …` near the top, or bullets that look like
//!    `name / institution / @handle`.

use super::Reader;
use super::meetings::Meeting;
use super::name_list::{Columns, bars, has_initials, split_names};
use super::roll_call::{self, Read};
use super::roll_region::{Region, regions};
use crate::outline::{Inline, NodeKind};
use crate::report::{Attendee, Lines};
use crate::vocabulary::Role;
use foldhash::fast::RandomState;
use std::collections::{HashMap, HashSet};

/// The roll call of a meeting.
#[derive(Debug, Default)]
pub(super) struct RollCall {
    /// Who was there, each once, in order.
    pub(super) people: Vec<Attendee>,
    /// The nodes that the roll call takes; they are no entries.
    pub(super) nodes: HashSet<usize, RandomState>,
    /// Bullets that stand among the names and were read as nobody's.
    pub(super) odd: Vec<usize>,
}

/// Reads the roll call of a meeting.
pub(super) fn read(reader: Reader<'_>, meeting: &Meeting) -> RollCall {
    let mut call = Calling { reader, roll: RollCall::default() };
    let regions = regions(reader, meeting);
    call.signed_lines(meeting, &regions);
    for region in &regions {
        call.region(region);
    }
    if call.roll.people.is_empty() {
        call.unannounced(meeting);
    }
    let mut roll = call.roll;
    drop_roles(&mut roll.people);
    let mut seen = HashSet::new();
    roll.people.retain(|person| seen.insert((person.name.to_lowercase(), person.handle.clone())));
    roll
}

struct Calling<'a> {
    reader: Reader<'a>,
    roll: RollCall,
}

impl Calling<'_> {
    fn region(&mut self, region: &Region) {
        for (text, lines) in &region.inline {
            self.listed(text, *lines);
        }
        let mut columns = Columns::default();
        for &index in &region.nodes {
            let node = &self.reader.outline.nodes[index];
            match &node.kind {
                NodeKind::Row { head: true, cells } => {
                    columns = Columns::of(cells, &self.reader.words.columns);
                    self.roll.nodes.insert(index);
                }
                NodeKind::Row { head: false, cells } => {
                    self.row(cells, &columns, node.lines);
                    self.roll.nodes.insert(index);
                }
                NodeKind::Item { .. } => self.item(index),
                NodeKind::Paragraph => self.paragraph(index),
                NodeKind::Heading(_) | NodeKind::Quote | NodeKind::Code => {}
            }
        }
    }

    fn item(&mut self, index: usize) {
        let node = &self.reader.outline.nodes[index];
        let own = Lines::new(node.lines.first, node.lines.first);
        let text = node.inline.flat();
        // A box that is not ticked, beside ticked ones: somebody who did not come.
        let absent = matches!(node.kind, NodeKind::Item { ticked: Some(false) }) && self.ticked_beside(index);
        if self.gathers(index) || absent || self.is_regret(&text) {
            self.roll.nodes.insert(index);
            return;
        }
        // `Oakfield: Ada, Ben`, `Chair: Ada`.
        let named = text.split_once(": ").filter(|(label, _)| label.split_whitespace().count() <= 4);
        let named = named.filter(|(label, names)| {
            self.is_list(names)
                || self.are_names(names)
                || self.reader.words.roles.contains(label.to_lowercase().as_str())
        });
        let listed = named
            .map(|(_, names)| names)
            .or_else(|| (text.matches(',').count() >= 2 && self.is_list(&text)).then_some(text.as_ref()))
            .or_else(|| self.are_joined(&text).then_some(text.as_ref()));
        // `Ada Quill / @adaq / Oakfield / Berkeley, CA, USA`: the commas are those of a place.
        let listed = listed.filter(|names| !is_one(names));
        if let Some(names) = listed {
            self.listed(names, own);
            self.roll.nodes.insert(index);
            return;
        }
        match roll_call::read(&node.inline, own, self.reader.words) {
            Read::Present(person) => {
                self.roll.people.push(person);
                self.roll.nodes.insert(index);
            }
            Read::Nobody => {
                self.roll.nodes.insert(index);
            }
            Read::Words => self.roll.odd.push(index),
        }
    }

    fn ticked_beside(&self, index: usize) -> bool {
        let nodes = &self.reader.outline.nodes;
        let siblings =
            nodes[index].parent.map(|parent| nodes[parent].children.as_slice()).unwrap_or_default();
        let at = siblings.partition_point(|&sibling| sibling < index);
        let near = siblings.get(at.saturating_sub(60)..(at + 60).min(siblings.len())).unwrap_or_default();
        near.iter().any(|&sibling| matches!(nodes[sibling].kind, NodeKind::Item { ticked: Some(true) }))
    }

    /// Whether a bullet names a group and the bullets below it the people: all of them full names.
    fn gathers(&self, index: usize) -> bool {
        let nodes = &self.reader.outline.nodes;
        let below = &nodes[index].children;
        let own = &nodes[index].inline.text;
        let full = |&child: &usize| {
            let read = roll_call::read(&nodes[child].inline, nodes[child].lines, self.reader.words);
            matches!(read, Read::Present(person) if person.name.contains(' ') || person.handle.is_some())
        };
        below.len() >= 2 && !own.contains(['@', '(', '/', '|']) && below.iter().all(full)
    }

    /// A paragraph of a roll call: a name a line, or names between commas.
    fn paragraph(&mut self, index: usize) {
        let node = &self.reader.outline.nodes[index];
        let text = &node.inline.text;
        let separated = text.contains(", ") && self.is_list(&node.inline.flat());
        if separated {
            self.listed(&node.inline.flat(), node.lines);
            self.roll.nodes.insert(index);
            return;
        }
        let before = self.roll.people.len();
        let mut start = 0;
        for line in text.split('\n') {
            let at = node.inline.line_at(start);
            start += line.len() + 1;
            if let Some(fields) = bars(line) {
                self.row(&fields, &Columns::default(), Lines::new(at, at));
            } else if let Read::Present(person) = self.read_line(line, Lines::new(at, at))
                && (text.contains('\n') || person.handle.is_some())
            {
                self.roll.people.push(person);
            }
        }
        if self.roll.people.len() > before {
            self.roll.nodes.insert(index);
        }
    }

    fn read_line(&self, line: &str, lines: Lines) -> Read {
        let line = line.trim();
        let sentence = line.split_whitespace().count() > 12
            || line.ends_with('.') && line.split_whitespace().count() > 5;
        if self.is_regret(line) {
            Read::Nobody
        } else if sentence {
            Read::Words
        } else {
            roll_call::read_text(line, None, lines, self.reader.words)
        }
    }

    /// Names between commas (or semicolons): `Ada Lovelace (AL), Charles Babbage (CB)`.
    fn listed(&mut self, text: &str, lines: Lines) {
        for part in split_names(text, self.reader.words) {
            if self.is_regret(&part) {
                break;
            }
            if let Read::Present(person) = roll_call::read_text(&part, None, lines, self.reader.words) {
                self.roll.people.push(person);
            }
        }
    }

    /// `Apologies from Ada`: whoever follows was not there.
    fn is_regret(&self, part: &str) -> bool {
        let mut tokens = part.split_whitespace();
        let role = tokens.next().and_then(|word| self.reader.words.labels.role(word));
        role == Some(Role::Absent) && tokens.next().is_some_and(|word| word.starts_with(char::is_lowercase))
    }

    /// `Ada Quill and Ben Marsh`: names that a word joins, and nothing else.
    fn are_joined(&self, text: &str) -> bool {
        let capital = |part: &String| part.split(' ').all(|word| word.starts_with(char::is_uppercase));
        !text.contains([',', '/', '(', ':'])
            && split_names(text, self.reader.words).iter().all(capital)
            && self.are_names(text)
    }

    /// Whether all that stands between the commas can be names, in small letters too.
    fn are_names(&self, text: &str) -> bool {
        let parts = split_names(text, self.reader.words);
        let name = |part: &String| {
            let read = roll_call::read_text(part, None, Lines::new(1, 1), self.reader.words);
            part.split_whitespace().count() <= 3 && matches!(read, Read::Present(_))
        };
        parts.len() >= 2 && parts.iter().all(name)
    }

    /// Whether most of what stands between the commas are names.
    fn is_list(&self, text: &str) -> bool {
        let parts = split_names(text, self.reader.words);
        // Accounts without `@`: all of them single words that are no words of the language.
        let account = |part: &String| {
            !part.contains(' ') && part.len() >= 3 && !self.reader.words.not_names.contains(part.as_str())
        };
        if parts.len() >= 2 && parts.iter().all(account) {
            return true;
        }
        let names = parts
            .iter()
            .filter(|part| part.split_whitespace().count() <= 6)
            .filter(|part| {
                part.trim_start_matches('@')
                    .chars()
                    .next()
                    .is_some_and(|c| c.is_uppercase() || part.starts_with('@'))
            })
            .filter(|part| {
                matches!(
                    roll_call::read_text(part, None, Lines::new(1, 1), self.reader.words),
                    Read::Present(_)
                )
            })
            .count();
        names >= 2 && names * 4 >= parts.len() * 3
    }

    fn row(&mut self, cells: &[String], columns: &Columns, lines: Lines) {
        let cell = |column: Option<usize>| {
            column
                .and_then(|c| cells.get(c))
                .map(|cell| cell.trim())
                .filter(|cell| !cell.is_empty() && cell.chars().any(char::is_alphanumeric))
        };
        let Some(name) = cell(Some(columns.name)) else { return };
        if columns.came.is_some()
            && !cells.get(columns.came.unwrap_or(0)).is_some_and(|cell| self.has_come(cell))
        {
            return;
        }
        let Read::Present(mut person) = roll_call::read_text(name, None, lines, self.reader.words) else {
            return;
        };
        if let Some(abbreviation) = cell(columns.abbreviation) {
            person.abbreviation = Some(abbreviation.to_owned());
        }
        if let Some(affiliation) = cell(columns.affiliation) {
            person.affiliation = Some(affiliation.to_owned());
        }
        if let Some(handle) = cell(columns.handle) {
            person.handle = Some(handle.trim_start_matches('@').to_owned());
        }
        self.roll.people.push(person);
    }

    /// Whether a cell says that somebody came: a tick or a word that is no refusal.
    fn has_come(&self, cell: &str) -> bool {
        let lower = cell.trim().to_lowercase();
        !lower.is_empty() && !self.reader.words.columns.refusals.contains(&lower)
    }

    /// Lines of `Name (ABC), Name (DEF), …` near the top, which nothing announces.
    fn signed_lines(&mut self, meeting: &Meeting, regions: &[Region]) {
        let nodes = &self.reader.outline.nodes;
        let top = meeting.nodes.start..meeting.nodes.end.min(meeting.nodes.start + 12);
        for index in top.filter(|index| !regions.iter().any(|region| region.nodes.contains(index))) {
            let label = nodes[index].inline.text.split_once(':').map(|(label, _)| label);
            let announced = label.is_some_and(|label| self.reader.words.labels.role(label).is_some());
            if nodes[index].kind != NodeKind::Paragraph || announced {
                continue;
            }
            let text = nodes[index].inline.flat();
            if split_names(&text, self.reader.words).iter().filter(|part| has_initials(part)).count() >= 3 {
                self.listed_after_label(&text, nodes[index].lines);
                self.roll.nodes.insert(index);
            }
        }
    }

    /// A roll call that nothing announces.
    fn unannounced(&mut self, meeting: &Meeting) {
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
        if self.roll.people.len() < 2 {
            self.roll = RollCall::default();
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

/// Whether a text with commas is one person: fields between slashes stand before the first comma.
fn is_one(text: &str) -> bool {
    let before = text.split(',').next().unwrap_or_default();
    text.matches('@').count() <= 1 && before.matches('/').count() >= 2 && !text.contains("://")
}

/// `name / institution / @handle`.
fn looks_signed(inline: &Inline) -> bool {
    let text = inline.flat();
    let separators = text.matches('/').count().max(text.matches('|').count());
    text.len() < 120 && separators >= 2 && text.contains('@') && !text.contains("://")
}

/// What stands in brackets behind several people is a role, not their initials.
fn drop_roles(people: &mut [Attendee]) {
    let mut count: HashMap<String, usize> = HashMap::new();
    for abbreviation in people.iter().filter_map(|person| person.abbreviation.clone()) {
        *count.entry(abbreviation).or_default() += 1;
    }
    for person in people {
        let initial = person.name.chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        let fits =
            |abbreviation: &String| count.get(abbreviation) == Some(&1) || abbreviation.starts_with(&initial);
        if person.abbreviation.as_ref().is_some_and(|abbreviation| {
            count.get(abbreviation).is_some_and(|&n| n > 2) || !fits(abbreviation)
        }) {
            person.abbreviation = None;
        }
    }
}
