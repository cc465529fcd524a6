//! THE WHOLE PRODUCT ON ONE SCREEN: ingest, search, report.

mod catalog;
mod read;

pub use catalog::{Catalog, ReportSummary};
pub use read::{Collection, Progress, Silent, collect};

use crate::query::{Query, QueryError};
use crate::search::{Document, SearchError, SearchResults};
use std::sync::Arc;

/// Everything one installation holds.
pub struct Archive {
    _private: (),
}

/// Why the archive could not answer.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The query is wrong.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The engine failed.
    #[error(transparent)]
    Search(#[from] SearchError),
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

/// An answered query.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The query as it was understood; `to_string()` prints it in canonical form.
    pub query: Query,
    /// The hits, facets and histogram.
    pub results: SearchResults,
}

impl Archive {
    /// Answers a query typed by a person. `today` resolves words such as `last year`.
    pub fn search(
        &self,
        _text: &str,
        _page: Page,
        _today: crate::report::Date,
    ) -> Result<Answer, ArchiveError> {
        unimplemented!("lands with the search engine")
    }

    /// Answers a query that is already resolved (pages that are stored queries).
    pub fn answer(&self, _query: &Query, _page: Page) -> Result<SearchResults, ArchiveError> {
        unimplemented!("lands with the search engine")
    }

    /// One report with the text it was read from; `None` where there is none.
    pub fn report(&self, _id: &str) -> Result<Option<Document>, ArchiveError> {
        unimplemented!("lands with the search engine")
    }

    /// What the archive holds: reports, people, topics, series, warnings. Cheap; switches with each update.
    pub fn catalog(&self) -> Arc<Catalog> {
        unimplemented!("lands with the search engine")
    }
}
