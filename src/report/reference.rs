//! Issues and pull requests that an entry names.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An issue or pull request in canonical form, `owner/repository#number`, the path in lower case.
///
/// Where the report does not tell the repository, the form is `#number`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reference(String);

impl Reference {
    /// A reference from its parts; `repository` is `owner/name` (GitLab: any number of groups), or empty.
    pub fn new(repository: &str, number: u64) -> Self {
        Self(format!("{}#{number}", repository.to_lowercase()))
    }

    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `owner/repository`, or nothing where it is not known.
    pub fn repository(&self) -> Option<&str> {
        self.0.split_once('#').map(|(repository, _)| repository).filter(|repository| !repository.is_empty())
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
