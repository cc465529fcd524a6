//! The passages of a meeting that can be found.
//!
//! 1. A bullet with its sub-bullets is one entry, as long as it is not too long; of a longer one each sub-bullet is
//!    an entry, and knows the bullets above it.
//! 2. A decision, proposal or action inside an entry is an entry of its own, nested in it.
//! 3. Short paragraphs that follow each other are one entry, unless one of them is a decision or the like.
//! 4. What says nothing (an empty bullet, a bare address) is no entry, nor is what only says when and where the meeting
//!    was (`frame`).

use super::due::{self, Days};
use super::headed::Headed;
use super::kinds::{self, Verdict};
use super::meetings::Meeting;
use super::references::Links;
use super::roster::{Roster, drop_repeated};
use super::statements::{self, Statement};
use super::wording::{count_words, says_something, shortened, text_of};
use super::{Reader, ballots, frame, polls};
use crate::outline::NodeKind;
use crate::report::{Entry, Grade, Kind, Lines};
use crate::vocabulary::fold;
use std::ops::Range;

/// A bullet with more words is cut at its sub-bullets.
const MAX_WORDS: usize = 250;
/// Paragraphs are joined up to here.
const JOIN_WORDS: usize = 60;
const MAX_JOINED: usize = 150;
/// The issues of a passage are its sub-bullets' too, up to so many.
const MAX_INHERITED: usize = 20;

/// The entries of a meeting.
pub(super) fn read(reader: Reader<'_>, meeting: &Meeting, roster: &Roster<'_>) -> Vec<Entry> {
    let statements = statements::read(reader, meeting, roster);
    let days = Days::of(reader, meeting);
    let judge = |statement| {
        let mut verdict = kinds::judge(reader, roster, &statement);
        if verdict.kind == Kind::Action {
            verdict.due = due::read(reader, days, &statement);
        }
        if let Some((text, inside)) = verdict.inside.as_deref_mut() {
            inside.due = due::in_text(&reader.words.dates, days, &fold(text));
        }
        Judged { statement, verdict }
    };
    // Mostly more than half of the statements are passages.
    let room = statements.len() / 2;
    let judged: Vec<Judged> = statements.into_iter().map(judge).collect();
    let mut writer = Writer {
        reader,
        meeting,
        roster,
        firsts: firsts_of(meeting, &judged),
        judged,
        words: count_words(reader, meeting),
        entries: Vec::with_capacity(room),
        joined: None,
        headed: None,
    };
    for index in meeting.nodes.clone() {
        let node = &reader.outline.nodes[index];
        let inside = node.parent.is_some_and(|parent| !reader.outline.nodes[parent].is_heading());
        if !inside && !node.is_heading() {
            writer.block(index, &[], None);
        } else if node.is_heading() {
            writer.joined = None;
        }
    }
    writer.finish()
}

struct Judged<'a> {
    statement: Statement<'a>,
    verdict: Verdict,
}

/// Which statement is the first of each node of a meeting, or behind it; one more for the end.
fn firsts_of(meeting: &Meeting, judged: &[Judged<'_>]) -> Vec<usize> {
    let mut at = 0;
    let nodes = meeting.nodes.start..=meeting.nodes.end;
    let first = |node| {
        let before = judged.iter().skip(at).take_while(|judged| judged.statement.node < node).count();
        at += before;
        at
    };
    nodes.map(first).collect()
}

struct Writer<'a> {
    reader: Reader<'a>,
    meeting: &'a Meeting,
    roster: &'a Roster<'a>,
    /// All statements in the order of their nodes.
    judged: Vec<Judged<'a>>,
    /// Where those of each node begin, from the meeting's first node on.
    firsts: Vec<usize>,
    /// How many words each block has, those below it included; headings apart.
    words: Vec<usize>,
    entries: Vec<Entry>,
    /// The entry of paragraphs that the next paragraph may join.
    joined: Option<Joined>,
    /// What the last heading that was asked for says.
    headed: Option<Headed>,
}

/// Paragraphs that are one entry.
struct Joined {
    entry: usize,
    words: usize,
}

impl<'a> Writer<'a> {
    /// The statements of one node.
    fn of(&self, node: usize) -> &[Judged<'a>] {
        self.judged.get(self.places(node)).unwrap_or_default()
    }

    fn places(&self, node: usize) -> Range<usize> {
        let at = node.saturating_sub(self.meeting.nodes.start);
        let place = |at: usize| self.firsts.get(at).copied().unwrap_or(self.judged.len());
        place(at)..place(at + 1)
    }

    /// Makes the entries of one block and what is inside it; `above` are the words of the bullets above.
    fn block(&mut self, index: usize, above: &[String], parent: Option<usize>) {
        let node = &self.reader.outline.nodes[index];
        if self.roster.roll_nodes.contains(&index) {
            return;
        }
        match node.kind {
            NodeKind::Paragraph if frame::is_frame(self.reader, index) => self.joined = None,
            NodeKind::Paragraph => {
                for at in self.places(index) {
                    self.paragraph(at, above, parent);
                }
            }
            NodeKind::Code => self.code(index, above, parent),
            NodeKind::Row { head: true, .. } | NodeKind::Heading(_) => {}
            NodeKind::Item { .. } if node.children.is_empty() && frame::is_frame(self.reader, index) => {}
            NodeKind::Item { .. } | NodeKind::Row { head: false, .. } => self.unit(index, above, parent),
            NodeKind::Quote => {
                for &child in &node.children {
                    self.block(child, above, parent);
                }
            }
        }
    }

    fn unit(&mut self, index: usize, above: &[String], parent: Option<usize>) {
        self.joined = None;
        let node = &self.reader.outline.nodes[index];
        let own = ballots::told(self.reader.words, &node.inline);
        let whole = self.words.get(index - self.meeting.nodes.start).copied().unwrap_or(0);
        let entry = if whole <= MAX_WORDS || node.children.is_empty() {
            let text = text_of(self.reader, index);
            let made = self.entry(index, Shape { text, lead: own.len(), lines: node.lines, above, parent });
            if let Some(made) = made {
                if !node.children.is_empty() {
                    self.nested(index, &with(above, &own), made);
                }
                return;
            }
            None
        } else {
            let last = self.of(index).last().map_or(node.lines.first, |j| j.statement.lines.last);
            let lines = Lines::new(node.lines.first, last);
            let text = own.clone().into_owned();
            self.entry(index, Shape { lead: own.len(), text, lines, above, parent })
        };
        if node.children.is_empty() {
            return;
        }
        let below = if own.is_empty() { above.to_vec() } else { with(above, &own) };
        for &child in &node.children {
            self.block(child, &below, entry.or(parent));
        }
    }

    /// Decisions, proposals and actions inside an entry.
    fn nested(&mut self, index: usize, above: &[String], parent: usize) {
        for &child in &self.reader.outline.nodes[index].children {
            let special = self.of(child).iter().any(|j| is_special(j.verdict.kind));
            let mut under = parent;
            let node = &self.reader.outline.nodes[child];
            let own = ballots::told(self.reader.words, &node.inline);
            if special {
                let lines = node.lines;
                let text = text_of(self.reader, child);
                let shape = Shape { text, lead: own.len(), lines, above, parent: Some(parent) };
                under = self.entry(child, shape).unwrap_or(parent);
            }
            if !node.children.is_empty() {
                self.nested(child, &with(above, &own), under);
            }
        }
    }

    fn entry(&mut self, index: usize, shape: Shape<'_>) -> Option<usize> {
        let mut links = Links::default();
        links.read(&self.reader.outline.nodes[index].inline, self.reader.words);
        let own_links = links.refs.len();
        self.links_below(index, shape.lines, &mut links);
        let places = self.places(index);
        let judged = self.judged.get_mut(places).unwrap_or_default();
        let speaker = judged.first_mut().and_then(|first| first.statement.speaker.take());
        let verdict = judged.iter_mut().map(|j| &mut j.verdict).min_by_key(|v| (!is_special(v.kind), v.kind));
        let special = verdict.as_ref().is_some_and(|verdict| is_special(verdict.kind));
        if !special && !says_something(&shape.text, own_links) {
            return None;
        }
        // Each block is one entry at most, so that nobody asks for them again.
        let verdict = verdict.map(Verdict::take);
        Some(self.push(index, shape, Facts { verdict, speaker, links }))
    }

    fn push(&mut self, index: usize, shape: Shape<'_>, facts: Facts) -> usize {
        let verdict = facts.verdict.unwrap_or_default();
        let mut names: Vec<String> = facts.speaker.into_iter().collect();
        names.extend(self.roster.mentions(&shape.text).into_iter().chain(verdict.owners.iter().cloned()));
        drop_repeated(&mut names);
        let mut links = facts.links;
        self.inherit(index, shape.parent, &mut links);
        let section = self.headed(index).section.clone();
        self.entries.push(Entry {
            id: String::new(),
            kind: verdict.kind,
            grade: verdict.grade,
            lines: shape.lines,
            parent: shape.parent,
            section,
            context: shape.above.to_vec(),
            lead: shape.lead.min(shape.text.len()),
            text: shape.text,
            names,
            people: Vec::new(),
            owners: verdict.owners,
            assignees: Vec::new(),
            status: verdict.status,
            due: verdict.due,
            topics: Vec::new(),
            refs: links.refs,
            urls: links.urls,
            listed: false,
            also: Vec::new(),
            boilerplate: false,
            copy_of: None,
            thread: None,
            carried: false,
        });
        let made = self.entries.len() - 1;
        if let Some(inside) = verdict.inside {
            self.inside(made, *inside);
        }
        made
    }

    /// What somebody promises inside a decision is an entry of its own.
    fn inside(&mut self, parent: usize, (text, verdict): (String, Verdict)) {
        let Some(around) = self.entries.get(parent) else { return };
        let entry = Entry {
            kind: verdict.kind,
            grade: verdict.grade,
            parent: Some(parent),
            lead: text.len(),
            names: self.roster.mentions(&text),
            owners: verdict.owners,
            assignees: Vec::new(),
            status: verdict.status,
            due: verdict.due,
            text,
            ..around.clone()
        };
        self.entries.push(entry);
    }

    /// What the heading or bullet above names belongs to what stands under it.
    fn inherit(&mut self, index: usize, parent: Option<usize>, links: &mut Links) {
        // A passage that names more is a list, no subject.
        let parent =
            parent.and_then(|parent| self.entries.get(parent)).filter(|p| p.refs.len() <= MAX_INHERITED);
        for reference in parent.into_iter().flat_map(|parent| &parent.refs) {
            links.add(reference);
        }
        for reference in &self.headed(index).refs {
            links.add(reference);
        }
    }

    /// What the heading above a node says; what stands below one heading comes in a row.
    fn headed(&mut self, index: usize) -> &Headed {
        let (reader, own) = (self.reader, self.meeting.heading);
        let nodes = &reader.outline.nodes;
        let heading = reader.outline.ancestors(index).find(|&above| nodes[above].is_heading());
        let known = self.headed.take().filter(|headed| headed.heading == heading);
        self.headed.insert(known.unwrap_or_else(|| Headed::of(reader, heading, own)))
    }

    fn paragraph(&mut self, at: usize, above: &[String], parent: Option<usize>) {
        let Some(judged) = self.judged.get_mut(at) else { return };
        let statement = &mut judged.statement;
        let index = statement.node;
        // Each statement is one passage at most, so that nobody asks for these again.
        let verdict = judged.verdict.take();
        let text = std::mem::take(&mut statement.text).into_owned();
        let inline = &self.reader.outline.nodes[index].inline;
        let text = ballots::answer(self.reader.words, inline, &text).unwrap_or(text);
        let speaker = statement.speaker.take();
        // A poll is shown with its counts.
        let poll =
            (verdict.grade == Some(Grade::Inferred)).then(|| polls::carried(self.reader, index)).flatten();
        let lines = poll.unwrap_or(statement.lines);
        let words = statement.words();
        let mut links = Links::default();
        links.read_part(&self.reader.outline.nodes[index].inline, &statement.span, self.reader.words);
        if let Some(open) = self.joined.as_mut().filter(|_| !is_special(verdict.kind))
            && let Some(entry) = self.entries.get_mut(open.entry)
            && open.words < JOIN_WORDS
            && open.words + words <= MAX_JOINED
            && entry.context == above
        {
            open.words += words;
            entry.text.push('\n');
            entry.text.push_str(&text);
            entry.lead = entry.text.len();
            entry.lines = entry.lines.join(lines);
            let names = self.roster.mentions(&text);
            entry.names.extend(speaker);
            entry.names.extend(names);
            drop_repeated(&mut entry.names);
            entry.refs.extend(links.refs.into_iter().filter(|r| !entry.refs.contains(r)).collect::<Vec<_>>());
            entry.urls.extend(links.urls.into_iter().filter(|u| !entry.urls.contains(u)).collect::<Vec<_>>());
            return;
        }
        let special = is_special(verdict.kind);
        if !special && !says_something(&text, links.refs.len()) {
            return;
        }
        let shape = Shape { lead: text.len(), text, lines, above, parent };
        let made = self.push(index, shape, Facts { verdict: Some(verdict), speaker, links });
        self.joined = (!special).then_some(Joined { entry: made, words });
    }

    fn code(&mut self, index: usize, above: &[String], parent: Option<usize>) {
        let node = &self.reader.outline.nodes[index];
        let text = node.inline.text.trim().to_owned();
        if text.split_whitespace().count() >= 3 {
            let shape = Shape { lead: text.len(), text, lines: node.lines, above, parent };
            self.push(index, shape, Facts { verdict: None, speaker: None, links: Links::default() });
        }
        self.joined = None;
    }

    fn links_below(&self, index: usize, lines: Lines, links: &mut Links) {
        let nodes = &self.reader.outline.nodes;
        for &child in &nodes[index].children {
            if lines.contains(nodes[child].lines) {
                links.read(&nodes[child].inline, self.reader.words);
                self.links_below(child, lines, links);
            }
        }
    }

    fn finish(self) -> Vec<Entry> {
        self.entries
    }
}

/// The bullets above, and one more.
fn with(above: &[String], own: &str) -> Vec<String> {
    let mut below = Vec::with_capacity(above.len() + 1);
    below.extend_from_slice(above);
    below.push(shortened(own));
    below
}

/// The outer form of an entry.
struct Shape<'a> {
    text: String,
    lead: usize,
    lines: Lines,
    above: &'a [String],
    parent: Option<usize>,
}

/// What an entry says besides its words.
struct Facts {
    verdict: Option<Verdict>,
    speaker: Option<String>,
    links: Links,
}

/// Kinds that stand for themselves wherever they are.
fn is_special(kind: Kind) -> bool {
    matches!(kind, Kind::Decision | Kind::Proposal | Kind::Action)
}
