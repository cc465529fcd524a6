//! The free words of a query: those that stand at its top level, neither quoted nor negated.

use super::{Expr, Pattern, Preference, Query, TextTerm, display};
use crate::vocabulary::Asks;

/// The longest words that ask for a day.
const LONGEST: usize = 3;

/// What free words ask for, with the way to turn them into plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The words as typed.
    pub words: String,
    /// What lifted entries satisfy, as a query.
    pub text: String,
    /// The same.
    pub expr: Expr,
    /// The query in which the words are only words.
    pub plain: Query,
}

impl Query {
    /// The free words that must be found, in order.
    pub fn free_words(&self) -> Vec<&str> {
        let required = terms(&self.expr).filter(|term| !term.optional);
        required.filter_map(|term| free(term)).collect()
    }

    /// The query with other words in the place of some free ones, or (`true`) beside them; what they bring is to be
    /// read anew.
    #[must_use]
    pub fn reworded(&self, other: &dyn Fn(&str) -> Option<(String, bool)>) -> Self {
        self.with_words(&|term, word| {
            let (other, beside) = other(word)?;
            let other = Expr::Text(TextTerm { pattern: Pattern::Word(other), ..term.clone() });
            Some(if beside { Expr::Or(vec![Expr::Text(term.clone()), other]) } else { other })
        })
    }

    /// The query with some free words in quotes, which takes them as they stand.
    #[must_use]
    pub fn quoted(&self, which: &dyn Fn(&str) -> bool) -> Self {
        self.with_words(&|term, word| {
            which(word).then(|| {
                Expr::Text(TextTerm {
                    pattern: Pattern::Phrase(word.to_owned()),
                    within: term.within,
                    related: Vec::new(),
                    optional: false,
                    prefers: None,
                })
            })
        })
    }

    /// What free words ask for beyond themselves, in order.
    pub fn asked(&self) -> Vec<Asked> {
        let preferences = terms(&self.expr).filter_map(|term| term.prefers.as_deref());
        let asked = |preference: &Preference| Asked {
            words: preference.words.join(" "),
            text: display::condition(&preference.expr),
            expr: preference.expr.clone(),
            plain: self.as_words(preference),
        };
        preferences.map(asked).collect()
    }

    /// The query in which some words are only words.
    fn as_words(&self, preference: &Preference) -> Self {
        let among = |word: &str| preference.words.iter().any(|other| other == word);
        if !preference.framing {
            return self.quoted(&among);
        }
        let kept = |expr: &Expr| !matches!(expr, Expr::Text(term) if free(term).is_some_and(among));
        self.filtered(kept)
    }

    /// Where the first words ask for a day (`when did we …`): these words, and the query without them.
    pub fn asks_when(&self) -> Option<(String, Self)> {
        let conditions = self.conditions();
        let first: Vec<&str> = conditions.iter().map_while(word).take(LONGEST).collect();
        let found = (1..=first.len()).rev().find_map(|count| {
            let words = first.get(..count)?.join(" ").to_lowercase();
            Asks::builtin().when.contains(&words).then_some((words, count))
        });
        let (words, count) = found?;
        let rest: Vec<Expr> = conditions.iter().skip(count).cloned().collect();
        // Words alone that ask for nothing are words.
        (!rest.is_empty()).then(|| (words, self.of(rest)))
    }

    fn with_words(&self, other: &dyn Fn(&TextTerm, &str) -> Option<Expr>) -> Self {
        let mut query = self.clone();
        let exprs = match &mut query.expr {
            Expr::And(parts) => parts.as_mut_slice(),
            whole => std::slice::from_mut(whole),
        };
        for expr in exprs {
            let changed = match expr {
                Expr::Text(term) => free(term).and_then(|word| other(term, word)),
                _ => None,
            };
            if let Some(changed) = changed {
                *expr = changed;
            }
        }
        query
    }
}

fn word(expr: &Expr) -> Option<&str> {
    if let Expr::Text(term) = expr { free(term) } else { None }
}

fn terms(expr: &Expr) -> impl Iterator<Item = &TextTerm> {
    let exprs = match expr {
        Expr::And(parts) => parts.as_slice(),
        whole => std::slice::from_ref(whole),
    };
    exprs.iter().filter_map(|expr| if let Expr::Text(term) = expr { Some(term) } else { None })
}

fn free(term: &TextTerm) -> Option<&str> {
    match &term.pattern {
        Pattern::Word(word) => Some(word),
        Pattern::Phrase(_) | Pattern::Prefix(_) => None,
    }
}
