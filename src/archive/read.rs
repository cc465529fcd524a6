//! Sources → resolved reports with the text they were read from: the first half of an ingest, and all of an export.
//!
//! 1. `gather` reads the files of all sources; of several, each path begins with the name of its source.
//! 2. `understand` makes reports of them; `told` is put over them.
//! 3. [`inspect`] also tells what could be written better.

use super::told::Told;
use crate::check::{Seen, check};
use crate::extract::{Extraction, extract};
use crate::report::{Cancelled, Date, Directory, Lines, NoReport, Report, Rule, SourceInfo, Warning, Why};
use crate::resolve::{Resolved, resolve};
use crate::search::Document;
use crate::source::{Reading, Source, SourceError, SourceFile};
use crate::vocabulary::{Concept, Reading as Words, Team};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};

/// Everything that some sources say.
#[derive(Debug, Default)]
pub struct Collection {
    /// The reports, by series, date and id.
    pub documents: Vec<Document>,
    /// People, topics and series.
    pub directory: Directory,
    /// What could not be read well, by path and line.
    pub warnings: Vec<Warning>,
    /// The team's own subjects.
    pub own: Vec<Concept>,
    /// Meetings that did not happen.
    pub cancelled: Vec<Cancelled>,
    /// Files that gave no report, by path.
    pub silent: Vec<NoReport>,
    /// The sources, in the order in which they were given.
    pub sources: Vec<SourceInfo>,
    /// How many files were read.
    pub files: usize,
    /// How many bytes they have.
    pub bytes: usize,
}

/// What is being done, for a progress bar.
pub trait Progress: Sync {
    /// A new stage begins: its name, and how many steps it has (0: unknown).
    fn stage(&self, name: &'static str, steps: usize);
    /// One step is done.
    fn tick(&self);
}

/// Progress that nobody watches.
pub struct Silent;

impl Progress for Silent {
    fn stage(&self, _name: &'static str, _steps: usize) {}
    fn tick(&self) {}
}

/// What some sources say, with the texts they say it in.
#[derive(Debug, Default)]
pub struct Inspection {
    /// What they say; its warnings are those about the writing too.
    pub collection: Collection,
    /// The files.
    pub files: Vec<SourceFile>,
    /// The sources, in the order in which they were given.
    pub sources: Vec<SourceInfo>,
}

/// Reads sources from end to end; `team` is what its own files say beside them.
///
/// # Errors
/// Where a source cannot be listed; a file that cannot be read is a warning.
pub fn collect(sources: &[Source], team: &Team, progress: &dyn Progress) -> Result<Collection, SourceError> {
    Ok(understand(&gather(sources, progress)?, team, progress))
}

/// Reads sources from end to end and looks how they are written. `today` tells which days have not come.
///
/// # Errors
/// Where a source cannot be listed; a file that cannot be read is a warning.
pub fn inspect(
    sources: &[Source],
    team: &Team,
    today: Option<Date>,
    progress: &dyn Progress,
) -> Result<Inspection, SourceError> {
    let gathered = gather(sources, progress)?;
    let mut collection = understand(&gathered, team, progress);
    let reports: Vec<&Report> = collection.documents.iter().map(|document| &document.report).collect();
    let Gathered { files, warnings, told } = &gathered;
    let read = files.iter().map(|file| file.path.as_str());
    let found = check(Seen {
        files,
        reports: &reports,
        known: &read.chain(warnings.iter().map(|warning| warning.path.as_str())).collect(),
        alone: &alone(files, &told.sources),
        words: Words::builtin(),
        today,
    });
    collection.warnings.extend(found);
    collection.warnings.sort();
    let Gathered { files, told, .. } = gathered;
    Ok(Inspection { collection, files, sources: told.sources })
}

/// Files that are a source by themselves.
fn alone<'a>(files: &'a [SourceFile], sources: &[SourceInfo]) -> HashSet<&'a str> {
    let mut alone = HashSet::new();
    for source in sources {
        let mut own = files.iter().filter(|file| file.path.starts_with(&source.prefix));
        if let (Some(file), None) = (own.next(), own.next()) {
            alone.insert(file.path.as_str());
        }
    }
    alone
}

/// The files of all sources.
struct Gathered {
    files: Vec<SourceFile>,
    warnings: Vec<Warning>,
    told: Told,
}

fn gather(sources: &[Source], progress: &dyn Progress) -> Result<Gathered, SourceError> {
    let mut gathered = Gathered { files: Vec::new(), warnings: Vec::new(), told: Told::default() };
    progress.stage("reading files", 0);
    let mut prefixes = Prefixes::default();
    for source in sources {
        let mut reading = source.read(&|| progress.tick())?;
        let name = source.name();
        let prefix = if sources.len() > 1 { prefixes.put(&name, &mut reading) } else { String::new() };
        let info = source.info(&reading, prefix);
        gathered.told.add(info, source.settings(), &mut reading);
        gathered.files.extend(reading.files);
        gathered.warnings.extend(reading.warnings);
    }
    Ok(gathered)
}

fn understand(gathered: &Gathered, team: &Team, progress: &dyn Progress) -> Collection {
    let files = &gathered.files;
    progress.stage("understanding reports", files.len());
    let words = Words::builtin();
    let extractions: Vec<Extraction> = files
        .par_iter()
        .map(|file| {
            progress.tick();
            let mut extraction = extract(file, words);
            gathered.told.put(&file.path, &mut extraction);
            extraction
        })
        .collect();
    let mut warnings = gathered.warnings.clone();
    let mut silent = silent(files, &extractions, &warnings);
    silent.sort();
    let (mut drafts, mut cancelled) = (Vec::new(), Vec::new());
    for extraction in extractions {
        drafts.extend(extraction.drafts);
        warnings.extend(extraction.warnings);
        cancelled.extend(extraction.cancelled);
    }
    progress.stage("finding people and topics", 0);
    let Resolved { reports, directory, warnings: unmet } = resolve(drafts, team);
    warnings.extend(unmet);
    let texts = Texts::of(files);
    let documents = reports.into_iter().map(|mut report| {
        gathered.told.date(&mut report);
        Document { markdown: texts.part(&report.path, report.lines), report }
    });
    let documents: Vec<Document> = documents.collect();
    warnings.sort();
    cancelled.sort();
    Collection {
        documents,
        directory,
        warnings,
        own: team.topics.clone(),
        cancelled,
        silent,
        sources: gathered.told.sources.clone(),
        files: files.len(),
        bytes: files.iter().map(|file| file.text.len()).sum(),
    }
}

/// The files that gave no report, and why.
fn silent(files: &[SourceFile], extractions: &[Extraction], unread: &[Warning]) -> Vec<NoReport> {
    let unread = unread
        .iter()
        .filter(|warning| !matches!(warning.rule, Rule::InvalidUtf8))
        .map(|warning| NoReport { path: warning.path.clone(), why: Why::Unread });
    let read = files.iter().zip(extractions).filter(|(_, extraction)| extraction.drafts.is_empty());
    let read = read.map(|(file, extraction)| {
        let why = if !extraction.cancelled.is_empty() {
            Why::Cancelled
        } else if extraction.warnings.iter().any(|warning| warning.rule == Rule::NoMeeting) {
            Why::NoMeeting
        } else {
            Why::Name
        };
        NoReport { path: file.path.clone(), why }
    });
    unread.chain(read).collect()
}

/// Names in front of the paths of several sources, each used once.
#[derive(Default)]
struct Prefixes {
    taken: HashSet<String>,
}

impl Prefixes {
    /// Puts a name of its own before the paths of a source, and tells what stands there now.
    fn put(&mut self, name: &str, reading: &mut Reading) -> String {
        let mut prefix = name.to_owned();
        let mut number = 1;
        while !self.taken.insert(prefix.clone()) {
            number += 1;
            prefix = format!("{name}-{number}");
        }
        let paths = reading.files.iter_mut().map(|file| &mut file.path);
        for path in paths.chain(reading.warnings.iter_mut().map(|warning| &mut warning.path)) {
            *path = format!("{prefix}/{path}");
        }
        format!("{prefix}/")
    }
}

/// The texts of files with the beginnings of their lines.
struct Texts<'a> {
    by_path: HashMap<&'a str, (&'a str, Vec<usize>)>,
}

impl<'a> Texts<'a> {
    fn of(files: &'a [SourceFile]) -> Self {
        let by_path = files.iter().map(|file| {
            let starts =
                std::iter::once(0).chain(file.text.match_indices('\n').map(|(at, _)| at + 1)).collect();
            (file.path.as_str(), (file.text.as_str(), starts))
        });
        Self { by_path: by_path.collect() }
    }

    /// The lines of a file.
    fn part(&self, path: &str, lines: Lines) -> String {
        let Some((text, starts)) = self.by_path.get(path) else { return String::new() };
        let start = usize::try_from(lines.first).unwrap_or(1).saturating_sub(1);
        let end = usize::try_from(lines.last).unwrap_or(1);
        let from = starts.get(start).copied().unwrap_or(0);
        let to = starts.get(end).copied().unwrap_or(text.len());
        text.get(from..to).unwrap_or_default().to_owned()
    }
}
