//! `minutebook export`: every report with its entries.

use crate::archive::{Silent, collect};
use crate::report::{Attendee, Entry, Report};
use crate::source::Folder;
use clap::ValueEnum;
use serde::Serialize;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Arguments of `export`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folders or files with reports; without any, what the index holds.
    sources: Vec<PathBuf>,
    /// One JSON object per report and line, or one row per entry.
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Jsonl,
    Csv,
}

/// Runs the command.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let sources = args.sources.iter().map(|path| Folder::new(path)).collect::<Result<Vec<_>, _>>()?;
    let collection = collect(&sources, &Silent)?;
    let out = BufWriter::new(std::io::stdout().lock());
    let reports = collection.documents.iter().map(|document| &document.report);
    match args.format {
        Format::Jsonl => write_jsonl(out, reports)?,
        Format::Csv => write_csv(out, reports)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The contract's shape of a report.
#[derive(Serialize)]
struct ReportRow<'a> {
    id: &'a str,
    path: &'a str,
    lines: crate::report::Lines,
    date: Option<crate::report::Date>,
    series: &'a str,
    title: &'a str,
    attendees: Vec<AttendeeRow<'a>>,
    entries: Vec<EntryRow<'a>>,
}

#[derive(Serialize)]
struct AttendeeRow<'a> {
    name: &'a str,
    handle: Option<&'a str>,
    affiliation: Option<&'a str>,
    person: &'a str,
}

#[derive(Serialize)]
struct EntryRow<'a> {
    id: &'a str,
    kind: &'static str,
    grade: Option<&'static str>,
    lines: crate::report::Lines,
    section: &'a [String],
    text: &'a str,
    people: &'a [String],
    owners: &'a [String],
    status: Option<&'static str>,
    topics: &'a [String],
    refs: &'a [crate::report::Reference],
    urls: &'a [String],
}

fn write_jsonl<'a>(mut out: impl Write, reports: impl Iterator<Item = &'a Report>) -> anyhow::Result<()> {
    for report in reports {
        serde_json::to_writer(&mut out, &row(report))?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

fn row(report: &Report) -> ReportRow<'_> {
    ReportRow {
        id: &report.id,
        path: &report.path,
        lines: report.lines,
        date: report.date,
        series: &report.series,
        title: &report.title,
        attendees: report.attendees.iter().map(attendee_row).collect(),
        entries: report.entries.iter().map(entry_row).collect(),
    }
}

fn attendee_row(attendee: &Attendee) -> AttendeeRow<'_> {
    AttendeeRow {
        name: &attendee.name,
        handle: attendee.handle.as_deref(),
        affiliation: attendee.affiliation.as_deref(),
        person: &attendee.person,
    }
}

fn entry_row(entry: &Entry) -> EntryRow<'_> {
    EntryRow {
        id: &entry.id,
        kind: entry.kind.name(),
        grade: entry.grade.map(crate::report::Grade::name),
        lines: entry.lines,
        section: &entry.section,
        text: &entry.text,
        people: &entry.people,
        owners: &entry.owners,
        status: entry.status.map(crate::report::Status::name),
        topics: &entry.topics,
        refs: &entry.refs,
        urls: &entry.urls,
    }
}

fn write_csv<'a>(out: impl Write, reports: impl Iterator<Item = &'a Report>) -> anyhow::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record([
        "report",
        "date",
        "series",
        "path",
        "first_line",
        "last_line",
        "kind",
        "grade",
        "status",
        "owners",
        "people",
        "refs",
        "section",
        "text",
    ])?;
    for report in reports {
        let date = report.date.map(|date| date.to_string()).unwrap_or_default();
        for entry in &report.entries {
            let refs: Vec<&str> = entry.refs.iter().map(|reference| reference.as_str()).collect();
            let cells = [
                report.id.clone(),
                date.clone(),
                report.series.clone(),
                report.path.clone(),
                entry.lines.first.to_string(),
                entry.lines.last.to_string(),
                entry.kind.name().to_owned(),
                entry.grade.map(|grade| grade.to_string()).unwrap_or_default(),
                entry.status.map(|status| status.to_string()).unwrap_or_default(),
                entry.owners.join("; "),
                entry.people.join("; "),
                refs.join("; "),
                entry.section.join(" > "),
                entry.text.clone(),
            ];
            csv.write_record(cells.iter().map(|cell| inert(cell)))?;
        }
    }
    Ok(csv.flush()?)
}

/// A cell that a spreadsheet would take for a formula gets a quote in front.
fn inert(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}
