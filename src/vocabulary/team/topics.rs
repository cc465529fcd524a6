//! A team's file of subjects: `[[topic]]` tables of TOML.

use crate::vocabulary::{Concept, Teller};
use serde::Deserialize;
use std::collections::HashMap;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    topic: Vec<Topic>,
}

/// One subject, as a team writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Topic {
    name: String,
    #[serde(default)]
    same: Vec<String>,
    #[serde(default)]
    related: Vec<String>,
    #[serde(default)]
    broader: Vec<String>,
    #[serde(default)]
    hide: bool,
}

/// Why a file of subjects cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum TopicsError {
    /// It is not of the form that is described.
    #[error(transparent)]
    Form(#[from] toml::de::Error),
    /// A subject has no name, or a word that is empty.
    #[error("topic {number}: an empty name; write what the team calls it, such as name = \"rose garden\"")]
    Empty {
        /// Which table of the file it is, from 1.
        number: usize,
    },
    /// Two subjects claim the same word.
    #[error("“{word}” stands for two topics, “{first}” and “{second}”; leave it in one of them")]
    Twice {
        /// The word.
        word: String,
        /// The topic that has it first.
        first: String,
        /// The other one.
        second: String,
    },
}

/// The subjects of a file; `known` are those of the files before it.
pub(super) fn topics(text: &str, known: &[Concept]) -> Result<Vec<Concept>, TopicsError> {
    let file: File = toml::from_str(text)?;
    let mut owners: HashMap<String, String> = HashMap::new();
    for concept in known {
        owners.extend(concept.names().map(|name| (folded(name), concept.name.clone())));
    }
    let mut concepts = Vec::new();
    for (number, topic) in (1..).zip(file.topic) {
        let concept = concept(topic);
        for word in concept.names() {
            if folded(word).is_empty() {
                return Err(TopicsError::Empty { number });
            }
            if let Some(first) = owners.insert(folded(word), concept.name.clone()) {
                let (word, second) = (word.to_owned(), concept.name.clone());
                return Err(TopicsError::Twice { word, first, second });
            }
        }
        concepts.push(concept);
    }
    Ok(concepts)
}

fn concept(topic: Topic) -> Concept {
    let trimmed = |words: Vec<String>| words.iter().map(|word| word.trim().to_owned()).collect();
    Concept {
        name: topic.name.trim().to_owned(),
        same: trimmed(topic.same),
        related: trimmed(topic.related),
        bodies: Vec::new(),
        hints: Vec::new(),
        topic: !topic.hide,
        broader: trimmed(topic.broader),
        teller: Teller::Team,
    }
}

/// As words are compared: lower case, one space for hyphens.
fn folded(text: &str) -> String {
    let lower = text.to_lowercase().replace(['-', '_'], " ");
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}
