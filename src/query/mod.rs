//! The query language: text → `Syntax` (as typed, with spans) → `Query` (resolved) → text again.
//!
//! 1. `parse` reads the text into a [`syntax`] tree; depth and size are bounded.
//! 2. `resolve` turns names into [`Field`]s, people and topics into ids, dates into days, words into words with
//!    their concepts.
//! 3. `display` prints a query in canonical form: `parse(display(q)) == q`.
//!
//! Engines receive only the resolved [`Query`]; a `match` on [`Expr`] has no catch-all arm, so that a new form
//! breaks the build in every engine.

mod error;

pub use error::QueryError;

use crate::field::Field;
use crate::report::Date;

/// A resolved query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// What an entry must satisfy.
    pub expr: Expr,
    /// The order of the hits.
    pub sort: Sort,
    /// Whether words bring related words (`expand:no` turns this off).
    pub expand: bool,
}

/// What an entry must satisfy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// Every entry.
    All,
    /// Words of the entry, its headings, the bullets above or its title.
    Text(TextTerm),
    /// One of these whole values in a field of shape `Value`.
    Value {
        /// The field.
        field: Field,
        /// The values, never empty; canonical ids where the field has ids.
        values: Vec<String>,
    },
    /// The meeting was held between these days, both included.
    Days {
        /// The first day, or no bound.
        from: Option<Date>,
        /// The last day, or no bound.
        to: Option<Date>,
    },
    /// The entry has at least one value in the field.
    Has(Field),
    /// All of these; never empty, never directly nested.
    And(Vec<Expr>),
    /// At least one of these; never empty, never directly nested.
    Or(Vec<Expr>),
    /// Not this.
    Not(Box<Expr>),
}

/// Something to be found in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextTerm {
    /// What is looked for.
    pub pattern: Pattern,
    /// Where: `None` is everywhere (text, section, title).
    pub within: Option<Field>,
    /// Related words and phrases that will do as well, weaker in rank. Empty where expansion is off.
    pub related: Vec<String>,
    /// Whether the term may be missing (stop words in free text): it only helps the rank.
    pub optional: bool,
}

/// What is looked for in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// One word, stemmed; a word that the analyzer cuts into several is a phrase of them.
    Word(String),
    /// Words one after another, stemmed.
    Phrase(String),
    /// Words that begin with this, not stemmed.
    Prefix(String),
}

/// The order of the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Latest meeting first.
    Newest,
    /// Earliest meeting first.
    Oldest,
}

impl Sort {
    /// The name in queries and addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::Newest => "newest",
            Self::Oldest => "oldest",
        }
    }
}
