//! `minutebook people`: who was found, how sure, what is ambiguous, and what could be merged.

use super::cells::inert;
use super::say::{count, say};
use super::search::plain;
use super::team::{self, TeamFiles};
use crate::archive::{Silent, collect};
use crate::config::Config;
use crate::report::{Ambiguity, Directory, Merge, Person, Rule};
use clap::ValueEnum;
use serde::Serialize;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// List who was found, how sure that is, and who could be one.
///
/// Without sources it lists whom the index holds; with some, it reads them without an index. The exit status is 1
/// where nobody was found.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folders, files or repositories [default: what the index holds]
    sources: Vec<PathBuf>,
    #[command(flatten)]
    team: TeamFiles,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Everybody with all that speaks for it, not only those most seen
    #[arg(long)]
    all: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// One JSON object
    Json,
    /// A row per person
    Csv,
}

/// How much is printed for reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    Most,
    All,
}

impl Extent {
    fn limit(self, most: usize) -> usize {
        if self == Self::All { usize::MAX } else { most }
    }
}

/// How many of each list are printed for reading, unless all are wanted.
const SHOWN: usize = 30;
/// How many other forms of a name are printed unless all are wanted.
const FORMS: usize = 6;

/// Runs the command.
pub(super) fn run(args: &Args, config: &Config) -> anyhow::Result<ExitCode> {
    let directory = directory(args, config)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    match args.format {
        Format::Text => text(&mut out, &directory, if args.all { Extent::All } else { Extent::Most })?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &Body::of(&directory)).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        Format::Csv => csv(&mut out, &directory)?,
    }
    out.flush()?;
    Ok(if directory.people.is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn directory(args: &Args, config: &Config) -> anyhow::Result<Directory> {
    if args.sources.is_empty() {
        return Ok(Directory::clone(&super::open(config)?.catalog().directory));
    }
    let sources = super::index::sources(&args.sources, config)?;
    let collection = collect(&sources, &team::read(&args.team, config)?, &Silent)?;
    for warning in collection.warnings.iter().filter(|warning| warning.rule == Rule::UnknownPerson) {
        say!("{warning}");
    }
    Ok(collection.directory)
}

fn text(out: &mut impl Write, directory: &Directory, extent: Extent) -> std::io::Result<()> {
    let most = extent.limit(SHOWN);
    say!("{}, those at most meetings first.", people(directory.people.len()));
    for person in directory.people.iter().take(most) {
        print_person(out, person, extent)?;
    }
    more(directory.people.len(), most);
    if !directory.ambiguous.is_empty() {
        writeln!(out, "\nAmbiguous: nobody is meant by these, since several may be\n")?;
        for ambiguity in directory.ambiguous.iter().take(most) {
            writeln!(out, "  {}", plain(&sentence(directory, ambiguity)))?;
        }
        more(directory.ambiguous.len(), most);
    }
    if !directory.merges.is_empty() {
        writeln!(out, "\nMay be one person; if so, put this into people.toml\n")?;
        for merge in directory.merges.iter().take(most) {
            writeln!(out, "{}\n", lines(directory, merge))?;
        }
        more(directory.merges.len(), most);
    }
    Ok(())
}

fn print_person(out: &mut impl Write, person: &Person, extent: Extent) -> std::io::Result<()> {
    let counts = format!(
        "{}, {}, {}",
        count(person.meetings as usize, "meeting"),
        count(person.entries as usize, "passage"),
        person.sure
    );
    let id = if person.id == person.name { String::new() } else { format!(" ({})", person.id) };
    writeln!(out, "{}{}: {counts}", plain(&person.name), plain(&id))?;
    let most = extent.limit(FORMS);
    let forms: Vec<&str> = person.aliases.iter().take(most).map(String::as_str).collect();
    if !forms.is_empty() {
        writeln!(out, "    also {}", plain(&forms.join(", ")))?;
    }
    if extent == Extent::All {
        for evidence in &person.evidence {
            writeln!(out, "    {} {}: {}", evidence.sure, plain(&evidence.form), plain(&evidence.why))?;
        }
    }
    Ok(())
}

/// `Sam: Sam Adler or Sam Birch? in 12 passages`.
fn sentence(directory: &Directory, ambiguity: &Ambiguity) -> String {
    let name = |id: &String| directory.person(id).map_or_else(|| id.clone(), |person| person.name.clone());
    let names: Vec<String> = ambiguity.people.iter().map(name).collect();
    let mut places = Vec::new();
    if ambiguity.entries > 0 {
        places.push(format!("in {}", count(ambiguity.entries as usize, "passage")));
    }
    if ambiguity.meetings > 0 {
        places.push(format!("on {}", count(ambiguity.meetings as usize, "roll call")));
    }
    format!("{}: {}? {}", ambiguity.name, names.join(" or "), places.join(", "))
}

/// What to put into people.toml, with the reason above it.
fn lines(directory: &Directory, merge: &Merge) -> String {
    let Some(person) = directory.person(&merge.keep) else { return String::new() };
    let name = toml::Value::from(plain(&person.name).as_str());
    let mut lines = format!("# {}: {}\n[[person]]\nname = {name}\n", plain(&merge.other), plain(&merge.why));
    if person.aliases.contains(&person.id) {
        lines.push_str(&format!("handle = {}\n", toml::Value::from(plain(&person.id).as_str())));
    }
    lines + &format!("merge = [{}]", toml::Value::from(plain(&merge.other).as_str()))
}

fn people(number: usize) -> String {
    if number == 1 { "1 person".to_owned() } else { format!("{number} people") }
}

fn more(number: usize, most: usize) {
    if number > most {
        say!("… and {} more; `minutebook people --all` prints all", number - most);
    }
}

/// Everything, for programs.
#[derive(Serialize)]
struct Body<'a> {
    people: &'a [Person],
    ambiguous: &'a [Ambiguity],
    merges: &'a [Merge],
}

impl<'a> Body<'a> {
    fn of(directory: &'a Directory) -> Self {
        Self { people: &directory.people, ambiguous: &directory.ambiguous, merges: &directory.merges }
    }
}

fn csv(out: &mut impl Write, directory: &Directory) -> anyhow::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["id", "name", "aliases", "affiliations", "meetings", "passages", "sure"])?;
    for person in &directory.people {
        let cells = [
            person.id.clone(),
            person.name.clone(),
            person.aliases.join("; "),
            person.affiliations.join("; "),
            person.meetings.to_string(),
            person.entries.to_string(),
            person.sure.to_string(),
        ];
        csv.write_record(cells.iter().map(|cell| inert(cell)))?;
    }
    Ok(csv.flush()?)
}
