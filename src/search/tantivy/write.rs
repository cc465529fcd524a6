//! Documents → index.
//!
//! 1. One writer at a time holds the folder's lock; left-over files of a killed one are swept.
//! 2. A document is replaced by deleting all that bears its report's id and adding it again, in one group.
//! 3. The commit carries the stamp, so that contents and stamp move together; a failure leaves the old state.
//! 4. The folder itself is synced after the commit: Tantivy renames its list of files and does not wait.

use super::TantivyEngine;
use super::directory::is_read_only;
use super::documents::{Late, Maker, documents};
use super::schema::FORMAT;
use crate::search::{Changes, SearchError};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use tantivy::directory::error::LockError;
use tantivy::directory::{INDEX_WRITER_LOCK, MmapDirectory};
use tantivy::indexer::{NoMergePolicy, UserOperation};
use tantivy::{Directory, IndexWriter, TantivyError, Term};

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
        let mut writer: IndexWriter<Late> =
            self.index.writer_with_num_threads(THREADS, MEMORY).map_err(failed)?;
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
        writer: &mut IndexWriter<Late>,
        changes: Changes<'_>,
        tick: &(dyn Fn() + Sync),
    ) -> tantivy::Result<()> {
        let report = self.columns.report.column;
        for id in &changes.remove {
            writer.delete_term(Term::from_field_text(report, id));
        }
        let maker = Maker::new(&self.columns);
        for document in changes.put {
            let mut group = vec![UserOperation::Delete(Term::from_field_text(report, &document.report.id))];
            group.extend(documents(&maker, document).map(UserOperation::Add));
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
