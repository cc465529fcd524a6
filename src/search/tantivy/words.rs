//! The words that occur, from the term dictionaries.

use super::lower::Lower;
use super::read::engine;
use super::schema::Columns;
use super::view::View;
use crate::field::Field;
use crate::query::{Pattern, TextTerm};
use crate::search::analyzer::{Form, query_tokens};
use crate::search::{Meant, Part, Parts, SearchError, spelling};
use std::collections::HashMap;
use tantivy::collector::Count;

/// The word that a mistyped one was meant to be.
pub(super) fn meant(view: &View, columns: &Columns, typed: &str) -> Result<Option<Meant>, SearchError> {
    let tokens = query_tokens(typed, Form::Exact);
    let [token] = tokens.as_slice() else { return Ok(None) };
    let term = TextTerm {
        pattern: Pattern::Word(typed.to_owned()),
        within: None,
        related: Vec::new(),
        optional: false,
        prefers: None,
    };
    // What stands where, and how often, does not matter here.
    let lower = Lower { searcher: &view.searcher, columns, parts: &Parts::without(&[Part::Fields]) };
    if !view.has_deletes() && lower.is_in(&token.text, spelling::FEW) {
        return Ok(None);
    }
    let known = view.searcher.search(&lower.word(&term), &Count).map_err(engine)?;
    if known >= spelling::FEW {
        return Ok(None);
    }
    // A slip in the first letter is rare: the words that begin with another one are read only where none is found.
    let first = token.text.chars().next().map(String::from).unwrap_or_default();
    for beginning in [first.as_str(), ""] {
        let words = like(view, columns, (&token.text, beginning))?;
        let words = words.iter().map(|(word, entries)| (word.as_str(), *entries));
        if let Some(word) = spelling::meant(&token.text, known, words) {
            return Ok(Some(Meant { word, rare: known > 0 }));
        }
    }
    Ok(None)
}

/// Words of about the same length that begin so, with the number of entries they stand in: all others are passed
/// over without being kept.
fn like(
    view: &View,
    columns: &Columns,
    (typed, beginning): (&str, &str),
) -> Result<HashMap<String, usize>, SearchError> {
    let Some(text) = columns.words(Field::Text) else { return Ok(HashMap::new()) };
    let mut found: HashMap<String, usize> = HashMap::new();
    for segment in view.searcher.segment_readers() {
        let inverted = segment.inverted_index(text.exact).map_err(engine)?;
        let end = format!("{beginning}\u{10ffff}");
        let range = inverted.terms().range().ge(beginning.as_bytes()).lt(end.as_bytes());
        let mut terms = range.into_stream().map_err(engine)?;
        while terms.advance() {
            let near = terms.key().len().abs_diff(typed.len()) <= 2;
            if let Some(word) = std::str::from_utf8(terms.key()).ok().filter(|_| near) {
                *found.entry(word.to_owned()).or_default() += terms.value().doc_freq as usize;
            }
        }
    }
    Ok(found)
}
