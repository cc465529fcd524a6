//! What each source gave, and what its series cover, as text.

use super::Diagnostic;
use crate::archive::Inspection;
use crate::check::{Coverage, SeriesCoverage};
use crate::cli::say::count;
use crate::cli::search::plain;
use crate::report::{Kind, Report, Severity, SourceInfo};
use serde::Serialize;
use std::io::{self, Write};

/// More are counted, not named.
const MAX_NAMED: usize = 12;

/// The figures of one source.
#[derive(Debug, Default, Serialize)]
pub(super) struct Figures {
    name: String,
    files: usize,
    reports: usize,
    dated: usize,
    with_attendees: usize,
    passages: usize,
    decisions: usize,
    actions: usize,
    actions_with_owner: usize,
}

impl Figures {
    pub(super) fn of(inspection: &Inspection, origin: &SourceInfo) -> Self {
        let own = |path: &str| path.starts_with(&origin.prefix);
        let mut figures = Self { name: origin.name.clone(), ..Self::default() };
        figures.files = inspection.files.iter().filter(|file| own(&file.path)).count();
        let reports = inspection.collection.documents.iter().map(|document| &document.report);
        reports.filter(|report| own(&report.path)).for_each(|report| figures.add(report));
        figures
    }

    fn add(&mut self, report: &Report) {
        self.reports += 1;
        self.dated += usize::from(report.date.is_some());
        self.with_attendees += usize::from(!report.attendees.is_empty());
        self.passages += report.entries.len();
        self.decisions += report.count(Kind::Decision);
        let actions = report.entries.iter().filter(|entry| entry.kind == Kind::Action);
        for action in actions {
            self.actions += 1;
            self.actions_with_owner += usize::from(!action.owners.is_empty());
        }
    }
}

/// Prints figures and coverage.
pub(super) fn print(out: &mut impl Write, inspection: &Inspection, coverage: &Coverage) -> io::Result<()> {
    for origin in &inspection.sources {
        let figures = Figures::of(inspection, origin);
        writeln!(
            out,
            "{}: {} in {}, {} dated, {} with attendees; {}, {}, {} ({} with an owner)",
            plain(&figures.name),
            count(figures.reports, "report"),
            count(figures.files, "file"),
            figures.dated,
            figures.with_attendees,
            count(figures.passages, "passage"),
            count(figures.decisions, "decision"),
            count(figures.actions, "action"),
            figures.actions_with_owner,
        )?;
    }
    series(out, &coverage.series)?;
    let cancelled = coverage
        .cancelled
        .iter()
        .map(|meeting| format!("{} {} ({}:{})", meeting.series, meeting.when, meeting.path, meeting.line));
    listed(out, "Cancelled", cancelled.collect())?;
    let silent = coverage.silent.iter().map(|file| format!("{} ({})", file.path, file.why));
    listed(out, "No report in", silent.collect())?;
    writeln!(out)
}

fn series(out: &mut impl Write, all: &[SeriesCoverage]) -> io::Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    let head = ["Series", "Reports", "First", "Last", "Rhythm", "Months without a report"].map(str::to_owned);
    let mut rows = vec![head];
    rows.extend(all.iter().map(row));
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..5).map(width).collect();
    writeln!(out)?;
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(&format!("{cell:<width$}  "));
        }
        line.push_str(&row[5]);
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

fn row(series: &SeriesCoverage) -> [String; 6] {
    let (first, last) = series.days.map_or_else(Default::default, |(a, b)| (a.to_string(), b.to_string()));
    let runs = series
        .missing
        .iter()
        .map(|(first, last)| if first == last { first.clone() } else { format!("{first} to {last}") });
    [
        plain(&series.name),
        series.reports.to_string(),
        first,
        last,
        series.rhythm.map(|rhythm| rhythm.to_string()).unwrap_or_default(),
        joined(runs.collect(), ", "),
    ]
}

fn listed(out: &mut impl Write, head: &str, items: Vec<String>) -> io::Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{head}:\n  {}", plain(&joined(items, "\n  ")))
}

fn joined(mut items: Vec<String>, by: &str) -> String {
    let more = items.len().saturating_sub(MAX_NAMED);
    items.truncate(MAX_NAMED);
    if more > 0 {
        items.push(format!("and {more} more (all of them: --format json)"));
    }
    items.join(by)
}

/// `1 error, 2 warnings, 3 notes`.
pub(super) fn counted(diagnostics: &[Diagnostic<'_>]) -> String {
    let of = |severity: Severity| {
        let found = diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity);
        count(found.count(), severity.name())
    };
    format!("{}, {}, {}", of(Severity::Error), of(Severity::Warning), of(Severity::Note))
}
