//! Query → Tantivy's queries, built by hand: what a user typed never meets Tantivy's own query grammar.
//!
//! 1. [`Lower::strict`] asks for every part of the plan, [`Lower::relaxed`] for enough of its words. Choices of
//!    facet values are left to the collector, which counts by them.
//! 2. [`Lower::matching`] turns one expression; what only filters scores nothing.
//! 3. [`Lower::text`] turns one word or phrase: found in the text, the headings or the title, each with its weight.

use super::schema::{Columns, ENTRY, WordsColumns};
use super::steady::SteadyQuery;
use super::weighted::WeightedQuery;
use crate::field::Field;
use crate::query::{Expr, Pattern, TextTerm};
use crate::report::Date;
use crate::search::analyzer::{Form, Token, fold_value, query_tokens};
use crate::search::plan::{Plan, Relaxation, says};
use crate::search::{Part, Parts};
use std::ops::Bound;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, InvertedIndexRangeQuery,
    Occur, PhrasePrefixQuery, PhraseQuery, Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{Searcher, Term};

/// How much a match weighs by where it stands.
mod weight {
    pub(super) const TEXT: f32 = 1.0;
    pub(super) const SECTION: f32 = 0.9;
    pub(super) const TITLE: f32 = 0.2;
    /// Added to that of the text for the passage's own words, before the sub-bullets.
    pub(super) const LEAD: f32 = 1.0;
    /// Added where the word stands as typed, ending and all.
    pub(super) const EXACT: f32 = 0.3;
    /// The word itself, where related words match too.
    pub(super) const TYPED: f32 = 3.0;
    /// A related word, against the word itself.
    pub(super) const RELATED: f32 = 0.45;
    /// What several related words add to the best of them.
    pub(super) const FURTHER: f32 = 0.15;
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

/// How many words may stand between two words that count as side by side.
const NEAR_GAP: u32 = 2;

/// How many words a phrase that ends in a prefix may end in; the first in the order of the dictionary.
const EXPANSIONS: u32 = 2_000;

/// A word that may be missing, and that so many entries have, says little and costs a look at each of them.
const SAYS_LITTLE: u64 = 20_000;

/// Turns queries into Tantivy's.
pub(super) struct Lower<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) columns: &'a Columns,
    pub(super) parts: &'a Parts,
}

impl Lower<'_> {
    /// Entries that satisfy every part of the plan except its choices.
    pub(super) fn strict(&self, plan: &Plan<'_>) -> Box<dyn Query> {
        let words = plan.required.iter().filter_map(|term| self.text(term));
        self.all_of(plan, words.map(|query| (Occur::Must, query)).collect())
    }

    /// Entries that satisfy every part of the plan except its choices, but have only enough of its words.
    pub(super) fn relaxed(&self, plan: &Plan<'_>, rule: Relaxation) -> Box<dyn Query> {
        let words = plan.required.iter().map(|term| self.word(term)).collect();
        self.all_of(plan, vec![(Occur::Must, Box::new(WeightedQuery::new(words, rule)))])
    }

    /// Entries that have one of the words.
    pub(super) fn word(&self, term: &TextTerm) -> Box<dyn Query> {
        self.text(term).unwrap_or_else(nothing)
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

    /// Entries that satisfy the choices of a plan that has nothing else, or more of them: the collector looks again.
    pub(super) fn chosen(&self, plan: &Plan<'_>) -> Box<dyn Query> {
        let lists =
            plan.choices.iter().flat_map(|choice| choice.lists.iter().map(|list| (choice.field, *list)));
        let clauses = lists.map(|(field, values)| (Occur::Must, self.values(field, values)));
        Box::new(BooleanQuery::new(clauses.chain([(Occur::Must, self.entries())]).collect()))
    }

    /// Every entry.
    pub(super) fn entries(&self) -> Box<dyn Query> {
        self.filter(Term::from_field_text(self.columns.shape, ENTRY))
    }

    fn all_of(&self, plan: &Plan<'_>, words: Vec<(Occur, Box<dyn Query>)>) -> Box<dyn Query> {
        let mut clauses = words;
        clauses.extend(plan.conditions.iter().filter_map(|expr| self.clause(expr)));
        if !clauses.iter().any(|(occur, _)| *occur == Occur::Must) {
            clauses.push((Occur::Must, self.entries()));
        }
        let preferred = plan.typed.iter().filter_map(|term| self.preferred(&term.prefers.as_ref()?.expr));
        clauses.extend(preferred.map(|query| (Occur::Should, query)));
        let optional = plan.typed.iter().filter(|term| term.optional && !self.says_little(term));
        clauses.extend(optional.filter_map(|term| Some((Occur::Should, self.text(term)?))));
        if self.parts.has(Part::Nearness) {
            clauses.extend(self.near(plan).into_iter().map(|query| (Occur::Should, query)));
        }
        Box::new(BooleanQuery::new(clauses))
    }

    /// One part that must hold, or must not.
    fn clause(&self, expr: &Expr) -> Option<(Occur, Box<dyn Query>)> {
        match expr {
            Expr::Not(inner) => Some((Occur::MustNot, Box::new(SteadyQuery(self.matching(inner)?)))),
            Expr::All
            | Expr::Text(_)
            | Expr::Value { .. }
            | Expr::Days { .. }
            | Expr::Has(_)
            | Expr::And(_)
            | Expr::Or(_) => Some((Occur::Must, self.matching(expr)?)),
        }
    }

    /// Entries that match an expression; `None` where it says nothing.
    fn matching(&self, expr: &Expr) -> Option<Box<dyn Query>> {
        if !says(expr) {
            return None;
        }
        match expr {
            Expr::All => Some(self.entries()),
            Expr::Text(term) => self.text(term),
            Expr::Value { field, values } => Some(self.values(*field, values)),
            Expr::Days { from, to } => Some(self.days(*from, *to)),
            Expr::Has(field) => Some(self.filter(Term::from_field_text(self.columns.has, field.name()))),
            Expr::And(parts) => {
                let mut clauses: Vec<_> = parts.iter().filter_map(|part| self.clause(part)).collect();
                if !clauses.iter().any(|(occur, _)| *occur == Occur::Must) {
                    clauses.push((Occur::Must, self.entries()));
                }
                Some(Box::new(BooleanQuery::new(clauses)))
            }
            Expr::Or(parts) => Some(Box::new(BooleanQuery::union(
                parts.iter().filter_map(|part| self.matching(part)).collect(),
            ))),
            Expr::Not(inner) => Some(Box::new(BooleanQuery::new(vec![
                (Occur::Must, self.entries()),
                (Occur::MustNot, Box::new(SteadyQuery(self.matching(inner)?))),
            ]))),
        }
    }

    /// Entries with one of these values.
    fn values(&self, field: Field, values: &[String]) -> Box<dyn Query> {
        let Some(key) = self.columns.key(field) else { return nothing() };
        let terms = values.iter().map(|value| Term::from_field_text(key, &fold_value(value)));
        constant(Box::new(BooleanQuery::new_multiterms_query(terms.collect())))
    }

    fn days(&self, from: Option<Date>, to: Option<Date>) -> Box<dyn Query> {
        let day = |date: Date| day_number(date);
        let (first, last) = (day(from.unwrap_or(Date::MIN)), day(to.unwrap_or(Date::MAX)));
        if first > last {
            return nothing();
        }
        let bound = |day| Bound::Included(Term::from_field_i64(self.columns.day.column, day));
        constant(Box::new(RangeQuery::new(bound(first), bound(last))))
    }

    /// What an entry gains that is of a time, a kind or a person asked for.
    fn preferred(&self, expr: &Expr) -> Option<Box<dyn Query>> {
        let weight = match expr {
            Expr::Value { field: Field::Kind, .. } => weight::KIND,
            Expr::Value { .. } => weight::PERSON,
            Expr::All
            | Expr::Text(_)
            | Expr::Days { .. }
            | Expr::Has(_)
            | Expr::And(_)
            | Expr::Or(_)
            | Expr::Not(_) => weight::TIME,
        };
        Some(Box::new(ConstScoreQuery::new(self.matching(expr)?, weight)))
    }

    fn filter(&self, term: Term) -> Box<dyn Query> {
        constant(Box::new(TermQuery::new(term, IndexRecordOption::Basic)))
    }

    /// Entries that have a word, a phrase or a word that begins so; `None` where no word is asked for.
    fn text(&self, term: &TextTerm) -> Option<Box<dyn Query>> {
        let weighted = self.parts.has(Part::Fields);
        let fields: Vec<(&WordsColumns, f32)> = match term.within {
            Some(field) => match self.columns.words(field) {
                Some(columns) => vec![(columns, weight::TEXT)],
                None => return Some(nothing()),
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
        let mut found: Vec<Box<dyn Query>> = Vec::new();
        for &(columns, weight) in &fields {
            found.extend(boosted(pattern(&term.pattern, columns), weight));
            if columns.field == Field::Text && weighted {
                found.extend(self.own_words(&term.pattern));
            }
        }
        if found.is_empty() {
            return None;
        }
        let mut related: Vec<Box<dyn Query>> = Vec::new();
        for words in &term.related {
            for &(columns, weight) in &fields {
                let query = phrase(columns.stemmed, &query_tokens(words, Form::Stemmed));
                related.extend(boosted(query, weight * weight::RELATED));
            }
        }
        if !related.is_empty() {
            // Whoever types a word is shown first what says it, whatever its related words say.
            let typed = fields.iter().filter_map(|(columns, _)| pattern(&term.pattern, columns)).collect();
            found.push(Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::union(typed)), weight::TYPED)));
            found.push(Box::new(DisjunctionMaxQuery::with_tie_breaker(related, weight::FURTHER)));
        }
        Some(Box::new(BooleanQuery::union(found)))
    }

    /// What a word gains where it stands in the passage's own words, and where it stands as typed. Both are in the
    /// text as well, so that they add to the rank and not to the hits.
    fn own_words(&self, pattern: &Pattern) -> Vec<Box<dyn Query>> {
        let (Pattern::Word(text) | Pattern::Phrase(text)) = pattern else { return Vec::new() };
        let mut found = Vec::new();
        if let [token] = query_tokens(text, Form::Stemmed).as_slice() {
            found.extend(boosted(Some(word(self.columns.lead, &token.text)), weight::LEAD));
        }
        if let Some(columns) = self.columns.words(Field::Text) {
            found.extend(boosted(phrase(columns.exact, &query_tokens(text, Form::Exact)), weight::EXACT));
        }
        found
    }

    /// Neighbours in the query that are neighbours in the text.
    fn near(&self, plan: &Plan<'_>) -> Vec<Box<dyn Query>> {
        let Some(text) = self.columns.words(Field::Text) else { return Vec::new() };
        let pairs = plan.typed.windows(2).filter_map(|pair| {
            let [a, b] = pair else { return None };
            let (Pattern::Word(first), Pattern::Word(second)) = (&a.pattern, &b.pattern) else { return None };
            if a.within.or(b.within).is_some() {
                return None;
            }
            let mut terms = offsets(text.stemmed, &query_tokens(first, Form::Stemmed), 0);
            terms.extend(offsets(text.stemmed, &query_tokens(second, Form::Stemmed), terms.len()));
            if terms.len() < 2 {
                return None;
            }
            let near: Box<dyn Query> = Box::new(PhraseQuery::new_with_offset_and_slop(terms, NEAR_GAP));
            boosted(Some(near), weight::NEAR)
        });
        pairs.collect()
    }
}

/// Days since 1970-01-01.
pub(super) fn day_number(date: Date) -> i64 {
    const EPOCH: Date = jiff::civil::date(1970, 1, 1);
    EPOCH.until(date).map_or(0, |span| i64::from(span.get_days()))
}

fn pattern(pattern: &Pattern, columns: &WordsColumns) -> Option<Box<dyn Query>> {
    match pattern {
        Pattern::Word(text) | Pattern::Phrase(text) => {
            phrase(columns.stemmed, &query_tokens(text, Form::Stemmed))
        }
        Pattern::Prefix(text) => prefix(columns.exact, &query_tokens(text, Form::Exact)),
    }
}

/// Words one after another.
fn phrase(column: Column, tokens: &[Token]) -> Option<Box<dyn Query>> {
    match tokens {
        [] => None,
        [token] => Some(word(column, &token.text)),
        _ => Some(Box::new(PhraseQuery::new_with_offset(offsets(column, tokens, 0)))),
    }
}

/// Words one after another, the last of which only begins so.
fn prefix(column: Column, tokens: &[Token]) -> Option<Box<dyn Query>> {
    match tokens {
        [] => None,
        [token] => {
            let first = Term::from_field_text(column, &token.text);
            let end = Term::from_field_text(column, &format!("{}\u{10ffff}", token.text));
            let range = InvertedIndexRangeQuery::new(Bound::Included(first), Bound::Excluded(end));
            Some(Box::new(ConstScoreQuery::new(Box::new(range), weight::PREFIX)))
        }
        _ => {
            let mut query = PhrasePrefixQuery::new_with_offset(offsets(column, tokens, 0));
            query.set_max_expansions(EXPANSIONS);
            Some(Box::new(query))
        }
    }
}

fn offsets(column: Column, tokens: &[Token], from: usize) -> Vec<(usize, Term)> {
    let tokens = tokens.iter();
    tokens.map(|token| (from + token.position, Term::from_field_text(column, &token.text))).collect()
}

fn word(column: Column, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(column, text), IndexRecordOption::WithFreqs))
}

fn boosted(query: Option<Box<dyn Query>>, by: f32) -> Option<Box<dyn Query>> {
    query.map(|query| -> Box<dyn Query> { Box::new(BoostQuery::new(query, by)) })
}

/// A condition: it holds or not, and makes no entry better than another.
fn constant(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn nothing() -> Box<dyn Query> {
    Box::new(EmptyQuery)
}
