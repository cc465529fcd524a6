//! The same as one JSON object.

use super::{Diagnostic, summary::Figures};
use crate::archive::Inspection;
use crate::check::Coverage;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Prints it.
pub(super) fn print(
    out: &mut impl Write,
    inspection: &Inspection,
    (diagnostics, coverage): (&[Diagnostic<'_>], &Coverage),
) -> io::Result<()> {
    let sources: Vec<Figures> =
        inspection.sources.iter().map(|origin| Figures::of(inspection, origin)).collect();
    let diagnostics: Vec<Value> = diagnostics.iter().map(row).collect();
    let all = json!({ "sources": sources, "diagnostics": diagnostics, "coverage": covered(coverage) });
    serde_json::to_writer_pretty(&mut *out, &all)?;
    writeln!(out)
}

fn row(Diagnostic { warning, severity }: &Diagnostic<'_>) -> Value {
    json!({
        "path": warning.path, "line": warning.line, "column": warning.column, "width": warning.width,
        "severity": severity.name(), "rule": warning.rule.name(), "message": warning.message,
        "help": warning.help(),
    })
}

fn covered(coverage: &Coverage) -> Value {
    let series = coverage.series.iter().map(|series| {
        json!({
            "name": series.name, "reports": series.reports,
            "first": series.days.map(|(first, _)| first), "last": series.days.map(|(_, last)| last),
            "rhythm": series.rhythm.map(|rhythm| rhythm.name()),
            "rhythm_days": series.rhythm.map(|rhythm| rhythm.days),
            "missing": series.missing,
        })
    });
    let cancelled = coverage.cancelled.iter().map(|meeting| {
        let when = meeting.when.month().map(|_| meeting.when.to_string());
        json!({ "series": meeting.series, "when": when, "path": meeting.path, "line": meeting.line })
    });
    json!({
        "series": series.collect::<Vec<_>>(),
        "cancelled": cancelled.collect::<Vec<_>>(),
        "no_report": coverage.silent,
    })
}
