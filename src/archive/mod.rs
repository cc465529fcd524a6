//! THE WHOLE PRODUCT ON ONE SCREEN: ingest, search, report.
//!
//! - [`Archive::ingest`]: sources → reports (`read`) → what changed since the last time → engine → catalog.
//! - [`Archive::search`]: text → query → engine → answer.
//!
//! The index is a cache. A commit and its catalog switch together: the catalog is written first, under the name
//! that the commit then carries as its stamp (`store`), so that a crash at any moment leaves the old pair or the new.

mod catalog;
mod merges;
mod places;
mod read;
mod store;
mod suggest;
#[cfg(test)]
mod tests;
mod told;

pub use catalog::{Catalog, ReportSummary};
pub use merges::merges;
pub use places::Standing;
pub use read::{Collection, Inspection, Progress, Silent, collect, inspect};
pub use suggest::{Suggested, Suggester, Suggestion};

use crate::query::{self, Context, Query, QueryError};
use crate::report::{Date, Entry, Report, Warning};
use crate::search::{
    Changes, Document, Part, Parts, SearchEngine, SearchError, SearchRequest, SearchResults, TantivyEngine,
};
use crate::source::{Source, SourceError};
use crate::vocabulary::{Concepts, Team};
use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use store::Store;

/// Everything one installation holds.
pub struct Archive {
    engine: Box<dyn SearchEngine>,
    store: Store,
    catalog: RwLock<Arc<Catalog>>,
    /// The stamp of the commit that is seen.
    seen: Mutex<String>,
    parts: Parts,
}

/// Why the archive could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The query is wrong.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The engine failed.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// A source cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// There is nothing to keep; the archive stays as it was.
    #[error("{}", nothing(*files, warnings))]
    Nothing {
        /// How many files were read.
        files: usize,
        /// Why they gave nothing.
        warnings: Vec<Warning>,
    },
    /// The catalog cannot be read or written.
    #[error("{path}: {reason}")]
    Store {
        /// The file.
        path: String,
        /// What went wrong and what to do.
        reason: String,
    },
}

fn nothing(files: usize, warnings: &[Warning]) -> String {
    let found = match files {
        0 if warnings.is_empty() => {
            "no Markdown file there; give the folder that holds the reports (files that end in .md)"
                .to_owned()
        }
        0 => "no Markdown file there could be read; see the warnings above".to_owned(),
        1 => "no report in 1 Markdown file: nothing has a date or a roll call; see the warnings above"
            .to_owned(),
        _ => format!(
            "no report in {files} Markdown files: nothing has a date or a roll call; see the warnings above"
        ),
    };
    format!("{found}. The index stays as it was")
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// Opens the archive in a folder, or begins an empty one there.
    ///
    /// # Errors
    /// Where the folder cannot be written, or another process writes it.
    pub fn create_or_open(dir: &Path) -> Result<Self, ArchiveError> {
        let store = Store::in_folder(dir);
        let engine = TantivyEngine::create_or_open(&store.engine_folder())?;
        Self::with_engine(Box::new(engine), store)
    }

    /// Opens the archive in a folder, to read it.
    ///
    /// # Errors
    /// Where the folder holds none.
    pub fn open(dir: &Path) -> Result<Self, ArchiveError> {
        let store = Store::in_folder(dir);
        let engine = TantivyEngine::open(&store.engine_folder())?;
        Self::with_engine(Box::new(engine), store)
    }

    /// An archive that lives in memory only.
    ///
    /// # Errors
    /// Where the engine cannot start.
    pub fn in_memory() -> Result<Self, ArchiveError> {
        Self::with_engine(Box::new(TantivyEngine::in_memory()?), Store::nowhere())
    }

    fn with_engine(engine: Box<dyn SearchEngine>, store: Store) -> Result<Self, ArchiveError> {
        let stamp = engine.stamp()?;
        let catalog = RwLock::new(Arc::new(store.load(&stamp)?));
        Ok(Self { engine, store, catalog, seen: Mutex::new(stamp), parts: Parts::default() })
    }

    /// The archive with some parts of the ranking left out, to see what they are worth.
    #[must_use]
    pub fn with(mut self, parts: Parts) -> Self {
        self.parts = parts;
        self
    }

    /// Makes the archive hold exactly what the sources say. Only reports that differ are written.
    ///
    /// # Errors
    /// Where a source cannot be listed or the index cannot be written; the archive then stays as it was.
    pub fn ingest(
        &self,
        sources: &[Source],
        team: &Team,
        progress: &dyn Progress,
    ) -> Result<Ingested, ArchiveError> {
        // What differs is told by what is there, which another program may have written.
        self.reread()?;
        let collection = inspect(sources, team, None, progress)?.collection;
        if collection.documents.is_empty() {
            // A folder given by mistake must not empty an archive.
            return Err(ArchiveError::Nothing { files: collection.files, warnings: collection.warnings });
        }
        let catalog = Catalog::of(&collection);
        let known: HashMap<String, String> =
            self.catalog().reports.iter().map(|report| (report.id.clone(), report.hash.clone())).collect();
        let mut done = Ingested {
            files: collection.files,
            bytes: collection.bytes,
            reports: catalog.reports.len(),
            entries: catalog.reports.iter().map(|report| report.entries as usize).sum(),
            changed: 0,
            removed: 0,
        };
        let hashes: HashMap<&str, &str> =
            catalog.reports.iter().map(|report| (report.id.as_str(), report.hash.as_str())).collect();
        let remove: Vec<String> =
            known.keys().filter(|id| !hashes.contains_key(id.as_str())).cloned().collect();
        let differs = |report: &Report| {
            known.get(&report.id).map(String::as_str) != hashes.get(report.id.as_str()).copied()
        };
        let put: Vec<Document> =
            collection.documents.into_iter().filter(|document| differs(&document.report)).collect();
        (done.changed, done.removed) = (put.len(), remove.len());
        progress.stage("writing the index", put.len());
        let stamp = self.store.save(&catalog)?;
        self.engine.update(Changes { put, remove, stamp: stamp.clone() }, &|| progress.tick())?;
        self.store.sweep(&stamp);
        *self.catalog.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(catalog);
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = stamp;
        Ok(done)
    }

    /// Sees what another program has written to the folder meanwhile, and tells whether that is anything new.
    ///
    /// # Errors
    /// Where it cannot be read; the archive then stays as it was.
    pub fn reread(&self) -> Result<bool, ArchiveError> {
        let stamp = self.engine.stamp()?;
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if *seen == stamp {
            return Ok(false);
        }
        let catalog = self.store.load(&stamp)?;
        self.engine.refresh()?;
        *self.catalog.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(catalog);
        *seen = stamp;
        Ok(true)
    }

    /// Answers a query typed by a person. `today` resolves words such as `last year`.
    ///
    /// # Errors
    /// Where the query is wrong, with its position, or the engine fails.
    pub fn search(&self, text: &str, page: Page, today: Date) -> Result<Answer, ArchiveError> {
        self.respond(self.understand(text, today)?, page, today)
    }

    /// Answers a query that a person typed and a page has understood: words that occur nowhere are corrected first.
    ///
    /// # Errors
    /// Where the engine fails.
    pub fn respond(&self, query: Query, page: Page, today: Date) -> Result<Answer, ArchiveError> {
        let (query, corrected) = self.corrected(query, today)?;
        let results = self.answer(&query, page)?;
        Ok(Answer { query, corrected, results })
    }

    /// A query in which words that occur nowhere are those they were meant to be. Quoted words stay as they are.
    fn corrected(&self, query: Query, today: Date) -> Result<(Query, Corrected), ArchiveError> {
        let mut corrections = Vec::new();
        let words = if self.parts.has(Part::Spelling) { query.free_words() } else { Vec::new() };
        for word in words {
            if let Some(meant) = self.engine.meant(word)? {
                corrections.push(Correction { typed: word.to_owned(), meant: meant.word, rare: meant.rare });
            }
        }
        if corrections.is_empty() {
            return Ok((query, Corrected::default()));
        }
        let found = |word: &str| corrections.iter().find(|correction| correction.typed == word);
        let as_typed = query.quoted(&|word| found(word).is_some()).to_string();
        // The text is read again, since a corrected word may be part of a concept.
        let text = query.reworded(&|word| found(word).map(|c| (c.meant.clone(), c.rare))).to_string();
        let query = self.understand(&text, today)?;
        Ok((query, Corrected { corrections, as_typed }))
    }

    /// Reads a query without answering it.
    ///
    /// # Errors
    /// Where the query is wrong.
    pub fn understand(&self, text: &str, today: Date) -> Result<Query, QueryError> {
        let catalog = self.catalog();
        let mut directory = Cow::Borrowed(&catalog.directory);
        if !self.parts.has(Part::Abbreviations) {
            directory.to_mut().abbreviations.clear();
        }
        let all = self.parts.has(Part::Concepts);
        let concepts = if all { catalog.concepts() } else { Concepts::none() };
        let questions = self.parts.has(Part::Questions);
        query::parse(text, &Context { directory: &directory, concepts, today, questions })
    }

    /// Answers a query that is already resolved (pages that are stored queries).
    ///
    /// # Errors
    /// Where the engine fails.
    pub fn answer(&self, query: &Query, page: Page) -> Result<SearchResults, ArchiveError> {
        let Page { offset, limit, facet_limit } = page;
        Ok(self.engine.search(&SearchRequest {
            query: query.clone(),
            offset,
            limit,
            facet_limit,
            parts: self.parts.clone(),
        })?)
    }

    /// One report with the text it was read from; `None` where there is none.
    ///
    /// # Errors
    /// Where the engine fails.
    pub fn report(&self, id: &str) -> Result<Option<Document>, ArchiveError> {
        Ok(self.engine.document(id)?)
    }

    /// One entry with its report; `None` where there is none.
    ///
    /// # Errors
    /// Where the engine fails.
    pub fn entry(&self, id: &str) -> Result<Option<(Report, Entry)>, ArchiveError> {
        let Some((report, _)) = id.rsplit_once('/') else { return Ok(None) };
        let Some(document) = self.engine.document(report)? else { return Ok(None) };
        let entry = document.report.entries.iter().find(|entry| entry.id == id).cloned();
        Ok(entry.map(|entry| (document.report, entry)))
    }

    /// Every report in turn, by series, date and id.
    ///
    /// # Errors
    /// Where the engine fails.
    pub fn each_report(&self, visit: &mut dyn FnMut(&Report)) -> Result<(), ArchiveError> {
        for summary in &self.catalog().reports {
            if let Some(document) = self.engine.document(&summary.id)? {
                visit(&document.report);
            }
        }
        Ok(())
    }

    /// When the index was last written; `None` where it lives in memory or its files do not tell.
    pub fn written(&self) -> Option<std::time::SystemTime> {
        self.store.written(&self.engine.stamp().ok()?)
    }

    /// What the archive holds: reports, people, topics, series, warnings. Cheap; switches with each update.
    pub fn catalog(&self) -> Arc<Catalog> {
        Arc::clone(&self.catalog.read().unwrap_or_else(PoisonError::into_inner))
    }
}
