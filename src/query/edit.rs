//! Queries changed by a click: a value chosen or given up, a span of days, another order.
//!
//! Only the conditions that stand side by side at the top are looked at. What is deeper stays as it is.

use super::{Expr, Query, Sort, TextTerm, display, simplify};
use crate::field::Field;
use crate::report::Date;

/// A condition of a query, for a chip that can be removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The condition as typed.
    pub text: String,
    /// The condition.
    pub expr: Expr,
    /// The query without it.
    pub rest: Query,
}

impl Query {
    /// The query for everything, best first.
    pub fn all() -> Self {
        Self { expr: Expr::All, sort: Sort::Relevance, expand: true }
    }

    /// The query with one more value chosen in a field: OR with the values chosen there before.
    #[must_use]
    pub fn with_value(&self, field: Field, value: &str) -> Self {
        let mut conditions = self.conditions().to_vec();
        match conditions.iter_mut().find_map(|condition| simplify::values_of(condition, field)) {
            Some(values) if values.iter().any(|other| other == value) => {}
            Some(values) => values.push(value.to_owned()),
            None => conditions.push(Expr::Value { field, values: vec![value.to_owned()] }),
        }
        self.of(conditions)
    }

    /// The query without the entries that have a value in a field.
    #[must_use]
    pub fn excluding(&self, field: Field, value: &str) -> Self {
        let mut conditions = self.without_value(field, value).conditions().to_vec();
        let excluded = Expr::Value { field, values: vec![value.to_owned()] };
        conditions.push(Expr::Not(Box::new(excluded)));
        self.of(conditions)
    }

    /// The query with a value of a field no longer chosen.
    #[must_use]
    pub fn without_value(&self, field: Field, value: &str) -> Self {
        let mut conditions = self.conditions().to_vec();
        conditions.retain_mut(|condition| {
            let Some(values) = simplify::values_of(condition, field) else { return true };
            values.retain(|other| other != value);
            !values.is_empty()
        });
        self.of(conditions)
    }

    /// The query without any condition on a field: values, `has:`, their negations, words in that place.
    #[must_use]
    pub fn without_field(&self, field: Field) -> Self {
        self.filtered(|condition| field_of(condition) != Some(field))
    }

    /// The values chosen in a field.
    pub fn selected(&self, field: Field) -> Vec<&str> {
        let values = self.conditions().iter().filter_map(|condition| match condition {
            Expr::Value { field: other, values } if *other == field => Some(values),
            Expr::Value { .. }
            | Expr::All
            | Expr::Text(_)
            | Expr::Days { .. }
            | Expr::Has(_)
            | Expr::And(_)
            | Expr::Or(_)
            | Expr::Not(_) => None,
        });
        values.flatten().map(String::as_str).collect()
    }

    /// The query for another span of days in place of its own; two `None` take the bound away.
    #[must_use]
    pub fn with_days(&self, from: Option<Date>, to: Option<Date>) -> Self {
        let free = self.filtered(|condition| !matches!(condition, Expr::Days { .. }));
        if (from, to) == (None, None) {
            return free;
        }
        let mut conditions = free.conditions().to_vec();
        conditions.push(Expr::Days { from, to });
        self.of(conditions)
    }

    /// The span of days that bounds the query.
    pub fn days(&self) -> Option<(Option<Date>, Option<Date>)> {
        self.conditions().iter().find_map(|condition| match condition {
            Expr::Days { from, to } => Some((*from, *to)),
            Expr::Value { .. }
            | Expr::All
            | Expr::Text(_)
            | Expr::Has(_)
            | Expr::And(_)
            | Expr::Or(_)
            | Expr::Not(_) => None,
        })
    }

    /// The query in another order.
    #[must_use]
    pub fn with_sort(&self, sort: Sort) -> Self {
        Self { sort, ..self.clone() }
    }

    /// The conditions side by side at the top, each with the query that remains without it.
    pub fn parts(&self) -> Vec<Part> {
        let conditions = self.conditions();
        let without = |at: usize| {
            let rest = conditions.iter().enumerate().filter(|(other, _)| *other != at);
            self.of(rest.map(|(_, condition)| condition.clone()).collect())
        };
        let part = |(at, expr): (usize, &Expr)| Part {
            text: display::condition(expr),
            expr: expr.clone(),
            rest: without(at),
        };
        conditions.iter().enumerate().map(part).collect()
    }

    /// The conditions side by side at the top.
    pub fn conditions(&self) -> &[Expr] {
        match &self.expr {
            Expr::All => &[],
            Expr::And(conditions) => conditions,
            Expr::Text(_)
            | Expr::Value { .. }
            | Expr::Days { .. }
            | Expr::Has(_)
            | Expr::Or(_)
            | Expr::Not(_) => std::slice::from_ref(&self.expr),
        }
    }

    pub(super) fn filtered(&self, keep: impl Fn(&Expr) -> bool) -> Self {
        self.of(self.conditions().iter().filter(|condition| keep(condition)).cloned().collect())
    }

    /// This query with other conditions.
    pub(super) fn of(&self, mut conditions: Vec<Expr>) -> Self {
        require_words(&mut conditions);
        // The spans of days were one before, so that they cannot contradict each other now.
        let expr =
            simplify::and(conditions).unwrap_or_else(|simplify::Contradiction::NoDay| self.expr.clone());
        Self { expr, sort: self.sort, expand: self.expand }
    }
}

/// Where only words that may be missing are left, they must be found after all, as if nothing else had been typed.
fn require_words(conditions: &mut [Expr]) {
    if conditions.iter().any(needs_words) {
        return;
    }
    for condition in conditions {
        if let Expr::Text(term) = condition {
            term.optional = false;
        }
    }
}

fn needs_words(condition: &Expr) -> bool {
    match condition {
        Expr::Text(TextTerm { optional, .. }) => !optional,
        Expr::And(inner) | Expr::Or(inner) => inner.iter().any(needs_words),
        Expr::Not(_) | Expr::All | Expr::Value { .. } | Expr::Days { .. } | Expr::Has(_) => false,
    }
}

/// The field that a condition is about.
fn field_of(condition: &Expr) -> Option<Field> {
    match condition {
        Expr::Value { field, .. } | Expr::Has(field) => Some(*field),
        Expr::Text(term) => term.within,
        Expr::Not(inner) => field_of(inner),
        Expr::All | Expr::Days { .. } | Expr::And(_) | Expr::Or(_) => None,
    }
}
