//! `minutebook topics`: what the archive speaks of, and what a team may want to say about it.

use super::cells::inert;
use super::search::plain;
use super::team::{self, TeamFiles};
use crate::archive::{Silent, collect, merges};
use crate::config::Config;
use crate::report::{Directory, Topic};
use clap::ValueEnum;
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// List the topics of the archive, those in most reports first, and suggest what topics.toml could say.
///
/// Without sources it lists what the index holds; with some, it reads them without an index. The exit status is 1 where
/// there are no topics.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folders, files or repositories [default: what the index holds]
    sources: Vec<PathBuf>,
    #[command(flatten)]
    team: TeamFiles,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Print all topics and candidates as text, not only the first of them
    #[arg(long)]
    all: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For reading, with suggestions
    Text,
    /// One JSON object: topics, candidates, and pairs that may be one
    Json,
    /// A row per topic
    Csv,
}

/// How many topics and candidates are printed unless all are asked for.
const TOPICS: usize = 50;
const CANDIDATES: usize = 10;

/// Runs the command.
pub(super) fn run(args: &Args, config: &Config) -> anyhow::Result<ExitCode> {
    let directory = if args.sources.is_empty() {
        Directory::clone(&super::open(config)?.catalog().directory)
    } else {
        let sources = super::index::sources(&args.sources, config)?;
        collect(&sources, &team::read(&args.team, config)?, &Silent)?.directory
    };
    let mut out = std::io::stdout().lock();
    match args.format {
        Format::Text => {
            let most = if args.all { (usize::MAX, usize::MAX) } else { (TOPICS, CANDIDATES) };
            print_text(&mut out, &directory, most)?;
        }
        Format::Json => print_json(&mut out, &directory)?,
        Format::Csv => print_csv(&mut out, &directory)?,
    }
    Ok(if directory.topics.is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn print_text(out: &mut impl Write, directory: &Directory, most: (usize, usize)) -> std::io::Result<()> {
    let (topics, candidates) = most;
    writeln!(out, "reports  passages  first       last        from        topic")?;
    for topic in directory.topics.iter().take(topics) {
        let day = |day: Option<String>| day.unwrap_or_else(|| "no date".to_owned());
        let aliases: Vec<String> = topic.aliases.iter().map(|alias| plain(alias)).collect();
        let also = if aliases.is_empty() { String::new() } else { format!("  ({})", aliases.join(", ")) };
        writeln!(
            out,
            "{:7}  {:8}  {:10}  {:10}  {:10}  {}{also}",
            topic.reports,
            topic.entries,
            day(first(topic)),
            day(last(topic)),
            topic.origin.name(),
            plain(&topic.name)
        )?;
    }
    if directory.topics.len() > topics {
        writeln!(out, "… {} more: --all", directory.topics.len() - topics)?;
    }
    let pairs = merges(&directory.topics);
    if !pairs.is_empty() {
        writeln!(out, "\n# These may be one. To join two, put into topics.toml:\n")?;
    }
    for (keep, other) in pairs {
        writeln!(out, "[[topic]]\nname = {}\nsame = [{}]\n", quoted(&keep.name), quoted(&other.name))?;
    }
    if !directory.candidates.is_empty() {
        writeln!(out, "\n# These were nearly topics. To make one of them a topic, put into topics.toml:\n")?;
    }
    for topic in directory.candidates.iter().take(candidates) {
        let seen = format!("# in {} reports, {} passages", topic.reports, topic.entries);
        writeln!(out, "[[topic]]\nname = {}  {seen}\n", quoted(&topic.name))?;
    }
    if let Some(topic) = directory.topics.iter().find(|topic| !topic.name.is_empty()) {
        writeln!(out, "\n# What is no topic of yours is hidden so:\n#\n# [[topic]]")?;
        writeln!(out, "# name = {}\n# hide = true", quoted(&topic.name))?;
    }
    Ok(())
}

/// A value as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(plain(text)).to_string()
}

fn first(topic: &Topic) -> Option<String> {
    topic.days.map(|(first, _)| first.to_string())
}

fn last(topic: &Topic) -> Option<String> {
    topic.days.map(|(_, last)| last.to_string())
}

#[derive(Serialize)]
struct Listing<'a> {
    topics: Vec<Row<'a>>,
    candidates: Vec<Row<'a>>,
    merges: Vec<[&'a str; 2]>,
}

#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    aliases: &'a [String],
    broader: &'a [String],
    origin: &'static str,
    reports: u32,
    entries: u32,
    first: Option<String>,
    last: Option<String>,
}

impl<'a> Row<'a> {
    fn of(topic: &'a Topic) -> Self {
        Self {
            name: &topic.name,
            aliases: &topic.aliases,
            broader: &topic.broader,
            origin: topic.origin.name(),
            reports: topic.reports,
            entries: topic.entries,
            first: first(topic),
            last: last(topic),
        }
    }
}

fn print_json(out: &mut impl Write, directory: &Directory) -> anyhow::Result<()> {
    let merges = merges(&directory.topics);
    let listing = Listing {
        topics: directory.topics.iter().map(Row::of).collect(),
        candidates: directory.candidates.iter().map(Row::of).collect(),
        merges: merges.iter().map(|(keep, other)| [keep.name.as_str(), other.name.as_str()]).collect(),
    };
    serde_json::to_writer(&mut *out, &listing)?;
    Ok(writeln!(out)?)
}

fn print_csv(out: &mut impl Write, directory: &Directory) -> anyhow::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["topic", "aliases", "broader", "origin", "reports", "passages", "first", "last"])?;
    for topic in &directory.topics {
        let cells = [
            topic.name.clone(),
            topic.aliases.join("; "),
            topic.broader.join("; "),
            topic.origin.to_string(),
            topic.reports.to_string(),
            topic.entries.to_string(),
            first(topic).unwrap_or_default(),
            last(topic).unwrap_or_default(),
        ];
        csv.write_record(cells.iter().map(|cell| inert(cell)))?;
    }
    Ok(csv.flush()?)
}
