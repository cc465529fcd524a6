//! What is kept of passages that are no longer there, so that an address that somebody pasted into an issue goes on to
//! tell something (`former`).
//!
//! 1. Before a commit, the reports that it replaces or removes are compared with those it puts. What became of each id
//!    that is lost is put behind the list, and synced.
//! 2. Passages of a source that is no longer one of the archive's are not remembered: it was taken out as a whole.
//! 3. The list stands beside the folders of the index's versions, in `former`. Lines that are not as they were written
//!    are left out, and stay in `former.damaged` when the list is written again.

use super::health::Finding;
use super::snapshot::Snapshot;
use super::store::{Store, unwritable, write_whole};
use super::{ArchiveError, Catalog};
use crate::former::{Became, Former, Ledger, compare};
use crate::report::{Report, SourceInfo};
use jiff::Timestamp;
use std::collections::{HashMap, HashSet};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

/// The name of the list, and of what could not be read of it.
const NAME: &str = "former";
const DAMAGED: &str = "former.damaged";

/// The list as it was read.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    ledger: Arc<Ledger>,
    /// The file's length and time, by which a later one is told.
    mark: Option<(u64, SystemTime)>,
    /// Whether some lines could not be read.
    damaged: bool,
}

impl Memory {
    /// The list on disk; empty where there is none. What cannot be read is told in the log.
    pub(super) fn read(store: &Store) -> Self {
        let Some(path) = store.lasting(NAME) else { return Self::default() };
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                if path.exists() {
                    tracing::warn!(%error, path = %path.display(), "what became of former passages cannot be read");
                }
                return Self::default();
            }
        };
        let (ledger, damaged) = Ledger::read(&bytes);
        if !damaged.is_empty() {
            let lines = damaged.len();
            tracing::warn!(lines, path = %path.display(), "lines are not as they were written and are left out");
        }
        Self { ledger: Arc::new(ledger), mark: mark(&path), damaged: !damaged.is_empty() }
    }

    /// Whether the list on disk is this one.
    pub(super) fn is_current(&self, store: &Store) -> bool {
        store.lasting(NAME).and_then(|path| mark(&path)) == self.mark
    }

    /// What is known of ids that are lost.
    pub(super) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The list with what a commit is about to lose. The caller writes.
    pub(super) fn remember(
        &self,
        store: &Store,
        (before, after): (&Snapshot, &Catalog),
        (put, remove): (&[Report], &[String]),
    ) -> Result<Self, ArchiveError> {
        let changed = changed(before, (put, remove))?;
        let mut lost = compare(&changed, put);
        let gone: Vec<&SourceInfo> = withdrawn(&before.catalog, after);
        lost.retain(|former| {
            former.became != Became::Gone
                || !gone.iter().any(|source| source.own_path(&former.path).is_some())
        });
        let begun = store.begun().and_then(|time| Timestamp::try_from(time).ok());
        for former in &mut lost {
            former.when = former.when.or(begun);
        }
        self.add(store, lost)
    }

    /// The list with more records, on disk too.
    pub(super) fn add(&self, store: &Store, records: Vec<Former>) -> Result<Self, ArchiveError> {
        let news = self.ledger.news(records);
        if news.is_empty() {
            return Ok(self.clone());
        }
        let ledger = self.ledger.with(news.iter().cloned());
        let Some(path) = store.lasting(NAME) else {
            return Ok(Self { ledger: Arc::new(ledger), ..Self::default() });
        };
        if self.damaged {
            return whole(&path, ledger);
        }
        append(&path, &Ledger::lines(&news)).map_err(|error| unwritable(&path, &error))?;
        Ok(Self { ledger: Arc::new(ledger), mark: mark(&path), damaged: false })
    }

    /// The list without the words of some passages; with the ids that were there.
    pub(super) fn forget(&self, store: &Store, ids: &[String]) -> Result<(Self, Vec<String>), ArchiveError> {
        let known: Vec<&Former> = ids.iter().filter_map(|id| self.ledger.get(id)).collect();
        let forgotten = known.iter().map(|former| former.id.clone()).collect();
        let wiped = known.into_iter().map(|former| Former { text: None, ..former.clone() });
        let ledger = self.ledger.with(wiped);
        match store.lasting(NAME).filter(|path| path.exists()) {
            // The whole list is written again, so that no line of it holds the words.
            Some(path) => Ok((whole(&path, ledger)?, forgotten)),
            None => Ok((Self { ledger: Arc::new(ledger), ..Self::default() }, forgotten)),
        }
    }
}

/// Those of the reports that a commit replaces or removes which lose or gain an id.
fn changed(before: &Snapshot, (put, remove): (&[Report], &[String])) -> Result<Vec<Report>, ArchiveError> {
    let there: HashSet<&str> = before.catalog.reports.iter().map(|report| report.id.as_str()).collect();
    let now: HashMap<&str, &Report> = put.iter().map(|report| (report.id.as_str(), report)).collect();
    let ids = now.keys().copied().chain(remove.iter().map(String::as_str)).filter(|id| there.contains(id));
    let mut ids: Vec<&str> = ids.collect();
    ids.sort_unstable();
    let mut changed = Vec::new();
    for id in ids {
        let Some(document) = before.report(id)? else { continue };
        let same = now.get(id).is_some_and(|report| addresses(report).eq(addresses(&document.report)));
        if !same {
            changed.push(document.report);
        }
    }
    Ok(changed)
}

fn addresses(report: &Report) -> impl Iterator<Item = &str> {
    report.entries.iter().map(|entry| entry.id.as_str())
}

/// The sources that the archive had and has no longer.
fn withdrawn<'a>(before: &'a Catalog, after: &Catalog) -> Vec<&'a SourceInfo> {
    let stays = |source: &&SourceInfo| after.sources.iter().any(|other| other.name == source.name);
    before.sources.iter().filter(|source| !stays(source)).collect()
}

fn mark(path: &Path) -> Option<(u64, SystemTime)> {
    let about = fs::metadata(path).ok()?;
    Some((about.len(), about.modified().ok()?))
}

/// Puts lines behind a file, and waits until they are on the disk. Where that fails the file is as it was.
fn append(path: &Path, lines: &str) -> std::io::Result<()> {
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    let end = file.metadata()?.len();
    let written = file.write_all(lines.as_bytes()).and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a line would be left out by its checksum; it only takes room.
        let _ = file.set_len(end);
    }
    written
}

/// Writes all of the list; what could not be read of the old one stays beside it.
fn whole(path: &Path, ledger: Ledger) -> Result<Memory, ArchiveError> {
    let refused = |error: std::io::Error| unwritable(path, &error);
    let dir = path.parent().unwrap_or(Path::new("."));
    let old = fs::read(path).unwrap_or_default();
    let (_, damaged) = Ledger::read(&old);
    if !damaged.is_empty() {
        let broken = (1..).zip(old.split(|byte| *byte == b'\n')).filter(|(line, _)| damaged.contains(line));
        let kept: Vec<u8> = broken.flat_map(|(_, line)| line.iter().copied().chain([b'\n'])).collect();
        let mut file =
            OpenOptions::new().append(true).create(true).open(dir.join(DAMAGED)).map_err(refused)?;
        file.write_all(&kept).map_err(refused)?;
    }
    write_whole(dir, path, ledger.all_lines().as_bytes()).map_err(refused)?;
    Ok(Memory { ledger: Arc::new(ledger), mark: mark(path), damaged: false })
}

/// What is wrong with the list on disk.
pub(super) fn damage(store: &Store) -> Option<Finding> {
    let path = store.lasting(NAME)?;
    let (_, damaged) = Ledger::read(&fs::read(&path).ok()?);
    let first = damaged.first()?;
    let what = format!(
        "{} of its lines, line {first} first, not as written; what they told of former passages is lost, the others are whole",
        damaged.len()
    );
    Some(Finding { path: path.display().to_string(), what })
}
