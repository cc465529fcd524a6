//! Documents → index.
//!
//! 1. One writer at a time holds the folder's lock; left-over files of a killed one are swept.
//! 2. A document is replaced by deleting all that bears its report's id and adding it again, in one group.
//! 3. The commit carries the stamp, so that contents and stamp move together; a failure leaves the old state.
//! 4. The folder itself is synced after the commit: Tantivy renames its list of files and does not wait.

use super::TantivyEngine;
use super::directory::is_read_only;
use super::lower::day_number;
use super::read::{StoredEntry, StoredReport};
use super::schema::{Columns, ENTRY, FORMAT, REPORT};
use crate::field::FIELDS;
use crate::report::{Entry, Report, words_hash};
use crate::search::analyzer::fold_value;
use crate::search::plan::value_keys;
use crate::search::rank::quality;
use crate::search::{Changes, Document, SearchError};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use tantivy::directory::error::LockError;
use tantivy::directory::{INDEX_WRITER_LOCK, MmapDirectory};
use tantivy::indexer::{NoMergePolicy, UserOperation};
use tantivy::{Directory, IndexWriter, TantivyDocument, TantivyError, Term};

/// How many threads index words.
const THREADS: usize = 2;
/// How much memory they fill before they write a segment.
const MEMORY: usize = 160_000_000;

/// What a commit carries.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Payload {
    /// The version of the index.
    pub(super) format: u32,
    /// The stamp of the changes.
    pub(super) stamp: String,
}

impl TantivyEngine {
    /// Puts and removes documents in one commit.
    pub(super) fn write(&self, changes: Changes<'_>, tick: &(dyn Fn() + Sync)) -> Result<(), SearchError> {
        let failed = |error| self.write_error(error);
        let mut writer: IndexWriter = self.index.writer_with_num_threads(THREADS, MEMORY).map_err(failed)?;
        if let Some(path) = &self.path {
            sweep(path);
            self.sweep_strays(path).map_err(failed)?;
        }
        if changes.hurry {
            writer.set_merge_policy(Box::new(NoMergePolicy));
        }
        let mut result = self.fill(&mut writer, changes, tick);
        if matches!(result, Err(TantivyError::ErrorInThread(_))) {
            // What stopped the thread is told by the next who waits for it.
            result = writer.prepare_commit().map(|_| ()).and(result);
        }
        if result.is_err() {
            // The old state stays whatever comes of this; it only tidies up.
            let _ = writer.rollback();
            return result.map_err(failed);
        }
        writer.wait_merging_threads().map_err(failed)?;
        if let Some(path) = &self.path {
            sync(path).map_err(|error| failed(TantivyError::from(error)))?;
        }
        Ok(())
    }

    /// Removes the files of segments that no commit knows: a writer that was killed may have left one under the very name
    /// that the next one needs. The caller holds the lock.
    fn sweep_strays(&self, path: &Path) -> tantivy::Result<()> {
        let living: HashSet<PathBuf> = self.index.load_metas()?.list_segment_files();
        for file in std::fs::read_dir(path)?.flatten() {
            let name = PathBuf::from(file.file_name());
            let stem = name.to_string_lossy().split('.').next().unwrap_or_default().to_owned();
            let of_a_segment = stem.len() == 32 && stem.bytes().all(|byte| byte.is_ascii_hexdigit());
            if of_a_segment && !living.contains(&name) {
                // A file that cannot be removed is met again where it is in the way.
                let _ = std::fs::remove_file(file.path());
            }
        }
        Ok(())
    }

    fn fill(
        &self,
        writer: &mut IndexWriter,
        changes: Changes<'_>,
        tick: &(dyn Fn() + Sync),
    ) -> tantivy::Result<()> {
        let report = self.columns.report.column;
        for id in &changes.remove {
            writer.delete_term(Term::from_field_text(report, id));
        }
        for document in changes.put {
            let mut group = vec![UserOperation::Delete(Term::from_field_text(report, &document.report.id))];
            group.extend(documents(&self.columns, &document)?.into_iter().map(UserOperation::Add));
            writer.run(group)?;
            tick();
        }
        let payload = Payload { format: FORMAT, stamp: changes.stamp };
        let payload = serde_json::to_string(&payload).map_err(json_error)?;
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&payload);
        commit.commit()?;
        Ok(())
    }

    fn write_error(&self, error: TantivyError) -> SearchError {
        let path = self.path.as_deref().map_or_else(String::new, |path| path.display().to_string());
        if let TantivyError::LockFailure(LockError::LockBusy, _) = &error {
            return SearchError::Locked { path };
        }
        // Whatever else keeps it from writing is told in its own words: a full disk has many ways to be met.
        let reason = match &error {
            TantivyError::LockFailure(LockError::IoError(io), _) | TantivyError::IoError(io) => {
                io.to_string()
            }
            TantivyError::OpenWriteError(write) => write.to_string(),
            other => other.to_string(),
        };
        SearchError::Unwritable { path, reason }
    }
}

/// The documents of a report: its entries that can be found, then itself.
fn documents(columns: &Columns, document: &Document) -> tantivy::Result<Vec<TantivyDocument>> {
    let report = &document.report;
    let mut sections: HashMap<&[String], u64> = HashMap::new();
    let mut documents = Vec::with_capacity(report.entries.len() + 1);
    for (seq, entry) in (0_u64..).zip(&report.entries).filter(|(_, entry)| entry.is_found()) {
        let section = *sections.entry(entry.section.as_slice()).or_insert(seq);
        let mut doc = facts(columns, report, entry);
        doc.add_u64(columns.seq.column, seq);
        doc.add_u64(columns.section.column, section);
        let stored = serde_json::to_vec(&StoredEntry::new(report, entry)).map_err(json_error)?;
        doc.add_bytes(columns.json, &stored);
        documents.push(doc);
    }
    let mut doc = TantivyDocument::new();
    doc.add_text(columns.shape, REPORT);
    doc.add_text(columns.report.column, &report.id);
    doc.add_bytes(columns.json, &serde_json::to_vec(&StoredReport { report }).map_err(json_error)?);
    doc.add_text(columns.markdown, &document.markdown);
    documents.push(doc);
    Ok(documents)
}

/// What an entry is found, filtered and ordered by.
fn facts(columns: &Columns, report: &Report, entry: &Entry) -> TantivyDocument {
    let mut doc = TantivyDocument::new();
    doc.add_text(columns.shape, ENTRY);
    doc.add_text(columns.report.column, &report.id);
    if let Some(wording) = words_hash(&entry.id) {
        doc.add_text(columns.wording, wording);
    }
    for row in FIELDS {
        let values = row.field.values(report, entry);
        if !values.is_empty() {
            doc.add_text(columns.has, row.name);
        }
        if let Some(words) = columns.words(row.field) {
            for value in &values {
                doc.add_text(words.stemmed, value);
                doc.add_text(words.exact, value);
                doc.add_text(words.pairs, value);
            }
        }
        let Some(column) = columns.values.iter().find(|column| column.field == row.field) else { continue };
        let mut seen = HashSet::new();
        for value in &values {
            // Values that differ by case alone are one, and an entry has it once.
            if !seen.insert(fold_value(value)) {
                continue;
            }
            for key in value_keys(row.field, value) {
                doc.add_text(column.key, key);
            }
            if let Some(shown) = column.shown {
                doc.add_text(shown, value);
            }
        }
    }
    doc.add_text(columns.lead, entry.own_text());
    if let Some(date) = report.date {
        doc.add_i64(columns.day.column, i64::from(day_number(date)));
        doc.add_u64(columns.month.column, month_number(date));
    }
    doc.add_u64(columns.lines.column, u64::from(entry.lines.first) << 32 | u64::from(entry.lines.last));
    doc.add_u64(columns.quality.column, (quality(entry) * 1_000.0).round() as u64);
    doc
}

/// Months since the first one that a date can have.
fn month_number(date: crate::report::Date) -> u64 {
    (i64::from(date.year()) + 10_000).unsigned_abs() * 12 + i64::from(date.month()).unsigned_abs() - 1
}

fn json_error(error: serde_json::Error) -> TantivyError {
    TantivyError::InternalError(error.to_string())
}

/// Removes an index of another version, and only what Tantivy put there.
pub(super) fn wipe(path: &Path) -> Result<(), SearchError> {
    let refused = |error: std::io::Error| SearchError::Unwritable {
        path: path.display().to_string(),
        reason: error.to_string(),
    };
    let folder = MmapDirectory::open(path).map_err(|error| SearchError::Engine(error.to_string()))?;
    let _lock = match folder.acquire_lock(&INDEX_WRITER_LOCK) {
        Ok(lock) => lock,
        Err(LockError::LockBusy) => return Err(SearchError::Locked { path: path.display().to_string() }),
        Err(LockError::IoError(error)) => return Err(refused(std::io::Error::new(error.kind(), error))),
    };
    sweep(path);
    let list = path.join(".managed.json");
    let managed: Vec<String> =
        std::fs::read(&list).ok().and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default();
    // The list of segments goes first: without it the rest is no index.
    for name in [String::from("meta.json")].into_iter().chain(managed) {
        let file = path.join(name);
        if file.parent() == Some(path) && file.exists() {
            std::fs::remove_file(file).map_err(refused)?;
        }
    }
    if list.exists() { std::fs::remove_file(list).map_err(refused) } else { Ok(()) }
}

/// Removes the temporary files of a writer that was killed; the caller holds the lock.
fn sweep(path: &Path) {
    let Ok(files) = std::fs::read_dir(path) else { return };
    for file in files.flatten() {
        if file.file_name().to_string_lossy().starts_with(".tmp") {
            // A file that cannot be removed does no harm but to stay.
            let _ = std::fs::remove_file(file.path());
        }
    }
}

/// Makes the names of the files in a folder durable.
fn sync(path: &Path) -> std::io::Result<()> {
    match std::fs::File::open(path)?.sync_all() {
        Err(error) if is_read_only(&error) => Ok(()),
        result => result,
    }
}
