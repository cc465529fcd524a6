//! Who was there: finds the roll call and reads it.
//!
//! 1. A heading (`## Present`), a label (`Roll call:`), or a table with a column of names begins one; absentees and
//!    other labels end it.
//! 2. `roll_lines` reads paragraphs: a name a line, a group a line, names between commas.
//! 3. Where nothing is announced, `unannounced` looks for what can be nothing else.

use super::Reader;
use super::meetings::Meeting;
use super::name_list::{Columns, split_names};
use super::person_words::{initials_in_front, without_firm_commas};
use super::roll_call::{self, Read};
use super::roll_edges::before_label;
use super::roll_region::{Region, is_role, regions};
use super::roll_words::labels_absent;
use crate::outline::NodeKind;
use crate::report::{Attendee, Lines};
use crate::vocabulary::Role;
use foldhash::fast::RandomState;
use std::collections::{HashMap, HashSet};

/// So many bullets on both sides of one are looked at.
const NEAR: usize = 60;

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
    let regions = regions(reader, meeting);
    let ticked =
        |index: &usize| matches!(reader.outline.nodes[*index].kind, NodeKind::Item { ticked: Some(true) });
    let ticked = regions.iter().any(|region| region.nodes.iter().any(ticked));
    let mut call = Calling { reader, roll: RollCall::default(), ticked };
    call.signed_lines(meeting, &regions);
    for region in &regions {
        call.region(region);
    }
    if call.roll.people.is_empty() {
        call.unannounced(meeting);
    }
    let mut roll = call.roll;
    drop_roles(&mut roll.people);
    let mut seen: HashSet<_, RandomState> = HashSet::default();
    roll.people.retain(|person| seen.insert((person.name.to_lowercase(), person.handle.clone())));
    roll
}

pub(super) struct Calling<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) roll: RollCall,
    /// Whether some box of the roll call is ticked, so that one that is not says that somebody did not come.
    ticked: bool,
}

impl Calling<'_> {
    fn region(&mut self, region: &Region) {
        for (text, lines) in &region.inline {
            self.listed(text, *lines);
        }
        let mut columns = Columns::default();
        // Names without boxes, then bullets with boxes: tasks follow.
        let mut boxed = None;
        for &index in &region.nodes {
            let node = &self.reader.outline.nodes[index];
            if let NodeKind::Item { ticked } = node.kind {
                let own = ticked.is_some() || node.inline.text.starts_with('[');
                let first = *boxed.get_or_insert(own);
                if own && !first {
                    break;
                }
            }
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

    pub(super) fn item(&mut self, index: usize) {
        let node = &self.reader.outline.nodes[index];
        let own = Lines::new(node.lines.first, node.lines.first);
        // `Apologies` on the next line, without a blank one.
        let kept = before_label(self.reader, node).map(|end| node.inline.flat_part(&(0..end)));
        let text = kept.as_deref().unwrap_or_else(|| node.inline.flat());
        // A box that is not ticked, where others are: somebody who did not come.
        let open = matches!(node.kind, NodeKind::Item { ticked: Some(false) });
        let absent = open && (self.ticked || self.ticked_beside(index));
        let absent =
            absent || group_of(text).is_some_and(|(label, _)| labels_absent(self.reader.words, label));
        if self.gathers(index) || absent || self.is_regret(text) {
            self.roll.nodes.insert(index);
            return;
        }
        if self.is_talk(index) {
            self.roll.odd.push(index);
            return;
        }
        // `Oakfield: Ada, Ben`, `Chair: Ada`.
        let text = without_firm_commas(text, self.reader.words);
        let text = &*text;
        let initialled = initials_in_front(text).is_some();
        let named = group_of(text).filter(|_| !initialled).filter(|(label, names)| {
            self.is_list(names)
                || self.are_names(names)
                || is_role(self.reader, label)
                || self.calls(label)
                || is_full(names) && self.is_somebody(names)
                || self.grouped_beside(index)
        });
        let listed = named
            .map(|(_, names)| names)
            .or_else(|| {
                let many = text.matches(',').count() >= 2 && self.is_list(text);
                (many && (text.contains(':') || !self.placed_beside(index))).then_some(text)
            })
            .or_else(|| self.are_joined(text).then_some(text));
        // `Ada Quill / @adaq / Oakfield / Berkeley, CA, USA`: the commas are those of a place.
        let listed = listed.filter(|names| !is_one(names));
        if let Some(names) = listed {
            self.listed(names, own);
            self.roll.nodes.insert(index);
            return;
        }
        let read = match &kept {
            Some(kept) => roll_call::read_text(kept, None, own, self.reader.words),
            None => roll_call::read(&node.inline, own, self.reader.words),
        };
        match read {
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

    fn is_somebody(&self, text: &str) -> bool {
        matches!(roll_call::read_text(text, None, Lines::new(1, 1), self.reader.words), Read::Present(_))
    }

    /// Whether a label announces those present.
    pub(super) fn calls(&self, label: &str) -> bool {
        let words = self.reader.words;
        words.labels.role(label).or_else(|| words.headings.role(label)) == Some(Role::Attendees)
    }

    /// Whether a bullet beside is `Oakfield: Ada, Ben`.
    fn grouped_beside(&self, index: usize) -> bool {
        self.beside(index).any(|sibling| {
            let text = self.reader.outline.nodes[sibling].inline.flat();
            group_of(text).is_some_and(|(_, names)| self.are_names(names))
        })
    }

    /// Whether most bullets beside are `Ada Quill, Oakfield`, so that a further comma parts no names.
    fn placed_beside(&self, index: usize) -> bool {
        let nodes = &self.reader.outline.nodes;
        let (placed, others): (Vec<usize>, Vec<usize>) =
            self.beside(index).partition(|&sibling| self.is_placed(nodes[sibling].inline.flat()));
        placed.len() >= 3 && placed.len() > others.len()
    }

    /// The bullets beside one, within sight.
    fn beside(&self, index: usize) -> impl Iterator<Item = usize> {
        let nodes = &self.reader.outline.nodes;
        let siblings =
            nodes[index].parent.map(|parent| nodes[parent].children.as_slice()).unwrap_or_default();
        let at = siblings.partition_point(|&sibling| sibling < index);
        let near = siblings.get(at.saturating_sub(NEAR)..(at + NEAR).min(siblings.len()));
        near.unwrap_or_default().iter().copied().filter(|&sibling| nodes[sibling].is_item())
    }

    /// Whether a bullet below another one is talk: most of those beside it are no names.
    fn is_talk(&self, index: usize) -> bool {
        let nodes = &self.reader.outline.nodes;
        if !nodes[index].parent.is_some_and(|parent| nodes[parent].is_item()) {
            return false;
        }
        let named = |&sibling: &usize| {
            let (inline, lines) = (&nodes[sibling].inline, nodes[sibling].lines);
            !matches!(roll_call::read(inline, lines, self.reader.words), Read::Words)
                || group_of(inline.flat()).is_some_and(|(_, names)| self.are_names(names))
        };
        let (named, others): (Vec<usize>, Vec<usize>) = self.beside(index).partition(named);
        named.len() < others.len() * 2
    }

    fn ticked_beside(&self, index: usize) -> bool {
        let nodes = &self.reader.outline.nodes;
        self.beside(index).any(|sibling| matches!(nodes[sibling].kind, NodeKind::Item { ticked: Some(true) }))
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

    /// Names between commas (or semicolons): `Ada Lovelace (AL), Charles Babbage (CB)`.
    pub(super) fn listed(&mut self, text: &str, lines: Lines) {
        let text = without_firm_commas(text, self.reader.words);
        let mut parts = split_names(&text, self.reader.words);
        if let Some(names) = parts.first().filter(|part| parts.len() == 1 && are_run_together(part)) {
            parts = names.split(' ').map(str::to_owned).collect();
        }
        for part in parts {
            // `Ada, Ben. Regrets: Cleo`.
            if self.is_regret(&part) || self.reader.words.labels.role(&part) == Some(Role::Absent) {
                break;
            }
            if let Read::Present(person) = roll_call::read_text(&part, None, lines, self.reader.words) {
                self.roll.people.push(person);
            }
        }
    }

    /// `Apologies from Ada`: whoever follows was not there.
    pub(super) fn is_regret(&self, part: &str) -> bool {
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
    pub(super) fn are_names(&self, text: &str) -> bool {
        let parts = split_names(text, self.reader.words);
        let name = |part: &String| {
            let read = roll_call::read_text(part, None, Lines::new(1, 1), self.reader.words);
            // `Ben (in place of Ada)`: the remark is no part of the name.
            let bare = part.split('(').next().unwrap_or_default();
            let count = bare.split_whitespace().count();
            let written = count < 3 || part.contains(char::is_uppercase);
            count <= 3 && written && matches!(read, Read::Present(_))
        };
        parts.len() >= 2 && parts.iter().all(name)
    }

    /// Whether most of what stands between the commas are names.
    pub(super) fn is_list(&self, text: &str) -> bool {
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

    pub(super) fn row(&mut self, cells: &[String], columns: &Columns, lines: Lines) {
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
        let lower = cell.trim().trim_end_matches('\u{fe0f}').to_lowercase();
        let words = self.reader.words;
        !lower.is_empty()
            && !words.columns.refusals.contains(&lower)
            && !words.absent.stands_accented_in(&lower)
    }
}

/// `Ada Ben Cleo Dov`: nobody has four names and no small word among them.
fn are_run_together(text: &str) -> bool {
    let name = |word: &str| {
        word.chars().all(char::is_alphabetic) && word.starts_with(char::is_uppercase) && word.len() > 1
    };
    (4..=12).contains(&text.split(' ').count()) && text.split(' ').all(name)
}

/// Whether a text is written as a full name is: two or three capitalised words.
pub(super) fn is_full(text: &str) -> bool {
    let mut words = text.trim().split(' ');
    let capital = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
    };
    (2..=3).contains(&words.clone().count()) && words.all(capital)
}

/// `Oakfield: Ada, Ben`: a label of few words and what stands behind it.
pub(super) fn group_of(text: &str) -> Option<(&str, &str)> {
    let (label, names) = text.split_once(": ")?;
    let short = label.split_whitespace().count() <= 4 && !label.contains(['(', '[', ',', '@']);
    (short && !names.trim().is_empty()).then_some((label, names))
}

/// Whether a text with commas is one person: fields between slashes, or a bracket and a dash, stand before the first
/// comma.
fn is_one(text: &str) -> bool {
    let before = text.split(',').next().unwrap_or_default();
    if [") - ", ") – ", ") — "].iter().any(|mark| before.contains(mark)) {
        return true;
    }
    text.matches('@').count() <= 1 && before.matches('/').count() >= 2 && !text.contains("://")
}

/// What stands in brackets behind several people is a role, not their initials.
fn drop_roles(people: &mut [Attendee]) {
    let mut count: HashMap<String, usize> = HashMap::new();
    for abbreviation in people.iter().filter_map(|person| person.abbreviation.clone()) {
        *count.entry(abbreviation).or_default() += 1;
    }
    for person in people {
        let initial = || person.name.chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        let fits = |abbreviation: &String| {
            count.get(abbreviation) == Some(&1) || abbreviation.starts_with(&initial())
        };
        if person.abbreviation.as_ref().is_some_and(|abbreviation| {
            count.get(abbreviation).is_some_and(|&n| n > 2) || !fits(abbreviation)
        }) {
            person.abbreviation = None;
        }
    }
}
