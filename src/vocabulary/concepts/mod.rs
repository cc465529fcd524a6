//! Which words bring which others, and which say nothing by themselves.
//!
//! 1. The tables stand in `data/vocabulary/<language>/concepts.toml` and `stopwords.toml`.
//! 2. Words are looked up in lower case with one space for hyphens, in singular or plural.
//! 3. Words of equal meaning (`same`) bring each other and the weaker `related` ones; a related word brings nothing
//!    back, since who asks for `cookie` is not helped by all that is said about the law.

#[cfg(test)]
mod tests;

use super::builtin::builtin;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;

/// How many hints describe a concept.
const DESCRIBING: usize = 2;

/// Concepts and stop words of all built-in languages.
#[derive(Debug, Default, Clone)]
pub struct Concepts {
    concepts: Vec<Concept>,
    /// Folded name or alias → positions in `concepts`.
    places: HashMap<String, Vec<usize>>,
    stop_words: StopWords,
}

/// Words of equal meaning, with words that are near it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concept {
    /// The name, as a topic would be shown.
    pub name: String,
    /// Words and phrases of equal meaning.
    #[serde(default)]
    pub same: Vec<String>,
    /// Those of equal meaning that name a body (the steering committee): where it is they who meet, they tell nothing.
    #[serde(default)]
    pub bodies: Vec<String>,
    /// Words and phrases that stand for the matter often enough to be worth showing.
    #[serde(default)]
    pub related: Vec<String>,
    /// Beginnings of words by which people describe the matter who do not think of its name.
    #[serde(default)]
    pub hints: Vec<String>,
    /// Whether a passage that names it speaks of a subject; not so for mere manners of speaking.
    #[serde(default = "yes")]
    pub topic: bool,
    /// Names of wider subjects that it belongs to.
    #[serde(default)]
    pub broader: Vec<String>,
    /// Who says so.
    #[serde(default)]
    pub teller: Teller,
}

/// Who says which words mean the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Teller {
    /// The built-in vocabulary.
    #[default]
    Vocabulary,
    /// The team's own file.
    Team,
}

/// Why a vocabulary cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the vocabulary cannot be read: {0}")]
pub struct VocabularyError(#[from] toml::de::Error);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ConceptFile {
    concept: Vec<Concept>,
}

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct StopWords {
    /// Words that say nothing in any query.
    words: HashSet<String>,
    /// Words with which a question begins.
    openers: HashSet<String>,
    /// Words that say nothing in a question (`did we decide to …`), though they do elsewhere.
    framing: HashSet<String>,
    /// Words that any team uses, which are no subject by themselves.
    common: HashSet<String>,
    /// Words with which no subject of several words begins or ends.
    procedural: HashSet<String>,
    /// Words that tell what something is like, which are no subject by themselves.
    describing: HashSet<String>,
    /// Words behind who does something or says something.
    acting: BTreeSet<String>,
    /// Words before a name, such as those that join two.
    beside: BTreeSet<String>,
    /// Words behind which a phrase goes on (`code of conduct`).
    binding: BTreeSet<String>,
}

impl Concepts {
    /// The built-in concepts.
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Concepts> = OnceLock::new();
        // A test reads the same files, so that the default is never used.
        BUILTIN.get_or_init(|| {
            let concepts = builtin("concepts.toml");
            Self::read(&texts(&concepts), &texts(&stop_words())).unwrap_or_default()
        })
    }

    /// No concepts, but the built-in stop words.
    pub fn none() -> &'static Self {
        static NONE: OnceLock<Concepts> = OnceLock::new();
        NONE.get_or_init(|| Self::read(&[], &texts(&stop_words())).unwrap_or_default())
    }

    /// Concepts and stop words from files of the built-in form.
    pub fn read(concepts: &[&str], stop_words: &[&str]) -> Result<Self, VocabularyError> {
        let mut read = Self::default();
        for text in concepts {
            let file: ConceptFile = toml::from_str(text)?;
            file.concept.into_iter().for_each(|concept| read.add(concept));
        }
        for text in stop_words {
            let file: StopWords = toml::from_str(text)?;
            read.stop_words.words.extend(file.words);
            read.stop_words.openers.extend(file.openers);
            read.stop_words.framing.extend(file.framing);
            read.stop_words.common.extend(file.common);
            read.stop_words.procedural.extend(file.procedural);
            read.stop_words.describing.extend(file.describing);
            read.stop_words.acting.extend(file.acting);
            read.stop_words.beside.extend(file.beside);
            read.stop_words.binding.extend(file.binding);
        }
        Ok(read)
    }

    /// These concepts and a team's own, which take in those that they name.
    pub fn with(&self, own: &[Concept]) -> Self {
        let mut concepts = self.concepts.clone();
        for topic in own {
            let names: HashSet<String> = topic.names().map(fold).collect();
            let mut topic = topic.clone();
            concepts.retain_mut(|other| {
                if names.contains(&fold(&other.name)) {
                    topic.take_in(other);
                    return false;
                }
                // A word means what the team says it means.
                other.same.retain(|same| !names.contains(&fold(same)));
                true
            });
            concepts.push(topic);
        }
        let mut all = Self { stop_words: self.stop_words.clone(), ..Self::default() };
        concepts.into_iter().for_each(|concept| all.add(concept));
        all
    }

    /// Words and phrases that mean nearly the same as this word or phrase (case folded), nearest first.
    pub fn related(&self, text: &str) -> Vec<&str> {
        let concepts = self.concepts_of(text);
        let same = concepts.iter().flat_map(|concept| concept.names());
        let related = concepts.iter().flat_map(|concept| concept.related.iter().map(String::as_str));
        distinct(text, same.chain(related))
    }

    /// Words and phrases that mean the same as this word or phrase (case folded).
    pub fn same(&self, text: &str) -> Vec<&str> {
        let concepts = self.concepts_of(text);
        distinct(text, concepts.iter().flat_map(|concept| concept.names()))
    }

    /// The concepts that some words describe without naming them, best described first, with the positions of the
    /// words that do.
    pub fn described(&self, words: &[&str]) -> Vec<(&Concept, Vec<usize>)> {
        let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
        let mut found: Vec<(&Concept, Vec<usize>)> = Vec::new();
        for concept in self.concepts.iter().filter(|concept| !concept.hints.is_empty()) {
            let hinted = |word: &String| concept.hints.iter().find(|hint| is_hinted(word, hint));
            let hits: Vec<(usize, &String)> =
                folded.iter().enumerate().filter_map(|(at, word)| Some((at, hinted(word)?))).collect();
            let distinct: HashSet<&String> = hits.iter().map(|(_, hint)| *hint).collect();
            if distinct.len() >= DESCRIBING {
                found.push((concept, hits.into_iter().map(|(at, _)| at).collect()));
            }
        }
        found.sort_by_key(|(_, at)| std::cmp::Reverse(at.len()));
        found
    }

    /// The subjects that passages may speak of: names with words of equal meaning.
    pub fn topics(&self) -> impl Iterator<Item = &Concept> {
        self.concepts.iter().filter(|concept| concept.topic)
    }

    /// Whether a word or phrase names a subject that the vocabulary knows.
    pub fn is_subject(&self, text: &str) -> bool {
        self.concepts_of(text).iter().any(|concept| concept.topic)
    }

    /// What a team does not want to see as subjects.
    pub fn hidden(&self) -> impl Iterator<Item = &Concept> {
        self.concepts.iter().filter(|concept| concept.teller == Teller::Team && !concept.topic)
    }

    /// Whether a word says nothing by itself (`the`, `did`, `we`).
    pub fn is_stop_word(&self, word: &str) -> bool {
        let word = fold(word);
        self.stop_words.words.contains(&word) || self.stop_words.openers.contains(&word)
    }

    /// Whether a question may begin with this word (`did`, `who`, `when`).
    pub fn opens_question(&self, word: &str) -> bool {
        self.stop_words.openers.contains(&fold(word))
    }

    /// Whether a word says nothing in a question (`did we decide to …`, `who said …`).
    pub fn is_framing(&self, word: &str) -> bool {
        self.stop_words.framing.contains(&fold(word))
    }

    /// Whether a word, in lower case, is one that any team uses.
    pub fn is_common(&self, word: &str) -> bool {
        any_form(&self.stop_words.common, word) || self.is_procedural(word)
    }

    /// Whether no subject of several words begins or ends with a word, in lower case.
    pub fn is_procedural(&self, word: &str) -> bool {
        any_form(&self.stop_words.procedural, word)
    }

    /// Whether a word, in lower case, only tells what something is like.
    pub fn describes(&self, word: &str) -> bool {
        self.stop_words.describing.contains(word)
    }

    /// Words, in lower case, that stand behind who does or says something (`Ada thinks …`).
    pub fn acting(&self) -> impl Iterator<Item = &str> {
        self.stop_words.acting.iter().map(String::as_str)
    }

    /// Words, in lower case, that often stand before a name (`by Ada`, `with Ada and Ben`).
    pub fn beside(&self) -> impl Iterator<Item = &str> {
        self.stop_words.beside.iter().map(String::as_str)
    }

    /// Words, in lower case, behind which a phrase goes on (`code of conduct`).
    pub fn binding(&self) -> impl Iterator<Item = &str> {
        self.stop_words.binding.iter().map(String::as_str)
    }

    /// Whether a word, in lower case, stands in no subject: it says nothing by itself, in any of its forms.
    pub fn is_empty_word(&self, word: &str) -> bool {
        word.contains('\'')
            || any_form(&self.stop_words.words, word)
            || any_form(&self.stop_words.openers, word)
    }

    fn add(&mut self, concept: Concept) {
        let place = self.concepts.len();
        for name in concept.names() {
            let places = self.places.entry(fold(name)).or_default();
            if !places.contains(&place) {
                places.push(place);
            }
        }
        self.concepts.push(concept);
    }

    /// The concepts that a word or phrase stands for, also in plural where only the singular is listed.
    fn concepts_of(&self, text: &str) -> Vec<&Concept> {
        let folded = fold(text);
        let places = forms(&folded).into_iter().find_map(|form| self.places.get(&form));
        places.into_iter().flatten().filter_map(|place| self.concepts.get(*place)).collect()
    }
}

impl Concept {
    /// Takes the words of another concept of the same meaning.
    fn take_in(&mut self, other: &mut Self) {
        let new = |list: &[String], word: &String| !list.iter().any(|known| fold(known) == fold(word));
        for word in other.same.drain(..).chain([std::mem::take(&mut other.name)]) {
            if fold(&word) != fold(&self.name) && new(&self.same, &word) {
                self.same.push(word);
            }
        }
        for word in other.related.drain(..) {
            if new(&self.related, &word) {
                self.related.push(word);
            }
        }
        self.hints.append(&mut other.hints);
        if self.broader.is_empty() {
            self.broader.append(&mut other.broader);
        }
    }

    /// The name and the words of equal meaning.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.same.iter().map(String::as_str))
    }
}

/// The files of words that say nothing by themselves.
fn stop_words() -> Vec<(String, String)> {
    let mut files = builtin("stopwords.toml");
    files.extend(builtin("common.toml"));
    files
}

fn texts(files: &[(String, String)]) -> Vec<&str> {
    files.iter().map(|(_, text)| text.as_str()).collect()
}

/// Whether a word begins like a hint; short hints are whole words.
fn is_hinted(word: &str, hint: &str) -> bool {
    if hint.chars().count() >= 4 {
        word.starts_with(hint)
    } else {
        word == hint || word.strip_suffix('s') == Some(hint)
    }
}

fn yes() -> bool {
    true
}

fn any_form(words: &HashSet<String>, word: &str) -> bool {
    words.contains(word) || forms(word).iter().skip(1).any(|form| words.contains(form))
}

/// Lower case, with one space for each run of spaces, hyphens and underscores.
fn fold(text: &str) -> String {
    let lower = text.to_lowercase().replace(['-', '_'], " ");
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A folded word as it stands, then as singular and as plural.
fn forms(folded: &str) -> Vec<String> {
    let mut forms = vec![folded.to_owned()];
    if let Some(stem) = folded.strip_suffix("ies") {
        forms.push(format!("{stem}y"));
    }
    if let Some(stem) = folded.strip_suffix("es") {
        forms.push(stem.to_owned());
    }
    match folded.strip_suffix('s') {
        Some(stem) => forms.push(stem.to_owned()),
        None => forms.push(format!("{folded}s")),
    }
    forms
}

/// Each word once, without the one that was asked for.
fn distinct<'a>(asked: &str, words: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen: HashSet<String> = forms(&fold(asked)).into_iter().collect();
    words.filter(|word| seen.insert(fold(word))).collect()
}
