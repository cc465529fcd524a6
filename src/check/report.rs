//! What one report shows by itself.

use super::{Seen, Texts};
use crate::report::{Entry, Grade, Kind, Report, Rule, Status, Warning};
use crate::vocabulary::{Role, fold};
use std::collections::{HashMap, HashSet};

/// Looks at all reports.
pub(super) fn check(seen: Seen<'_>, texts: &Texts<'_>) -> Vec<Warning> {
    let mut found = Vec::new();
    let copied = copied(seen);
    for report in seen.reports {
        found.extend(future(seen, report, texts));
        for (index, entry) in report.entries.iter().enumerate() {
            let told = match entry.kind {
                Kind::Action if unowned(seen, entry) && !copied.contains(entry.own_text()) => {
                    Some((Rule::NoOwner, "nobody is named who is to do this".to_owned()))
                }
                Kind::Proposal if asked(seen, entry) && !answered(report, index) => {
                    Some((Rule::Unanswered, "no answer to this stands below it".to_owned()))
                }
                _ => None,
            };
            found.extend(told.map(|(rule, message)| {
                let line = entry.lines.first;
                Warning::new(&report.path, line, rule, message)
                    .at(texts.line(&report.path, line), texts.words(&report.path, line))
            }));
        }
    }
    found
}

fn future(seen: Seen<'_>, report: &Report, texts: &Texts<'_>) -> Option<Warning> {
    let (date, today) = (report.date?, seen.today?);
    let line = report.lines.first;
    (date > today).then(|| {
        let message = format!("{date} has not come yet; today is {today}");
        Warning::new(&report.path, line, Rule::FutureDate, message)
            .at(texts.line(&report.path, line), &date.to_string())
    })
}

/// What stands as a task in report after report: a line of the form, or one that is carried along.
fn copied<'a>(seen: Seen<'a>) -> HashSet<&'a str> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let entries = seen.reports.iter().flat_map(|report| &report.entries);
    for entry in entries.filter(|entry| entry.kind == Kind::Action) {
        *counts.entry(entry.own_text()).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count > 2).map(|(text, _)| text).collect()
}

/// Whether a task that the report calls one is open and nobody's: behind a label, or beginning with what to do, since
/// a heading of tasks may hold an agenda too.
fn unowned(seen: Seen<'_>, entry: &Entry) -> bool {
    let open =
        entry.owners.is_empty() && entry.status == Some(Status::Open) && entry.grade == Some(Grade::Explicit);
    if !open {
        return false;
    }
    let text = fold(entry.own_text());
    let label = text.split(':').next().unwrap_or_default().trim_end_matches(|c: char| !c.is_alphabetic());
    let labelled = text.contains(':') && seen.words.labels.role(label) == Some(Role::Actions);
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    labelled || seen.words.task_verbs.contains(first)
}

/// Whether it stands directly under a heading of decisions that are to be made; below one of proposals there may be
/// talk as well.
fn asked(seen: Seen<'_>, entry: &Entry) -> bool {
    let headings = &seen.words.headings;
    let asks = entry.section.last().is_some_and(|heading| {
        let mut words = heading.split_whitespace();
        headings.role(heading) == Some(Role::Proposals)
            && words.any(|word| headings.role(word) == Some(Role::Decisions))
    });
    entry.grade == Some(Grade::Explicit) && entry.parent.is_none() && asks
}

/// Whether an entry below it is a decision.
fn answered(report: &Report, index: usize) -> bool {
    let own = report.entries.get(index).map(|entry| entry.lines);
    let below = report.entries.iter().filter(|entry| own.is_some_and(|own| own.contains(entry.lines)));
    let mut decisions = below.filter(|entry| entry.kind == Kind::Decision);
    decisions.next().is_some()
}
