//! Entries of one subject in several reports → the matter's steps.
//!
//! 1. In each report decisions, proposals and actions take a matter further; of several decisions one does. Where there is none, the first passage
//!    tells that it was raised or spoken of again; a line of the agenda does only where nothing else does.
//! 2. What is only put off is not settled; what is told to have landed or to be closed is.
//! 3. A marked proposal after a decision of an earlier report reopens the matter, and so does wording that says so.
//! 4. A title that comes back after more than a year is another matter. An issue is the same however long it rests.

use super::subjects::{Subject, Subjects};
use super::{At, thread};
use crate::report::{About, Entry, Grade, Kind, Report, Status, Thread, What};
use crate::vocabulary::{Recurring, fold};
use std::collections::BTreeMap;

/// After so many days a title is another matter.
const SILENCE: i32 = 400;
/// How many decisions, proposals or actions of one report are steps.
const MOST: usize = 3;

/// A longer passage speaks of more than whether a matter is over or taken up again.
const BRIEF: usize = 30;
/// And so does one of more lines.
const LINES: usize = 6;
/// A longer line tells more than that something is over.
const OVER: usize = 10;

/// Threads of matters that several reports speak of.
pub(super) fn followed(reports: &mut [Report], words: &Recurring) -> Vec<Thread> {
    let subjects = Subjects::of(reports, words);
    let mut members: BTreeMap<Subject, Vec<At>> = BTreeMap::new();
    for (number, report) in reports.iter().enumerate().filter(|(_, report)| report.date.is_some()) {
        for (index, subject) in subjects.in_report(report).into_iter().enumerate() {
            let entry = &report.entries[index];
            if let Some(subject) = subject.filter(|_| !entry.boilerplate && entry.thread.is_none()) {
                members.entry(subject).or_default().push((number, index));
            }
        }
    }
    let mut threads = Vec::new();
    for (subject, mut entries) in members {
        entries.sort_by_key(|&(report, entry)| (reports[report].date, report, entry));
        for entries in pieces(reports, &subject, &entries) {
            let steps = steps(reports, entries, words);
            let several = steps.iter().any(|(_, at)| Some(at.0) != steps.first().map(|(_, first)| first.0));
            if !several {
                continue;
            }
            let told = steps
                .iter()
                .map(|(_, (report, entry))| (&reports[*report], &reports[*report].entries[*entry]));
            let title = subjects.words_of(&subject, &told.collect::<Vec<_>>());
            let Some(thread) = thread(reports, About::Matter, &title, &steps) else { continue };
            for &(report, entry) in entries {
                reports[report].entries[entry].thread = Some(thread.id.clone());
            }
            threads.push(thread);
        }
    }
    threads
}

/// The entries of a subject, cut where a title rested for long.
fn pieces<'a>(reports: &[Report], subject: &Subject, entries: &'a [At]) -> Vec<&'a [At]> {
    let near = |a: &At, b: &At| match (subject, reports[a.0].date, reports[b.0].date) {
        (Subject::Title(..), Some(a), Some(b)) => b.since(a).is_ok_and(|span| span.get_days() <= SILENCE),
        _ => true,
    };
    entries.chunk_by(near).collect()
}

/// What takes a matter further, oldest first.
fn steps(reports: &[Report], entries: &[At], words: &Recurring) -> Vec<(What, At)> {
    let mut steps: Vec<(What, At)> = Vec::new();
    let mut settled = false;
    for day in entries.chunk_by(|a, b| a.0 == b.0) {
        let entry = |at: &At| &reports[at.0].entries[at.1];
        let reopens =
            |at: &At| settled && is_brief(entry(at)) && words.reopened.found(&fold(entry(at).own_text()));
        let mut of_day: Vec<(What, At)> = Vec::new();
        let settling = settling(reports, day, words);
        for at in day {
            let what = match outcome(entry(at), words) {
                Some(What::Settled) if settling != Some(*at) => continue,
                Some(What::Proposed) if settled && entry(at).grade == Some(Grade::Explicit) => What::Reopened,
                Some(what) => what,
                None if reopens(at) => What::Reopened,
                None if settling.is_none() && concludes(entry(at), words) => What::Settled,
                None => continue,
            };
            let again = what == What::Reopened && of_day.iter().any(|(other, _)| *other == what);
            let inside = of_day.iter().any(|(other, (_, index))| {
                *other == what && entry(at).parent.is_some_and(|parent| parent == *index)
            });
            if !again && !inside && of_day.len() < MOST {
                of_day.push((what, *at));
            }
        }
        let told = day.iter().find(|at| !entry(at).listed && outcome(entry(at), words).is_none());
        if let Some(at) = told.or(day.first()).filter(|_| of_day.is_empty() || steps.is_empty()) {
            let what = if steps.is_empty() { What::Raised } else { What::Discussed };
            if !of_day.iter().any(|(_, other)| other == at) {
                of_day.insert(0, (what, *at));
            }
        }
        let outcomes = |what: What| of_day.iter().any(|(other, _)| *other == what);
        settled = outcomes(What::Settled) || settled && !outcomes(What::Reopened);
        steps.extend(of_day);
    }
    steps
}

/// The one decision of a report that settles the matter: the surest, of these the first. Others are its terms.
fn settling(reports: &[Report], day: &[At], words: &Recurring) -> Option<At> {
    let entry = |at: &At| &reports[at.0].entries[at.1];
    let decisions = day.iter().filter(|at| outcome(entry(at), words) == Some(What::Settled));
    decisions.min_by_key(|at| (entry(at).grade, **at)).copied()
}

fn outcome(entry: &Entry, words: &Recurring) -> Option<What> {
    match (entry.kind, entry.status) {
        (Kind::Decision, _) if is_brief(entry) && words.deferred.found(&fold(entry.own_text())) => None,
        (Kind::Decision, _) => Some(What::Settled),
        (Kind::Proposal, _) => Some(What::Proposed),
        (Kind::Action, Some(Status::Done)) => Some(What::Done),
        (Kind::Action, _) => Some(What::Promised),
        (Kind::Question | Kind::Update | Kind::Thanks | Kind::Discussion, _) => None,
    }
}

/// Whether a passage is short enough to be about one thing.
fn is_brief(entry: &Entry) -> bool {
    entry.own_text().split_whitespace().nth(BRIEF).is_none()
}

/// Whether a short line of a passage tells that the matter is over: `approved and landed`.
fn concludes(entry: &Entry, words: &Recurring) -> bool {
    let tells = |line: &str| {
        let line = line.trim_start().trim_start_matches("- ");
        line.split_whitespace().nth(OVER).is_none() && words.concluded.found(&fold(line))
    };
    entry.text.lines().nth(LINES).is_none() && entry.text.lines().any(tells)
}
