//! THE WHOLE PRODUCT ON ONE SCREEN: ingest, search, report.
//!
//! - [`Archive::ingest`]: sources → reports (`read`) → what changed since the last time → engine → catalog.
//! - [`Archive::search`]: text → query → engine → answer.
//!
//! The index is a cache. A commit and its catalog switch together: the catalog is written first, under the name
//! that the commit then carries as its stamp (`store`), so that a crash at any moment leaves the old pair or the new.
//! Readers see both as one [`Snapshot`].
//!
//! An update (`update`) costs what changed: what was read in a file is kept by its content (`facts`), and reports are
//! compared by hash; where nothing changed (`last`), nothing is done. `seal` and `health` tell whether all that is kept
//! is as it was written.

mod at_once;
mod catalog;
mod census;
mod error;
mod facts;
mod fate;
mod health;
mod intake;
mod last;
mod memory;
mod merges;
mod past;
mod places;
mod read;
mod seal;
mod snapshot;
mod store;
mod suggest;
#[cfg(test)]
mod tests;
mod told;
mod update;
mod whole;

pub use catalog::{Catalog, ReportSummary};
pub use census::{Census, Cited, Companions, Owner};
pub use error::ArchiveError;
pub use fate::{Fate, ReportFate};
pub use health::{Finding, Health};
pub use merges::merges;
pub use places::Standing;
pub use read::{Collection, Inspection, Progress, Silent, Waits, collect, inspect};
pub use snapshot::Snapshot;
pub use suggest::{Suggested, Suggester, Suggestion};

use crate::query::Query;
use crate::report::{Date, Entry, Report};
use crate::search::{Document, Parts, SearchEngine, SearchResults, TantivyEngine};
use crate::source::Source;
use crate::vocabulary::Team;
use memory::Memory;
use rayon::{ThreadPool, ThreadPoolBuilder};
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use store::Store;
use update::Reading;
use whole::Running;

/// Everything one installation holds.
pub struct Archive {
    engine: RwLock<Arc<dyn SearchEngine>>,
    store: Store,
    /// What readers see.
    state: RwLock<Arc<Snapshot>>,
    /// Whether the engine is one that is to take the place of a damaged one.
    anew: AtomicBool,
    /// What was read of files; held while the archive is written.
    reading: Mutex<Reading>,
    /// Work of an update that may run though the update was left; held like `reading`.
    running: Mutex<Running>,
    /// From how many reports on a few changes are shown at once.
    at_once_from: usize,
    /// The threads for what somebody waits for, once there are any: all others may be busy, or give way.
    quick: OnceLock<Option<ThreadPool>>,
}

/// Which part of the answer is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// How many hits to skip.
    pub offset: usize,
    /// How many hits to give.
    pub limit: usize,
    /// How many values of each facet to give.
    pub facet_limit: usize,
}

/// A word that occurs nowhere or hardly anywhere, and the one that was taken for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The word as typed.
    pub typed: String,
    /// The word that was looked for.
    pub meant: String,
    /// Whether the word as typed was looked for too, since it does occur.
    pub rare: bool,
}

/// A query in which words that occur nowhere were corrected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrected {
    /// What was corrected; empty where nothing was.
    pub corrections: Vec<Correction>,
    /// A query for the words as typed, which nothing corrects.
    pub as_typed: String,
}

/// An answered query.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The query as it was understood; `to_string()` prints it in canonical form.
    pub query: Query,
    /// What was corrected in it.
    pub corrected: Corrected,
    /// The hits, facets and histogram.
    pub results: SearchResults,
}

/// What an ingest did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ingested {
    /// How many files were read.
    pub files: usize,
    /// How many bytes they have.
    pub bytes: usize,
    /// How many reports the archive now holds.
    pub reports: usize,
    /// How many entries they have.
    pub entries: usize,
    /// How many reports are new or changed.
    pub changed: usize,
    /// How many are gone.
    pub removed: usize,
}

impl Archive {
    /// Opens the archive in a folder, or begins an empty one there. One that is damaged is made anew beside it by the
    /// next ingest; whoever has it open goes on with it until then.
    ///
    /// # Errors
    /// Where the folder cannot be written, or another process writes it.
    pub fn create_or_open(dir: &Path) -> Result<Self, ArchiveError> {
        let store = Store::in_folder(dir);
        let _writing = store.begin()?;
        store.recover();
        let place = store.engine_folder();
        if !place.exists() {
            let engine = TantivyEngine::create_or_open(&place)?;
            return Ok(Self::empty(Arc::new(engine), store));
        }
        let damage = health::sealed(&store).damage;
        if damage.is_empty() {
            let engine = Arc::new(TantivyEngine::open(&place)?);
            let snapshot = look(engine.as_ref(), &store)?;
            return Ok(Self::with(engine, store, |_| snapshot));
        }
        for finding in damage {
            tracing::warn!(%finding, "the index is damaged and is made anew");
        }
        let engine = TantivyEngine::create_or_open(&store.begin_anew()?)?;
        let archive = Self::empty(Arc::new(engine), store);
        archive.anew.store(true, Ordering::Relaxed);
        Ok(archive)
    }

    /// Opens the archive in a folder, to read it; it can be written too.
    ///
    /// # Errors
    /// Where the folder holds none, or one that is damaged.
    pub fn open(dir: &Path) -> Result<Self, ArchiveError> {
        let store = Store::in_folder(dir);
        let engine = Arc::new(health::open_engine(&store)?);
        let snapshot = look(engine.as_ref(), &store)?;
        Ok(Self::with(engine, store, |_| snapshot))
    }

    /// An archive that lives in memory only.
    ///
    /// # Errors
    /// Where the engine cannot start.
    pub fn in_memory() -> Result<Self, ArchiveError> {
        Ok(Self::empty(Arc::new(TantivyEngine::in_memory()?), Store::nowhere()))
    }

    /// An archive of nothing yet; what was lost by earlier ones is remembered.
    fn empty(engine: Arc<dyn SearchEngine>, store: Store) -> Self {
        let memory = Memory::read(&store);
        Self::with(engine, store, |engine| Snapshot::empty(engine, memory))
    }

    fn with(
        engine: Arc<dyn SearchEngine>,
        store: Store,
        snapshot: impl FnOnce(&dyn SearchEngine) -> Snapshot,
    ) -> Self {
        let state = RwLock::new(Arc::new(snapshot(engine.as_ref())));
        Self {
            engine: RwLock::new(engine),
            store,
            state,
            anew: AtomicBool::new(false),
            reading: Mutex::default(),
            running: Mutex::default(),
            at_once_from: at_once::LARGE,
            quick: OnceLock::new(),
        }
    }

    /// The archive with another bound from which on an update shows what a few changed files say before it knows what
    /// that changes elsewhere.
    #[must_use]
    pub fn at_once_from(self, reports: usize) -> Self {
        Self { at_once_from: reports, ..self }
    }

    /// The archive with some parts of the ranking left out, to see what they are worth.
    #[must_use]
    pub fn without(self, parts: Parts) -> Self {
        self.switch(Snapshot { parts, ..Snapshot::clone(&self.now()) });
        self
    }

    /// Makes the archive hold exactly what the sources say. Only files that changed are read, and only reports that
    /// differ are written. In a large archive, what a few files say is shown first; readers see each step as a whole.
    ///
    /// # Errors
    /// Where a source cannot be listed, the index cannot be written, or something newer waits; the archive then stays as
    /// it was, or as the first step shows it.
    pub fn ingest(
        &self,
        sources: &[Source],
        team: &Team,
        progress: &dyn Progress,
    ) -> Result<Ingested, ArchiveError> {
        update::ingest(self, (sources, team), progress)
    }

    /// Sees what another process has written meanwhile; tells whether there was anything.
    ///
    /// # Errors
    /// Where what it wrote cannot be read; the archive then stays as it was.
    pub fn refresh(&self) -> Result<bool, ArchiveError> {
        let engine = self.engine();
        let now = self.now();
        if engine.stamp()? == now.stamp && self.store.identity() == now.identity {
            if now.memory.is_current(&self.store) {
                return Ok(false);
            }
            self.switch(Snapshot { memory: Memory::read(&self.store), ..Snapshot::clone(&now) });
            return Ok(true);
        }
        let snapshot = look(engine.as_ref(), &self.store)?;
        self.switch(Snapshot { parts: now.parts.clone(), ..snapshot });
        Ok(true)
    }

    /// Forgets what passages said that are no longer there: that they were there, and what took their place, is still told.
    /// Gives the ids that were forgotten, in the order in which they were given.
    ///
    /// # Errors
    /// Where the list of what is lost cannot be written, or another process writes the archive.
    pub fn forget(&self, ids: &[String]) -> Result<Vec<String>, ArchiveError> {
        let _writing = self.store.begin()?;
        self.refresh()?;
        let now = self.now();
        let (memory, forgotten) = now.memory.forget(&self.store, ids)?;
        self.switch(Snapshot { memory, ..Snapshot::clone(&now) });
        Ok(forgotten)
    }

    /// Looks whether all that is kept in a folder is as it was written.
    pub fn check(dir: &Path) -> Health {
        health::check(&Store::in_folder(dir))
    }

    /// Does what somebody waits for.
    fn at_once<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match self.quick.get_or_init(|| ThreadPoolBuilder::new().build().ok()) {
            Some(threads) => threads.install(work),
            None => work(),
        }
    }

    fn engine(&self) -> Arc<dyn SearchEngine> {
        Arc::clone(&self.engine.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// From here on all readers see this.
    fn switch(&self, snapshot: Snapshot) {
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
    }

    /// What the archive holds now. All that belongs together is asked of one such state: whatever is written
    /// meanwhile, it stays as it is. Cheap.
    pub fn now(&self) -> Arc<Snapshot> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The lists of what the archive holds now.
    pub fn catalog(&self) -> Arc<Catalog> {
        self.now().catalog()
    }

    /// Answers a query as the archive is now: see [`Snapshot::search`].
    ///
    /// # Errors
    /// Where the query is wrong, with its position, or the engine fails.
    pub fn search(&self, text: &str, page: Page, today: Date) -> Result<Answer, ArchiveError> {
        self.now().search(text, page, today)
    }

    /// One report as the archive is now: see [`Snapshot::report`].
    ///
    /// # Errors
    /// Where the engine fails.
    pub fn report(&self, id: &str) -> Result<Option<Document>, ArchiveError> {
        self.now().report(id)
    }

    /// One entry as the archive is now: see [`Snapshot::entry`].
    ///
    /// # Errors
    /// Where the engine fails.
    pub fn entry(&self, id: &str) -> Result<Option<(Report, Entry)>, ArchiveError> {
        self.now().entry(id)
    }

    /// Every report as the archive is now: see [`Snapshot::each_report`].
    ///
    /// # Errors
    /// Where the engine fails.
    pub fn each_report(&self, visit: &mut dyn FnMut(&Report)) -> Result<(), ArchiveError> {
        self.now().each_report(visit)
    }

    /// When the index was last written: see [`Snapshot::written`].
    pub fn written(&self) -> Option<std::time::SystemTime> {
        self.now().written()
    }
}

/// How often a state is looked at anew that is written over while it is looked at.
const LOOKS: usize = 10;

/// What was committed last, with the catalog that belongs to it.
fn look(engine: &dyn SearchEngine, store: &Store) -> Result<Snapshot, ArchiveError> {
    let mut looks = 0;
    loop {
        looks += 1;
        let (stamp, identity) = (engine.stamp()?, store.identity());
        engine.refresh()?;
        let loaded = store.load(&stamp);
        // Where the stamp is still the same, what was seen between is of that commit.
        if engine.stamp()? == stamp || looks == LOOKS {
            let (catalog, base) = loaded?;
            return Ok(Snapshot {
                view: engine.view(),
                catalog: Arc::new(catalog),
                base,
                parts: Parts::default(),
                written: store.written(&stamp),
                stamp,
                identity,
                memory: Memory::read(store),
            });
        }
    }
}
