//! The best part of an entry's text, with the words that matched.
//!
//! 1. [`Highlighter::new`] takes from a query what can be seen in a text: words, phrases as a whole, prefixes, and
//!    the related words of each. What must not be there, and words that may be missing, are not marked.
//! 2. [`Highlighter::highlight`] finds them in an entry, in the same tokens that the engine searched.
//! 3. `window` cuts a long text to the part that shows most of them.

mod needle;
#[cfg(test)]
mod tests;
mod window;

use super::results::{Run, Snippet};
use crate::field::Field;
use crate::query::Query;
use crate::report::Entry;
use needle::{Mark, Needles, Origin};

/// The most characters a snippet shows, give or take a word.
pub const LENGTH: usize = 320;

/// Marks a query's words in texts.
pub struct Highlighter {
    needles: Needles,
}

impl Highlighter {
    /// Takes the words of a query.
    pub fn new(query: &Query) -> Self {
        Self { needles: Needles::new(&query.expr) }
    }

    /// The best part of an entry's text, and the related words by which it was found, as they stand there; where
    /// the text has none of them, those of its headings and of the report's title.
    pub fn highlight(&self, entry: &Entry, title: &str) -> (Snippet, Vec<String>) {
        let marks = self.needles.find(&entry.text, Field::Text);
        let mut related = related(&entry.text, &marks);
        if marks.is_empty() {
            let above = entry.section.iter().chain(&entry.context);
            let places = above.map(|text| (text.as_str(), Field::Section)).chain([(title, Field::Title)]);
            for (text, field) in places {
                for word in self::related(text, &self.needles.find(text, field)) {
                    add_once(&mut related, word);
                }
            }
        }
        (snippet(&entry.text, &marks), related)
    }

    /// The best part of a text.
    pub fn snippet(&self, text: &str) -> Snippet {
        snippet(text, &self.needles.find(text, Field::Text))
    }
}

/// The marked words that were not typed.
fn related(text: &str, marks: &[Mark]) -> Vec<String> {
    let mut words = Vec::new();
    for mark in marks.iter().filter(|mark| mark.origin == Origin::Related) {
        let typed =
            |other: &&Mark| other.origin == Origin::Typed && other.start < mark.end && mark.start < other.end;
        if marks.iter().any(|other| typed(&other)) {
            continue;
        }
        add_once(&mut words, text.get(mark.start..mark.end).unwrap_or_default().to_owned());
    }
    words
}

fn add_once(words: &mut Vec<String>, word: String) {
    let folded = word.to_lowercase();
    if !words.iter().any(|known| known.to_lowercase() == folded) {
        words.push(word);
    }
}

fn snippet(text: &str, marks: &[Mark]) -> Snippet {
    let (start, end) = window::choose(text, marks, LENGTH);
    let mut runs = Runs::default();
    if start > 0 {
        runs.plain("… ");
    }
    let mut at = start;
    for (from, to) in joined(marks) {
        let (from, to) = (from.max(at), to.min(end));
        if from < to {
            runs.plain(text.get(at..from).unwrap_or_default());
            runs.marked(text.get(from..to).unwrap_or_default());
            at = to;
        }
    }
    runs.plain(text.get(at..end).unwrap_or_default());
    if end < text.trim_end().len() {
        runs.plain(" …");
    }
    Snippet { runs: runs.0 }
}

/// Marks in order, those that overlap as one.
fn joined(marks: &[Mark]) -> Vec<(usize, usize)> {
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for mark in marks {
        match joined.last_mut() {
            Some((_, end)) if mark.start < *end => *end = mark.end.max(*end),
            Some(_) | None => joined.push((mark.start, mark.end)),
        }
    }
    joined
}

/// Runs without empty ones and without two plain ones side by side.
#[derive(Default)]
struct Runs(Vec<Run>);

impl Runs {
    fn plain(&mut self, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if !last.marked => last.text.push_str(text),
            Some(_) | None => self.0.push(Run { text: text.to_owned(), marked: false }),
        }
    }

    fn marked(&mut self, text: &str) {
        self.0.push(Run { text: text.to_owned(), marked: true });
    }
}
