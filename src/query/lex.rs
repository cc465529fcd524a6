//! Text → tokens, in one pass without recursion.
//!
//! 1. White space, control characters and punctuation that stands alone say nothing and are passed over.
//! 2. Brackets, `|` and a `-` right before something are signs; quotes hold a phrase.
//! 3. The rest is a run of characters. `key:` with a known key begins a clause; `OR`, `AND` and `NOT` in upper
//!    case are operators; all else is a word, without the punctuation around it.
//!
//! A colon is part of a word where no field can be meant: in addresses (`http://…`), paths (`std::mem`), times
//! (`10:30`), behind capitals (`TODO:`) and before a space (`Re: …`). Otherwise an unknown name before a colon is an
//! error, since it is nearly always a field misspelt, and an answer to another question would be worse.

use super::error::QueryError;
use super::key::{self, Key};
use super::syntax::{Clause, Leaf, Value};
use super::word::{BEFORE, BEHIND, word};
use std::ops::Range;

/// A piece of the text that says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Its bytes.
    pub(super) span: Range<usize>,
    /// What it is.
    pub(super) kind: TokenKind,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `OR` or `|`
    Or,
    /// `AND`
    And,
    /// `NOT` or `-`
    Not,
    /// A word, phrase, prefix, `*` or clause.
    Leaf(Leaf),
}

/// The tokens of a text.
pub(super) fn lex(text: &str) -> Result<Vec<Token>, QueryError> {
    let mut lexer = Lexer { text, at: 0 };
    let mut tokens = Vec::new();
    while let Some(token) = lexer.token()? {
        tokens.push(token);
    }
    Ok(tokens)
}

/// Whether this character begins and ends phrases.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»')
}

/// Where reading stands.
struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Goes on while the predicate holds, and gives what was passed.
    fn take_while(&mut self, mut wanted: impl FnMut(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// The next token; `None` at the end.
    fn token(&mut self) -> Result<Option<Token>, QueryError> {
        loop {
            self.take_while(is_space);
            let start = self.at;
            let Some(c) = self.peek() else { return Ok(None) };
            let kind = match c {
                '(' => self.sign(c, TokenKind::Open),
                ')' => self.sign(c, TokenKind::Close),
                '|' => {
                    self.take_while(|c| c == '|');
                    TokenKind::Or
                }
                '-' if self.negates() => self.sign(c, TokenKind::Not),
                c if is_quote(c) => {
                    let phrase = self.quoted();
                    let words = phrase.split_whitespace().collect::<Vec<_>>().join(" ");
                    if !words.chars().any(char::is_alphanumeric) {
                        return Err(self.empty_phrase(start));
                    }
                    TokenKind::Leaf(Leaf::Phrase(words))
                }
                '*' if !self.is_star() => {
                    self.take_while(|c| matches!(c, '*' | '-') || BEFORE.contains(c));
                    continue;
                }
                c if c == '-' || BEFORE.contains(c) => {
                    self.take_while(|c| c == '-' || BEFORE.contains(c));
                    continue;
                }
                _ => match self.run()? {
                    Some(kind) => kind,
                    None => continue,
                },
            };
            return Ok(Some(Token { span: start..self.at, kind }));
        }
    }

    fn sign(&mut self, c: char, kind: TokenKind) -> TokenKind {
        self.at += c.len_utf8();
        kind
    }

    /// Whether the `-` here stands right before something that can be excluded. `->`, `--flag` and a dash between
    /// spaces exclude nothing.
    fn negates(&self) -> bool {
        let mut chars = self.rest().chars();
        chars.next();
        chars.next().is_some_and(|c| !(is_space(c) || BEFORE.contains(c) || matches!(c, '-' | ')' | '|')))
    }

    /// Whether a `*` stands here by itself.
    fn is_star(&self) -> bool {
        self.rest().chars().nth(1).is_none_or(ends_run)
    }

    fn empty_phrase(&self, start: usize) -> QueryError {
        QueryError::new("there are no words between these quotes", start..self.at)
            .hint("Put the words to be found between the quotes, or remove them.")
            .repair(self.text, "")
    }

    /// The text between quotes; the end of the query closes an open one. `\"` is a quote and `\\` a backslash.
    fn quoted(&mut self) -> String {
        let mut inside = String::new();
        let mut chars = self.rest().char_indices().skip(1).peekable();
        let mut passed = self.rest().len();
        while let Some((at, c)) = chars.next() {
            if is_quote(c) {
                passed = at + c.len_utf8();
                break;
            }
            let escaped = chars
                .peek()
                .map(|(_, next)| *next)
                .filter(|next| c == '\\' && (is_quote(*next) || *next == '\\'));
            if escaped.is_some() {
                chars.next();
            }
            inside.push(escaped.unwrap_or(c));
        }
        self.at += passed;
        inside
    }

    /// A run of characters: a clause, an operator, a word, or nothing where it is punctuation.
    fn run(&mut self) -> Result<Option<TokenKind>, QueryError> {
        let start = self.at;
        if let Some(clause) = self.clause()? {
            return Ok(Some(TokenKind::Leaf(Leaf::Clause(clause))));
        }
        let run = self.bare_word();
        let kind = match run {
            "OR" => TokenKind::Or,
            "AND" => TokenKind::And,
            "NOT" => TokenKind::Not,
            "*" => TokenKind::Leaf(Leaf::Anything),
            _ => match word(run, &(start..self.at), self.text)? {
                Some(leaf) => TokenKind::Leaf(leaf),
                None => return Ok(None),
            },
        };
        Ok(Some(kind))
    }

    /// Passes a bare word. A comma or semicolon parts words unless a digit follows (`1,000`) or this is an address.
    fn bare_word(&mut self) -> &'t str {
        let rest = self.rest();
        let end = rest
            .char_indices()
            .find(|(at, c)| {
                let here = rest.get(*at..).unwrap_or_default();
                let parts = matches!(c, ',' | ';')
                    && !here.chars().nth(1).is_some_and(|next| next.is_ascii_digit())
                    && !rest.get(..*at).unwrap_or_default().contains("://");
                ends_run(*c) || parts
            })
            .map_or(rest.len(), |(at, _)| at);
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// `key:value,value`, where the key is known and something other than a path follows.
    fn clause(&mut self) -> Result<Option<Clause>, QueryError> {
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

/// Whether a character says nothing: white space, control characters, marks without width.
fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
}

/// Whether a character cannot be part of a bare run.
fn ends_run(c: char) -> bool {
    is_space(c) || is_quote(c) || matches!(c, '(' | ')' | '|')
}
