//! What is wrong with a query, where, and what would work.

use std::ops::Range;

/// A query that cannot be answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// Which bytes of the text.
    pub span: Range<usize>,
    /// What to do, as a sentence; empty where there is no advice.
    pub hint: String,
    /// A query that would work, where one can be made.
    pub repaired: Option<String>,
}
