//! Matters and actions followed across reports.
//!
//! 1. `actions` finds actions that later reports of a series list again: same owner, near-same words.
//! 2. `subjects` tells what each other entry is about: the one issue it names, or the heading or bullet above it.
//! 3. `matters` joins entries of one subject in different reports, and says which of them take it further.
//! 4. An entry is in one thread at most; an action that is carried over is in its own.
//!
//! Precision first: a heading that comes back all the time joins nothing, nor does an issue of a great part of the reports.
//! Boilerplate is no step. A copy is one, since its report did speak of the matter again. Entry: [`follow`].

mod actions;
mod matters;
mod subjects;

#[cfg(test)]
mod tests;

use crate::report::{About, Report, State, Step, Thread, What};
use crate::vocabulary::Recurring;

/// How much of an entry a step tells.
const TOLD: usize = 240;
/// How long a thread's title is.
const TITLE: usize = 120;

/// An entry: the position of its report, and its own in there.
type At = (usize, usize);

/// Finds the threads of an archive, by id, and fills in `Entry::thread` and `Entry::carried`. Reports stand by
/// series and date.
pub(super) fn follow(reports: &mut [Report], words: &Recurring) -> Vec<Thread> {
    let mut threads = actions::carried(reports, words);
    threads.extend(matters::followed(reports, words));
    threads.sort_by(|a, b| a.id.cmp(&b.id));
    threads
}

/// The thread of some entries, each with what it is there, oldest first.
fn thread(reports: &[Report], about: About, title: &str, steps: &[(What, At)]) -> Option<Thread> {
    let &(_, (report, entry)) = steps.first()?;
    let id = reports[report].entries[entry].id.clone();
    let title = clip(title.trim(), TITLE);
    let steps: Vec<Step> = steps.iter().map(|&(what, at)| step(reports, what, at)).collect();
    Some(Thread { id, title, about, state: state(about, &steps), steps })
}

fn step(reports: &[Report], what: What, (report, entry): At) -> Step {
    let (report, entry) = (&reports[report], &reports[report].entries[entry]);
    Step {
        what,
        entry: entry.id.clone(),
        report: report.id.clone(),
        date: report.date,
        series: report.series.clone(),
        path: report.path.clone(),
        lines: entry.lines,
        text: clip(entry.text.trim(), TOLD),
    }
}

/// An action is as its last report says; a matter is settled by its last decision.
fn state(about: About, steps: &[Step]) -> State {
    let told = steps.iter().rev().find_map(|step| match (about, step.what) {
        (About::Action, What::Done) => Some(State::Done),
        (About::Action, _) => Some(State::Open),
        (About::Matter, What::Settled) => Some(State::Settled),
        (About::Matter, What::Reopened) => Some(State::Reopened),
        (About::Matter, _) => None,
    });
    told.unwrap_or(State::Open)
}

fn clip(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text).trim_end()),
    }
}
