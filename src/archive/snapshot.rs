//! One state of the archive: what was committed last, with its lists. All that is asked of one state fits together.

use super::memory::Memory;
use super::{Answer, ArchiveError, Catalog, Corrected, Correction, Page};
use crate::query::{self, Context, Query, QueryError};
use crate::report::{Date, Entry, Report};
use crate::search::{
    Document, Part, Parts, SearchEngine, SearchError, SearchRequest, SearchResults, SearchView,
};
use crate::vocabulary::Concepts;
use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::SystemTime;

/// What the archive holds at one moment. It stays as it is while the archive goes on.
#[derive(Clone)]
pub struct Snapshot {
    pub(super) view: Arc<dyn SearchView>,
    pub(super) catalog: Arc<Catalog>,
    /// What the catalog is a change of, where it is one.
    pub(super) base: Option<Base>,
    pub(super) parts: Parts,
    pub(super) written: Option<SystemTime>,
    pub(super) stamp: String,
    /// Which folder of the engine it was read from.
    pub(super) identity: Option<u64>,
    /// What became of passages that are no longer there.
    pub(super) memory: Memory,
}

/// What was resolved as a whole, where a change of it is shown.
#[derive(Clone)]
pub(super) struct Base {
    pub(super) stamp: String,
    pub(super) catalog: Arc<Catalog>,
}

impl Snapshot {
    /// What was resolved as a whole: this, or what it is a change of.
    pub(super) fn base(&self) -> Base {
        let this = || Base { stamp: self.stamp.clone(), catalog: self.catalog() };
        self.base.clone().unwrap_or_else(this)
    }

    /// Whether it shows what a few files say, and not yet what that changes elsewhere.
    pub fn is_change(&self) -> bool {
        self.base.is_some()
    }

    /// Nothing yet.
    pub(super) fn empty(engine: &dyn SearchEngine, memory: Memory) -> Self {
        Self {
            view: engine.view(),
            catalog: Arc::default(),
            base: None,
            parts: Parts::default(),
            written: None,
            stamp: String::new(),
            identity: None,
            memory,
        }
    }

    /// The lists: reports, people, topics, series, warnings.
    pub fn catalog(&self) -> Arc<Catalog> {
        Arc::clone(&self.catalog)
    }

    /// When it was written; `None` where the index lives in memory or its files do not tell.
    pub fn written(&self) -> Option<SystemTime> {
        self.written
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
            if let Some(meant) = guarded(|| self.view.meant(word))? {
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
        let catalog = &self.catalog;
        let mut directory = Cow::Borrowed(catalog.directory.as_ref());
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
        let parts = self.parts.clone();
        let request = SearchRequest { query: query.clone(), offset, limit, facet_limit, parts };
        Ok(guarded(|| self.view.search(&request))?)
    }

    /// One report with the text it was read from; `None` where there is none.
    ///
    /// # Errors
    /// Where the engine fails.
    pub fn report(&self, id: &str) -> Result<Option<Document>, ArchiveError> {
        Ok(guarded(|| self.view.document(id))?)
    }

    /// One entry with its report; `None` where there is none.
    ///
    /// # Errors
    /// Where the engine fails.
    pub fn entry(&self, id: &str) -> Result<Option<(Report, Entry)>, ArchiveError> {
        let Some((report, _)) = id.rsplit_once('/') else { return Ok(None) };
        let Some(document) = guarded(|| self.view.document(report))? else { return Ok(None) };
        let entry = document.report.entries.iter().find(|entry| entry.id == id).cloned();
        Ok(entry.map(|entry| (document.report, entry)))
    }

    /// Every report in turn, by series, date and id.
    ///
    /// # Errors
    /// Where the engine fails.
    pub fn each_report(&self, visit: &mut dyn FnMut(&Report)) -> Result<(), ArchiveError> {
        for summary in &self.catalog.reports {
            if let Some(document) = guarded(|| self.view.document(&summary.id))? {
                visit(&document.report);
            }
        }
        Ok(())
    }
}

/// Bytes that were changed on disk may lead the engine's reader astray: that ends the question, not the program.
pub(super) fn guarded<T>(ask: impl FnOnce() -> Result<T, SearchError>) -> Result<T, SearchError> {
    let damaged =
        "what the index holds cannot be read; `minutebook check --index` tells whether it is damaged";
    catch_unwind(AssertUnwindSafe(ask)).unwrap_or_else(|_| Err(SearchError::Engine(damaged.to_owned())))
}
