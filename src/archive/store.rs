//! The folder of an index: the engine's files, and one catalog per commit.
//!
//! `index/v3/engine/…` belongs to the engine, `index/v3/catalog-<stamp>.json` to the commit with that stamp. A
//! folder of another version is another `v…`, so an old program and a new one never read each other's files.

use super::{ArchiveError, Catalog};
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The version of what is stored; raised with every change of the schema, the entries or the catalog.
pub(super) const VERSION: &str = "v3";

/// Where an archive is kept.
pub(super) struct Store {
    dir: Option<PathBuf>,
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

    /// The folder of the engine's files.
    pub(super) fn engine_folder(&self) -> PathBuf {
        self.dir.as_deref().unwrap_or_else(|| Path::new(VERSION)).join("engine")
    }

    fn catalog_path(&self, stamp: &str) -> Option<PathBuf> {
        self.dir.as_ref().map(|dir| dir.join(format!("catalog-{stamp}.json")))
    }

    /// The catalog of a commit; empty where nothing was committed.
    pub(super) fn load(&self, stamp: &str) -> Result<Catalog, ArchiveError> {
        let Some(path) = self.catalog_path(stamp).filter(|_| !stamp.is_empty()) else {
            return Ok(Catalog::default());
        };
        let broken = |reason: String| ArchiveError::Store {
            path: path.display().to_string(),
            reason: format!("{reason}; delete the index folder and run `minutebook index`"),
        };
        let file = File::open(&path).map_err(|error| broken(error.to_string()))?;
        serde_json::from_reader(BufReader::new(file)).map_err(|error| broken(error.to_string()))
    }

    /// When the catalog of a commit was written, where it is kept on disk.
    pub(super) fn written(&self, stamp: &str) -> Option<SystemTime> {
        fs::metadata(self.catalog_path(stamp)?).ok()?.modified().ok()
    }

    /// Writes a catalog to disk and gives the stamp that its commit must carry.
    pub(super) fn save(&self, catalog: &Catalog) -> Result<String, ArchiveError> {
        let json = serde_json::to_vec(catalog)
            .map_err(|error| ArchiveError::Store { path: "catalog".to_owned(), reason: error.to_string() })?;
        let stamp: String = blake3::hash(&json).to_hex().chars().take(16).collect();
        if let (Some(dir), Some(path)) = (&self.dir, self.catalog_path(&stamp)) {
            write_whole(dir, &path, &json).map_err(|error| ArchiveError::Store {
                path: path.display().to_string(),
                reason: format!("cannot be written: {error}; check permissions and free space"),
            })?;
        }
        Ok(stamp)
    }

    /// Removes the catalogs of other commits. What cannot be removed does no harm.
    pub(super) fn sweep(&self, stamp: &str) {
        let Some(dir) = &self.dir else { return };
        let keep = format!("catalog-{stamp}.json");
        for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with("catalog-") && name != keep {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// A file is there whole or not at all: written under another name, synced, renamed, and the folder synced.
fn write_whole(dir: &Path, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    fs::create_dir_all(dir)?;
    let temporary = path.with_extension("tmp");
    let mut out = BufWriter::new(File::create(&temporary)?);
    out.write_all(bytes)?;
    out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
    fs::rename(&temporary, path)?;
    File::open(dir)?.sync_all()
}
