//! The words of topics that are known → which of them a passage has: what is shown until its topics are decided.

use super::finder::{Finder, Found};
use super::words::{Piece, Words, pieces};

/// So many topics are told of a passage.
const MOST: usize = 6;

/// Finds known topics.
pub(in crate::resolve) struct Spotter {
    finder: Finder,
    /// The topic of each form.
    topics: Vec<String>,
    words: Words,
}

impl Spotter {
    /// Finds these topics, each by its name and the other words for it.
    pub(in crate::resolve) fn of<'a>(topics: impl Iterator<Item = (&'a String, &'a Vec<String>)>) -> Self {
        let (mut finder, mut of, mut words) = (Finder::default(), Vec::new(), Words::default());
        for (name, aliases) in topics {
            for form in aliases.iter().chain([name]) {
                let learned = pieces(form).into_iter().filter_map(|piece| match piece {
                    Piece::Word(word, _) => Some(words.learn(word)),
                    Piece::End => None,
                });
                let row: Vec<_> = learned.collect();
                if !row.is_empty() {
                    finder.add(&row);
                    of.push(name.clone());
                }
            }
        }
        Self { finder, topics: of, words }
    }

    /// The topics of a text, in the order in which it names them.
    pub(in crate::resolve) fn spot(&self, text: &str) -> Vec<String> {
        let mut found: Vec<Found<'_>> = Vec::new();
        for line in text.lines() {
            self.finder.find(line, &self.words, &mut found);
        }
        let mut topics: Vec<String> = Vec::new();
        for name in found.iter().filter_map(|found| self.topics.get(found.form)) {
            if topics.len() < MOST && !topics.contains(name) {
                topics.push(name.clone());
            }
        }
        topics
    }
}
