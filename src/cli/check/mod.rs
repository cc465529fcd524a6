//! `minutebook check`: what was not read well, what could be written better, and what the archive covers.

mod diagnostics;
mod json;
mod kept;
mod summary;

use super::clock;
use super::progress::Bars;
use super::say::Manner;
use crate::archive::{Inspection, inspect};
use crate::check::Coverage;
use crate::config::Config;
use crate::report::{Rule, Severity, Warning};
use crate::vocabulary::Team;
use clap::ValueEnum;
use std::collections::HashSet;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

/// Tell what could not be read well, and what the reports cover.
///
/// Reads the sources without an index and prints a diagnostic for each place: what is there, why it matters, what to
/// write instead. Then a summary of each source, and of each series how often it meets and which months have no
/// report. The exit status is 1 where there are errors, or what --deny names. The rules are explained in
/// docs/checks.md. With --index it reads no source, but every byte of the index.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folders, files or repositories [default: those of minutebook.toml, else those read last, else the bundled sample]
    sources: Vec<PathBuf>,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Take these for errors: `warnings`, `notes` (and warnings), or a rule; may be repeated
    #[arg(long, value_name = "WHAT")]
    deny: Vec<Denied>,
    /// Pass over this rule; may be repeated
    #[arg(long, value_name = "RULE")]
    allow: Vec<Rule>,
    /// Look for this rule only; may be repeated
    #[arg(long, value_name = "RULE")]
    rule: Vec<Rule>,
    /// Print no diagnostics, only what the reports cover
    #[arg(long)]
    coverage: bool,
    /// Look at the index instead of the sources: whether all that it keeps is as it was written [default: index]
    #[arg(long, value_name = "DIR", num_args = 0..=1)]
    #[expect(clippy::option_option, reason = "a flag that may have a value")]
    index: Option<Option<PathBuf>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the lines they are about, and a summary
    Text,
    /// A line each
    Short,
    /// One JSON object: sources, diagnostics, coverage
    Json,
    /// Annotations of GitHub Actions
    Github,
}

/// What is taken for an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Denied {
    /// All that matter as much as this, or more.
    Severity(Severity),
    /// One rule.
    Rule(Rule),
}

impl FromStr for Denied {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "warnings" => Ok(Self::Severity(Severity::Warning)),
            "notes" => Ok(Self::Severity(Severity::Note)),
            rule => rule.parse().map(Self::Rule).map_err(|error| format!("{error}, `warnings` and `notes`")),
        }
    }
}

/// A warning, and how much it matters in this run.
struct Diagnostic<'a> {
    warning: &'a Warning,
    severity: Severity,
}

/// Runs the command.
pub(super) fn run(args: &Args, config: &Config, manner: Manner) -> anyhow::Result<ExitCode> {
    if let Some(dir) = &args.index {
        return kept::run(dir.as_ref().unwrap_or(&config.index), args.format);
    }
    let sources = super::index::sources(&args.sources, config)?;
    let bars = Bars::new(manner);
    let inspection = inspect(&sources, &Team::default(), Some(clock::today()), &bars);
    bars.finish();
    let inspection = inspection?;
    let diagnostics = selected(args, &inspection.collection.warnings);
    let coverage = coverage(&inspection);
    let shown = if args.coverage { &[] } else { diagnostics.as_slice() };
    let mut out = BufWriter::new(std::io::stdout().lock());
    match args.format {
        Format::Text => {
            diagnostics::text(&mut out, shown, &diagnostics::Lines::of(&inspection.files), colours())?;
            summary::print(&mut out, &inspection, &coverage)?;
            writeln!(out, "{}", summary::counted(&diagnostics))?;
        }
        Format::Short => diagnostics::short(&mut out, shown)?,
        Format::Json => json::print(&mut out, &inspection, (shown, &coverage))?,
        Format::Github => diagnostics::github(&mut out, shown, &inspection.sources)?,
    }
    out.flush()?;
    let wrong = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    Ok(if wrong { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// Whether a person sees the colours and has not asked for none (<https://no-color.org>).
fn colours() -> diagnostics::Colours {
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if std::io::stdout().is_terminal() && !unwanted {
        diagnostics::Colours::Some
    } else {
        diagnostics::Colours::None
    }
}

fn selected<'a>(args: &Args, warnings: &'a [Warning]) -> Vec<Diagnostic<'a>> {
    let allowed: HashSet<Rule> = args.allow.iter().copied().collect();
    let wanted = |rule: &Rule| !allowed.contains(rule) && (args.rule.is_empty() || args.rule.contains(rule));
    let found = warnings.iter().filter(|warning| wanted(&warning.rule));
    let judged = found.map(|warning| {
        let denied = args.deny.iter().any(|denied| match denied {
            // What matters more stands first.
            Denied::Severity(severity) => warning.severity() <= *severity,
            Denied::Rule(rule) => warning.rule == *rule,
        });
        let severity = if denied { Severity::Error } else { warning.severity() };
        Diagnostic { warning, severity }
    });
    judged.collect()
}

fn coverage(inspection: &Inspection) -> Coverage {
    let collection = &inspection.collection;
    let reports = collection.documents.iter().map(|document| &document.report);
    let days = reports.map(|report| (report.series.as_str(), report.date));
    Coverage::of(days, &collection.cancelled, &collection.silent)
}
