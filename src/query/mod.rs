//! The query language: text → `Syntax` (as typed, with spans) → [`Query`] (resolved) → text again.
//!
//! 1. `parse` (after `lex`) reads the text into the tree of `syntax`; length, depth and size are bounded.
//! 2. `resolve` turns names into [`Field`]s, people and topics into ids (`values`), dates into days (`days`); it puts
//!    conditions into one form (`simplify`) and gives words what they bring along (`annotate`).
//! 3. `display` prints a query in canonical form: `parse(display(q)) == q`. `edit` makes the queries behind clicks.
//!
//! Engines receive only the resolved [`Query`]; a `match` on [`Expr`] has no catch-all arm, so that a new form
//! breaks the build in every engine.
//!
//! ```text
//! query  = level
//! level  = chain { ( "OR" | "|" ) chain }
//! chain  = item { [ "AND" ] item }
//! item   = { "-" | "NOT" } ( "(" level ")" | leaf )
//! leaf   = word | prefix "*" | "*" | quote words quote | key ":" value { "," value }
//! value  = word | quote words quote
//! ```

mod annotate;
mod clause;
mod days;
mod display;
mod edit;
mod error;
mod key;
mod lex;
mod lookup;
mod names;
mod parse;
mod questions;
mod reference;
mod resolve;
mod simplify;
mod syntax;
#[cfg(test)]
mod tests;
mod values;
mod word;
mod words;

use annotate::year_of;
pub use edit::Part;
pub use error::QueryError;
pub use parse::MAX_BYTES;
pub use resolve::Context;
pub use words::Asked;

use crate::field::Field;
use crate::report::{Date, Reference};

/// How often a repaired query is repaired again before it is given up.
const REPAIRS: usize = 8;

/// Reads a query. An error says where and why; its repaired query, where it has one, can be read.
pub fn parse(text: &str, context: &Context<'_>) -> Result<Query, QueryError> {
    attempt(text, context).map_err(|mut error| {
        let mut repaired = error.repaired.take();
        for _ in 0..REPAIRS {
            let Some(candidate) = repaired else { break };
            match attempt(&candidate, context) {
                Ok(_) => {
                    error.repaired = Some(candidate);
                    break;
                }
                Err(next) => repaired = next.repaired,
            }
        }
        error.repaired.take_if(|repaired| repaired.is_empty());
        error
    })
}

/// An issue or pull request as people type it: `#12`, `charts#12`, `owner/charts#12`, or its address on GitHub, GitLab
/// or Forgejo. `None` where the text is none.
pub fn reference(text: &str) -> Option<Reference> {
    let canonical = reference::canonical(text)?;
    let (repository, number) = canonical.split_once('#')?;
    Some(Reference::new(repository, number.parse().ok()?))
}

fn attempt(text: &str, context: &Context<'_>) -> Result<Query, QueryError> {
    let query = resolve::resolve(&parse::parse(text)?, context)?;
    // Names written out may be longer than what was typed; what is shown must be readable again.
    parse::parse(&query.to_string()).map_err(|_| {
        QueryError::new("the query is too large once all names are written out", 0..text.len())
            .hint("Search for fewer words or fewer people.")
    })?;
    Ok(query)
}

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
    ///
    /// Two fields also have short values, which an engine matches by their end: in `Ref`, `#12` is that number in
    /// any repository and `name#12` in that repository of any owner, beside the exact `owner/name#12`; in `Repo`,
    /// `name` without `/` is that repository of any owner.
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
    /// What the word asks for beyond itself, alone or with those that follow it.
    pub prefers: Option<Box<Preference>>,
}

/// What free words ask for beyond themselves: it lifts entries, and excludes none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preference {
    /// The words as typed.
    pub words: Vec<String>,
    /// What lifted entries satisfy: a person, a kind or a span of days.
    pub expr: Expr,
    /// Whether the words say nothing else (`who will`), so that as plain words they are left out.
    pub framing: bool,
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
