//! Whether all that is kept is as it was written.
//!
//! 1. The engine's files are compared with the seal; where an update was cut off, by the engine's own checksums.
//! 2. The catalog must be the one that the commit names, and be what its name says.
//! 3. Each report in the engine must be the one that the catalog tells of.
//! 4. What was read in files must be readable; what lies about is told of, and does no harm.

use super::facts;
use super::last;
use super::memory;
use super::seal::{self, Found};
use super::store::Store;
use super::update::document_hash;
use super::{ArchiveError, Catalog, look};
use crate::search::{SearchEngine, SearchError, TantivyEngine};
use std::collections::HashMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// How an index is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Health {
    /// How many reports it holds.
    pub reports: usize,
    /// What is not as it was written: the index must be made again.
    pub damage: Vec<Finding>,
    /// What the next update puts right by itself.
    pub notes: Vec<Finding>,
}

/// What was found at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file or folder.
    pub path: String,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.what)
    }
}

impl Health {
    fn damage(&mut self, path: impl fmt::Display, what: impl Into<String>) {
        self.damage.push(Finding { path: path.to_string(), what: what.into() });
    }

    fn note(&mut self, path: impl fmt::Display, what: impl Into<String>) {
        self.notes.push(Finding { path: path.to_string(), what: what.into() });
    }
}

/// Opens the engine of an index. Bytes that were changed may lead its reader astray, which is no reason to fall.
pub(super) fn open_engine(store: &Store) -> Result<TantivyEngine, ArchiveError> {
    let place = store.engine_folder();
    let opened = catch_unwind(|| TantivyEngine::open(&place));
    Ok(opened.unwrap_or_else(|_| Err(SearchError::NoIndex { path: place.display().to_string() }))?)
}

/// Looks whether an index is as it was sealed. That its reports are those that its catalog tells of follows from that;
/// where it was not sealed, it is looked at.
pub(super) fn sealed(store: &Store) -> Health {
    look_at(store, Depth::Sealed)
}

/// Looks at all of an index.
pub(super) fn check(store: &Store) -> Health {
    look_at(store, Depth::All)
}

/// How much is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Sealed,
    All,
}

fn look_at(store: &Store, depth: Depth) -> Health {
    let mut health = Health::default();
    let folder = store.engine_folder();
    let sealed = match store.place("seal").map_or(Found::Nothing, |place| seal::read(&place)) {
        Found::Whole(seal) => {
            for (name, what) in seal.damaged(&folder) {
                health.damage(folder.join(name).display(), what);
            }
            Some(seal)
        }
        Found::Broken => {
            health.damage("seal", "it is not as it was written");
            None
        }
        Found::Nothing => None,
    };
    if health.damage.is_empty() {
        let kept = sealed.as_ref().map(|seal| seal.stamp.as_str());
        // What is left is what no hash tells; the reader is asked as little as can be where it may be led astray.
        let looked = catch_unwind(AssertUnwindSafe(|| look_inside(store, kept, depth)));
        match looked {
            Ok(Ok(inside)) => {
                health.reports = inside.reports;
                health.damage.extend(inside.damage);
                health.notes.extend(inside.notes);
            }
            Ok(Err(error)) => health.damage(folder.display(), error.to_string()),
            Err(_) => health.damage(folder.display(), "it cannot be read"),
        }
    }
    if depth == Depth::All {
        look_beside(store, &mut health);
    }
    health
}

/// Looks at what is kept beside the index: where it is broken, an update does again what it would have saved.
fn look_beside(store: &Store, health: &mut Health) {
    health.notes.extend(memory::damage(store));
    let damage = |name: &str, damage: fn(&Path) -> Option<String>| {
        let path = store.place(name)?;
        Some((damage(&path)?, path))
    };
    if let Some((what, path)) = damage("facts", facts::damage) {
        health.note(path.display(), format!("{what}; what is missing is read again"));
    }
    if let Some((what, path)) = damage("last", last::damage) {
        health.note(path.display(), format!("{what}; the next update looks at everything again"));
    }
}

fn look_inside(store: &Store, sealed: Option<&str>, depth: Depth) -> Result<Health, ArchiveError> {
    let mut health = Health::default();
    let folder = store.engine_folder();
    let engine = open_engine(store)?;
    let stamp = engine.stamp()?;
    match sealed {
        Some(sealed) if sealed != stamp => health.damage("seal", "it is of another commit"),
        Some(_) => {}
        None if stamp.is_empty() => {}
        None => {
            health.note(folder.display(), "an update was cut off; the index is as it was before, or after");
            for name in engine.damaged()? {
                health.damage(folder.join(name).display(), "it is not as it was written");
            }
        }
    }
    for path in store.left_over(&stamp) {
        health.note(path.display(), "left over from an update that was cut off");
    }
    if !health.damage.is_empty() {
        return Ok(health);
    }
    let snapshot = look(&engine, store)?;
    health.reports = snapshot.catalog.reports.len();
    if depth == Depth::All || sealed.is_none() {
        compare(&engine, &snapshot.catalog, &mut health)?;
    }
    Ok(health)
}

/// Compares the reports of the engine with those that the catalog tells of.
fn compare(engine: &dyn SearchEngine, catalog: &Catalog, health: &mut Health) -> Result<(), ArchiveError> {
    let mut told: HashMap<&str, &str> =
        catalog.reports.iter().map(|report| (report.id.as_str(), report.hash.as_str())).collect();
    engine.view().each_document(&mut |document| {
        let id = &document.report.id;
        match told.remove(id.as_str()) {
            None => health.damage(id, "the catalog does not know this report, or it is there twice"),
            Some(hash) if hash != document_hash(&document) => {
                health.damage(id, "the report is not the one that the catalog tells of");
            }
            Some(_) => {}
        }
    })?;
    let mut missing: Vec<&str> = told.into_keys().collect();
    missing.sort_unstable();
    for id in missing {
        health.damage(id, "the catalog tells of this report, and it is not there");
    }
    Ok(())
}
