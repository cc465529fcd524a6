//! What is wrong with a query, where, and what would work.

use std::fmt::Write as _;
use std::ops::Range;

/// How many characters of a long query are shown on each side of the place that is wrong.
const SIDE: usize = 60;

/// A query that cannot be answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// Which bytes of the text.
    pub span: Range<usize>,
    /// What to do, as a sentence; empty where there is no advice.
    pub hint: String,
    /// A query that would work, where one can be made.
    pub repaired: Option<String>,
}

impl QueryError {
    /// An error without advice.
    pub(super) fn new(message: impl Into<String>, span: Range<usize>) -> Self {
        Self { message: message.into(), span, hint: String::new(), repaired: None }
    }

    /// Adds what to do.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Adds the query in which `replacement` stands in the place that is wrong.
    pub(super) fn repair(self, text: &str, replacement: &str) -> Self {
        let span = self.span.clone();
        self.repair_at(text, span, replacement)
    }

    /// Adds the query in which `replacement` stands at `span`; white space around a removed part is closed up.
    pub(super) fn repair_at(mut self, text: &str, span: Range<usize>, replacement: &str) -> Self {
        let before = text.get(..span.start).unwrap_or_default();
        let after = text.get(span.end..).unwrap_or_default();
        let repaired = if replacement.is_empty() {
            format!("{} {}", before.trim_end(), after.trim_start())
        } else {
            format!("{before}{replacement}{after}")
        };
        self.repaired = Some(repaired.trim().to_owned());
        self
    }

    /// The error as a terminal shows it: message, the text with carets below the place, hint and repaired query.
    ///
    /// Carets are aligned by character; a long text is cut around the place, and line breaks become spaces.
    pub fn render(&self, text: &str) -> String {
        let start = count(text, self.span.start);
        let end = count(text, self.span.end).max(start + 1);
        let skip = start.saturating_sub(SIDE);
        let total = text.chars().count();
        let stop = total.min(end.min(start + SIDE) + SIDE);

        let mut shown = String::from(if skip > 0 { "…" } else { "" });
        shown.extend(
            text.chars().skip(skip).take(stop.saturating_sub(skip)).map(|c| if plain(c) { c } else { ' ' }),
        );
        if stop < total {
            shown.push('…');
        }
        let indent = start - skip + usize::from(skip > 0);
        let carets = end.min(stop.max(start + 1)) - start;

        let mut out = format!("error: {}\n", self.message);
        let _infallible =
            writeln!(out, "  | {}\n  | {}{}", shown.trim_end(), " ".repeat(indent), "^".repeat(carets));
        if !self.hint.is_empty() {
            let _infallible = writeln!(out, "hint: {}", self.hint);
        }
        if let Some(repaired) = &self.repaired {
            let _infallible = writeln!(out, "try: {repaired}");
        }
        out
    }
}

/// How many characters begin before this byte.
fn count(text: &str, byte: usize) -> usize {
    text.char_indices().take_while(|(at, _)| *at < byte).count()
}

/// Whether a character can be shown as it is within one line.
fn plain(c: char) -> bool {
    c == ' ' || !(c.is_whitespace() || c.is_control())
}
