//! A team's file of subjects.

use crate::vocabulary::{Concept, VocabularyError};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    concept: Vec<Concept>,
}

/// The subjects of a file of `[[concept]]` tables, as in `data/vocabulary/en/concepts.toml`.
pub(super) fn topics(text: &str) -> Result<Vec<Concept>, VocabularyError> {
    let file: File = toml::from_str(text)?;
    Ok(file.concept)
}
