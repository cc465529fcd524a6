//! Text → [`Syntax`], by descent over the tokens.
//!
//! ```text
//! level  = chain { OR chain }
//! chain  = item { [AND] item }
//! item   = { NOT } ( "(" level ")" | leaf )
//! ```
//!
//! Length, depth and number of conditions are bounded, so that no query can cost more than reading it.

use super::error::QueryError;
use super::key::Key;
use super::lex::{self, Token, TokenKind};
use super::syntax::{Form, Leaf, Node, Syntax};
use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

/// The longest query, in bytes.
pub const MAX_BYTES: usize = 8 * 1024;

/// How deep brackets may nest. A list of values behind a colon counts as a bracket.
pub(super) const MAX_DEPTH: usize = 16;

/// How many words, phrases and values a query may hold.
pub(super) const MAX_LEAVES: usize = 256;

/// The tree of a text.
pub(super) fn parse(text: &str) -> Result<Syntax<'_>, QueryError> {
    if text.len() > MAX_BYTES {
        let limit = (0..=MAX_BYTES).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        return Err(QueryError::new("the query is longer than 8 KB", limit..text.len())
            .hint("Search for a few words; a whole draft belongs on the page for related decisions."));
    }
    let tokens = lex::lex(text)?;
    let says_something = !text.chars().all(|c| c.is_whitespace() || c.is_control());
    if tokens.is_empty() && says_something {
        return Err(QueryError::new("there is no word in this query", 0..text.len())
            .hint("Type at least one word with a letter or a digit, or `*` for everything."));
    }
    let mut parser = Parser { text, tokens: tokens.into_iter().peekable(), leaves: 0 };
    let root = parser.level(0)?;
    if let Some(close) = parser.tokens.next() {
        return Err(QueryError::new("this bracket was never opened", close.span)
            .hint("Add `(` where the group begins, or remove the bracket.")
            .repair(text, ""));
    }
    Ok(Syntax { text, root })
}

/// Where reading stands.
struct Parser<'t> {
    text: &'t str,
    tokens: Peekable<IntoIter<Token>>,
    leaves: usize,
}

impl Parser<'_> {
    /// All up to a closing bracket or the end, which is not passed.
    fn level(&mut self, depth: usize) -> Result<Option<Node>, QueryError> {
        let mut alternatives: Vec<Node> = Vec::new();
        let mut chain: Vec<Node> = Vec::new();
        let mut operator: Option<(Range<usize>, &str)> = None;
        while self.tokens.peek().is_some_and(|token| token.kind != TokenKind::Close) {
            let Some(token) = self.tokens.next_if(|token| is_operator(&token.kind)) else {
                chain.push(self.item(depth)?);
                operator = None;
                continue;
            };
            let name = if token.kind == TokenKind::Or { "OR" } else { "AND" };
            if chain.is_empty() || operator.is_some() {
                return Err(self.dangling(name, token.span, "before"));
            }
            if token.kind == TokenKind::Or {
                alternatives.extend(join(std::mem::take(&mut chain), Form::And));
            }
            operator = Some((token.span, name));
        }
        if let Some((span, name)) = operator {
            return Err(self.dangling(name, span, "behind"));
        }
        alternatives.extend(join(chain, Form::And));
        Ok(join(alternatives, Form::Or))
    }

    /// One condition with the signs of negation before it.
    fn item(&mut self, depth: usize) -> Result<Node, QueryError> {
        let mut negations: Vec<Range<usize>> = Vec::new();
        while let Some(token) = self.tokens.next_if(|token| token.kind == TokenKind::Not) {
            negations.push(token.span);
        }
        let ends = |token: &Token| is_operator(&token.kind) || token.kind == TokenKind::Close;
        if let Some(last) = negations.last()
            && self.tokens.peek().is_none_or(ends)
        {
            return Err(self.dangling("NOT", last.clone(), "behind"));
        }
        let Some(token) = self.tokens.next() else {
            return Err(QueryError::new("the query ends too early", self.text.len()..self.text.len()));
        };
        let mut node = if token.kind == TokenKind::Open {
            self.group(depth + 1, token.span)?
        } else {
            self.leaf(depth, token)?
        };
        // Two negations are none, however many there are.
        if let Some(first) = negations.first()
            && negations.len() % 2 == 1
        {
            node = Node { span: first.start..node.span.end, form: Form::Not(Box::new(node)) };
        }
        Ok(node)
    }

    /// What stands between brackets, from behind the opening one to the closing one.
    fn group(&mut self, depth: usize, open: Range<usize>) -> Result<Node, QueryError> {
        if depth > MAX_DEPTH {
            return Err(too_deep(open));
        }
        let inside = self.level(depth)?;
        let Some(close) = self.tokens.next() else {
            let end = self.text.len();
            return Err(QueryError::new("this bracket is never closed", open)
                .hint("Add `)` where the group ends.")
                .repair_at(self.text, end..end, ")"));
        };
        let span = open.start..close.span.end;
        let Some(inside) = inside else {
            return Err(QueryError::new("there is nothing between these brackets", span)
                .hint("Put words between the brackets, or remove them.")
                .repair(self.text, ""));
        };
        Ok(Node { span, form: Form::Group(Box::new(inside)) })
    }

    fn leaf(&mut self, depth: usize, token: Token) -> Result<Node, QueryError> {
        self.leaves += match &token.kind {
            TokenKind::Leaf(Leaf::Clause(clause)) => clause.values.len(),
            TokenKind::Leaf(_) | TokenKind::Open | TokenKind::Close => 1,
            TokenKind::Or | TokenKind::And | TokenKind::Not => 0,
        };
        if self.leaves > MAX_LEAVES {
            let behind = token.span.start..self.text.len();
            let message = format!("the query holds more than {MAX_LEAVES} words and values");
            return Err(QueryError::new(message, behind).hint("Search for fewer words."));
        }
        let leaf = match token.kind {
            TokenKind::Leaf(leaf) => leaf,
            TokenKind::Open | TokenKind::Close | TokenKind::Or | TokenKind::And | TokenKind::Not => {
                return Err(QueryError::new("a word should stand here", token.span));
            }
        };
        if let Leaf::Clause(clause) = &leaf
            && clause.values.len() > 1
            && depth >= MAX_DEPTH
            && !matches!(clause.key, Key::Sort | Key::Expand)
        {
            return Err(too_deep(token.span));
        }
        Ok(Node { span: token.span, form: Form::Leaf(leaf) })
    }

    fn dangling(&self, name: &str, span: Range<usize>, side: &str) -> QueryError {
        let hint = if name == "NOT" {
            "Write what is to be excluded behind `-` or `NOT`, or \"not\" to find the word.".to_owned()
        } else {
            format!("Write words on both sides of `{name}`, or \"{}\" to find the word.", name.to_lowercase())
        };
        QueryError::new(format!("nothing stands {side} this {name}"), span).hint(hint).repair(self.text, "")
    }
}

fn is_operator(kind: &TokenKind) -> bool {
    matches!(kind, TokenKind::Or | TokenKind::And)
}

fn too_deep(span: Range<usize>) -> QueryError {
    QueryError::new(format!("brackets are nested more than {MAX_DEPTH} deep"), span)
        .hint("Most queries need one level of brackets; remove those that enclose others.")
}

/// One node of several; the node itself where there is one; `None` where there is none.
fn join(mut nodes: Vec<Node>, form: fn(Vec<Node>) -> Form) -> Option<Node> {
    let start = nodes.first()?.span.start;
    let end = nodes.last()?.span.end;
    if nodes.len() == 1 { nodes.pop() } else { Some(Node { span: start..end, form: form(nodes) }) }
}
