//! The free words of a query: those that stand at its top level, neither quoted nor negated.

use super::{Expr, Pattern, Query, TextTerm};

impl Query {
    /// The free words that must be found, in order.
    pub fn free_words(&self) -> Vec<&str> {
        let required = terms(&self.expr).filter(|term| !term.optional);
        required.filter_map(|term| free(term)).collect()
    }

    /// The query with other words in the place of some free ones; what they bring is to be read anew.
    #[must_use]
    pub fn reworded(&self, other: &dyn Fn(&str) -> Option<String>) -> Self {
        self.with_words(&|word| other(word).map(Pattern::Word))
    }

    /// The query with some free words in quotes, which takes them as they stand.
    #[must_use]
    pub fn quoted(&self, which: &dyn Fn(&str) -> bool) -> Self {
        self.with_words(&|word| which(word).then(|| Pattern::Phrase(word.to_owned())))
    }

    fn with_words(&self, other: &dyn Fn(&str) -> Option<Pattern>) -> Self {
        let mut query = self.clone();
        let exprs = match &mut query.expr {
            Expr::And(parts) => parts.as_mut_slice(),
            whole => std::slice::from_mut(whole),
        };
        for expr in exprs {
            if let Expr::Text(term) = expr
                && let Some(pattern) = free(term).and_then(other)
            {
                term.pattern = pattern;
            }
        }
        query
    }
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
