//! [`Query`] → canonical text, as a person would type it: `parse(display(q)) == q`.

use super::key::Key;
use super::lex::TokenKind;
use super::syntax::Leaf;
use super::{Expr, Pattern, Query, Sort, TextTerm, lex, reference, word};
use crate::field::Field;
use crate::report::Date;
use jiff::ToSpan as _;
use std::fmt;

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = Vec::new();
        let place = common_place(&self.expr);
        if let Some(Some(field)) = place {
            parts.push(format!("in:{}", field.name()));
        }
        let printer = Printer { place: place.flatten() };
        let mut behind: Vec<String> = Vec::new();
        if !self.expand {
            behind.push("expand:no".to_owned());
        }
        if self.sort != Sort::Relevance {
            behind.push(format!("sort:{}", self.sort.name()));
        }
        let alone = parts.is_empty() && behind.is_empty();
        match &self.expr {
            Expr::All => {}
            Expr::Or(_) if !alone => parts.push(printer.enclosed(&self.expr)),
            Expr::Or(_)
            | Expr::Text(_)
            | Expr::Value { .. }
            | Expr::Days { .. }
            | Expr::Has(_)
            | Expr::And(_)
            | Expr::Not(_) => parts.push(printer.expr(&self.expr)),
        }
        parts.append(&mut behind);
        f.write_str(&parts.join(" "))
    }
}

/// One condition as text.
pub(super) fn condition(expr: &Expr) -> String {
    Printer { place: None }.enclosed(expr)
}

/// A value behind a colon, in quotes where it needs them.
pub(super) fn value(value: &str) -> String {
    let safe = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '#' | '@' | '+');
    if !value.is_empty() && value.chars().all(safe) && !value.starts_with('/') {
        value.to_owned()
    } else {
        quoted(value)
    }
}

/// A phrase in quotes; quotes and backslashes inside get a backslash.
fn quoted(phrase: &str) -> String {
    let mut out = String::from("\"");
    for c in phrase.chars() {
        if c == '\\' || lex::is_quote(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

/// How words are printed.
struct Printer {
    /// The place that `in:` names for all words of the query.
    place: Option<Field>,
}

impl Printer {
    fn expr(&self, expr: &Expr) -> String {
        match expr {
            Expr::All => "*".to_owned(),
            Expr::Text(term) => self.term(term),
            Expr::Value { field, values } => {
                let values: Vec<String> = values.iter().map(|text| value(text)).collect();
                format!("{}:{}", field.name(), values.join(","))
            }
            Expr::Days { from, to } => days(*from, *to),
            Expr::Has(field) => format!("has:{}", field.name()),
            Expr::And(inner) => self.join(inner, " "),
            Expr::Or(inner) => match reference_word(inner) {
                Some(word) => word.to_owned(),
                None => self.join(inner, " OR "),
            },
            Expr::Not(inner) => format!("-{}", self.enclosed(inner)),
        }
    }

    /// A condition that stands beside others or behind a sign: in brackets where it has several parts.
    fn enclosed(&self, expr: &Expr) -> String {
        let several = match expr {
            Expr::And(_) => true,
            Expr::Or(inner) => reference_word(inner).is_none(),
            Expr::All
            | Expr::Text(_)
            | Expr::Value { .. }
            | Expr::Days { .. }
            | Expr::Has(_)
            | Expr::Not(_) => false,
        };
        let text = self.expr(expr);
        if several { format!("({text})") } else { text }
    }

    fn join(&self, conditions: &[Expr], between: &str) -> String {
        let texts: Vec<String> = conditions
            .iter()
            // A chain needs no brackets between ORs.
            .map(|inner| if matches!(inner, Expr::And(_)) { self.expr(inner) } else { self.enclosed(inner) })
            .collect();
        texts.join(between)
    }

    fn term(&self, term: &TextTerm) -> String {
        let place = term.within.filter(|field| self.place != Some(*field));
        let field = place.map(|field| format!("{}:", field.name())).unwrap_or_default();
        let text = format!("{field}{}", bare(&term.pattern));
        if reads_as(&text, place, &term.pattern) {
            return text;
        }
        // Not made by `parse`; in quotes the words are at least found.
        let (Pattern::Word(words) | Pattern::Prefix(words) | Pattern::Phrase(words)) = &term.pattern;
        format!("{field}{}", quoted(words))
    }
}

/// A pattern without its field.
fn bare(pattern: &Pattern) -> String {
    match pattern {
        Pattern::Word(word) => word.clone(),
        Pattern::Prefix(prefix) => format!("{prefix}*"),
        Pattern::Phrase(phrase) => quoted(phrase),
    }
}

/// Whether a text is read as this pattern and nothing else.
fn reads_as(text: &str, within: Option<Field>, pattern: &Pattern) -> bool {
    let mut tokens = lex::lex(text).unwrap_or_default();
    let (Some(TokenKind::Leaf(leaf)), true) = (tokens.pop().map(|token| token.kind), tokens.is_empty())
    else {
        return false;
    };
    let read = match leaf {
        Leaf::Clause(clause) => match clause.values.as_slice() {
            [value] if within.map(Key::Field) == Some(clause.key) => {
                word::words(value, text).unwrap_or_default()
            }
            _ => None,
        },
        Leaf::Word(_) | Leaf::Phrase(_) | Leaf::Prefix(_) | Leaf::Anything => {
            Some(leaf).filter(|_| within.is_none())
        }
    };
    read.and_then(Pattern::of).as_ref() == Some(pattern)
}

/// The word, where these alternatives are what a bare `owner/repository#12` or the address of an issue means.
fn reference_word(alternatives: &[Expr]) -> Option<&str> {
    match alternatives {
        [
            Expr::Value { field: Field::Ref, values },
            Expr::Text(TextTerm { pattern: Pattern::Word(word), within: None, .. }),
        ] if values.len() == 1 && values.first() == reference::canonical(word).as_ref() => Some(word),
        _ => None,
    }
}

/// The place of all words: `None` where they have different ones or there are none, else what `within` says.
fn common_place(expr: &Expr) -> Option<Option<Field>> {
    let mut places = Vec::new();
    collect_places(expr, &mut places);
    let first = places.first().copied()?;
    places.iter().all(|place| *place == first).then_some(first)
}

fn collect_places(expr: &Expr, places: &mut Vec<Option<Field>>) {
    match expr {
        // A word that means something else without its field (`title:kind:x`) keeps the field.
        Expr::Text(term) => {
            places.push(term.within.filter(|_| reads_as(&bare(&term.pattern), None, &term.pattern)));
        }
        Expr::And(inner) | Expr::Or(inner) => inner.iter().for_each(|inner| collect_places(inner, places)),
        Expr::Not(inner) => collect_places(inner, places),
        Expr::All | Expr::Value { .. } | Expr::Days { .. } | Expr::Has(_) => {}
    }
}

/// A span of days in its shortest form.
fn days(from: Option<Date>, to: Option<Date>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => {
            let (first, last) = (begin(from), end(to));
            // One whole year, month or day needs no range.
            if end(to).len() == begin(from).len() && first == last {
                format!("on:{first}")
            } else if from.first_of_month() == from && from.last_of_month() == to {
                format!("on:{}", month(from))
            } else if from == to {
                format!("on:{from}")
            } else {
                format!("on:{first}..{last}")
            }
        }
        (Some(from), None) => match from.checked_sub(1.day()).ok().filter(|day| day.year() >= 1) {
            Some(before) => format!("after:{}", end(before)),
            None => format!("on:{from}.."),
        },
        (None, Some(to)) => match to.checked_add(1.day()) {
            Ok(behind) => format!("before:{}", begin(behind)),
            Err(_) => format!("on:..{to}"),
        },
        (None, None) => "*".to_owned(),
    }
}

/// The shortest text of which this is the first day.
fn begin(day: Date) -> String {
    if day == day.first_of_year() {
        year(day)
    } else if day == day.first_of_month() {
        month(day)
    } else {
        day.to_string()
    }
}

/// The shortest text of which this is the last day.
fn end(day: Date) -> String {
    if day == day.last_of_year() {
        year(day)
    } else if day == day.last_of_month() {
        month(day)
    } else {
        day.to_string()
    }
}

fn year(day: Date) -> String {
    format!("{:04}", day.year())
}

fn month(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}
