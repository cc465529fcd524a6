//! The floor of reading: what a careful reader finds in ten reports of the bundled sample (`data/gold.json`), and
//! how much of it `extract` finds at least.
//!
//! 1. Dates: a report of the same file with that day whose lines overlap.
//! 2. People: F1 of names and handles per meeting.
//! 3. Decisions, actions: F1 of passages; one hits another where their lines overlap, each counted once. A second
//!    passage on one that is hit already is no false alarm.

use minutebook::extract::extract;
use minutebook::report::{Kind, Lines, Report};
use minutebook::source::SourceFile;
use minutebook::vocabulary::Reading;
use serde::Deserialize;
use std::fs;

#[derive(Deserialize)]
struct Gold {
    path: String,
    date: String,
    lines: Lines,
    attendees: Vec<String>,
    decisions: Vec<Lines>,
    actions: Vec<GoldAction>,
}

#[derive(Deserialize)]
struct GoldAction {
    lines: Lines,
    owners: Vec<String>,
    done: bool,
}

/// Hits, false alarms and misses.
#[derive(Default)]
struct Count {
    hits: f64,
    alarms: f64,
    misses: f64,
}

impl Count {
    fn f1(&self) -> f64 {
        2.0 * self.hits / (2.0 * self.hits + self.alarms + self.misses)
    }

    fn add(&mut self, hits: usize, found: usize, wanted: usize) {
        self.hits += hits as f64;
        self.alarms += (found - hits) as f64;
        self.misses += (wanted - hits) as f64;
    }
}

fn gold() -> Vec<Gold> {
    serde_json::from_str(&fs::read_to_string("data/gold.json").unwrap()).unwrap()
}

/// The report of a label: of the same file, with the most lines in common.
fn report_of(gold: &Gold) -> Option<Report> {
    let text = fs::read_to_string(format!("data/archive/{}", gold.path)).unwrap();
    let file = SourceFile { path: gold.path.clone(), text };
    let drafts = extract(&file, Reading::builtin()).drafts.into_iter().map(|draft| draft.report);
    drafts.filter(|report| report.lines.overlaps(gold.lines)).max_by_key(|report| {
        report.lines.last.min(gold.lines.last) - report.lines.first.max(gold.lines.first)
    })
}

/// Counts passages: gold ones in order take the first free found one that overlaps.
fn passages(count: &mut Count, wanted: &[Lines], found: &[Lines]) {
    let mut taken = vec![false; found.len()];
    let mut hits = 0;
    for lines in wanted {
        let free = (0..found.len()).find(|&at| !taken[at] && found[at].overlaps(*lines));
        if let Some(at) = free {
            taken[at] = true;
            hits += 1;
        }
    }
    // A spare one on a passage that is hit costs nothing.
    let spare = (0..found.len())
        .filter(|&at| !taken[at] && wanted.iter().any(|lines| lines.overlaps(found[at])))
        .count();
    count.add(hits, found.len() - spare, wanted.len());
}

fn lines_of(report: &Report, kind: Kind) -> Vec<Lines> {
    let mut lines: Vec<Lines> =
        report.entries.iter().filter(|entry| entry.kind == kind).map(|entry| entry.lines).collect();
    lines.sort();
    lines.dedup();
    lines
}

#[test]
fn the_sample_is_read_as_well_as_before() {
    let (mut people, mut decisions, mut actions) = (Count::default(), Count::default(), Count::default());
    for gold in gold() {
        let report = report_of(&gold).unwrap_or_else(|| panic!("{} holds no meeting", gold.path));
        assert_eq!(report.date.map(|date| date.to_string()).as_ref(), Some(&gold.date), "{}", gold.path);
        let known = |name: &String| {
            report.attendees.iter().any(|a| a.name == *name || a.handle.as_ref() == Some(name))
        };
        let hits = gold.attendees.iter().filter(|name| known(name)).count();
        people.add(hits, report.attendees.len(), gold.attendees.len());
        passages(&mut decisions, &gold.decisions, &lines_of(&report, Kind::Decision));
        let wanted: Vec<Lines> = gold.actions.iter().map(|action| action.lines).collect();
        passages(&mut actions, &wanted, &lines_of(&report, Kind::Action));
    }
    let scores = [people.f1(), decisions.f1(), actions.f1()];
    assert!(scores[0] >= 0.95, "attendees {scores:?}");
    assert!(scores[1] >= 0.85, "decisions {scores:?}");
    assert!(scores[2] >= 0.90, "actions {scores:?}");
}

#[test]
fn owners_and_done_marks_of_the_sample_are_read() {
    let (mut owned, mut wanted, mut done) = (0, 0, 0);
    for gold in gold() {
        let report = report_of(&gold).unwrap_or_else(|| panic!("{} holds no meeting", gold.path));
        for action in &gold.actions {
            let found = report
                .entries
                .iter()
                .find(|entry| entry.kind == Kind::Action && entry.lines.overlaps(action.lines));
            let Some(found) = found else { continue };
            wanted += 1;
            let names = |owner: &String| found.owners.iter().any(|name| name.contains(owner.as_str()));
            owned += usize::from(action.owners.iter().all(names));
            done += usize::from(
                found.status.map(|status| status.name()) == Some(if action.done { "done" } else { "open" }),
            );
        }
    }
    assert!(owned * 10 >= wanted * 8, "{owned} of {wanted} owners");
    assert!(done * 10 >= wanted * 9, "{done} of {wanted} marks");
}
