//! Query → what is looked for in the index, built by hand: what a user typed never meets Tantivy's own query grammar.
//!
//! 1. [`Lower::plan`] turns a plan into words that must be found, conditions, and what only adds to the rank. Choices
//!    of facet values are left out: they are counted by (`count`).
//! 2. [`Lower::condition`] turns one expression into a tree of sets.
//! 3. [`Lower::word`] turns one word or phrase: found in the text, the headings or the title, each with its weight.

use super::bm25::Bm25;
use super::pieces::{Piece, Word};
use super::schema::{Columns, WordsColumns};
use crate::field::Field;
use crate::query::{Expr, Pattern, TextTerm};
use crate::report::Date;
use crate::search::analyzer::{Form, Token, fold_value, pair_of, query_tokens};
use crate::search::plan::{Plan, says};
use crate::search::{Part, Parts};
use std::ops::Bound;
use tantivy::query::{Bm25Weight, ConstScoreQuery, InvertedIndexRangeQuery, PhrasePrefixQuery, PhraseQuery};
use tantivy::schema::Field as Column;
use tantivy::{Score, Searcher, Term};

/// How much a match weighs by where it stands.
mod weight {
    pub(super) const TEXT: f32 = 1.0;
    pub(super) const SECTION: f32 = 0.9;
    pub(super) const TITLE: f32 = 0.2;
    /// Added to that of the text for the passage's own words, before the sub-bullets.
    pub(super) const LEAD: f32 = 1.0;
    /// Added where the word stands as typed, ending and all.
    pub(super) const EXACT: f32 = 0.3;
    /// A related word, against the word itself.
    pub(super) const RELATED: f32 = 0.45;
    /// Two words of the query side by side.
    pub(super) const NEAR: f32 = 0.5;
    /// Said at a time that stands among the words.
    pub(super) const TIME: f32 = 8.0;
    /// Said by, or about, a person who stands among the words.
    pub(super) const PERSON: f32 = 2.0;
    /// Of a kind that the words ask for.
    pub(super) const KIND: f32 = 2.0;
    /// A word that begins as asked; it has no rarity of its own.
    pub(super) const PREFIX: f32 = 4.0;
}

/// The word itself, where related words match too: whoever types a word is shown first what says it.
pub(super) const TYPED: Score = 3.0;
/// What several related words add to the best of them.
pub(super) const FURTHER: Score = 0.15;

/// How many words may stand between two words that count as side by side.
const NEAR_GAP: u32 = 2;

/// How many words a phrase that ends in a prefix may end in; the first in the order of the dictionary.
const EXPANSIONS: u32 = 2_000;

/// A word that may be missing, and that so many entries have, says little and costs a look at each of them.
const SAYS_LITTLE: u64 = 20_000;

/// A plan in terms of the index.
#[derive(Default)]
pub(super) struct Lowered {
    /// Words that must be found; of several, one of them.
    pub(super) required: Vec<Vec<Word>>,
    /// What must hold beside them.
    pub(super) conditions: Vec<Condition>,
    /// What lifts an entry that satisfies it, and how much.
    pub(super) preferred: Vec<(Condition, Score)>,
    /// Words that may be missing and add to the rank.
    pub(super) optional: Vec<Word>,
    /// Neighbours of the query that are neighbours in the text.
    pub(super) near: Vec<Piece>,
}

/// What an entry must satisfy, as sets of documents.
pub(super) enum Condition {
    /// Every entry.
    All,
    /// Those that have a word.
    Word(Box<Word>),
    /// Those that have one of these terms.
    Terms(Vec<Term>),
    /// Those dated between these days since 1970-01-01, both included.
    Days(i32, i32),
    /// Those in all of these.
    And(Vec<Self>),
    /// Those in one of these.
    Or(Vec<Self>),
    /// Those not in this.
    Not(Box<Self>),
}

/// Turns queries into what is looked for.
pub(super) struct Lower<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) columns: &'a Columns,
    pub(super) parts: &'a Parts,
}

impl Lower<'_> {
    /// A plan in terms of the index.
    pub(super) fn plan(&self, plan: &Plan<'_>) -> tantivy::Result<Lowered> {
        let mut lowered = Lowered::default();
        for terms in &plan.required {
            let words: tantivy::Result<Vec<_>> = terms.iter().map(|term| self.word(term)).collect();
            lowered.required.push(words?.into_iter().flatten().collect());
        }
        for expr in &plan.conditions {
            lowered.conditions.extend(self.condition(expr)?);
        }
        for preference in plan.typed.iter().filter_map(|term| term.prefers.as_ref()) {
            let condition = self.condition(&preference.expr)?;
            lowered.preferred.extend(condition.map(|condition| (condition, lift(&preference.expr))));
        }
        for term in plan.typed.iter().filter(|term| term.optional && !self.says_little(term)) {
            lowered.optional.extend(self.word(term)?);
        }
        if self.parts.has(Part::Nearness) {
            lowered.near = self.near(plan)?;
        }
        Ok(lowered)
    }

    /// Whether so many entries have a word that its rank is not worth its time; never in a small archive.
    fn says_little(&self, term: &TextTerm) -> bool {
        let Some(columns) = self.columns.words(Field::Text) else { return false };
        let Pattern::Word(text) = &term.pattern else { return false };
        match query_tokens(text, Form::Stemmed).as_slice() {
            [token] => self.at_least(columns.stemmed, &token.text) >= SAYS_LITTLE,
            _ => false,
        }
    }

    /// Whether at least so many entries have a word in their text as it is typed, those deleted among them.
    pub(super) fn is_in(&self, word: &str, entries: usize) -> bool {
        let exact = self.columns.words(Field::Text).map(|columns| self.at_least(columns.exact, word));
        exact.is_some_and(|found| found >= entries as u64)
    }

    /// How many entries have a word in a column, those deleted among them.
    fn at_least(&self, column: Column, text: &str) -> u64 {
        // A dictionary that cannot be read fails the search itself a moment later.
        self.searcher.doc_freq(&Term::from_field_text(column, text)).unwrap_or_default()
    }

    /// Entries that match an expression; `None` where it says nothing.
    fn condition(&self, expr: &Expr) -> tantivy::Result<Option<Condition>> {
        if !says(expr) {
            return Ok(None);
        }
        let all = |parts: &[Expr]| -> tantivy::Result<Vec<Condition>> {
            let parts: Result<Vec<_>, _> = parts.iter().map(|part| self.condition(part)).collect();
            Ok(parts?.into_iter().flatten().collect())
        };
        Ok(Some(match expr {
            Expr::All => Condition::All,
            Expr::Text(term) => Condition::Word(Box::new(self.word(term)?.unwrap_or_default())),
            Expr::Value { field, values } => Condition::Terms(self.values(*field, values)),
            Expr::Days { from, to } => {
                Condition::Days(day_number(from.unwrap_or(Date::MIN)), day_number(to.unwrap_or(Date::MAX)))
            }
            Expr::Has(field) => Condition::Terms(vec![Term::from_field_text(self.columns.has, field.name())]),
            Expr::And(parts) => Condition::And(all(parts)?),
            Expr::Or(parts) => Condition::Or(all(parts)?),
            Expr::Not(inner) => match self.condition(inner)? {
                Some(inner) => Condition::Not(Box::new(inner)),
                None => return Ok(None),
            },
        }))
    }

    /// The terms of a field's values.
    pub(super) fn values(&self, field: Field, values: &[String]) -> Vec<Term> {
        let Some(key) = self.columns.key(field) else { return Vec::new() };
        values.iter().map(|value| Term::from_field_text(key, &fold_value(value))).collect()
    }

    /// A word, a phrase or a word that begins so; `None` where no word is asked for.
    pub(super) fn word(&self, term: &TextTerm) -> tantivy::Result<Option<Word>> {
        let weighted = self.parts.has(Part::Fields);
        let fields: Vec<(&WordsColumns, f32)> = match term.within {
            Some(field) => match self.columns.words(field) {
                Some(columns) => vec![(columns, weight::TEXT)],
                None => return Ok(Some(Word::default())),
            },
            None => [
                (Field::Text, weight::TEXT),
                (Field::Section, weight::SECTION),
                (Field::Title, weight::TITLE),
            ]
            .into_iter()
            .map(|(field, weight)| (field, if weighted { weight } else { weight::TEXT }))
            .filter_map(|(field, weight)| Some((self.columns.words(field)?, weight)))
            .collect(),
        };
        let mut word = Word::default();
        for &(columns, weight) in &fields {
            word.typed.extend(self.pattern(&term.pattern, columns, weight)?);
            if columns.field == Field::Text && weighted {
                word.more.extend(self.own_words(&term.pattern)?);
            }
        }
        if word.typed.is_empty() {
            return Ok(None);
        }
        for words in &term.related {
            let tokens = query_tokens(words, Form::Stemmed);
            for &(columns, weight) in &fields {
                word.related.extend(self.phrase(columns.stemmed, &tokens, weight * weight::RELATED)?);
            }
        }
        Ok(Some(word))
    }

    /// What a word gains where it stands in the passage's own words, and where it stands as typed. Both are in the
    /// text as well, so that they add to the rank and not to the hits.
    fn own_words(&self, pattern: &Pattern) -> tantivy::Result<Vec<Piece>> {
        let (Pattern::Word(text) | Pattern::Phrase(text)) = pattern else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        if let [token] = query_tokens(text, Form::Stemmed).as_slice() {
            found.push(self.list(self.columns.lead, &token.text, weight::LEAD)?);
        }
        if let Some(columns) = self.columns.words(Field::Text) {
            found.extend(self.phrase(columns.exact, &query_tokens(text, Form::Exact), weight::EXACT)?);
        }
        Ok(found)
    }

    /// Neighbours in the query that are neighbours in the text.
    fn near(&self, plan: &Plan<'_>) -> tantivy::Result<Vec<Piece>> {
        let Some(text) = self.columns.words(Field::Text) else { return Ok(Vec::new()) };
        let pairs = plan.typed.windows(2).filter_map(|pair| {
            let [a, b] = pair else { return None };
            let (Pattern::Word(first), Pattern::Word(second)) = (&a.pattern, &b.pattern) else { return None };
            if a.within.or(b.within).is_some() {
                return None;
            }
            let mut terms = offsets(text.stemmed, &query_tokens(first, Form::Stemmed), 0);
            terms.extend(offsets(text.stemmed, &query_tokens(second, Form::Stemmed), terms.len()));
            (terms.len() >= 2).then_some(terms)
        });
        pairs.map(|terms| self.side_by_side(terms, NEAR_GAP, weight::NEAR)).collect()
    }

    fn pattern(
        &self,
        pattern: &Pattern,
        columns: &WordsColumns,
        boost: Score,
    ) -> tantivy::Result<Option<Piece>> {
        match pattern {
            Pattern::Word(text) | Pattern::Phrase(text) => {
                self.phrase(columns.stemmed, &query_tokens(text, Form::Stemmed), boost)
            }
            Pattern::Prefix(text) => self.prefix(columns.exact, &query_tokens(text, Form::Exact), boost),
        }
    }

    /// Words one after another.
    fn phrase(&self, column: Column, tokens: &[Token], boost: Score) -> tantivy::Result<Option<Piece>> {
        match tokens {
            [] => Ok(None),
            [token] => self.list(column, &token.text, boost).map(Some),
            _ => match self.pair(column, tokens, boost)? {
                Some(pair) => Ok(Some(pair)),
                None => self.side_by_side(offsets(column, tokens, 0), 0, boost).map(Some),
            },
        }
    }

    /// Two words one after another that are indexed as a pair.
    fn pair(&self, column: Column, tokens: &[Token], boost: Score) -> tantivy::Result<Option<Piece>> {
        let Some(columns) = self.columns.words.iter().find(|columns| columns.stemmed == column) else {
            return Ok(None);
        };
        let Some(pair) = pair_of(tokens) else { return Ok(None) };
        let words: Vec<Term> =
            tokens.iter().map(|token| Term::from_field_text(column, &token.text)).collect();
        let term = Term::from_field_text(columns.pairs, &pair);
        let bm25 = Bm25::phrase(self.searcher, &words, boost)?;
        Ok(Some(Piece::List { term, lengths: column, bm25 }))
    }

    /// Words one after another, the last of which only begins so.
    fn prefix(&self, column: Column, tokens: &[Token], boost: Score) -> tantivy::Result<Option<Piece>> {
        match tokens {
            [] => Ok(None),
            [token] => {
                let first = Term::from_field_text(column, &token.text);
                let end = Term::from_field_text(column, &format!("{}\u{10ffff}", token.text));
                let range = InvertedIndexRangeQuery::new(Bound::Included(first), Bound::Excluded(end));
                let query = ConstScoreQuery::new(Box::new(range), weight::PREFIX);
                Piece::run(self.searcher, &query, (boost, weight::PREFIX)).map(Some)
            }
            _ => {
                let mut query = PhrasePrefixQuery::new_with_offset(offsets(column, tokens, 0));
                query.set_max_expansions(EXPANSIONS);
                Piece::run(self.searcher, &query, (boost, Score::MAX)).map(Some)
            }
        }
    }

    fn list(&self, column: Column, text: &str, boost: Score) -> tantivy::Result<Piece> {
        let term = Term::from_field_text(column, text);
        let bm25 = if self.parts.has(Part::Rarity) {
            Bm25::word(self.searcher, &term, boost)
        } else {
            Bm25::phrase(self.searcher, std::slice::from_ref(&term), boost)
        };
        Ok(Piece::List { lengths: column, term, bm25: bm25? })
    }

    fn side_by_side(&self, terms: Vec<(usize, Term)>, gap: u32, boost: Score) -> tantivy::Result<Piece> {
        let each: Vec<Term> = terms.iter().map(|(_, term)| term.clone()).collect();
        // The shortest text that says nothing else.
        let most = Bm25Weight::for_terms(self.searcher, &each)?.score(0, u32::MAX);
        let query = PhraseQuery::new_with_offset_and_slop(terms, gap);
        Piece::run(self.searcher, &query, (boost, most))
    }
}

/// What an entry gains that is of a time, a kind or a person asked for.
fn lift(expr: &Expr) -> Score {
    match expr {
        Expr::Value { field: Field::Kind, .. } => weight::KIND,
        Expr::Value { .. } => weight::PERSON,
        Expr::All
        | Expr::Text(_)
        | Expr::Days { .. }
        | Expr::Has(_)
        | Expr::And(_)
        | Expr::Or(_)
        | Expr::Not(_) => weight::TIME,
    }
}

/// Days since 1970-01-01.
pub(super) fn day_number(date: Date) -> i32 {
    const EPOCH: Date = jiff::civil::date(1970, 1, 1);
    EPOCH.until(date).map_or(0, |span| span.get_days())
}

fn offsets(column: Column, tokens: &[Token], from: usize) -> Vec<(usize, Term)> {
    let tokens = tokens.iter();
    tokens.map(|token| (from + token.position, Term::from_field_text(column, &token.text))).collect()
}
