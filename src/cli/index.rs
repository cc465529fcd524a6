//! `minutebook index`: reads reports into the index.

use super::fetching;
use super::last;
use super::progress::Bars;
use super::say::{Manner, count, say};
use super::team::{self, TeamFiles};
use crate::archive::{Archive, ArchiveError};
use crate::config::Config;
use crate::report::{Area, Warning};
use crate::source::{Source, Spec};
use anyhow::anyhow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// Read reports into the index.
///
/// The index then holds exactly what the sources say; only reports that changed are written. A file that cannot be
/// read well is a warning, and costs nothing else.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Args {
    /// Folders, files or repositories [default: those of minutebook.toml, else those read last, else the bundled sample]
    pub(super) sources: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) team: TeamFiles,
    /// Print every warning, not only the first ones
    #[arg(long)]
    pub(super) warnings: bool,
}

/// How many warnings are printed unless all are wanted.
const SHOWN: usize = 12;

/// Runs the command.
pub(super) fn run(args: &Args, config: &Config, manner: Manner) -> anyhow::Result<ExitCode> {
    let config = &if args.sources.is_empty() { last::over(config)? } else { config.clone() };
    let sources = named(&args.sources, config)?;
    let team = team::read(&args.team, config)?;
    // The index is opened first: who may not write it need not fetch.
    let archive = Archive::create_or_open(&config.index)?;
    if manner == Manner::Talkative {
        for address in sources.iter().filter_map(Source::address) {
            say!("Fetching {address}");
        }
    }
    fetching::refresh(&sources)?;
    if manner == Manner::Talkative && sources == [Source::Sample] {
        say!(
            "Reading the bundled sample, reports of an invented project (your own: minutebook index FOLDER)"
        );
    }
    let bars = Bars::new(manner);
    let start = Instant::now();
    let done = archive.ingest(&sources, &team, &bars);
    bars.finish();
    let shown = if args.warnings { usize::MAX } else { SHOWN };
    if let Err(ArchiveError::Nothing { warnings, .. }) = &done {
        print_warnings(warnings, shown);
    }
    let done = done?;
    if !args.sources.is_empty() {
        last::keep(config, &args.sources, &args.team)?;
    }
    let catalog = archive.catalog();
    if manner == Manner::Talkative {
        let reading: Vec<Warning> =
            catalog.warnings.iter().filter(|w| w.rule.area() == Area::Reading).cloned().collect();
        print_warnings(&reading, shown);
        say!(
            "{} with {} from {} ({:.1} MB) in {:.1} s: {} new or changed, {} removed, {}",
            count(done.reports, "report"),
            count(done.entries, "passage"),
            count(done.files, "file"),
            done.bytes as f64 / 1e6,
            start.elapsed().as_secs_f64(),
            done.changed,
            done.removed,
            count(reading.len(), "warning"),
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// The sources that are given, else those of the configuration, else the sample; what is elsewhere is fetched.
pub(super) fn sources(given: &[PathBuf], config: &Config) -> anyhow::Result<Vec<Source>> {
    let sources = named(given, &last::over(config)?)?;
    fetching::refresh(&sources)?;
    Ok(sources)
}

/// The same, as they are.
pub(super) fn named(given: &[PathBuf], config: &Config) -> anyhow::Result<Vec<Source>> {
    let named: Result<Vec<Spec>, String> =
        given.iter().map(|source| Spec::parse(source, Path::new(""))).collect();
    let named = named.map_err(|wrong| anyhow!(wrong))?;
    let specs = if given.is_empty() { &config.sources } else { &named };
    if specs.is_empty() {
        return Ok(vec![Source::Sample]);
    }
    let fetcher = fetching::fetcher(config);
    Ok(specs.iter().map(|spec| Source::of(spec, &fetcher)).collect::<Result<_, _>>()?)
}

fn print_warnings(warnings: &[Warning], most: usize) {
    let shown = warnings.len().min(most);
    for warning in warnings.iter().take(shown) {
        say!("{warning}");
    }
    if shown < warnings.len() {
        let more = count(warnings.len() - shown, "more warning");
        say!("… and {more}; `minutebook index --warnings` prints all");
    }
}
