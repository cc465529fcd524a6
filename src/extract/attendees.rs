//! Who was there: finds the roll call and reads it.
//!
//! 1. A heading (`## Present`), a label (`Roll call:`), or a table with a column of names begins one; absentees and
//!    other labels end it.
//! 2. Where nothing is announced: a line of `Name (ABC), Name (DEF), …` near the top, or bullets that look like
//!    `name / institution / @handle`.

use super::Reader;
use super::meetings::Meeting;
use super::roll_call::{self, Read};
use crate::outline::{Inline, Node, NodeKind};
use crate::report::{Attendee, Lines};
use crate::vocabulary::Role;
use std::collections::{HashMap, HashSet};

/// The roll call of a meeting.
#[derive(Debug, Default)]
pub(super) struct RollCall {
    /// Who was there, each once, in order.
    pub(super) people: Vec<Attendee>,
    /// The nodes that the roll call takes; they are no entries.
    pub(super) nodes: HashSet<usize>,
}

/// Reads the roll call of a meeting.
pub(super) fn read(reader: Reader<'_>, meeting: &Meeting) -> RollCall {
    let mut call = Calling { reader, roll: RollCall::default() };
    for region in regions(reader, meeting) {
        call.region(&region);
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

/// Nodes of an announced roll call, and names that stand behind the label itself.
#[derive(Default)]
struct Region {
    nodes: Vec<usize>,
    inline: Vec<(String, Lines)>,
}

/// What a node announces: its role, and the names behind its label.
struct Announced {
    role: Role,
    behind: String,
}

fn announced(reader: Reader<'_>, node: &Node) -> Option<Announced> {
    let text = node.inline.text.trim();
    if node.is_heading() {
        let role = reader.words.headings.role(text)?;
        return Some(Announced { role, behind: String::new() });
    }
    // `…, sign in below so we know who was here. Roll call:` announces with its last words.
    let (label, behind) = match text.split_once(':') {
        Some((label, behind)) => (label, behind),
        None => (text, ""),
    };
    let last = if behind.is_empty() { text.trim_end_matches(':') } else { label };
    let phrases = &reader.words.labels;
    let last = last.rsplit(['.', '!', '\n']).next().unwrap_or_default();
    let role = phrases.role(last)?;
    // A lone word without a colon announces nothing, unless it is bold.
    let bold = node.inline.bold().next().is_some_and(|bold| bold.trim().len() * 2 >= text.len());
    (text.contains(':') || bold)
        .then(|| Announced { role, behind: behind.trim().trim_matches('*').trim().to_owned() })
}

fn regions(reader: Reader<'_>, meeting: &Meeting) -> Vec<Region> {
    let nodes = &reader.outline.nodes;
    let mut regions: Vec<Region> = Vec::new();
    // The level of the heading that opened the region, or the parent under which its label stands.
    let mut open: Option<Opened> = None;
    for index in meeting.nodes.clone() {
        let node = &nodes[index];
        if let Some(level) = node.level() {
            let keep = matches!(&open, Some(Opened::Heading(above)) if level > *above);
            match announced(reader, node).map(|a| a.role) {
                Some(Role::Attendees) => {
                    regions.push(Region::default());
                    open = Some(Opened::Heading(level));
                }
                Some(_) => open = None,
                None if !keep => open = None,
                None => {}
            }
            continue;
        }
        if let Some(found) = announced(reader, node) {
            match found.role {
                Role::Attendees => {
                    let lines = node.lines;
                    let inline =
                        if found.behind.is_empty() { Vec::new() } else { vec![(found.behind, lines)] };
                    regions.push(Region { nodes: Vec::new(), inline });
                    open = match open {
                        Some(Opened::Heading(level)) => Some(Opened::Heading(level)),
                        _ => Some(Opened::Label { node: index, parent: node.parent, begun: false }),
                    };
                }
                _ => open = matches!(open, Some(Opened::Heading(_))).then_some(Opened::Paused),
            }
            continue;
        }
        if takes(&mut open, reader, index)
            && let Some(region) = regions.last_mut()
        {
            region.nodes.push(index);
        }
    }
    regions
}

/// What opened a region.
enum Opened {
    Heading(u8),
    Label {
        node: usize,
        parent: Option<usize>,
        begun: bool,
    },
    /// Inside a heading's region, behind a label such as `Regrets:`.
    Paused,
}

/// Whether a node belongs to the open region; closes it where it ends.
fn takes(open: &mut Option<Opened>, reader: Reader<'_>, index: usize) -> bool {
    let node = &reader.outline.nodes[index];
    match open {
        None | Some(Opened::Paused) => false,
        Some(Opened::Heading(_)) => true,
        Some(Opened::Label { node: label, parent, begun }) => {
            let below = reader.outline.ancestors(index).any(|above| above == *label);
            let listed = node.is_item() || matches!(node.kind, NodeKind::Row { .. });
            if below || (listed && node.parent == *parent) {
                *begun = true;
                return true;
            }
            // A label whose names stand in the next paragraph.
            if !*begun
                && node.parent == *parent
                && node.kind == NodeKind::Paragraph
                && node.inline.text.contains(',')
            {
                *open = None;
                return true;
            }
            let inside =
                reader.outline.ancestors(index).any(|above| reader.outline.nodes[above].parent == *parent);
            if *begun && inside && !node.is_heading() && node.parent != *parent {
                return true;
            }
            *open = None;
            false
        }
    }
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
                    columns = Columns::of(cells);
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
        if text.matches(',').count() >= 2 && self.is_list(&text) {
            self.listed(&text, own);
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
            Read::Words => {}
        }
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
        for (offset, line) in text.split('\n').enumerate() {
            let at = node.lines.first + u32::try_from(offset).unwrap_or(0);
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
        if sentence { Read::Words } else { roll_call::read_text(line, None, lines, self.reader.words) }
    }

    /// Names between commas (or semicolons): `Ada Lovelace (AL), Charles Babbage (CB)`.
    fn listed(&mut self, text: &str, lines: Lines) {
        for part in split_names(text) {
            if let Read::Present(person) = roll_call::read_text(&part, None, lines, self.reader.words) {
                self.roll.people.push(person);
            }
        }
    }

    /// Whether most of what stands between the commas are names.
    fn is_list(&self, text: &str) -> bool {
        let parts = split_names(text);
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

    /// A roll call that nothing announces.
    fn unannounced(&mut self, meeting: &Meeting) {
        let nodes = &self.reader.outline.nodes;
        let top = meeting.nodes.start..meeting.nodes.end.min(meeting.nodes.start + 12);
        for index in top {
            let text = nodes[index].inline.flat();
            let initials = split_names(&text).iter().filter(|part| has_initials(part)).count();
            if nodes[index].kind == NodeKind::Paragraph && initials >= 3 {
                self.listed_after_label(&text, nodes[index].lines);
                self.roll.nodes.insert(index);
            }
        }
        if !self.roll.people.is_empty() {
            return;
        }
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

/// Which columns of a table tell what.
#[derive(Default)]
struct Columns {
    name: usize,
    abbreviation: Option<usize>,
    affiliation: Option<usize>,
    handle: Option<usize>,
}

impl Columns {
    fn of(head: &[String]) -> Self {
        let find = |words: &[&str]| {
            head.iter().position(|cell| words.iter().any(|word| cell.to_lowercase().contains(word)))
        };
        Self {
            name: find(&["name", "attendee", "participant", "person", "who"]).unwrap_or(0),
            abbreviation: find(&["abbr", "initial", "acronym"]),
            affiliation: find(&["org", "affil", "institution", "company", "employer", "team"]),
            handle: find(&["github", "handle", "user", "account", "nick", "gitlab"]),
        }
    }
}

/// Fields between bars of a line that is no proper table.
fn bars(line: &str) -> Option<Vec<String>> {
    let bar = if line.contains('¦') { '¦' } else { '|' };
    let fields: Vec<String> =
        line.trim().trim_matches(bar).split(['¦', '|']).map(|field| field.trim().to_owned()).collect();
    (line.matches(['¦', '|']).count() >= 2 && fields.len() >= 2 && line.trim_start().starts_with(['|', '¦']))
        .then_some(fields)
}

/// The parts of a list of names: between commas and semicolons outside brackets, and before a last `and`.
fn split_names(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_u32;
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' | ';' | '\n' | ':' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    // `Ada, Ben. Guest: Cleo`: a sentence that ends, and a label that is no name.
    let sentences = parts.iter().flat_map(|part| sentences_of(part));
    let trimmed = sentences.map(|part| part.trim().trim_end_matches('.').trim());
    let parts = trimmed.flat_map(|part| part.strip_prefix("and ").unwrap_or(part).split(" and "));
    parts.map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// The parts between full stops, but not those of initials (`J. S. Bach`).
fn sentences_of(part: &str) -> Vec<&str> {
    let ends = part.match_indices(". ").map(|(at, _)| at).filter(|&at| {
        let word = part.get(..at).and_then(|before| before.split_whitespace().next_back()).unwrap_or_default();
        word.chars().count() > 2
    });
    let mut sentences = Vec::new();
    let mut from = 0;
    for end in ends {
        sentences.push(part.get(from..end).unwrap_or_default());
        from = end + 2;
    }
    sentences.push(part.get(from..).unwrap_or_default());
    sentences
}

/// Whether a part is `Name (ABC)`.
fn has_initials(part: &str) -> bool {
    let inside = part.rsplit_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
    inside.is_some_and(roll_call::is_abbreviation)
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
