//! Two states of some reports → what became of every id that was lost between them.
//!
//! 1. A report that kept its id is its own successor; else the one that has most of its passages is, else the one of the
//!    same day and title, else the one of the same file and day, else the only one of the same file.
//! 2. A passage whose very words stand elsewhere was moved: in the successor first, then on the same day, then anywhere.
//! 3. Else the new passage of the successor that is most alike took its place, if it is alike enough.
//! 4. Else it is gone.

use super::likeness::Shape;
use super::{Became, Former};
use crate::report::{Date, Entry, Report, words_hash};
use std::collections::{HashMap, HashSet};

/// A passage must be so much alike to have taken the place of another one.
pub(super) const ALIKE: f32 = 0.45;
/// Passages of fewer words are the same by chance, unless they stand in the same meeting.
const TELLING: usize = 3;
/// In long reports a passage is looked for so many places before and behind its own.
const NEAR: usize = 150;

/// What became of the ids of `before` that `after` does not have. `after` must hold all reports that are new or changed.
pub fn compare(before: &[Report], after: &[Report]) -> Vec<Former> {
    let now = Now::of(before, after);
    let mut lost = Vec::new();
    for report in before {
        let missing: Vec<(usize, &Entry)> = report
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| !now.ids.contains(entry.id.as_str()))
            .collect();
        let stays = now.reports.contains_key(report.id.as_str());
        if missing.is_empty() && stays {
            continue;
        }
        let successor = now.successor(report);
        if !stays {
            let became = successor.map_or(Became::Gone, |to| Became::Moved(to.id.clone()));
            lost.push(dated(Former::of(report, None, became), successor));
        }
        let fresh = successor.map(|to| Fresh::of(to, &now.old)).unwrap_or_default();
        for (at, entry) in missing {
            let moved = now.moved(report, entry, successor);
            let (became, by) = match (moved, fresh.place_of(entry, at, report.entries.len())) {
                (Some((to, moved)), _) => (Became::Moved(moved.id.clone()), Some(to)),
                (None, Some(edited)) => (Became::Edited(edited.id.clone()), successor),
                (None, None) => (Became::Gone, successor),
            };
            lost.push(dated(Former::of(report, Some(entry), became), by));
        }
    }
    lost
}

/// Puts the change by which a file became what it is to what that did.
fn dated(mut former: Former, by: Option<&Report>) -> Former {
    if let Some(known) = by.and_then(|report| report.provenance.as_ref()) {
        former.when = Some(known.last.time);
        former.commit = Some(known.last.commit.clone());
    }
    former
}

/// The state after, by what it is asked for.
struct Now<'a> {
    reports: HashMap<&'a str, &'a Report>,
    by_path: HashMap<&'a str, Vec<&'a Report>>,
    by_title: HashMap<(Date, &'a str), &'a Report>,
    ids: HashSet<&'a str>,
    by_words: HashMap<&'a str, Vec<(&'a Report, &'a Entry)>>,
    /// The ids of the state before.
    old: HashSet<&'a str>,
}

impl<'a> Now<'a> {
    fn of(before: &'a [Report], after: &'a [Report]) -> Self {
        let (mut by_path, mut by_words): (HashMap<_, Vec<_>>, HashMap<_, Vec<_>>) = Default::default();
        for report in after {
            by_path.entry(report.path.as_str()).or_default().push(report);
            for entry in &report.entries {
                let words = words_hash(&entry.id).unwrap_or_default();
                by_words.entry(words).or_default().push((report, entry));
            }
        }
        let ids =
            |reports: &'a [Report]| reports.iter().flat_map(|report| &report.entries).map(|e| e.id.as_str());
        Self {
            reports: after.iter().map(|report| (report.id.as_str(), report)).collect(),
            by_path,
            by_title: after.iter().filter_map(|r| Some(((r.date?, r.title.as_str()), r))).collect(),
            ids: ids(after).collect(),
            by_words,
            old: ids(before).collect(),
        }
    }

    /// The report that took the place of one.
    fn successor(&self, report: &Report) -> Option<&'a Report> {
        if let Some(same) = self.reports.get(report.id.as_str()) {
            return Some(same);
        }
        let mut votes: HashMap<&str, usize> = HashMap::new();
        for entry in report.entries.iter().filter(|entry| is_telling(entry)) {
            for (to, _) in self.standing(entry) {
                *votes.entry(to.id.as_str()).or_default() += 1;
            }
        }
        let of_file = self.by_path.get(report.path.as_str()).map(Vec::as_slice).unwrap_or_default();
        let most = votes.into_iter().map(|(id, count)| {
            let to = self.reports.get(id).copied();
            (
                count,
                to.is_some_and(|to| to.date == report.date),
                to.is_some_and(|to| to.path == report.path),
                id,
            )
        });
        let most = most.max_by(|a, b| (a.0, a.1, a.2).cmp(&(b.0, b.1, b.2)).then_with(|| b.3.cmp(a.3)));
        let by_passages = most.and_then(|(.., id)| self.reports.get(id).copied());
        let titled = || self.by_title.get(&(report.date?, report.title.as_str())).copied();
        let by_file = || match of_file {
            [only] => Some(*only),
            several => several.iter().find(|other| other.date == report.date).copied(),
        };
        by_passages.or_else(titled).or_else(by_file)
    }

    /// Where the words of a passage stand.
    fn standing(&self, entry: &Entry) -> &[(&'a Report, &'a Entry)] {
        let words = words_hash(&entry.id).filter(|words| !words.is_empty());
        words.and_then(|words| self.by_words.get(words)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The passage with the very words of one that is lost.
    fn moved(
        &self,
        report: &Report,
        entry: &Entry,
        successor: Option<&Report>,
    ) -> Option<(&'a Report, &'a Entry)> {
        let standing = self.standing(entry);
        let is_successor = |to: &Report| successor.is_some_and(|report| report.id == to.id);
        let in_it = standing.iter().find(|(to, _)| is_successor(to));
        let that_day = || standing.iter().find(|(to, _)| to.date == report.date && to.date.is_some());
        let anywhere = || standing.first().filter(|_| is_telling(entry));
        in_it.or_else(that_day).or_else(anywhere).copied()
    }
}

/// Whether the words of a passage would hardly be said twice by chance.
fn is_telling(entry: &Entry) -> bool {
    entry
        .own_text()
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .nth(TELLING)
        .is_some()
}

/// The passages of a report that it did not have before.
#[derive(Default)]
struct Fresh<'a> {
    passages: Vec<(usize, &'a Entry, Shape)>,
    length: usize,
}

impl<'a> Fresh<'a> {
    fn of(report: &'a Report, old: &HashSet<&str>) -> Self {
        let fresh = report.entries.iter().enumerate().filter(|(_, entry)| !old.contains(entry.id.as_str()));
        Self {
            passages: fresh.map(|(at, entry)| (at, entry, Shape::of(entry.own_text()))).collect(),
            length: report.entries.len(),
        }
    }

    /// The passage that took the place of one that stood at a place among so many.
    fn place_of(&self, entry: &Entry, at: usize, among: usize) -> Option<&'a Entry> {
        let shape = Shape::of(entry.own_text());
        let expected = at * self.length / among.max(1);
        let near = self.passages.iter().filter(|(at, ..)| at.abs_diff(expected) <= NEAR);
        let scored = near.map(|(at, other, to)| (shape.likeness(to), at.abs_diff(expected), *other));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        best.filter(|(likeness, ..)| *likeness >= ALIKE).map(|(.., other)| other)
    }
}
