//! The folder of an index.
//!
//! - `index/v5/engine/…` belongs to the engine.
//! - `catalog-<stamp>.json` belongs to the commit with that stamp, which is a hash of its bytes: one that differs by a
//!   bit is none.
//! - `seal` tells what the engine's files were like after the last commit (`seal`).
//! - `facts` keeps what was read in each file (`facts`), `last` what the last update was made from (`last`).
//! - `lock` is held by the one who writes.
//! - `index/former` tells what became of passages that are no longer there (`memory`). It is no cache: it belongs to no
//!   version, and nothing sweeps it.
//!
//! A folder of another version is another `v…`, so an old program and a new one never read each other's files. An
//! index that is damaged is made anew beside it, in `engine-new`, and takes its place when it is whole.

use super::at_once::Change;
use super::snapshot::Base;
use super::{ArchiveError, Catalog};
use crate::search::SearchError;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// The version of what is stored; raised with every change of the schema, the entries or the catalog.
pub(super) const VERSION: &str = "v5";

/// Where an archive is kept.
pub(super) struct Store {
    dir: Option<PathBuf>,
}

/// So often a lock is tried, with this wait between.
const TRIES: u32 = 20;
const WAIT: Duration = Duration::from_millis(10);

/// Locks a file, unless another process keeps it. A program that this one starts, such as git, has all its open files
/// for the moment before it begins: a lock that was just given back is held that long.
fn lock_soon(file: &File) -> Result<(), TryLockError> {
    for _ in 1..TRIES {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => std::thread::sleep(WAIT),
            result => return result,
        }
    }
    file.try_lock()
}

/// Held by the one who writes.
#[derive(Debug, Default)]
pub(super) struct Writing {
    _lock: Option<File>,
    /// When it began, by the clock of the disk.
    pub(super) since: Option<SystemTime>,
}

impl Store {
    /// In a folder.
    pub(super) fn in_folder(dir: &Path) -> Self {
        Self { dir: Some(dir.join(VERSION)) }
    }

    /// Nowhere: the archive lives in memory.
    pub(super) fn nowhere() -> Self {
        Self { dir: None }
    }

    /// A file or folder of the index; `None` where it lives in memory.
    pub(super) fn place(&self, name: &str) -> Option<PathBuf> {
        self.dir.as_ref().map(|dir| dir.join(name))
    }

    /// The folder of the engine's files.
    pub(super) fn engine_folder(&self) -> PathBuf {
        self.place(ENGINE).unwrap_or_default()
    }

    /// A file that outlives the index: it stands beside the folders of its versions.
    pub(super) fn lasting(&self, name: &str) -> Option<PathBuf> {
        Some(self.dir.as_ref()?.parent()?.join(name))
    }

    /// When the one who writes began, by the clock of the disk.
    pub(super) fn begun(&self) -> Option<SystemTime> {
        fs::metadata(self.place("lock")?).ok()?.modified().ok()
    }

    /// Which folder the engine's is: one that was made anew says the same and is another.
    pub(super) fn identity(&self) -> Option<u64> {
        let about = fs::metadata(self.dir.as_ref()?.join(ENGINE)).ok()?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            Some(about.ino())
        }
        #[cfg(not(unix))]
        about
            .created()
            .ok()?
            .duration_since(SystemTime::UNIX_EPOCH)
            .ok()
            .map(|since| since.as_millis() as u64)
    }

    /// Becomes the one who writes, until what is given goes.
    ///
    /// # Errors
    /// Where somebody else writes, or nobody can.
    pub(super) fn begin(&self) -> Result<Writing, ArchiveError> {
        let (Some(dir), Some(path)) = (&self.dir, self.place("lock")) else { return Ok(Writing::default()) };
        let refused = |error: &io::Error| unwritable(&path, error);
        fs::create_dir_all(dir).map_err(|error| unwritable(dir, &error))?;
        let mut lock = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| refused(&error))?;
        match lock_soon(&lock) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(SearchError::Locked { path: dir.display().to_string() }.into());
            }
            Err(TryLockError::Error(error)) => return Err(refused(&error)),
        }
        let touched = lock.write_all(b"\n").and_then(|()| lock.metadata()).and_then(|about| about.modified());
        Ok(Writing { _lock: Some(lock), since: Some(touched.map_err(|error| refused(&error))?) })
    }

    fn catalog_path(&self, stamp: &str) -> Option<PathBuf> {
        self.place(&catalog_name(stamp))
    }

    /// What stands under a stamp, if it is what its name says.
    fn read<T: DeserializeOwned>(&self, stamp: &str) -> Result<T, ArchiveError> {
        let path = self.catalog_path(stamp).unwrap_or_default();
        let broken = |reason: String| ArchiveError::Store {
            path: path.display().to_string(),
            reason: format!("{reason}; `minutebook index` makes the index again"),
        };
        let json = fs::read(&path).map_err(|error| broken(error.to_string()))?;
        if stamp_of(&json) != stamp.trim_start_matches(CHANGE) {
            return Err(broken("it is not as it was written".to_owned()));
        }
        serde_json::from_slice(&json).map_err(|error| broken(error.to_string()))
    }

    /// The catalog of a commit, and what it is a change of; empty where nothing was committed.
    pub(super) fn load(&self, stamp: &str) -> Result<(Catalog, Option<Base>), ArchiveError> {
        if stamp.is_empty() || self.dir.is_none() {
            return Ok(Default::default());
        }
        if stamp.starts_with(CHANGE) {
            let change: Change = self.read(stamp)?;
            let base = Base { catalog: Arc::new(self.read(&change.base)?), stamp: change.base.clone() };
            return Ok((change.on(&base.catalog), Some(base)));
        }
        Ok((self.read(stamp)?, None))
    }

    /// When the catalog of a commit was written, where it is kept on disk.
    pub(super) fn written(&self, stamp: &str) -> Option<SystemTime> {
        fs::metadata(self.catalog_path(stamp)?).ok()?.modified().ok()
    }

    /// Writes a catalog to disk and gives the stamp that its commit must carry.
    pub(super) fn save(&self, catalog: &Catalog) -> Result<String, ArchiveError> {
        self.write("", catalog)
    }

    /// The same of a catalog that differs a little from another one.
    pub(super) fn save_change(&self, change: &Change) -> Result<String, ArchiveError> {
        self.write("+", change)
    }

    fn write(&self, sign: &str, what: &impl Serialize) -> Result<String, ArchiveError> {
        let json = serde_json::to_vec(what)
            .map_err(|error| ArchiveError::Store { path: "catalog".to_owned(), reason: error.to_string() })?;
        let stamp = format!("{sign}{}", stamp_of(&json));
        if let (Some(dir), Some(path)) = (&self.dir, self.catalog_path(&stamp)) {
            write_whole(dir, &path, &json).map_err(|error| unwritable(&path, &error))?;
        }
        Ok(stamp)
    }

    /// What lies in the folder and belongs to no commit: catalogs of others, and what a writer that was killed had
    /// begun.
    pub(super) fn left_over(&self, stamp: &str) -> Vec<PathBuf> {
        let base = stamp.starts_with(CHANGE).then(|| self.read::<Change>(stamp).ok()).flatten();
        let keep = [catalog_name(stamp), base.map(|change| catalog_name(&change.base)).unwrap_or_default()];
        let rubbish = |name: &str| {
            name.starts_with("catalog-") && !keep.iter().any(|kept| kept == name)
                || Path::new(name).extension().is_some_and(|ending| ending == "tmp")
                || name == ENGINE_NEW
                || name == ENGINE_OLD
        };
        let own = self.dir.iter().flat_map(|dir| found(dir, &rubbish));
        let engine = self.engine_folder();
        own.chain(found(&engine, &|name: &str| name.starts_with(".tmp"))).collect()
    }

    /// Removes what belongs to no commit, and the index of an older version. What cannot be removed does no harm. The
    /// caller writes.
    pub(super) fn sweep(&self, stamp: &str) {
        for path in self.left_over(stamp).into_iter().chain(self.older()) {
            let _ = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        }
    }

    /// Folders of older versions.
    fn older(&self) -> Vec<PathBuf> {
        let number = |name: &str| name.strip_prefix('v')?.parse::<u32>().ok();
        let older = |name: &str| number(name).is_some_and(|number| Some(number) < self::number());
        let beside = self.dir.as_deref().and_then(Path::parent).into_iter();
        beside.flat_map(|index| found(index, &older)).filter(|old| old.join(ENGINE).is_dir()).collect()
    }

    /// The folder in which a damaged index is made anew; what lies there is removed.
    pub(super) fn begin_anew(&self) -> Result<PathBuf, ArchiveError> {
        let new = self.place(ENGINE_NEW).unwrap_or_default();
        if new.exists() {
            fs::remove_dir_all(&new).map_err(|error| unwritable(&new, &error))?;
        }
        Ok(new)
    }

    /// Ends an exchange that was cut off.
    pub(super) fn recover(&self) {
        let Some(new) = self.place(ENGINE_NEW) else { return };
        if self.place(ENGINE_OLD).is_some_and(|old| old.exists()) && !self.engine_folder().exists() {
            // Where this fails there is no index, and one is made.
            let _ = fs::rename(new, self.engine_folder());
        }
    }

    /// Puts what was made anew in the place of what was damaged.
    pub(super) fn exchange(&self) -> Result<(), ArchiveError> {
        let (Some(new), Some(old)) = (self.place(ENGINE_NEW), self.place(ENGINE_OLD)) else { return Ok(()) };
        let place = self.engine_folder();
        let exchanged = || {
            if old.exists() {
                fs::remove_dir_all(&old)?;
            }
            if place.exists() {
                fs::rename(&place, &old)?;
            }
            fs::rename(&new, &place)?;
            self.dir.as_deref().map_or(Ok(()), sync)
        };
        exchanged().map_err(|error| unwritable(&place, &error))
    }
}

/// What a stamp begins with where its catalog is a change of another one.
pub(super) const CHANGE: char = '+';

const ENGINE: &str = "engine";
const ENGINE_NEW: &str = "engine-new";
const ENGINE_OLD: &str = "engine-old";

fn number() -> Option<u32> {
    VERSION.strip_prefix('v')?.parse().ok()
}

fn catalog_name(stamp: &str) -> String {
    match stamp.strip_prefix(CHANGE) {
        Some(change) => format!("catalog-change-{change}.json"),
        None => format!("catalog-{stamp}.json"),
    }
}

fn stamp_of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().chars().take(16).collect()
}

/// What lies in a folder under such names.
fn found(dir: &Path, named: &dyn Fn(&str) -> bool) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    let named = entries.filter(|entry| named(&entry.file_name().to_string_lossy()));
    named.map(|entry| entry.path()).collect()
}

pub(super) fn unwritable(path: &Path, error: &io::Error) -> ArchiveError {
    ArchiveError::Store {
        path: path.display().to_string(),
        reason: format!(
            "cannot be written: {error}; check permissions and free space. The index stays as it was"
        ),
    }
}

/// A file is there whole or not at all: written under another name, synced, renamed, and the folder synced.
pub(super) fn write_whole(dir: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(dir)?;
    let temporary = path.with_extension("tmp");
    let written = || {
        let mut out = BufWriter::new(File::create(&temporary)?);
        out.write_all(bytes)?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        fs::rename(&temporary, path)?;
        sync(dir)
    };
    let result = written();
    if result.is_err() {
        // Half a file on a full disk only takes room.
        let _ = fs::remove_file(&temporary);
    }
    result
}

/// Makes the names of the files in a folder durable.
fn sync(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}
