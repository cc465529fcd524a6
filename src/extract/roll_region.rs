//! Where a roll call stands: below a heading or label that announces it, up to what ends it.

use super::Reader;
use super::frame;
use super::meetings::Meeting;
use super::name_list::split_names;
use super::roll_call::{self, Read};
use super::roll_edges::{before_label, below_talk, boxes_people, lists_links, on_a_day, stands_alone};
use super::roll_words::{
    are_capitals, are_two, groups_beside, in_sentence, labels_absent, tells_absent, told_role,
};
use crate::outline::{Node, NodeKind};
use crate::report::Lines;
use crate::vocabulary::Role;

/// Nodes of an announced roll call, and names that stand behind the label itself.
#[derive(Default)]
pub(super) struct Region {
    /// Its nodes.
    pub(super) nodes: Vec<usize>,
    /// Names behind the label itself.
    pub(super) inline: Vec<(String, Lines)>,
}

/// What a node announces: its role, and the names behind its label.
pub(super) struct Announced {
    pub(super) role: Role,
    behind: String,
}

pub(super) fn announced(reader: Reader<'_>, index: usize) -> Option<Announced> {
    let node = &reader.outline.nodes[index];
    let text = node.inline.text.trim();
    // `Present` and `: Ada, Ben` on the next line.
    let colon = memchr::memchr(b':', text.as_bytes()).is_some();
    let joined = (colon && text.contains("\n:")).then(|| text.replace("\n:", ":"));
    let text = joined.as_deref().unwrap_or(text);
    if node.is_heading() {
        return headed(reader, text);
    }
    if let Some(behind) = in_sentence(reader, text) {
        return Some(Announced { role: Role::Attendees, behind });
    }
    let text = if colon && node.kind == NodeKind::Paragraph { from_label(reader, text) } else { text };
    // A lone word without a colon announces nothing, unless it is bold.
    let bold = node.inline.bold().next().is_some_and(|bold| bold.trim().len() * 2 >= text.len());
    let listed = node.kind == NodeKind::Paragraph
        && reader
            .outline
            .nodes
            .get(index + 1)
            .is_some_and(|next| next.is_item() && next.parent == node.parent);
    if !(colon || bold || listed) {
        return over_names(reader, node);
    }
    // `…, sign in below so we know who was here. Roll call:` announces with its last words.
    let (label, behind) = match text.split_once(':') {
        Some((label, behind)) => (label, behind),
        None => (text, ""),
    };
    let last = if behind.is_empty() { text.trim_end_matches(':') } else { label };
    let phrases = &reader.words.labels;
    let last = last.rsplit(['.', '!', '\n']).next().unwrap_or_default();
    let behind = own_lines(reader, behind);
    let told = || told_role(reader.words, last);
    // `Ada and Ben present: a new roof` calls nobody.
    let told = || told().filter(|_| behind.is_empty() || are_capitals(reader, &behind));
    let role = phrases.role(last).or_else(told)?;
    // `Ada, Ben` and `Regrets: Cleo` on the next line.
    let names = label.rsplit_once('\n').map(|(names, _)| names).filter(|_| role == Role::Absent);
    if names.is_some_and(|names| is_told(reader, names)) {
        return None;
    }
    Some(Announced { role, behind })
}

/// `Present` on a line and below it nothing but names: no colon is needed.
fn over_names(reader: Reader<'_>, node: &Node) -> Option<Announced> {
    let (label, names) = node.inline.text.trim().split_once('\n')?;
    let label = label.trim().trim_end_matches('.');
    let calls = node.kind == NodeKind::Paragraph && reader.words.labels.role(label) == Some(Role::Attendees);
    let behind = Some(own_lines(reader, names)).filter(|behind| calls && is_told(reader, behind))?;
    Some(Announced { role: Role::Attendees, behind })
}

/// What a heading announces, with the names behind it: `### Present: Ada, Ben`.
fn headed(reader: Reader<'_>, text: &str) -> Option<Announced> {
    if let Some(role) = reader.words.headings.role(text) {
        return Some(Announced { role, behind: String::new() });
    }
    if let Some(role) = on_a_day(reader, text).or_else(|| told_role(reader.words, text)) {
        return Some(Announced { role, behind: String::new() });
    }
    let (label, behind) = text.split_once(": ")?;
    let role = reader.words.labels.role(label)?;
    matches!(role, Role::Attendees | Role::Absent)
        .then(|| Announced { role, behind: own_lines(reader, behind) })
}

/// So many lines of a paragraph are looked at for the label of a roll call.
pub(super) const MAX_LINES: usize = 8;

/// A text from the line on that a roll call's label begins: `Chair: Ada` and such may stand above it.
fn from_label<'t>(reader: Reader<'_>, text: &'t str) -> &'t str {
    let mut start = 0;
    for line in text.split('\n').take(MAX_LINES) {
        let Some((label, _)) = line.split_once(':') else { break };
        let label = label.trim().trim_matches('*');
        if reader.words.labels.role(label) == Some(Role::Attendees) {
            return text.get(start..).unwrap_or(text);
        }
        if !is_role(reader, label) && !frame::labels(reader, line) {
            break;
        }
        start += line.len() + 1;
    }
    text
}

/// A shorter line is not wrapped: the list goes on below it.
const MIN_WRAPPED: usize = 50;

/// What stands behind a label, up to a line with another one (`Regrets: …`); a further label of the same sort
/// (`Remote: …`) gives its names too.
pub(super) fn own_lines(reader: Reader<'_>, behind: &str) -> String {
    let mut own = String::new();
    // Where its last line begins.
    let mut begun = 0;
    for line in behind.split('\n') {
        // `Ada, Ben; Regrets: Cleo` on one line.
        if let Some(kept) = before_absent(reader, line) {
            own.push('\n');
            own.push_str(kept);
            // `Ada. Apologies: Ben. Guest: Cleo`: the list goes on.
            if let Some(more) = after_absent(reader, line.get(kept.len()..).unwrap_or_default()) {
                own.push('\n');
                own.push_str(before_absent(reader, more).unwrap_or(more));
            }
            break;
        }
        let label = line.split_once(':').filter(|(label, _)| {
            let label = label.trim().trim_matches('*');
            reader.words.labels.role(label).is_some()
                || is_role(reader, label)
                || labels_absent(reader.words, label)
        });
        match label {
            Some((label, names)) if reader.words.labels.role(label) == Some(Role::Attendees) => {
                own.push('\n');
                begun = own.len();
                own.push_str(names);
            }
            Some(_) => break,
            None => {
                // A long line that ends inside a name was wrapped.
                let wrapped = own.get(begun..).is_some_and(|last| {
                    last.len() >= MIN_WRAPPED
                        && last.contains(',')
                        && !last.trim_end().ends_with([',', ';', '.'])
                        && !are_two(last, line)
                });
                if wrapped {
                    own.push(' ');
                } else {
                    own.push('\n');
                    begun = own.len();
                }
                own.push_str(line);
            }
        }
    }
    own.trim().trim_matches('*').trim().to_owned()
}

/// What stands before those who were not there: `Ada, Ben; Regrets: Cleo`.
fn before_absent<'t>(reader: Reader<'_>, line: &'t str) -> Option<&'t str> {
    let labels = line.match_indices(':').map(|(colon, _)| colon);
    labels.filter_map(|colon| line.get(..colon)).find_map(|front| {
        let (kept, label) = front.rsplit_once([';', ',', '.', '|'])?;
        (reader.words.labels.role(label) == Some(Role::Absent)).then_some(kept)
    })
}

/// What stands behind a further label of those present, after those who were not.
fn after_absent<'t>(reader: Reader<'_>, rest: &'t str) -> Option<&'t str> {
    rest.match_indices(':').find_map(|(colon, _)| {
        let (_, label) = rest.get(1..colon)?.rsplit_once([';', '.', '|'])?;
        (reader.words.labels.role(label) == Some(Role::Attendees)).then(|| rest.get(colon + 1..))?
    })
}

/// `Chair`, `Scribes`: somebody's task at the meeting.
pub(super) fn is_role(reader: Reader<'_>, label: &str) -> bool {
    let lower = label.trim().to_lowercase();
    let roles = &reader.words.roles;
    roles.contains(lower.as_str()) || lower.strip_suffix('s').is_some_and(|one| roles.contains(one))
}

/// The roll calls of a meeting that something announces.
pub(super) fn regions(reader: Reader<'_>, meeting: &Meeting) -> Vec<Region> {
    let nodes = &reader.outline.nodes;
    let mut regions: Vec<Region> = Vec::new();
    // The level of the heading that opened the region, or the parent under which its label stands.
    let mut open: Option<Opened> = None;
    for index in meeting.nodes.clone() {
        let node = &nodes[index];
        if node.is_heading() {
            open = at_heading(reader, index, open, &mut regions);
            continue;
        }
        if let (None, Some(names)) = (&open, in_row(reader, index)) {
            regions.push(Region { nodes: Vec::new(), inline: vec![(names, node.lines)] });
            continue;
        }
        // `The following are not in attendance:`.
        if matches!(open, Some(Opened::Heading(_) | Opened::Label { .. })) && tells_absent(reader, index) {
            open = matches!(open, Some(Opened::Heading(_))).then_some(Opened::Paused);
            continue;
        }
        // `Links:` over a list of them.
        if open.is_some() && lists_links(reader, index) {
            open = None;
            continue;
        }
        // `Note: …` under the heading of a roll call is a remark.
        let remark = |found: &Announced| {
            matches!(open, Some(Opened::Heading(_)))
                && matches!(found.role, Role::Updates | Role::Thanks | Role::Questions)
                && !found.behind.is_empty()
        };
        let found = announced(reader, index);
        if found.as_ref().is_some_and(remark) {
            continue;
        }
        // `In person:` deep in what is said, when all have been called.
        let found = found.filter(|found| {
            let called = found.role == Role::Attendees && open.is_none() && !regions.is_empty();
            !(called && below_talk(reader, index))
        });
        if let Some(found) = found {
            match found.role {
                Role::Attendees => {
                    let lines = node.lines;
                    let inline =
                        if found.behind.is_empty() { Vec::new() } else { vec![(found.behind, lines)] };
                    // The names are all told: the list that follows speaks of something else.
                    let told = node.kind == NodeKind::Paragraph
                        && inline.first().is_some_and(|(names, _)| is_told(reader, names));
                    open = match open {
                        Some(Opened::Heading(level)) => Some(Opened::Heading(level)),
                        // `:::` closes the box that it stands in.
                        _ if told || node.inline.text.ends_with("\n:::") => None,
                        _ => Some(Opened::Label { node: index, parent: node.parent, begun: false }),
                    };
                    let groups = if inline.is_empty() { Vec::new() } else { groups_beside(reader, index) };
                    let inline = if groups.len() > 1 { groups } else { inline };
                    regions.push(Region { nodes: Vec::new(), inline });
                }
                _ => open = matches!(open, Some(Opened::Heading(_))).then_some(Opened::Paused),
            }
            continue;
        }
        if takes(&mut open, reader, index)
            && let Some(region) = regions.last_mut()
        {
            region.nodes.push(index);
            let label = before_label(reader, node).and_then(|at| node.inline.text.get(at..));
            if label.is_some_and(|label| reader.words.labels.role(label) != Some(Role::Attendees)) {
                open = None;
            }
        }
    }
    regions
}

/// What is open behind a heading.
fn at_heading(
    reader: Reader<'_>,
    index: usize,
    open: Option<Opened>,
    regions: &mut Vec<Region>,
) -> Option<Opened> {
    let node = &reader.outline.nodes[index];
    let level = node.level()?;
    let keep = matches!(&open, Some(Opened::Heading(above)) if level > *above);
    match announced(reader, index) {
        // The names are all told: what follows is the meeting.
        Some(Announced { role: Role::Attendees, behind }) if !behind.is_empty() => {
            regions.push(Region { nodes: Vec::new(), inline: vec![(behind, node.lines)] });
            None
        }
        Some(Announced { role: Role::Attendees, .. }) => {
            regions.push(Region::default());
            Some(Opened::Heading(level))
        }
        Some(_) => None,
        // `### Could not make it`.
        None if keep && reader.words.absent.stands_accented_in(&node.inline.text) => None,
        None if keep => open,
        None if open.is_some() && boxes_people(reader, index) => {
            regions.push(Region::default());
            Some(Opened::Heading(level))
        }
        None => None,
    }
}

/// The names in a table of fields: `| Present | Ada, Ben |`.
fn in_row(reader: Reader<'_>, index: usize) -> Option<String> {
    let NodeKind::Row { cells, .. } = &reader.outline.nodes[index].kind else { return None };
    let [label, names] = cells.as_slice() else { return None };
    let called = reader.words.labels.role(label) == Some(Role::Attendees);
    (called && is_told(reader, names)).then(|| names.clone())
}

/// Whether a text names two people at least, and little else.
fn is_told(reader: Reader<'_>, text: &str) -> bool {
    let parts = split_names(text, reader.words);
    let present = |part: &String| {
        let read = roll_call::read_text(part, None, Lines::new(1, 1), reader.words);
        matches!(read, Read::Present(_)) && part.split_whitespace().count() <= 6
    };
    let people = parts.iter().filter(|part| present(part)).count();
    // `Attendance: all`.
    reader.words.groups.contains(&text.trim().to_lowercase()) || people >= 2 && people * 3 >= parts.len() * 2
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
            // A bullet with names below it ends with them.
            let opener = &reader.outline.nodes[*label];
            let named = !opener.inline.text.trim_end().ends_with([':', '*']);
            if !below && opener.is_item() && (named || !opener.children.is_empty()) {
                *open = None;
                return false;
            }
            let listed = node.is_item() || matches!(node.kind, NodeKind::Row { .. });
            if below || (listed && node.parent == *parent) {
                *begun = true;
                return true;
            }
            // `Members:` between the label and the names.
            let text = &node.inline.text;
            if node.parent == *parent
                && node.kind == NodeKind::Paragraph
                && text.trim_end().ends_with(':')
                && text.split_whitespace().count() <= 4
            {
                return true;
            }
            // A label whose names stand in the next paragraph.
            if !*begun
                && node.parent == *parent
                && node.kind == NodeKind::Paragraph
                && node.inline.text.contains(',')
            {
                // One person, and the others in a list below.
                let next = reader.outline.nodes.get(index + 1);
                if is_told(reader, text) || !next.is_some_and(|next| next.is_item()) {
                    *open = None;
                }
                return true;
            }
            // A paragraph for each person.
            if !*begun && node.parent == *parent && stands_alone(reader, index) {
                if !stands_alone(reader, index + 1) {
                    *open = None;
                }
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
