//! The words that occur, from the term dictionaries.

use super::lower::Lower;
use super::read::engine;
use super::schema::Columns;
use super::view::View;
use crate::field::Field;
use crate::query::{Pattern, TextTerm};
use crate::search::analyzer::{Form, query_tokens};
use crate::search::{SearchError, spelling};
use std::collections::HashMap;
use tantivy::collector::Count;

/// The word that a mistyped one was meant to be.
pub(super) fn meant(view: &View, columns: &Columns, typed: &str) -> Result<Option<String>, SearchError> {
    let tokens = query_tokens(typed, Form::Exact);
    let [token] = tokens.as_slice() else { return Ok(None) };
    let term = TextTerm {
        pattern: Pattern::Word(typed.to_owned()),
        within: None,
        related: Vec::new(),
        optional: false,
    };
    let known = Lower { columns }.word(&term);
    if view.searcher.search(&known, &Count).map_err(engine)? > 0 {
        return Ok(None);
    }
    let words = like(view, columns, &token.text)?;
    Ok(spelling::meant(&token.text, words.iter().map(|(word, entries)| (word.as_str(), *entries))))
}

/// Words of about the same length, with the number of entries they stand in: all others are passed over without
/// being kept.
fn like(view: &View, columns: &Columns, typed: &str) -> Result<HashMap<String, usize>, SearchError> {
    let Some(text) = columns.words(Field::Text) else { return Ok(HashMap::new()) };
    let mut found: HashMap<String, usize> = HashMap::new();
    for segment in view.searcher.segment_readers() {
        let inverted = segment.inverted_index(text.exact).map_err(engine)?;
        let mut terms = inverted.terms().stream().map_err(engine)?;
        while terms.advance() {
            let near = terms.key().len().abs_diff(typed.len()) <= 2;
            if let Some(word) = std::str::from_utf8(terms.key()).ok().filter(|_| near) {
                *found.entry(word.to_owned()).or_default() += terms.value().doc_freq as usize;
            }
        }
    }
    Ok(found)
}
