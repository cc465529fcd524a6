//! Conditions put together so that one meaning has one form: flat, without repetition, days in one span.

use super::names;
use super::{Expr, Pattern, TextTerm};
use crate::report::Date;

/// Why conditions together match nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Contradiction {
    /// No day lies in all spans.
    NoDay,
}

/// All of these. Spans of days become the one span that lies in all of them.
pub(super) fn and(conditions: Vec<Expr>) -> Result<Expr, Contradiction> {
    let mut flat = Vec::new();
    for condition in conditions {
        match condition {
            Expr::All => {}
            Expr::And(inner) => flat.extend(inner),
            Expr::Text(_)
            | Expr::Value { .. }
            | Expr::Days { .. }
            | Expr::Has(_)
            | Expr::Or(_)
            | Expr::Not(_) => {
                flat.push(condition);
            }
        }
    }
    let mut kept: Vec<Expr> = Vec::new();
    for condition in flat {
        let span = kept.iter_mut().find_map(days_of);
        if let (Some((first, last)), Expr::Days { from, to }) = (span, &condition) {
            // `None` sorts before every day, which is right for the first day and wrong for the last.
            *first = (*first).max(*from);
            *last = [*last, *to].into_iter().flatten().min();
            if matches!((*first, *last), (Some(first), Some(last)) if first > last) {
                return Err(Contradiction::NoDay);
            }
        } else if !kept.iter().any(|other| same(other, &condition)) {
            kept.push(condition);
        }
    }
    Ok(single(kept, Expr::And).unwrap_or(Expr::All))
}

/// At least one of these. Values of one field become one list.
pub(super) fn or(conditions: Vec<Expr>) -> Expr {
    let mut flat = Vec::new();
    for condition in conditions {
        match condition {
            Expr::All => return Expr::All,
            Expr::Or(inner) => flat.extend(inner),
            Expr::Text(_)
            | Expr::Value { .. }
            | Expr::Days { .. }
            | Expr::Has(_)
            | Expr::And(_)
            | Expr::Not(_) => {
                flat.push(condition);
            }
        }
    }
    let mut kept: Vec<Expr> = Vec::new();
    for condition in flat {
        if let Expr::Value { field, values } = &condition
            && let Some(list) = kept.iter_mut().find_map(|other| values_of(other, *field))
        {
            let new: Vec<String> = values.iter().filter(|value| !list.contains(value)).cloned().collect();
            list.extend(new);
        } else if !kept.iter().any(|other| same(other, &condition)) {
            kept.push(condition);
        }
    }
    single(kept, Expr::Or).unwrap_or(Expr::All)
}

/// Not this; `None` where that would exclude everything.
pub(super) fn not(condition: Expr) -> Option<Expr> {
    match condition {
        Expr::All => None,
        Expr::Not(inner) => Some(*inner),
        Expr::Text(_)
        | Expr::Value { .. }
        | Expr::Days { .. }
        | Expr::Has(_)
        | Expr::And(_)
        | Expr::Or(_) => Some(Expr::Not(Box::new(condition))),
    }
}

/// The list of values, where the condition is one of this field.
pub(super) fn values_of(condition: &mut Expr, wanted: crate::field::Field) -> Option<&mut Vec<String>> {
    match condition {
        Expr::Value { field, values } if *field == wanted => Some(values),
        Expr::Value { .. }
        | Expr::All
        | Expr::Text(_)
        | Expr::Days { .. }
        | Expr::Has(_)
        | Expr::And(_)
        | Expr::Or(_)
        | Expr::Not(_) => None,
    }
}

fn days_of(condition: &mut Expr) -> Option<(&mut Option<Date>, &mut Option<Date>)> {
    match condition {
        Expr::Days { from, to } => Some((from, to)),
        Expr::All
        | Expr::Text(_)
        | Expr::Value { .. }
        | Expr::Has(_)
        | Expr::And(_)
        | Expr::Or(_)
        | Expr::Not(_) => None,
    }
}

fn single(mut conditions: Vec<Expr>, many: fn(Vec<Expr>) -> Expr) -> Option<Expr> {
    if conditions.len() > 1 { Some(many(conditions)) } else { conditions.pop() }
}

/// Whether two conditions say the same; words are compared without case and accents.
fn same(a: &Expr, b: &Expr) -> bool {
    match (a, b) {
        (Expr::Text(a), Expr::Text(b)) => same_term(a, b),
        (a, b) => a == b,
    }
}

fn same_words(a: &str, b: &str) -> bool {
    // Most words are plain letters, which need no folding.
    if a.is_ascii() && b.is_ascii() { a.eq_ignore_ascii_case(b) } else { names::fold(a) == names::fold(b) }
}

fn same_term(a: &TextTerm, b: &TextTerm) -> bool {
    let patterns = match (&a.pattern, &b.pattern) {
        (Pattern::Word(a), Pattern::Word(b))
        | (Pattern::Phrase(a), Pattern::Phrase(b))
        | (Pattern::Prefix(a), Pattern::Prefix(b)) => same_words(a, b),
        (Pattern::Word(_) | Pattern::Phrase(_) | Pattern::Prefix(_), _) => false,
    };
    patterns && a.within == b.within
}
