//! Which parts of a file are meetings.
//!
//! 1. A file whose headings of one level are dates holds a meeting per such heading; it ends at the next one. Where the
//!    file's own name is a date, only those count that have a roll call each; where it is two, those between them.
//! 2. Any other file is one meeting, if something says so: a date in its name, title or head (be it without a year), or a
//!    roll call.
//! 3. A meeting that did not happen is none.

use super::date::{Found, find_dates};
use super::dating::{self, Dated};
use super::place::Place;
use super::{Reader, Warnings};
use crate::outline::Node;
use crate::report::{Date, Lines, Rule, When};
use crate::vocabulary::{Role, fold};
use std::collections::HashSet;
use std::ops::Range;

/// A part of a file that is one meeting.
#[derive(Debug)]
pub(super) struct Meeting {
    /// Its nodes in the outline.
    pub(super) nodes: Range<usize>,
    /// Its lines.
    pub(super) lines: Lines,
    /// The node of the heading that is the meeting's title, where there is one.
    pub(super) heading: Option<usize>,
    /// The day it was held.
    pub(super) date: Option<Date>,
    /// The other day the file gives.
    pub(super) other_date: Option<Date>,
    /// Its title.
    pub(super) title: String,
}

/// More words above the first meeting of a file are notes.
const MAX_PREFACE: usize = 40;

/// Cuts a file into meetings.
pub(super) fn cut(reader: Reader<'_>, place: &Place, warnings: &mut Warnings<'_>) -> Vec<Meeting> {
    // An index or a template beside the reports is no news.
    if reader.outline.nodes.is_empty() || reader.words.is_no_report(&place.stem) {
        return Vec::new();
    }
    let cuts = match place.date {
        Some(first) => {
            let within = place.until.map(|last| headings_within(reader, place, (first, last)));
            within.filter(|cuts| !cuts.is_empty()).unwrap_or_else(|| called_headings(reader, place))
        }
        None => dated_headings(reader, place),
    };
    let meetings = if cuts.is_empty() {
        single(reader, place, warnings).into_iter().collect()
    } else {
        many(reader, &cuts, warnings)
    };
    if meetings.is_empty() && warnings.cancelled.is_empty() {
        warnings.add(
            1,
            Rule::NoMeeting,
            "nothing here looks like a meeting (no date, no roll call); the file was left out".into(),
        );
    }
    meetings
}

/// A heading at which a meeting begins, or (without a day) at which one ends.
struct Cut {
    node: usize,
    date: Option<Date>,
    /// Whether the heading names another weekday than the date has.
    misfit: bool,
}

/// The dated headings of the level that has most of them; empty where the file is not so made.
fn dated_headings(reader: Reader<'_>, place: &Place) -> Vec<Cut> {
    let mut by_level: [Vec<Cut>; 7] = Default::default();
    for (node, heading) in reader.outline.nodes.iter().enumerate() {
        let Some(level) = heading.level() else { continue };
        let Some(found) = leading_date(reader, heading) else { continue };
        let year = found.year.or_else(|| year_above(reader, node)).or(place.year);
        let date = year.and_then(|year| found.date_in(year));
        if found.day.is_none() || date.is_some() {
            let misfit = date.is_some_and(|date| !found.weekday_fits(date));
            by_level[usize::from(level)].push(Cut { node, date, misfit });
        }
    }
    let days = |cuts: &[Cut]| cuts.iter().filter(|cut| cut.date.is_some()).count();
    let best = by_level.into_iter().max_by_key(|cuts| days(cuts)).unwrap_or_default();
    // One dated heading is the title of the file's one meeting, unless another title stands above it.
    let titled = best.first().is_some_and(|cut| {
        let nodes = &reader.outline.nodes;
        let level = nodes[cut.node].level();
        // `### Date: …` above the larger headings of its subjects is a line of the file's head.
        let outgrown =
            nodes.iter().skip(cut.node).any(|node| node.level().is_some_and(|other| Some(other) < level));
        nodes[cut.node].parent.is_some() && !outgrown
    });
    if days(&best) > 1 || days(&best) == 1 && titled { best } else { Vec::new() }
}

/// The dated headings of a file whose name tells from when to when it goes: at least two, all of them in that time.
fn headings_within(reader: Reader<'_>, place: &Place, (first, last): (Date, Date)) -> Vec<Cut> {
    let headings = dated_headings(reader, place);
    let days = headings.iter().filter_map(|cut| cut.date).collect::<HashSet<_>>();
    let inside = days.iter().all(|day| (first..=last).contains(day));
    // A roll call above the first of them is of the meeting of that day.
    let above = headings.first().map_or(0, |cut| cut.node);
    let opens = reader.outline.nodes.iter().take(above).any(|node| calls_roll(reader, node));
    let inside = inside && (!opens || days.contains(&first));
    if inside && days.len() > 1 { headings } else { Vec::new() }
}

/// The dated headings of a file that its name dates: only where different days have a roll call each, as the calls of
/// one week have; else the dates are subjects.
fn called_headings(reader: Reader<'_>, place: &Place) -> Vec<Cut> {
    let nodes = &reader.outline.nodes;
    let headings = dated_headings(reader, place);
    let mut ends = headings.iter().skip(1).map(|cut| cut.node).chain([nodes.len()]).collect::<Vec<_>>();
    let below = |cut: &Cut, end: usize| nodes.get(cut.node + 1..end).unwrap_or_default().iter();
    let called = headings
        .iter()
        .zip(&ends)
        .filter(|(cut, end)| below(cut, **end).any(|node| calls_roll(reader, node)));
    let days = called.filter_map(|(cut, _)| cut.date).collect::<HashSet<_>>();
    if days.len() < 2 {
        return Vec::new();
    }
    // The agenda of the week has the same headings in front, and its title may be dated too.
    let mut titles: Vec<String> =
        headings.iter().map(|cut| nodes[cut.node].inline.flat().to_owned()).collect();
    titles.reverse();
    ends.reverse();
    let mut kept = headings;
    kept.retain(|cut| {
        let said = ends.pop().is_some_and(|end| below(cut, end).any(|node| !node.is_heading()));
        titles.pop().is_some_and(|title| !titles.contains(&title)) && said
    });
    kept
}

/// The date of a heading that is little else: `2024-03-12`, `Meeting of March 12th`, `Weekly sync 12/03/2024`.
fn leading_date(reader: Reader<'_>, heading: &Node) -> Option<Found> {
    let text = heading.inline.flat();
    let found = find_dates(text, &reader.words.dates).into_iter().next()?;
    let rest = [text.get(..found.span.start)?, text.get(found.span.end..)?].join(" ");
    let rest = fold(&rest);
    let words: Vec<&str> =
        rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let decoy = dating::is_another_day(reader, &words);
    (words.len() <= 6 && !decoy && (found.day.is_some() || words.len() <= 2)).then_some(found)
}

/// The year of the nearest heading above that has one.
fn year_above(reader: Reader<'_>, node: usize) -> Option<i16> {
    reader.outline.ancestors(node).find_map(|above| {
        let text = &reader.outline.nodes[above].inline.text;
        let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|n| n.len() == 4);
        numbers.filter_map(|n| n.parse().ok()).find(|year| (1970..2100).contains(year))
    })
}

fn many(reader: Reader<'_>, cuts: &[Cut], warnings: &mut Warnings<'_>) -> Vec<Meeting> {
    let nodes = &reader.outline.nodes;
    let level = cuts.first().and_then(|cut| nodes[cut.node].level()).unwrap_or(1);
    let mut meetings = Vec::new();
    above(reader, cuts, warnings);
    for (index, cut) in cuts.iter().enumerate() {
        let next = cuts.get(index + 1).map_or(nodes.len(), |next| next.node);
        // A larger heading ends the meeting too (`# 2023` between the meetings of two years).
        let end = (cut.node + 1..next).find(|&n| nodes[n].level().is_some_and(|l| l < level)).unwrap_or(next);
        let Some(date) = cut.date else { continue };
        let range = cut.node..end;
        if let Some(line) = did_not_happen(reader, range.clone()) {
            warnings.did_not_happen(line, When::Day(date));
            continue;
        }
        let heading = nodes[cut.node].inline.flat();
        if cut.misfit {
            dating::misfit(nodes[cut.node].lines.first, heading, date, warnings);
        }
        outside(reader, end..next, warnings);
        let largest = reader.outline.ancestors(cut.node).filter(|&above| nodes[above].level() == Some(1));
        let title = match largest.last() {
            Some(above) => format!("{}: {heading}", nodes[above].inline.flat()),
            None => heading.to_owned(),
        };
        let lines = lines_of(reader, &range, nodes[cut.node].lines.first);
        meetings.push(Meeting {
            nodes: range,
            lines,
            heading: Some(cut.node),
            date: Some(date),
            other_date: None,
            title,
        });
    }
    meetings
}

fn single(reader: Reader<'_>, place: &Place, warnings: &mut Warnings<'_>) -> Option<Meeting> {
    let outline = reader.outline;
    let range = 0..outline.nodes.len();
    if let Some(line) = did_not_happen(reader, range.clone()) {
        let when = dating::cancelled(reader, place);
        warnings.did_not_happen(line, when);
        return None;
    }
    let Dated { date, other, told } = dating::choose(reader, place, warnings);
    if date.is_none() && !told && !has_roll_call(reader) {
        return None;
    }
    let heading = outline.nodes.iter().take(8).position(Node::is_heading);
    if date.is_none() {
        let message =
            "no date in the file's name, its title or a `Date:` line; the report stands without one";
        warnings.add(1, Rule::NoDate, message.into());
    }
    let own_title = outline.front_matter.as_ref().and_then(|head| head.get("title")).map(str::to_owned);
    // Below a title in the file's head, `## Roof` is a subject.
    let heading = heading.filter(|&node| own_title.is_none() || outline.nodes[node].level() == Some(1));
    let title = heading
        .map(|node| outline.nodes[node].inline.flat().to_owned())
        .or(own_title)
        .filter(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| {
        date.map_or_else(|| place.stem.clone(), |date| format!("{}, {date}", place.series))
    });
    Some(Meeting {
        lines: lines_of(reader, &range, 1),
        nodes: range,
        heading,
        date,
        other_date: other,
        title,
    })
}

/// The lines from `first` to the last line of the last node.
fn lines_of(reader: Reader<'_>, range: &Range<usize>, first: u32) -> Lines {
    let nodes = reader.outline.nodes.get(range.clone()).unwrap_or_default();
    Lines::new(first, nodes.iter().map(|node| node.lines.last).max().unwrap_or(first))
}

/// Tells of headings above the first meeting under which notes stand: a year's file may begin with a few words, no more.
fn above(reader: Reader<'_>, cuts: &[Cut], warnings: &mut Warnings<'_>) {
    let nodes = &reader.outline.nodes;
    let end = cuts.first().map_or(0, |cut| cut.node);
    let level = cuts.first().and_then(|cut| nodes[cut.node].level());
    let Some(first) = (0..end).find(|&node| nodes[node].level() < level && nodes[node].is_heading()) else {
        return;
    };
    // What holds the first meeting is its own title.
    let title = cuts.first().is_some_and(|cut| reader.outline.ancestors(cut.node).any(|node| node == first));
    let below = nodes.get(first..end).unwrap_or_default().iter().filter(|node| !node.is_heading());
    let said: usize = below.map(|node| node.inline.text.split_whitespace().count()).sum();
    if !title && said > MAX_PREFACE {
        let text = nodes[first].inline.flat();
        let message = format!(
            "`{text}` stands above the first dated heading, so what is below it belongs to no meeting"
        );
        warnings.quote(nodes[first].lines.first, text, (Rule::OutsideMeeting, message));
    }
}

/// Tells of a heading between meetings under which more stands than a year's name.
fn outside(reader: Reader<'_>, range: Range<usize>, warnings: &mut Warnings<'_>) {
    let nodes = reader.outline.nodes.get(range).unwrap_or_default();
    let Some(heading) = nodes.first() else { return };
    let text = heading.inline.flat();
    let sorts = text.chars().any(|c| c.is_ascii_digit()) || !find_dates(text, &reader.words.dates).is_empty();
    let said = nodes.iter().any(|node| !node.is_heading() && !node.inline.text.is_empty());
    if !sorts && said {
        let message =
            format!("`{text}` is larger than the headings of the meetings and ends the one above it");
        warnings.quote(heading.lines.first, text, (Rule::OutsideMeeting, message));
    }
}

/// The line in which a short text says that the meeting was cancelled.
fn did_not_happen(reader: Reader<'_>, range: Range<usize>) -> Option<u32> {
    let nodes = reader.outline.nodes.get(range).unwrap_or_default();
    let (mut length, mut words) = (0, 0);
    for node in nodes {
        length += node.inline.text.len() + 1;
        words += node.inline.text.split_whitespace().count();
        if length > 400 || words > 45 {
            return called_off(reader, nodes);
        }
    }
    nodes.iter().find_map(|node| {
        let mut lines = node.inline.text.lines().zip(node.lines.first..);
        lines.find(|(line, _)| reader.words.cancelled.found(&fold(line.trim()))).map(|(_, number)| number)
    })
}

/// The line in which a long agenda says at its end, where the notes would stand, that there was no meeting.
fn called_off(reader: Reader<'_>, nodes: &[Node]) -> Option<u32> {
    let [.., heading, last] = nodes else { return None };
    let title = fold(&heading.inline.text);
    let mut words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let notes = heading.is_heading() && words.all(|word| reader.words.meeting_words.contains(word));
    let text = last.inline.text.trim();
    let said = text.split_whitespace().count() <= 5 && reader.words.cancelled.found(&fold(text));
    (notes && said).then_some(last.lines.first)
}

/// Whether a heading or label announces a roll call.
fn has_roll_call(reader: Reader<'_>) -> bool {
    reader.outline.nodes.iter().any(|node| calls_roll(reader, node))
}

fn calls_roll(reader: Reader<'_>, node: &Node) -> bool {
    let phrases = if node.is_heading() { &reader.words.headings } else { &reader.words.labels };
    let text = node.inline.flat();
    let label = if node.is_heading() { Some(text) } else { text.split_once(':').map(|(label, _)| label) };
    label.and_then(|label| phrases.role(label)) == Some(Role::Attendees)
}
