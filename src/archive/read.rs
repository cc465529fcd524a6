//! Sources → resolved reports with the text they were read from: the first half of an ingest, and all of an export.

use crate::extract::{Extraction, extract};
use crate::report::{Directory, Lines, Warning};
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

/// Reads sources from end to end; `team` is what its own files say beside them.
///
/// # Errors
/// Where a source cannot be listed; a file that cannot be read is a warning.
pub fn collect(sources: &[Source], team: &Team, progress: &dyn Progress) -> Result<Collection, SourceError> {
    let mut files: Vec<SourceFile> = Vec::new();
    let mut warnings: Vec<Warning> = Vec::new();
    progress.stage("reading files", 0);
    let mut prefixes = Prefixes::default();
    for source in sources {
        let mut reading = source.read(&|| progress.tick())?;
        if sources.len() > 1 {
            prefixes.put(&source.name(), &mut reading);
        }
        files.extend(reading.files);
        warnings.extend(reading.warnings);
    }
    progress.stage("understanding reports", files.len());
    let words = Words::builtin();
    let extractions: Vec<Extraction> = files
        .par_iter()
        .map(|file| {
            progress.tick();
            extract(file, words)
        })
        .collect();
    let mut drafts = Vec::new();
    for extraction in extractions {
        drafts.extend(extraction.drafts);
        warnings.extend(extraction.warnings);
    }
    progress.stage("finding people and topics", 0);
    let Resolved { reports, directory, warnings: unmet } = resolve(drafts, team);
    warnings.extend(unmet);
    let texts = Texts::of(&files);
    let documents = reports
        .into_iter()
        .map(|report| Document { markdown: texts.part(&report.path, report.lines), report });
    let documents: Vec<Document> = documents.collect();
    warnings.sort();
    Ok(Collection {
        documents,
        directory,
        warnings,
        own: team.topics.clone(),
        files: files.len(),
        bytes: files.iter().map(|file| file.text.len()).sum(),
    })
}

/// Names in front of the paths of several sources, each used once.
#[derive(Default)]
struct Prefixes {
    taken: HashSet<String>,
}

impl Prefixes {
    fn put(&mut self, name: &str, reading: &mut Reading) {
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
