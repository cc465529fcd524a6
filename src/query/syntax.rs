//! The tree of a query as typed, with the bytes each part was read from.

use super::key::Key;
use std::ops::Range;

/// A query as typed.
#[derive(Debug)]
pub(super) struct Syntax<'t> {
    /// The text.
    pub(super) text: &'t str,
    /// The tree; `None` where the text says nothing.
    pub(super) root: Option<Node>,
}

/// A part of the tree.
#[derive(Debug)]
pub(super) struct Node {
    /// The bytes of the text.
    pub(super) span: Range<usize>,
    /// What stands there.
    pub(super) form: Form,
}

/// What stands at a place of the text.
#[derive(Debug)]
pub(super) enum Form {
    /// Side by side; at least two.
    And(Vec<Node>),
    /// With `OR` between; at least two.
    Or(Vec<Node>),
    /// With `-` or `NOT` before.
    Not(Box<Node>),
    /// Between brackets.
    Group(Box<Node>),
    /// One word, a phrase, a prefix, a `*` or a field.
    Leaf(Leaf),
}

/// A part of the tree without parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Leaf {
    /// A bare word.
    Word(String),
    /// Words in quotes.
    Phrase(String),
    /// The beginning of a word, typed with `*` behind.
    Prefix(String),
    /// A `*` by itself.
    Anything,
    /// `key:value,value`.
    Clause(Clause),
}

/// `key:value,value`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    /// What stands before the colon.
    pub(super) key: Key,
    /// The bytes before the colon.
    pub(super) key_span: Range<usize>,
    /// What stands behind it; at least one.
    pub(super) values: Vec<Value>,
}

/// One value behind a colon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    /// The value, without quotes.
    pub(super) text: String,
    /// Whether it stood in quotes.
    pub(super) quoted: bool,
    /// The bytes, quotes included.
    pub(super) span: Range<usize>,
}

impl Node {
    /// What `OR` separates; the node alone where there is none.
    pub(super) fn alternatives(&self) -> &[Self] {
        match &self.form {
            Form::Or(nodes) => nodes,
            Form::And(_) | Form::Not(_) | Form::Group(_) | Form::Leaf(_) => std::slice::from_ref(self),
        }
    }

    /// What stands side by side; the node alone where it is one.
    pub(super) fn conjuncts(&self) -> &[Self] {
        match &self.form {
            Form::And(nodes) => nodes,
            Form::Or(_) | Form::Not(_) | Form::Group(_) | Form::Leaf(_) => std::slice::from_ref(self),
        }
    }

    /// The clause, where the node is one.
    pub(super) fn clause(&self) -> Option<&Clause> {
        match &self.form {
            Form::Leaf(Leaf::Clause(clause)) => Some(clause),
            Form::And(_) | Form::Or(_) | Form::Not(_) | Form::Group(_) | Form::Leaf(_) => None,
        }
    }
}
