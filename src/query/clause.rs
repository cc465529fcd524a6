//! `key:value,value` within the text, and when a colon is only a colon.
//!
//! A colon is part of a word where no field can be meant: in addresses (`http://…`), paths (`std::mem`), times
//! (`10:30`), behind capitals (`TODO:`) and before a space (`Re: …`). Otherwise an unknown name before a colon is an
//! error, since it is nearly always a field misspelt, and an answer to another question would be worse.

use super::error::QueryError;
use super::key::{self, Key};
use super::lex::{Lexer, ends_run, is_quote, is_space};
use super::syntax::{Clause, Value};
use super::word::BEHIND;
use std::ops::Range;

impl<'t> Lexer<'t> {
    /// `key:value,value`, where the key is known and something other than a path follows.
    pub(super) fn clause(&mut self) -> Result<Option<Clause>, QueryError> {
        let rest = self.rest();
        let Some((name, behind)) = rest.split_once(':') else { return Ok(None) };
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphabetic()) {
            return Ok(None);
        }
        if behind.starts_with(':') || behind.starts_with("//") {
            return Ok(None);
        }
        let key_span = self.at..self.at + name.len();
        let Some(key) = Key::named(name) else {
            return if may_be_text(name, behind) { Ok(None) } else { Err(self.unknown_key(key_span)) };
        };
        self.at = key_span.end + 1;
        let values = self.values(key, &key_span)?;
        Ok(Some(Clause { key, key_span, values }))
    }

    /// The values behind `key:`, with commas between.
    fn values(&mut self, key: Key, key_span: &Range<usize>) -> Result<Vec<Value>, QueryError> {
        let mut values = Vec::new();
        loop {
            let start = self.at;
            let quoted = self.peek().is_some_and(is_quote);
            let text = if quoted { self.quoted() } else { self.bare_value(key).to_owned() };
            if text.trim().is_empty() {
                return Err(if values.is_empty() {
                    self.no_value(key, key_span)
                } else {
                    self.no_value_behind_comma(key_span, start)
                });
            }
            values.push(Value { text, quoted, span: start..self.at });
            if self.peek() != Some(',') {
                return Ok(values);
            }
            self.at += 1;
        }
    }

    /// A value without quotes; `last year` and the like are one value where days are asked for.
    fn bare_value(&mut self, key: Key) -> &'t str {
        let rest = self.rest();
        let start = self.at;
        let first = self.take_while(|c| c != ',' && !ends_run(c));
        if key.is_date() && ["last", "this"].iter().any(|word| first.eq_ignore_ascii_case(word)) {
            let behind = self.at;
            let gap = self.take_while(|c| c == ' ');
            let unit = self.take_while(|c| c.is_ascii_alphabetic());
            let known = ["year", "month", "week"].iter().any(|word| unit.eq_ignore_ascii_case(word));
            if gap.is_empty() || !known {
                self.at = behind;
            }
        }
        rest.get(..self.at - start).unwrap_or_default()
    }

    fn no_value(&self, key: Key, key_span: &Range<usize>) -> QueryError {
        let name = self.text.get(key_span.clone()).unwrap_or_default();
        let error = QueryError::new(format!("`{name}:` has no value"), key_span.start..self.at);
        if let Some((inside, _)) = self.rest().strip_prefix('(').and_then(|rest| rest.split_once(')')) {
            let values: Vec<&str> = inside.split(" OR ").map(str::trim).collect();
            let plain = values.iter().all(|value| !value.is_empty() && !value.contains(is_space));
            let error = error.hint(format!("Write several values with commas: `{name}:a,b`."));
            if !plain || key == Key::In {
                return error.repair(self.text, "");
            }
            let end = self.at + inside.len() + 2;
            return error.repair_at(self.text, key_span.start..end, &format!("{name}:{}", values.join(",")));
        }
        let hint = format!("Write the value right behind the colon, or `\"{name}\"` to find the word.");
        let error = error.hint(hint);
        let next = self.rest().trim_start_matches(is_space);
        if next.starts_with(char::is_alphanumeric) {
            let end = self.text.len() - next.len();
            error.repair_at(self.text, key_span.start..end, &format!("{name}:"))
        } else {
            error.repair(self.text, &format!("\"{name}\" "))
        }
    }

    fn no_value_behind_comma(&self, key_span: &Range<usize>, start: usize) -> QueryError {
        let name = self.text.get(key_span.clone()).unwrap_or_default();
        let comma = start.saturating_sub(1);
        let next = self.rest().trim_start_matches(is_space);
        let end = if next.is_empty() { self.at } else { self.text.len() - next.len() };
        let repair = if next.starts_with(char::is_alphanumeric) { "," } else { " " };
        QueryError::new(format!("a value is missing behind the comma of `{name}:`"), comma..self.at)
            .hint("Write the values with commas and without spaces between, or remove the comma.")
            .repair_at(self.text, comma..end, repair)
    }

    fn unknown_key(&self, key_span: Range<usize>) -> QueryError {
        let name = self.text.get(key_span.clone()).unwrap_or_default();
        let run = self.rest().split(ends_run).next().unwrap_or_default();
        let error = QueryError::new(format!("there is no field `{name}:`"), key_span.clone());
        let near = key::near(name);
        if let Some(first) = near.first() {
            let names = near.iter().map(|name| format!("`{name}:`")).collect::<Vec<_>>().join(" or ");
            let hint = format!("Did you mean {names}? To find the words, put them in quotes: \"{run}\".");
            error.hint(hint).repair(self.text, first)
        } else {
            let hint =
                format!("To find the words, put them in quotes: \"{run}\". The help page lists all fields.");
            let end = key_span.start + run.len();
            error.hint(hint).repair_at(self.text, key_span.start..end, &format!("\"{run}\""))
        }
    }
}

/// Whether an unknown name before a colon can be meant as text: `TODO:fix`, `Re: …`, `C:\`, `a:b`, `x:/y`.
fn may_be_text(name: &str, behind: &str) -> bool {
    let capitals = name.chars().all(|c| c.is_ascii_uppercase());
    let ends =
        behind.chars().next().is_none_or(|c| ends_run(c) && !is_quote(c) || BEHIND.contains(c) || c == '/');
    capitals || name.len() == 1 || ends
}
