//! `minutebook eval`: how well a team's own questions are answered.

use super::clock;
use super::progress::Bars;
use super::say::{Manner, count, say};
use super::team::{self, TeamFiles};
use crate::archive::Archive;
use crate::config::Config;
use crate::eval::{self, Answered, Change, MEASURES, Measures, Question, Saved};
use crate::search::{Part, Parts};
use clap::ValueEnum;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Ask a file of questions and tell how well they are answered.
///
/// QUERIES is a TOML file of questions with the passages that should be found, or a folder with queries.tsv and
/// qrels.tsv. Measures are over the first ten hits: ndcg@10 (the order), mrr@10 (how soon the first answer comes),
/// recall@10 (how many answers come) and success@1 (whether the first hit is one). The exit status is 1 where a
/// question is answered worse than in the baseline.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The questions
    queries: PathBuf,
    /// Folders, files or repositories [default: what the index holds]
    sources: Vec<PathBuf>,
    #[command(flatten)]
    team: TeamFiles,
    /// How to print the scores
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Compare with the scores in this file; where there is none, the scores are kept in it
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Leave out a part of the ranking; may be given several times
    #[arg(long, value_name = "PART", value_parser = part)]
    without: Vec<Part>,
    /// Leave out each part of the ranking in turn, and print what it is worth
    #[arg(long, conflicts_with_all = ["format", "baseline", "without"])]
    each_part: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// One JSON object, which --baseline reads again
    Json,
}

fn part(text: &str) -> Result<Part, String> {
    let known = Part::ALL.map(Part::name).join(", ");
    Part::ALL.into_iter().find(|part| part.name() == text).ok_or_else(|| format!("the parts are {known}"))
}

/// Runs the command.
pub(super) fn run(args: &Args, config: &Config, manner: Manner) -> anyhow::Result<ExitCode> {
    let questions = eval::read(&args.queries)?;
    let mut archive = archive(args, config, manner)?;
    let mut out = std::io::stdout().lock();
    if args.each_part {
        print_parts(&mut out, archive, &questions)?;
        return Ok(ExitCode::SUCCESS);
    }
    archive = archive.without(Parts::without(&args.without));
    let answered = eval::evaluate(&archive, questions, clock::today())?;
    let scores = Saved::of(&answered);
    match args.format {
        Format::Text => print_text(&mut out, &answered)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &scores).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    for (id, reason) in answered.iter().filter_map(|a| Some((&a.question.id, a.error.as_ref()?))) {
        say!("{}: question {id}: {reason}", args.queries.display());
    }
    let worse = match &args.baseline {
        Some(path) => compare(path, &scores)?,
        None => false,
    };
    Ok(if worse { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// The archive that is asked: what the index holds, or the sources, read for this call alone.
fn archive(args: &Args, config: &Config, manner: Manner) -> anyhow::Result<Archive> {
    if args.sources.is_empty() {
        return super::open(config);
    }
    let archive = Archive::in_memory()?;
    let bars = Bars::new(manner);
    let sources = super::index::sources(&args.sources, config)?;
    archive.ingest(&sources, &team::read(&args.team, config)?, &bars)?;
    bars.finish();
    Ok(archive)
}

fn print_text(out: &mut impl Write, answered: &[Answered]) -> anyhow::Result<()> {
    writeln!(out, "{}  {:10}  question", MEASURES.join("  "), "grades")?;
    for answered in answered {
        let grades: String = answered.grades.iter().map(ToString::to_string).collect();
        let scores = answered.measures.as_ref().map_or_else(|| " ".repeat(39), columns);
        writeln!(out, "{scores}  {grades:10}  {}", super::search::plain(&answered.question.query))?;
    }
    let kinds = eval::by_kind(answered);
    if !kinds.is_empty() {
        writeln!(out)?;
    }
    for (kind, questions, means) in kinds {
        writeln!(out, "{}  {kind} ({questions})", columns(&means))?;
    }
    let (measured, means) = eval::mean(answered.iter());
    writeln!(out, "\n{}  all ({measured})", columns(&means))?;
    Ok(())
}

/// The measures below their names.
fn columns(measures: &Measures) -> String {
    let cells = MEASURES.iter().zip(measures.all());
    let cells = cells.map(|(name, value)| format!("{value:>width$.3}", width = name.len()));
    cells.collect::<Vec<_>>().join("  ")
}

/// Tells what has changed since the scores of a file; whether anything is worse.
fn compare(path: &Path, now: &Saved) -> anyhow::Result<bool> {
    if !path.exists() {
        std::fs::write(path, serde_json::to_string_pretty(now)? + "\n")?;
        say!("{}: the scores are kept here, to compare with the next time", path.display());
        return Ok(false);
    }
    let before = Saved::read(path)?;
    let changes = before.changes(now);
    for name in MEASURES {
        let of = |saved: &Saved| saved.mean.get(name).copied().unwrap_or(0.0);
        say!("{name:9}  {:.3} before, {:.3} now", of(&before), of(now));
    }
    for change in &changes {
        say_change(change);
    }
    let worse = changes.iter().filter(|change| change.is_loss()).count();
    say!("{} answered worse than in {}", count(worse, "question"), path.display());
    Ok(worse > 0)
}

fn say_change(change: &Change) {
    let (before, now) = change.ndcg;
    say!("{before:.3} → {now:.3}  {}", super::search::plain(&change.query));
    for (sign, targets) in [("lost", &change.lost), ("found", &change.gained)] {
        for target in targets {
            say!("    {sign}: {}", super::search::plain(target));
        }
    }
}

/// A table, in Markdown, of what each part of the ranking is worth.
fn print_parts(out: &mut impl Write, mut archive: Archive, questions: &[Question]) -> anyhow::Result<()> {
    writeln!(out, "| Without | {} |", MEASURES.join(" | "))?;
    writeln!(out, "| --- |{}", " ---: |".repeat(MEASURES.len()))?;
    let runs = std::iter::once(None).chain(Part::ALL.into_iter().map(Some));
    for part in runs {
        let parts = part.map(|part| vec![part]).unwrap_or_default();
        archive = archive.without(Parts::without(&parts));
        let answered = eval::evaluate(&archive, questions.to_vec(), clock::today())?;
        let (_, means) = eval::mean(answered.iter());
        let cells: Vec<String> = means.all().iter().map(|value| format!("{value:.3}")).collect();
        writeln!(out, "| {} | {} |", part.map_or("nothing", Part::name), cells.join(" | "))?;
    }
    Ok(())
}
