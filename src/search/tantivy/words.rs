//! The words that occur, from the term dictionaries.

use super::lower::Lower;
use super::pieces::FoundWord;
use super::read::engine;
use super::schema::Columns;
use super::view::View;
use crate::field::Field;
use crate::query::{Pattern, TextTerm};
use crate::search::analyzer::{Form, query_tokens};
use crate::search::{Meant, Part, Parts, SearchError, spelling};
use std::collections::HashMap;
use tantivy::Term;
use tantivy::query::FuzzyTermQuery;

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
    let Some(word) = lower.word(&term).map_err(engine)? else { return Ok(None) };
    let mut known = 0;
    for (reader, columns) in view.places() {
        known += FoundWord::new(&word, reader).map_err(engine)?.bits.count_both(&columns.entries);
    }
    if known >= spelling::FEW {
        return Ok(None);
    }
    // A slip in the first letter is rare, and so are two slips: the words that begin with another letter, or are less
    // like it, are read only where no nearer one is found.
    let first = token.text.chars().next().map(String::from).unwrap_or_default();
    for beginning in [first.as_str(), ""] {
        for slips in 1..=spelling::most_slips(&token.text, known) {
            let words = like(view, columns, (&token.text, slips, beginning))?;
            let words = words.iter().map(|(word, entries)| (word.as_str(), *entries));
            if let Some(word) = spelling::meant(&token.text, known, words) {
                return Ok(Some(Meant { word, rare: known > 0 }));
            }
        }
    }
    Ok(None)
}

/// Words with so many slips at most that begin so, with the number of entries they stand in.
fn like(
    view: &View,
    columns: &Columns,
    (typed, slips, beginning): (&str, u8, &str),
) -> Result<HashMap<String, usize>, SearchError> {
    let Some(text) = columns.words(Field::Text) else { return Ok(HashMap::new()) };
    let mut found: HashMap<String, usize> = HashMap::new();
    let near = FuzzyTermQuery::new(Term::from_field_text(text.exact, typed), slips, true);
    for segment in view.searcher.segment_readers() {
        let inverted = segment.inverted_index(text.exact).map_err(engine)?;
        let end = format!("{beginning}\u{10ffff}");
        let range = inverted.terms().search(near.automaton().map_err(engine)?);
        let range = range.ge(beginning.as_bytes()).lt(end.as_bytes());
        let mut terms = range.into_stream().map_err(engine)?;
        while terms.advance() {
            if let Ok(word) = std::str::from_utf8(terms.key()) {
                *found.entry(word.to_owned()).or_default() += terms.value().doc_freq as usize;
            }
        }
    }
    Ok(found)
}
