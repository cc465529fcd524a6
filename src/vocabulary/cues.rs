//! Patterns that tell what a statement is by its wording.

use regex::{RegexSet, RegexSetBuilder};

/// A set of patterns over one statement in lower case.
#[derive(Debug, Default)]
pub struct Cues {
    set: RegexSet,
}

impl Cues {
    /// Compiles patterns; the error names the pattern that is wrong.
    pub(super) fn new(patterns: &[String]) -> Result<Self, String> {
        let set = RegexSetBuilder::new(patterns)
            .size_limit(32 * 1024 * 1024)
            .dfa_size_limit(32 * 1024 * 1024)
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self { set })
    }

    /// Whether any pattern is found in a statement (lower case).
    pub fn found(&self, statement: &str) -> bool {
        self.set.is_match(statement)
    }
}
