//! Query → hits.
//!
//! [`SearchEngine`] is the one seam behind which an engine stands, in domain words: no type of an engine leaves
//! its folder. All engines are held by one conformance list (`tests/suite/conformance.rs`): the same set of hits,
//! the same facets and the same date order; the order by relevance is each engine's own.

pub mod analyzer;
mod parts;
pub mod plan;
pub mod rank;
mod results;
pub mod snippet;
pub mod spelling;
mod tantivy;

pub use self::tantivy::TantivyEngine;
pub use parts::{Part, Parts};
pub use results::{Bar, Facet, FacetValue, Hit, Run, SearchRequest, SearchResults, Snippet};

use crate::report::Report;
use std::sync::Arc;

/// A report with the text it was read from: what an engine stores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The report.
    pub report: Report,
    /// The lines `report.lines` of its file, as read; line 1 of this text is `report.lines.first`.
    pub markdown: String,
}

/// What an update puts and removes, in one commit.
#[derive(Default)]
pub struct Changes<'a> {
    /// Documents to add or to replace by `report.id`, made one after the other: never all of them are in memory.
    pub put: Puts<'a>,
    /// Ids of reports to remove.
    pub remove: Vec<String>,
    /// Kept with the commit and given back by [`SearchEngine::stamp`].
    pub stamp: String,
    /// Whether readers wait for it: what only tidies up is left to the next update.
    pub hurry: bool,
}

/// Documents, one after the other.
pub struct Puts<'a>(Box<dyn Iterator<Item = Document> + 'a>);

impl<'a> Puts<'a> {
    /// Documents that are made when they are asked for.
    pub fn new(documents: impl Iterator<Item = Document> + 'a) -> Self {
        Self(Box::new(documents))
    }
}

impl Default for Puts<'_> {
    fn default() -> Self {
        Self::new(std::iter::empty())
    }
}

impl From<Vec<Document>> for Puts<'_> {
    fn from(documents: Vec<Document>) -> Self {
        Self::new(documents.into_iter())
    }
}

impl Iterator for Puts<'_> {
    type Item = Document;

    fn next(&mut self) -> Option<Document> {
        self.0.next()
    }
}

/// The word that a mistyped one was meant to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meant {
    /// The word.
    pub word: String,
    /// Whether the mistyped one occurs too, in hardly any entry.
    pub rare: bool,
}

/// Why an engine could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The folder holds no index, or one of another version.
    #[error("{path}: no index of this version here; run `minutebook index`")]
    NoIndex {
        /// The folder.
        path: String,
    },
    /// Another process is writing.
    #[error(
        "{path}: another process is writing this index; wait for it, or choose another folder with --index"
    )]
    Locked {
        /// The folder.
        path: String,
    },
    /// The folder cannot be written.
    #[error(
        "{path}: cannot write the index: {reason}; check permissions and free space. The index stays as it was"
    )]
    Unwritable {
        /// The folder.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// The engine failed otherwise.
    #[error("the search engine failed: {0}")]
    Engine(String),
}

/// Where documents are kept and found.
pub trait SearchEngine: Send + Sync {
    /// Puts and removes documents in one commit: all of it or nothing. `tick` is called after each document.
    fn update(&self, changes: Changes<'_>, tick: &(dyn Fn() + Sync)) -> Result<(), SearchError>;

    /// Sees what another process has committed meanwhile; an update does so by itself.
    fn refresh(&self) -> Result<(), SearchError>;

    /// The stamp of the last commit, whoever made it and whether it is seen yet; empty where there was none.
    fn stamp(&self) -> Result<String, SearchError>;

    /// What is seen now. It stays as it is, whatever is committed meanwhile.
    fn view(&self) -> Arc<dyn SearchView>;

    /// Tells which of its files are not as they were written.
    fn damaged(&self) -> Result<Vec<String>, SearchError> {
        Ok(Vec::new())
    }
}

/// One state of an engine.
pub trait SearchView: Send + Sync {
    /// The hits of a query, with facets and histogram.
    fn search(&self, request: &SearchRequest) -> Result<SearchResults, SearchError>;

    /// The word of the archive that a mistyped word was meant to be; `None` where the word is no
    /// slip, or none is like it.
    fn meant(&self, word: &str) -> Result<Option<Meant>, SearchError>;

    /// One document by the id of its report.
    fn document(&self, id: &str) -> Result<Option<Document>, SearchError>;

    /// The ids of the entries that can be found and whose words are those of an id, in order.
    fn entries_worded(&self, words_hash: &str) -> Result<Vec<String>, SearchError>;

    /// Every document in turn, by the id of its report: what an export reads, one at a time in memory.
    fn each_document(&self, visit: &mut dyn FnMut(Document)) -> Result<(), SearchError>;
}
