//! Queries by hand, without the parser.

use minutebook::field::Field;
use minutebook::query::{Expr, Pattern, Query, Sort, TextTerm};
use minutebook::report::Date;

pub(crate) fn query(expr: Expr) -> Query {
    sorted(expr, Sort::Relevance)
}

pub(crate) fn sorted(expr: Expr, sort: Sort) -> Query {
    Query { expr, sort, expand: true }
}

pub(crate) fn term(pattern: Pattern) -> TextTerm {
    TextTerm { pattern, within: None, related: Vec::new(), optional: false, prefers: None }
}

pub(crate) fn word(text: &str) -> Expr {
    Expr::Text(term(Pattern::Word(text.to_owned())))
}

pub(crate) fn phrase(text: &str) -> Expr {
    Expr::Text(term(Pattern::Phrase(text.to_owned())))
}

pub(crate) fn prefix(text: &str) -> Expr {
    Expr::Text(term(Pattern::Prefix(text.to_owned())))
}

pub(crate) fn within(field: Field, expr: Expr) -> Expr {
    let Expr::Text(term) = expr else { panic!("only words stand within a field") };
    Expr::Text(TextTerm { within: Some(field), ..term })
}

pub(crate) fn related(text: &str, related: &[&str]) -> Expr {
    let related = related.iter().map(ToString::to_string).collect();
    Expr::Text(TextTerm { related, ..term(Pattern::Word(text.to_owned())) })
}

pub(crate) fn optional(text: &str) -> Expr {
    Expr::Text(TextTerm { optional: true, ..term(Pattern::Word(text.to_owned())) })
}

pub(crate) fn value(field: Field, values: &[&str]) -> Expr {
    Expr::Value { field, values: values.iter().map(ToString::to_string).collect() }
}

pub(crate) fn days(from: &str, to: &str) -> Expr {
    let date = |text: &str| (!text.is_empty()).then(|| text.parse::<Date>().expect("a date"));
    Expr::Days { from: date(from), to: date(to) }
}

pub(crate) fn not(expr: Expr) -> Expr {
    Expr::Not(Box::new(expr))
}

/// The parts that must all hold.
pub(crate) fn conjuncts(expr: &Expr) -> Vec<Expr> {
    match expr {
        Expr::And(parts) => parts.clone(),
        Expr::All => Vec::new(),
        other => vec![other.clone()],
    }
}

/// The same query with one value chosen in place of all others of its field.
pub(crate) fn choose(query: &Query, field: Field, value: &str) -> Query {
    let other = |part: &Expr| !matches!(part, Expr::Value { field: of, .. } if *of == field);
    let mut parts: Vec<Expr> = conjuncts(&query.expr).into_iter().filter(other).collect();
    parts.push(self::value(field, &[value]));
    let expr = if parts.len() == 1 { parts.remove(0) } else { Expr::And(parts) };
    Query { expr, ..query.clone() }
}
