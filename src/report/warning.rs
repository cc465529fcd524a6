//! What could not be read well, and where.

use super::{Rule, Severity};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Something in a file that was not understood, or understood against the odds, or could be written better. Never an
/// error: the rest of the file is kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Warning {
    /// The file, relative to the root of its source.
    pub path: String,
    /// The 1-based line.
    pub line: u32,
    /// The 1-based column, in characters.
    pub column: u32,
    /// How many characters it is about; 0 where it is about the line, or the file.
    pub width: u32,
    /// Which rule speaks.
    pub rule: Rule,
    /// What was found, why it matters and what was done about it: one sentence.
    pub message: String,
    /// What to write instead, where it is more than what the rule says in general.
    #[serde(default)]
    pub help: Option<String>,
}

impl Warning {
    /// A warning about a line as a whole.
    pub fn new(path: &str, line: u32, rule: Rule, message: String) -> Self {
        Self { path: path.to_owned(), line, column: 1, width: 0, rule, message, help: None }
    }

    /// The same about the first place of `quoted` in the words of its line; about the line where it is not there.
    #[must_use]
    pub fn at(mut self, line: &str, quoted: &str) -> Self {
        let characters = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let place = if quoted.is_empty() { None } else { line.find(quoted) };
        if let Some(before) = place.and_then(|at| line.get(..at)) {
            self.column = characters(before).saturating_add(1);
            self.width = characters(quoted);
        }
        self
    }

    /// The same with advice of its own.
    #[must_use]
    pub fn instead(mut self, help: String) -> Self {
        self.help = Some(help);
        self
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.rule.severity()
    }

    /// What to write instead.
    pub fn help(&self) -> &str {
        self.help.as_deref().unwrap_or_else(|| self.rule.help())
    }
}

impl fmt::Display for Warning {
    /// `path:line:column: warning[rule]: message`, as compilers write it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, column, rule, message, .. } = self;
        write!(f, "{path}:{line}:{column}: {}[{rule}]: {message}", self.severity())
    }
}
