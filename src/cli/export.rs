//! `minutebook export`: every report with its entries.

use super::cells::{FACTS, facts, inert};
use super::team::{self, TeamFiles};
use crate::archive::{Silent, collect};
use crate::config::Config;
use crate::report::{Attendee, Entry, Report};
use clap::ValueEnum;
use serde::Serialize;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Print every report with its entries, in the order of series, date and id.
///
/// Without sources it prints what the index holds; with some, it reads them without an index.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folders, files or repositories [default: what the index holds]
    sources: Vec<PathBuf>,
    #[command(flatten)]
    team: TeamFiles,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A JSON object per report and line
    Jsonl,
    /// A row per passage
    Csv,
}

/// Runs the command.
pub(super) fn run(args: &Args, config: &Config) -> anyhow::Result<ExitCode> {
    let mut writer = Writer::new(args.format, BufWriter::new(std::io::stdout().lock()))?;
    let mut written = Ok(());
    if args.sources.is_empty() {
        super::open(config)?.each_report(&mut |report| {
            if written.is_ok() {
                written = writer.write(report);
            }
        })?;
    } else {
        let sources = super::index::sources(&args.sources, config)?;
        let team = team::read(&args.team, config)?;
        for document in collect(&sources, &team, &Silent)?.documents {
            writer.write(&document.report)?;
        }
    }
    written?;
    writer.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// Writes reports in one format.
enum Writer<W: Write> {
    Jsonl(W),
    Csv(Box<csv::Writer<W>>),
}

impl<W: Write> Writer<W> {
    fn new(format: Format, out: W) -> anyhow::Result<Self> {
        Ok(match format {
            Format::Jsonl => Self::Jsonl(out),
            Format::Csv => {
                let mut csv = csv::Writer::from_writer(out);
                csv.write_record(PLACE.iter().chain(&FACTS).chain(&WORDS))?;
                Self::Csv(Box::new(csv))
            }
        })
    }

    fn write(&mut self, report: &Report) -> anyhow::Result<()> {
        match self {
            Self::Jsonl(out) => {
                serde_json::to_writer(&mut *out, &row(report)).map_err(std::io::Error::from)?;
                Ok(out.write_all(b"\n")?)
            }
            Self::Csv(csv) => {
                for entry in &report.entries {
                    csv.write_record(cells(report, entry).iter().map(|cell| inert(cell)))?;
                }
                Ok(())
            }
        }
    }

    fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Jsonl(mut out) => Ok(out.flush()?),
            Self::Csv(mut csv) => Ok(csv.flush()?),
        }
    }
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
    provenance: Option<&'a crate::report::Provenance>,
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
    due: Option<crate::report::Date>,
    topics: &'a [String],
    refs: &'a [crate::report::Reference],
    urls: &'a [String],
    boilerplate: bool,
    copy_of: Option<&'a str>,
    thread: Option<&'a str>,
}

fn row(report: &Report) -> ReportRow<'_> {
    ReportRow {
        id: &report.id,
        path: &report.path,
        lines: report.lines,
        date: report.date,
        series: &report.series,
        title: &report.title,
        provenance: report.provenance.as_ref(),
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
        due: entry.due,
        topics: &entry.topics,
        refs: &entry.refs,
        urls: &entry.urls,
        boilerplate: entry.boilerplate,
        copy_of: entry.copy_of.as_deref(),
        thread: entry.thread.as_deref(),
    }
}

/// The columns before and behind those of [`FACTS`].
const PLACE: [&str; 6] = ["report", "date", "series", "path", "first_line", "last_line"];
const WORDS: [&str; 8] =
    ["section", "text", "boilerplate", "copy_of", "thread", "first_recorded", "last_changed", "commit"];

fn cells(report: &Report, entry: &Entry) -> Vec<String> {
    let place = [
        report.id.clone(),
        report.date.map(|date| date.to_string()).unwrap_or_default(),
        report.series.clone(),
        report.path.clone(),
        entry.lines.first.to_string(),
        entry.lines.last.to_string(),
    ];
    let known = report.provenance.as_ref();
    let words = [
        entry.section.join(" > "),
        entry.text.clone(),
        entry.boilerplate.to_string(),
        entry.copy_of.clone().unwrap_or_default(),
        entry.thread.clone().unwrap_or_default(),
        known.and_then(|known| known.first.as_ref()).map(|first| first.time.to_string()).unwrap_or_default(),
        known.map(|known| known.last.time.to_string()).unwrap_or_default(),
        known.map(|known| known.last.commit.clone()).unwrap_or_default(),
    ];
    place.into_iter().chain(facts(entry)).chain(words).collect()
}
