//! Subjects from everywhere → one list, in which no two have the same words.

use super::alike::Alike;
use super::finder::Finder;
use super::phrases::length;
use super::repositories::Cited;
use super::subjects::Judged;
use super::words::{Piece, Word, Words, pieces};
use crate::report::{Abbreviation, Origin};
use crate::vocabulary::{Concepts, Teller};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Whether a subject is a topic, or was nearly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Kept,
    Candidate,
    /// The team does not want to see it.
    Hidden,
}

/// A subject before it was looked for.
#[derive(Debug)]
pub(super) struct Subject {
    /// The name, where the vocabulary gives one.
    pub(super) name: Option<String>,
    pub(super) aliases: Vec<String>,
    pub(super) broader: Vec<String>,
    pub(super) origin: Origin,
    pub(super) standing: Standing,
    pub(super) repositories: BTreeSet<String>,
}

/// A row of words that means a subject.
#[derive(Debug, Clone)]
pub(super) struct Form {
    pub(super) subject: usize,
    /// Whether it names a body, which may be the one that meets.
    pub(super) body: bool,
    pub(super) words: Vec<Word>,
}

/// All subjects with their forms.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) subjects: Vec<Subject>,
    pub(super) forms: Vec<Form>,
    pub(super) finder: Finder,
    by_words: HashMap<Vec<Word>, usize>,
    alike: Alike,
}

impl Gathered {
    /// The concepts of the vocabulary and of the team.
    pub(super) fn concepts(&mut self, concepts: &Concepts, words: &mut Words) {
        let kept = concepts.topics().map(|concept| (concept, Standing::Kept));
        let hidden = concepts.hidden().map(|concept| (concept, Standing::Hidden));
        for (concept, standing) in kept.chain(hidden) {
            let subject = self.subject(Subject {
                name: Some(concept.name.clone()),
                aliases: concept.same.clone(),
                broader: concept.broader.clone(),
                origin: origin(concept.teller),
                standing,
                repositories: BTreeSet::new(),
            });
            for name in concept.names() {
                // As written: a form in the plural means the plural.
                let form = learn(name, words);
                let before = self.forms.len();
                self.form(subject, form, words);
                let body = concept.bodies.iter().any(|body| body == name);
                self.forms.iter_mut().skip(before).for_each(|form| form.body = body);
            }
        }
    }

    /// Cited repositories, by name.
    pub(super) fn repositories(&mut self, cited: Cited, concepts: &Concepts, words: &mut Words) {
        for (name, repositories) in cited {
            let form = singular(&learn(&name, words), words);
            if form.iter().all(|word| concepts.is_common(words.spelt(*word))) {
                continue;
            }
            let subject = self.subject_of(&form).unwrap_or_else(|| {
                self.subject(Subject {
                    name: None,
                    aliases: Vec::new(),
                    broader: Vec::new(),
                    origin: Origin::Repository,
                    standing: Standing::Kept,
                    repositories: BTreeSet::new(),
                })
            });
            self.alike.add(&form, words, subject);
            self.form(subject, form, words);
            // `lamp-oil` of a family of `lamp-…` is called `oil` here, and may be called by its whole name.
            for repository in &repositories {
                let whole = singular(&learn(repository.rsplit('/').next().unwrap_or_default(), words), words);
                if self.subject_of(&whole).is_none() {
                    self.form(subject, whole, words);
                }
            }
            if let Some(subject) = self.subjects.get_mut(subject) {
                subject.repositories.extend(repositories);
                if subject.name.is_none() {
                    subject.aliases.push(name);
                }
            }
        }
    }

    /// Phrases of the archive.
    pub(super) fn phrases(&mut self, judged: &[Judged], standing: Standing, words: &Words) {
        // A part of what has a name already: `conduct` of `code of conduct`.
        let parts: HashSet<Vec<Word>> = self.by_words.keys().flat_map(|form| parts(form)).collect();
        for judged in judged {
            let form = judged.phrase.get(..length(&judged.phrase)).unwrap_or_default().to_vec();
            if self.subject_of(&form).is_some() || parts.contains(&form) {
                continue;
            }
            if let Some(same) = self.alike.find(&form, words) {
                self.put(same, form);
            } else {
                let origin = if judged.count.titles >= 2 { Origin::Heading } else { Origin::Phrase };
                let subject = self.subject(Subject {
                    name: None,
                    aliases: Vec::new(),
                    broader: Vec::new(),
                    origin,
                    standing,
                    repositories: BTreeSet::new(),
                });
                self.alike.add(&form, words, subject);
                self.put(subject, form);
            }
        }
    }

    /// What heads of files name.
    pub(super) fn tags(&mut self, tags: &[String], concepts: &Concepts, words: &mut Words) {
        for tag in tags {
            let form = singular(&learn(tag, words), words);
            let says = form.iter().any(|word| !concepts.is_common(words.spelt(*word)));
            if says && self.subject_of(&form).is_none() {
                let subject = self.subject(Subject {
                    name: None,
                    aliases: Vec::new(),
                    broader: Vec::new(),
                    origin: Origin::FrontMatter,
                    standing: Standing::Kept,
                    repositories: BTreeSet::new(),
                });
                self.put(subject, form);
            }
        }
    }

    /// Short forms that the archive explains: where one side is a subject, the other means it too.
    pub(super) fn abbreviations(&mut self, abbreviations: &[Abbreviation], words: &mut Words) {
        for pair in abbreviations {
            let short = singular(&learn(&pair.short, words), words);
            let long = singular(&learn(&pair.long, words), words);
            let named = self.subject_of(&long).or_else(|| self.repository_of(&long));
            match (self.subject_of(&short), named) {
                (Some(short), Some(long)) if short != long => self.merge(short, long),
                (Some(subject), None) => self.form(subject, long, words),
                (None, Some(subject)) => self.form(subject, short, words),
                _ => {}
            }
        }
    }

    /// The subject that is named first stays: the vocabulary knows better than a count.
    fn merge(&mut self, a: usize, b: usize) {
        let (stays, goes) = (a.min(b), a.max(b));
        for form in self.forms.iter_mut().filter(|form| form.subject == goes) {
            form.subject = stays;
        }
        for subject in self.by_words.values_mut().filter(|subject| **subject == goes) {
            *subject = stays;
        }
        let gone = self
            .subjects
            .get_mut(goes)
            .map(|subject| (std::mem::take(&mut subject.aliases), std::mem::take(&mut subject.repositories)));
        if let (Some(subject), Some((aliases, repositories))) = (self.subjects.get_mut(stays), gone) {
            subject.aliases.extend(aliases);
            subject.repositories.extend(repositories);
        }
    }

    fn subject(&mut self, subject: Subject) -> usize {
        self.subjects.push(subject);
        self.subjects.len() - 1
    }

    fn subject_of(&self, form: &[Word]) -> Option<usize> {
        self.by_words.get(form).copied()
    }

    /// Adds a form, under its singular too, so that no other subject takes it.
    fn form(&mut self, subject: usize, form: Vec<Word>, words: &Words) {
        let single = singular(&form, words);
        if single != form {
            self.by_words.entry(single).or_insert(subject);
        }
        self.put(subject, form);
    }

    fn put(&mut self, subject: usize, form: Vec<Word>) {
        if form.is_empty()
            || self.by_words.get(&form).is_some_and(|known| *known == subject) && self.has(&form)
        {
            return;
        }
        self.finder.add(&form);
        self.forms.push(Form { subject, body: false, words: form.clone() });
        self.by_words.entry(form).or_insert(subject);
    }

    /// The repository whose name has one word more, such as a platform that nobody says.
    fn repository_of(&self, beginning: &[Word]) -> Option<usize> {
        let fits =
            |form: &&Form| form.words.len() == beginning.len() + 1 && form.words.starts_with(beginning);
        let mut fitting = self.forms.iter().filter(fits).map(|form| form.subject);
        fitting.find(|at| self.subjects.get(*at).is_some_and(|subject| !subject.repositories.is_empty()))
    }

    fn has(&self, form: &[Word]) -> bool {
        self.finder.has(form)
    }
}

fn origin(teller: Teller) -> Origin {
    match teller {
        Teller::Team => Origin::Team,
        Teller::Vocabulary => Origin::Vocabulary,
    }
}

/// The shorter rows in a row.
fn parts(form: &[Word]) -> Vec<Vec<Word>> {
    (1..form.len()).flat_map(|length| form.windows(length)).map(<[Word]>::to_vec).collect()
}

fn learn(text: &str, words: &mut Words) -> Vec<Word> {
    let mut row = Vec::new();
    for piece in pieces(text) {
        if let Piece::Word(word, _) = piece {
            row.push(words.learn(word));
        }
    }
    row
}

fn singular(row: &[Word], words: &Words) -> Vec<Word> {
    row.iter().map(|word| words.singular(*word)).collect()
}
