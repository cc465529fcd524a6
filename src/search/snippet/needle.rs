//! What to look for in a text, and where it stands.

use crate::field::Field;
use crate::query::{Expr, Pattern, TextTerm};
use crate::search::analyzer::{Form, Token, Tokens, query_tokens};
use std::collections::HashMap;
use std::ops::Range;

/// A place in a text that matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Which term of the query it belongs to.
    pub(super) term: usize,
    pub(super) origin: Origin,
}

/// Whether a word was typed or came with another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    Typed,
    Related,
}

/// Words of a query in the order in which they have to stand.
struct Needle {
    words: Vec<String>,
    /// Exact words are those of a prefix: the last one only has to begin so.
    form: Form,
    within: Option<Field>,
    term: usize,
    origin: Origin,
}

/// All that a query's hits can show.
#[derive(Default)]
pub(super) struct Needles {
    needles: Vec<Needle>,
    /// Needles whose first word is compared as a whole, by that word.
    by_word: HashMap<String, Vec<usize>>,
    /// Needles of a single word that only has to begin so.
    prefixes: Vec<usize>,
    terms: usize,
}

impl Needles {
    pub(super) fn new(expr: &Expr) -> Self {
        let mut needles = Self::default();
        needles.gather(expr);
        needles
    }

    fn gather(&mut self, expr: &Expr) {
        match expr {
            Expr::Text(term) if !term.optional => self.add_term(term),
            Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| self.gather(part)),
            Expr::Text(_)
            | Expr::All
            | Expr::Value { .. }
            | Expr::Days { .. }
            | Expr::Has(_)
            | Expr::Not(_) => {}
        }
    }

    fn add_term(&mut self, term: &TextTerm) {
        let (text, form) = match &term.pattern {
            Pattern::Word(text) | Pattern::Phrase(text) => (text, Form::Stemmed),
            Pattern::Prefix(text) => (text, Form::Exact),
        };
        let needle = |text: &str, form, origin| Needle {
            words: query_tokens(text, form).into_iter().map(|token| token.text).collect(),
            form,
            within: term.within,
            term: self.terms,
            origin,
        };
        let typed = needle(text, form, Origin::Typed);
        let related = term.related.iter().map(|words| needle(words, Form::Stemmed, Origin::Related));
        let needles: Vec<Needle> = std::iter::once(typed).chain(related).collect();
        // Where nothing was asked for, related words were not searched for either.
        if needles.first().is_some_and(|typed| !typed.words.is_empty()) {
            needles.into_iter().for_each(|needle| self.add(needle));
        }
        self.terms += 1;
    }

    fn add(&mut self, needle: Needle) {
        let Some(first) = needle.words.first() else { return };
        let at = self.needles.len();
        if needle.form == Form::Exact && needle.words.len() == 1 {
            self.prefixes.push(at);
        } else {
            self.by_word.entry(first.clone()).or_default().push(at);
        }
        self.needles.push(needle);
    }

    /// The places of a text of this field that match, in order.
    pub(super) fn find(&self, text: &str, field: Field) -> Vec<Mark> {
        if self.needles.is_empty() {
            return Vec::new();
        }
        let text = Words::new(text);
        let mut marks = Vec::new();
        for (at, range) in text.positions.iter().enumerate() {
            let tokens = text.tokens.get(range.clone()).unwrap_or_default();
            for (stemmed, exact) in tokens {
                let mut known: Vec<usize> = self.by_word.get(&stemmed.text).cloned().unwrap_or_default();
                if exact.text != stemmed.text {
                    known.extend(self.by_word.get(&exact.text).into_iter().flatten());
                }
                for needle in known.iter().chain(&self.prefixes).filter_map(|&at| self.needles.get(at)) {
                    if needle.within.is_none_or(|within| within == field) {
                        marks.extend(needle.at(&text, at));
                    }
                }
            }
        }
        marks.sort_by_key(|mark| (mark.start, mark.end, mark.origin, mark.term));
        marks.dedup();
        marks
    }
}

impl Needle {
    /// Whether the words stand from this position on, and from where to where.
    fn at(&self, text: &Words, position: usize) -> Option<Mark> {
        let last = self.words.len().checked_sub(1)?;
        let mut place: Option<Range<usize>> = None;
        for (offset, word) in self.words.iter().enumerate() {
            let range = text.positions.get(position + offset)?.clone();
            let (token, _) = text.tokens.get(range)?.iter().find(|(stemmed, exact)| match self.form {
                Form::Exact if offset == last => exact.text.starts_with(word),
                Form::Exact => exact.text == *word,
                Form::Stemmed => stemmed.text == *word,
            })?;
            let start = place.as_ref().map_or(token.start, |place| place.start);
            place = Some(start..token.end);
        }
        let place = place?;
        Some(Mark { start: place.start, end: place.end, term: self.term, origin: self.origin })
    }
}

/// The tokens of a text in both forms, by position.
struct Words {
    tokens: Vec<(Token, Token)>,
    positions: Vec<Range<usize>>,
}

impl Words {
    fn new(text: &str) -> Self {
        let tokens: Vec<(Token, Token)> =
            Tokens::new(text, Form::Stemmed).zip(Tokens::new(text, Form::Exact)).collect();
        let mut positions: Vec<Range<usize>> = Vec::new();
        for (at, (token, _)) in tokens.iter().enumerate() {
            match positions.get_mut(token.position) {
                Some(range) => range.end = at + 1,
                None => positions.push(at..at + 1),
            }
        }
        Self { tokens, positions }
    }
}
