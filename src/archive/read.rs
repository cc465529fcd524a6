//! Sources → resolved reports with the text they were read from: the first half of an ingest, and all of an export.
//!
//! 1. `gather` reads the files of all sources; of several, each path begins with the name of its source.
//! 2. `sum_up` makes one archive of what was read in each, with `told` put over it: an update does so too, with facts that
//!    it kept.
//! 3. [`inspect`] also tells what could be written better.

use super::ArchiveError;
use super::facts::{Facts, line_starts, part};
use super::told::Told;
use crate::check::{Own, Seen, check};
use crate::report::{Cancelled, Date, Directory, Lines, NoReport, Report, Rule, SourceInfo, Warning, Why};
use crate::resolve::{Resolved, resolve_unless};
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
    /// What waits for the end of the work.
    fn waits(&self) -> Waits {
        Waits::Nothing
    }
}

/// What waits while work is done that takes long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waits {
    /// Nothing: it is done to its end.
    Nothing,
    /// A newer update. The work is left if what changed before is shown already.
    Newer,
    /// The end of the program. The work is left.
    End,
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
/// Where a source cannot be listed, or the work is superseded; a file that cannot be read is a warning.
pub fn collect(sources: &[Source], team: &Team, progress: &dyn Progress) -> Result<Collection, ArchiveError> {
    let (files, read) = read(sources, progress)?;
    Ok(Collection::of(sum_up(read, (team, None), progress)?, &files, team))
}

/// Reads sources from end to end and looks how they are written. `today` tells which days have not come.
///
/// # Errors
/// Where a source cannot be listed, there is no file in any, or the work is superseded; a file that cannot be read is a
/// warning.
pub fn inspect(
    sources: &[Source],
    team: &Team,
    today: Option<Date>,
    progress: &dyn Progress,
) -> Result<Inspection, ArchiveError> {
    let (files, read) = read(sources, progress)?;
    if files.is_empty() && read.warnings.is_empty() {
        return Err(ArchiveError::Nothing { files: 0, warnings: Vec::new() });
    }
    let collection = Collection::of(sum_up(read, (team, Some(today)), progress)?, &files, team);
    Ok(Inspection { sources: collection.sources.clone(), collection, files })
}

/// What was read in files.
pub(super) struct Read {
    /// Files by path, with their facts.
    pub(super) files: Vec<(String, Facts)>,
    /// What is odd about files as such.
    pub(super) warnings: Vec<Warning>,
    /// What is told of their sources.
    pub(super) told: Told,
}

/// What all files say together.
pub(super) struct Sum {
    pub(super) reports: Vec<Report>,
    pub(super) directory: Directory,
    pub(super) warnings: Vec<Warning>,
    pub(super) cancelled: Vec<Cancelled>,
    pub(super) silent: Vec<NoReport>,
    pub(super) sources: Vec<SourceInfo>,
}

/// Makes one archive of all facts, unless something waits. With a second part of `manner`, it also
/// looks how the files are written; its day tells which days have not come.
pub(super) fn sum_up(
    read: Read,
    (team, manner): (&Team, Option<Option<Date>>),
    progress: &dyn Progress,
) -> Result<Sum, ArchiveError> {
    let Read { files, mut warnings, told } = read;
    let mut silent = silent(&files, &warnings);
    silent.sort();
    let unread: Vec<String> = warnings.iter().map(|warning| warning.path.clone()).collect();
    let (mut drafts, mut cancelled, mut own) = (Vec::new(), Vec::new(), Vec::with_capacity(files.len()));
    for (path, facts) in files {
        let mut missed = facts.cancelled();
        let mut held = facts.drafts;
        told.put(&path, &mut held, &mut missed);
        drafts.extend(held);
        cancelled.extend(missed);
        warnings.extend(facts.warnings);
        own.push((path, facts.own));
    }
    progress.stage("finding people and topics", 0);
    let resolved = resolve_unless(&|| progress.waits() != Waits::Nothing, drafts, team);
    let Resolved { mut reports, directory, warnings: unmet } = resolved.ok_or(ArchiveError::Superseded)?;
    warnings.extend(unmet);
    reports.iter_mut().for_each(|report| told.date(report));
    if let Some(today) = manner {
        let paths = own.iter().map(|(path, _)| path.as_str());
        let known: HashSet<&str> = paths.clone().chain(unread.iter().map(String::as_str)).collect();
        let seen: Vec<&Report> = reports.iter().collect();
        let own: Vec<(&str, &Own)> = own.iter().map(|(path, own)| (path.as_str(), own)).collect();
        warnings.extend(check(Seen {
            own: &own,
            reports: &seen,
            known: &known,
            alone: &alone(paths, &told.sources),
            words: Words::builtin(),
            today,
        }));
    }
    warnings.sort();
    cancelled.sort();
    Ok(Sum { reports, directory, warnings, cancelled, silent, sources: told.sources })
}

impl Collection {
    fn of(sum: Sum, files: &[SourceFile], team: &Team) -> Self {
        let texts = Texts::of(files);
        let documents = sum
            .reports
            .into_iter()
            .map(|report| Document { markdown: texts.part(&report.path, report.lines), report });
        Self {
            documents: documents.collect(),
            directory: sum.directory,
            warnings: sum.warnings,
            own: team.topics.clone(),
            cancelled: sum.cancelled,
            silent: sum.silent,
            sources: sum.sources,
            files: files.len(),
            bytes: files.iter().map(|file| file.text.len()).sum(),
        }
    }
}

/// Reads all files, without keeping what was read.
fn read(sources: &[Source], progress: &dyn Progress) -> Result<(Vec<SourceFile>, Read), SourceError> {
    let Gathered { files, warnings, told } = gather(sources, progress)?;
    progress.stage("understanding reports", files.len());
    let words = Words::builtin();
    let facts = files.par_iter().map(|file| {
        progress.tick();
        (file.path.clone(), Facts::of(file, words))
    });
    let read = Read { files: facts.collect(), warnings, told };
    Ok((files, read))
}

/// Files that are a source by themselves.
fn alone<'a>(files: impl Iterator<Item = &'a str> + Clone, sources: &[SourceInfo]) -> HashSet<&'a str> {
    let mut alone = HashSet::new();
    for source in sources {
        let mut own = files.clone().filter(|path| path.starts_with(&source.prefix));
        if let (Some(path), None) = (own.next(), own.next()) {
            alone.insert(path);
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
        let prefix = if sources.len() > 1 { prefixes.next(&source.name()) } else { String::new() };
        put_before(&prefix, &mut reading);
        gathered.told.add(source, prefix, &mut reading);
        gathered.files.extend(reading.files);
        gathered.warnings.extend(reading.warnings);
    }
    Ok(gathered)
}

/// The files that gave no report, and why.
fn silent(files: &[(String, Facts)], unread: &[Warning]) -> Vec<NoReport> {
    let unread = unread
        .iter()
        .filter(|warning| !matches!(warning.rule, Rule::InvalidUtf8))
        .map(|warning| NoReport { path: warning.path.clone(), why: Why::Unread });
    let read = files.iter().filter(|(_, facts)| facts.drafts.is_empty());
    let read = read.map(|(path, facts)| {
        let why = if !facts.cancelled().is_empty() {
            Why::Cancelled
        } else if facts.has_no_meeting() {
            Why::NoMeeting
        } else {
            Why::Name
        };
        NoReport { path: path.clone(), why }
    });
    unread.chain(read).collect()
}

/// Names in front of the paths of several sources, each used once.
#[derive(Default)]
pub(super) struct Prefixes {
    taken: HashSet<String>,
}

impl Prefixes {
    /// What stands before the paths of the next source.
    pub(super) fn next(&mut self, name: &str) -> String {
        let mut prefix = name.to_owned();
        let mut number = 1;
        while !self.taken.insert(prefix.clone()) {
            number += 1;
            prefix = format!("{name}-{number}");
        }
        format!("{prefix}/")
    }
}

/// Puts a prefix before all paths of a source.
fn put_before(prefix: &str, reading: &mut Reading) {
    let paths = reading.files.iter_mut().map(|file| &mut file.path);
    for path in paths.chain(reading.warnings.iter_mut().map(|warning| &mut warning.path)) {
        *path = format!("{prefix}{path}");
    }
}

/// The texts of files with the beginnings of their lines.
struct Texts<'a> {
    by_path: HashMap<&'a str, (&'a str, Vec<usize>)>,
}

impl<'a> Texts<'a> {
    fn of(files: &'a [SourceFile]) -> Self {
        let by_path =
            files.iter().map(|file| (file.path.as_str(), (file.text.as_str(), line_starts(&file.text))));
        Self { by_path: by_path.collect() }
    }

    /// The lines of a file.
    fn part(&self, path: &str, lines: Lines) -> String {
        let Some((text, starts)) = self.by_path.get(path) else { return String::new() };
        part(text, starts, lines).to_owned()
    }
}
