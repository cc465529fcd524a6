//! `minutebook search`: answers in the terminal.

use super::cells::{FACTS, facts, inert};
use super::clock;
use super::say::say;
use crate::archive::{Answer, ArchiveError, Catalog, Page};
use crate::cite::{Citation, Form};
use crate::config::Config;
use crate::report::Entry;
use crate::search::{Hit, Snippet};
use clap::ValueEnum;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::time::Instant;

/// Search the index.
///
/// Words must all match; "quotes" hold a phrase, -word excludes, and fields narrow: kind:decision, person:ada,
/// topic:federation, series:community, after:2024. An excluding query begins behind `--`: search -- -word. The exit
/// status is 1 where nothing is found.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The query; several arguments are joined by spaces
    #[arg(required = true)]
    query: Vec<String>,
    /// How many passages to print
    #[arg(long, short = 'n', default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: u16,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// One JSON object, as the API answers
    Json,
    /// A list of quotations to put into an issue
    Markdown,
    /// A row per passage
    Csv,
}

/// Runs the command.
pub(super) fn run(args: &Args, config: &Config) -> anyhow::Result<ExitCode> {
    let archive = super::open(config)?;
    let text = args.query.join(" ");
    let facet_limit = if matches!(args.format, Format::Json) { 50 } else { 0 };
    let page = Page { offset: 0, limit: usize::from(args.limit), facet_limit };
    let start = Instant::now();
    let answer = match archive.search(&text, page, clock::today()) {
        Err(ArchiveError::Query(error)) => {
            say!("{}", error.render(&text).trim_end());
            return Ok(ExitCode::from(2));
        }
        other => other?,
    };
    let took_ms = start.elapsed().as_secs_f64() * 1e3;
    let mut out = std::io::stdout().lock();
    match args.format {
        Format::Text => print_text(&mut out, &answer, Marks::of(&std::io::stdout()))?,
        Format::Json => {
            let (catalog, base) = (archive.catalog(), config.source_base.as_deref());
            let source = |path: &str, lines| crate::web::source_address(&catalog, base, (path, lines));
            crate::web::write_json(&mut out, (answer.clone(), took_ms), &source)?;
        }
        Format::Markdown => print_markdown(&mut out, &answer, (&archive.catalog(), config))?,
        Format::Csv => print_csv(&mut out, &answer)?,
    }
    Ok(if answer.results.total == 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn print_text(out: &mut impl Write, answer: &Answer, marks: Marks) -> anyhow::Result<()> {
    let results = &answer.results;
    for correction in &answer.corrected.corrections {
        say!(
            "Nothing has “{}”; looking for “{}” (quote a word to keep it).",
            correction.typed,
            correction.meant
        );
    }
    for asked in answer.query.asked() {
        say!("“{}” prefers {} (quote the words to search for them alone).", asked.words, asked.text);
    }
    match (results.total, results.partial) {
        (0, _) => say!("Nothing found for: {}", answer.query),
        (total, true) => say!("No passage has all of these words; {total} have most of them."),
        (total, false) if results.near_total > 0 => {
            say!("{total} with all words, {} more with most of them.", results.near_total);
        }
        (total, false) => say!("{total} found, {} shown.", results.hits.len()),
    }
    for (number, hit) in results.hits.iter().chain(&results.near).enumerate() {
        if number == results.hits.len() && !results.near.is_empty() {
            writeln!(out, "\nThese have most of the words ({} in all):", results.near_total)?;
        }
        let date = hit.date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
        let facts = told(&hit.entry);
        writeln!(out, "\n{date}  {}  {}{facts}  {}", plain(&hit.series), hit.entry.kind, plain(&hit.title))?;
        let section = hit.entry.section.iter().map(String::as_str);
        let above: Vec<&str> = section.chain(hit.entry.above()).collect();
        if !above.is_empty() {
            writeln!(out, "  {}", plain(&above.join(" › ")))?;
        }
        for line in snippet(&hit.snippet, marks).lines() {
            writeln!(out, "    {line}")?;
        }
        writeln!(out, "  {}:{}", plain(&hit.path), hit.entry.lines)?;
    }
    Ok(())
}

/// What is known of a passage beside its kind: how it is known, whether it is done, and who is to do it.
fn told(entry: &Entry) -> String {
    let grade = entry.grade.map(|grade| grade.to_string());
    let status = entry.standing().map(|status| status.to_string());
    let status = status.or_else(|| entry.carried.then(|| "carried over".to_owned()));
    let owners = (!entry.owners.is_empty()).then(|| plain(&entry.owners.join(", ")));
    let facts: Vec<String> = [grade, status, owners].into_iter().flatten().collect();
    if facts.is_empty() { String::new() } else { format!(" ({})", facts.join("; ")) }
}

/// How what matched is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// In bold, where a person reads.
    Bold,
    /// Like the rest, where a program does.
    Plain,
}

impl Marks {
    fn of(out: &impl IsTerminal) -> Self {
        if out.is_terminal() { Self::Bold } else { Self::Plain }
    }
}

/// A snippet with what matched in it.
pub(super) fn snippet(snippet: &Snippet, marks: Marks) -> String {
    let run = |run: &crate::search::Run| {
        let text = plain(&run.text);
        if run.marked && marks == Marks::Bold { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text }
    };
    snippet.runs.iter().map(run).collect()
}

/// Without characters that a terminal would obey or that turn the direction of writing.
pub(super) fn plain(text: &str) -> String {
    let harmless = |c: &char| !c.is_control() || *c == '\n';
    let bidi =
        |c: &char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    text.chars().filter(|c| harmless(c) && !bidi(c)).collect()
}

fn print_markdown(
    out: &mut impl Write,
    answer: &Answer,
    (catalog, config): (&Catalog, &Config),
) -> anyhow::Result<()> {
    let hits = answer.results.hits.iter();
    let citations: Vec<Citation> =
        hits.map(|hit| super::cite::linked(Citation::of_hit(hit), catalog, config)).collect();
    write!(out, "{}", Form::Markdown.write(&citations))?;
    Ok(())
}

fn print_csv(out: &mut impl Write, answer: &Answer) -> anyhow::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(MEETING.iter().chain(&FACTS).chain(&PLACE))?;
    for hit in &answer.results.hits {
        csv.write_record(cells(hit).iter().map(|cell| inert(cell)))?;
    }
    Ok(csv.flush()?)
}

/// The columns before and behind those of [`FACTS`].
const MEETING: [&str; 2] = ["date", "series"];
const PLACE: [&str; 5] = ["title", "path", "first_line", "last_line", "text"];

fn cells(hit: &Hit) -> Vec<String> {
    let meeting = [hit.date.map(|date| date.to_string()).unwrap_or_default(), hit.series.clone()];
    let place = [
        hit.title.clone(),
        hit.path.clone(),
        hit.entry.lines.first.to_string(),
        hit.entry.lines.last.to_string(),
        hit.entry.text.clone(),
    ];
    meeting.into_iter().chain(facts(&hit.entry)).chain(place).collect()
}
