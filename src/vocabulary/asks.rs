//! What a question asks for: `did we decide`, `who will`, `decisions about`.
//!
//! The tables stand in `data/vocabulary/<language>/questions.toml`.

use super::builtin::builtin;
use serde::Deserialize;
use std::collections::HashSet;
use std::sync::OnceLock;

/// The words by which a question tells what it asks for, in lower case.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Asks {
    /// Words that join a noun with the matter (`decisions about …`).
    pub links: HashSet<String>,
    /// Words before the name of somebody who spoke.
    pub before_person: HashSet<String>,
    /// Words behind the name of somebody who spoke.
    pub behind_person: HashSet<String>,
    /// First words of a question that asks for a day.
    pub when: HashSet<String>,
    ask: Vec<Ask>,
}

/// One thing that can be asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Ask {
    kinds: Vec<String>,
    verbs: HashSet<String>,
    nouns: HashSet<String>,
    openings: HashSet<String>,
}

impl Asks {
    /// The built-in words.
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Asks> = OnceLock::new();
        // A test reads the same files, so that the default is never used.
        BUILTIN.get_or_init(|| {
            let files = builtin("questions.toml");
            Self::read(files.iter().map(|(_, text)| text.as_str())).unwrap_or_default()
        })
    }

    /// The words of files of the built-in form.
    ///
    /// # Errors
    /// Where a file is wrong.
    pub fn read<'a>(files: impl IntoIterator<Item = &'a str>) -> Result<Self, toml::de::Error> {
        let mut all = Self::default();
        for text in files {
            let file: Self = toml::from_str(text)?;
            all.links.extend(file.links);
            all.before_person.extend(file.before_person);
            all.behind_person.extend(file.behind_person);
            all.when.extend(file.when);
            all.ask.extend(file.ask);
        }
        Ok(all)
    }

    /// The kinds of passage that a verb of a question asks for.
    pub fn of_verb(&self, word: &str) -> Option<&[String]> {
        self.kinds(|ask| ask.verbs.contains(word))
    }

    /// The kinds of passage that some first words ask for by name.
    pub fn of_noun(&self, words: &str) -> Option<&[String]> {
        self.kinds(|ask| ask.nouns.contains(words))
    }

    /// The kinds of passage that a question with these first words asks for.
    pub fn of_opening(&self, words: &str) -> Option<&[String]> {
        self.kinds(|ask| ask.openings.contains(words))
    }

    fn kinds(&self, asked: impl Fn(&Ask) -> bool) -> Option<&[String]> {
        self.ask.iter().find(|ask| asked(ask)).map(|ask| ask.kinds.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::{Asks, builtin};

    #[test]
    fn the_built_in_words_can_be_read() {
        let files = builtin("questions.toml");
        let asks = Asks::read(files.iter().map(|(_, text)| text.as_str())).unwrap();
        assert_eq!(asks.of_verb("decided").unwrap(), ["decision", "proposal"]);
        assert_eq!(asks.of_opening("who will").unwrap(), ["action"]);
        assert_eq!(asks.of_noun("boats"), None);
        assert!(asks.links.contains("about"));
    }
}
