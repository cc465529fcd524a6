//! What begins or ends a roll call beside its own heading or label: a day behind the words, boxes of people below a further
//! heading, a label on the next line of a bullet, bullets deep in what is said.

use super::Reader;
use super::attendees::is_full;
use super::date::find_dates;
use super::roll_call::{self, Read, handle_of_url};
use super::roll_region::{MAX_LINES, announced};
use crate::outline::{Node, NodeKind};
use crate::vocabulary::Role;

/// A longer paragraph is not one person.
const MAX_ALONE: usize = 90;

/// `Present on 6 May 2031`: what the words in front of a day that ends a heading announce.
pub(super) fn on_a_day(reader: Reader<'_>, text: &str) -> Option<Role> {
    let found = find_dates(text, &reader.words.dates).into_iter().next()?;
    let ends = text.get(found.span.end..)?.chars().all(|c| !c.is_alphanumeric());
    let front = text.get(..found.span.start)?.trim_end_matches([' ', ',', ':', '-', '–', '(']);
    let label = front.rsplit_once(' ').filter(|(_, last)| reader.words.not_names.has(last));
    let label = label.map_or(front, |(label, _)| label);
    reader.words.headings.role(label).filter(|role| ends && matches!(role, Role::Attendees | Role::Absent))
}

/// Whether a heading stands over nothing but boxes with full names: a roll call goes on below it.
pub(super) fn boxes_people(reader: Reader<'_>, heading: usize) -> bool {
    let nodes = &reader.outline.nodes;
    let boxed = |&child: &usize| {
        let node = &nodes[child];
        let words = node.inline.flat().split(' ').take(2);
        let full =
            words.clone().count() == 2 && words.clone().all(|word| word.starts_with(char::is_uppercase));
        let task = |word: &str| reader.words.task_verbs.contains(&word.to_lowercase());
        let read = || roll_call::read(&node.inline, node.lines, reader.words);
        matches!(node.kind, NodeKind::Item { ticked: Some(_) })
            && full
            && !words.clone().next().is_some_and(task)
            && matches!(read(), Read::Present(person) if person.affiliation.is_some() || person.handle.is_some())
    };
    let below = &nodes[heading].children;
    below.len() >= 2 && below.iter().all(boxed)
}

/// Whether a paragraph is one person with a place or an address, and so is one beside it: `Ada Quill (Oakfield)`,
/// `Ben Marsh (Ponds): ben@ponds.example`.
pub(super) fn stands_alone(reader: Reader<'_>, index: usize) -> bool {
    let nodes = &reader.outline.nodes;
    let person = |at: usize| {
        let node = nodes.get(at).filter(|node| node.kind == NodeKind::Paragraph)?;
        let text = node.inline.text.trim();
        let signed = text.contains('(') || text.contains('@');
        let short = text.len() <= MAX_ALONE && !text.contains(['\n', ',']) && signed;
        let read = roll_call::read_text(text, None, node.lines, reader.words);
        matches!(read, Read::Present(person) if short && is_full(&person.name)).then_some(node.parent)
    };
    let own = person(index);
    let beside = [index.checked_sub(1), index.checked_add(1)].into_iter().flatten();
    own.is_some() && beside.into_iter().any(|at| person(at) == own)
}

/// Whether a bullet stands below others, none of which announces those present.
pub(super) fn below_talk(reader: Reader<'_>, index: usize) -> bool {
    let nodes = &reader.outline.nodes;
    let mut above = reader.outline.ancestors(index).take_while(|&above| nodes[above].is_item()).peekable();
    nodes[index].is_item()
        && above.peek().is_some()
        && above.all(|above| announced(reader, above).is_none_or(|found| found.role != Role::Attendees))
}

/// Where in a bullet a further line begins that is a label of its own: Markdown joins it where no blank line parts them.
pub(super) fn before_label(reader: Reader<'_>, node: &Node) -> Option<usize> {
    let text = node.inline.text.as_str();
    let starts = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).take(MAX_LINES);
    let label = |start: &usize| {
        let line = text.get(*start..).and_then(|rest| rest.split('\n').next()).unwrap_or_default();
        reader.words.labels.role(line).is_some()
    };
    starts.into_iter().find(label)
}

/// Whether a line stands over a list of addresses or of links to them: `Links:`.
pub(super) fn lists_links(reader: Reader<'_>, index: usize) -> bool {
    let nodes = &reader.outline.nodes;
    let node = &nodes[index];
    let label = node.kind == NodeKind::Paragraph && node.inline.text.trim_end().ends_with(':');
    let next = nodes.get(index + 1).filter(|next| label && next.is_item() && next.parent == node.parent);
    let Some(next) = next else { return false };
    let away = |url: &str| handle_of_url(url).is_none() && !url.starts_with("mailto:");
    next.inline.links().any(|(url, range)| away(url) && range.len() * 2 >= next.inline.text.len())
}
