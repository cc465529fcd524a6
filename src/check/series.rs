//! What nearly all reports of a series have and one has not, and two reports that claim one day.

use super::{Seen, Texts};
use crate::report::{Report, Rule, Warning};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Fewer reports show no custom.
const MIN_REPORTS: usize = 5;

/// Looks at all series.
pub(super) fn check(seen: Seen<'_>, texts: &Texts<'_>) -> Vec<Warning> {
    let mut by_series: BTreeMap<&str, Vec<&Report>> = BTreeMap::new();
    for report in seen.reports {
        by_series.entry(&report.series).or_default().push(report);
    }
    let mut found = Vec::new();
    for (series, reports) in by_series {
        found.extend(attendees(series, &reports, texts));
        found.extend(names(series, &reports));
        found.extend(days(&reports, texts));
    }
    found
}

/// Nine of ten are nearly all.
fn is_custom(with: usize, all: usize) -> bool {
    all >= MIN_REPORTS && with * 10 >= all * 9
}

fn attendees(series: &str, reports: &[&Report], texts: &Texts<'_>) -> Vec<Warning> {
    let with = reports.iter().filter(|report| !report.attendees.is_empty()).count();
    if !is_custom(with, reports.len()) {
        return Vec::new();
    }
    let without = reports.iter().filter(|report| report.attendees.is_empty());
    let told = without.map(|report| {
        let all = reports.len();
        let message = format!(
            "nobody is listed as present; {with} of the {all} reports of {series} tell who was there"
        );
        let line = report.lines.first;
        Warning::new(&report.path, line, Rule::NoAttendees, message)
            .at(texts.line(&report.path, line), texts.words(&report.path, line))
    });
    told.collect()
}

/// Files of one report each, whose names tell the day as `2031-05-06`.
fn names(series: &str, reports: &[&Report]) -> Vec<Warning> {
    let mut files: HashMap<&str, usize> = HashMap::new();
    for report in reports {
        *files.entry(&report.path).or_default() += 1;
    }
    let single: Vec<&&Report> =
        reports.iter().filter(|report| files.get(report.path.as_str()) == Some(&1)).collect();
    let dated = |report: &&&&Report| {
        let name = report.path.rsplit('/').next().unwrap_or_default();
        report.date.is_none_or(|_| has_iso_date(name))
    };
    let with = single.iter().filter(dated).count();
    if !is_custom(with, single.len()) {
        return Vec::new();
    }
    let told = single.iter().filter(|report| !dated(report)).map(|report| {
        let all = single.len();
        let message = format!("the name has no date such as `2024-03-21`, as {with} of the {all} files of the series {series} have");
        let help = report.date.map(|date| format!("name it by its day: `{date}.md`"));
        let warning = Warning::new(&report.path, 1, Rule::FileName, message);
        match help {
            Some(help) => warning.instead(help),
            None => warning,
        }
    });
    told.collect()
}

/// `2031-05-06` anywhere in a name, with `-`, `_`, `.` or nothing between.
fn has_iso_date(name: &str) -> bool {
    let digits: Vec<bool> = name.chars().map(|c| c.is_ascii_digit()).collect();
    let marks: Vec<char> = name.chars().collect();
    let digit = |at: usize| digits.get(at) == Some(&true);
    (0..digits.len()).any(|at| {
        let year = (at..at + 4).all(digit);
        let parted = |by: usize| {
            let mark = marks.get(by).is_some_and(|c| matches!(c, '-' | '_' | '.'));
            mark && marks.get(by) == marks.get(by + 3)
        };
        let apart = parted(at + 4) && digit(at + 5) && digit(at + 6) && digit(at + 8) && digit(at + 9);
        year && (apart || (at + 4..at + 8).all(digit) && !digit(at + 8))
    })
}

/// Two files of a folder with reports of one day, whose names tell no difference but in numbers. (`05-06.md` and
/// `05-06-workshop.md` are two meetings of one day.)
fn days(reports: &[&Report], texts: &Texts<'_>) -> Vec<Warning> {
    let mut seen: HashMap<_, &Report> = HashMap::new();
    let mut told = HashSet::new();
    let mut found = Vec::new();
    for report in reports {
        let Some(date) = report.date else { continue };
        let (folder, name) = report.path.rsplit_once('/').unwrap_or(("", &report.path));
        let letters: String = name.chars().filter(|c| c.is_alphabetic()).collect();
        let Some(first) = seen.get(&(date, folder, letters.clone())) else {
            seen.insert((date, folder, letters), report);
            continue;
        };
        if first.path != report.path && told.insert((date, report.path.as_str())) {
            let message = format!("{} is a report of {date} as well", first.path);
            let line = report.lines.first;
            found.push(
                Warning::new(&report.path, line, Rule::SameDay, message)
                    .at(texts.line(&report.path, line), texts.words(&report.path, line)),
            );
        }
    }
    found
}
