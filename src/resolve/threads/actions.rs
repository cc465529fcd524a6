//! Actions that later reports of a series list again.
//!
//! 1. An action carries on the latest one of its series with an owner in common and near-same words, or with the one
//!    same issue and half of the words. Without owners the words must be the same.
//! 2. Names of the owners, marks of what is done, until when it is due, and words that tell no matter are not compared.
//! 3. What was done and is listed as open again is a new action. After a silence of half a year it is, too.
//!
//! Candidates come from lists of the actions by their rarest words, so that the work grows with the text.

use super::{At, thread};
use crate::report::{About, Entry, Kind, Report, Status, Thread, What};
use crate::resolve::words;
use crate::vocabulary::{Reading, Recurring};
use std::collections::{BTreeSet, HashMap};

/// After so many days of silence an action begins anew.
const SILENCE: i32 = 200;
/// By how many of its rarest words an action is looked up.
const LOOKED_UP: usize = 4;
/// How many of the latest actions with a word are looked at.
const LATEST: usize = 40;
/// The share of words that must be the same.
const NEAR: f64 = 0.7;
/// The same where both name the same one issue.
const NEAR_CITING: f64 = 0.4;
/// The same where nobody is named.
const NEAR_NOBODY: f64 = 0.9;
/// Actions of fewer words are chance; one less is enough where owner and words are the same.
const MIN_WORDS: usize = 3;

/// An action as it is compared.
struct Task {
    at: At,
    words: BTreeSet<u64>,
    owners: BTreeSet<String>,
}

/// Threads of actions that stand in several reports.
pub(super) fn carried(reports: &mut [Report], words: &Recurring) -> Vec<Thread> {
    let mut chains: Vec<Vec<Task>> = Vec::new();
    let mut start = 0;
    while start < reports.len() {
        let series = &reports[start].series;
        let length = reports[start..].iter().take_while(|report| &report.series == series).count();
        chains.extend(series_chains(reports, start..start + length, words));
        start += length;
    }
    let chains = chains.into_iter().filter(|chain| chain.len() > 1);
    chains.filter_map(|chain| told(reports, &chain)).collect()
}

fn series_chains(reports: &[Report], range: std::ops::Range<usize>, words: &Recurring) -> Vec<Vec<Task>> {
    let mut tasks: Vec<Task> = Vec::new();
    for number in range.filter(|number| reports[*number].date.is_some()) {
        let entries = reports[number].entries.iter().enumerate();
        let actions = entries.filter(|(_, entry)| entry.kind == Kind::Action && entry.is_found());
        tasks.extend(actions.map(|(index, entry)| Task::of(entry, (number, index), words)));
    }
    let mut often: HashMap<u64, usize> = HashMap::new();
    for word in tasks.iter().flat_map(|task| &task.words) {
        *often.entry(*word).or_default() += 1;
    }
    let mut chains: Vec<Vec<Task>> = Vec::new();
    let mut with: HashMap<u64, Vec<usize>> = HashMap::new();
    for task in tasks {
        let mut rare: Vec<u64> = task.words.iter().copied().collect();
        rare.sort_by_key(|word| (often.get(word).copied().unwrap_or(0), *word));
        rare.truncate(LOOKED_UP);
        let candidates = rare.iter().filter_map(|word| with.get(word));
        let candidates: BTreeSet<usize> =
            candidates.flat_map(|chains| chains.iter().rev().take(LATEST).copied()).collect();
        let near = candidates
            .into_iter()
            .filter_map(|chain| Some((nearness(reports, chains.get(chain)?.last()?, &task)?, chain)));
        let best = near.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let chain = best.map_or(chains.len(), |(_, chain)| chain);
        for word in rare {
            let chains = with.entry(word).or_default();
            if chains.last() != Some(&chain) {
                chains.push(chain);
            }
        }
        match chains.get_mut(chain) {
            Some(chain) => chain.push(task),
            None => chains.push(vec![task]),
        }
    }
    chains
}

impl Task {
    fn of(entry: &Entry, at: At, vocabulary: &Recurring) -> Self {
        let mut owners: BTreeSet<String> =
            entry.assignees.iter().filter(|id| !id.is_empty()).cloned().collect();
        if owners.is_empty() {
            owners.extend(entry.owners.iter().map(|name| name.to_lowercase()));
        }
        let names: Vec<String> = entry.owners.iter().flat_map(|name| words::words(name)).collect();
        let done = &Reading::builtin().done;
        let kept = |word: &String| {
            !names.contains(word) && !done.contains(word) && !vocabulary.generic.contains(word)
        };
        let mut told = words::words(entry.own_text());
        if entry.due.is_some() {
            told = without_due(told);
        }
        let words = told.into_iter().filter(kept);
        Self { at, words: words.map(|word| words::hash(&word)).collect(), owners }
    }
}

/// The words without those that tell until when (`due: 20 May`): the ticked copy of an action often has them no more.
fn without_due(words: Vec<String>) -> Vec<String> {
    let dates = &Reading::builtin().dates;
    let is_day = |word: &str| {
        dates.months.contains(word)
            || dates.weekdays.contains(word)
            || word.starts_with(|c: char| c.is_ascii_digit())
    };
    let announces = |word: &str| dates.due.iter().any(|due| due == word);
    let joins = |word: &str| {
        let mut parts = dates.due.iter().chain(&dates.articles).chain(&dates.end_of);
        parts.any(|phrase| phrase.split(' ').any(|part| part == word))
    };
    let mut kept = Vec::with_capacity(words.len());
    let mut waiting: Vec<String> = Vec::new();
    let mut dropping = false;
    for word in words {
        if is_day(&word) && (dropping || !waiting.is_empty()) {
            waiting.clear();
            dropping = true;
        } else if announces(&word) || !waiting.is_empty() && joins(&word) {
            waiting.push(word);
            dropping = false;
        } else {
            kept.append(&mut waiting);
            kept.push(word);
            dropping = false;
        }
    }
    kept.append(&mut waiting);
    kept
}

/// How near an action is to the last one of a chain, 0 to 1; `None` where it is another.
fn nearness(reports: &[Report], last: &Task, task: &Task) -> Option<f64> {
    let entry = |task: &Task| &reports[task.at.0].entries[task.at.1];
    let (before, now) = (entry(last), entry(task));
    let silence = reports[task.at.0].date?.since(reports[last.at.0].date?).ok()?.get_days();
    let anew = before.status == Some(Status::Done) && now.status == Some(Status::Open);
    if last.at.0 == task.at.0 || silence > SILENCE || anew {
        return None;
    }
    let common = last.words.intersection(&task.words).count();
    let all = last.words.len() + task.words.len() - common;
    let share = common as f64 / all.max(1) as f64;
    let same_owner = !last.owners.is_disjoint(&task.owners);
    let nobody = last.owners.is_empty() || task.owners.is_empty();
    let cites = |entry: &Entry| entry.refs.first().filter(|_| entry.refs.len() == 1).cloned();
    let same_issue = cites(before).is_some() && cites(before) == cites(now);
    let other_issue = cites(before).is_some() && cites(now).is_some() && !same_issue;
    let enough = match (same_owner, nobody) {
        _ if other_issue => return None,
        (true, _) if same_issue => NEAR_CITING,
        (true, _) => NEAR,
        (false, true) => NEAR_NOBODY,
        (false, false) => return None,
    };
    let told = common >= MIN_WORDS || same_owner && all == common && common + 1 >= MIN_WORDS;
    (share >= enough && told).then_some(share)
}

fn told(reports: &mut [Report], chain: &[Task]) -> Option<Thread> {
    let steps: Vec<(What, At)> = chain
        .iter()
        .enumerate()
        .map(|(number, task)| {
            let entry = &reports[task.at.0].entries[task.at.1];
            let what = match (entry.status, number) {
                (Some(Status::Done), _) => What::Done,
                (_, 0) => What::Promised,
                _ => What::CarriedOver,
            };
            (what, task.at)
        })
        .collect();
    let (report, entry) = chain.first()?.at;
    let title = reports[report].entries[entry].own_text().trim();
    let thread = thread(reports, About::Action, title.lines().next().unwrap_or_default(), &steps)?;
    for (number, (_, (report, entry))) in steps.iter().enumerate() {
        let entry = &mut reports[*report].entries[*entry];
        entry.thread = Some(thread.id.clone());
        entry.carried = number + 1 < steps.len();
    }
    Some(thread)
}
