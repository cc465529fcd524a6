//! [`Syntax`] → [`Query`]: names become fields and ids, dates become days, words get what they bring along.
//!
//! 1. Each pair of brackets (and the whole query) is a *level*. `in:` applies to the free words of its level and of
//!    the brackets inside; where alternatives of a level name different places, each keeps its own.
//! 2. Clauses become conditions ([`values`], [`days`]); `sort:` and `expand:` are taken out.
//! 3. Conditions are put together in one form ([`simplify`]); words are annotated last ([`annotate`]).

use super::annotate::annotate;
use super::error::QueryError;
use super::key::Key;
use super::lookup::Lookup;
use super::syntax::{Clause, Form, Leaf, Node, Syntax, Value};
use super::{Expr, Pattern, Query, Sort, TextTerm, days, reference, simplify, values, word};
use crate::field::{FIELDS, Field, Shape};
use crate::report::{Date, Directory};
use crate::vocabulary::Concepts;
use std::ops::Range;

/// What names, words and dates of a query are looked up in.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// People, topics and series of the archive.
    pub directory: &'a Directory,
    /// Related words and stop words.
    pub concepts: &'a Concepts,
    /// The day of asking, for `last year`.
    pub today: Date,
    /// Whether people, dates and what is asked for are understood in free text.
    pub questions: bool,
}

/// The query that a tree stands for.
pub(super) fn resolve(syntax: &Syntax<'_>, context: &Context<'_>) -> Result<Query, QueryError> {
    let mut resolver = Resolver { text: syntax.text, lookup: Lookup::new(context), sort: None, expand: None };
    let expr = match &syntax.root {
        Some(root) => resolver.level(root, None)?,
        None => None,
    };
    let mut query = Query {
        expr: expr.unwrap_or(Expr::All),
        sort: resolver.sort.unwrap_or_default(),
        expand: resolver.expand.unwrap_or(true),
    };
    annotate(&mut query, &resolver.lookup);
    Ok(query)
}

/// What has been learnt on the way.
struct Resolver<'a> {
    text: &'a str,
    lookup: Lookup<'a>,
    sort: Option<Sort>,
    expand: Option<bool>,
}

impl Resolver<'_> {
    /// The condition of all between two brackets; `None` where only `sort:` and the like stand there.
    fn level(&mut self, node: &Node, outer: Option<Field>) -> Result<Option<Expr>, QueryError> {
        let alternatives = node.alternatives();
        let scopes = alternatives.iter().map(|node| self.scope(node)).collect::<Result<Vec<_>, _>>()?;
        let mut shared = scopes.iter().flatten().map(|(field, _)| *field);
        let first = shared.next();
        let shared = first.filter(|field| shared.all(|other| other == *field));

        let mut conditions = Vec::new();
        for (node, scope) in alternatives.iter().zip(&scopes) {
            let within = scope.as_ref().map(|(field, _)| *field).or(shared).or(outer);
            match self.chain(node, within)? {
                Some(condition) => conditions.push(condition),
                None if alternatives.len() == 1 => {}
                None => return Err(self.no_condition(node.span.clone())),
            }
        }
        for (field, span) in scopes.into_iter().flatten() {
            if !conditions.iter().any(|condition| has_words(condition, field)) {
                let name = field.name();
                return Err(QueryError::new(format!("`in:{name}` has no words to find there"), span)
                    .hint(format!("Type words beside it, for instance `in:{name} federation`."))
                    .repair(self.text, ""));
            }
        }
        Ok((!conditions.is_empty()).then(|| simplify::or(conditions)))
    }

    /// The place that `in:` names among conditions side by side, with the bytes of the clause.
    fn scope(&self, node: &Node) -> Result<Option<(Field, Range<usize>)>, QueryError> {
        let mut scope: Option<(Field, Range<usize>)> = None;
        for node in node.conjuncts() {
            let Some(clause) = node.clause().filter(|clause| clause.key == Key::In) else { continue };
            let field = self.place(clause)?;
            if scope.as_ref().is_some_and(|(other, _)| *other != field) {
                return Err(QueryError::new(
                    "these words cannot be in two places at once",
                    node.span.clone(),
                )
                .hint("Put each place with its words between brackets: `(in:title a) (in:section b)`.")
                .repair(self.text, ""));
            }
            scope = Some((field, node.span.clone()));
        }
        Ok(scope)
    }

    fn place(&self, clause: &Clause) -> Result<Field, QueryError> {
        let places: Vec<&'static str> =
            FIELDS.iter().filter(|row| row.shape == Shape::Words).map(|row| row.name).collect();
        let mut values = clause.values.iter();
        let (Some(value), None) = (values.next(), values.next()) else {
            let span = clause.values.get(1).map_or(clause.key_span.clone(), |value| value.span.clone());
            return Err(QueryError::new("`in:` takes one place", span)
                .hint("Write `(in:title a) OR (in:section a)`."));
        };
        let field = Field::named(value.text.trim()).filter(|field| field.row().shape == Shape::Words);
        field.ok_or_else(|| values::unknown_word("in", value, self.text, &places))
    }

    /// All conditions side by side.
    fn chain(&mut self, node: &Node, within: Option<Field>) -> Result<Option<Expr>, QueryError> {
        let mut conditions = Vec::new();
        for node in node.conjuncts() {
            conditions.extend(self.item(node, within)?);
        }
        if conditions.is_empty() {
            return Ok(None);
        }
        let together = simplify::and(conditions);
        together.map(Some).map_err(|simplify::Contradiction::NoDay| {
            QueryError::new("no day is in all of these spans of time", node.span.clone())
                .hint("Dates side by side must all hold; put `OR` between them to get either.")
        })
    }

    fn item(&mut self, node: &Node, within: Option<Field>) -> Result<Option<Expr>, QueryError> {
        match &node.form {
            Form::Leaf(leaf) => self.leaf(leaf, &node.span, within),
            Form::Group(inside) => self.level(inside, within),
            Form::And(_) | Form::Or(_) => self.level(node, within),
            Form::Not(inner) => {
                if inner.clause().is_some_and(|clause| clause.key.is_modifier()) {
                    return Err(self.no_condition(node.span.clone()));
                }
                let Some(condition) = self.item(inner, within)? else {
                    return Err(self.no_condition(node.span.clone()));
                };
                let negated = simplify::not(condition).ok_or_else(|| {
                    QueryError::new("this excludes everything", node.span.clone())
                        .hint("Exclude words or values, for instance `-draft`.")
                        .repair(self.text, "")
                })?;
                Ok(Some(negated))
            }
        }
    }

    fn leaf(
        &mut self,
        leaf: &Leaf,
        span: &Range<usize>,
        within: Option<Field>,
    ) -> Result<Option<Expr>, QueryError> {
        if let Leaf::Clause(clause) = leaf {
            return self.clause(clause, span);
        }
        let Some(mut pattern) = Pattern::of(leaf.clone()) else { return Ok(Some(Expr::All)) };
        if let (Some(_), Pattern::Word(word)) = (within, &pattern)
            && word.contains(',')
        {
            // Behind `title:` a comma parts values, so that the word could not be printed as one.
            pattern = Pattern::Phrase(word.clone());
        }
        if let (None, Pattern::Word(word)) = (within, &pattern)
            && let Some(reference) = reference::canonical(word)
        {
            let named = Expr::Value { field: Field::Ref, values: vec![reference] };
            // The word of `#12` would be any 12.
            let alone = word.starts_with('#');
            return Ok(Some(if alone { named } else { simplify::or(vec![named, text(pattern, None)]) }));
        }
        Ok(Some(text(pattern, within)))
    }

    fn clause(&mut self, clause: &Clause, span: &Range<usize>) -> Result<Option<Expr>, QueryError> {
        let each = |read: &dyn Fn(&Value) -> Result<Expr, QueryError>| {
            clause.values.iter().map(read).collect::<Result<Vec<_>, _>>().map(simplify::or)
        };
        match clause.key {
            Key::Field(field) if field.row().shape == Shape::Words => {
                each(&|value| self.words(field, clause, value))
            }
            Key::Field(field) => values::condition(field, clause, self.text, &self.lookup),
            Key::Is => each(&|value| values::state(value, self.text)),
            Key::Has => each(&|value| self.has(value)),
            Key::No => each(&|value| self.has(value)).map(|has| Expr::Not(Box::new(has))),
            Key::On | Key::After | Key::Before | Key::Since | Key::Until => {
                days::condition(clause, self.text, self.lookup.context.today)
            }
            Key::In => return Ok(None),
            Key::Sort => return self.sort(clause, span).map(|()| None),
            Key::Expand => return self.expand(clause, span).map(|()| None),
        }
        .map(Some)
    }

    /// A value of a field of words: `title:word`, `title:"two words"`, `title:pre*`.
    fn words(&self, field: Field, clause: &Clause, value: &Value) -> Result<Expr, QueryError> {
        if let Some(excluded) = value.text.strip_prefix('-').filter(|_| !value.quoted) {
            let meant = format!("-{}:{excluded}", field.name());
            let error = QueryError::new("a `-` cannot stand behind the colon", value.span.clone())
                .hint(format!("To exclude words, write the `-` before the field: `{meant}`."));
            let whole = clause.key_span.start..value.span.end;
            let alone = clause.values.len() == 1;
            return Err(if alone { error.repair_at(self.text, whole, &meant) } else { error });
        }
        let pattern = word::words(value, self.text)?.and_then(Pattern::of).ok_or_else(|| {
            QueryError::new("there is no word in this value", value.span.clone())
                .hint("Write a word with a letter or a digit.")
        })?;
        Ok(text(pattern, Some(field)))
    }

    fn has(&self, value: &Value) -> Result<Expr, QueryError> {
        let fields: Vec<&'static str> =
            FIELDS.iter().filter(|row| row.shape == Shape::Value).map(|row| row.name).collect();
        let typed = value.text.trim().to_lowercase();
        let singular = typed.strip_suffix('s').and_then(Field::named);
        let field = Field::named(&typed).or(singular).filter(|field| field.row().shape == Shape::Value);
        field.map(Expr::Has).ok_or_else(|| values::unknown_word("has", value, self.text, &fields))
    }

    fn sort(&mut self, clause: &Clause, span: &Range<usize>) -> Result<(), QueryError> {
        let sorts = [Sort::Relevance, Sort::Newest, Sort::Oldest];
        let (value, typed) = self.only_value(clause)?;
        let sort = sorts.into_iter().find(|sort| sort.name() == typed);
        let sort =
            sort.ok_or_else(|| values::unknown_word("sort", value, self.text, &sorts.map(Sort::name)))?;
        if self.sort.is_some_and(|other| other != sort) {
            return Err(self.twice("sort", span));
        }
        self.sort = Some(sort);
        Ok(())
    }

    fn expand(&mut self, clause: &Clause, span: &Range<usize>) -> Result<(), QueryError> {
        let (value, typed) = self.only_value(clause)?;
        let expand = match typed.as_str() {
            "yes" | "on" | "true" => true,
            "no" | "off" | "false" => false,
            _ => return Err(values::unknown_word("expand", value, self.text, &["yes", "no"])),
        };
        if self.expand.is_some_and(|other| other != expand) {
            return Err(self.twice("expand", span));
        }
        self.expand = Some(expand);
        Ok(())
    }

    fn only_value<'c>(&self, clause: &'c Clause) -> Result<(&'c Value, String), QueryError> {
        match clause.values.as_slice() {
            [value] => Ok((value, value.text.trim().to_lowercase())),
            [first, .., last] => {
                let name = clause.key.name();
                Err(QueryError::new(format!("`{name}:` takes one value"), first.span.end..last.span.end)
                    .repair(self.text, ""))
            }
            [] => Err(QueryError::new("a value is missing", clause.key_span.clone())),
        }
    }

    fn twice(&self, name: &str, span: &Range<usize>) -> QueryError {
        QueryError::new(format!("`{name}:` stands here a second time with another value"), span.clone())
            .hint("Keep one of them; it holds for the whole query.")
            .repair(self.text, "")
    }

    /// `in:`, `sort:` and `expand:` where a condition is needed: alone beside `OR`, or behind `-`.
    fn no_condition(&self, span: Range<usize>) -> QueryError {
        QueryError::new("this is no condition by itself", span)
            .hint("`in:` belongs beside words; `sort:` and `expand:` hold for the whole query and belong at its end.")
            .repair(self.text, "")
    }
}

impl Pattern {
    /// The pattern that a word, phrase or prefix stands for.
    pub(super) fn of(leaf: Leaf) -> Option<Self> {
        match leaf {
            Leaf::Word(word) => Some(Self::Word(word)),
            Leaf::Phrase(phrase) => Some(Self::Phrase(phrase)),
            Leaf::Prefix(prefix) => Some(Self::Prefix(prefix)),
            Leaf::Anything | Leaf::Clause(_) => None,
        }
    }
}

fn text(pattern: Pattern, within: Option<Field>) -> Expr {
    Expr::Text(TextTerm { pattern, within, related: Vec::new(), optional: false, prefers: None })
}

/// Whether a condition looks for words in this field.
fn has_words(expr: &Expr, field: Field) -> bool {
    match expr {
        Expr::Text(term) => term.within == Some(field),
        Expr::And(inner) | Expr::Or(inner) => inner.iter().any(|inner| has_words(inner, field)),
        Expr::Not(inner) => has_words(inner, field),
        Expr::All | Expr::Value { .. } | Expr::Days { .. } | Expr::Has(_) => false,
    }
}
