//! What goes into an engine and what comes out.

use super::Parts;
use crate::field::Field;
use crate::query::Query;
use crate::report::{Date, Entry};
use serde::{Deserialize, Serialize};

/// A query with the part of the answer that is wanted.
#[derive(Debug, Clone)]
pub struct SearchRequest {
    /// The query.
    pub query: Query,
    /// How many hits to skip.
    pub offset: usize,
    /// How many hits to give; 0 gives counts alone.
    pub limit: usize,
    /// How many values of each facet to give; 0 leaves the facets out.
    pub facet_limit: usize,
    /// Which parts of the ranking are used.
    pub parts: Parts,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchResults {
    /// How many entries match. Where `partial` is true, none matches every word and these match most of them.
    pub total: usize,
    /// Whether the hits match only some of the words.
    pub partial: bool,
    /// The hits from `offset`, at most `limit`.
    pub hits: Vec<Hit>,
    /// Where only few entries have every word: the best of those that have most of them, so that hits and these
    /// fill the page. They are no hits, and count nowhere but in `near_total`.
    pub near: Vec<Hit>,
    /// How many entries have most of the words, beyond the hits.
    pub near_total: usize,
    /// One facet per field of [`Field::facets`], in that order.
    pub facets: Vec<Facet>,
    /// How many entries match in each month that has any, oldest first; undated ones are left out.
    pub histogram: Vec<Bar>,
}

/// An entry that matches.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The entry.
    pub entry: Entry,
    /// Its report's id.
    pub report: String,
    /// Its report's title.
    pub title: String,
    /// Its report's date.
    pub date: Option<Date>,
    /// Its report's series.
    pub series: String,
    /// Its report's file.
    pub path: String,
    /// The rank: higher is better; 0 where hits are sorted by date.
    pub score: f32,
    /// The best part of the text, with the words that matched.
    pub snippet: Snippet,
    /// Words that matched though they were not typed (related words), as they stand in the text.
    pub related: Vec<String>,
}

/// A piece of text with the words that matched.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Snippet {
    /// The runs, in order.
    pub runs: Vec<Run>,
}

/// A run of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The text, not escaped; may hold line breaks.
    pub text: String,
    /// Whether it matched.
    pub marked: bool,
}

/// The values of one field among the hits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The field.
    pub field: Field,
    /// Values with counts, most frequent first, then by value; a selected value is always among them.
    pub values: Vec<FacetValue>,
    /// How many values there are in all, those with hits and those selected.
    pub distinct: usize,
}

impl Facet {
    /// The facet of these values, in order, the first `limit` of them and those that are selected.
    pub fn new(field: Field, mut values: Vec<FacetValue>, limit: usize) -> Self {
        let distinct = values.len();
        values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        let mut place = 0;
        values.retain(|value| {
            place += 1;
            place <= limit || value.selected
        });
        Self { field, values, distinct }
    }
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// The value, as a query names it.
    pub value: String,
    /// How many entries match when this value is chosen (in place of the others of its field).
    pub count: usize,
    /// Whether the query chooses it.
    pub selected: bool,
}

/// One month of the histogram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// The first day of the month.
    pub month: Date,
    /// How many entries match.
    pub count: usize,
}
