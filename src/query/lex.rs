//! Text → tokens, in one pass without recursion.
//!
//! 1. White space, control characters and punctuation that stands alone say nothing and are passed over.
//! 2. Brackets, `|` and a `-` right before something are signs; quotes hold a phrase.
//! 3. The rest is a run of characters. `key:` with a known key begins a clause (`clause`); `OR`, `AND` and `NOT` in upper
//!    case are operators; all else is a word, without the punctuation around it.

use super::error::QueryError;
use super::syntax::Leaf;
use super::word::{BEFORE, word};
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
pub(super) struct Lexer<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
}

impl<'t> Lexer<'t> {
    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Goes on while the predicate holds, and gives what was passed.
    pub(super) fn take_while(&mut self, mut wanted: impl FnMut(char) -> bool) -> &'t str {
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
    pub(super) fn quoted(&mut self) -> String {
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
}

/// Whether a character says nothing: white space, control characters, marks without width.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
}

/// Whether a character cannot be part of a bare run.
pub(super) fn ends_run(c: char) -> bool {
    is_space(c) || is_quote(c) || matches!(c, '(' | ')' | '|')
}
